//! The one table of commands: parsing, help, the man page and shell completions come from it.

use super::spec::Spec;
use super::{
    check, compare, correct, demo, form, import, ledger, ledger_export, ledger_import, ledger_new,
    new, package, publish, render, review, rollup, show,
};

/// Every command, in the order in which the help lists them.
pub(super) static COMMANDS: &[&Spec] = &[
    &check::COMMAND,
    &show::COMMAND,
    &import::COMMAND,
    &new::COMMAND,
    &render::COMMAND,
    &form::COMMAND,
    &ledger::COMMAND,
    &ledger_import::COMMAND,
    &ledger_export::COMMAND,
    &ledger_new::COMMAND,
    &rollup::COMMAND,
    &compare::COMMAND,
    &review::COMMAND,
    &package::COMMAND,
    &publish::COMMAND,
    &correct::COMMAND,
    &demo::COMMAND,
];
