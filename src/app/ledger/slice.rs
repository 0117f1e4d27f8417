//! The ledger's state beside the ledger itself: what is shown of it, and what was counted.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::core::Core;
use super::super::desk::Desk;

use super::super::jobs::Wait;
use super::super::path::messages::Purpose;
use super::comparison::{self, comparable};
use super::document::LedgerDocument;
use super::filter::{LedgerFilter, LedgerOrder};
use super::messages::{DueRequests, Front, LedgerAnswer, LedgerCommand, LedgerModal};
use super::overview::{LedgerQuery, LedgerSnapshot, Overview};
use super::saving::{LedgerSaver, WriteOver};
use super::{editing, opening, saving};
use crate::export;
use crate::file;
use crate::ledger::LedgerEdit;
use crate::ledger::sheet::ExportedNames;

/// What is shown of the open ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerShown {
    /// The year; `None` for all.
    pub year: Option<i16>,
    /// Which requests of it.
    pub filter: LedgerFilter,
    /// The words that are looked for.
    pub words: String,
    /// In which order.
    pub order: LedgerOrder,
    /// The request that is gone to, by its index.
    pub selected: Option<usize>,
    /// Whether the names of natural persons are hidden.
    pub hide_names: bool,
    /// Whether what is below the list is unfolded.
    pub panel_open: bool,
    /// How often the search was asked for: it takes the keyboard when this changes.
    pub find_asked: usize,
}

impl Default for LedgerShown {
    fn default() -> Self {
        Self {
            year: None,
            filter: LedgerFilter::default(),
            words: String::new(),
            order: LedgerOrder::default(),
            selected: None,
            hide_names: true,
            panel_open: true,
            find_asked: 0,
        }
    }
}

/// What an overview was counted of: the ledger, its revision, and what was asked.
type CountKey = (u64, u64, LedgerQuery);

/// The ledger.
#[derive(Default)]
pub(crate) struct LedgerSlice {
    pub(super) view: LedgerShown,
    overview: Option<Arc<Overview>>,
    /// What was last begun to be counted.
    begun: Option<CountKey>,
    counting: bool,
    /// The list is put in order anew: not while somebody types in one of its rows.
    pub(super) reorder: bool,
    pub(super) saver: LedgerSaver,
    /// The comparison is shown as soon as the ledger is counted.
    pub(super) compare_when_counted: bool,
    /// How the export that asks for a path is made.
    names: ExportedNames,
    /// What is due in the ledger that was used last, while none is open.
    due: Option<DueRequests>,
    generation: u64,
}

/// All of a ledger, as it is first shown.
pub(super) fn whole(today: Date) -> LedgerQuery {
    LedgerQuery {
        year: None,
        filter: LedgerFilter::All,
        words: String::new(),
        order: LedgerOrder::Urgency,
        today,
        report: None,
    }
}

impl LedgerSlice {
    pub(crate) fn view(&self) -> &LedgerShown {
        &self.view
    }

    /// What was counted last of the open ledger.
    pub(crate) fn overview(&self) -> Option<&Arc<Overview>> {
        self.overview.as_ref()
    }

    /// What is due in the ledger that was used last, while none is open.
    pub(crate) fn due(&self) -> Option<&DueRequests> {
        self.due.as_ref()
    }

