//! Words made comparable. Normalising is for comparing only; what is stored stays as it was written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::zh::chinese_digit;

/// The traditional characters that the form, its headings and titles have, and those that are
/// written instead of them here, at the same place.
const TRADITIONAL: &str = "來個內動務區員問單國圍執報實審寫專對屬廢廳強後復應採損據數於書會條業構機權歸決沒況減濟為無爲獲現產當發確祕穩範糾納組結經維縣總織繳繼續罰與舉華萬處號裏補裡規計討記訟訪許訴詢試認請論議護負責費資購踐轉辦這進過還鄉錄鎮門開關隱項題額類顯體複覆臺";
const SIMPLIFIED: &str = "来个内动务区员问单国围执报实审写专对属废厅强后复应采损据数于书会条业构机权归决没况减济为无为获现产当发确秘稳范纠纳组结经维县总织缴继续罚与举华万处号里补里规计讨记讼访许诉询试认请论议护负责费资购践转办这进过还乡录镇门开关隐项题额类显体复复台";

static TO_SIMPLIFIED: LazyLock<BTreeMap<char, char>> =
    LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

/// The simplified character for a traditional one of the form's; any other as it is.
pub(crate) fn simplified(c: char) -> char {
    if c.is_ascii() { c } else { TO_SIMPLIFIED.get(&c).copied().unwrap_or(c) }
}

/// The number of a text's characters that are traditional ones of the form's.
pub(crate) fn traditional(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii() && TO_SIMPLIFIED.contains_key(c)).count()
}

/// Whether folding leaves a character as it is: a compatibility ideograph becomes another one.
fn is_settled(c: char) -> bool {
    c.is_ascii_graphic() || matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// Compatibility forms folded (full-width digits and brackets among them), spaces dropped,
/// brackets made one kind, the form's traditional characters simplified, 其它 as the form has it.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '它' && folded.ends_with('其') {
            folded.push('他');
        } else if is_settled(c) {
            folded.push(simplified(bracket(c)));
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
pub(crate) fn plain(text: &str) -> String {
    let mut plain = fold(text);
    plain.retain(|c| c.is_alphanumeric() || matches!(c, '(' | ')'));
    plain
}

/// A number before a label or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    pub value: usize,
    /// （一） rather than 一、 or 1.
    pub bracketed: bool,
}

/// Splits folded words into the number before them and the rest.
pub(crate) fn split_numeral(folded: &str) -> (Option<Numeral>, &str) {
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

/// Splits folded words of a heading into its number and the rest: also 第一部分, 第二章, 叁、 and IV. are
/// numbers of headings, and of no label.
pub(crate) fn split_heading_numeral(folded: &str) -> (Option<Numeral>, &str) {
    let (numeral, rest) = split_numeral(folded);
    if numeral.is_some() {
        return (numeral, rest);
    }
    let body = folded.trim_start_matches(['#', '*', '-', '•', '·', '(']);
    let unit = body.strip_prefix('第').and_then(|body| {
        let mut characters = body.chars();
        let value = characters.next().and_then(numeral_digit)?;
        let rest = UNITS.iter().find_map(|unit| characters.as_str().strip_prefix(unit))?;
        Some((value, rest.trim_start_matches(HEADING_MARKS)))
    });
    let other = || {
        let of = |(value, words): (usize, &&str)| {
            Some((value + 1, body.strip_prefix(*words)?.strip_prefix(HEADING_MARKS)?))
        };
        FORMAL.iter().enumerate().chain(ROMAN.iter().enumerate()).find_map(of)
    };
    match unit.or_else(other) {
        Some((value, rest)) => (Some(Numeral { value, bracketed: false }), rest),
        None => (None, folded),
    }
}

/// What is counted in 第一部分.
const UNITS: [&str; 7] = ["大部分", "部分", "部份", "章", "节", "篇", "编"];

const HEADING_MARKS: [char; 7] = ['、', '.', ',', ':', ')', '-', '—'];

const FORMAL: [&str; 6] = ["壹", "贰", "叁", "肆", "伍", "陆"];

/// As folding leaves Ⅳ.
const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];

fn numeral_digit(c: char) -> Option<usize> {
    let ten = (c == '十').then_some(10);
    let digit = c.to_digit(10).or_else(|| chinese_digit(c)).or(ten)?;
    usize::try_from(digit).ok()
}

pub(crate) fn bag(text: &str) -> Vec<char> {
    let mut bag: Vec<char> = text.chars().collect();
    bag.sort_unstable();
    bag
}

/// The share of characters that two sorted bags have in common, in thousandths of all of theirs.
pub(crate) fn likeness(a: &[char], b: &[char]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    2000 * common / (a.len() + b.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn numbers_before_headings() {
        for (text, value, rest) in [
            ("第一部分　总体情况", 1, "总体情况"),
            ("第3章、收到", 3, "收到"),
            ("（第二部分）主动公开", 2, "主动公开"),
            ("第六部分：其他", 6, "其他"),
            ("叁、收到", 3, "收到"),
            ("Ⅳ．行政复议", 4, "行政复议"),
            ("五、问题", 5, "问题"),
        ] {
            let folded = fold(text);
            let found = split_heading_numeral(&folded);
            assert_eq!(found, (Some(Numeral { value, bracketed: false }), rest), "{text}");
        }
        for text in ["第二十条第（一）项", "第一季度工作", "IT工作", "总体情况"]
        {
            assert_eq!(split_heading_numeral(&fold(text)).0, None, "{text}");
        }
    }

    #[test]
    fn likeness_is_a_share() {
        let like = |a, b| likeness(&bag(a), &bag(b));
        assert_eq!(like("结果维持", "结果维持"), 1000);
        assert_eq!(like("结果维持", "结果纠正"), 500);
        assert_eq!(like("", ""), 0);
    }
}
