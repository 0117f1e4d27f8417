//! A Word file that was exported, reviewed and came back: every comment at its words, every change
//! proposed, and none invented.
#![allow(clippy::string_slice)] // At places that were just found.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use nianbao::export::docx::docx;
use nianbao::export::{ExportSetup, Format, ReviewCopy, review};
use nianbao::layout::Options;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{CommentPlace, Edit, Report, Value};
use nianbao::reviewed::{ReviewFault, Reviewed, read};
use nianbao::rules::{self, Balanced, Config};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

const SOURCES: [&str; 6] = [
    "assets/sample.ron",
    "tests/reports/000.txt",
    "tests/reports/001.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
    "tests/reports/004.txt",
];

fn report(source: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    nianbao::open::open(&path).unwrap().into_report()
}

fn sample() -> Report {
    report(SOURCES[0])
}

fn exported(report: &Report) -> Vec<u8> {
    docx(report, Options::default())
}

/// The file with its document changed, and other parts added.
fn changed(bytes: &[u8], change: impl Fn(String) -> String, more: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if name == "word/document.xml" {
            text = change(text);
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    for (name, text) in more {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Replaces the first occurrence, which has to be there.
fn once(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

const BY: &str = "w:author=\"李镇长\" w:date=\"2026-01-21T15:32:00Z\"";

/// Words of a run, with what is put in their place as Word tracks it.
fn tracked(document: &str, old: &str, new: &str) -> String {
    let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
    let marks = format!(
        "{close}<w:del w:id=\"90\" {BY}><w:r><w:delText xml:space=\"preserve\">{old}</w:delText></w:r></w:del>\
         <w:ins w:id=\"91\" {BY}>{open}{new}{close}</w:ins>{open}"
    );
    once(document, old, &marks)
}

fn said(reviewed: &Reviewed) -> Vec<(String, String)> {
    reviewed.proposals.iter().map(|p| (p.old.clone(), p.new.clone())).collect()
}

#[test]
fn what_was_not_touched_proposes_nothing() {
    for source in SOURCES {
        let report = report(source);
        let found = read("审.docx", &exported(&report), &report).unwrap();
        assert_eq!(
            found,
            Reviewed { comments: vec![], proposals: vec![], unplaced: vec![] },
            "{source}"
        );
        // Nor does the copy for the leader, with its marks and its list of what is open.
        let Ok(balanced) = Balanced::new(&report) else { continue };
        let findings = rules::check(&report, &Config::default());
        let copy = ReviewCopy { line_numbers: true, findings: true };
        let file =
            review(balanced, &findings, copy, Format::Docx, &ExportSetup::default()).unwrap();
        let found = read("审.docx", &file.bytes, &report).unwrap();
        assert!(found.proposals.is_empty() && found.unplaced.is_empty(), "{source}: {found:?}");
    }
}

#[test]
fn tracked_and_plain_changes_are_proposed_and_taken_one_by_one_or_all() {
    let report = sample();
    let file = changed(
        &exported(&report),
        |text| {
            let text = tracked(&text, "发布信息369条", "发布信息372条");
            let text = once(&text, "紧紧围绕全镇中心工作", "围绕全镇工作");
            once(&text, "其中概况类45条", "其中概况类48条")
        },
        &[],
    );
    let mut found = read("审.docx", &file, &report).unwrap();
    assert!(found.unplaced.is_empty(), "{:?}", found.unplaced);
    assert_eq!(
        said(&found),
        [("紧紧", ""), ("中心", ""), ("369", "372"), ("45", "48")]
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
    );
    assert_eq!(found.proposals[2].who.as_deref(), Some("李镇长"));
    assert_eq!(found.proposals[2].minute, Some(20_474 * 1440 + 932));
    assert_eq!(found.proposals[0].who, None, "nobody's name stands at a plain change");
    let mut all = report.clone();
    for edit in found.edits(&report) {
        all.apply(edit).unwrap();
    }
    assert!(read("审.docx", &file, &all).unwrap().proposals.is_empty(), "all are taken");
    // One by one, the third first.
    let mut one = report.clone();
    for index in [2, 0, 1, 0] {
        let edit = found.take(index, &one).unwrap();
        one.apply(edit).unwrap();
    }
    assert_eq!(one, all);
}

#[test]
fn paragraphs_and_figures_that_were_changed() {
    let report = sample();
    let paragraph = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>新加的一段。</w:t></w:r></w:p>";
    let file = changed(
        &exported(&report),
        |text| {
            // Behind the heading of section five, and a figure of table three: 本年新收, 自然人.
            let heading = text.find("五、").unwrap();
            let end = heading + text[heading..].find("</w:p>").unwrap() + "</w:p>".len();
            let text = format!("{}{paragraph}{}", &text[..end], &text[end..]);
            once(&text, ">23<", ">24<")
        },
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(found.proposals.len(), 2, "{found:?}");
    assert_eq!(found.proposals[0].place(), Place::Cell(CellId { table: 1, index: 0 }));
    assert_eq!((found.proposals[0].old.as_str(), found.proposals[0].new.as_str()), ("23", "24"));
    let mut taken = report.clone();
    for edit in found.edits(&report) {
        taken.apply(edit).unwrap();
    }
    assert_eq!(taken.figures.typed(CellId { table: 1, index: 0 }), &Value::Count(24));
    let text = taken.text(Field::Before(5));
    assert!(text.starts_with("新加的一段。\n") && text.ends_with(report.text(Field::Before(5))));
    // A total is computed, a label is mandated: both are told and nothing is proposed.
    let file =
        changed(&exported(&report), |text| once(&once(&text, ">29<", ">30<"), "商业", "工业"), &[]);
    let found = read("审.docx", &file, &report).unwrap();
    assert!(found.proposals.is_empty() && found.unplaced.len() == 2, "{found:?}");
}

/// The parts of a Word file that say who commented what.
fn comments(parts: &[(&str, &str, &str)], extended: &str) -> Vec<(&'static str, String)> {
    let comment = |(number, (id, who, text)): (usize, &(&str, &str, &str))| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{who}\" w:date=\"2026-01-21T15:32:00Z\">\
             <w:p w14:paraId=\"0000000{number}\"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        )
    };
    let words: String = parts.iter().enumerate().map(comment).collect();
    let words = format!("<w:comments xmlns:w=\"w\" xmlns:w14=\"w14\">{words}</w:comments>");
    let extended = format!("<w15:commentsEx xmlns:w15=\"w15\">{extended}</w15:commentsEx>");
    vec![("word/comments.xml", words), ("word/commentsExtended.xml", extended)]
}

/// Puts a comment around words of a run.
fn commented(document: &str, words: &str, id: &str) -> String {
    let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
    let marks = format!(
        "{close}<w:commentRangeStart w:id=\"{id}\"/>{open}{words}{close}<w:commentRangeEnd w:id=\"{id}\"/>\
         <w:r><w:commentReference w:id=\"{id}\"/></w:r>{open}"
    );
    once(document, words, &marks)
}

#[test]
fn comments_land_at_their_words_with_answers_and_states() {
    let report = sample();
    let parts = comments(
        &[
            ("0", "李镇长", "太空"),
            ("1", "王科长", "核对"),
            ("2", "张三", "已核对"),
            ("3", "李镇长", "请写明"),
        ],
        "<w15:commentEx w15:paraId=\"00000001\" w15:done=\"1\"/>\
         <w15:commentEx w15:paraId=\"00000002\" w15:paraIdParent=\"00000001\"/>",
    );
    let file = changed(
        &exported(&report),
        |text| {
            let text = commented(&text, "紧紧围绕全镇中心工作", "0");
            let text = commented(&text, "发布信息232条", "1");
            let cell = "<w:commentRangeStart w:id=\"3\"/><w:r><w:t>23</w:t></w:r><w:commentRangeEnd w:id=\"3\"/>";
            let at = text.find(">23<").unwrap();
            let start = text[..at].rfind("<w:r>").unwrap();
            let end = at + text[at..].find("</w:r>").unwrap() + "</w:r>".len();
            // A change before the first comment does not move it.
            once(
                &format!("{}{cell}{}", &text[..start], &text[end..]),
                "2025年，柳塘镇认真",
                "今年，柳塘镇",
            )
        },
        &parts,
    );
    let found = read("退回.docx", &file, &report).unwrap();
    assert_eq!(found.comments.len(), 3, "{:?}", found.comments);
    for (comment, words) in found.comments.iter().zip(["紧紧围绕全镇中心工作", "发布信息232条"])
    {
        let CommentPlace::Text(anchor) = &comment.place else { panic!("{comment:?}") };
        assert_eq!(anchor.words(&report), Some(words));
        assert_eq!(comment.quote, words);
        assert_eq!(
            (comment.source.as_str(), comment.minute),
            ("退回.docx", Some(20_474 * 1440 + 932))
        );
    }
    let second = &found.comments[1];
    assert!(second.settled && second.answers.len() == 1 && second.answers[0].who == "张三");
    let place = found.comments[2].place.place(&report);
    assert_eq!(place, Some(Place::Cell(CellId { table: 1, index: 0 })));
    assert!(!found.proposals.is_empty());
    // Taken over once: the same file read again brings none of them twice.
    let mut with = report.clone();
    with.apply(Edit::Comments(found.new_comments(&report))).unwrap();
    assert!(read("退回.docx", &file, &with).unwrap().new_comments(&with).is_empty());
}

#[test]
fn a_comment_on_inserted_words_and_one_without_a_place() {
    let report = sample();
    let parts = comments(&[("0", "", "新写的"), ("7", "", "没有位置")], "");
    let file = changed(
        &exported(&report),
        |text| {
            let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
            let marks = format!(
                "{close}<w:ins {BY}><w:commentRangeStart w:id=\"0\"/>{open}补充的话{close}\
                 <w:commentRangeEnd w:id=\"0\"/></w:ins>{open}，紧紧围绕"
            );
            once(&text, "，紧紧围绕", &marks)
        },
        &parts,
    );
    let found = read("退回.docx", &file, &report).unwrap();
    assert_eq!(said(&found), [(String::new(), "补充的话".to_owned())]);
    assert_eq!(found.comments.len(), 2);
    assert_eq!(found.comments[0].quote, "补充的话");
    assert_eq!(found.comments[0].place.place(&report).unwrap().section(&report), Some(1));
    assert_eq!(found.comments[1].place, CommentPlace::Report);
}

#[test]
fn another_report_and_what_is_no_word_file_are_refused() {
    let report = sample();
    let other = self::report(SOURCES[2]);
    let refused = read("别的.docx", &exported(&other), &report).unwrap_err();
    assert!(matches!(&refused, ReviewFault::OtherReport(_, title) if *title == report.title));
    assert!(refused.to_string().contains("不是这份报告的审阅稿"));
    for bytes in [b"".as_slice(), b"PK", b"{\\rtf1}"] {
        assert!(matches!(read("坏.docx", bytes, &report), Err(ReviewFault::Unreadable(_))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is changed in the prose: taken, the report says what the file says.
    #[test]
    fn whatever_is_changed_is_proposed(
        edits in prop::collection::vec((0..3_u8, 0..600_usize, 0..40_usize, 0..6_usize), 1..6)
    ) {
        let report = sample();
        let mut other = report.clone();
        for (field, at, length, word) in edits {
            let field = [Field::Before(1), Field::Before(5), Field::LeadIn][usize::from(field)];
            let text = other.text(field).to_owned();
            let marks: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = at % marks.len();
            let end = (start + length).min(marks.len() - 1);
            let new = ["", "新", "三十五件\n另起一段。", "甲乙", "99", "。"][word];
            other.apply(Edit::Splice(field, marks[start]..marks[end], new.into())).unwrap();
        }
        let found = read("审.docx", &exported(&other), &report).unwrap();
        let mut taken = report.clone();
        for edit in found.edits(&report) {
            taken.apply(edit).unwrap();
        }
        for field in [Field::LeadIn, Field::Before(1), Field::Before(5)] {
            let lines = |text: &str| -> Vec<String> {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.map(ToOwned::to_owned).collect()
            };
            prop_assert_eq!(lines(taken.text(field)), lines(other.text(field)));
        }
        prop_assert_eq!(&taken.figures, &report.figures);
    }
}
