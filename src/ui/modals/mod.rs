//! What stands in front of everything else until it is answered.

mod ask;
mod help;
mod refused;
mod settings;
mod sheet;

use egui::Context;

pub use sheet::{Answer, Sheet};

use super::theme::size;
use crate::app::{App, Command, Modal};

/// What a clerk is typing into a sheet.
#[derive(Debug, Default)]
pub struct ModalsView {
    /// Which modal the rest belongs to: a change of it begins anew.
    shown: Option<std::mem::Discriminant<Modal>>,
    /// A path, or the agency's full name.
    text: String,
    settings: settings::Form,
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
        Modal::AskOverwrite { purpose, path } => ask::overwrite(ctx, *purpose, path, fresh, out),
        Modal::AskClose => ask::close(ctx, app, fresh, out),
        Modal::AskExport { purpose, errors } => {
            ask::export(ctx, app, (*purpose, *errors), fresh, out);
        }
        Modal::Imported { lines } => ask::imported(ctx, lines, fresh, out),
        Modal::Failed(text) => ask::failed(ctx, text, fresh, out),
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
