//! What is opened in the window: it is said that it is read, it can be cancelled, and what is too
//! long for a window is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::support::behind::{app, give, on, text};
use crate::support::gate::Gated;
use nianbao::app::document::size::{MAX_LINE, MAX_PROSE};
use nianbao::app::{
    Action, App, Command, DocumentCommand, DraftsCommand, FindingsCommand, Modal, OpeningCommand,
    OpeningModal, PathCommand, Purpose,
};
use nianbao::cli::{Next, run};
use nianbao::file;
use nianbao::layout::MAX_LINES;
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use nianbao::rules::{self, Balanced, Config};

fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt")
}

fn is_reading(app: &App) -> bool {
    matches!(app.modal(), Some(Modal::Opening(OpeningModal::Reading(name))) if name.contains("慢"))
}

/// The program on a disk that does not read a file with 慢 in its name, with such files.
fn slow(folder: &Path) -> (App, Arc<Gated>, [PathBuf; 2]) {
    let [source, report] = ["慢.txt", "慢.nianbao"].map(|name| folder.join(name));
    std::fs::copy(published(), &source).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.ron");
    std::fs::copy(sample, &report).unwrap();
    let gate = Arc::new(Gated::new("慢"));
    let mut app = on(Arc::clone(&gate) as _, folder);
    app.handle(Command::Dismiss);
    (app, gate, [source, report])
}

#[test]
fn what_is_read_is_told_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, gate, [source, _]) = slow(folder.path());
    app.handle(OpeningCommand::File(source));
    assert!(is_reading(&app));
    gate.open();
    app.settle(Duration::from_secs(10));
    assert!(app.modal().is_none() && app.review().is_some());
}

#[test]
fn what_is_read_can_be_cancelled_and_is_then_of_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, gate, [_, report]) = slow(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    app.handle(OpeningCommand::File(report.clone()));
    assert!(is_reading(&app));
    app.handle(Command::Dismiss);
    assert!(app.modal().is_none());
    let notice = format!("没有读取“{}”", report.display());
    assert_eq!(app.notice(), Some(notice.as_str()));
    gate.open();
    app.settle(Duration::from_secs(10));
    assert!(app.document().unwrap().path.is_none(), "the sample stays open");
    let left = std::fs::read_dir(folder.path()).unwrap();
    let locks = left.filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".~lock.")
    });
    assert_eq!(locks.count(), 0, "nor is its file held");
    give(&mut app, OpeningCommand::File(report.clone()));
    assert_eq!(app.document().unwrap().path, Some(report));
}

#[test]
fn what_is_asked_for_last_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, gate, [source, report]) = slow(folder.path());
    app.handle(OpeningCommand::File(source));
    app.handle(OpeningCommand::File(report.clone()));
    gate.open();
    app.settle(Duration::from_secs(10));
    assert!(app.review().is_none());
    assert_eq!(app.document().unwrap().path, Some(report));
}

#[test]
fn last_years_report_can_be_cancelled_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    let path = folder.path().join("慢.txt");
    std::fs::copy(published(), &path).unwrap();
    let before = app.document().unwrap().report().clone();
    app.handle(FindingsCommand::ReadLastYear(path));
    assert!(is_reading(&app));
    app.handle(Command::Dismiss);
    app.settle(Duration::from_secs(10));
    assert_eq!(*app.document().unwrap().report(), before);
}

fn sample() -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.ron");
    file::parse("示例", &std::fs::read(path).unwrap()).unwrap().1
}

fn with(field: Field, words: &str) -> Report {
    let mut report = sample();
    report.apply(Edit::Text(field, words.to_owned())).unwrap();
    report
}

/// What the program says of a report that it is given as a file; nothing where it opens it.
fn told(report: &Report) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("长.nianbao");
    let bytes = file::report_text(Balanced::new(report).unwrap());
    std::fs::write(&path, &bytes).unwrap();
    let mut app = app(folder.path());
    give(&mut app, OpeningCommand::File(path.clone()));
    assert_eq!(std::fs::read_to_string(path).unwrap(), bytes);
    match app.modal() {
        Some(Modal::Failed(words)) if app.document().is_none() => Some(words.clone()),
        _ => None,
    }
}

