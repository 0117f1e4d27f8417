//! Whether a file that is a return of the open report is read as one.

use std::path::Path;

use egui::Context;

use super::ask::say;
use super::{ModalSheet, SheetAnswer};
use crate::app::{Command, OpeningCommand, SidesCommand};
use crate::ui::commands::Commands;

pub(super) fn show(ctx: &Context, path: &Path, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "这是本报告的退回文件",
        sign: None,
        width: 600.0,
        fresh,
        primary: Some("读入意见和改动"),
        others: &["作为另一份报告打开"],
        close: "返回",
    };
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let words = format!(
        "“{name}”是打开的这份报告的审阅稿或者退回件。读入后，意见列在审阅栏；改动逐处列出，\
         由您一处一处采纳，不采纳的不改报告。"
    );
    match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => out.push(SidesCommand::ReadReturned(path.to_owned())),
        SheetAnswer::Other(_) => {
            out.push(Command::Dismiss);
            out.push(OpeningCommand::Straight(path.to_owned()));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}
