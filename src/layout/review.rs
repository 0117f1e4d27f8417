//! 送审稿: the pages of a report that is not published yet, for the leader's pencil. Each page says
//! so, in its head and in a large light mark behind the text; lines are further apart, and may
//! be numbered.

use super::list_sheet::ListSheet;
use super::measure::Measure;
use super::page::{Item, Page, Run};
use super::sheet::{LEFT, PAPER_HEIGHT, TOP, WIDTH};
use super::{Laid, Options, finish, set_report};
use crate::font::{Face, Fonts};
use crate::report::Report;
use crate::report::place::Place;
use crate::units::Length;

/// The words that mark every page as a copy for review.
pub const MARK: &str = "送审稿";

/// Lines to a page: half as much again between them as in the published report.
pub(super) const LINES: usize = 15;

/// Size of the mark behind the text.
const LARGE: Length = Length::pt(130);
/// Size of the mark in the head.
const HEAD: Length = Length::pt(14);
/// Size of line numbers.
const NUMBER: Length = Length::pt(8);

/// How a report is laid out to be gone through before it is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewLayout {
    /// Whether the lines of each page are numbered in the margin.
    pub line_numbers: bool,
}

/// Lays a report out as 送审稿; `findings` is what a last sheet lists, if anything.
#[must_use]
pub fn review(
    report: &Report,
    findings: Option<&ListSheet>,
    review: ReviewLayout,
    fonts: &Fonts,
    options: Options,
) -> Laid {
    let options = Options { review: Some(review), ..options };
    let mut setter = set_report(report, fonts, options);
    if let Some(findings) = findings {
        setter.begin_page();
        setter.list(findings, 2);
    }
    finish(setter, format!("{}（{MARK}）", report.title), report.agency.clone())
}

/// Adds the mark to a page, behind its text and in its head, and the numbers of its lines.
pub(super) fn mark(measure: &mut Measure<'_>, page: &mut Page, review: ReviewLayout) {
    let mut items = Vec::new();
    let centre = LEFT + WIDTH / 2;
    let middle = PAPER_HEIGHT / 2 + LARGE.scale(38, 100);
    items.extend(centred(measure, LARGE, centre, middle).into_iter().map(Item::Faint));
    let head = TOP - Length::mm(12);
    items.extend(centred(measure, HEAD, centre, head).into_iter().map(Item::Text));
    if review.line_numbers {
        items.extend(numbers(measure, page));
    }
    items.append(&mut page.items);
    page.items = items;
}

fn centred(measure: &mut Measure<'_>, size: Length, centre: Length, y: Length) -> Vec<Run> {
    let shaped = measure.shape(MARK, Face::HeiTi, size);
    let width = shaped.width(0..shaped.glyphs.len());
    super::line::Line::plain(0..shaped.glyphs.len()).runs(&shaped, centre - width / 2, y, |_| None)
}

/// A number beside each line of text, counted on its page; tables have none.
fn numbers(measure: &mut Measure<'_>, page: &Page) -> Vec<Item> {
    let mut baselines: Vec<Length> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) if matches!(run.place, Some(Place::Text(..))) => Some(run.baseline),
            _ => None,
        })
        .collect();
    baselines.dedup();
    let mut items = Vec::new();
    for (number, y) in (1..=baselines.len()).zip(baselines) {
        let shaped = measure.shape(&number.to_string(), Face::FangSong, NUMBER);
        let width = shaped.width(0..shaped.glyphs.len());
        let line = super::line::Line::plain(0..shaped.glyphs.len());
        let runs = line.runs(&shaped, LEFT - Length::mm(5) - width, y, |_| None);
        items.extend(runs.into_iter().map(Item::Text));
    }
    items
}
