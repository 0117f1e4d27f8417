//! The ledger of requests: opened, registered in all year, saved row by row, counted aside, and held
//! against the open report. Nothing of a request goes into a notice, a log or the name of a file.

pub(super) mod actions;
pub mod comparison;
pub mod document;
mod editing;
pub mod filter;
mod leaving;
pub mod messages;
pub(super) mod opening;
pub mod overview;
pub(super) mod place;
mod saving;
pub(super) mod slice;
pub mod view;
