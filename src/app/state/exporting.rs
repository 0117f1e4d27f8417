//! Exporting: the choices, what is asked before files are replaced, the files one by one.

use std::path::PathBuf;
use std::sync::Arc;

use super::{App, Part};
use crate::app::command::Modal;
use crate::app::dialogs::Picked;
use crate::app::exporting::{self, Looked, Request, Source, Subject, Wanted};
use crate::app::jobs::Answer;
use crate::edition::{self, Edition};
use crate::export::{Format, Setup};

/// What the question for forms, names and folder shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportChoices {
    /// What is chosen at first.
    pub request: Request,
    /// The tables, by their names.
    pub tables: Vec<String>,
    /// A choice that could not be carried out, and why.
    pub problem: Option<(Request, String)>,
    /// The folder that the system's dialog gave, and how often it did.
    pub picked: Option<(u32, PathBuf)>,
    /// The system has no dialog for folders.
    pub no_dialog: bool,
    edition: Arc<Edition>,
}

impl ExportChoices {
    /// The files that a request asks for.
    #[must_use]
    pub fn wanted(&self, request: &Request) -> Vec<Wanted> {
        request.wanted(&self.edition)
    }
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It waits.
    Waiting,
    /// It is being made.
    Working,
    /// It is there; what the clerk should know of it.
    Done {
        /// How many pages, where it has any.
        pages: Option<usize>,
        /// A line each.
        notes: Vec<String>,
    },
    /// It is not there; why.
    Failed(String),
}

/// An export under way or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exporting {
    id: u64,
    /// What is written.
    pub subject: Subject,
    /// Where the files go.
    pub folder: PathBuf,
    /// The files, by name, and how far each is.
    pub files: Vec<(String, Step)>,
}

impl Exporting {
    /// How many files were not written.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.files.iter().filter(|(_, step)| matches!(step, Step::Failed(_))).count()
    }

    /// How it ended, in a line.
    fn summary(&self) -> String {
        let (all, failed) = (self.files.len(), self.failed());
        let done = format!("已导出 {} 个文件到“{}”", all - failed, self.folder.display());
        if failed == 0 { done } else { format!("{done}，{failed} 个没有导出") }
    }
}

/// What the window has to remember of exporting.
#[derive(Default)]
pub(super) struct ExportState {
    /// The forms chosen last, and the encoding of text.
    last: Option<(Vec<Format>, bool)>,
    /// The folder of the last export.
    folder: Option<PathBuf>,
    /// Counts the exports.
    count: u64,
    /// The export that was begun last.
    pub(super) now: Option<Exporting>,
}

impl App {
    /// Asks for forms, names and folder.
    pub(super) fn ask_export(&mut self, subject: Subject) {
        let Some((edition, agency, year)) = self.subject_at_hand() else { return };
        let (formats, gb18030) =
            self.export.last.clone().unwrap_or_else(|| (vec![Format::Pdf], false));
        let name = match subject {
            Subject::Report => self.proposed_stem(),
            Subject::Blanks => exporting::safe(&format!("{agency}{year}年度空白")),
        };
        let folder = self.export.folder.clone().unwrap_or_else(|| self.proposed_folder());
        let request = Request {
            subject,
            tables: self.tables_at_hand(&edition),
            formats,
            gb18030,
            folder: folder.display().to_string(),
            name,
        };
        self.modal = Some(Modal::Export(Box::new(ExportChoices {
            request,
            tables: edition.tables.iter().map(|table| table.name.clone()).collect(),
            problem: None,
            picked: None,
            no_dialog: false,
            edition,
        })));
    }

    /// Edition, agency and year of the open report, or of the one that is due.
    fn subject_at_hand(&self) -> Option<(Arc<Edition>, String, u16)> {
        let ended = self.ended_year();
        let Some(document) = &self.document else {
            return Some((edition::for_year(ended)?, self.settings.agency.clone(), ended));
        };
        let report = document.report();
        let edition = Arc::clone(report.figures.edition());
        Some((edition, report.agency.clone(), report.year.unwrap_or(ended)))
    }

    /// The table that is shown, else all.
    fn tables_at_hand(&self, edition: &Edition) -> Vec<usize> {
        let shown = match self.part {
            Part::Section(number) if self.document.is_some() => edition.table_in(number),
            _ => None,
        };
        shown.map_or_else(|| (0..edition.tables.len()).collect(), |table| vec![table])
    }

    /// Opens the system's dialog for a folder.
    pub(super) fn choose_folder(&mut self) {
        let dialogs = Arc::clone(&self.dialogs);
        self.jobs.start(move || Answer::FolderPicked(dialogs.folder("选择文件夹")));
    }

