//! Files for others, from a report.

pub mod text;
