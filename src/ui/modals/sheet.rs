//! A sheet in front of the window: title, body, buttons. Enter takes the primary one, Esc closes.

use egui::{Align, Context, FontId, Id, Key, Layout, Margin, Rect, Response, Ui, Vec2, vec2};

use crate::finding::Severity;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;
use crate::ui::{icons, spoken};

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetAnswer {
    /// Nothing was pressed yet.
    Open,
    /// The filled button, or Enter.
    Primary,
    /// One of the others, by its index.
    Other(usize),
    /// The closing button, or Esc.
    Close,
}

/// A window narrower than this has sheets with narrow margins.
const NARROW: f32 = 420.0;
/// Least height of a body that scrolls between title and buttons.
const LEAST_BODY: f32 = 120.0;
const NEAR: Margin = Margin { left: 12, right: 12, top: 12, bottom: 12 };
const FAR: Margin = Margin { left: 30, right: 28, top: 24, bottom: 20 };

/// A sheet in front of everything else, with its buttons.
#[derive(Clone, Copy, Debug)]
pub struct ModalSheet<'a> {
    /// The sheet's title.
    pub title: &'a str,
    /// The sign before the title.
    pub sign: Option<Severity>,
    /// Width of the whole sheet.
    pub width: f32,
    /// Whether it has only now been opened: the primary button, or the first field, takes the
    /// keyboard then.
    pub fresh: bool,
    /// The filled button.
    pub primary: Option<&'a str>,
    /// Further buttons, left of it.
    pub others: &'a [&'a str],
    /// The closing button, leftmost.
    pub close: &'a str,
}

