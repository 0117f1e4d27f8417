//! Which of a row's cells are its figures, and what they say.

use std::collections::BTreeSet;

use super::blocks::Cell;
use crate::edition::{Band, Header, Kind};
use crate::report::Value;

/// Units met after a count.
const COUNT_UNITS: &[&str] = &["件次", "人次", "件", "条", "次", "个", "项", "人"];

/// Units met after a figure of any kind.
const UNITS: &[&str] = &["万元", "元", "万"];

/// Where a figure was broken over lines for want of room: a space that nobody types.
pub(super) const BROKEN: char = '\u{2005}';

/// A longer text is no figure.
const MAX_FIGURE: usize = 24;

/// Whether a cell's words are a figure, or a mark in place of one.
pub(super) fn is_figure(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().take(MAX_FIGURE + 1).count() > MAX_FIGURE {
        return false;
    }
    if matches!(Value::read(Kind::Count, text), Value::Mark(_)) {
        return true;
    }
    let numeric = |c: char| {
        is_zero_like(c)
            || matches!(c, '0'..='9' | '０'..='９' | '+' | '-' | '−' | '－' | '.' | '．' | ',' | '，' | ' ' | BROKEN)
    };
    let behind = text.trim_start_matches(numeric);
    let rest = bare_unit(behind);
    // 1. and 2， are numbers of something.
    let whole = !text.ends_with(['.', '．', ',', '，']);
    whole
        && behind.len() < text.len()
        && (rest.is_empty() || COUNT_UNITS.contains(&rest) || UNITS.contains(&rest))
}

/// A unit without brackets around it: 3.2（万元）.
fn bare_unit(unit: &str) -> &str {
    let inner = unit.strip_prefix(['（', '(']).and_then(|unit| unit.strip_suffix(['）', ')']));
    inner.unwrap_or(unit)
}

fn is_zero_like(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'Ｏ' | '〇' | '○')
}

/// Reads a cell, and tells what was made of it where that is not plain.
pub(super) fn read(kind: Kind, text: &str) -> (Value, Option<String>) {
    // No value holds a tab or the like: it would not come back from a report file.
    let mut text = text.replace(char::is_control, " ");
    if kind == Kind::AsWritten {
        text = text.replace(BROKEN, " ");
    }
    let text = &text;
    let value = Value::read(kind, text);
    let Some(fault) = value.fault(kind) else { return (value, None) };
    let text = text.trim();
    match mend(kind, text) {
        Some(mended) => {
            let note = format!("“{text}”按 {} 读取", mended.text());
            (mended, Some(note))
        }
        None => (value, Some(format!("“{text}”照原样保留（{fault}）"))),
    }
}

/// The figure without its unit and with 0 for a letter like it.
fn mend(kind: Kind, text: &str) -> Option<Value> {
    let bracketed = text.ends_with(['）', ')']);
    let text: String = text.chars().filter(|c| !(bracketed && "（）()".contains(*c))).collect();
    let units = if kind == Kind::Money { &["万元"] } else { COUNT_UNITS };
    let number = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    // Nothing is nothing in every unit.
    let all = || COUNT_UNITS.iter().chain(UNITS);
    let bare = all().find_map(|unit| text.strip_suffix(unit)).map(str::trim);
    let number = bare.filter(|bare| matches!(*bare, "0" | "０")).unwrap_or(number);
    let number: String = number.chars().map(|c| if is_zero_like(c) { '0' } else { c }).collect();
    let number = number.replace(BROKEN, "");
    // A spreadsheet's 5.0 counts five.
    let whole = number
        .split_once('.')
        .filter(|(_, rest)| !rest.is_empty() && rest.chars().all(|c| c == '0'));
    let number = whole.filter(|_| kind != Kind::Money).map_or(number.as_str(), |(whole, _)| whole);
    let value = Value::read(kind, number);
    (!value.is_blank() && value.fault(kind).is_none()).then_some(value)
}

/// The cells after a row's label; only those in which something stands are listed.
#[derive(Debug, Clone)]
pub(super) struct After<'a> {
    /// The source column of the first cell after the label.
    pub start: usize,
    /// How many cells there are, blank ones included.
    pub width: usize,
    /// Those in which something stands.
    pub cells: Vec<&'a Cell>,
}

/// How a table's rows are written, seen from those with every figure.
#[derive(Debug, Default, Clone)]
pub(super) struct Habit {
    /// Of each complete row, the source columns of the first cell after its label and of its
    /// first figure.
    starts: Vec<(usize, usize)>,
    /// Most rows have a figure too many: a subtotal, so that a row without one too many lacks a
    /// figure.
    pub over: bool,
    /// Every complete row has as many cells after its label as it has figures, so that a blank
    /// cell can be told by its place.
    exact: bool,
}

