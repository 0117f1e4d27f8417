//! A Word file that was exported, reviewed and came back: every comment at its words, every change
//! proposed, and none invented.
#![allow(clippy::string_slice)] // At places that were just found.

use std::path::Path;

use nianbao::export::docx::docx;
use nianbao::export::{ExportSetup, Format, ReviewCopy, review};
use nianbao::layout::Options;
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{CommentPlace, Edit, Report, Value};
use nianbao::reviewed::{ReviewBase, ReviewFault, ReviewSource, Reviewed, read};
use nianbao::rules::{self, Balanced, Config};
use proptest::prelude::*;

use crate::support::word::{came_back, repacked};

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
    let only = |name: &str, text: String| {
        Some(if name == "word/document.xml" { change(text) } else { text })
    };
    repacked(bytes, only, more)
}

/// The file without what it carries of the text that it was exported with.
fn unmarked(bytes: &[u8]) -> Vec<u8> {
    repacked(bytes, |name, text| (!name.starts_with("customXml")).then_some(text), &[])
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
        assert_eq!(found, Reviewed::default(), "{source}");
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
    let found = read("审.docx", &file, &report).unwrap();
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
        let found = read("审.docx", &file, &one).unwrap();
        one.apply(found.proposals[index].edit(&one).unwrap()).unwrap();
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

#[test]
fn what_a_report_has_no_place_for_is_told() {
    let report = sample();
    let row = |text: &str, words: &str| {
        let at = text.find(words).unwrap();
        let start = text[..at].rfind("<w:tr>").unwrap();
        (start, at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len())
    };
    // A note below the page, a comment whose words are not in the file, a comment on a whole table, rows
    // that were deleted and inserted, and a figure of the same table.
    let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
    let note = format!("紧紧围绕{close}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{open}");
    let mut parts = comments(&[("0", "李镇长", "整张表请核对")], "");
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>请注明依据</w:t></w:r></w:p></w:footnote></w:footnotes>";
    parts.push(("word/footnotes.xml", notes.to_owned()));
    let file = changed(
        &exported(&report),
        |text| {
            let text = once(&text, "紧紧围绕", &note);
            let text = commented(&text, "发布信息232条", "5");
            let text = once(&text, ">23<", ">24<");
            let (start, end) = row(&text, "重复申请");
            let deleted =
                once(&text[start..end], "<w:trPr>", &format!("<w:trPr><w:del w:id=\"9\" {BY}/>"));
            let inserted = "<w:tr><w:trPr><w:ins w:id=\"9\"/></w:trPr><w:tc><w:p><w:r><w:t>新行</w:t></w:r></w:p></w:tc></w:tr>";
            let text = format!("{}{deleted}{inserted}{}", &text[..start], &text[end..]);
            let table = text[..start].rfind("<w:tbl>").unwrap();
            let end = start + text[start..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
            let marks =
                ("<w:commentRangeStart w:id=\"0\"/>", "<w:p><w:commentRangeEnd w:id=\"0\"/></w:p>");
            format!("{}{}{}{}{}", &text[..table], marks.0, &text[table..end], marks.1, &text[end..])
        },
        &parts,
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(said(&found), [("23".to_owned(), "24".to_owned())], "{found:?}");
    for words in ["脚注“请注明依据”", "1 处批注的记号", "删去了一行", "增加了一行“新行”"]
    {
        assert!(found.unplaced.iter().any(|line| line.contains(words)), "{words}: {found:?}");
    }
    assert_eq!(found.unplaced.len(), 4, "{found:?}");
    let comment = &found.comments[0];
    assert_eq!(comment.place, CommentPlace::of(&report, &Place::Table(1)), "{comment:?}");
    assert!(comment.quote.is_empty() && !comment.is_lost(&report));
}

/// The sample, what a reviewer made of it, and what the clerk made of it in the meantime.
fn both_changed() -> [Report; 3] {
    let base = sample();
    let with = |changes: &[(&str, &str)], figures: &[(usize, i64)], title: &str| {
        let mut report = base.clone();
        let mut text = base.text(Field::Before(1)).to_owned();
        for (old, new) in changes {
            text = once(&text, old, new);
        }
        report.apply(Edit::Text(Field::Before(1), text)).unwrap();
        for (index, count) in figures {
            let cell = CellId { table: 1, index: *index };
            report.apply(Edit::Value(cell, Value::Count(*count))).unwrap();
        }
        report.apply(Edit::Text(Field::Heading(5), title.to_owned())).unwrap();
        report
    };
    let reviewed = with(
        &[
            ("369条", "372条"),
            ("概况类45条", "概况类48条"),
            ("紧紧围绕", "围绕"),
            ("232条", "233条"),
        ],
        &[(0, 24), (1, 8)],
        "五、存在的问题及改进措施",
    );
    let own = with(
        &[("369条", "372条"), ("概况类45条", "概况类50条"), ("全镇中心工作", "中心工作")],
        &[(1, 9), (2, 3)],
        base.text(Field::Heading(5)),
    );
    [base, reviewed, own]
}

/// What a Word file says of a report of which one state was kept.
fn with_kept(file: &[u8], report: &Report, kept: &Report) -> Reviewed {
    ReviewSource::word("审.docx", file, report, &[kept]).unwrap().against(report)
}

#[test]
fn what_the_clerk_changed_since_the_export_is_not_undone() {
    let [base, reviewed, own] = both_changed();
    let file = came_back(&base, &reviewed);
    let found = with_kept(&file, &own, &base);
    // Taken alike by both, and changed by the clerk alone, is nothing to be proposed.
    let expected = [("紧紧", "", None), ("232", "233", None), ("50", "48", Some("45"))];
    let told: Vec<_> = found
        .proposals
        .iter()
        .filter(|p| p.place().section(&own) == Some(1))
        .map(|p| (p.old.as_str(), p.new.as_str(), p.was.as_deref()))
        .collect();
    for one in expected {
        assert!(told.contains(&one), "{one:?}: {told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
    let cells: Vec<_> = found
        .proposals
        .iter()
        .filter(|p| matches!(p.place(), Place::Cell(_)))
        .map(|p| (p.old.as_str(), p.new.as_str(), p.was.is_some()))
        .collect();
    assert_eq!(cells, [("23", "24", false), ("9", "8", true)]);
    assert_eq!((found.of_both(), found.kept, found.unplaced.len()), (2, 1, 0), "{found:?}");
    // All are taken but those: what the clerk has changed stays.
    let mut taken = own.clone();
    for edit in found.edits(&own) {
        taken.apply(edit).unwrap();
    }
    let text = taken.text(Field::Before(1));
    assert!(text.contains("372条") && text.contains("233条") && text.contains("概况类50条"));
    assert!(text.contains("围绕中心工作") && !text.contains("紧紧"), "{text}");
    assert_eq!(taken.text(Field::Heading(5)), "五、存在的问题及改进措施");
    assert_eq!(taken.figures.typed(CellId { table: 1, index: 2 }), &Value::Count(3));
    let again = with_kept(&file, &taken, &base);
    assert_eq!((again.proposals.len(), again.of_both()), (2, 2));
    // Where nobody has the words any more that both changed, the whole paragraph is told as such.
    let lost = read("审.docx", &file, &own).unwrap();
    assert!(lost.of_both() > 2 && lost.kept == 1, "{lost:?}");
    assert!(lost.proposals.iter().all(|p| p.was.is_some() || p.place().section(&own) != Some(1)));
}

#[test]
fn without_its_marks_a_file_is_compared_with_the_nearest_kept_state() {
    let [base, reviewed, own] = both_changed();
    let file = unmarked(&came_back(&base, &reviewed));
    let told_by = |earlier: &[&Report]| {
        let source = ReviewSource::word("审.docx", &file, &own, earlier).unwrap();
        (source.told_by, source.against(&own))
    };
    let mut older = base.clone();
    older.apply(Edit::Text(Field::Before(5), "很早的一稿。".into())).unwrap();
    let (by, found) = told_by(&[&older, &base]);
    assert_eq!(by, ReviewBase::Earlier);
    assert_eq!(found, with_kept(&came_back(&base, &reviewed), &own, &base));
    // Where no state is kept, all that differs is proposed, and that is said.
    let (by, found) = told_by(&[]);
    assert_eq!((by, found.kept, found.of_both()), (ReviewBase::Now, 0, 0));
    assert!(said(&found).contains(&(String::new(), "全镇".into())), "{found:?}");
}

#[test]
fn a_report_that_came_back_proposes_what_was_changed_in_it() {
    let [base, mut reviewed, mut own] = both_changed();
    reviewed.apply(Edit::Text(Field::After(4), "另有说明一段。".into())).unwrap();
    own.apply(Edit::Text(Field::SignatureName, String::new())).unwrap();
    let source = ReviewSource::report("退回.nianbao", reviewed.clone(), &own, &[&base]);
    assert!(source.told_by == ReviewBase::Earlier && !source.is_word());
    let found = source.against(&own);
    let word = with_kept(&came_back(&base, &reviewed), &own, &base);
    assert_eq!(said(&found), said(&word));
    assert!(said(&found).contains(&(String::new(), "另有说明一段。".into())));
    assert_eq!((found.of_both(), found.kept), (2, 2), "the clerk's signature stays away");
    // Of a state of which nothing else is known, all differences are proposed, by field.
    let alone = ReviewSource::report("退回.nianbao", reviewed.clone(), &own, &[]);
    let mut taken = own.clone();
    for edit in alone.against(&own).edits(&own) {
        taken.apply(edit).unwrap();
    }
    assert!(taken.prints_like(&reviewed));
    // Who saved it last is who changed it.
    let save = |who: &str, minute| nianbao::report::NotedSave {
        minute,
        who: who.into(),
        changes: Vec::new(),
        more: 0,
    };
    own.log.note(save("王主任", 5));
    let sent = Report { log: own.log.clone(), ..base.clone() };
    reviewed.log = own.log.clone();
    reviewed.log.note(save("李科长", 9));
    let source = ReviewSource::report("退回.nianbao", reviewed, &own, &[&sent]);
    let by = source.against(&own).proposals[0].clone();
    assert_eq!((by.who.as_deref(), by.minute), (Some("李科长"), Some(9)));
}

/// A report with some of its prose changed at random.
fn edited(report: &Report, edits: Vec<(u8, usize, usize, usize)>) -> Report {
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
    other
}

/// The paragraphs of the fields that are changed at random.
fn prose(report: &Report) -> Vec<String> {
    let fields = [Field::LeadIn, Field::Before(1), Field::Before(5)];
    let lines = fields.into_iter().flat_map(|field| report.text(field).lines().map(str::trim));
    lines.filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}

fn some_edits() -> impl Strategy<Value = Vec<(u8, usize, usize, usize)>> {
    prop::collection::vec((0..3_u8, 0..600_usize, 0..40_usize, 0..6_usize), 0..5)
}

/// How many random reports are tried: a fifth of what `NIANBAO_CASES` says.
fn cases() -> u32 {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse::<u32>().ok());
    cases.map_or(24, |cases| cases / 5).max(24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Whatever is changed in the prose: taken, the report says what the file says.
    #[test]
    fn whatever_is_changed_is_proposed(
        edits in some_edits()
    ) {
        let report = sample();
        let other = edited(&report, edits);
        let found = read("审.docx", &came_back(&report, &other), &report).unwrap();
        let mut taken = report.clone();
        for edit in found.edits(&report) {
            taken.apply(edit).unwrap();
        }
        prop_assert_eq!(prose(&taken), prose(&other));
        prop_assert_eq!(&taken.figures, &report.figures);
    }

    /// Whatever the clerk and the reviewer change, with paragraphs that are joined, split and put in: nobody's
    /// changes are proposed but the reviewer's, and what is taken is not proposed again.
    #[test]
    fn two_who_change_the_same_report(theirs in some_edits(), ours in some_edits()) {
        let base = sample();
        let (reviewed, mut own) = (edited(&base, theirs), edited(&base, ours));
        let begun = own.clone();
        let untouched = read("审.docx", &exported(&base), &own).unwrap();
        prop_assert!(untouched.proposals.is_empty() && untouched.unplaced.is_empty());
        let source =
            ReviewSource::word("审.docx", &came_back(&base, &reviewed), &own, &[&base]).unwrap();
        if prose(&own) == prose(&reviewed) {
            prop_assert!(source.against(&own).proposals.is_empty());
        }
        let taken = |own: &mut Report| {
            let edits = source.against(own).edits(own);
            let count = edits.len();
            for edit in edits {
                own.apply(edit).unwrap();
            }
            count
        };
        // What is beside each other may come apart once one of them is taken.
        let rounds = (0..4).take_while(|_| taken(&mut own) > 0).count();
        prop_assert!(rounds < 4, "{:#?}", source.against(&own).proposals);
        for _ in 0..60 {
            let Some(next) = source.against(&own).proposals.first().cloned() else { break };
            own.apply(next.edit(&own).unwrap()).unwrap();
        }
        prop_assert!(source.against(&own).proposals.is_empty());
        // What only one of them changed is as that one has it.
        for field in [Field::Before(1), Field::Before(5), Field::LeadIn] {
            let lines = |report: &Report| -> Vec<String> {
                let lines = report.text(field).lines().map(|line| line.trim().to_owned());
                lines.filter(|line| !line.is_empty()).collect()
            };
            if lines(&begun) == lines(&base) {
                prop_assert_eq!(lines(&own), lines(&reviewed));
            } else if lines(&reviewed) == lines(&base) {
                prop_assert_eq!(lines(&own), lines(&begun));
            }
        }
    }
}

#[test]
fn a_cell_of_two_paragraphs_is_no_figure() {
    let report = sample();
    let end = "</w:t></w:r></w:p>";
    let file = changed(
        &exported(&report),
        |text| once(&text, &format!(">23{end}"), &format!(">23{end}<w:p><w:r><w:t>5{end}")),
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(said(&found), vec![], "235 is nobody's figure");
    assert!(found.unplaced.iter().any(|words| words.contains("几段（23、5）")), "{found:?}");
}

/// What a paragraph that was split, joined or moved is: one change, whole or not at all.
#[test]
fn paragraphs_that_were_cut_or_moved_are_one_proposal() {
    let mut report = sample();
    let paragraphs =
        ["甲镇全面落实公开要求，完善制度。", "乙类信息已全部公开，共12条。", "丙项工作按时完成。"];
    report.apply(Edit::Text(Field::Before(5), paragraphs.join("\n"))).unwrap();
    let [a, b, c] = paragraphs;
    for (lines, words) in [
        (vec!["甲镇全面落实公开要求，", "完善制度。", b, c], "在这里分成两段"),
        (vec![a, "乙类信息已全部公开，共12条。丙项工作按时完成。"], "和下一段并成一段"),
        (
            vec![b, a, c],
            "“甲镇全面落实公开要求，完善制度。”一段移到“乙类信息已全部公开，共12条。”一段后面",
        ),
        (vec![c, a, b], "“丙项工作按时完成。”一段移到前面"),
        (vec![b, c, a], "“甲镇全面落实公开要求，完善制度。”一段移到“丙项工作按时完成。”一段后面"),
        (vec!["完善制度，甲镇全面落实公开要求。", b, c], ""),
        (vec![a, b, c, "丁项工作明年继续。"], "后面增加一段“丁项工作明年继续。”"),
        (vec!["丁项工作明年继续。", a, b, c], "前面增加一段“丁项工作明年继续。”"),
        (vec![a, c], "删去“乙类信息已全部公开，共12条。”"),
    ] {
        let mut other = report.clone();
        other.apply(Edit::Text(Field::Before(5), lines.join("\n"))).unwrap();
        let found = read("审.docx", &came_back(&report, &other), &report).unwrap();
        assert_eq!(found.proposals.len(), 1, "{lines:?}: {found:#?}");
        assert!(words.is_empty() || found.proposals[0].words() == words, "{found:#?}");
        let mut taken = report.clone();
        taken.apply(found.proposals[0].edit(&report).unwrap()).unwrap();
        assert_eq!(taken.text(Field::Before(5)), lines.join("\n"));
    }
    // To another part: two changes, each of which says that it is half of one.
    let mut other = report.clone();
    other.apply(Edit::Text(Field::Before(5), [a, c].join("\n"))).unwrap();
    other
        .apply(Edit::Text(Field::Before(6), format!("{}\n{b}", report.text(Field::Before(6)))))
        .unwrap();
    let found = read("审.docx", &came_back(&report, &other), &report).unwrap();
    assert!(found.proposals.len() == 2 && found.proposals.iter().all(|p| p.is_half), "{found:#?}");
}

#[test]
fn who_cut_a_paragraph_is_known() {
    let mut report = sample();
    report.apply(Edit::Text(Field::Before(5), "甲项已完成。乙项已完成。".into())).unwrap();
    let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
    let cut = format!("甲项已完成。{close}</w:p><w:p>{open}乙项已完成。");
    let file = changed(
        &exported(&report),
        |text| {
            let text = once(&text, "甲项已完成。乙项已完成。", &cut);
            let at = text.find("甲项已完成。").unwrap();
            let start = text[..at].rfind("<w:pPr>").unwrap();
            let mark = format!("<w:pPr><w:rPr><w:ins w:id=\"95\" {BY}/></w:rPr>");
            format!("{}{mark}{}", &text[..start], &text[start + "<w:pPr>".len()..])
        },
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(said(&found), [(String::new(), "\n".to_owned())]);
    assert_eq!(found.proposals[0].who.as_deref(), Some("李镇长"));
}

#[test]
fn a_table_with_other_rows_is_read_by_its_labels() {
    let report = sample();
    let without = |text: &str, words: &str| {
        let at = text.find(words).unwrap();
        let start = text[..at].rfind("<w:tr>").unwrap();
        let end = at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
        format!("{}{}", &text[..start], &text[end..])
    };
    // The second is the first of its group, whose name goes with it.
    for row in ["重复申请", "信访举报投诉类申请"] {
        let file =
            changed(&exported(&report), |text| once(&without(&text, row), ">23<", ">24<"), &[]);
        let found = read("审.docx", &file, &report).unwrap();
        assert_eq!(said(&found), [("23".to_owned(), "24".to_owned())], "{row}: {found:#?}");
        let [told] = found.unplaced.as_slice() else { panic!("{row}: {found:#?}") };
        assert!(told.contains(row) && told.contains("没有删"), "{told}");
    }
    // A whole table that is gone is named.
    let file = changed(
        &exported(&report),
        |text| {
            let start = text.rfind("<w:tbl>").unwrap();
            let end = start + text[start..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
            format!("{}{}", &text[..start], &text[end..])
        },
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    let name = &report.edition().tables[2].name;
    assert!(found.unplaced.iter().any(|line| line.contains(name.as_str())), "{found:#?}");
}

#[test]
fn a_comment_from_a_heading_into_its_table_and_one_without_words() {
    let report = sample();
    let file = changed(
        &exported(&report),
        |text| {
            let heading = text.find(report.text(Field::Heading(3))).unwrap();
            let start = text[..heading].rfind("<w:r>").unwrap();
            let cell = heading + text[heading..].find(">23<").unwrap();
            let end = cell + text[cell..].find("</w:p>").unwrap();
            format!(
                "{}<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/>{}",
                &text[..start],
                &text[start..end],
                &text[end..]
            )
        },
        &comments(&[("0", "李镇长", "")], ""),
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(found.comments[0].place, CommentPlace::of(&report, &Place::Table(1)), "{found:#?}");
    assert!(found.comments[0].text.contains("没有文字"), "{found:#?}");
}

/// A heading is the heading, whatever is moved over it; one that is gone is told and stays.
#[test]
fn headings_stay_where_paragraphs_are_moved_over_them() {
    for source in SOURCES {
        let report = report(source);
        let last = |text: &str| text.rsplit('\n').next().unwrap_or_default().to_owned();
        for (from, to) in [(5_u8, 6_u8), (1, 5)] {
            let moved = last(report.text(Field::Before(from)));
            let rest = report.text(Field::Before(from)).strip_suffix(&moved).unwrap().trim_end();
            let there = format!("{moved}\n{}", report.text(Field::Before(to)));
            let mut other = report.clone();
            other.apply(Edit::Text(Field::Before(from), rest.to_owned())).unwrap();
            other.apply(Edit::Text(Field::Before(to), there)).unwrap();
            let found = read("审.docx", &came_back(&report, &other), &report).unwrap();
            let mut taken = report.clone();
            for edit in found.edits(&report) {
                taken.apply(edit).unwrap();
            }
            for n in 1..=6 {
                assert_eq!(
                    taken.text(Field::Heading(n)),
                    report.text(Field::Heading(n)),
                    "{source}"
                );
                assert_eq!(
                    taken.text(Field::Before(n)).trim(),
                    other.text(Field::Before(n)).trim(),
                    "{source} {n}"
                );
            }
        }
    }
    let report = sample();
    let mut other = report.clone();
    other.apply(Edit::Text(Field::Heading(5), String::new())).unwrap();
    let found = read("审.docx", &came_back(&report, &other), &report).unwrap();
    assert!(found.proposals.is_empty() && found.unplaced.len() == 1, "{found:#?}");
}

#[test]
fn figures_of_exchanged_rows_and_of_merged_cells_are_not_mixed() {
    let report = sample();
    let row = |text: &str, words: &str| {
        let at = text.find(words).unwrap();
        let start = text[..at].rfind("<w:tr>").unwrap();
        start..at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len()
    };
    let file = changed(
        &exported(&report),
        |text| {
            let (a, b) = (row(&text, ">规章<"), row(&text, ">行政规范性文件<"));
            let (first, second) = (&text[a.clone()], &text[b.clone()]);
            format!(
                "{}{second}{}{first}{}",
                &text[..a.start],
                &text[a.end..b.start],
                &text[b.end..]
            )
        },
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(said(&found), [], "{found:#?}");
    let file = changed(
        &exported(&report),
        |text| {
            let at = row(&text, ">行政规范性文件<");
            let cut = &text[at.clone()];
            let last = cut.rfind("<w:tc>").unwrap();
            format!("{}{}</w:tr>{}", &text[..at.start], &cut[..last], &text[at.end..])
        },
        &[],
    );
    let found = read("审.docx", &file, &report).unwrap();
    assert_eq!(said(&found), [], "{found:#?}");
    assert!(found.unplaced.iter().any(|line| line.contains("行政规范性文件")), "{found:#?}");
}

#[test]
fn what_is_written_beside_the_pages_is_told_and_names_are_names() {
    let report = sample();
    let foot = "<w:ftr xmlns:w=\"w\"><w:p><w:r><w:t>请按县里的要求改</w:t></w:r></w:p></w:ftr>";
    let text_box = "<w:r><w:pict><v:shape xmlns:v=\"v\"><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的意见</w:t>\
                    </w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
    let (open, close) = ("<w:r><w:t xml:space=\"preserve\">", "</w:t></w:r>");
    let mut parts = comments(&[("0", "办公室&amp;信息科", "太空")], "");
    parts.push(("word/footer5.xml", foot.to_owned()));
    let file = changed(
        &exported(&report),
        |text| {
            let text = once(&text, "紧紧围绕", &format!("紧紧围绕{close}{text_box}{open}"));
            commented(&text, "发布信息232条", "0")
        },
        &parts,
    );
    let found = read("审.docx", &file, &report).unwrap();
    for words in ["请按县里的要求改", "框里的意见"] {
        assert!(found.unplaced.iter().any(|line| line.contains(words)), "{words}: {found:#?}");
    }
    assert_eq!(found.comments[0].who, "办公室&信息科");
    assert_eq!(said(&found), []);
}

#[test]
fn the_points_of_a_letter_are_where_they_say() {
    let report = sample();
    let place = |words: &str| {
        let letter = format!("柳塘镇：\n1.{words}\n2.其余无误。");
        let comments =
            nianbao::reviewed::read_text("退回.txt", letter.as_bytes(), &report).unwrap();
        let comment = &comments[0];
        let place = comment.place.place(&report).filter(|_| !comment.is_lost(&report));
        place.map_or_else(
            || "没有对上".to_owned(),
            |place| nianbao::report::PlaceWords::new(&report).of(&place),
        )
    };
    for (words, expected) in [
        ("表二“行政规范性文件”本年制发件数应为4件", "表二“行政规范性文件”本年制发件数"),
        ("表二行政许可本年处理决定数量应为48", "表二“行政许可”本年处理决定数量"),
        ("表三本年新收自然人应为24", "表三“一、本年新收政府信息公开申请数量”自然人"),
        ("表三总计不对", "表三"),
        ("表四行政复议结果纠正应为1", "表四行政复议·结果纠正"),
        ("第一部分第3段太长", "第一部分第 3 段"),
        ("第一部分第三自然段太长", "第一部分第 3 段"),
        ("第1部分第2段请写明", "第一部分第 2 段"),
        ("第一部分第99段太长", "没有对上"),
        ("请把第五部分写具体", "第五部分"),
        ("标题缺年度", "标题"),
        ("署名不全", "署名"),
        ("请写明「紧紧围绕全镇中心工作」", "第一部分第 1 段"),
    ] {
        let found = place(words);
        assert!(found.starts_with(expected), "{words}: {found}, not {expected}");
    }
    for (letter, count) in [
        ("一是标题不对。\n二是太空。", 2),
        ("- 标题不对。\n- 太空。", 2),
        ("１．标题不对。\n２．太空。", 2),
        ("柳塘镇：\n请修改后重报。\n县政府办\n2026年1月18日", 1),
    ] {
        let comments = nianbao::reviewed::read_text("退回.txt", letter.as_bytes(), &report);
        assert_eq!(comments.unwrap_or_default().len(), count, "{letter}");
    }
}
