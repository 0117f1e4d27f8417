//! 年报: the annual report on open government information, written, checked and printed.
//!
//! The modules in reading order; each may name only those above it (a test holds this):
//! what the mandate says ([`edition`]), one filled report ([`report`]), what is wrong with it
//! ([`rules`]), pages ([`layout`]), files ([`file`], [`import`], [`export`]), the command line.

pub mod edition;
pub mod export;
pub mod font;
pub mod grid;
pub mod import;
pub mod layout;
pub mod report;
pub mod units;
