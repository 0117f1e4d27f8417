//! The program in a real window: typed into, saved, and refused. Skipped where the tools are
//! missing, but not in continuous integration.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::path::Path;

use crate::screen::{Desk, installed, until, write_draft};
use crate::support::machine;
use nianbao::file;
use nianbao::open::open;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Figures, Report, Value};
use nianbao::rules::Balanced;

/// A published report as it is imported, without the totals that its source printed.
fn published() -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt");
    let mut report = open(&path).unwrap().into_report();
    report.figures = report.figures.without_printed();
    report
}

/// The same with nothing in its tables.
fn unfilled(report: &Report) -> Report {
    let figures = Figures::blank(report.figures.edition().clone());
    Report { figures, ..report.clone() }
}

/// The keys that type some figures, Tab between them; a blank cell is only passed.
fn typing(figures: &[String]) -> Vec<String> {
    let name = |c: char| if c == '.' { "period".to_owned() } else { c.to_string() };
    let keys = |figure: &String| figure.chars().map(name).chain(["Tab".to_owned()]).collect();
    let mut keys: Vec<String> =
        figures.iter().flat_map(|figure| -> Vec<String> { keys(figure) }).collect();
    // Past the last cell Tab would leave the table.
    keys.pop();
    keys
}

/// Types every figure of a report, and waits until the draft has them.
fn type_figures(desk: &mut Desk, report: &Report) {
    let figures = &report.figures;
    for (table, section) in [(0, 2), (1, 3), (2, 4)] {
        desk.go_to(section);
        let of_table = |cell: &CellId| cell.table == table && !figures.is_total(*cell);
        let typed: Vec<_> =
            figures.cells().filter(of_table).map(|cell| figures.typed(cell).text()).collect();
        desk.keys(typing(&typed).iter().map(String::as_str));
    }
    desk.report(&desk.draft(), |draft| draft.figures == *figures);
}

/// The first figure of table three: 本年新收 of 自然人.
const FIRST: CellId = CellId { table: 1, index: 0 };

#[test]
fn a_report_is_typed_and_saved() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let published = published();
    let mut desk = Desk::new();
    write_draft(&unfilled(&published), &desk.path("blank.nianbao"));
    desk.start(&desk.path("blank.nianbao"));
    type_figures(&mut desk, &published);
    let saved = desk.path("saved.nianbao");
    desk.save_as(&saved);
    assert_saved_once(desk.report(&saved, |_| true), &published);
    until("the mark of changes to go", || (!desk.title().starts_with('●')).then_some(()));
    assert!(!desk.draft().exists(), "what is saved leaves no draft");
}

#[test]
fn a_column_that_fails_is_not_saved() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let published = published();
    let mut desk = Desk::new();
    let blank = desk.path("blank.nianbao");
    write_draft(&unfilled(&published), &blank);
    let before = std::fs::read(&blank).unwrap();
    desk.start(&blank);
    let more = published.figures.typed(FIRST).count().unwrap() + 1;
    let mut wrong = published.clone();
    wrong.apply(Edit::Value(FIRST, Value::Count(more))).unwrap();
    type_figures(&mut desk, &wrong);

    let title = desk.title();
    desk.keys(["ctrl+s"]);
    desk.screenshot("refused");
    assert_eq!(desk.files(), [blank.as_path()], "nothing is written");
    assert_eq!(std::fs::read(&blank).unwrap(), before);
    assert_eq!(desk.title(), title);
    assert!(title.starts_with('●'));
    desk.report(&desk.draft(), |draft| draft.figures == wrong.figures);
    // Were this not the refusal but the question for a path, this would answer it.
    let never = desk.path("never.nianbao");
    desk.keys(["a", "Return"]);
    assert_eq!(desk.files(), [blank.as_path()], "nothing is written");

    // The refusal leads to the cell that is to be mended.
    let right = published.figures.typed(FIRST).text();
    desk.keys([right.as_str(), "Tab"]);
    desk.report(&desk.draft(), |draft| draft.figures == published.figures);
    desk.save_as(&never);
    assert_saved_once(desk.report(&never, |_| true), &published);
}

/// A saved report says what `expected` says, and that it was saved once.
fn assert_saved_once(mut report: Report, expected: &Report) {
    let log = std::mem::take(&mut report.log);
    assert_eq!((log.saves.len(), log.dropped), (1, 0), "{log:?}");
    assert_eq!(report, *expected);
}

#[test]
fn pinyin_is_typed_into_two_fields() {
    if !installed(true) {
        return;
    }
    let _machine = machine();
    let mut desk = Desk::new();
    let path = desk.path("report.nianbao");
    let published = published();
    let mut report = unfilled(&published);
    for section in [1, 5] {
        report.apply(Edit::Text(Field::Before(section), String::new())).unwrap();
    }
    let text = file::report_text(Balanced::new(&report).unwrap());
    file::write_atomic(&path, text.as_bytes()).unwrap();
    desk.start_input_method();
    desk.start(&path);

    desk.go_to(1);
    until("Chinese", || {
        desk.keys(["ctrl+space"]);
        desk.is_chinese().then_some(())
    });
    // A letter too much is taken back in the pinyin, not in the text.
    desk.keys(["z", "h", "e", "n", "g", "f", "u", "x"]);
    desk.keys(["BackSpace"]);
    desk.keys(["space"]);
    // The other field by mouse: 五 at the left, then the paper.
    desk.click(80, 325);
    desk.click(600, 250);
    assert!(desk.is_chinese(), "still Chinese after the clicks");
    desk.keys(["z", "h", "e", "n", "g", "f", "u"]);
    desk.screenshot("pinyin");
    desk.keys(["space"]);
    // Enter gives the letters as they are, and no paragraph.
    desk.keys(["z", "h", "e"]);
    desk.keys(["Return"]);
    // Digits go into a cell as they are.
    desk.go_to(2);
    desk.keys(["5", "Tab"]);
    desk.keys(["ctrl+s"]);
    let saved = desk.report(&path, |saved| !saved.text(Field::Before(1)).is_empty());
    assert_eq!(saved.text(Field::Before(1)), "政府");
    assert_eq!(saved.text(Field::Before(5)), "政府zhe");
    assert_eq!(saved.figures.typed(CellId { table: 0, index: 0 }), &Value::Count(5));
}

#[test]
fn a_second_start_opens_its_file_in_the_first_window() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let mut desk = Desk::new();
    let write = |name: &str| {
        let mut report = published();
        report.title = format!("{name}年度报告");
        let path = desk.path(&format!("{name}.nianbao"));
        let text = file::report_text(Balanced::new(&report).unwrap());
        file::write_atomic(&path, text.as_bytes()).unwrap();
        path
    };
    let (first, second) = (write("柳塘"), write("云泽"));
    desk.start(&first);
    desk.start_again(&second);
    until("the second file in the window", || desk.title().contains("云泽").then_some(()));
    assert!(
        !desk.path(".~lock.柳塘.nianbao#").exists() && desk.path(".~lock.云泽.nianbao#").exists()
    );
}

#[test]
fn where_nothing_draws_the_desktop_says_so() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let (code, said) = Desk::new().start_by_icon(&[("LIBGL_DRIVERS_PATH", "/nonexistent")]);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("--error\n") && said.contains("没有可用的 OpenGL"), "{said}");
}
