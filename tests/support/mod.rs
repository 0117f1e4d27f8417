//! What tests of more than one subject share.
#![allow(dead_code)] // Each of the test programs takes what it needs.

pub mod attacks;
pub mod behind;
pub mod clean;
pub mod clerk;
pub mod common;
pub mod corpus;
pub mod gate;
pub mod precision;
pub mod published;
pub mod random;
pub mod sources;
pub mod word;

use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whether this is the process that a test has to itself; elsewhere that process is started, and
/// has to end well. For a test that looks at, or changes, what a process has only once.
///
/// `test` is the test's full name, as the runner lists it.
pub fn alone(test: &str) -> bool {
    const MARK: &str = "NIANBAO_ALONE";
    if std::env::var_os(MARK).is_some_and(|marked| marked == test) {
        return true;
    }
    let mut program = Command::new(std::env::current_exe().unwrap());
    let output = program.args(["--exact", test, "--nocapture"]).env(MARK, test).output().unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && out.contains(" 1 passed"), "{test}: {out}{err}");
    print!("{out}");
    false
}

/// The machine, for one test of this program at a time: for what starts programs that take it all.
/// Where each test is a process of its own, the runner sees to that (`.config/nextest.toml`).
pub fn machine() -> MutexGuard<'static, ()> {
    static MACHINE: Mutex<()> = Mutex::new(());
    // A test that failed has left nothing behind in it.
    MACHINE.lock().unwrap_or_else(PoisonError::into_inner)
}
