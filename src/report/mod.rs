//! One filled report.
pub mod place;
