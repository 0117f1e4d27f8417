//! The preview: what is asked of it, and whether its pages are those of the report as it stands.

use super::App;
use crate::app::jobs::Answer;
use crate::app::preview::{Preview, Sheets, State, TileId};
use crate::font::{Choice, Office};

impl App {
    /// The pages beside the editor.
    #[must_use]
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether pages are those of the report as it stands, laid out as the clerk chose.
    #[must_use]
    pub fn is_current(&self, sheets: &Sheets) -> bool {
        let State { generation, revision, options, faces, .. } = sheets.state;
        self.document.as_ref().is_some_and(|document| {
            (generation, revision) == (self.generation, document.revision())
                && (options, faces) == (self.settings.layout(), self.settings.faces)
        })
    }

    pub(super) fn lay_out(&mut self) {
        let Some(document) = &self.document else { return };
        let state = State {
            generation: self.generation,
            revision: document.revision(),
            options: self.settings.layout(),
            faces: self.settings.faces,
            report: document.report().clone(),
            findings: document.findings().to_vec(),
        };
        if let Some(work) = self.preview.lay_out(state) {
            self.jobs.start(move || Answer::Laid(Box::new(work())));
        }
    }

    /// In a thread: every font file of the machine is opened.
    pub(super) fn look_for_faces(&mut self) {
        self.jobs.start(|| {
            Office::of_this_machine();
            Answer::FacesFound
        });
    }

    /// Has the office's faces looked for where the rules need them.
    pub(super) fn know_faces(&mut self) {
        if self.settings.faces == Choice::Office && Office::known().is_none() {
            self.look_for_faces();
        }
    }

    pub(super) fn faces_found(&mut self) {
        if let Some(document) = &mut self.document {
            document.check_again();
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
