//! R59: a heading （一）… is followed by text of its own. Run-in headings (（一）主动公开。全年…) have it
//! in their own paragraph; a list of short items is none.

use super::context::{Context, Paragraph};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::Field;
use crate::zh::marks::{Style, mark};

/// R59: a heading （一）… is followed by text of its own.
pub static RULE: Rule = Rule {
    code: "R59",
    severity: Severity::Warning,
    title: "小标题下面有内容",
    basis: "年度报告格式：各部分、各方面应当写明情况",
    point: Point::Content,
    safe: false,
    check,
};

/// What ends a heading that names what follows it.
const SUBJECTS: [&str; 20] = [
    "情况", "工作", "公开", "管理", "建设", "保障", "问题", "措施", "方面", "事项", "机制", "制度",
    "平台", "举措", "计划", "打算", "成效", "做法", "监督", "办理",
];

fn check(context: &Context<'_>, found: &mut Found) {
    for number in 1..=6 {
        let section = context.section(number);
        let table = context.report.edition().tables.iter().any(|t| t.section == number);
        // A list of short items has no text of its own between them.
        let bracketed = |p: &&Paragraph<'_>| style(p) == Some(Style::Bracketed);
        let all_bare = section.iter().filter(bracketed).all(|p| heading(p).is_some())
            && section.iter().filter(|p| style(p).is_none()).count() < 2;
        for (index, paragraph) in section.iter().enumerate() {
            let Some(words) = heading(paragraph) else { continue };
            let next = section.get(index + 1);
            // The table of a section may be what follows its last heading before it.
            let before_table = table
                && matches!(paragraph.field, Field::Before(_))
                && next.is_none_or(|next| next.field != paragraph.field);
            let empty = next.is_none_or(|next| style(next) == Some(Style::Bracketed));
            let in_list = all_bare && !SUBJECTS.iter().any(|subject| words.ends_with(subject));
            if !empty || before_table || in_list {
                continue;
            }
            let message = format!("小标题“{}”下面没有内容，请写明情况或者删去。", paragraph.text);
            let finding = found.add(paragraph.place(0..paragraph.text.len()), message, None);
            if matches!(number, 1 | 5) {
                finding.severity = Severity::Error;
            }
        }
    }
}

fn style(paragraph: &Paragraph<'_>) -> Option<Style> {
    mark(paragraph.text).map(|mark| mark.style)
}

/// The words of a heading, where a paragraph is one and nothing else.
fn heading<'a>(paragraph: &Paragraph<'a>) -> Option<&'a str> {
    let mark = mark(paragraph.text).filter(|mark| mark.style == Style::Bracketed)?;
    let words = paragraph.text.get(mark.rest..)?;
    let bare = words.trim_end_matches(['。', '：', ':', '.']);
    let stopped = bare.len() < words.len();
    let short = bare.chars().nth(25).is_none() && !bare.is_empty();
    let subject = SUBJECTS.iter().any(|subject| bare.ends_with(subject));
    let plain = !bare.contains(['，', '。', '；', '：', ',', ':']);
    (short && plain && (!stopped || subject)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, prose, report, write};

    #[test]
    fn headings_without_text() {
        for (text, told) in [
            (
                "（一）主动公开\n（二）依申请公开\n全年没有收到。",
                &["小标题“（一）主动公开”下面没有内容"][..],
            ),
            ("（一）主动公开\n全年公开。\n（二）依申请公开情况", &["“（二）依申请公开情况”"]),
            ("（一）主动公开。\n（二）依申请公开。全年没有收到。", &["“（一）主动公开。”"]),
            ("（一）主动公开：\n（二）依申请公开：没有。", &["“（一）主动公开：”"]),
            ("(一)主动公开\n(二)平台建设\n(三)监督保障\n好。", &["(一)", "(二)"]),
            ("总述。\n（一）强化组织领导\n（二）完善制度。建立机制。", &["强化组织领导"]),
        ] {
            prose("R59", text, told);
        }
        for text in [
            "（一）主动公开\n全年公开。\n（二）依申请公开\n没有收到。",
            "（一）主动公开。全年公开。\n（二）依申请公开。没有收到。",
            "（一）主动公开。\n1.网站。\n2.公众号。\n（二）依申请公开。没有。",
            "存在以下不足：\n（一）公开意识不强\n（二）解读形式单一\n（三）更新不及时",
            "（一）公开意识不强。\n（二）解读形式单一。",
            "（一）主动公开\n一是网站。\n（二）依申请公开\n没有收到。",
            "主动公开\n全年公开。",
        ] {
            prose("R59", text, &[]);
        }
        let mut report = report("2021");
        write(&mut report, Field::Before(2), "（一）主动公开情况");
        assert!(found(&report, "R59").is_empty());
        write(&mut report, Field::After(2), "（二）有关情况");
        assert_eq!(found(&report, "R59").len(), 1);
    }
}
