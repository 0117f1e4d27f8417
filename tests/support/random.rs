//! The one generator of numbers for tests that try what nobody thought of.

use std::fmt::Debug;

/// Numbers that look random and are the same for the same seed, which is not 0 (xorshift).
pub struct Random(pub u64);

impl Random {
    /// The numbers of a case by its number: cases side by side have nothing in common.
    pub fn new(case: u64) -> Self {
        Self(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number from 0 on that is below a bound, or 0 where the bound is.
    pub fn below<N: TryFrom<u64, Error: Debug> + TryInto<u64, Error: Debug>>(
        &mut self,
        bound: N,
    ) -> N {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let bound: u64 = bound.try_into().unwrap();
        ((self.0 >> 11) % bound.max(1)).try_into().unwrap()
    }

    /// One of several, of which there is at least one.
    pub fn one_of<T: Copy>(&mut self, these: &[T]) -> T {
        these[self.below(these.len())]
    }
}
