//! R35, R36, R37: half-width punctuation, straight quotes and spaces in Chinese text.
//!
//! One finding a paragraph, at its first place: a page typed in half-width is one matter.

use std::ops::Range;

use super::context::{Context, Paragraph};
use super::leftovers::bracketed;
use super::nearby::within;
use super::{Found, Point, Rule, document_number, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::marks::mark;
use crate::zh::{is_full_width_mark, is_han};

/// R35: half-width punctuation.
pub static HALF_WIDTH: Rule = Rule {
    code: "R35",
    severity: Severity::Warning,
    title: "中文里用全角标点",
    basis: "GB/T 15834—2011《标点符号用法》5.1",
    point: Point::Wording,
    safe: true,
    check: half_width,
};

/// R36: straight quotes.
pub static QUOTES: Rule = Rule {
    code: "R36",
    severity: Severity::Warning,
    title: "中文里用弯引号",
    basis: "GB/T 15834—2011《标点符号用法》4.8",
    point: Point::Wording,
    safe: true,
    check: quotes,
};

/// R37: spaces in Chinese text.
pub static SPACES: Rule = Rule {
    code: "R37",
    severity: Severity::Warning,
    title: "中文里不加空格",
    basis: "GB/T 9704—2012 的字距和常见的复制残留",
    point: Point::Wording,
    safe: true,
    check: spaces,
};

/// What is put in the place of a stretch of a paragraph.
type Replacement = (Range<usize>, String);

fn each(
    context: &Context<'_>,
    found: &mut Found,
    changes: impl Fn(&str) -> Vec<Replacement>,
    message: impl Fn(&str, &[Replacement]) -> String,
    label: &str,
) {
    for paragraph in context.paragraphs() {
        let changes = changes(paragraph.text);
        let Some((first, _)) = changes.first() else { continue };
        let place = paragraph.place(first.clone());
        let message = message(paragraph.text, &changes);
        found.add(
            place,
            message,
            Some(Fix { label: label.into(), edits: edits(paragraph, changes) }),
        );
    }
}

/// From the last to the first, so that each stretch is still where it was.
fn edits(paragraph: &Paragraph<'_>, changes: Vec<Replacement>) -> Vec<crate::report::Edit> {
    changes.into_iter().rev().map(|(range, text)| paragraph.splice(range, text)).collect()
}

fn is_chinese(c: char) -> bool {
    is_han(c) || is_full_width_mark(c)
}

/// The characters before and behind a place that are no spaces.
fn around(text: &str, range: &Range<usize>) -> (Option<char>, Option<char>) {
    let before = text.get(..range.start).unwrap_or_default().trim_end().chars().next_back();
    let behind = text.get(range.end..).unwrap_or_default().trim_start().chars().next();
    (before, behind)
}

fn half_width(context: &Context<'_>, found: &mut Found) {
    let message = |text: &str, changes: &[Replacement]| {
        let mut marks: Vec<&str> =
            changes.iter().filter_map(|(range, _)| text.get(range.clone())).collect();
        let count = marks.len();
        marks.sort_unstable();
        marks.dedup();
        format!("这一段有 {count} 处半角标点（{}），中文里应当用全角标点。", marks.join(" "))
    };
    each(context, found, narrow, message, "改为全角标点");
}

fn narrow(text: &str) -> Vec<Replacement> {
    if !text.bytes().any(|byte| b",;:?!.()".contains(&byte)) {
        return Vec::new();
    }
    let brackets = brackets(text);
    // The brackets of documents' numbers are R55's.
    let numbers = document_number::stretches(text);
    let number = mark(text).filter(|mark| mark.half_width);
    let mut changes = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if !matches!(c, ',' | ';' | ':' | '?' | '!' | '.' | '(' | ')') {
            continue;
        }
        let (before, behind) = around(text, &range);
        let chinese = before.is_some_and(is_chinese) || behind.is_some_and(is_chinese);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let full = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            // 3.2, www.gov.cn, 1.
            '.' if before.is_some_and(is_han) && !latin(behind) => '。',
            '(' | ')' if within(&numbers, at) => continue,
            '(' | ')' if brackets.binary_search(&at).is_ok() => {
                // The space behind a number's bracket goes with it: behind a full-width one it would
                // be another fault.
                let end = number.filter(|mark| mark.end == at + 1).map_or(at + 1, |mark| mark.rest);
                changes.push((at..end, if c == '(' { "（" } else { "）" }.into()));
                continue;
            }
            _ => continue,
        };
        if chinese && !(latin(before) && latin(behind)) {
            changes.push((range, full.to_string()));
        }
    }
    changes
}

