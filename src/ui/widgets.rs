//! Buttons and the few other things that every view draws the same way.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Color32, CornerRadius, EventFilter, FontId, Galley, Id, Painter, Pos2, Rect, Response,
    RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::icons::{self, Icon};
use super::theme::{self, Colours, size};
use crate::finding::Severity;

/// How a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ButtonLook {
    /// Raised, with an edge.
    #[default]
    Secondary,
    /// Filled; one on a screen.
    Primary,
    /// Neither ground nor edge until the pointer is over it.
    Flat,
    /// With fully round ends.
    Chip,
    /// Raised, with the edge of what blocks saving.
    Refused,
}

/// What a button is to a screen reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Means {
    /// Something is done.
    #[default]
    Press,
    /// Something is switched on or off.
    Toggle,
    /// One of several is chosen.
    Choice,
    /// One of several pages is shown.
    Tab,
}

/// A button: 30 high in the strip, 24 in rows and titles, 34 in sheets.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is drawn before `show`"]
pub struct Button<'a> {
    text: &'a str,
    icon: Option<Icon>,
    icon_after: bool,
    sign: Option<Severity>,
    hint: Option<&'a str>,
    name: Option<&'a str>,
    look: ButtonLook,
    height: f32,
    on: bool,
    means: Means,
    enabled: bool,
}

