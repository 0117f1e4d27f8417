//! Drafts: what stands in for everything that is not saved. They are kept while a report is worked
//! on, looked for when nothing is open, restored, and given up.

mod keeper;
pub mod messages;
pub(super) mod slice;
pub mod slot;
pub mod store;
mod tidying;
