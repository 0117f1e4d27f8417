//! Which cell each figure of a form's only row is, where the source has its groups one below the
//! other: a row for each group, or a row for each figure, behind their names.

use super::only_row;
use crate::edition::Table;
use crate::import::blocks::Block;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;

/// The cell of the form for each of the source's figures.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum GroupOrder {
    /// The form's own order, as far as anything says.
    AsForm,
    /// For each figure, in the source's order, which of the row's cells it is.
    Other(Vec<usize>),
    /// The names do not tell.
    Unknown,
}

/// More bytes than this no name has.
const MAX_WORD: usize = 600;

/// The words before each figure, plain.
type WordsBefore = Vec<Vec<String>>;

/// By the names beside the figures, or over them.
pub(super) fn of(table: &Table, blocks: &[Block]) -> GroupOrder {
    let Some(cells) = only_row(table) else { return GroupOrder::AsForm };
    let path = |cell: usize| table.column_of(cell).path.as_slice();
    let mut groups: Vec<String> = Vec::new();
    let mut columns: Vec<String> = Vec::new();
    for cell in cells.clone() {
        let group = path(cell).len().checked_sub(2).and_then(|at| path(cell).get(at));
        let group = group.map(|name| plain(name)).unwrap_or_default();
        let column = path(cell).last().map(|name| plain(name)).unwrap_or_default();
        if groups.last() != Some(&group) {
            groups.push(group);
        }
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let words = words_before(blocks);
    if words.len() != cells.len() || groups.len() * columns.len() != cells.len() {
        return GroupOrder::AsForm;
    }
    let each = columns.len();
    let Some(of_groups) = groups_of(&words, &groups, each) else { return GroupOrder::Unknown };
    let Some(of_columns) = columns_of(&words, &columns, &of_groups) else {
        return GroupOrder::Unknown;
    };
    let order: Vec<usize> =
        of_groups.iter().zip(of_columns).map(|(group, column)| group * each + column).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..cells.len()) {
        GroupOrder::Unknown
    } else if order.is_sorted() {
        GroupOrder::AsForm
    } else {
        GroupOrder::Other(order)
    }
}

fn words_before(blocks: &[Block]) -> WordsBefore {
    let mut found = Vec::new();
    let mut words = Vec::new();
    let mut add = |text: &str| {
        if is_figure(text) {
            found.push(std::mem::take(&mut words));
        } else if !text.is_empty() && text.len() <= MAX_WORD {
            words.push(plain(text));
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(line) if super::token_rows::is_prose(&line.text) => {}
            Block::Paragraph(line) => line.text.split_whitespace().for_each(&mut add),
            Block::Row(row) => row.cells.iter().for_each(|cell| add(&cell.text)),
            Block::Grid(tiles) => tiles.cells.iter().for_each(|tile| add(&tile.text)),
        }
    }
    found
}

/// The group of each figure.
fn groups_of(words: &WordsBefore, groups: &[String], each: usize) -> Option<Vec<usize>> {
    let group = |word: &String| {
        let mut named = groups.iter().enumerate().filter(|(_, name)| word.contains(*name));
        named.next().filter(|_| named.next().is_none()).map(|(at, _)| at)
    };
    let named: Vec<Vec<usize>> =
        words.iter().map(|words| words.iter().filter_map(group).collect()).collect();
    if named.iter().skip(1).all(Vec::is_empty) {
        // All of them are in the head.
        let mut order: Vec<usize> = Vec::new();
        for group in named.first()? {
            if !order.contains(group) {
                order.push(*group);
            }
        }
        return order.is_sorted().then(|| (0..words.len()).map(|at| at / each).collect());
    }
    let mut now = None;
    let mut of = |named: &Vec<usize>| {
        now = named.last().copied().or(now);
        now
    };
    named.iter().map(&mut of).collect()
}

/// The column within its group of each figure.
fn columns_of(words: &WordsBefore, columns: &[String], of_groups: &[usize]) -> Option<Vec<usize>> {
    let each = columns.len();
    let column = |word: &String| {
        let word = if word == "合计" { "总计" } else { word.as_str() };
        columns.iter().position(|name| name == word)
    };
    let named: Vec<Vec<usize>> =
        words.iter().map(|words| words.iter().filter_map(column).collect()).collect();
    if named.iter().all(|named| !named.is_empty()) {
        return named.iter().map(|named| named.last().copied()).collect();
    }
    // The columns' names stand over the figures, once or for each group.
    let all = of_groups.len();
    let mut own: &[usize] = &[];
    let mut of = Vec::new();
    for group in of_groups.chunk_by(|a, b| a == b) {
        if group.len() != each {
            return None;
        }
        let at = of.len();
        if let Some(said) = named.get(at).filter(|said| !said.is_empty()) {
            own = said;
        }
        let here = if own.len() == all { own.get(at..at + each)? } else { own };
        let is_whole = here.len() == each && (0..each).all(|column| here.contains(&column));
        // What is broken says nothing.
        if is_whole { of.extend_from_slice(here) } else { of.extend(0..each) }
    }
    Some(of)
}
