//! The year that a report is of.

use super::signature::SignatureLines;
use super::title::FrontMatter;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::vocabulary::folding;
use crate::import::vocabulary::years::{self, DoubtedYear};
use crate::report;
use crate::report::place::Place;

/// Where a report's year is said, each as it was found.
pub(super) struct SaidYears {
    /// In the title, in full.
    titled: Option<u16>,
    doubted: Option<DoubtedYear>,
    /// In the lead-in: the period of the figures; and any other that it names first.
    period: Option<u16>,
    lead_in: Option<u16>,
    /// The year and the month of signing.
    signed: Option<(u16, u8)>,
    /// The year in which a site published the report.
    published: Option<u16>,
    /// What the sections speak of.
    said: Option<u16>,
}

impl SaidYears {
    pub(super) fn of(
        title: &str,
        front: &FrontMatter,
        sign: &SignatureLines,
        said: Option<u16>,
    ) -> Self {
        let whole: String = title.split_whitespace().collect();
        let doubted = years::doubted_year(title);
        let lead_in = || front.lead_in.iter().map(|line| line.text.as_str());
        let around = front.furniture.iter().chain(&front.unplaced);
        let signed = sign.1.as_ref().and_then(|date| {
            let (year, text) = (years::first_year(&date.text), folding::fold(&date.text));
            let number = year.map(|year| year.number).or_else(|| text.get(..4)?.parse().ok())?;
            Some((number, years::month_of(&text)))
        });
        Self {
            titled: match doubted {
                Some(DoubtedYear::Range(_, last)) => Some(last),
                _ => years::title_year(&whole).map(|year| year.number),
            },
            doubted,
            period: lead_in().find_map(years::period_year),
            lead_in: lead_in().find_map(years::told_year),
            signed: signed.filter(|(year, _)| report::YEARS.contains(year)),
            published: around.clone().find_map(|line| years::published_year(&line.text)),
            said,
        }
    }

    /// Why a year that a title or a period says is to be looked at.
    fn doubt(&self, year: u16) -> Option<String> {
        let period = self.period.filter(|period| *period != year);
        // A report is signed when its year is over, or nearly so.
        let early = self.signed.filter(|(signed, month)| {
            *signed < year || (*signed == year && (1..=10).contains(month))
        });
        match (self.doubted, period, early) {
            (Some(DoubtedYear::Range(first, last)), ..) => {
                Some(format!("标题写的是{first}年至{last}年"))
            }
            (Some(DoubtedYear::Short(_)), ..) => Some("标题里的年份只写了两位".to_owned()),
            (_, Some(period), _) => Some(format!("引言中的统计期限是{period}年")),
            (_, _, Some((signed, _))) => Some(format!("落款的日期在{signed}年")),
            _ => None,
        }
    }
}

/// The report's year: from the title, else the period of the figures, else the day of signing,
/// which is in the year after, else the first year that the lead-in or the sections speak of, else
/// the day on which a site published it.
pub(super) fn year(years: &SaidYears, findings: &mut NoteLog) -> Option<u16> {
    let short = match years.doubted {
        Some(DoubtedYear::Short(year)) => Some(year),
        _ => None,
    };
    if let Some(year) = years.titled.or(years.period).or(short) {
        let in_period = years.titled.is_none() && years.period.is_some();
        let from = if in_period { "（来自引言中的统计期限）" } else { "" };
        let (kind, message) = match years.doubt(year) {
            Some(doubt) => (NoteKind::Unsure, format!("年度：{year}（{doubt}，请核对）")),
            None => (NoteKind::Found, format!("年度：{year}{from}")),
        };
        findings.tell(kind, Place::Year, message);
        return Some(year);
    }
    let before = |year: u16| Some(year - 1).filter(|year| report::YEARS.contains(year));
    let found = [
        (years.signed.and_then(|(year, _)| before(year)), "成文日期"),
        (years.lead_in, "引言"),
        (years.said, "正文"),
        (years.published.and_then(before), "网页上的日期"),
    ];
    let found = found.into_iter().find_map(|(year, from)| Some((year?, from)));
    let message = match found {
        Some((year, from)) => format!("标题没有写年度，由{from}推定为 {year} 年，请核对"),
        None => "没有找到年度，请填写".to_owned(),
    };
    findings.tell(NoteKind::Unsure, Place::Year, message);
    found.map(|(year, _)| year)
}
