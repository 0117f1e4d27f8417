//! What a cell is called: by screen readers, in the undo menu, in the title row, in a list of changes.

use super::{Label, Row, Table};
use crate::zh::is_numeral;

/// The names of all figures of a table: 表三 （一）予以公开 自然人. Where a row's or a column's own
/// words don't tell it from the others, those of its headers come before them.
#[must_use]
pub fn all(form: &Table) -> Vec<String> {
    let name = |index: usize| {
        let (row, column) = (row_words(form, form.row_of(index)), column_words(form, index));
        [form.name.as_str(), &row, &column]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    (0..form.cells.len()).map(name).collect()
}

/// The names of all figures of a table as they are heard inside it, each row with the group that it
/// is counted in: （六）其他处理 3.其他 自然人.
#[must_use]
pub fn spoken(form: &Table) -> Vec<String> {
    let name = |index: usize| {
        let (row, column) = (row_spoken(form.row_of(index)), column_words(form, index));
        let parts = [row.as_str(), &column];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    (0..form.cells.len()).map(name).collect()
}

/// A row's own words, after its group's where they only count within it: （六）其他处理 3.其他.
#[must_use]
pub fn row_spoken(row: &Row) -> String {
    let own = own(&row.path);
    match row.path.as_slice() {
        [.., group, _] if own.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{group} {own}")
        }
        _ => own.to_owned(),
    }
}

fn own(path: &[String]) -> &str {
    path.last().map_or("", String::as_str)
}

fn row_words(form: &Table, row: &Row) -> String {
    let same = |other: &&Row| own(&other.path) == own(&row.path);
    if form.rows.iter().filter(same).count() > 1 {
        row.path.join(" ").trim().to_owned()
    } else {
        own(&row.path).to_owned()
    }
}

fn column_words(form: &Table, index: usize) -> String {
    let column = form.column_of(index);
    let same = |other: &&Label| own(&other.path) == own(&column.path);
    if form.band_of(form.cells[index].row).columns.iter().filter(same).count() > 1 {
        column.path.join(" ")
    } else {
        own(&column.path).to_owned()
    }
}

/// A cell as the title row names it: 自然人，（三）8.属于行政查询事项.
#[must_use]
pub fn hint(form: &Table, index: usize) -> String {
    let row = form.row_of(index);
    let mut words = String::new();
    let several = form.band_of(form.cells[index].row).columns.len() > 1;
    if several || own(&row.path).is_empty() {
        words = column_words(form, index);
    }
    if own(&row.path).is_empty() {
        return words;
    }
    if !words.is_empty() {
        words.push('，');
    }
    words + &numbered(row)
}

/// A row's own words, after the number of the group it is counted in: （三）8.属于行政查询事项.
fn numbered(row: &Row) -> String {
    let own = own(&row.path);
    if own.starts_with(|c: char| c.is_ascii_digit())
        && let [.., parent, _] = row.path.as_slice()
        && let Some(end) = parent.find('）').filter(|_| parent.starts_with('（'))
    {
        let number = parent.get(..end + '）'.len_utf8()).unwrap_or_default();
        return format!("{number}{own}");
    }
    own.to_owned()
}

/// A row in a few words, for the line that checks the identity.
#[must_use]
pub fn short(row: &Row) -> String {
    let number = |c: char| is_numeral(c) || "、（）.".contains(c);
    let own = || own(&row.path).trim_start_matches(number);
    row.short.as_deref().unwrap_or_else(own).chars().take(10).collect()
}

/// A cell in a few words, as a list of changes names it: 本年新收—自然人.
#[must_use]
pub fn brief(form: &Table, index: usize) -> String {
    let row = form.row_of(index);
    let words = row.short.clone().unwrap_or_else(|| numbered(row));
    let mut words: String = if words.chars().nth(BRIEF).is_some() {
        words.chars().take(BRIEF).chain(['…']).collect()
    } else {
        words
    };
    let column = column_words(form, index);
    if !words.is_empty() && !column.is_empty() {
        words.push('—');
    }
    words + &column
}

/// Characters of a row in [`brief`].
const BRIEF: usize = 18;
