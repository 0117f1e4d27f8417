//! The strip at the top: menus and tools in one line.

use std::sync::Arc;

use egui::{
    Color32, FontId, Galley, Key, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use super::icons::{self, Icon};
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::{Action, App, Command, Group, SearchCommand, Theme};
use crate::finding::{Finding, Severity};
use crate::ui::commands::Commands;

/// Which menu the keyboard asks for next.
#[derive(Debug, Default)]
pub struct ToolbarView {
    /// Alt was tapped: the first menu opens.
    pub menus_wanted: bool,
}

/// Draws the strip.
pub fn show(ui: &mut Ui, app: &App, view: &mut ToolbarView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let (left, right) = (rect.left_bottom() - vec2(0.0, 1.0), rect.right_bottom() - vec2(0.0, 1.0));
    widgets::hairline(ui.painter(), left, right, colours.line);
    let mut x = menus(ui, app, rect, view, out);
    x = separator(ui, rect, x + 9.0) + 9.0;
    x = tool(ui, app, rect, x, (Action::Undo, icons::UNDO), out);
    x = tool(ui, app, rect, x, (Action::Redo, icons::REDO), out);
    x = separator(ui, rect, x + 3.0) + 9.0;
    x = tool(ui, app, rect, x, (Action::Find, icons::SEARCH), out);
    tool(ui, app, rect, x, (Action::TogglePreview, icons::PAGE), out);
    right_tools(ui, app, rect, out);
}

pub(super) fn menus(
    ui: &mut Ui,
    app: &App,
    rect: Rect,
    view: &mut ToolbarView,
    out: &mut Commands,
) -> f32 {
    let mut buttons: Vec<Response> = Vec::new();
    let mut x = rect.left() + 6.0;
    for group in Group::ALL {
        let at = Rect::from_min_size(pos2(x, rect.center().y - 15.0), vec2(50.0, 30.0));
        buttons.push(Button::new(group.label()).flat().show_at(ui, at));
        x += 50.0;
    }
    let ids: Vec<_> = buttons.iter().map(Popup::default_response_id).collect();
    let open = ids.iter().position(|id| Popup::is_id_open(ui.ctx(), *id));
    if let Some(next) = wanted_menu(ui, &buttons, open, std::mem::take(&mut view.menus_wanted)) {
        Popup::open_id(ui.ctx(), ids[next]);
        buttons[next].request_focus();
    }
    for (group, button) in Group::ALL.into_iter().zip(&buttons) {
        Popup::menu(button)
            .gap(4.0)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .accessible_name(group.label())
            .show(|ui| menu(ui, app, group, out));
    }
    x
}

/// The menu that opens in place of the one that is open: by Alt, by the arrow keys, or by the
/// pointer moving along the bar.
fn wanted_menu(ui: &Ui, buttons: &[Response], open: Option<usize>, alt: bool) -> Option<usize> {
    let Some(open) = open else { return alt.then_some(0) };
    let count = buttons.len();
    let hovered = buttons.iter().position(|b| b.hovered() && !b.clicked());
    let step = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        let right = input.count_and_consume_key(none, Key::ArrowRight);
        let left = input.count_and_consume_key(none, Key::ArrowLeft);
        // Each left is one less than a whole round to the right.
        (right + left > 0).then_some((open + right + left * (count - 1)) % count)
    });
    if step.is_some() {
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
    step.or(hovered.filter(|hovered| *hovered != open))
}

fn menu(ui: &mut Ui, app: &App, group: Group, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let items: Vec<MenuLine> = Action::all()
        .filter(|action| action.group() == group && app.lists(*action))
        .map(|action| MenuLine::new(ui, app, action))
        .collect();
    let width = items.iter().map(MenuLine::width).fold(180.0, f32::max);
    ui.set_width(width);
    for item in items {
        if item.action.apart() {
            let (at, _) = ui.allocate_exact_size(vec2(width, 9.0), Sense::hover());
            let y = at.center().y.round();
            let (from, to) = (pos2(at.left() + 8.0, y), pos2(at.right() - 8.0, y));
            widgets::hairline(ui.painter(), from, to, colours.line);
        }
        let action = item.action;
        if item.show(ui, app, width) {
            out.push(Command::Do(action));
            // A click closes it by itself, a key does not.
            ui.close();
        }
    }
}

