//! Everything that needs no window: reports, rules, import, pages, files, and the program behind
//! the window. Compiled and run without the feature `gui` as well.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // A test that cannot go on fails.

mod app;
mod carried;
mod cli;
mod cli_check;
mod cli_compare;
mod cli_ledger;
mod cli_package;
mod cli_show;
mod cli_table;
mod comments;
mod copied;
mod crash;
mod damage;
mod directions;
mod drafts;
mod edits;
mod findings;
mod fixes;
mod hostile;
mod house;
mod import;
mod import_folder;
mod import_hand;
mod import_limits;
mod import_lines;
mod import_moving;
mod import_mutated;
mod import_order;
mod import_pages;
mod import_reading;
mod import_shapes;
mod import_structured;
mod import_word;
mod import_workbook;
mod layout;
mod ledger_desk;
mod manual;
mod model;
mod ofd;
mod opening;
mod pages;
mod pdf;
mod review;
mod rollup;
mod rules_corpus;
mod rules_judged;
mod rules_precision;
mod rules_table;
mod saving;
#[path = "../support/mod.rs"]
mod support;
mod text;
mod unprintable;
mod word;
