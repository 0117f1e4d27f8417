//! Where drafts are: one for each report and each ledger that is being worked on, in the program's own folder.
//!
//! A draft belongs to the program that writes it: its lock is held for as long as the report is
//! open, so that another one running beside it does not offer it to anybody. One whose program has
//! ended is left behind, and offered. One that is given up goes to the bin, for thirty days.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::super::date::{Date, Moment};
use super::super::opening::reading::sweep;
use super::super::settings::values::Folders;
use super::super::work::Workable as _;
use super::slot::Slot;
use crate::file::{self, FileError, FileKind, MAX_BYTES, MAX_LEDGER_BYTES, Origin};
use crate::ledger::{Ledger, LedgerEdit};
use crate::report::{Report, Step, changes};
use crate::storage::{Hold, Holding, Links, Storage};

/// A draft that was given up stays in the bin for so many days.
const BIN_DAYS: i64 = 30;
/// Upper bound on the drafts of a folder that are read to be listed; the newest are.
const LISTED: usize = 100;

/// Upper bound on the free names that are tried: other programs may be about to take some.
const FREE_NAMES: usize = 1000;

/// Where drafts are kept.
#[derive(Clone, Debug)]
pub struct DraftStore {
    pub(super) folder: PathBuf,
    pub(super) storage: Arc<dyn Storage>,
}

/// A draft that was left behind, or given up.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The draft's own file.
    pub path: PathBuf,
    /// What it holds.
    pub work: DraftWork,
    /// Where it comes from.
    pub origin: Origin,
    /// When it was written.
    pub kept: Option<Moment>,
    /// The day on which it was given up, for one in the bin.
    pub given_up: Option<Date>,
    /// How it stands to its file.
    pub against: Against,
}

/// What a draft holds, with its last steps.
#[derive(Clone, Debug)]
pub enum DraftWork {
    /// A report.
    Report(Box<Report>, Vec<Arc<Step>>),
    /// A ledger of requests.
    Ledger(Ledger, Vec<Arc<Step<LedgerEdit>>>),
}

/// How a draft stands to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// The comparison is under way.
    Looking,
    /// There is no file to compare with: the report was never saved.
    NoFile,
    /// The file is not there any more, or cannot be read; why.
    Gone(String),
    /// What the draft has that the file has not.
    File {
        /// Whether the file holds something else than when the draft was begun from it.
        changed_since: bool,
        /// What differs, from the file to the draft, line by line.
        changes: Vec<String>,
    },
}

/// The drafts in a folder.
#[derive(Clone, Debug, Default)]
pub struct FoundDrafts {
    /// The drafts that can be read, the newest first.
    pub drafts: Vec<Draft>,
    /// The drafts that cannot be read; their files are left alone.
    pub damaged: Vec<PathBuf>,
    /// How many older ones there are that were not read: they are listed once there is room.
    pub more: usize,
    /// How many drafts nobody has touched for a year, and the folder where they are.
    pub old: Option<(usize, PathBuf)>,
}

