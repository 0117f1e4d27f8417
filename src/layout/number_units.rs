//! Units of more than one character, which no line parts from their number or within themselves.

/// No unit has more characters.
pub(super) const LONGEST: usize = 5;

/// A unit of one character needs no list: a line never ends between a digit and a character.
const UNITS: [&str; 40] = [
    "万余元",
    "亿余元",
    "余万元",
    "多万元",
    "余亿元",
    "万元",
    "亿元",
    "余元",
    "美元",
    "万余件",
    "余件次",
    "万件",
    "余件",
    "多件",
    "件次",
    "万余条",
    "余条次",
    "万条",
    "余条",
    "多条",
    "条次",
    "万余次",
    "万人次",
    "余人次",
    "人次",
    "万次",
    "余次",
    "多次",
    "万人",
    "余人",
    "余份",
    "余个",
    "个月",
    "小时",
    "分钟",
    "平方公里",
    "平方米",
    "立方米",
    "公里",
    "周年",
];

/// Whether the unit that the characters after a number begin with reaches over a place among them;
/// `place` counts characters from the number.
pub(super) fn parts_unit(mut after: impl Iterator<Item = char>, place: usize) -> bool {
    let mut read = ['\0'; LONGEST];
    for slot in &mut read {
        let Some(c) = after.next() else { break };
        *slot = c;
    }
    UNITS.iter().any(|unit| {
        let length = unit.chars().count();
        place < length && unit.chars().zip(read).all(|(a, b)| a == b)
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, UNITS, parts_unit};

    #[test]
    fn units_of_several_characters() {
        let check = |after: &str, place, expected| {
            assert_eq!(parts_unit(after.chars(), place), expected, "{after} {place}");
        };
        check("万元，", 1, true);
        check("万元，", 2, false);
        check("平方米的", 2, true);
        check("件申请", 1, false);
        check("个工作日内", 1, false);
        check("余万元的", 2, true);
        check("", 1, false);
        assert!(UNITS.iter().all(|unit| unit.chars().count() <= LONGEST));
    }
}