/// The half-width brackets that belong to Chinese text: what they hold is Chinese, or what stands
/// before them.
fn brackets(text: &str) -> Vec<usize> {
    let mut han = Vec::with_capacity(text.len() / 2);
    han.extend(text.char_indices().filter(|(_, c)| is_chinese(*c)).map(|(at, _)| at));
    let chinese = |from: usize, to: usize| {
        let next = han.partition_point(|at| *at < from);
        han.get(next).is_some_and(|at| *at < to)
    };
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => {
                let start = open.pop().unwrap_or(at);
                let before = nearby::before(text, start, 1).chars().next();
                if chinese(start, at) || before.is_some_and(is_chinese) {
                    // A pair only: a lone ) stays.
                    found.extend(if start < at { vec![start, at] } else { Vec::new() });
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

fn quotes(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        let text = paragraph.text;
        let straight = |mark: char| -> Vec<usize> {
            let all = text.char_indices().filter(|(_, c)| *c == mark);
            all.map(|(at, _)| at).collect()
        };
        if !text.bytes().any(|byte| b"\"'".contains(&byte)) || !text.contains(is_han) {
            continue;
        }
        for (mark, pair) in [('"', ["“", "”"]), ('\'', ["‘", "’"])] {
            let mut places = straight(mark);
            // don't, 5' : not a Chinese quote.
            places.retain(|at| {
                let (before, behind) = around(text, &(*at..*at + 1));
                mark == '"' || before.is_some_and(is_chinese) || behind.is_some_and(is_chinese)
            });
            let Some(first) = places.first().copied() else { continue };
            let fix = places.len().is_multiple_of(2).then(|| {
                let changes = places.iter().enumerate();
                let changes =
                    changes.map(|(n, at)| (*at..*at + 1, pair[n % 2].to_owned())).collect();
                Fix {
                    label: format!("改为{}{}", pair[0], pair[1]),
                    edits: edits(paragraph, changes),
                }
            });
            let odd = if fix.is_none() {
                "前后不成对，请补全后改为弯引号。"
            } else {
                "中文里应当用弯引号。"
            };
            let message = format!("这一段有 {} 个直引号（{mark}），{odd}", places.len());
            found.add(paragraph.place(first..first + 1), message, fix);
        }
    }
}

fn spaces(context: &Context<'_>, found: &mut Found) {
    let message = |_: &str, changes: &[Replacement]| {
        format!("这一段的中文里有 {} 处空格，应当删去。", changes.len())
    };
    each(context, found, blanks, message, "删去空格");
}

fn blanks(text: &str) -> Vec<Replacement> {
    // Behind the number of a heading they are R13's, but for half-width brackets.
    let number = mark(text).filter(|mark| !mark.half_width).map_or(0, |mark| mark.rest);
    let mut changes = Vec::new();
    if !text.contains(char::is_whitespace) {
        return changes;
    }
    // （ ）条 is a blank to be filled in, which is R31's.
    let mut to_fill: Vec<Range<usize>> = bracketed(text).collect();
    to_fill.sort_by_key(|range| range.start);
    let mut rest = text;
    while let Some(at) = rest.find(char::is_whitespace) {
        let start = text.len() - rest.len() + at;
        rest = rest.get(at..).unwrap_or_default().trim_start();
        let range = start..text.len() - rest.len();
        let (before, behind) = around(text, &range);
        let joins = |c: Option<char>| {
            c.is_some_and(|c| is_chinese(c) || c.is_ascii_digit() || "()%,;:".contains(c))
        };
        let chinese = before.is_some_and(is_chinese) || behind.is_some_and(is_chinese);
        if chinese
            && joins(before)
            && joins(behind)
            && range.end > number
            && !within(&to_fill, start)
        {
            changes.push((range, String::new()));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn half_width_marks() {
        mended(
            "R35",
            "",
            "(一)2021年,全区(含乡)公开:共1,234条;详见www.a.gov.cn.完.\n是吗?好!",
            "（一）2021年，全区（含乡）公开：共1,234条；详见www.a.gov.cn.完。\n是吗？好！",
        );
        prose("R35", "全年公开,共3条;好。", &["有 2 处半角标点（, ;）"]);
        for text in [
            "共1,234条，10:30开始，3.5万元。",
            "见http://a.b/?c=1。",
            "1.内部监督。",
            "A(B)C",
            "OFD, PDF",
        ] {
            prose("R35", text, &[]);
        }
    }

    #[test]
    fn straight_quotes() {
        mended("R36", "", "做到\"应公开尽公开\",\"应上网\"。", "做到“应公开尽公开”,“应上网”。");
        prose("R36", "做到\"应公开。", &["有 1 个直引号（\"），前后不成对"]);
        prose("R36", "称'三审'。", &["2 个直引号"]);
        prose("R36", "做到“应公开”。", &[]);
    }

    #[test]
    fn spaces_in_chinese() {
        mended(
            "R37",
            "",
            "(一) 主动 公开：2021 年共 3 件， 完成 。",
            "(一)主动公开：2021年共3件，完成。",
        );
        for text in ["（一） 主动公开", "5、 存在", "使用 Word 文件，OFD 版式", "甲。\n  乙。"]
        {
            prose("R37", text, &[]);
        }
    }
}
