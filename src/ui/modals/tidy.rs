//! What 整理格式 would change, by rule: where, before and after.

use egui::{Context, Ui};

use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::{App, Command, FindingsCommand};
use crate::report::Report;
use crate::rules::{ALL, Mend, ProposedChange};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Width of the place.
const PLACE: f32 = 118.0;

pub(super) fn show(ctx: &Context, app: &App, mend: &Mend, fresh: bool, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let none = mend.changes.is_empty();
    let sheet = ModalSheet {
        title: "整理格式",
        sign: None,
        width: 760.0,
        fresh,
        primary: (!none).then_some("全部整理"),
        others: &[],
        close: if none { "关闭" } else { "返回" },
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if none {
            paragraph(ui, "格式没有需要整理的地方。", colours.ink2);
            return None;
        }
        let words = format!(
            "将改动下列 {} 处，只改标点、空格、编号、标题等格式，不改内容和数字。整理后可以撤销。",
            mend.changes.len()
        );
        paragraph(ui, &words, colours.ink2);
        long_list(ui, |ui| {
            for rule in ALL {
                let changes = || mend.changes.iter().filter(|change| change.code == rule.code);
                if changes().next().is_some() {
                    let words = format!("{}（{} 处）", rule.title, changes().count());
                    ui.add_space(4.0);
                    ui.add(
                        egui::Label::new(widgets::text(words, size::SMALL, colours.accent)).wrap(),
                    );
                }
                for change in changes() {
                    line(ui, document.report(), change);
                }
            }
        });
        None
    });
    match answer {
        SheetAnswer::Primary => out.push(FindingsCommand::Tidy),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

fn line(ui: &mut Ui, report: &Report, change: &ProposedChange) {
    let colours = theme::colours(ui.ctx());
    ui.horizontal_top(|ui| {
        let place = change.place.words(report);
        let (rect, response) =
            ui.allocate_exact_size(egui::vec2(PLACE, size::TEXT_LINE), egui::Sense::hover());
        let galley = widgets::elided(ui.painter(), &place, size::SMALL, colours.ink2, PLACE - 8.0);
        ui.painter().galley(rect.min + egui::vec2(0.0, 2.0), galley, colours.ink2);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &place));
        let shown =
            |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
        let words = format!("{} → {}", shown(&change.before), shown(&change.after));
        paragraph(ui, &words, colours.ink);
    });
}
