use std::fmt::Write as _;

use std::sync::Arc;

use proptest::prelude::*;

use super::{
    FileKind, Origin, Trail, draft_text, draft_text_with_trail, is_report_file, parse,
    parse_with_trail, report_text, state, write_atomic,
};
use crate::edition;
use crate::report::place::{CellId, Field};
use crate::report::{Edit, Figures, ImportRecord, Report, Step, Value, Waiver};
use crate::rules::Balanced;

fn sample() -> Report {
    let mut report = Report::blank(edition::by_id("2021").unwrap(), "柳塘镇人民政府", 2025);
    report.apply(Edit::Text(Field::Before(1), "第一段“引”。\n第二段".into())).unwrap();
    report
}

/// One replacement in a good file, then line and words of the refusal.
fn refused(from: &str, to: &str, line: Option<usize>, words: &str) {
    let text = draft_text(&sample());
    assert!(text.contains(from), "{from} is not in\n{text}");
    let error = parse("甲.ron", text.replacen(from, to, 1).as_bytes()).unwrap_err();
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(error.line, line, "{error}");
    assert!(!error.to_string().contains("xpected"), "{error}");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    refused("version: 1", "version: 4", Some(3), "第 4 版格式");
    refused("year: 2025", "year: 1025", Some(5), "年度不会是 1025");
    refused("year: 2025", "year: \"x\"", Some(5), "应当是整数");
    refused("edition: \"2021\"", "edition: \"2031\"", Some(6), "没有“2031”");
    refused("agency:", "agent:", Some(4), "不认识的字段“agent”");
    refused("  title:", "  agency: \"\",\n  title:", Some(7), "写了两次");
    refused("\"rules\": {\"made\": \"\"", "\"rules\": {\"made\": 1.5", Some(38), "类型不对");
    refused(
        "\"rules\": {\"made\": \"\"",
        "\"rules\": {\"make\": 1",
        Some(38),
        "没有“disclosure.rules.make”",
    );
    refused(
        "\"rules\": {\"made\": \"\"",
        "\"rules\": {\"made\": 1, \"made\": 1",
        Some(38),
        "写了两次",
    );
    for last in [31, 32, 33, 90] {
        let mut others = String::new();
        for n in 0..=last {
            write!(others, "\"c{n}\": 1, ").unwrap();
        }
        let row = format!("\"rules\": {{{others}\"c{last}\": 1, \"made\": \"\"");
        refused("\"rules\": {\"made\": \"\"", &row, Some(38), "写了两次");
    }
    refused("\"rules\": {\"made\": \"\"", "\"rules\": {\"made\": \"1,000\"", Some(38), "不规范");
    refused(
        "\"rules\": {\"made\": \"\"",
        "\"rules\": {\"made\": 9999999999999",
        Some(38),
        "超出范围",
    );
    refused("title: \"柳塘镇", "title: \"柳塘镇\\n", Some(7), "只能是一行");
    refused("Draft(", "Paper(", Some(1), "报告文件的开头不对");
    assert!(is_report_file(draft_text(&sample()).replacen("Draft(", "Paper(", 1).as_bytes()));
    let text = draft_text(&sample());
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    assert!(parse("甲.ron", half.as_bytes()).unwrap_err().to_string().contains("缺"));
}

#[test]
fn a_file_says_what_it_is() {
    let report = sample();
    let draft = draft_text(&report);
    let saved = report_text(Balanced::new(&report).unwrap());
    assert_eq!(parse("", draft.as_bytes()).unwrap(), (FileKind::Draft, report.clone()));
    assert_eq!(parse("", saved.as_bytes()).unwrap(), (FileKind::Report, report));
    assert!(is_report_file(saved.as_bytes()) && is_report_file(draft.as_bytes()));
    assert!(!is_report_file("Report on rice".as_bytes()) && !is_report_file(b"\xff\xfe"));
    insta::assert_snapshot!(saved);
}

