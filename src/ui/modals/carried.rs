//! The figures of last year's prose that nobody has decided on: each with last year's number and the
//! words it is in now.

use egui::{Context, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::{App, CarriedCommand, Command};
use crate::report::place::Place;
use crate::report::{CarriedFigure, Report};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Height of a line.
const ROW: f32 = 28.0;
/// How many characters are shown before and after a number.
const AROUND: usize = 12;

pub(super) fn show(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let marks = app.undecided();
    let sheet = ModalSheet {
        title: "上年的数",
        sign: None,
        width: 720.0,
        fresh,
        primary: (!marks.is_empty()).then_some("转到第一处"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = match marks.len() {
            0 => "上年的数都已核对。".to_owned(),
            count => format!(
                "还有 {count} 处上年的数没有核对。改成别的数、连同文字删去，或者确认仍然对，才算核对。"
            ),
        };
        paragraph(ui, &words, colours.ink2);
        long_list(ui, |ui| {
            for mark in &marks {
                if line(ui, report, mark) {
                    out.push(CarriedCommand::Goto((*mark).clone()));
                }
            }
        });
        None
    });
    match (answer, marks.first()) {
        (SheetAnswer::Primary, Some(first)) => out.push(CarriedCommand::Goto((*first).clone())),
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

/// One figure: where it is, last year's number, this year's words. True where it was clicked.
fn line(ui: &mut Ui, report: &Report, mark: &CarriedFigure) -> bool {
    let colours = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    let place = Place::Text(mark.field, mark.range()).words(report);
    let around = around(report.text(mark.field), mark);
    let columns = [(place.as_str(), 8.0, 150.0), (&mark.was, 166.0, 90.0), (&around, 264.0, 400.0)];
    for (words, left, width) in columns {
        let galley = widgets::elided(ui.painter(), words, size::TEXT, colours.ink, width);
        let top = (rect.center().y - galley.size().y / 2.0).round();
        ui.painter().galley(pos2(rect.left() + left, top), galley, colours.ink);
    }
    let name = format!("{place}，上年 {}，现在：{around}", mark.was);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    response.clicked()
}

/// The words around a number, as they are now.
fn around(text: &str, mark: &CarriedFigure) -> String {
    let before = text.get(..mark.range.0).unwrap_or_default();
    let after = text.get(mark.range.1..).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let skipped = line.chars().count().saturating_sub(AROUND);
    let mut words: String = line.chars().skip(skipped).collect();
    words += text.get(mark.range()).unwrap_or_default();
    words.extend(after.chars().take_while(|c| *c != '\n').take(AROUND));
    words
}
