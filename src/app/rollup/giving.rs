//! What the roll-up gives: a unit's report to be looked at, texts to be sent, files, the county's own
//! report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::clipboard::messages::ClipboardCommand;
use super::super::compare::years::{REMEMBERED, last_year};
use super::super::core::Core;
use super::super::jobs::Wait;
use super::super::opening::messages::OpeningCommand;
use super::board::{BoardUnit, is_open};
use super::exported::RollUpExport;
use super::messages::{RollUpAnswer, RollUpCommand, RollUpModal};
use super::slice::{OpenRollUp, RollUpSlice};
use crate::batch::Cancel;
use crate::export::{Copied, list_pdf};
use crate::file::{self, FileError, write_atomic};
use crate::finding::Finding;
use crate::report::Report;
use crate::report::place::Place;
use crate::rollup::folder::{read_checked, steady_bytes};
use crate::rollup::{
    self, DecisionKind, RollUp, Submission, Unit, UnitResult, UnitState, unit_years,
};
use crate::storage::Storage;
use crate::workbook;

impl RollUpSlice {
    /// Gives something away.
    pub(super) fn give(&mut self, core: &mut Core, command: RollUpCommand) {
        use RollUpCommand as C;
        match command {
            C::Look(place) => self.look(core, place),
            C::Years => self.years(core),
            C::Beside => self.beside(core),
            C::CopyLetter => self.copy_letter(core),
            C::MakeRegister => self.make_register(core),
            C::ExportTo(what, path) => self.export(core, what, path),
            C::MakeReport => {
                let lacking = self.open().and_then(|open| open.result.lacking());
                match lacking {
                    Some(lacking) => core.modal = Some(RollUpModal::Incomplete(lacking).into()),
                    None => self.make_report(core),
                }
            }
            C::MakeReportAnyway => {
                core.modal = None;
                self.make_report(core);
            }
            _ => debug_assert!(false, "another part does this"),
        }
    }

    /// Reads the report that is gone to, aside, to be looked at.
    fn look(&self, core: &mut Core, place: Option<Place>) {
        let Some((file, open)) = self.selected_file().zip(self.open()) else { return };
        let path = open.folder.join(file);
        let storage = Arc::clone(&core.environment.storage);
        core.notify(format!("正在读取“{}”…", path.display()));
        core.jobs.start(move || {
            let read = steady_bytes(&*storage, &path)
                .and_then(|bytes| read_checked(&path.display().to_string(), &bytes, |_| None));
            let result = read.map(|(report, ..)| Box::new(report));
            RollUpAnswer::Looked { path, place, result }
        });
    }

    /// Reads the reports of the unit that is gone to, this year's and those of the years before, aside.
    fn years(&self, core: &mut Core) {
        let Some((at, open)) = self.selected_unit().zip(self.open()) else {
            return core.notify("请先选一个单位");
        };
        let Some(unit) = open.result.units.get(at) else { return };
        let name = unit.unit.name.clone();
        let Some(file) = unit.file.clone() else {
            return core.notify(format!("{name}还没有报来，没有可以对照的报告"));
        };
        let units: Vec<Unit> = open.result.units.iter().map(|unit| unit.unit.clone()).collect();
        let (folder, storage) = (open.folder.clone(), Arc::clone(&core.environment.storage));
        core.notify(format!("正在读取{name}各年的报告…"));
        core.jobs.start(move || {
            let (of, which) = ((folder.as_path(), file.as_str()), (units.as_slice(), at));
            let mut years = unit_years(&*storage, of, which, &Cancel::default());
            // Where no folder has last year's report, this year's may remember its figures.
            if let [(_, report)] = years.reports.as_slice()
                && let Some(last) = report.last.as_ref().and_then(|last| last_year(report, last))
            {
                years.reports.push((REMEMBERED.to_owned(), last));
            }
            RollUpAnswer::YearsRead { name, years }
        });
    }

    fn copy_letter(&self, core: &mut Core) {
        let Some((at, open)) = self.selected_unit().zip(self.open()) else { return };
        let Some(unit) = open.result.units.get(at) else { return };
        let detail = self.detail.as_ref().filter(|detail| detail.of.1 == at);
        let findings: Vec<Finding> = detail
            .map(|detail| detail.findings.iter().map(|(finding, _)| finding.clone()).collect())
            .unwrap_or_default();
        let (sender, day) = signature(core);
        let text = rollup::letter(&open.result, unit, &findings, (&sender, &day));
        core.send(ClipboardCommand::Put(Copied { text, html: String::new() }));
        core.notify(format!("已复制给{}的文字", unit.unit.name));
    }