/// Steps of every kind, made one after the other, and the report that they lead to.
fn steps() -> (Report, Vec<Report>, Trail) {
    let cell = |table, index| CellId { table, index };
    let mut last = sample().as_last_year();
    last.sections[2] = "甲\n".into();
    let edits = [
        Edit::Splice(Field::Before(1), 0..3, "\n甲".into()),
        Edit::Year(None),
        Edit::Value(cell(0, 0), Value::Count(-3)),
        Edit::Value(cell(1, 1), Value::Mark("/".into())),
        Edit::Printed(cell(1, 6), Some(Value::Count(7))),
        Edit::Figures(Box::new(Figures::blank(edition::by_id("2019").unwrap()))),
        Edit::Value(cell(0, 2), Value::Written("甲".into())),
        Edit::Last(Some(Box::new(last))),
        Edit::Last(None),
        Edit::Waivers(vec![Waiver { reason: "情况属实".into(), ..Waiver::default() }]),
        Edit::Imported(Some(Box::new(ImportRecord {
            joined_title: true,
            ..ImportRecord::default()
        }))),
        Edit::Imported(None),
        Edit::Text(Field::SignatureDate, "2026年1月15日".into()),
    ];
    let (mut report, mut states, mut steps) = (sample(), Vec::new(), Vec::new());
    for (minute, edit) in (29_000_000..).zip(edits) {
        states.push(report.clone());
        let label = format!("改第 {minute} 处");
        steps.push(Arc::new(Step { label, minute, back: vec![report.apply(edit).unwrap()] }));
    }
    let origin = Origin {
        file: Some("/甲/报告.nianbao".into()),
        state: Some(state(&sample())),
        minute: 29_483_203,
        parted: true,
    };
    (report, states, Trail { origin, steps })
}

#[test]
fn a_draft_remembers_where_it_comes_from_and_how_its_steps_are_taken_back() {
    let (report, states, trail) = steps();
    let text = draft_text_with_trail(&report, &trail);
    let (kind, mut back, read) = parse_with_trail("", text.as_bytes()).unwrap();
    assert_eq!((kind, &back, &read), (FileKind::Draft, &report, &trail));
    for (step, state) in read.steps.iter().zip(states).rev() {
        for edit in &step.back {
            back.apply(edit.clone()).unwrap();
        }
        assert_eq!(back, state, "{}", step.label);
    }
    // A draft of an older program has no such thing.
    let old = parse_with_trail("", draft_text(&report).as_bytes()).unwrap();
    assert_eq!(old, (FileKind::Draft, report, Trail::default()));
}

#[test]
fn a_step_that_cannot_be_taken_back_ends_the_history() {
    let (report, _, trail) = steps();
    let text = draft_text_with_trail(&report, &trail);
    for (from, to) in [
        ("Year(2025)", "Year(1025)"),
        ("\"rules\", \"made\"", "\"rules\", \"makes\""),
        ("Splice(\"before_1\"", "Splice(\"before_9\""),
    ] {
        assert!(text.contains(from), "{from} is not in\n{text}");
        let text = text.replace(from, to);
        let (_, read, cut) = parse_with_trail("", text.as_bytes()).unwrap();
        assert_eq!(read, report);
        assert!(cut.steps.len() < trail.steps.len() && trail.steps.ends_with(&cut.steps), "{to}");
    }
}

#[test]
fn writing_is_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.ron");
    write_atomic(&path, b"one").unwrap();
    write_atomic(&path, b"two").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"two");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = write_atomic(&folder.path().join("没有/报告.ron"), b"").unwrap_err();
    assert!(nowhere.to_string().contains("没有这个文件或文件夹"), "{nowhere}");
    let is_folder = write_atomic(folder.path(), b"").unwrap_err();
    assert!(is_folder.to_string().contains("文件夹"), "{is_folder}");
}

