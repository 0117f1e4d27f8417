//! Where the figures of a pasted block go: where labels that come along say, else from the cell on
//! that it is pasted on, as the block lies.

use std::collections::BTreeMap;

use super::block::PastedBlock;
use super::figure::{PastedFigure, figure};
use crate::edition::{Edition, Table};
use crate::grid::{Content, Grid};
use crate::import::figures::is_figure;
use crate::import::labels::{self, Familiarity, TableWords};
use crate::report::Value;
use crate::zh::is_han;

/// A text that is no figure, and the cell it was meant for, which keeps what it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedText {
    /// The cell.
    pub cell: usize,
    /// The text.
    pub text: String,
}

/// What a paste puts where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedFigures {
    /// Cells with what they get.
    pub values: Vec<(usize, Value)>,
    /// Totals with the text that stood in their place.
    pub totals: Vec<(usize, String)>,
    /// What is no figure.
    pub refused: Vec<RefusedText>,
    /// Texts of which a figure was made, and the figure.
    pub made: Vec<(String, String)>,
    /// Labels that came along and are not the form's.
    pub unknown: Vec<String>,
    /// Whether labels came along that say where the figures go.
    pub by_labels: bool,
    /// How many figures found no cell.
    pub lost: usize,
    /// Whether its rows were the form's columns.
    pub turned: bool,
}

/// Sets a block on a table of an edition; its first figure on the cell `from`, unless its labels say
/// otherwise.
#[must_use]
pub fn place(edition: &Edition, table: usize, from: usize, block: &PastedBlock) -> PlacedFigures {
    let (Some(form), Some(words)) = (edition.tables.get(table), labels::of(edition, table)) else {
        return PlacedFigures::default();
    };
    let parts = BlockParts::of(block, words);
    if parts.lies_across(form, words) {
        let placed = place(edition, table, from, &block.turned());
        return PlacedFigures { turned: true, ..placed };
    }
    let columns_of = columns(form);
    let mut placed = PlacedFigures::default();
    let figures: Vec<usize> =
        (parts.head..block.rows().len()).filter(|r| parts.has_figures(*r)).collect();
    let rows = rows_by_label((form, words), &parts, &figures);
    let named = rows.iter().flatten().count();
    placed.by_labels = named > 0;
    let rows: BTreeMap<usize, usize> = if placed.by_labels {
        for (row, found) in figures.iter().zip(&rows) {
            if found.is_none() {
                placed.unknown.push(parts.label(*row).unwrap_or("（没有标签的行）").to_owned());
            }
        }
        figures.iter().copied().zip(rows).filter_map(|(row, found)| Some((row, found?))).collect()
    } else {
        let labels = figures.iter().filter_map(|row| parts.label(*row));
        placed.unknown.extend(labels.map(ToOwned::to_owned));
        let body: Vec<usize> = (parts.head..block.rows().len()).collect();
        let all = (form.cells[from].row..form.rows.len()).collect();
        let total =
            |row: &usize| form.rows[*row].cells.clone().all(|c| form.cells[c].sum_of.is_some());
        body.iter().copied().zip(without_totals(all, body.len(), total)).collect()
    };
    let columns = columns_for(form, &columns_of, &parts, (from, placed.by_labels));
    for (index, texts) in block.rows().iter().enumerate().skip(parts.head) {
        for (at, text) in texts.iter().enumerate().skip(parts.left) {
            let cell = rows.get(&index).zip(columns.get(&at)).and_then(|(row, column)| {
                let cells = form.rows.get(*row)?.cells.clone();
                cells.into_iter().find(|cell| columns_of[*cell] == *column)
            });
            match cell {
                Some(cell) => put(form, cell, text, &mut placed),
                None => placed.lost += usize::from(is_figure(text)),
            }
        }
    }
    placed
}

fn put(form: &Table, cell: usize, text: &str, placed: &mut PlacedFigures) {
    let form = &form.cells[cell];
    if form.sum_of.is_some() {
        placed.totals.push((cell, text.to_owned()));
        return;
    }
    match figure(form.kind, text) {
        PastedFigure::Plain(value) => placed.values.push((cell, value)),
        PastedFigure::Made(value) => {
            placed.made.push((text.to_owned(), value.text()));
            placed.values.push((cell, value));
        }
        PastedFigure::None => placed.refused.push(RefusedText { cell, text: text.to_owned() }),
    }
}

/// Which of a block's cells are labels.
struct BlockParts<'a> {
    block: &'a PastedBlock,
    /// How many rows at the top are headers.
    head: usize,
    /// How many columns at the left are labels.
    left: usize,
}

