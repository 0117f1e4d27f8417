//! What came in: one file, read and checked, as far as a roll-up needs it.

use serde::Serialize;

use super::alike::TextSketch;
use super::received_figures::ReceivedFigures;
use crate::finding::{Finding, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Amount, Report};

/// How many findings of each severity nobody has answered. Scripts see them by the severities'
/// letters, which are a contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FindingCounts {
    /// B: they block saving.
    #[serde(rename = "B")]
    pub blocks: usize,
    /// E: to be mended.
    #[serde(rename = "E")]
    pub errors: usize,
    /// W: may be right.
    #[serde(rename = "W")]
    pub warnings: usize,
    /// I: worth knowing.
    #[serde(rename = "I")]
    pub infos: usize,
}

impl FindingCounts {
    /// Counts findings without a reason given.
    #[must_use]
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings.into_iter().filter(|finding| finding.waived.is_none()) {
            match finding.severity {
                Severity::Blocks => counts.blocks += 1,
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// How many there are in all.
    #[must_use]
    pub fn all(self) -> usize {
        self.blocks + self.errors + self.warnings + self.infos
    }

    /// Those of two files together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            blocks: self.blocks + other.blocks,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
        }
    }
}

/// A file that came in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The file's path below the folder.
    pub file: String,
    /// When it was last changed, in seconds; of several submissions the newest counts.
    pub modified: u64,
    /// A hash of its bytes, so that one file sent twice is seen.
    pub content: u64,
    /// The report in it; `None` where it cannot be read.
    pub received: Option<Received>,
    /// Why it cannot be read, and what to do; empty where it can be.
    pub trouble: String,
}

impl Submission {
    /// That the file cannot be read, and why.
    pub(super) fn told(&self) -> String {
        format!("“{}”{}", self.file, self.trouble)
    }
}

/// A report, as far as a roll-up needs it: figures, counts of findings, sketches of its texts.
#[derive(Clone, Debug)]
pub struct Received {
    /// The agency, as the report names it.
    pub agency: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The id of its edition.
    pub edition: String,
    /// How much was found.
    pub findings: FindingCounts,
    /// Findings that a roll-up lists: code and message.
    pub told: Vec<(&'static str, String)>,
    /// The figures that are no blank, totals computed.
    pub figures: ReceivedFigures,
    /// Cells whose figure cannot be added: 251000元.
    pub unsummable: Vec<CellId>,
    /// The six sections' texts, to be compared; empty where none are to be.
    pub texts: Vec<TextSketch>,
    /// Whether it is a filled form: tables without any prose.
    pub is_form: bool,
}

/// The rules whose findings a roll-up lists: the identity, the link to last year, jumps.
const TOLD: [&str; 4] = ["R03", "R07", "R08", "R42"];

impl Received {
    /// What a roll-up needs of a report and its findings; `texts`: whether its texts are to be
    /// compared with others'.
    #[must_use]
    pub fn of(report: &Report, findings: &[Finding], texts: bool) -> Self {
        let (mut figures, mut unsummable) = (Vec::new(), Vec::new());
        for id in report.figures.cells() {
            let value = report.figures.shown(id);
            match Amount::of(&value) {
                Some(amount) => figures.push((id, amount)),
                None if !value.is_blank() => unsummable.push(id),
                None => {}
            }
        }
        let told = findings.iter().filter(|f| TOLD.contains(&f.code) && f.waived.is_none());
        let sketch = |number| TextSketch::of(&report.prose(number), &report.agency);
        Self {
            agency: report.agency.clone(),
            year: report.year,
            edition: report.edition().id.clone(),
            findings: FindingCounts::of(findings),
            told: told.map(|finding| (finding.code, finding.message.clone())).collect(),
            figures: figures.into_iter().collect(),
            unsummable,
            texts: if texts { (1..=6).map(sketch).collect() } else { Vec::new() },
            is_form: false,
        }
    }

    /// What a roll-up needs of a published document: where it is a filled form, which has tables and
    /// no prose, only what was found in those tables.
    #[must_use]
    pub fn of_published(report: &Report, findings: &[Finding], texts: bool) -> Self {
        if !is_form(report) {
            return Self::of(report, findings, texts);
        }
        let found = findings.iter().filter(|finding| is_of_filled_table(report, finding));
        let found: Vec<Finding> = found.cloned().collect();
        let mut received = Self { is_form: true, ..Self::of(report, &found, false) };
        // Totals of the other tables are of nothing.
        let of_form = received.figures.iter().filter(|(id, _)| is_filled(report, id.table));
        received.figures = of_form.collect();
        received
    }

    /// Whether two filled forms are of different tables, so that both count.
    pub(super) fn completes(&self, other: &Self) -> bool {
        let has = |id: &CellId| self.figures.iter().any(|(own, _)| own.table == id.table);
        self.is_form
            && other.is_form
            && (&self.year, &self.edition) == (&other.year, &other.edition)
            && !other.figures.iter().any(|(id, _)| has(&id))
    }
}

/// Whether a report is a filled form: figures, and no word in any section.
fn is_form(report: &Report) -> bool {
    let is_blank = |number| report.prose(number).trim().is_empty();
    report.lead_in.trim().is_empty()
        && (1..=6).all(is_blank)
        && report.figures.cells().any(|id| !report.figures.typed(id).is_blank())
}

/// Whether a finding is about a table that a form has figures in; a form is asked for nothing else.
fn is_of_filled_table(report: &Report, finding: &Finding) -> bool {
    let table = match &finding.place {
        Place::Cell(id) | Place::Column(id) => id.table,
        Place::Row(table, _) | Place::Table(table) => *table,
        _ => return false,
    };
    is_filled(report, table)
}

fn is_filled(report: &Report, table: usize) -> bool {
    let mut cells = report.figures.cells().filter(|id| id.table == table);
    cells.any(|id| !report.figures.typed(id).is_blank())
}
