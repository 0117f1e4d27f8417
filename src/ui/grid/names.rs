//! What a cell is called: by screen readers, in the undo menu, in the title row.

use crate::edition::{Label, Row, Table};

/// The names of all figures of a table: 表三 （一）予以公开 自然人. Where a row's or a column's own
/// words don't tell it from the others, those of its headers come before them.
pub(super) fn all(form: &Table) -> Vec<String> {
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
pub(super) fn hint(form: &Table, index: usize) -> String {
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
    if own(&row.path).starts_with(|c: char| c.is_ascii_digit())
        && let [.., parent, _] = row.path.as_slice()
        && let Some(end) = parent.find('）').filter(|_| parent.starts_with('（'))
    {
        words.push_str(parent.get(..end + '）'.len_utf8()).unwrap_or_default());
    }
    words.push_str(own(&row.path));
    words
}

/// A row in a few words, for the line that checks the identity.
pub(super) fn short(row: &Row) -> String {
    let known = match row.id.as_str() {
        "received" => "本年新收",
        "carried_in" => "上年结转",
        "outcome_total" => "办理结果总计",
        "carried_out" => "结转下年度",
        _ => own(&row.path).trim_start_matches(|c: char| "一二三四五六七八九十、（）.".contains(c)),
    };
    known.chars().take(10).collect()
}
