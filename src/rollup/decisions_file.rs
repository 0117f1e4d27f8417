//! The folder's file of decisions, which several people of an office write: each change is made under a
//! lock, to what the file holds at that moment.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::{DecisionChange, Decisions};
use crate::file::{self, FileError, Lock, Locking, Owner};
use crate::storage::{Links, Storage};

/// How often the lock is asked for, and how long is waited in between: whoever has it writes a small
/// file.
const ATTEMPTS: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(50);

/// What became of a change.
#[derive(Clone, Debug)]
pub struct ChangedDecisions {
    /// What the file holds now.
    pub decisions: Decisions,
    /// The codes of the units about which others had decided meanwhile.
    pub others: Vec<String>,
}

/// Why a change was not made. Nothing was written then.
#[derive(Clone, Debug)]
pub enum NotChanged {
    /// The file cannot be read or written.
    File(FileError),
    /// Somebody else has changed the same thing meanwhile; what the file holds now.
    Collision(Box<Decisions>),
}

impl fmt::Display for NotChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Collision(_) => f.write_str(
                "别人刚刚改过同一项决定，这一次没有写入。现在显示的是别人写下的内容，请看过再定。",
            ),
        }
    }
}

impl std::error::Error for NotChanged {}

/// Reads the decisions of a folder; where there is no file of them, nothing is decided.
///
/// # Errors
/// File, line and remedy, where it cannot be read.
pub fn read_decisions(storage: &dyn Storage, folder: &Path) -> Result<Decisions, FileError> {
    let path = folder.join(Decisions::FILE);
    let bytes = match storage.read(&path, file::MAX_BYTES, Links::Follow) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Decisions::default());
        }
        Err(error) => return Err(file::unreadable(&path, &error)),
    };
    let remedy = "请改用备份，或者移走它重新决定；各单位的报告没有动过。";
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Err(FileError::new(&path, "汇总文件已损坏，有不是 UTF-8 的字节", remedy));
    };
    Decisions::read(text.trim_start_matches('\u{feff}'))
        .map_err(|error| FileError::new(&path, error.problem, remedy).at(error.line))
}

/// Makes a change to what the file of a folder holds now; `known` is what it held when it was last
/// read. What others have decided about other units meanwhile stays, and is told.
///
/// # Errors
/// Where it cannot be read, locked or written, and where somebody has changed the same thing since.
pub fn change_decisions(
    storage: &dyn Storage,
    folder: &Path,
    known: &Decisions,
    change: &DecisionChange,
    owner: &Owner,
) -> Result<ChangedDecisions, NotChanged> {
    let path = folder.join(Decisions::FILE);
    let _lock = locked(storage, &path, owner).map_err(NotChanged::File)?;
    let mut decisions = read_decisions(storage, folder).map_err(NotChanged::File)?;
    if decisions.collides(known, change) {
        return Err(NotChanged::Collision(Box::new(decisions)));
    }
    let others = decisions.decided_since(known);
    decisions.apply(change);
    let text = decisions.text();
    file::write_whole(storage, &path, text.as_bytes()).map_err(NotChanged::File)?;
    Ok(ChangedDecisions { decisions, others })
}

/// The lock, once whoever has it is done; none where the place has no locks.
fn locked(storage: &dyn Storage, path: &Path, owner: &Owner) -> Result<Option<Lock>, FileError> {
    let mut taken = None;
    for _ in 0..ATTEMPTS {
        match Lock::take(storage, path, owner, false) {
            Locking::Mine(lock) => return Ok(Some(lock)),
            Locking::Impossible => return Ok(None),
            Locking::Own => {}
            Locking::Taken(owner) => taken = Some(owner),
        }
        std::thread::sleep(BETWEEN);
    }
    let owner = taken.map_or_else(|| "另一个窗口".to_owned(), |owner| owner.to_string());
    let remedy = "请稍后再试；如果那台电脑已经不在用，请删去旁边以“.~lock”开头的文件。";
    Err(FileError::new(path, format!("{owner}正在写这个文件，没有写入"), remedy))
}

#[cfg(test)]
mod tests {
    use super::super::{Decision, DecisionKind};
    use super::*;
    use crate::storage::Disk;

    fn decide(code: &str, reason: &str) -> DecisionChange {
        let (reason, date) = (reason.to_owned(), "2026-01-20".to_owned());
        let decision = Decision { kind: DecisionKind::Returned, reason, date, seen: 0 };
        DecisionChange::Decide(code.to_owned(), Some(decision))
    }

    fn change(
        folder: &Path,
        known: &Decisions,
        what: &DecisionChange,
    ) -> Result<ChangedDecisions, NotChanged> {
        change_decisions(&Disk, folder, known, what, &Owner::me(""))
    }

    #[test]
    fn two_people_keep_each_others_decisions() {
        let folder = tempfile::tempdir().unwrap();
        let none = Decisions::default();
        let first = change(folder.path(), &none, &decide("01", "表三不平")).unwrap();
        assert!(first.others.is_empty());
        // The second has read the folder before the first has written.
        let second = change(folder.path(), &none, &decide("02", "年度不对")).unwrap();
        assert_eq!(second.others, ["01"]);
        assert_eq!(second.decisions.units.len(), 2);
        // Both about one unit: the later one is not written over the earlier.
        let Err(NotChanged::Collision(now)) =
            change(folder.path(), &first.decisions, &decide("02", "另一个理由"))
        else {
            panic!("a collision was expected");
        };
        assert_eq!(now.units["02"].reason, "年度不对");
        assert_eq!(read_decisions(&Disk, folder.path()).unwrap(), second.decisions);
        let taken_back = DecisionChange::Decide("02".into(), None);
        let third = change(folder.path(), &second.decisions, &taken_back).unwrap();
        assert!(!third.decisions.units.contains_key("02"));
    }