impl<'a> Button<'a> {
    /// A secondary button of 30.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            icon: None,
            icon_after: false,
            sign: None,
            hint: None,
            name: None,
            look: ButtonLook::Secondary,
            height: 30.0,
            on: false,
            means: Means::Press,
            enabled: true,
        }
    }

    /// An icon alone; `name` is what a screen reader says.
    pub fn icon_only(icon: Icon, name: &'a str) -> Self {
        Self { name: Some(name), ..Self::new("").icon(icon).flat() }
    }

    /// An icon before the words.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// An icon after the words.
    pub fn icon_after(self, icon: Icon) -> Self {
        Self { icon: Some(icon), icon_after: true, ..self }
    }

    /// A sign after the words.
    pub fn sign(self, sign: Option<Severity>) -> Self {
        Self { sign, ..self }
    }

    /// The key that does the same, in small letters after the words.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What a screen reader says in place of the words.
    pub fn name(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Filled with the accent colour: the one thing to do.
    pub fn primary(self) -> Self {
        Self { look: ButtonLook::Primary, ..self }
    }

    /// Without ground or edge.
    pub fn flat(self) -> Self {
        Self { look: ButtonLook::Flat, ..self }
    }

    /// With round ends, 28 high.
    pub fn chip(self) -> Self {
        Self { look: ButtonLook::Chip, height: 28.0, ..self }
    }

    /// With the edge of what blocks saving.
    pub fn refused(self) -> Self {
        Self { look: ButtonLook::Refused, ..self }
    }

    /// 24 high, in small letters.
    pub fn small(self) -> Self {
        Self { height: 24.0, ..self }
    }

    /// 34 high, for sheets.
    pub fn large(self) -> Self {
        Self { height: 34.0, ..self }
    }

    /// Switches something; where it is on: accent ground, edge and words.
    pub fn on(self, on: bool) -> Self {
        Self { on, means: Means::Toggle, ..self }
    }

    /// Chooses one of several; where it is the chosen one, it looks switched on.
    pub fn choice(self, on: bool) -> Self {
        Self { on, means: Means::Choice, ..self }
    }

    /// Shows one of several pages; where it is the one shown, it looks switched on.
    pub fn tab(self, on: bool) -> Self {
        Self { on, means: Means::Tab, ..self }
    }

    /// Whether it can be pressed.
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// Draws it where the ui puts it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let content = ButtonContent::new(&self, ui);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) =
            ui.allocate_exact_size(vec2(content.width(&self), self.height), sense);
        self.finish(ui, rect, &response, &content);
        response
    }

    /// Draws it into a rectangle, which may be wider than it needs; takes no room of the ui's.
    pub fn show_at(self, ui: &mut Ui, rect: Rect) -> Response {
        let content = ButtonContent::new(&self, ui);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let id = ui.next_auto_id();
        ui.skip_ahead_auto_ids(1);
        let response = ui.interact(rect, id, sense);
        self.finish(ui, rect, &response, &content);
        response
    }

    /// How wide it will be.
    #[must_use]
    pub fn width(self, ui: &Ui) -> f32 {
        ButtonContent::new(&self, ui).width(&self)
    }

    fn finish(self, ui: &Ui, rect: Rect, response: &Response, content: &ButtonContent) {
        let colours = theme::colours(ui.ctx());
        if ui.is_rect_visible(rect) {
            self.paint(ui.painter(), rect, response, content, colours);
        }
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| match self.means {
            Means::Press => WidgetInfo::labeled(Role::Button, self.enabled, name),
            Means::Toggle => WidgetInfo::selected(Role::Button, self.enabled, self.on, name),
            Means::Choice => WidgetInfo::selected(Role::RadioButton, self.enabled, self.on, name),
            Means::Tab => WidgetInfo::selected(Role::Tab, self.enabled, self.on, name),
        });
        keep_in_view(response);
    }

    fn paint(
        &self,
        painter: &Painter,
        rect: Rect,
        response: &Response,
        content: &ButtonContent,
        colours: &Colours,
    ) {
        let hovered = response.hovered() && self.enabled;
        let style = self.style(colours, hovered);
        let radius = if self.look == ButtonLook::Chip { rect.height() / 2.0 } else { 4.0 };
        painter.rect(rect, radius, style.ground, style.edge, StrokeKind::Inside);
        let free = rect.width() - content.inner;
        let mut x = (rect.left() + free / 2.0).round();
        let side = content.icon;
        let paint_icon = |icon: Icon, x: f32| {
            let top = (rect.center().y - side / 2.0).round();
            icon.paint(painter, Rect::from_min_size(pos2(x, top), Vec2::splat(side)), style.ink);
        };
        if let Some(icon) = self.icon.filter(|_| !self.icon_after) {
            paint_icon(icon, x);
            x += side + if self.text.is_empty() { 0.0 } else { content.gap };
        }
        let middle = |height: f32| (rect.center().y - height / 2.0).round();
        let words = &content.words;
        painter.galley(pos2(x, middle(words.size().y)), words.clone(), style.ink);
        x += words.size().x;
        if let Some(hint) = &content.hint {
            x += 8.0;
            painter.galley(pos2(x, middle(hint.size().y)), hint.clone(), style.hint);
            x += hint.size().x;
        }
        if let Some(icon) = self.icon.filter(|_| self.icon_after) {
            paint_icon(icon, x + content.gap);
        }
        if let Some(sign) = self.sign {
            let at = Rect::from_min_size(pos2(x + 8.0, rect.center().y - 7.0), Vec2::splat(14.0));
            icons::severity(painter, at, sign, colours, false);
        }
        if response.has_focus() {
            focus_ring(painter, rect.expand(3.0), CornerRadius::same(6), colours);
        }
    }

    fn style(&self, colours: &Colours, hovered: bool) -> ButtonStyle {
        let edge = |colour: Color32| Stroke::new(1.0, colour);
        let plain = if self.enabled { colours.ink } else { colours.off };
        let mut style = match self.look {
            ButtonLook::Primary => ButtonStyle {
                ground: colours.accent,
                edge: edge(colours.accent),
                ink: colours.accent_ink,
                hint: colours.accent_ink,
            },
            ButtonLook::Flat => ButtonStyle {
                ground: Color32::TRANSPARENT,
                edge: Stroke::NONE,
                ink: plain,
                hint: colours.ink3,
            },
            ButtonLook::Refused => ButtonStyle {
                ground: colours.raised,
                edge: edge(colours.blocks.edge),
                ink: plain,
                hint: colours.ink3,
            },
            ButtonLook::Secondary => ButtonStyle {
                ground: colours.raised,
                edge: edge(colours.edge),
                ink: plain,
                hint: colours.ink3,
            },
            ButtonLook::Chip => ButtonStyle {
                ground: colours.raised,
                edge: edge(colours.line),
                ink: colours.ink2,
                hint: colours.ink3,
            },
        };
        if !self.enabled && self.look != ButtonLook::Flat {
            style.ground = colours.chrome;
            style.edge = edge(colours.line);
            style.ink = colours.off;
        }
        if self.on {
            style.ground = colours.accent_soft;
            style.edge = edge(colours.accent_line);
            style.ink = colours.accent;
        } else if hovered {
            match self.look {
                ButtonLook::Primary => style.edge = edge(colours.ink),
                _ => style.ground = colours.accent_soft,
            }
        }
        style
    }
}

/// Colours of one button as it stands.
struct ButtonStyle {
    ground: Color32,
    edge: Stroke,
    ink: Color32,
    hint: Color32,
}

/// What stands in a button, laid out.
struct ButtonContent {
    words: Arc<Galley>,
    hint: Option<Arc<Galley>>,
    icon: f32,
    gap: f32,
    /// Width without padding.
    inner: f32,
}

