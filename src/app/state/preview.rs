//! The preview: what is asked of it, and whether its pages are those of the report as it stands.

use super::App;
use crate::app::jobs::Answer;
use crate::app::preview::{Preview, Sheets, State, TileId};

impl App {
    /// The pages beside the editor.
    #[must_use]
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether pages are those of the report as it stands, laid out as the clerk chose.
    #[must_use]
    pub fn is_current(&self, sheets: &Sheets) -> bool {
        let State { generation, revision, options, .. } = sheets.state;
        self.document.as_ref().is_some_and(|document| {
            (generation, revision) == (self.generation, document.revision())
                && options == self.settings.layout()
        })
    }

    pub(super) fn lay_out(&mut self) {
        let Some(document) = &self.document else { return };
        let state = State {
            generation: self.generation,
            revision: document.revision(),
            options: self.settings.layout(),
            report: document.report().clone(),
            findings: document.findings().to_vec(),
        };
        if let Some(work) = self.preview.lay_out(state) {
            self.jobs.start(move || Answer::Laid(Box::new(work())));
        }
    }

    pub(super) fn draw(&mut self, tiles: Vec<TileId>) {
        if let Some(work) = self.preview.draw(tiles) {
            self.jobs.start(move || {
                let (painter, tiles) = work();
                Answer::Drawn(painter, tiles)
            });
        }
    }
}