impl DraftStore {
    /// The store in the program's data folder.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, folders: &Folders) -> Self {
        Self { folder: folders.data.join("drafts"), storage }
    }

    /// A place for the draft of a report that is opened now. Nothing is written yet.
    #[must_use]
    pub fn slot(&self) -> Arc<Slot> {
        Arc::new(Slot::new(self.clone()))
    }

    /// The drafts that no running program works on.
    #[must_use]
    pub fn left_behind(&self) -> FoundDrafts {
        let found = self.found(self.drafts_in(&self.folder), |path| self.lock(path).is_some());
        let old = self.old_folder();
        let count = self.drafts_in(&old).len();
        FoundDrafts { old: (count > 0).then_some((count, old)), ..found }
    }

    /// The drafts that were given up in the last thirty days; older ones are deleted.
    #[must_use]
    pub fn bin(&self, today: Date) -> FoundDrafts {
        sweep(&*self.storage, &self.folder.join("1.ron"), today);
        let mut paths = self.drafts_in(&self.bin_folder());
        paths.retain(|path| {
            let day = given_up(path).map(|day| today.days() - day.days());
            let over = day.is_some_and(|days| days > BIN_DAYS);
            // What cannot be deleted is only left out.
            let _stays = over.then(|| self.storage.remove(path));
            !over
        });
        self.found(paths, |_| true)
    }

    fn bin_folder(&self) -> PathBuf {
        self.folder.join("bin")
    }

    /// The files of a folder that are called as drafts are.
    pub(super) fn drafts_in(&self, folder: &Path) -> Vec<PathBuf> {
        let mut paths = self.storage.list(folder).unwrap_or_default();
        paths.retain(|path| path.extension().is_some_and(|e| e == "ron"));
        paths
    }

    /// Reads the newest of some drafts.
    fn found(&self, paths: Vec<PathBuf>, wanted: impl Fn(&Path) -> bool) -> FoundDrafts {
        let mut found = FoundDrafts::default();
        let modified = |path: &PathBuf| self.storage.metadata(path).ok()?.modified;
        let mut paths: Vec<_> = paths.into_iter().map(|path| (modified(&path), path)).collect();
        paths.sort_by(|a, b| b.cmp(a));
        for (_, path) in paths {
            if found.drafts.len() + found.damaged.len() == LISTED {
                found.more += 1;
            } else if wanted(&path) {
                match self.read(&path) {
                    Some(draft) => found.drafts.push(draft),
                    None => found.damaged.push(path),
                }
            }
        }
        found.drafts.sort_by_key(|draft| std::cmp::Reverse(draft.kept));
        found
    }

    pub(super) fn read(&self, path: &Path) -> Option<Draft> {
        let bytes = self.storage.read(path, MAX_LEDGER_BYTES, Links::Refuse).ok()?;
        let (work, origin) = DraftWork::read(&path.display().to_string(), &bytes)?;
        let kept = match origin.minute {
            0 => self.modified(path),
            minute => Some(Moment::from_minutes(minute)),
        };
        let file = origin.file.is_some();
        let against = if file { Against::Looking } else { Against::NoFile };
        let given_up = given_up(path);
        Some(Draft { path: path.to_owned(), work, origin, kept, given_up, against })
    }

    /// A draft of an older program does not say when it was written.
    fn modified(&self, path: &Path) -> Option<Moment> {
        let modified = self.storage.metadata(path).ok()?.modified?;
        let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Moment::in_china(since.as_secs()))
    }

    /// Takes a draft that was left behind or given up, to go on with it. `None` where another
    /// program has taken it, or it is gone.
    #[must_use]
    pub fn take(&self, draft: &Draft) -> Option<Arc<Slot>> {
        let slot = match draft.given_up {
            None => Slot::at(self.clone(), draft.path.clone(), self.lock_soon(&draft.path)?),
            Some(_) => Slot::from_bin(self.clone(), &draft.path)?,
        };
        self.storage.metadata(slot.path()?).ok()?;
        Some(Arc::new(slot))
    }

    /// Moves a draft that was left behind to the bin, or deletes one that is there.
    pub fn give_up(&self, draft: &Draft, today: Date) {
        match (draft.given_up, self.lock(&draft.path)) {
            (Some(_), _) => drop(self.storage.remove(&draft.path)),
            (None, Some(_locked)) => self.to_bin(&draft.path, today),
            // Another program has taken it.
            (None, None) => {}
        }
    }

    /// Deletes a draft that was left behind and has nothing that its file has not.
    pub fn forget(&self, draft: &Draft) {
        if let Some(_locked) = self.lock(&draft.path) {
            // One that is gone already is what was wanted.
            let _gone = self.storage.remove(&draft.path);
        }
    }

    /// Moves a draft to the bin. Where it cannot be moved it stays, and is offered again.
    pub(super) fn to_bin(&self, path: &Path, today: Date) {
        let _told_by_what_stays = self.move_to(path, &self.bin_folder(), today);
    }

    /// Moves a draft into a folder, under a name that begins with a day and that nobody has;
    /// whether it was moved.
    pub(super) fn move_to(&self, path: &Path, folder: &Path, day: Date) -> bool {
        let _told_by_what_stays = self.storage.create_folder(folder);
        let taken: BTreeSet<PathBuf> = self.drafts_in(folder).into_iter().collect();
        let Date { year, month, day } = day;
        let name = |number: u32| folder.join(format!("{year}-{month:02}-{day:02}-{number}.ron"));
        for to in (1..).map(name).filter(|to| !taken.contains(to)).take(FREE_NAMES) {
            // Another program may be about to move one to the same name.
            let Some(_held) = self.lock(&to) else { continue };
            if self.storage.metadata(&to).is_err() {
                let moved = self.storage.rename(path, &to).is_ok();
                let _as_soon_as_the_disk_likes = self.storage.sync_folder(folder);
                return moved;
            }
        }
        false
    }

    /// A name for a draft that nobody has, and its lock.
    pub(super) fn free(&self) -> Option<(PathBuf, DraftLock)> {
        let taken: BTreeSet<PathBuf> = self.drafts_in(&self.folder).into_iter().collect();
        let name = |number: u32| self.folder.join(format!("{number}.ron"));
        let mut free = (1..).map(name).filter(|path| !taken.contains(path)).take(FREE_NAMES);
        free.find_map(|path| {
            let lock = self.lock(&path)?;
            // It may have been taken, used and let go in between.
            self.storage.metadata(&path).is_err().then_some((path, lock))
        })
    }

    /// Locks a draft, waiting a little: a look for drafts holds each one's lock for a moment.
    fn lock_soon(&self, draft: &Path) -> Option<DraftLock> {
        const TRIES: u32 = 20;
        const PAUSE: Duration = Duration::from_millis(20);
        (0..TRIES).find_map(|turn| {
            if turn > 0 {
                std::thread::sleep(PAUSE);
            }
            self.lock(draft)
        })
    }

    /// Takes the lock of a draft, a file beside it. `None` where another program has it.
    pub(super) fn lock(&self, draft: &Path) -> Option<DraftLock> {
        match self.storage.hold(&draft.with_extension("lock"), "") {
            Ok(Hold::Mine(held)) => Some(DraftLock { _held: Some(held) }),
            Ok(Hold::Taken(_)) => None,
            // Where nobody can hold anything nobody does.
            Err(_) => Some(DraftLock { _held: None }),
        }
    }
}

