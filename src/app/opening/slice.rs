//! Leaving the open report for something else, and what is opened then.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::core::{Core, signed};
use super::super::desk::Desk;
use super::super::document::Document;
use super::super::document::size::too_long;
use super::super::drafts::messages::{DraftsCommand, Parting};
use super::super::drafts::slot::Slot;
use super::super::drafts::store::{Draft, DraftWork};
use super::super::kept;
use super::super::ledger::messages::LedgerCommand;
use super::super::ledger::opening::is_ledger;
use super::super::modal::Modal;
use super::super::review::messages::ReviewCommand;
use super::super::rollup::messages::RollUpCommand;
use super::super::save::file_state::FileState;
use super::super::save::messages::SaveCommand;
use super::super::save::save_job::me;
use super::super::settings::messages::SettingsModal;
use super::super::sides::messages::SidesCommand;
use super::messages::{
    Beside, Elsewhere, How, OldWordFile, OpenAs, OpeningAnswer, OpeningCommand, OpeningModal,
    SaveChoice,
};
use super::reading::{Intent, Reading, is_old_word, read, read_converted};
use crate::edition;
use crate::file::{self, FileError, FileKind, Locking, Owner, Stamp};
use crate::import::{CancelReading, Imported};
use crate::open::{self, Opened};
use crate::report::Report;
use crate::report::place::Place;

/// The sample report that comes with the program.
const SAMPLE: &str = include_str!("../../../assets/sample.ron");

/// What waits for the open report to be closed.
#[derive(Debug)]
enum Leaving {
    ToStart,
    Quit,
    File(PathBuf, OpenAs),
    /// Text of a published report that was pasted.
    Text(String),
    New(Box<Report>),
    /// A report of somebody else, to be looked at from a place on.
    Look(Box<Report>, PathBuf, Option<Place>),
    /// The report that the next year's starts from.
    Template(Box<Report>),
    Draft(Box<Draft>, Beside),
}

/// Opening and closing.
#[derive(Default)]
pub(crate) struct OpeningSlice {
    leaving: Option<Leaving>,
    /// The program ends as soon as nothing runs that it waits for.
    quitting: bool,
    /// The window should close.
    quit: bool,
    /// A published report that was read, for the review that takes it.
    imported: Option<(String, Box<Imported>, OpenAs)>,
    /// Which of the recent files were where they should be, when it was last looked.
    there: Vec<(PathBuf, bool)>,
}

impl OpeningSlice {
    /// Whether the window should close.
    pub(crate) fn wants_to_quit(&self) -> bool {
        self.quit
    }

    /// Which of the recent files were where they should be, when it was last looked.
    pub(crate) fn there(&self) -> &[(PathBuf, bool)] {
        &self.there
    }

    /// The published report that was read last, for the review that takes it.
    pub(crate) fn take_imported(&mut self) -> Option<(String, Box<Imported>, OpenAs)> {
        self.imported.take()
    }

