//! Prose and grids → pages of positioned items.
pub mod page;
