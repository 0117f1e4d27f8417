//! A whole report from the start page to the file and back, by keyboard, in both editions.

use std::collections::BTreeMap;
use std::path::Path;

use crate::desk::{Desk, press, read};
use egui::{Event, Key, Modifiers};
use nianbao::app::Part;
use nianbao::import;
use nianbao::report::place::{CellId, Place};
use nianbao::report::{Edit, Figures, Report, Value};

/// A published report whose figures are typed.
struct Story {
    source: &'static str,
    year: u16,
    edition: &'static str,
    /// Figures that stand in place of the source's: row and column of 表三, figure.
    instead: &'static [(&'static str, &'static str, i64)],
    /// The column that is put wrong for a while, and how far it lies from the first one.
    column: (&'static str, usize),
    /// What is typed for （一）予以公开 there; what is right.
    granted: (&'static str, &'static str),
    /// （七）总计 of that column and of all columns, and the identity of both: before, and while
    /// the figure is wrong.
    totals: [(&'static str, &'static str); 2],
    identity: [(&'static str, &'static str); 2],
    /// The refusal's lines.
    refused: [&'static str; 2],
}

impl Story {
    /// The figures to type.
    fn figures(&self) -> Figures {
        let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
        let bytes = std::fs::read(reports.join(self.source)).unwrap();
        let mut report = import::read(self.source, &bytes).unwrap().report;
        assert_eq!((report.year, report.edition().id.as_str()), (Some(self.year), self.edition));
        for (row, column, figure) in self.instead {
            let form = &report.edition().tables[1];
            let row = form.row(row).unwrap();
            let columns = &form.band_of(row).columns;
            let column = columns.iter().position(|label| label.id == *column).unwrap();
            let cell = CellId { table: 1, index: form.cell_at(row, column).unwrap() };
            report.apply(Edit::Value(cell, Value::Count(*figure))).unwrap();
        }
        report.figures.without_printed()
    }

    fn cell(&self, row: &str) -> String {
        format!("表三 {row} {}", self.column.0)
    }

    /// What the window shows of the column and of the column of totals.
    fn shown(&self, desk: &Desk) -> [(String, String); 2] {
        let pair = |line: &str| {
            let value = |column: &str| desk.value(&format!("{line} {column}"));
            (value(self.column.0), value("总计"))
        };
        [pair("表三 （七）总计"), pair("勾稽核对")]
    }

    fn expected(&self, wrong: bool) -> [(String, String); 2] {
        let pair = |pairs: &[(&str, &str); 2]| {
            let (one, all) = pairs[usize::from(wrong)];
            (one.to_owned(), all.to_owned())
        };
        [pair(&self.totals), pair(&self.identity)]
    }
}

/// From the start page to a blank report of the year; gives the report as it was made.
fn make(desk: &mut Desk, year: u16) -> Report {
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::N);
    let made = desk.report().clone();
    desk.node("年度").focus();
    desk.run();
    desk.press(Key::Enter);
    let choice = format!("{year} 年");
    for _ in 0..30 {
        if desk.focused() == choice {
            break;
        }
        desk.press(Key::ArrowDown);
    }
    desk.press(Key::Enter);
    assert_eq!(desk.report().year, Some(year));
    made
}

/// Goes to a section by its shortcut, which leads into its table.
fn enter_table(desk: &mut Desk, section: Key) {
    desk.press_with(Modifiers::ALT, section);
    // The key leads back to where the cursor was.
    desk.press_with(Modifiers::COMMAND, Key::Home);
    let cursor = desk.app().cursor();
    assert!(matches!(cursor, Some(Place::Cell(_))), "{cursor:?}, {}", desk.focused());
}

/// Types a table: every cell in turn, as Tab leads, blank ones left blank.
fn fill(desk: &mut Desk, table: usize, section: Key, wanted: &Figures) {
    enter_table(desk, section);
    let mut seen = BTreeMap::new();
    while let Some(Place::Cell(cell)) = desk.app().cursor().cloned() {
        if cell.table != table || seen.insert(cell, desk.focused()).is_some() {
            break;
        }
        let figure = wanted.typed(cell).text();
        let typed = figure.chars().map(|c| Event::Text(c.to_string()));
        desk.at_once(typed.chain([press(Modifiers::NONE, Key::Tab)]).collect());
    }
    let typed = |cell: &CellId| cell.table == table && !wanted.is_total(*cell);
    for cell in wanted.cells().filter(typed) {
        assert!(seen.contains_key(&cell), "Tab does not lead to {cell:?}: {seen:?}");
    }
}

/// Answers the question for a path.
fn answer(desk: &mut Desk, path: &Path) {
    assert!(desk.field("文件路径").is_focused());
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text(&path.display().to_string());
    desk.press(Key::Enter);
    assert!(desk.app().modal().is_none(), "{:?}", desk.app().modal());
}

/// Filled in, refused, mended, saved, opened again, all undone, all redone.
fn tell(story: &Story) {
    let wanted = story.figures();
    let mut desk = Desk::new();
    let blank = make(&mut desk, story.year);
    for (table, section) in [Key::Num2, Key::Num3, Key::Num4].into_iter().enumerate() {
        fill(&mut desk, table, section, &wanted);
    }
    assert_eq!(desk.report().figures, wanted);

    put_wrong_and_mend(&mut desk, story);
    assert_eq!(desk.report().figures, wanted);

    desk.press_with(Modifiers::COMMAND, Key::S);
    let path = desk.path("年报.nianbao");
    answer(&mut desk, &path);
    assert_eq!(desk.files(), std::slice::from_ref(&path));
    let report = desk.report().clone();
    assert_eq!(read(&path), report);
    assert!(desk.has("已保存"));

    let mut other = Desk::new();
    other.run();
    other.press_with(Modifiers::COMMAND, Key::O);
    answer(&mut other, &path);
    assert_eq!(other.report().figures, wanted);
    assert_eq!(*other.report(), report);
    other.press_with(Modifiers::ALT, Key::Num3);
    assert_eq!(story.shown(&other), story.expected(false));

    undo_and_redo_everything(&mut desk, &blank, &report);
}

/// One figure wrong: totals and identity tell it in the frame in which it is typed, saving is
/// refused, and the keyboard is where it is to be mended.
fn put_wrong_and_mend(desk: &mut Desk, story: &Story) {
    let (wrong, right) = story.granted;
    enter_table(desk, Key::Num3);
    for _ in 0..story.column.1 {
        desk.press(Key::ArrowRight);
    }
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    assert_eq!(desk.focused(), story.cell("（一）予以公开"));
    assert_eq!(story.shown(desk), story.expected(false));
    desk.frame(vec![Event::Text(wrong.into())]);
    assert_eq!(story.shown(desk), story.expected(true), "in the same frame");

    desk.press_with(Modifiers::ALT, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::S);
    assert!(desk.has("勾稽关系不平，暂不能保存"));
    for line in story.refused {
        assert!(desk.has(line), "{line}");
    }
    assert!(desk.says("文件没有改动。已填内容已作为草稿保留在本机"));
    assert!(desk.files().is_empty());

    desk.press(Key::Escape);
    assert!(desk.app().modal().is_none());
    assert_eq!(desk.app().part(), Part::Section(3));
    assert_eq!(desk.focused(), story.cell("一、本年新收政府信息公开申请数量"));
    desk.press(Key::Enter);
    desk.press(Key::Enter);
    desk.frame(vec![Event::Text(right.into())]);
    assert_eq!(story.shown(desk), story.expected(false), "in the same frame");
}

fn undo_and_redo_everything(desk: &mut Desk, first: &Report, last: &Report) {
    let mut steps = 0;
    while desk.undo_label().is_some() {
        desk.frame(vec![press(Modifiers::COMMAND, Key::Z)]);
        steps += 1;
        assert!(steps < 500, "undoing comes to an end");
    }
    // Who saved it stays noted.
    assert!(desk.report().is_same_work(first), "{:?}", desk.report());
    for _ in 0..steps {
        desk.frame(vec![press(Modifiers::COMMAND, Key::Y)]);
    }
    assert_eq!(desk.app().document().unwrap().redo_label(), None);
    assert!(desk.report().is_same_work(last), "{:?}", desk.report());
    assert!(!desk.app().document().unwrap().is_dirty(), "it is as it was saved");
}

#[test]
fn a_report_in_the_form_of_2021() {
    tell(&Story {
        source: "001.txt",
        year: 2021,
        edition: "2021",
        // The published report leaves these two blank, so that its columns are not called balanced.
        instead: &[("carried_out", "natural", 0), ("carried_out", "business", 0)],
        column: ("自然人", 0),
        granted: ("5", "3"),
        totals: [("8", "8"), ("10", "10")],
        identity: [("平衡，8", "平衡，8"), ("不等，8 与 10，差 2", "连带，8 与 10，差 2")],
        refused: ["自然人，7＋1＝8，10＋0＝10，后者多 2", "总计，7＋1＝8，10＋0＝10，后者多 2"],
    });
}

#[test]
fn a_report_in_the_form_of_2019() {
    tell(&Story {
        source: "002.txt",
        year: 2020,
        edition: "2019",
        instead: &[
            ("received", "natural", 12),
            ("carried_in", "natural", 2),
            ("granted", "natural", 9),
            ("third_party", "natural", 4),
            ("carried_out", "natural", 1),
            ("received", "business", 3),
            ("granted", "business", 2),
            ("carried_out", "business", 1),
        ],
        column: ("商业企业", 1),
        granted: ("1", "2"),
        totals: [("2", "15"), ("1", "14")],
        identity: [("平衡，3", "平衡，17"), ("不等，3 与 2，差 1", "连带，17 与 16，差 1")],
        refused: ["商业企业，3＋0＝3，1＋1＝2，前者多 1", "总计，15＋2＝17，14＋2＝16，前者多 1"],
    });
}
