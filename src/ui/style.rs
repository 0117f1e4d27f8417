//! The colours and sizes of [`super::theme`], as egui's own widgets take them.

use std::collections::BTreeMap;

use egui::style::{ScrollStyle, WidgetVisuals};
use egui::{Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Visuals};

use super::theme::{self, CONTRAST, Colours, DARK, LIGHT, size};
use crate::app::{Theme, ZOOMS};

/// Sets both themes once, and the faces.
pub fn install(ctx: &Context) {
    ctx.set_fonts(theme::fonts());
    for (theme, colours) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.text_styles = text_styles();
            style.visuals = visuals(colours, theme == egui::Theme::Dark);
            style.animation_time = 0.0;
            style.explanation_tooltips = false;
            let spacing = &mut style.spacing;
            spacing.item_spacing = egui::vec2(8.0, 8.0);
            spacing.button_padding = egui::vec2(12.0, 4.0);
            spacing.interact_size = egui::vec2(30.0, 30.0);
            spacing.window_margin = Margin::symmetric(28, 24);
            spacing.menu_margin = Margin::same(4);
            spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::solid() };
            style.interaction.selectable_labels = false;
        });
    }
    tooltips(ctx, true);
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        options.fallback_theme = egui::Theme::Light;
    });
}

/// Whether what the pointer is over is explained. Behind a sheet it is not: the explanation would
/// lie over the sheet.
pub fn tooltips(ctx: &Context, shown: bool) {
    // Seconds: never is no number that egui takes.
    let delay = if shown { 0.4 } else { 1e6 };
    ctx.all_styles_mut(|style| style.interaction.tooltip_delay = delay);
}

/// Follows the clerk's choices of theme and zoom. `contrast` is the desktop's wish for high contrast,
/// which holds where the theme follows the desktop.
pub fn follow(ctx: &Context, theme: Theme, zoom: u16, contrast: bool) {
    let theme = if theme == Theme::System && contrast { Theme::Contrast } else { theme };
    let wanted = match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark | Theme::Contrast => egui::ThemePreference::Dark,
    };
    // The theme of high contrast takes the place of the dark one.
    let colours = if theme == Theme::Contrast { &CONTRAST } else { &DARK };
    if ctx.style_of(egui::Theme::Dark).visuals.panel_fill != colours.chrome {
        ctx.style_mut_of(egui::Theme::Dark, |style| style.visuals = visuals(colours, true));
    }
    if ctx.options(|options| options.theme_preference) != wanted {
        ctx.set_theme(wanted);
    }
    let factor = f32::from(zoom.clamp(*ZOOMS.start(), *ZOOMS.end())) / 100.0;
    if (ctx.zoom_factor() - factor).abs() > 0.001 {
        ctx.set_zoom_factor(factor);
    }
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let font = |points: f32| FontId::new(points, FontFamily::Proportional);
    [
        (TextStyle::Small, font(size::SMALL)),
        (TextStyle::Body, font(size::TEXT)),
        (TextStyle::Button, font(size::TEXT)),
        (TextStyle::Monospace, font(size::TEXT)),
        (TextStyle::Heading, font(size::TITLE)),
    ]
    .into()
}

fn visuals(c: &Colours, dark: bool) -> Visuals {
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    let line = |colour| Stroke::new(1.0, colour);
    let state = |ground, edge, ink| WidgetVisuals {
        bg_fill: ground,
        weak_bg_fill: ground,
        bg_stroke: line(edge),
        fg_stroke: line(ink),
        corner_radius: CornerRadius::same(4),
        expansion: 0.0,
    };
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = state(c.chrome, c.line, c.ink);
    widgets.inactive = state(c.raised, c.edge, c.ink);
    widgets.hovered = state(c.accent_soft, c.edge, c.ink);
    widgets.active = state(c.accent_soft, c.accent, c.ink);
    widgets.open = state(c.accent_soft, c.accent_line, c.ink);
    // These are the grounds of scroll bars; buttons have theirs from the weak ones.
    widgets.inactive.bg_fill = c.line2;
    widgets.hovered.bg_fill = c.edge;
    widgets.active.bg_fill = c.edge;
    visuals.selection.bg_fill = c.accent_soft;
    visuals.selection.stroke = Stroke::new(2.0, c.accent);
    visuals.ime_composition.active_underline_stroke = Stroke::new(2.0, c.accent);
    visuals.ime_composition.inactive_underline_stroke = Stroke::new(1.0, c.accent);
    visuals.text_cursor.stroke = Stroke::new(2.0, c.ink);
    // A blinking caret would paint the window twice a second for nothing.
    visuals.text_cursor.blink = false;
    visuals.weak_text_color = Some(c.ink3);
    visuals.hyperlink_color = c.accent;
    visuals.faint_bg_color = c.computed;
    visuals.extreme_bg_color = c.surface;
    visuals.text_edit_bg_color = Some(c.surface);
    visuals.panel_fill = c.chrome;
    visuals.window_fill = c.raised;
    visuals.window_stroke = line(c.line2);
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: shadow_colour() };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals
}

fn shadow_colour() -> egui::Color32 {
    egui::Color32::from_black_alpha(41)
}
