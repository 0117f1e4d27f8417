//! Saving the open report, and what its file held before.

pub(super) mod file_state;
pub mod messages;
mod noted_comments;
mod noting;
pub(super) mod save_job;
pub(super) mod slice;
pub mod versions;
