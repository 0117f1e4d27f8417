//! R65: words that are often written wrong: 做为, 部份, 帐户. The list is a data file of forms that are
//! never right in such a text, and the office's own from its settings or a local profile.
//!
//! Names and quotations are left alone: what is in 《》 or “” and the agency's own name.

use std::sync::LazyLock;

use super::config::Word;
use super::context::{Context, Paragraph};
use super::nearby::{self, enclosed, within};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::zh::CharSet;

/// R65: words that are often written wrong: 做为, 部份, 帐户.
pub static RULE: Rule = Rule {
    code: "R65",
    severity: Severity::Warning,
    title: "没有错别字（常见词语和本单位词表）",
    basis: "《现代汉语词典》《第一批异形词整理表》；本单位的词表",
    point: Point::Wording,
    safe: true,
    check,
};

/// A form that is wrong, and where it is none after all.
struct WrongForm<'a> {
    wrong: &'a str,
    right: &'a str,
    note: &'a str,
    /// Not behind any of these characters.
    not_behind: &'a str,
    /// Not before any of these.
    not_before: &'a str,
    /// Not where the sentence goes on with any of these.
    not_with: &'a str,
}

/// A list of such forms, by their words.
struct WrongForms<'a> {
    forms: Vec<WrongForm<'a>>,
    /// What stands for the first two characters of each, in the same order.
    heads: Vec<u64>,
    /// The characters with which they begin, and those that come second, where none has but one.
    first: CharSet,
    second: Option<CharSet>,
}

/// The program's own list.
static COMMON: LazyLock<WrongForms<'static>> = LazyLock::new(|| {
    let text = include_str!("../../assets/rules/wrong_words.txt");
    WrongForms::new(text.lines().filter(|line| !line.starts_with('#')).filter_map(form))
});

impl<'a> WrongForms<'a> {
    fn new(forms: impl Iterator<Item = WrongForm<'a>>) -> Self {
        let mut forms: Vec<_> = forms.collect();
        forms.sort_by_key(|form| form.wrong);
        let (mut first, mut second) = (CharSet::default(), CharSet::default());
        let mut longer = true;
        for form in &forms {
            let mut chars = form.wrong.chars();
            chars.next().map(|c| first.insert(c));
            longer &= chars.next().map(|c| second.insert(c)).is_some();
        }
        let heads = forms.iter().map(|form| head(form.wrong)).collect();
        Self { forms, heads, first, second: longer.then_some(second) }
    }

    /// The longest form with which a text begins.
    fn longest(&self, text: &str) -> Option<&WrongForm<'a>> {
        let head = head(text);
        // A form of one character is like any text that it begins.
        let least = if self.second.is_some() { head } else { head & ONE_CHARACTER };
        let from = self.heads.partition_point(|other| *other < least);
        let like = self.heads[from..].iter().take_while(|other| **other <= head).count();
        self.forms[from..][..like].iter().rfind(|form| text.starts_with(form.wrong))
    }

    /// The places of forms in a text, the longest at each; they do not overlap.
    fn places<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (usize, &'s WrongForm<'a>)> {
        let mut past = 0;
        text.char_indices().filter_map(move |(at, c)| {
            if at < past || !self.first.may_have(c) {
                return None;
            }
            let rest = text.get(at..)?;
            let tail = rest.get(c.len_utf8()..)?;
            if self.second.as_ref().is_some_and(|set| !tail.starts_with(|c| set.may_have(c))) {
                return None;
            }
            let longest = self.longest(rest)?;
            past = at + longest.wrong.len();
            Some((at, longest))
        })
    }
}

/// A number for the first two characters of a text, in the order of texts.
fn head(text: &str) -> u64 {
    let mut chars = text.chars();
    let mut next = || u64::from(chars.next().unwrap_or('\0'));
    next() << 32 | next()
}

/// What is left of such a number for the first character alone.
const ONE_CHARACTER: u64 = !0 << 32;

