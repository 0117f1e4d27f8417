//! The table, cell or paragraph that a point of a letter names in its own words.

use std::ops::Range;

use super::lines::lines;
use crate::edition::Table;
use crate::report::Report;
use crate::report::place::{CellId, Field};
use crate::zh::{numeral, value};

/// The table that a point begins with the name of.
pub(super) fn table(words: &str, report: &Report) -> Option<usize> {
    report.edition().tables.iter().position(|table| words.starts_with(&table.name))
}

/// The cell of a table whose row and column a point names, where it is only one.
pub(super) fn cell(words: &str, report: &Report, table: usize) -> Option<CellId> {
    let form = report.edition().tables.get(table)?;
    let said = letters(words);
    let named = |cell: usize| -> Option<(usize, usize)> {
        let row = form.row_of(cell);
        let short = row.short.as_deref().unwrap_or_default();
        let labels = [own_label(row.path.last().map_or("", String::as_str)), short];
        let labels = labels.map(letters);
        let row = labels.iter().filter(|label| !label.is_empty() && said.contains(label.as_str()));
        let row = row.map(String::len).max();
        let row = row.or_else(|| (form.rows.len() == 1).then_some(0))?;
        Some((row, column(form, cell, &said)?))
    };
    let found: Vec<(usize, (usize, usize))> =
        (0..form.cells.len()).filter_map(|cell| Some((cell, named(cell)?))).collect();
    let best = found.iter().map(|(_, score)| *score).max()?;
    let mut best = found.into_iter().filter(|(_, score)| *score == best);
    match (best.next(), best.next()) {
        (Some((index, _)), None) => Some(CellId { table, index }),
        _ => None,
    }
}

/// How much of a cell's column is named: all of it, or nothing where the row has no other column.
fn column(form: &Table, cell: usize, said: &str) -> Option<usize> {
    let words = form.column_words(cell);
    let parts: Vec<String> = words.split('·').map(letters).collect();
    let is_named = parts.iter().all(|part| !part.is_empty() && said.contains(part.as_str()));
    let of_row = form.row_of(cell).cells.len();
    if is_named { Some(words.len()) } else { (of_row == 1).then_some(0) }
}

/// A label without its number: 1.属于国家秘密, （一）予以公开, 一、本年新收.
fn own_label(label: &str) -> &str {
    let head = label.char_indices().take(4).filter(|(_, c)| matches!(c, '、' | '）' | '.' | '．'));
    let after = head.last().and_then(|(at, c)| label.get(at + c.len_utf8()..));
    after.unwrap_or(label)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The section that a point names: 第五部分, 第5部分, or 五、 at its beginning.
pub(super) fn section(words: &str) -> Option<u8> {
    let named = (1..=6_u8).filter_map(|n| {
        let numeral = numeral(u32::from(n));
        let begins = words.starts_with(&format!("{numeral}、")).then_some(0);
        let spoken = [format!("第{numeral}部分"), format!("第{n}部分")];
        let at = spoken.iter().filter_map(|name| words.find(name.as_str())).min();
        Some((at.into_iter().chain(begins).min()?, n))
    });
    named.min().map(|(_, n)| n)
}

/// The paragraph of a section that a point names (第3段, 第三自然段): its place, or its name where there is
/// none; `None` where no paragraph is named.
pub(super) fn paragraph(
    words: &str,
    report: &Report,
    section: u8,
) -> Option<Result<(Field, Range<usize>), String>> {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let number = words.match_indices('第').find_map(|(at, sign)| {
        let rest = words.get(at + sign.len()..)?;
        let end = rest.find(|c| !is_number(c))?;
        let (number, behind) = rest.split_at_checked(end)?;
        let is_one = behind.starts_with('段') || behind.starts_with("自然段");
        number.parse::<i64>().ok().or_else(|| value(number)).filter(|_| is_one)
    })?;
    let all: Vec<(Field, Range<usize>)> = [Field::Before(section), Field::After(section)]
        .into_iter()
        .flat_map(|field| lines(report, field))
        .map(|line| (line.field, line.range))
        .collect();
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let found = index.and_then(|index| all.get(index)).cloned();
    Some(found.ok_or_else(|| format!("第 {number} 段")))
}

/// A part that has its own field, where a point begins with its name.
pub(super) fn field(words: &str) -> Option<Field> {
    const NAMES: [(&str, Field); 5] = [
        ("标题", Field::Title),
        ("署名", Field::SignatureName),
        ("落款", Field::SignatureName),
        ("成文日期", Field::SignatureDate),
        ("引言", Field::LeadIn),
    ];
    NAMES.iter().find(|(name, _)| words.starts_with(name)).map(|(_, field)| *field)
}
