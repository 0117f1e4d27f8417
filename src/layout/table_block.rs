//! One table in the flow: the sizes it may be set in, where it may break, and what each way to
//! place it costs.

use super::LayoutProblem;
use super::columns::RULE;
use super::page::Page;
use super::plan::turn_cost;
use super::rows::Rows;
use super::sheet::{LineGrid, small};
use super::table::{AROUND, SetTable};
use crate::units::Length;

/// The cost of setting a table one size smaller or larger than is best.
const SIZE: i64 = 30;
/// A table of several bands is broken between them where that saves a few lines.
const BREAK_BANDS: i64 = 500;
/// A table of one band is broken only where a page would be emptier than two fifths.
const BREAK_GROUPS: i64 = 500_000;

/// A table, and how it may be set.
#[derive(Debug)]
pub(super) struct TableBlock {
    /// In each size in which one page can hold it, the largest first; or in the one size in which
    /// a page holds each of its rows.
    variants: Vec<SetTable>,
    /// Which of them is best.
    preferred: usize,
    /// Whether a page can hold it.
    whole: bool,
    /// The rows before which a part may begin: 0, the breaks, and the number of rows.
    stops: Vec<usize>,
    /// By variant, then by the stops that a part is between: what its rows need.
    needs: Vec<Vec<Vec<Length>>>,
    /// Index of the element that it is.
    element: usize,
    /// Whether what follows has to begin on its page.
    pub keep: bool,
}

/// How a table is set: the variant, and its parts, each but the first on a page of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TablePlan {
    pub variant: usize,
    pub parts: Vec<TablePart>,
}

/// Rows of a table on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TablePart {
    pub rows: Rows,
    /// Lines of the page that the rows take, with the space around them.
    pub lines: usize,
}

/// One way to place a table: where it ends, and what it costs.
#[derive(Clone, Debug)]
pub(super) struct TablePlacement {
    /// Lines of its last page that are taken.
    pub line: usize,
    pub cost: i64,
    pub plan: TablePlan,
}

impl TableBlock {
    /// A table that one page can hold in each of these sizes.
    pub fn whole(variants: Vec<SetTable>, preferred: usize, element: usize) -> Self {
        let mut stops = vec![0];
        stops.extend(variants.first().map(SetTable::breaks).unwrap_or_default());
        stops.extend(variants.first().map(SetTable::rows));
        let needs = variants.iter().map(|set| needs(set, &stops)).collect();
        Self { variants, preferred, whole: true, stops, needs, element, keep: false }
    }

    /// A table that takes more than a page.
    pub fn tall(set: SetTable, element: usize) -> Self {
        let variants = vec![set];
        let (stops, needs) = (Vec::new(), Vec::new());
        Self { variants, preferred: 0, whole: false, stops, needs, element, keep: false }
    }

    /// What could not be set in a plan's variant.
    pub fn problems(&self, plan: &TablePlan) -> &[LayoutProblem] {
        self.variants.get(plan.variant).map(|set| set.problems.as_slice()).unwrap_or_default()
    }

    /// The table as it is set in a plan.
    pub fn set(&self, plan: &TablePlan) -> &SetTable {
        &self.variants[plan.variant]
    }

    /// The lines of a page that the table needs to begin there.
    pub fn lines_to_begin(&self, grid: LineGrid) -> usize {
        let set = &self.variants[self.preferred];
        let end = if self.whole { self.stops.get(1).copied() } else { Some(set.first_end(grid)) };
        set.lines(&rows(set, 0, end.unwrap_or_else(|| set.rows())), grid)
    }

    /// The ways to place it from a line of a page on.
    pub fn placements(&self, line: usize, grid: LineGrid) -> Vec<TablePlacement> {
        let mut found = Vec::new();
        if self.whole {
            for variant in 0..self.variants.len() {
                let steps = i64::try_from(variant.abs_diff(self.preferred)).unwrap_or(1);
                let plan = TablePlan { variant, parts: Vec::new() };
                self.place(0, TablePlacement { line, cost: SIZE * steps, plan }, grid, &mut found);
            }
        } else {
            found.extend(self.place_tall(line, grid));
        }
        found
    }

