//! The title with the tabs, what is shown, and what must be known before figures are compared.

use egui::{ComboBox, Ui};

use super::paragraph;
use crate::app::compare::messages::{YearsOutput, YearsTab};
use crate::app::compare::years::YearsView;
use crate::app::{App, CompareCommand};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Notes that are shown at once; the others are counted.
const NOTES: usize = 3;

pub(super) fn show(ui: &mut Ui, app: &App, view: &YearsView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        let back = Button::new("返回").icon(icons::CHEVRON_LEFT);
        if back.show(ui).on_hover_text("回到原来的地方（Esc）").clicked() {
            out.push(CompareCommand::Close);
        }
        ui.label(widgets::text("历年对照", size::TITLE, colours.ink));
        for tab in YearsTab::ALL {
            if Button::new(tab.label()).tab(view.tab == tab).show(ui).clicked() {
                out.push(CompareCommand::Tab(tab));
            }
        }
        let add = Button::new("添加年份").icon(icons::PLUS);
        if add
            .show(ui)
            .on_hover_text("加入本机关另一年的报告（Ctrl＋O，也可以拖入几个文件）")
            .clicked()
        {
            out.push(CompareCommand::Add);
        }
        if view.comparison.is_some() {
            exports(ui, view, out);
        }
        if let Some(table) = view.tab.table() {
            filters(ui, view, table, out);
        }
    });
    years(ui, view, out);
    if let Some(notice) = app.notice() {
        paragraph(ui, notice, size::SMALL, colours.ink2);
    }
}

/// What is written, in a list.
fn exports(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    let button = Button::new("导出").icon(icons::EXPORT).show(ui);
    egui::Popup::menu(&button).show(|ui| {
        for output in YearsOutput::ALL {
            let enabled = !output.is_of_changes() || view.has_open();
            if ui.add_enabled(enabled, egui::Button::new(output.label())).clicked() {
                out.push(CompareCommand::Export(output));
                ui.close();
            }
        }
    });
}

/// Which column, and which lines.
fn filters(ui: &mut Ui, view: &YearsView, table: usize, out: &mut Commands) {
    let choices = view.choices(table);
    if !choices.is_empty() {
        let at = view.columns[table].unwrap_or(choices.len() - 1).min(choices.len() - 1);
        let combo = ComboBox::from_id_salt("years column").selected_text(&choices[at]).width(120.0);
        let shown = combo.show_ui(ui, |ui| {
            for (index, choice) in choices.iter().enumerate() {
                if ui.selectable_label(index == at, choice).clicked() {
                    out.push(CompareCommand::Column(index));
                }
            }
        });
        shown.response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "列");
            info.current_text_value = Some(choices[at].clone());
            info
        });
    }
    let only = Button::new("只看有数的行").on(view.only_filled);
    if only.show(ui).clicked() {
        out.push(CompareCommand::OnlyFilled(!view.only_filled));
    }
}

/// The reports that are compared; each but the open one can be taken out.
fn years(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    if view.sources.is_empty() {
        return;
    }
    let colours = theme::colours(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        for source in &view.sources {
            let Some(year) = source.report.year else { continue };
            if source.is_open {
                let words = format!("{year} 年（打开的报告）");
                ui.label(widgets::text(words, size::SMALL, colours.ink2));
                continue;
            }
            let words = format!("{year} 年");
            let name = format!("去掉 {year} 年：{}", source.name);
            let button = Button::new(&words).icon_after(icons::CLOSE).small().name(&name);
            if button.show(ui).on_hover_text(&name).clicked() {
                out.push(CompareCommand::Remove(year));
            }
        }
    });
}

/// What must be known before figures are compared.
pub(super) fn notes(ui: &mut Ui, view: &YearsView) {
    let Some(comparison) = &view.comparison else { return };
    let colours = theme::colours(ui.ctx());
    let notes = &comparison.notes;
    if notes.is_empty() {
        if comparison.years.len() > 1 {
            paragraph(ui, "✓ 各年结转相接", size::SMALL, colours.fine);
        }
        return;
    }
    let frame =
        egui::Frame::new().fill(colours.warning.ground).corner_radius(6.0).inner_margin(6.0);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for note in notes.iter().take(NOTES) {
            paragraph(ui, &format!("△ {note}"), size::SMALL, colours.warning.ink);
        }
        if notes.len() > NOTES {
            let words = format!("还有 {} 条说明", notes.len() - NOTES);
            let all = notes.join("\n");
            ui.label(widgets::text(words, size::SMALL, colours.warning.ink)).on_hover_text(all);
        }
    });
}
