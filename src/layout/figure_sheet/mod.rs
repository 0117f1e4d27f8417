//! A sheet of key figures and bar charts, on A4 or on a narrow long sheet for phones.
//!
//! Everything on it is black text and black lines, as on every page: a bar is a thick line or a row
//! of thin ones, so that it reads in grey and on any printer. What a chart shows is a table in the
//! structure, and [`FigureSheet::text`] says the whole sheet in words.

mod chart;
mod pen;

use super::page::{LaidOut, Page, Paper};
use super::sheet::{PAPER_HEIGHT, PAPER_WIDTH};
use super::tags::Element;
use crate::font::{Face, Fonts};
use crate::units::Length;
use pen::{SheetPen, TextLook};

/// The content of such a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureSheet {
    /// Title of the file.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The lines of the heading: who, and what.
    pub heading: Vec<String>,
    /// The figures that stand alone.
    pub figures: Vec<KeyFigure>,
    /// The charts.
    pub charts: Vec<BarChart>,
    /// Paragraphs below the charts.
    pub notes: Vec<String>,
}

/// A figure that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// What is counted.
    pub label: String,
    /// The figure as it is shown; a word where it is not known.
    pub figure: String,
    /// Its unit; empty where there is no figure.
    pub unit: String,
    /// How it stands to last year; empty where that is not known.
    pub change: String,
}

/// A row of bars from one base line, which is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarChart {
    /// What is shown.
    pub title: String,
    /// The unit, and what must be known of the scale.
    pub unit: String,
    /// What the tallest bar may stand for; the greatest figure where that is more.
    pub full: i64,
    /// The bars, in order.
    pub bars: Vec<ChartBar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartBar {
    /// What stands below it.
    pub label: String,
    /// Its height on the chart's scale; none where there is no figure.
    pub value: Option<i64>,
    /// What stands above it: the figure, or why there is none.
    pub shown: String,
    /// Whether it is the one that the sheet is about: drawn full, the others hatched.
    pub is_current: bool,
}

/// The paper of such a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetFormat {
    /// A4; longer only where the content does not fit on it.
    #[default]
    A4,
    /// As wide as a phone's screen and as long as the content asks.
    Tall,
}

/// Sizes of what is on a sheet of one format.
#[derive(Clone, Copy, Debug)]
struct SheetSizes {
    width: Length,
    /// The least height.
    height: Length,
    margin: Length,
    title: Length,
    /// Key figures in a row.
    across: usize,
    plot: Length,
}

impl SheetFormat {
    fn sizes(self) -> SheetSizes {
        match self {
            Self::A4 => SheetSizes {
                width: PAPER_WIDTH,
                height: PAPER_HEIGHT,
                margin: Length::mm(20),
                title: Length::pt(20),
                across: 3,
                plot: Length::pt(88),
            },
            Self::Tall => SheetSizes {
                width: Length::pt(360),
                height: Length::ZERO,
                margin: Length::pt(20),
                title: Length::pt(17),
                across: 2,
                plot: Length::pt(96),
            },
        }
    }
}

/// Between two parts of the sheet.
const GAP: Length = Length::pt(16);
/// Between two key figures.
const GUTTER: Length = Length::pt(10);
/// Height of a key figure's box.
const TILE: Length = Length::pt(74);
/// The hairline around it.
const HAIR: Length = Length::milli(500);
/// Size of words in a box and beside a chart.
const LABEL: Length = Length::milli(10_500);
/// Size of notes, and of the words about a change.
const SMALL: Length = Length::pt(9);

/// Lays a sheet out: one page.
#[must_use]
pub fn figure_sheet(sheet: &FigureSheet, format: SheetFormat, fonts: &Fonts) -> LaidOut {
    let sizes = format.sizes();
    let mut pen = SheetPen::new(fonts, sizes.margin, sizes.width - sizes.margin * 2);
    pen.y = sizes.margin;
    for (index, line) in sheet.heading.iter().enumerate() {
        let (level, size) = if index == 0 { (2, LABEL + Length::pt(2)) } else { (1, sizes.title) };
        let look = TextLook { face: Face::XiaoBiaoSong, size, centred: true };
        let tag = pen.begin(Element::Heading(level));
        pen.paragraph(line, look, tag);
    }
    pen.y += GAP;
    for row in sheet.figures.chunks(sizes.across) {
        key_figures(&mut pen, row, sizes.across);
        pen.y += GUTTER;
    }
    for chart in &sheet.charts {
        pen.y += GAP;
        chart::draw(&mut pen, chart, sizes.plot);
    }
    pen.y += GAP;
    for note in &sheet.notes {
        let tag = pen.begin(Element::Paragraph);
        pen.paragraph(note, TextLook::plain(Face::FangSong, SMALL), tag);
    }
    let height = sizes.height.max(pen.y + sizes.margin);
    LaidOut {
        title: sheet.title.clone(),
        author: sheet.author.clone(),
        paper: Paper { width: sizes.width, height },
        pages: vec![Page { items: pen.items, cells: Vec::new() }],
        outline: Vec::new(),
        elements: pen.elements,
    }
}

/// A row of boxes: the label, the figure with its unit, the change.
fn key_figures(pen: &mut SheetPen<'_>, figures: &[KeyFigure], across: usize) {
    let across = super::sheet::small(across);
    let width = (pen.width - GUTTER * (across - 1)) / across;
    let top = pen.y;
    for (index, figure) in (0..).zip(figures) {
        let left = pen.left + (width + GUTTER) * index;
        pen.frame(left, top, left + width, top + TILE, HAIR);
        let room = width - Length::pt(12);
        let middle = left + width / 2;
        let tag = pen.begin(Element::Paragraph);
        let label = TextLook::plain(Face::FangSong, LABEL);
        pen.centred_line(&figure.label, label, (middle, top + Length::pt(18)), room, tag);
        pen.figure(&figure.figure, &figure.unit, (middle, top + Length::pt(46)), room, tag);
        let change = TextLook::plain(Face::FangSong, SMALL);
        pen.centred_line(&figure.change, change, (middle, top + Length::pt(64)), room, tag);
    }
    pen.y = top + TILE;
}

impl FigureSheet {
    /// The whole sheet in words, a line each: for those who do not see it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = self.heading.clone();
        for KeyFigure { label, figure, unit, change } in &self.figures {
            let change = if change.is_empty() { String::new() } else { format!("，{change}") };
            lines.push(format!("{label}：{figure}{unit}{change}"));
        }
        for chart in &self.charts {
            let bars = chart.bars.iter().map(|bar| format!("{} 年 {}", bar.label, bar.shown));
            let bars = bars.collect::<Vec<_>>().join("，");
            lines.push(format!("{}（{}）：{bars}", chart.title, chart.unit));
        }
        lines.extend(self.notes.iter().cloned());
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests;