impl<'a> BlockParts<'a> {
    fn of(block: &'a PastedBlock, words: &TableWords) -> Self {
        let is_word = |text: &str| {
            let spoken = text.chars().any(is_han) && !text.chars().any(|c| c.is_ascii_digit());
            !is_figure(text) && (spoken || words.knows(text) != Familiarity::No)
        };
        let column = |at: usize| block.rows().iter().filter_map(move |row| row.get(at));
        let mut left = 0;
        for at in 0..block.width() {
            // A block that is one column of words has no figures beside them.
            if column(at).any(|text| is_figure(text)) {
                break;
            }
            if column(at).any(|text| is_word(text)) {
                left = at + 1;
            }
        }
        let left = if left == block.width() { 0 } else { left };
        let left = left_of_figures(block, words, left);
        let heads = |row: &&Vec<String>| {
            let mut beside = row.iter().skip(left);
            let any = row.iter().any(|text| is_word(text));
            any && !beside.any(|text| is_figure(text))
        };
        let has_figures = block.rows().iter().any(|row| row.iter().any(|text| is_figure(text)));
        let head = if has_figures { block.rows().iter().take_while(heads).count() } else { 0 };
        Self { block, head, left }
    }

    /// Whether a row has something that is meant for cells.
    fn has_figures(&self, row: usize) -> bool {
        self.block.rows()[row].iter().skip(self.left).any(|text| !text.is_empty())
    }

    /// Whether its rows are the form's columns and its columns the form's rows, by their labels.
    fn lies_across(&self, form: &Table, words: &TableWords) -> bool {
        let [band] = form.bands.as_slice() else { return false };
        let is_row = |text: &str| !rows_named(form, words, text).is_empty();
        let is_column = |text: &str| {
            let mut paths = band.columns.iter().filter_map(|column| column.path.last());
            paths.any(|label| labels::alike(label, text))
        };
        let rows = self.head..self.block.rows().len();
        let columns = self.left..self.block.width();
        let labels = || rows.clone().filter_map(|row| self.label(row));
        let headers = || columns.clone().filter_map(|column| self.header(column));
        // What both call so, as 总计 and 其他, says nothing.
        labels().any(|text| is_column(text) && !is_row(text))
            && headers().any(|text| is_row(text) && !is_column(text))
            && !labels().any(|text| is_row(text) && !is_column(text))
    }

    /// The innermost label of a row.
    fn label(&self, row: usize) -> Option<&'a str> {
        let labels = self.block.rows()[row].iter().take(self.left);
        labels.rev().map(String::as_str).find(|text| !text.is_empty())
    }

    /// The innermost header of a column.
    fn header(&self, column: usize) -> Option<&'a str> {
        let rows = self.block.rows().iter().take(self.head);
        rows.rev().filter_map(|row| row.get(column)).map(String::as_str).find(|t| !t.is_empty())
    }
}

/// How many columns of a block are labels, `left` of which have words: the form's labels are merged
/// cells, which leave blank ones behind them.
fn left_of_figures(block: &PastedBlock, words: &TableWords, left: usize) -> usize {
    let grid = &words.grid;
    // Where the first label of the form stands in the block, and where its figures begin then.
    let merged = block.rows().iter().find_map(|row| {
        let at = row.iter().take(left).rposition(|text| !text.is_empty())?;
        let [found] = words.rows_called(row.get(at)?)[..] else { return None };
        let innermost = grid.cells.iter().find(|cell| {
            cell.column + cell.columns == grid.label_columns
                && matches!(cell.content, Content::Label(_, row) if row == found)
        })?;
        let outer = innermost.column.checked_sub(at)?;
        grid.label_columns.checked_sub(outer)
    });
    let Some(merged) = merged.filter(|merged| *merged > left && *merged < block.width()) else {
        return left;
    };
    let blank = |row: &Vec<String>| {
        row.get(left..merged).is_none_or(|cells| cells.iter().all(String::is_empty))
    };
    let figures = grid.columns - grid.label_columns;
    let beside = |left: usize| block.width() - left;
    let grouped = left > 1
        || block
            .rows()
            .iter()
            .any(|row| row.first().is_some_and(|text| words.group_rows(text).is_some()));
    let has_merged = grouped || (beside(merged) == figures && beside(left) != figures);
    if has_merged && block.rows().iter().all(blank) { merged } else { left }
}

