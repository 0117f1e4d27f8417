//! Rows that a page's end cuts in two.

use crate::import::source::flow::{FlowCell, FlowItem, FlowTable};
use crate::import::vocabulary::labels;

/// Adds a table. A row that stands alone at a page's end is the next table's first; where its first row is the rest of the last table's last row, that row is made
/// whole: the words on both pages are a label of the form's, on neither alone.
pub(super) fn push(pieces: &mut Vec<FlowItem>, mut table: FlowTable) {
    if let Some(FlowItem::Table(last)) = pieces.last_mut()
        && let [alone] = last.cells.as_mut_slice()
    {
        let columns = table.cells.iter().map(|cell| cell.column + cell.columns).max();
        for cell in &mut table.cells {
            cell.row += 1;
        }
        let pieces_in = std::mem::take(&mut alone.pieces);
        let (row, column, rows, columns) = (0, 0, 1, columns.unwrap_or(1));
        table.cells.insert(0, FlowCell { row, column, rows, columns, pieces: pieces_in });
        pieces.pop();
    }
    if let Some(FlowItem::Table(last)) = pieces.last_mut() {
        let rest = |cell: &FlowCell| cell.row == 0 && !cell.text().is_empty();
        let rests: Vec<usize> =
            (0..table.cells.len()).filter(|at| rest(&table.cells[*at])).collect();
        let tops: Vec<Option<usize>> =
            rests.iter().map(|at| first_part(last, &table.cells[*at])).collect();
        if !rests.is_empty() && tops.iter().all(Option::is_some) {
            for (at, top) in rests.iter().zip(tops.into_iter().flatten()) {
                let text = last.cells[top].text() + &table.cells[*at].text();
                last.cells[top].pieces = vec![FlowItem::Text(text)];
                table.cells[*at].pieces.clear();
            }
        }
    }
    pieces.push(FlowItem::Table(table));
}

/// The cell of a table's last row whose words go on in another cell.
fn first_part(table: &FlowTable, rest: &FlowCell) -> Option<usize> {
    let end = table.cells.iter().map(|cell| cell.row + cell.rows).max()?;
    let whole = |cell: &FlowCell| {
        let (first, rest) = (cell.text(), rest.text());
        !first.is_empty()
            && is_label(&(first.clone() + &rest))
            && !(is_label(&first) || is_label(&rest))
    };
    table.cells.iter().position(|cell| cell.row + cell.rows == end && whole(cell))
}

fn is_label(text: &str) -> bool {
    labels::all().iter().flat_map(|words| &words.tables).any(|table| table.is_word(text))
}
