//! The state of years side by side.

use std::path::PathBuf;

use super::super::action::Action;
use super::super::core::Core;
use super::super::document::messages::{DocumentCommand, Merge};
use super::super::navigation::NavigationCommand;
use super::super::path::messages::Purpose;
use super::messages::{CompareAnswer, CompareCommand, YearsOutput, YearsTab};
use super::outputs;
use super::reading::ReadingText;
use super::years::{YearSource, YearsView, last_year};
use crate::compare::{self, reading};
use crate::file::FileError;
use crate::open::open;
use crate::report::Report;
use crate::report::place::Place;
use crate::rules::explain;

/// Years side by side, where they are shown, and the text that is made from them.
#[derive(Default)]
pub(crate) struct CompareSlice {
    view: Option<YearsView>,
    reading: ReadingText,
    /// The open report that it is about: its generation, and its revision when it was last looked at.
    of: (u64, u64),
    /// Counts the times it was opened: what was read for another time is of no use.
    opened: u64,
}

impl CompareSlice {
    /// What is shown, where it is.
    pub(crate) fn view(&self) -> Option<&YearsView> {
        self.view.as_ref()
    }

    /// The text for the public.
    pub(crate) fn reading(&self) -> &ReadingText {
        &self.reading
    }

    /// What an action means while years are shown; `None` where it means what it always does.
    pub(crate) fn command(&self, action: Action) -> Option<CompareCommand> {
        let tab = self.view.as_ref()?.tab;
        match action {
            Action::NextSection => Some(CompareCommand::Tab(tab.step(1))),
            Action::PreviousSection => Some(CompareCommand::Tab(tab.step(YearsTab::ALL.len() - 1))),
            Action::Open => Some(CompareCommand::Add),
            Action::Export => Some(CompareCommand::Export(YearsOutput::Workbook)),
            Action::CloseReport => Some(CompareCommand::Close),
            _ => None,
        }
    }

    /// Does what is asked about years side by side.
    pub(crate) fn handle(&mut self, core: &mut Core, command: CompareCommand) {
        match command {
            CompareCommand::Open => self.open(core),
            CompareCommand::Close => self.view = None,
            CompareCommand::Add => core.ask_path(Purpose::CompareAdd),
            CompareCommand::AddFiles(files) => self.read(core, files),
            CompareCommand::Goto(cell) => {
                if self.view.take().is_some_and(|view| view.has_open()) {
                    core.send(NavigationCommand::Goto(Place::Cell(cell)));
                }
            }
            CompareCommand::Export(output) => {
                if self.view.as_ref().is_some_and(|view| view.comparison.is_some()) {
                    core.ask_path(Purpose::Years(output));
                }
            }
            CompareCommand::Write(output, path) => outputs::write(self, core, output, path),
            CompareCommand::Reading(text) => {
                self.reading.typed(text);
                self.reading.keep(core);
            }
            CompareCommand::DraftReading => {
                if let Some(text) = self.draft() {
                    self.reading.typed(text);
                    self.reading.keep(core);
                }
            }
            CompareCommand::Explain(cell, reason) => {
                let edit = core.report().and_then(|report| explain(report, cell, &reason));
                if let Some(edit) = edit {
                    // Typing a reason is one step.
                    let (label, merge) = ("写明原因".to_owned(), Some(Merge::Cell(cell)));
                    core.send(DocumentCommand::Edit { label, edits: vec![edit], merge });
                }
            }
            shown => self.show(core, &shown),
        }
    }

    /// Changes what is shown.
    fn show(&mut self, core: &mut Core, command: &CompareCommand) {
        let Some(view) = &mut self.view else { return };
        match *command {
            CompareCommand::Tab(tab) => view.tab = tab,
            CompareCommand::Choose(cell) => view.chosen = Some(cell),
            CompareCommand::OnlyFilled(only) => view.only_filled = only,
            CompareCommand::Measure(measure) => {
                view.measure = measure;
                view.find_changes(&core.rules());
            }
            CompareCommand::Column(column) => {
                if let Some(table) = view.tab.table() {
                    view.columns[table] = Some(column);
                }
            }
            CompareCommand::Remove(year) => {
                view.sources.retain(|source| source.is_open || source.report.year != Some(year));
                compare(core, view);
            }
            _ => {}
        }
        view.lay_out();
        self.propose();
    }

