//! The chips over a section: what it should speak of, there or to be added.

use egui::{FontId, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::document::proposals::{self, ASPECTS};
use crate::app::{Action, App, Command, DocumentCommand, NavigationCommand};
use crate::report::place::{Field, Place};
use crate::report::{Edit, Report};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// The five aspects, in a word or two.
const SHORT: [&str; 5] = ["主动公开", "依申请公开", "信息管理", "平台建设", "监督保障"];

/// The chips of section one: a click goes to an aspect, or adds its heading.
pub(crate) fn aspects(ui: &mut Ui, report: &Report, out: &mut Commands) {
    let field = Field::Before(1);
    let text = report.text(field);
    let present = proposals::aspects_present(report);
    for (aspect, short) in SHORT.iter().enumerate() {
        let name = if present[aspect] {
            format!("{short}，已写")
        } else {
            format!("补上小标题：{}", ASPECTS[aspect])
        };
        if chip(ui, short, &name, present[aspect]).clicked() {
            if let Some(at) = proposals::aspect_at(text, aspect) {
                out.push(NavigationCommand::Goto(Place::Text(field, at..at)));
            } else {
                insert(text, aspect, out);
            }
        }
    }
    if present.iter().filter(|present| !**present).count() > 1
        && Button::new("全部补上")
            .name(Action::InsertAspects.label())
            .small()
            .flat()
            .show(ui)
            .clicked()
    {
        out.push(Command::Do(Action::InsertAspects));
    }
}

fn insert(text: &str, aspect: usize, out: &mut Commands) {
    let field = Field::Before(1);
    let (text, end) = proposals::with_aspect(text, aspect);
    let label = format!("补上小标题 {}", ASPECTS[aspect]);
    out.push(DocumentCommand::Edit { label, edits: vec![Edit::Text(field, text)], merge: None });
    out.push(NavigationCommand::Goto(Place::Text(field, end..end)));
}

/// The chip of section six: a click goes to the sentence, or adds it.
pub(crate) fn fee(ui: &mut Ui, app: &App, out: &mut Commands) {
    let field = Field::Before(6);
    let text = app.document().map_or("", |document| document.report().text(field));
    let words = "信息处理费";
    let found = text.find(words);
    let name = match found {
        Some(_) => "信息处理费，已写",
        None => Action::InsertFeeSentence.label(),
    };
    if chip(ui, words, name, found.is_some()).clicked() {
        match found {
            Some(at) => out.push(NavigationCommand::Goto(Place::Text(field, at..at))),
            None => out.push(Action::InsertFeeSentence),
        }
    }
}

fn chip(ui: &mut Ui, words: &str, name: &str, present: bool) -> Response {
    let colours = theme::colours(ui.ctx());
    let (icon, sign, ink, edge) = if present {
        (icons::TICK, colours.fine, colours.ink2, colours.line)
    } else {
        (icons::PLUS, colours.accent, colours.accent, colours.accent)
    };
    let font = FontId::proportional(size::SMALL);
    let words = ui.painter().layout_no_wrap(words.to_owned(), font, ink);
    let (rect, response) =
        ui.allocate_exact_size(vec2((words.size().x + 42.0).ceil(), 28.0), Sense::click());
    let ground = if response.hovered() { colours.accent_soft } else { colours.raised };
    let painter = ui.painter();
    painter.rect(rect, 14.0, ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    let at =
        egui::Rect::from_center_size(pos2(rect.left() + 17.0, rect.center().y), vec2(12.0, 12.0));
    icon.paint(painter, at, sign);
    painter.galley(pos2(rect.left() + 29.0, rect.center().y - words.size().y / 2.0), words, ink);
    if response.has_focus() {
        widgets::focus_ring(painter, rect.expand(3.0), 17.into(), colours);
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}
