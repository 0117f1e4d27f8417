//! One chart: a title, bars on a base line, a figure above each and a name below.

use super::pen::{SheetPen, TextLook};
use super::{BarChart, HAIR, LABEL, SMALL};
use crate::font::Face;
use crate::layout::sheet::small;
use crate::layout::tags::{CellElement, CellRole, ContentTag, Element, TableElement};
use crate::units::Length;

/// The widest a bar is.
const WIDEST: Length = Length::pt(44);
/// Between the lines of a hatched bar.
const HATCH: Length = Length::pt(4);
/// The least that a bar of a figure is high.
const LEAST: Length = Length::milli(1_000);
/// Room for the figure above a bar.
const ABOVE: Length = Length::pt(14);
/// Room for the name below it.
const BELOW: Length = Length::pt(16);
/// Room for the title.
const HEAD: Length = Length::pt(20);

/// Draws a chart below what was drawn last, its bars up to `plot` high.
pub(super) fn draw(pen: &mut SheetPen<'_>, chart: &BarChart, plot: Length) {
    head(pen, chart);
    let top = pen.y + HEAD + ABOVE;
    let base = top + plot;
    let count = small(chart.bars.len().max(1));
    let slot = pen.width / count;
    let room = slot - Length::pt(3);
    let bar_width = slot.scale(6, 10).min(WIDEST);
    let full = chart.bars.iter().filter_map(|bar| bar.value).fold(chart.full.max(1), i64::max);
    let look = TextLook::plain(Face::FangSong, SMALL + Length::pt(1));
    let size = pen.common_size(chart.bars.iter().map(|bar| bar.shown.as_str()), look, room);
    let shown = TextLook { size, ..look };
    let size = pen.common_size(chart.bars.iter().map(|bar| bar.label.as_str()), look, room);
    let label = TextLook { size, ..look };
    let table = pen.begin(table(chart));
    let middle = |at: i32| pen.left + slot * at + slot / 2;
    let middles: Vec<Length> = (0..count).map(middle).collect();
    let cell = |cell: usize| ContentTag { cell, ..table };
    for (index, (bar, middle)) in chart.bars.iter().zip(&middles).enumerate() {
        let at = (*middle, base + Length::pt(12));
        pen.centred_line(&bar.label, label, at, room, cell(index));
    }
    for (index, (bar, middle)) in chart.bars.iter().zip(&middles).enumerate() {
        let height = height(bar.value.unwrap_or(0), full, plot);
        let at = (*middle, base - height - Length::pt(4));
        pen.centred_line(&bar.shown, shown, at, room, cell(chart.bars.len() + index));
        if height > Length::ZERO {
            let sides = (*middle - bar_width / 2, *middle + bar_width / 2);
            column(pen, sides, (base - height, base), bar.is_current);
        }
    }
    pen.rule((pen.left, base), (pen.left + pen.width, base), HAIR);
    pen.y = base + BELOW;
}

/// The title at the left, the unit at the right.
fn head(pen: &mut SheetPen<'_>, chart: &BarChart) {
    let tag = pen.begin(Element::Heading(2));
    let baseline = pen.y + Length::pt(12);
    let title = TextLook::plain(Face::HeiTi, LABEL + Length::pt(1));
    let room = (pen.width.scale(6, 10), false);
    let taken = pen.side_line(&chart.title, title, (pen.left, baseline), room, tag);
    let unit = TextLook::plain(Face::FangSong, SMALL);
    let room = (pen.width - taken - Length::pt(8), true);
    pen.side_line(&chart.unit, unit, (pen.left + pen.width, baseline), room, tag);
}

fn height(value: i64, full: i64, plot: Length) -> Length {
    if value <= 0 {
        return Length::ZERO;
    }
    let height = i128::from(plot.0) * i128::from(value) / i128::from(full);
    Length(i32::try_from(height).unwrap_or(plot.0)).max(LEAST)
}

/// A full bar, or a frame with lines across it.
fn column(
    pen: &mut SheetPen<'_>,
    (left, right): (Length, Length),
    (top, base): (Length, Length),
    is_full: bool,
) {
    if is_full {
        let x = (left + right) / 2;
        return pen.rule((x, top), (x, base), right - left);
    }
    pen.frame(left, top, right, base, HAIR);
    let mut y = base - HATCH;
    while y > top + HATCH / 2 {
        pen.rule((left, y), (right, y), HAIR);
        y -= HATCH;
    }
}

/// The chart as a table: names over figures.
fn table(chart: &BarChart) -> Element {
    let columns = chart.bars.len();
    let cell = |index: usize| CellElement {
        row: index / columns,
        column: index % columns,
        rows: 1,
        columns: 1,
        role: if index < columns { CellRole::ColumnHeader } else { CellRole::Data },
    };
    let cells = (0..2 * columns).map(cell).collect();
    Element::Table(TableElement { summary: format!("{}（{}）", chart.title, chart.unit), cells })
}
