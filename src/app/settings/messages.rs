//! What is asked about the clerk's choices, and what comes of it.

use super::values::Settings;

/// What views ask for about settings.
#[derive(Clone, Debug)]
pub enum SettingsCommand {
    /// Takes over new settings.
    Set(Box<Settings>),
    /// Shows the settings.
    Ask,
    /// Looks for the office's faces on this machine.
    LookForFaces,
}

/// What a job about settings sends back.
pub(crate) enum SettingsAnswer {
    /// The office's faces were looked for: they are known from now on.
    FacesFound,
    /// The settings were written, or why not.
    Written(Result<(), String>),
}

/// Sheets about settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsModal {
    /// The first start: the agency's full name.
    Welcome,
    /// All settings.
    Settings,
}
