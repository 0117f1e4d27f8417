//! Many files: found under folders, worked on by all cores, handed back in their order.
//!
//! Memory is bounded: no more files are under way than a few for each core, however long the list
//! is, and a list may be read while it is worked on. What is done with a file does not depend on
//! what it holds; reports are read and checked by the callers.

mod find;
mod order;

pub use find::{FoundFile, expand};
pub use order::{Cancel, WorkPanicked, in_order};

/// Called after each file: how many are done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);