    /// Does what is asked about opening and closing.
    pub(crate) fn handle(&mut self, core: &mut Core, command: OpeningCommand) {
        do_without_welcome(core, &command);
        match command {
            OpeningCommand::New => self.new_report(core),
            OpeningCommand::Sample => match file::parse("示例报告", SAMPLE.as_bytes()) {
                Ok((_, report)) => self.leave(core, Leaving::New(Box::new(report))),
                Err(error) => core.fail(error.to_string()),
            },
            OpeningCommand::File(path) if path.is_dir() => core.send(RollUpCommand::Open(path)),
            OpeningCommand::File(path) if is_named_ledger(&path) => {
                core.send(LedgerCommand::Open(path));
            }
            OpeningCommand::File(path) if may_be_return(core, &path) => {
                core.send(SidesCommand::Consider(path));
            }
            OpeningCommand::File(path) | OpeningCommand::Straight(path) => {
                self.leave(core, Leaving::File(path, OpenAs::Report));
            }
            OpeningCommand::HandedOver(path) => compare(core, path),
            OpeningCommand::Text(text) => self.leave(core, Leaving::Text(text)),
            OpeningCommand::Template(path) => {
                self.leave(core, Leaving::File(path, OpenAs::Template));
            }
            OpeningCommand::UseAsTemplate => {
                if let Some(report) = core.report().cloned() {
                    self.leave(core, Leaving::Template(Box::new(report)));
                }
            }
            OpeningCommand::Begin(report) => self.leave(core, Leaving::New(report)),
            OpeningCommand::Look { report, path, place } => {
                self.leave(core, Leaving::Look(report, path, place));
            }
            OpeningCommand::StartFrom(report) => start_from(core, &report),
            OpeningCommand::Restore(draft, beside) => {
                core.modal = None;
                self.leave(core, Leaving::Draft(draft, beside));
            }
            OpeningCommand::Elsewhere(how) => open_elsewhere(core, how),
            OpeningCommand::Convert => convert(core),
            OpeningCommand::ShowFromLast => core.modal = Some(OpeningModal::FromLast.into()),
            OpeningCommand::ToStart => self.leave(core, Leaving::ToStart),
            OpeningCommand::Quit => self.leave(core, Leaving::Quit),
            OpeningCommand::QuitNow => self.quit = true,
            OpeningCommand::Close(choice) => close(core, choice),
            OpeningCommand::Proceed => self.proceed(core),
            OpeningCommand::Stay => self.stay(core),
            OpeningCommand::Forget(path) => {
                core.settings.change(|s| s.recent.retain(|recent| recent.path != path));
            }
            OpeningCommand::LookForRecent => {
                let recent = core.settings.get().recent.iter();
                let paths: Vec<PathBuf> = recent.map(|recent| recent.path.clone()).collect();
                core.jobs.start(|| {
                    let look = |path: PathBuf| (path.exists(), path);
                    let looked = paths.into_iter().map(look).map(|(there, path)| (path, there));
                    OpeningAnswer::Looked(looked.collect())
                });
            }
        }
    }

