//! The line below the results: both sides of the identity under every column.

use egui::{Color32, Painter, Rect, pos2, vec2};

use super::paint::Paint;
use super::pen::{self, Grounds};
use super::sheet::Side;
use crate::edition::{Table, names};
use crate::rules::Column;
use crate::ui::icons;
use crate::ui::theme::size;

impl Paint<'_> {
    /// The part of the line that stands under a column of figures.
    pub(super) fn identity_cell(&self, row: Rect, column: usize) -> Rect {
        let label = &self.sheet.form.bands[0].columns[column];
        let from = self.shape.grid.label_columns + label.column;
        let (left, right) = (self.panes.xs[from], self.panes.xs[from + label.columns]);
        Rect::from_min_max(pos2(left, row.top()), pos2(right, row.bottom()))
    }

    fn identity_clip(&self, row: Rect) -> Rect {
        Rect::from_min_max(pos2(self.panes.labels, row.top()), row.max)
    }

    pub(super) fn identity_grounds(&self, grounds: &mut Grounds, row: Rect) {
        grounds.fill(row, row, self.colours.surface);
        let clip = self.identity_clip(row);
        for (at, (_, side)) in self.sheet.identity.iter().enumerate() {
            let cell = self.identity_cell(row, at);
            if *side == Side::Fails {
                grounds.fill(cell, clip, self.colours.blocks.ground);
            }
            let edge = at == 0 || at + 1 == self.sheet.identity.len();
            let colour = if edge { self.colours.line2 } else { self.colours.line };
            grounds.down(cell.min, row.bottom(), clip, colour);
        }
        grounds.across(row.min, row.right(), row, self.colours.line2);
    }

    pub(super) fn identity_texts(&self, painter: &Painter, row: Rect) {
        let (upper, lower) = (row.top() + 14.0, row.top() + 35.0);
        let right = self.panes.xs[self.shape.grid.label_columns] - 12.0;
        let label = pen::line(painter, "勾稽核对", self.shape.points());
        pen::left(painter, pos2(row.left() + 10.0, row.center().y), label, self.colours.ink2);
        if let Some((left_rows, right_rows)) = &self.sheet.form.balance {
            for (rows, y) in [(left_rows, upper), (right_rows, lower)] {
                let parts = rows.iter().map(|row| names::short(&self.sheet.form.rows[*row]));
                let words = parts.collect::<Vec<_>>().join("＋");
                let galley = pen::line(painter, &words, size::SMALL);
                pen::right(painter, pos2(right, y), galley, self.colours.ink2);
            }
        }
        let clip = painter.clip_rect().intersect(self.identity_clip(row));
        let painter = &painter.with_clip_rect(clip);
        for (at, (column, side)) in self.sheet.identity.iter().enumerate() {
            let cell = self.identity_cell(row, at);
            self.sides(painter, cell, column, *side);
        }
    }

    fn sides(&self, painter: &Painter, cell: Rect, column: &Column, side: Side) {
        let (upper, lower) = (cell.top() + 14.0, cell.top() + 35.0);
        let x = cell.left() + 9.0;
        let right = cell.right() - self.shape.right_padding();
        let ink = |figure: i64| match side {
            Side::Fails | Side::Follows => self.colours.blocks.ink,
            Side::Even | Side::Unfilled if figure == 0 => self.colours.ink3,
            Side::Even | Side::Unfilled => self.colours.ink,
        };
        let mut widest = 0.0_f32;
        for (figures, y) in [(&column.left, upper), (&column.right, lower)] {
            let sum: i64 = figures.iter().sum();
            let galley = pen::line(painter, &sum.to_string(), size::TEXT);
            widest = widest.max(galley.size().x);
            pen::right(painter, pos2(right, y), galley, ink(sum));
        }
        if side == Side::Even {
            let at = Rect::from_center_size(pos2(x + 8.0, cell.center().y), vec2(14.0, 14.0));
            return icons::TICK.paint(painter, at, self.colours.fine);
        }
        if side == Side::Unfilled {
            let galley = pen::line(painter, verdict(side), size::SMALL);
            if galley.size().x <= right - widest - 4.0 - x {
                pen::left(painter, pos2(x, upper), galley, self.colours.ink3);
            }
            return;
        }
        let (word, colour): (_, Color32) = (verdict(side), self.colours.blocks.ink);
        let difference = format!("差 {}", column.difference().abs());
        // Large figures leave no room for words: then the figures and the ground speak alone, and
        // the header's sign, the status line and the list say the rest.
        let room = right - widest - 4.0 - x;
        for (words, y) in [(word, upper), (difference.as_str(), lower)] {
            let galley = pen::line(painter, words, size::SMALL);
            if galley.size().x <= room {
                pen::left(painter, pos2(x, y), galley, colour);
            }
        }
    }
}

/// How a column does, in a word.
pub(super) fn verdict(side: Side) -> &'static str {
    match side {
        Side::Even => "平衡",
        Side::Unfilled => "未填",
        Side::Fails => "不等",
        Side::Follows => "连带",
    }
}

/// How a column does, for a screen reader, with both sides: 不等，25 与 26，差 1.
pub(super) fn spoken(column: &Column, side: Side) -> String {
    let (left, right) = (column.left.iter().sum::<i64>(), column.right.iter().sum::<i64>());
    match side {
        Side::Even => format!("平衡，{left}"),
        Side::Unfilled => format!("未填，现为 {left} 与 {right}"),
        _ => format!("{}，{left} 与 {right}，差 {}", verdict(side), (left - right).abs()),
    }
}

/// The identity of a column as a sentence: 本年新收 23 加上年结转 2，等于 25；办理结果总计 25 加
/// 结转下年度 1，等于 26；不等，后者多 1。
pub(super) fn sentence(form: &Table, column: &Column, side: Side) -> String {
    let Some((left, right)) = &form.balance else { return String::new() };
    let added = |rows: &[usize], figures: &[i64]| {
        let parts = rows.iter().zip(figures);
        let parts =
            parts.map(|(row, figure)| format!("{} {figure}", names::short(&form.rows[*row])));
        format!("{}，等于 {}", parts.collect::<Vec<_>>().join(" 加"), figures.iter().sum::<i64>())
    };
    let verdict = match column.difference() {
        _ if matches!(side, Side::Even | Side::Unfilled) => verdict(side).to_owned(),
        difference if difference > 0 => format!("{}，前者多 {difference}", verdict(side)),
        difference => format!("{}，后者多 {}", verdict(side), difference.abs()),
    };
    format!("{}；{}；{verdict}。", added(left, &column.left), added(right, &column.right))
}
