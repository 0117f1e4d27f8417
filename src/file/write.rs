//! The one way to write a file: beside it, flushed, then put in its place.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use super::{FileError, problem};

/// Writes a file whole: a temporary file beside it, fsync, rename, fsync of the folder. Whoever
/// reads it sees the former content or the new one, never a part.
///
/// # Errors
/// Where any step fails; the former file is then as it was.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    steps(path, bytes).map_err(|error| {
        let (what, remedy) = problem::io(&error);
        FileError {
            file: path.display().to_string(),
            line: None,
            problem: format!("没有写成，{what}。原有文件没有改动"),
            remedy: remedy.into(),
        }
    })
}

fn steps(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link stays a link, and what it leads to is written; a device or a pipe is nobody's file.
    let target = if path.is_symlink() { path.canonicalize()? } else { path.to_owned() };
    let path = target.as_path();
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    if path.exists() && !path.is_file() {
        return Err(std::io::ErrorKind::Unsupported.into());
    }
    let mut file = tempfile::Builder::new().prefix(".nianbao-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    keep_permissions(path, file.as_file())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder)
}

/// A temporary file is private to its user; a report is not: it keeps the permissions of the file
/// it replaces, and a new one gets those of any new file.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = match std::fs::metadata(path) {
        Ok(former) => former.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &File) -> std::io::Result<()> {
    Ok(())
}

/// Makes the rename itself last through a power cut. Windows has no such call for folders.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
