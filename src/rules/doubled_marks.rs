//! R54: punctuation that is doubled or contradicts itself: ，。 ，、 。。 （一）、
//!
//! …… and —— are marks of two characters; three full stops may be meant for ……, and of ， and 、 either
//! may be the right one: those are reported without a fix.

use super::context::{Context, Paragraph};
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::marks::{Style, mark};

/// R54: punctuation that is doubled or contradicts itself: ，。 ，、 。。 （一）、
pub static RULE: Rule = Rule {
    code: "R54",
    severity: Severity::Warning,
    title: "没有重复或者互相矛盾的标点",
    basis: "GB/T 15834—2011《标点符号用法》；GB/T 9704—2012 7.3.3：“（一）”后不加标点",
    point: Point::Wording,
    safe: true,
    check,
};

/// Marks of which one is enough; half-width ones too, since R35 makes full-width ones of them.
const MARKS: [char; 7] = ['，', '、', '。', '；', '：', ',', ';'];

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        number(paragraph, found);
        let text = paragraph.text;
        let mut past = 0;
        for (at, c) in text.match_indices(MARKS) {
            if at < past {
                continue;
            }
            let run = text.get(at..).unwrap_or_default();
            let end = at + (run.len() - run.trim_start_matches(MARKS).len());
            past = end;
            if end == at + c.len() {
                continue;
            }
            let written = text.get(at..end).unwrap_or_default();
            let fix = right(written).map(|right| Fix {
                label: format!("改为“{right}”"),
                edits: vec![paragraph.splice(at..end, right)],
            });
            let message = format!("这里连写了“{written}”，只应当用其中一个标点。");
            found.add(paragraph.place(at..end), message, fix);
        }
    }
}

/// The one mark that is certainly meant.
fn right(written: &str) -> Option<&'static str> {
    let full = |c: char| match c {
        ',' => '，',
        ';' => '；',
        c => c,
    };
    let marks: Vec<char> = written.chars().map(full).collect();
    match marks.as_slice() {
        ['，', '，'] => Some("，"),
        ['、', '、'] => Some("、"),
        ['；', '；'] => Some("；"),
        ['：', '：'] => Some("："),
        // A sentence that ends ends.
        ['。' | '，' | '、' | '；', '。'] => Some("。"),
        _ => None,
    }
}

/// （一）、 1.、 at a paragraph's start.
fn number(paragraph: &Paragraph<'_>, found: &mut Found) {
    let Some(mark) = mark(paragraph.text).filter(|mark| mark.style != Style::Listed) else {
        return;
    };
    let behind = nearby::after(paragraph.text, mark.end, 2);
    let Some(extra) = behind.chars().next().filter(|c| "、，．.。：".contains(*c)) else {
        return;
    };
    let end = mark.end + extra.len_utf8();
    if behind.chars().nth(1).is_some_and(|c| MARKS.contains(&c)) {
        return;
    }
    let written = paragraph.text.get(..end).unwrap_or_default();
    let number = paragraph.text.get(..mark.end).unwrap_or_default();
    if number.ends_with('、') && extra == '、' {
        return; // A doubled 、 is told as such.
    }
    let message = format!("序号“{number}”后面不加标点，这里写的是“{written}”。");
    let edits = vec![paragraph.splice(mark.end..end, "")];
    let fix = Fix { label: format!("改为“{number}”"), edits };
    found.add(paragraph.place(0..end), message, Some(fix));
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn doubled_marks() {
        for (text, told) in [
            ("公开行政许可24件，。", "连写了“，。”"),
            ("公开信息，、回应关切。", "连写了“，、”"),
            ("全年公开。。", "连写了“。。”"),
            ("网站、、公众号。", "连写了“、、”"),
            ("公开信息,,回应关切。", "连写了“,,”"),
            ("公开信息，,回应关切。", "连写了“，,”"),
            ("如下：：网站。", "连写了“：：”"),
            ("全年公开。，均已办结。", "连写了“。，”"),
            ("（一）、主动公开。全年公开。", "序号“（一）”后面不加标点"),
            ("1.、网站。", "序号“1.”后面不加标点"),
            ("等等。。。", "连写了“。。。”"),
        ] {
            prose("R54", text, &[told]);
        }
        mended(
            "R54",
            "",
            "（一）、主动公开，。\n网站、、公众号，，群聊；。",
            "（一）主动公开。\n网站、公众号，群聊。",
        );
        for text in ["公开信息，、回应。", "公开。，办结。", "等等。。。"] {
            mended("R54", "", text, text);
        }
        for text in [
            "公开……等信息——网站。",
            "“公开。”，他说。",
            "（一）主动公开。",
            "一、总体情况。",
            "3.2万元，1.5倍。",
            "是吗？！好。",
        ] {
            prose("R54", text, &[]);
        }
    }
}
