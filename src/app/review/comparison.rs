//! An imported report while it is compared with its source: what each line of the source became,
//! and what there is to look at. The report itself is the open [`crate::app::Document`], so that a
//! proposal is accepted, and a figure corrected, as everything else is: by edits that undo takes
//! back.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::LineMoves;
use crate::finding::Fix;
use crate::import::{
    self, Imported, LineTarget, LineUse, Note, NoteKind, Provenance, ReadState, Spot, TableCount,
};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Report, Value};
use crate::rules::Touched;
use crate::zh::numeral;

/// What can be done about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStep {
    /// Takes it over, or says that it is right as it is.
    Accept,
    /// Takes that back, or empties the cell.
    TakeBack,
}

/// One thing to look at.
#[derive(Clone, Debug)]
pub struct ReviewItem<'a> {
    /// The item's index among the notes of the import.
    pub index: usize,
    /// What was noted.
    pub note: &'a Note,
    /// What kind of item it is, in a word for the clerk.
    pub word: &'static str,
    /// Nothing is left to do about it.
    pub done: bool,
    /// What can be done now.
    pub steps: Vec<ReviewStep>,
}

/// An import under review.
#[derive(Clone, Debug)]
pub struct Review {
    /// The file it was read from, or what it was pasted as.
    pub name: String,
    /// Whether it was chosen as last year's report.
    pub as_template: bool,
    /// How much of each table was read.
    pub counts: Vec<TableCount>,
    original: Report,
    provenance: Provenance,
    notes: Vec<Note>,
    uses: Vec<Vec<LineUse>>,
    moves: LineMoves,
    places: BTreeMap<usize, Vec<(Spot, Place)>>,
    looked_at: BTreeSet<usize>,
    /// The note that was gone to.
    pub current: Option<usize>,
}

impl Review {
    /// Begins the review of what was read.
    #[must_use]
    pub fn new(name: String, imported: Imported, as_template: bool) -> Self {
        let Imported { report: original, notes, tables: counts, provenance } = imported;
        let notes: Vec<Note> =
            notes.into_iter().filter(|note| note.kind != NoteKind::Found).collect();
        let (uses, places) = (provenance.uses(), places(&provenance));
        Self {
            name,
            as_template,
            counts,
            original,
            provenance,
            notes,
            uses,
            moves: LineMoves::default(),
            places,
            looked_at: BTreeSet::new(),
            current: None,
        }
    }

    /// The source as text, with what became of each line.
    #[must_use]
    pub fn trace(&self) -> &Provenance {
        &self.provenance
    }

    /// What became of each line of the source, each of the things that it holds.
    #[must_use]
    pub fn uses(&self) -> &[Vec<LineUse>] {
        &self.uses
    }

    /// Where a line, counted from 1, can be moved.
    #[must_use]
    pub fn targets(&self, report: &Report, line: usize) -> Vec<LineTarget> {
        let prose = (1..=6).map(LineTarget::Prose);
        let targets = [LineTarget::LeadIn].into_iter().chain(prose).chain([LineTarget::Furniture]);
        let moves = |to: &LineTarget| import::moved(report, &self.provenance, line, *to).is_some();
        targets.filter(moves).collect()
    }

    /// Moves a line, counted from 1; gives the edits that are left to be made, with their name.
    pub fn move_line(
        &mut self,
        report: &Report,
        line: usize,
        to: LineTarget,
    ) -> (String, Vec<Edit>) {
        let Some(moved) = import::moved(report, &self.provenance, line, to) else {
            return Default::default();
        };
        self.moves.note(report, line, self.provenance.clone(), &moved);
        self.show(moved.provenance);
        self.current = None;
        (format!("第 {line} 行{}", target_words(to)), moved.edits)
    }

    /// Follows the report after undo and redo: moves of lines are taken back and made again with
    /// the edits that they made.
    pub fn follow(&mut self, report: &Report) {
        if let Some(provenance) = self.moves.follow(report).cloned() {
            self.show(provenance);
        }
    }

    fn show(&mut self, provenance: Provenance) {
        (self.uses, self.places) = (provenance.uses(), places(&provenance));
        self.provenance = provenance;
    }

    /// A note by its index.
    #[must_use]
    pub fn note(&self, index: usize) -> Option<&Note> {
        self.notes.get(index)
    }

