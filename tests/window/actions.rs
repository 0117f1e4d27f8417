//! Every action by keyboard: by its shortcut where it has one, and walked to in its menu. Whether
//! it did what it should is told by the program without a window, which is given it by name.

use crate::desk;
use std::fmt::Write as _;
use std::time::Duration;

use crate::desk::Desk;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::app::{
    self, Action, App, Command, CommentsCommand, DocumentCommand, FindingsCommand, Group,
    NavigationCommand, Part, SearchCommand, Settings, Shortcut, Theme,
};
use nianbao::report::place::{CellId, Field, Place};
use nianbao::report::{Anchor, CarriedFigure, CommentPlace, Edit, Report, Value};

/// Settings in which every choice of an action changes something.
fn settings(action: Action) -> Settings {
    let theme = match action {
        Action::ThemeSystem => Theme::Light,
        _ => Theme::System,
    };
    Settings { theme, zoom: 110, ..desk::settings() }
}

/// The sample, after which every cell of 表三 with a 0 is blank and some words are gone.
fn edits(report: &Report) -> Vec<Edit> {
    let zeros = zeros(report).into_iter().map(|cell| Edit::Value(cell, Value::Blank));
    let words = [Field::LeadIn, Field::Before(1), Field::Before(6)];
    let words = words.map(|field| Edit::Text(field, "公开。公开。".into()));
    let last = Edit::Last(Some(Box::new(report.as_last_year())));
    zeros.chain(words).chain([last]).collect()
}

fn zeros(report: &Report) -> Vec<CellId> {
    let figures = &report.figures;
    let zero = |cell: &CellId| cell.table == 1 && *figures.typed(*cell) == Value::Count(0);
    figures.cells().filter(zero).collect()
}

/// What is done before an action, so that it has something to do.
fn scene(app: &App, action: Action) -> Vec<Command> {
    use Action as A;
    let report = app.document().unwrap().report();
    let edit = |label: &str, edits| {
        DocumentCommand::Edit { label: label.into(), edits, merge: None }.into()
    };
    let agency = Edit::Text(Field::SignatureName, "某局".into());
    let mut commands = Vec::new();
    // These would ask first whether the changes are to be kept.
    if !matches!(action, A::New | A::Sample | A::CloseReport | A::Quit) {
        commands.push(edit("改一处", edits(report)));
        commands.push(edit("改署名", vec![agency]));
        commands.push(Command::Do(A::Undo));
    }
    commands.push(match action {
        A::Section3 => NavigationCommand::Show(Part::Basic).into(),
        _ => NavigationCommand::Goto(Place::Cell(zeros(report)[0])).into(),
    });
    if matches!(action, A::FindNext | A::FindPrevious) {
        commands.push(Command::Do(A::Find));
        commands.push(SearchCommand::Seek { words: "公开".into(), with: String::new() }.into());
    }
    if matches!(action, A::CheckLast) {
        let at = Anchor::new(Field::Before(6), 0.."公开".len());
        let mark = CarriedFigure { at, was: "公开".into(), decision: None };
        commands.push(edit("沿用", vec![Edit::Carried(vec![mark])]));
    }
    if matches!(action, A::ExportComments) {
        let comment = CommentsCommand::Add(CommentPlace::Report, "请核对".into());
        commands.push(comment.into());
    }
    commands
}

/// What is done where the keyboard is, by the window alone.
fn is_done_there(action: Action) -> bool {
    action.is_editors() || matches!(action, Action::AddComment | Action::NextHeading)
}

/// What comes after the scene has been seen: the finding that a fix is taken from.
fn finding(app: &App, action: Action) -> Option<Command> {
    let findings = app.document().unwrap().findings();
    let fix = findings.iter().find(|finding| finding.fix.is_some());
    fix.filter(|_| action == Action::ApplyFix).map(|f| FindingsCommand::Goto(f.id()).into())
}

/// All that an action can change.
fn state(app: &App, action: Action) -> String {
    // What could not be opened is told with its place, which is each test's own.
    let modal = match action {
        Action::Manual | Action::Licences => format!("{}", app.modal().is_some()),
        _ => format!("{:?}", app.modal()),
    };
    // Where one was is kept under the name of a draft, which is each test's own as well.
    let mut settings = app.settings().clone();
    settings.places.clear();
    let mut state = format!(
        "{:?} {} {} {} {} {modal} {:?} {:?} {:?} {:?} {} {} {}",
        app.part(),
        app.years().is_some(),
        app.comments().open,
        app.checks_last(),
        app.sides().is_some(),
        app.search(),
        app.notice(),
        settings,
        app.finding(),
        app.pane(),
        app.generation(),
        app.wants_to_quit(),
    );
    if let Some(document) = app.document() {
        let (undo, redo) = (document.undo_label(), document.redo_label());
        write!(state, " {undo:?} {redo:?} {:?}", document.report()).unwrap();
    }
    if matches!(action, Action::TextBefore | Action::TextAfter) {
        write!(state, " {:?}", app.target().or(app.cursor())).unwrap();
    }
    state
}

