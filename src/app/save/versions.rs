//! What a report file held before each save: dated versions in the user's data folder, never
//! beside the report.

use std::path::{Path, PathBuf};

use super::super::date::{Date, Moment};
use super::super::settings::values::Folders;
use crate::file::{FileError, MAX_BYTES, MAX_LEDGER_BYTES, fingerprint, write_private};
use crate::report::Report;
use crate::storage::{Links, Storage};

/// The number of latest versions that are kept, whatever their age.
const LAST: usize = 20;

/// One of every day is kept for so many days.
const DAYS: i64 = 90;

/// Where versions are kept.
#[derive(Clone, Debug)]
pub struct Versions {
    folder: PathBuf,
    kind: VersionKind,
}

/// What a store's versions are of.
#[derive(Clone, Copy, Debug)]
struct VersionKind {
    extension: &'static str,
    /// The largest one that is read, in bytes.
    most: u64,
}

const REPORT: VersionKind = VersionKind { extension: "nianbao", most: MAX_BYTES };
const LEDGER: VersionKind = VersionKind { extension: "taizhang", most: MAX_LEDGER_BYTES };

/// A version that can be gone back to.
#[derive(Clone, Debug)]
pub struct Version<T = Report> {
    /// Which of the file's versions it is.
    pub id: VersionId,
    /// When it was saved.
    pub saved: Moment,
    /// The size of the version's file in bytes.
    pub bytes: usize,
    /// What it holds.
    pub content: T,
    /// How what is open differs from it, line by line.
    pub changes: Vec<String>,
}

/// Which of a file's versions: when it was saved, and its number among those of that minute. A
/// version's own file is named so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionId {
    saved: Moment,
    number: u16,
}

impl<T> Version<T> {
    /// When it was saved, as in 2026年1月12日 10:43, and which of that minute's it is where there are several.
    #[must_use]
    pub fn words(&self) -> String {
        let saved = self.saved.words();
        match self.id.number {
            0 => saved,
            number => format!("{saved}（这一分钟第 {} 次）", u32::from(number) + 1),
        }
    }
}

impl Versions {
    /// The store of reports' versions in the program's data folder.
    #[must_use]
    pub fn new(folders: &Folders) -> Self {
        Self { folder: folders.data.join("versions"), kind: REPORT }
    }

    /// The store of ledgers' versions, in the same folder.
    #[must_use]
    pub fn of_ledgers(folders: &Folders) -> Self {
        Self { kind: LEDGER, ..Self::new(folders) }
    }

    /// The folder of a file's versions; one that is reached by a link is the same file.
    fn of(&self, storage: &dyn Storage, report: &Path) -> PathBuf {
        let real = storage.resolve(report).or_else(|_| std::path::absolute(report));
        let real = real.unwrap_or_else(|_| report.to_owned());
        self.folder.join(format!("{:016x}", fingerprint(real.as_os_str().as_encoded_bytes())))
    }

    /// Keeps what a report file holds before it is saved anew, and drops what is too old; called
    /// from a thread. What the newest version holds already is not kept twice.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep(
        &self,
        storage: &dyn Storage,
        report: &Path,
        (content, saved): (&[u8], Moment),
        today: Date,
    ) -> Result<(), FileError> {
        let folder = self.of(storage, report);
        let marks = marks(storage, &folder, self.kind);
        let read = |mark: &VersionId| {
            storage.read(&mark.path(&folder, self.kind), self.kind.most, Links::Refuse).ok()
        };
        if marks.last().and_then(read).is_some_and(|newest| newest == content) {
            return Ok(());
        }
        let number = marks.iter().filter(|mark| mark.saved == saved).map(|m| m.number).max();
        let mark = VersionId { saved, number: number.map_or(0, |number| number.saturating_add(1)) };
        write_private(storage, &mark.path(&folder, self.kind), content)?;
        let mut all = marks;
        all.push(mark);
        all.sort();
        for old in outlived(&all, today) {
            // One that stays is looked at again next time.
            let _stays = storage.remove(&old.path(&folder, self.kind));
        }
        Ok(())
    }

    /// The versions of a file that can be read, the last one first: `read` makes of each one's
    /// bytes what it holds, and tells what changed between it and now.
    #[must_use]
    pub fn list<T>(
        &self,
        storage: &dyn Storage,
        path: &Path,
        read: impl Fn(&[u8]) -> Option<(T, Vec<String>)>,
    ) -> Vec<Version<T>> {
        let folder = self.of(storage, path);
        let mut versions = Vec::new();
        for mark in marks(storage, &folder, self.kind).into_iter().rev() {
            let path = mark.path(&folder, self.kind);
            let Ok(bytes) = storage.read(&path, self.kind.most, Links::Refuse) else { continue };
            let Some((content, changes)) = read(&bytes) else { continue };
            let (saved, bytes) = (mark.saved, bytes.len());
            versions.push(Version { id: mark, saved, bytes, content, changes });
        }
        versions
    }
}

