//! What changed much since last year, each with the reason that the clerk gives.

use egui::{TextEdit, Ui};

use super::{CompareScreen, nothing, paragraph};
use crate::app::compare::years::YearsView;
use crate::app::{Action, App, CompareCommand, FindingsCommand};
use crate::compare::change_sheet::difference;
use crate::report::Amount;
use crate::rules::{ChangeMeasure, YearlyChange, labels};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    view: &YearsView,
    screen: &mut CompareScreen,
    out: &mut Commands,
) {
    let Some(document) = app.document().filter(|_| view.has_open()) else {
        return nothing(ui, "与上年核对表是打开的报告的。请先打开报告，再看历年对照。");
    };
    let report = document.report();
    if report.last.is_none() {
        return without_last(ui, report.year, view, out);
    }
    let colours = theme::colours(ui.ctx());
    measure(ui, view.measure, out);
    let named = view.changes.iter().filter(|change| change.reason.is_some()).count();
    let words = format!("共 {} 项，已写明原因 {named} 项。", view.changes.len());
    paragraph(ui, &words, size::SMALL, colours.ink2);
    if view.changes.is_empty() {
        nothing(ui, "没有变化较大的数字。");
    }
    for change in &view.changes {
        let label = labels(report, change.id);
        ui.separator();
        entry(ui, change, &label, out);
        reason(ui, change, &label, screen, out);
    }
}

/// Without last year's figures there is nothing to check against: they are taken from a year that was
/// added, or from a file.
fn without_last(ui: &mut Ui, year: Option<u16>, view: &YearsView, out: &mut Commands) {
    nothing(ui, "报告里还没有上年的数，带入后才能核对。");
    let last = year.and_then(|year| year.checked_sub(1));
    let added = view.sources.iter().find(|source| !source.is_open && source.report.year == last);
    match added.filter(|_| last.is_some()) {
        Some(source) => {
            let words = format!("带入已添加的 {} 年报告", last.unwrap_or_default());
            if Button::new(&words).primary().show(ui).clicked() {
                out.push(FindingsCommand::UseLastYear(Box::new(source.report.clone())));
            }
        }
        None => {
            if Button::new("选择上年报告").primary().show(ui).clicked() {
                out.push(Action::LastYear);
            }
        }
    }
}

/// From which change on a figure is listed.
fn measure(ui: &mut Ui, measure: ChangeMeasure, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        let word = |ui: &mut Ui, words: &str| {
            ui.label(widgets::text(words, size::TEXT, colours.ink2));
        };
        let mut now = measure;
        word(ui, "列出与上年相差");
        let least = egui::DragValue::new(&mut now.least).range(1..=1_000_000);
        let response = ui.add(least);
        spoken(&response, "相差多少以上", now.least);
        word(ui, "以上、且达到上年的");
        let percent = egui::DragValue::new(&mut now.percent).range(0..=1000).suffix("%");
        let response = ui.add(percent);
        spoken(&response, "达到上年的百分之几", now.percent);
        word(ui, "的数字，以及与上年报告不相接的数字。");
        if now != measure {
            out.push(CompareCommand::Measure(now));
        }
    });
}

fn spoken(response: &egui::Response, name: &str, value: u32) {
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::SpinButton, true, name);
        info.value = Some(f64::from(value));
        info
    });
}

fn entry(ui: &mut Ui, change: &YearlyChange, label: &str, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let was = change.was.map_or_else(|| "未填".to_owned(), Amount::text);
    let by = change.was.map(|was| format!("，{}", difference(was, change.is))).unwrap_or_default();
    let apart = if change.is_break() { "，与上年不相接" } else { "" };
    ui.horizontal_wrapped(|ui| {
        ui.label(widgets::text(label, size::TEXT, colours.ink));
        let words = format!("上年 {was}，本年 {}{by}{apart}", change.is.text());
        ui.label(widgets::text(words, size::TEXT, colours.ink2));
        let name = format!("转到{label}");
        if Button::new("转到").small().name(&name).show(ui).clicked() {
            out.push(CompareCommand::Goto(change.id));
        }
    });
}

/// The field for a reason, which is kept as it is typed.
fn reason(
    ui: &mut Ui,
    change: &YearlyChange,
    label: &str,
    screen: &mut CompareScreen,
    out: &mut Commands,
) {
    let kept = change.reason.clone().unwrap_or_default();
    let mut text = match &screen.reason {
        Some((of, text)) if *of == change.id => text.clone(),
        _ => kept.clone(),
    };
    let field = TextEdit::singleline(&mut text)
        .id_salt(("reason", change.id.table, change.id.index))
        .hint_text("原因")
        .desired_width(ui.available_width().min(640.0));
    let response = ui.add(field);
    response.widget_info(|| {
        let name = format!("{label}的原因");
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, name);
        info.current_text_value = Some(text.clone());
        info
    });
    if response.changed() {
        // The space that is being typed is not taken away.
        screen.reason = Some((change.id, text.clone()));
        out.push(CompareCommand::Explain(change.id, text));
    } else if response.lost_focus() {
        screen.reason = None;
    }
}
