use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::{read_submission, report_files, steady_bytes};
use crate::storage::{Disk, Hold, Links, Meta, Storage, Temporary};

/// A disk on which somebody writes into every file, for the first so many looks.
#[derive(Debug)]
struct Busy {
    looks: AtomicU64,
    until: u64,
}

impl Storage for Busy {
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
        Disk.read(path, at_most, links)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(folder)
    }
    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        let look = self.looks.fetch_add(1, Ordering::Relaxed);
        let meta = Disk.metadata(path)?;
        let more = if look < self.until { look } else { 0 };
        Ok(Meta { bytes: meta.bytes + more, ..meta })
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

#[test]
#[allow(clippy::disallowed_methods)] // Files for a test.
fn a_file_that_somebody_writes_is_read_when_it_stands_still() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "内容").unwrap();
    let busy = |until| Busy { looks: AtomicU64::new(1), until };
    assert_eq!(steady_bytes(&busy(3), &path).unwrap(), "内容".as_bytes());
    let told = steady_bytes(&busy(u64::MAX), &path).unwrap_err().to_string();
    assert!(told.contains("还在变") && told.contains("刷新"), "{told}");
    // At its unit it is told without the name, which stands beside it.
    let file = report_files(folder.path()).unwrap().remove(0);
    let submission = read_submission(&busy(u64::MAX), &file, |_| None, true);
    assert!(submission.received.is_none());
    assert_eq!(submission.trouble, "读的时候它还在变，可能正在复制或者保存。请等它写完再刷新。");
}

#[test]
#[allow(clippy::disallowed_methods)] // Files for a test.
fn what_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let large = vec![b' '; 16 * 1024 * 1024 + 1];
    for (name, bytes) in [
        ("大.docx", large.as_slice()),
        ("坏.nianbao", b"(version: 1, agency: \"x\", edition: \"2021\", title: "),
        ("坏.docx", b"PK\x03\x04 broken"),
        ("空.txt", b""),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let files = report_files(folder.path()).unwrap();
    let told: Vec<(String, String)> = files
        .iter()
        .map(|file| read_submission(&Disk, file, |_| None, true))
        .map(|submission| (submission.file, submission.trouble))
        .collect();
    for (file, trouble) in &told {
        assert!(trouble.contains('请') && !trouble.contains(file.as_str()), "{file}: {trouble}");
    }
    assert!(told.iter().any(|(file, trouble)| file == "大.docx" && trouble.contains("16 MiB")));
}