    /// Where in the report a note is about, as far as the report has that place.
    #[must_use]
    pub fn place_of(&self, report: &Report, index: usize) -> Option<&Place> {
        let place = self.notes.get(index)?.place.as_ref();
        place.filter(|place| self.fits(report, place))
    }

    /// Whether a place of what was read is one of the report still: a year of another edition
    /// leaves no cell where it was.
    fn fits(&self, report: &Report, place: &Place) -> bool {
        let of_table =
            matches!(place, Place::Cell(_) | Place::Row(..) | Place::Column(_) | Place::Table(_));
        !of_table || report.edition() == self.original.edition()
    }

    /// Where in the source a place of the report stands.
    #[must_use]
    pub fn spots(&self, report: &Report, place: &Place) -> Vec<Spot> {
        if !self.fits(report, place) {
            return Vec::new();
        }
        let cells = |wanted: &dyn Fn(CellId) -> bool| {
            let cells = self.provenance.cells.iter().filter(|(id, _)| wanted(**id));
            cells.filter_map(|(_, reading)| reading.spot).collect()
        };
        match place {
            Place::Field(field) | Place::Text(field, _) => {
                self.provenance.fields.get(field).cloned().unwrap_or_default()
            }
            Place::Cell(id) => cells(&|cell| cell == *id),
            Place::Table(table) => cells(&|cell| cell.table == *table),
            Place::Row(table, row) => {
                let form = &self.original.edition().tables[*table];
                cells(&|cell| cell.table == *table && form.cells[cell.index].row == *row)
            }
            Place::Report | Place::Year | Place::Column(_) => Vec::new(),
        }
    }

    /// What stands in the form for a byte of a line of the source: its cell, else the first thing
    /// that the line became.
    #[must_use]
    pub fn place_at(&self, report: &Report, line: usize, byte: usize) -> Option<Place> {
        let here = self.places.get(&line)?;
        let holds = |spot: &Spot| {
            let bytes = self.provenance.bytes(*spot);
            spot.column.is_some() && bytes.is_some_and(|b| b.start <= byte && byte <= b.end)
        };
        let exact = here.iter().find(|(spot, _)| holds(spot));
        let found = exact.or(here.first()).map(|(_, place)| place);
        found.filter(|place| self.fits(report, place)).cloned()
    }

    /// The note about a line, where there is one.
    #[must_use]
    pub fn note_of_line(&self, line: usize) -> Option<usize> {
        self.notes.iter().position(|note| note.line == Some(line))
    }

    /// What to mark in the source: the note that was gone to, else where the cursor is.
    #[must_use]
    pub fn marked(&self, report: &Report, cursor: Option<&Place>) -> Vec<Spot> {
        let note = self.current.and_then(|index| self.notes.get(index));
        let place = note.map_or(cursor, |note| note.place.as_ref());
        let mut spots = place.map(|place| self.spots(report, place)).unwrap_or_default();
        if let (true, Some(line)) = (spots.is_empty(), note.and_then(|note| note.line)) {
            spots.push(Spot { line, column: None });
        }
        spots
    }

    /// How surely a cell was read, and whether that still is what stands in it.
    #[must_use]
    pub fn is_unsure(&self, report: &Report, id: CellId) -> bool {
        if !self.fits(report, &Place::Cell(id)) {
            return false;
        }
        let read = self.provenance.cells.get(&id).is_some_and(|r| r.state == ReadState::Unsure);
        let looked_at = || {
            let about = |note: &Note| note.place == Some(Place::Cell(id));
            self.looked_at.iter().any(|index| self.notes.get(*index).is_some_and(about))
        };
        read && report.figures.typed(id) == self.original.figures.typed(id) && !looked_at()
    }

