//! The one table of commands: parsing, help, the man page and shell completions come from it.

use super::spec::Spec;
use super::{check, demo, form, import, new, render, rollup, show};

/// Every command, in the order in which the help lists them.
pub(super) static COMMANDS: &[&Spec] = &[
    &check::COMMAND,
    &show::COMMAND,
    &import::COMMAND,
    &new::COMMAND,
    &render::COMMAND,
    &form::COMMAND,
    &rollup::COMMAND,
    &demo::COMMAND,
];