/// The form's rows with a label, or with a short name as the program and offices say it: 本年新收.
fn rows_named(form: &Table, words: &TableWords, label: &str) -> Vec<usize> {
    let called = words.rows_called(label);
    if !called.is_empty() {
        return called;
    }
    let short = |row: &usize| form.rows[*row].short.as_deref() == Some(label.trim());
    (0..form.rows.len()).filter(short).collect()
}

/// The form's rows that a row of a block is called like. Word puts a label of several lines into as many
/// rows: the last of them has the figures.
fn rows_like(
    (form, words): (&Table, &TableWords),
    parts: &BlockParts<'_>,
    row: usize,
) -> Vec<usize> {
    let Some(label) = parts.label(row) else { return Vec::new() };
    let like = rows_named(form, words, label);
    let above = row.checked_sub(1).and_then(|above| parts.block.rows().get(above));
    match above.map(Vec::as_slice) {
        Some([above]) if like.is_empty() => words.rows_called(&format!("{above}{label}")),
        _ => like,
    }
}

/// The form's row of each of some rows, by its label; of several that are called alike the next.
fn rows_by_label(
    of: (&Table, &TableWords),
    parts: &BlockParts<'_>,
    rows: &[usize],
) -> Vec<Option<usize>> {
    let mut last = None;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let like = rows_like(of, parts, *row);
        let next = like.iter().copied().find(|row| last.is_none_or(|last| *row > last));
        let row = next.or(like.first().copied());
        last = row.or(last);
        found.push(row);
    }
    found
}

/// The column of the form's grid that each cell stands in, right of the labels.
fn columns(form: &Table) -> Vec<usize> {
    let grid = Grid::new(form);
    let mut columns = vec![0; form.cells.len()];
    for cell in &grid.cells {
        if let Content::Figure(index) = cell.content {
            columns[index] = cell.column;
        }
    }
    columns
}

/// The form's column for each column of a block: by its headers where they are the form's, else from
/// the cell's column on; beside labels, from the first where the block has all of them.
fn columns_for(
    form: &Table,
    columns_of: &[usize],
    parts: &BlockParts<'_>,
    (from, by_labels): (usize, bool),
) -> BTreeMap<usize, usize> {
    let body = parts.left..parts.block.width();
    if let Some(named) = columns_by_header(form, columns_of, parts) {
        return named;
    }
    let first = columns_of.iter().copied().min().unwrap_or(0);
    let end = columns_of.iter().copied().max().map_or(0, |last| last + 1);
    let total = |column: &usize| {
        let mut cells = (0..form.cells.len()).filter(|c| columns_of[*c] == *column).peekable();
        cells.peek().is_some() && cells.all(|cell| form.cells[cell].sum_of.is_some())
    };
    let whole = without_totals((first..end).collect(), body.len(), total).len();
    let start = if by_labels && body.len() == whole { first } else { columns_of[from] };
    let columns = without_totals((start..end).collect(), body.len(), total);
    body.zip(columns).collect()
}

/// The form's column for each header that is one of its; `None` where no header is.
fn columns_by_header(
    form: &Table,
    columns_of: &[usize],
    parts: &BlockParts<'_>,
) -> Option<BTreeMap<usize, usize>> {
    // The columns of the first row that every figure of a single band stands in.
    let [band] = form.bands.as_slice() else { return None };
    let cells = form.rows.get(band.rows.start)?.cells.clone();
    let labels: Vec<(usize, &str)> = cells
        .filter_map(|cell| Some((columns_of[cell], form.column_of(cell).path.last()?.as_str())))
        .collect();
    let mut last: Option<usize> = None;
    let mut named = BTreeMap::new();
    for at in parts.left..parts.block.width() {
        let Some(header) = parts.header(at) else { continue };
        let is_its = |(_, label): &&(usize, &str)| labels::alike(label, header);
        let mut its = labels.iter().filter(is_its).map(|(column, _)| *column).peekable();
        let first = its.peek().copied();
        if let Some(column) = its.find(|column| last.is_none_or(|last| *column > last)).or(first) {
            last = Some(column);
            named.insert(at, column);
        }
    }
    (!named.is_empty()).then_some(named)
}

/// Where a block has exactly as many rows (columns) as can be typed from there on, the totals are
/// taken to have been left out of it.
fn without_totals(all: Vec<usize>, count: usize, total: impl Fn(&usize) -> bool) -> Vec<usize> {
    let typed: Vec<usize> = all.iter().copied().filter(|at| !total(at)).collect();
    if count == typed.len() && count > 1 { typed } else { all }
}
