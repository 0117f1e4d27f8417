//! 年报: the annual report on open government information, written, checked and printed.
//!
//! The modules in reading order; each names only those above it (`tests/core/directions.rs`): lengths
//! and prose in themselves ([`units`], [`zh`]), spreadsheets as cells ([`workbook`]), what the mandate
//! says ([`edition`], [`grid`]), one filled report ([`report`]), the requests that its tables count
//! ([`ledger`]), faces ([`font`]), what is wrong with a report ([`finding`], [`imputation`],
//! [`rules`]), pages ([`layout`]), files ([`storage`], [`mod@file`], [`import`], [`export`], [`open`]),
//! many files ([`batch`], [`compare`], [`rollup`], [`package`], [`reviewed`]), the command line ([`cli`]), and the program behind the window
//! ([`app`]).

pub mod units;
pub mod zh;

pub mod workbook;

pub mod edition;
pub mod grid;

pub mod report;

pub mod ledger;

pub mod font;

pub mod finding;

pub mod imputation;
pub mod rules;

pub mod layout;

pub mod storage;

pub mod file;
pub mod import;

pub mod export;
pub mod open;

pub mod batch;
pub mod compare;
pub mod rollup;

pub mod package;
pub mod reviewed;

pub mod cli;

pub mod app;
#[cfg(feature = "gui")]
pub mod ui;

#[cfg(test)]
mod testing;
