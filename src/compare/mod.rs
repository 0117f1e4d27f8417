//! Years side by side (历年对照): two to ten reports of one agency.
//!
//! Figures stand in the form of the latest year; a year of another edition gives what its form asks
//! in the same row and column, and what does not correspond is said in the notes. Pure: reports come
//! in, and nothing here opens a file or knows the day.

mod agency;
mod breaks;
pub mod change_sheet;
mod correction;
mod correction_sheet;
mod notes;
mod pair;
pub mod picture;
pub mod reading;
mod scope;
mod shares;
mod sheet;
pub mod trends;
pub mod view;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use breaks::{YearBreak, YearSides};
pub use correction::{CorrectedItem, Correction, NotOneReport};
pub use correction_sheet::{correction_lines, correction_list, correction_sheet};
pub use pair::{PairedLine, last_year_beside, paired};
pub use scope::OtherScope;
pub use shares::Share;
pub use sheet::workbook;
pub use words::{Stretch, StretchKind, stretches};

use breaks::YearLinks;

use crate::edition::Edition;
use crate::report::place::CellId;
use crate::report::{Amount, Report, Value};
use crate::zh::percent_alike;

/// How many reports are compared: more than one, and as many as fit beside each other.
pub const REPORTS: std::ops::RangeInclusive<usize> = 2..=10;

/// Percentages are told of figures from so many on: 1 of 2 is no half that means anything.
const LEAST: i64 = 10;

/// One agency's years beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The agency, as the latest report names it.
    pub agency: String,
    /// The years, ascending; `values` and `parts` stand in their order.
    pub years: Vec<u16>,
    /// The form of the latest year, which the cells are of.
    pub edition: Arc<Edition>,
    /// Every cell of that form, in order.
    pub cells: Vec<ComparedCell>,
    /// What part of the answers each kind of outcome is, and what part of the requests is carried
    /// over.
    pub shares: Vec<Share>,
    /// The years whose figures are of another set of agencies, ascending.
    pub scopes: Vec<OtherScope>,
    /// Where a year's figure does not follow from the year before.
    pub breaks: Vec<YearBreak>,
    /// The pairs of years of which a figure could be held against the year before.
    pub checked: Vec<[u16; 2]>,
    /// The six sections.
    pub prose: Vec<ComparedSection>,
    /// What a reader must know: years that are missing, breaks between years, other names, rows that
    /// do not correspond. Whole sentences in Chinese.
    pub notes: Vec<String>,
    /// Those of the notes that a reader of the charts must know: years that are missing, other names,
    /// another scope.
    pub public_notes: Vec<String>,
}

/// One figure over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedCell {
    /// Where it stands in the form of the latest year.
    pub id: CellId,
    /// Its figure of each year; `None` where it is blank or that year's form does not ask for it.
    pub values: Vec<Option<Value>>,
    /// The last year's figure less the one before; `None` where one of them is no plain number.
    pub change: Option<Amount>,
    /// The change in tenths of a percent of the earlier figure; `None` where that is below ten.
    pub permille: Option<i64>,
}

/// The words of one section in the last two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedSection {
    /// 1 to 6.
    pub section: u8,
    /// How much is the same, in percent; figures, marks and spaces aside.
    pub same_percent: usize,
    /// The section's prose of the year before the last.
    pub earlier: String,
    /// The section's prose of the last year.
    pub later: String,
}

