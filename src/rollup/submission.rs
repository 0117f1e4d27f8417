//! What came in: one file, read and checked, as far as a roll-up needs it.

use serde::Serialize;

use super::alike::TextSketch;
use crate::finding::{Finding, Severity};
use crate::report::place::CellId;
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
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| {
            findings.iter().filter(|f| f.severity == severity && f.waived.is_none()).count()
        };
        Self {
            blocks: count(Severity::Blocks),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
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
    pub figures: Vec<(CellId, Amount)>,
    /// Cells whose figure cannot be added: 251000元.
    pub unsummable: Vec<CellId>,
    /// The six sections' texts, to be compared; empty where none are to be.
    pub texts: Vec<TextSketch>,
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
            figures,
            unsummable,
            texts: if texts { (1..=6).map(sketch).collect() } else { Vec::new() },
        }
    }
}
