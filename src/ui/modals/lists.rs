//! In which form a list is written.

use egui::Context;

use super::form::one_of;
use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::{Command, ListSubject, ListsCommand};
use crate::ui::commands::Commands;
use crate::ui::theme;

pub(super) fn choose(
    ctx: &Context,
    subject: ListSubject,
    (chosen, fresh): (&mut usize, bool),
    out: &mut Commands,
) {
    if fresh {
        *chosen = 0;
    }
    let title = format!("导出{}", subject.label());
    let sheet = ModalSheet {
        title: &title,
        sign: None,
        width: 520.0,
        fresh,
        primary: Some("选择位置"),
        others: &[],
        close: "返回",
    };
    let formats = subject.formats();
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = match subject {
            ListSubject::Comments => {
                "每条意见的位置、所指的文字、意见、谁何时写的、回复和处理情况，单独成文，不在报告里。\
                 “文字”可以发给填报单位，用“读入审阅稿”读入。"
            }
            ListSubject::Correction => {
                "公布以后的每处改动：原文原数、更正后的文字和数字，以及随之变化的总计和勾稽。"
            }
            ListSubject::Changes => "每次保存的时间、谁、改了哪里、原来和改后的内容。",
        };
        paragraph(ui, words, colours.ink2);
        ui.horizontal(|ui| {
            for (index, format) in formats.iter().enumerate() {
                if one_of(ui, *chosen == index, format.label()).clicked() {
                    *chosen = index;
                }
            }
        });
        None
    });
    match answer {
        SheetAnswer::Primary => {
            if let Some(format) = formats.get(*chosen) {
                out.push(ListsCommand::Ask(subject, *format));
            }
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}
