//! A table of the form with what its cells show: what every output of a table draws.

use super::Figures;
use super::place::CellId;
use crate::edition::{Edition, Table};
use crate::grid::Content;

/// A table with a report's figures, or blank to be filled in by hand.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    edition: &'a Edition,
    index: usize,
    figures: Option<&'a Figures>,
}

impl<'a> Filled<'a> {
    /// A table of a report, by its index in the edition.
    #[must_use]
    pub fn new(figures: &'a Figures, index: usize) -> Self {
        Self { edition: figures.edition(), index, figures: Some(figures) }
    }

    /// The form alone: no figure, and no total.
    #[must_use]
    pub fn blank(edition: &'a Edition, index: usize) -> Self {
        Self { edition, index, figures: None }
    }

    /// The table's index in the edition.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The table itself.
    #[must_use]
    pub fn form(&self) -> &'a Table {
        &self.edition.tables[self.index]
    }

    /// The words of a cell of its grid.
    #[must_use]
    pub fn words(&self, content: &Content) -> String {
        match content {
            Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                words.clone()
            }
            Content::Figure(index) => {
                let id = CellId { table: self.index, index: *index };
                self.figures.map(|figures| figures.shown(id).text()).unwrap_or_default()
            }
        }
    }
}
