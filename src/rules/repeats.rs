//! R33: the same words said twice.
//!
//! A和A is reported only where the second A cannot begin a longer name (政策和政策解读, 问题和问题清单):
//! at the end of its clause, or before a word that says something of both (数量和数量双提升).

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{Context, Paragraph};
use super::nearby::{self, enclosed};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::zh::WordList;
use crate::zh::is_han;

/// R33: the same words said twice.
pub static RULE: Rule = Rule {
    code: "R33",
    severity: Severity::Warning,
    title: "没有重复的词语和整句重复的文字",
    basis: "复制、改写时常见的差错",
    point: Point::Wording,
    safe: false,
    check,
};

/// What joins two words.
static JOINTS: WordList = WordList::new(&["和", "与", "及", "或", "、", "以及"]);

/// What may follow a word that is alone: marks, and what says something of both.
static ENDS: WordList = WordList::new(&[
    "。", "，", "；", "！", "？", ",", ";", "双", "都", "均", "也", "同步", "同时", "明显", "显著",
    "不断", "持续", "大幅",
]);

/// Names and set phrases that are said as often as need be.
const STATUTORY: [&str; 12] = [
    "中华人民共和国政府信息公开条例",
    "政府信息公开工作年度报告格式",
    "政府信息公开行政复议、行政诉讼情况",
    "政府信息公开行政复议和行政诉讼情况",
    "收到和处理政府信息公开申请情况",
    "主动公开政府信息情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
    "公民、法人和其他组织",
    "公民、法人或者其他组织",
    "国务院办公厅政府信息与政务公开办公室",
    "政府信息公开",
];

fn check(context: &Context<'_>, found: &mut Found) {
    let paragraphs = context.paragraphs();
    for paragraph in paragraphs {
        joined(paragraph, found);
        twice(paragraph, found);
    }
    runs(paragraphs, context, found);
}

/// 可通过可以通过; 进行进行.
fn twice(paragraph: &Paragraph<'_>, found: &mut Found) {
    static VERBS: WordList = WordList::new(&[
        "进行进行",
        "通过通过",
        "开展开展",
        "推进推进",
        "加强加强",
        "提高提高",
        "落实落实",
        "及时及时",
        "积极积极",
        "切实切实",
        "并且并且",
        "规范规范",
        "完善完善",
        "建立建立",
    ]);
    let text = paragraph.text;
    for (at, modal) in text.match_indices("可以") {
        let after = nearby::after(text, at + modal.len(), 4);
        let word = (2..=4).rev().find_map(|length| {
            let word = nearby::after(after, 0, length);
            let said = format!("可{word}");
            (word.chars().count() == length && nearby::before(text, at, length + 1) == said)
                .then_some(word)
        });
        if let Some(word) = word {
            let message = format!("“可{word}可以{word}”重复了，请删去一个。");
            let range = at - word.len() - '可'.len_utf8()..at + modal.len() + word.len();
            found.add(paragraph.place(range), message, None);
        }
    }
    for (at, said) in paragraph.places(&VERBS) {
        let message = format!("“{said}”重复了，请删去一个。");
        found.add(paragraph.place(at..at + said.len()), message, None);
    }
}

/// 数量和数量.
fn joined(paragraph: &Paragraph<'_>, found: &mut Found) {
    let text = paragraph.text;
    for (at, joint) in paragraph.places(&JOINTS) {
        let near = nearby::before(text, at, 8);
        let after = nearby::after(text, at + joint.len(), 16);
        if !after.chars().next().is_some_and(|first| near.contains(first)) {
            continue;
        }
        let before: Vec<(usize, char)> =
            near.char_indices().rev().map(|(byte, c)| (at - near.len() + byte, c)).collect();
        // The longest word that is on both sides.
        let word = (2..=before.len()).rev().find_map(|length| {
            let start = before[length - 1].0;
            let word = text.get(start..at)?;
            let rest = after.strip_prefix(word)?;
            let alone = rest.is_empty() || ENDS.begin(rest).is_some();
            (word.chars().all(is_han) && alone).then_some(word)
        });
        if let Some(word) = word {
            let message = format!("“{word}{joint}{word}”重复了，其中一个可能是别的词。");
            let range = at - word.len()..at + joint.len() + word.len();
            found.add(paragraph.place(range), message, None);
        }
    }
}

