//! The checklist before publishing: shown, and written as PDF for the file cover.

pub mod messages;

use std::path::PathBuf;

use messages::{ChecklistAnswer, ChecklistCommand};

use super::core::Core;
use super::jobs::Wait;
use super::modal::Modal;
use super::path::messages::Purpose;
use crate::export::checklist::{SavedFile, checklist_pdf};
use crate::file::{self, write_atomic};
use crate::rules::checklist::{ChecklistItem, from_findings};

/// Does what is asked about the checklist.
pub(super) fn handle(core: &mut Core, command: ChecklistCommand) {
    match command {
        ChecklistCommand::Show => core.modal = core.document.as_ref().map(|_| Modal::Checklist),
        ChecklistCommand::Export => {
            core.modal = None;
            core.ask_path(Purpose::Checklist);
        }
        ChecklistCommand::Write(path) => write(core, path),
    }
}

/// Takes what a job about the checklist sends back.
pub(super) fn take(core: &mut Core, answer: ChecklistAnswer) {
    let ChecklistAnswer::Written { path, result } = answer;
    match result {
        Ok(()) => core.notify(format!("已导出核对单“{}”", path.display())),
        Err(error) => core.fail(error.to_string()),
    }
}

/// The points of the checklist as the report is now; none without a report.
pub(super) fn items(core: &Core) -> Vec<ChecklistItem> {
    let rules = core.rules();
    let of = |document: &super::document::Document| {
        from_findings(document.report(), &rules, document.findings())
    };
    core.document.as_ref().map(of).unwrap_or_default()
}

fn write(core: &mut Core, path: PathBuf) {
    let (Some(report), list) = (core.report().cloned(), items(core)) else { return };
    let faces = core.settings.get().faces;
    // What is not saved as it is has no file to be told by.
    let document = core.document.as_ref().filter(|document| !document.is_dirty());
    let saved = document.and_then(|document| document.path.clone());
    core.notify(format!("正在导出“{}”…", path.display()));
    core.jobs.start_awaited(Wait::Export, move || {
        let result = file::not_ours(&path).and_then(|()| {
            let fonts = faces.fonts();
            let saved = saved.and_then(|path| {
                let modified = std::fs::metadata(&path).and_then(|meta| meta.modified()).ok();
                Some(SavedFile::of(&file::read(&path).ok()?, modified))
            });
            write_atomic(&path, &checklist_pdf(&report, &list, saved.as_ref(), fonts))
        });
        ChecklistAnswer::Written { path, result }
    });
}
