//! Where years side by side come from: the open report, files, one unit of a roll-up.

use std::path::PathBuf;

use super::super::core::Core;
use super::super::navigation::Part;
use super::messages::{CompareAnswer, YearsTab};
use super::reading::ReadingText;
use super::slice::{CompareSlice, compare, refused_words};
use super::years::{REMEMBERED, YearSource, YearsView, last_year};
use crate::file::FileError;
use crate::open::open;
use crate::report::Report;
use crate::report::place::Place;

impl CompareSlice {
    /// Comes to the front: with what was added before, where it is of the same report.
    pub(super) fn open(&mut self, core: &mut Core) {
        let is_unit = self.view.as_ref().is_some_and(|view| view.of_unit.is_some());
        if is_unit {
            self.reading = ReadingText::default();
        }
        let former = self.view.take().filter(|_| !is_unit && self.of.0 == core.generation);
        let mut view = former.unwrap_or_else(|| {
            self.opened += 1;
            YearsView::new(Vec::new())
        });
        let mut sources = own_sources(core);
        let years: Vec<_> = view.sources.iter().filter(|s| s.is_added()).collect();
        let is_known = |source: &YearSource| {
            !source.is_open && years.iter().any(|year| year.report.year == source.report.year)
        };
        sources.retain(|source| !is_known(source));
        view.sources.retain(YearSource::is_added);
        view.sources.extend(sources);
        compare(core, &mut view);
        at_cursor(core, &mut view);
        view.find_changes(&core.rules());
        self.of = (core.generation, core.document.as_ref().map_or(0, |d| d.revision()));
        self.view = Some(view);
        core.years_in_front = true;
        self.reading.look(core);
        self.propose();
    }

    /// Comes to the front at the words of a section.
    pub(super) fn open_prose(&mut self, core: &mut Core, section: u8) {
        self.open(core);
        if let Some(view) = &mut self.view {
            (view.tab, view.section) = (YearsTab::Prose, Some(section));
        }
    }

    /// Shows the reports of one unit of a roll-up.
    pub(super) fn show_unit(
        &mut self,
        core: &mut Core,
        name: String,
        reports: Vec<(String, Report)>,
    ) {
        self.opened += 1;
        self.reading = ReadingText::default();
        let tab = self.view.as_ref().map(|view| view.tab).unwrap_or_default();
        let mut view = YearsView::new(Vec::new());
        (view.of_unit, view.tab) = (Some(name), tab);
        self.view = Some(view);
        core.years_in_front = true;
        self.add(core, reports.into_iter().map(|(name, r)| (name, Ok(Box::new(r)))).collect());
    }

    /// Reads reports of other years.
    pub(super) fn read(&mut self, core: &mut Core, paths: Vec<PathBuf>) {
        if self.view.is_none() || !core.years_in_front {
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
    pub(super) fn add(
        &mut self,
        core: &mut Core,
        files: Vec<(String, Result<Box<Report>, FileError>)>,
    ) {
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
                source.is_open || source.report.year != year || source.name != REMEMBERED
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
}

/// The open report, and what it remembers of last year.
fn own_sources(core: &Core) -> Vec<YearSource> {
    let Some(report) = core.report() else { return Vec::new() };
    let last = report.last.as_ref().and_then(|last| last_year(report, last));
    let remembered = |report| YearSource { name: REMEMBERED.to_owned(), report, is_open: false };
    let mut sources: Vec<YearSource> = last.map(remembered).into_iter().collect();
    let path = core.document_path().and_then(|path| path.file_name());
    let name = path.map(|name| name.to_string_lossy().into_owned());
    sources.push(YearSource {
        name: name.unwrap_or_else(|| "打开的报告".to_owned()),
        report: report.clone(),
        is_open: true,
    });
    sources
}

/// The figure that the cursor is on is the one that is asked about, where a table is shown.
fn at_cursor(core: &Core, view: &mut YearsView) {
    let Some(Place::Cell(cell)) = &core.shown.cursor else { return };
    let Some(form) = core.report().and_then(|r| r.edition().tables.get(cell.table)) else { return };
    let is_shown = match core.shown.part {
        Part::Tables => true,
        Part::Section(section) => form.section == section,
        Part::Basic => false,
    };
    if !is_shown {
        return;
    }
    view.tab = YearsTab::ALL.get(cell.table).copied().unwrap_or_default();
    view.only_filled = false;
    view.columns[cell.table] = Some(cell.index - form.rows[form.cells[cell.index].row].cells.start);
    view.chosen = Some(*cell);
    view.lay_out();
}
