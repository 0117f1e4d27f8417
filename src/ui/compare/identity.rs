//! Frozen below the lines: both sides of the identity in each year, and whether the years follow from each
//! other.

use egui::{Align2, FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::table::YearsTable;
use crate::compare::{YearBreak, YearSides};
use crate::finding::Severity;
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets;
use crate::zh;

/// Height of the row.
pub(super) const HEIGHT: f32 = 48.0;

/// Both sides of the table's identity in each year; `None` where it has none.
pub(super) fn sides(of: &YearsTable<'_>) -> Option<Vec<Option<YearSides>>> {
    let choices = of.view.choices(of.table).len();
    let last = choices.checked_sub(1)?;
    let column = of.view.columns.get(of.table).copied().flatten().unwrap_or(last);
    of.comparison.sides(of.table, column)
}

pub(super) fn show(ui: &Ui, of: &YearsTable<'_>, sides: &[Option<YearSides>], rect: Rect) {
    let colours = of.colours;
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, colours.surface);
    let y = [rect.top() + 15.0, rect.top() + 33.0];
    let (small, text) = (FontId::proportional(size::SMALL), FontId::proportional(size::TEXT));
    let figures = rect.left() + of.columns.figures();
    let at = pos2(rect.left() + 8.0, rect.center().y);
    painter.text(at, Align2::LEFT_CENTER, "勾稽核对", text.clone(), colours.ink);
    if of.columns.figures() > 250.0 {
        for (y, words) in y.into_iter().zip(["本年新收＋上年结转", "办结总计＋结转下年度"])
        {
            let at = pos2(figures - 8.0, y);
            painter.text(at, Align2::RIGHT_CENTER, words, small.clone(), colours.ink2);
        }
    }
    let mut told = Vec::new();
    for year in of.columns.years.clone() {
        let from = rect.left() + of.columns.of_year(year);
        let number = of.comparison.years.get(year).copied().unwrap_or_default();
        let right = from + of.columns.year;
        if let Some(sides) = sides.get(year).copied().flatten() {
            let holds = sides.left == sides.right;
            let ink = if holds { colours.ink } else { colours.blocks.ink };
            for (y, side) in y.into_iter().zip([sides.left, sides.right]) {
                let at = pos2(right - 14.0, y);
                painter.text(at, Align2::RIGHT_CENTER, side.text(), text.clone(), ink);
            }
            let sign = Rect::from_center_size(pos2(from + 12.0, rect.center().y), vec2(12.0, 12.0));
            if holds {
                icons::TICK.paint(painter, sign, colours.fine);
            } else {
                icons::severity(painter, sign, Severity::Blocks, colours, false);
            }
            let word = if holds { "＝" } else { "≠" };
            let (left, right) = (sides.left.text(), sides.right.text());
            told.push(format!("{number} 年 {left}{word}{right}"));
        }
        let x = right - 1.0;
        let (top, bottom) = (pos2(x, rect.top()), pos2(x, rect.bottom()));
        widgets::hairline(painter, top, bottom, colours.line);
    }
    for x in [figures, rect.left() + of.columns.of_change()] {
        let (top, bottom) = (pos2(x - 1.0, rect.top()), pos2(x - 1.0, rect.bottom()));
        widgets::hairline(painter, top, bottom, colours.line2);
    }
    let links = links(of, ui, rect);
    widgets::hairline(painter, rect.left_top(), rect.right_top(), colours.line2);
    let name = format!("勾稽核对：{}。{links}", told.join("，"));
    let response = ui.interact(rect, Id::unique("years identity"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let all: Vec<String> = breaks(of).map(YearBreak::told).collect();
    if !all.is_empty() {
        response.on_hover_text(all.join("\n"));
    }
}

/// The breaks that are of this table.
fn breaks<'a>(of: &'a YearsTable<'_>) -> impl Iterator<Item = &'a YearBreak> {
    let table = of.table;
    let is_here = move |one: &&YearBreak| one.cells.iter().flatten().any(|at| at.table == table);
    of.comparison.breaks.iter().filter(is_here)
}

/// Whether the years follow from each other, below the changes.
fn links(of: &YearsTable<'_>, ui: &Ui, rect: Rect) -> String {
    let colours = of.colours;
    if of.comparison.checked.is_empty() {
        return String::new();
    }
    let years = of.comparison.years.len();
    let first = breaks(of).next();
    let holds = first.is_none();
    let words = match first {
        None if of.comparison.checked.len() + 1 == years => {
            format!("{}年结转相接", how_many(years))
        }
        None => "结转相接".to_owned(),
        Some(first) => format!("{} 年{}", first.years[1], first.difference()),
    };
    let left = rect.left() + of.columns.of_change() + 10.0;
    let sign = Rect::from_center_size(pos2(left + 6.0, rect.center().y), vec2(13.0, 13.0));
    let ink = if holds {
        icons::TICK.paint(ui.painter(), sign, colours.fine);
        colours.fine
    } else {
        icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
        colours.warning.ink
    };
    let room = rect.right() - left - 22.0;
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, ink, room);
    let at = pos2(left + 18.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    words
}

/// A number of things in words: 两年, not 二年.
fn how_many(count: usize) -> String {
    if count == 2 { "两".to_owned() } else { zh::numeral(u32::try_from(count).unwrap_or(0)) }
}
