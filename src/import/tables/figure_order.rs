//! Whether figures that text has in lines of their own are those of the label before them. Text out
//! of a PDF has a table's words and figures where the page has them: beside a label of several
//! lines are the figures of its neighbour, or between the figures of a row.

use std::collections::BTreeSet;

use crate::edition::Table;
use crate::import::tables::row_matching::{CandidateRow, FigurePosition, RowMatch};
use crate::import::vocabulary::figures::is_figure;

/// A row that was found.
struct FoundRow {
    source: usize,
    row: usize,
    /// Figures that the row should have.
    count: usize,
    /// The number of figures in each line that has some.
    lines: Vec<usize>,
    /// Whether its label has the form's very words.
    exact: bool,
}

impl FoundRow {
    fn figures(&self) -> usize {
        self.lines.iter().sum()
    }

    fn is_complete(&self) -> bool {
        self.figures() == self.count
    }
}

/// The sources of whose figures nobody knows which row's they are.
pub(crate) fn doubtful(
    table: &Table,
    sources: &[CandidateRow],
    matches: &[RowMatch],
) -> BTreeSet<usize> {
    let rows: Vec<FoundRow> = matches
        .iter()
        .map(|found| FoundRow {
            source: found.source,
            row: found.row,
            count: table.rows[found.row].cells.len(),
            lines: lines(&sources[found.source]),
            exact: found.rank == 1000,
        })
        .collect();
    let taken: BTreeSet<usize> = rows.iter().map(|row| row.source).collect();
    let orphans: BTreeSet<usize> =
        (0..sources.len()).filter(|at| !taken.contains(at) && is_orphan(&sources[*at])).collect();
    let mut doubtful = shifted(sources, &rows, &orphans, table.rows.len());
    doubtful.extend(mixed(&rows, &orphans));
    doubtful
}

/// Rows between one that lacks figures and figures without a label: these may be that row's, and
/// each row's those of its neighbour. Only what is beside its label is sure.
fn shifted(
    sources: &[CandidateRow],
    rows: &[FoundRow],
    orphans: &BTreeSet<usize>,
    count: usize,
) -> BTreeSet<usize> {
    let (mut bare, damaged) = gaps(sources, rows, orphans, count);
    bare.extend(rows.iter().filter(|row| row.lines.is_empty()).map(|row| row.source));
    let orphans: BTreeSet<usize> = orphans - &damaged;
    let lacking = rows.iter().filter(|row| row.figures() < row.count).map(|row| row.source);
    let lacking: BTreeSet<usize> = lacking.chain(bare.iter().copied()).collect();
    if orphans.is_empty() || lacking.is_empty() {
        return BTreeSet::new();
    }
    let (odd, bare) = (&orphans | &lacking, &orphans | &bare);
    let (Some(first), Some(last)) = (odd.first(), odd.last()) else { return BTreeSet::new() };
    let all: BTreeSet<usize> = rows.iter().map(|row| row.source).chain(orphans).collect();
    let is_sure = |row: &&FoundRow| match sources[row.source].stands {
        FigurePosition::Beside => true,
        FigurePosition::Between => {
            let above = all.range(..row.source).next_back();
            let below = all.range(row.source + 1..).next();
            let near = [above, Some(&row.source), below];
            row.exact && !near.into_iter().flatten().any(|at| bare.contains(at))
        }
        FigurePosition::Apart => false,
    };
    let between = rows.iter().filter(|row| (first..=last).contains(&&row.source));
    between.filter(|row| !is_sure(row)).map(|row| row.source).collect()
}

/// The sources beside a row of the form that was not found; and those that stand just where it
/// should be, its own figures behind a damaged label.
fn gaps(
    sources: &[CandidateRow],
    rows: &[FoundRow],
    orphans: &BTreeSet<usize>,
    count: usize,
) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut beside, mut damaged) = (BTreeSet::new(), BTreeSet::new());
    let leading = rows.first().filter(|row| row.row > 0);
    let leading = leading.filter(|_| blank_labels(sources, rows, orphans).is_empty());
    beside.extend(leading.map(|row| row.source));
    beside.extend(rows.last().filter(|row| row.row + 1 < count).map(|row| row.source));
    damaged.extend(blank_labels(sources, rows, orphans));
    for pair in rows.windows(2) {
        let [above, below] = pair else { continue };
        let missing = below.row.saturating_sub(above.row + 1);
        let found: Vec<usize> = orphans.range(above.source..below.source).copied().collect();
        let is_row = |at: &usize| {
            let figures: usize = lines(&sources[*at]).iter().sum();
            figures == above.count || (1 < figures && figures < above.count)
        };
        if missing == found.len() && found.iter().all(is_row) {
            damaged.extend(found);
        } else if missing > 0 {
            beside.extend([above.source, below.source]);
        }
    }
    (beside, damaged)
}

/// The sources before the first row that are the rows above it behind blank labels: as many as
/// there are such rows, with as many figures, where every other row has all of its own. Had the
/// figures been those of the row below, the last row would have none.
fn blank_labels(
    sources: &[CandidateRow],
    rows: &[FoundRow],
    orphans: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let Some(first) = rows.first().filter(|row| row.row > 0) else { return BTreeSet::new() };
    let before: BTreeSet<usize> = orphans.range(..first.source).copied().collect();
    let figures = |at: &usize| lines(&sources[*at]).iter().sum::<usize>();
    let alike = before.iter().all(|at| figures(at) == first.count);
    let whole = rows.iter().all(FoundRow::is_complete);
    if before.len() == first.row && alike && whole { before } else { BTreeSet::new() }
}

/// Rows whose figures are in several lines, where some row lacks figures or has others' and
/// figures share lines, but not as in most rows.
fn mixed(rows: &[FoundRow], orphans: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_whole = |row: &FoundRow| row.lines.is_empty() || row.is_complete();
    let cell_a_line = rows.iter().all(|row| row.lines.iter().all(|figures| *figures == 1));
    if cell_a_line || (orphans.is_empty() && rows.iter().all(is_whole)) {
        return BTreeSet::new();
    }
    let is_usual = |row: &FoundRow| {
        let like = rows.iter().filter(|other| other.is_complete() && other.count == row.count);
        let (same, others): (Vec<_>, Vec<_>) = like.partition(|other| other.lines == row.lines);
        same.len() > 1 && same.len() > others.len()
    };
    let broken = rows.iter().filter(|row| row.lines.len() > 1);
    broken.filter(|row| !is_usual(row)).map(|row| row.source).collect()
}

/// Figures that are no row's; one without words is a page's number.
fn is_orphan(source: &CandidateRow) -> bool {
    let figures: usize = lines(source).iter().sum();
    figures > 1 || (figures == 1 && source.row.cells.len() > 1)
}

fn lines(source: &CandidateRow) -> Vec<usize> {
    let figures: Vec<_> = source.row.cells.iter().filter(|cell| is_figure(&cell.text)).collect();
    figures.chunk_by(|a, b| a.number == b.number).map(<[_]>::len).collect()
}
