//! nianbaow.exe, for the menu and for double-clicked files: starts nianbao.exe beside it, without
//! the console window that Windows opens for a program with commands. (So is pythonw beside python.)

#![windows_subsystem = "windows"]

use std::os::windows::process::CommandExt as _;
use std::process::{Command, ExitCode, Stdio};

const CREATE_NO_WINDOW: u32 = 0x0800_0000;

fn main() -> ExitCode {
    let started = std::env::current_exe().and_then(|own| {
        // Nobody reads a console that is not shown: what goes wrong is said in a box.
        Command::new(own.with_file_name("nianbao.exe"))
            .args(std::env::args_os().skip(1))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .creation_flags(CREATE_NO_WINDOW)
            .spawn()
    });
    if started.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