impl ButtonContent {
    fn new(button: &Button<'_>, ui: &Ui) -> Self {
        let points = if button.height < 29.0 { size::SMALL } else { size::TEXT };
        let lay = |text: &str, points: f32| {
            let font = FontId::proportional(points);
            ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
        };
        let words = lay(button.text, points);
        let hint = button.hint.map(|hint| lay(hint, size::SMALL));
        let icon = match (button.height < 29.0, button.text.is_empty()) {
            (true, true) => 12.0,
            (true, false) => 14.0,
            _ => 16.0,
        };
        let gap = if button.height < 29.0 { 6.0 } else { 8.0 };
        let mut inner = words.size().x;
        if button.icon.is_some() {
            inner += icon + if button.text.is_empty() { 0.0 } else { gap };
        }
        inner += hint.as_ref().map_or(0.0, |hint| hint.size().x + 8.0);
        inner += if button.sign.is_some() { 22.0 } else { 0.0 };
        Self { words, hint, icon, gap, inner }
    }

    fn width(&self, button: &Button<'_>) -> f32 {
        let padding = match (button.text.is_empty(), button.height) {
            (true, height) => return height.max(self.inner),
            (_, height) if height < 29.0 => 9.0,
            (_, height) if height > 31.0 => 16.0,
            _ => 12.0,
        };
        (self.inner + 2.0 * padding).ceil()
    }
}

/// The ground of the active row of a list, with a bar at its left that can be told from any ground.
pub fn active_row(painter: &Painter, rect: Rect, colours: &Colours) {
    painter.rect_filled(rect, 4.0, colours.accent_soft);
    let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    painter.rect_filled(bar, 1.5, colours.accent);
}

/// What the keyboard comes to is brought into view where it is in something that scrolls.
pub fn keep_in_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// The ring around what has the keyboard: 2 of the accent colour, never removed.
pub fn focus_ring(painter: &Painter, rect: Rect, radius: CornerRadius, colours: &Colours) {
    let stroke = Stroke::new(2.0, colours.accent);
    painter.rect_stroke(rect, radius, stroke, StrokeKind::Inside);
}

/// Text of a size and a colour, on one line of the height that belongs to the size.
#[must_use]
pub fn text(text: impl Into<String>, points: f32, colour: Color32) -> RichText {
    let line = match points {
        size::SMALL => size::SMALL_LINE,
        size::TITLE => size::TITLE_LINE,
        size::LARGE => size::LARGE_LINE,
        _ => size::TEXT_LINE,
    };
    RichText::new(text).size(points).line_height(Some(line)).color(colour)
}

/// A line over the whole width (or height) of a ui's room, one pixel thick.
pub fn hairline(painter: &Painter, from: egui::Pos2, to: egui::Pos2, colour: Color32) {
    let rect = if (from.y - to.y).abs() < f32::EPSILON {
        Rect::from_min_max(from, pos2(to.x, to.y + 1.0))
    } else {
        Rect::from_min_max(from, pos2(to.x + 1.0, to.y))
    };
    painter.rect_filled(rect, 0.0, colour);
}

/// Words on one line, cut at a width.
#[must_use]
pub fn elided(
    painter: &Painter,
    words: &str,
    points: f32,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    let font = FontId::proportional(points);
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(40.0));
    painter.layout_job(job)
}

/// Keeps keys for a list that has the keyboard. egui does so only from the frame after the one in which the
/// list got it; that frame is asked for, once, or the first arrow would lead away.
pub fn keep_keys(ui: &Ui, list: Id, filter: EventFilter) {
    let is_late = ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(list, filter);
        !memory.had_focus_last_frame(list)
    });
    let late = is_late.then_some(list);
    let asked = ui.data_mut(|data| {
        let asked = data.get_temp_mut_or_default::<Option<Id>>(Id::unique("keys asked for"));
        std::mem::replace(asked, late)
    });
    if is_late && asked != late {
        ui.ctx().request_repaint();
    }
}

/// Draws words at a place, cut at a room that they may be larger than. Where they are not, nothing is cut: each
/// cut is a mesh of its own, and a table of them costs the frame twice what its words do.
pub fn galley_within(
    painter: &Painter,
    room: Rect,
    (at, galley): (Pos2, Arc<Galley>),
    colour: Color32,
) {
    if room.contains_rect(Rect::from_min_size(at, galley.size())) {
        painter.galley(at, galley, colour);
    } else {
        let cut = painter.with_clip_rect(room.intersect(painter.clip_rect()));
        cut.galley(at, galley, colour);
    }
}

/// Words on one line of a width, struck through and cut with an ellipsis: what was answered for.
#[must_use]
pub fn elided_struck(painter: &Painter, words: &str, colour: Color32, width: f32) -> Arc<Galley> {
    let simple = TextFormat::simple(FontId::proportional(size::TEXT), colour);
    let format = TextFormat { strikethrough: Stroke::new(1.0, colour), ..simple };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.break_on_newline = false;
    job.wrap = TextWrapping::truncate_at_width(width.max(40.0));
    painter.layout_job(job)
}