    /// Writes a register of the units that have reported.
    fn make_register(&self, core: &mut Core) {
        let Some(open) = self.open().filter(|open| open.register.is_none()) else { return };
        let path = open.folder.join("名录.csv");
        let text = rollup::register_csv(&open.result);
        let storage = Arc::clone(&core.environment.storage);
        core.jobs.start_awaited(Wait::Export, move || {
            let result = if storage.metadata(&path).is_ok() {
                Err(FileError::kept(&path, "已有名录，没有覆盖"))
            } else {
                file::write_whole(&*storage, &path, text.as_bytes()).map(drop)
            };
            RollUpAnswer::RegisterMade { path, result }
        });
    }

    fn export(&self, core: &mut Core, what: RollUpExport, path: PathBuf) {
        core.modal = None;
        let Some(open) = self.open().cloned() else { return };
        let faces = core.settings.get().faces;
        let (sender, day) = signature(core);
        let storage = Arc::clone(&core.environment.storage);
        core.notify(format!("正在导出“{}”…", path.display()));
        core.jobs.start_awaited(Wait::Export, move || {
            let (result, submissions) = (&*open.result, &*open.submissions);
            let bytes = match what {
                RollUpExport::Workbook => workbook::xlsx(&rollup::workbook(result, submissions))
                    .map_err(|error| FileError::of_workbook(&path, error)),
                RollUpExport::Board => {
                    let made = format!("{day}制表。");
                    Ok(list_pdf(&rollup::board_sheet(result, &sender, &made), faces.fonts()))
                }
                RollUpExport::Tidy => {
                    Ok(rollup::tidy(result, submissions).collect::<String>().into_bytes())
                }
                RollUpExport::Letters => Ok(letters(&*storage, &open, (&sender, &day))),
            };
            let written =
                file::not_ours(&path).and(bytes).and_then(|bytes| write_atomic(&path, &bytes));
            RollUpAnswer::Exported { path, result: written }
        });
    }

    fn make_report(&self, core: &mut Core) {
        let Some(open) = self.open() else { return };
        let agency = core.settings.get().agency.clone();
        let report = rollup::county_report(&open.result, &agency);
        core.send(OpeningCommand::Begin(Box::new(report)));
    }
}

/// Who signs the texts, and the day in words.
fn signature(core: &Core) -> (String, String) {
    let day = core.now.date;
    let day = format!("{}年{}月{}日", day.year, day.month, day.day);
    (core.settings.get().agency.clone(), day)
}

/// The texts for all units that are to be written to, below each other.
fn letters(storage: &dyn Storage, open: &OpenRollUp, signature: (&str, &str)) -> Vec<u8> {
    let needed = |(unit, shown): &(&UnitResult, &BoardUnit)| {
        let returned = shown.decision(unit) == Some(DecisionKind::Returned);
        let faulty = unit.findings.blocks + unit.findings.errors > 0;
        let open = is_open(unit, shown) || unit.state == UnitState::Missing;
        unit.counts() && (returned || open && (faulty || unit.state < UnitState::Errors))
    };
    let text = |(unit, _): (&UnitResult, &BoardUnit)| {
        let findings = findings(storage, (&open.folder, &open.submissions), unit);
        rollup::letter(&open.result, unit, &findings, signature)
    };
    let result: &RollUp = &open.result;
    let texts: Vec<String> =
        result.units.iter().zip(&open.board.units).filter(needed).map(text).collect();
    if texts.is_empty() {
        return "没有要催报或者退回的单位。\n".into();
    }
    let mut all = texts.join("\n\n────────────\n\n");
    all.push('\n');
    all.into_bytes()
}

fn findings(
    storage: &dyn Storage,
    (folder, submissions): (&Path, &[Submission]),
    unit: &UnitResult,
) -> Vec<Finding> {
    let read = |(submission, _): (&Submission, _)| {
        let bytes = steady_bytes(storage, &folder.join(&submission.file)).ok()?;
        read_checked(&submission.file, &bytes, |_| None).ok().map(|(_, findings, _)| findings)
    };
    unit.sent(submissions).filter_map(read).flatten().collect()
}

/// A report was read, to be looked at: it is opened so that its own file is not written.
pub(super) fn looked(
    core: &mut Core,
    path: PathBuf,
    place: Option<Place>,
    result: Result<Box<Report>, FileError>,
) {
    match result {
        Ok(report) => core.send(OpeningCommand::Look { report, path, place }),
        Err(error) => core.fail(error.to_string()),
    }
}
