//! What is kept of a clerk's choices, apart from any report. Damaged files are put aside, never a
//! reason not to start.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::date::Date;
use crate::file::write_atomic;
use crate::font::Choice;
use crate::layout::Options;
use crate::rules::Config;

/// Where the program keeps its own files.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Settings and the list of recent files.
    pub config: PathBuf,
    /// Drafts.
    pub data: PathBuf,
}

/// Light, dark, or as the desktop is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the desktop is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A clerk's choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools)] // Each is a choice of its own.
pub struct Settings {
    /// 机关全称; empty until it has been asked for.
    pub agency: String,
    /// Where to write: 联系地址.
    pub address: String,
    /// Office telephone.
    pub telephone: String,
    /// Whether digits and Latin letters stand a little apart from Chinese on the pages.
    pub latin_gap: bool,
    /// Which faces the pages are set in.
    pub faces: Choice,
    /// Month in which the report is due.
    pub due_month: u8,
    /// Day on which it is due.
    pub due_day: u8,
    /// Light or dark.
    pub theme: Theme,
    /// Percent, 80 to 200.
    pub zoom: u16,
    /// Whether the problems are unfolded.
    pub problems_open: bool,
    /// Height of the unfolded problems in points.
    pub problems_height: f32,
    /// Whether the preview is unfolded.
    pub preview_open: bool,
    /// Width of the unfolded preview in points.
    pub preview_width: f32,
    /// Whether the parts of the report are unfolded.
    pub nav_open: bool,
    /// Whether last year's figures stand beside this year's.
    pub compare_last: bool,
    /// The printer last used; empty before the first time.
    pub printer: String,
    /// Whether it printed on both sides.
    pub print_both_sides: bool,
    /// What the locality asks of the rules.
    pub rules: Config,
    /// Report files, the last used first.
    pub recent: Vec<Recent>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            agency: String::new(),
            address: String::new(),
            telephone: String::new(),
            latin_gap: false,
            faces: Choice::Builtin,
            due_month: 1,
            due_day: 31,
            theme: Theme::System,
            zoom: 100,
            problems_open: true,
            problems_height: 87.0,
            preview_open: false,
            preview_width: 508.0,
            nav_open: true,
            compare_last: true,
            printer: String::new(),
            print_both_sides: false,
            rules: Config::default(),
            recent: Vec::new(),
        }
    }
}

/// A report file that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it is.
    pub path: PathBuf,
    /// The agency in it.
    pub agency: String,
    /// The year in it.
    pub year: Option<u16>,
    /// When it was last saved or opened.
    pub used: Date,
}

/// So many recent files are kept.
const RECENT: usize = 12;

impl Settings {
    /// Reads the settings; a damaged file is put aside under another name and told.
    #[must_use]
    pub fn load(folders: &Folders) -> (Self, Option<String>) {
        load_or_put_aside(&folders.config.join(FILE))
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// Where they cannot be written; the former ones stay.
    pub fn save(&self, folders: &Folders) -> Result<(), String> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new())
            .map_err(|error| error.to_string())?;
        std::fs::create_dir_all(&folders.config).map_err(|error| error.to_string())?;
        write_atomic(&folders.config.join(FILE), text.as_bytes()).map_err(|e| e.to_string())
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, recent: Recent) {
        self.recent.retain(|other| other.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
    }

    /// How pages are laid out.
    #[must_use]
    pub fn layout(&self) -> Options {
        Options { latin_gap: self.latin_gap }
    }

    /// What the rules are asked, with the day that the report is due and the faces that documents
    /// are set in.
    #[must_use]
    pub fn rules(&self) -> Config {
        let due = (self.due_month, self.due_day);
        Config { faces: self.faces, due, ..self.rules.clone() }
    }

    /// The next day on which a report is due, and the year it reports on.
    #[must_use]
    pub fn due(&self, today: Date) -> (Date, u16) {
        let at = |year: u16| Date { year, month: self.due_month, day: self.due_day };
        let this_year = at(today.year);
        let due = if today <= this_year { this_year } else { at(today.year + 1) };
        (due, due.year - 1)
    }
}

const FILE: &str = "settings.ron";

fn load_or_put_aside<T: Default + DeserializeOwned>(path: &Path) -> (T, Option<String>) {
    let Ok(text) = std::fs::read_to_string(path) else { return (T::default(), None) };
    if let Ok(value) = ron::from_str(&text) {
        return (value, None);
    }
    let aside = path.with_extension("damaged.ron");
    let kept = std::fs::rename(path, &aside).is_ok();
    let place = if kept { aside.display().to_string() } else { path.display().to_string() };
    let told = format!("设置文件读不出来，已改用默认设置。原文件保留在“{place}”。");
    (T::default(), Some(told))
}
