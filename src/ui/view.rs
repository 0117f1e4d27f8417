//! The whole content of the window: panes around the editor of one part, or the start page.

use std::path::PathBuf;

use egui::{Context, Event, Id, Order, Rect, Ui, UiBuilder};

use super::carried::{self, CarriedView};
use super::compare::{self, CompareScreen};
use super::edited_field::EditedField;
use super::editor_pane::{self, EditorPaneView};
use super::import::{self, ImportView};
use super::keys::AltTap;
use super::ledger::{self, LedgerScreen};
use super::listing;
use super::modals::{self, ModalsView};
use super::pane_layout::{Insist, PaneLayout};
use super::preview::{self, PreviewView};
use super::problems::{self, ProblemsView};
use super::rollup::{self, RollUpScreen};
use super::sides::{self, SidesScreen};
use super::spoken::Live;
use super::start::{self, StartView};
use super::toolbar::{self, ToolbarView};
use super::{bounded, keys, nav, status, style, theme};
use crate::app::document::size;
use crate::app::{
    Action, App, Command, CompareCommand, Desk, DocumentCommand, NavigationCommand, OpeningCommand,
    Part,
};
use crate::file;
use crate::report::place::{CellId, Field, Place};
use crate::ui::commands::Commands;

/// What the views keep between frames: presentation, nothing of the report.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // Each is true or not, whatever the others are.
pub struct View {
    toolbar: ToolbarView,
    start: StartView,
    problems: ProblemsView,
    modals: ModalsView,
    editor: EditorPaneView,
    preview: PreviewView,
    carried: CarriedView,
    import: ImportView,
    ledger: LedgerScreen,
    rollup: RollUpScreen,
    /// Whether the roll-up was in front in the last frame.
    in_rollup: bool,
    compare: CompareScreen,
    sides: SidesScreen,
    insist: Insist,
    alt: AltTap,
    /// The field of text that has the keyboard, or last had it.
    field: EditedField,
    /// Whether a sheet stands in front.
    sheet: bool,
    /// What had the keyboard before it.
    home: Option<Id>,
    /// What had the keyboard last while no menu and no list was open.
    before_popup: Option<Id>,
    /// Whether a menu or a list is open.
    popup: bool,
    live: Live,
    /// How often F6 was pressed, as [`App::pane`] counts, and the pane it went to.
    pane: (usize, usize),
    /// A part has been gone to: the keyboard goes into its editor.
    entering: bool,
    at_start: bool,
}

/// Draws everything, on a ground of [`super::theme::Colours::chrome`], and gathers what is asked for. What
/// was typed comes before the shortcuts of the same frame.
pub fn show(ui: &mut Ui, app: &App, view: &mut View, out: &mut Commands) {
    refuse_long_paste(ui, app, out);
    let menus = view.alt.tapped(ui.ctx());
    view.popups(ui.ctx(), app);
    let shortcuts = keys::take(ui.ctx(), app);
    let modal = app.modal().is_some();
    let closing = view.sheets(ui.ctx(), app);
    // Behind a modal nothing gets a key.
    let held = modal.then(|| ui.input_mut(|input| std::mem::take(&mut input.events)));
    view.toolbar.menus_wanted |= menus && View::has_report_strip(app);
    if !modal {
        incoming(ui, app, out);
    }
    let hovering = !modal && ui.input(|input| !input.raw.hovered_files.is_empty());
    let window = ui;
    let ui = &mut ground(window, modal);
    in_front(ui, app, view, (menus && !modal, shortcuts), out);
    if let Some(held) = held {
        ui.input_mut(|input| input.events = held);
    }
    if hovering {
        drop_here(ui);
    }
    modals::show(ui.ctx(), app, &mut view.modals, out);
    view.live.show(window, app);
    if closing {
        // What was gone to could not yet take the keyboard: it is gone to again.
        out.retain(|command| !matches!(command, Command::Navigation(NavigationCommand::Arrived)));
    }
}