/// Any report at all: what edits can make of a blank one.
fn any_report() -> impl Strategy<Value = Report> {
    let figure = prop_oneof![
        Just(String::new()),
        Just("/".into()),
        (-9i64..99_999_999).prop_map(|n| n.to_string()),
        "[0-9]{1,4}\\.[0-9]{1,6}",
        "\\PC{0,8}",
    ];
    let paragraph =
        prop_oneof!["\\PC{0,40}", "[一-龥，。“”]{0,60}", Just("\t\\ \" ' \u{3000}".into())];
    let prose = proptest::collection::vec(paragraph.clone(), 0..4).prop_map(|p| p.join("\n"));
    let line = "[^\n\r]{0,20}";
    (
        prop_oneof![Just("2019"), Just("2021")],
        proptest::collection::vec((any::<prop::sample::Index>(), figure), 0..80),
        proptest::collection::vec(prose, 19),
        proptest::collection::vec(line, 12),
        proptest::option::of(2008u16..2099),
        any::<(bool, bool)>(),
    )
        .prop_map(|(id, figures, prose, lines, year, (with_last, imported))| {
            let mut report = Report::blank(edition::by_id(id).unwrap(), &lines[0], 2020);
            report.year = year;
            report.title.clone_from(&lines[1]);
            report.lead_in.clone_from(&prose[0]);
            for (n, section) in report.sections.iter_mut().enumerate() {
                section.heading.clone_from(&lines[2 + n]);
                section.before.clone_from(&prose[1 + n]);
                section.after.clone_from(&prose[7 + n]);
            }
            let cells: Vec<_> = report.figures.cells().collect();
            for (index, text) in figures {
                let id = *index.get(&cells);
                let value = Value::read(report.figures.cell(id).unwrap().kind, &text);
                let total = report.figures.is_total(id);
                let edit =
                    if total { Edit::Printed(id, Some(value)) } else { Edit::Value(id, value) };
                report.apply(edit).unwrap();
            }
            report.signature.name.clone_from(&lines[8]);
            if with_last {
                report.last = Some(report.as_last_year());
            }
            let [code, message, reason] = [9, 10, 11].map(|n: usize| lines[n].clone());
            let (place, about) = (lines[7].clone(), lines[6].clone());
            report.waivers.push(Waiver { code, place, message, about, reason });
            report.imported = imported.then(|| ImportRecord {
                source: lines[1].clone(),
                unplaced: prose.clone(),
                cleaned: vec![],
                joined_title: false,
                other_heads: lines[2].clone(),
            });
            report
        })
}

proptest! {
    #![proptest_config(crate::testing::cases())]

    #[test]
    fn any_report_comes_back_exactly(report in any_report()) {
        let text = draft_text(&report);
        let (kind, again) = parse("", text.as_bytes()).unwrap();
        prop_assert_eq!(kind, FileKind::Draft);
        prop_assert_eq!(&again, &report);
        prop_assert_eq!(draft_text(&again), text);
    }

    #[test]
    fn any_damage_is_told(cut in 0usize..4000, byte in any::<u8>(), at in 0usize..4000) {
        let mut bytes = draft_text(&sample()).into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        let _either = parse("", &bytes);
    }
}

#[test]
fn the_sample_is_written_as_the_program_writes() {
    let text = include_str!("../../assets/sample.ron");
    let (kind, report) = parse("sample.ron", text.as_bytes()).unwrap();
    assert_eq!(kind, FileKind::Report);
    assert_eq!(report_text(Balanced::new(&report).unwrap()), text);
    assert_eq!(crate::rules::check(&report, &crate::rules::Config::default()), []);
}

#[test]
fn what_is_too_large_to_be_opened_is_not_written() {
    let path = std::path::Path::new("甲.nianbao");
    let mut report = sample();
    // A backslash takes two bytes in the file.
    let half = usize::try_from(crate::file::MAX_BYTES / 2).unwrap();
    report.sections[0].before = "\\".repeat(half);
    let refused = crate::file::checked(path, draft_text(&report)).unwrap_err();
    assert!(refused.to_string().contains("原有文件没有改动"), "{refused}");
    report.sections[0].before = "\\".repeat(half - 20_000);
    let text = crate::file::checked(path, draft_text(&report)).unwrap();
    assert!(text.len() > 2 * (half - 20_000));
    assert_eq!(parse("", text.as_bytes()).unwrap().1, report);
}

#[test]
fn of_a_draft_as_many_steps_are_kept_as_can_be_opened() {
    let report = sample();
    let step = |n: u64| {
        let label = format!("改第 {n} 处");
        let back = vec![Edit::Text(Field::LeadIn, "\"".repeat(3 << 20))];
        Arc::new(Step { label, minute: n, back })
    };
    let trail = Trail { steps: (0..4).map(step).collect(), ..Trail::default() };
    let text = draft_text_with_trail(&report, &trail);
    assert!(text.len() as u64 <= crate::file::MAX_BYTES);
    let (_, again, kept) = parse_with_trail("", text.as_bytes()).unwrap();
    assert_eq!(again, report);
    assert!(!kept.steps.is_empty() && trail.steps.ends_with(&kept.steps), "the newest are kept");
}