impl Habit {
    /// From a table's rows and how many figures each should have.
    pub(super) fn of<'a>(rows: impl Iterator<Item = (&'a After<'a>, usize)>) -> Self {
        let mut habit = Self { starts: Vec::new(), over: false, exact: true };
        let mut over = 0;
        for (after, count) in rows {
            over += usize::from(after.cells.len() == count + 1);
            if let Some(first) = after.cells.first().filter(|_| after.cells.len() == count) {
                habit.starts.push((after.start, first.column));
                habit.exact &= after.width == count;
            }
        }
        habit.over = over > habit.starts.len();
        habit
    }

    /// Where a row's figures may start: where those of the rows do whose labels stand in the same
    /// column, or of all where there is none.
    fn starts_for(&self, after: &After<'_>) -> BTreeSet<usize> {
        let same: BTreeSet<usize> =
            self.starts.iter().filter(|(label, _)| *label == after.start).map(|s| s.1).collect();
        if same.is_empty() { self.starts.iter().map(|s| s.1).collect() } else { same }
    }
}

/// What became of a row's cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Placed<'a> {
    /// One for each of the band's columns, `None` where it is blank.
    Figures(Vec<Option<&'a Cell>>),
    /// Likewise; this one, the sum of a group of columns, was left out.
    WithoutSubtotal(Vec<Option<&'a Cell>>, &'a Cell),
    /// There is no telling which figure stands in which column.
    Unclear,
}

/// Puts the cells after a label into the band's columns. Nothing is filled in and nothing is
/// shifted: where several readings are left, none is taken.
pub(super) fn place<'a>(band: &Band, habit: &Habit, after: &After<'a>) -> Placed<'a> {
    let count = band.columns.len();
    let found = after.cells.len();
    if found == count && habit.over {
        return Placed::Unclear;
    }
    if found == count {
        return Placed::Figures(after.cells.iter().map(|cell| Some(*cell)).collect());
    }
    if found == 0 {
        return Placed::Figures(vec![None; count]);
    }
    if found == count + 1 {
        return without_subtotal(band, after).unwrap_or(Placed::Unclear);
    }
    if found > count {
        return Placed::Unclear;
    }
    if after.width == count && (habit.exact || habit.starts.is_empty()) {
        return Placed::Figures(spread(count, after, |column| Some(column - after.start)));
    }
    let column_at = |start: usize, column: usize| {
        let offset = column.checked_sub(start)?;
        band.columns.iter().position(|c| (c.column..c.column + c.columns).contains(&offset))
    };
    // A blank is a cell of its own: where a row is cut short, its figures may stand anywhere.
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
    // Figures stand behind their label: those of rows with fewer labels are no measure.
    let mut starts = starts.into_iter().filter(|start| *start >= after.start).filter(fits);
    match (starts.next(), starts.next()) {
        (Some(start), None) if reaches(&start) => {
            Placed::Figures(spread(count, after, |column| column_at(start, column)))
        }
        _ => Placed::Unclear,
    }
}

fn spread<'a>(
    count: usize,
    after: &After<'a>,
    to: impl Fn(usize) -> Option<usize>,
) -> Vec<Option<&'a Cell>> {
    let mut figures = vec![None; count];
    for cell in &after.cells {
        if let Some(place) = to(cell.column).and_then(|to| figures.get_mut(to)) {
            *place = Some(*cell);
        }
    }
    figures
}

/// One figure too many: left out where it stands right after a group of columns and is their sum.
fn without_subtotal<'a>(band: &Band, after: &After<'a>) -> Option<Placed<'a>> {
    let figures: Vec<&Cell> = after.cells.clone();
    let number = |cell: &&Cell| Value::read(Kind::Count, &cell.text).count();
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
    Some(Placed::WithoutSubtotal(rest.into_iter().map(Some).collect(), left_out))
}

fn column_index(band: &Band, column: usize) -> usize {
    band.columns.iter().take_while(|c| c.column < column).count()
}

#[cfg(test)]
mod tests {
    use super::{After, Cell, Habit, Placed, is_figure, place, read};
    use crate::edition::{self, Kind};
    use crate::report::Value;

