//! What the window's charts of several years show: the chosen figure, what part of the requests was
//! granted, what is carried over. Each is a table first, so that it can be read without its drawing.

use super::picture::{counts, told};
use super::view::{plain_percent, signed};
use super::{Comparison, LEAST};
use crate::report::place::CellId;
use crate::report::{Amount, Value};
use crate::zh;

/// Years that are missing between others have a place in a chart as long as it has no more than these.
const SLOTS: u16 = 10;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TrendShape {
    /// Bars from 0.
    Bars,
    /// A line over an axis between two values, in the chart's own unit.
    Line {
        /// The lower end of the axis.
        from: f64,
        /// Its upper end.
        to: f64,
    },
}

/// One chart over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// What it shows.
    pub title: String,
    /// In which unit, and what must be known of its axis; may be empty.
    pub unit: String,
    /// How it is drawn.
    pub shape: TrendShape,
    /// The years, ascending; a year without a report between others has a point without a value.
    pub points: Vec<TrendPoint>,
}

/// A year of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// The year.
    pub year: u16,
    /// Its value; `None` where it is not known.
    pub value: Option<f64>,
    /// The value in words, also where there is none.
    pub shown: String,
    /// The change since the year before, with its sign; empty where it is not known.
    pub change: String,
    /// Whether the year's figures are of another set of agencies.
    pub is_other_scope: bool,
}

impl Trend {
    /// The chart in words: each year with its value.
    #[must_use]
    pub fn words(&self) -> String {
        let scope =
            |point: &TrendPoint| if point.is_other_scope { "（口径不同）" } else { "" };
        let word =
            |point: &TrendPoint| format!("{} 年 {}{}", point.year, point.shown, scope(point));
        let all: Vec<String> = self.points.iter().map(word).collect();
        all.join("，")
    }
}

/// The charts of a comparison: of the chosen figure, which is called by `label`, where one is chosen,
/// of the share of what was granted, where enough was answered for one, and of what is carried over.
#[must_use]
pub fn trends(comparison: &Comparison, chosen: Option<(CellId, &str)>) -> Vec<Trend> {
    let mut trends = Vec::new();
    trends.extend(chosen.and_then(|(id, label)| of_cell(comparison, id, label)));
    trends.extend(granted(comparison));
    trends.extend(carried_out(comparison));
    trends
}

fn of_cell(comparison: &Comparison, id: CellId, label: &str) -> Option<Trend> {
    let cell = comparison.cell(id)?;
    let years = cell.values.iter().map(|value| {
        let amount = value.as_ref().and_then(Amount::of);
        let shown = value.as_ref().map_or_else(|| "空白".to_owned(), Value::text);
        (amount, shown)
    });
    let form = comparison.edition.tables.get(id.table)?;
    let unit = match form.cells[id.index].kind {
        crate::edition::Kind::Count | crate::edition::Kind::SignedCount => "件",
        crate::edition::Kind::Money => "万元",
        crate::edition::Kind::AsWritten => "",
    };
    Some(bars(comparison, label, unit, &years.collect::<Vec<_>>()))
}

fn carried_out(comparison: &Comparison) -> Option<Trend> {
    let (title, values) = counts(comparison).into_iter().nth(3)?;
    let years = values.into_iter().map(|value| match value {
        Some(value) => (Some(Amount::whole(value)), value.to_string()),
        None => (None, "空白".to_owned()),
    });
    Some(bars(comparison, title, "件", &years.collect::<Vec<_>>()))
}

fn bars(
    comparison: &Comparison,
    title: &str,
    unit: &str,
    years: &[(Option<Amount>, String)],
) -> Trend {
    let change = |(was, is): (Amount, Amount)| signed(is.since(was));
    let points = points(comparison, years, Amount::number, change);
    let scopes: Vec<u16> = comparison.scopes.iter().map(|scope| scope.year).collect();
    let unit = match scopes.as_slice() {
        [] => unit.to_owned(),
        scopes => format!("{unit}，{} 年口径不同", zh::years(scopes)),
    };
    let unit = unit.trim_start_matches('，').to_owned();
    Trend { title: title.to_owned(), unit, shape: TrendShape::Bars, points }
}

/// The share of what was granted: an axis that does not begin at 0 is named.
fn granted(comparison: &Comparison) -> Option<Trend> {
    let share = comparison.shares.first()?;
    let name = share.name.split_once('）').map_or(share.name.as_str(), |(_, name)| name);
    let permille: Vec<Option<i64>> = (0..share.parts.len()).map(|year| told(share, year)).collect();
    let known = || permille.iter().flatten();
    let (least, most) = (known().min()?, known().max()?);
    // Tenths of a percent: the tens of percents around what is shown.
    let from = (least / 100 * 100 - 100).max(0);
    let to = ((most + 99) / 100 * 100 + 100).min(1000);
    let years: Vec<(Option<Amount>, String)> = permille
        .iter()
        .map(|value| match value {
            Some(value) => (Some(Amount::whole(*value)), plain_percent(*value)),
            None => (None, format!("办结不到 {LEAST} 件")),
        })
        .collect();
    let points = points(
        comparison,
        &years,
        |amount| amount.number() / 10.0,
        |(was, is)| {
            let change = is.since(was).count().unwrap_or(0);
            let sign = if change < 0 { "−" } else { "＋" };
            format!("{sign}{}", plain_percent(change))
        },
    );
    #[allow(clippy::cast_precision_loss)] // Percents.
    let drawn = TrendShape::Line { from: from as f64 / 10.0, to: to as f64 / 10.0 };
    let unit = format!("纵轴 {}%—{}%", from / 10, to / 10);
    Some(Trend { title: format!("{name}占办结"), unit, shape: drawn, points })
}

fn points(
    comparison: &Comparison,
    years: &[(Option<Amount>, String)],
    number: impl Fn(Amount) -> f64,
    change: impl Fn((Amount, Amount)) -> String,
) -> Vec<TrendPoint> {
    let mut points: Vec<TrendPoint> = Vec::new();
    let (first, last) = (comparison.years.first(), comparison.years.last());
    let fills = first.zip(last).is_some_and(|(first, last)| last - first < SLOTS);
    let mut before: Option<(u16, Option<Amount>)> = None;
    for (year, (amount, shown)) in comparison.years.iter().zip(years) {
        let next = before.map_or(*year, |(before, _)| before + 1);
        let missing = (next..*year).filter(|_| fills).map(|year| TrendPoint {
            year,
            value: None,
            shown: "无报告".to_owned(),
            change: String::new(),
            is_other_scope: false,
        });
        points.extend(missing);
        let both = before.and_then(|(_, was)| was).zip(*amount);
        points.push(TrendPoint {
            year: *year,
            value: amount.map(&number),
            shown: shown.clone(),
            change: both.map(&change).unwrap_or_default(),
            is_other_scope: comparison.other_scope(*year).is_some(),
        });
        before = Some((*year, *amount));
    }
    points
}
