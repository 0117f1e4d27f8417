//! R55: the year in a document's number is in 〔〕: 国办公开办函〔2021〕30号.
//!
//! Only with a year of four digits, 号, and the issuer's word before it; the number of a case
//! （2021）云01行初30号 is none.

use std::ops::Range;

use super::context::Context;
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::is_han;

/// R55: the year in a document's number is in 〔〕: 国办公开办函〔2021〕30号.
pub static RULE: Rule = Rule {
    code: "R55",
    severity: Severity::Warning,
    title: "文号的年份用六角括号〔〕，序号不加“第”",
    basis: "GB/T 9704—2012 7.2.5：年份用六角括号“〔〕”括入，发文顺序号不加“第”字",
    point: Point::Wording,
    safe: true,
    check,
};

const OPEN: [char; 8] = ['〔', '[', '(', '（', '﹝', '【', '［', '〈'];
const CLOSE: [char; 8] = ['〕', ']', ')', '）', '﹞', '】', '］', '〉'];

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        for (range, right) in numbers(paragraph.text) {
            let written = paragraph.text.get(range.clone()).unwrap_or_default();
            if written == right {
                continue;
            }
            let message = format!("文号写的是“{written}”，应当写作“{right}”。");
            let edits = vec![paragraph.splice(range.clone(), right.clone())];
            let fix = Fix { label: format!("改为“{right}”"), edits };
            found.add(paragraph.place(range), message, Some(fix));
        }
    }
}

/// Where years and numbers of documents are, in order.
pub(super) fn stretches(text: &str) -> Vec<Range<usize>> {
    numbers(text).into_iter().map(|(range, _)| range).collect()
}

/// Years and numbers of documents, each with how it should be written: 〔2021〕30号.
fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    text.match_indices('号').filter_map(|(at, sign)| number(text, at, sign.len())).collect()
}

fn number(text: &str, at: usize, sign: usize) -> Option<(Range<usize>, String)> {
    let near = nearby::before(text, at, 16);
    let trimmed = near.trim_end();
    let digits = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = trimmed.get(digits.len()..)?;
    if number.is_empty() || number.len() > 9 {
        return None;
    }
    let head = digits.trim_end();
    let head = head.strip_suffix('第').unwrap_or(head).trim_end();
    let (year, number, head) = match head.strip_suffix(CLOSE) {
        Some(inside) => {
            let inside = inside.trim_end();
            let open = inside.trim_end_matches(|c: char| c.is_ascii_digit());
            (inside.get(open.len()..)?, number, open)
        }
        // The closing bracket is missing: 〔202130号.
        None if head.ends_with(OPEN) && number.len() > 4 => {
            (number.get(..4)?, number.get(4..)?, head)
        }
        None => return None,
    };
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let word = head.trim_end();
    let word = word.strip_suffix(OPEN).unwrap_or(word).trim_end();
    let behind = nearby::after(text, at + sign, 1);
    if !is_year || !word.ends_with(is_han) || behind.starts_with(['楼', '院', '线', '门', '路'])
    {
        return None;
    }
    let start = at - near.len() + word.len();
    Some((start..at + sign, format!("〔{year}〕{number}号")))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn numbers_of_documents() {
        for (text, told) in [
            ("国办公开办函[2021]30号", "“[2021]30号”，应当写作“〔2021〕30号”"),
            ("云政办发(2021)5号", "“(2021)5号”"),
            ("云政办发（2021）5号", "“（2021）5号”"),
            ("国办公开办函﹝2021﹞30号", "“﹝2021﹞30号”"),
            ("云政办〔2021]12号", "“〔2021]12号”"),
            ("云政办发2021〕12号", "“2021〕12号”"),
            ("云政办发〔202112号", "“〔202112号”"),
            ("云政办发〔2021〕第12号", "“〔2021〕第12号”"),
            ("云政办发【2021】12号", "“【2021】12号”"),
        ] {
            prose("R55", &format!("按照《通知》（{text}）执行。"), &[told]);
        }
        mended(
            "R55",
            "",
            "按国办公开办函﹝2021﹞30号和云政办发(2021)第5号办。",
            "按国办公开办函〔2021〕30号和云政办发〔2021〕5号办。",
        );
        for text in [
            "国办公开办函〔2021〕30号、国办函〔2020〕109号。",
            "（2021）云01行初30号判决。",
            "云政办发〔21〕5号。",
            "中华人民共和国国务院令第711号。",
            "地址：塘前街（2021）1号楼。",
            "二维码扫描（2021）。",
            "12345热线[2021]收件。",
        ] {
            prose("R55", text, &[]);
        }
        prose("R35", "云政办发(2021)5号印发。", &[]);
        prose("R43", "国办公开办函﹝2021﹞30号。", &[]);
    }
}
