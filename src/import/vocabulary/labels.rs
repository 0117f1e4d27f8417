//! The words of the form and how a source's words are compared with them.
//!
//! Normalising is for comparing only; what is stored stays as it was written.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::folding::{bag, fold, likeness, plain, split_numeral};
use crate::edition::{self, Edition, Table};
use crate::grid::{Content, Grid};
use crate::zh::is_han;

/// Likeness, in thousandths, from which a damaged row label is taken for one of the form's.
const ROW_LIKENESS: usize = 800;

/// Likeness from which a header is taken for one of the form's, differently worded.
const WORD_LIKENESS: usize = 700;

/// Characters from which on a part of a label is taken for the label.
const MIN_PART: usize = 4;

/// Units, which are in labels, too; not 人, which a broken 自然人 may leave alone.
const UNITS: &[&str] = &["件", "万元", "元", "万", "个", "项", "条", "次"];

/// Words longer than this many characters are no label.
const MAX_LABEL: usize = 80;

/// Without the number before it, plain.
fn core(text: &str) -> String {
    plain(split_numeral(&fold(text)).1)
}

/// A label without the note in brackets at its end.
fn without_note(core: &str) -> Option<&str> {
    let (words, _) = core.strip_suffix(')')?.split_once('(')?;
    words.chars().any(is_han).then_some(words)
}

/// Words ready to be compared.
pub(crate) struct LabelWord {
    plain: String,
    core: String,
    /// The core's characters, sorted.
    bag: Vec<char>,
}

impl LabelWord {
    pub(crate) fn new(text: &str) -> Self {
        let core = core(text);
        Self { plain: plain(text), bag: bag(&core), core }
    }
}

/// How well a source's words are known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Familiarity {
    /// A label of the form, or pieces of some.
    Yes,
    /// Much like a label, but worded differently.
    Nearly,
    /// Nothing of the form.
    No,
}

/// The words of a table.
pub(crate) struct TableWords {
    /// The form's table as merged cells.
    pub grid: Grid,
    /// The innermost label of each row; none where rows have no labels.
    rows: Vec<LabelWord>,
    /// Every caption, header and label.
    words: Vec<LabelWord>,
    /// Labels over several rows, and the rows.
    groups: Vec<(LabelWord, Range<usize>)>,
}

impl TableWords {
    fn new(table: &Table) -> Self {
        let grid = Grid::new(table);
        let labelled = table.bands.iter().all(|band| band.label_columns > 0);
        let innermost = table.rows.iter().filter(|_| labelled).filter_map(|row| row.path.last());
        let words = grid.cells.iter().filter_map(|cell| words_of(&cell.content));
        Self {
            rows: innermost.map(|label| LabelWord::new(label)).collect(),
            words: words.filter(|text| !text.is_empty()).map(LabelWord::new).collect(),
            groups: groups(table),
            grid,
        }
    }

    /// The rows under a label that several have, where words are that label.
    pub(crate) fn group_rows(&self, text: &str) -> Option<Range<usize>> {
        let word = LabelWord::new(text);
        let mut groups = self.groups.iter();
        let is_its = |label: &LabelWord| !word.core.is_empty() && label.core == word.core;
        groups.find(|(label, _)| is_its(label)).map(|(_, rows)| rows.clone())
    }

