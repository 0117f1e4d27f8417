//! What was typed before a key that leaves a field reaches the field: a slow machine gives both in one frame,
//! and Esc and Tab take the keyboard from a field before it has seen a letter of that frame.

use egui::{Event, ImeEvent, Key};

/// What waits for the next frame.
#[derive(Debug, Default)]
pub(super) struct HeldKeys {
    rest: Vec<Event>,
    /// Nothing goes into the next frame: a field was left, and what has the keyboard now asks for it there.
    pause: bool,
}

impl HeldKeys {
    /// Takes from the events of a frame, which are changed, those that have to wait; what waited before comes
    /// first. Whether something waits now, so that another frame is needed.
    pub fn order(&mut self, events: &mut Vec<Event>) -> bool {
        let mut all = std::mem::take(&mut self.rest);
        all.append(events);
        if std::mem::take(&mut self.pause) {
            self.rest = all;
        } else {
            self.rest = all.split_off(first_part(&all));
            self.pause = !self.rest.is_empty() && all.last().is_some_and(leaves);
            *events = all;
        }
        !self.rest.is_empty()
    }
}

/// How many of some events go into one frame: up to a key that leaves a field where something was typed before
/// it, else up to what follows such a key.
fn first_part(events: &[Event]) -> usize {
    let Some(at) = events.iter().position(leaves) else { return events.len() };
    let (before, after) = events.split_at(at);
    if before.iter().any(types) {
        return at;
    }
    let follows = after.iter().skip(1).any(|event| types(event) || is_pressed(event));
    if follows { at + 1 } else { events.len() }
}

fn leaves(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Escape | Key::Tab, pressed: true, .. })
}

fn is_pressed(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. })
}

fn types(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(ImeEvent::Commit(_)))
}

#[cfg(test)]
mod tests {
    use egui::{Event, Key, Modifiers};

    use super::HeldKeys;

    fn key(key: Key) -> Event {
        let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
        Event::Key { key, physical_key, pressed: true, repeat, modifiers }
    }

    fn text(letter: char) -> Event {
        Event::Text(letter.to_string())
    }

    /// The frames that events which came in one become.
    fn frames(events: Vec<Event>) -> Vec<Vec<Event>> {
        let (mut held, mut frames, mut now) = (HeldKeys::default(), Vec::new(), events);
        loop {
            let more = held.order(&mut now);
            frames.push(std::mem::take(&mut now));
            if !more {
                return frames;
            }
        }
    }

    #[test]
    fn what_was_typed_goes_before_the_key_that_leaves() {
        let (a, b) = (text('a'), text('b'));
        let (esc, tab, home) = (key(Key::Escape), key(Key::Tab), key(Key::Home));
        for (events, expected) in [
            (vec![a.clone(), b.clone()], vec![2]),
            (vec![a.clone(), esc.clone()], vec![1, 1]),
            (vec![a.clone(), esc.clone(), home.clone()], vec![1, 1, 0, 1]),
            (vec![esc.clone()], vec![1]),
            (vec![tab.clone(), a.clone(), tab.clone(), b.clone()], vec![1, 0, 1, 1, 0, 1]),
            (vec![home.clone(), a.clone(), b.clone(), tab.clone()], vec![3, 1]),
            (vec![], vec![0]),
        ] {
            let frames = frames(events.clone());
            assert_eq!(frames.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{events:?}");
            assert_eq!(frames.concat(), events, "in the order in which they came");
        }
    }
}
