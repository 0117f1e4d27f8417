//! What stands in front of everything else until it is answered.

mod about_rule;
mod ask;
mod carried;
mod checklist;
mod comments;
mod compare;
mod delivery;
mod drafts;
mod export;
mod form;
mod guidance;
mod help;
mod ledger;
mod lists;
mod print;
mod reason;
mod refused;
mod returned;
mod rollup;
mod rules;
mod save_log;
mod saving;
mod settings;
mod sheet;
mod tidy;
mod versions;

use egui::{Context, Key};

pub use sheet::{ModalSheet, SheetAnswer};

use super::bounded::bounded;
use super::current_row::CurrentRow;
use super::finding_actions::{self, FindingAction};
use super::theme::{self, size};
use super::widgets;
use crate::app::{
    App, Command, ExportModal, FindingsModal, LedgerCommand, LedgerModal, ListsModal, Modal,
    ModalKind, OpeningModal, PathModal, PrintModal, SaveCommand, SaveModal, SettingsModal,
    SidesModal,
};
use crate::ui::commands::Commands;

/// What a clerk is typing into a sheet.
#[derive(Debug, Default)]
pub struct ModalsView {
    /// Which modal the rest belongs to: a change of it begins anew.
    shown: Option<ModalKind>,
    /// A path, or the agency's full name.
    text: String,
    /// Which row of a list is the current one.
    row: CurrentRow,
    settings: settings::SettingsForm,
    print: print::PrintForm,
    export: export::ExportForm,
    comments: comments::CommentForm,
    delivery: delivery::DeliveryForm,
    /// Which form of several is chosen.
    choice: usize,
    ledger: ledger::LedgerSheetForm,
    rollup: rollup::RollUpSheetForm,
    years: compare::YearsSheetForm,
}

/// Draws the modal that is open, where one is.
pub fn show(ctx: &Context, app: &App, view: &mut ModalsView, out: &mut Commands) {
    let Some(modal) = app.modal() else {
        view.shown = None;
        return;
    };
    let fresh = view.shown.replace(modal.kind()) != Some(modal.kind());
    if fresh {
        view.row = CurrentRow::default();
    }
    match modal {
        Modal::Comments(modal) => {
            comments::show(ctx, app, modal, (&mut view.comments, fresh), out);
        }
        Modal::Lists(ListsModal::Choose(subject)) => {
            lists::choose(ctx, *subject, (&mut view.choice, fresh), out);
        }
        Modal::Delivery(modal) => {
            delivery::show(ctx, app, modal, (&mut view.delivery, fresh), out);
        }
        Modal::Sides(SidesModal::IsReturn(path)) => returned::show(ctx, path, fresh, out),
        Modal::Compare(modal) => compare::show(ctx, app, *modal, (&mut view.years, fresh), out),
        Modal::Drafts(modal) => drafts::show(ctx, app, modal, (&mut view.row, fresh), out),
        Modal::Export(modal) => of_export(ctx, modal, (view, fresh), out),
        Modal::Findings(modal) => of_findings(ctx, app, modal, (view, fresh), out),
        Modal::Ledger(LedgerModal::Versions(versions)) => {
            let restore = |id| LedgerCommand::RestoreVersion(id).into();
            versions::show(ctx, (versions, &restore), (&mut view.row, fresh), out);
        }
        Modal::Ledger(modal) => ledger::show(ctx, app, modal, (&mut view.ledger, fresh), out),
        Modal::Opening(modal) => of_opening(ctx, app, modal, fresh, out),
        Modal::Path(modal) => of_path(ctx, modal, (view, fresh), out),
        Modal::Print(modal) => of_print(ctx, modal, (view, fresh), out),
        Modal::RollUp(modal) => rollup::show(ctx, app, modal, (&mut view.rollup, fresh), out),
        Modal::Publish(modal) => ask::publish(ctx, app, *modal, fresh, out),
        Modal::Save(modal) => of_save(ctx, app, modal, (view, fresh), out),
        Modal::Settings(modal) => of_settings(ctx, app, *modal, (view, fresh), out),
        Modal::Carried => carried::show(ctx, app, (&mut view.row, fresh), out),
        Modal::Checklist => {
            checklist::show(ctx, app, &app.checklist(), (&mut view.row, fresh), out);
        }
        Modal::Failed(text) => ask::failed(ctx, text, fresh, out),
        Modal::Guidance(field) => {
            if fresh {
                view.text.clear();
            }
            let ModalsView { row, text, .. } = view;
            guidance::show(ctx, app, *field, (row, text, fresh), out);
        }
        Modal::Help => help::help(ctx, app, fresh, out),
        Modal::About => help::about(ctx, fresh, out),
    }
}

