//! What the texts of a document are: headings, paragraphs, tables and their cells, for readers
//! that do not see the page.

/// One thing that texts belong to, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A heading and its level: 1 for the title, 2 for a section, 3 below it.
    Heading(u8),
    /// A paragraph, over however many lines and pages it runs.
    Paragraph,
    /// A table, on however many pages it is.
    Table(TableElement),
}

/// A table's cells, whatever pages they are on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableElement {
    /// What the table is about, in a few words.
    pub summary: String,
    /// The merged cells, by row, then column.
    pub cells: Vec<CellElement>,
}

/// One merged cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellElement {
    /// First row, counted from 0.
    pub row: usize,
    /// First column, counted from 0.
    pub column: usize,
    /// Rows that the cell takes.
    pub rows: usize,
    /// Columns that the cell takes.
    pub columns: usize,
    /// Whether the cell heads others, and which.
    pub role: CellRole,
}

/// What a cell of a table is to the cells around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellRole {
    /// The cell heads the cells below it.
    ColumnHeader,
    /// The cell heads the cells to its right.
    RowHeader,
    /// A figure.
    Data,
}

/// The element that a text belongs to, and within a table the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentTag {
    /// Index of the element in its document.
    pub element: usize,
    /// Index of the cell in its table; 0 where the element is no table.
    pub cell: usize,
}
