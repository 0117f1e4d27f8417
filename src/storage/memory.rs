//! A disk in memory that forgets in a power cut what was not flushed.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::{EntryKind, Hold, Links, Lost, Meta, Storage, Temporary, UNFINISHED};

/// Files, folders and links in memory; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<MemoryState>>);

#[derive(Clone, Debug, Default)]
struct MemoryState {
    /// What each name leads to.
    names: BTreeMap<PathBuf, MemoryEntry>,
    /// The names as the disk has them: what was done since is lost in a power cut, or not.
    flushed: BTreeMap<PathBuf, MemoryEntry>,
    /// What was done to names and is not flushed, in order.
    pending: Vec<NameChange>,
    contents: BTreeMap<u64, MemoryContent>,
    /// Names that are held: by whose number, with which note.
    held: BTreeMap<PathBuf, (u64, String)>,
    /// The number of the next file that is made.
    next: u64,
    /// Time since the beginning; set from outside.
    now: Duration,
}

#[derive(Clone, Debug)]
enum MemoryEntry {
    File(u64),
    Folder,
    Link(PathBuf),
}

#[derive(Clone, Debug)]
struct NameChange {
    path: PathBuf,
    entry: Option<MemoryEntry>,
}

#[derive(Clone, Debug, Default)]
struct MemoryContent {
    bytes: Vec<u8>,
    flushed: Vec<u8>,
    modified: Duration,
}

impl Memory {
    /// An empty disk with some folders.
    #[must_use]
    pub fn with_folders(folders: &[&Path]) -> Self {
        let memory = Self::default();
        let mut state = memory.state();
        for folder in folders.iter().flat_map(|folder| folder.ancestors()) {
            state.names.insert(folder.to_owned(), MemoryEntry::Folder);
        }
        state.flushed = state.names.clone();
        drop(state);
        memory
    }

    /// Sets the time that files written from now on bear.
    pub fn tell_time(&self, now: Duration) {
        self.state().now = now;
    }

    /// Makes a symbolic link.
    pub fn link(&self, path: &Path, to: &Path) {
        self.state().change(path, Some(MemoryEntry::Link(to.to_owned())));
    }

    /// Pulls the plug: of what was done to names since the last flush of a folder only the first
    /// part is kept, of a file that was not flushed only a beginning. `luck` says how much.
    pub fn crash(&self, luck: u64) {
        let mut state = self.state();
        let mut luck = Luck(luck);
        let kept = luck.up_to(state.pending.len());
        let pending = std::mem::take(&mut state.pending);
        let mut names = std::mem::take(&mut state.flushed);
        for change in pending.into_iter().take(kept) {
            apply(&mut names, change);
        }
        for content in state.contents.values_mut() {
            if content.bytes != content.flushed {
                let kept = luck.up_to(content.bytes.len());
                let flushed = content.flushed.is_empty() || luck.up_to(1) == 0;
                let bytes = if flushed { &content.bytes[..kept] } else { &content.flushed };
                content.bytes = bytes.to_vec();
                content.flushed.clone_from(&content.bytes);
            }
        }
        state.held.clear();
        state.names.clone_from(&names);
        state.flushed = names;
    }

    fn state(&self) -> MutexGuard<'_, MemoryState> {
        // A test that failed elsewhere leaves the state usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sequence of numbers from a seed: splitmix64.
struct Luck(u64);

impl Luck {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let range = most as u64 + 1;
        usize::try_from((mixed ^ (mixed >> 31)) % range).unwrap_or(most)
    }
}

fn apply(names: &mut BTreeMap<PathBuf, MemoryEntry>, change: NameChange) {
    match change.entry {
        Some(entry) => names.insert(change.path, entry),
        None => names.remove(&change.path),
    };
}

impl MemoryState {
    fn change(&mut self, path: &Path, entry: Option<MemoryEntry>) {
        let change = NameChange { path: path.to_owned(), entry };
        apply(&mut self.names, change.clone());
        self.pending.push(change);
    }

    fn folder(&self, folder: &Path) -> io::Result<()> {
        match self.names.get(folder) {
            Some(MemoryEntry::Folder) => Ok(()),
            Some(_) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_owned();
        for _ in 0..8 {
            match self.names.get(&path) {
                None => return Err(ErrorKind::NotFound.into()),
                Some(MemoryEntry::Link(to)) => path.clone_from(to),
                Some(_) => return Ok(path),
            }
        }
        Err(ErrorKind::InvalidInput.into())
    }

    /// A rename is one change to the disk: the name is never missing.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let entry = self.names.get(from).cloned().ok_or(ErrorKind::NotFound)?;
        self.folder(to.parent().unwrap_or(Path::new("")))?;
        if matches!(self.names.get(to), Some(MemoryEntry::Folder)) {
            return Err(ErrorKind::IsADirectory.into());
        }
        self.change(to, Some(entry));
        self.change(from, None);
        Ok(())
    }
}

