//! What is kept of a clerk's choices, apart from any report. Damaged files are put aside, never a
//! reason not to start.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::date::Date;
use super::places::KeptPlace;
use crate::file::{Owner, Stamp, write_atomic};
use crate::font::Choice;
use crate::layout::Options;
use crate::rules::Config;
use crate::storage::Disk;

/// Where the program keeps its own files.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Settings and the list of recent files.
    pub config: PathBuf,
    /// The folder of drafts, versions and the log.
    pub data: PathBuf,
}

/// Light, dark, or as the desktop is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// Light or dark, as the desktop is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// White on black, all text at 7 : 1 or more.
    Contrast,
}

/// A clerk's choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools)] // Each is a choice of its own.
pub struct Settings {
    /// The version of this list: a program that knows a newer one may mean something else by it.
    pub version: u32,
    /// 机关全称; empty until it has been asked for.
    pub agency: String,
    /// Where to write: 联系地址.
    pub address: String,
    /// Who works here, as comments and the record of changes name them; empty for the system's user.
    pub name: String,
    /// Whether each save notes who changed what.
    pub notes_changes: bool,
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
    /// Percent, one of [`ZOOMS`].
    pub zoom: u16,
    /// Whether the problems are unfolded.
    pub problems_open: bool,
    /// Height of the unfolded problems in points.
    pub problems_height: f32,
    /// Whether the problems are gone through from the first place to the last, not by their weight.
    pub problems_by_place: bool,
    /// Whether the preview is unfolded.
    pub preview_open: bool,
    /// Width of the unfolded preview in points.
    pub preview_width: f32,
    /// Width of the source beside an import in points; 0 for the usual share of the window.
    pub source_width: f32,
    /// Height of the list below an import in points, its head aside; 0 for the usual one.
    pub import_list_height: f32,
    /// Whether the parts of the report are unfolded.
    pub nav_open: bool,
    /// Whether last year's figures stand beside this year's.
    pub compare_last: bool,
    /// The names of the forms last exported to; empty before the first time.
    pub exported: Vec<String>,
    /// The printer last used; empty before the first time.
    pub printer: String,
    /// Whether it printed on both sides.
    pub print_both_sides: bool,
    /// What the locality asks of the rules.
    pub rules: Config,
    /// The office's own phrases, the newest first.
    pub phrases: Vec<OwnPhrase>,
    /// Report and ledger files, the last used first.
    pub recent: Vec<Recent>,
    /// Where one was in reports, the last one first.
    pub places: Vec<KeptPlace>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            agency: String::new(),
            address: String::new(),
            name: String::new(),
            notes_changes: true,
            telephone: String::new(),
            latin_gap: false,
            faces: Choice::Builtin,
            due_month: 1,
            due_day: 31,
            theme: Theme::System,
            zoom: 100,
            problems_open: true,
            problems_height: 145.0,
            problems_by_place: false,
            preview_open: false,
            preview_width: 508.0,
            source_width: 0.0,
            import_list_height: 0.0,
            nav_open: true,
            compare_last: true,
            exported: Vec::new(),
            printer: String::new(),
            print_both_sides: false,
            rules: Config::default(),
            phrases: Vec::new(),
            recent: Vec::new(),
            places: Vec::new(),
        }
    }
}

/// A phrase of the office's own; what is to be filled in is in 〔〕.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPhrase {
    /// The section it is for, 1 to 6; 0 for the lead-in.
    pub section: u8,
    /// Its words.
    pub text: String,
}

/// A report or ledger file that was used. Of a ledger nothing but its name and its agency.
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
    /// Whether it is a ledger of requests, which has no year.
    #[serde(default)]
    pub ledger: bool,
}

/// The newest version that this program knows.
const VERSION: u32 = 1;

/// The most recent files that are kept.
const RECENT: usize = 12;

