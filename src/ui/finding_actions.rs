//! What can be done about a finding, in words: on its row, on its card, and in its menu.

use egui::{Color32, pos2, vec2};
use egui::{
    EventFilter, FontId, Id, Key, Popup, PopupCloseBehavior, Response, Sense, Ui, WidgetInfo,
};

use super::theme::{self, size};
use super::widgets;
use crate::app::{Action, Command, FindingsCommand};
use crate::finding::{Finding, FindingId, Severity};
use crate::report::Report;
use crate::report::place::Place;
use crate::rules::can_be_waived;
use crate::ui::commands::Commands;

/// One thing to do.
#[derive(Clone, Debug)]
pub(crate) struct FindingAction {
    /// What the button says.
    pub label: String,
    /// The command that the action sends.
    pub command: Command,
}

impl FindingAction {
    /// A command under a name.
    pub fn new(label: &str, command: Command) -> Self {
        Self { label: label.to_owned(), command }
    }

    /// An action by name, as a line of a menu.
    pub fn of(action: Action) -> Self {
        Self { label: action.label().to_owned(), command: Command::Do(action) }
    }
}

/// All of them.
#[derive(Clone, Debug)]
pub(crate) struct FindingActions {
    /// Goes where the finding is.
    pub go: FindingAction,
    /// Tells what its rule asks for, and why.
    pub about: FindingAction,
    /// Goes to the other place that it is about.
    pub other: Option<FindingAction>,
    /// The fix that can be applied, if there is one.
    pub fix: Option<FindingAction>,
    /// The fixes of all findings of its line, where there are several.
    pub all_at_once: Option<FindingAction>,
    /// Asks for a written reason, or takes it back.
    pub reason: Option<FindingAction>,
    /// A reason is there, or asked for sooner than anything else.
    reason_first: bool,
}

impl FindingActions {
    /// What can be done about a finding; `all` are those that it stands for, itself first.
    pub fn new(report: &Report, finding: &Finding, all: &[FindingId]) -> Self {
        let id = || finding.id();
        let action = |label: &str, command: FindingsCommand| FindingAction {
            label: label.to_owned(),
            command: command.into(),
        };
        let go = match finding.place {
            Place::Column(_) => "转到此列",
            Place::Cell(_) => "转到此格",
            _ => "转到此处",
        };
        let open = finding.waived.is_none();
        let fix = finding.fix.as_ref().filter(|_| open);
        let reason = match (can_be_waived(finding), open) {
            (true, true) => Some(action("写明原因", FindingsCommand::AskReason(all.to_vec()))),
            (false, true) => None,
            (_, false) => Some(action("取消说明", FindingsCommand::Unwaive(all.to_vec()))),
        };
        Self {
            go: action(go, FindingsCommand::Goto(id())),
            about: action("依据和说明", FindingsCommand::About(id())),
            other: finding
                .other
                .as_ref()
                .map(|place| action(&look(place, report), FindingsCommand::GotoOther(id()))),
            fix: fix.map(|fix| action(&fix.label, FindingsCommand::Fix(id()))),
            all_at_once: fix.filter(|_| all.len() > 1).map(|_| {
                let count = all.len();
                if finding.fills_blank() {
                    let label = format!("空白 {count} 格补 0");
                    return action(&label, FindingsCommand::FixThese(all.to_vec()));
                }
                let label = format!("全部改正 {count} 处");
                action(&label, FindingsCommand::FixAll(id()))
            }),
            reason,
            reason_first: !open || finding.severity == Severity::Warning,
        }
    }

    /// What is done soonest: the fixes of all, a fix, else a reason, where one is asked for, else
    /// going there.
    pub fn first(&self) -> &FindingAction {
        let reason = self.reason.as_ref().filter(|_| self.reason_first);
        self.all_at_once.as_ref().or(self.fix.as_ref()).or(reason).unwrap_or(&self.go)
    }

    /// Everything, in the order of a menu.
    pub fn all(&self) -> Vec<&FindingAction> {
        let rest = [&self.other, &self.fix, &self.all_at_once, &self.reason];
        let rest = rest.into_iter().flatten().chain([&self.about]);
        [&self.go].into_iter().chain(rest).collect()
    }
}

