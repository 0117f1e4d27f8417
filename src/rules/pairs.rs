//! R53: brackets, quotation marks and title marks come in pairs, within one paragraph; a number mark
//! has both its brackets.
//!
//! Half-width and full-width brackets make a pair here (that they differ is R35's), `1）` is a way of
//! numbering, and what belongs to a document's number is R55's.

use super::context::{Context, Paragraph};
use super::nearby::within;
use super::{Found, Point, Rule, document_number, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::is_han;
use crate::zh::marks::{broken_mark, mark};
use crate::zh::numeral;

/// R53: brackets, quotation marks and title marks come in pairs, within one paragraph; a number
/// mark has both its brackets.
pub static RULE: Rule = Rule {
    code: "R53",
    severity: Severity::Warning,
    title: "括号、引号、书名号成对",
    basis: "GB/T 15834—2011《标点符号用法》4.8、4.9、4.14",
    point: Point::Wording,
    safe: false,
    check,
};

/// The kind of pair that a mark belongs to, and whether it opens one; a full-width bracket pairs with
/// a half-width one.
fn pair(c: char) -> Option<(u8, bool)> {
    Some(match c {
        '（' | '(' => (0, true),
        '）' | ')' => (0, false),
        '“' => (1, true),
        '”' => (1, false),
        '《' => (2, true),
        '》' => (2, false),
        '〈' => (3, true),
        '〉' => (3, false),
        '〔' => (4, true),
        '〕' => (4, false),
        _ => return None,
    })
}

/// Upper bound on unpaired marks that are reported of one paragraph.
const MOST: usize = 20;

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        let broken = broken_mark(paragraph.text).filter(|broken| {
            // A bracket that another pairs with further on is no broken mark.
            !broken.opening
                || paragraph.text.matches(['（', '(']).count()
                    < paragraph.text.matches(['）', ')']).count()
        });
        if let Some(broken) = broken {
            let wanted = format!("（{}）", numeral(broken.number));
            let (start, mark) = (broken.missing, if broken.opening { "（" } else { "）" });
            let which = if broken.opening { "前" } else { "后" };
            let message = format!("序号“{wanted}”少了{which}括号。");
            let edits = vec![paragraph.splice(start..start, mark)];
            let label = format!("改为“{wanted}”");
            let fix = follows(context, paragraph, broken.number).then_some(Fix { label, edits });
            let end =
                paragraph.text.char_indices().nth(2).map_or(paragraph.text.len(), |(at, _)| at);
            found.add(paragraph.place(0..end), message, fix);
        }
        // More in one paragraph are one matter.
        for (at, c) in unpaired(paragraph.text).into_iter().take(MOST) {
            let of_mark = broken.is_some_and(|broken| {
                at < 12 && broken.missing <= 12 && at <= broken.missing + 12 && "（()）".contains(c)
            });
            if !of_mark {
                tell(paragraph, at, c, found);
            }
        }
    }
}

/// Whether a number comes after that of the last mark in brackets before a paragraph: one that does
/// not may be the wrong number, or the wrong kind of mark.
fn follows(context: &Context<'_>, paragraph: &Paragraph<'_>, number: u32) -> bool {
    let before = context
        .paragraphs()
        .iter()
        .rev()
        .filter(|other| other.field == paragraph.field && other.start < paragraph.start);
    let marks = before
        .filter(|other| other.text.starts_with(['（', '(']))
        .filter_map(|other| mark(other.text));
    marks.map(|mark| mark.number).next().is_none_or(|last| last + 1 == number)
}

