//! The state of years side by side.

use super::super::action::Action;
use super::super::core::Core;
use super::super::document::messages::{DocumentCommand, Merge};
use super::super::navigation::NavigationCommand;
use super::super::path::messages::Purpose;
use super::super::rollup::messages::RollUpCommand;
use super::messages::{CompareAnswer, CompareCommand, CompareModal, YearsTab};
use super::outputs;
use super::reading::ReadingText;
use super::years::YearsView;
use crate::compare::{self, reading};
use crate::report::Report;
use crate::report::place::{CellId, Place};
use crate::rules::{explain, note_scope, scope_notes};

/// Years side by side, where they are shown, and the text that is made from them.
#[derive(Default)]
pub(crate) struct CompareSlice {
    pub(super) view: Option<YearsView>,
    pub(super) reading: ReadingText,
    /// The open report that it is about: its generation, and its revision when it was last looked at.
    pub(super) of: (u64, u64),
    /// Counts the times it was begun anew: what was read for another time is of no use.
    pub(super) opened: u64,
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
            Action::Export | Action::Print => Some(CompareCommand::AskExport),
            Action::CloseReport => Some(CompareCommand::Close),
            _ => None,
        }
    }

    /// Does what is asked about years side by side.
    pub(crate) fn handle(&mut self, core: &mut Core, command: CompareCommand) {
        match command {
            CompareCommand::Open => self.open(core),
            CompareCommand::OpenProse(section) => self.open_prose(core, section),
            CompareCommand::ShowUnit(name, reports) => self.show_unit(core, name, reports),
            CompareCommand::Close => close(core),
            CompareCommand::Add => core.ask_path(Purpose::CompareAdd),
            CompareCommand::AddFiles(files) => self.read(core, files),
            CompareCommand::Goto(cell) => self.goto(core, cell),
            CompareCommand::AskExport => {
                if self.view.as_ref().is_some_and(|view| view.comparison.is_some()) {
                    core.modal = Some(CompareModal::Export.into());
                }
            }
            CompareCommand::Export(output) => {
                core.modal = None;
                core.ask_path(Purpose::Years(output));
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
            CompareCommand::AskScope(year) => core.modal = Some(CompareModal::Scope(year).into()),
            CompareCommand::NoteScope(year, note) => self.note_scope(core, year, note),
            shown => self.show(core, &shown),
        }
    }

    /// Goes to a figure in the report that it is of.
    fn goto(&self, core: &mut Core, cell: CellId) {
        let Some(view) = &self.view else { return };
        if view.of_unit.is_some() {
            core.send(RollUpCommand::Look(Some(Place::Cell(cell))));
        } else if view.has_open() {
            core.send(NavigationCommand::Goto(Place::Cell(cell)));
        }
    }

    /// Keeps what is said of a year's scope: in the open report, else as long as the years are shown.
    fn note_scope(&mut self, core: &mut Core, year: u16, note: String) {
        core.modal = None;
        let Some(view) = &mut self.view else { return };
        if let Some(report) = core.report().filter(|_| view.has_open()) {
            let (label, edits) = ("统计范围说明".to_owned(), vec![note_scope(report, year, &note)]);
            return core.send(DocumentCommand::Edit { label, edits, merge: None });
        }
        if note.trim().is_empty() {
            view.notes.remove(&year);
        } else {
            view.notes.insert(year, note);
        }
        compare(core, view);
        self.propose();
    }

    /// Changes what is shown.
    fn show(&mut self, core: &mut Core, command: &CompareCommand) {
        let Some(view) = &mut self.view else { return };
        match *command {
            CompareCommand::Tab(tab) => (view.tab, view.section) = (tab, None),
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
            self.of = now;
        }
        // Behind something else nothing is reckoned; coming to the front does it.
        let Some(view) = self.view.as_mut().filter(|_| core.years_in_front) else { return };
        if view.of_unit.is_some() {
            return;
        }
        if std::mem::replace(&mut self.of, now) == now {
            return self.reading.look(core);
        }
        let Some(report) = core.report() else { return };
        let mut is_same = true;
        if let Some(source) = view.sources.iter_mut().find(|source| source.is_open) {
            let before = std::mem::replace(&mut source.report, report.clone());
            let noted = scope_notes(&before).eq(scope_notes(report));
            let waivers = report.waivers.clone();
            is_same = noted && Report { waivers, ..before } == *report;
        }
        // A year or a name may no longer fit the others.
        if !is_same {
            compare(core, view);
        }
        view.find_changes(&core.rules());
        self.propose();
    }

    fn draft(&self) -> Option<String> {
        self.view.as_ref()?.comparison.as_ref().map(reading::draft)
    }

    pub(super) fn propose(&mut self) {
        if let Some(text) = self.draft() {
            self.reading.propose(text);
        }
    }
}

/// Goes back to what stands behind, and to where the clerk was in it.
fn close(core: &mut Core) {
    core.years_in_front = false;
    if let Some(place) = core.shown.cursor.clone().filter(|_| !core.rollup_in_front) {
        core.goto(place);
    }
}

/// Compares what there is now, and says why where that cannot be.
pub(super) fn compare(core: &mut Core, view: &mut YearsView) {
    if let Err(error) = view.compare() {
        core.fail(refused_words(&error));
    }
}

pub(super) fn refused_words(error: &compare::CompareError) -> String {
    let compare::CompareError { file, problem, remedy } = error;
    if file.is_empty() {
        format!("{problem}。{remedy}")
    } else {
        format!("“{file}”{problem}。{remedy}")
    }
}
