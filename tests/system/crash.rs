//! The program itself, made to panic: a command ends with a sentence and 2, and a window leaves a
//! last draft.
//!
//! The fault comes from outside, so that it can be given to any build: a library loaded before the
//! system's has the clock fail, which Rust's own library answers with a panic.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::sources;

/// The environment that takes the clock away while a file is there, and the file.
fn no_clock(folder: &Path) -> ([(&'static str, String); 2], PathBuf) {
    let source = sources::path("tests/support/no_clock.c");
    let [library, mark] = ["clock.so", "no-clock"].map(|name| folder.join(name));
    // The linker of every build with Rust, which is here.
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl");
    assert!(compiler.status().unwrap().success());
    let words = |path: &Path| path.display().to_string();
    ([("LD_PRELOAD", words(&library)), ("NIANBAO_NO_CLOCK", words(&mark))], mark)
}

#[test]
fn a_command_that_panics_says_a_sentence_and_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let (environment, mark) = no_clock(folder.path());
    let check = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        program.arg("check").arg(sources::path("assets/sample.ron")).envs(environment.clone());
        program.output().unwrap()
    };
    assert_eq!(check().status.code(), Some(0));
    std::fs::write(mark, "").unwrap();
    let output = check();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(2), vec![]), "{said}");
    assert!(said.ends_with("程序出错，已停止。请把上面的英文信息告诉开发者。\n"), "{said}");
    assert!(said.contains("panicked at"), "{said}");
}

#[cfg(feature = "gui")]
#[test]
fn a_window_that_panics_leaves_a_last_draft_and_a_log() {
    use nianbao::report::place::Field;

    use crate::screen::{Desk, installed, write_draft};
    use crate::support::machine;

    if !installed(false) {
        return;
    }
    let _machine = machine();
    let mut desk = Desk::new();
    let (environment, mark) = no_clock(&desk.path(""));
    desk.environment(environment);
    let file = desk.path("blank.nianbao");
    write_draft(&sources::read("assets/sample.ron"), &file);
    desk.start(&file);
    desk.go_to(6);
    desk.keys(["s", "e", "c", "r", "e", "t"]);
    std::fs::write(&mark, "").unwrap();
    desk.send(&["key", "x"]);
    let code = desk.ended();
    std::fs::remove_file(&mark).unwrap();
    assert_eq!(code, Some(2));
    let log = std::fs::read_to_string(desk.path("data/nianbao/log/stopped.log")).unwrap();
    assert!(!log.contains("secret") && log.contains(env!("CARGO_PKG_VERSION")), "{log}");
    let draft = nianbao::open::open(&desk.draft()).unwrap().into_report();
    assert!(draft.text(Field::Before(6)).contains("secret"), "{}", draft.text(Field::Before(6)));
}
