//! The manual, opened by the desktop.

pub mod messages;
pub mod pages;

use std::sync::Arc;

use messages::{ManualAnswer, ManualCommand};

use super::core::Core;

/// Has the desktop open a page of the manual.
pub(super) fn handle(core: &mut Core, command: ManualCommand) {
    let ManualCommand::Open(page) = command;
    core.modal = None;
    let programs = Arc::clone(&core.environment.programs);
    let data = core.settings.folders().data.clone();
    core.jobs.start(move || {
        let program = std::env::current_exe().ok();
        ManualAnswer::Shown(match page.at_hand(program.as_deref(), &data) {
            Ok(path) => programs.open(&path).map_err(|_| {
                format!("系统没有可以打开它的程序。文件在“{}”，请用浏览器打开。", path.display())
            }),
            Err(error) => Err(error.to_string()),
        })
    });
}

/// Takes what came of opening it.
pub(super) fn take(core: &mut Core, answer: ManualAnswer) {
    match answer {
        ManualAnswer::Shown(Ok(())) => core.notify("已在浏览器中打开"),
        ManualAnswer::Shown(Err(problem)) => core.fail(problem),
    }
}
