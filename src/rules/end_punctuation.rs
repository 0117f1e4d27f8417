//! R34: a full stop is missing before 一是, 二是 … or at a paragraph's end.
//!
//! Headings and a lone 无 need none; an item of a list may end in ； where the items before its
//! last do.

use super::context::{Context, Paragraph};
use super::leftovers::is_caption;
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::is_han;
use crate::zh::marks::{Style, mark};

/// R34: a full stop is missing before 一是, 二是 … or at a paragraph's end.
pub static RULE: Rule = Rule {
    code: "R34",
    severity: Severity::Warning,
    title: "句末有句号",
    basis: "GB/T 15834—2011《标点符号用法》4.1",
    point: Point::Wording,
    safe: false,
    check,
};

/// Longer than this a line without a stop is no heading.
const HEADING: usize = 40;

fn check(context: &Context<'_>, found: &mut Found) {
    let paragraphs = context.paragraphs();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        before_items(paragraph, found);
        let own = &paragraphs[index + 1..];
        // Two behind it are enough to know a list.
        let near = own.iter().take(2).take_while(|next| next.field == paragraph.field).count();
        at_end(paragraph, &paragraphs[..index], &own[..near], found);
    }
}

/// 推动阳光政务服务开展四是责任追究.
fn before_items(paragraph: &Paragraph<'_>, found: &mut Found) {
    let text = paragraph.text;
    let (first_is, second) = (text.find('是'), text.rfind("二是"));
    for (is, verb) in text.match_indices('是') {
        let number = nearby::before(text, is, 1);
        if number.is_empty() || !"一二三四五六七八九".contains(number) {
            continue;
        }
        let (at, end) = (is - number.len(), is + verb.len());
        // What is between them and is no mark goes with the stop that is put in.
        let start = text.get(..at).map_or(at, |before| before.trim_end().len());
        let Some(last) = nearby::before(text, start, 1).chars().next() else { continue };
        // 之一是, 第一是, 十二是: another word.
        let word = "之统唯万单第其十同专初不".contains(last);
        // No item before it is counted, and none behind: 这一是非问题.
        let only = if number == "一" {
            second.is_none_or(|second| second < at)
        } else {
            first_is.is_none_or(|first| first >= at)
        };
        if !is_han(last) || word || only {
            continue;
        }
        let edits = vec![paragraph.splice(start..at, "。")];
        let fix = Fix { label: format!("在“{number}是”前加句号"), edits };
        let message = format!("“{number}是”前面少了句号。");
        found.add(paragraph.place(start - last.len_utf8()..end), message, Some(fix));
    }
}

fn at_end(
    paragraph: &Paragraph<'_>,
    before: &[Paragraph<'_>],
    after: &[Paragraph<'_>],
    found: &mut Found,
) {
    let next = after.first();
    let text = paragraph.text;
    let Some(last) = text.chars().next_back() else { return };
    let end = text.len() - last.len_utf8()..text.len();
    let (message, edits) = match last {
        '；' | ';' if !is_list(paragraph, before, after) => (
            "这一段以分号结束，后面的各项却以句号结束，应当用句号。",
            vec![paragraph.splice(end.clone(), "。")],
        ),
        '，' | ',' | '、' if next.is_none_or(|next| mark(next.text).is_some()) => {
            ("这一段以逗号或顿号结束，应当用句号。", vec![paragraph.splice(end.clone(), "。")])
        }
        c if (is_han(c) || c.is_ascii_alphanumeric() || "％%）)”》".contains(c))
            && !needs_none(text) =>
        {
            ("这一段末尾少了句号。", vec![paragraph.splice(text.len()..text.len(), "。")])
        }
        _ => return,
    };
    found.add(paragraph.place(end), message, Some(Fix { label: "改为句号".into(), edits }));
}

/// Whether a paragraph that ends in ； is an item of a list in which that is the way: another
/// item follows, and no item before it or right after it, unless that is the last, ends in 。
fn is_list(paragraph: &Paragraph<'_>, before: &[Paragraph<'_>], after: &[Paragraph<'_>]) -> bool {
    let Some(next) = after.first() else { return false };
    let (Some(own), Some(following)) = (mark(paragraph.text), mark(next.text)) else {
        // 有下列情形：…；…； without numbers.
        return mark(paragraph.text).is_none();
    };
    let previous = before.last().filter(|p| {
        p.field == paragraph.field && mark(p.text).is_some_and(|m| m.style == own.style)
    });
    let last = following.style == own.style && next.text.ends_with('。');
    let goes_on = after
        .get(1)
        .and_then(|third| mark(third.text))
        .is_some_and(|third| third.style == own.style && third.number == following.number + 1);
    // 一是…；⏎二是…。⏎三是…。 is none: the last item alone ends in 。
    let stopped = last && goes_on && (own.style, own.number) == (Style::Listed, 1);
    previous.is_none_or(|p| p.text.ends_with(['；', ';'])) && !stopped
}

/// A heading, or a section that has nothing to say.
fn needs_none(text: &str) -> bool {
    let inside = text.contains(['。', '；', '！', '？', ';']);
    let length = text.chars().count();
    let numbered = mark(text).is_some_and(|mark| mark.style != Style::Listed);
    let bare = length <= 15 && !text.contains(['，', '：', ',', ':']);
    is_caption(text) || !inside && ((numbered && length <= HEADING) || bare)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn stops_that_are_missing() {
        prose("R34", "一是加强领导，推动开展二是责任追究。", &["“二是”前面少了句号"]);
        prose("R34", "一是健全机制 二是强化培训，三是考核。", &["“二是”前面少了句号"]);
        prose("R34", "（一）主动公开。全年公开信息", &["末尾少了句号"]);
        prose("R34", "全年公开信息12条，比上年增加2条", &["末尾少了句号"]);
        prose("R34", "一是加强培训；\n二是及时发布。\n三是公开解读。", &["以分号结束"]);
        prose("R34", "全年公开信息，", &["以逗号或顿号结束"]);
        mended("R34", "", "一是开展二是追究，成效好", "一是开展。二是追究，成效好。");
        mended("R34", "", "一是开展\u{3000}二是追究，成效好", "一是开展。二是追究，成效好。");
    }

    #[test]
    fn stops_that_are_not() {
        for text in [
            "主动公开\n（二）依申请公开\n（三）加强领导保障，健全公开机制",
            "无",
            "图1 2025年公开信息分类统计图",
            "（二）完善公开流程，做到“应发尽发”",
            "情况如下：\n1.内部监督；\n2.外部监督；\n3.其他。",
            "这是原因之一是对的。统一是必要的。",
            "一是甲，二是乙；三是丙。",
            "（一）问题\n一是公开意识有待增强；\n二是公开内容有待深化。\n\
             （二）改进\n一是加强学习培训；\n二是完善工作机制。",
            "全年公开（见附件）。",
            "问题如下:",
        ] {
            prose("R34", text, &[]);
        }
    }
}
