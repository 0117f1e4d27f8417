//! How a request went, from its receipt to its reply: five steps, each with its days and the button
//! that writes today's.

use egui::{Align2, Color32, FontId, Rect, Stroke, Ui, pos2, vec2};
use jiff::civil::Date;

use crate::app::{App, LedgerCommand};
use crate::ledger::{Inquiry, Request, RequestField as Field, Standing};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

/// Height of the time line.
pub(super) const HEIGHT: f32 = 112.0;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Done,
    Now,
    ToCome,
}

struct StepOnLine {
    name: &'static str,
    stage: Stage,
    lines: [String; 2],
    /// What its button says, and the field that it writes today into.
    button: Option<(&'static str, Field)>,
}

/// Draws it; the field that a button wrote into.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    (row, request, rect): (usize, &Request, Rect),
    out: &mut Commands,
) -> Option<Field> {
    let colours = theme::colours(ui.ctx());
    let now = app.ledger_overview().and_then(|o| o.standings.get(row).copied());
    let now = now.unwrap_or(Standing::Unknown);
    let used = app.ledger().and_then(|d| request.days_used(d.calendar(), app.today()));
    let steps = steps(request, now, used.unwrap_or_default());
    let every = (rect.width() / 5.0).min(110.0);
    let mut pressed = None;
    let mut x = rect.left() + 6.0;
    let line = rect.top() + 14.0;
    for (index, step) in steps.iter().enumerate() {
        let next = steps.get(index + 1);
        if let Some(next) = next {
            let (from, to) = (pos2(x + 8.0, line), pos2(x + every - 8.0, line));
            join(ui, (from, to), next.stage != Stage::ToCome, now, colours.accent, colours.line2);
        }
        dot(ui, pos2(x, line), step.stage, colours.accent, colours.line2, colours.surface);
        let left = x - 6.0;
        let ink = match step.stage {
            Stage::Now => colours.accent,
            Stage::Done => colours.ink,
            Stage::ToCome => colours.ink2,
        };
        let text = |y: f32, words: &str, points, ink: Color32| {
            let at = pos2(left, rect.top() + y);
            ui.painter().text(at, Align2::LEFT_CENTER, words, FontId::proportional(points), ink);
        };
        text(36.0, step.name, size::TEXT, ink);
        text(56.0, &step.lines[0], size::SMALL, colours.ink2);
        text(74.0, &step.lines[1], size::SMALL, colours.ink2);
        if let Some((words, field)) = step.button {
            let button = Button::new(words).small();
            let width = button.width(ui).min(every);
            let at = Rect::from_min_size(pos2(left, rect.top() + 86.0), vec2(width, 24.0));
            if button.show_at(ui, at).on_hover_text("写入今天的日期，可以再改").clicked()
            {
                let text = app.today().to_string();
                out.push(LedgerCommand::Write { row, field, text });
                out.push(LedgerCommand::EndField);
                pressed = Some(field);
            }
        }
        x += every;
    }
    pressed
}

fn dot(ui: &Ui, at: egui::Pos2, stage: Stage, accent: Color32, line: Color32, ground: Color32) {
    match stage {
        Stage::Done => {
            ui.painter().circle_filled(at, 5.5, accent);
        }
        Stage::Now => {
            ui.painter().circle(at, 5.0, ground, Stroke::new(3.0, accent));
        }
        Stage::ToCome => {
            ui.painter().circle(at, 5.0, ground, Stroke::new(1.0, line));
        }
    }
}

/// The line to the next step: dotted while the clock stands.
fn join(
    ui: &Ui,
    (from, to): (egui::Pos2, egui::Pos2),
    reached: bool,
    now: Standing,
    accent: Color32,
    line: Color32,
) {
    let stands = matches!(now, Standing::Open(deadline) if deadline.days_left.is_none());
    if reached {
        ui.painter().line_segment([from, to], Stroke::new(2.0, accent));
    } else if stands {
        let shapes = egui::Shape::dotted_line(&[from, to], line, 4.0, 0.8);
        ui.painter().extend(shapes);
    } else {
        ui.painter().line_segment([from, to], Stroke::new(1.0, line));
    }
}

