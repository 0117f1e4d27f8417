//! An imported report while it is compared with its source: what each line of the source became,
//! and what there is to look at. The report itself is the open [`crate::app::Document`], so that a
//! proposal is accepted, and a figure corrected, as everything else is: by edits that undo takes
//! back.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Fix;
use crate::import::{Imported, Note, NoteKind, Provenance, ReadState, Spot, TableCount};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value};
use crate::rules::Touched;

/// What a line of the source became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceLineUse {
    /// Text of a field.
    Field(Field),
    /// Figures of a table, by its index.
    Figures(usize),
    /// Words of a table: its headers and labels.
    Words(usize),
    /// The line has no place in the report.
    Unplaced,
    /// Nothing: a blank line, or what the form says by itself.
    Nothing,
}

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
    uses: Vec<SourceLineUse>,
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
        let mut places: BTreeMap<usize, Vec<(Spot, Place)>> = BTreeMap::new();
        let fields = provenance.fields.iter();
        let fields = fields.flat_map(|(f, spots)| spots.iter().map(|s| (*s, Place::Field(*f))));
        let cells = provenance.cells.iter();
        let cells = cells.filter_map(|(id, reading)| Some((reading.spot?, Place::Cell(*id))));
        for (spot, place) in fields.chain(cells) {
            places.entry(spot.line).or_default().push((spot, place));
        }
        let notes: Vec<Note> =
            notes.into_iter().filter(|note| note.kind != NoteKind::Found).collect();
        let uses = uses(&provenance, &original);
        Self {
            name,
            as_template,
            counts,
            original,
            provenance,
            notes,
            uses,
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

    /// What became of each line of the source.
    #[must_use]
    pub fn uses(&self) -> &[SourceLineUse] {
        &self.uses
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
            (NoteKind::Cleaned, ..) => (true, Vec::new()),
            _ if looked_at => (true, vec![ReviewStep::TakeBack]),
            _ => (false, vec![ReviewStep::Accept]),
        };
        ReviewItem { index, note, word: word(note.kind), done, steps }
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
            | Edit::Marked(..) => return None,
        })
    }
}

/// Whether the report is as an edit would make it.
fn holds(report: &Report, edit: &Edit) -> bool {
    match edit {
        Edit::Value(id, value) => report.figures.typed(*id) == value,
        Edit::Printed(id, value) => report.figures.printed(*id) == value.as_ref(),
        Edit::Text(field, text) => report.text(*field) == text,
        Edit::Year(year) => report.year == *year,
        Edit::Splice(..)
        | Edit::Figures(_)
        | Edit::Last(_)
        | Edit::Waivers(_)
        | Edit::Imported(_)
        | Edit::Carried(_)
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

/// What became of each line: what its provenance says; between figures of one table, and above them as
/// far as its section's text, its words.
fn uses(provenance: &Provenance, report: &Report) -> Vec<SourceLineUse> {
    let mut uses = vec![SourceLineUse::Nothing; provenance.lines.len()];
    let mut put = |line: usize, to: SourceLineUse| {
        if let Some(at) = line.checked_sub(1).and_then(|at| uses.get_mut(at)) {
            *at = to;
        }
    };
    for (id, reading) in &provenance.cells {
        if let Some(spot) = reading.spot {
            put(spot.line, SourceLineUse::Figures(id.table));
        }
    }
    for (field, spots) in &provenance.fields {
        for spot in spots {
            put(spot.line, SourceLineUse::Field(*field));
        }
    }
    for spot in &provenance.unplaced {
        put(spot.line, SourceLineUse::Unplaced);
    }
    for table in 0..report.edition().tables.len() {
        let is_figures = |to: &SourceLineUse| *to == SourceLineUse::Figures(table);
        let is_else =
            |to: &SourceLineUse| !matches!(to, SourceLineUse::Nothing | SourceLineUse::Unplaced);
        let first = uses.iter().position(is_figures);
        let (Some(first), Some(last)) = (first, uses.iter().rposition(is_figures)) else {
            continue;
        };
        let above = uses.get(..first).unwrap_or_default();
        let from = above.iter().rposition(is_else).map_or(0, |at| at + 1);
        for (to, line) in uses.iter_mut().zip(&provenance.lines).take(last + 1).skip(from) {
            if *to == SourceLineUse::Nothing && !line.trim().is_empty() {
                *to = SourceLineUse::Words(table);
            }
        }
    }
    uses
}
