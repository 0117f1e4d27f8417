//! The window. Views read the [`crate::app::App`] and send [`crate::app::Command`]s; nothing else
//! is here.

pub mod basic;
pub mod find;
pub mod icons;
pub mod prose;
pub mod theme;
pub mod widgets;