    /// Takes what a job about opening sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: OpeningAnswer) {
        match answer {
            OpeningAnswer::Read { number, path, open_as, result } => {
                if core.end_reading(number) {
                    match *result {
                        Ok(reading) => self.opened(core, path, reading, open_as),
                        Err(error) => core.fail(error.to_string()),
                    }
                }
            }
            OpeningAnswer::OldWord { number, file } => {
                if core.end_reading(number) {
                    core.notice = None;
                    core.modal = Some(OpeningModal::OldWord(file).into());
                }
            }
            OpeningAnswer::DraftTaken { draft, file, slot, reading } => {
                if let Some(slot) = slot {
                    restored(core, *draft, (slot, file), reading.map(|r| *r));
                } else {
                    core.fail(TAKEN);
                    core.send(DraftsCommand::Look);
                }
            }
            OpeningAnswer::IsLedger(path) => core.send(LedgerCommand::Open(path)),
            OpeningAnswer::Compared { is_open: true, .. } => {}
            OpeningAnswer::Compared { path, is_open: false } => {
                core.send(OpeningCommand::File(path));
            }
            OpeningAnswer::Looked(there) => self.there = there,
        }
    }

    /// Ends the program, where it is to end and nothing runs that it waits for.
    pub(crate) fn end_if_ready(&mut self, core: &mut Core) {
        if self.quitting && !self.quit {
            core.settings.write(&mut core.jobs);
            self.quit = core.jobs.awaited().is_empty();
            if !self.quit {
                core.modal = Some(OpeningModal::Closing.into());
            }
        }
    }

    /// The open report stays open: nothing waits for it to be closed any more.
    pub(crate) fn stay(&mut self, core: &mut Core) {
        self.leaving = None;
        self.quitting = false;
        if matches!(core.modal, Some(Modal::Opening(OpeningModal::Closing))) {
            core.modal = None;
        }
    }

    fn new_report(&mut self, core: &mut Core) {
        let year = core.due_year();
        if let Some(edition) = edition::for_year(year) {
            let report = Report::blank(edition, &core.settings.get().agency, year);
            self.leave(core, Leaving::New(Box::new(signed(report))));
        }
    }

    /// Leaves the open report for something else, after asking where it is not saved.
    fn leave(&mut self, core: &mut Core, leaving: Leaving) {
        self.leaving = Some(leaving);
        let unsaved = |document: &Document| {
            let untouched = document.revision() == 0 && document.path.is_none();
            document.is_dirty() && !untouched
        };
        if core.document.as_ref().is_some_and(unsaved) {
            core.modal = Some(OpeningModal::AskClose.into());
        } else {
            self.proceed(core);
        }
    }

    /// Does what waited for the report to be closed.
    fn proceed(&mut self, core: &mut Core) {
        if matches!(core.modal, Some(Modal::Opening(OpeningModal::Closing))) {
            core.modal = None;
        }
        match self.leaving.take() {
            None => {}
            Some(Leaving::Quit) => {
                kept::keep(core);
                self.quitting = true;
            }
            Some(Leaving::ToStart) => {
                core.leave_report();
                core.send(DraftsCommand::Look);
            }
            Some(Leaving::Look(report, path, place)) => look_at(core, *report, path, place),
            Some(Leaving::New(report)) => core.install(Document::new(*report, None, false)),
            Some(Leaving::Draft(draft, beside)) => take_draft(core, draft, beside),
            Some(Leaving::Template(report)) => start_from(core, &report),
            Some(Leaving::Text(text)) => {
                let path = PathBuf::from("粘贴的文字");
                let (number, cancel) = core.begin_reading(&path);
                core.jobs.start(move || {
                    let name = path.display().to_string();
                    let result = open::read_cancellable(&name, text.as_bytes(), &cancel);
                    let result = Box::new(result.map(Reading::plain));
                    OpeningAnswer::Read { number, path, open_as: OpenAs::Report, result }
                });
            }
            Some(Leaving::File(path, open_as)) => read_file(core, path, open_as, false),
        }
    }

    fn opened(&mut self, core: &mut Core, path: PathBuf, reading: Reading, open_as: OpenAs) {
        if let Some(problem) = too_long(reading.opened.report()) {
            return core.fail(format!("“{}”打不开：{problem}", path.display()));
        }
        match reading.opened {
            Opened::Published(imported) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let by = if reading.converted {
                    "（由 LibreOffice 转换，请对照原文核对）"
                } else {
                    ""
                };
                self.imported = Some((format!("{name}{by}"), imported, open_as));
                core.send(ReviewCommand::Begin);
            }
            Opened::File(_, report) if open_as == OpenAs::Template => start_from(core, &report),
            Opened::File(FileKind::Report, report) => {
                let read = (reading.stamp, reading.locking);
                open_report(core, path, *report, read);
            }
            Opened::File(FileKind::Draft, report) => {
                core.install(Document::new(*report, None, false));
            }
        }
    }
}

const TAKEN: &str = "这份草稿已经在另一个年报窗口里打开，或者已经不在了。请到那个窗口里继续填写。";

/// Who opens a file is not asked for an agency before: the report has one.
fn do_without_welcome(core: &mut Core, command: &OpeningCommand) {
    let is_asked = matches!(core.modal, Some(Modal::Settings(SettingsModal::Welcome)));
    if is_asked && matches!(command, OpeningCommand::File(_) | OpeningCommand::Text(_)) {
        core.modal = None;
    }
}

/// Does with unsaved changes what was chosen; what waits for them goes on when that is done.
fn close(core: &mut Core, choice: SaveChoice) {
    core.modal = None;
    match choice {
        SaveChoice::Save => core.send(SaveCommand::Save),
        SaveChoice::KeepDraft => core.send(DraftsCommand::Part(Desk::Report, Parting::Keep)),
        SaveChoice::Discard => core.send(DraftsCommand::Part(Desk::Report, Parting::GiveUp)),
    }
}