fn steps(request: &Request, now: Standing, used: i64) -> [StepOnLine; 5] {
    let open = now.is_open();
    let received = StepOnLine {
        name: "收到",
        stage: if request.received.day().is_some() { Stage::Done } else { Stage::Now },
        lines: [day(request.received.day()), request.channel.clone()],
        button: None,
    };
    let asked = |name, inquiry: &Inquiry, (ask, asked), (get, got), note: &dyn Fn() -> String| {
        let (first, second) = (inquiry.asked.day(), inquiry.answered.day());
        let (stage, line, button) = match (first, second) {
            (None, _) => (Stage::ToCome, "未用".to_owned(), Some((ask, asked))),
            (Some(first), None) => {
                (Stage::Now, format!("{} 发函", day(Some(first))), Some((get, got)))
            }
            (Some(first), Some(second)) => {
                (Stage::Done, format!("{} 至 {}", day(Some(first)), day(Some(second))), None)
            }
        };
        let second = if stage == Stage::ToCome { String::new() } else { note() };
        StepOnLine { name, stage, lines: [line, second], button: button.filter(|_| open) }
    };
    let correction = asked(
        "补正",
        &request.correction,
        ("通知补正", Field::CorrectionAsked),
        ("收到补正", Field::CorrectionAnswered),
        &|| match request.correction.answered.day() {
            Some(day) => format!("自 {} 重新计", self::day(Some(day))),
            None => "不计时".to_owned(),
        },
    );
    let third = asked(
        "征求意见",
        &request.third_party,
        ("征求意见", Field::ThirdPartyAsked),
        ("收到意见", Field::ThirdPartyAnswered),
        &|| format!("已计 {used} 日"),
    );
    let extended = StepOnLine {
        name: "延期",
        stage: if request.extended.day().is_some() { Stage::Done } else { Stage::ToCome },
        lines: match request.extended.day() {
            Some(on) => [day(Some(on)), "延 20 日".to_owned()],
            None => ["未用".to_owned(), "可延 20 日".to_owned()],
        },
        button: Some(("延期", Field::Extended)).filter(|_| open && request.extended.is_blank()),
    };
    [received, correction, third, extended, replied(now, used)]
}

/// The last step: when it was replied to, or when it must be.
fn replied(now: Standing, used: i64) -> StepOnLine {
    match now {
        Standing::Closed { replied, used } => StepOnLine {
            name: "答复",
            stage: Stage::Done,
            lines: [day(Some(replied)), format!("用 {used} 日")],
            button: None,
        },
        Standing::Open(deadline) => StepOnLine {
            name: "答复",
            stage: Stage::ToCome,
            lines: match (deadline.due, deadline.days_left) {
                (Some(due), Some(left)) if left < 0 => {
                    [format!("超期 {} 日", -left), format!("{} 期满", day(Some(due)))]
                }
                (Some(due), Some(left)) => {
                    [format!("余 {left} 日"), format!("{} 期满", day(Some(due)))]
                }
                _ => [format!("已计 {used} 日"), "期满日待定".to_owned()],
            },
            button: Some(("登记答复", Field::Replied)),
        },
        Standing::NoOutcome => StepOnLine {
            name: "答复",
            stage: Stage::ToCome,
            lines: ["处理结果待改".to_owned(), String::new()],
            button: None,
        },
        Standing::Unknown => StepOnLine {
            name: "答复",
            stage: Stage::ToCome,
            lines: [String::new(), String::new()],
            button: None,
        },
    }
}

fn day(day: Option<Date>) -> String {
    day.map(|day| format!("{:02}-{:02}", day.month(), day.day())).unwrap_or_default()
}
