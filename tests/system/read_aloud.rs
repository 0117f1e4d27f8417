//! The program as a screen reader has it: its tree of things over D-Bus, and figures written by
//! that alone. What is heard on the way is kept in `tests/system/read_aloud.txt`.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::path::Path;
use std::process::Command;

use nianbao::file::write_atomic;

use crate::screen::{Desk, all_installed, installed};
use crate::support::machine;

const TOOLS: [(&str, &str); 3] =
    [("dbus-daemon", "dbus-daemon"), ("gdbus", "libglib2.0-bin"), ("python3", "python3")];

/// Debian's own, which sees Debian's libraries.
const PYTHON: &str = "/usr/bin/python3";

/// Whether the client's library is there. In continuous integration it has to be.
fn client_installed() -> bool {
    let asked = "import gi; gi.require_version('Atspi', '2.0')";
    let there = Path::new("/usr/libexec/at-spi-bus-launcher").exists()
        && Command::new(PYTHON).args(["-c", asked]).output().is_ok_and(|out| out.status.success());
    assert!(
        there || std::env::var_os("CI").is_none(),
        "not installed: at-spi2-core, gir1.2-atspi-2.0"
    );
    if !there {
        eprintln!("skipped: not installed: at-spi2-core, gir1.2-atspi-2.0");
    }
    there
}

/// Says on the session bus that things are read aloud, as a screen reader does when it starts.
fn read_aloud(desk: &Desk) {
    for switch in ["IsEnabled", "ScreenReaderEnabled"] {
        let mut set = desk.command("gdbus");
        set.args(["call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]);
        set.args(["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", switch]);
        let set = set.arg("<true>").output().unwrap();
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    }
}

#[test]
fn all_that_can_be_reached_is_named_and_figures_are_written() {
    if !installed(false) || !all_installed(TOOLS.iter()) || !client_installed() {
        return;
    }
    let _machine = machine();
    let mut desk = Desk::new();
    desk.start_bus();
    read_aloud(&desk);
    desk.launch(&[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/system");
    let mut client = desk.command(PYTHON);
    client.arg(folder.join("read_aloud.py")).env("PYTHONIOENCODING", "utf-8");
    let client = client.output().unwrap();
    let heard = String::from_utf8(client.stdout).unwrap();
    let wrong = String::from_utf8_lossy(&client.stderr);
    assert!(client.status.success(), "{heard}\n{wrong}");
    let kept = folder.join("read_aloud.txt");
    if std::env::var_os("NIANBAO_UPDATE").is_some() {
        write_atomic(&kept, heard.as_bytes()).unwrap();
    }
    assert_eq!(heard, std::fs::read_to_string(kept).unwrap());
}
