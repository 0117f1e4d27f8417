//! Saving: asking where, and writing aside; and what stands against publishing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, Leaving, Purpose, document_path, first_cell};
use crate::app::command::Modal;
use crate::app::exporting::{Subject, file_problem};
use crate::app::jobs::Answer;
use crate::app::keeping::NotSaved;
use crate::export::{self, Format, Setup};
use crate::file::FileError;
use crate::finding::Severity;
use crate::font::Choice;
use crate::layout::Options;
use crate::rules::{self, Balanced};

/// What takes a report out of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// On paper.
    Print,
    /// As files.
    Export,
}

impl App {
    pub(super) fn save(&mut self, elsewhere: bool) {
        // What a waiver was about has changed for good when it is saved.
        if let Some(document) = &mut self.document
            && let Some(edit) = rules::drop_lapsed(document.report(), &self.settings.rules())
            && let Err(problem) =
                document.edit("删去失效的说明", vec![edit], None, self.now.minutes())
        {
            debug_assert!(false, "{problem}: waivers can always be replaced");
        }
        self.keep_draft();
        if !self.refuse_unbalanced() {
            return;
        }
        let elsewhere = elsewhere || self.read_only().is_some();
        match document_path(self.document.as_ref()).filter(|_| !elsewhere) {
            Some(path) => self.write(path, false),
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
            Publish::Export => self.ask_export(Subject::Report),
        }
    }

    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let dialogs = Arc::clone(&self.dialogs);
        let name = self.proposed_file(purpose);
        self.jobs.start(move || {
            let picked = match (&name, purpose.extension()) {
                (Some(name), Some(extension)) => dialogs.save(purpose.title(), name, extension),
                _ => dialogs.open(purpose.title()),
            };
            Answer::Picked(purpose, picked)
        });
    }

    /// The open file's folder, else the last used one's.
    pub(super) fn proposed_folder(&self) -> PathBuf {
        let near = document_path(self.document.as_ref())
            .or_else(|| self.settings.recent.first().map(|recent| recent.path.clone()));
        let folder = near.as_deref().and_then(Path::parent).map(Path::to_owned);
        folder.or_else(std::env::home_dir).unwrap_or_default()
    }

    /// What a path field starts from.
    pub(super) fn proposed_path(&self, purpose: Purpose) -> PathBuf {
        let folder = self.proposed_folder();
        match self.proposed_file(purpose) {
            Some(name) => folder.join(name),
            None => folder,
        }
    }

    /// The name proposed for a file that is to be written.
    fn proposed_file(&self, purpose: Purpose) -> Option<String> {
        let extension = purpose.extension()?;
        Some(match purpose {
            Purpose::Checklist => format!("{}核对单.{extension}", self.proposed_stem()),
            _ => self.proposed_name(extension),
        })
    }

    /// Writes what was asked for to a file.
    pub(super) fn put(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Checklist => self.write_checklist(path),
            _ => self.write(path, false),
        }
    }

    pub(super) fn picked(&mut self, purpose: Purpose, mut path: PathBuf) {
        match purpose {
            Purpose::Open | Purpose::Import => self.leave(Leaving::Open(path, false)),
            Purpose::Template => self.leave(Leaving::Open(path, true)),
            Purpose::LastYear => self.read_last_year(path),
            Purpose::Save | Purpose::Checklist => {
                if path.extension().is_none()
                    && let Some(extension) = purpose.extension()
                {
                    path.set_extension(extension);
                }
                if let Some(problem) = file_problem(&path) {
                    self.leaving = None;
                    let error = FileError {
                        file: path.display().to_string(),
                        line: None,
                        problem: "没有写出".into(),
                        remedy: problem,
                    };
                    let trouble = NotSaved::Failed(error);
                    self.modal = Some(Modal::NotSaved { path, trouble });
                    return;
                }
                let own = purpose == Purpose::Save
                    && document_path(self.document.as_ref()).as_deref() == Some(&path);
                if path.exists() && !own {
                    self.modal = Some(Modal::AskOverwrite { purpose, path });
                } else {
                    self.put(purpose, path);
                }
            }
        }
    }
}

/// A report as PDF, and how many pages it has.
pub(super) fn pdf(report: Balanced<'_>, faces: Choice, layout: Options) -> (Vec<u8>, usize) {
    let setup = Setup { fonts: faces.fonts(), layout, ..Setup::default() };
    let made = export::export(report, Format::Pdf, &setup);
    (made.bytes, made.pages.unwrap_or(0))
}