/// Looks, aside, whether a file is the one that is open: another name may lead to it.
fn compare(core: &mut Core, path: PathBuf) {
    let (storage, open) =
        (Arc::clone(&core.environment.storage), core.document_path().map(Path::to_owned));
    core.jobs.start(move || {
        let real = |path: &Path| storage.resolve(path).ok();
        let open = open.as_deref().and_then(real);
        let is_open = open.is_some() && open == real(&path);
        OpeningAnswer::Compared { path, is_open }
    });
}

/// Opens somebody else's report: its own file is not written.
fn look_at(core: &mut Core, report: Report, path: PathBuf, place: Option<Place>) {
    if let Some(problem) = too_long(&report) {
        return core.fail(format!("“{}”打不开：{problem}", path.display()));
    }
    let is_of_roll_up = core.rollup_in_front;
    core.install(Document::new(report, Some(path), true));
    core.file = FileState::read_only(None, Owner::default());
    core.notify(if is_of_roll_up {
        "只读打开：可以查看；按 Alt＋9 回到汇总"
    } else {
        "只读打开：可以查看、写意见，改后请另存为别的文件"
    });
    if let Some(place) = place {
        core.goto(place);
    }
}

/// Begins to read a file, to be edited or started from.
fn read_file(core: &mut Core, path: PathBuf, open_as: OpenAs, anyway: bool) {
    let (number, cancel) = core.begin_reading(&path);
    let (storage, owner) = (Arc::clone(&core.environment.storage), me(core.now));
    let (today, programs) = (core.now.date, Arc::clone(&core.environment.programs));
    core.jobs.start(move || {
        if is_ledger(&*storage, &path) {
            return OpeningAnswer::IsLedger(path);
        }
        let intent = match open_as {
            OpenAs::Template => Intent::Read,
            OpenAs::Report if anyway => Intent::EditAnyway(&owner),
            OpenAs::Report => Intent::Edit(&owner),
        };
        let result = read(&*storage, &path, intent, today, &cancel);
        if result.is_err()
            && is_old_word(&*storage, &path)
            && let Some(libreoffice) = programs.libreoffice()
        {
            let file = OldWordFile { path, open_as, libreoffice };
            return OpeningAnswer::OldWord { number, file };
        }
        OpeningAnswer::Read { number, path, open_as, result: Box::new(result) }
    });
}

/// Takes an old Word or WPS file through LibreOffice, aside: the clerk asked for it.
fn convert(core: &mut Core) {
    let Some(Modal::Opening(OpeningModal::OldWord(file))) = core.modal.take() else { return };
    let OldWordFile { path, open_as, libreoffice } = file;
    let (number, cancel) = core.begin_reading(&path);
    let storage = Arc::clone(&core.environment.storage);
    core.jobs.start(move || {
        let result = read_converted(&*storage, (&path, &libreoffice), &cancel);
        OpeningAnswer::Read { number, path, open_as, result: Box::new(result) }
    });
}

/// Whether a file may be something that came back of the open report, or a package: it is looked at, aside.
fn may_be_return(core: &Core, path: &Path) -> bool {
    let is_zip = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    let open = core.document.as_ref();
    is_zip || open.is_some_and(|document| document.path.as_deref() != Some(path))
}

/// Whether a file's name says that it is a ledger: opening one leaves the report as it is.
fn is_named_ledger(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("taizhang"))
}

/// A report file was read, to be edited.
fn open_report(
    core: &mut Core,
    path: PathBuf,
    report: Report,
    (stamp, locking): (Option<Stamp>, Locking),
) {
    if let Locking::Taken(owner) = locking {
        core.notice = None;
        let elsewhere = Elsewhere { path, report, stamp, owner };
        core.modal = Some(OpeningModal::Elsewhere(Box::new(elsewhere)).into());
        return;
    }
    let file = core.file.with(stamp, locking);
    core.remember(&path, &report);
    core.install(Document::new(report, Some(path.clone()), true));
    core.file = file;
    kept::restore(core, &path);
    // There may be something newer than what was opened.
    core.send(DraftsCommand::Offer(path));
}

