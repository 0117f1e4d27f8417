//! The import report: what was found, what is blank or unsure, what found no place.

use crate::finding::Fix;
use std::collections::BTreeMap;

use super::provenance::Spot;
use crate::report::place::Place;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Something was read as it should be.
    Found,
    /// There is nothing where a figure should be.
    Blank,
    /// Read, but to be looked at; or left blank because it can be read in several ways.
    Unsure,
    /// Text that found no place.
    Unplaced,
    /// Conversion residue that was taken out.
    Cleaned,
    /// What the sums leave as the only answer for what is missing; never done unasked.
    Proposed,
}

/// One line of the import report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What the note is about.
    pub kind: NoteKind,
    /// The line of [`Provenance::lines`](super::Provenance::lines), from 1.
    pub line: Option<usize>,
    /// Where it is in the report.
    pub place: Option<Place>,
    /// In a clerk's words, without the line.
    pub message: String,
    /// What the clerk may accept, where something is proposed.
    pub fix: Option<Fix>,
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
pub(crate) struct NoteLog {
    pub notes: Vec<Note>,
    pub unplaced: Vec<String>,
    /// Where they are.
    pub spots: Vec<Spot>,
    /// Where what a site puts around a report is; that is among the unplaced, too.
    pub furniture: Vec<Spot>,
    /// For each text that was noted as unplaced, the note's place among the notes and how often.
    told: BTreeMap<String, (usize, usize)>,
}

impl NoteLog {
    pub(crate) fn note(&mut self, kind: NoteKind, line: usize, place: Place, message: String) {
        self.notes.push(Note { kind, line: Some(line), place: Some(place), message, fix: None });
    }

    /// A note on the report rather than on a line of the source.
    pub(crate) fn tell(&mut self, kind: NoteKind, place: Place, message: String) {
        self.notes.push(Note { kind, line: None, place: Some(place), message, fix: None });
    }

    /// Text that found no place: kept, and told once however often it stands in the source.
    pub(crate) fn unplaced(&mut self, line: usize, text: String) {
        self.set_aside(line, text, "没有找到位置");
    }

    /// What a site puts around a report.
    pub(crate) fn furniture(&mut self, line: usize, text: String) {
        self.furniture.push(Spot { line, column: None });
        self.set_aside(line, text, "像是网页上的文字，没有放进报告");
    }

    /// Text that found no place and that another note tells of.
    pub(crate) fn keep(&mut self, line: usize, text: String) {
        self.unplaced.push(text);
        self.spots.push(Spot { line, column: None });
    }

    fn set_aside(&mut self, line: usize, text: String, what: &str) {
        let message = format!("“{text}”{what}");
        if let Some((note, times)) = self.told.get_mut(&message) {
            *times += 1;
            if let Some(note) = self.notes.get_mut(*note) {
                note.message = format!("{message}（同样的共 {times} 处）");
            }
        } else {
            self.told.insert(message.clone(), (self.notes.len(), 1));
            let kind = NoteKind::Unplaced;
            self.notes.push(Note { kind, line: Some(line), place: None, message, fix: None });
        }
        self.keep(line, text);
    }
}