    /// Everything there is to look at: proposals first, then in the order of the form.
    #[must_use]
    pub fn items(&self, report: &Report) -> Vec<ReviewItem<'_>> {
        let notes = self.notes.iter().enumerate();
        let mut items: Vec<ReviewItem<'_>> =
            notes.map(|(index, note)| self.item(report, index, note)).collect();
        items.sort_by_key(|item| rank(item.note.kind));
        items
    }

    fn item<'a>(&self, report: &Report, index: usize, note: &'a Note) -> ReviewItem<'a> {
        let looked_at = self.looked_at.contains(&index);
        let fits = note.place.as_ref().is_none_or(|place| self.fits(report, place));
        let (done, steps) = match (note.kind, &note.fix, &note.place) {
            _ if !fits => (true, Vec::new()),
            (NoteKind::Proposed, Some(fix), _) => {
                let accepted = fix.edits.iter().all(|edit| holds(report, edit));
                (accepted, vec![if accepted { ReviewStep::TakeBack } else { ReviewStep::Accept }])
            }
            (NoteKind::Unsure, _, Some(Place::Cell(id))) => self.unsure(report, *id, looked_at),
            (NoteKind::Blank, _, Some(place)) => (is_filled(report, place), Vec::new()),
            (NoteKind::Unplaced, ..) if self.is_moved(note) => (true, Vec::new()),
            (NoteKind::Cleaned, ..) => (true, Vec::new()),
            _ if looked_at => (true, vec![ReviewStep::TakeBack]),
            _ => (false, vec![ReviewStep::Accept]),
        };
        ReviewItem { index, note, word: word(note.kind), done, steps }
    }

    /// Whether the line of a note that found no place for it has one since, by the clerk.
    fn is_moved(&self, note: &Note) -> bool {
        let line = note.line.and_then(|line| line.checked_sub(1));
        let uses = line.and_then(|line| self.uses.get(line));
        uses.is_some_and(|uses| !uses.contains(&LineUse::Unplaced))
            && note.line.is_some_and(|line| self.moves.stands(line))
    }

    /// A cell that was read, but not for sure: it can be left as it is, or emptied.
    fn unsure(&self, report: &Report, id: CellId, looked_at: bool) -> (bool, Vec<ReviewStep>) {
        let (now, read) = (report.figures.typed(id), self.original.figures.typed(id));
        match (now == read, read == &Value::Blank) {
            (true, true) => (false, Vec::new()),
            (true, false) if looked_at => (true, vec![ReviewStep::TakeBack]),
            (true, false) => (false, vec![ReviewStep::Accept, ReviewStep::TakeBack]),
            // Emptied, it can be taken over again; typed anew, it is as the clerk wants it.
            (false, _) if *now == Value::Blank => (true, vec![ReviewStep::Accept]),
            (false, _) => (true, Vec::new()),
        }
    }

    /// Does a step, as far as it is no edit; gives the edits that are left to be made, with their
    /// name.
    pub fn step(&mut self, report: &Report, index: usize, step: ReviewStep) -> (String, Vec<Edit>) {
        let fits = |note: &&Note| note.place.as_ref().is_none_or(|place| self.fits(report, place));
        let Some(note) = self.notes.get(index).filter(fits) else { return Default::default() };
        if step == ReviewStep::Accept {
            self.looked_at.insert(index);
        } else {
            self.looked_at.remove(&index);
        }
        match (&note.fix, &note.place) {
            (Some(Fix { label, edits }), _) if step == ReviewStep::Accept => {
                (format!("采纳：{label}"), edits.clone())
            }
            (Some(Fix { label, edits }), _) => {
                let back = edits.iter().rev().filter_map(|edit| self.back(edit)).collect();
                (format!("撤回：{label}"), back)
            }
            (None, Some(place @ Place::Cell(id))) if !report.figures.is_total(*id) => {
                let (what, value) = match step {
                    ReviewStep::Accept => ("采纳", self.original.figures.typed(*id).clone()),
                    ReviewStep::TakeBack => ("清空", Value::Blank),
                };
                (format!("{what} {}", place.words(report)), vec![Edit::Value(*id, value)])
            }
            _ => Default::default(),
        }
    }

    /// The proposals that can be taken over together: what each is about stands as it was read,
    /// and no other is about it.
    #[must_use]
    pub fn safe(&self, report: &Report) -> Vec<usize> {
        let mut taken: Vec<Touched> = Vec::new();
        let mut safe = Vec::new();
        for item in self.items(report) {
            let proposed = item.note.kind == NoteKind::Proposed && !item.done;
            let Some(fix) = item.note.fix.as_ref().filter(|_| proposed) else { continue };
            let as_read = |edit: &Edit| self.back(edit).is_some_and(|back| holds(report, &back));
            let touched: Vec<Touched> = fix.edits.iter().map(Touched::of).collect();
            let free = touched.iter().all(|one| !taken.iter().any(|other| one.collides(other)));
            if free && fix.edits.iter().all(as_read) {
                taken.extend(touched);
                safe.push(item.index);
            }
        }
        safe
    }

    /// Takes those over; gives the edits that are to be made in one step, with their name.
    pub fn accept_safe(&mut self, report: &Report) -> (String, Vec<Edit>) {
        let safe = self.safe(report);
        let fixes = safe.iter().filter_map(|index| self.notes.get(*index)?.fix.as_ref());
        let edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.clone()).collect();
        self.looked_at.extend(&safe);
        (format!("采纳 {} 处建议", safe.len()), edits)
    }

    /// What puts back what was read where an edit has put something else.
    fn back(&self, edit: &Edit) -> Option<Edit> {
        let read = &self.original;
        Some(match edit {
            Edit::Value(id, _) => Edit::Value(*id, read.figures.typed(*id).clone()),
            Edit::Printed(id, _) => Edit::Printed(*id, read.figures.printed(*id).cloned()),
            Edit::Text(field, _) => Edit::Text(*field, read.text(*field).to_owned()),
            Edit::Year(_) => Edit::Year(read.year),
            Edit::Splice(..)
            | Edit::Figures(_)
            | Edit::Last(_)
            | Edit::Waivers(_)
            | Edit::Imported(_)
            | Edit::Carried(_)
            | Edit::Comments(_)
            | Edit::Published(_)
            | Edit::Marked(..) => return None,
        })
    }
}