fn form(line: &'static str) -> Option<WrongForm<'static>> {
    let mut parts = line.split('\t');
    let (wrong, right) = (parts.next()?, parts.next()?);
    let mut form =
        WrongForm { wrong, right, note: "", not_behind: "", not_before: "", not_with: "" };
    for guard in parts {
        if let Some(characters) = guard.strip_prefix("前非") {
            form.not_behind = characters;
        } else if let Some(characters) = guard.strip_prefix("后非") {
            form.not_before = characters;
        } else if let Some(characters) = guard.strip_prefix("句无") {
            form.not_with = characters;
        }
    }
    Some(form)
}

fn check(context: &Context<'_>, found: &mut Found) {
    let words = &context.config.words;
    let own = (!words.is_empty()).then(|| WrongForms::new(words.iter().filter_map(own_form)));
    let agency = context.report.agency.trim();
    for paragraph in context.paragraphs() {
        let mut met: Vec<(usize, &WrongForm<'_>)> = Vec::new();
        met.extend(COMMON.places(paragraph.text));
        met.extend(own.iter().flat_map(|own| own.places(paragraph.text)));
        if met.is_empty() {
            continue;
        }
        met.sort_by_key(|(at, form)| (*at, std::cmp::Reverse(form.wrong.len())));
        tell(paragraph, &met, agency, found);
    }
}

/// A word of the office's list; one that would put itself in its own place is none.
fn own_form(word: &Word) -> Option<WrongForm<'_>> {
    let (wrong, right) = (word.wrong.as_str(), word.right.as_str());
    (!wrong.is_empty() && !right.contains(wrong)).then_some(WrongForm {
        wrong,
        right,
        note: &word.note,
        not_behind: "",
        not_before: "",
        not_with: "",
    })
}

fn tell(
    paragraph: &Paragraph<'_>,
    met: &[(usize, &WrongForm<'_>)],
    agency: &str,
    found: &mut Found,
) {
    let text = paragraph.text;
    let mut left_alone = enclosed(text, &[('《', '》'), ('“', '”')]);
    if !agency.is_empty() {
        left_alone.extend(text.match_indices(agency).map(|(at, name)| at..at + name.len()));
        left_alone.sort_by_key(|stretch| stretch.start);
    }
    let mut past = 0;
    for (at, form) in met {
        let end = at + form.wrong.len();
        let before = nearby::before(text, *at, 1);
        let behind = nearby::after(text, end, 1);
        let one_of = |near: &str, these: &str| near.chars().any(|c| these.contains(c));
        let rest = || nearby::after(text, end, 40);
        let goes_on =
            || one_of(rest().split(['。', '；']).next().unwrap_or_default(), form.not_with);
        if *at < past
            || within(&left_alone, *at)
            || one_of(before, form.not_behind)
            || one_of(behind, form.not_before)
            || (!form.not_with.is_empty() && goes_on())
        {
            continue;
        }
        past = end;
        let WrongForm { wrong, right, note, .. } = form;
        let note = if note.is_empty() { String::new() } else { format!("（{note}）") };
        let message = format!("“{wrong}”应当写作“{right}”{note}。");
        let edits = vec![paragraph.splice(*at..end, *right)];
        let fix = Fix { label: format!("改为“{right}”"), edits };
        found.add(paragraph.place(*at..end), message, Some(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::COMMON;
    use crate::report::place::Field;
    use crate::rules::config::Word;
    use crate::rules::tests::{mended, prose, report, write};
    use crate::rules::{Config, check};

    #[test]
    fn the_list_is_long_and_clean() {
        let forms = &COMMON.forms;
        assert!(forms.len() >= 200, "{}", forms.len());
        for (index, form) in forms.iter().enumerate() {
            assert!(form.wrong != form.right && !form.right.is_empty(), "{}", form.wrong);
            assert!(form.wrong.chars().count() >= 2, "{}", form.wrong);
            let again = forms[..index].iter().any(|other| other.wrong == form.wrong);
            assert!(!again, "{} stands twice", form.wrong);
            // What is written has nothing wrong in it.
            let other = forms.iter().find(|other| form.right.contains(other.wrong));
            assert!(other.is_none(), "{} is written with {}", form.wrong, form.right);
        }
    }

    #[test]
    fn words_written_wrong() {
        for (text, told) in [
            ("把公开做为重点工作。", "“做为”应当写作“作为”"),
            ("部份栏目更新不及时。", "“部分”"),
            ("公布政务新媒体帐号。", "“账号”"),
            ("统一按排业务培训。", "“安排”"),
            ("既使信息较少，也按时更新。", "“即使”"),
            ("以经完成目录调整。", "“已经”"),
            ("媒体报导3篇。", "“报道”"),
            ("公示侯选人名单。", "“候选”"),
            ("落实三审三较制度。", "“三审三校”"),
            ("群众可登陆网站查询。", "“登录网站”"),
        ] {
            prose("R65", text, &[told]);
        }
        mended("R65", "", "做为部份帐户，报导以经按排。", "作为部分账户，报道已经安排。");
        for text in [
            "要做为民服务的好干部。",
            "以经济建设为中心，按排名公布，按排序公示。",
            "既使群众满意，又使流程规范。",
            "公开《部份商品目录》和“报导”栏目。",
            "公共记录、综合记者、预防犯罪、完善长效机制。",
            "全部份额已分配，颁布署名文章。",
            "即时刻服务群众，各类情形政府均已公开。",
            "联系律师登记律师信息。",
        ] {
            prose("R65", text, &[]);
        }
    }

    #[test]
    fn the_offices_own_words() {
        let word = |wrong: &str, right: &str, note: &str| Word {
            wrong: wrong.into(),
            right: right.into(),
            note: note.into(),
        };
        let words = vec![
            word("数管局", "数据管理局", "机构改革后的名称"),
            word("信息公开", "政府信息公开", ""), // It would never end.
            word("羴", "膻", ""),
            word("𠮷祥", "吉祥", ""),
        ];
        let config = Config { words, ..Config::default() };
        let mut report = report("2021");
        write(&mut report, Field::Before(1), "县数管局负责信息公开。羴，𠮷祥。");
        let findings = check(&report, &config);
        let own: Vec<_> = findings.iter().filter(|f| f.code == "R65").collect();
        assert_eq!(own.len(), 3, "{own:?}");
        assert_eq!(own[0].message, "“数管局”应当写作“数据管理局”（机构改革后的名称）。");
    }
}
