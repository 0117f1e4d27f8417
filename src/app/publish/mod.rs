//! What is asked before a report leaves the program on paper or as files.

pub mod messages;

use messages::{Publish, PublishCommand, PublishModal};

use super::carried;
use super::clipboard::messages::ClipboardCommand;
use super::core::Core;
use super::export::messages::ExportCommand;
use super::export::request::Subject;
use super::print::choices::PrintedAs;
use super::print::messages::PrintCommand;
use super::save::messages::SaveCommand;
use crate::finding::Severity;
use crate::rules::Balanced;

/// Does what is asked about publishing.
pub(super) fn handle(core: &mut Core, command: PublishCommand) {
    match command {
        PublishCommand::Ask(publish) => ask(core, publish),
        PublishCommand::Anyway(publish) => go_on(core, publish),
        PublishCommand::ForReview(publish) => for_review(core, publish),
    }
}

/// Prints or exports, after what has to be said against it.
fn ask(core: &mut Core, publish: Publish) {
    let Some(document) = &core.document else { return };
    if Balanced::new(document.report()).is_err() {
        return core.send(SaveCommand::Refuse);
    }
    let errors = document.findings().iter().filter(|f| f.severity == Severity::Error).count();
    let carried = carried::undecided(core).len();
    if errors + carried > 0 {
        core.modal = Some(PublishModal { publish, errors, carried }.into());
    } else {
        go_on(core, publish);
    }
}

fn go_on(core: &mut Core, publish: Publish) {
    core.modal = None;
    match publish {
        Publish::Print => core.send(PrintCommand::Begin(PrintedAs::Published)),
        Publish::Export => core.send(ExportCommand::Ask(Subject::Report)),
        Publish::Copy(subject) => core.send(ClipboardCommand::Copy(subject)),
    }
}

/// Prints or exports a balanced report as 送审稿.
fn for_review(core: &mut Core, publish: Publish) {
    let Some(document) = &core.document else { return };
    if Balanced::new(document.report()).is_err() {
        return core.send(SaveCommand::Refuse);
    }
    core.modal = None;
    match publish {
        Publish::Print => core.send(PrintCommand::Begin(PrintedAs::ForReview)),
        Publish::Export => core.send(ExportCommand::Ask(Subject::ForReview)),
        Publish::Copy(_) => {}
    }
}
