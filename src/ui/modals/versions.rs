//! What a file held before each save, and how what is open differs from it.

use egui::{Context, ScrollArea, Ui};

use super::{ModalSheet, SheetAnswer, line, long_list, paragraph, row_menu};
use crate::app::{Command, Version, VersionId};
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::theme;

/// Height of the list of versions, in points: some eight of them.
const LIST: f32 = 230.0;

const RESTORE: &str = "恢复这一次的内容";

pub(super) fn show<T>(
    ctx: &Context,
    (versions, go_back): (&[Version<T>], &dyn Fn(VersionId) -> Command),
    (row, fresh): (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: "历次保存",
        sign: None,
        width: 720.0,
        fresh,
        primary: (!versions.is_empty()).then_some(RESTORE),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if versions.is_empty() {
            let words = "这个文件还没有以前的内容。以后每次保存，保存前的内容都会留在本机。";
            paragraph(ui, words, colours.ink2);
            return None;
        }
        let words = "每次保存前的内容都留在本机：最近 20 次，以及 90 天内每天一次。\
                     恢复是一步修改，可以撤销；恢复后要保存才写入文件。";
        paragraph(ui, words, colours.ink2);
        let first = list(ui, (versions, go_back), row, out);
        ui.add_space(4.0);
        if let Some(version) = versions.get(row.index()) {
            differences(ui, version);
        }
        first
    });
    match answer {
        SheetAnswer::Primary => {
            out.extend(versions.get(row.index()).map(|version| go_back(version.id)));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// The versions, the last one first; gives back the current one.
fn list<T>(
    ui: &mut Ui,
    (versions, go_back): (&[Version<T>], &dyn Fn(VersionId) -> Command),
    row: &mut CurrentRow,
    out: &mut Commands,
) -> Option<egui::Response> {
    let mut first = None;
    let area = ScrollArea::vertical().max_height(LIST).id_salt("versions");
    area.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, version) in versions.iter().enumerate() {
            let differs = match version.changes.len() {
                0 => "与现在相同".to_owned(),
                count => format!("与现在有 {count} 处不同"),
            };
            let label = format!("{}，{differs}", version.words());
            let response = line(ui, row, (index, versions.len()), &label);
            row_menu(ui, &response, || vec![(RESTORE, go_back(version.id))], out);
            if row.index() == index {
                first = Some(response);
            }
        }
    });
    first
}

fn differences<T>(ui: &mut Ui, version: &Version<T>) {
    let colours = theme::colours(ui.ctx());
    if version.changes.is_empty() {
        return paragraph(ui, "与现在的内容相同。", colours.ink2);
    }
    paragraph(ui, "从那次保存到现在，改动了：", colours.ink2);
    long_list(ui, |ui| {
        for words in &version.changes {
            paragraph(ui, words, colours.ink);
        }
    });
}
