//! 解读: a text for the public, from sentences with this year's figures and what changed.
//!
//! It says nothing that the figures do not say: no cause, no praise. A figure that is blank is not
//! mentioned, a change is given in counts, and in percent only from ten on.

use std::fmt::Write as _;

use super::picture::{counts, told};
use super::view::plain_percent;
use super::{ComparedCell, Comparison, LEAST};
use crate::edition::Role;
use crate::report::{Amount, Value};

/// What the text is called.
#[must_use]
pub fn title(comparison: &Comparison) -> String {
    let year = comparison.years.last().copied().unwrap_or_default();
    format!("{}{year}年政府信息公开工作年度报告解读", comparison.agency.trim())
}

/// A first version of the text: a paragraph a line.
#[must_use]
pub fn draft(comparison: &Comparison) -> String {
    let year = comparison.years.last().copied().unwrap_or_default();
    let mut paragraphs = vec![applications(comparison, year), outcomes(comparison)];
    paragraphs.push(disclosure(comparison, year));
    paragraphs.push(proceedings(comparison, year));
    paragraphs.extend(comparison.public_notes.iter().cloned());
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n") + "\n"
}

/// A count over the last two years: what it is this year, and how it stands to the year before.
struct YearCount {
    is: i64,
    was: Option<i64>,
}

impl YearCount {
    fn of(years: &[Option<i64>]) -> Option<Self> {
        let is = years.last().copied().flatten()?;
        let was = years.len().checked_sub(2).and_then(|at| years[at]);
        Some(Self { is, was })
    }

    fn of_cell(cell: &ComparedCell) -> Option<Self> {
        let count = |value: &Option<Value>| value.as_ref().and_then(Value::count);
        Self::of(&cell.values.iter().map(count).collect::<Vec<_>>())
    }

    /// ，比 2024 年增加 7 件，增长 31.8%; nothing where the year before is not known.
    fn change(&self, comparison: &Comparison, unit: &str) -> String {
        let Some((was, [.., year, _])) = self.was.zip(Some(comparison.years.as_slice())) else {
            return String::new();
        };
        let change = self.is - was;
        if change == 0 {
            return format!("，与 {year} 年相同");
        }
        let (more, rise) = if change > 0 { ("增加", "增长") } else { ("减少", "下降") };
        let permille = Amount::whole(change).permille_of(Amount::whole(was));
        let percent = permille.filter(|_| was >= LEAST);
        let percent = percent.map(|percent| format!("，{rise} {}", plain_percent(percent)));
        format!("，比 {year} 年{more} {} {unit}{}", change.abs(), percent.unwrap_or_default())
    }
}

fn count(comparison: &Comparison, label: usize) -> Option<YearCount> {
    YearCount::of(&counts(comparison).get(label)?.1)
}

fn carried_in(comparison: &Comparison) -> Option<i64> {
    let row = comparison.edition.row(Role::CarriedIn)?;
    let index = comparison.edition.tables[row.table].row_total(row.row)?;
    let cell = comparison.cell(crate::report::place::CellId { table: row.table, index })?;
    Some(YearCount::of_cell(cell)?.is)
}

fn applications(comparison: &Comparison, year: u16) -> String {
    let name = comparison.agency.trim();
    let Some(received) = count(comparison, 0) else { return String::new() };
    let change = received.change(comparison, "件");
    let first = match received.is {
        0 => format!("{year} 年，{name}没有新收到政府信息公开申请{change}"),
        is => format!("{year} 年，{name}新收到政府信息公开申请 {is} 件{change}"),
    };
    let carried = carried_in(comparison).filter(|count| *count > 0);
    let carried = carried.map(|count| format!("；上年结转 {count} 件")).unwrap_or_default();
    format!("{first}{carried}。")
}

fn outcomes(comparison: &Comparison) -> String {
    let Some(done) = count(comparison, 1) else { return String::new() };
    if done.is == 0 {
        return format!("全年没有办结的申请{}。", done.change(comparison, "件"));
    }
    let mut text = format!("全年办结 {} 件{}。", done.is, done.change(comparison, "件"));
    let last = comparison.years.len() - 1;
    let outcomes = comparison.shares.split_last().map(|(_, groups)| groups).unwrap_or_default();
    let parts = outcomes.iter().filter_map(|share| {
        let (part, _) = (*share.parts.get(last)?)?;
        let percent = told(share, last).map(|share| format!("（占 {}）", plain_percent(share)));
        let name = share.name.split_once('）').map_or(share.name.as_str(), |(_, name)| name);
        (part > 0).then(|| format!("{name} {part} 件{}", percent.unwrap_or_default()))
    });
    let parts: Vec<String> = parts.collect();
    if !parts.is_empty() {
        let _ = write!(text, "其中，{}。", parts.join("，"));
    }
    if let Some(out) = count(comparison, 3) {
        let _ = match out.is {
            0 => write!(text, "没有结转下年度继续办理的申请。"),
            count => write!(text, "结转下年度继续办理 {count} 件。"),
        };
    }
    text
}

/// The first figures of the rows of table two that everybody has.
fn disclosure(comparison: &Comparison, year: u16) -> String {
    let rows = [
        Role::Regulations,
        Role::NormativeDocuments,
        Role::Licences,
        Role::Penalties,
        Role::Coercion,
    ];
    let sentence = |role| {
        let row = comparison.edition.row(role)?;
        let form = &comparison.edition.tables[row.table];
        let index = form.rows[row.row].cells.clone().next()?;
        let cell = comparison.cell(crate::report::place::CellId { table: row.table, index })?;
        let count = YearCount::of_cell(cell).filter(|count| count.is > 0)?;
        let label = form.rows[row.row].path.last()?;
        let column = form.column_of(index).path.last()?;
        Some(format!("{label}{column} {} 件{}", count.is, count.change(comparison, "件")))
    };
    let sentences: Vec<String> = rows.into_iter().filter_map(sentence).collect();
    if sentences.is_empty() {
        return String::new();
    }
    format!("主动公开方面，{year} 年{}。", sentences.join("；"))
}

fn proceedings(comparison: &Comparison, year: u16) -> String {
    let words = |label: usize, name: &str| {
        let count = count(comparison, label)?;
        let change = count.change(comparison, "件");
        Some(match count.is {
            0 => format!("没有因政府信息公开被提起的{name}{change}"),
            is => format!("因政府信息公开被提起的{name} {is} 件{change}"),
        })
    };
    let parts: Vec<String> = [(4, "行政复议"), (5, "行政诉讼")]
        .into_iter()
        .filter_map(|(at, name)| words(at, name))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{year} 年，{}。", parts.join("；"))
}
