//! An edition file → an [`Edition`], or the place in it that is wrong.

use std::collections::BTreeSet;

use super::data::{BandData, CarryData, ColumnData, EditionData, RowData, TableData, TotalData};
use super::table::{Band, Carry, Cell, Header, Label, Row, Table, Total};
use super::{Edition, Kind, Role};

/// Place and problem.
pub(super) type Fault = (String, String);

pub(super) fn fault<T>(place: &str, problem: impl Into<String>) -> Result<T, Fault> {
    Err((place.to_owned(), problem.into()))
}

/// Validates and resolves a whole edition.
pub(super) fn edition(data: EditionData) -> Result<Edition, Fault> {
    if data.sections.len() != 6 {
        return fault("sections", format!("应为 6 部分，实为 {}", data.sections.len()));
    }
    if data.last_year.is_some_and(|last| last < data.first_year) {
        return fault("last_year", "早于 first_year");
    }
    for hole in ["{agency}", "{year}"] {
        if data.title.matches(hole).count() != 1 {
            return fault("title", format!("应恰有一处 {hole}"));
        }
    }
    let mut ids = BTreeSet::new();
    let mut sections = BTreeSet::new();
    let mut tables = Vec::new();
    for table_data in data.tables {
        let place = format!("tables.{}", table_data.id);
        if !ids.insert(table_data.id.clone()) {
            return fault(&place, "表的 id 重复");
        }
        if !(1..=6).contains(&table_data.section) || !sections.insert(table_data.section) {
            return fault(&format!("{place}.section"), "应为 1 至 6，且每部分至多一张表");
        }
        tables.push(table(&place, table_data)?);
    }
    let edition = Edition {
        id: data.id,
        name: data.name,
        notice: data.notice,
        first_year: data.first_year,
        last_year: data.last_year,
        title: data.title,
        sections: data.sections,
        tables,
    };
    edition.check_roles(&data.without)?;
    Ok(edition)
}

fn table(place: &str, data: TableData) -> Result<Table, Fault> {
    let mut table = Table {
        id: data.id,
        name: data.name,
        section: data.section,
        bands: Vec::new(),
        rows: Vec::new(),
        cells: Vec::new(),
        totals: Vec::new(),
        balance: None,
        carries: Vec::new(),
    };
    if data.bands.is_empty() {
        return fault(&format!("{place}.bands"), "至少要有一个");
    }
    for (index, band_data) in data.bands.into_iter().enumerate() {
        band(&format!("{place}.bands[{index}]"), band_data, &mut table)?;
    }
    let width = |band: &Band| band.label_columns + band.width;
    let first = width(&table.bands[0]);
    if let Some(index) = table.bands.iter().position(|band| width(band) != first) {
        let found = width(&table.bands[index]);
        return fault(
            &format!("{place}.bands[{index}]"),
            format!("宽 {found} 列，与第一段的 {first} 列不同"),
        );
    }
    let mut ids = BTreeSet::new();
    if let Some(row) = table.rows.iter().find(|row| !ids.insert(row.id.as_str())) {
        return fault(&format!("{place}.rows.{}", row.id), "行的 id 重复");
    }
    totals(place, &mut table, &data.column_totals, &data.row_totals)?;
    if let Some(balance) = &data.balance {
        let place = format!("{place}.balance");
        if table.bands.len() != 1 || balance.left.is_empty() || balance.right.is_empty() {
            return fault(&place, "勾稽关系只能用于一段的表，两侧都不能空");
        }
        table.balance = Some((
            find_rows(&place, &table, &balance.left)?,
            find_rows(&place, &table, &balance.right)?,
        ));
    }
    carries(place, &mut table, &data.carry_rows, &data.carry_columns)?;
    Ok(table)
}

