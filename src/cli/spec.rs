//! What a command is: its name, operands and options, as parsing, help, the man page and shell
//! completions read them; and what was given of them.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use super::outcome::{Next, Session};

/// A command line that is not understood, in Chinese, with where to find the usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse(String);

impl Misuse {
    /// The problem, without a full stop.
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}。用法请看 nianbao --help。", self.0)
    }
}

impl std::error::Error for Misuse {}

/// A word for what is to be put in, in Chinese for the help and in English for the man page.
pub(super) type Words = (&'static str, &'static str);

/// The argument that an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing: it is given or not.
    Nothing,
    /// A file or a folder.
    Path(Words),
    /// One line of text that is not blank.
    Line(Words),
    /// A report year.
    Year,
    /// One of a few words.
    Choice(&'static [&'static str]),
}

/// One option. The same one may be taken by several commands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flag {
    /// The option's long form without its dashes: `format`.
    pub long: &'static str,
    /// The option's short form: the o of -o.
    pub short: Option<char>,
    pub takes: Takes,
    /// What the option does, in Chinese and in English.
    pub what: Words,
}

impl Flag {
    /// The option as it is written on a command line: `-o`, `--draft`.
    pub fn written(&self) -> String {
        self.short.map_or_else(|| format!("--{}", self.long), |short| format!("-{short}"))
    }
}

/// Whether a command can do without an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Optional,
    Required,
}

/// What a command is given beside its options.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operands {
    None,
    /// At most one.
    Optional(Words),
    One(Words),
    /// Two, which the words name in order.
    Two(Words),
    /// One or more.
    Many(Words),
}

/// The description of one command, from which parsing, help, man page and completions are made.
#[derive(Debug)]
pub(super) struct Spec {
    /// One word, or two: `ledger import`.
    pub name: &'static str,
    pub operands: Operands,
    pub flags: &'static [(&'static Flag, Need)],
    /// What the command does, in Chinese and in English: whole sentences.
    pub what: Words,
    pub run: fn(&Given, &mut Session<'_>) -> Result<Next, Misuse>,
}

/// The argument of an option, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Nothing,
    Path(PathBuf),
    Text(String),
    Year(u16),
}

/// The operands and options of one command, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub operands: Vec<PathBuf>,
    pub flags: Vec<(&'static str, Behind)>,
}

impl Given {
    fn behind(&self, flag: &Flag) -> Option<&Behind> {
        self.flags.iter().find(|(long, _)| *long == flag.long).map(|(_, behind)| behind)
    }

    /// Whether an option was given.
    pub fn has(&self, flag: &Flag) -> bool {
        self.behind(flag).is_some()
    }

    /// The file or folder behind an option that takes one.
    pub fn path(&self, flag: &Flag) -> Option<&Path> {
        match self.behind(flag)? {
            Behind::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The file behind an option that the command requires.
    ///
    /// # Errors
    /// That it was not given; parsing has said so already where the command lists it as required.
    pub fn required_path(&self, flag: &Flag) -> Result<&Path, Misuse> {
        self.path(flag).ok_or_else(|| missing(flag))
    }

    /// The words behind an option that takes a line or a choice.
    pub fn text(&self, flag: &Flag) -> Option<&str> {
        match self.behind(flag)? {
            Behind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The year behind an option that takes one.
    pub fn year(&self, flag: &Flag) -> Option<u16> {
        match self.behind(flag)? {
            Behind::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// The only operand of a command that takes one.
    ///
    /// # Errors
    /// That there is none; parsing has said so already where the command takes [`Operands::One`].
    pub fn operand(&self) -> Result<&Path, Misuse> {
        self.operands.first().map(PathBuf::as_path).ok_or_else(|| Misuse::new("请写明文件"))
    }
}

/// The error that a required option is missing.
pub(super) fn missing(flag: &Flag) -> Misuse {
    let example = match flag.takes {
        Takes::Path((what, _)) | Takes::Line((what, _)) => what.to_owned(),
        Takes::Year => "年度".to_owned(),
        Takes::Choice(words) => words.join("、"),
        Takes::Nothing => String::new(),
    };
    Misuse::new(format!("请用 {} 写明{example}", flag.written()))
}

/// A word of a command line as messages quote it.
pub(super) fn told(word: &OsString) -> String {
    word.display().to_string()
}