/// A lock, let go when it is dropped.
pub(super) struct DraftLock {
    _held: Option<Holding>,
}

impl fmt::Debug for DraftLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lock")
    }
}

impl Draft {
    /// Looks how it stands to its file, which may take long.
    #[must_use]
    pub fn compare(&self, storage: &dyn Storage) -> Against {
        let Some(path) = &self.origin.file else { return Against::NoFile };
        let read = storage
            .read(path, MAX_LEDGER_BYTES, Links::Follow)
            .map_err(|error| file::unreadable(path, &error))
            .and_then(|bytes| self.work.compare(&path.display().to_string(), &bytes));
        match read {
            Err(error) => Against::Gone(error.problem),
            Ok((state, changes)) => {
                Against::File { changed_since: self.origin.state != Some(state), changes }
            }
        }
    }

    /// The report in it; `None` for a ledger.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match &self.work {
            DraftWork::Report(report, _) => Some(report),
            DraftWork::Ledger(..) => None,
        }
    }
}

impl DraftWork {
    fn read(name: &str, bytes: &[u8]) -> Option<(Self, Origin)> {
        if let Some(ledger) = file::parse_ledger_draft(name, bytes) {
            let (ledger, trail) = ledger.ok()?;
            return Some((Self::Ledger(ledger, trail.steps), trail.origin));
        }
        if bytes.len() as u64 > MAX_BYTES {
            return None;
        }
        match file::parse_with_trail(name, bytes).ok()? {
            (FileKind::Draft, report, trail) => {
                Some((Self::Report(Box::new(report), trail.steps), trail.origin))
            }
            (FileKind::Report, ..) => None,
        }
    }

    /// What a file holds, without any step.
    pub(super) fn saved(name: &str, bytes: &[u8]) -> Option<Self> {
        if file::is_ledger_file(bytes) {
            return Some(Self::Ledger(file::parse_ledger(name, bytes).ok()?, Vec::new()));
        }
        if bytes.len() as u64 > MAX_BYTES {
            return None;
        }
        let (_, report) = file::parse(name, bytes).ok()?;
        Some(Self::Report(Box::new(report), Vec::new()))
    }

    /// Whether both hold the same, however they came to be.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Report(a, _), Self::Report(b, _)) => a.is_same_work(b),
            (Self::Ledger(a, _), Self::Ledger(b, _)) => a == b,
            _ => false,
        }
    }

    /// The state of what a file holds, and what differs from it to the draft.
    fn compare(&self, name: &str, bytes: &[u8]) -> Result<(u64, Vec<String>), FileError> {
        match self {
            Self::Report(report, _) => {
                let (_, there) = file::parse(name, bytes)?;
                let changes = changes(&there, report).into_iter().map(|change| change.words);
                Ok((file::state(&there), changes.collect()))
            }
            Self::Ledger(ledger, _) => {
                let there = file::parse_ledger(name, bytes)?;
                Ok((there.state(), there.changes(ledger)))
            }
        }
    }
}

/// The day on which a draft in the bin was given up; its name tells.
fn given_up(path: &Path) -> Option<Date> {
    if path.parent()?.file_name()? != "bin" {
        return None;
    }
    let name = path.file_stem()?.to_str()?;
    let mut parts = name.split('-').map(str::parse::<u16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = Date { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    date.is_valid().then_some(date)
}