    /// The ways to place what is left of it from a stop on.
    fn place(
        &self,
        from: usize,
        so_far: TablePlacement,
        grid: LineGrid,
        found: &mut Vec<TablePlacement>,
    ) {
        let end = self.stops.len() - 1;
        let TablePlacement { line, cost, plan } = so_far;
        let set = &self.variants[plan.variant];
        let room = grid.lines - line.min(grid.lines);
        for to in from + 1..=end {
            let rows = rows(set, self.stops[from], self.stops[to]);
            let needed = self.needs[plan.variant][from][to];
            let least = grid.lines_for(needed + RULE + AROUND * 2);
            if least > room {
                break;
            }
            let most = most_lines(set, needed, rows.len(), grid).max(least).min(room);
            let with = |lines: usize| {
                let mut plan = plan.clone();
                plan.parts.push(TablePart { rows: rows.clone(), lines });
                let cost = cost + row_cost(set, needed, rows.len(), grid.height(lines));
                TablePlacement { line: line + lines, cost, plan }
            };
            if to == end {
                found.extend((least..=most).map(with));
            } else if line > 0 || self.needs_break(from, &plan, grid) {
                let part = with(most);
                let price = if set.has_bands() { BREAK_BANDS } else { BREAK_GROUPS };
                let cost = part.cost + price + turn_cost(part.line, grid);
                self.place(to, TablePlacement { line: 0, cost, plan: part.plan }, grid, found);
            }
        }
    }

    /// Whether no page can hold what is left of it from a stop on.
    fn needs_break(&self, from: usize, plan: &TablePlan, grid: LineGrid) -> bool {
        let needed = self.needs[plan.variant][from][self.stops.len() - 1];
        grid.lines_for(needed + RULE + AROUND * 2) > grid.lines
    }

    /// Places a table of several pages: as much on each as it holds.
    fn place_tall(&self, line: usize, grid: LineGrid) -> Option<TablePlacement> {
        let set = &self.variants[0];
        let mut placement = TablePlacement { line, cost: 0, plan: TablePlan::default() };
        let mut row = 0;
        while row < set.rows() {
            let room = grid.lines - placement.line.min(grid.lines);
            let Some(part) = set.part(row, room, grid) else {
                if row == 0 && line > 0 {
                    return None;
                }
                // Not even one row fits a page: the table sets its type so small that it does.
                debug_assert!(placement.line > 0, "a row that no page holds");
                if placement.line == 0 {
                    return Some(placement);
                }
                placement.cost += turn_cost(placement.line, grid);
                placement.line = 0;
                continue;
            };
            row = part.rows.body.end;
            placement.line += part.lines;
            placement.plan.parts.push(part);
            if row < set.rows() {
                placement.cost += turn_cost(placement.line, grid);
                placement.line = 0;
            }
        }
        Some(placement)
    }

    /// Draws a part between two heights of a page.
    pub fn draw(
        &self,
        page: &mut Page,
        plan: &TablePlan,
        rows: &Rows,
        top: Length,
        bottom: Length,
    ) {
        self.set(plan).draw(page, rows, self.element, top, bottom);
    }
}

/// What the rows between each two stops need.
fn needs(set: &SetTable, stops: &[usize]) -> Vec<Vec<Length>> {
    let need = |from: usize, to: usize| {
        if from < to { set.needed(&rows(set, from, to)) } else { Length::ZERO }
    };
    stops.iter().map(|from| stops.iter().map(|to| need(*from, *to)).collect()).collect()
}

/// The rows of a part; a head is repeated where the table goes on.
pub(super) fn rows(set: &SetTable, from: usize, to: usize) -> Rows {
    let head = if from == 0 { 0 } else { set.head_rows().min(from) };
    Rows { head, body: from..to }
}

/// The most lines of a page that rows may take, with the space around them.
fn most_lines(set: &SetTable, needed: Length, rows: usize, grid: LineGrid) -> usize {
    let most = needed + set.comfort.1 * small(rows) + RULE + AROUND * 2;
    let (lines, area) = (i64::from(small(grid.lines)), i64::from(grid.height(grid.lines).0));
    usize::try_from(i64::from(most.0) * lines / area).unwrap_or(0)
}

/// The cost of rows that are higher or lower than is best, in points squared.
fn row_cost(set: &SetTable, needed: Length, rows: usize, height: Length) -> i64 {
    let more = (height - needed - RULE - AROUND * 2) / small(rows.max(1));
    let off = i64::from((more - set.comfort.0).0) / 100;
    off * off / 100
}
