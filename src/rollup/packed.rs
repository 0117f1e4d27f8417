//! Numbers in as few bytes as they need, one after the other: a roll-up keeps those of every unit.

use crate::report::Amount;

/// Appends a number: seven bits a byte, the lowest first.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low & 0x7F);
        }
        bytes.push(low | 0x80);
    }
}

/// Takes a number from the front; 0 where nothing is left.
pub(super) fn take(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// What stands for no amount, and before an amount that is not whole.
const NONE: u64 = 0;
const PARTS: u64 = 1;

/// Appends an amount, or that there is none.
pub(super) fn put_amount(bytes: &mut Vec<u8>, amount: Option<Amount>) {
    let Some(amount) = amount else { return put(bytes, NONE) };
    if let Some(count) = amount.count() {
        put(bytes, unsigned(count) + PARTS + 1);
    } else {
        put(bytes, PARTS);
        put(bytes, unsigned(amount.parts()));
    }
}

/// Takes an amount from the front; `None` where there is none.
pub(super) fn take_amount(bytes: &mut &[u8]) -> Option<Amount> {
    match take(bytes) {
        NONE => None,
        PARTS => Some(Amount::of_parts(signed(take(bytes)))),
        count => Some(Amount::whole(signed(count - PARTS - 1))),
    }
}

/// A number without its sign, small ones first: 0, -1, 1, -2.
fn unsigned(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::{put, put_amount, take, take_amount};
    use crate::report::{Amount, Value};

    #[test]
    fn numbers_come_back() {
        let all = [0, 1, 127, 128, 300, 65_535, 1 << 35, u64::MAX];
        let mut bytes = Vec::new();
        for number in all {
            put(&mut bytes, number);
        }
        assert_eq!(bytes[..5], [0, 1, 127, 0x80, 1]);
        let mut rest = bytes.as_slice();
        assert_eq!(all.map(|_| take(&mut rest)), all);
        assert_eq!((take(&mut rest), take_amount(&mut rest)), (0, None));
    }

    #[test]
    fn amounts_come_back() {
        let written = |text: &str| Amount::of(&Value::Written(text.into())).unwrap();
        let texts = ["0", "1", "-1", "3.25", "-0.0001", "922337203685477", "-922337203685477.5807"];
        let mut bytes = Vec::new();
        for text in texts {
            put_amount(&mut bytes, Some(written(text)));
        }
        put_amount(&mut bytes, None);
        let mut rest = bytes.as_slice();
        for text in texts {
            assert_eq!(take_amount(&mut rest), Some(written(text)), "{text}");
        }
        assert_eq!((take_amount(&mut rest), rest), (None, &[][..]));
    }
}
