//! The folder of drafts is kept small: what is in a file goes, what nobody has touched for a year is
//! put aside. Nothing else is removed.

use std::path::{Path, PathBuf};

use super::store::{Draft, DraftStore, DraftWork};
use crate::app::date::Date;
use crate::file::MAX_LEDGER_BYTES;
use crate::storage::Links;

/// A draft that nobody has touched for so many days is put aside.
const OLD_DAYS: i64 = 365;

/// The folder of those that were put aside, in that of the drafts.
const OLD: &str = "旧草稿";

impl DraftStore {
    /// The folder of the drafts that nobody has touched for a year.
    pub(super) fn old_folder(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// Goes through all drafts that no running program works on: one that holds what its file, or
    /// one of `recent`, holds is removed, one that was last kept more than a year ago is moved to the
    /// old ones. Whether any was. For a thread: it takes one draft after the other.
    pub(crate) fn tidy(&self, recent: &[PathBuf], today: Date) -> bool {
        let recent: Vec<DraftWork> = recent.iter().filter_map(|path| self.saved(path)).collect();
        let mut any = false;
        for path in self.drafts_in(&self.folder) {
            let Some(draft) = self.read(&path) else { continue };
            let own = draft.origin.file.as_deref().and_then(|file| self.saved(file));
            let is_saved = recent.iter().chain(&own).any(|saved| saved.is_same(&draft.work));
            if !is_saved && !is_old(&draft, today) {
                continue;
            }
            // Looked at once more, now that nobody else can change it.
            let Some(_locked) = self.lock(&path) else { continue };
            if self.read(&path).is_none_or(|now| !now.work.is_same(&draft.work)) {
                continue;
            }
            any |= match draft.kept {
                _ if is_saved => self.storage.remove(&path).is_ok(),
                Some(kept) => self.move_to(&path, &self.old_folder(), kept.date),
                None => false,
            };
        }
        any
    }

    /// The report or the ledger in a file, where it can be read.
    fn saved(&self, path: &Path) -> Option<DraftWork> {
        let bytes = self.storage.read(path, MAX_LEDGER_BYTES, Links::Follow).ok()?;
        DraftWork::saved(&path.display().to_string(), &bytes)
    }
}

fn is_old(draft: &Draft, today: Date) -> bool {
    draft.kept.is_some_and(|kept| today.days() - kept.date.days() > OLD_DAYS)
}
