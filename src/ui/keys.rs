//! Shortcuts, taken before any widget sees the keys: a field of text would take Ctrl+Z for itself.

use egui::{Event, Key, Modifiers};

use crate::app::{self, Action, App, CarriedCommand, Command, CommentsCommand, Shortcut};
use crate::report::place::Place;
use crate::ui::prose;

/// The window's own key for a shortcut's.
fn key(key: app::Key) -> Option<Key> {
    match key {
        app::Key::Char(c) => Key::from_name(c.encode_utf8(&mut [0; 4])),
        app::Key::F(n) => Key::from_name(&format!("F{n}")),
        app::Key::PageUp => Some(Key::PageUp),
        app::Key::PageDown => Some(Key::PageDown),
    }
}

fn matches(shortcut: Shortcut, pressed: Key, modifiers: Modifiers) -> bool {
    let Shortcut { ctrl, shift, alt, .. } = shortcut;
    let zoom_in = shortcut.key == app::Key::Char('=');
    // The plus sign stands on the same key as the equals sign, and alone on the number pad.
    let same_key = key(shortcut.key) == Some(pressed) || (zoom_in && pressed == Key::Plus);
    same_key
        && modifiers.command == ctrl
        && modifiers.alt == alt
        && (modifiers.shift == shift || zoom_in)
}

/// Takes the shortcuts out of the input, in the order in which they were pressed. In a sheet there
/// are none; but what comes as text with Alt held is not meant as text, there or anywhere.
pub fn take(ctx: &egui::Context, app: &App) -> Vec<Command> {
    let sheet = app.modal().is_some();
    let comments = app.comments().open && app.sides().is_none();
    let carried = carried_key(ctx, app);
    let mut taken = Vec::new();
    let mut text_with_alt: Option<&str> = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                let found = Action::all()
                    .filter(|action| !action.is_editors())
                    .find(|action| action.shortcut().is_some_and(|s| matches(s, *key, *modifiers)));
                text_with_alt = modifiers.alt.then(|| key.symbol_or_name());
                let carried = carried(*key, *modifiers);
                let comment = comments.then(|| of_comments(*key, *modifiers)).flatten();
                let taken_here = found.is_some() || carried.is_some() || comment.is_some();
                let command = carried.map(Command::Carried).or(comment.map(Command::Comments));
                let command = command.or(found.map(Command::Do));
                taken.extend(command.filter(|_| !sheet));
                !taken_here || sheet
            }
            Event::Text(text) => {
                text_with_alt.take().is_none_or(|key| !key.eq_ignore_ascii_case(text))
            }
            _ => true,
        });
    });
    taken
}

/// What keys do while last year's figures are gone through: F4 goes to the next that nobody has decided
/// on, Ctrl+Enter says that one is still right, Esc leaves, unless something nearer is left first.
fn carried_key(
    ctx: &egui::Context,
    app: &App,
) -> impl Fn(Key, Modifiers) -> Option<CarriedCommand> + use<> {
    let checks = app.checks_last() && app.sides().is_none();
    let any = checks && !app.undecided().is_empty();
    let in_cell = matches!(app.cursor(), Some(Place::Cell(_)));
    let at_figure = checks && is_at_figure(ctx, app).unwrap_or(false);
    let leaves = checks && !in_cell && app.search().is_none() && !egui::Popup::is_any_open(ctx);
    move |key, modifiers| match key {
        Key::Escape if modifiers.is_none() && leaves => Some(CarriedCommand::Check(false)),
        // Enter behind a number that was gone to ends it: it breaks no paragraph.
        Key::Enter if modifiers.is_none() && checks && at_figure => Some(CarriedCommand::Next),
        _ if any => of_carried(key, modifiers),
        _ => None,
    }
}

/// Whether the keyboard is in the prose, right at the figure that was gone to.
fn is_at_figure(ctx: &egui::Context, app: &App) -> Option<bool> {
    let report = app.document()?.report();
    let mark = report.carried.get(app.chosen_figure()?)?;
    let field = mark.at.field();
    let caret =
        prose::has_keyboard(ctx, field).then(|| prose::caret(ctx, field, report.text(field)));
    let range = mark.at.range();
    Some(!mark.at.is_gone() && (range.start..=range.end).contains(&caret??))
}

fn of_carried(key: Key, modifiers: Modifiers) -> Option<CarriedCommand> {
    match key {
        Key::F4 if modifiers.is_none() => Some(CarriedCommand::Next),
        Key::F4 if modifiers.shift_only() => Some(CarriedCommand::Previous),
        Key::Enter if modifiers.command && modifiers.shift && !modifiers.alt => {
            Some(CarriedCommand::CurrentAsOffered)
        }
        Key::Enter if modifiers.command_only() => Some(CarriedCommand::CurrentStillRight),
        _ => None,
    }
}

/// What a key does while comments are shown: F4 goes through the open ones, Ctrl+Enter settles one.
fn of_comments(key: Key, modifiers: Modifiers) -> Option<CommentsCommand> {
    match key {
        Key::F4 if modifiers.is_none() => Some(CommentsCommand::Next),
        Key::F4 if modifiers.shift_only() => Some(CommentsCommand::Previous),
        Key::Enter if modifiers.command_only() => Some(CommentsCommand::SettleCurrent),
        _ => None,
    }
}

/// Whether Alt was pressed and let go with nothing in between: it opens the menus.
#[derive(Debug, Default)]
pub struct AltTap {
    armed: bool,
}

impl AltTap {
    /// Looks at this frame's input; true in the frame in which Alt is let go. Only the key counts:
    /// that Alt is held is also told when the keyboard changes, without any key.
    pub fn tapped(&mut self, ctx: &egui::Context) -> bool {
        ctx.input(|input| {
            let mut tapped = false;
            for event in &input.events {
                match event {
                    // Held, it repeats.
                    Event::Key { key: Key::AltLeft | Key::AltRight, repeat: true, .. } => {}
                    Event::Key {
                        key: Key::AltLeft | Key::AltRight, pressed, modifiers, ..
                    } => {
                        let alone = Modifiers { alt: false, ..*modifiers }.is_none();
                        tapped |= self.armed && !pressed && alone;
                        self.armed = *pressed && alone;
                    }
                    Event::Key { .. }
                    | Event::Text(_)
                    | Event::PointerButton { .. }
                    | Event::WindowFocused(_) => self.armed = false,
                    _ => {}
                }
            }
            tapped
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{key, matches};
    use crate::app::Action;
    use egui::{Key, Modifiers};

    #[test]
    fn every_shortcut_has_a_key_and_input_methods_keep_theirs() {
        for action in Action::all() {
            if let Some(shortcut) = action.shortcut() {
                assert!(key(shortcut.key).is_some(), "{action:?}");
            }
        }
        let kept = [
            (Modifiers::CTRL, Key::Space),
            (Modifiers::SHIFT, Key::Space),
            (Modifiers::CTRL, Key::Period),
            (Modifiers::CTRL | Modifiers::SHIFT, Key::F),
        ];
        for (modifiers, key) in kept {
            let modifiers = Modifiers { command: modifiers.ctrl, ..modifiers };
            let taken =
                Action::all().filter_map(Action::shortcut).any(|s| matches(s, key, modifiers));
            assert!(!taken, "{modifiers:?} {key:?}");
        }
    }
}