/// Whether the report is as an edit would make it.
pub(super) fn holds(report: &Report, edit: &Edit) -> bool {
    match edit {
        Edit::Value(id, value) => report.figures.typed(*id) == value,
        Edit::Printed(id, value) => report.figures.printed(*id) == value.as_ref(),
        Edit::Text(field, text) => report.text(*field) == text,
        Edit::Year(year) => report.year == *year,
        Edit::Imported(imported) => report.imported == imported.as_deref().cloned(),
        Edit::Splice(..)
        | Edit::Figures(_)
        | Edit::Last(_)
        | Edit::Waivers(_)
        | Edit::Carried(_)
        | Edit::Comments(_)
        | Edit::Published(_)
        | Edit::Marked(..) => false,
    }
}

/// Whether no cell of a place is blank.
fn is_filled(report: &Report, place: &Place) -> bool {
    let figures = &report.figures;
    let filled = |id: &CellId| figures.is_total(*id) || *figures.typed(*id) != Value::Blank;
    let row = |id: &CellId| report.edition().tables[id.table].cells[id.index].row;
    match place {
        Place::Cell(id) => filled(id),
        Place::Row(table, at) => {
            figures.cells().filter(|id| id.table == *table && row(id) == *at).all(|id| filled(&id))
        }
        Place::Table(table) => {
            figures.cells().filter(|id| id.table == *table).all(|id| filled(&id))
        }
        Place::Field(field) => !report.text(*field).is_empty(),
        _ => false,
    }
}

fn word(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Proposed => "建议",
        NoteKind::Unsure => "存疑",
        NoteKind::Blank => "空白",
        NoteKind::Unplaced => "未放置",
        NoteKind::Cleaned => "已清除",
        NoteKind::Found => "已读入",
    }
}

fn rank(kind: NoteKind) -> u8 {
    match kind {
        NoteKind::Proposed => 0,
        NoteKind::Unsure => 1,
        NoteKind::Blank => 2,
        NoteKind::Unplaced => 3,
        NoteKind::Cleaned => 4,
        NoteKind::Found => 5,
    }
}

/// What a line moved there becomes: 归入第一部分正文.
#[must_use]
pub fn target_words(to: LineTarget) -> String {
    match to {
        LineTarget::LeadIn => "归入引言".to_owned(),
        LineTarget::Prose(section) => format!("归入第{}部分正文", numeral(section.into())),
        LineTarget::Furniture => "不属于报告，放在一边".to_owned(),
    }
}

/// What stands in each line of the source that something of the report came from.
fn places(provenance: &Provenance) -> BTreeMap<usize, Vec<(Spot, Place)>> {
    let mut places: BTreeMap<usize, Vec<(Spot, Place)>> = BTreeMap::new();
    let fields = provenance.fields.iter();
    let fields = fields.flat_map(|(f, spots)| spots.iter().map(|s| (*s, Place::Field(*f))));
    let cells = provenance.cells.iter();
    let cells = cells.filter_map(|(id, reading)| Some((reading.spot?, Place::Cell(*id))));
    for (spot, place) in fields.chain(cells) {
        places.entry(spot.line).or_default().push((spot, place));
    }
    places
}
