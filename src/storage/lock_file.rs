//! Holding a name on a real disk, by the system's lock on a file.
//!
//! Windows lets nobody else read what is locked, not even the note. There the file is kept open in
//! a way that lets others read and nobody write, which ends with the process as a lock does.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::Hold;

/// How often taking a lock is tried anew where the file was removed between two steps.
const TRIES: usize = 50;

/// What Windows says where somebody keeps a file open for himself.
const SHARING_VIOLATION: i32 = 32;

pub(super) fn hold(path: &Path, note: &str) -> io::Result<Hold> {
    let mut gone = None;
    for _ in 0..TRIES {
        let (mut file, made) = match open(path) {
            Ok(opened) => opened,
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION) => {
                let note = File::open(path).map(|mut file| note_in(&mut file));
                return Ok(Hold::Taken(note.unwrap_or_default()));
            }
            // Whoever held it has just let go.
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && path.parent().is_some_and(Path::is_dir) =>
            {
                gone = Some(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        match lock(&file) {
            // What is locked has to be the file of that name, and no link to somebody else's.
            Ok(()) if !is_at(&file, path)? => {}
            Ok(()) => return write(file, path, note),
            // A file system without locks: whoever made the file has it.
            Err(TryLockError::Error(_)) if made => return write(file, path, note),
            Err(_) => return Ok(Hold::Taken(note_in(&mut file))),
        }
    }
    // Always gone: a folder in which nothing can be made.
    gone.map_or_else(|| Ok(Hold::Taken(String::new())), Err)
}

/// Opens the file, made where there is none; whether it was made.
fn open(path: &Path) -> io::Result<(File, bool)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // FILE_SHARE_READ and FILE_SHARE_DELETE.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 1 | 4);
    match options.clone().create_new(true).open(path) {
        Ok(file) => Ok((file, true)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if !fs::symlink_metadata(path)?.is_file() {
                return Err(ErrorKind::Unsupported.into());
            }
            Ok((options.open(path)?, false))
        }
        Err(error) => Err(error),
    }
}

#[cfg(not(windows))]
fn lock(file: &File) -> Result<(), TryLockError> {
    file.try_lock()
}

/// To have opened it is to hold it.
#[cfg(windows)]
#[allow(clippy::unnecessary_wraps)] // As where it can fail.
fn lock(_: &File) -> Result<(), TryLockError> {
    Ok(())
}

fn write(mut file: File, path: &Path, note: &str) -> io::Result<Hold> {
    let held = LockFile { path: path.to_owned(), file: file.try_clone()? };
    // On a full disk it is held all the same, by nobody knows whom.
    let _unknown =
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(note.as_bytes()));
    Ok(Hold::Mine(Box::new(held)))
}

fn note_in(file: &mut File) -> String {
    let mut bytes = Vec::new();
    // Where it cannot be read nobody knows who it is.
    let _unknown = file.take(4096).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

struct LockFile {
    path: PathBuf,
    file: File,
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody's else is.
        if is_at(&self.file, &self.path).unwrap_or(false) {
            let _gone = fs::remove_file(&self.path);
        }
    }
}

/// Whether an open file is the one with that path and has no other name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let open = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) if there.nlink() > 1 => Err(ErrorKind::Unsupported.into()),
        Ok(there) => Ok((open.dev(), open.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    Ok(path.exists())
}
