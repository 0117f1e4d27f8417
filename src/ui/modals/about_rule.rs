//! What the rule of a finding asks for, and where that comes from.

use egui::Context;

use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::{App, Command, FindingsCommand};
use crate::finding::FindingId;
use crate::rules::by_code;
use crate::ui::commands::Commands;
use crate::ui::theme;

pub(super) fn show(ctx: &Context, app: &App, id: &FindingId, fresh: bool, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let finding = document.finding(id);
    let rule = by_code(id.code);
    let sheet = ModalSheet {
        title: rule.map_or("依据和说明", |rule| rule.title),
        sign: finding.map(|finding| finding.severity),
        width: 600.0,
        fresh,
        primary: finding.map(|_| "转到此处"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if let Some(finding) = finding {
            let place = finding.place.words(document.report());
            paragraph(ui, &format!("{place}：{}", finding.message), colours.ink);
        }
        if let Some(rule) = rule {
            paragraph(ui, &format!("依据：{}。", rule.basis), colours.ink2);
            let words = format!("核对单第“{}”项，规则编号 {}。", rule.point.title(), rule.code);
            paragraph(ui, &words, colours.ink2);
        }
        None
    });
    match answer {
        SheetAnswer::Primary => out.push(FindingsCommand::Goto(id.clone())),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open | SheetAnswer::Other(_) => {}
    }
}
