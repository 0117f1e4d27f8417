//! Blocks of figures as spreadsheets put them on the clipboard: tabs between columns, a line a row.

use super::steps::Steps;

/// A block's texts, by `shown`, as a spreadsheet takes them.
pub(super) fn copy(
    steps: Steps<'_>,
    block: &[Vec<usize>],
    shown: impl Fn(usize) -> String,
) -> String {
    let columns = steps.columns(block);
    let row = |cells: &Vec<usize>| {
        let mut line = vec![String::new(); columns.len()];
        for cell in cells {
            let at = steps.shape.cell_rects[*cell].column.max(columns.start) - columns.start;
            line[at] = shown(*cell);
        }
        line.join("\t")
    };
    block.iter().map(row).collect::<Vec<_>>().join("\n")
}
