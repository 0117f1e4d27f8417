//! The program behind the window, without it: saving, undoing, leaving.

use std::time::Duration;

use crate::support::behind::{app, give, text};
use nianbao::app::date::{Date, Moment};
use nianbao::app::{
    Action, App, Command, DocumentCommand, DraftsCommand, Modal, OpeningCommand, OpeningModal,
    PathCommand, Purpose, SaveChoice, SaveModal,
};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Value};
use nianbao::rules;

fn unbalance(app: &mut App) -> CellId {
    let document = app.document().unwrap();
    let cell = rules::columns(document.report())[0].cell;
    let more = document.report().figures.number(cell) + 1;
    let edits = vec![Edit::Value(cell, Value::Count(more))];
    give(app, DocumentCommand::Edit { label: "改一格".into(), edits, merge: None });
    cell
}

#[test]
fn what_was_done_is_undone_and_redone() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    let before = app.document().unwrap().report().clone();
    text(&mut app, "甲。");
    unbalance(&mut app);
    let after = app.document().unwrap().report().clone();
    for _ in 0..2 {
        give(&mut app, Command::Do(Action::Undo));
    }
    assert_eq!(*app.document().unwrap().report(), before);
    for _ in 0..2 {
        give(&mut app, Command::Do(Action::Redo));
    }
    assert_eq!(*app.document().unwrap().report(), after);
}

#[test]
fn nothing_writes_an_unbalanced_report() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    unbalance(&mut app);
    for action in [Action::Save, Action::SaveAs, Action::Export, Action::Print] {
        give(&mut app, Command::Do(action));
        assert!(matches!(app.modal(), Some(Modal::Save(SaveModal::Refused))), "{action:?}");
        give(&mut app, Command::Dismiss);
    }
    let path = folder.path().join("报告.nianbao");
    give(&mut app, PathCommand::Given(Purpose::Save, path.clone()));
    assert!(!path.exists());
    give(&mut app, Command::Dismiss);
    assert!(app.draft_kept().is_some(), "the draft is kept");
}

#[test]
fn giving_up_changes_leaves_a_draft_in_the_bin_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    text(&mut app, "甲。");
    app.handle(DraftsCommand::Keep);
    app.settle(Duration::from_secs(10));
    give(&mut app, Command::Do(Action::CloseReport));
    assert!(matches!(app.modal(), Some(Modal::Opening(OpeningModal::AskClose))));
    give(&mut app, OpeningCommand::Close(SaveChoice::Discard));
    assert!(app.document().is_none() && app.left_behind().drafts.is_empty());
    assert_eq!(app.bin().drafts[0].report().unwrap().text(Field::Before(6)), "甲。");
}

#[test]
fn a_new_report_is_for_the_year_that_is_due_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    let november = Moment { date: Date { year: 2026, month: 11, day: 20 }, minute: 0 };
    app.handle(Command::Tick(november));
    give(&mut app, Command::Do(Action::New));
    assert_eq!(app.document().unwrap().report().year, Some(2026));
    assert_eq!(app.settings().due(november.date).0, Date { year: 2027, month: 1, day: 31 });
}
