//! Years side by side: the reports of one agency over several years, what changed, and what to tell of it.

pub mod messages;
mod outputs;
pub mod reading;
pub(super) mod slice;
mod sources;
pub mod years;
