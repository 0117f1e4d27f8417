//! Printing: looking for printers, giving the job away, following it.

pub mod choices;
pub mod messages;
pub mod pages;
pub(super) mod slice;
pub mod system;

#[cfg(test)]
mod tests;
