//! The figures of last year's prose as a list: what each counts, what it was, what it is, and what was
//! decided on it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::place::Field;
use crate::report::{CarriedFigure, FigureDecision, Report};
use crate::zh::{self, numeral};

/// How many characters of what a figure counts are told.
const SUBJECT: usize = 9;
/// Ends of a clause.
const CLAUSE: &[char] =
    &['，', '。', '；', '：', '、', '！', '？', '（', '）', '“', '”', '《', '》', ',', ';', '\n'];
/// Words before what is counted.
const LEADS: [&str; 17] = [
    "收到",
    "受理",
    "开展",
    "其中",
    "全年",
    "本年度",
    "本年",
    "今年",
    "年内",
    "累计",
    "共计",
    "共",
    "并",
    "已",
    "通过",
    "全镇",
    "全县",
];
/// Words between what is counted and the number.
const TRAILS: [&str; 9] = ["达到", "共计", "合计", "累计", "共", "为", "达", "约", "计"];

/// How one of last year's figures stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriedState {
    /// Nobody has decided on it.
    Undecided,
    /// It is another number now.
    Changed,
    /// It is a table's number now, whose name this is.
    FromTable(String),
    /// It was confirmed as it stands.
    StillRight,
    /// It was deleted with its words.
    Deleted,
}

impl CarriedState {
    /// The state in words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Undecided => "未核对",
            Self::Changed => "已改",
            Self::FromTable(name) => name,
            Self::StillRight => "仍然对",
            Self::Deleted => "已删",
        }
    }

    fn of(report: &Report, mark: &CarriedFigure) -> Self {
        match &mark.decision {
            _ if mark.at.is_gone() => Self::Deleted,
            None => Self::Undecided,
            Some(FigureDecision::FromTable(name)) => Self::FromTable(name.clone()),
            Some(FigureDecision::ByHand) if report.number_at(mark) == mark.was => Self::StillRight,
            Some(FigureDecision::ByHand) => Self::Changed,
        }
    }
}

/// One of last year's figures, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedItem {
    /// Its mark.
    pub mark: CarriedFigure,
    /// The number of the section it is in; `None` for the lead-in.
    pub section: Option<u8>,
    /// What it counts: 年份, 概况类.
    pub subject: String,
    /// Its unit: 条, 年, %; empty for none.
    pub unit: String,
    /// The number as it stands now; empty where its words are gone.
    pub now: String,
    /// What was decided on it.
    pub state: CarriedState,
}

/// All of last year's figures in a report, in reading order: as many as the report has marks.
#[must_use]
pub fn items(report: &Report) -> Vec<CarriedItem> {
    let mut fields: Vec<Field> = report.carried.iter().map(|mark| mark.at.field()).collect();
    fields.dedup();
    let ends: BTreeMap<usize, Range<usize>> =
        fields.into_iter().flat_map(|field| report.carried_in(field)).collect();
    let item = |(index, mark): (usize, &CarriedFigure)| {
        let text = report.text(mark.at.field());
        let end = ends.get(&index).map(|range| range.end);
        let range = mark.at.range();
        let unit = end.and_then(|end| text.get(range.end..end)).unwrap_or_default();
        CarriedItem {
            section: mark.at.place().section(report),
            subject: if mark.at.is_gone() {
                "文字已删".to_owned()
            } else if unit.trim() == "年" {
                "年份".to_owned()
            } else {
                subject(text.get(..range.start).unwrap_or_default(), text.get(end.unwrap_or(0)..))
            },
            unit: unit.trim().to_owned(),
            now: report.number_at(mark),
            state: CarriedState::of(report, mark),
            mark: mark.clone(),
        }
    };
    report.carried.iter().enumerate().map(item).collect()
}

