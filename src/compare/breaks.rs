//! Figures of one year that do not follow from the year before.

use super::{Comparison, known};
use crate::edition::Carry;
use crate::report::place::CellId;
use crate::report::{Amount, Report};

/// A figure that does not follow from the year before, as the form says that it does (上年结转 from
/// 结转下年度).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearBreak {
    /// The earlier year and the later one, which follow each other.
    pub years: [u16; 2],
    /// The two figures, as the form of the latest year has them; `None` where it does not.
    pub cells: [Option<CellId>; 2],
    /// What the later figure ought to be after the earlier report.
    pub expected: Amount,
    /// What it is.
    pub found: Amount,
    /// Which figure it is, in words: 表三“上年结转”自然人.
    pub label: String,
}

impl YearBreak {
    /// By how much, in two words: 差 1.
    #[must_use]
    pub fn difference(&self) -> String {
        let by = self.expected.since(self.found).max(self.found.since(self.expected));
        format!("差 {}", by.text())
    }

    /// What does not agree, as a whole sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { years: [from, to], label, expected, found, .. } = self;
        let (expected, found) = (expected.text(), found.text());
        format!(
            "{from} 年与 {to} 年不相接：{label}按 {from} 年的报告应为 {expected}，{to} 年的报告是 {found}。"
        )
    }
}

/// What follows from year to year among some reports.
#[derive(Clone, Debug, Default)]
pub(super) struct YearLinks {
    /// The pairs of years of which at least one figure could be held against the year before.
    pub(super) checked: Vec<[u16; 2]>,
    /// Where one does not follow.
    pub(super) breaks: Vec<YearBreak>,
}

impl YearLinks {
    /// Looks at each two years that follow each other; reports ascend by year.
    pub(super) fn of(reports: &[&Report]) -> Self {
        let mut links = Self::default();
        let Some(latest) = reports.last() else { return links };
        for pair in reports.windows(2) {
            let [earlier, later] = pair else { continue };
            if let (Some(from), Some(to)) = (earlier.year, later.year)
                && from + 1 == to
            {
                links.add([from, to], (earlier, later), latest);
            }
        }
        links
    }

    fn add(&mut self, years: [u16; 2], (earlier, later): (&Report, &Report), latest: &Report) {
        let mut is_checked = false;
        for (table, form) in later.edition().tables.iter().enumerate() {
            // A total differs only because a figure does.
            let typed = form.carries.iter().filter(|carry| form.cells[carry.to].sum_of.is_none());
            for carry in typed {
                let Some((expected, found)) = carried(earlier, later, table, carry) else {
                    continue;
                };
                is_checked = true;
                if expected == found {
                    continue;
                }
                let (row, column) = (form.row_of(carry.to), form.column_of(carry.to));
                let row = row.short.as_deref().or(row.path.last().map(String::as_str));
                let column = column.path.last().map(String::as_str).unwrap_or_default();
                let label = format!("{}“{}”{column}", form.name, row.unwrap_or_default());
                // Where a figure of a year stands in the form of the latest one.
                let here = |index: usize| {
                    later.figures.same_place(CellId { table, index }, latest.edition())
                };
                let cells = [carry.from, carry.to].map(here);
                self.breaks.push(YearBreak { years, cells, expected, found, label });
            }
        }
        if is_checked {
            self.checked.push(years);
        }
    }
}

/// What a figure ought to be after the year before, and what it is; `None` where one is not known.
fn carried(
    earlier: &Report,
    later: &Report,
    table: usize,
    carry: &Carry,
) -> Option<(Amount, Amount)> {
    let here = |index: usize| Amount::of(&known(later, CellId { table, index })?);
    let from = later.figures.same_place(CellId { table, index: carry.from }, earlier.edition())?;
    let mut expected = Amount::of(&known(earlier, from)?)?;
    for index in &carry.plus {
        expected = expected.plus(here(*index)?);
    }
    for index in &carry.minus {
        expected = expected.since(here(*index)?);
    }
    Some((expected, here(carry.to)?))
}

/// Both sides of a table's balance identity in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearSides {
    /// What the rows of the left side are together: 本年新收＋上年结转.
    pub left: Amount,
    /// What those of the right side are together: 办结总计＋结转下年度.
    pub right: Amount,
}

impl Comparison {
    /// Whether each year follows from the year before, in a few words: 2021—2025 年逐年结转相接, or what
    /// does not and by how much. `None` where no figure could be held against the year before.
    #[must_use]
    pub fn continuity(&self) -> Option<(bool, String)> {
        let (first, last) = (self.years.first()?, self.years.last()?);
        match self.breaks.as_slice() {
            [] if self.checked.is_empty() => None,
            [] if self.checked.len() + 1 == self.years.len() => {
                Some((true, format!("{first}—{last} 年逐年结转相接")))
            }
            [] => {
                let to: Vec<String> = self.checked.iter().map(|[_, to]| to.to_string()).collect();
                Some((true, format!("{} 年与上年结转相接", to.join("、"))))
            }
            [one] => Some((false, format!("{} 年与上年{}", one.years[1], one.difference()))),
            [one, ..] => {
                let count = self.breaks.len();
                let words =
                    format!("{} 年与上年{}，共 {count} 处不相接", one.years[1], one.difference());
                Some((false, words))
            }
        }
    }

    /// Both sides of a table's identity in each year, in one of its columns; a year in which a figure is
    /// blank has none. `None` for a table without an identity.
    #[must_use]
    pub fn sides(&self, table: usize, column: usize) -> Option<Vec<Option<YearSides>>> {
        let form = self.edition.tables.get(table)?;
        let (left, right) = form.balance.as_ref()?;
        let side = |rows: &[usize], year: usize| {
            rows.iter().try_fold(Amount::default(), |sum, row| {
                let index = form.cell_at(*row, column)?;
                let cell = self.cell(CellId { table, index })?;
                Some(sum.plus(Amount::of(cell.values.get(year)?.as_ref()?)?))
            })
        };
        let of_year = |year| Some(YearSides { left: side(left, year)?, right: side(right, year)? });
        Some((0..self.years.len()).map(of_year).collect())
    }
}
