//! The drafts that were left behind, and those that were given up: what each is, how it differs
//! from its file, and what can be done with it.

use std::path::Path;

use egui::{Context, Frame, Margin, Response, Sense, Stroke, Ui, vec2};

use super::{ModalSheet, SheetAnswer, paragraph, row_list, row_menu};
use crate::app::{
    Against, App, Command, Draft, DraftChoice, DraftsCommand, DraftsModal, FoundDrafts, crash,
};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::start::{about_draft, day};
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Upper bound on the differences of a draft that are listed.
const LISTED: usize = 6;

/// The sheets about drafts.
pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: &DraftsModal,
    row: (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    match modal {
        DraftsModal::LeftBehind => left_behind(ctx, app, row, out),
        DraftsModal::OfFile(file) => of_file(ctx, app, file, row, out),
        DraftsModal::Bin => bin(ctx, app, row, out),
    }
}

/// The drafts that were left behind.
fn left_behind(
    ctx: &Context,
    app: &App,
    (row, fresh): (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    let words = "下面的内容没有保存到文件。恢复后接着原来的文件填写；另行打开时当作新的一份，原来的文件不动。";
    let newest = app.left_behind().drafts.first();
    let others = app.left_behind().drafts.get(1..).unwrap_or_default();
    let sheet = ModalSheet {
        title: "未保存的草稿",
        sign: Some(Severity::Warning),
        width: 720.0,
        fresh,
        primary: newest.map(|_| if others.is_empty() { "恢复" } else { "恢复选中的一份" }),
        others: &[],
        close: "以后再说",
    };
    let none = "没有未保存的草稿。";
    listed(ctx, app, (&sheet, words, none), (app.left_behind(), row), out);
}

/// The draft of a file that was opened, and no other.
fn of_file(
    ctx: &Context,
    app: &App,
    file: &Path,
    (row, fresh): (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    let is_its = |draft: &&Draft| draft.origin.file.as_deref() == Some(file);
    let drafts = app.left_behind().drafts.iter().filter(is_its).cloned().collect();
    let found = FoundDrafts { drafts, ..FoundDrafts::default() };
    let sheet = ModalSheet {
        title: "这个文件有没有保存的草稿",
        sign: Some(Severity::Warning),
        width: 720.0,
        fresh,
        primary: (!found.drafts.is_empty()).then_some("恢复"),
        others: &[],
        close: "以后再说",
    };
    let words = "恢复后接着这个文件填写；另行打开时当作新的一份。以后再说的，草稿还在开始页。";
    listed(ctx, app, (&sheet, words, "没有未保存的草稿。"), (&found, row), out);
}

/// The drafts that were given up.
fn bin(ctx: &Context, app: &App, (row, fresh): (&mut CurrentRow, bool), out: &mut Commands) {
    let sheet = ModalSheet {
        title: "回收的草稿",
        sign: None,
        width: 720.0,
        fresh,
        primary: (!app.bin().drafts.is_empty()).then_some("恢复选中的一份"),
        others: &[],
        close: "关闭",
    };
    let words = "丢弃的草稿和放弃的修改保留 30 天，过后删除。";
    let none = "没有回收的草稿。丢弃的草稿和放弃的修改会在这里保留 30 天。";
    listed(ctx, app, (&sheet, words, none), (app.bin(), row), out);
}

fn listed(
    ctx: &Context,
    app: &App,
    (sheet, words, none): (&ModalSheet<'_>, &str, &str),
    (found, row): (&FoundDrafts, &mut CurrentRow),
    out: &mut Commands,
) {
    row.bound(found.drafts.len());
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if let Some(log) = app.stopped().filter(|_| sheet.sign.is_some()) {
            paragraph(ui, &crash::told(log), colours.ink);
        }
        let nothing = found.drafts.is_empty() && found.damaged.is_empty();
        paragraph(ui, if nothing { none } else { words }, colours.ink2);
        ui.add_space(4.0);
        row_list(ui, |ui| {
            let mut home = None;
            for (index, draft) in found.drafts.iter().enumerate() {
                let response = card(ui, app, draft, (row, (index, found.drafts.len())), out);
                if row.index() == index {
                    home = Some(response);
                }
            }
            for path in &found.damaged {
                let words = format!("有一份草稿读不出来，文件在“{}”，没有删除。", path.display());
                paragraph(ui, &words, colours.ink2);
            }
            for words in not_listed(found) {
                paragraph(ui, &words, colours.ink2);
            }
            home
        })
    });
    match (answer, found.drafts.get(row.index())) {
        (SheetAnswer::Open, _) => {}
        (SheetAnswer::Primary, Some(draft)) => {
            out.push(DraftsCommand::Choose(draft.path.clone(), DraftChoice::Restore));
        }
        _ => out.push(Command::Dismiss),
    }
}

/// What there is besides those that are listed.
fn not_listed(found: &FoundDrafts) -> Vec<String> {
    let mut lines = Vec::new();
    if found.more > 0 {
        lines.push(format!(
            "另有 {} 份更早的草稿没有列出，处理了上面的，就会接着列出。",
            found.more
        ));
    }
    if let Some((count, folder)) = &found.old {
        lines.push(format!(
            "一年没有动过的草稿有 {count} 份，移到了“{}”，没有删除；要用的，请按“打开报告文件”选择。",
            folder.display()
        ));
    }
    lines
}

/// One draft; what is pressed or come to is the current one.
fn card(
    ui: &mut Ui,
    app: &App,
    draft: &Draft,
    (row, (index, count)): (&mut CurrentRow, (usize, usize)),
    out: &mut Commands,
) -> Response {
    let colours = theme::colours(ui.ctx());
    let number = index + 1;
    let frame = Frame::new()
        .fill(if row.index() == index { colours.accent_soft } else { colours.raised })
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(14, 10));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let about = about_draft(app, draft);
        let words = egui::Label::new(widgets::text(&about, size::TEXT, colours.ink));
        let line = ui.add(words.wrap().selectable(false).sense(Sense::click()));
        row.row(ui, &line, (index, count), &format!("第 {number} 份：{about}"));
        let choice =
            |(words, choice)| (words, DraftsCommand::Choose(draft.path.clone(), choice).into());
        row_menu(ui, &line, || choices(draft).into_iter().map(choice).collect(), out);
        let small = |ui: &mut Ui, words: &str, ink| {
            ui.add(egui::Label::new(widgets::text(words, size::SMALL, ink)).wrap());
        };
        if let Some(file) = &draft.origin.file {
            small(ui, &format!("文件：{}", file.display()), colours.ink2);
        }
        for line in against(draft) {
            small(ui, &line, colours.ink2);
        }
        if let Some(date) = draft.given_up {
            let words = format!("丢弃于{}", day(date, app.now().date));
            small(ui, &words, colours.ink2);
        }
        ui.add_space(2.0);
        ui.horizontal(|ui| buttons(ui, (number, draft), out));
        line
    });
    let line = shown.inner;
    if line.has_focus() {
        let rect = shown.response.rect;
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(6), colours);
    }
    ui.add_space(6.0);
    line
}

