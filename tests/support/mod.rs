//! What tests of more than one subject share.
#![allow(dead_code)] // Each of the test programs takes what it needs.

pub mod behind;
pub mod clean;
pub mod clerk;
pub mod common;
pub mod corpus;
pub mod published;
pub mod sources;