/// Adds a band with its rows and cells.
fn band(place: &str, data: BandData, table: &mut Table) -> Result<(), Fault> {
    let mut columns = Vec::new();
    let mut headers = Vec::new();
    let header_rows = data.columns.iter().map(column_depth).max().unwrap_or(0);
    if header_rows == 0 {
        return fault(&format!("{place}.columns"), "至少要有一列");
    }
    let mut walk = ColumnReader { place, header_rows, headers: &mut headers, labels: &mut columns };
    let mut width = 0;
    for column in data.columns {
        width += walk.add(column, 0, width, &[])?;
    }
    let mut ids = BTreeSet::new();
    if let Some(column) = columns.iter().find(|column| !ids.insert(column.id.as_str())) {
        return fault(&format!("{place}.columns.{}", column.id), "列的 id 重复");
    }
    let first_row = table.rows.len();
    let mut row_headers = Vec::new();
    let caption: Vec<String> = data.caption.iter().cloned().collect();
    let mut walk = RowReader {
        place,
        label_columns: data.label_columns,
        band: table.bands.len(),
        first_row,
        columns: &columns,
        headers: &mut row_headers,
        filled: &mut table.rows,
        cells: &mut table.cells,
    };
    for row in data.rows {
        walk.add(row, 0, &caption)?;
    }
    if table.rows.len() == first_row {
        return fault(&format!("{place}.rows"), "至少要有一行");
    }
    table.bands.push(Band {
        caption: data.caption,
        corner: data.corner,
        label_columns: data.label_columns,
        headers,
        header_rows,
        columns,
        row_headers,
        rows: first_row..table.rows.len(),
        width,
    });
    Ok(())
}

fn column_depth(column: &ColumnData) -> usize {
    1 + column.children.iter().map(column_depth).max().unwrap_or(0)
}

struct ColumnReader<'a> {
    place: &'a str,
    header_rows: usize,
    headers: &'a mut Vec<Header>,
    labels: &'a mut Vec<Label>,
}

impl ColumnReader<'_> {
    /// Adds a column or a group at `start`, and returns its width in columns.
    fn add(
        &mut self,
        data: ColumnData,
        depth: usize,
        start: usize,
        above: &[String],
    ) -> Result<usize, Fault> {
        let place = format!("{}.columns.{}", self.place, data.label);
        let mut path = above.to_vec();
        path.push(data.label.clone());
        let header = self.headers.len();
        let mut width = 0;
        let leaf = data.children.is_empty();
        self.headers.push(Header {
            label: data.label,
            row: depth,
            rows: if leaf { self.header_rows - depth } else { 1 },
            column: start,
            columns: 0,
        });
        if leaf {
            let Some(id) = data.id else { return fault(&place, "列没有 id") };
            width = data.span.unwrap_or(1);
            if width == 0 {
                return fault(&place, "span 不能为 0");
            }
            let kind = data.kind.unwrap_or_default();
            let role = data.role;
            self.labels.push(Label { id, role, path, kind, column: start, columns: width });
        } else {
            if data.id.is_some()
                || data.kind.is_some()
                || data.span.is_some()
                || data.role.is_some()
            {
                return fault(&place, "一组列不能有 id、kind、span 或 role");
            }
            for child in data.children {
                width += self.add(child, depth + 1, start + width, &path)?;
            }
        }
        self.headers[header].columns = width;
        Ok(width)
    }
}

struct RowReader<'a> {
    place: &'a str,
    label_columns: usize,
    band: usize,
    first_row: usize,
    columns: &'a [Label],
    headers: &'a mut Vec<Header>,
    filled: &'a mut Vec<Row>,
    cells: &'a mut Vec<Cell>,
}

/// What an edition file says of one row with figures.
struct RowFacts {
    id: String,
    role: Option<Role>,
    short: Option<String>,
    help: Option<String>,
}

