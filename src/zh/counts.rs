//! Counts in prose: 794条, 2,032件, １２件, 1.2万条, 十二件, 两起, 二十余份.
//!
//! What looks like one and is none stays out: years and dates (2032年), ordinals (第3次), document
//! numbers (30号), percentages, spans of time (3个工作日), set phrases (一次性, 一站式).

use std::ops::Range;

use super::numerals::{arabic_digit, chinese_digit, multiplier, value};
use super::reader::Reader;

/// One, in ten-thousandths.
const ONE: i64 = 10_000;

/// Words that count things, the longer before the shorter.
const UNITS: [&str; 26] = [
    "人次", "件", "条", "个", "次", "起", "宗", "份", "项", "例", "篇", "期", "场", "部", "家",
    "名", "人", "批", "则", "类", "块", "处", "户", "册", "张", "元",
];

/// What makes something else of a unit before it: 3个工作日, 一次性, 一条龙.
const NOT_AFTER: [(&str, &[&str]); 7] = [
    ("个", &["月", "工作日", "自然日", "小时", "百分点", "年"]),
    ("次", &["性", "日"]),
    ("条", &["龙", "例", "线"]),
    ("件", &["事"]),
    ("人", &["民", "员", "口"]),
    ("部", &["分", "门", "署", "件"]),
    ("家", &["庭", "园"]),
];

/// One number in a text, with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number alone, in bytes of the text.
    pub number: Range<usize>,
    /// The number with its unit.
    pub range: Range<usize>,
    /// In ten-thousandths, so that 1.5元 is exact.
    pub amount: i64,
    /// 件, 条, 人次, 元 …; empty for a number without a unit (均为0).
    pub unit: &'static str,
    /// Whether the number is approximate: 近百, 二十余, 约30.
    pub about: bool,
}

impl Count {
    /// The number, where it is a whole one.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        (self.amount % ONE == 0).then_some(self.amount / ONE)
    }
}