    /// Whether the last save failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.saver.has_failed()
    }

    /// Does what is asked about the ledger.
    pub(crate) fn handle(&mut self, core: &mut Core, command: LedgerCommand) {
        use LedgerCommand as C;
        match command {
            C::New => {
                if self.may_leave(core, C::New) {
                    opening::new(core);
                    core.bring_to_front(Desk::Ledger);
                }
            }
            C::Open(path) => self.open(core, path, Front::Ledger),
            C::OpenToCompare(path) => self.open(core, path, Front::Comparison),
            C::Import(path) => {
                if self.may_leave(core, C::Import(path.clone())) {
                    opening::import(core, path);
                }
            }
            C::Restore(draft, beside) => {
                core.modal = None;
                if self.may_leave(core, C::Restore(draft.clone(), beside)) {
                    opening::take_draft(core, draft, beside);
                }
            }
            C::Elsewhere(how) => self.elsewhere(core, how),
            C::LookForDue(path) => opening::look_for_due(core, path),
            C::Close => self.close(core),
            C::CloseWithout(parting) => Self::part(core, parting),
            C::Left => Self::left(core),
            C::Front(desk) => core.bring_to_front(desk),
            C::Save
            | C::SaveAs
            | C::To(_)
            | C::Over(_)
            | C::Reload(_)
            | C::ListVersions
            | C::RestoreVersion(_) => self.save(core, command),
            C::Select(_)
            | C::NextOpen
            | C::PreviousOpen
            | C::Year(_)
            | C::Filter(_)
            | C::Find(_)
            | C::AskFind
            | C::TogglePanel
            | C::Order(_)
            | C::HideNames(_) => self.show(core, command),
            C::AskExport
            | C::Export(_)
            | C::ExportTo(_)
            | C::AskProperties
            | C::Compare
            | C::Fill(_)
            | C::FillAll
            | C::WriteFees
            | C::WriteCounts => self.hand_over(core, command),
            other => self.edit(core, other),
        }
    }

    /// Gives what is in the ledger to others: a table, the report.
    fn hand_over(&mut self, core: &mut Core, command: LedgerCommand) {
        use LedgerCommand as C;
        match command {
            C::AskExport => core.modal = Some(LedgerModal::Export.into()),
            C::Export(names) => {
                core.modal = None;
                self.names = names;
                core.ask_path(Purpose::LedgerExport);
            }
            C::ExportTo(path) => self.export(core, path),
            C::AskProperties => core.modal = Some(LedgerModal::Properties.into()),
            C::Compare => self.compare(core),
            C::Fill(cells) => comparison::fill(core, Some(&cells)),
            C::FillAll => comparison::fill(core, None),
            C::WriteFees => comparison::write_fees(core),
            C::WriteCounts => comparison::write_counts(core),
            _ => debug_assert!(false, "another part does this"),
        }
    }

    /// Changes the ledger.
    fn edit(&mut self, core: &mut Core, command: LedgerCommand) {
        use LedgerCommand as C;
        match command {
            C::Register => {
                self.left_row(core);
                if let Some(row) = editing::register(core) {
                    self.view.selected = Some(row);
                    // A new request is seen whatever was looked for: it is of this year.
                    if self.view.year.is_some() {
                        self.view.year = Some(editing::today(core).year());
                    }
                    (self.view.filter, self.view.words) = (LedgerFilter::All, String::new());
                    self.reorder = true;
                }
            }
            C::Write { row, field, text } => editing::write(core, row, field, &text),
            C::EndField => {
                if let Some(document) = &mut core.ledger.document {
                    document.end_merge();
                }
            }
            C::Delete(row) => {
                editing::delete(core, row);
                self.view.selected = None;
                self.left_row(core);
            }
            C::Undo => {
                editing::step(core, "撤销", LedgerDocument::undo);
                self.left_row(core);
            }
            C::Redo => {
                editing::step(core, "重做", LedgerDocument::redo);
                self.left_row(core);
            }
            C::Agency(name) => {
                editing::make(core, "填写机关全称", vec![LedgerEdit::Agency(name)], None);
                self.left_row(core);
            }
            C::Pending(choice) => {
                let edits = vec![LedgerEdit::Pending(choice)];
                editing::make(core, "选择尚未审结案件的计入年度", edits, None);
                self.left_row(core);
            }
            C::Holidays(years) => {
                editing::make(core, "登记节假日", vec![LedgerEdit::Holidays(years)], None);
                self.left_row(core);
            }
            _ => debug_assert!(false, "another part does this"),
        }
    }

    /// Changes what is shown.
    fn show(&mut self, core: &mut Core, command: LedgerCommand) {
        use LedgerCommand as C;
        match command {
            C::Select(row) => {
                if self.view.selected != row {
                    self.left_row(core);
                    self.view.selected = row;
                }
            }
            C::NextOpen => self.walk_open(core, ListWalk::On),
            C::PreviousOpen => self.walk_open(core, ListWalk::Back),
            C::Year(year) => self.view.year = year,
            C::Filter(filter) => self.view.filter = filter,
            C::Find(words) => self.view.words = words,
            C::AskFind => self.view.find_asked += 1,
            C::TogglePanel => self.view.panel_open = !self.view.panel_open,
            C::Order(order) => self.view.order = order,
            C::HideNames(hide) => self.view.hide_names = hide,
            _ => debug_assert!(false, "another part does this"),
        }
    }

    fn save(&mut self, core: &mut Core, command: LedgerCommand) {
        use LedgerCommand as C;
        match command {
            C::Save => self.saver.save(core),
            C::SaveAs => core.ask_path(Purpose::LedgerSave),
            C::To(path) => self.saver.write(core, path, WriteOver::Known),
            C::Over(path) => {
                core.modal = None;
                self.saver.write(core, path, WriteOver::Anything);
            }
            C::Reload(path) => saving::reload(core, path),
            C::ListVersions => saving::list_versions(core),
            C::RestoreVersion(id) => {
                saving::restore_version(core, id);
                self.left_row(core);
            }
            _ => debug_assert!(false, "another part does this"),
        }
    }

    /// Takes what a job about the ledger sends back. What is about a ledger that has been left
    /// meanwhile is over.
    pub(crate) fn take(&mut self, core: &mut Core, answer: LedgerAnswer) {
        let open = core.ledger.generation;
        match answer {
            LedgerAnswer::Read { path, front, result } => match result {
                Ok(read) => {
                    if opening::opened(core, path, front, read) {
                        self.show_in_front(core, front);
                    }
                }
                Err(error) => core.fail(error.to_string()),
            },
            LedgerAnswer::Imported(Ok(_))
                if core.open_work(Desk::Ledger).is_some_and(|w| w.dirty) =>
            {
                core.fail("读表格的时候台账有了改动，还没有存上。请存好以后再导入一次。");
            }
            LedgerAnswer::Imported(Ok(imported)) => {
                opening::imported(core, imported);
                core.bring_to_front(Desk::Ledger);
            }
            LedgerAnswer::DraftTaken { draft, file, slot, read } => {
                if opening::restored(core, *draft, file, slot, read) {
                    self.show_in_front(core, Front::Ledger);
                }
            }
            LedgerAnswer::Counted { generation, overview } => {
                self.counting = false;
                if generation == open {
                    self.counted(core, *overview);
                }
            }
            LedgerAnswer::CountPanicked => {
                self.counting = false;
                core.notify("程序出错，台账没有数成，下次改动后会再数");
            }
            LedgerAnswer::Saved { generation, path, ledger, result } if generation == open => {
                self.saver.ended(core, path, ledger, result);
            }
            LedgerAnswer::SavePanicked => self.saver.panicked(core),
            LedgerAnswer::Reloaded { generation, result } if generation == open => {
                saving::reloaded(core, result);
                self.reorder = true;
            }
            LedgerAnswer::Listed { generation, versions } if generation == open => {
                core.modal = Some(LedgerModal::Versions(versions).into());
            }
            LedgerAnswer::Saved { .. }
            | LedgerAnswer::Reloaded { .. }
            | LedgerAnswer::Listed { .. } => {}
            LedgerAnswer::Exported { path, result: Ok(()) } => {
                core.notify(format!("已导出“{}”", path.display()));
            }
            LedgerAnswer::Exported { result: Err(error), .. }
            | LedgerAnswer::Imported(Err(error)) => core.fail(error.to_string()),
            LedgerAnswer::Due(due) => self.due = due,
        }
    }

    /// A job fell that had no answer of its own.
    pub(crate) fn panicked(&mut self) {
        self.compare_when_counted = false;
    }

    /// Begins to count anew where the ledger, the day, the report or what is asked has changed.
    /// After every command.
    pub(crate) fn follow(&mut self, core: &mut Core) {
        self.forget_former(core);
        let Some(document) = &core.ledger.document else {
            return comparison::take_tally(core, None);
        };
        let report = core.report().and_then(|r| comparable(r, document.ledger()).ok());
        let query = LedgerQuery {
            year: self.view.year,
            filter: self.view.filter,
            words: self.view.words.clone(),
            order: self.view.order,
            today: editing::today(core),
            report,
        };
        if query.report.is_none() && core.ledger.tally.is_some() {
            return comparison::take_tally(core, None);
        }
        let key = (core.ledger.generation, document.revision(), query);
        if self.counting || (self.begun.as_ref() == Some(&key) && !self.reorder) {
            return;
        }
        let kept = self.kept_rows(&key.2, document.ledger().requests.len());
        let snapshot = LedgerSnapshot {
            ledger: Arc::clone(document.ledger()),
            calendar: Arc::clone(document.calendar()),
            query: key.2.clone(),
            kept,
        };
        let generation = key.0;
        (self.begun, self.counting, self.reorder) = (Some(key), true, false);
        core.jobs.start_beside(LedgerAnswer::CountPanicked, move || {
            let overview = Box::new(Overview::of(snapshot));
            LedgerAnswer::Counted { generation, overview }
        });
    }

    /// The rows as they stand, where only what is written in them may have changed.
    fn kept_rows(&self, query: &LedgerQuery, requests: usize) -> Option<Arc<Vec<u32>>> {
        let now = self.overview.as_ref().filter(|_| !self.reorder)?;
        let LedgerQuery { year, filter, words, order, .. } = &now.query;
        let same = (year, filter, words, order)
            == (&query.year, &query.filter, &query.words, &query.order);
        (same && now.ledger.requests.len() == requests).then(|| Arc::clone(&now.rows))
    }

    /// Where another ledger has been opened, forgets what is about the one before.
    fn forget_former(&mut self, core: &mut Core) {
        if std::mem::replace(&mut self.generation, core.ledger.generation) != self.generation {
            let year = editing::today(core).year();
            let compare_when_counted = self.compare_when_counted;
            *self = Self {
                view: LedgerShown { year: Some(year), ..LedgerShown::default() },
                generation: self.generation,
                counting: self.counting,
                compare_when_counted,
                ..Self::default()
            };
        }
    }

    fn counted(&mut self, core: &mut Core, overview: Overview) {
        comparison::take_tally(core, overview.report.clone());
        if self.view.selected.is_some_and(|row| row >= overview.ledger.requests.len()) {
            self.view.selected = None;
        }
        self.overview = Some(Arc::new(overview));
        if std::mem::take(&mut self.compare_when_counted) {
            core.modal = Some(LedgerModal::Compare.into());
        }
    }

    /// A row is left: it is saved, and the list is put in order.
    pub(super) fn left_row(&mut self, core: &mut Core) {
        if let Some(document) = &mut core.ledger.document {
            document.end_merge();
        }
        self.saver.save_row(core);
        self.reorder = true;
    }

    /// Goes to the next request that waits, in the order of the list, from the one that is gone to.
    fn walk_open(&self, core: &mut Core, walk: ListWalk) {
        let Some(overview) = self.overview.clone() else { return };
        let open: Vec<usize> = overview
            .rows
            .iter()
            .filter_map(|row| usize::try_from(*row).ok())
            .filter(|row| overview.standings.get(*row).is_some_and(|s| s.is_open()))
            .collect();
        let at = open.iter().position(|row| Some(*row) == self.view.selected);
        let next = match (at, walk) {
            (_, _) if open.is_empty() => return core.notify("没有待办的申请"),
            (None, ListWalk::On) => 0,
            (None, ListWalk::Back) => open.len() - 1,
            (Some(at), ListWalk::On) => (at + 1) % open.len(),
            (Some(at), ListWalk::Back) => (at + open.len() - 1) % open.len(),
        };
        core.send(LedgerCommand::Select(open.get(next).copied()));
    }

    /// Shows the report beside the ledger; asks for one where none is open.
    fn compare(&mut self, core: &mut Core) {
        let Some(report) = core.report() else {
            return core
                .fail("没有打开报告。请先打开要对照的年度报告，再从“填报”菜单选“对照台账”。");
        };
        let Some(document) = &core.ledger.document else {
            return core.ask_path(Purpose::LedgerCompare);
        };
        if let Err(why) = comparable(report, document.ledger()) {
            return core.fail(format!("{why}，不能对照。"));
        }
        if core.ledger.tally.is_some() {
            core.modal = Some(LedgerModal::Compare.into());
        } else {
            self.compare_when_counted = true;
        }
    }

    fn export(&mut self, core: &mut Core, path: PathBuf) {
        let Some(document) = &core.ledger.document else { return };
        let (ledger, names) = (Arc::clone(document.ledger()), self.names);
        let (storage, today) = (Arc::clone(&core.environment.storage), editing::today(core));
        core.jobs.start_awaited(Wait::Export, move || {
            let result = file::not_ours(&path)
                .and_then(|()| export::ledger::table(&path, &ledger, names, today))
                .and_then(|bytes| file::write_whole(&*storage, &path, &bytes).map(|_| ()));
            LedgerAnswer::Exported { path, result }
        });
    }
}

/// In which direction a list is walked.
#[derive(Clone, Copy, Debug)]
enum ListWalk {
    On,
    Back,
}