/// One line of a menu, laid out.
struct MenuLine {
    action: Action,
    label: String,
    words: Arc<Galley>,
    keys: Option<Arc<Galley>>,
}

impl MenuLine {
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
            ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
        }
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
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::MenuItem, enabled, &self.label);
            info.selected = on;
            info
        });
        response.on_hover_text(app.words_of(self.action).1).clicked() && enabled
    }
}

/// Whether a choice that stays is the one that stands; `None` for what is done once.
fn is_on(app: &App, action: Action) -> Option<bool> {
    let settings = app.settings();
    Some(match action {
        Action::ToggleProblems => settings.problems_open,
        Action::TogglePreview => settings.preview_open,
        Action::ToggleNav => settings.nav_open,
        Action::CompareLast => settings.compare_last,
        Action::ThemeSystem => settings.theme == Theme::System,
        Action::ThemeLight => settings.theme == Theme::Light,
        Action::ThemeDark => settings.theme == Theme::Dark,
        _ => return None,
    })
}

fn separator(ui: &Ui, rect: Rect, x: f32) -> f32 {
    let colours = theme::colours(ui.ctx());
    let (top, bottom) = (pos2(x, rect.center().y - 10.0), pos2(x, rect.center().y + 10.0));
    widgets::hairline(ui.painter(), top, bottom, colours.line2);
    x + 1.0
}

/// What hovering tells: what the action does, and its keys.
fn tooltip(action: Action) -> String {
    match action.shortcut() {
        Some(shortcut) => format!("{}（{}）", action.tooltip(), shortcut.text()),
        None => action.tooltip().to_owned(),
    }
}

fn tool(
    ui: &mut Ui,
    app: &App,
    rect: Rect,
    x: f32,
    (action, icon): (Action, Icon),
    out: &mut Commands,
) -> f32 {
    let on = match action {
        Action::Find => app.search().is_some(),
        Action::TogglePreview => app.settings().preview_open,
        _ => false,
    };
    let button =
        Button::new(action.label()).icon(icon).flat().on(on).enabled(app.is_enabled(action));
    let width = button.width(ui);
    let at = Rect::from_min_size(pos2(x, rect.center().y - 15.0), vec2(width, 30.0));
    if button.show_at(ui, at).on_hover_text(tooltip(action)).clicked() {
        let closes = action == Action::Find && on;
        if closes {
            out.push(SearchCommand::Close);
        } else {
            out.push(action);
        }
    }
    x + width + 3.0
}

/// Export and save, at the right; the octagon says that saving would be refused.
fn right_tools(ui: &mut Ui, app: &App, rect: Rect, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    // What can still come right by what is missing is no fault yet; saving refuses it when asked.
    let blocks = |f: &Finding| f.severity == Severity::Blocks && !document.is_pending(f);
    let refused = document.findings().iter().any(blocks);
    let save = Button::new(Action::Save.label()).icon(icons::SAVE);
    let save = if refused {
        save.refused().sign(Some(Severity::Blocks)).name("保存，暂不能保存")
    } else {
        save.primary()
    };
    let print = Button::new(Action::Print.label()).icon(icons::PRINT).flat().enabled(!refused);
    let export = Button::new(Action::Export.label()).icon(icons::EXPORT).flat().enabled(!refused);
    let left_of = |right: f32, width: f32| {
        Rect::from_min_size(pos2(right - 8.0 - width, rect.top() + 7.0), vec2(width, 30.0))
    };
    let save_at = left_of(rect.right() - 4.0, save.width(ui));
    let export_at = left_of(save_at.left(), export.width(ui));
    let print_at = left_of(export_at.left() + 5.0, print.width(ui));
    for (button, at, action) in
        [(print, print_at, Action::Print), (export, export_at, Action::Export)]
    {
        let hint = if refused {
            "勾稽不平或填写有误，改正后可以打印和导出".into()
        } else {
            tooltip(action)
        };
        if button.show_at(ui, at).on_hover_text(hint).clicked() {
            out.push(Command::Do(action));
        }
    }
    if save.show_at(ui, save_at).on_hover_text(tooltip(Action::Save)).clicked() {
        out.push(Command::Do(Action::Save));
    }
}