    pub(super) fn folder_picked(&mut self, picked: Picked) {
        let Some(Modal::Export(choices)) = &mut self.modal else { return };
        match picked {
            Picked::File(path) => {
                let times = choices.picked.as_ref().map_or(0, |(times, _)| *times);
                choices.picked = Some((times + 1, path));
            }
            Picked::Cancelled => {}
            Picked::Unavailable => choices.no_dialog = true,
        }
    }

    /// Looks at the folder, aside.
    pub(super) fn export(&mut self, request: Request) {
        let Some(Modal::Export(choices)) = &self.modal else { return };
        let wanted = choices.wanted(&request);
        self.jobs.start(move || {
            let looked = match request.problem() {
                Some(problem) => Looked::Problem(problem),
                None => exporting::look(&request.folder(), &wanted),
            };
            Answer::ExportLooked(Box::new(request), looked)
        });
    }

    pub(super) fn export_looked(&mut self, request: Request, looked: Looked) {
        // The clerk may have thought better of it meanwhile.
        let Some(Modal::Export(choices)) = &mut self.modal else { return };
        match looked {
            Looked::Problem(problem) => choices.problem = Some((request, problem)),
            Looked::Existing(names) if names.is_empty() => self.write_export(request),
            Looked::Existing(names) => {
                choices.request = request;
                choices.problem = None;
                let choices = choices.clone();
                self.modal = Some(Modal::AskReplace { choices, names });
            }
        }
    }

    /// What is asked about replacing files was answered: with yes, or by going back.
    pub(super) fn replace_exported(&mut self, yes: bool) {
        let Some(Modal::AskReplace { choices, .. }) = &self.modal else { return };
        if yes {
            self.write_export(choices.request.clone());
        } else {
            self.modal = Some(Modal::Export(choices.clone()));
        }
    }

    /// Makes and writes the files, one by one, aside.
    fn write_export(&mut self, request: Request) {
        let Some((edition, agency, year)) = self.subject_at_hand() else { return };
        let wanted = request.wanted(&edition);
        let source = match (request.subject, &self.document) {
            (Subject::Report, Some(document)) => {
                Source::Report(Box::new(document.report().clone()))
            }
            (Subject::Report, None) => return,
            (Subject::Blanks, _) => Source::Blanks(edition, agency, year),
        };
        let folder = request.folder();
        self.export.count += 1;
        let id = self.export.count;
        let files = wanted.iter().map(|wanted| (wanted.name.clone(), Step::Waiting)).collect();
        let exporting = Exporting { id, subject: request.subject, folder: folder.clone(), files };
        self.export.now = Some(exporting.clone());
        self.export.folder = Some(folder.clone());
        self.export.last = Some((request.formats, request.gb18030));
        self.modal = Some(Modal::Exporting(exporting));
        let (layout, gb18030) = (self.settings.layout(), request.gb18030);
        let faces = self.settings.faces;
        self.jobs.start_telling(move |tell| {
            let setup = Setup { fonts: faces.fonts(), layout, gb18030 };
            for (at, wanted) in wanted.iter().enumerate() {
                tell(Answer::ExportStep { id, at, step: Step::Working });
                let step = match exporting::write(&source, wanted, &folder, &setup) {
                    Ok(made) => Step::Done { pages: made.pages, notes: made.notes },
                    Err(problem) => Step::Failed(problem),
                };
                tell(Answer::ExportStep { id, at, step });
            }
            Answer::Exported { id }
        });
    }

    pub(super) fn export_step(&mut self, id: u64, at: usize, step: Step) {
        let Some(now) = self.export.now.as_mut().filter(|now| now.id == id) else { return };
        if let Some((_, state)) = now.files.get_mut(at) {
            *state = step;
        }
        if let Some(Modal::Exporting(shown)) = &mut self.modal {
            *shown = now.clone();
        }
    }

    pub(super) fn exported(&mut self, id: u64) {
        let Some(done) = self.export.now.take_if(|now| now.id == id) else { return };
        self.tell(done.summary());
        if matches!(&self.modal, Some(Modal::Exporting(shown)) if shown.id == id) {
            self.modal = Some(Modal::Exported(done));
        }
    }

    /// Has the desktop open a folder.
    pub(super) fn open_folder(&mut self, folder: PathBuf) {
        self.modal = None;
        let programs = Arc::clone(&self.programs);
        self.jobs.start(move || {
            let opened = programs.open(&folder).is_ok();
            Answer::FolderOpened { folder, opened }
        });
    }

    pub(super) fn folder_opened(&mut self, folder: &std::path::Path, opened: bool) {
        if !opened {
            let folder = folder.display();
            self.tell(format!("系统没有可以打开文件夹的程序，文件在“{folder}”"));
        }
    }
}
