//! Files that are being written, and what is done with those that a killed run has left.
//!
//! The name of one says by which process of which machine it is written, and it is locked as long
//! as it is open. The next write in the same folder removes what a process that is gone has left.

use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::UNFINISHED;

/// The number of names that are tried where files of others have them already.
const TRIES: usize = 50;

/// A file under a name nobody has, removed when this is dropped unless it was put in its place.
pub(super) struct UnfinishedFile {
    pub file: File,
    /// `None` once it is in its place.
    path: Option<PathBuf>,
}

impl UnfinishedFile {
    /// Makes one, with the permissions that a mode leaves after the user's mask where the system
    /// has such modes, and removes what was left in the folder.
    pub(super) fn begin(folder: &Path, mode: u32) -> io::Result<Self> {
        sweep(folder);
        for _ in 0..TRIES {
            let path = folder.join(Name::next().to_string());
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
            #[cfg(not(unix))]
            let _none = mode;
            match options.open(&path) {
                Ok(file) => {
                    // Where the file system has no locks the name alone decides.
                    let _unlocked = file.try_lock();
                    return Ok(Self { file, path: Some(path) });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    pub(super) fn put(mut self, path: &Path) -> io::Result<()> {
        if let Some(own) = &self.path {
            fs::rename(own, path)?;
        }
        self.path = None;
        Ok(())
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            let _gone = fs::remove_file(path);
        }
    }
}

/// Removes the files of processes of this machine that are gone.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(Name::read) else { continue };
        if name.machine == *MACHINE && name.process != std::process::id() && is_gone(name.process) {
            let path = entry.path();
            // Whoever holds the lock is alive, whatever number it has here.
            let file = fs::symlink_metadata(&path)
                .ok()
                .filter(fs::Metadata::is_file)
                .and_then(|_| OpenOptions::new().write(true).open(&path).ok());
            if file.is_some_and(|file| file.try_lock().is_ok()) {
                let _gone = fs::remove_file(path);
            }
        }
    }
}

/// `.nianbao-`, then machine, process and a number, with a hyphen between each two.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    machine: u64,
    process: u32,
    number: u64,
}

impl Name {
    fn next() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self { machine: *MACHINE, process: std::process::id(), number }
    }

    fn read(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(UNFINISHED)?.split('-');
        let (machine, process, number) = (parts.next()?, parts.next()?, parts.next()?);
        let machine = u64::from_str_radix(machine, 16).ok().filter(|_| machine.len() == 16)?;
        let name = Self { machine, process: process.parse().ok()?, number: number.parse().ok()? };
        parts.next().is_none().then_some(name)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{UNFINISHED}{:016x}-{}-{}", self.machine, self.process, self.number)
    }
}

/// Whether the name of a file says which process writes it; the first version's did not.
pub(super) fn is_named(name: &str) -> bool {
    Name::read(name).is_some()
}

/// Stands for this machine, and for the numbers of its processes, of which a container has others.
static MACHINE: LazyLock<u64> = LazyLock::new(|| {
    let mut hash = DefaultHasher::new();
    gethostname::gethostname().hash(&mut hash);
    if cfg!(target_os = "linux") {
        fs::read("/etc/machine-id").ok().hash(&mut hash);
        fs::read_link("/proc/self/ns/pid").ok().hash(&mut hash);
    }
    hash.finish()
});

/// Whether no process of this machine has the number.
#[cfg(unix)]
fn is_gone(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH))
}

/// Not known, so that nothing is removed.
#[cfg(not(unix))]
fn is_gone(_: u32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        let name = Name::next();
        assert_eq!(Name::read(&name.to_string()), Some(name));
        for other in [".nianbao-aBcD12", ".nianbao-", ".nianbao-12-3-4", "报告.nianbao"] {
            assert_eq!(Name::read(other), None, "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_a_dead_process_has_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let at = |name: &Name| folder.path().join(name.to_string());
        let left = Name { machine: *MACHINE, process: dead, number: 3 };
        let locked = Name { machine: *MACHINE, process: dead, number: 4 };
        let alive = Name { machine: *MACHINE, process: 1, number: 3 };
        let far = Name { machine: !*MACHINE, process: dead, number: 3 };
        for name in [&left, &locked, &alive, &far] {
            File::create(at(name)).unwrap();
        }
        let holder = File::open(at(&locked)).unwrap();
        holder.try_lock().unwrap();
        let own = folder.path().join(".nianbao-aBcD12");
        File::create(&own).unwrap();
        drop(UnfinishedFile::begin(folder.path(), 0o600).unwrap());
        let is_there = [&left, &locked, &alive, &far].map(|name| at(name).exists());
        assert_eq!(is_there, [false, true, true, true]);
        assert!(own.exists());
    }
}
