//! The real disk.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Hold, Kind, Links, Lost, Meta, Storage, Temporary, UNFINISHED, hold};

/// The disks, sticks and shares of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Storage for Disk {
    fn begin(&self, folder: &Path) -> io::Result<Box<dyn Temporary + '_>> {
        // Readable by its user alone, as every file of this library is.
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        Ok(Box::new(Unfinished { file, folder: folder.to_owned() }))
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
        if links == Links::Refuse && matches!(self.metadata(path)?.kind, Kind::Link | Kind::Other) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        // Windows lets no folder be opened, and says that it may not be; elsewhere it can be, and
        // not read.
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let file = File::open(path)?;
        let mut bytes = Vec::new();
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
            kind if kind.is_symlink() => Kind::Link,
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_file() => Kind::File,
            _ => Kind::Other,
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
        hold::hold(path, note)
    }
}

struct Unfinished {
    file: NamedTempFile,
    folder: PathBuf,
}

impl Temporary for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn dress(&mut self, former: Option<&Path>) -> io::Result<Lost> {
        dress(self.file.as_file(), former, &self.folder)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.as_file().sync_all()
    }

    fn put(self: Box<Self>, path: &Path) -> io::Result<()> {
        self.file.persist(path)?;
        Ok(())
    }
}

#[cfg(unix)]
fn dress(file: &File, former: Option<&Path>, folder: &Path) -> io::Result<Lost> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
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
        let any = fs::Permissions::from_mode(0o666);
        let probe =
            tempfile::Builder::new().prefix(UNFINISHED).permissions(any).tempfile_in(folder)?;
        probe.as_file().metadata()?.permissions()
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
fn dress(_: &File, _: Option<&Path>, _: &Path) -> io::Result<Lost> {
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