    #[test]
    fn many_writers_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for n in 0..6 {
                let path = folder.path();
                scope.spawn(move || {
                    let mut known = Decisions::default();
                    for m in 0..4 {
                        let what = decide(&format!("{n}{m}"), "退");
                        // On a busy machine one may have waited in vain, and nothing was written.
                        known = loop {
                            match change(path, &known, &what) {
                                Ok(changed) => break changed.decisions,
                                Err(error) => assert!(error.to_string().contains("没有写入")),
                            }
                        };
                    }
                });
            }
        });
        let all = read_decisions(&Disk, folder.path()).unwrap();
        assert_eq!(all.units.len(), 24);
    }

    #[test]
    #[allow(clippy::disallowed_methods)] // A damaged file for a test.
    fn a_damaged_file_is_told_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(Decisions::FILE);
        for (bytes, told) in [
            (&b"(version: 1,\nunits: {"[..], "读不"),
            (b"(version: 9)", "更新的程序"),
            (b"\xff\xfe\x00", "UTF-8"),
            (b"", ""),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let error = read_decisions(&Disk, folder.path()).unwrap_err().to_string();
            assert!(error.contains("备份") && error.contains(Decisions::FILE), "{told}: {error}");
            let refused = change(folder.path(), &Decisions::default(), &decide("01", ""));
            assert!(matches!(refused, Err(NotChanged::File(_))));
            assert_eq!(std::fs::read(&path).unwrap(), bytes, "{told}");
        }
    }

    #[test]
    #[cfg(unix)] // EROFS and EACCES by their numbers.
    fn a_folder_where_nothing_may_be_written_is_told() {
        use crate::storage::{Failing, StepFailure};
        use std::sync::Arc;
        let folder = tempfile::tempdir().unwrap();
        let known = change(folder.path(), &Decisions::default(), &decide("01", "一")).unwrap();
        for (number, told) in [(30, "只读"), (13, "没有权限")] {
            let mut refused = 0;
            for step in 0..12 {
                let failing = Failing::new(Arc::new(Disk), step, StepFailure::Once(number));
                let what = decide("02", "二");
                let me = Owner::me("");
                let result =
                    change_decisions(&failing, folder.path(), &known.decisions, &what, &me);
                if let Err(error) = result {
                    refused += usize::from(error.to_string().contains(told));
                }
                let now = read_decisions(&Disk, folder.path()).unwrap();
                assert_eq!(now.units["01"], known.decisions.units["01"]);
                change(folder.path(), &now, &DecisionChange::Decide("02".into(), None)).unwrap();
            }
            assert!(refused > 1, "{told}: {refused}");
        }
    }

    #[test]
    fn every_kind_of_change_is_written_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut known = Decisions::default();
        let word = |text: &str| text.to_owned();
        for what in [
            decide("01", "理由里有\n换行和“引号\""),
            DecisionChange::Bind(word("更新/新.docx"), Some(word("01"))),
            DecisionChange::Choose(word("01"), Some(word("a.nianbao"))),
            DecisionChange::Contain(word("02"), Some(word("01"))),
            DecisionChange::Contain(word("03"), Some(String::new())),
            DecisionChange::Scope(word("本行政区域")),
            DecisionChange::Year(2025),
            DecisionChange::Several(vec![
                DecisionChange::Last(word("../2024")),
                DecisionChange::Register(word("../全县名录.xlsx")),
            ]),
        ] {
            known = change(folder.path(), &known, &what).unwrap().decisions;
        }
        assert_eq!(read_decisions(&Disk, folder.path()).unwrap(), known);
        assert_eq!(known.contained["03"], "");
    }

    /// Every step of writing may be the last one: what was decided before is there, or the new decision.
    #[test]
    fn killed_while_writing_the_former_file_is_there_or_the_new_one() {
        use crate::storage::{Failing, Memory, StepFailure};
        use std::sync::Arc;
        let folder = std::env::temp_dir().join("县");
        let mut failures = 0;
        for step in 0..60 {
            let memory = Memory::with_folders(&[&folder]);
            let me = Owner::me("");
            let before =
                change_decisions(&memory, &folder, &Decisions::default(), &decide("01", "一"), &me);
            let before = before.unwrap().decisions;
            let failing = Failing::new(Arc::new(memory.clone()), step, StepFailure::Gone);
            let written = change_decisions(&failing, &folder, &before, &decide("02", "二"), &me);
            let failed = failing.has_failed();
            failures += usize::from(written.is_err());
            memory.crash(step as u64 * 7 + 3);
            let now = read_decisions(&memory, &folder).unwrap();
            assert_eq!(now.units["01"], before.units["01"], "{step}");
            if let Ok(changed) = written {
                assert_eq!(now, changed.decisions, "{step}");
            }
            if !failed {
                break;
            }
        }
        assert!(failures > 3, "{failures}");
    }
}
