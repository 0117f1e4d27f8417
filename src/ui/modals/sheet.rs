//! A sheet in front of the window: title, body, buttons. Enter takes the primary one, Esc closes.

use egui::{Align, Context, FontId, Id, Key, Layout, Margin, Rect, Response, Ui, Vec2, vec2};

use crate::finding::Severity;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

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
        let width = self.width.min(ctx.content_rect().width() - 32.0);
        let frame = egui::Frame::new()
            .fill(colours.raised)
            .corner_radius(6)
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(Margin { left: 30, right: 28, top: 24, bottom: 20 });
        let modal = egui::Modal::new(id).backdrop_color(colours.scrim).frame(frame);
        let shown = modal.show(ctx, |ui| {
            ui.set_width(width - 58.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            let indent = self.show_title(ui);
            #[allow(clippy::cast_possible_truncation)] // A few points.
            let margin = Margin { left: indent as i8, ..Margin::ZERO };
            let inner = egui::Frame::new().inner_margin(margin);
            // Enter takes the primary button whatever has the keyboard in the body.
            let enters = take_enters(ui);
            let first = inner.show(ui, |ui| body(ui)).inner;
            ui.input_mut(|input| input.events.extend(enters));
            ui.add_space(12.0);
            self.show_buttons(ui, first)
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

    fn show_title(&self, ui: &mut Ui) -> f32 {
        let colours = theme::colours(ui.ctx());
        let indent = if self.sign.is_some() { 31.0 } else { 0.0 };
        let (rect, response) = ui.allocate_exact_size(
            vec2(ui.available_width(), size::TITLE_LINE),
            egui::Sense::hover(),
        );
        if let Some(sign) = self.sign {
            let at =
                Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), Vec2::splat(20.0));
            icons::severity(ui.painter(), at, sign, colours, false);
        }
        let at = rect.left_center() + vec2(indent, 0.0);
        let font = FontId::proportional(size::TITLE);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, self.title, font, colours.ink);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, self.title));
        indent
    }

    /// The buttons at the right; gives back what was pressed and where the keyboard belongs.
    fn show_buttons(&self, ui: &mut Ui, field: Option<Response>) -> (SheetAnswer, Id) {
        let mut answer = SheetAnswer::Open;
        let mut others_focused = false;
        let mut primary_id = None;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            if let Some(primary) = self.primary {
                let response =
                    Button::new(primary).hint("回车").large().primary().name(primary).show(ui);
                primary_id = Some(response.id);
                if response.clicked() {
                    answer = SheetAnswer::Primary;
                }
            }
            for (index, other) in self.others.iter().enumerate().rev() {
                let response = Button::new(other).large().show(ui);
                others_focused |= response.has_focus();
                if response.clicked() {
                    answer = SheetAnswer::Other(index);
                }
            }
            let response = Button::new(self.close).hint("Esc").large().name(self.close).show(ui);
            others_focused |= response.has_focus();
            primary_id = primary_id.or(Some(response.id));
            if response.clicked() {
                answer = SheetAnswer::Close;
            }
        });
        let none = egui::Modifiers::NONE;
        let (enter, escape) = ui.input_mut(|input| {
            (input.consume_key(none, Key::Enter), input.consume_key(none, Key::Escape))
        });
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

/// Takes the presses of Enter out of the input.
fn take_enters(ui: &Ui) -> Vec<egui::Event> {
    let enter = |event: &mut egui::Event| {
        matches!(event, egui::Event::Key { key: Key::Enter, pressed: true, .. })
    };
    ui.input_mut(|input| input.events.extract_if(.., enter).collect())
}

/// The keyboard stays in the sheet: what lies behind gets nothing.
fn keep_focus(ctx: &Context, layer: egui::LayerId, home: Id) {
    let inside = ctx.memory(egui::Memory::focused).is_some_and(|id| {
        let at = ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).map(|w| w.layer_id));
        at == Some(layer)
    });
    if !inside {
        ctx.memory_mut(|memory| memory.request_focus(home));
    }
}