    /// Every caption, header and label, plain.
    pub(crate) fn plains(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.plain.as_str())
    }

    /// Every caption and header, plain.
    pub(crate) fn heads(&self) -> Vec<String> {
        let heads = self.grid.cells.iter().filter_map(|cell| match &cell.content {
            Content::Caption(words) | Content::Header(words) => Some(plain(words)),
            Content::Label(..) | Content::Figure(_) => None,
        });
        heads.filter(|head| !head.is_empty()).collect()
    }

    /// A row's innermost label, plain; `None` where rows have no labels.
    pub(crate) fn row_plain(&self, row: usize) -> Option<&str> {
        self.rows.get(row).map(|word| word.plain.as_str())
    }

    /// Whether the words are exactly those of a caption, a header or a label.
    pub(crate) fn is_word(&self, text: &str) -> bool {
        let plain = plain(text);
        !plain.is_empty() && self.words.iter().any(|word| word.plain == plain)
    }

    /// Whether the words are exactly those of a caption over a part of the table.
    pub(crate) fn is_caption(&self, text: &str) -> bool {
        let mut captions = self.grid.cells.iter().filter_map(|cell| match &cell.content {
            Content::Caption(words) if !words.is_empty() => Some(words),
            _ => None,
        });
        let words = plain(text);
        !words.is_empty() && captions.any(|caption| plain(caption) == words)
    }

    /// Whether the rows have labels.
    pub(crate) fn has_labels(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether the words are exactly those of a row's innermost label.
    pub(crate) fn is_row(&self, text: &str) -> bool {
        let plain = plain(text);
        !plain.is_empty() && self.rows.iter().any(|word| word.plain == plain)
    }

    /// Whether words are a part of a row's innermost label.
    pub(crate) fn row_has(&self, row: usize, text: &str) -> bool {
        self.rows.get(row).is_some_and(|label| label.plain.contains(&plain(text)))
    }

    /// Whether words belong to the table, whole or each piece between spaces. A figure or a unit
    /// alone belongs to none, though labels have some in them.
    pub(crate) fn knows(&self, text: &str) -> Familiarity {
        let words = plain(text);
        if UNITS.contains(&words.as_str()) || !words.chars().any(is_han) {
            return Familiarity::No;
        }
        if self.has_part(&words) {
            return Familiarity::Yes;
        }
        // 上一年项目数量（指2019年事项数）
        let bare = without_note(&words).filter(|bare| bare.chars().nth(MIN_PART - 1).is_some());
        if bare.is_some_and(|bare| self.words.iter().any(|word| word.plain == bare)) {
            return Familiarity::Nearly;
        }
        let mut known = Familiarity::Yes;
        for piece in text.split_whitespace().map(plain) {
            if self.has_part(&piece) {
                continue;
            }
            if !self.has_like(&piece) {
                return Familiarity::No;
            }
            known = Familiarity::Nearly;
        }
        known
    }

    fn has_part(&self, piece: &str) -> bool {
        !piece.is_empty() && self.words.iter().any(|word| word.plain.contains(piece))
    }

    fn has_like(&self, piece: &str) -> bool {
        let characters = bag(piece);
        (MIN_PART..=MAX_LABEL).contains(&characters.len())
            && self.words.iter().any(|word| likeness(&characters, &word.bag) >= WORD_LIKENESS)
    }

    /// The rows that a label may name, each with how surely (1000: its very words).
    ///
    /// Only the very words count where no figure follows: 其他 and 总计 head columns as well.
    pub(crate) fn rows_like(&self, text: &str, figures: bool, fuzzy: bool) -> Vec<(usize, usize)> {
        let source = LabelWord::new(text);
        let each = |rank: &dyn Fn(&LabelWord) -> Option<usize>| -> Vec<(usize, usize)> {
            let ranked = self.rows.iter().enumerate();
            ranked.filter_map(|(row, label)| Some((row, rank(label)?))).collect()
        };
        if source.core.is_empty() {
            return Vec::new();
        }
        let same = each(&|label| (label.plain == source.plain).then_some(1000));
        if !same.is_empty() || !figures {
            return same;
        }
        // What an agency adds in brackets behind a label is not the label's.
        let bare = without_note(&source.core);
        let core = each(&|label| {
            let noted = bare.is_some_and(|bare| bare == label.core);
            (label.core == source.core || noted).then_some(950)
        });
        let length = source.bag.len();
        if !core.is_empty() || !fuzzy || !(MIN_PART..=MAX_LABEL).contains(&length) {
            return core;
        }
        each(&|label| {
            let like = likeness(&label.bag, &source.bag);
            let part = label.core.contains(&source.core)
                || (label.bag.len() >= MIN_PART && source.core.contains(&label.core));
            if part {
                Some(700 + like / 5)
            } else {
                (like >= ROW_LIKENESS).then_some(like * 7 / 10)
            }
        })
    }

    /// The rows that are called so, but for a number and for a note behind their label or behind
    /// the words.
    pub(crate) fn rows_called(&self, text: &str) -> Vec<usize> {
        let like = self.rows_like(text, true, false);
        if !like.is_empty() {
            return like.into_iter().map(|(row, _)| row).collect();
        }
        let words = core(text);
        let noted = |label: &LabelWord| without_note(&label.core) == Some(words.as_str());
        let rows = self.rows.iter().enumerate().filter(|(_, label)| noted(label));
        rows.map(|(row, _)| row).collect()
    }

    /// Whether the form's words in a cell are these (an empty corner says nothing).
    pub(crate) fn same(content: &Content, text: &str) -> bool {
        words_of(content).is_none_or(|words| plain(words) == plain(text))
    }
}

/// Each label that several rows have, with those rows.
fn groups(table: &Table) -> Vec<(LabelWord, Range<usize>)> {
    let mut groups: Vec<(usize, &[String], Range<usize>)> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        for depth in 1..row.path.len() {
            let path = row.path.get(..depth).unwrap_or_default();
            let same = groups.iter_mut().rev().find(|(d, _, _)| *d == depth);
            match same.filter(|(_, other, rows)| *other == path && rows.end == at) {
                Some((_, _, rows)) => rows.end = at + 1,
                None => groups.push((depth, path, at..at + 1)),
            }
        }
    }
    let several = groups.into_iter().filter(|(_, _, rows)| rows.len() > 1);
    several.filter_map(|(_, path, rows)| Some((LabelWord::new(path.last()?), rows))).collect()
}

fn words_of(content: &Content) -> Option<&str> {
    match content {
        Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => Some(words),
        Content::Figure(_) => None,
    }
}

/// The words of an edition.
pub(crate) struct EditionWords {
    pub tables: Vec<TableWords>,
    /// Plain words that no other edition has.
    pub own: BTreeSet<String>,
}

