//! A clerk at the program behind the window, without one: what the tests of files have in common.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nianbao::app::date::{Date, Moment};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{
    Action, App, Command, Dialogs, DocumentCommand, FileQuestion, Folders, Modal, OpeningCommand,
    PathCommand, Picked, Purpose, SaveCommand, SaveModal, Settings,
};
use nianbao::file;
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use nianbao::storage::{Disk, Storage};

pub const NOW: Moment = Moment { date: Date { year: 2026, month: 1, day: 12 }, minute: 643 };

/// A system without file dialogs and other programs.
pub struct Bare;

impl Dialogs for Bare {
    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn open(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn save(&self, _: &FileQuestion, _: &str, _: &str) -> Picked {
        Picked::Unavailable
    }
}

impl Programs for Bare {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// The sample report, which nothing blocks.
pub fn sample() -> Vec<u8> {
    include_bytes!("../../assets/sample.ron").to_vec()
}

/// The report in a file.
pub fn read(path: &Path) -> Report {
    file::parse("报告", &file::read(path).unwrap()).unwrap().1
}

/// The program's own folders, in a folder.
pub fn folders(folder: &Path) -> Folders {
    Folders { config: folder.join("config"), data: folder.join("data") }
}

/// A clerk with the program open.
pub struct Clerk {
    pub app: App,
    pub folders: Folders,
}

impl Clerk {
    /// With the program's own folders in a folder.
    pub fn new(folder: &Path) -> Self {
        Self::on(Arc::new(Disk), folder)
    }

    pub fn on(storage: Arc<dyn Storage>, folder: &Path) -> Self {
        let folders = folders(folder);
        let settings =
            Settings { agency: "云泽县柳塘镇人民政府".into(), ..Settings::default() };
        settings.save(&folders).unwrap();
        Self::start(storage, folders)
    }

    /// Where no settings can be kept: those of the first start.
    pub fn unsettled(storage: Arc<dyn Storage>, folder: &Path) -> Self {
        let mut clerk = Self::start(storage, folders(folder));
        clerk.give(Command::Dismiss);
        clerk
    }

    fn start(storage: Arc<dyn Storage>, folders: Folders) -> Self {
        let (bare, wake) = (Arc::new(Bare), Arc::new(|| {}));
        let mut app = App::on(storage, folders.clone(), bare.clone(), bare, NOW, wake);
        app.settle(Duration::from_mins(1));
        Self { app, folders }
    }

    /// Goes back to one of the versions that are listed, by its place in the list.
    pub fn restore(&mut self, index: usize) {
        let Some(Modal::Save(SaveModal::Versions(versions))) = self.app.modal() else { panic!() };
        let id = versions[index].id;
        self.give(SaveCommand::Restore(id));
    }

    pub fn give(&mut self, command: impl Into<Command>) {
        self.app.handle(command);
        self.app.settle(Duration::from_mins(1));
    }

    pub fn open(&mut self, path: &Path) {
        self.give(OpeningCommand::File(path.to_owned()));
    }

    pub fn save(&mut self) {
        self.give(Command::Do(Action::Save));
    }

    pub fn save_as(&mut self, path: &Path) {
        self.give(PathCommand::Given(Purpose::Save, path.to_owned()));
    }

    /// Puts words in the place of a section's text.
    pub fn write(&mut self, words: &str) {
        let edits = vec![Edit::Text(Field::Before(1), words.into())];
        self.give(DocumentCommand::Edit { label: "填写".into(), edits, merge: None });
    }

    pub fn report(&self) -> &Report {
        self.app.document().unwrap().report()
    }

    pub fn text(&self) -> String {
        self.report().text(Field::Before(1)).to_owned()
    }

    pub fn is_dirty(&self) -> bool {
        self.app.document().unwrap().is_dirty()
    }

    /// What stands against saving, in words.
    pub fn trouble(&self) -> String {
        match self.app.modal() {
            Some(Modal::Save(SaveModal::NotSaved { trouble, .. })) => format!("{trouble:?}"),
            other => format!("no trouble: {other:?}"),
        }
    }

    pub fn notice(&self) -> &str {
        self.app.notice().unwrap_or_default()
    }
}

/// The names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let name = |entry: io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> =
        entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A small disk of its own, until it is dropped; `None`, told, where none can be mounted.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    pub fn mount(at: &Path, options: &str) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
        if mount.output().is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("skipped: no disk can be mounted here; that takes root");
        None
    }

    pub fn make_read_only(&self) {
        let mut mount = std::process::Command::new("mount");
        assert!(mount.args(["-o", "remount,ro"]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _gone = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
