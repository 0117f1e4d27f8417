//! The manual, opened by the desktop.

use std::sync::Arc;

use super::App;
use crate::app::command::Modal;
use crate::app::jobs::Answer;
use crate::app::manual::Page;

impl App {
    /// Has the desktop open a page of the manual.
    pub(super) fn open_manual(&mut self, page: Page) {
        self.modal = None;
        let programs = Arc::clone(&self.programs);
        let data = self.folders.data.clone();
        self.jobs.start(move || {
            let program = std::env::current_exe().ok();
            let shown = match page.at_hand(program.as_deref(), &data) {
                Ok(path) => programs.open(&path).map_err(|_| {
                    format!(
                        "系统没有可以打开它的程序。文件在“{}”，请用浏览器打开。",
                        path.display()
                    )
                }),
                Err(error) => Err(error.to_string()),
            };
            Answer::ManualShown(shown)
        });
    }

    pub(super) fn manual_shown(&mut self, shown: Result<(), String>) {
        match shown {
            Ok(()) => self.tell("已在浏览器中打开"),
            Err(problem) => self.modal = Some(Modal::Failed(problem)),
        }
    }
}
