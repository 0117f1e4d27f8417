//! Tables of which only the words and figures are left, one after the other: a cell a line, or
//! text out of a PDF with a row's figures behind its label. Rows are recognised by the form's words: a
//! label, broken or not, and the figures up to the next.

use std::borrow::Cow;

use crate::import::blocks::{Block, CellRow, RowCell};
use crate::import::tables::row_matching::{CandidateRow, FigurePosition};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::furniture::{is_page_number, says};
use crate::import::vocabulary::labels::{TableWords, is_word_of_a_form};

/// A table has some thirty rows: what has many more groups of figures is none.
const MAX_GROUPS: usize = 1000;

/// Upper bound on words and figures in one table; the form has about 400.
const MAX_TOKENS: usize = 5000;

/// A line with more characters, figures aside, is prose.
const MAX_WORDS: usize = 90;

/// A label is broken into no more pieces than this before its figures.
const MAX_BEFORE: usize = 8;

/// Upper bound on a label's pieces behind its figures, which may be set beside its first line, or at
/// half its height.
const MAX_AFTER: usize = 10;

/// What a label may have alone on one of its lines.
const LABEL_MARKS: &str = "（）()“”、，：";

/// What a cell, or a piece of one, says; blank where a cell is.
#[derive(Debug, Clone)]
struct CellToken<'a> {
    block: usize,
    number: usize,
    column: usize,
    text: Cow<'a, str>,
    /// No other token is in its line.
    alone: bool,
}

/// Words and the figures behind them.
#[derive(Debug, Default)]
struct TokenGroup<'a> {
    words: Vec<CellToken<'a>>,
    figures: Vec<CellToken<'a>>,
    /// Marks that are neither.
    marks: Vec<CellToken<'a>>,
}

/// The rows that a section's blocks make; none where there is no end of them.
pub(crate) fn rows(words: &TableWords, blocks: &[Block]) -> Vec<CandidateRow<'static>> {
    let Some(groups) = groups(words, blocks) else { return Vec::new() };
    let mut sources = Vec::new();
    if is_figures_first(words, &groups) {
        for group in &groups {
            headers(words, &group.words, &mut sources);
            for token in group.figures.iter().chain(&group.marks) {
                sources.push(row(&[], &[], std::slice::from_ref(token)));
            }
        }
        return sources;
    }
    let mut taken = 0;
    let mut broken = false;
    for (index, group) in groups.iter().enumerate() {
        let after = groups.get(index + 1).map_or(&[][..], |next| &next.words);
        let free = group.words.get(taken..).unwrap_or_default();
        taken = 0;
        // What is noted already has no figures any more.
        let mut figures = if broken { &[] } else { group.figures.as_slice() };
        broken = false;
        let labelled = free.last().is_some_and(|word| words.is_row(&word.text));
        let stray = stray(&groups, figures).filter(|_| figures.len() > 1 || !labelled);
        if stray.is_some() {
            figures = figures.split_last().map_or(&[][..], |(_, rest)| rest);
        }
        if figures.is_empty() {
            headers(words, free, &mut sources);
        } else {
            let (before, behind) = label(words, free, after, figures[0].number);
            taken = behind;
            let (heads, label) = free.split_at(free.len() - before);
            headers(words, heads, &mut sources);
            let rest = after.get(..behind).unwrap_or_default();
            let more = groups.get(index + 1).map_or(&[][..], |next| &next.figures);
            // Figures beside the end of the label are the rest of broken ones: no column is sure.
            let line = rest.last().filter(|_| behind == after.len()).map(|word| word.number);
            broken = line.is_some() && line == more.first().map(|figure| figure.number);
            let figures = if broken { [figures, more].concat() } else { figures.to_vec() };
            sources.push(row(label, rest, &figures));
        }
        for marks in group.marks.chunk_by(|a, b| a.number == b.number) {
            let texts: Vec<&str> = marks.iter().map(|mark| mark.text.as_ref()).collect();
            sources.push(source(marks, vec![cell(&marks[0], 0, texts.join(" "))], 1));
        }
        if let Some(stray) = stray {
            sources.push(row(&[], &[], std::slice::from_ref(stray)));
        }
    }
    sources
}

