//! An import under review: begun, walked through, and ended as a report or as a template.

pub mod comparison;
pub mod messages;
mod moves;
pub(super) mod slice;