impl RowReader<'_> {
    fn add(&mut self, data: RowData, depth: usize, above: &[String]) -> Result<(), Fault> {
        let place = format!("{}.rows.{}", self.place, data.label);
        let mut path = above.to_vec();
        let leaf = data.children.is_empty();
        if self.label_columns > 0 {
            if depth >= self.label_columns {
                return fault(&place, format!("层数超过 label_columns（{}）", self.label_columns));
            }
            path.push(data.label.clone());
            self.headers.push(Header {
                label: data.label,
                row: self.filled.len() - self.first_row,
                rows: 0,
                column: depth,
                columns: if leaf { self.label_columns - depth } else { 1 },
            });
        } else if !leaf || !data.label.is_empty() {
            return fault(&place, "label_columns 为 0 的行不能有名称或下级");
        }
        // The header just pushed, if rows have labels; its span is known after its children.
        let header = self.headers.len().checked_sub(1).filter(|_| self.label_columns > 0);
        let first = self.filled.len();
        if leaf {
            let Some(id) = data.id else { return fault(&place, "行没有 id") };
            self.leaf(RowFacts { id, role: data.role, short: data.short, help: data.help }, path);
        } else {
            if data.id.is_some()
                || data.help.is_some()
                || data.role.is_some()
                || data.short.is_some()
            {
                return fault(&place, "一组行不能有 id、help、role 或 short");
            }
            for child in data.children {
                self.add(child, depth + 1, &path)?;
            }
        }
        if let Some(header) = header {
            self.headers[header].rows = self.filled.len() - first;
        }
        Ok(())
    }

    fn leaf(&mut self, facts: RowFacts, path: Vec<String>) {
        let RowFacts { id, role, short, help } = facts;
        let start = self.cells.len();
        let row = self.filled.len();
        self.cells.extend(self.columns.iter().enumerate().map(|(column, label)| Cell {
            row,
            column,
            kind: label.kind,
            sum_of: None,
        }));
        let cells = start..self.cells.len();
        self.filled.push(Row { id, role, path, short, help, band: self.band, cells });
    }
}

fn find_rows(place: &str, table: &Table, ids: &[String]) -> Result<Vec<usize>, Fault> {
    ids.iter()
        .map(|id| match table.row(id) {
            Some(row) => Ok(row),
            None => fault(place, format!("没有 id 为 {id} 的行")),
        })
        .collect()
}

fn find_columns(place: &str, band: &Band, ids: &[String]) -> Result<Vec<usize>, Fault> {
    ids.iter()
        .map(|id| match band.columns.iter().position(|column| column.id == *id) {
            Some(column) => Ok(column),
            None => fault(place, format!("没有 id 为 {id} 的列")),
        })
        .collect()
}

/// Bands that have a column with the id; a dangling id is a fault.
fn bands_with<'a>(place: &str, table: &'a Table, id: &str) -> Result<Vec<&'a Band>, Fault> {
    let bands: Vec<&Band> =
        table.bands.iter().filter(|band| band.columns.iter().any(|c| c.id == id)).collect();
    if bands.is_empty() { fault(place, format!("没有 id 为 {id} 的列")) } else { Ok(bands) }
}

fn totals(
    place: &str,
    table: &mut Table,
    columns: &[TotalData],
    rows: &[TotalData],
) -> Result<(), Fault> {
    let found = named_totals(place, table, columns, rows)?;
    for total in &found {
        let leaves = leaves(place, table, &found, total)?;
        match &table.cells[total.total].sum_of {
            // A cell that is both a row's and a column's total is the same sum either way.
            Some(other) if *other != leaves => {
                let name = cell_name(table, total.total);
                return fault(&format!("{place}.{name}"), "按行与按列的合计不是同一些格");
            }
            _ => table.cells[total.total].sum_of = Some(leaves),
        }
    }
    table.totals = found;
    Ok(())
}

/// The totals that an edition file names, cell by cell.
fn named_totals(
    place: &str,
    table: &Table,
    columns: &[TotalData],
    rows: &[TotalData],
) -> Result<Vec<Total>, Fault> {
    let mut found = Vec::new();
    for data in columns {
        let place = format!("{place}.column_totals.{}", data.total);
        for band in bands_with(&place, table, &data.total)? {
            let total = find_columns(&place, band, std::slice::from_ref(&data.total))?[0];
            let of = find_columns(&place, band, &data.of)?;
            for row in band.rows.clone() {
                let start = table.rows[row].cells.start;
                let of = of.iter().map(|column| start + column).collect();
                found.push(Total { total: start + total, of, across: true });
            }
        }
    }
    for data in rows {
        let place = format!("{place}.row_totals.{}", data.total);
        let total = find_rows(&place, table, std::slice::from_ref(&data.total))?[0];
        let of = find_rows(&place, table, &data.of)?;
        if of.iter().any(|row| table.rows[*row].band != table.rows[total].band) {
            return fault(&place, "合计的各行不在同一段");
        }
        for column in 0..table.rows[total].cells.len() {
            let of = of.iter().map(|row| table.rows[*row].cells.start + column).collect();
            let total = table.rows[total].cells.start + column;
            found.push(Total { total, of, across: false });
        }
    }
    match found.iter().find(|total| total.of.is_empty()) {
        Some(total) => fault(&format!("{place}.{}", cell_name(table, total.total)), "合计没有加数"),
        None => Ok(found),
    }
}

