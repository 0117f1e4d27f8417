//! What is under one heading: prose, and the tables of its section and of those behind it whose
//! headings are missing. Of a table that is there for several years the report's own is read.

use std::borrow::Cow;
use std::sync::Arc;

use super::assembler::Assembler;
use crate::import::blocks::{Block, CellRow};
use crate::import::notes::NoteKind;
use crate::import::provenance::ReadState;
use crate::import::tables::{self, OwnTable, Undecided};
use crate::import::vocabulary::labels;
use crate::report::place::{Field, Place};

impl Assembler {
    /// What is under one heading: its own section's, and that of the sections after it whose
    /// headings are missing.
    pub(super) fn part(&mut self, section: usize, end: usize, blocks: &[Block]) {
        let mut rest = Cow::Borrowed(blocks);
        let mut field = Field::Before(number(section));
        let edition = Arc::clone(self.report.edition());
        for at in section..end {
            let Some(table) = edition.table_in(number(at)) else { continue };
            let words = &labels::all()[self.index].tables[table];
            let name = &edition.tables[table].name;
            let mut unsure = false;
            let left_out = Undecided::LeftOut;
            if let Some(own) = tables::own(name, words, &rest, self.report.year, left_out) {
                unsure = own.unsure;
                rest = Cow::Owned(self.of_other_years(table, own));
            }
            let read = tables::read(&edition, table, words, &rest, &mut self.findings);
            let Some(read) = read else { continue };
            let here = read.blocks.clone();
            self.table(read, &rest);
            if unsure {
                self.look_at(&[table]);
            }
            let before = rest.get(..here.start).unwrap_or_default();
            self.prose(field, without_name(before, name));
            field = Field::After(number(at));
            rest = match rest {
                Cow::Borrowed(blocks) => Cow::Borrowed(blocks.get(here.end..).unwrap_or_default()),
                Cow::Owned(mut blocks) => Cow::Owned(blocks.split_off(here.end)),
            };
        }
        self.prose(field, &rest);
    }

    /// Has all figures of some tables looked at.
    pub(super) fn look_at(&mut self, tables: &[usize]) {
        let cells = self.provenance.cells.iter_mut().filter(|(id, _)| tables.contains(&id.table));
        for (_, reading) in cells.filter(|(_, reading)| reading.state == ReadState::Read) {
            reading.state = ReadState::Unsure;
        }
    }

    /// Tells of a table's years, keeps what is not read of them, and gives the rest back.
    pub(super) fn of_other_years(&mut self, table: usize, own: OwnTable) -> Vec<Block> {
        let lines = || own.aside.iter().flat_map(Block::lines);
        let place = Place::Table(table);
        match lines().next() {
            Some(line) => self.findings.note(NoteKind::Unsure, line.number, place, own.told),
            None => self.findings.tell(NoteKind::Unsure, place, own.told),
        }
        let kept = own.aside.iter().flat_map(|block| match block {
            Block::Grid(tiles) => tiles.to_rows(),
            Block::Row(row) => vec![row.clone()],
            Block::Paragraph(line) => vec![CellRow::of_line(line)],
        });
        for row in kept.filter(|row| !row.cells.is_empty() || row.raw.is_some()) {
            self.findings.keep(row.number, row.text());
        }
        own.kept
    }
}

/// What is before a table, without the table's own name over it: a web page has it there.
fn without_name<'a>(blocks: &'a [Block], name: &str) -> &'a [Block] {
    match blocks.split_last() {
        Some((Block::Paragraph(line), before)) if line.text.trim() == name => before,
        _ => blocks,
    }
}

fn number(section: usize) -> u8 {
    u8::try_from(section + 1).unwrap_or(6)
}
