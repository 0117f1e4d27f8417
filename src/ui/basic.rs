//! Basic information: agency, year, title, lead-in, signature.

use egui::{
    Align, Id, Layout, Rect, Response, ScrollArea, Shape, Stroke, StrokeKind, Ui, UiBuilder, pos2,
    vec2,
};

use super::prose::{self, Body, LineEditor, MEASURE, Setting, finding_at, finding_line, is_at};
use super::spoken;
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::document::basics;
use crate::app::{Action, App, Command, Document, DocumentCommand, Merge, NavigationCommand};
use crate::edition;
use crate::report::place::{Field, Place};
use crate::report::{Edit, Report, Value};
use crate::ui::commands::Commands;

const MARGIN: f32 = 16.0;
/// Width of the labels, with the gap after them.
const LABELS: f32 = 96.0;
/// In a pane narrower than this a label stands above its field.
const STACKED: f32 = 420.0;
/// Width of a field of one line.
const WIDE: f32 = 420.0;
const NARROW: f32 = 200.0;

/// What the editor of the basic information keeps from frame to frame.
#[derive(Clone, Default)]
pub struct BasicView {
    agency: LineEditor,
    title: LineEditor,
    lead_in: Body,
    name: LineEditor,
    date: LineEditor,
    /// The year that was chosen and waits for an answer.
    asked: Option<u16>,
}

/// The editor of the basic information.
pub fn show(ui: &mut Ui, app: &App, view: &mut BasicView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let colours = theme::colours(ui.ctx());
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, colours.surface);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let head = Rect::from_min_size(room.min, vec2(room.width(), 46.0));
    let words = widgets::text(Action::Basic.label(), size::TITLE, colours.ink);
    let inside = UiBuilder::new().max_rect(head.shrink2(vec2(MARGIN, 0.0)));
    ui.scope_builder(inside.layout(Layout::left_to_right(Align::Center)), |ui| ui.label(words));
    let y = head.bottom();
    widgets::hairline(ui.painter(), pos2(room.left(), y), pos2(room.right(), y), colours.line);
    ui.advance_cursor_after_rect(head.with_max_y(y + 1.0));
    let scrolled = ScrollArea::vertical().id_salt("basic").auto_shrink(false).show(ui, |ui| {
        ui.add_space(16.0);
        agency(ui, app, view, out);
        year(ui, app, view, out);
        title(ui, app, view, out);
        lead_in(ui, app, view, out);
        signature(ui, app, document.report(), view, out);
        ui.add_space(16.0);
    });
    spoken::bars(ui.ctx(), &scrolled, "基本信息");
}

/// A label, and at its right what belongs to it.
fn labelled<T>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui, Id) -> T) -> T {
    let colours = theme::colours(ui.ctx());
    let from = ui.available_rect_before_wrap();
    let above = from.width() < STACKED;
    let height = if above { 24.0 } else { 30.0 };
    let at = Rect::from_min_size(from.min + vec2(MARGIN, 0.0), vec2(LABELS - 16.0, height));
    let builder = UiBuilder::new().max_rect(at).layout(Layout::left_to_right(Align::Center));
    let words = widgets::text(label, size::TEXT, colours.ink2);
    let label = ui.scope_builder(builder, |ui| ui.label(words)).inner.id;
    let left = from.left() + MARGIN + if above { 0.0 } else { LABELS };
    let top = from.top() + if above { height } else { 0.0 };
    let right = (from.right() - MARGIN).max(left + 120.0);
    let rest = Rect::from_min_max(pos2(left, top), pos2(right, from.bottom().max(top)));
    let mut inner =
        ui.new_child(UiBuilder::new().max_rect(rest).layout(Layout::top_down(Align::LEFT)));
    let result = add(&mut inner, label);
    ui.advance_cursor_after_rect(Rect::from_min_max(
        from.min,
        pos2(from.right(), inner.min_rect().bottom()),
    ));
    result
}

/// Ties a field to its label.
fn named(field: Option<Response>, label: Id) {
    if let Some(field) = field {
        field.labelled_by(label);
    }
}

/// What stands beside each other in one line of 30.
fn beside<T>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> T) -> T {
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let size = vec2(ui.available_width(), 30.0);
    let beside = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        add(ui)
    };
    ui.allocate_ui_with_layout(size, layout, beside).inner
}

/// A small grey line under or beside a field.
fn hint(ui: &mut Ui, text: &str) {
    let colours = theme::colours(ui.ctx());
    ui.add(egui::Label::new(widgets::text(text, size::SMALL, colours.ink3)).truncate());
}

fn room_for(ui: &Ui, wanted: f32, reserved: f32) -> f32 {
    wanted.min(ui.available_width() - reserved).max(120.0)
}

