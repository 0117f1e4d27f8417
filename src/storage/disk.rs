//! The real disk.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::unfinished::UnfinishedFile;
use super::{EntryKind, Hold, Links, Lost, Meta, Storage, Temporary, lock_file};

/// The disks, sticks and shares of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Storage for Disk {
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>> {
        // Readable by its user alone until it is in its place.
        let file = UnfinishedFile::begin(folder, 0o600)?;
        Ok(Box::new(TemporaryFile { file, folder: folder.to_owned() }))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        sync_folder(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn read(&self, path: &Path, at_most: u64, links: Links) -> io::Result<Vec<u8>> {
        let meta = match links {
            Links::Follow => fs::metadata(path)?,
            Links::Refuse => fs::symlink_metadata(path)?,
        };
        // Windows lets no folder be opened, and says that it may not be; elsewhere it can be, and
        // not read.
        if meta.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !meta.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let file = open_regular(path)?;
        // A file of the size that it says is read at once; one that says another is read all the same.
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len().min(at_most)).unwrap_or(0));
        file.take(at_most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > at_most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        Ok(paths)
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        let data = fs::symlink_metadata(path)?;
        let kind = match data.file_type() {
            kind if kind.is_symlink() => EntryKind::Link,
            kind if kind.is_dir() => EntryKind::Folder,
            kind if kind.is_file() => EntryKind::File,
            _ => EntryKind::Other,
        };
        #[cfg(unix)]
        let names = std::os::unix::fs::MetadataExt::nlink(&data);
        #[cfg(not(unix))]
        let names = 1;
        Ok(Meta { kind, bytes: data.len(), modified: data.modified().ok(), names })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn hold(&self, path: &Path, note: &str) -> io::Result<Hold> {
        lock_file::hold(path, note)
    }
}

/// Opens an ordinary file: one that took the place of a pipe since it was looked at is not waited
/// for, and what the system makes up as it is read is refused, since it may never end.
#[cfg(unix)]
fn open_regular(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let wait_not = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = fs::OpenOptions::new().read(true).custom_flags(wait_not).open(path)?;
    if !file.metadata()?.is_file() || is_made_up(&file) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    Ok(file)
}

#[cfg(not(unix))]
fn open_regular(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether a file is one of Linux's own file systems: /proc, /sys, traces and control groups.
#[cfg(target_os = "linux")]
fn is_made_up(file: &File) -> bool {
    const MADE_UP: [u64; 8] = [
        0x9fa0,
        0x6265_6572,
        0x6462_6720,
        0x7472_6163,
        0x6367_7270,
        0x0027_e0eb,
        0x7363_6673,
        0xcafe_4a11,
    ];
    let kind = rustix::fs::fstatfs(file).ok().and_then(|system| u64::try_from(system.f_type).ok());
    kind.is_some_and(|kind| MADE_UP.contains(&kind))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_made_up(_: &File) -> bool {
    false
}

struct TemporaryFile {
    file: UnfinishedFile,
    folder: PathBuf,
}

impl Temporary for TemporaryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.file.write_all(bytes)
    }

    fn copy_metadata(&mut self, former: Option<&Path>) -> io::Result<Lost> {
        copy_metadata(&self.file.file, former, &self.folder)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.file.sync_all()
    }

    fn put(self: Box<Self>, path: &Path) -> io::Result<()> {
        self.file.put(path)
    }
}

#[cfg(unix)]
fn copy_metadata(file: &File, former: Option<&Path>, folder: &Path) -> io::Result<Lost> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let mut lost = Lost::default();
    let permissions = if let Some(former) = former {
        let (former, own) = (fs::metadata(former)?, file.metadata()?);
        let differs = |of: u32, is: u32| (of != is).then_some(of);
        let (user, group) = (differs(former.uid(), own.uid()), differs(former.gid(), own.gid()));
        if user.is_some() || group.is_some() {
            // The group may be had where the user may not.
            let kept = fchown(file, user, group).is_ok();
            lost.owner = !kept;
            let _tried = kept || fchown(file, None, group).is_ok();
        }
        former.permissions()
    } else {
        // What the system gives a new file here is known for certain only by making one.
        UnfinishedFile::begin(folder, 0o666)?.file.metadata()?.permissions()
    };
    let is_so = |file: &File| file.metadata().map(|own| own.permissions() == permissions);
    if !is_so(file)? {
        // A stick that knows no permissions refuses or ignores this.
        let set = file.set_permissions(permissions.clone());
        lost.permissions = set.is_err() || !is_so(file)?;
    }
    lost.permissions &= former.is_some();
    Ok(lost)
}

#[cfg(not(unix))]
fn copy_metadata(_: &File, _: Option<&Path>, _: &Path) -> io::Result<Lost> {
    Ok(Lost::default())
}

/// Windows has no such call for folders, and some shares have none either.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, Unsupported};
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