/// Draws what is in front: years side by side, the roll-up, the ledger, an import under review, the report or
/// the start page.
fn in_front(
    ui: &mut Ui,
    app: &App,
    view: &mut View,
    (menus, shortcuts): (bool, Vec<Command>),
    out: &mut Commands,
) {
    view.comes_to_roll_up(app);
    if app.years().is_none() {
        view.compare.leave();
    }
    if let Some(years) = app.years().filter(|years| !years.has_open()) {
        view.years_of_others(ui, app, (years.of_unit.is_some(), menus), out);
        out.extend(shortcuts);
    } else if View::shows_sides(app) {
        (view.at_start, view.pane.0) = (false, app.pane());
        sides::show(ui, app, &mut view.sides, out);
        out.extend(shortcuts);
    } else if app.roll_up_in_front() {
        (view.at_start, view.pane.0) = (false, app.pane());
        view.rollup.toolbar.menus_wanted |= menus;
        rollup::show(ui, app, &mut view.rollup, out);
        out.extend(shortcuts);
    } else if app.front() == Desk::Ledger {
        view.at_start = false;
        view.pane.0 = app.pane();
        view.ledger.toolbar.menus_wanted |= menus;
        ledger::show(ui, app, &mut view.ledger, out);
        out.extend(shortcuts);
    } else if app.review().is_some() {
        view.at_start = false;
        // F6 leads elsewhere there.
        view.pane.0 = app.pane();
        import::show(ui, app, &mut view.import, &mut view.editor, out);
        out.extend(shortcuts);
    } else if app.document().is_some() {
        view.at_start = false;
        report(ui, app, view, shortcuts, out);
    } else {
        if !std::mem::replace(&mut view.at_start, true) {
            view.start.enter();
        }
        child(ui, "start", ui.max_rect(), |ui| start::show(ui, app, &mut view.start, out));
        out.extend(shortcuts);
    }
}

/// What everything but sheets and announcements is drawn on; behind a sheet no client sees it.
fn ground(window: &mut Ui, behind: bool) -> Ui {
    let id = Id::unique("ground");
    let builder = UiBuilder::new().scope_id(id).max_rect(window.max_rect());
    // It has to be a thing that clients see itself: AccessKit leaves mere containers out, and tells
    // nobody of what is in one that is hidden no longer.
    let ground = window
        .new_child(builder.accessibility_role(egui::Role::Pane).accessibility_label("工作区"));
    if behind {
        window.ctx().accesskit_node_builder(id, egui::accesskit::Node::set_hidden);
    }
    ground
}

/// A file is held over the window: letting go opens it.
fn drop_here(ui: &Ui) {
    let colours = theme::colours(ui.ctx());
    let room = ui.max_rect();
    let layer = egui::LayerId::new(egui::Order::Foreground, Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(room, 0.0, colours.scrim);
    let card = Rect::from_center_size(room.center(), egui::vec2(360.0, 72.0));
    let edge = egui::Stroke::new(2.0, colours.accent);
    painter.rect(card, 6.0, colours.raised, edge, egui::StrokeKind::Inside);
    let font = egui::FontId::proportional(theme::size::TITLE);
    let words = "松开鼠标，读入这个文件";
    painter.text(card.center(), egui::Align2::CENTER_CENTER, words, font, colours.ink);
}

/// Takes a paste away that is longer than anything that is read: nothing looks at it letter by
/// letter. On the start page a whole report may be pasted.
fn refuse_long_paste(ui: &mut Ui, app: &App, out: &mut Commands) {
    let most = match app.document() {
        Some(_) => 4 * size::MAX_PROSE,
        None => usize::try_from(file::MAX_BYTES).unwrap_or(usize::MAX),
    };
    let is_long = |event: &mut Event| match event {
        Event::Paste(text) | Event::MiddleClickPaste { text, .. } => text.len() > most,
        _ => false,
    };
    let long: Vec<Event> = ui.input_mut(|input| input.events.extract_if(.., is_long).collect());
    if let Some(Event::Paste(text) | Event::MiddleClickPaste { text, .. }) = long.first() {
        let (characters, most) = (text.chars().count(), most / 3);
        out.push(DocumentCommand::PasteRefused { characters, most });
    }
}

/// What comes from outside: a file dropped on the window, text pasted on the start page.
fn incoming(ui: &mut Ui, app: &App, out: &mut Commands) {
    let dropped: Vec<PathBuf> = ui
        .input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    // Several files are years of one agency; so is one that is dropped on others.
    let is_start =
        app.document().is_none() && app.front() == Desk::Report && !app.roll_up_in_front();
    if app.years().is_some() && !dropped.is_empty() || dropped.len() > 1 && is_start {
        out.push(CompareCommand::AddFiles(dropped));
    } else {
        out.extend(dropped.into_iter().next().map(OpeningCommand::File));
    }
    if app.years().is_some() {
        return;
    }
    if is_start {
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) if !text.trim().is_empty() => Some(text.clone()),
                _ => None,
            })
        });
        out.extend(pasted.map(OpeningCommand::Text));
    }
}

