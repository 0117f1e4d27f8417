//! Which of a row's cells are its figures, and what they say.

use std::collections::BTreeSet;

use crate::edition::{Band, Header, Kind};
use crate::import::blocks::RowCell;
use crate::report::Value;

/// The cells after a row's label; only those that are not empty are listed.
#[derive(Debug, Clone)]
pub(crate) struct CellsAfterLabel<'a> {
    /// The source column of the first cell after the label.
    pub start: usize,
    /// Cells of the row, blank ones included.
    pub width: usize,
    /// The cells that are not empty, from left to right.
    pub cells: Vec<&'a RowCell>,
}

/// How a table's rows are written, seen from those with every figure.
#[derive(Debug, Default, Clone)]
pub(crate) struct TableHabit {
    /// Of each complete row, the source columns of the first cell after its label and of its
    /// first figure.
    starts: Vec<(usize, usize)>,
    /// Most rows have a figure too many: a subtotal, so that a row without one too many lacks a
    /// figure.
    pub over: bool,
    /// Every complete row has as many cells after its label as it has figures, so that a blank
    /// cell is known by its place.
    exact: bool,
    /// The most columns that a figure of a complete row is merged over.
    wide: usize,
}

impl TableHabit {
    /// From a table's rows and how many figures each should have.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = (&'a CellsAfterLabel<'a>, usize)>) -> Self {
        let mut habit = Self { exact: true, ..Self::default() };
        let mut over = 0;
        for (after, count) in rows {
            over += usize::from(after.cells.len() == count + 1);
            if let Some(first) = after.cells.first().filter(|_| after.cells.len() == count) {
                habit.starts.push((after.start, first.column));
                habit.exact &= after.width == count;
                habit.wide = after.cells.iter().map(|cell| cell.wide).fold(habit.wide, usize::max);
            }
        }
        // One row is no habit.
        habit.over = over > habit.starts.len().max(1);
        habit
    }

    /// Where a row's figures may start: where those of the rows do whose labels are in the same
    /// column, or of all where there is none.
    fn starts_for(&self, after: &CellsAfterLabel<'_>) -> BTreeSet<usize> {
        let same: BTreeSet<usize> =
            self.starts.iter().filter(|(label, _)| *label == after.start).map(|s| s.1).collect();
        if same.is_empty() { self.starts.iter().map(|s| s.1).collect() } else { same }
    }
}

/// What became of a row's cells.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RowPlacement<'a> {
    /// One for each of the band's columns, `None` where it is blank.
    Figures(Vec<Option<&'a RowCell>>),
    /// One for each of the band's columns; the second cell, the sum of a group of columns, was left out.
    WithoutSubtotal(Vec<Option<&'a RowCell>>, &'a RowCell),
    /// One figure too many, which is not known by its place.
    OneTooMany(Vec<&'a RowCell>),
    /// It cannot be known which figure belongs to which column.
    Unclear,
}

/// Puts the cells after a label into the band's columns. Nothing is filled in and nothing is
/// shifted: where several readings are left, none is taken.
pub(crate) fn place<'a>(
    band: &Band,
    habit: &TableHabit,
    after: &CellsAfterLabel<'a>,
) -> RowPlacement<'a> {
    let count = band.columns.len();
    let found = after.cells.len();
    if found == count && habit.over {
        return RowPlacement::Unclear;
    }
    if found == count {
        return RowPlacement::Figures(after.cells.iter().map(|cell| Some(*cell)).collect());
    }
    if found == 0 {
        return RowPlacement::Figures(vec![None; count]);
    }
    if found == count + 1 {
        // Of a table's only row the sums may show which it is; of others only a subtotal is known.
        return match without_subtotal(band, after) {
            _ if band.label_columns == 0 => RowPlacement::OneTooMany(after.cells.clone()),
            found => found.unwrap_or(RowPlacement::Unclear),
        };
    }
    if found > count {
        return RowPlacement::Unclear;
    }
    // One figure over several columns is none of theirs.
    let own = band.columns.iter().map(|column| column.columns).max().unwrap_or(1);
    if after.cells.iter().any(|cell| cell.wide > own.max(habit.wide)) {
        return RowPlacement::Unclear;
    }
    if after.width == count && (habit.exact || habit.starts.is_empty()) {
        return RowPlacement::Figures(spread(count, after, |column| Some(column - after.start)));
    }
    let column_at = |start: usize, column: usize| {
        let offset = column.checked_sub(start)?;
        band.columns.iter().position(|c| (c.column..c.column + c.columns).contains(&offset))
    };
    // A blank is a cell of its own: where a row is cut short, its figures may be anywhere.
    let last = band.columns.last().map_or(0, |column| column.column);
    let reaches = |start: &usize| start + last < after.start + after.width;
    let fits = |start: &usize| {
        let taken: Option<BTreeSet<usize>> =
            after.cells.iter().map(|cell| column_at(*start, cell.column)).collect();
        taken.is_some_and(|taken| taken.len() == found)
    };
    let mut starts = habit.starts_for(after);
    // No row is complete, but all the form's columns are there.
    if habit.starts.is_empty() && after.start + after.width == band.label_columns + band.width {
        starts.insert(band.label_columns);
    }
    // Figures follow their label: those of rows with fewer labels are no measure.
    let mut starts = starts.into_iter().filter(|start| *start >= after.start).filter(fits);
    match (starts.next(), starts.next()) {
        (Some(start), None) if reaches(&start) => {
            RowPlacement::Figures(spread(count, after, |column| column_at(start, column)))
        }
        _ => RowPlacement::Unclear,
    }
}