fn agency(ui: &mut Ui, app: &App, view: &mut BasicView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    labelled(ui, "机关全称", |ui, label| {
        let edits = |text: &str| basics::agency(document.report(), app.settings(), text);
        let what = (Field::Agency, "机关全称", "与印章一致，例如云泽县柳塘镇人民政府");
        let width = room_for(ui, WIDE, 0.0);
        named(view.agency.show(ui, app, what, width, edits, out), label);
        finding_line(ui, finding_at(app, is_at(Field::Agency)), out);
    });
}

fn title(ui: &mut Ui, app: &App, view: &mut BasicView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let report = document.report();
    let made = basics::title(report).filter(|made| *made != report.title);
    labelled(ui, "标题", |ui, label| {
        beside(ui, |ui| {
            let edits = |text: &str| vec![Edit::Text(Field::Title, text.to_owned())];
            let reserved = if made.is_some() { 120.0 } else { 0.0 };
            let width = room_for(ui, MEASURE, reserved);
            let what = (Field::Title, "标题", "由机关全称和年度组成");
            named(view.title.show(ui, app, what, width, edits, out), label);
            if let Some(made) = made
                && Button::new("恢复规定标题").small().show(ui).clicked()
            {
                let edits = vec![Edit::Text(Field::Title, made)];
                out.push(DocumentCommand::Edit {
                    label: "恢复规定标题".into(),
                    edits,
                    merge: None,
                });
            }
        });
        finding_line(ui, finding_at(app, is_at(Field::Title)), out);
    });
}

fn lead_in(ui: &mut Ui, app: &App, view: &mut BasicView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let top = ui.cursor().top();
    let left = ui.cursor().left() + MARGIN;
    labelled(ui, "引言", |ui, label| {
        let from = ui.available_rect_before_wrap();
        let width = room_for(ui, MEASURE, 0.0);
        let frame = ui.painter().add(Shape::Noop);
        let setting = Setting {
            field: Field::LeadIn,
            name: "引言",
            hint: "标题和第一部分之间的说明，可以不写。",
            at: from.min + vec2(12.0, 6.0),
            width: width - 24.0,
            height: size::PROSE_LINE * 4.0,
            signs: from.left() - 20.0,
        };
        let taken = view.lead_in.show(ui, app, &setting, out);
        let rect = Rect::from_min_max(from.min, pos2(from.left() + width, taken.bottom() + 6.0));
        prose::label(ui, Field::LeadIn, label);
        let focused = prose::has_keyboard(ui.ctx(), Field::LeadIn);
        let stroke =
            if focused { Stroke::new(2.0, colours.accent) } else { Stroke::new(1.0, colours.edge) };
        ui.painter().set(
            frame,
            Shape::Rect(egui::epaint::RectShape::new(
                rect,
                4.0,
                colours.surface,
                stroke,
                StrokeKind::Inside,
            )),
        );
        ui.advance_cursor_after_rect(rect);
        finding_line(ui, None, out);
    });
    let button = Button::new(Action::ProposeLeadIn.label()).small();
    let at = Rect::from_min_size(pos2(left, top + 34.0), vec2(button.width(ui), 24.0));
    let response = button.show_at(ui, at);
    if response.on_hover_text(Action::ProposeLeadIn.tooltip()).clicked() {
        out.push(Command::Do(Action::ProposeLeadIn));
    }
}

fn signature(ui: &mut Ui, app: &App, report: &Report, view: &mut BasicView, out: &mut Commands) {
    labelled(ui, "署名", |ui, label| {
        beside(ui, |ui| {
            let field = Field::SignatureName;
            let edits = |text: &str| vec![Edit::Text(field, text.to_owned())];
            let width = room_for(ui, WIDE, 130.0);
            named(
                view.name.show(ui, app, (field, "署名", "一般与机关全称相同"), width, edits, out),
                label,
            );
            if report.signature.name != report.agency
                && Button::new("与机关全称相同").small().show(ui).clicked()
            {
                let edits = vec![Edit::Text(field, report.agency.clone())];
                out.push(DocumentCommand::Edit {
                    label: "署名与机关全称相同".into(),
                    edits,
                    merge: None,
                });
            }
        });
        finding_line(ui, finding_at(app, is_at(Field::SignatureName)), out);
    });
    labelled(ui, "成文日期", |ui, label| {
        beside(ui, |ui| {
            let field = Field::SignatureDate;
            let edits = |text: &str| vec![Edit::Text(field, text.to_owned())];
            named(
                view.date.show(ui, app, (field, "成文日期", "如2026年1月15日"), NARROW, edits, out),
                label,
            );
            let today = app.now().date;
            let today = format!("{}年{}月{}日", today.year, today.month, today.day);
            if report.signature.date != today {
                let words = format!("填入今天 {today}");
                if Button::new(&words).name("填入今天的日期").small().show(ui).clicked() {
                    let edits = vec![Edit::Text(field, today)];
                    out.push(DocumentCommand::Edit {
                        label: "填入成文日期".into(),
                        edits,
                        merge: None,
                    });
                }
            }
        });
        finding_line(ui, finding_at(app, is_at(Field::SignatureDate)), out);
    });
}

