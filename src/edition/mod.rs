//! What the mandate says: the edition of the form, read from `assets/editions/*.ron`.
//!
//! An edition holds structure and statutory wording; whatever has an "if" is code elsewhere.
//! Editors, totals, checks, import and every output are driven by it, so that a new edition of
//! the form is a new data file.

mod data;
pub mod names;
mod resolve;
mod role;
mod table;

use std::fmt;
use std::sync::{Arc, LazyLock};

pub use data::Kind;
pub use role::{Role, RowId};
pub use table::{Band, Carry, Cell, Header, Label, Row, Table, Total};

/// One edition of the mandated form.
pub struct Edition {
    /// Short and stable: what report files name.
    pub id: String,
    /// The edition's name: 2021年版.
    pub name: String,
    /// The notice that mandates it.
    pub notice: Notice,
    /// First report year it serves.
    pub first_year: u16,
    /// Last report year it serves; `None` while no later edition is known.
    pub last_year: Option<u16>,
    /// The title, with `{agency}` and `{year}`.
    title: String,
    /// The six section headings, as mandated, with their numbers.
    pub sections: Vec<String>,
    /// The tables, in order.
    pub tables: Vec<Table>,
}

/// The notice that mandates an edition.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The notice's title.
    pub title: String,
    /// The notice's 文号 (document number).
    pub number: String,
    /// The notice's date of issue, as in 2021-09-26.
    pub date: String,
}

/// Only the id: a report's debug text would otherwise be mostly the form.
impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Edition").field(&self.id).finish()
    }
}

/// Two editions are the same where their ids are: ids are unique among [`all`].
impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Edition {}

/// Why an edition file was refused: the place in it and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionError {
    /// The file's name.
    pub file: String,
    /// A path such as `tables.applications.totals`, or line and column.
    pub place: String,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "版本文件 {} 的 {} 处有误：{}", self.file, self.place, self.problem)
    }
}

impl std::error::Error for EditionError {}

include!(concat!(env!("OUT_DIR"), "/editions.rs"));

static ALL: LazyLock<Vec<Arc<Edition>>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(name, text)| match Edition::read(name, text) {
            Ok(edition) => Arc::new(edition),
            Err(error) => unreachable!("{error}: a test reads every built-in edition"),
        })
        .collect()
});

/// Every edition that comes with the program, oldest first.
#[must_use]
pub fn all() -> &'static [Arc<Edition>] {
    &ALL
}

/// The edition with an id.
#[must_use]
pub fn by_id(id: &str) -> Option<Arc<Edition>> {
    all().iter().find(|edition| edition.id == id).cloned()
}

/// The edition that serves a report year.
#[must_use]
pub fn for_year(year: u16) -> Option<Arc<Edition>> {
    all().iter().find(|edition| edition.serves(year)).cloned()
}

impl Edition {
    /// Reads and validates an edition file.
    ///
    /// # Errors
    /// The place and the problem: unreadable RON, unknown fields, ids that are missing, doubled
    /// or name nothing, spans that overlap or leave gaps, totals that contain themselves.
    pub fn read(file: &str, text: &str) -> Result<Self, EditionError> {
        let fail =
            |place: String, problem: String| EditionError { file: file.into(), place, problem };
        let data: data::EditionData = ron::from_str(text)
            .map_err(|e| fail(format!("{}", e.span.start), e.code.to_string()))?;
        resolve::edition(data).map_err(|(place, problem)| fail(place, problem))
    }

    /// Whether the edition is the one to use for a report year.
    #[must_use]
    pub fn serves(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The mandated title: `‹机关全称›‹YYYY›年政府信息公开工作年度报告`.
    #[must_use]
    pub fn title(&self, agency: &str, year: u16) -> String {
        self.title.replace("{agency}", agency).replace("{year}", &year.to_string())
    }

    /// Index of the table that is in a section (1 to 6).
    #[must_use]
    pub fn table_in(&self, section: u8) -> Option<usize> {
        self.tables.iter().position(|table| table.section == section)
    }
}

#[cfg(test)]
mod tests;
