//! What the panel beside the board shows of one unit: what is wrong with its report, and its texts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use similar::{ChangeTag, TextDiff};

use crate::finding::Finding;
use crate::report::{LastYear, Report};
use crate::rollup::folder::{read_checked, steady_bytes};
use crate::storage::Storage;

/// The longest texts that are compared letter by letter, in characters.
const COMPARED: usize = 6000;

/// What is wrong with a unit's report.
#[derive(Clone, Debug, Default)]
pub struct UnitDetail {
    /// The unit, by its index, and the reading of the folder that it belongs to.
    pub of: (u64, usize),
    /// The findings that are open, the worst first, with where they are in words.
    pub findings: Vec<(Finding, String)>,
    /// How many cells of how many have a figure or a written blank.
    pub cells: (usize, usize),
    /// Why the file cannot be read; empty where it can be.
    pub trouble: String,
}

/// Two texts side by side, with what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesideTexts {
    /// Whose they are.
    pub names: [String; 2],
    /// The section, 1 to 6.
    pub section: u8,
    /// How much is the same, in percent.
    pub percent: u8,
    /// The texts as stretches, each with whether the other text has it too.
    pub texts: [Vec<(bool, String)>; 2],
}

/// Looks at the files of a unit.
pub(super) fn look(
    storage: &dyn Storage,
    (of, files): ((u64, usize), &[PathBuf]),
    last: Option<&LastYear>,
    trouble: String,
) -> UnitDetail {
    let mut detail = UnitDetail { of, trouble, ..UnitDetail::default() };
    for path in files {
        let read = steady_bytes(storage, path)
            .and_then(|bytes| read_checked(&path.display().to_string(), &bytes, |_| last));
        match read {
            Ok((report, findings, _)) => add(&mut detail, &report, findings),
            Err(error) => detail.trouble = format!("：{}。{}", error.problem, error.remedy),
        }
    }
    detail.findings.sort_by_key(|(finding, _)| finding.severity);
    detail
}

fn add(detail: &mut UnitDetail, report: &Report, findings: Vec<Finding>) {
    let open = findings.into_iter().filter(|finding| finding.waived.is_none());
    detail.findings.extend(open.map(|finding| {
        let words = finding.place.words(report);
        (finding, words)
    }));
    let cells = || report.figures.cells().filter(|id| !report.figures.is_total(*id));
    detail.cells.0 += cells().filter(|id| !report.figures.typed(*id).is_blank()).count();
    detail.cells.1 = cells().count();
}

/// Both texts as stretches that the other one has too, or has not.
pub(super) fn compared(a: &str, b: &str) -> [Vec<(bool, String)>; 2] {
    if a.chars().count().max(b.chars().count()) > COMPARED {
        return [vec![(false, a.to_owned())], vec![(false, b.to_owned())]];
    }
    let mut texts: [Vec<(bool, String)>; 2] = Default::default();
    for change in TextDiff::from_chars(a, b).iter_all_changes() {
        let same = change.tag() == ChangeTag::Equal;
        let into: &[usize] = match change.tag() {
            ChangeTag::Equal => &[0, 1],
            ChangeTag::Delete => &[0],
            ChangeTag::Insert => &[1],
        };
        for side in into {
            let text = &mut texts[*side];
            match text.last_mut() {
                Some((last, words)) if *last == same => words.push_str(change.value()),
                _ => text.push((same, change.value().to_owned())),
            }
        }
    }
    texts
}

/// The reports of last year's folder by the unit's code, or by the agency where it is none's.
pub(super) type LastYears = BTreeMap<String, LastYear>;