impl VersionId {
    fn path(self, folder: &Path, kind: VersionKind) -> PathBuf {
        let Date { year, month, day } = self.saved.date;
        let (hour, minute) = (self.saved.minute / 60, self.saved.minute % 60);
        let number = self.number;
        let day = format!("{year:04}{month:02}{day:02}");
        let extension = kind.extension;
        folder.join(format!("{day}-{hour:02}{minute:02}-{number:03}.{extension}"))
    }

    fn read(path: &Path, kind: VersionKind) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(kind.extension)?.strip_suffix('.')?;
        let mut parts = name.split('-').map(|part| part.parse::<u32>().ok());
        let (day, clock, number) = (parts.next()??, parts.next()??, parts.next()??);
        let part = |number: u32| u8::try_from(number % 100).ok();
        let year = u16::try_from(day / 10_000).ok()?;
        let date = Date { year, month: part(day / 100)?, day: part(day)? };
        let minute = u16::try_from(clock / 100 * 60 + clock % 100).ok()?;
        let possible = date.is_valid() && minute < 24 * 60 && parts.next().is_none();
        let number = u16::try_from(number).ok()?;
        possible.then_some(Self { saved: Moment { date, minute }, number })
    }
}

/// The versions in a folder, oldest first.
fn marks(storage: &dyn Storage, folder: &Path, kind: VersionKind) -> Vec<VersionId> {
    let names = storage.list(folder).unwrap_or_default();
    let mut marks: Vec<_> = names.iter().filter_map(|path| VersionId::read(path, kind)).collect();
    marks.sort();
    marks
}

/// The versions that need not be kept any longer: neither among the latest nor the last of a recent
/// day.
fn outlived(marks: &[VersionId], today: Date) -> Vec<VersionId> {
    let last_of_day =
        |at: usize| marks.get(at + 1).is_none_or(|next| next.saved.date != marks[at].saved.date);
    let recent = |mark: &VersionId| today.days() - mark.saved.date.days() <= DAYS;
    let kept =
        |at: usize, mark: &VersionId| at + LAST >= marks.len() || (last_of_day(at) && recent(mark));
    marks.iter().enumerate().filter(|(at, mark)| !kept(*at, mark)).map(|(_, mark)| *mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Failing, Memory, StepFailure};
    use std::sync::Arc;

    fn mark(days: i64, minute: u16) -> VersionId {
        let date = Date::from_days(days);
        VersionId { saved: Moment { date, minute }, number: 0 }
    }

    #[test]
    fn twenty_are_kept_and_one_of_each_day_for_ninety() {
        // Three a day for a hundred days, and today is the last of them.
        let marks: Vec<_> = (0..100)
            .flat_map(|day| [60, 61, 62].map(|minute| mark(20_000 + day, minute)))
            .collect();
        let gone = outlived(&marks, Date::from_days(20_099));
        let kept: Vec<_> = marks.iter().filter(|mark| !gone.contains(mark)).collect();
        assert_eq!(kept.iter().rev().take(20).count(), 20);
        assert_eq!(kept[kept.len() - 20..], marks.iter().rev().take(20).rev().collect::<Vec<_>>());
        // The last 20 reach into the seventh day; before that one a day, back to day 9.
        assert_eq!(kept.len(), 20 + (99 - 7 - 9 + 1));
        assert_eq!(*kept[0], mark(20_009, 62));
        assert_eq!(outlived(&marks[..20], Date::from_days(30_000)), []);
    }

    #[test]
    fn names_are_read_back() {
        let mark = VersionId { number: 12, ..mark(20_484, 643) };
        let path = mark.path(Path::new("/d"), REPORT);
        assert_eq!(path, Path::new("/d/20260131-1043-012.nianbao"));
        assert_eq!(VersionId::read(&path, REPORT), Some(mark));
        for other in ["a.nianbao", "20260231-1043-000.nianbao", "20260131-2561-000.nianbao", "x"] {
            assert_eq!(VersionId::read(Path::new(other), REPORT), None, "{other}");
        }
    }

    #[test]
    fn what_a_file_held_is_kept_once_each() {
        let data = Path::new("/data");
        let memory = Memory::with_folders(&[data]);
        let folders = Folders { config: data.into(), data: data.into() };
        let (versions, path) = (Versions::new(&folders), Path::new("/文件/甲.nianbao"));
        let at = mark(20_484, 643).saved;
        let kept = || marks(&memory, &versions.of(&memory, path), REPORT).len();
        for (content, count) in [("one", 1), ("two", 2), ("two", 2), ("one", 3)] {
            versions.keep(&memory, path, (content.as_bytes(), at), at.date).unwrap();
            assert_eq!(kept(), count);
        }
        for step in 0..5 {
            let failing = Failing::new(Arc::new(memory.clone()), step, StepFailure::Gone);
            let content = format!("three {step}");
            let result = versions.keep(&failing, path, (content.as_bytes(), at), at.date);
            assert!(result.is_err() == failing.has_failed());
        }
    }
}
