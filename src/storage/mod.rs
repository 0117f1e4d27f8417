//! What a file is written with: the single steps, so that tests can let each of them fail, and a
//! disk that forgets in a power cut.
//!
//! [`Disk`] is the real one. [`Memory`] keeps only what was flushed when it crashes; [`Failing`]
//! lets the n-th step fail. Whoever writes whole files uses `file::write_whole` on top of this.

mod disk;
mod failing;
mod lock_file;
mod memory;
mod unfinished;

use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use disk::Disk;
pub use failing::{Failing, StepFailure};
pub use memory::Memory;

/// What the names of files begin with that are being written; after a crash one may stay.
pub const UNFINISHED: &str = ".nianbao-";

/// Whether the name of a file that is being written says by whom: what such a run leaves when it
/// is killed is removed by the next write in its folder.
#[must_use]
pub fn is_swept(name: &str) -> bool {
    unfinished::is_named(name)
}

/// Whether a symbolic link is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// A link is taken for what it leads to.
    Follow,
    /// A link is refused, and so is a pipe: nobody but this program has any business where it
    /// writes.
    Refuse,
}

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, which was not followed.
    Link,
    /// A device, a pipe: nobody's file.
    Other,
}

/// What is known of a name without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Whether it is a file, a folder or something else.
    pub kind: EntryKind,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// When it was last written; `None` where the file system does not say.
    pub modified: Option<SystemTime>,
    /// The number of names (hard links) that lead to the file.
    pub names: u64,
}

/// What of the former file could not be given to the one that takes its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Whether the former file's permissions could not be kept.
    pub permissions: bool,
    /// The user or the group it belonged to.
    pub owner: bool,
}

/// A file being written, private to the user until it is put in its place. One that is dropped is
/// removed.
pub trait Temporary {
    /// Appends bytes.
    ///
    /// # Errors
    /// Where the system refuses; some of the bytes may have been written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Gives it owner and permissions of the file whose place it takes, or those of any new file
    /// where there is none. What the file system does not accept is lost, and returned.
    ///
    /// # Errors
    /// Where the system does not even say what they are.
    fn copy_metadata(&mut self, former: Option<&Path>) -> io::Result<Lost>;

    /// Brings the content to the disk.
    ///
    /// # Errors
    /// Where the system refuses.
    fn sync(&mut self) -> io::Result<()>;

    /// Puts it in the place of whatever bears that name; a link there is replaced, not followed.
    ///
    /// # Errors
    /// Where the system refuses; the former file is then as it was and this one is removed.
    fn put(self: Box<Self>, path: &Path) -> io::Result<()>;
}

/// A name that is held until this is dropped.
pub type Holding = Box<dyn Send>;

/// What came of taking hold of a name.
pub enum Hold {
    /// The lock is held by this program now.
    Mine(Holding),
    /// Somebody holds it, who left this note.
    Taken(String),
}

/// The steps of reading and writing. Errors are the system's own.
#[allow(clippy::missing_errors_doc)] // Each fails where the system refuses.
pub trait Storage: Debug + Send + Sync {
    /// Begins a file in a folder under a name nobody has, readable by nobody else.
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>>;

    /// Makes what was put into a folder last through a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Makes a folder, and those above it, private to the user; one that is there stays.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Reads a whole file of at most `at_most` bytes; a larger one is [`io::ErrorKind::FileTooLarge`], a
    /// folder, a device or a link that is refused is [`io::ErrorKind::IsADirectory`] or
    /// [`io::ErrorKind::Unsupported`].
    fn read(&self, path: &Path, at_most: u64, links: Links) -> io::Result<Vec<u8>>;

    /// What a folder holds, by name.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// What has this name itself; a link is not followed.
    fn metadata(&self, path: &Path) -> io::Result<Meta>;

    /// The name behind all links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Gives a file another name, in the place of whatever bears it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes hold of a name that only one may hold at a time, by a file with a note for the
    /// others. It is removed in the end; where the process dies, the next one takes it over.
    fn hold(&self, path: &Path, note: &str) -> io::Result<Hold>;
}

/// Lets a write beyond what the system allows for a file fail like one on a full disk, instead of
/// ending the program. To be called once, at its start.
pub fn outlive_size_limits() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::default();
        // Where it cannot be set the system does as before.
        let _set = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}

#[cfg(test)]
mod tests;