/// The counts of a text, in order.
#[must_use]
pub fn counts(text: &str) -> Vec<Count> {
    let reader = Reader::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        match reader.number(at) {
            Some(number) => {
                found.extend(reader.count(&number));
                at = number.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// A number in a text, in indices of characters.
struct Number {
    start: usize,
    end: usize,
    /// `None` where it has more digits or places than can be kept exactly.
    amount: Option<i64>,
    chinese: bool,
}

impl Reader<'_> {
    fn number(&self, start: usize) -> Option<Number> {
        if self.char(start).and_then(digit).is_some() {
            return Some(self.digits(start));
        }
        self.char(start).filter(|c| in_numerals(*c))?;
        let mut end = start;
        while self.char(end).is_some_and(in_numerals) {
            end += 1;
        }
        let numerals: String = (start..end).filter_map(|at| self.char(at)).collect();
        let amount = value(&numerals).and_then(|value| value.checked_mul(ONE));
        Some(Number { start, end, amount, chinese: true })
    }

    /// Digits with thousands commas, a decimal point, and 万 or the like behind.
    fn digits(&self, start: usize) -> Number {
        let mut at = start;
        let mut amount = Some(0_i64);
        let mut group = 0;
        loop {
            if let Some(digit) = self.char(at).and_then(digit) {
                amount = amount.and_then(|a| a.checked_mul(10)?.checked_add(digit * ONE));
                (at, group) = (at + 1, group + 1);
            } else if self.char(at) == Some(',') && (1..=3).contains(&group) && self.three(at + 1) {
                (at, group) = (at + 1, 0);
            } else {
                break;
            }
        }
        if matches!(self.char(at), Some('.' | '．')) && self.char(at + 1).and_then(digit).is_some()
        {
            let mut worth = ONE;
            at += 1;
            while let Some(digit) = self.char(at).and_then(digit) {
                worth /= 10;
                amount = amount.filter(|_| worth > 0).and_then(|a| a.checked_add(digit * worth));
                at += 1;
            }
        }
        let after = self.spaces(at);
        if let Some(multiplier) = self.char(after).and_then(multiplier) {
            amount = amount.and_then(|amount| amount.checked_mul(multiplier));
            at = after + 1;
        }
        Number { start, end: at, amount, chinese: false }
    }

    /// Whether there are exactly three digits at a place.
    fn three(&self, at: usize) -> bool {
        let digits = (at..at + 4).take_while(|at| self.char(*at).and_then(digit).is_some()).count();
        digits == 3
    }

    fn count(&self, number: &Number) -> Option<Count> {
        let amount = number.amount?;
        let before = number.start.checked_sub(1).and_then(|at| self.char(at));
        if before.is_some_and(|c| c == '第' || c.is_ascii_alphabetic()) {
            return None;
        }
        let mut at = self.spaces(number.end);
        let mut about = matches!(before, Some('约' | '近' | '超' | '过' | '逾' | '几' | '数'));
        if matches!(self.char(at), Some('余' | '多' | '来' | '几')) {
            about = true;
            at = self.spaces(at + 1);
        }
        let unit = self.unit(at, number.chinese);
        let end = match unit {
            Some(unit) => at + unit.chars().count(),
            None if !number.chinese && self.ends(number.end) => number.end,
            None => return None,
        };
        Some(Count {
            number: self.byte(number.start)..self.byte(number.end),
            range: self.byte(number.start)..self.byte(end),
            amount,
            unit: unit.unwrap_or_default(),
            about,
        })
    }

    fn unit(&self, at: usize, chinese: bool) -> Option<&'static str> {
        let rest = self.rest(at);
        let unit = UNITS.into_iter().find(|unit| rest.starts_with(unit))?;
        let after = rest.get(unit.len()..).unwrap_or_default().trim_start();
        let other = NOT_AFTER.iter().any(|(first, seconds)| {
            *first == unit && seconds.iter().any(|second| after.starts_with(second))
        });
        // 一批, 一类, 一家: some, not one.
        let vague = chinese && ["批", "类", "则", "块"].contains(&unit);
        (!other && !vague).then_some(unit)
    }

    /// Whether a number ends the clause: nothing that would make a date or a label of it.
    fn ends(&self, at: usize) -> bool {
        matches!(self.char(at), None | Some('。' | '，' | '；' | ',' | ';' | '\n' | '和'))
    }
}

/// An Arabic digit.
fn digit(c: char) -> Option<i64> {
    arabic_digit(c).map(i64::from)
}

/// Whether a character can be in a count written in Chinese numerals.
fn in_numerals(c: char) -> bool {
    c == '两' || (c != '○' && chinese_digit(c).is_some()) || multiplier(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::counts;

    /// Every count of a text: number, unit, as "12件", with ~ where it is approximate.
    fn read(text: &str) -> Vec<String> {
        let shown = counts(text).into_iter().map(|count| {
            assert!(text.get(count.range.clone()).unwrap().contains(count.unit));
            let amount = match count.whole() {
                Some(whole) => whole.to_string(),
                None => format!("{}/10000", count.amount),
            };
            format!("{}{amount}{}", if count.about { "~" } else { "" }, count.unit)
        });
        shown.collect()
    }

    #[test]
    fn counts_are_read() {
        for (text, expected) in [
            ("主动公开794条", &["794条"][..]),
            ("收到申请 8 件", &["8件"]),
            ("收到申请两件，十二件，二十余件", &["2件", "12件", "~20件"]),
            ("一百零五件、三千二百条、一万二千人次", &["105件", "3200条", "12000人次"]),
            ("１２件，2,032条，1.2万条，3万余条", &["12件", "2032条", "12000条", "~30000条"]),
            ("6，631条", &["6", "631条"]),
            ("金额12.5元，3.2万元", &["125000/10000元", "32000元"]),
            ("约30件，近百件，近200条", &["~30件", "~200条"]),
            ("均为0。为 0，", &["0", "0"]),
            ("分别156和70条", &["156", "70条"]),
            ("零件、0件、〇件", &["0件", "0件", "0件"]),
            ("7个部分，培训372人次", &["7个", "372人次"]),
            ("两起诉讼、3宗", &["2起", "3宗"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_count_stays_out() {
        for text in [
            "2032年",
            "2021 年1月31日",
            "二〇二一年",
            "第3次",
            "第十二条",
            "〔2021〕30号",
            "98.5%",
            "3个工作日",
            "一次性告知",
            "一站式",
            "一条龙",
            "“一件事”",
            "12345热线",
            "两个月",
            "千方百计",
            "一批",
            "三公经费",
            "十分重要",
            "一般情况",
            "2.主动公开",
            "（1）公开",
            "百家",
            "A4件",
            "99999999999999999999件",
            "一部分",
            "一人民",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_number_is_told_apart_from_its_unit() {
        let text = "共１２ 件";
        let count = &counts(text)[0];
        assert_eq!(text.get(count.number.clone()), Some("１２"));
        assert_eq!(text.get(count.range.clone()), Some("１２ 件"));
    }
}
