//! The program behind the window, without it: saving, undoing, leaving.
#![allow(clippy::unwrap_used)]

use std::ffi::OsString;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use nianbao::app::date::{Date, Moment};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{Action, App, Command, Dialogs, Folders, Modal, Picked, Purpose, SaveChoice};
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Value};
use nianbao::rules;

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn folder(&self, _: &str) -> Picked {
        Picked::Unavailable
    }

    fn open(&self, _: &str) -> Picked {
        Picked::Unavailable
    }

    fn save(&self, _: &str, _: &str, _: &str) -> Picked {
        Picked::Unavailable
    }
}

struct NoPrograms;

impl Programs for NoPrograms {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &std::path::Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn app(folder: &std::path::Path) -> App {
    let folders = Folders { config: folder.join("config"), data: folder.join("data") };
    let now = Moment { date: Date { year: 2026, month: 1, day: 12 }, minute: 643 };
    let mut app =
        App::new(folders, Arc::new(NoDialogs), Arc::new(NoPrograms), now, Arc::new(|| {}));
    app.handle(Command::Dismiss);
    app
}

fn give(app: &mut App, command: Command) {
    app.handle(command);
    app.settle(Duration::from_secs(10));
}

fn text(app: &mut App, text: &str) {
    let edits = vec![Edit::Text(Field::Before(6), text.into())];
    give(app, Command::Edit { label: "输入".into(), edits, merge: None });
}

fn unbalance(app: &mut App) -> CellId {
    let document = app.document().unwrap();
    let cell = rules::columns(document.report())[0].cell;
    let more = document.report().figures.number(cell) + 1;
    let edits = vec![Edit::Value(cell, Value::Count(more))];
    give(app, Command::Edit { label: "改一格".into(), edits, merge: None });
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
        assert!(matches!(app.modal(), Some(Modal::Refused)), "{action:?}");
        give(&mut app, Command::Dismiss);
    }
    let path = folder.path().join("报告.nianbao");
    give(&mut app, Command::Path(Purpose::Save, path.clone()));
    assert!(!path.exists());
    give(&mut app, Command::Dismiss);
    assert!(app.draft_kept().is_some(), "the draft is kept");
}

#[test]
fn giving_up_changes_leaves_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    give(&mut app, Command::Do(Action::Sample));
    text(&mut app, "甲。");
    app.keep_draft();
    app.settle(Duration::from_secs(10));
    give(&mut app, Command::Do(Action::CloseReport));
    assert!(matches!(app.modal(), Some(Modal::AskClose)));
    give(&mut app, Command::Close(SaveChoice::Discard));
    assert!(app.document().is_none() && app.left_behind().is_none());
}

#[test]
fn a_new_report_is_for_the_year_just_ended_whatever_is_due_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path());
    let november = Moment { date: Date { year: 2026, month: 11, day: 20 }, minute: 0 };
    app.tick(november);
    give(&mut app, Command::Do(Action::New));
    assert_eq!(app.document().unwrap().report().year, Some(2025));
    assert_eq!(app.settings().due(november.date).0, Date { year: 2027, month: 1, day: 31 });
}
