//! A table of the form, ready for use: labels with their spans, cells in order, totals.

use super::{Kind, Role};

/// One table of the mandated form.
#[derive(Debug)]
pub struct Table {
    /// Stable: what report files name.
    pub id: String,
    /// The table's name: 表三.
    pub name: String,
    /// The section it is in, 1 to 6.
    pub section: u8,
    /// The table's parts, top to bottom; all are equally wide.
    pub bands: Vec<Band>,
    /// The rows with figures of all bands, top to bottom.
    pub rows: Vec<Row>,
    /// The figures, row by row.
    pub cells: Vec<Cell>,
    /// Sums, each over one row or one column of figures.
    pub totals: Vec<Total>,
    /// Rows whose sums must agree in every column: left, right.
    pub balance: Option<(Vec<usize>, Vec<usize>)>,
    /// What follows from last year's table.
    pub carries: Vec<Carry>,
}

/// A part of a table with columns of its own.
#[derive(Debug)]
pub struct Band {
    /// A line over the whole width: 第二十条第（一）项.
    pub caption: Option<String>,
    /// The cell above the row labels.
    pub corner: Option<String>,
    /// Columns that the row labels take.
    pub label_columns: usize,
    /// The header cells; positions count from the first column of figures.
    pub headers: Vec<Header>,
    /// Rows that the headers take.
    pub header_rows: usize,
    /// Columns of figures, left to right.
    pub columns: Vec<Label>,
    /// The label cells at the left; rows count from the band's first row of figures.
    pub row_headers: Vec<Header>,
    /// Indices into [`Table::rows`].
    pub rows: std::ops::Range<usize>,
    /// The table's columns right of the labels, spans included.
    pub width: usize,
}

/// A merged header or label cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The words of the cell.
    pub label: String,
    /// First row it takes.
    pub row: usize,
    /// Rows that the cell takes.
    pub rows: usize,
    /// First column it takes.
    pub column: usize,
    /// Columns that the cell takes.
    pub columns: usize,
}

/// A column of figures.
#[derive(Debug)]
pub struct Label {
    /// Stable, unique in its band.
    pub id: String,
    /// What the column means to the checks, where they speak of it.
    pub role: Option<Role>,
    /// The words from the outermost header to its own.
    pub path: Vec<String>,
    /// What its cells hold.
    pub kind: Kind,
    /// First of the band's columns it takes, counted from the first column of figures.
    pub column: usize,
    /// The number of the band's columns that it takes.
    pub columns: usize,
}

/// A row of figures.
#[derive(Debug)]
pub struct Row {
    /// Stable, unique in the table.
    pub id: String,
    /// What the row means to the checks, where they speak of it.
    pub role: Option<Role>,
    /// The words from the band's caption and the outermost label to its own.
    pub path: Vec<String>,
    /// What a clerk calls the row, where its label is long: 本年新收.
    pub short: Option<String>,
    /// What counts here and what does not.
    pub help: Option<String>,
    /// Index of its band.
    pub band: usize,
    /// Indices of its cells in [`Table::cells`].
    pub cells: std::ops::Range<usize>,
}

/// One figure's place.
#[derive(Debug)]
pub struct Cell {
    /// Index into [`Table::rows`].
    pub row: usize,
    /// Index into the band's [`Band::columns`].
    pub column: usize,
    /// The kind of value that the cell holds.
    pub kind: Kind,
    /// For a total: the typed cells it is the sum of.
    pub sum_of: Option<Vec<usize>>,
}

/// One sum as the form shows it: `total` = the sum of `of`, which may be totals themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The cell with the sum.
    pub total: usize,
    /// The cells it sums: indices into [`Table::cells`].
    pub of: Vec<usize>,
    /// Whether it sums a row (the total is a column's), else a column.
    pub across: bool,
}

/// This year's cell `to` = last year's `from` + this year's `plus` − this year's `minus`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// The cell of this year.
    pub to: usize,
    /// The cell of last year.
    pub from: usize,
    /// Cells of this year that add to it.
    pub plus: Vec<usize>,
    /// Cells of this year that take from it.
    pub minus: Vec<usize>,
}

impl Table {
    /// The row with an id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The cell with the total of a row over all its columns, where the form has one.
    #[must_use]
    pub fn row_total(&self, row: usize) -> Option<usize> {
        let of_row = |total: &&Total| total.across && self.cells[total.total].row == row;
        self.totals.iter().find(of_row).map(|total| total.total)
    }

    /// The band that a row belongs to.
    #[must_use]
    pub fn band_of(&self, row: usize) -> &Band {
        &self.bands[self.rows[row].band]
    }

    /// The cell at a row and a column of its band.
    #[must_use]
    pub fn cell_at(&self, row: usize, column: usize) -> Option<usize> {
        let cells = &self.rows.get(row)?.cells;
        let index = cells.start + column;
        cells.contains(&index).then_some(index)
    }

    /// How a cell's column is named to a clerk: its own label; where columns share it, as those of
    /// table four do, with the labels of its groups: 行政复议·结果维持.
    #[must_use]
    pub fn column_words(&self, cell: usize) -> String {
        let path = &self.column_of(cell).path;
        let band = self.band_of(self.cells[cell].row);
        let same = band.columns.iter().filter(|column| column.path.last() == path.last());
        if same.count() > 1 { path.join("·") } else { path.last().cloned().unwrap_or_default() }
    }

    /// The row that a cell is in.
    #[must_use]
    pub fn row_of(&self, cell: usize) -> &Row {
        &self.rows[self.cells[cell].row]
    }

    /// The column that a cell is in.
    #[must_use]
    pub fn column_of(&self, cell: usize) -> &Label {
        let cell = &self.cells[cell];
        &self.band_of(cell.row).columns[cell.column]
    }
}
