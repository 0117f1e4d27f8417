//! The chosen figure: last year's number, the field for this year's, what can be decided.

use egui::{
    Align, Align2, EventFilter, FontId, Frame, Id, Key, Layout, Modifiers, Rect, Stroke,
    StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::{CarriedView, said};
use crate::app::carried::OfferedFigure;
use crate::app::carried::items::{number, together};
use crate::app::{App, CarriedCommand, CarriedItem, CarriedState};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::ui::{find_hit, icons};

/// Height of the card.
pub(super) const HEIGHT: f32 = 100.0;

/// The field of the chosen figure, for the keyboard.
fn field_id() -> Id {
    Id::unique("this year's figure")
}

/// Where the columns of the list stand, from its left.
#[derive(Clone, Copy)]
pub(super) struct CarriedColumns {
    /// Left edge of the sign.
    pub sign: f32,
    /// Left edge of what is counted.
    pub subject: f32,
    /// Right edge of last year's number.
    pub was: f32,
    /// Middle of the arrow.
    pub arrow: f32,
    /// Left edge of this year's number.
    pub now: f32,
    /// Right edge of the state.
    pub state: f32,
}

impl CarriedColumns {
    /// The columns of a list; one that is narrower has less room for what is counted.
    pub fn new(list: Rect) -> Self {
        let narrower = 408.0 - list.width();
        let x = |at: f32| list.left() + at - narrower;
        Self {
            sign: list.left() + 17.0,
            subject: list.left() + 39.0,
            was: x(251.0),
            arrow: x(261.0),
            now: x(273.0),
            state: list.right() - 16.0,
        }
    }
}

/// Draws the chosen figure as a card.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    view: &mut CarriedView,
    (rect, columns): (Rect, CarriedColumns),
    out: &mut Commands,
) {
    let Some((index, item)) = view.chosen().map(|(index, item)| (index, item.clone())) else {
        return;
    };
    let colours = theme::colours(ui.ctx());
    let inner = rect.shrink2(vec2(8.0, 1.0));
    let edge = Stroke::new(1.0, colours.accent_line);
    ui.painter().rect(inner, 6.0, colours.accent_soft, edge, StrokeKind::Inside);
    let middle = rect.top() + 20.0;
    sign(ui, &item, columns.sign, middle);
    let subject = widgets::elided(
        ui.painter(),
        &item.subject,
        size::TEXT,
        colours.accent,
        columns.was - columns.subject - 62.0,
    );
    let at = pos2(columns.subject, middle - subject.size().y / 2.0);
    ui.painter().galley(at, subject, colours.accent);
    let font = FontId::proportional(size::TEXT);
    let was = format!("{}{}", item.mark.was, item.unit);
    let right = pos2(columns.was, middle);
    ui.painter().text(right, Align2::RIGHT_CENTER, was, font.clone(), colours.ink);
    ui.painter().text(pos2(columns.arrow, middle), Align2::CENTER_CENTER, "→", font, colours.ink2);
    let offered = app.offered(&item.mark);
    let at = Rect::from_min_max(
        pos2(columns.now - 1.0, middle - 14.0),
        pos2(inner.right() - 9.0, middle + 14.0),
    );
    field(ui, view, &item, offered.as_ref(), at, out);
    let report = app.document().map(crate::app::Document::report);
    if let Some(words) = report.and_then(|report| together(report, index)) {
        let at = pos2(columns.subject, rect.top() + 49.0);
        let font = FontId::proportional(size::SMALL);
        let told = ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colours.ink2);
        said(ui, told, "together", &words);
    }
    let left = pos2(columns.subject, rect.top() + 62.0);
    let row = Rect::from_min_max(left, pos2(inner.right() - 8.0, left.y + 26.0));
    buttons(ui, view, &item, offered.as_ref(), row, out);
}

/// Draws the chosen figure as one line.
pub(super) fn line(ui: &mut Ui, app: &App, view: &mut CarriedView, rect: Rect, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let middle = rect.center().y;
    let list = Button::new("全部列出").small().flat().name("列出上年的数");
    let width = list.width(ui);
    let at =
        Rect::from_min_size(pos2(rect.right() - 12.0 - width, middle - 12.0), vec2(width, 24.0));
    if list.show_at(ui, at).clicked() {
        out.push(CarriedCommand::List);
    }
    let Some(item) = view.chosen().map(|(_, item)| item.clone()) else { return };
    sign(ui, &item, rect.left() + 16.0, middle);
    let words = format!("{} {}{} →", item.subject, item.mark.was, item.unit);
    let font = FontId::proportional(size::TEXT);
    let left = pos2(rect.left() + 44.0, middle);
    let told = ui.painter().text(left, Align2::LEFT_CENTER, words, font, colours.ink);
    let x = told.right() + 8.0;
    let field_at = Rect::from_min_max(pos2(x, middle - 14.0), pos2(x + 118.0, middle + 14.0));
    let offered = app.offered(&item.mark);
    field(ui, view, &item, offered.as_ref(), field_at, out);
    let row = Rect::from_min_max(
        pos2(field_at.right() + 8.0, middle - 13.0),
        pos2(at.left() - 8.0, middle + 13.0),
    );
    buttons(ui, view, &item, offered.as_ref(), row, out);
}

