//! A table of years in words: labels, changes, how a line is read out, what is copied.

use crate::app::compare::years::YearsView;
use crate::compare::view::{signed, signed_percent};
use crate::compare::{ComparedCell, Comparison};
use crate::report::Value;
use crate::report::place::CellId;

/// The labels of a line from the outermost to its own: of the row, and of the column where the lines are
/// of several.
pub(super) fn label_path(view: &YearsView, comparison: &Comparison, id: CellId) -> Vec<String> {
    let Some(form) = comparison.edition.tables.get(id.table) else { return Vec::new() };
    let (row, column) = (form.row_of(id.index), form.column_of(id.index));
    let mut path: Vec<String> =
        row.path.iter().filter(|label| !label.is_empty()).cloned().collect();
    let is_one_column = !view.choices(id.table).is_empty() || row.cells.len() == 1;
    match form.rows.len() {
        1 => column.path.clone(),
        _ if is_one_column => path,
        _ => {
            path.extend(column.path.last().cloned());
            path
        }
    }
}

/// A line's label in one piece.
pub(super) fn label(view: &YearsView, comparison: &Comparison, id: CellId) -> String {
    let Some(form) = comparison.edition.tables.get(id.table) else { return String::new() };
    let (row, column) = (form.row_of(id.index), form.column_of(id.index));
    if form.rows.len() == 1 {
        return column.path.join(" ");
    }
    let is_one = row.cells.len() == 1 || form.row_total(form.cells[id.index].row) == Some(id.index);
    let words = row.path.join(" ");
    let column = column.path.last().map(String::as_str).unwrap_or_default();
    if is_one || view.choices(id.table).is_empty() && column.is_empty() {
        words
    } else {
        format!("{words}：{column}")
    }
}

/// What a clerk calls the row of a line; in a table of one row the column, with what it is a column of.
pub(super) fn short(view: &YearsView, comparison: &Comparison, id: CellId) -> String {
    let path = label_path(view, comparison, id);
    let form = comparison.edition.tables.get(id.table);
    if form.is_some_and(|form| form.rows.len() == 1) {
        return path[path.len().saturating_sub(2)..].join(" ");
    }
    let row = form.map(|form| form.row_of(id.index));
    let short = row.and_then(|row| row.short.as_deref());
    short.or(path.last().map(|label| without_note(label))).unwrap_or_default().to_owned()
}

/// A label without the note in brackets behind it.
pub(super) fn without_note(words: &str) -> &str {
    let at = words.char_indices().skip(1).find(|(_, c)| *c == '（').map(|(at, _)| at);
    at.filter(|_| words.ends_with('）')).and_then(|at| words.get(..at)).unwrap_or(words)
}

/// The change and its percentage, in words of a table.
pub(super) fn changes(cell: &ComparedCell) -> [String; 2] {
    let change = cell.change.map_or_else(|| "–".to_owned(), signed);
    [change, cell.permille.map_or_else(|| "–".to_owned(), signed_percent)]
}

/// A line as it is read out.
pub(super) fn spoken(view: &YearsView, comparison: &Comparison, cell: &ComparedCell) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or("空白".to_owned(), Value::text);
    let years = comparison.years.iter().zip(&cell.values);
    let years: Vec<String> = years.map(|(year, v)| format!("{year} 年 {}", value(v))).collect();
    let change = cell.change.map(|change| format!("，比上年 {}", signed(change)));
    let percent = cell.permille.map(|permille| format!("，{}", signed_percent(permille)));
    format!(
        "{}：{}{}{}",
        label(view, comparison, cell.id),
        years.join("，"),
        change.unwrap_or_default(),
        percent.unwrap_or_default()
    )
}

/// The chosen line in a few words: 本年新收，2025 年 29，比上年 ＋7.
pub(super) fn chosen(view: &YearsView) -> Option<String> {
    let comparison = view.comparison.as_ref()?;
    let cell = view.chosen_cell()?;
    let year = comparison.years.last()?;
    let value = cell.values.last()?.as_ref().map_or_else(|| "空白".to_owned(), Value::text);
    let change = match cell.change {
        None => String::new(),
        Some(change) if change.is_zero() => "，与上年相同".to_owned(),
        Some(change) => match change.text().strip_prefix('-') {
            Some(less) => format!("，比上年少 {less}"),
            None => format!("，比上年多 {}", change.text()),
        },
    };
    Some(format!("{}，{year} 年 {value}{change}", short(view, comparison, cell.id)))
}

/// The table as it is copied: its head, then the lines, with tabs.
pub(super) fn as_text(view: &YearsView, table: usize) -> String {
    let Some(comparison) = &view.comparison else { return String::new() };
    let mut head = vec![view.tab.label().to_owned()];
    head.extend(comparison.years.iter().map(u16::to_string));
    head.extend(["比上年", "增减率"].map(str::to_owned));
    let mut text = head.join("\t") + "\n";
    for cell in view.lines(table).iter().filter_map(|id| comparison.cell(*id)) {
        let mut fields = vec![label(view, comparison, cell.id)];
        fields.extend(cell.values.iter().map(|v| v.as_ref().map(Value::text).unwrap_or_default()));
        fields.extend(changes(cell));
        text += &(fields.join("\t") + "\n");
    }
    text
}
