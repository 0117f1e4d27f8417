//! Exporting: the choices, what is asked before files are replaced, the files one by one.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::core::Core;
use super::super::dialogs::{FileQuestion, Picked};
use super::super::jobs::Wait;
use super::super::modal::Modal;
use super::super::navigation::Part;
use super::choices::{ExportChoices, Exporting, FileStep};
use super::messages::{ExportAnswer, ExportCommand, ExportModal};
use super::request::{self, ExportRequest, Looked, Source, Subject};
use crate::edition::{self, Edition};
use crate::export::{ExportSetup, Format, ReviewCopy};
use crate::file::safe_name;

/// Exporting: what is remembered of the last time, and the export under way.
#[derive(Default)]
pub(crate) struct ExportSlice {
    /// The forms chosen last, and the encoding of text.
    last: Option<(Vec<Format>, bool)>,
    /// How a 送审稿 was made last.
    copy: ReviewCopy,
    /// The folder of the last export.
    folder: Option<PathBuf>,
    /// Counts the exports.
    count: u64,
    /// The export that was begun last.
    now: Option<Exporting>,
}

impl ExportSlice {
    /// A fault of this program has ended a job: none is under way any more.
    pub(crate) fn panicked(&mut self) {
        self.now = None;
    }

    /// Does what is asked about exporting.
    pub(crate) fn handle(&mut self, core: &mut Core, command: ExportCommand) {
        match command {
            ExportCommand::Ask(subject) => self.ask(core, subject),
            ExportCommand::ChooseFolder => {
                let dialogs = Arc::clone(&core.environment.dialogs);
                let folder = self.folder.clone().unwrap_or_else(|| core.proposed_folder());
                let asked = FileQuestion { title: "选择文件夹", folder, files: ("", &[]) };
                core.jobs.start(move || ExportAnswer::FolderPicked(dialogs.folder(&asked)));
            }
            ExportCommand::Begin(request) => look(core, request),
            ExportCommand::Replace => {
                if let Some(Modal::Export(ExportModal::AskReplace { choices, .. })) = &core.modal {
                    let request = choices.request.clone();
                    self.write(core, request);
                }
            }
            ExportCommand::Back => {
                if let Some(Modal::Export(ExportModal::AskReplace { choices, .. })) = &core.modal {
                    core.modal = Some(ExportModal::Choose(choices.clone()).into());
                }
            }
            ExportCommand::Open(folder) => open_folder(core, folder),
        }
    }

    /// Takes what a job about exporting sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: ExportAnswer) {
        match answer {
            ExportAnswer::FolderPicked(picked) => folder_picked(core, picked),
            ExportAnswer::Looked(request, looked) => self.looked(core, *request, looked),
            ExportAnswer::Step { id, at, step } => self.step(core, id, at, step),
            ExportAnswer::Done { id } => self.done(core, id),
            ExportAnswer::FolderOpened { opened: true, .. } => {}
            ExportAnswer::FolderOpened { folder, opened: false } => {
                let folder = folder.display();
                core.notify(format!("系统没有可以打开文件夹的程序，文件在“{folder}”"));
            }
        }
    }

    /// Asks for forms, names and folder.
    fn ask(&self, core: &mut Core, subject: Subject) {
        let Some((edition, agency, year)) = subject_at_hand(core) else { return };
        let (formats, gb18030) = self.last.clone().unwrap_or_else(|| (last_forms(core), false));
        let name = match subject {
            Subject::Report | Subject::ForReview => core.proposed_stem(),
            Subject::Blanks => safe_name(&format!("{agency}{year}年度空白")),
        };
        let folder = self.folder.clone().unwrap_or_else(|| core.proposed_folder());
        let request = ExportRequest {
            subject,
            tables: tables_at_hand(core, &edition),
            formats,
            copy: self.copy,
            gb18030,
            folder: folder.display().to_string(),
            name,
        };
        let choices = ExportChoices {
            request,
            tables: edition.tables.iter().map(|table| table.name.clone()).collect(),
            problem: None,
            picked: None,
            no_dialog: false,
            edition,
        };
        core.modal = Some(ExportModal::Choose(Box::new(choices)).into());
    }

    fn looked(&mut self, core: &mut Core, request: ExportRequest, looked: Looked) {
        // The clerk may have thought better of it meanwhile.
        let Some(Modal::Export(ExportModal::Choose(choices))) = &mut core.modal else { return };
        match looked {
            Looked::Problem(problem) => choices.problem = Some((request, problem)),
            Looked::Existing(names) if names.is_empty() => self.write(core, request),
            Looked::Existing(names) => {
                choices.request = request;
                choices.problem = None;
                let choices = choices.clone();
                core.modal = Some(ExportModal::AskReplace { choices, names }.into());
            }
        }
    }

    /// Makes and writes the files, one by one, aside.
    fn write(&mut self, core: &mut Core, request: ExportRequest) {
        let Some((edition, agency, year)) = subject_at_hand(core) else { return };
        let wanted = request.wanted(&edition);
        let source = match (request.subject, &core.document) {
            (Subject::Blanks, _) => Source::Blanks(edition, agency, year),
            (_, None) => return,
            (Subject::Report, Some(document)) => {
                Source::Report(Box::new(document.report().clone()))
            }
            (Subject::ForReview, Some(document)) => {
                let report = Box::new(document.report().clone());
                Source::ForReview(report, document.findings().to_vec(), request.copy)
            }
        };
        let folder = request.folder();
        self.count += 1;
        let id = self.count;
        let files = wanted.iter().map(|wanted| (wanted.name.clone(), FileStep::Waiting)).collect();
        let exporting = Exporting { id, subject: request.subject, folder: folder.clone(), files };
        self.now = Some(exporting.clone());
        self.folder = Some(folder.clone());
        let names = request.formats.iter().map(|format| format.name().to_owned()).collect();
        core.settings.change(|settings| settings.exported = names);
        self.last = Some((request.formats, request.gb18030));
        self.copy = request.copy;
        core.modal = Some(ExportModal::UnderWay(exporting).into());
        let settings = core.settings.get();
        let (layout, gb18030, faces) = (settings.layout(), request.gb18030, settings.faces);
        core.jobs.start_telling(Some(Wait::Export), move |tell| {
            let setup = ExportSetup { fonts: faces.fonts(), layout, gb18030 };
            for (at, wanted) in wanted.iter().enumerate() {
                tell(ExportAnswer::Step { id, at, step: FileStep::Working });
                let step = match request::write(&source, wanted, &folder, &setup) {
                    Ok(made) => FileStep::Done { pages: made.pages, notes: made.notes },
                    Err(problem) => FileStep::Failed(problem),
                };
                tell(ExportAnswer::Step { id, at, step });
            }
            ExportAnswer::Done { id }
        });
    }

    fn step(&mut self, core: &mut Core, id: u64, at: usize, step: FileStep) {
        let Some(now) = self.now.as_mut().filter(|now| now.id == id) else { return };
        if let Some((_, state)) = now.files.get_mut(at) {
            *state = step;
        }
        if let Some(Modal::Export(ExportModal::UnderWay(shown))) = &mut core.modal {
            *shown = now.clone();
        }
    }

    fn done(&mut self, core: &mut Core, id: u64) {
        let Some(done) = self.now.take_if(|now| now.id == id) else { return };
        core.notify(done.summary());
        let watched = matches!(&core.modal,
            Some(Modal::Export(ExportModal::UnderWay(shown))) if shown.id == id);
        if watched {
            core.modal = Some(ExportModal::Done(done).into());
        }
    }
}