/// The typed cells that a total sums up, in the table's order; each holds a count and is there once.
fn leaves(
    place: &str,
    table: &Table,
    totals: &[Total],
    total: &Total,
) -> Result<Vec<usize>, Fault> {
    let mut leaves = Vec::new();
    expand(place, table, totals, total, &mut Vec::new(), &mut leaves)?;
    leaves.sort_unstable();
    if leaves.windows(2).any(|pair| pair[0] == pair[1]) {
        let name = cell_name(table, total.total);
        return fault(&format!("{place}.{name}"), "同一格被加了两次");
    }
    let is_count =
        |cell: &usize| matches!(table.cells[*cell].kind, Kind::Count | Kind::SignedCount);
    let other = leaves.iter().chain([&total.total]).copied().find(|cell| !is_count(cell));
    match other {
        Some(cell) => fault(&format!("{place}.{}", cell_name(table, cell)), "只有件数可以合计"),
        None => Ok(leaves),
    }
}

/// The typed cells under a total; a total that contains itself is a fault.
fn expand(
    place: &str,
    table: &Table,
    totals: &[Total],
    total: &Total,
    above: &mut Vec<usize>,
    leaves: &mut Vec<usize>,
) -> Result<(), Fault> {
    if above.contains(&total.total) {
        let name = cell_name(table, total.total);
        return fault(&format!("{place}.{name}"), "合计包含了自身");
    }
    above.push(total.total);
    for cell in &total.of {
        match totals.iter().find(|inner| inner.total == *cell) {
            Some(inner) => expand(place, table, totals, inner, above, leaves)?,
            None => leaves.push(*cell),
        }
    }
    above.pop();
    Ok(())
}

fn cell_name(table: &Table, cell: usize) -> String {
    format!("{}.{}", table.row_of(cell).id, table.column_of(cell).id)
}

fn carries(
    place: &str,
    table: &mut Table,
    rows: &[CarryData],
    columns: &[CarryData],
) -> Result<(), Fault> {
    let mut found = Vec::new();
    for data in rows {
        let place = format!("{place}.carry_rows.{}", data.to);
        let to = find_rows(&place, table, std::slice::from_ref(&data.to))?[0];
        let from = find_rows(&place, table, std::slice::from_ref(&data.from))?[0];
        let plus = find_rows(&place, table, &data.plus)?;
        let minus = find_rows(&place, table, &data.minus)?;
        let cell = |row: usize, column: usize| table.rows[row].cells.start + column;
        let same_band = [to, from]
            .iter()
            .chain(&plus)
            .chain(&minus)
            .all(|row| table.rows[*row].band == table.rows[to].band);
        if !same_band {
            return fault(&place, "结转的各行不在同一段");
        }
        found.extend((0..table.rows[to].cells.len()).map(|column| Carry {
            to: cell(to, column),
            from: cell(from, column),
            plus: plus.iter().map(|row| cell(*row, column)).collect(),
            minus: minus.iter().map(|row| cell(*row, column)).collect(),
        }));
    }
    for data in columns {
        let place = format!("{place}.carry_columns.{}", data.to);
        for band in bands_with(&place, table, &data.to)? {
            let to = find_columns(&place, band, std::slice::from_ref(&data.to))?[0];
            let from = find_columns(&place, band, std::slice::from_ref(&data.from))?[0];
            let plus = find_columns(&place, band, &data.plus)?;
            let minus = find_columns(&place, band, &data.minus)?;
            for row in band.rows.clone() {
                let start = table.rows[row].cells.start;
                let cells = |columns: &[usize]| columns.iter().map(|c| start + c).collect();
                found.push(Carry {
                    to: start + to,
                    from: start + from,
                    plus: cells(&plus),
                    minus: cells(&minus),
                });
            }
        }
    }
    table.carries = found;
    Ok(())
}