fn report(ui: &mut Ui, app: &App, view: &mut View, shortcuts: Vec<Command>, out: &mut Commands) {
    let mut panes = PaneLayout::new(ui.max_rect(), app, view.insist);
    if let Some(height) = view.problems.height().filter(|_| panes.problems_open) {
        panes.drag_problems(height);
    }
    if let Some(width) = view.preview.width().filter(|_| panes.preview_open && !panes.carried_open)
    {
        panes.drag_preview(width);
    }
    view.field.carry_out(ui.ctx(), app, out);
    let lines = listing::lines(app);
    if app.years().is_some() && view.compare.is_fresh() {
        // The lines have the keyboard: F6 goes on from there.
        view.pane.1 = 1;
    }
    let focus = next_pane(app, view, &panes, out);
    let mut given = Commands::default();
    let given_here = &mut given;
    child(ui, "toolbar", panes.toolbar, |ui| toolbar::show(ui, app, &mut view.toolbar, given_here));
    child(ui, "nav", panes.nav, |ui| {
        nav::show(ui, app, &lines, (panes.nav_open, focus == Some(0)), given_here);
    });
    let years = app.years().is_some();
    child(ui, "editor", panes.editor, |ui| {
        if years {
            compare::show(ui, app, &mut view.compare, out);
        } else {
            editor_pane::show(ui, app, &mut view.editor, out);
        }
    });
    child(ui, "problems", panes.problems, |ui| {
        problems::show(ui, app, &lines, panes.problems_open, &mut view.problems, given_here);
    });
    if panes.carried_bar.height() > 0.0 {
        child(ui, "carried bar", panes.carried_bar, |ui| {
            carried::bar(ui, app, &mut view.carried, given_here);
        });
    }
    if !years {
        child(ui, "preview", panes.preview, |ui| {
            if panes.carried_open {
                carried::panel(ui, app, &mut view.carried, given_here);
            } else {
                preview::show(ui, app, panes.preview_open, &mut view.preview, given_here);
            }
        });
    }
    child(ui, "status", panes.status, |ui| status::show(ui, app, given_here));
    out.append(&mut given);
    out.extend(shortcuts);
    view.entering |=
        out.iter().any(|command| matches!(command, Command::Do(to) if to.goes_to_part()));
    if !app.checks_last()
        && out.iter().any(|command| matches!(command, Command::Do(Action::CheckLast)))
    {
        view.carried.focus();
    }
    out.retain(|command| !view.unfold(command, app, &panes));
}

/// A pane as a ui of its own, clipped to its room.
fn child(ui: &mut Ui, name: &str, room: Rect, content: impl FnOnce(&mut Ui)) {
    let room = bounded::room(room);
    let mut pane = ui.new_child(UiBuilder::new().scope_id(Id::unique(name)).max_rect(room));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    content(&mut pane);
}

/// The pane that F6 has just gone to, or a part's own key, told once.
fn next_pane(app: &App, view: &mut View, panes: &PaneLayout, out: &mut Commands) -> Option<usize> {
    let with_preview = panes.preview_open;
    let (times, pane) = &mut view.pane;
    // Several presses in one frame are several panes.
    let pressed = app.pane().wrapping_sub(std::mem::replace(times, app.pane()));
    let entering = std::mem::take(&mut view.entering);
    if pressed == 0 && !entering {
        return None;
    }
    // A key for a part leads into its editor, from wherever.
    let from = if entering { 1 } else { *pane };
    *pane = (from + pressed) % if with_preview { 4 } else { 3 };
    let pane = *pane;
    match pane {
        1 if app.years().is_some() => view.compare.enter(),
        1 => out.extend(
            app.cursor()
                .or(app.last_place())
                .cloned()
                .or_else(|| first_place(app))
                .map(NavigationCommand::Goto),
        ),
        2 if app.comments().open => view.editor.enter_comments(app),
        2 => view.problems.focus(),
        3 if panes.carried_open => view.carried.focus(),
        3 => view.preview.focus(),
        _ => {}
    }
    Some(pane)
}

/// The first place in the part that is shown that can be typed in.
fn first_place(app: &App) -> Option<Place> {
    let edition = app.document()?.report().edition();
    let table = match app.part() {
        Part::Basic => return Some(Place::Field(Field::Agency)),
        Part::Section(number) => match edition.table_in(number) {
            Some(table) => table,
            None => return Some(Place::Field(Field::Before(number))),
        },
        Part::Tables => 0,
    };
    let index = edition.tables.get(table)?.cells.iter().position(|cell| cell.sum_of.is_none())?;
    Some(Place::Cell(CellId { table, index }))
}