/// The state before and after an action that is given by name.
fn by_name(action: Action) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = desk::start(folder.path(), &settings(action));
    let give = |app: &mut App, command: Command| {
        app.handle(command);
        app.settle(Duration::from_secs(10));
    };
    give(&mut app, Command::Do(Action::Sample));
    for command in scene(&app, action) {
        // The window tells where the cursor is.
        if let Command::Navigation(NavigationCommand::Goto(place)) = &command {
            give(&mut app, NavigationCommand::Cursor(Some(place.clone())).into());
        }
        give(&mut app, command);
    }
    if let Some(command) = finding(&app, action) {
        give(&mut app, command);
    }
    let before = state(&app, action);
    assert!(app.is_enabled(action), "{action:?}");
    give(&mut app, Command::Do(action));
    (before, state(&app, action))
}

fn at_desk(action: Action) -> Desk {
    let mut desk = Desk::with(&settings(action));
    desk.give(Command::Do(Action::Sample));
    for command in scene(desk.app(), action) {
        desk.give(command);
    }
    if let Some(command) = finding(desk.app(), action) {
        desk.give(command);
    }
    desk
}

fn check(action: Action, keys: impl Fn(&mut Desk, Action)) {
    let (before, after) = by_name(action);
    assert_ne!(before, after, "{action:?} has nothing to do");
    let mut desk = at_desk(action);
    assert_eq!(state(desk.app(), action), before, "before {action:?}");
    keys(&mut desk, action);
    assert_eq!(state(desk.app(), action), after, "after {action:?}");
}

fn press(desk: &mut Desk, shortcut: Shortcut) {
    let key = match shortcut.key {
        app::Key::Char(c) => Key::from_name(&c.to_string()).unwrap(),
        app::Key::F(n) => Key::from_name(&format!("F{n}")).unwrap(),
        app::Key::PageUp => Key::PageUp,
        app::Key::PageDown => Key::PageDown,
    };
    let Shortcut { ctrl, shift, alt, .. } = shortcut;
    desk.press_with(Modifiers { alt, ctrl, shift, mac_cmd: false, command: ctrl }, key);
}

/// What a line of a menu can be.
const ITEMS: [egui::Role; 3] =
    [egui::Role::MenuItem, egui::Role::MenuItemCheckBox, egui::Role::MenuItemRadio];

/// Alt, right to the menu, down to the item, Enter.
fn walk(desk: &mut Desk, action: Action) {
    desk.tap_alt();
    let right = Group::ALL.iter().position(|group| *group == action.group()).unwrap();
    let arrow = |desk: &mut Desk, key| {
        desk.frame(vec![desk::press(Modifiers::NONE, key)]);
        desk.harness.run();
    };
    for _ in 0..right {
        arrow(desk, Key::ArrowRight);
    }
    let count = |desk: &Desk| {
        let all = ITEMS.into_iter().flat_map(|role| desk.harness.query_all_by_role(role));
        all.count()
    };
    let items = count(desk);
    let with_step = format!("{}：", action.label());
    for _ in 0..items {
        arrow(desk, Key::ArrowDown);
        let item = desk.focused();
        if item == action.label() || item.starts_with(&with_step) {
            desk.press(Key::Enter);
            return assert_eq!(count(desk), 0, "the menu stays open after {action:?}");
        }
    }
    panic!("arrow keys do not lead to {action:?}");
}

#[test]
fn every_shortcut_gives_its_action() {
    for action in Action::all().filter(|action| !is_done_there(*action)) {
        if let Some(shortcut) = action.shortcut() {
            check(action, |desk, _| press(desk, shortcut));
        }
    }
}

#[test]
fn every_action_is_walked_to_in_its_menu() {
    // What is done where the keyboard was is tried there, and what needs a ledger with the ledger.
    let elsewhere = |action: &Action| {
        is_done_there(*action) || action.is_of_ledger() || *action == Action::FillFromLedger
    };
    for action in Action::all().filter(|action| !elsewhere(action)) {
        check(action, walk);
    }
}