/// A character of the prose: paragraph, byte in it, itself.
type Char = (usize, usize, char);

/// Reports runs of `repeated_run` characters that occur twice, each at its second place.
fn runs(paragraphs: &[Paragraph<'_>], context: &Context<'_>, found: &mut Found) {
    let length = context.config.repeated_run;
    let agency = context.report.agency.trim();
    let bytes: usize = paragraphs.iter().map(|paragraph| paragraph.text.len()).sum();
    let mut chars: Vec<Char> = Vec::with_capacity(bytes / 3 + bytes / 8 + paragraphs.len());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        chars.extend(paragraph.text.char_indices().map(|(at, c)| (index, at, c)));
        // No run goes over the end of a paragraph: this is like no other.
        let end = char::from_u32(0xF_0000 + u32::try_from(index).unwrap_or(0)).unwrap_or('\n');
        chars.push((index, paragraph.text.len(), end));
    }
    let mut starts = maybe_twice(&chars, length);
    starts.sort_unstable();
    let mut twice: Vec<(usize, usize)> = Vec::new();
    for same in starts.chunk_by(|(a, _), (b, _)| a == b) {
        twice.extend(same.iter().skip(1).map(|(_, second)| (*second, same[0].1)));
    }
    twice.sort_unstable();
    let mut titles = TitlesOf { paragraphs, met: BTreeMap::new() };
    let mut past = 0;
    for (second, first) in twice {
        if second < past {
            continue;
        }
        let alike = chars[second..]
            .iter()
            .zip(&chars[first..second])
            .take_while(|((.., a), (.., b))| a == b)
            .count();
        past = second + alike;
        if alike >= length {
            let run = &chars[second..past];
            if !titles.cover(run) {
                tell(paragraphs, run, length, agency, found);
            }
        }
    }
}

/// What stands for each run of so many characters, with its place: equal runs have equal numbers.
fn hashes(chars: &[Char], length: usize) -> impl Iterator<Item = (u64, usize)> {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let leaving = (0..length).fold(1, |power: u64, _| power.wrapping_mul(FACTOR));
    let mut hash: u64 = 0;
    chars.iter().enumerate().filter_map(move |(end, (.., c))| {
        hash = hash.wrapping_mul(FACTOR).wrapping_add(u64::from(*c));
        if let Some((.., left)) = end.checked_sub(length).map(|at| chars[at]) {
            hash = hash.wrapping_sub(u64::from(left).wrapping_mul(leaving));
        }
        (end + 1).checked_sub(length).map(|start| (hash, start))
    })
}

/// The runs without those that are surely there once, so that little is kept and sorted.
fn maybe_twice(chars: &[Char], length: usize) -> Vec<(u64, usize)> {
    let bits = (chars.len().max(1) * 8).next_power_of_two().trailing_zeros();
    let slot = |hash: u64| usize::try_from(hash >> (64 - bits)).unwrap_or(0);
    let mut met = vec![0_u8; 1 << bits];
    for (hash, _) in hashes(chars, length) {
        met[slot(hash)] = met[slot(hash)].saturating_add(1);
    }
    hashes(chars, length).filter(|(hash, _)| met[slot(*hash)] > 1).collect()
}

