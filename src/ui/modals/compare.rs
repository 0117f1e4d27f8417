//! Sheets about years side by side: what is written, and what is to be said of a year's scope.

use egui::Context;

use super::form::{beside, field};
use super::{ModalSheet, SheetAnswer, paragraph, which_output};
use crate::app::compare::messages::{CompareModal, YearsOutput};
use crate::app::{App, Command, CompareCommand};
use crate::rules::SAME_SCOPE;
use crate::ui::commands::Commands;
use crate::ui::theme;

/// What a clerk is choosing or typing in a sheet about years side by side.
#[derive(Debug, Default)]
pub(super) struct YearsSheetForm {
    output: usize,
    note: String,
}

pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: CompareModal,
    (form, fresh): (&mut YearsSheetForm, bool),
    out: &mut Commands,
) {
    match modal {
        CompareModal::Export => export(ctx, app, (form, fresh), out),
        CompareModal::Scope(year) => scope(ctx, app, (year, form, fresh), out),
    }
}

fn export(
    ctx: &Context,
    app: &App,
    (form, fresh): (&mut YearsSheetForm, bool),
    out: &mut Commands,
) {
    let Some(view) = app.years() else { return out.push(Command::Dismiss) };
    let has_open = view.has_open();
    let outputs: Vec<YearsOutput> =
        YearsOutput::ALL.into_iter().filter(|o| has_open || !o.is_of_changes()).collect();
    let labels: Vec<&str> = outputs.iter().map(|output| output.label()).collect();
    if fresh && let Some(at) = outputs.iter().position(|output| output.is_shown_in(view.tab)) {
        form.output = at;
    }
    let words = ("导出历年对照", "要打印的，请导出 PDF 再打印；图片旁另存一份文字说明。");
    if let Some(at) = which_output(ctx, words, &labels, (&mut form.output, fresh), out) {
        out.push(CompareCommand::Export(outputs[at]));
    }
}

fn scope(
    ctx: &Context,
    app: &App,
    (year, form, fresh): (u16, &mut YearsSheetForm, bool),
    out: &mut Commands,
) {
    let Some(view) = app.years() else { return out.push(Command::Dismiss) };
    if fresh {
        let known = view.comparison.as_ref().and_then(|c| c.other_scope(year));
        form.note = known.map(|scope| scope.reason.clone()).unwrap_or_default();
    }
    let title = format!("{year} 年统计范围说明");
    let sheet = ModalSheet {
        title: &title,
        sign: None,
        width: 640.0,
        fresh,
        primary: Some("写明"),
        others: &["与其他年度相同"],
        close: "取消",
    };
    let kept = if view.has_open() {
        "说明随打开的报告保存，列入核对单，图表和解读里会写明，不印在报告上。"
    } else {
        "没有打开报告，说明只在这个窗口里有效。"
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = format!("{year} 年的数字与其他年度不是同样的范围，是为什么？");
        paragraph(ui, &words, colours.ink2);
        let hint = "如：含当年并入的 2 个事业单位，新收多 9 件";
        let field = field(ui, "说明", hint, &mut form.note);
        beside(ui, kept);
        Some(field)
    });
    match answer {
        SheetAnswer::Primary => out.push(CompareCommand::NoteScope(year, form.note.clone())),
        SheetAnswer::Other(_) => {
            out.push(CompareCommand::NoteScope(year, SAME_SCOPE.to_owned()));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}
