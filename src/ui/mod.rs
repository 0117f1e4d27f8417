//! The window. Views read the [`crate::app::App`] and send [`crate::app::Command`]s; nothing else
//! is here.

pub mod grid;
pub mod icons;
pub mod theme;
pub mod widgets;