/// Edition, agency and year of the open report, or of the one that is due.
fn subject_at_hand(core: &Core) -> Option<(Arc<Edition>, String, u16)> {
    let ended = core.ended_year();
    let Some(report) = core.report() else {
        return Some((edition::for_year(ended)?, core.settings.get().agency.clone(), ended));
    };
    let edition = Arc::clone(report.figures.edition());
    Some((edition, report.agency.clone(), report.year.unwrap_or(ended)))
}

/// The forms last exported to, as far as they are still given; PDF before the first time.
fn last_forms(core: &Core) -> Vec<Format> {
    let names = &core.settings.get().exported;
    let last = |format: &Format| names.iter().any(|name| name == format.name());
    let forms: Vec<Format> = Format::ALL.into_iter().filter(last).collect();
    if forms.is_empty() { vec![Format::Pdf] } else { forms }
}

/// The table that is shown, else all.
fn tables_at_hand(core: &Core, edition: &Edition) -> Vec<usize> {
    let shown = match core.shown.part {
        Part::Section(number) if core.document.is_some() => edition.table_in(number),
        _ => None,
    };
    shown.map_or_else(|| (0..edition.tables.len()).collect(), |table| vec![table])
}

fn folder_picked(core: &mut Core, picked: Picked) {
    let Some(Modal::Export(ExportModal::Choose(choices))) = &mut core.modal else { return };
    match picked {
        Picked::File(path) => {
            let times = choices.picked.as_ref().map_or(0, |(times, _)| *times);
            choices.picked = Some((times + 1, path));
        }
        Picked::Files(_) | Picked::Cancelled => {}
        Picked::Unavailable => choices.no_dialog = true,
    }
}

/// Looks at the folder, aside.
fn look(core: &mut Core, request: Box<ExportRequest>) {
    let Some(Modal::Export(ExportModal::Choose(choices))) = &core.modal else { return };
    let wanted = choices.wanted(&request);
    core.jobs.start(move || {
        let looked = match request.problem() {
            Some(problem) => Looked::Problem(problem),
            None => request::look(&request.folder(), &wanted),
        };
        ExportAnswer::Looked(request, looked)
    });
}

/// Has the desktop open a folder.
fn open_folder(core: &mut Core, folder: PathBuf) {
    core.modal = None;
    let programs = Arc::clone(&core.environment.programs);
    core.jobs.start(move || {
        let opened = programs.open(&folder).is_ok();
        ExportAnswer::FolderOpened { folder, opened }
    });
}
