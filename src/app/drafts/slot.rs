//! The place of one draft, from the moment its report is opened until that is saved, given up or
//! left.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::time::Duration;

use super::store::{DraftLock, DraftStore};
use crate::app::date::Date;
use crate::app::work::content::DraftContent;
use crate::file::{self, FileError};

/// The place of one draft. It is shared with the threads that write, which may come in any order.
#[derive(Debug)]
pub struct Slot {
    store: DraftStore,
    gate: Mutex<Gate>,
    /// The draft's file, once it has one.
    path: OnceLock<PathBuf>,
    /// The report was saved or given up: nothing is written any more.
    over: AtomicBool,
    /// The draft comes from another file now: it is written though its report is the same.
    moved: AtomicBool,
}

/// What only one thread at a time does.
#[derive(Debug, Default)]
struct Gate {
    /// Held as long as the slot is.
    lock: Option<DraftLock>,
    /// The revision that the file holds, and whether it is left.
    written: Option<(u64, bool)>,
}

impl Slot {
    pub(super) fn new(store: DraftStore) -> Self {
        Self {
            store,
            gate: Mutex::default(),
            path: OnceLock::new(),
            over: AtomicBool::new(false),
            moved: AtomicBool::new(false),
        }
    }

    /// The slot of a draft that is there.
    pub(super) fn at(store: DraftStore, path: PathBuf, lock: DraftLock) -> Self {
        let slot = Self::new(store);
        slot.gate().lock = Some(lock);
        let _empty_so_far = slot.path.set(path);
        slot
    }

    /// The slot that a draft from the bin comes back to.
    pub(super) fn from_bin(store: DraftStore, path: &Path) -> Option<Self> {
        let slot = Self::new(store);
        let to = slot.claim(&mut slot.gate()).ok()?.to_owned();
        slot.store.storage.rename(path, &to).ok()?;
        Some(slot)
    }

    /// The draft's file, once something was written.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.get().map(PathBuf::as_path)
    }

    /// Writes the draft, unless a newer one was written or it is of no use any more. For a thread.
    ///
    /// # Errors
    /// Where it cannot be written; the former one is as it was.
    pub fn write(&self, content: &DraftContent) -> Result<(), FileError> {
        self.write_in(&mut self.gate(), content)
    }

    /// Writes the draft at the program's end, where nothing may wait for long: the thread that
    /// holds the gate may be the one that fell.
    pub fn write_last(&self, content: &DraftContent) {
        const TRIES: u32 = 50;
        const PAUSE: Duration = Duration::from_millis(10);
        for _ in 0..TRIES {
            match self.gate.try_lock() {
                Ok(mut gate) => return drop(self.write_in(&mut gate, content)),
                Err(TryLockError::Poisoned(gate)) => {
                    return drop(self.write_in(&mut gate.into_inner(), content));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            }
        }
        // Two that write at once write a whole draft each, one of them last.
        if let Some(path) = self.path().filter(|_| !self.over.load(Ordering::SeqCst)) {
            let text = content.text();
            drop(file::write_private(&*self.store.storage, path, text.as_bytes()));
        }
    }

    fn write_in(&self, gate: &mut Gate, content: &DraftContent) -> Result<(), FileError> {
        let this = Some((content.revision, content.parted));
        let moved = self.moved.swap(false, Ordering::SeqCst);
        if self.over.load(Ordering::SeqCst) || (gate.written >= this && !moved) {
            return Ok(());
        }
        let path = self.claim(gate)?;
        file::write_private(&*self.store.storage, path, content.text().as_bytes())?;
        gate.written = this;
        Ok(())
    }

    /// Says that the draft is to be written once more though its report is the same: it comes from
    /// another file now.
    pub fn renew(&self) {
        self.moved.store(true, Ordering::SeqCst);
    }

    /// The report is saved: the draft goes. For a thread.
    pub fn finish(&self) {
        let _gate = self.gate();
        if !self.over.swap(true, Ordering::SeqCst)
            && let Some(path) = self.path()
        {
            // One that was never written, or is gone, is what was wanted.
            let _gone = self.store.storage.remove(path);
        }
    }

    /// The clerk gives the changes up: the draft, with the last of them, goes to the bin. For a
    /// thread.
    pub fn give_up(&self, content: &DraftContent, today: Date) {
        let mut gate = self.gate();
        // What cannot be written is not in the bin, and the former draft is.
        let _as_far_as_it_goes = self.write_in(&mut gate, content);
        if !self.over.swap(true, Ordering::SeqCst)
            && let Some(path) = self.path()
        {
            self.store.to_bin(path, today);
        }
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The draft's file: a name of its own is taken where it has none yet.
    fn claim(&self, gate: &mut Gate) -> Result<&Path, FileError> {
        if let Some(path) = self.path.get() {
            return Ok(path);
        }
        let store = &self.store;
        // A folder that cannot be made fails at the file, with a message of its own.
        let _told_below = store.storage.create_folder(&store.folder);
        let Some((path, lock)) = store.free() else {
            let remedy = "请关闭其他年报窗口后再试。";
            return Err(FileError::new(&store.folder, "草稿的文件名都被占用", remedy));
        };
        gate.lock = Some(lock);
        Ok(self.path.get_or_init(|| path))
    }
}
