//! What helps with writing: for each part what the Regulation and the notice ask, a short outline,
//! and phrases, the office's own among them. Nothing is made up: a phrase is put in where the clerk
//! asks for it, with figures of the report.

pub mod messages;
mod phrases;

use std::sync::LazyLock;

use serde::Deserialize;

use messages::GuidanceCommand;
pub use phrases::filled;

use super::core::Core;
use super::modal::Modal;
use super::settings::values::{OwnPhrase, Settings};
use crate::report::Edit;
use crate::report::place::{Field, Place};

/// What helps with writing one part.
#[derive(Debug, Deserialize)]
pub struct Guidance {
    /// The section, 1 to 6; 0 for the lead-in.
    pub section: u8,
    /// What is asked, with where it comes from.
    pub asks: Vec<String>,
    /// What to write, in order.
    pub outline: Vec<String>,
    /// Phrases that come with the program.
    pub phrases: Vec<String>,
}

static ALL: LazyLock<Vec<Guidance>> = LazyLock::new(|| {
    let read = ron::from_str(include_str!("../../../assets/guidance.ron"));
    debug_assert!(read.is_ok(), "{read:?}");
    read.unwrap_or_default()
});

/// What helps with a part.
#[must_use]
pub fn guidance(section: u8) -> Option<&'static Guidance> {
    ALL.iter().find(|guidance| guidance.section == section)
}

/// The part that a field of prose belongs to: 0 for the lead-in.
#[must_use]
pub fn section_of(field: Field) -> Option<u8> {
    match field {
        Field::LeadIn => Some(0),
        Field::Before(section) | Field::After(section) => Some(section),
        _ => None,
    }
}

/// The phrases of a part: the office's own, then those that come with the program.
#[must_use]
pub fn phrases(settings: &Settings, section: u8) -> Vec<&str> {
    let own = settings.phrases.iter().filter(|phrase| phrase.section == section);
    let own = own.map(|phrase| phrase.text.as_str());
    let given = guidance(section).into_iter().flat_map(|guidance| &guidance.phrases);
    own.chain(given.map(String::as_str)).collect()
}

/// Does what is asked about what helps with writing.
pub(super) fn handle(core: &mut Core, command: GuidanceCommand) {
    match command {
        GuidanceCommand::Show(field) => core.modal = Some(Modal::Guidance(field)),
        GuidanceCommand::Insert { field, at, phrase } => insert(core, field, at, &phrase),
        GuidanceCommand::Keep { section, text } => {
            let text = text.trim().to_owned();
            let phrase = OwnPhrase { section, text };
            if !phrase.text.is_empty() && !core.settings.get().phrases.contains(&phrase) {
                core.settings.change(|settings| settings.phrases.insert(0, phrase));
            }
        }
        GuidanceCommand::Forget { section, text } => {
            let phrase = OwnPhrase { section, text };
            core.settings.change(|settings| settings.phrases.retain(|other| *other != phrase));
        }
    }
}

/// Puts a phrase into a field, where the caret was or at the end; the caret stands behind it.
fn insert(core: &mut Core, field: Field, at: Option<usize>, phrase: &str) {
    core.modal = None;
    let Some(report) = core.report() else { return };
    let text = report.text(field);
    let at = at.filter(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let words = filled(phrase, report);
    let end = at + words.len();
    core.edit("填入常用语", vec![Edit::Splice(field, at..at, words)]);
    core.goto(Place::Text(field, end..end));
}

#[cfg(test)]
mod tests {
    use super::{guidance, phrases};
    use crate::app::Settings;

    #[test]
    fn every_part_has_its_guidance() {
        for section in 0..=6 {
            let guidance = guidance(section).unwrap();
            assert!(!guidance.asks.is_empty() && !guidance.outline.is_empty(), "{section}");
        }
        assert!(!phrases(&Settings::default(), 6).is_empty());
    }
}
