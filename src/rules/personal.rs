//! R38: personal data. An office's landline is none.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;

/// R38: personal data.
pub static RULE: Rule = Rule {
    code: "R38",
    severity: Severity::Warning,
    title: "没有个人的手机号、身份证号、银行卡号",
    basis: "《个人信息保护法》第二十五条；《条例》第十五条",
    point: Point::Personal,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        for (range, number) in numbers(paragraph.text) {
            let hidden = |keep: usize| {
                let shown: String = number.chars().take(keep).collect();
                format!("{shown}…")
            };
            let (what, severity) = if is_identity(&number) {
                (format!("身份证号码“{}”", hidden(6)), Severity::Error)
            } else if is_mobile(&number) {
                (format!("手机号码“{}”", hidden(3)), Severity::Warning)
            } else if is_card(&number) {
                (format!("银行卡号“{}”", hidden(6)), Severity::Warning)
            } else {
                continue;
            };
            let message = format!("这里像是{what}，公开个人信息应当有依据，请核对后删去。");
            found.add(paragraph.place(range), message, None).severity = severity;
        }
    }
}

/// Runs of digits, single spaces and hyphens between them left out, with an X at the end.
fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    let mut number = String::new();
    let mut range = 0..0;
    let mut gap = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let digit = match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            'X' | 'x' | 'Ｘ' if number.len() == 17 => Some('X'),
            _ => None,
        };
        match digit {
            Some(digit) => {
                if number.is_empty() {
                    range.start = at;
                }
                number.push(digit);
                range.end = at + c.len_utf8();
                gap = 0;
            }
            None if matches!(c, ' ' | '-') && gap == 0 && !number.is_empty() => gap = 1,
            None => {
                if number.len() >= 11 {
                    found.push((range.clone(), std::mem::take(&mut number)));
                }
                number.clear();
                gap = 0;
            }
        }
    }
    found
}

fn is_mobile(number: &str) -> bool {
    let number = number.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(number);
    let mut digits = number.chars();
    number.len() == 11 && digits.next() == Some('1') && digits.next().is_some_and(|c| c >= '3')
}

/// GB 11643-1999: 17 digits and a check digit.
fn is_identity(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if number.len() != 18 {
        return false;
    }
    let sum: u32 = number.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap_or(0) * w).sum();
    let check = "10X98765432".chars().nth(sum as usize % 11);
    let month: u32 = number.get(10..12).and_then(|m| m.parse().ok()).unwrap_or(0);
    number.chars().last() == check && (1..=12).contains(&month)
}

/// Luhn, and the first digits of the cards in use.
fn is_card(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(n, digit)| if n % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    (16..=19).contains(&number.len())
        && number.starts_with(['4', '5', '6', '9'])
        && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::report::place::Field;
    use crate::rules::tests::{prose, report, write};

    #[test]
    fn personal_data() {
        prose("R38", "联系人手机13812345678。", &["手机号码“138…”"]);
        prose("R38", "电话138-1234-5678，１３８１２３４５６７８。", &["手机号码", "手机号码"]);
        prose("R38", "身份证11010519491231002X。", &["身份证号码“110105…”"]);
        prose(
            "R38",
            "卡号6222 0212 3456 7890 12，6228480402564890018。",
            &["“622202…”", "银行卡号“622848…”"],
        );
        let mut own = report("2021");
        write(&mut own, Field::Before(1), "身份证11010519491231002X。");
        let found = crate::rules::check(&own, &crate::rules::Config::default());
        assert!(found.iter().any(|f| f.code == "R38" && f.severity == Severity::Error));
    }

    #[test]
    fn other_numbers() {
        for text in [
            "电话：0571-88881234。",
            "共12345678901条。",
            "110105194912310021",
            "统一编号6222021234567890。",
        ] {
            prose("R38", text, &[]);
        }
    }
}
