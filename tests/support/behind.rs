//! The program behind the window, without it.

use crate::support::clerk;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub use crate::support::clerk::{NOW, folders};
use nianbao::app::{Action, App, Command, DocumentCommand, DraftsCommand};
use nianbao::report::Edit;
use nianbao::report::place::Field;
use nianbao::storage::{Disk, Storage};

/// The program as it starts in a folder, past what it says at first.
pub fn app(folder: &Path) -> App {
    let mut app = start(folder);
    app.handle(Command::Dismiss);
    app
}

/// The program as it starts in a folder.
pub fn start(folder: &Path) -> App {
    on(Arc::new(Disk), folder)
}

/// The same on any storage.
pub fn on(storage: Arc<dyn Storage>, folder: &Path) -> App {
    let bare = Arc::new(clerk::Bare);
    let wake = Arc::new(|| {});
    let mut app = App::on(storage, folders(folder), bare.clone(), bare, NOW, wake);
    app.settle(Duration::from_secs(10));
    app
}

pub fn give(app: &mut App, command: impl Into<Command>) {
    app.handle(command);
    app.settle(Duration::from_secs(10));
}

pub fn text(app: &mut App, text: &str) {
    let edits = vec![Edit::Text(Field::Before(6), text.into())];
    give(app, DocumentCommand::Edit { label: "输入".into(), edits, merge: None });
}

/// Opens the sample and changes its last section.
pub fn begin(app: &mut App, words: &str) {
    give(app, Command::Do(Action::Sample));
    text(app, words);
}

/// Has the draft written.
pub fn keep(app: &mut App) {
    app.handle(DraftsCommand::Keep);
    app.settle(Duration::from_secs(10));
}
