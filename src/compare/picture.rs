//! What to show the public of a year: key figures and charts on one page.

use super::view::{plain_percent, signed, signed_percent};
use super::{ComparedCell, Comparison, LEAST, Share};
use crate::edition::Role;
use crate::font::Fonts;
use crate::layout::page::LaidOut;
use crate::layout::{BarChart, ChartBar, FigureSheet, KeyFigure, SheetFormat, figure_sheet};
use crate::report::{Amount, Value};
use crate::zh;

/// Charts show years that are missing between others as long as there are no more than these in all.
const SLOTS: u16 = 10;

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Outlines, for web pages.
    Svg,
    /// Pixels, for messages; its words are in it and are to be written beside it.
    Png,
    /// A page for print.
    Pdf,
}

impl PictureFormat {
    /// The format that a file's name asks for; `None` for another ending.
    #[must_use]
    pub fn of(path: &std::path::Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Where the words of a picture of pixels are written: beside it, under a name that is no other file's.
#[must_use]
pub fn words_beside(picture: &std::path::Path) -> std::path::PathBuf {
    let mut name = picture.file_stem().unwrap_or_default().to_os_string();
    name.push(".文字说明.txt");
    picture.with_file_name(name)
}

/// Dots to an inch: a sheet for phones is 1080 pixels wide, A4 1786.
const DPI: u32 = 216;

/// The picture in a format; the same comparison gives the same bytes.
#[must_use]
pub fn picture(
    comparison: &Comparison,
    sheet: SheetFormat,
    format: PictureFormat,
    fonts: &Fonts,
) -> Vec<u8> {
    let content = content(comparison);
    let laid: LaidOut = figure_sheet(&content, sheet, fonts);
    match format {
        PictureFormat::Svg => crate::export::svg::svg(&laid, &content.text(), fonts).into_bytes(),
        PictureFormat::Png => crate::export::png::png(&laid, &content.text(), DPI, fonts),
        PictureFormat::Pdf => crate::export::pdf::pdf(&laid, fonts),
    }
}

/// What the picture shows, before it is laid out; its text is the picture in words.
#[must_use]
pub fn content(comparison: &Comparison) -> FigureSheet {
    let year = comparison.years.last().copied().unwrap_or_default();
    let agency = &comparison.agency;
    let name = if agency.trim().is_empty() { "本机关" } else { agency.trim() };
    let what = format!("{year} 年政府信息公开主要数据");
    let mut notes = comparison.public_notes.clone();
    notes.push("上年不到 10 件的不算增减率，办结不到 10 件的年度不算占比。".to_owned());
    let years = zh::years(&comparison.years);
    notes.push(format!("数据来自{name} {years} 年的政府信息公开工作年度报告。"));
    FigureSheet {
        title: format!("{name}{what}"),
        author: agency.clone(),
        heading: vec![name.to_owned(), what],
        figures: figures(comparison),
        charts: charts(comparison),
        notes,
    }
}

/// A figure of every year, in the order of the years.
type OverYears = Vec<Option<i64>>;

/// What is counted for the public, with its figures: requests, then proceedings.
pub(super) fn counts(comparison: &Comparison) -> Vec<(&'static str, OverYears)> {
    let row = |role| of_row(comparison, role);
    let granted = comparison.shares.first();
    let granted = granted
        .map(|share| share.parts.iter().map(|part| part.map(|(part, _)| part)).collect())
        .unwrap_or_default();
    vec![
        ("本年新收申请", row(Role::Received)),
        ("本年办结", row(Role::Outcomes)),
        ("其中予以公开", granted),
        ("结转下年度", row(Role::CarriedOut)),
        ("行政复议", of_columns(comparison, Role::ReviewTotal)),
        ("行政诉讼", of_columns(comparison, Role::LitigationTotal)),
    ]
}

fn of_cell(cell: &ComparedCell) -> OverYears {
    cell.values.iter().map(|value| value.as_ref().and_then(Value::count)).collect()
}

/// The total of a row of table three.
fn of_row(comparison: &Comparison, role: Role) -> OverYears {
    let total = comparison.edition.row(role).and_then(|row| {
        let index = comparison.edition.tables[row.table].row_total(row.row)?;
        comparison.cell(crate::report::place::CellId { table: row.table, index })
    });
    total.map_or_else(|| vec![None; comparison.years.len()], of_cell)
}

/// The sum of the columns of table four with a role; known where one of them is.
fn of_columns(comparison: &Comparison, role: Role) -> OverYears {
    let mut sum = vec![None; comparison.years.len()];
    for (table, index) in comparison.edition.cells_of(role) {
        let cell = comparison.cell(crate::report::place::CellId { table, index });
        for (sum, figure) in sum.iter_mut().zip(cell.map(of_cell).unwrap_or_default()) {
            if let Some(figure) = figure {
                *sum = Some(sum.unwrap_or(0) + figure);
            }
        }
    }
    sum
}

fn figures(comparison: &Comparison) -> Vec<KeyFigure> {
    let figure = |(label, years): (&str, OverYears)| {
        let last = years.last().copied().flatten();
        KeyFigure {
            label: label.to_owned(),
            figure: last.map_or("未填".to_owned(), |figure| figure.to_string()),
            unit: if last.is_some() { "件".to_owned() } else { String::new() },
            change: change(comparison, &years).unwrap_or_default(),
        }
    };
    counts(comparison).into_iter().map(figure).collect()
}

/// 比 2024 年 ＋7（＋31.8%）: no percentage below ten.
fn change(comparison: &Comparison, years: &OverYears) -> Option<String> {
    let [.., was, is] = years.as_slice() else { return None };
    let [.., year, _] = comparison.years.as_slice() else { return None };
    let (was, is) = ((*was)?, (*is)?);
    let change = Amount::whole(is - was);
    let percent = (was >= LEAST).then(|| change.permille_of(Amount::whole(was))).flatten();
    let percent = percent.map(|percent| format!("（{}）", signed_percent(percent)));
    Some(match is - was {
        0 => format!("与 {year} 年持平"),
        _ => format!("比 {year} 年 {}{}", signed(change), percent.unwrap_or_default()),
    })
}

/// The charts of the picture: requests, what part of them was granted, what is carried over.
#[must_use]
pub fn charts(comparison: &Comparison) -> Vec<BarChart> {
    let counts = counts(comparison);
    let chart = |index: usize, title: &str| {
        let values = counts.get(index).map(|(_, values)| values.clone()).unwrap_or_default();
        let shown =
            |value: Option<i64>| value.map_or("未填".to_owned(), |value| value.to_string());
        let pairs = values.into_iter().map(|value| (value, shown(value))).collect();
        bar_chart(comparison, (title, "件".to_owned(), 0), pairs)
    };
    let mut charts = vec![chart(0, "本年新收申请"), chart(3, "结转下年度继续办理")];
    if let Some(share) = comparison.shares.first().filter(|share| is_told(share)) {
        let title = format!("{}占{}", short(&share.name), share.whole);
        let of_year = |year: usize| match told(share, year) {
            Some(permille) => (Some(permille), plain_percent(permille)),
            None => (None, "－".to_owned()),
        };
        let pairs = (0..share.parts.len()).map(of_year).collect();
        let unit = "百分比，柱高满格为 100%".to_owned();
        charts.insert(1, bar_chart(comparison, (&title, unit, 1000), pairs));
    }
    charts
}

/// A group of outcomes without its number: 予以公开.
fn short(name: &str) -> &str {
    name.split_once('）').map_or(name, |(_, name)| name)
}

/// A share of a whole that is large enough to say so.
pub(super) fn told(share: &Share, year: usize) -> Option<i64> {
    let (_, whole) = (*share.parts.get(year)?)?;
    share.permille(year).filter(|_| whole >= LEAST)
}

fn is_told(share: &Share) -> bool {
    (0..share.parts.len()).any(|year| told(share, year).is_some())
}

fn bar_chart(
    comparison: &Comparison,
    (title, unit, full): (&str, String, i64),
    values: Vec<(Option<i64>, String)>,
) -> BarChart {
    let mut bars: Vec<ChartBar> = Vec::new();
    let years = &comparison.years;
    let (first, last) =
        (years.first().copied().unwrap_or_default(), years.last().copied().unwrap_or_default());
    let fills = last - first < SLOTS;
    let mut next = first;
    for (year, (value, shown)) in years.iter().zip(values) {
        while fills && next < *year {
            let shown = "无报告".to_owned();
            bars.push(ChartBar { label: next.to_string(), value: None, shown, is_current: false });
            next += 1;
        }
        let is_current = *year == last;
        bars.push(ChartBar { label: year.to_string(), value, shown, is_current });
        next = year + 1;
    }
    BarChart { title: title.to_owned(), unit, full, bars }
}
