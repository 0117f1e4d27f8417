//! The lines of a menu, each an action with its keys.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Action, App, Command, Shortcut, Theme};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::{icons, spoken, widgets};

/// The lines of a menu, in groups that may have a heading; what is higher than the window scrolls.
pub(super) fn menu(
    ui: &mut Ui,
    app: &App,
    groups: &[(Option<&'static str>, Vec<Action>)],
    out: &mut Commands,
) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let items: Vec<(Option<&str>, Vec<MenuItem>)> = groups
        .iter()
        .map(|(heading, actions)| {
            (*heading, actions.iter().map(|action| MenuItem::new(ui, app, *action)).collect())
        })
        .collect();
    let all = items.iter().flat_map(|(_, items)| items);
    let room = ui.ctx().content_rect();
    let width =
        all.map(MenuItem::width).fold(180.0, f32::max).min((room.width() - 32.0).max(120.0));
    let height = (room.bottom() - ui.max_rect().top() - 16.0).max(60.0);
    let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let scrolled = area.show(ui, |ui| {
        ui.set_width(width);
        for (heading, items) in items {
            if let Some(heading) = heading {
                let colours = theme::colours(ui.ctx());
                let words = widgets::text(heading, size::SMALL, colours.ink2);
                ui.add_sized([width, 24.0], egui::Label::new(words));
            }
            for item in items {
                line_above(ui, width, item.action);
                let action = item.action;
                if item.show(ui, app, width) {
                    out.push(Command::Do(action));
                    // A click closes it by itself, a key does not.
                    ui.close();
                }
            }
        }
    });
    spoken::bars(ui.ctx(), &scrolled, "菜单");
}

fn line_above(ui: &mut Ui, width: f32, action: Action) {
    if !action.apart() {
        return;
    }
    let (at, _) = ui.allocate_exact_size(vec2(width, 9.0), Sense::hover());
    let y = at.center().y.round();
    let (from, to) = (pos2(at.left() + 8.0, y), pos2(at.right() - 8.0, y));
    widgets::hairline(ui.painter(), from, to, theme::colours(ui.ctx()).line);
}

/// One line of a menu, laid out.
struct MenuItem {
    action: Action,
    label: String,
    words: Arc<Galley>,
    keys: Option<Arc<Galley>>,
}

impl MenuItem {
    fn new(ui: &Ui, app: &App, action: Action) -> Self {
        let lay = |text: String, points| {
            ui.painter().layout_no_wrap(text, FontId::proportional(points), Color32::PLACEHOLDER)
        };
        let (label, _) = app.words_of(action);
        let words = lay(label.clone(), size::TEXT);
        let keys = action.shortcut().map(|shortcut| lay(shortcut.text(), size::SMALL));
        Self { action, label, words, keys }
    }

    fn width(&self) -> f32 {
        let keys = self.keys.as_ref().map_or(0.0, |keys| keys.size().x + 32.0);
        (30.0 + self.words.size().x + keys + 12.0).ceil()
    }

    /// Draws it; true where it was chosen.
    fn show(self, ui: &mut Ui, app: &App, width: f32) -> bool {
        let colours = theme::colours(ui.ctx());
        let enabled = app.is_enabled(self.action);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), sense);
        if enabled && (response.hovered() || response.has_focus()) {
            widgets::active_row(ui.painter(), rect, colours);
        }
        widgets::keep_in_view(&response);
        let (ink, quiet) =
            if enabled { (colours.ink, colours.ink3) } else { (colours.off, colours.off) };
        let middle = |height: f32| (rect.center().y - height / 2.0).round();
        let at = pos2(rect.left() + 30.0, middle(self.words.size().y));
        ui.painter().galley(at, self.words, ink);
        if let Some(keys) = self.keys {
            let at = pos2(rect.right() - 12.0 - keys.size().x, middle(keys.size().y));
            ui.painter().galley(at, keys, quiet);
        }
        let on = is_on(app, self.action);
        if on == Some(true) {
            let centre = pos2(rect.left() + 16.0, rect.center().y);
            let tick = Rect::from_center_size(centre, vec2(14.0, 14.0));
            icons::TICK.paint(ui.painter(), tick, ink);
        }
        let role = match self.action {
            _ if on.is_none() => Role::MenuItem,
            Action::ThemeSystem
            | Action::ThemeLight
            | Action::ThemeDark
            | Action::ThemeContrast => Role::MenuItemRadio,
            _ => Role::MenuItemCheckBox,
        };
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(role, enabled, &self.label);
            info.selected = on;
            info
        });
        let about = app.words_of(self.action).1;
        if let Some(keys) = self.action.shortcut().map(Shortcut::text) {
            let words = format!("{about}，快捷键 {keys}");
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
            spoken::describe(ui.ctx(), response.id, words);
        }
        response.on_hover_text(about).clicked() && enabled
    }
}

/// Whether a choice that stays is the one that stands; `None` for what is done once.
fn is_on(app: &App, action: Action) -> Option<bool> {
    let settings = app.settings();
    Some(match action {
        Action::ToggleProblems => settings.problems_open,
        Action::TogglePreview => settings.preview_open,
        Action::ToggleComments => app.comments().open,
        Action::ToggleNav => settings.nav_open,
        Action::CompareLast => settings.compare_last,
        Action::CheckLast => app.checks_last(),
        Action::ThemeSystem => settings.theme == Theme::System,
        Action::ThemeLight => settings.theme == Theme::Light,
        Action::ThemeDark => settings.theme == Theme::Dark,
        Action::ThemeContrast => settings.theme == Theme::Contrast,
        _ => return None,
    })
}