/// Why reports cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareError {
    /// The file it is about; empty where it is about all of them.
    pub file: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Comparison {
    /// Compares the reports of some files, in any order.
    ///
    /// # Errors
    /// The file and the reason: fewer than two reports or more than ten, a year that is not known or
    /// there twice, the report of another agency.
    pub fn of(reports: Vec<(String, Report)>) -> Result<Self, CompareError> {
        Self::of_noted(reports, &BTreeMap::new())
    }

    /// Compares reports as [`Comparison::of`] does, with notes about the scope of years that no report
    /// holds.
    ///
    /// # Errors
    /// As [`Comparison::of`].
    pub fn of_noted(
        mut reports: Vec<(String, Report)>,
        notes: &BTreeMap<u16, String>,
    ) -> Result<Self, CompareError> {
        let refused = |file: &str, problem: String, remedy: &str| CompareError {
            file: file.to_owned(),
            problem,
            remedy: remedy.to_owned(),
        };
        if !REPORTS.contains(&reports.len()) {
            let problem = format!("有 {} 份报告，历年对照要 2 份到 10 份", reports.len());
            return Err(refused("", problem, "请选同一机关不同年度的报告。"));
        }
        for (file, report) in &reports {
            if report.year.is_none() {
                let remedy = "请打开它填好年度，再来对照。";
                return Err(refused(file, "看不出是哪一年的报告".into(), remedy));
            }
        }
        reports.sort_by_key(|(_, report)| report.year);
        for pair in reports.windows(2) {
            if let [(one, a), (other, b)] = pair
                && a.year == b.year
            {
                let year = a.year.unwrap_or_default();
                let problem = format!("和“{one}”同是 {year} 年的报告");
                return Err(refused(other, problem, "同一年度只留一份，再来对照。"));
            }
        }
        let Some((_, latest)) = reports.last() else {
            return Err(refused("", "没有报告".into(), "请选同一机关不同年度的报告。"));
        };
        for (file, report) in &reports {
            if !agency::may_be_one(&report.agency, &latest.agency) {
                let (this, that) = (&report.agency, &latest.agency);
                let problem = format!("是“{this}”的报告，其他的是“{that}”的");
                return Err(refused(file, problem, "请选同一机关的报告。"));
            }
        }
        Ok(Self::of_sorted(&reports.iter().map(|(_, report)| report).collect::<Vec<_>>(), notes))
    }

    /// One report beside nothing; `None` where its year is not known.
    #[must_use]
    pub fn alone(report: &Report) -> Option<Self> {
        report.year.map(|_| Self::of_sorted(&[report], &BTreeMap::new()))
    }

    /// Reports of one agency, by year; at least one.
    fn of_sorted(reports: &[&Report], notes: &BTreeMap<u16, String>) -> Self {
        let latest = reports[reports.len() - 1];
        let mut of_clerks = scope::noted(reports);
        of_clerks.extend(notes.iter().map(|(year, note)| (*year, note.clone())));
        let YearLinks { checked, breaks } = YearLinks::of(reports);
        let cells: Vec<_> = latest.figures.cells().map(|id| compared(reports, id)).collect();
        Self {
            agency: latest.agency.clone(),
            years: reports.iter().filter_map(|report| report.year).collect(),
            edition: latest.edition().clone(),
            shares: shares::all(latest.edition(), &cells),
            prose: (1..=6).map(|section| section_of(reports, section)).collect(),
            notes: notes::all(reports, &breaks, &of_clerks),
            public_notes: notes::of_scope(reports, &of_clerks),
            scopes: scope::others(reports, &of_clerks),
            breaks,
            checked,
            cells,
        }
    }

    /// Why a year's figures are of another set of agencies, where they are.
    #[must_use]
    pub fn other_scope(&self, year: u16) -> Option<&OtherScope> {
        self.scopes.iter().find(|scope| scope.year == year)
    }

    /// The figures of a cell over the years.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&ComparedCell> {
        self.cells.iter().find(|cell| cell.id == id)
    }
}

fn compared(reports: &[&Report], id: CellId) -> ComparedCell {
    let latest = reports[reports.len() - 1];
    let of_year = |report: &&Report| {
        let there = latest.figures.same_place(id, report.edition())?;
        known(report, there)
    };
    let values: Vec<Option<Value>> = reports.iter().map(of_year).collect();
    let amount = |back: usize| {
        let value = values.get(values.len().checked_sub(back)?)?.as_ref()?;
        Amount::of(value)
    };
    let both = amount(2).zip(amount(1));
    let change = both.map(|(earlier, later)| later.since(earlier));
    let large = both.filter(|(earlier, _)| *earlier >= Amount::whole(LEAST));
    let permille = large.and_then(|(earlier, later)| later.since(earlier).permille_of(earlier));
    ComparedCell { id, values, change, permille }
}

/// What a cell shows, totals computed; `None` where it is blank, and for a total of blanks.
fn known(report: &Report, id: CellId) -> Option<Value> {
    let leaves = report.figures.cell(id)?.sum_of.as_ref();
    let is_blank =
        |index: &usize| report.figures.typed(CellId { table: id.table, index: *index }).is_blank();
    if leaves.is_some_and(|leaves| leaves.iter().all(is_blank)) {
        return None;
    }
    Some(report.figures.shown(id)).filter(|value| !value.is_blank())
}

fn section_of(reports: &[&Report], section: u8) -> ComparedSection {
    let prose = |back: usize| reports[reports.len() - back.min(reports.len())].prose(section);
    let (earlier, later) = (prose(2), prose(1));
    ComparedSection { section, same_percent: percent_alike(&earlier, &later), earlier, later }
}

#[cfg(test)]
mod continuity_tests;
#[cfg(test)]
mod tests;
