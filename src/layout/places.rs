//! Where the cells of a table lead: a header to its column, a caption to its first row.

use crate::edition::Table;
use crate::grid::{Content, Grid, GridCell};
use crate::report::place::{CellId, Place};

/// The places of a grid's cells, by cell; `number` is the table's.
pub(super) fn places(grid: &Grid, table: &Table, number: usize) -> Vec<Place> {
    grid.cells.iter().map(|cell| place(grid, table, number, cell)).collect()
}

fn place(grid: &Grid, table: &Table, number: usize, cell: &GridCell) -> Place {
    let below = || first_below(grid, cell);
    match &cell.content {
        Content::Figure(index) => Place::Cell(CellId { table: number, index: *index }),
        Content::Label(_, row) => Place::Row(number, *row),
        Content::Caption(_) => {
            below().map_or(Place::Table(number), |index| Place::Row(number, table.cells[index].row))
        }
        Content::Header(_) => below()
            .map_or(Place::Table(number), |index| Place::Column(CellId { table: number, index })),
    }
}

/// The first figure under a cell; a corner has only labels under it.
fn first_below(grid: &Grid, cell: &GridCell) -> Option<usize> {
    let columns = cell.column..cell.column + cell.columns;
    let under = grid.cells.iter().filter(|other| other.row >= cell.row + cell.rows);
    let mut row = None;
    for other in under {
        let Content::Figure(index) = other.content else { continue };
        // What is lower belongs to other headers.
        if *row.get_or_insert(other.row) != other.row {
            return None;
        }
        if other.column < columns.end && columns.start < other.column + other.columns {
            return Some(index);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::edition;
    use crate::grid::{Content, Grid};
    use crate::report::place::{CellId, Place};

    /// Where the cells of a table with some words lead.
    fn check(table: usize, words: &str, expected: &[Place]) {
        let edition = edition::by_id("2021").unwrap();
        let grid = Grid::new(&edition.tables[table]);
        let places = places(&grid, &edition.tables[table], table);
        let found = grid.cells.iter().zip(places).filter(|(cell, _)| match &cell.content {
            Content::Caption(found) | Content::Header(found) | Content::Label(found, _) => {
                found == words
            }
            Content::Figure(_) => false,
        });
        assert_eq!(found.map(|(_, place)| place).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn headers_lead_to_columns_and_labels_to_rows() {
        let column = |table, index| Place::Column(CellId { table, index });
        check(0, "第二十条第（一）项", &[Place::Row(0, 0)]);
        check(0, "信息内容", &[Place::Table(0), Place::Table(0), Place::Table(0), Place::Table(0)]);
        check(0, "本年废止件数", &[column(0, 1)]);
        check(0, "第二十条第（八）项", &[Place::Row(0, 5)]);
        check(1, "申请人情况", &[column(1, 0)]);
        check(1, "自然人", &[column(1, 0)]);
        check(1, "法人或其他组织", &[column(1, 1)]);
        check(1, "总计", &[column(1, 6)]);
        check(1, "三、本年度办理结果", &[Place::Row(1, 2)]);
        check(1, "（一）予以公开", &[Place::Row(1, 2)]);
        check(2, "复议后起诉", &[column(2, 10)]);
        let pending: Vec<Place> = [3, 8, 13].map(|index| column(2, index)).into();
        check(2, "尚未审结", &pending);
    }
}
