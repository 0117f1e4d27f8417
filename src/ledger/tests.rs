//! The ledger against other ways of knowing.

mod calendar;
mod counting;
mod deadlines;
mod sheets;
mod words;
