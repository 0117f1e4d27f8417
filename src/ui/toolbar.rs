//! The strip at the top: menus and tools in one line. Tools that have no room stand behind a button, and
//! in a very narrow window so do the menus.

mod menu;

use egui::accesskit::HasPopup;
use egui::{Key, Popup, PopupCloseBehavior, Rect, Response, Ui, pos2, vec2};

use super::icons::{self, Icon};
use super::spoken;
use super::theme;
use super::widgets::{self, Button};
use crate::app::{Action, App, Command, Group, SearchCommand};
use crate::finding::{Finding, Severity};
use crate::ui::commands::Commands;
use menu::menu;

/// Which menu the keyboard asks for next.
#[derive(Debug, Default)]
pub struct ToolbarView {
    /// Alt was tapped: the first menu opens.
    pub menus_wanted: bool,
}

/// Width of a menu's button.
const MENU: f32 = 50.0;
/// Width of the button behind which folded menus or tools stand.
const MORE: f32 = 30.0;
/// The tools at the left, and those at the right but for saving.
const LEFT: [(Action, Icon); 6] = [
    (Action::Undo, icons::UNDO),
    (Action::Redo, icons::REDO),
    (Action::Find, icons::SEARCH),
    (Action::TogglePreview, icons::PAGE),
    (Action::ToggleComments, icons::COMMENT),
    (Action::CheckLast, icons::COPY),
];
const RIGHT: [(Action, Icon); 2] = [(Action::Print, icons::PRINT), (Action::Export, icons::EXPORT)];
/// The tools that fold, in this order, where room lacks. Saving never does.
const FOLDS: [Action; 8] = [
    Action::ToggleComments,
    Action::Find,
    Action::TogglePreview,
    Action::CheckLast,
    Action::Redo,
    Action::Undo,
    Action::Print,
    Action::Export,
];

/// What stands in the strip and what is folded.
struct Folding {
    /// The menus stand behind one button.
    menus: bool,
    /// Tools that stand behind one button.
    tools: Vec<Action>,
}

impl Folding {
    /// Folds what has no room in a strip of a width. `fixed` is what saving takes.
    fn new(ui: &Ui, app: &App, width: f32, fixed: f32) -> Self {
        let all = LEFT.into_iter().chain(RIGHT).filter(|(action, _)| {
            app.document().is_some() || !RIGHT.iter().any(|(other, _)| other == action)
        });
        let widths: Vec<(Action, f32)> = all
            .map(|(action, icon)| {
                let button = Button::new(action.label()).icon(icon).flat();
                (action, button.width(ui) + 5.0)
            })
            .collect();
        let separators = 50.0;
        let menus = MENU * 5.0 + separators;
        let mut tools = Vec::new();
        let taken = |folded: &[Action], menus: f32| {
            let rest = widths.iter().filter(|(action, _)| !folded.contains(action));
            let more = if folded.is_empty() { 0.0 } else { MORE + 5.0 };
            rest.map(|(_, width)| width).sum::<f32>() + menus + fixed + more
        };
        for action in FOLDS {
            if taken(&tools, menus) <= width {
                break;
            }
            tools.push(action);
        }
        let folds = taken(&tools, menus) > width;
        Self { menus: folds, tools }
    }
}

/// Draws the strip.
pub fn show(ui: &mut Ui, app: &App, view: &mut ToolbarView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let (left, right) = (rect.left_bottom() - vec2(0.0, 1.0), rect.right_bottom() - vec2(0.0, 1.0));
    widgets::hairline(ui.painter(), left, right, colours.line);
    let refused = is_refused(app);
    let saves = app.document().is_some();
    let fixed = if saves { save_button(refused).width(ui) + 12.0 } else { 0.0 };
    let folding = Folding::new(ui, app, rect.width(), fixed);
    let mut x = menus(ui, app, (rect, folding.menus), view, out);
    let shown = |action: &Action| !folding.tools.contains(action);
    x = separator(ui, rect, x + 9.0) + 9.0;
    let mut parted = false;
    for (action, icon) in LEFT.into_iter().filter(|(action, _)| shown(action)) {
        if action == Action::Find && !std::mem::replace(&mut parted, true) {
            x = separator(ui, rect, x + 3.0) + 9.0;
        }
        x = tool(ui, app, rect, x, (action, icon), out);
    }
    if !folding.tools.is_empty() {
        more(ui, app, pos2(x, rect.center().y), &folding.tools, out);
    }
    if saves {
        // Years side by side are no publishing.
        let closed = refused && app.years().is_none();
        right_tools(ui, (rect, refused, closed), &folding.tools, out);
    }
}

