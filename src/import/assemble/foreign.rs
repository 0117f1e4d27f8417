//! What among a section's prose is a table's: of another table than the form's, or left over of one.

use crate::import::blocks::Block;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::is_word_of_a_form;

/// Shorter words of a form are words of prose, too.
const MIN_WORD: usize = 4;

/// More bytes than this no word of a form has.
const MAX_WORD: usize = 600;

/// A longer cell may be a part of a sentence.
const MAX_HEAD: usize = 8;

fn is_long_word(text: &str) -> bool {
    text.chars().nth(MIN_WORD - 1).is_some() && is_word(text)
}

fn is_word(text: &str) -> bool {
    text.len() <= MAX_WORD && is_word_of_a_form(text)
}

/// Whether a cell heads a column: short, and no part of a sentence.
fn is_head(cell: &str) -> bool {
    cell.chars().nth(MAX_HEAD).is_none() && !cell.contains(['，', '。', '；', '：', '、'])
}

/// Whether a row alone is a table's beyond doubt: it has words of the form, or figures behind no
/// more than a label, or three and more short words.
pub(super) fn is_of_forms(block: &Block) -> bool {
    let says = |cells: &[&str]| {
        let figures = cells.iter().filter(|cell| is_figure(cell)).count();
        cells.len() > 1
            && (cells.iter().any(|cell| is_word(cell))
                || (cells.len() > 2 && cells.iter().all(|cell| is_head(cell)))
                || (figures > 1 && figures + 1 >= cells.len()))
    };
    match block {
        Block::Row(row) => {
            says(&row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>())
        }
        // A bar in a sentence is a writer's own.
        Block::Paragraph(line) if line.text.contains(['。', '；']) => false,
        Block::Paragraph(line) => {
            let cells = line.text.split(['|', '｜', '│']).map(str::trim);
            let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
            let known = cells.iter().filter(|cell| is_word(cell) || is_figure(cell)).count();
            known > 1 && says(&cells)
        }
        Block::Grid(_) => false,
    }
}

/// The number of rows of a block that is a table, where no cell of it is prose.
pub(super) fn foreign_cells(block: &Block) -> Option<usize> {
    let is_prose = |text: &str| text.contains(['。', '；']);
    match block {
        Block::Grid(tiles) if tiles.columns > 1 => {
            let prose = tiles.cells.iter().any(|cell| is_prose(&cell.text));
            (!prose).then_some(tiles.rows.max(2))
        }
        Block::Row(row) if row.cells.len() > 1 => {
            (!row.cells.iter().any(|cell| is_prose(&cell.text))).then_some(1)
        }
        // Cells between bars that a reader of tables found too few of.
        // A word of a form's is a table's beside its rows.
        Block::Paragraph(line) if is_long_word(&line.text) => Some(1),
        Block::Paragraph(line) => {
            let cells = line.text.split(['|', '｜', '│']).filter(|cell| !cell.trim().is_empty());
            (cells.count() > 1 && !is_prose(&line.text)).then_some(1)
        }
        _ => None,
    }
}