impl Storage for Memory {
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>> {
        let mut state = self.state();
        state.folder(folder)?;
        state.next += 1;
        let number = state.next;
        let path = folder.join(format!("{UNFINISHED}{number}"));
        let modified = state.now;
        state.contents.insert(number, MemoryContent { modified, ..MemoryContent::default() });
        state.change(&path, Some(MemoryEntry::File(number)));
        Ok(Box::new(MemoryFile { memory: self, path, number, put: false }))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.folder(folder)?;
        // As a journal does it: with one folder all that was done before is on the disk.
        state.pending.clear();
        state.flushed = state.names.clone();
        Ok(())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        for folder in folder.ancestors().collect::<Vec<_>>().into_iter().rev() {
            match state.names.get(folder) {
                Some(MemoryEntry::Folder) => {}
                Some(_) => return Err(ErrorKind::NotADirectory.into()),
                None => state.change(folder, Some(MemoryEntry::Folder)),
            }
        }
        Ok(())
    }

    fn read(&self, path: &Path, at_most: u64, links: Links) -> io::Result<Vec<u8>> {
        let state = self.state();
        let path = match links {
            Links::Follow => state.follow(path)?,
            Links::Refuse => path.to_owned(),
        };
        match state.names.get(&path) {
            None => Err(ErrorKind::NotFound.into()),
            Some(MemoryEntry::Folder) => Err(ErrorKind::IsADirectory.into()),
            Some(MemoryEntry::Link(_)) => Err(ErrorKind::Unsupported.into()),
            Some(MemoryEntry::File(number)) => {
                let bytes = &state.contents.get(number).ok_or(ErrorKind::NotFound)?.bytes;
                if bytes.len() as u64 > at_most {
                    return Err(ErrorKind::FileTooLarge.into());
                }
                Ok(bytes.clone())
            }
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.state();
        state.folder(folder)?;
        Ok(state.names.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        let state = self.state();
        let entry = state.names.get(path).ok_or(ErrorKind::NotFound)?;
        let (kind, content) = match entry {
            MemoryEntry::Folder => (EntryKind::Folder, None),
            MemoryEntry::Link(_) => (EntryKind::Link, None),
            MemoryEntry::File(number) => (EntryKind::File, state.contents.get(number)),
        };
        Ok(Meta {
            kind,
            bytes: content.map_or(0, |content| content.bytes.len() as u64),
            modified: content.map(|content| SystemTime::UNIX_EPOCH + content.modified),
            names: 1,
        })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.state().follow(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        match state.names.get(path) {
            None => Err(ErrorKind::NotFound.into()),
            Some(MemoryEntry::Folder) => Err(ErrorKind::IsADirectory.into()),
            Some(_) => {
                state.change(path, None);
                Ok(())
            }
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.state().rename(from, to)
    }

    fn hold(&self, path: &Path, note: &str) -> io::Result<Hold> {
        let mut state = self.state();
        state.folder(path.parent().unwrap_or(Path::new("")))?;
        if let Some((_, note)) = state.held.get(path) {
            return Ok(Hold::Taken(note.clone()));
        }
        state.next += 1;
        let number = state.next;
        state.held.insert(path.to_owned(), (number, note.to_owned()));
        Ok(Hold::Mine(Box::new(MemoryHeld { memory: self.clone(), path: path.to_owned(), number })))
    }
}

struct MemoryHeld {
    memory: Memory,
    path: PathBuf,
    number: u64,
}

impl Drop for MemoryHeld {
    fn drop(&mut self) {
        let mut state = self.memory.state();
        // Whoever died in a crash holds nothing of those who came after.
        if state.held.get(&self.path).is_some_and(|(number, _)| *number == self.number) {
            state.held.remove(&self.path);
        }
    }
}

struct MemoryFile<'a> {
    memory: &'a Memory,
    path: PathBuf,
    number: u64,
    put: bool,
}

impl MemoryFile<'_> {
    fn content(&self, change: impl FnOnce(&mut MemoryContent, Duration)) {
        let mut state = self.memory.state();
        let now = state.now;
        if let Some(content) = state.contents.get_mut(&self.number) {
            change(content, now);
        }
    }
}

impl Temporary for MemoryFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.content(|content, now| {
            content.bytes.extend_from_slice(bytes);
            content.modified = now;
        });
        Ok(())
    }

    fn copy_metadata(&mut self, _: Option<&Path>) -> io::Result<Lost> {
        Ok(Lost::default())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.content(|content, _| content.flushed.clone_from(&content.bytes));
        Ok(())
    }

    fn put(mut self: Box<Self>, path: &Path) -> io::Result<()> {
        self.memory.state().rename(&self.path, path)?;
        self.put = true;
        Ok(())
    }
}

impl Drop for MemoryFile<'_> {
    fn drop(&mut self) {
        if !self.put {
            // One that is already gone is what was wanted.
            let _gone = self.memory.remove(&self.path);
        }
    }
}
