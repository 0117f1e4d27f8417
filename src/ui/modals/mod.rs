//! What stands in front of everything else until it is answered.

mod ask;
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

pub use sheet::{Answer, Sheet};

use super::bounded::bounded;
use super::theme::size;
use crate::app::{App, Command, Modal};

/// What a clerk is typing into a sheet.
#[derive(Debug, Default)]
pub struct ModalsView {
    /// Which modal the rest belongs to: a change of it begins anew.
    shown: Option<std::mem::Discriminant<Modal>>,
    /// A path, or the agency's full name.
    text: String,
    /// Which version is chosen.
    version: usize,
    settings: settings::Form,
    print: print::Form,
    export: export::Form,
}

/// Draws the modal that is open, where one is.
pub fn show(ctx: &Context, app: &App, view: &mut ModalsView, out: &mut Vec<Command>) {
    let Some(modal) = app.modal() else {
        view.shown = None;
        return;
    };
    let fresh = view.shown != Some(std::mem::discriminant(modal));
    view.shown = Some(std::mem::discriminant(modal));
    match modal {
        Modal::Welcome => settings::welcome(ctx, app, (&mut view.text, fresh), out),
        Modal::Refused => refused::show(ctx, app, fresh, out),
        Modal::AskPath { purpose, proposed } => {
            if fresh {
                view.text = proposed.display().to_string();
            }
            ask::path(ctx, *purpose, (&mut view.text, fresh), out);
        }
        Modal::AskOverwrite { purpose, path } => {
            ask::overwrite(ctx, (*purpose, path), fresh, out);
        }
        Modal::NotSaved { path, trouble } => saving::not_saved(ctx, (path, trouble), fresh, out),
        Modal::OpenElsewhere(elsewhere) => saving::elsewhere(ctx, elsewhere, fresh, out),
        Modal::Versions(versions) => {
            if fresh {
                view.version = 0;
            }
            versions::show(ctx, versions, (&mut view.version, fresh), out);
        }
        Modal::AskClose => ask::close(ctx, app, fresh, out),
        Modal::AskPublish { publish, errors } => {
            ask::publish(ctx, app, (*publish, *errors), fresh, out);
        }
        Modal::Export(choices) => {
            if fresh {
                view.export = export::Form::new(choices);
            }
            export::choose(ctx, choices, (&mut view.export, fresh), out);
        }
        Modal::AskReplace { names, .. } => export::replace(ctx, names, fresh, out),
        Modal::Exporting(now) => export::under_way(ctx, now, fresh, out),
        Modal::Exported(done) => export::exported(ctx, done, fresh, out),
        Modal::LookingForPrinters => print::looking(ctx, fresh, out),
        Modal::Print(choices) => {
            if fresh {
                view.print = print::Form::new(choices);
            }
            print::choose(ctx, choices, (&mut view.print, fresh), out);
        }
        Modal::PrintByShell => print::by_shell(ctx, fresh, out),
        Modal::NotPrinted(problem) => print::not_printed(ctx, problem, fresh, out),
        Modal::Printing(printing) => print::under_way(ctx, printing, fresh, out),
        Modal::Printed { title, words } => print::printed(ctx, (title, words), fresh, out),
        Modal::FromLast => ask::from_last(ctx, app, fresh, out),
        Modal::Tidy(mend) => tidy::show(ctx, app, mend, fresh, out),
        Modal::Reason(findings) => {
            if fresh {
                view.text.clear();
            }
            reason::show(ctx, app, findings, (&mut view.text, fresh), out);
        }
        Modal::Checklist(items) => checklist::show(ctx, app, items, fresh, out),
        Modal::Failed(text) => ask::failed(ctx, text, fresh, out),
        Modal::Drafts => drafts::left_behind(ctx, app, fresh, out),
        Modal::Bin => drafts::bin(ctx, app, fresh, out),
        Modal::Settings => {
            if fresh {
                view.settings = settings::Form::new(app.settings());
            }
            settings::show(ctx, app, (&mut view.settings, fresh), out);
        }
        Modal::Help => help::help(ctx, app, fresh, out),
        Modal::About => help::about(ctx, fresh, out),
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