#[test]
fn what_is_too_long_for_a_window_is_told_with_its_place() {
    for (field, most, name) in [
        (Field::Before(1), MAX_PROSE, "第一部分的文字"),
        (Field::Title, MAX_LINE, "标题"),
        (Field::Heading(5), MAX_LINE, "第五部分的标题"),
        (Field::Agency, MAX_LINE, "机关全称"),
    ] {
        assert_eq!(told(&with(field, &"公".repeat(most))), None, "{name}");
        let words = told(&with(field, &"公".repeat(most + 1))).unwrap();
        let expected = format!("{name}有 {} 字，超过 {most} 字", most + 1);
        assert!(words.contains(&expected), "{words}");
    }
}

#[test]
fn what_has_more_lines_than_can_be_laid_out_is_told() {
    let words = told(&with(Field::Before(1), &"a\n".repeat(MAX_LINES + 1))).unwrap();
    assert!(words.contains(&format!("行，超过 {MAX_LINES} 行")), "{words}");
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, pdf) = (at("长.nianbao"), at("长.pdf"));
    let report = with(Field::Before(1), &"a\n".repeat(MAX_LINES + 1));
    std::fs::write(&file, file::report_text(Balanced::new(&report).unwrap())).unwrap();
    let arguments = ["render", &file, "--pdf", &pdf];
    let Next::Print(outcome) = run(arguments.iter().map(Into::into).collect(), 2026) else {
        panic!("it needs no window")
    };
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains("没有制版：文字约有"), "{}", outcome.err);
    assert!(!Path::new(&pdf).exists());
}

/// Paragraphs that are more than is checked at once.
fn long() -> String {
    "公开1件。\n".repeat(4_600)
}

#[test]
fn a_large_report_is_checked_aside_and_found_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    assert!(!app.document().unwrap().is_being_checked());
    let write = |app: &mut App, words: String| {
        let edits = vec![Edit::Text(Field::Before(6), words)];
        app.handle(DocumentCommand::Edit { label: "输入".into(), edits, merge: None });
    };
    write(&mut app, long());
    let document = app.document().unwrap();
    assert!(document.is_being_checked());
    assert!(document.findings().iter().all(|finding| finding.fix.is_none()));
    // The next key ends that check: what is found is of the report as it is then.
    write(&mut app, format!("{}做为。", long()));
    app.settle(Duration::from_mins(1));
    let document = app.document().unwrap();
    assert!(!document.is_being_checked());
    let expected = rules::check(document.report(), &app.settings().rules());
    assert_eq!(document.findings(), expected);
    assert!(expected.iter().any(|finding| finding.code == "R65"));
    // What is small again is checked at once.
    write(&mut app, "没有。".to_owned());
    assert!(!app.document().unwrap().is_being_checked());
    text(&mut app, "没有。");
}

#[test]
fn a_check_that_is_not_wanted_any_more_stops_before_the_next_rule() {
    let report = with(Field::Before(6), &long());
    let asked = std::cell::Cell::new(0);
    let until = |most: usize| {
        asked.set(0);
        let is_wanted = || {
            asked.set(asked.get() + 1);
            asked.get() <= most
        };
        rules::check_while(&report, &Config::default(), is_wanted)
    };
    assert_eq!(until(usize::MAX), Some(rules::check(&report, &Config::default())));
    assert_eq!(until(3), None);
}

#[test]
fn a_draft_that_is_too_long_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    text(&mut app, "一。");
    give(&mut app, DraftsCommand::Keep);
    drop(app);
    let drafts = folder.path().join("data/drafts/1.ron");
    let long =
        std::fs::read_to_string(&drafts).unwrap().replace("一。", &"公".repeat(MAX_PROSE + 1));
    std::fs::write(&drafts, &long).unwrap();
    let mut app = crate::support::behind::start(folder.path());
    let draft = app.left_behind().drafts[0].path.clone();
    give(&mut app, DraftsCommand::Choose(draft, nianbao::app::DraftChoice::Restore));
    assert!(matches!(app.modal(), Some(Modal::Failed(words)) if words.contains("打不开")));
    drop(app);
    assert_eq!(std::fs::read_to_string(&drafts).unwrap(), long);
    let path = folder.path().join("甲.nianbao");
    let mut app = crate::support::behind::app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    give(&mut app, PathCommand::Given(Purpose::Save, path));
    assert_eq!(app.left_behind().drafts.len(), 1);
}
