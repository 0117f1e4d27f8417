//! The import report: what was found, what is blank or unsure, what found no place.

use crate::report::place::Place;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Something was read as it should be.
    Found,
    /// Nothing stands where a figure should.
    Blank,
    /// Read, but to be looked at; or left blank because it can be read in several ways.
    Unsure,
    /// Text that found no place.
    Unplaced,
    /// Conversion residue that was taken out.
    Cleaned,
}

/// One line of the import report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The source's line, from 1.
    pub line: Option<usize>,
    /// Where it is in the report.
    pub place: Option<Place>,
    /// In a clerk's words, without the line.
    pub message: String,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "第 {line} 行：{}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Notes while they are collected, and the text that found no place.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub notes: Vec<Note>,
    pub unplaced: Vec<String>,
}

impl Findings {
    pub(super) fn note(&mut self, kind: NoteKind, line: usize, place: Place, message: String) {
        self.notes.push(Note { kind, line: Some(line), place: Some(place), message });
    }

    /// A note on the report rather than on a line of the source.
    pub(super) fn tell(&mut self, kind: NoteKind, place: Place, message: String) {
        self.notes.push(Note { kind, line: None, place: Some(place), message });
    }

    pub(super) fn unplaced(&mut self, line: usize, text: String) {
        let message = format!("“{text}”没有找到位置");
        self.notes.push(Note { kind: NoteKind::Unplaced, line: Some(line), place: None, message });
        self.unplaced.push(text);
    }
}