fn spread<'a>(
    count: usize,
    after: &CellsAfterLabel<'a>,
    to: impl Fn(usize) -> Option<usize>,
) -> Vec<Option<&'a RowCell>> {
    let mut figures = vec![None; count];
    for cell in &after.cells {
        if let Some(place) = to(cell.column).and_then(|to| figures.get_mut(to)) {
            *place = Some(*cell);
        }
    }
    figures
}

/// One figure too many: left out where it is right after a group of columns and is their sum.
fn without_subtotal<'a>(band: &Band, after: &CellsAfterLabel<'a>) -> Option<RowPlacement<'a>> {
    let figures: Vec<&RowCell> = after.cells.clone();
    let number = |cell: &&RowCell| Value::read(Kind::Count, &cell.text).count();
    let groups = band.headers.iter().filter(|header| header.columns > 1 && header.row > 0);
    let sums = |group: &&Header| {
        let first = column_index(band, group.column);
        let end = column_index(band, group.column + group.columns);
        let parts = figures.get(first..end)?.iter().map(number).sum::<Option<i64>>()?;
        (figures.get(end).and_then(number)? == parts).then_some(end)
    };
    let subtotal = groups.into_iter().find_map(|group| sums(&group))?;
    let mut rest = figures;
    let left_out = rest.remove(subtotal);
    Some(RowPlacement::WithoutSubtotal(rest.into_iter().map(Some).collect(), left_out))
}

fn column_index(band: &Band, column: usize) -> usize {
    band.columns.iter().take_while(|c| c.column < column).count()
}

#[cfg(test)]
mod tests {
    use super::{CellsAfterLabel, RowCell, RowPlacement, TableHabit, place};
    use crate::edition;

    fn joined(figures: &[Option<&RowCell>]) -> String {
        let texts: Vec<&str> =
            figures.iter().map(|cell| cell.map_or("", |cell| cell.text.as_str())).collect();
        texts.join(",")
    }

    /// Rows as `label at | cells after it`; the last one is placed by the habit of all.
    fn check(table: usize, band: usize, rows: &[&str], expected: Option<&str>) {
        let edition = edition::all().last().unwrap();
        let band = &edition.tables[table].bands[band];
        let rows: Vec<(usize, usize, Vec<RowCell>)> = rows
            .iter()
            .map(|row| {
                let (start, cells) = row.split_once('|').unwrap();
                let start = start.parse::<usize>().unwrap() + 1;
                let all: Vec<&str> = cells.split(',').map(str::trim).collect();
                let cells = all.iter().enumerate().filter(|(_, text)| !text.is_empty());
                let cell = |(at, text): (usize, &&str)| RowCell {
                    number: 1,
                    column: start + at,
                    text: (*text).to_owned(),
                    piece: None,
                    wide: 1,
                };
                (start, all.len(), cells.map(cell).collect())
            })
            .collect();
        let after: Vec<CellsAfterLabel> = rows
            .iter()
            .map(|(start, width, cells)| CellsAfterLabel {
                start: *start,
                width: *width,
                cells: cells.iter().collect(),
            })
            .collect();
        let count = band.columns.len();
        let habit = TableHabit::of(after.iter().map(|after| (after, count)));
        let shown = match place(band, &habit, after.last().unwrap()) {
            RowPlacement::Figures(figures) => Some(joined(&figures)),
            RowPlacement::WithoutSubtotal(figures, _) => Some(joined(&figures) + " 少一"),
            RowPlacement::OneTooMany(_) | RowPlacement::Unclear => None,
        };
        assert_eq!(shown.as_deref(), expected, "{rows:?}");
    }