impl ModalSheet<'_> {
    /// Draws the sheet. `body` may give back the field that the keyboard belongs to at first.
    pub fn show(
        &self,
        ctx: &Context,
        body: impl FnOnce(&mut Ui) -> Option<Response>,
    ) -> SheetAnswer {
        let colours = theme::colours(ctx);
        let id = Id::unique(("sheet", self.title));
        let screen = ctx.content_rect();
        let (margin, aside) = if screen.width() < NARROW { (NEAR, 12.0) } else { (FAR, 32.0) };
        let width = self.width.min(screen.width() - aside);
        let frame = egui::Frame::new()
            .fill(colours.raised)
            .stroke(egui::Stroke::new(1.0, colours.line2))
            .corner_radius(6)
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(margin);
        let area = egui::Modal::default_area(id).accessible_name(self.title);
        let modal = egui::Modal::new(id).area(area).backdrop_color(colours.scrim).frame(frame);
        if self.fresh && self.sign.is_some() {
            spoken::say(ctx, format!("{}。", self.title));
        }
        // How high the content was in the last frame, and what of it is around the body.
        let tall = id.with("height");
        let (known, around): (f32, f32) = ctx.data(|data| data.get_temp(tall)).unwrap_or_default();
        let shown = modal.show(ctx, |ui| {
            ui.set_width((width - margin.sum().x).max(40.0));
            let height = (screen.height() - margin.sum().y - 8.0).max(40.0);
            // In a window that is too low the body scrolls between title and buttons; in one that has no
            // room for that either the whole does.
            let room = height - around;
            if known <= height || room >= LEAST_BODY {
                let room = (known > height).then_some(room);
                let (shown, body) = self.show_content(ui, room, body);
                let kept = room.map_or(ui.min_rect().height() - body, |_| around);
                ctx.data_mut(|data| data.insert_temp(tall, (kept + body, kept)));
                return shown;
            }
            // The bar lies over the margin: nothing moves when it comes.
            ui.spacing_mut().scroll.floating = true;
            ui.spacing_mut().scroll.floating_allocated_width = 0.0;
            let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            let scrolled = area.show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.show_content(ui, None, body).0
            });
            ctx.data_mut(|data| data.insert_temp(tall, (scrolled.content_size.y, around)));
            spoken::bars(ctx, &scrolled, self.title);
            scrolled.inner
        });
        let layer = shown.response.layer_id;
        // A sheet that has grown stands in the middle again only in the next frame.
        let size = shown.response.rect.size();
        if ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(id), size)) != size {
            ctx.request_repaint();
        }
        let (answer, home) = shown.inner;
        keep_focus(ctx, layer, home);
        answer
    }

    /// Title, body and buttons; the body scrolls in a room where one is given. Gives back what was pressed,
    /// where the keyboard belongs, and the height of the whole body.
    fn show_content(
        &self,
        ui: &mut Ui,
        room: Option<f32>,
        body: impl FnOnce(&mut Ui) -> Option<Response>,
    ) -> ((SheetAnswer, Id), f32) {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let indent = self.show_title(ui);
        #[allow(clippy::cast_possible_truncation)] // A few points.
        let margin = Margin { left: indent as i8, ..Margin::ZERO };
        let inner = egui::Frame::new().inner_margin(margin);
        // Enter takes the primary button whatever has the keyboard in the body, but for a menu, which has
        // its own Enter and Esc.
        let in_menu = egui::Popup::is_any_open(ui.ctx());
        let enters = if in_menu { Vec::new() } else { take_enters(ui) };
        let (first, height) = inner.show(ui, |ui| self.show_body(ui, room, body)).inner;
        ui.input_mut(|input| input.events.extend(enters));
        ui.add_space(12.0);
        (self.show_buttons(ui, first, in_menu), height)
    }

    /// The body, and how high the whole of it is.
    fn show_body<T>(
        &self,
        ui: &mut Ui,
        room: Option<f32>,
        body: impl FnOnce(&mut Ui) -> T,
    ) -> (T, f32) {
        let Some(room) = room else {
            let inner = body(ui);
            return (inner, ui.min_rect().height());
        };
        let area = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        let scrolled = area.id_salt("sheet body").show(ui, |ui| {
            // Room for the bar, which would else lie over what is read.
            ui.set_width((ui.available_width() - 4.0).max(40.0));
            body(ui)
        });
        spoken::bars(ui.ctx(), &scrolled, self.title);
        (scrolled.inner, scrolled.content_size.y)
    }

    fn show_title(&self, ui: &mut Ui) -> f32 {
        let colours = theme::colours(ui.ctx());
        let indent = if self.sign.is_some() { 31.0 } else { 0.0 };
        let width = ui.available_width();
        let mut job = egui::text::LayoutJob::simple(
            self.title.to_owned(),
            FontId::proportional(size::TITLE),
            colours.ink,
            (width - indent).max(40.0),
        );
        job.break_on_newline = false;
        let words = ui.painter().layout_job(job);
        let height = words.size().y.max(size::TITLE_LINE);
        // The sheet itself is called by its title.
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
        if let Some(sign) = self.sign {
            let at =
                Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), Vec2::splat(20.0));
            icons::severity(ui.painter(), at, sign, colours, false);
        }
        let top = (rect.center().y - words.size().y / 2.0).round();
        ui.painter().galley(egui::pos2(rect.left() + indent, top), words, colours.ink);
        // Signs take room that a narrow sheet has not.
        if width < NARROW { 0.0 } else { indent }
    }

    /// The buttons at the right; gives back what was pressed and where the keyboard belongs.
    fn show_buttons(
        &self,
        ui: &mut Ui,
        field: Option<Response>,
        in_menu: bool,
    ) -> (SheetAnswer, Id) {
        let mut answer = SheetAnswer::Open;
        let mut others_focused = false;
        let mut primary_id = None;
        let primary = self.primary.map(|words| Button::new(words).hint("回车").large().primary());
        let others = self.others.iter().map(|words| Button::new(words).large());
        let close = Button::new(self.close).hint("Esc").large().name(self.close);
        let all = primary.into_iter().chain(others.clone()).chain([close]);
        let wanted: f32 = all.map(|button| button.width(ui) + 8.0).sum();
        // Buttons that have no room side by side stand below each other.
        let layout = if wanted <= ui.available_width() + 8.0 {
            Layout::right_to_left(Align::Center)
        } else {
            Layout::top_down_justified(Align::Min)
        };
        ui.with_layout(layout, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if let (Some(button), Some(primary)) = (primary, self.primary) {
                let response = show(ui, button.name(primary));
                primary_id = Some(response.id);
                if response.clicked() {
                    answer = SheetAnswer::Primary;
                }
            }
            for (index, button) in others.enumerate().collect::<Vec<_>>().into_iter().rev() {
                let response = show(ui, button);
                others_focused |= response.has_focus();
                if response.clicked() {
                    answer = SheetAnswer::Other(index);
                }
            }
            let response = show(ui, close);
            others_focused |= response.has_focus();
            primary_id = primary_id.or(Some(response.id));
            if response.clicked() {
                answer = SheetAnswer::Close;
            }
        });
        let none = egui::Modifiers::NONE;
        let take = |key| !in_menu && ui.input_mut(|input| input.consume_key(none, key));
        let (enter, escape) = (take(Key::Enter), take(Key::Escape));
        if answer == SheetAnswer::Open && escape {
            answer = SheetAnswer::Close;
        } else if answer == SheetAnswer::Open && enter && !others_focused {
            answer = if self.primary.is_some() { SheetAnswer::Primary } else { SheetAnswer::Close };
        }
        let home = field.map_or(primary_id, |field| Some(field.id)).unwrap_or(Id::NULL);
        if self.fresh {
            ui.memory_mut(|memory| memory.request_focus(home));
        }
        (answer, home)
    }
}

/// Shows a button of a sheet, over the whole width where they stand below each other.
fn show(ui: &mut Ui, button: Button<'_>) -> Response {
    if ui.layout().is_horizontal() {
        return button.show(ui);
    }
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 34.0));
    button.show_at(ui, rect)
}

/// Takes the presses of Enter out of the input.
fn take_enters(ui: &Ui) -> Vec<egui::Event> {
    let enter = |event: &mut egui::Event| {
        matches!(event, egui::Event::Key { key: Key::Enter, pressed: true, .. })
    };
    ui.input_mut(|input| input.events.extract_if(.., enter).collect())
}

/// The keyboard stays in the sheet, or in its menu: what lies behind gets nothing.
fn keep_focus(ctx: &Context, layer: egui::LayerId, home: Id) {
    if egui::Popup::is_any_open(ctx) {
        return;
    }
    let inside = ctx.memory(egui::Memory::focused).is_some_and(|id| {
        let at = ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).map(|w| w.layer_id));
        at == Some(layer)
    });
    if !inside {
        ctx.memory_mut(|memory| memory.request_focus(home));
    }
}
