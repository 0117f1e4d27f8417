//! The window. Views read the [`crate::app::App`] and send [`crate::app::Command`]s; nothing else
//! is here.

pub mod basic;
mod bounded;
mod carried;
mod clipboard;
pub mod commands;
mod comments;
mod compare;
#[cfg(all(unix, not(target_os = "macos")))]
mod contrast_wish;
mod current_row;
mod dialogs;
mod difference;
mod edited_field;
mod editor_pane;
pub mod find;
mod find_hit;
mod finding_actions;
pub mod grid;
pub mod icons;
mod ime;
mod import;
mod key_order;
mod keys;
mod ledger;
mod listing;
mod modals;
mod nav;
mod pane_layout;
mod preview;
mod problems;
pub mod prose;
mod recent;
mod rollup;
mod sides;
mod signals;
mod spoken;
mod start;
mod status;
mod style;
pub mod theme;
mod toolbar;
mod view;
pub mod widgets;
mod window;

pub use clipboard::{CopyTarget, SystemClipboard, TextOnly};
pub use dialogs::say;
pub use view::{View, show};
pub use window::{Window, has_display, run};
