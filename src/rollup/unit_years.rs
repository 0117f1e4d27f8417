//! One unit's reports of several years: from the folder of this year, and from those that each folder
//! names as last year's.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::decisions_file::read_decisions;
use super::folder::{ReportFile, report_files, steady_bytes};
use super::matching::{Binding, UnitNames};
use super::{Decisions, Unit};
use crate::batch::{Cancel, in_order};
use crate::compare;
use crate::open;
use crate::report::Report;
use crate::storage::Storage;

/// The reports of a unit, with where each comes from.
#[derive(Debug, Default)]
pub struct UnitYears {
    /// The reports, the latest year first; each with its file as seen from its folder.
    pub reports: Vec<(String, Report)>,
    /// What could not be read, in whole sentences; empty where all could be.
    pub trouble: String,
}

/// Reads one unit's report in a folder, and in those of the years before, as each folder's decisions
/// name the next, up to ten. Of several reports of a year the one that was chosen counts, else the newest.
///
/// `units` are the units of this year's register, `index` the one that is meant, `file` its report in the
/// folder, which counts there.
#[must_use]
pub fn unit_years(
    storage: &dyn Storage,
    (folder, file): (&Path, &str),
    (units, index): (&[Unit], usize),
    cancel: &Cancel,
) -> UnitYears {
    let mut years = UnitYears::default();
    let path = folder.join(file);
    match read(storage, &path, file) {
        Ok(report) => years.reports.push((file.to_owned(), report)),
        Err(told) => years.trouble = told,
    }
    let names = UnitNames::new(units);
    let Some(unit) = units.get(index) else { return years };
    let mut folder = folder.to_owned();
    let mut seen = BTreeSet::from([real(&folder)]);
    let mut decisions = read_decisions(storage, &folder).unwrap_or_default();
    while years.reports.len() < *compare::REPORTS.end() && !decisions.last.is_empty() {
        folder = folder.join(&decisions.last);
        if !seen.insert(real(&folder)) || cancel.is_cancelled() {
            break;
        }
        let files = match report_files(&folder) {
            Ok(files) => files,
            Err(error) => {
                years.trouble += &error.to_string();
                break;
            }
        };
        decisions = read_decisions(storage, &folder).unwrap_or_default();
        let before = years.reports.last().and_then(|(_, report)| report.year);
        let is_ours = |agency: &str| names.bind(agency) == Binding::Unit(index);
        let of_unit = (unit, &is_ours as &(dyn Fn(&str) -> bool + Sync));
        let found = find(storage, files, &decisions, of_unit, cancel);
        let is_earlier = |report: &Report| before.is_none_or(|before| report.year < Some(before));
        years.reports.extend(found.filter(|(_, report)| is_earlier(report)));
    }
    years
}

/// A folder's own path, by which it is known again.
fn real(folder: &Path) -> PathBuf {
    std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}

fn read(storage: &dyn Storage, path: &Path, name: &str) -> Result<Report, String> {
    let read = steady_bytes(storage, path).and_then(|bytes| open::read(name, &bytes));
    read.map(open::Opened::into_report).map_err(|error| error.to_string())
}

/// The unit's report among some files.
fn find(
    storage: &dyn Storage,
    files: Vec<ReportFile>,
    decisions: &Decisions,
    (unit, is_ours): (&Unit, &(dyn Fn(&str) -> bool + Sync)),
    cancel: &Cancel,
) -> Option<(String, Report)> {
    let read_one = |file: &ReportFile| {
        let bound = decisions.bindings.get(&file.name);
        if bound.is_some_and(|code| *code != unit.code) {
            return None;
        }
        let report = read(storage, &file.path, &file.name).ok()?;
        (bound.is_some() || is_ours(&report.agency)).then_some(report)
    };
    let chosen = decisions.chosen.get(&unit.code);
    let mut best: Option<(ReportFile, Report)> = None;
    in_order(files, cancel, read_one, |file, report| {
        if let Ok(Some(report)) = report {
            let age = |file: &ReportFile| (chosen == Some(&file.name), file.modified);
            if best.as_ref().is_none_or(|(other, _)| age(&file) >= age(other)) {
                best = Some((file, report));
            }
        }
        ControlFlow::Continue(())
    });
    best.map(|(file, report)| (file.name, report))
}
