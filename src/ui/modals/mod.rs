//! What stands in front of everything else until it is answered.

mod ask;
mod carried;
mod checklist;
mod drafts;
mod export;
mod form;
mod help;
mod print;
mod reason;
mod refused;
mod rules;
mod saving;
mod settings;
mod sheet;
mod tidy;
mod versions;

use egui::{Context, Key};

pub use sheet::{ModalSheet, SheetAnswer};

use super::bounded::bounded;
use super::theme::size;
use crate::app::{
    App, DraftsModal, ExportModal, FindingsModal, Modal, ModalKind, OpeningModal, PathModal,
    PrintModal, SaveModal, SettingsModal,
};
use crate::ui::commands::Commands;

/// What a clerk is typing into a sheet.
#[derive(Debug, Default)]
pub struct ModalsView {
    /// Which modal the rest belongs to: a change of it begins anew.
    shown: Option<ModalKind>,
    /// A path, or the agency's full name.
    text: String,
    /// Which version is chosen.
    version: usize,
    settings: settings::SettingsForm,
    print: print::PrintForm,
    export: export::ExportForm,
}

/// Draws the modal that is open, where one is.
pub fn show(ctx: &Context, app: &App, view: &mut ModalsView, out: &mut Commands) {
    let Some(modal) = app.modal() else {
        view.shown = None;
        return;
    };
    let fresh = view.shown.replace(modal.kind()) != Some(modal.kind());
    match modal {
        Modal::Drafts(DraftsModal::LeftBehind) => drafts::left_behind(ctx, app, fresh, out),
        Modal::Drafts(DraftsModal::Bin) => drafts::bin(ctx, app, fresh, out),
        Modal::Export(modal) => of_export(ctx, modal, (view, fresh), out),
        Modal::Findings(FindingsModal::Tidy(mend)) => tidy::show(ctx, app, mend, fresh, out),
        Modal::Findings(FindingsModal::Reason(findings)) => {
            if fresh {
                view.text.clear();
            }
            reason::show(ctx, app, findings, (&mut view.text, fresh), out);
        }
        Modal::Opening(modal) => of_opening(ctx, app, modal, fresh, out),
        Modal::Path(modal) => of_path(ctx, modal, (view, fresh), out),
        Modal::Print(modal) => of_print(ctx, modal, (view, fresh), out),
        Modal::Publish(modal) => ask::publish(ctx, app, *modal, fresh, out),
        Modal::Save(modal) => of_save(ctx, app, modal, (view, fresh), out),
        Modal::Settings(SettingsModal::Welcome) => {
            settings::welcome(ctx, app, (&mut view.text, fresh), out);
        }
        Modal::Settings(SettingsModal::Settings) => {
            if fresh {
                view.settings = settings::SettingsForm::new(app.settings());
            }
            settings::show(ctx, app, (&mut view.settings, fresh), out);
        }
        Modal::Carried => carried::show(ctx, app, fresh, out),
        Modal::Checklist => checklist::show(ctx, app, &app.checklist(), fresh, out),
        Modal::Failed(text) => ask::failed(ctx, text, fresh, out),
        Modal::Help => help::help(ctx, app, fresh, out),
        Modal::About => help::about(ctx, fresh, out),
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
        OpeningModal::Reading(name) => ask::reading(ctx, name, fresh, out),
        OpeningModal::Elsewhere(elsewhere) => saving::elsewhere(ctx, elsewhere, fresh, out),
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
        SaveModal::Refused => refused::show(ctx, app, fresh, out),
        SaveModal::NotSaved { path, trouble } => {
            saving::not_saved(ctx, (path, trouble), fresh, out);
        }
        SaveModal::Versions(versions) => {
            if fresh {
                view.version = 0;
            }
            versions::show(ctx, versions, (&mut view.version, fresh), out);
        }
    }
}

/// A paragraph of a sheet.
fn paragraph(ui: &mut egui::Ui, words: &str, ink: egui::Color32) {
    ui.add(egui::Label::new(super::widgets::text(words, size::TEXT, ink)).wrap());
}

/// A list that is longer than the sheet may be; the arrow and page keys scroll it.
fn long_list(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui)) {
    let height = bounded(ui.ctx().content_rect().height() - 260.0, 80.0, 360.0);
    egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
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
}
