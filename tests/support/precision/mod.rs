//! A kept corpus for measuring the rules: reports made in the manner of real ones from sentences with
//! nothing wrong in them, with known faults planted. The sentences and faults are data files beside
//! this one; the figures are those of `clean`.

use nianbao::finding::Finding;
use nianbao::report::Report;
use nianbao::report::place::{Field, Place};

use super::clean::{self, number, write};
use super::random::Random;

/// Reports of the corpus.
pub const REPORTS: u64 = 360;

/// A report with the faults that were planted in it.
pub struct Case {
    /// The report.
    pub report: Report,
    /// What its rules have to tell.
    pub faults: Vec<Planted>,
}

/// A fault as it was planted.
pub struct Planted {
    /// The rule that has to tell it.
    pub code: String,
    /// Rules that may tell something of it besides.
    pub follow: Vec<String>,
    /// The words that are wrong.
    pub place: Place,
}

impl Planted {
    /// Whether a finding is of this fault: the rule's own, at the place.
    pub fn is_told_by(&self, finding: &Finding) -> bool {
        finding.code == self.code && meets(&self.place, &finding.place)
    }

    /// Whether a finding may follow from this fault.
    pub fn explains(&self, finding: &Finding) -> bool {
        self.follow.iter().any(|code| code == finding.code) || self.is_told_by(finding)
    }
}

/// Whether two places are of the same words.
pub fn meets(one: &Place, other: &Place) -> bool {
    match (one, other) {
        (Place::Text(a, one), Place::Text(b, two)) => {
            a == b && one.start < two.end.max(two.start + 1) && two.start < one.end
        }
        (Place::Text(a, _), Place::Field(b)) | (Place::Field(a), Place::Text(b, _)) => a == b,
        (one, other) => one == other,
    }
}

/// What may stand in a report: the part of the report, and the words.
struct Line {
    part: &'static str,
    text: &'static str,
}

fn lines(data: &'static str) -> Vec<Line> {
    let lines = data.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| line.split_once('\t').unwrap())
        .map(|(part, text)| Line { part, text })
        .collect()
}

/// A fault of the data file: rule, part, words, rules that follow.
struct FaultLine {
    code: &'static str,
    part: &'static str,
    text: &'static str,
    follow: Vec<String>,
}

fn faults() -> Vec<FaultLine> {
    let lines = include_str!("faults.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    let read = lines.map(|line| {
        let mut parts = line.split('\t');
        let mut next = || parts.next().unwrap();
        let (code, part, text) = (next(), next(), next());
        let follow = parts.next().unwrap_or_default().split(' ').map(str::to_owned).collect();
        FaultLine { code, part, text, follow }
    });
    read.collect()
}

/// Where each part stands: its field, and the heading over it.
const PARTS: [(&str, Field, &str); 9] = [
    ("前言", Field::LeadIn, ""),
    ("主动", Field::Before(1), "（一）主动公开情况"),
    ("申请", Field::Before(1), "（二）依申请公开情况"),
    ("管理", Field::Before(1), "（三）政府信息管理情况"),
    ("平台", Field::Before(1), "（四）政府信息公开平台建设情况"),
    ("保障", Field::Before(1), "（五）监督保障情况"),
    ("问题", Field::Before(5), "（一）存在的主要问题"),
    ("改进", Field::Before(5), "（二）改进情况"),
    ("其他", Field::Before(6), ""),
];

/// The report of a number, always the same.
pub fn case(seed: u64) -> Case {
    let mut random = Random::new(seed + 1000);
    let mut report = clean::report(&mut random, seed.is_multiple_of(3));
    let mut words = Words::new(&report, &mut random);
    let chosen = choose(seed, &report, &words);
    let sentences = lines(include_str!("sentences.txt"));
    let mut faults = Vec::new();
    for field in [Field::LeadIn, Field::Before(1), Field::Before(5), Field::Before(6)] {
        let mut paragraphs: Vec<String> = Vec::new();
        for (part, _, heading) in PARTS.iter().filter(|(_, own, _)| *own == field) {
            paragraphs.extend((!heading.is_empty()).then(|| (*heading).to_owned()));
            paragraphs.push(prose(part, &sentences, &mut words, &mut random));
            for fault in chosen.iter().filter(|fault| fault.part == *part) {
                let text = words.fill(
                    fault
                        .text
                        .split_once('：')
                        .filter(|(c, _)| is_condition(c))
                        .map_or(fault.text, |(_, text)| text),
                    &mut random,
                );
                let start: usize = paragraphs.iter().map(|paragraph| paragraph.len() + 1).sum();
                let (from, to) = (text.find('⟦').unwrap(), text.find('⟧').unwrap());
                let plain = text.replace(['⟦', '⟧'], "");
                let place = Place::Text(field, start + from..start + to - '⟦'.len_utf8());
                let follow = fault.follow.clone();
                faults.push(Planted { code: fault.code.into(), follow, place });
                paragraphs.push(plain);
            }
        }
        write(&mut report, field, &paragraphs.join("\n"));
    }
    Case { report, faults }
}