impl View {
    /// Years of a unit of the roll-up, or of files: not of the open report.
    fn years_of_others(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (of_unit, menus): (bool, bool),
        out: &mut Commands,
    ) {
        (self.at_start, self.pane.0) = (false, app.pane());
        if !of_unit || !app.roll_up_in_front() {
            self.compare.toolbar.menus_wanted |= menus;
            return compare::alone(ui, app, &mut self.compare, out);
        }
        self.rollup.toolbar.menus_wanted |= menus;
        let room = rollup::around_years(ui, app, &mut self.rollup, out);
        child(ui, "years of a unit", room, |ui| compare::show(ui, app, &mut self.compare, out));
    }

    /// Whether two reports side by side are in front.
    fn shows_sides(app: &App) -> bool {
        let behind = app.years().is_some() || app.roll_up_in_front();
        app.sides().is_some() && app.front() == Desk::Report && !behind
    }

    /// A roll-up that comes to the front takes the keyboard.
    fn comes_to_roll_up(&mut self, app: &App) {
        let comes = app.roll_up_in_front() && app.years().is_none();
        if !std::mem::replace(&mut self.in_rollup, comes) && comes {
            self.rollup.enter();
        }
    }

    /// Whether a tap on Alt opens the menus of the report's strip.
    fn has_report_strip(app: &App) -> bool {
        app.modal().is_none()
            && app.front() == Desk::Report
            && !app.roll_up_in_front()
            && (app.sides().is_none() || app.years().is_some())
            && app.document().is_some()
            && app.review().is_none()
    }

    /// A menu or a list that closes gives the keyboard back to where it was, unless what was chosen
    /// leads elsewhere.
    fn popups(&mut self, ctx: &Context, app: &App) {
        let open = egui::Popup::is_any_open(ctx);
        let focused = ctx.memory(egui::Memory::focused);
        if open {
            self.popup = true;
        } else if std::mem::take(&mut self.popup) {
            let elsewhere = app.modal().is_some() || app.target().is_some();
            // What stood in the menu itself has gone with it.
            let shown = |id| {
                let behind = |widget: &egui::WidgetRect| widget.layer_id.order < Order::Foreground;
                ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).is_some_and(behind))
            };
            let stays = focused.is_some_and(shown);
            if let Some(home) = self.before_popup.filter(|_| !elsewhere && !stays) {
                ctx.memory_mut(|memory| memory.request_focus(home));
            }
        } else if focused.is_some() {
            self.before_popup = focused;
        }
    }

    /// What a sheet that comes or goes does to the keyboard. True in the one frame in which a sheet
    /// is gone, but what lay behind it cannot have the keyboard yet.
    fn sheets(&mut self, ctx: &Context, app: &App) -> bool {
        let sheet = app.modal().is_some();
        if sheet && !std::mem::replace(&mut self.sheet, true) {
            self.home = ctx.memory(egui::Memory::focused);
            // What was hovered before has to go, and its explanation, which would stay for as long
            // as the pointer does.
            style::tooltips(ctx, false);
            ctx.input_mut(|input| input.pointer = egui::PointerState::default());
            ctx.request_repaint();
        }
        let closing = !sheet && ctx.memory(|memory| memory.top_modal_layer().is_some());
        if closing {
            ctx.request_repaint();
        } else if !sheet && std::mem::take(&mut self.sheet) {
            style::tooltips(ctx, true);
            let home = self.home.take().filter(|_| app.target().is_none());
            let focused = ctx.memory(egui::Memory::focused);
            if let (Some(home), None) = (home, focused) {
                ctx.memory_mut(|memory| memory.request_focus(home));
            }
        }
        closing
    }

    /// A pane that is asked for stays unfolded from then on, also where room lacks. True where it
    /// is chosen to be open already, and was only folded: then nothing else is to be done.
    fn unfold(&mut self, command: &Command, app: &App, panes: &PaneLayout) -> bool {
        let settings = app.settings();
        let (insist, chosen, shown) = match command {
            Command::Do(Action::ToggleNav) => {
                (&mut self.insist.nav, settings.nav_open, panes.nav_open)
            }
            Command::Do(Action::ToggleProblems) => {
                (&mut self.insist.problems, settings.problems_open, panes.problems_open)
            }
            Command::Do(Action::TogglePreview) => {
                (&mut self.insist.preview, settings.preview_open, panes.preview_open)
            }
            _ => return false,
        };
        let unfolds = !shown;
        *insist |= unfolds;
        chosen && unfolds
    }
}