fn of_settings(
    ctx: &Context,
    app: &App,
    modal: SettingsModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        SettingsModal::Welcome => settings::welcome(ctx, app, (&mut view.text, fresh), out),
        SettingsModal::Settings => {
            if fresh {
                view.settings = settings::SettingsForm::new(app.settings());
            }
            settings::show(ctx, app, (&mut view.settings, fresh), out);
        }
    }
}

fn of_findings(
    ctx: &Context,
    app: &App,
    modal: &FindingsModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        FindingsModal::Tidy(mend) => tidy::show(ctx, app, mend, fresh, out),
        FindingsModal::About(id) => about_rule::show(ctx, app, id, fresh, out),
        FindingsModal::Reason(findings) => {
            if fresh {
                view.text.clear();
            }
            reason::show(ctx, app, findings, (&mut view.text, fresh), out);
        }
    }
}

fn of_export(
    ctx: &Context,
    modal: &ExportModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        ExportModal::Choose(choices) => {
            if fresh {
                view.export = export::ExportForm::new(choices);
            }
            export::choose(ctx, choices, (&mut view.export, fresh), out);
        }
        ExportModal::AskReplace { names, .. } => export::replace(ctx, names, fresh, out),
        ExportModal::UnderWay(now) => export::under_way(ctx, now, fresh, out),
        ExportModal::Done(done) => export::exported(ctx, done, fresh, out),
    }
}

fn of_opening(ctx: &Context, app: &App, modal: &OpeningModal, fresh: bool, out: &mut Commands) {
    match modal {
        OpeningModal::Reading(name) => {
            let words = format!("正在读取“{name}”，请稍候。");
            ask::reading(ctx, (&words, Command::Dismiss), fresh, out);
        }
        OpeningModal::Elsewhere(elsewhere) => saving::elsewhere(ctx, elsewhere, fresh, out),
        OpeningModal::OldWord(file) => ask::old_word(ctx, file, fresh, out),
        OpeningModal::AskClose => ask::close(ctx, app, fresh, out),
        OpeningModal::Closing => ask::closing(ctx, app, fresh, out),
        OpeningModal::FromLast => ask::from_last(ctx, app, fresh, out),
    }
}

fn of_path(
    ctx: &Context,
    modal: &PathModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        PathModal::Ask { purpose, proposed } => {
            if fresh {
                view.text = proposed.display().to_string();
            }
            ask::path(ctx, *purpose, (&mut view.text, fresh), out);
        }
        PathModal::Overwrite { purpose, path } => {
            ask::overwrite(ctx, (*purpose, path), fresh, out);
        }
    }
}

fn of_print(
    ctx: &Context,
    modal: &PrintModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        PrintModal::Looking => print::looking(ctx, fresh, out),
        PrintModal::Choose(choices) => {
            if fresh {
                view.print = print::PrintForm::new(choices);
            }
            print::choose(ctx, choices, (&mut view.print, fresh), out);
        }
        PrintModal::ByShell(copy) => print::by_shell(ctx, *copy, fresh, out),
        PrintModal::NotPrinted(problem) => print::not_printed(ctx, problem, fresh, out),
        PrintModal::UnderWay(printing) => print::under_way(ctx, printing, fresh, out),
        PrintModal::Ended { title, words } => print::printed(ctx, (title, words), fresh, out),
    }
}

fn of_save(
    ctx: &Context,
    app: &App,
    modal: &SaveModal,
    (view, fresh): (&mut ModalsView, bool),
    out: &mut Commands,
) {
    match modal {
        SaveModal::Log => {
            let ModalsView { row, text, .. } = view;
            save_log::show(ctx, app, (row, text, fresh), out);
        }
        SaveModal::Refused => refused::show(ctx, app, fresh, out),
        SaveModal::NotSaved { path, trouble } => {
            saving::not_saved(ctx, (path, trouble), fresh, out);
        }
        SaveModal::Versions(versions) => {
            let restore = |id| SaveCommand::Restore(id).into();
            versions::show(ctx, (versions, &restore), (&mut view.row, fresh), out);
        }
    }
}

