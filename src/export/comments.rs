//! The comments on a report as a list of their own: for the file, and to be sent back.

use std::fmt::Write as _;

use super::lists::ListFile;
use crate::layout::{ListSheet, WriteIn};
use crate::report::{Comment, CommentPlace, PlaceWords, Report, writer_words};
use crate::zh::dates::minute_words;

/// The heading of the list, by which a text that was sent back is known.
pub const COMMENT_HEADING: &str = "审阅意见";

/// The list of all comments on a report.
#[must_use]
pub fn comment_list(report: &Report) -> ListFile {
    let words = PlaceWords::new(report);
    let head = ["序号", "位置", "所指的文字或数", "意见", "谁，何时", "处理情况"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut text = format!("{}\n{COMMENT_HEADING}\n\n", report.title);
    for (number, at) in (1..).zip(report.comments_in_order()) {
        let comment = &report.comments[at];
        let place = comment_place(report, &words, comment);
        let mut state = if comment.settled { "已处理" } else { "待处理" }.to_owned();
        for answer in &comment.answers {
            let _ = write!(state, "；{} 回复：{}", by(&answer.who, answer.minute), answer.text);
        }
        // In a narrow column a time keeps together better behind a space.
        let column = by(&comment.who, comment.minute).replace('，', " ");
        let by = by(&comment.who, comment.minute);
        let quote = comment.quote.replace('\n', "¶");
        rows.push(vec![
            number.to_string(),
            place.clone(),
            quote.clone(),
            comment.text.replace('\n', " "),
            column,
            state.replace('\n', " "),
        ]);
        let quoted = if quote.is_empty() { String::new() } else { format!("“{quote}”") };
        let _ = writeln!(text, "{number}. {place}{quoted}：{}", comment.text.replace('\n', " "));
        let _ = writeln!(text, "   （{by}，{}）", state.replace('\n', " "));
    }
    let open = report.open_comments().count();
    let before = format!("共 {} 条，待处理 {open} 条。", report.comments.len());
    let sheet = ListSheet {
        title: format!("{}{COMMENT_HEADING}", report.title),
        author: report.agency.clone(),
        heading: vec![report.title.clone(), COMMENT_HEADING.to_owned()],
        before: vec![before],
        columns: vec![(6, true), (16, false), (17, false), (25, false), (18, false), (18, false)],
        rows,
        fields: vec![vec![WriteIn::new("经办人", 1), WriteIn::new("日期", 1)]],
    };
    ListFile { sheet, text, tab: COMMENT_HEADING.to_owned() }
}

/// Where what a comment is about is, in a clerk's words.
#[must_use]
pub fn comment_place(report: &Report, words: &PlaceWords<'_>, comment: &Comment) -> String {
    if comment.is_lost(report) {
        return "未能对上原文".to_owned();
    }
    match comment.place.place(report) {
        Some(place) => words.of(&place),
        None if comment.place == CommentPlace::Report => "全文".to_owned(),
        None => "未能对上原文".to_owned(),
    }
}

/// Who wrote something and when.
fn by(who: &str, minute: Option<u64>) -> String {
    let who = writer_words(who);
    minute.map_or_else(|| who.to_owned(), |minute| format!("{who}，{}", minute_words(minute)))
}
