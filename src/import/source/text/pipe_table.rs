//! Tables whose cells end with a bar: a row a line (`| cell | cell |||`, Markdown among them), or
//! a cell a line, the bar after it or on the next line.

use crate::import::source::text::residue::SourceLine;
use crate::import::vocabulary::headings::is_heading;

/// A cell of its own goes over no more lines than this before its bar.
const MAX_LINES: usize = 6;

/// Longer lines are prose.
const MAX_CELL: usize = 80;

/// What a line with bars is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BarredLine<'a> {
    /// A row, its cells as written.
    Row(Vec<&'a str>),
    /// The rule under a table's head; it says nothing.
    Rule,
    /// The last cell of a row: behind it only the bars of what is merged with it.
    Last(String),
    /// A line with nothing but a bar before the first cell of a row.
    Start,
    /// One cell, the lines of which are joined, and how many lines it took with its bar.
    Cell(String, usize),
}

/// What the lines begin with, where that has bars; `None` for prose.
///
/// `marked`: rows begin with a bar of their own and end with the bars of what is merged
/// ([`marks_rows`]).
pub(crate) fn read(lines: &[SourceLine], marked: bool) -> Option<BarredLine<'_>> {
    let first = lines.first()?.text.trim();
    let bars = first.matches('|').count();
    if first.ends_with(['。', '；']) || first.contains('\t') {
        return None;
    }
    match bars {
        0 => cell(lines),
        1 if first == "|" && marked => Some(BarredLine::Start),
        2.. if marked && last_cell(first).is_some() => {
            last_cell(first).map(|cell| BarredLine::Last(cell.to_owned()))
        }
        1 if first == "|" => Some(BarredLine::Cell(String::new(), 1)),
        1 => Some(BarredLine::Cell(first.strip_suffix('|')?.trim().to_owned(), 1)),
        2.. if first.starts_with('|') || first.ends_with('|') || bars > 2 => Some(row(first)),
        _ => None,
    }
}

/// Words with nothing behind them but bars and spaces.
fn last_cell(line: &str) -> Option<&str> {
    let words = line.trim_end_matches(['|', ' ']);
    let bars = line.matches('|').count();
    (bars > 1 && !words.is_empty() && !words.contains('|')).then(|| words.trim())
}

/// Whether a text writes its rows as a line with a bar, then a cell a line, the last of them with
/// the bars of the cells that are merged with it.
pub(crate) fn marks_rows(lines: &[SourceLine]) -> bool {
    const MIN: usize = 2;
    let is_start = |line: &&SourceLine| line.text.trim() == "|";
    let starts = lines.iter().filter(is_start).take(MIN).count();
    let is_last = |pair: &&[SourceLine]| {
        pair.last().is_some_and(|line| line.text.trim() == "|")
            && pair.first().is_some_and(|line| last_cell(line.text.trim()).is_some())
    };
    starts >= MIN && lines.windows(2).filter(is_last).take(MIN).count() >= MIN
}

/// The lines up to one with nothing but a bar.
fn cell(lines: &[SourceLine]) -> Option<BarredLine<'_>> {
    let bar = lines.iter().take(MAX_LINES).position(|line| line.text.trim() == "|")?;
    let mut text = String::new();
    let mut apart = false;
    for line in lines.iter().take(bar) {
        let words = line.text.trim();
        // What a blank line sets apart from the cell is none of it.
        if apart && !words.is_empty() {
            return None;
        }
        apart = words.is_empty() && !text.is_empty();
        let long = text.chars().count() + words.chars().take(MAX_CELL + 1).count() > MAX_CELL;
        if long || words.contains(['|', '\t', '。']) || is_heading(words) {
            return None;
        }
        text.push_str(words);
    }
    Some(BarredLine::Cell(text, bar + 1))
}

fn row(line: &str) -> BarredLine<'_> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('*')).collect();
    let is_rule = |cell: &&str| cell.contains("--") && cell.trim_matches([':', '-']).is_empty();
    if cells.iter().all(is_rule) { BarredLine::Rule } else { BarredLine::Row(cells) }
}

#[cfg(test)]
mod tests {
    use super::{BarredLine, read};
    use crate::import::source::text::residue::lines;

    #[allow(clippy::needless_pass_by_value)]
    fn check(source: &str, expected: Option<BarredLine<'_>>) {
        let lines = lines(source).0;
        assert_eq!(read(&lines, super::marks_rows(&lines)), expected, "{source}");
    }

    #[test]
    fn bars_in_lines() {
        let cell = |text: &str, lines| Some(BarredLine::Cell(text.to_owned(), lines));
        check("| 规章 | 0 |||", Some(BarredLine::Row(vec!["规章", "0", "", ""])));
        check("规章 | 0 | 1", None);
        check("规章 | 0 | 1 |", Some(BarredLine::Row(vec!["规章", "0", "1"])));
        check("| **规章** | :--- |", Some(BarredLine::Row(vec!["规章", ":---"])));
        check("|:---|---:|", Some(BarredLine::Rule));
        check("规章 |", cell("规章", 1));
        check("|\n规章", cell("", 1));
        check("商业\n企业\n|\n0", cell("商业企业", 3));
        check("0\n\n|", cell("0", 3));
        check("一、总体情况\n规章\n|", None);
        check("首页 | 公开", None);
        check("有 | 有 | 有。", None);
        check("规章\n0", None);
        check("规章 | ||\n|\n0 | |\n|", Some(BarredLine::Last("规章".to_owned())));
        check("|\n规章 | ||\n|\n0 | |\n|", Some(BarredLine::Start));
    }
}