/// A paragraph of a sheet.
fn paragraph(ui: &mut egui::Ui, words: &str, ink: egui::Color32) {
    ui.add(egui::Label::new(super::widgets::text(words, size::TEXT, ink)).wrap());
}

/// Height of a row of a list.
const ROW: f32 = 28.0;

/// A row of a list in a sheet, `row` being the current one.
fn line(
    ui: &mut egui::Ui,
    row: &mut CurrentRow,
    (index, count): (usize, usize),
    words: &str,
) -> egui::Response {
    let size = egui::vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let current = row.row(ui, &response, (index, count), words);
    row_ground(ui, rect, &response, current);
    let colours = theme::colours(ui.ctx());
    let galley = widgets::elided(ui.painter(), words, size::TEXT, colours.ink, rect.width() - 16.0);
    let top = (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(egui::pos2(rect.left() + 8.0, top), galley, colours.ink);
    response
}

/// The menu under the right button of the mouse on a row of a list in a sheet; `lines` says what each line
/// does while it is open.
fn row_menu<'a>(
    ui: &egui::Ui,
    row: &egui::Response,
    lines: impl FnOnce() -> Vec<(&'a str, Command)>,
    out: &mut Commands,
) {
    let actions = || {
        let line = |(label, command): (&str, Command)| FindingAction::new(label, command);
        lines().into_iter().map(line).collect()
    };
    finding_actions::context(ui, (row, row.id), "这一行", actions, out);
}

/// What is painted behind a row of a list: the current one is filled, and ringed while it has the
/// keyboard.
fn row_ground(ui: &egui::Ui, rect: egui::Rect, response: &egui::Response, current: bool) {
    let colours = theme::colours(ui.ctx());
    if current {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
    }
}

/// A sheet on which one of several outputs is chosen, with its title and a line below the list; the index
/// of the one that is to be written, once the clerk says so.
fn which_output(
    ctx: &Context,
    (title, words): (&str, &str),
    labels: &[&str],
    (chosen, fresh): (&mut usize, bool),
    out: &mut Commands,
) -> Option<usize> {
    *chosen = (*chosen).min(labels.len().saturating_sub(1));
    let sheet = ModalSheet {
        title,
        sign: None,
        width: 560.0,
        fresh,
        primary: Some("导出"),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        long_list(ui, |ui| {
            for (at, label) in labels.iter().enumerate() {
                if form::one_of(ui, *chosen == at, label).clicked() {
                    *chosen = at;
                }
            }
        });
        form::beside(ui, words);
        None
    });
    match answer {
        SheetAnswer::Primary => (*chosen < labels.len()).then_some(*chosen),
        SheetAnswer::Close => {
            out.push(Command::Dismiss);
            None
        }
        _ => None,
    }
}

/// A list that is longer than the sheet may be; the arrow and page keys scroll it.
fn long_list(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui)) {
    let height = bounded(ui.ctx().content_rect().height() - 260.0, 80.0, 360.0);
    let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let scrolled = area.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let delta: f32 = ui.input_mut(|input| {
            let line = size::TEXT_LINE;
            let keys = [
                (Key::ArrowDown, -line),
                (Key::ArrowUp, line),
                (Key::PageDown, line - height),
                (Key::PageUp, height - line),
            ];
            keys.into_iter()
                .filter(|(key, _)| input.key_pressed(*key))
                .map(|(_, delta)| delta)
                .sum()
        });
        if delta != 0.0 {
            let still = egui::style::ScrollAnimation::none();
            ui.scroll_with_delta_animation(egui::vec2(0.0, delta), still);
        }
        content(ui);
    });
    super::spoken::bars(ui.ctx(), &scrolled, "列表");
}

/// A list of rows that is longer than the sheet may be; it scrolls with its current row.
fn row_list<T>(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui) -> T) -> T {
    let height = bounded(ui.ctx().content_rect().height() - 260.0, 80.0, 360.0);
    let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let shown = area.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        content(ui)
    });
    shown.inner
}
