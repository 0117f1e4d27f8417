//! Lengths as whole numbers, so that layout is exact and repeats to the last bit.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in thousandths of a point (1 pt = 1/72 inch = 1000 units).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// Thousandths of a point.
    #[must_use]
    pub const fn milli(value: i32) -> Self {
        Self(value)
    }

    /// Whole points.
    #[must_use]
    pub const fn pt(value: i32) -> Self {
        Self(value * 1000)
    }

    /// Hundredths of a millimetre, rounded to the nearest unit (1 mm = 72/25.4 pt).
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // A length of over 700 m is on no page.
    pub const fn hundredth_mm(value: i32) -> Self {
        // 1/100 mm = 72000 / 2540 units.
        Self(((value as i64 * 72_000 + 1_270) / 2_540) as i32)
    }

    /// Millimetres, rounded to the nearest unit.
    #[must_use]
    pub const fn mm(value: i32) -> Self {
        Self::hundredth_mm(value * 100)
    }

    /// `self × numerator ÷ denominator`, rounded to the nearest unit.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // Lengths of a page times ratios near 1.
    pub const fn scale(self, numerator: i32, denominator: i32) -> Self {
        let product = self.0 as i64 * numerator as i64;
        let half = denominator as i64 / 2;
        let rounded = if product < 0 { product - half } else { product + half };
        Self((rounded / denominator as i64) as i32)
    }

    /// Points as a float, for the writers of formats that want one.
    #[must_use]
    pub fn to_pt(self) -> f32 {
        // Exact: a page is under 2^24 units wide and high.
        #[allow(clippy::cast_precision_loss)]
        let units = self.0 as f32;
        units / 1000.0
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, factor: i32) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i32> for Length {
    type Output = Self;
    fn div(self, divisor: i32) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn a4_and_the_text_area() {
        assert_eq!(Length::mm(210).0, 595_276);
        assert_eq!(Length::mm(297).0, 841_890);
        assert_eq!(Length::mm(156) + Length::mm(28) + Length::mm(26), Length::milli(595_276));
        assert_eq!(Length::pt(-3).scale(1, 2).0, -1500);
    }
}