/// The sign before a figure: a triangle while nobody has decided on it, else a tick.
pub(super) fn sign(ui: &Ui, item: &CarriedItem, left: f32, middle: f32) {
    let colours = theme::colours(ui.ctx());
    let rect = Rect::from_center_size(pos2(left + 8.0, middle), vec2(14.0, 14.0));
    match item.state {
        CarriedState::Undecided => {
            icons::severity(ui.painter(), rect, Severity::Warning, colours, false);
        }
        _ => icons::TICK.paint(ui.painter(), rect, colours.fine),
    }
}

/// The field for this year's number, with the unit at its right; what is offered stands in it.
fn field(
    ui: &mut Ui,
    view: &mut CarriedView,
    item: &CarriedItem,
    offered: Option<&OfferedFigure>,
    rect: Rect,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let id = field_id();
    if std::mem::take(&mut view.focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let none = Modifiers::NONE;
    if focused && ui.input_mut(|input| input.consume_key(none, Key::Enter)) {
        write(view, offered, out);
    }
    let edge = match (view.wrong, focused) {
        (true, _) => Stroke::new(2.0, colours.blocks.ink),
        (_, true) => Stroke::new(2.0, colours.accent),
        _ => Stroke::new(1.0, colours.edge),
    };
    ui.painter().rect(rect, 4.0, colours.surface, edge, StrokeKind::Inside);
    let small = FontId::proportional(size::SMALL);
    let at = pos2(rect.right() - 8.0, rect.center().y);
    let unit = ui.painter().text(at, Align2::RIGHT_CENTER, &item.unit, small, colours.ink2);
    let inner = Rect::from_min_max(
        rect.min + vec2(8.0, 0.0),
        pos2(unit.left().min(rect.right() - 8.0) - 4.0, rect.bottom()),
    );
    let hint = match offered {
        Some(OfferedFigure { number, from }) => format!("{number}（{from}）"),
        None if item.state == CarriedState::Undecided => String::new(),
        None => item.now.clone(),
    };
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    let output = ui.scope_builder(builder, |ui| {
        TextEdit::singleline(&mut view.text)
            .id(id)
            .frame(Frame::NONE)
            .desired_width(inner.width())
            .event_filter(filter)
            .hint_text(widgets::text(&hint, size::TEXT, colours.ink3))
            .show(ui)
    });
    let response = output.inner.response.response;
    view.wrong &= !response.changed();
    let name = format!("今年的数：{}，上年 {}{}", item.subject, item.mark.was, item.unit);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(name);
        if !hint.is_empty() {
            node.set_placeholder(hint);
        }
    });
}

/// Writes what was typed, or what is offered where nothing was.
fn write(view: &mut CarriedView, offered: Option<&OfferedFigure>, out: &mut Commands) {
    match (number(&view.text), offered) {
        (Some(number), _) => {
            view.text.clear();
            out.push(CarriedCommand::CurrentIs(number));
        }
        (None, Some(_)) if view.text.trim().is_empty() => {
            out.push(CarriedCommand::CurrentAsOffered);
        }
        _ => view.wrong = !view.text.trim().is_empty(),
    }
}

/// What can be decided on the chosen figure, and a line for what is wrong with what was typed.
fn buttons(
    ui: &mut Ui,
    view: &mut CarriedView,
    item: &CarriedItem,
    offered: Option<&OfferedFigure>,
    row: Rect,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let open = item.state == CarriedState::Undecided;
    let same = item.now == item.mark.was;
    let empty = view.text.trim().is_empty();
    let mut given = Vec::new();
    let builder = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let name = format!("已改：{}", item.now);
        let changed = Button::new("已改").small().enabled(open && !same).name(&name);
        if changed.show(ui).clicked() {
            given.push(CarriedCommand::CurrentStillRight);
        }
        let name = format!("仍然对：{}", item.mark.was);
        let still = Button::new("仍然对").small().enabled(open && same).name(&name);
        if still.show(ui).on_hover_text("仍然对（Ctrl＋Enter）").clicked() {
            given.push(CarriedCommand::CurrentStillRight);
        }
        let offer = offered.filter(|_| empty);
        let words = match offer {
            Some(OfferedFigure { number, from }) => format!("改为 {number}（{from}）"),
            None => "改为…".to_owned(),
        };
        let enabled = item.state != CarriedState::Deleted;
        if Button::new(&words).small().enabled(enabled).show(ui).clicked() {
            write(view, offered, out);
            view.focus |= empty && offer.is_none();
        }
        let (words, ink) = if view.wrong {
            ("请只填数字，单位已在后面", colours.blocks.ink)
        } else if offer.is_none() {
            ("填数后 Enter 改为此数", colours.ink2)
        } else {
            ("", colours.ink2)
        };
        ui.add(egui::Label::new(widgets::text(words, size::SMALL, ink)).truncate());
    });
    out.extend(given);
    find_hit::note_panel(ui.ctx(), ui.memory(|memory| memory.has_focus(field_id())));
}
