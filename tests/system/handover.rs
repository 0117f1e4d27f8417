//! A second start of the program gives its file to the first one's window.
#![cfg(all(unix, feature = "gui"))]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use nianbao::app::handover::{First, LaterStart, Start, start};

/// The first window's half, in the folders that a real second start looks in.
fn first(folder: &Path) -> (First, std::sync::mpsc::Receiver<LaterStart>) {
    match start(&folder.join("nianbao"), &[]) {
        Start::First(first) => first.listen(Arc::new(|| {})).unwrap(),
        Start::HandedOver => panic!("there is no other"),
    }
}

fn second(folder: &Path, file: &[&OsStr]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    // There is no such screen: a window of its own would be told as a failure.
    program.env("DISPLAY", ":4711").env_remove("WAYLAND_DISPLAY");
    program.env("XDG_DATA_HOME", folder).current_dir(folder).args(file).output().unwrap()
}

#[test]
fn a_second_start_gives_its_file_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (first, received) = first(folder.path());
    let taken = || received.recv_timeout(Duration::from_secs(10)).unwrap();
    let odd = OsStr::from_bytes(b"\xe5\xb9\xb4\xe6\x8a\xa5 \xff.nianbao");
    for file in [OsStr::new("报告.nianbao"), odd] {
        fs::write(folder.path().join(file), "").unwrap();
        let output = second(folder.path(), &[file]);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        assert_eq!(taken(), [folder.path().canonicalize().unwrap().join(file)]);
    }
    // Several are years of one agency, and go together.
    assert!(second(folder.path(), &[OsStr::new("报告.nianbao"), odd]).status.success());
    let here = folder.path().canonicalize().unwrap();
    assert_eq!(taken(), [here.join("报告.nianbao"), here.join(odd)]);
    assert!(second(folder.path(), &[]).status.success());
    assert!(taken().is_empty(), "nothing but the window");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path().join("nianbao")), 0o700, "nobody else gets to the socket");
    drop(first);
    let alone = second(folder.path(), &[]);
    assert!(!alone.status.success(), "there is no first any more, and no screen");
}