/// In the order of [`edition::all`].
static WORDS: LazyLock<Vec<EditionWords>> = LazyLock::new(|| {
    let tables = |edition: &Edition| edition.tables.iter().map(TableWords::new).collect();
    let mut all: Vec<EditionWords> = edition::all()
        .iter()
        .map(|edition| EditionWords { tables: tables(edition), own: BTreeSet::new() })
        .collect();
    let plains = |words: &EditionWords| -> BTreeSet<String> {
        words.tables.iter().flat_map(|t| &t.words).map(|word| word.plain.clone()).collect()
    };
    let sets: Vec<BTreeSet<String>> = all.iter().map(plains).collect();
    for (index, words) in all.iter_mut().enumerate() {
        let others = |word: &&String| {
            sets.iter().enumerate().all(|(other, set)| other == index || !set.contains(*word))
        };
        words.own = sets[index].iter().filter(others).cloned().collect();
    }
    all
});

/// The words of all editions, in the order of [`edition::all`].
pub(crate) fn all() -> &'static [EditionWords] {
    &WORDS
}

/// The words of a table of an edition.
pub(crate) fn of(edition: &Edition, table: usize) -> Option<&'static TableWords> {
    let index = edition::all().iter().position(|other| other.id == edition.id)?;
    all().get(index)?.tables.get(table)
}

/// Whether a source's words are a label of the form, but for its number and a note behind it.
pub(crate) fn alike(label: &str, text: &str) -> bool {
    let (label, text) = (core(label), core(text));
    let bare = without_note(&text);
    !label.is_empty() && (label == text || bare == Some(label.as_str()))
}

/// The plain words of all tables of all editions.
static PLAIN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let tables = all().iter().flat_map(|words| &words.tables);
    tables.flat_map(|table| &table.words).map(|word| word.plain.as_str()).collect()
});

/// Whether words that are [`plain`] already are those of some table of some edition.
pub(crate) fn is_plain_word(plain: &str) -> bool {
    PLAIN.contains(plain)
}

/// Whether a word of some table of some edition begins with words that are [`plain`] already.
pub(crate) fn begins_plain_word(plain: &str) -> bool {
    let words: &BTreeSet<&str> = &PLAIN;
    words.range(plain..).next().is_some_and(|word| word.starts_with(plain))
}

/// Whether the words are exactly a caption, a header or a label of some table of some edition.
pub(crate) fn is_word_of_a_form(text: &str) -> bool {
    is_plain_word(&plain(text))
}

/// Whether words belong to some table of some edition.
pub(crate) fn is_of_a_form(text: &str) -> bool {
    all().iter().flat_map(|words| &words.tables).any(|table| table.knows(text) == Familiarity::Yes)
}

#[cfg(test)]
mod tests {
    use super::{Familiarity, WORDS, plain};

    /// The row of table three of 2021 that words are taken for, where figures follow.
    #[test]
    fn damaged_row_labels() {
        let table = &WORDS.last().unwrap().tables[1];
        for (text, figures, row) in [
            ("（七）总计", false, Some(23)),
            ("(七) 总计", true, Some(23)),
            ("总计", true, Some(23)),
            ("总计", false, None),
            ("3.其他", true, Some(22)),
            ("其他", true, Some(22)),
            ("其他", false, None),
            ("部分公开(区分处理的,只计这一情形,不计其他情形)", true, Some(3)),
            ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信 息公开申请", true, Some(20)),
            ("5.要求行政机关确认或重新出具已获取", true, Some(19)),
            ("6.厲于四类过程性信息", true, Some(9)),
            ("申请人情况", true, None),
            ("7", true, None),
        ] {
            let rows = table.rows_like(text, figures, true);
            let best = rows.iter().max_by_key(|(_, rank)| *rank).map(|(row, _)| *row);
            assert_eq!(best, row, "{text}");
        }
    }

    #[test]
    fn pieces_of_labels_are_known() {
        let table = &WORDS.last().unwrap().tables[1];
        for (text, known) in [
            ("开", Familiarity::Yes),
            ("(三) 不予公", Familiarity::Yes),
            ("三、本年度办理 结果", Familiarity::Yes),
            ("法人或其他組织", Familiarity::Yes),
            ("法人和其他组织", Familiarity::Nearly),
            ("(二) 菩", Familiarity::No),
            ("は果 不予公开", Familiarity::No),
            ("甘州姓田", Familiarity::No),
            ("_", Familiarity::No),
            ("①", Familiarity::No),
            ("/件", Familiarity::No),
            ("— 3 —", Familiarity::No),
        ] {
            assert_eq!(table.knows(text), known, "{text}");
        }
    }

    #[test]
    fn editions_have_words_of_their_own() {
        let own = |index: usize, text: &str| WORDS[index].own.contains(&plain(text));
        assert!(own(0, "本年新制作数量") && own(0, "第二十条第（九）项"));
        assert!(own(1, "本年制发件数") && !own(1, "规章"));
    }
}