/// 看表三, 看文字.
fn look(place: &Place, report: &Report) -> String {
    let table = |table: usize| {
        let name = report.edition().tables.get(table).map_or("表格", |form| form.name.as_str());
        format!("看{name}")
    };
    match place {
        Place::Cell(id) | Place::Column(id) => table(id.table),
        Place::Table(index) | Place::Row(index, _) => table(*index),
        Place::Text(..) => "看文字".into(),
        Place::Report | Place::Year | Place::Field(_) => "看另一处".into(),
    }
}

/// The menu of a button: opened by the keyboard it has the keyboard, which goes back when it
/// closes.
pub(crate) fn menu_at(ui: &Ui, button: &Response, actions: &[&FindingAction], out: &mut Commands) {
    let id = Popup::default_response_id(button);
    let open = Popup::is_id_open(ui.ctx(), id);
    let was = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(id), open));
    if was && !open && ui.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    Popup::menu(button)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name("更多")
        .show(|ui| menu(ui, actions, out));
}

/// How many frames a line that was pressed keeps the keyboard after its menu is gone.
const LINGERS: u8 = 4;

/// The menu under the right button of the mouse, of what was pressed; when it closes the keyboard goes
/// back to `home`, unless what was chosen takes it elsewhere. `actions` gives its lines while it is open.
pub(crate) fn context(
    ui: &Ui,
    (pressed, home): (&Response, Id),
    name: &str,
    actions: impl FnOnce() -> Vec<FindingAction>,
    out: &mut Commands,
) {
    let popup = Popup::context_menu(pressed).gap(4.0).accessible_name(name);
    let closed = popup.get_id().with("closed");
    let open = popup.is_open();
    let escaped = open && ui.input(|input| input.key_pressed(Key::Escape));
    let shown = popup.show(|ui| {
        let actions = actions();
        menu(ui, &actions.iter().collect::<Vec<_>>(), out);
    });
    if escaped {
        // Nobody else takes what Esc has left without the keyboard.
        ui.memory_mut(|memory| memory.request_focus(home));
        ui.data_mut(|data| data.insert_temp(closed, 0_u8));
        return;
    }
    if open || shown.is_some() {
        ui.data_mut(|data| data.insert_temp(closed, LINGERS));
        return;
    }
    let left: u8 = ui.data(|data| data.get_temp(closed)).unwrap_or(0);
    if left == 0 {
        return;
    }
    let free = ui.memory(|memory| memory.focused().is_none());
    if free {
        ui.memory_mut(|memory| memory.request_focus(home));
    }
    ui.data_mut(|data| data.insert_temp(closed, if free { 0 } else { left - 1 }));
    ui.ctx().request_repaint();
}

/// The lines of a menu; the arrow keys walk them.
pub(crate) fn menu(ui: &mut Ui, actions: &[&FindingAction], out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let lay = |action: &&FindingAction| {
        let font = FontId::proportional(size::TEXT);
        ui.painter().layout_no_wrap(action.label.clone(), font, Color32::PLACEHOLDER)
    };
    let words: Vec<_> = actions.iter().map(lay).collect();
    let width = words.iter().map(|words| words.size().x + 24.0).fold(120.0, f32::max).ceil();
    ui.set_width(width);
    let mut lines: Vec<Response> = Vec::new();
    for (action, words) in actions.iter().zip(words) {
        let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
        if response.hovered() || response.has_focus() {
            widgets::active_row(ui.painter(), rect, colours);
        }
        widgets::keep_in_view(&response);
        let top = (rect.center().y - words.size().y / 2.0).round();
        ui.painter().galley(pos2(rect.left() + 12.0, top), words, colours.ink);
        let name = &action.label;
        response.widget_info(|| WidgetInfo::labeled(egui::Role::MenuItem, true, name));
        if response.clicked() {
            out.push(action.command.clone());
        }
        lines.push(response);
    }
    walk(ui, &lines);
}

/// The arrow keys go round in the menu; one that is entered begins with its first line.
fn walk(ui: &mut Ui, lines: &[Response]) {
    let Some(at) = lines.iter().position(Response::has_focus) else {
        if let Some(first) = lines.first() {
            first.request_focus();
        }
        return;
    };
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(lines[at].id, filter));
    let none = egui::Modifiers::NONE;
    let (down, up) = ui.input_mut(|input| {
        (
            input.count_and_consume_key(none, Key::ArrowDown),
            input.count_and_consume_key(none, Key::ArrowUp),
        )
    });
    if down + up > 0 {
        // Each up is one less than a whole round down.
        lines[(at + down + up * (lines.len() - 1)) % lines.len()].request_focus();
    }
}
