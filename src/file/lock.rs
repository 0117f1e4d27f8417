//! Who has a report file open: a lock file beside it, for other windows, other computers and the
//! command line.
//!
//! The lock is the system's own, held on the lock file for as long as the process lives; what the
//! file says is for people. One left behind by a crash is held by nobody and is taken over. A
//! share may not tell its locks to other computers, so that one whose file names another computer
//! counts as held, until somebody says otherwise.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::storage::{Hold, Holding, Storage};

/// The first word of a lock file.
const HEAD: &str = "nianbao";

/// Whoever has a file open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The user's name on the computer.
    pub user: String,
    /// The computer's name.
    pub host: String,
    /// The process there.
    pub pid: u32,
    /// Since when, in words; empty where nobody knows.
    pub since: String,
}

impl Owner {
    /// This process as the owner of a lock taken at a moment.
    #[must_use]
    pub fn me(since: &str) -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|n| std::env::var(n).ok());
        Self {
            user: user.unwrap_or_default(),
            host: gethostname::gethostname().to_string_lossy().into_owned(),
            pid: std::process::id(),
            since: since.to_owned(),
        }
    }

    /// What the lock file says.
    fn note(&self) -> String {
        format!("{HEAD}\n{}\n{}\n{}\n{}\n", self.user, self.host, self.pid, self.since)
    }

    /// Reads what a lock file says; whatever it cannot be is left out, and no line is long.
    fn read(note: &str) -> Self {
        let mut lines = note
            .lines()
            .map(|line| line.chars().filter(|c| !c.is_control()).take(60).collect::<String>());
        if lines.next().as_deref() != Some(HEAD) {
            return Self::default();
        }
        let mut line = || lines.next().unwrap_or_default();
        Self { user: line(), host: line(), pid: line().parse().unwrap_or_default(), since: line() }
    }

    fn is_this_process(&self, me: &Self) -> bool {
        (&self.host, self.pid) == (&me.host, me.pid)
    }

    /// Whether it is on another computer than this one.
    #[must_use]
    pub fn is_far(&self) -> bool {
        !self.host.is_empty() && self.host != Self::me("").host
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.user.as_str(), self.host.as_str()) {
            ("", "") => f.write_str("另一个窗口")?,
            (user, "") => f.write_str(user)?,
            ("", host) => write!(f, "电脑“{host}”上的用户")?,
            (user, host) => write!(f, "{user}（电脑“{host}”）")?,
        }
        match self.since.as_str() {
            "" => Ok(()),
            since => write!(f, "，{since}起"),
        }
    }
}

/// The lock on a report file, until it is dropped.
pub struct Lock {
    path: PathBuf,
    _held: Holding,
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lock({})", self.path.display())
    }
}

/// What came of asking for the lock.
#[derive(Debug)]
pub enum Locking {
    /// This process has the lock now.
    Mine(Lock),
    /// This process had the lock before.
    Own,
    /// Somebody else has it.
    Taken(Owner),
    /// Nobody can have it: a folder where nothing may be written, a name that is too long.
    Impossible,
}

impl Lock {
    /// Asks for the lock on a report file. `even_far` takes one over that another computer left.
    pub fn take(storage: &dyn Storage, path: &Path, me: &Owner, even_far: bool) -> Locking {
        let path = lock_path(storage, path);
        if !even_far {
            // Only a look: where the file system knows its locks, the system decides below.
            let note = storage.read(&path, 4096, crate::storage::Links::Refuse);
            let there = note.map(|note| Owner::read(&String::from_utf8_lossy(&note)));
            if let Ok(owner) = there
                && !owner.host.is_empty()
                && owner.host != me.host
            {
                return Locking::Taken(owner);
            }
        }
        match storage.hold(&path, &me.note()) {
            Ok(Hold::Mine(held)) => Locking::Mine(Self { path, _held: held }),
            Ok(Hold::Taken(note)) => match Owner::read(&note) {
                owner if owner.is_this_process(me) => Locking::Own,
                owner => Locking::Taken(owner),
            },
            Err(_) => Locking::Impossible,
        }
    }

    /// Whether it is the lock on this file.
    #[must_use]
    pub fn is_on(&self, storage: &dyn Storage, path: &Path) -> bool {
        self.path == lock_path(storage, path)
    }
}

/// Beside the file itself, wherever links lead from: `.~lock.NAME#`, as other office programs do.
fn lock_path(storage: &dyn Storage, path: &Path) -> PathBuf {
    let real = storage.resolve(path).or_else(|_: io::Error| std::path::absolute(path));
    let real = real.unwrap_or_else(|_| path.to_owned());
    let mut name = std::ffi::OsString::from(".~lock.");
    name.push(real.file_name().unwrap_or_default());
    name.push("#");
    real.with_file_name(name)
}
