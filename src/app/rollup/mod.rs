//! The roll-up of a county: a folder of reports as a board, what is decided of each unit, and what is
//! made of all of them.

pub(super) mod actions;
pub mod board;
mod deciding;
pub mod detail;
pub mod exported;
mod giving;
mod looking;
pub mod messages;
mod reading;
mod refreshing;
pub mod slice;
mod view;