/// The figures of a table without a label, where there are exactly as many as the form has: each
/// with the block it is in.
pub(crate) fn by_position(
    words: &TableWords,
    blocks: &[Block],
    count: usize,
) -> Option<Vec<(usize, RowCell)>> {
    let groups = groups(words, blocks)?;
    // There are labels, and the figures are in no order.
    if is_figures_first(words, &groups) {
        return None;
    }
    let figures = groups.iter().flat_map(|group| &group.figures);
    let figures: Vec<&CellToken> =
        figures.filter(|token| !token.text.is_empty()).take(count + 1).collect();
    let found =
        |token: &&CellToken| (token.block, cell(token, token.column, token.text.to_string()));
    (figures.len() == count).then(|| figures.iter().map(found).collect())
}

/// Whether figures come before their labels, as in text out of a PDF whose labels are set lower:
/// the first label of all comes only behind a row of figures. Of such rows nobody knows where one
/// ends, and read as others are they would be those of the label above.
fn is_figures_first(words: &TableWords, groups: &[TokenGroup<'_>]) -> bool {
    let Some(first) = groups.iter().position(|group| group.figures.len() > 1) else { return false };
    let Some(label) = words.row_plain(0) else { return false };
    let names = |tokens: &[CellToken<'_>]| plain(&joined(tokens)) == label;
    let before = &groups[first].words;
    let after = groups.get(first + 1).map_or(&[][..], |next| &next.words);
    let is_before = (0..before.len()).any(|from| before.get(from..).is_some_and(names));
    let is_after = (1..=after.len().min(MAX_BEFORE)).any(|to| after.get(..to).is_some_and(names));
    !is_before && is_after
}

/// The last of a row's figures, where it is in a line of its own and the others are not: a
/// page's number.
fn stray<'a, 'b>(
    groups: &[TokenGroup<'_>],
    figures: &'b [CellToken<'a>],
) -> Option<&'b CellToken<'a>> {
    let (last, others) = figures.split_last()?;
    let in_lines = |figures: &[CellToken<'_>]| figures.first().is_some_and(|figure| !figure.alone);
    let usual =
        || groups.iter().filter(|group| in_lines(&group.figures)).count() * 2 > groups.len();
    (last.alone && ((!others.is_empty() && in_lines(others)) || (others.is_empty() && usual())))
        .then_some(last)
}

/// The words and figures of a section; `None` where there are too many for a table.
fn groups<'a>(words: &TableWords, blocks: &'a [Block]) -> Option<Vec<TokenGroup<'a>>> {
    let mut groups: Vec<TokenGroup> = vec![TokenGroup::default()];
    let mut count = 0;
    let mut add = |token: CellToken<'a>| {
        count += 1;
        if count > MAX_TOKENS {
            return;
        }
        let figure = is_figure(&token.text);
        let blank = token.text.is_empty();
        if !figure && !blank && is_mark(&token.text) {
            // Nothing that a label's end or a figure could be: the row goes on after it.
            if let Some(group) = groups.last_mut() {
                group.marks.push(token);
            }
            return;
        }
        let new = groups.last().is_none_or(|group| !group.figures.is_empty() && !figure && !blank);
        if new {
            groups.push(TokenGroup::default());
        }
        let Some(group) = groups.last_mut() else { return };
        match (figure, blank) {
            (false, false) => group.words.push(token),
            // A blank is a figure's only behind a label.
            (false, true) if group.words.is_empty() && group.figures.is_empty() => {}
            _ => group.figures.push(token),
        }
    };
    for (block, content) in blocks.iter().enumerate() {
        match content {
            Block::Paragraph(line) if !is_prose(&line.text) => {
                let pieces = pieces(words, &line.text);
                let alone = pieces.len() == 1 && line.first_word == 0;
                for (column, text) in (line.first_word..).zip(pieces) {
                    add(CellToken { block, number: line.number, column, text, alone });
                }
            }
            Block::Paragraph(_) => {}
            Block::Row(row) => tokens(block, row, &mut add),
            Block::Grid(tiles) => {
                for row in tiles.to_rows() {
                    let mut owned = |token: CellToken<'_>| {
                        add(CellToken { text: Cow::Owned(token.text.into_owned()), ..token });
                    };
                    tokens(block, &row, &mut owned);
                }
            }
        }
    }
    (count <= MAX_TOKENS && groups.len() <= MAX_GROUPS).then_some(groups)
}

