//! Saving and exporting: asking where, and writing aside.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, Leaving, Purpose, document_path, first_cell};
use crate::app::command::Modal;
use crate::app::jobs::Answer;
use crate::export::{self, Format, Setup};
use crate::file::{self, FileError};
use crate::finding::Severity;
use crate::layout::Options;
use crate::report::Report;
use crate::rules::Balanced;

/// What takes a report out of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// On paper.
    Print,
    /// As a file.
    Export(Purpose),
}

impl App {
    pub(super) fn save(&mut self, elsewhere: bool) {
        self.keep_draft();
        if !self.refuse_unbalanced() {
            return;
        }
        match document_path(self.document.as_ref()).filter(|_| !elsewhere) {
            Some(path) => self.write(Purpose::Save, path),
            None => self.ask_path(Purpose::Save),
        }
    }

    /// Whether nothing blocks the report; where something does, shows what and goes to it.
    pub(super) fn refuse_unbalanced(&mut self) -> bool {
        let Some(document) = &self.document else { return false };
        let Err(findings) = Balanced::new(document.report()) else { return true };
        self.modal = Some(Modal::Refused);
        if let Some(place) = findings.first().map(|finding| first_cell(document, &finding.place)) {
            self.goto(place);
        }
        false
    }

    /// Prints or exports, after what stands against it.
    pub(super) fn ask_publish(&mut self, publish: Publish) {
        if !self.refuse_unbalanced() {
            return;
        }
        let errors = self.document.as_ref().map_or(0, |document| {
            document.findings().iter().filter(|f| f.severity == Severity::Error).count()
        });
        if errors > 0 {
            self.modal = Some(Modal::AskPublish { publish, errors });
        } else {
            self.publish(publish);
        }
    }

    pub(super) fn publish(&mut self, publish: Publish) {
        self.modal = None;
        match publish {
            Publish::Print => self.look_for_printers(),
            Publish::Export(purpose) => self.ask_path(purpose),
        }
    }

    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let dialogs = Arc::clone(&self.dialogs);
        let name = purpose.extension().map(|extension| self.proposed_name(extension));
        self.jobs.start(move || {
            let picked = match (&name, purpose.extension()) {
                (Some(name), Some(extension)) => dialogs.save(purpose.title(), name, extension),
                _ => dialogs.open(purpose.title()),
            };
            Answer::Picked(purpose, picked)
        });
    }

    /// The folder a path field starts from: the open file's, else the last used one's.
    pub(super) fn proposed_path(&self, purpose: Purpose) -> PathBuf {
        let near = document_path(self.document.as_ref())
            .or_else(|| self.settings.recent.first().map(|recent| recent.path.clone()));
        let folder = near.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = folder.or_else(std::env::home_dir).unwrap_or_default();
        match purpose.extension() {
            Some(extension) => folder.join(self.proposed_name(extension)),
            None => folder,
        }
    }

    pub(super) fn picked(&mut self, purpose: Purpose, mut path: PathBuf) {
        match purpose {
            Purpose::Open | Purpose::Import => self.leave(Leaving::Open(path, false)),
            Purpose::Template => self.leave(Leaving::Open(path, true)),
            Purpose::Save | Purpose::Pdf | Purpose::Text => {
                if path.extension().is_none()
                    && let Some(extension) = purpose.extension()
                {
                    path.set_extension(extension);
                }
                let own = document_path(self.document.as_ref()).as_deref() == Some(&path);
                if path.exists() && !(own && purpose == Purpose::Save) {
                    self.modal = Some(Modal::AskOverwrite { purpose, path });
                } else {
                    self.write(purpose, path);
                }
            }
        }
    }

    pub(super) fn write(&mut self, purpose: Purpose, path: PathBuf) {
        let Some(document) = &self.document else { return };
        let report = document.report().clone();
        let options = self.settings.layout();
        match purpose {
            Purpose::Save => self.jobs.start(move || {
                let result = write_balanced(&report, &path, |balanced| {
                    (file::report_text(balanced).into_bytes(), None)
                });
                Answer::Saved { path, report: Box::new(report), result: result.map(|_| ()) }
            }),
            Purpose::Pdf => self.jobs.start(move || {
                exported(path, &report, |balanced| {
                    let (bytes, pages) = pdf(balanced, options);
                    (bytes, Some(pages))
                })
            }),
            Purpose::Text => self.jobs.start(move || {
                exported(path, &report, |balanced| {
                    (export::text::text(balanced.report()).into_bytes(), None)
                })
            }),
            Purpose::Open | Purpose::Import | Purpose::Template => {}
        }
    }
}

/// A report as PDF, and how many pages it has.
pub(super) fn pdf(report: Balanced<'_>, layout: Options) -> (Vec<u8>, usize) {
    let setup = Setup { layout, ..Setup::default() };
    let made = export::export(report, Format::Pdf, &setup);
    (made.bytes, made.pages.unwrap_or(0))
}

/// Writes what `make` makes of a report, which nothing may block: the report was balanced when
/// the clerk asked, and this is the same one.
fn write_balanced(
    report: &Report,
    path: &Path,
    make: impl FnOnce(Balanced<'_>) -> (Vec<u8>, Option<usize>),
) -> Result<Option<usize>, FileError> {
    match Balanced::new(report) {
        Ok(balanced) => {
            let (bytes, pages) = make(balanced);
            file::write_atomic(path, &bytes).map(|()| pages)
        }
        Err(_) => Err(FileError {
            file: path.display().to_string(),
            line: None,
            problem: "勾稽关系不平或填写有误，没有写出".into(),
            remedy: "请按问题栏所列改正后再试。".into(),
        }),
    }
}

fn exported(
    path: PathBuf,
    report: &Report,
    make: impl FnOnce(Balanced<'_>) -> (Vec<u8>, Option<usize>),
) -> Answer {
    match write_balanced(report, &path, make) {
        Ok(pages) => Answer::Exported { path, pages, result: Ok(()) },
        Err(error) => Answer::Exported { path, pages: None, result: Err(error) },
    }
}
