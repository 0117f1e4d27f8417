//! Other programs, processes and a real screen: validators of what is written, print queues,
//! kills, and the program as it is started.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // A test that cannot go on fails.

mod bounds;
mod crash;
mod documents;
mod faces;
mod handover;
mod kills;
mod ledger_killed;
mod old_word;
mod packaging;
mod pdf_tools;
mod picture;
mod print;
mod read_aloud;
mod readers;
mod real_window;
mod reviewed;
mod rollup;
mod screen;
#[path = "../support/mod.rs"]
mod support;
mod two;
mod web;
mod word_tools;
mod writer_killed;
