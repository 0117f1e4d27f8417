//! The words of the form and how a source's words are compared with them.
//!
//! Normalising is for comparing only; what is stored stays as it was written.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::edition::{self, Edition, Table};
use crate::grid::{Content, Grid};
use crate::words::is_han;

/// Likeness, in thousandths, from which a damaged row label is taken for one of the form's.
const ROW_LIKENESS: usize = 800;

/// Likeness from which a header is taken for one of the form's, differently worded.
const WORD_LIKENESS: usize = 700;

/// Characters from which a part of a label stands for the label.
const MIN_PART: usize = 4;

/// Units, which stand in labels, too; not 人, which a broken 自然人 may leave alone.
const UNITS: &[&str] = &["件", "万元", "元", "万", "个", "项", "条", "次"];

/// Words longer than this many characters are no label.
const MAX_LABEL: usize = 80;

/// Whether folding leaves a character as it is: a compatibility ideograph becomes another one.
fn is_settled(c: char) -> bool {
    c.is_ascii_graphic() || matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// Compatibility forms folded (full-width digits and brackets among them), spaces dropped,
/// brackets made one kind.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if is_settled(c) {
            folded.push(bracket(c));
        } else if !c.is_whitespace() {
            folded.extend(c.nfkc().filter(|c| !c.is_whitespace()).map(bracket));
        }
    }
    folded
}

fn bracket(c: char) -> char {
    match c {
        '[' | '〔' | '【' | '﹝' => '(',
        ']' | '〕' | '】' | '﹞' => ')',
        other => other,
    }
}

/// Folded, and without punctuation but brackets: 1.属于 and 1、属于 are the same.
pub(super) fn plain(text: &str) -> String {
    let mut plain = fold(text);
    plain.retain(|c| c.is_alphanumeric() || matches!(c, '(' | ')'));
    plain
}

/// A number before a label or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub value: usize,
    /// （一） rather than 一、 or 1.
    pub bracketed: bool,
}

/// Splits folded words into the number before them and the rest.
pub(super) fn split_numeral(folded: &str) -> (Option<Numeral>, &str) {
    let body = folded.trim_start_matches(['#', '*', '-', '•', '·']);
    let (bracketed, body) = body.strip_prefix('(').map_or((false, body), |rest| (true, rest));
    let digits = body.trim_start_matches(|c| numeral_digit(c).is_some());
    let Some(number) = body.strip_suffix(digits).filter(|n| !n.is_empty()) else {
        return (None, folded);
    };
    let mark: &[char] = if bracketed { &[')'] } else { &['、', '.', ',', ':', ')'] };
    let Some(rest) = digits.strip_prefix(mark) else { return (None, folded) };
    let mut numerals = number.chars().filter_map(numeral_digit);
    let value = match (numerals.next(), numerals.next()) {
        (Some(value), None) => value,
        _ => number.parse().unwrap_or(usize::MAX),
    };
    (Some(Numeral { value, bracketed }), rest)
}

fn numeral_digit(c: char) -> Option<usize> {
    "〇一二三四五六七八九十"
        .chars()
        .position(|numeral| numeral == c)
        .or_else(|| c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()))
}

/// Without the number before it, plain.
fn core(text: &str) -> String {
    plain(split_numeral(&fold(text)).1)
}

/// Words ready to be compared.
pub(super) struct Word {
    plain: String,
    core: String,
    /// The core's characters, sorted.
    bag: Vec<char>,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let core = core(text);
        Self { plain: plain(text), bag: bag(&core), core }
    }
}

pub(super) fn bag(text: &str) -> Vec<char> {
    let mut bag: Vec<char> = text.chars().collect();
    bag.sort_unstable();
    bag
}

/// How many characters two sorted bags share, in thousandths of all of theirs.
pub(super) fn likeness(a: &[char], b: &[char]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    2000 * common / (a.len() + b.len()).max(1)
}

/// How well a source's words are known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A label of the form, or pieces of some.
    Yes,
    /// Much like a label, but worded differently.
    Nearly,
    /// Nothing of the form.
    No,
}

