//! What a save does, one thing after the other, in a thread: looks whether the file is still the
//! one that was opened, keeps what it held as a version, and writes it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::date::Moment;
use super::messages::NotSaved;
use super::versions::Versions;
use crate::file::{self, FileError, Lock, Locking, Owner, Stamp, Written};
use crate::report::Report;
use crate::rules::Balanced;
use crate::storage::Storage;

/// What a save found and did.
#[derive(Debug)]
pub(crate) struct Saved {
    /// The file as it is now.
    pub stamp: Stamp,
    /// The lock on it.
    pub lock: SavedLock,
    /// What could not be kept, each a sentence.
    pub told: Vec<String>,
}

/// The lock on a file that was saved.
#[derive(Debug)]
pub(crate) enum SavedLock {
    /// The lock was taken by this save.
    New(Lock),
    /// This program had the lock before the save.
    Former,
    /// None can be had there.
    None,
}

/// A save to be done, of a report or a ledger.
#[derive(Debug)]
pub(crate) struct Save {
    pub storage: Arc<dyn Storage>,
    /// Where what the file held is kept; `None` where that was done before.
    pub versions: Option<Versions>,
    pub path: PathBuf,
    /// The largest file that is read again, in bytes.
    pub most: u64,
    /// What the file was when it was last seen; `None` where it may be anything.
    pub expected: Option<Stamp>,
    /// Whether this program has the lock on the file.
    pub locked: bool,
    pub now: Moment,
}

/// Whoever this is, at a moment.
pub(crate) fn me(now: Moment) -> Owner {
    Owner::me(&now.words())
}

impl Save {
    /// Saves a report. One that is blocked does not get here: it was balanced when the clerk asked,
    /// and this is the same one.
    pub(crate) fn run(&self, report: &Report) -> Result<Saved, (NotSaved, Option<Stamp>)> {
        let Ok(balanced) = Balanced::new(report) else {
            let problem = "勾稽关系不平或填写有误，没有写出";
            let error = FileError::new(&self.path, problem, "请按问题栏所列改正后再试。");
            return Err((NotSaved::Failed(error), None));
        };
        self.run_text(file::checked(&self.path, file::report_text(balanced)))
    }

    /// Saves a text that may be written, or tells why it may not.
    pub(crate) fn run_text(
        &self,
        text: Result<String, FileError>,
    ) -> Result<Saved, (NotSaved, Option<Stamp>)> {
        let text = text.map_err(|error| (NotSaved::Failed(error), self.expected))?;
        self.write(text.as_bytes()).map_err(|not_saved| {
            // A disk that only did not confirm has the new content: it is nobody else's then.
            let now = self.stamp().ok();
            (not_saved, now.filter(|(_, bytes)| bytes == text.as_bytes()).map(|(now, _)| now))
        })
    }

    fn write(&self, text: &[u8]) -> Result<Saved, NotSaved> {
        let lock = self.lock()?;
        let former = self.former(text)?;
        let mut told = Vec::new();
        if let (Some((stamp, former)), Some(versions)) =
            (former.filter(|(_, former)| former != text), &self.versions)
        {
            let saved = moment(&stamp).unwrap_or(self.now);
            let storage = &*self.storage;
            let of_then = (former.as_slice(), saved);
            if let Err(error) = versions.keep(storage, &self.path, of_then, self.now.date) {
                told.push(format!("但保存前的内容没有留作历次保存：{}", error.problem));
            }
        }
        let written = file::write_whole(&*self.storage, &self.path, text);
        told.extend(not_kept(&written.map_err(NotSaved::Failed)?));
        let seen = self.stamp().ok().map(|(stamp, _)| stamp);
        Ok(Saved { stamp: seen.unwrap_or(Stamp::of(text, None)), lock, told })
    }

    fn stamp(&self) -> io::Result<(Stamp, Vec<u8>)> {
        Stamp::read_up_to(&*self.storage, &self.path, self.most)
    }

    fn lock(&self) -> Result<SavedLock, NotSaved> {
        if self.locked {
            return Ok(SavedLock::Former);
        }
        match Lock::take(&*self.storage, &self.path, &me(self.now), false) {
            Locking::Taken(owner) => Err(NotSaved::Locked(owner)),
            Locking::Mine(lock) => Ok(SavedLock::New(lock)),
            Locking::Own => Ok(SavedLock::Former),
            // Where nobody can have it, writing itself tells what is wrong, if anything is.
            Locking::Impossible => Ok(SavedLock::None),
        }
    }

    /// What the file holds before it is written, where it is what was expected or what is to be
    /// written: a save that broke off after its last step has been there already.
    fn former(&self, text: &[u8]) -> Result<Option<(Stamp, Vec<u8>)>, NotSaved> {
        match (self.stamp(), &self.expected) {
            (Ok((stamp, held)), Some(expected)) if stamp != *expected && held != text => {
                Err(NotSaved::Changed(moment(&stamp)))
            }
            (Ok(former), _) => Ok(Some(former)),
            (Err(error), Some(_)) if error.kind() == ErrorKind::NotFound => {
                let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
                match folder {
                    Some(folder) if self.storage.metadata(folder).is_err() => {
                        Err(NotSaved::Failed(self.folder_gone(folder)))
                    }
                    _ => Err(NotSaved::Gone),
                }
            }
            // What cannot be read may still be written; if not, that is told.
            (Err(_), _) => Ok(None),
        }
    }

    fn folder_gone(&self, folder: &Path) -> FileError {
        let problem = format!("所在的文件夹“{}”不见了", folder.display());
        FileError::new(
            &self.path,
            problem,
            "U 盘可能已经拔出，或者网络断开了；请接好再试，或者另存到别处。",
        )
    }
}

fn moment(stamp: &Stamp) -> Option<Moment> {
    let since = stamp.modified?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(Moment::in_china(since.as_secs()))
}

/// What of the former file is lost, in sentences.
fn not_kept(written: &Written) -> Vec<String> {
    let mut told = Vec::new();
    if written.other_names > 0 {
        let names = written.other_names;
        told.push(format!("这个文件另有 {names} 个名称（硬链接），那里仍是原来的内容"));
    }
    if written.lost.permissions {
        told.push("原来的权限没有保留".into());
    }
    if written.lost.owner {
        told.push("文件的所有者变成了您".into());
    }
    told
}