fn tell(
    paragraphs: &[Paragraph<'_>],
    run: &[Char],
    length: usize,
    agency: &str,
    found: &mut Found,
) {
    let words: String = run.iter().map(|(.., c)| *c).collect();
    let mut own = words.clone();
    if !agency.is_empty() {
        own = own.replace(agency, "");
    }
    for phrase in STATUTORY {
        own = own.replace(phrase, "");
    }
    if own.chars().filter(|c| is_han(*c)).count() * 4 < length * 3 {
        return;
    }
    let (Some((index, start, _)), Some((_, end, c))) = (run.first(), run.last()) else { return };
    let shown: String = words.chars().take(24).collect();
    let more = if words.chars().count() > 24 { "…" } else { "" };
    let message = format!(
        "“{shown}{more}”这 {} 个字前面已经写过，请看看是不是重复了。",
        words.chars().count()
    );
    found.add(paragraphs[*index].place(*start..*end + c.len_utf8()), message, None);
}

/// The titles of documents in paragraphs, each paragraph gone through once.
struct TitlesOf<'a> {
    paragraphs: &'a [Paragraph<'a>],
    met: BTreeMap<usize, Vec<Range<usize>>>,
}

impl TitlesOf<'_> {
    /// Whether a run is the title of a document, or part of one: titles are said as often as need be.
    fn cover(&mut self, run: &[Char]) -> bool {
        let (Some((index, start, _)), Some((_, end, _))) = (run.first(), run.last()) else {
            return false;
        };
        let text = self.paragraphs[*index].text;
        let titles = self.met.entry(*index).or_insert_with(|| enclosed(text, &[('《', '》')]));
        let first = titles.partition_point(|title| title.end <= *start);
        let touched = titles[first..].iter().take_while(|title| title.start < *end);
        let covered: usize =
            touched.map(|title| title.end.min(*end) - title.start.max(*start)).sum();
        covered * 4 >= (end - start) * 3
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    #[test]
    fn words_said_twice() {
        prose("R33", "有效促进信息数量和数量双提升。", &["“数量和数量”重复了"]);
        prose("R33", "公开渠道、公开渠道。", &["“公开渠道、公开渠道”"]);
        prose("R33", "群众可通过可以通过网站查询。", &["“可通过可以通过”重复了"]);
        prose("R33", "对栏目进行进行调整，可查阅可以查阅。", &["“可查阅可以查阅”", "“进行进行”"]);
        for text in [
            "群众可以通过网站查询，也可通过窗口查询，可以说可以。",
            "以及及时公开，遮遮掩掩，紧紧围绕，公告公示。",
            "主任任副组长，信息和信息化。",
            "镇和镇。",
            "政策和政策解读同步发布。",
            "文件与文件解读，信息和信息公开目录，申请和申请答复。",
            "问题和问题清单，政府信息与政府信息公开目录，责任和责任人。",
            "加强部门与部门、部门与部门之间的衔接。",
        ] {
            prose("R33", text, &[]);
        }
    }

    #[test]
    fn runs_said_twice() {
        let run = "党政办负责受理工作和推进指导协调监督工作";
        prose("R33", &format!("{run}。\n一是由{run}，并抓落实。"), &["这 20 个字前面已经写过"]);
        for text in [
            "《中华人民共和国政府信息公开条例》，落实《中华人民共和国政府信息公开条例》。",
            "全年公开信息794条，全年公开信息631条。",
            "党政办负责受理工作，党政办负责受理工作。",
            "印发《关于进一步做好镇村两级政务公开工作任务分工的通知》，落实《关于进一步做好镇村两级政务公开工作任务分工的通知》。",
        ] {
            prose("R33", text, &[]);
        }
    }

    #[test]
    fn the_agencys_own_name_is_said_as_often_as_need_be() {
        let name = "云泽市柳塘新城经济技术开发区管理委员会";
        for (agency, told) in [(name, 0), ("云泽市柳塘镇人民政府", 1)] {
            let mut report = crate::rules::tests::report("2021");
            report.agency = agency.into();
            let text = format!("{name}编制本报告。\n请与{name}办公室联系。");
            crate::rules::tests::write(&mut report, crate::report::place::Field::LeadIn, &text);
            assert_eq!(crate::rules::tests::found(&report, "R33").len(), told, "{agency}");
        }
    }
}
