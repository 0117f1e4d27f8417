//! Why a finding is left as it is: the finding, and a line for the reason.

use egui::Context;

use super::form::{beside, field, told};
use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::{App, Command, FindingsCommand};
use crate::finding::FindingId;
use crate::ui::commands::Commands;
use crate::ui::theme;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    ids: &[FindingId],
    (text, fresh): (&mut String, bool),
    out: &mut Commands,
) {
    let Some(document) = app.document() else { return };
    let found = ids.iter().filter_map(|id| document.finding(id));
    let Some(first) = found.clone().next() else {
        // What it was about is not there any more.
        return out.push(Command::Dismiss);
    };
    let sheet = ModalSheet {
        title: "写明原因",
        sign: Some(first.severity),
        width: 600.0,
        fresh,
        primary: Some("写入报告文件"),
        others: &[],
        close: "返回",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let place = first.place.words(document.report());
        let more = match found.count() {
            0 | 1 => String::new(),
            all => format!("（连同这张表的其他空白，共 {all} 处，写同一个原因）"),
        };
        paragraph(ui, &format!("{place}：{}{more}", first.message), colours.ink2);
        ui.add_space(4.0);
        let field = field(ui, "原因", "如：行政区划调整，上年有 2 件移交办理", text);
        beside(ui, "原因随报告文件保存，列入核对单，不印在报告上；所说明的文字或数字改动后失效。");
        told(ui, None);
        Some(field)
    });
    match answer {
        SheetAnswer::Primary if !text.trim().is_empty() => {
            out.push(FindingsCommand::Waive { findings: ids.to_vec(), reason: text.trim().into() });
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}
