//! The window, driven by the names that its widgets have for assistive software; nothing is drawn
//! on a screen.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // A test that cannot go on fails.

mod actions;
mod bounds;
mod carried;
mod checks;
mod clipboard;
mod comments;
mod desk;
mod drafts;
mod export;
mod frame;
mod grid;
mod import;
mod ledger;
mod lists;
mod menus;
mod preview;
mod print;
mod problems;
mod prose;
mod rollup;
mod saving;
mod seen;
mod sides;
mod sizes;
mod small;
mod story;
#[path = "../support/mod.rs"]
mod support;
mod walk;
mod years;