/// Opens what somebody else has open.
fn open_elsewhere(core: &mut Core, how: How) {
    let Some(Modal::Opening(OpeningModal::Elsewhere(elsewhere))) = core.modal.take() else {
        return;
    };
    let Elsewhere { path, report, stamp, owner } = *elsewhere;
    match how {
        How::ReadOnly => {
            core.remember(&path, &report);
            core.install(Document::new(report, Some(path), true));
            core.file = FileState::read_only(stamp, owner);
            core.notify("只读打开：可以查看，修改后请另存为别的文件");
        }
        How::Copy => {
            core.install(Document::new(report, None, false));
            core.notify("这是副本，保存时请取一个名称");
        }
        How::Anyway => read_file(core, path, OpenAs::Report, true),
    }
}

/// Takes a draft and reads its file, aside.
fn take_draft(core: &mut Core, draft: Box<Draft>, beside: Beside) {
    let file = draft.origin.file.clone().filter(|_| beside == Beside::InPlace);
    core.notify("正在打开草稿…");
    let (storage, owner) = (Arc::clone(&core.environment.storage), me(core.now));
    let (drafts, today) = (core.drafts.clone(), core.now.date);
    core.jobs.start(move || {
        let slot = drafts.take(&draft);
        // A file that cannot be read is not there for this: the report is not saved.
        let reading = file.as_ref().filter(|_| slot.is_some()).and_then(|path| {
            let reading: Result<Reading, FileError> =
                read(&*storage, path, Intent::Edit(&owner), today, &CancelReading::default());
            reading.ok().map(Box::new)
        });
        OpeningAnswer::DraftTaken { draft, file, slot, reading }
    });
}

/// A draft was taken: its report is opened, in the place of its file where that can be edited.
fn restored(
    core: &mut Core,
    draft: Draft,
    (slot, file): (Arc<Slot>, Option<PathBuf>),
    reading: Option<Reading>,
) {
    let was_at = draft.origin.file.clone().unwrap_or_else(|| draft.path.clone());
    let DraftWork::Report(report, steps) = draft.work else { return };
    let report = *report;
    if let Some(problem) = too_long(&report) {
        return core.fail(format!("草稿打不开：{problem}"));
    }
    let mut told = "已恢复草稿，可以继续填写，也可以撤销最近一小时的改动".to_owned();
    let (document, state) = match reading {
        Some(Reading { locking: Locking::Taken(owner), .. }) => {
            told = format!("原来的文件正由{owner}编辑，草稿已作为新的报告另行打开");
            (Document::restored(report, steps, None, None), FileState::default())
        }
        Some(Reading { opened: Opened::File(FileKind::Report, saved), stamp, locking, .. }) => {
            let state = core.file.with(stamp, locking);
            (Document::restored(report, steps, file, Some(*saved)), state)
        }
        _ => (Document::restored(report, steps, file, None), FileState::default()),
    };
    core.install(document);
    core.file = state;
    core.slot = slot;
    kept::restore(core, &was_at);
    core.send(DraftsCommand::Look);
    // It is being worked on again, under the name it has now.
    core.send(DraftsCommand::Keep);
    core.notify(told);
}

/// The report of the next year starts from this one; what is not carried over is told.
fn start_from(core: &mut Core, last: &Report) {
    let year = last.year.map_or(core.due_year(), |year| year + 1);
    let Some(edition) = edition::for_year(year) else {
        return core.fail(format!("程序没有 {year} 年的表格，请核对上年报告的年度。"));
    };
    let report = signed(last.template(edition, &last.agency, year));
    let left = !report.left_behind().is_empty();
    let marked = report.undecided().next().is_some();
    core.install(Document::new(report, None, false));
    core.shown.checking_last = marked;
    let of = last.year.map_or_else(|| "上年".to_owned(), |year| format!("{year} 年"));
    let corrected = if last.is_corrected() {
        "；上年报告公布后更正过，带入的是更正后的内容"
    } else {
        ""
    };
    core.notify(format!("已带入{of}报告的机关名称、正文和上年数{corrected}"));
    if left {
        core.modal = Some(OpeningModal::FromLast.into());
    }
}