/// Up to three faults of different rules and parts; every eighth report has none.
fn choose(seed: u64, report: &Report, words: &Words) -> Vec<FaultLine> {
    if seed % 8 == 7 {
        return Vec::new();
    }
    let all = faults();
    let count = all.len();
    let mut chosen: Vec<FaultLine> = Vec::new();
    let start = usize::try_from(seed).unwrap() * 61 % count;
    let mut all: Vec<Option<FaultLine>> = all.into_iter().map(Some).collect();
    for step in 0..count {
        let slot = &mut all[(start + step * 37) % count];
        let fits = slot.as_ref().is_some_and(|fault| {
            holds(fault.text, words)
                && chosen.iter().all(|other| other.code != fault.code && other.part != fault.part)
                && (fault.code != "R48" || report.agency.contains(['镇', '乡']))
        });
        if fits {
            chosen.extend(slot.take());
        }
        if chosen.len() == 3 {
            break;
        }
    }
    chosen
}

/// Whether words are a condition: 收>0, 制=0.
fn is_condition(words: &str) -> bool {
    words.ends_with(">0") || words.ends_with("=0")
}

fn holds(text: &str, words: &Words) -> bool {
    let Some((condition, _)) = text.split_once('：').filter(|(c, _)| is_condition(c)) else {
        return true;
    };
    let positive = condition.ends_with(">0");
    let name = condition.trim_end_matches(['>', '=', '0']);
    (words.number(name).unwrap() > 0) == positive
}

/// A paragraph of some sentences of a part.
fn prose(part: &str, sentences: &[Line], words: &mut Words, random: &mut Random) -> String {
    let own: Vec<&Line> = sentences.iter().filter(|line| line.part == part).collect();
    // What every report has to say stands first: the fee, the three results.
    let all = matches!(part, "其他" | "问题" | "改进");
    let wanted = match part {
        "保障" | "主动" | "平台" => 3,
        "前言" => 4,
        _ if all => 1,
        _ => 2,
    };
    let mut picked: Vec<usize> = Vec::new();
    if part == "保障" {
        let results: Vec<usize> =
            (0..own.len()).filter(|index| own[*index].text.contains("追究")).collect();
        picked.push(random.one_of(&results));
    }
    while picked.len() < wanted.min(own.len()) {
        let index = random.below(own.len());
        // Results are told once, and no fee is told twice.
        let again = part == "保障" && own[index].text.contains("追究");
        let nothing_else = part == "其他" && own[index].text.contains("没有其他");
        if !(picked.contains(&index) || again || nothing_else) {
            picked.push(index);
        }
    }
    picked.sort_unstable();
    let told: Vec<String> =
        picked.iter().map(|index| words.fill(own[*index].text, random)).collect();
    told.concat()
}

/// What is put in the place of {…}.
struct Words {
    year: i64,
    agency: String,
    county: String,
    place: String,
    kind: &'static str,
    numbers: Vec<(&'static str, i64)>,
}

impl Words {
    fn new(report: &Report, random: &mut Random) -> Self {
        let agency = report.agency.clone();
        let (county, rest) = agency.split_once('县').unwrap();
        let place = rest.trim_end_matches("人民政府").to_owned();
        let total = |row: &str| number(report, &format!("applications.{row}.total"));
        let document =
            |column: &str| number(report, &format!("disclosure.normative_documents.{column}"));
        let decisions = |row: &str| number(report, &format!("disclosure.{row}.decisions"));
        let case = |group: &str| number(report, &format!("proceedings.cases.{group}_total"));
        let numbers = vec![
            ("收", total("received")),
            ("转", total("carried_in")),
            ("结", total("carried_out")),
            ("公部", total("granted") + total("partial")),
            ("公", total("granted")),
            ("部", total("partial")),
            ("办", total("outcome_total")),
            ("制", document("made")),
            ("废", document("repealed")),
            ("有", document("in_force")),
            ("许", decisions("licences")),
            ("罚", decisions("penalties")),
            ("强", decisions("coercion")),
            ("复", case("review")),
            ("诉", case("direct") + case("after_review")),
            ("丁", 2 + random.below(6_i64)),
        ];
        let kind = if place.contains('镇') { "镇" } else { "乡" };
        Self {
            year: i64::from(report.year.unwrap()),
            county: format!("{county}县"),
            agency: agency.clone(),
            place,
            kind,
            numbers,
        }
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.numbers.iter().find(|(own, _)| *own == name).map(|(_, number)| *number)
    }

    /// A line with everything filled in.
    fn fill(&mut self, text: &str, random: &mut Random) -> String {
        let [a, b, c] =
            [11 + random.below(60_i64), 72 + random.below(60_i64), 134 + random.below(60_i64)];
        let mut text = text.replace("\\n", "\n");
        let other = if self.kind == "镇" { "乡" } else { "镇" };
        let words = [
            ("上年", (self.year - 1).to_string()),
            ("下年", (self.year + 1).to_string()),
            ("年", self.year.to_string()),
            ("机关", self.agency.clone()),
            ("县", self.county.clone()),
            ("镇类", self.kind.into()),
            ("镇", self.place.clone()),
            ("全", format!("全{}", self.kind)),
            ("别全", format!("全{other}")),
            ("别我", format!("我{other}")),
            ("甲", a.to_string()),
            ("乙", b.to_string()),
            ("丙", c.to_string()),
            ("和", (a + b + c).to_string()),
        ];
        for (name, value) in words {
            text = text.replace(&format!("{{{name}}}"), &value);
        }
        for (name, value) in &self.numbers {
            for more in 0..40 {
                let sign = if more == 0 { String::new() } else { format!("+{more}") };
                text = text.replace(&format!("{{{name}{sign}}}"), &(value + more).to_string());
            }
        }
        assert!(!text.contains('{'), "{text}");
        text
    }
}
