//! A disk that reads some file only once it may, so that a test can look at what is shown meanwhile.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};

use nianbao::storage::{Disk, Hold, Links, Meta, Storage, Temporary};

/// The disk, with a gate before every file whose name contains a word.
#[derive(Debug)]
pub struct Gated {
    word: &'static str,
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gated {
    /// A closed gate.
    pub fn new(word: &'static str) -> Self {
        Self { word, open: Mutex::new(false), opened: Condvar::new() }
    }

    /// Lets everything through from now on.
    pub fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

impl Storage for Gated {
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>> {
        Disk.begin(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.sync_folder(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        Disk.create_folder(folder)
    }

    fn read(&self, path: &Path, at_most: u64, links: Links) -> io::Result<Vec<u8>> {
        if path.to_string_lossy().contains(self.word) {
            let open = self.open.lock().unwrap();
            drop(self.opened.wait_while(open, |open| !*open).unwrap());
        }
        Disk.read(path, at_most, links)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(folder)
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        Disk.metadata(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn hold(&self, path: &Path, note: &str) -> io::Result<Hold> {
        Disk.hold(path, note)
    }
}