fn tokens<'a>(block: usize, row: &'a CellRow, add: &mut impl FnMut(CellToken<'a>)) {
    let mut cells = row.cells.iter().peekable();
    let alone = row.raw.is_none();
    for column in 0..row.width {
        match cells.next_if(|cell| cell.column == column) {
            Some(cell) => {
                let text = Cow::Borrowed(cell.text.as_str());
                add(CellToken { block, number: cell.number, column, text, alone });
            }
            // Only where each cell has its own end is a blank one surely there.
            None if alone => {
                let text = Cow::Borrowed("");
                add(CellToken { block, number: row.number, column, text, alone });
            }
            None => {}
        }
    }
}

/// What is no part of a table.
pub(crate) fn is_prose(text: &str) -> bool {
    let is_word = |c: &char| !c.is_ascii() && !c.is_whitespace();
    text.contains('。')
        || text.chars().filter(is_word).nth(MAX_WORDS).is_some()
        || is_page_number(text)
}

/// Whether words say nothing and are no broken label's either.
fn is_mark(text: &str) -> bool {
    !says(text) && !text.chars().all(|c| LABEL_MARKS.contains(c))
}

/// A line's words between spaces, and its figures; a figure may stick to the label before it.
fn pieces<'a>(words: &TableWords, text: &'a str) -> Vec<Cow<'a, str>> {
    let mut pieces = Vec::new();
    for piece in text.split_whitespace() {
        let label = piece.trim_end_matches(|c: char| c.is_ascii_digit());
        match piece.strip_prefix(label) {
            Some(figure) if !figure.is_empty() && words.is_row(label) => {
                pieces.extend([Cow::Borrowed(label), Cow::Borrowed(figure)]);
            }
            _ => pieces.push(Cow::Borrowed(piece)),
        }
    }
    pieces
}

