//! A blank form of one table, for the offices that supply its figures.

use std::sync::Arc;

use super::Filled;
use crate::edition::Edition;

/// A blank form of one table.
#[derive(Clone, Debug)]
pub struct Form {
    /// The edition whose table it is.
    pub edition: Arc<Edition>,
    /// The table's index in the edition.
    pub table: usize,
    /// The agency whose report it serves; may be empty.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
}

impl Form {
    /// The report it serves; which table of it this is, and what for.
    #[must_use]
    pub fn heading(&self) -> [String; 2] {
        let report = self.edition.title(&self.agency, self.year);
        [report, format!("{}（空白表，供填报）", self.table().form().name)]
    }

    /// The two lines of the heading on one line.
    #[must_use]
    pub fn title(&self) -> String {
        self.heading().concat()
    }

    /// The table, without figures.
    #[must_use]
    pub fn table(&self) -> Filled<'_> {
        Filled::blank(&self.edition, self.table)
    }

    /// What is written beside the title by hand: each word, and how long the rule beside it is next
    /// to the others.
    pub const FILLED_BY: [(&'static str, i32); 4] =
        [("填报单位", 10), ("填报人", 6), ("审核人", 6), ("日期", 7)];
}
