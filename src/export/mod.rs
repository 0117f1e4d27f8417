//! A report for others: PDF from pages, text from grids and prose, JSON for scripts.

pub mod json;
pub mod pdf;
pub mod text;