    #[test]
    fn rows_of_table_three() {
        // Complete, with cells before, between or after.
        check(1, 0, &["0|1,2,3,4,5,6,7"], Some("1,2,3,4,5,6,7"));
        check(1, 0, &["0|,1,2,3,4,5,6,7,"], Some("1,2,3,4,5,6,7"));
        // A cell a line: blanks keep their places whatever the depth of the label.
        check(1, 0, &["2|1,2,3,4,5,6,7", "0|,2,,4,,,7"], Some(",2,,4,,,7"));
        check(1, 0, &["0|,,,,,,5"], Some(",,,,,,5"));
        // A padded table: by the columns of the complete rows.
        check(
            1,
            0,
            &["2|1,2,3,4,5,6,7", "2|1,2,3,4,5,6,7", "0|1,2,3,4,5,6,7,", "1|,,,3,4,5,6,7"],
            Some(",,3,4,5,6,7"),
        );
        // A figure outside those columns, or two readings: none is taken.
        check(
            1,
            0,
            &["2|1,2,3,4,5,6,7", "2|1,2,3,4,5,6,7", "0|1,2,3,4,5,6,7,", "0|,7,,,,,,7"],
            None,
        );
        check(1, 0, &["0|,1,2,3,4,5,6,7,", "0|1,2,3,4,5,6,7,,", "0|,,2,3,4,5,,,"], None);
        // A row like it that is complete shows how this one is written, a row unlike it does not.
        check(
            1,
            0,
            &["2|1,2,3,4,5,6,7", "2|1,2,3,4,5,6,7", "0|1,2,3,4,5,6,7,", "0|7,,,,,,7,"],
            Some("7,,,,,,7"),
        );
        check(
            1,
            0,
            &["2|1,2,3,4,5,6,7", "0|,1,2,3,4,5,6,7,", "0|,,2,3,4,5,6,7,"],
            Some(",2,3,4,5,6,7"),
        );
        // Only totals are filled in: the form's own columns.
        check(1, 0, &["0|,,,,,,,,5"], Some(",,,,,,5"));
        check(1, 0, &["0|1,2,3"], None);
        check(1, 0, &["0|1,2,3,4,5,6,7,8,9"], None);
        // The right start is not given up for another because the row is cut short.
        check(1, 0, &["0|,1,2,3,4,5,6,7,", "0|1,2,3,4,5,6,7,,", "0|,5,1,2,3,4,6"], None);
        // Figures follow their label: rows with fewer labels before them show nothing.
        check(1, 0, &["0|1,2,3,4,5,6,7", "1|1,2,3,4,5,6"], None);
        // The organisations' subtotal, where it adds up; a row with one figure less lacks one.
        check(1, 0, &["0|1,1,1,1,1,1,5,6", "0|1,1,1,1,1,1,5,6", "0|1,,1,1,1,1,4,5"], None);
        let rows = ["0|1,2,3,4,5,6,20,21"; 3];
        check(1, 0, &rows, Some("1,2,3,4,5,6,21 少一"));
        check(1, 0, &[rows[0], rows[0], "0|1,2,3,4,5,6,19,21"], None);
        check(1, 0, &["0|1,2,3,4,5,6,20,21"], Some("1,2,3,4,5,6,21 少一"));
        check(1, 0, &["0|"], Some(",,,,,,"));
    }

    #[test]
    fn rows_of_table_two() {
        check(0, 0, &["0|0,0,0,,,,,,,", "0|3,3,,,,,,,,"], Some("3,3,"));
        check(0, 1, &["0|5,,"], Some("5"));
        check(0, 1, &["0|"], Some(""));
    }
}
