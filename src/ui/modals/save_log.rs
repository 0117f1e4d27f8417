//! Who changed what, save by save: narrowed to a place, a writer or some words, and given to others.

use egui::{Context, Response, ScrollArea, Ui};

use super::form::field;
use super::{ModalSheet, SheetAnswer, line, paragraph};
use crate::app::{App, Command, ListSubject, ListsCommand, SaveCommand};
use crate::export::changes::is_sought;
use crate::report::{Report, writer_words};
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::theme;
use crate::zh::dates::minute_words;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    (row, words, fresh): (&mut CurrentRow, &mut String, bool),
    out: &mut Commands,
) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    if fresh {
        app.list_words().clone_into(words);
    }
    let none = report.log.is_empty();
    let sheet = ModalSheet {
        title: "修改记录",
        sign: None,
        width: 860.0,
        fresh,
        primary: (!none).then_some("导出"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if none {
            let words = "这个文件还没有修改记录。以后每次保存，都记下谁、何时、改了哪里、原来和改后的内容；\
                         可以在设置中关掉。";
            paragraph(ui, words, colours.ink2);
            return None;
        }
        let kept = match report.log.dropped {
            0 => String::new(),
            count => format!("更早的 {count} 次保存没有保留。"),
        };
        let about = format!(
            "每次保存时记下的改动，最近的在前，记在报告文件里，不印在报告上。最多留 200 次。{kept}"
        );
        paragraph(ui, &about, colours.ink2);
        let sought = field(ui, "只看", "只看某处、某人或者某些字，如：表三", words);
        rows(ui, report, words, row);
        Some(sought)
    });
    match answer {
        SheetAnswer::Primary => {
            out.push(SaveCommand::NarrowLog(words.trim().to_owned()));
            out.push(ListsCommand::Choose(ListSubject::Changes));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// The changes that are sought, a row each under the save that made them.
fn rows(ui: &mut Ui, report: &Report, words: &str, row: &mut CurrentRow) -> Option<Response> {
    let colours = theme::colours(ui.ctx());
    let sought = report.log.saves.iter().rev().flat_map(|save| {
        save.changes.iter().filter(|change| is_sought(save, change, words)).map(move |c| (save, c))
    });
    let all: Vec<_> = sought.collect();
    row.bound(all.len());
    if all.is_empty() {
        paragraph(ui, "没有这样的改动。", colours.ink2);
        return None;
    }
    let height = bounded(ui.ctx().content_rect().height() - 330.0, 80.0, 360.0);
    let area = ScrollArea::vertical().max_height(height).id_salt("save log");
    let mut current = None;
    let mut last = None;
    area.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (save, change)) in all.iter().enumerate() {
            if last != Some(std::ptr::from_ref(*save)) {
                last = Some(std::ptr::from_ref(*save));
                let who = writer_words(&save.who);
                let more = match save.more {
                    0 => String::new(),
                    more => format!("，另有 {more} 处没有逐一记下"),
                };
                let head =
                    format!("{} {who}，{} 处{more}", minute_words(save.minute), save.changes.len());
                paragraph(ui, &head, colours.ink2);
            }
            let shown =
                |text: &str| if text.is_empty() { "（无）".into() } else { text.to_owned() };
            let words = if change.old.is_empty() && change.place == "全文" {
                format!("{}：{}", change.place, change.new)
            } else {
                format!("{}：{} → {}", change.place, shown(&change.old), shown(&change.new))
            };
            let response = line(ui, row, (index, all.len()), &words.replace('\n', "¶"));
            if row.index() == index {
                current = Some(response.clone());
            }
            response.on_hover_text(words);
        }
    });
    current
}