fn year(ui: &mut Ui, app: &App, view: &mut BasicView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let report = document.report();
    labelled(ui, "年度", |ui, label| {
        beside(ui, |ui| {
            let shown = report.year.map_or_else(|| "未填".into(), |year| format!("{year} 年"));
            let mut chosen = None;
            let combo = egui::ComboBox::from_id_salt("year")
                .selected_text(&shown)
                .width(120.0)
                .height(320.0);
            let response = combo.show_ui(ui, |ui| {
                for year in basics::years(app.now().date.year) {
                    let on = report.year == Some(year);
                    if ui.selectable_label(on, format!("{year} 年")).clicked() && !on {
                        chosen = Some(year);
                    }
                }
            });
            let response = response.response.labelled_by(label);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("年度"));
            spoken::describe(ui.ctx(), response.id, shown.as_str());
            if app.target() == Some(&Place::Year) {
                response.request_focus();
                response.scroll_to_me(None);
                out.push(NavigationCommand::Arrived);
            }
            let edition = report.edition();
            hint(ui, &format!("采用{}表格（{}）", edition.name, edition.notice.number));
            if let Some(year) = chosen {
                view.asked = choose(app, year, out);
            }
        });
        match view.asked.filter(|year| asks(app, *year)) {
            Some(year) => {
                ui.add_space(8.0);
                question(ui, app, year, view, out);
                ui.add_space(12.0);
            }
            None => finding_line(ui, finding_at(app, |place| *place == Place::Year), out),
        }
    });
}

/// Whether a year would cost figures.
fn asks(app: &App, year: u16) -> bool {
    let Some(report) = app.document().map(Document::report) else { return false };
    let figures = &report.figures;
    let typed = figures.cells().any(|id| *figures.typed(id) != Value::Blank);
    typed && !report.edition().serves(year)
}

/// Takes a year, or gives it back where the clerk has to be asked first.
fn choose(app: &App, year: u16, out: &mut Commands) -> Option<u16> {
    if asks(app, year) {
        return Some(year);
    }
    take_year(app, year, out);
    None
}

fn take_year(app: &App, year: u16, out: &mut Commands) {
    let (Some(document), Some(edition)) = (app.document(), edition::for_year(year)) else { return };
    let report = document.report();
    let edits = if report.edition().serves(year) {
        basics::year(report, app.settings(), year)
    } else {
        basics::into_edition(report, app.settings(), year, &edition).edits
    };
    let merge = Some(Merge::Year);
    out.push(DocumentCommand::Edit { label: format!("年度改为 {year}"), edits, merge });
}

/// What the other edition's form would do to the figures, with the answers.
fn question(ui: &mut Ui, app: &App, year: u16, view: &mut BasicView, out: &mut Commands) {
    let (Some(document), Some(edition)) = (app.document(), edition::for_year(year)) else { return };
    let colours = theme::colours(ui.ctx());
    let moved = basics::into_edition(document.report(), app.settings(), year, &edition);
    let text = format!(
        "{year} 年度用的是{}表格，与现在的不同。改用后，已填的 {} 个数中，相同栏目的 {} 个带入新表，\
         其余 {} 个没有对应的栏目，不再保留；文字不变。改错了可以撤销。",
        edition.name,
        moved.kept + moved.lost,
        moved.kept,
        moved.lost,
    );
    let edge = Stroke::new(1.0, colours.warning.edge);
    let frame = egui::Frame::new().fill(colours.warning.ground).stroke(edge);
    frame.corner_radius(3.0).inner_margin(12.0).show(ui, |ui| {
        ui.set_max_width(room_for(ui, MEASURE - 24.0, 0.0));
        ui.add(egui::Label::new(widgets::text(text, size::TEXT, colours.ink)).wrap());
        ui.add_space(8.0);
        beside(ui, |ui| {
            let take = format!("改用{}表格", edition.name);
            if Button::new(&take).show(ui).clicked() {
                take_year(app, year, out);
                view.asked = None;
            }
            if Button::new("保持原来的年度").show(ui).clicked() {
                view.asked = None;
            }
        });
    });
}
