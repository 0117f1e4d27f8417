//! Two states of a report side by side, and what came back of it, as a clerk meets them: by keyboard
//! alone, and by the names that a screen reader says.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::app::{
    Action, Command, DeliveryCommand, DocumentCommand, OpeningCommand, SidesCommand,
};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Value};

use crate::desk::Desk;
use crate::support::word::came_back;

const SAMPLE: &str = include_str!("../../assets/sample.ron");

pub(crate) fn desk(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized(size, &crate::desk::settings());
    let path = desk.path("年报.nianbao");
    std::fs::write(&path, SAMPLE).unwrap();
    desk.give(OpeningCommand::File(path));
    desk
}

fn edits(desk: &Desk) -> Vec<Edit> {
    let text = desk.report().text(Field::Before(1)).replacen("232条", "241条", 1);
    let cell = CellId { table: 0, index: 9 };
    vec![
        Edit::Text(Field::Before(1), text),
        Edit::Value(cell, Value::read(desk.report().figures.cell(cell).unwrap().kind, "7")),
    ]
}

/// A Word file of the report with two changes, in the desk's folder.
pub(crate) fn word(desk: &Desk) -> std::path::PathBuf {
    let mut changed = desk.report().clone();
    for edit in edits(desk) {
        changed.apply(edit).unwrap();
    }
    let path = desk.path("审阅.docx");
    std::fs::write(&path, came_back(desk.report(), &changed)).unwrap();
    path
}

#[test]
fn changes_of_a_word_file_are_taken_by_keyboard() {
    for size in [crate::desk::SIZE, [700.0, 480.0]] {
        let mut desk = desk(size);
        let begun = desk.report().clone();
        let path = word(&desk);
        desk.give(OpeningCommand::File(path));
        assert!(desk.has("这是本报告的退回文件"));
        desk.press(Key::Enter);
        desk.run();
        assert!(desk.says("第 1 处，共 2 处") && desk.says("〔删去：232"), "{size:?}");
        assert_eq!(desk.report(), &begun);
        desk.press(Key::F4);
        desk.run();
        assert!(desk.says("第 2 处，共 2 处"));
        desk.press_with(Modifiers::SHIFT, Key::F4);
        desk.run();
        desk.press(Key::Enter);
        desk.run();
        assert!(desk.report().text(Field::Before(1)).contains("241条"), "{size:?}");
        assert!(desk.says("第 1 处，共 1 处"));
        desk.press_with(Modifiers::COMMAND, Key::Z);
        desk.run();
        assert!(desk.report() == &begun && desk.says("共 2 处"));
        desk.click("全部采纳 2 处");
        desk.run();
        assert!(desk.says("改动都已采纳") && desk.report() != &begun);
        desk.press(Key::Escape);
        desk.run();
        assert!(desk.app().sides().is_none() && desk.app().document().is_some());
    }
}

#[test]
fn what_differs_from_what_was_published_is_one_click_away() {
    let mut desk = desk(crate::desk::SIZE);
    desk.give(DeliveryCommand::Published("2026-01-10".into(), String::new()));
    desk.run();
    assert!(desk.has("已于 2026-01-10 公布"));
    let edits = edits(&desk);
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.run();
    desk.click("与 2026-01-10 公布的不同");
    desk.run();
    let view = desk.app().sides().unwrap();
    assert_eq!(view.choices[view.earlier].name, "2026-01-10 公布的");
    assert!(desk.says("第 1 处，共 2 处"));
    // Enter goes to the place in the report.
    desk.press(Key::F4);
    desk.press(Key::F4);
    desk.run();
    desk.press(Key::Enter);
    desk.run();
    assert!(desk.app().sides().is_none());
    desk.give(Command::Do(Action::Correction));
    desk.run();
    assert!(desk.has("导出更正说明"));
}

#[test]
fn all_lines_are_shown_or_only_what_differs() {
    let mut desk = desk(crate::desk::SIZE);
    let edits = edits(&desk);
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.give(SidesCommand::Open);
    desk.run();
    assert!(desk.says("第 1 处，共 2 处") && !desk.says("两边相同："));
    desk.click("只看改动");
    desk.run();
    assert!(desk.says("两边相同："));
    assert!(desk.harness.query_by_label("左边").is_some());
}

#[test]
fn packages_and_records_are_asked_for_by_keyboard() {
    let mut desk = desk(crate::desk::SIZE);
    desk.give(Command::Do(Action::Package));
    desk.run();
    assert!(desk.has("报送") && desk.says("没有待处理的事项"));
    desk.press(Key::Enter);
    desk.run();
    assert!(desk.says("报送包"), "a path is asked for");
    desk.press(Key::Escape);
    let edits = edits(&desk);
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.run();
    desk.give(Command::Do(Action::ShowChanges));
    desk.run();
    assert!(desk.says("232") && desk.says("241"));
    desk.type_text("表二");
    desk.run();
    assert!(!desk.says("241条") && desk.says("7"));
    desk.press(Key::Enter);
    desk.run();
    assert!(desk.has("导出修改记录"));
}
