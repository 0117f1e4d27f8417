//! Exporting several forms at once into one folder.

pub mod choices;
pub mod messages;
pub mod names;
pub mod request;
pub(super) mod slice;

#[cfg(test)]
mod tests;
