//! Which of a form's words a source has said. Each is in it once, whole or in pieces: what is
//! said beyond that is no part of the form, though it is made of its words, unless it is the head
//! of the table once more, as a new page has it, or a merged cell's words in each of its places.

use crate::import::blocks::{CellRow, RowCell};
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels::TableWords;

/// Lower bound on words of a table's head, one after the other, that are the head said again.
const MIN_HEAD: usize = 3;

/// The words that were met in a table.
pub(crate) struct LabelCoverage<'a> {
    words: &'a TableWords,
    /// The rows whose labels were read.
    rows: Vec<usize>,
    /// Cells with words of the form, as they came.
    said: Vec<RowCell>,
}

impl<'a> LabelCoverage<'a> {
    pub(crate) fn new(words: &'a TableWords) -> Self {
        Self { words, rows: Vec::new(), said: Vec::new() }
    }

    /// The label of a row was read.
    pub(crate) fn row(&mut self, row: usize) {
        self.rows.push(row);
    }

    /// Words of the form were met beside the figures.
    pub(crate) fn word(&mut self, cell: &RowCell) {
        self.said.push(cell.clone());
    }

    /// The cells whose words the form has no place for.
    pub(crate) fn strays(self) -> Vec<RowCell> {
        let Self { words, rows, said } = self;
        let mut form = FormWords::new(words.plains());
        for label in rows.iter().filter_map(|row| words.row_plain(*row)) {
            form.take_whole(label);
        }
        let plains: Vec<String> = said.iter().map(|cell| plain(&cell.text)).collect();
        let mut stray: Vec<bool> = plains.iter().map(|plain| !form.take_whole(plain)).collect();
        for (at, cell) in said.iter().enumerate().filter(|(at, _)| stray[*at]).collect::<Vec<_>>() {
            stray[at] = !form.take(cell, at);
        }
        for piece in form.broken_off() {
            stray[piece] = true;
        }
        let mut at = 0;
        for run in stray.clone().chunk_by(|a, b| a == b) {
            let end = at + run.len();
            if run[0] && is_head(words, said.get(at..end).unwrap_or_default()) {
                stray[at..end].fill(false);
            }
            at = end;
        }
        said.into_iter().zip(stray).filter(|(_, stray)| *stray).map(|(cell, _)| cell).collect()
    }
}

/// Whether cells are a table's head said again, word for word.
fn is_head(words: &TableWords, cells: &[RowCell]) -> bool {
    if cells.len() < MIN_HEAD {
        return false;
    }
    let heads = words.heads();
    let mut form = FormWords::new(heads.iter().map(String::as_str));
    let all = cells.iter().enumerate().all(|(at, cell)| {
        let whole = plain(&cell.text);
        form.take_whole(&whole) || form.take(cell, at)
    });
    let begun = || form.words.iter().filter(|word| word.owners.iter().any(Option::is_some));
    all && begun().count() >= MIN_HEAD
        && begun().all(|word| word.owners.iter().all(Option::is_some))
}

/// Whether a cell only goes on with what is left of it or above it: merged cells that were
/// taken apart say their words in each place.
pub(crate) fn is_merged(cell: &RowCell, row: &CellRow, above: Option<&CellRow>) -> bool {
    let words = plain(&cell.text);
    let says = |row: &CellRow, column: usize| {
        row.cells.iter().any(|other| other.column == column && plain(&other.text) == words)
    };
    let above = above.filter(|above| above.width == row.width);
    // A line between lines with a cell each moves the others: then the rows are not alike.
    let in_place = cell.piece.is_some() || above.is_some();
    let left = cell.column.checked_sub(1).is_some_and(|left| says(row, left));
    row.width > 1 && in_place && (left || above.is_some_and(|above| says(above, cell.column)))
}

/// A form's words and what of them was said.
struct FormWords {
    words: Vec<CoveredWord>,
}

/// One of a form's words and which of its characters were said.
struct CoveredWord {
    characters: Vec<char>,
    /// For each character which piece has it.
    owners: Vec<Option<usize>>,
}

/// Owns what is known to be the form's.
const FORM: usize = usize::MAX;

impl FormWords {
    fn new<'a>(plains: impl Iterator<Item = &'a str>) -> Self {
        let word = |plain: &str| {
            let characters: Vec<char> = plain.chars().collect();
            CoveredWord { owners: vec![None; characters.len()], characters }
        };
        Self { words: plains.map(word).collect() }
    }

    /// Takes a word of which nothing was said before.
    fn take_whole(&mut self, plain: &str) -> bool {
        let same = |word: &&mut CoveredWord| {
            word.owners.iter().all(Option::is_none)
                && word.characters.iter().copied().eq(plain.chars())
        };
        let found = self.words.iter_mut().find(same);
        found.map(|word| word.owners.fill(Some(FORM))).is_some()
    }

    /// Takes what is left of words: all the pieces of a cell, or none.
    fn take(&mut self, cell: &RowCell, owner: usize) -> bool {
        let whole = plain(&cell.text);
        if self.take_piece(&whole, owner) {
            return true;
        }
        let mut pieces = cell.text.split_whitespace().map(plain).filter(|piece| !piece.is_empty());
        let all = pieces.all(|piece| self.take_piece(&piece, owner));
        if !all {
            self.give_back(owner);
        }
        all
    }

    fn give_back(&mut self, owner: usize) {
        let owners = self.words.iter_mut().flat_map(|word| &mut word.owners);
        owners.filter(|other| **other == Some(owner)).for_each(|other| *other = None);
    }

    /// Takes a piece where a word is due to go on, else where it is part of one.
    fn take_piece(&mut self, piece: &str, owner: usize) -> bool {
        let piece: Vec<char> = piece.chars().collect();
        let places = |word: &CoveredWord, begun: bool| {
            let due = word.owners.iter().position(Option::is_none)?;
            let fits = |at: &usize| word.has(&piece, *at);
            if begun {
                Some(due).filter(|due| *due > 0).filter(fits)
            } else {
                (due..word.characters.len()).find(fits)
            }
        };
        let find = |begun: bool| {
            let words = self.words.iter().enumerate();
            words.into_iter().find_map(|(index, word)| Some((index, places(word, begun)?)))
        };
        let Some((word, at)) = find(true).or_else(|| find(false)) else { return false };
        self.words[word].owners[at..at + piece.len()].fill(Some(owner));
        true
    }

    /// The pieces of which the form's word is not the most part: they were no label cut short.
    fn broken_off(&self) -> Vec<usize> {
        let few =
            |word: &&CoveredWord| 2 * word.owners.iter().flatten().count() < word.owners.len();
        let owners = self.words.iter().filter(few).flat_map(|word| &word.owners).flatten();
        owners.copied().filter(|owner| *owner != FORM).collect()
    }
}

impl CoveredWord {
    /// Whether a piece is at a place of which nothing was said.
    fn has(&self, piece: &[char], at: usize) -> bool {
        let free = self.owners.get(at..at + piece.len());
        free.is_some_and(|owners| owners.iter().all(Option::is_none))
            && self.characters.get(at..at + piece.len()) == Some(piece)
    }
}