fn joined(tokens: &[CellToken<'_>]) -> String {
    tokens.iter().map(|token| token.text.as_ref()).collect()
}

/// The numbers of words before the figures and behind them that are the row's label.
fn label(
    words: &TableWords,
    before: &[CellToken<'_>],
    after: &[CellToken<'_>],
    number: usize,
) -> (usize, usize) {
    let most = before.len().min(MAX_BEFORE);
    let tail = |count: usize| before.get(before.len() - count..).unwrap_or_default();
    for behind in 0..=after.len().min(MAX_AFTER) {
        let end = joined(after.get(..behind).unwrap_or_default());
        for count in 1..=most {
            if words.is_row(&(joined(tail(count)) + &end)) {
                return (count, behind);
            }
        }
    }
    // Words of lines above may be the end of the label above: they make the label only together
    // with what is beside the figures.
    let beside = before.iter().rev().take(most).take_while(|token| token.number == number).count();
    let own = joined(tail(beside));
    let rank = |count: usize| {
        let like = words.rows_like(&joined(tail(count)), true, true);
        let like = like.iter().filter(|(row, _)| count <= beside || words.row_has(*row, &own));
        like.map(|(_, rank)| *rank).max().unwrap_or(0)
    };
    // Of equals the shortest: what is before it heads a column.
    match (1..=most).map(|count| (rank(count), most - count)).max() {
        Some((1.., less)) => (most - less, 0),
        _ => (most.min(beside.max(usize::from(words.has_labels()))), 0),
    }
}

/// Words that are no label, those of the form put together again.
fn headers(words: &TableWords, tokens: &[CellToken<'_>], sources: &mut Vec<CandidateRow<'static>>) {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let most = rest.len().min(MAX_BEFORE);
        let whole = |count: &usize| {
            let head = rest.get(..*count).unwrap_or_default();
            let mut ends = [head.first(), head.last()].into_iter().flatten();
            ends.all(|token| !plain(&token.text).is_empty())
                && (words.is_word(&joined(head))
                    || (*count > 1 && is_word_of_a_form(&joined(head))))
        };
        let line = rest.iter().take_while(|token| token.number == first.number).count();
        let count = (1..=most).rev().find(whole).unwrap_or_else(|| {
            // What is not the form's stays together as its line has it.
            let known = |at: &usize| words.is_word(&rest[*at].text);
            (1..line).find(known).unwrap_or(line)
        });
        let (head, others) = rest.split_at(count.max(1));
        let between = if head.iter().any(|token| !token.alone) { " " } else { "" };
        let texts: Vec<&str> = head.iter().map(|token| token.text.as_ref()).collect();
        let text = if whole(&count) { joined(head) } else { texts.join(between) };
        sources.push(source(head, vec![cell(first, 0, text)], 1));
        rest = others;
    }
}

fn row(
    label: &[CellToken<'_>],
    rest: &[CellToken<'_>],
    figures: &[CellToken<'_>],
) -> CandidateRow<'static> {
    let mut cells = Vec::new();
    let words = joined(label) + &joined(rest);
    if let Some(first) = label.first() {
        cells.push(cell(first, 0, words));
    }
    let start = cells.len();
    let filled = figures.iter().enumerate().filter(|(_, token)| !token.text.is_empty());
    cells.extend(filled.map(|(at, token)| cell(token, start + at, token.text.to_string())));
    let all: Vec<CellToken> = label.iter().chain(rest).chain(figures).cloned().collect();
    CandidateRow {
        stands: stands(label, rest, figures),
        ..source(&all, cells, start + figures.len())
    }
}

fn stands(
    label: &[CellToken<'_>],
    rest: &[CellToken<'_>],
    figures: &[CellToken<'_>],
) -> FigurePosition {
    let Some(line) = figures.first().map(|figure| figure.number) else {
        return FigurePosition::Apart;
    };
    let number = |word: Option<&CellToken<'_>>| word.map(|word| word.number);
    if figures.iter().any(|figure| figure.number != line) {
        FigurePosition::Apart
    } else if label.iter().chain(rest).any(|word| word.number == line) {
        FigurePosition::Beside
    } else if number(label.last()) == line.checked_sub(1) && number(rest.first()) == Some(line + 1)
    {
        FigurePosition::Between
    } else {
        FigurePosition::Apart
    }
}

fn cell(token: &CellToken<'_>, column: usize, text: String) -> RowCell {
    let piece = Some(token.column).filter(|_| !token.alone);
    RowCell { number: token.number, column, text, piece, wide: 1 }
}

fn source(tokens: &[CellToken<'_>], cells: Vec<RowCell>, width: usize) -> CandidateRow<'static> {
    let first = tokens.iter().map(|token| token.block).min().unwrap_or_default();
    let last = tokens.iter().map(|token| token.block).max().unwrap_or_default();
    let number = tokens.first().map_or(0, |token| token.number);
    let row = CellRow { number, width, cells, raw: None };
    CandidateRow { first, last, is_row: true, stands: FigurePosition::Apart, row: Cow::Owned(row) }
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::import::source::text::line_blocks;
    use crate::import::source::text::residue::lines;
    use crate::import::vocabulary::labels;

    fn read(source: &str) -> Vec<String> {
        let blocks = line_blocks::read(&lines(source).0).unwrap();
        let table = &labels::all().last().unwrap().tables[0];
        let rows = rows(table, &blocks);
        rows.iter().map(|source| source.row.text()).collect()
    }

    #[test]
    fn figures_before_their_labels_are_no_row_of_the_label_above() {
        let heads = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n";
        let after = read(&format!("{heads}规章\n0\n1\n2\n行政规范性文件\n3\n4\n5\n"));
        assert_eq!(
            after.get(4..),
            Some(&["规章\t0\t1\t2".into(), "行政规范性文件\t3\t4\t5".into()][..])
        );
        let before = read(&format!("{heads}0\n1\n2\n规章\n3\n4\n5\n行政规范性文件\n"));
        assert_eq!(
            before.get(4..),
            Some(&["0", "1", "2", "规章", "3", "4", "5", "行政规范性文件"].map(String::from)[..])
        );
        // A page's number is no row of figures.
        let number = read(&format!("{heads}2\n规章\n0\n1\n2\n行政规范性文件\n3\n4\n5\n"));
        assert_eq!(
            number.get(4..),
            Some(&["规章\t0\t1\t2".into(), "行政规范性文件\t3\t4\t5".into()][..])
        );
    }
}
