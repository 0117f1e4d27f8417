//! The program behind the window: what is open, what was done, what is asked. Knows no egui.
//!
//! Views read [`App`] and send [`Command`]s; [`App::handle`] is the only thing that changes it.
//! Files and dialogs are waited for in threads (`jobs`); [`App::poll`] takes their answers.

mod action;
pub mod basics;
mod command;
pub mod crash;
pub mod date;
mod dialogs;
mod document;
mod drafts;
pub mod exporting;
#[cfg(feature = "gui")]
pub mod handover;
mod history;
mod jobs;
mod keeping;
pub mod kept;
pub mod manual;
pub mod message;
mod opening;
pub mod preview;
pub mod print;
pub mod programs;
pub mod proposals;
pub mod review;
mod search;
mod settings;
mod state;
mod versions;

pub use action::{Action, FORM_KEYS, Group, Key, Shortcut};
pub use command::{Command, DraftChoice, Modal, SaveChoice, WithFile};
pub use dialogs::{Dialogs, Picked};
pub use document::{Content, Document, Merge};
pub use drafts::{Against, Draft, DraftStore, Found, Slot};
pub use jobs::Wake;
pub use keeping::NotSaved;
pub use opening::{Elsewhere, How};
pub use search::{Hit, Search};
pub use settings::{Folders, Recent, Settings, Theme};
pub use state::{
    App, ExportChoices, Exporting, Notice, Part, PrintChoices, Printing, Publish, Purpose, Step,
    identity_line, told_of_a_stop,
};

pub use versions::Version;

#[cfg(test)]
mod tests;
