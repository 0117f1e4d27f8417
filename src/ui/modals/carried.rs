//! The figures of last year's prose that nobody has decided on: each with last year's number and the
//! words it is in now.

use egui::{Context, Response, Sense, Ui, pos2, vec2};

use super::{ModalSheet, ROW, SheetAnswer, paragraph, row_ground, row_list, row_menu};
use crate::app::carried::OfferedFigure;
use crate::app::{App, CarriedCommand, Command};
use crate::report::{CarriedFigure, Report};
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// How many characters are shown before and after a number.
const AROUND: usize = 12;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    (row, fresh): (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let marks = app.undecided();
    let sheet = ModalSheet {
        title: "上年的数",
        sign: None,
        width: 720.0,
        fresh,
        primary: (!marks.is_empty()).then_some("转到这一处"),
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
        row_list(ui, |ui| {
            row.bound(marks.len());
            let mut first = None;
            for (index, mark) in marks.iter().enumerate() {
                let words = FigureLine::of(report, mark, app.offered(mark));
                let response = line(ui, &words, row, (index, marks.len()));
                if response.clicked() {
                    out.push(CarriedCommand::Goto((*mark).clone()));
                }
                let lines = || {
                    let mark = || (*mark).clone();
                    vec![
                        ("转到这一处", CarriedCommand::Goto(mark()).into()),
                        ("仍然对", CarriedCommand::StillRight(mark()).into()),
                    ]
                };
                row_menu(ui, &response, lines, out);
                if row.index() == index {
                    first = Some(response);
                }
            }
            first
        })
    });
    match (answer, marks.get(row.index())) {
        (SheetAnswer::Primary, Some(mark)) => out.push(CarriedCommand::Goto((*mark).clone())),
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

/// What is told of one figure.
struct FigureLine {
    place: String,
    was: String,
    /// What is offered for it; empty for nothing.
    offered: String,
    /// The words it is in now.
    around: String,
}

impl FigureLine {
    fn of(report: &Report, mark: &CarriedFigure, offered: Option<OfferedFigure>) -> Self {
        let offered = offered.map(|OfferedFigure { number, from }| format!("{from} {number}"));
        Self {
            place: mark.at.place().words(report),
            was: format!("上年 {}", mark.was),
            offered: offered.unwrap_or_default(),
            around: around(report.text(mark.at.field()), mark),
        }
    }

    fn spoken(&self) -> String {
        let Self { place, was, offered, around } = self;
        let comma = if offered.is_empty() { "" } else { "，" };
        format!("{place}，{was}{comma}{offered}，现在：{around}")
    }
}

/// One figure: where it is, last year's number, what is offered for it, this year's words.
fn line(ui: &mut Ui, words: &FigureLine, row: &mut CurrentRow, at: (usize, usize)) -> Response {
    let colours = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let current = row.row(ui, &response, at, &words.spoken());
    row_ground(ui, rect, &response, current);
    let columns = [
        (&words.place, 8.0, 150.0),
        (&words.was, 166.0, 100.0),
        (&words.offered, 274.0, 80.0),
        (&words.around, 362.0, 290.0),
    ];
    for (words, left, width) in columns {
        let galley = widgets::elided(ui.painter(), words, size::TEXT, colours.ink, width);
        let top = (rect.center().y - galley.size().y / 2.0).round();
        ui.painter().galley(pos2(rect.left() + left, top), galley, colours.ink);
    }
    response
}

/// The words around a number, as they are now.
fn around(text: &str, mark: &CarriedFigure) -> String {
    let before = text.get(..mark.at.range().start).unwrap_or_default();
    let after = text.get(mark.at.range().end..).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let skipped = line.chars().count().saturating_sub(AROUND);
    let mut words: String = line.chars().skip(skipped).collect();
    words += text.get(mark.at.range()).unwrap_or_default();
    words.extend(after.chars().take_while(|c| *c != '\n').take(AROUND));
    words
}
