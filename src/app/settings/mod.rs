//! The clerk's choices: what they are, how they are kept, and what follows from a change.

pub(super) mod keeper;
pub mod messages;
pub mod places;
pub mod values;

use messages::{SettingsAnswer, SettingsCommand, SettingsModal};

use super::core::Core;
use crate::font::Office;

pub use values::{Folders, Recent, Settings, Theme};

/// Does what is asked about settings.
pub(super) fn handle(core: &mut Core, command: SettingsCommand) {
    match command {
        SettingsCommand::Set(settings) => {
            core.settings.change(|now| *now = *settings);
            core.ask_rules_anew();
            core.know_faces();
        }
        SettingsCommand::Ask => core.modal = Some(SettingsModal::Settings.into()),
        // In a job: every font file of the machine is opened.
        SettingsCommand::LookForFaces => core.jobs.start(|| {
            Office::of_this_machine();
            SettingsAnswer::FacesFound
        }),
    }
}

/// Takes what a job about settings sends back.
pub(super) fn take(core: &mut Core, answer: SettingsAnswer) {
    match answer {
        SettingsAnswer::FacesFound => {
            // A report is checked against the faces it is set in: the current finding stays.
            core.change(|document| {
                document.check_again();
                Some(())
            });
        }
        SettingsAnswer::Written(Err(problem)) => core.notify(format!("设置没有保存：{problem}")),
        SettingsAnswer::Written(Ok(())) => {}
    }
}

#[cfg(test)]
mod tests;