impl Settings {
    /// Reads the settings. What cannot be read is put aside under another name and told; what
    /// makes no sense in what can is as if it had never been chosen.
    #[must_use]
    pub fn load(folders: &Folders) -> (Self, Option<String>) {
        let path = folders.config.join(FILE);
        let why = match read(&path) {
            Ok(settings) => return (settings.unwrap_or_default().sensible(), None),
            Err(why) => why,
        };
        let told = match put_aside(&path) {
            Some(aside) => {
                format!("{why}，已改用默认设置。原来的保留在“{}”。", aside.display())
            }
            None => format!(
                "{why}，已改用默认设置。位置是“{}”，新的设置可能保存不了，请核对这个位置的权限。",
                path.display()
            ),
        };
        (Self::default(), Some(told))
    }

    /// These settings, with the usual choice where a window cannot be shown by the one that is there.
    fn sensible(mut self) -> Self {
        let usual = Self::default();
        self.version = VERSION;
        self.zoom = if ZOOMS.contains(&self.zoom) { self.zoom } else { usual.zoom };
        for (length, usual) in [
            (&mut self.problems_height, usual.problems_height),
            (&mut self.preview_width, usual.preview_width),
            (&mut self.source_width, usual.source_width),
            (&mut self.import_list_height, usual.import_list_height),
        ] {
            // The room that there is limits it further; NaN is in no range.
            if !LENGTHS.contains(length) {
                *length = usual;
            }
        }
        // A day that there is in every year.
        let due = Date { year: 2026, month: self.due_month, day: self.due_day };
        if !due.is_valid() {
            (self.due_month, self.due_day) = (usual.due_month, usual.due_day);
        }
        self.recent.truncate(RECENT);
        self
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

    /// These settings with the usual sizes of panes and the usual zoom: after a stop, since one of them
    /// may have been what led to it.
    #[must_use]
    pub fn with_usual_sizes(self) -> Self {
        let Self { zoom, problems_height, preview_width, .. } = Self::default();
        Self { zoom, problems_height, preview_width, ..self }
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, recent: Recent) {
        self.recent.retain(|other| other.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
    }

    /// Who works here: the name that was chosen, else the system's user; empty where it tells none.
    #[must_use]
    pub fn writer(&self) -> String {
        if self.name.is_empty() { Owner::me("").user } else { self.name.clone() }
    }

    /// How pages are laid out.
    #[must_use]
    pub fn layout(&self) -> Options {
        Options { latin_gap: self.latin_gap, ..Options::default() }
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

/// The name of the settings file.
pub(super) const FILE: &str = "settings.ron";

/// What the window can be scaled to, in percent.
pub const ZOOMS: std::ops::RangeInclusive<u16> = 80..=250;
/// Lengths on a screen, in points.
const LENGTHS: std::ops::RangeInclusive<f32> = 20.0..=4000.0;

/// The settings, where there are any; or why they cannot be read.
fn read(path: &Path) -> Result<Option<Settings>, &'static str> {
    if matches!(path.symlink_metadata(), Err(error) if error.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    let (_, bytes) = Stamp::read(&Disk, path).map_err(|_| "设置文件读不出来")?;
    let text = std::str::from_utf8(&bytes).map_err(|_| "设置文件已损坏")?;
    let head: Head = ron::from_str(text).map_err(|_| "设置文件已损坏")?;
    if head.version > VERSION {
        return Err("设置文件是较新的程序写的，本程序不认识");
    }
    ron::from_str(text).map(Some).map_err(|_| "设置文件已损坏")
}

/// Enough of any version to tell which one it is; the first one did not say.
#[derive(Deserialize)]
#[serde(default)]
struct Head {
    version: u32,
}

impl Default for Head {
    fn default() -> Self {
        Self { version: VERSION }
    }
}

/// Gives what stands under a name another one that nobody has.
fn put_aside(path: &Path) -> Option<PathBuf> {
    let name = |number: u32| path.with_extension(format!("damaged-{number}.ron"));
    let free = (1..100).map(name).find(|aside| aside.symlink_metadata().is_err())?;
    std::fs::rename(path, &free).ok().map(|()| free)
}
