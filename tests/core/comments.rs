//! Comments stay with their words through edits, undo, saving and reopening, or say that the words are
//! gone and what they were.

use nianbao::edition;
use nianbao::file::{self, FileKind, Origin, Trail};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{
    Anchor, Comment, CommentAnswer, CommentPlace, Edit, Figures, Publication, Report, Step, Value,
};
use proptest::prelude::*;
use std::sync::Arc;

use crate::support::clerk::sample;

fn report() -> Report {
    nianbao::open::read("sample", &sample()).unwrap().into_report()
}

fn comment(place: CommentPlace, quote: &str, text: &str) -> Comment {
    Comment {
        who: "县政务公开办".into(),
        minute: Some(29_473_921),
        place,
        quote: quote.into(),
        text: text.into(),
        answers: vec![CommentAnswer {
            who: "柳塘镇".into(),
            minute: None,
            text: "已改。\n见正文".into(),
        }],
        settled: false,
        source: "退回.docx".into(),
    }
}

/// A comment on the first occurrence of some words.
fn on(report: &Report, field: Field, words: &str) -> Comment {
    let at = report.text(field).find(words).unwrap();
    comment(CommentPlace::Text(Anchor::new(field, at..at + words.len())), words, "请核对")
}

fn cell() -> CellId {
    CellId { table: 1, index: 21 }
}

/// The sample with comments on words, on a cell, a table and the whole.
fn commented() -> Report {
    let mut report = report();
    let first: String = report.text(Field::Before(1)).chars().skip(4).take(6).collect();
    let comments = vec![
        on(&report, Field::Before(1), &first),
        on(&report, Field::Title, "柳塘镇"),
        comment(CommentPlace::of(&report, &Place::Cell(cell())), "0", "请写明"),
        comment(CommentPlace::of(&report, &Place::Table(2)), "", "核对诉讼"),
        comment(CommentPlace::Report, "", "总体可以"),
    ];
    report.apply(Edit::Comments(comments)).unwrap();
    report
}

/// The report as it comes back from a file.
fn reopened(report: &Report) -> Report {
    file::parse("报告", file::draft_text(report).as_bytes()).unwrap().1
}

#[test]
fn comments_are_in_the_file_and_raise_its_version_only_where_there_are_any() {
    let plain = report();
    assert!(file::draft_text(&plain).contains("version: 1"));
    let report = commented();
    let text = file::draft_text(&report);
    assert!(text.contains("version: 3"), "{text}");
    assert_eq!(reopened(&report), report);
    assert_eq!(Report { comments: Vec::new(), ..report.clone() }, plain);
    // A comment at a place that is not there is a damaged file.
    let anchor = Anchor::new(Field::Title, 1..2);
    let broken = vec![comment(CommentPlace::Text(anchor), "柳", "")];
    let broken = file::draft_text(&Report { comments: broken.clone(), ..report.clone() });
    let refused = file::parse("报告", broken.as_bytes()).unwrap_err().to_string();
    assert!(refused.contains("comments"), "{refused}");
}

#[test]
fn what_was_published_is_in_the_file_and_comes_back() {
    let mut report = commented();
    let out = Publication { date: "2026-01-28".into(), address: String::new() };
    let published = report.publish(out);
    assert!(published.report.comments.is_empty(), "nobody published the comments");
    report.apply(Edit::Published(Some(Arc::new(published)))).unwrap();
    assert!(file::draft_text(&report).contains("version: 3"));
    assert_eq!(reopened(&report), report);
    let again = report.publish(Publication { date: "2026-02-03".into(), address: "x".into() });
    assert_eq!(again.earlier.len(), 1);
}

#[test]
fn words_that_are_deleted_leave_their_comment_with_what_they_were() {
    let mut report = commented();
    let words = report.comments[1].quote.clone();
    let title = report.text(Field::Title).replace(&words, "");
    let back = report.apply(Edit::Text(Field::Title, title)).unwrap();
    assert!(report.comments[1].is_lost(&report) && report.comments[1].quote == words);
    assert!(reopened(&report).comments[1].is_lost(&report));
    report.apply(back).unwrap();
    assert_eq!(report, commented());
    // A cell is the same in another edition's form, or is told as lost.
    let other = Figures::blank(edition::by_id("2019").unwrap());
    let back = report.apply(Edit::Figures(Box::new(other))).unwrap();
    let place = report.comments[2].place.place(&report);
    assert_eq!(place.is_none(), report.comments[2].is_lost(&report));
    report.apply(back).unwrap();
    assert_eq!(report.comments[2].place.place(&report), Some(Place::Cell(cell())));
}

/// One edit of a clerk, from a few numbers.
fn edit(report: &Report, (what, at, length, word): (u8, usize, usize, u8)) -> Edit {
    let field = [Field::Before(1), Field::Title, Field::Before(5)][usize::from(what % 3)];
    let text = report.text(field);
    let marks: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = at % marks.len();
    let end = (start + length % 9).min(marks.len() - 1);
    let new = ["", "新", "新增1234条", "甲乙丙丁"][usize::from(word % 4)];
    match what {
        0..=5 => Edit::Splice(field, marks[start]..marks[end], new.into()),
        6 => Edit::Text(field, format!("{new}{text}")),
        _ => Edit::Value(cell(), Value::Count(i64::from(word))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn comments_survive_edits_undo_and_saving(
        edits in prop::collection::vec((0..8_u8, 0..2000_usize, 0..9_usize, 0..8_u8), 1..24)
    ) {
        let begun = commented();
        let mut report = begun.clone();
        let mut states = Vec::new();
        let mut steps: Vec<Arc<Step>> = Vec::new();
        for numbers in edits {
            let before = report.clone();
            let back = report.apply(edit(&report, numbers)).unwrap();
            let step = Step { label: "改".into(), minute: 1, back: vec![back] };
            states.push(before);
            steps.push(Arc::new(step));
            prop_assert_eq!(report.comments.len(), begun.comments.len());
            for (now, was) in report.comments.iter().zip(&begun.comments) {
                prop_assert_eq!((&now.text, &now.quote), (&was.text, &was.quote));
                if let CommentPlace::Text(anchor) = &now.place {
                    prop_assert!(anchor.words(&report).is_some());
                    if report == begun {
                        prop_assert_eq!(anchor.words(&report).unwrap(), now.quote.as_str());
                    }
                }
            }
        }
        // Saved as a draft with its steps, reopened, and taken back to the first state.
        let trail = Trail { origin: Origin::default(), steps: steps.clone() };
        let text = file::draft_text_with_trail(&report, &trail);
        let (kind, again, trail) = file::parse_with_trail("草稿", text.as_bytes()).unwrap();
        prop_assert_eq!(kind, FileKind::Draft);
        prop_assert_eq!(&again, &report);
        prop_assert_eq!(&trail.steps, &steps);
        let mut again = again;
        for (step, before) in trail.steps.iter().zip(&states).rev() {
            for edit in &step.back {
                again.apply(edit.clone()).unwrap();
            }
            prop_assert_eq!(&again, before);
        }
        prop_assert_eq!(again, begun);
    }
}