/// What a number counts: the words before it in its clause, else those behind it.
fn subject(before: &str, behind: Option<&str>) -> String {
    let mut words = before.rsplit(CLAUSE).next().unwrap_or_default().trim();
    while let Some(rest) = LEADS.iter().find_map(|lead| words.strip_prefix(lead)) {
        words = rest;
    }
    while let Some(rest) = TRAILS.iter().find_map(|trail| words.strip_suffix(trail)) {
        words = rest;
    }
    if words.trim().is_empty() {
        let behind = behind.unwrap_or_default().split(CLAUSE).next().unwrap_or_default();
        return behind.trim().chars().take(SUBJECT).collect();
    }
    // 全年政府网站共发布信息: what was counted comes behind 共.
    if let Some((_, rest)) =
        words.rsplit_once('共').filter(|(_, rest)| !rest.starts_with(['同', '和']))
    {
        words = rest;
    }
    let skipped = words.chars().count().saturating_sub(SUBJECT);
    words.chars().skip(skipped).collect()
}

/// What belongs to a figure: the ones behind it in its sentence that made it up last year, as a sum,
/// and how many of them are still to be decided on.
#[must_use]
pub fn together(report: &Report, index: usize) -> Option<String> {
    let mark = report.carried.get(index)?;
    let whole: u64 = mark.was.parse().ok()?;
    let text = report.text(mark.at.field());
    let rest = text.get(mark.at.range().end..)?;
    let end = mark.at.range().end + rest.find(['。', '；', '\n']).unwrap_or(rest.len());
    let mut parts: Vec<&CarriedFigure> = Vec::new();
    let mut sum = 0;
    for part in report.carried.get(index + 1..)? {
        let is_here = part.at.field() == mark.at.field() && part.at.range().end <= end;
        sum += part.was.parse::<u64>().ok().filter(|_| is_here && sum < whole)?;
        parts.push(part);
        if sum == whole && parts.len() > 1 {
            break;
        }
    }
    let left = parts.iter().filter(|part| part.decision.is_none() && !part.at.is_gone()).count();
    let numbers: Vec<&str> = parts.iter().map(|part| part.was.as_str()).collect();
    let told = match left {
        0 => "都已核对".to_owned(),
        _ => format!("{}处另行核对", numeral(u32::try_from(left).unwrap_or(u32::MAX))),
    };
    (sum == whole && parts.len() > 1)
        .then(|| format!("其中 {}＝{whole}，{told}", numbers.join("+")))
}

/// A number as a clerk types it, as it is to be written; `None` where it is none. Full-width digits
/// and thousands commas are taken; Chinese numerals stay.
#[must_use]
pub fn number(typed: &str) -> Option<String> {
    let typed: String = typed.trim().chars().filter(|c| !",，".contains(*c)).collect();
    let plain = |c: char| match zh::arabic_digit(c) {
        Some(digit) => char::from_digit(digit, 10),
        None => matches!(c, '.' | '．').then_some('.'),
    };
    if let Some(number) = typed.chars().map(plain).collect::<Option<String>>() {
        let is_one =
            number.parse::<f64>().is_ok() && !number.starts_with('.') && !number.ends_with('.');
        return is_one.then_some(number);
    }
    zh::value(&typed).map(|_| typed)
}

#[cfg(test)]
mod tests {
    use super::{number, subject};

    #[test]
    fn what_a_number_counts_is_told_in_a_few_words() {
        for (before, behind, expected) in [
            ("全年通过县政府门户网站发布信息", "，其中", "府门户网站发布信息"),
            ("全年政府网站共发布政府信息", "，", "发布政府信息"),
            ("其中概况类", "、", "概况类"),
            ("。群众满意度为", "；", "群众满意度"),
            ("全年共收到政府信息公开申请", "，", "政府信息公开申请"),
            ("，", "规范性文件", "规范性文件"),
        ] {
            assert_eq!(subject(before, Some(behind)), expected, "{before}");
        }
    }

    #[test]
    fn a_number_is_taken_as_it_is_typed() {
        for (typed, expected) in [
            ("29", Some("29")),
            ("１，０００", Some("1000")),
            (" 98.5 ", Some("98.5")),
            ("十二", Some("十二")),
            ("", None),
            ("29件", None),
            ("约30", None),
            ("1.2.3", None),
            (".", None),
        ] {
            assert_eq!(number(typed).as_deref(), expected, "{typed}");
        }
    }
}
