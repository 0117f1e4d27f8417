//! The checklist before publishing: shown, and written as PDF for the file cover.

use std::path::{Path, PathBuf};

use super::App;
use crate::app::command::Modal;
use crate::app::jobs::Answer;
use crate::export;
use crate::file::{self, FileError, write_atomic};
use crate::rules::checklist::{Item, from_findings};

impl App {
    fn checklist(&self) -> Option<Vec<Item>> {
        let document = self.document.as_ref()?;
        Some(from_findings(document.report(), &self.settings.rules(), document.findings()))
    }

    pub(super) fn ask_checklist(&mut self) {
        if let Some(list) = self.checklist() {
            self.modal = Some(Modal::Checklist(list));
        }
    }

    pub(super) fn write_checklist(&mut self, path: PathBuf) {
        let (Some(document), Some(list)) = (&self.document, self.checklist()) else { return };
        let (report, faces) = (document.report().clone(), self.settings.faces);
        self.tell(format!("正在导出“{}”…", path.display()));
        self.jobs.start(move || {
            let result = not_a_report(&path).and_then(|()| {
                let fonts = faces.fonts();
                write_atomic(&path, &export::checklist(&report, &list, fonts))
            });
            Answer::ChecklistWritten { path, result }
        });
    }

    pub(super) fn checklist_written(&mut self, path: &Path, result: Result<(), FileError>) {
        match result {
            Ok(()) => self.tell(format!("已导出核对单“{}”", path.display())),
            Err(error) => {
                self.notice = None;
                self.modal = Some(Modal::Failed(error.to_string()));
            }
        }
    }
}

/// A report file is not replaced by what is made from it.
fn not_a_report(path: &Path) -> Result<(), FileError> {
    if !path.is_file() || !file::read(path).is_ok_and(|bytes| file::is_report_file(&bytes)) {
        return Ok(());
    }
    Err(FileError {
        file: path.display().to_string(),
        line: None,
        problem: "这是一个报告文件，没有替换".into(),
        remedy: "请换一个文件名。".into(),
    })
}
