//! A table on its side: the labels of the form's rows stand in a line, and below, a row each, what
//! the form has as columns.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::row_matching::{CandidateRow, FigurePosition};
use crate::edition::Table;
use crate::import::blocks::{Block, CellRow, RowCell};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels::TableWords;

/// Lower bound on labels in a line.
const MIN_LABELS: usize = 3;

/// The form's rows, and the cells beside them.
type TurnedRows = (Vec<CandidateRow<'static>>, Vec<RowCell>);

/// The form's rows that a table on its side makes; `None` where there is none, or where not each of
/// the form's columns has a row.
pub(super) fn rows(table: &Table, words: &TableWords, blocks: &[Block]) -> Option<TurnedRows> {
    let [band] = table.bands.as_slice() else { return None };
    let columns: Vec<String> = band
        .columns
        .iter()
        .filter_map(|column| column.path.last())
        .map(|name| plain(name))
        .collect();
    let mut rest: Vec<RowCell> = Vec::new();
    let mut labels: BTreeMap<usize, RowCell> = BTreeMap::new();
    let mut found: Vec<Option<CellRow>> = vec![None; columns.len()];
    let (mut first, mut last) = (None, 0);
    for (at, block) in blocks.iter().enumerate() {
        let rows = match block {
            Block::Paragraph(_) => continue,
            Block::Row(row) => vec![Cow::Borrowed(row)],
            Block::Grid(tiles) => tiles.to_rows().into_iter().map(Cow::Owned).collect(),
        };
        for row in rows {
            let figures = row.cells.iter().filter(|cell| is_figure(&cell.text)).count();
            if figures == 0 && found.iter().all(Option::is_none) {
                let named = row.cells.iter().filter(|cell| words.is_row(&cell.text));
                let named: Vec<&RowCell> = named.collect();
                if named.len() >= MIN_LABELS || (first.is_some() && !named.is_empty()) {
                    first.get_or_insert(at);
                    let others = row.cells.iter().filter(|cell| !words.is_row(&cell.text));
                    rest.extend(others.cloned());
                    labels.extend(named.into_iter().map(|cell| (cell.column, cell.clone())));
                }
                continue;
            }
            if first.is_none() || figures == 0 {
                continue;
            }
            let name = row.cells.iter().take_while(|cell| !is_figure(&cell.text)).last()?;
            let column = columns.iter().position(|column| *column == plain(&name.text))?;
            let is_own = |cell: &&RowCell| {
                cell.column == name.column
                    || (labels.contains_key(&cell.column) && is_figure(&cell.text))
            };
            rest.extend(row.cells.iter().filter(|cell| !is_own(cell)).cloned());
            if found[column].replace(row.into_owned()).is_some() {
                return None;
            }
            last = at;
        }
    }
    let found = found.into_iter().collect::<Option<Vec<CellRow>>>()?;
    let rows = labels.iter().map(|(place, label)| row(*place, label, &found));
    let (first, is_row, stands) = (first?, true, FigurePosition::Beside);
    let rows = rows
        .map(|row| CandidateRow { first, last, is_row, stands, row: Cow::Owned(row) })
        .collect();
    Some((rows, rest))
}

/// A row of the form: its label and the figures in the label's column of the rows that were found.
fn row(place: usize, label: &RowCell, found: &[CellRow]) -> CellRow {
    let figure = |(at, row): (usize, &CellRow)| {
        let cell = row.cells.iter().find(|cell| cell.column == place)?;
        Some(RowCell { column: at + 1, ..cell.clone() })
    };
    let figures = found.iter().enumerate().filter_map(figure);
    let cells = std::iter::once(RowCell { column: 0, ..label.clone() }).chain(figures).collect();
    CellRow { number: label.number, width: found.len() + 1, cells, raw: None }
}