/// How it stands to its file, line by line.
fn against(draft: &Draft) -> Vec<String> {
    let mut lines = Vec::new();
    match &draft.against {
        Against::Looking => lines.push("正在与文件比较…".into()),
        Against::NoFile => lines.push("还没有保存过。".into()),
        Against::Gone(why) => {
            lines.push(format!("原来的文件不在了，或者读不出来（{why}）。恢复后请另存。"));
        }
        Against::File { changed_since, changes } => {
            if *changed_since {
                let words =
                    "文件在这份草稿之后改过，恢复后再保存会替换它；不想替换的，请用“另行打开”。";
                lines.push(words.into());
            }
            lines.push(if changes.is_empty() {
                "与文件相同。".into()
            } else {
                format!("与文件相比有 {} 处不同：", changes.len())
            });
            lines.extend(changes.iter().take(LISTED).map(|change| format!("· {change}")));
            if changes.len() > LISTED {
                lines.push(format!("· 另有 {} 处", changes.len() - LISTED));
            }
        }
    }
    lines
}

/// What can be done with a draft.
fn choices(draft: &Draft) -> Vec<(&'static str, DraftChoice)> {
    let give_up = if draft.given_up.is_some() { "删除" } else { "丢弃" };
    let mut choices = vec![("恢复", DraftChoice::Restore)];
    if draft.origin.file.is_some() {
        choices.push(("另行打开", DraftChoice::Beside));
    }
    choices.push((give_up, DraftChoice::GiveUp));
    choices
}

fn buttons(ui: &mut Ui, (number, draft): (usize, &Draft), out: &mut Commands) {
    for (words, choice) in choices(draft) {
        // Several cards have the same buttons: whoever hears them hears which.
        let name = format!("{words}第 {number} 份草稿");
        if Button::new(words).small().name(&name).show(ui).clicked() {
            out.push(DraftsCommand::Choose(draft.path.clone(), choice));
        }
    }
}