/// The tools that had no room, behind one button.
fn more(ui: &mut Ui, app: &App, at: egui::Pos2, tools: &[Action], out: &mut Commands) {
    let rect = Rect::from_min_size(at - vec2(0.0, 15.0), vec2(MORE, 30.0));
    let button = Button::icon_only(icons::CHEVRON_DOWN, "更多工具").show_at(ui, rect);
    let tools: Vec<Action> = LEFT
        .iter()
        .chain(&RIGHT)
        .map(|(action, _)| *action)
        .filter(|a| tools.contains(a))
        .collect();
    drop_down(&button, "更多工具", |ui| menu(ui, app, &[(None, tools)], out));
}

/// A menu under its button, which says whether it is open.
fn drop_down(button: &Response, name: &str, content: impl FnOnce(&mut Ui)) {
    let open = Popup::is_id_open(&button.ctx, Popup::default_response_id(button));
    spoken::expanded(&button.ctx, button.id, open);
    button.ctx.accesskit_node_builder(button.id, |node| node.set_has_popup(HasPopup::Menu));
    Popup::menu(button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(name)
        .show(content);
}

pub(super) fn menus(
    ui: &mut Ui,
    app: &App,
    (rect, folded): (Rect, bool),
    view: &mut ToolbarView,
    out: &mut Commands,
) -> f32 {
    let mut buttons: Vec<Response> = Vec::new();
    let mut x = rect.left() + 6.0;
    let mut put = |ui: &mut Ui, label: &str| {
        let at = Rect::from_min_size(pos2(x, rect.center().y - 15.0), vec2(MENU, 30.0));
        buttons.push(Button::new(label).flat().show_at(ui, at));
        x += MENU;
    };
    if folded {
        put(ui, "菜单");
    } else {
        for group in Group::ALL {
            put(ui, group.label());
        }
    }
    let ids: Vec<_> = buttons.iter().map(Popup::default_response_id).collect();
    let open = ids.iter().position(|id| Popup::is_id_open(ui.ctx(), *id));
    if let Some(next) = wanted_menu(ui, &buttons, open, std::mem::take(&mut view.menus_wanted)) {
        Popup::open_id(ui.ctx(), ids[next]);
        buttons[next].request_focus();
    }
    let of = |group: Group| {
        let all = Action::all();
        all.filter(|action| action.group() == group && app.lists(*action)).collect()
    };
    if let (true, Some(button)) = (folded, buttons.first()) {
        let all: Vec<_> =
            Group::ALL.into_iter().map(|group| (Some(group.label()), of(group))).collect();
        drop_down(button, "菜单", |ui| menu(ui, app, &all, out));
        return x;
    }
    for (group, button) in Group::ALL.into_iter().zip(&buttons) {
        drop_down(button, group.label(), |ui| menu(ui, app, &[(None, of(group))], out));
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
        Action::ToggleComments => app.comments().open,
        Action::CheckLast => app.checks_last(),
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

/// Whether saving would be refused. What can still come right by what is missing is no fault yet.
fn is_refused(app: &App) -> bool {
    app.document().is_some_and(|document| {
        let blocks = |f: &Finding| f.severity == Severity::Blocks && !document.is_pending(f);
        document.findings().iter().any(blocks)
    })
}

/// The octagon says that saving would be refused.
fn save_button(refused: bool) -> Button<'static> {
    let save = Button::new(Action::Save.label()).icon(icons::SAVE);
    if refused {
        save.refused().sign(Some(Severity::Blocks)).name("保存，暂不能保存")
    } else {
        save.primary()
    }
}

/// Print, export and save, from the right.
fn right_tools(
    ui: &mut Ui,
    (rect, refused, closed): (Rect, bool, bool),
    folded: &[Action],
    out: &mut Commands,
) {
    let save = save_button(refused);
    let mut right = rect.right() - 4.0;
    let mut left_of = |width: f32, gap: f32| {
        let at = pos2(right - gap - width, rect.top() + 7.0);
        right = at.x;
        Rect::from_min_size(at, vec2(width, 30.0))
    };
    let save_at = left_of(save.width(ui), 8.0);
    let mut gap = 8.0;
    let mut placed = Vec::new();
    for (action, icon) in RIGHT.into_iter().rev().filter(|(action, _)| !folded.contains(action)) {
        let button = Button::new(action.label()).icon(icon).flat().enabled(!closed);
        placed.push((button, left_of(button.width(ui), gap), action));
        gap = 3.0;
    }
    for (button, at, action) in placed.into_iter().rev() {
        let hint = if closed {
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
