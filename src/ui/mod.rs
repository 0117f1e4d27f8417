//! The window. Views read the [`crate::app::App`] and send [`crate::app::Command`]s; nothing else
//! is here.

pub mod basic;
mod bounded;
mod deeds;
mod dialogs;
pub mod find;
pub mod grid;
pub mod icons;
mod ime;
mod import;
mod keys;
mod listing;
mod middle;
mod modals;
mod nav;
mod pane_layout;
mod preview;
mod problems;
pub mod prose;
mod recent;
mod signals;
mod start;
mod status;
mod strip;
mod style;
pub mod theme;
mod view;
pub mod widgets;
mod window;

pub use dialogs::say;
pub use view::{View, show};
pub use window::{Window, has_display, run};
