//! Copying a table or the whole report: what the clipboard is given, and what the clerk is told.

use std::sync::{Arc, Mutex};

use egui::{Context, Key, Modifiers};
use nianbao::app::{Action, Command, DocumentCommand, Modal, NavigationCommand, SaveModal};
use nianbao::export::Copied;
use nianbao::report::place::{CellId, Place};
use nianbao::report::{Edit, Value};
use nianbao::ui::CopyTarget;

use crate::desk::Desk;

/// A clipboard that takes tables.
#[derive(Clone, Default)]
struct Board(Arc<Mutex<Vec<Copied>>>);

impl CopyTarget for Board {
    fn put(&mut self, _: &Context, copied: &Copied) -> bool {
        self.0.lock().unwrap().push(copied.clone());
        true
    }
}

/// The sample, with such a clipboard.
fn sample() -> (Desk, Board) {
    let board = Board::default();
    let mut desk = Desk::with_clipboard(Box::new(board.clone()));
    desk.give(Command::Do(Action::Sample));
    (desk, board)
}

fn unbalance(desk: &mut Desk) {
    let edits = vec![Edit::Value(CellId { table: 1, index: 0 }, Value::Count(999))];
    desk.give(DocumentCommand::Edit { label: "改".into(), edits, merge: None });
}

#[test]
fn the_table_that_is_shown_and_the_report_are_copied_as_tables() {
    let (mut desk, board) = sample();
    desk.give(Command::Do(Action::Section3));
    desk.give(Command::Do(Action::CopyTable));
    assert_eq!(desk.app().notice(), Some("已复制表三，粘贴到 Word、WPS 或者网站后台仍是表格"));
    desk.give(Command::Do(Action::CopyReport));
    assert!(desk.app().notice().unwrap().starts_with("已复制全文"));
    let copied = board.0.lock().unwrap();
    let [table, report] = copied.as_slice() else { panic!("{copied:?}") };
    assert_eq!(table.html.matches("<table").count(), 1);
    assert!(table.html.contains("rowspan=\"22\"") && table.text.contains("（七）总计\t"));
    assert_eq!(report.html.matches("<table").count(), 3);
    assert!(report.html.contains("<h1") && report.text.contains("六、其他需要报告的事项"));
}

#[test]
fn where_the_desktop_takes_text_alone_it_is_said() {
    let mut desk = Desk::new();
    desk.give(Command::Do(Action::Sample));
    desk.give(Command::Do(Action::CopyReport));
    let notice = desk.app().notice().unwrap();
    assert!(notice.contains("带不了表格") && notice.contains("导出"), "{notice}");
}

#[test]
fn figures_are_copied_as_cells_too_and_nothing_is_said() {
    let (mut desk, board) = sample();
    desk.give(NavigationCommand::Goto(Place::Cell(CellId { table: 1, index: 0 })));
    let before = desk.app().notice().map(str::to_owned);
    desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    desk.at_once(vec![egui::Event::Copy]);
    let copied = board.0.lock().unwrap().pop().unwrap();
    assert_eq!(copied.text.split('\t').count(), 2);
    assert_eq!(copied.html.matches("<td ").count(), 2);
    assert_eq!(desk.app().notice().map(str::to_owned), before);
}

#[test]
fn what_does_not_balance_is_not_copied_and_errors_ask_first() {
    let (mut desk, board) = sample();
    desk.give(Command::Do(Action::Section3));
    desk.give(DocumentCommand::Edit {
        label: "改".into(),
        edits: vec![Edit::Year(Some(2020))],
        merge: None,
    });
    desk.give(Command::Do(Action::CopyReport));
    assert!(desk.says("处须改正的问题，公布前应当改好。是否仍要复制？"));
    assert!(!desk.has("复制送审稿"), "what is copied bears no mark");
    assert!(board.0.lock().unwrap().is_empty());
    desk.click("仍要复制");
    assert_eq!(board.0.lock().unwrap().len(), 1);
    unbalance(&mut desk);
    for action in [Action::CopyReport, Action::CopyTable] {
        desk.give(Command::Do(action));
        assert!(matches!(desk.app().modal(), Some(Modal::Save(SaveModal::Refused))));
        desk.press(Key::Escape);
    }
    assert_eq!(board.0.lock().unwrap().len(), 1);
}
