//! Chinese numerals, the one table of them: 一 to 九, 〇, and what multiplies.

/// The digits by their value, as dates and ordinals write them.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of an Arabic digit, half-width or full-width.
#[must_use]
pub fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

/// The value of a Chinese digit, 一 to 九; 0 in any of the ways in which years are written (〇 零 ○).
#[must_use]
pub fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// What 十, 百, 千, 万 and 亿 multiply by.
#[must_use]
pub fn multiplier(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Whether a character can be in the number of a heading or of a day: a Chinese digit, 十 or 百.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || matches!(c, '十' | '百')
}

/// A number in Chinese numerals: 六, 十, 十二, 三十, 一百零一. From 1,000 on in Arabic digits.
#[must_use]
pub fn numeral(number: u32) -> String {
    let digit = |number: u32| DIGITS.get(number as usize % 10).map(char::to_string);
    let digit = |number: u32| digit(number).unwrap_or_default();
    let ones = |number: u32| if number.is_multiple_of(10) { String::new() } else { digit(number) };
    match number {
        0..10 => digit(number),
        10..20 => format!("十{}", ones(number)),
        20..100 => format!("{}十{}", digit(number / 10), ones(number)),
        100..1000 => {
            let rest = match number % 100 {
                0 => String::new(),
                rest @ 1..10 => format!("零{}", digit(rest)),
                rest @ 10..20 => format!("一{}", numeral(rest)),
                rest => numeral(rest),
            };
            format!("{}百{rest}", digit(number / 100))
        }
        _ => number.to_string(),
    }
}

/// The value of Chinese numerals: 十二, 两, 一千零五, 三万二千, 二〇二一. `None` where there are none,
/// for anything else among them, for a lone 百 or 万, and beyond `i64`.
#[must_use]
pub fn value(numerals: &str) -> Option<i64> {
    let digit = |c: char| if c == '两' { Some(2) } else { chinese_digit(c) }.map(i64::from);
    if numerals.is_empty() {
        return None;
    }
    if numerals.chars().all(|c| multiplier(c).is_none()) {
        let add = |sum: i64, c: char| sum.checked_mul(10)?.checked_add(digit(c)?);
        return numerals.chars().try_fold(0, add);
    }
    let (mut sum, mut section, mut last) = (0_i64, 0_i64, None);
    for (index, c) in numerals.chars().enumerate() {
        match (multiplier(c), last) {
            (None, _) => last = Some(digit(c)?),
            // 十二: only ten may have no digit before it.
            (Some(10), None) if index == 0 => section += 10,
            (Some(many @ (10_000 | 100_000_000)), _) if index > 0 => {
                sum = sum.checked_add((section + last.unwrap_or(0)).checked_mul(many)?)?;
                (section, last) = (0, None);
            }
            (Some(many), Some(digit)) => {
                section += digit * many;
                last = None;
            }
            (Some(_), None) => return None,
        }
    }
    sum.checked_add(section + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{numeral, value};

    #[test]
    fn numerals_are_written_as_they_are_read() {
        for (number, written) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (999, "九百九十九"),
        ] {
            assert_eq!(numeral(number), written);
        }
        for number in 1..1000 {
            assert_eq!(value(&numeral(number)), Some(i64::from(number)));
        }
        assert_eq!(numeral(1000), "1000");
    }

    #[test]
    fn what_is_no_number_has_no_value() {
        for text in
            ["", "百", "万", "件", "一件", "一百件", "九九九九九九九九九九九九九九九九九九九九"]
        {
            assert_eq!(value(text), None, "{text}");
        }
        for (text, expected) in [("两", 2), ("二〇二一", 2021), ("三万二千", 32_000), ("○", 0)]
        {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }
}