/// The words of a table.
pub(super) struct TableWords {
    /// The form's table as merged cells.
    pub grid: Grid,
    /// The innermost label of each row; none where rows have no labels.
    rows: Vec<Word>,
    /// Every caption, header and label.
    words: Vec<Word>,
}

impl TableWords {
    fn new(table: &Table) -> Self {
        let grid = Grid::new(table);
        let labelled = table.bands.iter().all(|band| band.label_columns > 0);
        let innermost = table.rows.iter().filter(|_| labelled).filter_map(|row| row.path.last());
        let words = grid.cells.iter().filter_map(|cell| words_of(&cell.content));
        Self {
            rows: innermost.map(|label| Word::new(label)).collect(),
            words: words.filter(|text| !text.is_empty()).map(Word::new).collect(),
            grid,
        }
    }

    /// Every caption, header and label, plain.
    pub(super) fn plains(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.plain.as_str())
    }

    /// Every caption and header, plain.
    pub(super) fn heads(&self) -> Vec<String> {
        let heads = self.grid.cells.iter().filter_map(|cell| match &cell.content {
            Content::Caption(words) | Content::Header(words) => Some(plain(words)),
            Content::Label(..) | Content::Figure(_) => None,
        });
        heads.filter(|head| !head.is_empty()).collect()
    }

    /// A row's innermost label, plain; `None` where rows have no labels.
    pub(super) fn row_plain(&self, row: usize) -> Option<&str> {
        self.rows.get(row).map(|word| word.plain.as_str())
    }

    /// Whether the words are exactly those of a caption, a header or a label.
    pub(super) fn is_word(&self, text: &str) -> bool {
        let plain = plain(text);
        !plain.is_empty() && self.words.iter().any(|word| word.plain == plain)
    }

    /// Whether the words are exactly those of a caption over a part of the table.
    pub(super) fn is_caption(&self, text: &str) -> bool {
        let mut captions = self.grid.cells.iter().filter_map(|cell| match &cell.content {
            Content::Caption(words) if !words.is_empty() => Some(words),
            _ => None,
        });
        let words = plain(text);
        !words.is_empty() && captions.any(|caption| plain(caption) == words)
    }

    /// Whether the rows have labels.
    pub(super) fn has_labels(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether the words are exactly those of a row's innermost label.
    pub(super) fn is_row(&self, text: &str) -> bool {
        let plain = plain(text);
        !plain.is_empty() && self.rows.iter().any(|word| word.plain == plain)
    }

    /// Whether words are a part of a row's innermost label.
    pub(super) fn row_has(&self, row: usize, text: &str) -> bool {
        self.rows.get(row).is_some_and(|label| label.plain.contains(&plain(text)))
    }

    /// Whether words belong to the table, whole or each piece between spaces. A figure or a unit
    /// alone belongs to none, though labels have some in them.
    pub(super) fn knows(&self, text: &str) -> Known {
        let words = plain(text);
        if UNITS.contains(&words.as_str()) || !words.chars().any(is_han) {
            return Known::No;
        }
        if self.has_part(&plain(text)) {
            return Known::Yes;
        }
        let mut known = Known::Yes;
        for piece in text.split_whitespace().map(plain) {
            if self.has_part(&piece) {
                continue;
            }
            if !self.has_like(&piece) {
                return Known::No;
            }
            known = Known::Nearly;
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

    /// The rows that a label may stand for, each with how surely (1000: its very words).
    ///
    /// Only the very words count where no figure follows: 其他 and 总计 head columns as well.
    pub(super) fn rows_like(&self, text: &str, figures: bool, fuzzy: bool) -> Vec<(usize, usize)> {
        let source = Word::new(text);
        let each = |rank: &dyn Fn(&Word) -> Option<usize>| -> Vec<(usize, usize)> {
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
        let core = each(&|label| (label.core == source.core).then_some(950));
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

    /// Whether the form's words in a cell are these (an empty corner says nothing).
    pub(super) fn same(content: &Content, text: &str) -> bool {
        words_of(content).is_none_or(|words| plain(words) == plain(text))
    }
}

fn words_of(content: &Content) -> Option<&str> {
    match content {
        Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => Some(words),
        Content::Figure(_) => None,
    }
}

/// The words of an edition.
pub(super) struct Words {
    pub tables: Vec<TableWords>,
    /// Plain words that no other edition has.
    pub own: BTreeSet<String>,
}

/// In the order of [`edition::all`].
static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let tables = |edition: &Edition| edition.tables.iter().map(TableWords::new).collect();
    let mut all: Vec<Words> = edition::all()
        .iter()
        .map(|edition| Words { tables: tables(edition), own: BTreeSet::new() })
        .collect();
    let plains = |words: &Words| -> BTreeSet<String> {
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
pub(super) fn all() -> &'static [Words] {
    &WORDS
}

/// The plain words of all tables of all editions.
static PLAIN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let tables = all().iter().flat_map(|words| &words.tables);
    tables.flat_map(|table| &table.words).map(|word| word.plain.as_str()).collect()
});

/// Whether words that are [`plain`] already are those of some table of some edition.
pub(super) fn is_plain_word(plain: &str) -> bool {
    PLAIN.contains(plain)
}

/// Whether a word of some table of some edition begins with words that are [`plain`] already.
pub(super) fn begins_plain_word(plain: &str) -> bool {
    let words: &BTreeSet<&str> = &PLAIN;
    words.range(plain..).next().is_some_and(|word| word.starts_with(plain))
}

/// Whether the words are exactly a caption, a header or a label of some table of some edition.
pub(super) fn is_word_of_a_form(text: &str) -> bool {
    is_plain_word(&plain(text))
}

/// Whether words belong to some table of some edition.
pub(super) fn is_of_a_form(text: &str) -> bool {
    all().iter().flat_map(|words| &words.tables).any(|table| table.knows(text) == Known::Yes)
}

#[cfg(test)]
mod tests {
    use super::{Known, Numeral, WORDS, bag, fold, likeness, plain, split_numeral};

    #[test]
    fn words_are_compared_plain() {
        for (a, b) in [
            ("（七） 总计", "(七)总计"),
            ("3.危及“三安全一稳定”", "３、危及\"三安全一稳定\""),
            ("社会公益 组织", "社会公益组织"),
            ("本年增/减", "本年增减"),
        ] {
            assert_eq!(plain(a), plain(b));
        }
    }

    #[test]
    fn numbers_before_words() {
        let number = |value, bracketed| Some(Numeral { value, bracketed });
        for (text, numeral, rest) in [
            ("一、总体情况", number(1, false), "总体情况"),
            ("5、 存在的主要问题", number(5, false), "存在的主要问题"),
            ("## 六、其他", number(6, false), "其他"),
            ("（三）不予公开", number(3, true), "不予公开"),
            ("12、其他", number(12, false), "其他"),
            ("一年来，成绩", None, "一年来,成绩"),
            ("2021年", None, "2021年"),
            ("", None, ""),
        ] {
            let folded = fold(text);
            assert_eq!(split_numeral(&folded), (numeral, rest), "{text}");
        }
    }

    #[test]
    fn likeness_is_a_share() {
        let like = |a, b| likeness(&bag(a), &bag(b));
        assert_eq!(like("结果维持", "结果维持"), 1000);
        assert_eq!(like("结果维持", "结果纠正"), 500);
        assert_eq!(like("", ""), 0);
    }

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
            ("开", Known::Yes),
            ("(三) 不予公", Known::Yes),
            ("三、本年度办理 结果", Known::Yes),
            ("法人或其他組织", Known::Nearly),
            ("(二) 菩", Known::No),
            ("は果 不予公开", Known::No),
            ("甘州姓田", Known::No),
            ("_", Known::No),
            ("①", Known::No),
            ("/件", Known::No),
            ("— 3 —", Known::No),
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
