//! What others say of the report (审阅意见): listed, gone through, answered, settled.

pub mod messages;
pub(super) mod slice;

use std::ops::Range;

use messages::CommentId;

use crate::report::{Comment, CommentPlace, Report, numbers};

/// What is shown of the comments.
#[derive(Clone, Debug, Default)]
pub struct ShownComments {
    /// Whether they stand beside the text.
    pub open: bool,
    /// Whether those that are settled are left out.
    pub only_open: bool,
    /// The one that was gone to.
    pub current: Option<CommentId>,
}

/// The stretch of a comment's words that is a figure, and the one figure that the comment gives
/// instead; `None` unless both are plain.
#[must_use]
pub fn figure_for(report: &Report, comment: &Comment) -> Option<(Range<usize>, String)> {
    let CommentPlace::Text(anchor) = &comment.place else { return None };
    let words = anchor.words(report)?;
    let own = numbers(words);
    let [own] = own.as_slice() else { return None };
    let held = words.get(own.clone())?;
    let mut given: Vec<&str> = numbers(&comment.text)
        .into_iter()
        .filter_map(|range| comment.text.get(range))
        .filter(|number| *number != held)
        .collect();
    given.sort_unstable();
    given.dedup();
    let [given] = given.as_slice() else { return None };
    let start = anchor.range().start;
    Some((start + own.start..start + own.end, (*given).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::figure_for;
    use crate::report::place::Field;
    use crate::report::{Anchor, Comment, CommentPlace, Edit, Report};

    /// What is offered for a comment on some words.
    fn offered(words: &str, text: &str) -> Option<String> {
        let edition = crate::edition::by_id("2021").unwrap();
        let mut report = Report::blank(edition, "甲镇", 2025);
        let whole = format!("全年{words}。");
        report.apply(Edit::Text(Field::Before(1), whole)).unwrap();
        let at = Anchor::new(Field::Before(1), 6..6 + words.len());
        let comment = Comment {
            who: String::new(),
            minute: None,
            place: CommentPlace::Text(at),
            quote: words.to_owned(),
            text: text.to_owned(),
            answers: Vec::new(),
            settled: false,
            source: String::new(),
        };
        let (range, new) = figure_for(&report, &comment)?;
        report.apply(Edit::Splice(Field::Before(1), range, new)).unwrap();
        Some(report.text(Field::Before(1)).to_owned())
    }

    #[test]
    fn one_figure_for_one_figure_is_offered() {
        for (words, text, expected) in [
            ("发布信息232条", "月报合计为241条，这里写232条，请核对", Some("全年发布信息241条。")),
            ("发布信息232条", "应为241条", Some("全年发布信息241条。")),
            ("发布信息232条", "请核对", None),
            ("发布信息232条", "241条还是242条", None),
            ("发布信息232条、更新3条", "应为241条", None),
            ("认真落实", "应为241条", None),
        ] {
            assert_eq!(offered(words, text).as_deref(), expected, "{words} {text}");
        }
    }
}