    #[test]
    fn figures_are_told_from_words() {
        for text in [
            "0",
            " 12 ",
            "-",
            "/",
            "无",
            "0件",
            "1,234",
            "251000元",
            "O",
            "３",
            "0.1234",
            "-3",
            "3.2（万元）",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in [
            "",
            "（万元）",
            "规章",
            "1.",
            "2，",
            "1.属于国家秘密",
            "2021年",
            "总计",
            "OK",
            "_",
            "3.其他",
        ] {
            assert!(!is_figure(text), "{text}");
        }
    }

    #[test]
    fn cells_are_read_and_told() {
        let count = |n| Value::Count(n);
        let written = |text: &str| Value::Written(text.to_owned());
        for (kind, text, value, note) in [
            (
                Kind::Count,
                "1234567\u{2005}8",
                count(12_345_678),
                Some("“1234567\u{2005}8”按 12345678 读取"),
            ),
            (Kind::Count, " 3 ", count(3), None),
            (Kind::Count, "0件", count(0), Some("“0件”按 0 读取")),
            (Kind::Count, "O", count(0), Some("“O”按 0 读取")),
            (Kind::Count, "5.00", count(5), Some("“5.00”按 5 读取")),
            (Kind::Count, "1O", count(10), Some("“1O”按 10 读取")),
            (Kind::Count, "约3", written("约3"), Some("“约3”照原样保留（件数请填整数）")),
            (Kind::Count, "1\t2", written("1 2"), Some("“1 2”照原样保留（件数请填整数）")),
            (Kind::Count, "", Value::Blank, None),
            (Kind::Money, "0元", written("0"), Some("“0元”按 0 读取")),
            (Kind::Money, "3.2（万元）", written("3.2"), Some("“3.2（万元）”按 3.2 读取")),
            (Kind::Money, "0.25万元", written("0.25"), Some("“0.25万元”按 0.25 读取")),
            (
                Kind::Money,
                "25元",
                written("25元"),
                Some("“25元”照原样保留（请只填数字，单位已是万元）"),
            ),
            (Kind::AsWritten, "251000元", written("251000元"), None),
        ] {
            let read = read(kind, text);
            assert_eq!((read.0, read.1.as_deref()), (value, note), "{text}");
        }
    }

    fn joined(figures: &[Option<&Cell>]) -> String {
        let texts: Vec<&str> =
            figures.iter().map(|cell| cell.map_or("", |cell| cell.text.as_str())).collect();
        texts.join(",")
    }

    /// Rows as `label at | cells after it`; the last one is placed by the habit of all.
    fn check(table: usize, band: usize, rows: &[&str], expected: Option<&str>) {
        let edition = edition::all().last().unwrap();
        let band = &edition.tables[table].bands[band];
        let rows: Vec<(usize, usize, Vec<Cell>)> = rows
            .iter()
            .map(|row| {
                let (start, cells) = row.split_once('|').unwrap();
                let start = start.parse::<usize>().unwrap() + 1;
                let all: Vec<&str> = cells.split(',').map(str::trim).collect();
                let cells = all.iter().enumerate().filter(|(_, text)| !text.is_empty());
                let cell = |(at, text): (usize, &&str)| Cell {
                    number: 1,
                    column: start + at,
                    text: (*text).to_owned(),
                    piece: None,
                };
                (start, all.len(), cells.map(cell).collect())
            })
            .collect();
        let after: Vec<After> = rows
            .iter()
            .map(|(start, width, cells)| After {
                start: *start,
                width: *width,
                cells: cells.iter().collect(),
            })
            .collect();
        let count = band.columns.len();
        let habit = Habit::of(after.iter().map(|after| (after, count)));
        let shown = match place(band, &habit, after.last().unwrap()) {
            Placed::Figures(figures) => Some(joined(&figures)),
            Placed::WithoutSubtotal(figures, _) => Some(joined(&figures) + " 少一"),
            Placed::Unclear => None,
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
        // A row like it that is complete tells how this one is written, a row unlike it does not.
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
        // Figures stand behind their label: rows with fewer labels before them tell nothing.
        check(1, 0, &["0|1,2,3,4,5,6,7", "1|1,2,3,4,5,6"], None);
        // The organisations' subtotal, where it adds up; a row with one figure less lacks one.
        check(1, 0, &["0|1,1,1,1,1,1,5,6", "0|1,1,1,1,1,1,5,6", "0|1,,1,1,1,1,4,5"], None);
        check(1, 0, &["0|1,2,3,4,5,6,20,21"], Some("1,2,3,4,5,6,21 少一"));
        check(1, 0, &["0|1,2,3,4,5,6,19,21"], None);
        check(1, 0, &["0|"], Some(",,,,,,"));
    }

    #[test]
    fn rows_of_table_two() {
        check(0, 0, &["0|0,0,0,,,,,,,", "0|3,3,,,,,,,,"], Some("3,3,"));
        check(0, 1, &["0|5,,"], Some("5"));
        check(0, 1, &["0|"], Some(""));
    }
}
