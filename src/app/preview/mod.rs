//! The report as pages beside the editor: laid out, looked through and drawn in threads.

pub mod marks;
pub mod messages;
pub mod pages;
pub mod sheets;
pub(super) mod slice;
