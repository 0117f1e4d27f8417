//! What can be told of Chinese prose without knowing what a report is: counts with their units,
//! sentences, what kind of agency a name names.

pub mod agency;
pub mod counts;
mod sentences;

pub use sentences::{clauses, sentences};
