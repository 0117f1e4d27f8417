//! The program behind the window, without it.
#![allow(dead_code)] // Each file of tests takes what it needs.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nianbao::app::date::{Date, Moment};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{Action, App, Command, Dialogs, Folders, Picked};
use nianbao::report::Edit;
use nianbao::report::place::Field;

pub struct NoDialogs;

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

pub struct NoPrograms;

impl Programs for NoPrograms {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

pub fn folders(folder: &Path) -> Folders {
    Folders { config: folder.join("config"), data: folder.join("data") }
}

/// The program as it starts in a folder, past what it says at first.
pub fn app(folder: &Path) -> App {
    let mut app = start(folder);
    app.handle(Command::Dismiss);
    app
}

/// The program as it starts in a folder.
pub fn start(folder: &Path) -> App {
    let now = Moment { date: Date { year: 2026, month: 1, day: 12 }, minute: 643 };
    let mut app =
        App::new(folders(folder), Arc::new(NoDialogs), Arc::new(NoPrograms), now, Arc::new(|| {}));
    app.settle(Duration::from_secs(10));
    app
}

pub fn give(app: &mut App, command: Command) {
    app.handle(command);
    app.settle(Duration::from_secs(10));
}

pub fn text(app: &mut App, text: &str) {
    let edits = vec![Edit::Text(Field::Before(6), text.into())];
    give(app, Command::Edit { label: "输入".into(), edits, merge: None });
}

/// Opens the sample and changes its last section.
pub fn begin(app: &mut App, words: &str) {
    give(app, Command::Do(Action::Sample));
    text(app, words);
}

/// Has the draft written.
pub fn keep(app: &mut App) {
    app.keep_draft();
    app.settle(Duration::from_secs(10));
}
