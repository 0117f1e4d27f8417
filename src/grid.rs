//! A table's label trees → a grid of merged cells. Knows no fonts: layout gives it lengths,
//! text and web pages give it characters.

use crate::edition::{Band, Table};

/// A table as rows and columns of merged cells that tile it without gap or overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// How many of the columns, at the left, hold labels in the band with the most.
    pub label_columns: usize,
    /// How many rows, at the top, repeat where a table runs over a page (0: none can).
    pub head_rows: usize,
    /// The merged cells, by row, then column.
    pub cells: Vec<GridCell>,
}

/// One merged cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// Its content.
    pub content: Content,
}

/// The content of a merged cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A line over the whole width.
    Caption(String),
    /// A column header, or the corner above the row labels.
    Header(String),
    /// A row label; the first row it labels.
    Label(String, usize),
    /// The figure of a cell of the table.
    Figure(usize),
}

impl Grid {
    /// The grid of a table.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let mut grid = Self {
            rows: 0,
            columns: table.bands[0].label_columns + table.bands[0].width,
            label_columns: table.bands.iter().map(|band| band.label_columns).max().unwrap_or(0),
            head_rows: 0,
            cells: Vec::new(),
        };
        for band in &table.bands {
            grid.add_head(band);
            if table.bands.len() == 1 {
                grid.head_rows = grid.rows;
            }
            grid.add_body(table, band);
        }
        grid.cells.sort_by_key(|cell| (cell.row, cell.column));
        grid
    }

    fn push(&mut self, at: (usize, usize), span: (usize, usize), content: Content) {
        let ((row, column), (rows, columns)) = (at, span);
        self.cells.push(GridCell { row, column, rows, columns, content });
    }

    fn add_head(&mut self, band: &Band) {
        if let Some(caption) = &band.caption {
            let columns = self.columns;
            self.push((self.rows, 0), (1, columns), Content::Caption(caption.clone()));
            self.rows += 1;
        }
        if band.label_columns > 0 {
            let corner = band.corner.clone().unwrap_or_default();
            let span = (band.header_rows, band.label_columns);
            self.push((self.rows, 0), span, Content::Header(corner));
        }
        for header in &band.headers {
            let at = (self.rows + header.row, band.label_columns + header.column);
            let content = Content::Header(header.label.clone());
            self.push(at, (header.rows, header.columns), content);
        }
        self.rows += band.header_rows;
    }

    fn add_body(&mut self, table: &Table, band: &Band) {
        for header in &band.row_headers {
            let at = (self.rows + header.row, header.column);
            let content = Content::Label(header.label.clone(), band.rows.start + header.row);
            self.push(at, (header.rows, header.columns), content);
        }
        for row in &table.rows[band.rows.clone()] {
            for (cell, column) in row.cells.clone().zip(&band.columns) {
                let at = (self.rows, band.label_columns + column.column);
                self.push(at, (1, column.columns), Content::Figure(cell));
            }
            self.rows += 1;
        }
    }

    /// Whether a cell is the label of one row, not of a group of rows.
    #[must_use]
    pub fn is_row_label(&self, cell: &GridCell) -> bool {
        let innermost = cell.column + cell.columns >= self.label_columns;
        matches!(cell.content, Content::Label(..)) && cell.rows == 1 && innermost
    }

    /// For each place of the grid, by row, then column, the index of the cell that covers it.
    #[must_use]
    pub fn cover(&self) -> Vec<usize> {
        let mut cover = vec![usize::MAX; self.rows * self.columns];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.rows {
                let start = row * self.columns + cell.column;
                cover[start..start + cell.columns].fill(index);
            }
        }
        cover
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn cells_tile_every_table() {
        for edition in crate::edition::all() {
            for table in &edition.tables {
                let grid = Grid::new(table);
                assert!(grid.cover().iter().all(|cell| *cell != usize::MAX));
                let area: usize = grid.cells.iter().map(|cell| cell.rows * cell.columns).sum();
                assert_eq!(area, grid.rows * grid.columns, "{} {}", edition.id, table.id);
            }
        }
    }
}