    /// Takes what a job sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: CompareAnswer) {
        match answer {
            CompareAnswer::Read { of, files } => {
                if of == self.opened {
                    self.add(core, files);
                }
            }
            CompareAnswer::Written { path, result } => match result {
                Ok(()) => core.notify(format!("已导出“{}”", path.display())),
                Err(error) => core.fail(error.to_string()),
            },
            CompareAnswer::ReadingFound { path, text } => {
                self.reading.found(&path, text);
                self.reading.keep(core);
            }
            CompareAnswer::ReadingKept { path, text, result } => {
                if let Some(error) = self.reading.written(&path, text, result) {
                    core.fail(error.to_string());
                }
                self.reading.keep(core);
            }
        }
    }

    /// After every command: the open report may have been changed, saved or closed.
    pub(crate) fn follow(&mut self, core: &mut Core) {
        let now = (core.generation, core.document.as_ref().map_or(0, |d| d.revision()));
        if self.of.0 != now.0 {
            // What was typed for the report before is in its file, where it had one.
            self.reading = ReadingText::default();
            self.view = None;
        }
        if std::mem::replace(&mut self.of, now) == now || self.view.is_none() {
            if self.view.is_some() {
                self.reading.look(core);
            }
            return;
        }
        let Some((view, report)) = self.view.as_mut().zip(core.report()) else { return };
        let mut is_same = true;
        if let Some(source) = view.sources.iter_mut().find(|source| source.is_open) {
            let before = std::mem::replace(&mut source.report, report.clone());
            is_same = Report { waivers: report.waivers.clone(), ..before } == *report;
        }
        // A year or a name may no longer fit the others.
        if !is_same {
            compare(core, view);
        }
        view.find_changes(&core.rules());
        self.propose();
    }

    fn open(&mut self, core: &mut Core) {
        self.opened += 1;
        let mut sources = Vec::new();
        if let Some(report) = core.report() {
            let last = report.last.as_ref().and_then(|last| last_year(report, last));
            sources.extend(last.map(|report| YearSource {
                name: "本报告所带的上年数".to_owned(),
                report,
                is_open: false,
            }));
            let path = core.document_path().and_then(|path| path.file_name());
            let name = path.map(|name| name.to_string_lossy().into_owned());
            sources.push(YearSource {
                name: name.unwrap_or_else(|| "打开的报告".to_owned()),
                report: report.clone(),
                is_open: true,
            });
        }
        let mut view = YearsView::new(sources);
        compare(core, &mut view);
        if let Some(Place::Cell(cell)) = &core.shown.cursor {
            // The figure that the cursor is on is the one that is asked about.
            view.tab = YearsTab::ALL.get(cell.table).copied().unwrap_or_default();
            view.only_filled = false;
            let form = core.report().and_then(|report| report.edition().tables.get(cell.table));
            let column =
                form.map(|form| cell.index - form.rows[form.cells[cell.index].row].cells.start);
            view.columns[cell.table] = column;
            view.chosen = Some(*cell);
            view.lay_out();
        }
        view.find_changes(&core.rules());
        self.of = (core.generation, core.document.as_ref().map_or(0, |d| d.revision()));
        self.view = Some(view);
        self.reading.look(core);
        self.propose();
    }

    fn read(&mut self, core: &mut Core, paths: Vec<PathBuf>) {
        if self.view.is_none() {
            self.open(core);
        }
        let of = self.opened;
        core.notify("正在读取…");
        core.jobs.start(move || {
            let read = |path: PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (name, open(&path).map(|opened| Box::new(opened.into_report())))
            };
            CompareAnswer::Read { of, files: paths.into_iter().map(read).collect() }
        });
    }

    /// Adds what was read; what cannot be compared is told, and left out.
    fn add(&mut self, core: &mut Core, files: Vec<(String, Result<Box<Report>, FileError>)>) {
        core.notice = None;
        let Some(view) = &mut self.view else { return };
        let mut told = Vec::new();
        for (name, read) in files {
            let report = match read {
                Ok(report) => *report,
                Err(error) => {
                    told.push(error.to_string());
                    continue;
                }
            };
            let before = view.sources.clone();
            // The whole report of a year is better than what another remembers of it.
            let year = report.year;
            view.sources.retain(|source| {
                source.is_open || source.report.year != year || source.name != "本报告所带的上年数"
            });
            view.sources.push(YearSource { name, report, is_open: false });
            if let Err(error) = view.compare() {
                told.push(refused_words(&error));
                view.sources = before;
                told.extend(view.compare().err().map(|error| refused_words(&error)));
            }
        }
        self.propose();
        if told.is_empty() { core.notify("已加入") } else { core.fail(told.join("\n")) }
    }

    fn draft(&self) -> Option<String> {
        self.view.as_ref()?.comparison.as_ref().map(reading::draft)
    }

    fn propose(&mut self) {
        if let Some(text) = self.draft() {
            self.reading.propose(text);
        }
    }
}

/// Compares what there is now, and says why where that cannot be.
fn compare(core: &mut Core, view: &mut YearsView) {
    if let Err(error) = view.compare() {
        core.fail(refused_words(&error));
    }
}

fn refused_words(error: &compare::CompareError) -> String {
    let compare::CompareError { file, problem, remedy } = error;
    if file.is_empty() {
        format!("{problem}。{remedy}")
    } else {
        format!("“{file}”{problem}。{remedy}")
    }
}
