//! A second start of the program gives its files to the first, and ends: one window a user.
//!
//! The first holds a name in the data folder and listens on a local socket (a named pipe on
//! Windows) that only its user can reach. Where that cannot be had each start has a window of its
//! own; the locks on report files keep them apart.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use interprocess::local_socket::prelude::*;
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};

use super::jobs::Wake;
use crate::file::{Owner, fingerprint};
use crate::storage::{Disk, Hold, Holding, Storage as _};

/// What a later start was given: a file, several that are years of one agency, or nothing but the wish
/// to see the window.
pub type LaterStart = Vec<PathBuf>;

/// The longest paths that are taken, in bytes, together.
const LONGEST: usize = 64 * 1024;

/// How often a second start knocks, and how long it waits in between: the first may have begun
/// only now.
const KNOCKS: u32 = 60;
const BETWEEN: Duration = Duration::from_millis(50);

/// How long it waits for the first to take the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// What this start of the program is.
pub enum Start {
    /// The one with the window.
    First(First),
    /// The file is in the hands of the first.
    HandedOver,
}

/// The one with the window; others come to it until it is dropped.
pub struct First {
    _held: Option<Holding>,
    listener: Option<Listener>,
}

/// Begins: gives the files to the window that is open, else becomes the one with the window.
#[must_use]
pub fn start(data: &Path, files: &[PathBuf]) -> Start {
    let alone = Start::First(First { _held: None, listener: None });
    let made = Disk.create_folder(data);
    let Ok(hold) = made.and_then(|()| Disk.hold(&data.join("window"), &Owner::me("").to_string()))
    else {
        return alone;
    };
    match hold {
        Hold::Mine(holding) => {
            Start::First(First { _held: Some(holding), listener: listener(data).ok() })
        }
        Hold::Taken(_) if give(data, files) => Start::HandedOver,
        // The first does not answer: better two windows than none.
        Hold::Taken(_) => alone,
    }
}

impl First {
    /// Takes what later starts bring, from now on.
    pub fn listen(mut self, wake: Wake) -> Option<(Self, Receiver<LaterStart>)> {
        let listener = self.listener.take()?;
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (sender, wake) = (sender.clone(), Wake::clone(&wake));
                // One that says nothing holds up no other.
                std::thread::spawn(move || take(stream, &sender, &wake));
            }
        });
        Some((self, receiver))
    }
}

fn take(mut stream: Stream, sender: &Sender<LaterStart>, wake: &Wake) {
    let Ok(path) = hear(&mut stream) else { return };
    if sender.send(path).is_ok() {
        wake();
        // The second start goes whether it hears this or not.
        let _unheard = stream.write_all(&[1]);
    }
}

/// A length in four bytes, then paths with a zero byte between them, which no path has.
fn hear(stream: &mut Stream) -> io::Result<LaterStart> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut paths = vec![0; length];
    stream.read_exact(&mut paths)?;
    let each = paths.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    Ok(each.map(|path| path_of(path.to_vec())).collect())
}

/// Whether the first took the files.
fn give(data: &Path, files: &[PathBuf]) -> bool {
    let absolute = |file: &PathBuf| std::path::absolute(file).unwrap_or_else(|_| file.clone());
    let paths: Vec<Vec<u8>> = files.iter().map(|file| bytes_of(&absolute(file))).collect();
    let bytes = paths.join(&0);
    let data = data.to_owned();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let given = knock(&data).and_then(|stream| say(stream, &bytes));
        // Nobody waits any longer where it took too long.
        let _late = sender.send(given.is_ok());
    });
    receiver.recv_timeout(BETWEEN * KNOCKS + PATIENCE).unwrap_or(false)
}

fn knock(data: &Path) -> io::Result<Stream> {
    let mut knocks = 0;
    loop {
        match Stream::connect(name(data)?) {
            Err(error) if knocks == KNOCKS => return Err(error),
            Err(_) => std::thread::sleep(BETWEEN),
            stream => return stream,
        }
        knocks += 1;
    }
}

fn say(mut stream: Stream, path: &[u8]) -> io::Result<()> {
    let length = u32::try_from(path.len()).map_err(|_| ErrorKind::InvalidInput)?;
    stream.write_all(&length.to_le_bytes())?;
    stream.write_all(path)?;
    stream.read_exact(&mut [0])
}

fn listener(data: &Path) -> io::Result<Listener> {
    // What a start that was killed left behind; the name in the data folder says that it is gone.
    #[cfg(unix)]
    let _none = std::fs::remove_file(socket(data));
    ListenerOptions::new().name(name(data)?).create_sync()
}

/// In the user's own folder for such things, else beside the data; both are closed to others.
#[cfg(unix)]
fn socket(data: &Path) -> PathBuf {
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let own = own.filter(|folder| folder.is_absolute() && folder.is_dir());
    // Several data folders, several windows.
    let number = fingerprint(data.as_os_str().as_encoded_bytes());
    own.unwrap_or_else(|| data.to_owned()).join(format!("nianbao-{number:016x}"))
}

#[cfg(unix)]
fn name(data: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericFilePath, ToFsName as _};
    socket(data).to_fs_name::<GenericFilePath>()
}

#[cfg(not(unix))]
fn name(data: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericNamespaced, ToNsName as _};
    let number = fingerprint(data.as_os_str().as_encoded_bytes());
    format!("nianbao-{number:016x}").to_ns_name::<GenericNamespaced>()
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    name.into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
