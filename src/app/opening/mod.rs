//! Reports come and go: new, opened, started from last year's, restored from a draft, closed.

pub mod messages;
pub(super) mod reading;
pub(super) mod slice;