/// The marks of a text that have no partner, in order.
fn unpaired(text: &str) -> Vec<(usize, char)> {
    let numbers = document_number::stretches(text);
    let mut open: Vec<(usize, char, u8)> = Vec::new();
    let mut alone = Vec::new();
    for (at, c) in text.char_indices() {
        let Some((kind, opens)) = pair(c) else { continue };
        if is_list_mark(text, at, c) || within(&numbers, at) {
            continue;
        }
        if opens {
            open.push((at, c, kind));
            continue;
        }
        // What was opened inside and not closed is alone: the nearest of its own kind counts, among
        // the few that can be open at once.
        match open.iter().rev().take(8).position(|(_, _, other)| *other == kind) {
            Some(depth) => {
                let inner = open.split_off(open.len() - depth);
                alone.extend(inner.into_iter().map(|(at, c, _)| (at, c)));
                open.pop();
            }
            None => alone.push((at, c)),
        }
    }
    alone.extend(open.into_iter().map(|(at, c, _)| (at, c)));
    alone.sort_unstable();
    alone
}

/// Whether a closing bracket is that of a list's number: 1）, a).
fn is_list_mark(text: &str, at: usize, c: char) -> bool {
    if !"）)".contains(c) {
        return false;
    }
    let near = nearby::before(text, at, 4);
    let head = near.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let digits = near.len() - head.len();
    (1..=2).contains(&digits)
        && (head.is_empty() || head.ends_with(['，', '。', '；', '：', '、', ' ', '　']))
}

fn tell(paragraph: &Paragraph<'_>, at: usize, c: char, found: &mut Found) {
    let (opening, partner) = match c {
        '（' | '(' => (true, '）'),
        '“' => (true, '”'),
        '《' => (true, '》'),
        '〈' => (true, '〉'),
        '〔' => (true, '〕'),
        '）' | ')' => (false, '（'),
        '”' => (false, '“'),
        '》' => (false, '《'),
        '〉' => (false, '〈'),
        _ => (false, '〔'),
    };
    let shown = if opening {
        nearby::after(paragraph.text, at, 9).to_owned()
    } else {
        let before = nearby::before(paragraph.text, at, 8);
        format!("{before}{c}")
    };
    let message = format!("“{c}”没有配对的“{partner}”，见“{shown}”，请补上。");
    // A bracket that closes nothing right before a full stop with nothing to open is not mended by
    // machine: where it began is the clerk's to say.
    debug_assert!(!is_han(c));
    found.add(paragraph.place(at..at + c.len_utf8()), message, None);
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn marks_without_a_partner() {
        for (text, told) in [
            ("按照“三审制度办理。", "““”没有配对的“””"),
            ("按照三审”制度办理。", "没有配对"),
            ("全年公开信息120条（含转载信息。", "“（”没有配对的“）”，见“（含转载信息。”"),
            ("落实《条例规定，规范办理。", "“《”没有配对的“》”"),
            ("落实条例》规定。", "“》”没有配对的“《”"),
            ("公开信息120条）。", "“）”没有配对的“（”"),
            ("《关于印发〈格式的通知》", "“〈”没有配对的“〉”"),
            ("三）政府信息管理。规范管理。", "序号“（三）”少了前括号"),
            ("（三政府信息管理。规范管理。", "序号“（三）”少了后括号"),
        ] {
            prose("R53", text, &[told]);
        }
        mended("R53", "", "（二）甲。\n三）乙。", "（二）甲。\n（三）乙。");
        mended("R53", "", "（二）甲。\n（三乙。", "（二）甲。\n（三）乙。");
        mended("R53", "", "三）乙（含丙）。", "（三）乙（含丙）。");
        // A number that does not follow is the clerk's to put right.
        mended("R53", "", "（五）甲。\n三）乙。", "（五）甲。\n三）乙。");
        for text in [
            "按照“三审”（含校对）办理《条例》〔2021〕30号。",
            "(一）主动公开。",
            "包括：1）网站；2）公众号；a）其他。",
            "《关于印发〈格式〉的通知》规定“应公开尽公开”。",
            "国办函2020〕109号。",
            "云政办发〔202112号。",
            "“甲（乙“丙”丁）戊”。",
            "don't",
        ] {
            prose("R53", text, &[]);
        }
    }
}
