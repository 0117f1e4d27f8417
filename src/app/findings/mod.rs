//! What is done about findings: going to them, fixes, written reasons, last year's report.

mod last_year;
pub mod messages;
pub(super) mod slice;
