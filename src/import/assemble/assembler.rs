//! The sections, read one after the other, put into a blank report.

use std::sync::Arc;

use super::account;
use super::agency::FoundAgency;
use super::foreign::{foreign_cells, is_of_forms};
use super::in_lines;
use super::outline::{self, SectionPart};
use super::signature::SignatureLines;
use super::title::{FrontMatter, is_numbered};
use crate::edition::Edition;
use crate::finding::Fix;
use crate::import::blocks::{Block, CellRow, TextLine};
use crate::import::imported::{Imported, TableCount};
use crate::import::notes::{Note, NoteKind, NoteLog};
use crate::import::provenance::{CellReading, Provenance, ReadState, SourceKind, Spot};
use crate::import::tables::unit_words::{is_caption, is_unit_line};
use crate::import::tables::{InOneRow, TableRead};
use crate::import::vocabulary::figures::{self, is_figure};
use crate::import::vocabulary::furniture::is_page_number;
use crate::import::vocabulary::headings::numeral_of;
use crate::import::vocabulary::labels;
use crate::import::vocabulary::site_words::{Sited, sited};
use crate::import::vocabulary::years::is_date;
use crate::imputation::{Proposal, proposals};
use crate::report::place::{CellId, Field, Place};
use crate::report::{self, Edit, Report, Value};
use crate::zh::numeral;

/// The most characters of a lead-in that a note quotes.
const BEGINS: usize = 20;

/// A lead-in with more characters may have more than the lead-in in it.
const LONG_LEAD_IN: usize = 800;

/// Lower bound on words of a form that make a lead-in doubtful.
const TABLE_WORDS: usize = 3;

/// A report on its way.
pub(super) struct Assembler {
    pub report: Report,
    /// The edition's, in [`edition::all`].
    pub index: usize,
    pub findings: NoteLog,
    pub provenance: Provenance,
    /// Name of another edition whose table heads the source has; empty where it has none.
    pub other_heads: String,
    /// Rows of the source that are several of the form's.
    pub in_one: Vec<InOneRow>,
}

impl Assembler {
    fn edition(&self) -> &Arc<Edition> {
        self.report.edition()
    }

    pub(super) fn apply(&mut self, edit: Edit) {
        let done = self.report.apply(edit);
        debug_assert!(done.is_ok(), "places come from the edition, lines have no line end");
    }

    fn text(&mut self, field: Field, lines: &[TextLine]) {
        self.found(field, lines);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.apply(Edit::Text(field, lines.join("\n")));
    }

    /// Remembers where a field is.
    fn found(&mut self, field: Field, lines: &[TextLine]) {
        if !lines.is_empty() {
            let spot = |line: &TextLine| Spot { line: line.number, column: None };
            self.provenance.fields.insert(field, lines.iter().map(spot).collect());
        }
    }

    /// Whose report it is, and where that was found.
    pub(super) fn agency(&mut self, found: Option<FoundAgency>, own_name: Option<&str>) {
        let place = Place::Field(Field::Agency);
        let (kind, message) = match (&found, own_name) {
            (Some(FoundAgency { name, from: "标题", other: None, doubt: "", .. }), _) => {
                (NoteKind::Found, format!("机关：{name}"))
            }
            (Some(FoundAgency { name, from: "标题", other: None, doubt, .. }), _) => {
                (NoteKind::Unsure, format!("机关：{name}（{doubt}，请核对）"))
            }
            (Some(FoundAgency { name, from: "标题", other: Some(signed), .. }), _) => {
                (NoteKind::Unsure, format!("机关：{name}（来自标题，落款是“{signed}”，请核对）"))
            }
            (Some(FoundAgency { name, from, sure: true, other: Some(titled), .. }), _) => {
                (NoteKind::Found, format!("机关：{name}（来自{from}，标题简写为“{titled}”）"))
            }
            (Some(FoundAgency { name, from, sure: true, .. }), _) => {
                (NoteKind::Found, format!("机关：{name}（来自{from}）"))
            }
            (Some(FoundAgency { name, from, sure: false, .. }), _) => {
                (NoteKind::Unsure, format!("机关：{name}（来自{from}，请核对）"))
            }
            (None, Some(own)) => {
                (NoteKind::Unsure, format!("没有找到机关名称（正文自称“{own}”），请填写"))
            }
            (None, None) => (NoteKind::Unsure, "没有找到机关名称，请填写".to_owned()),
        };
        self.findings.tell(kind, place, message);
        self.apply(Edit::Text(Field::Agency, found.map(|found| found.name).unwrap_or_default()));
    }

    pub(super) fn heads(&mut self, front: FrontMatter, title: String, year: Option<u16>) {
        let place = Place::Field(Field::Title);
        match front.title.as_slice() {
            [] => {
                let message = "没有找到标题，请填写".to_owned();
                self.findings.tell(NoteKind::Unsure, place, message);
            }
            [line, ..] => {
                let message = format!("标题：{title}{}", in_lines(front.title.len()));
                self.findings.note(NoteKind::Found, line.number, place, message);
            }
        }
        for line in front.unplaced {
            self.findings.unplaced(line.number, line.text);
        }
        for line in front.furniture {
            self.findings.furniture(line.number, line.text);
        }
        self.found(Field::Title, &front.title);
        self.apply(Edit::Text(Field::Title, title));
        self.apply(Edit::Year(year));
        self.lead_in(&front.lead_in);
        self.text(Field::LeadIn, &front.lead_in);
    }

    pub(super) fn signature(&mut self, (name, date): SignatureLines) {
        self.text(Field::SignatureName, name.as_slice());
        self.text(Field::SignatureDate, date.as_slice());
    }

    /// What section one says where its heading is missing.
    pub(super) fn first_without_heading(&mut self, lines: &[TextLine]) {
        let Some(first) = lines.first() else { return };
        let name = &self.edition().sections[0];
        let begins: String = first.text.chars().take(BEGINS).collect();
        let message = format!(
            "没有“{name}”的标题，从“{begins}……”起的 {} 段按第一部分的文字读取，请核对",
            lines.len()
        );
        let field = Field::Before(1);
        self.findings.note(NoteKind::Unsure, first.number, Place::Field(field), message);
        self.text(field, lines);
    }

    /// What the lead-in is, always: section one may have been lost in it.
    fn lead_in(&mut self, lines: &[TextLine]) {
        let characters: usize =
            lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).count();
        let place = Place::Field(Field::LeadIn);
        let Some(first) = lines.first() else {
            self.findings.tell(NoteKind::Found, place, "引言：没有".to_owned());
            return;
        };
        let begins: String = first.text.chars().take(BEGINS).collect();
        let told = format!("引言：{} 段 {characters} 字，“{begins}……”", lines.len());
        let words = |line: &TextLine| {
            line.text.split_whitespace().filter(|word| labels::is_word_of_a_form(word)).count()
        };
        let of_table = lines.iter().map(words).sum::<usize>() >= TABLE_WORDS;
        let heading = lines.iter().find(|line| is_numbered(&line.text, 1..20));
        let why = if characters > LONG_LEAD_IN {
            "，比通常的长，第一部分的文字可能混在里面，请核对".to_owned()
        } else if of_table {
            "，里面有表中的文字，请核对".to_owned()
        } else if let Some(line) = heading {
            format!("，里面有标题“{}”，请核对", line.text)
        } else {
            self.findings.note(NoteKind::Found, first.number, place, told);
            return;
        };
        self.findings.note(NoteKind::Unsure, first.number, place, told + &why);
    }

    pub(super) fn parts(&mut self, parts: &[SectionPart], blocks: &[Block]) {
        for (section, numeral) in (1..=6).map(numeral).enumerate() {
            let field = Field::Heading(number(section));
            if let Some(part) = parts.iter().find(|part| part.section == section) {
                let line = &part.heading;
                let broken = in_lines(part.lines.len());
                let message = format!("第{numeral}部分的标题：{}{broken}", line.text);
                self.findings.note(NoteKind::Found, line.number, Place::Field(field), message);
                if part.by_place {
                    let name = &self.edition().sections[section];
                    let message = format!("“{}”按“{name}”读取，请核对", line.text);
                    self.findings.note(NoteKind::Unsure, line.number, Place::Field(field), message);
                }
                self.found(field, &part.lines);
                self.apply(Edit::Text(field, line.text.clone()));
            } else {
                let place = Place::Field(field);
                let name = &self.edition().sections[section];
                if let Some(line) = outline::near(parts, blocks, section) {
                    let message = format!("“{}”像是“{name}”的标题，请核对", line.text);
                    self.findings.note(NoteKind::Unsure, line.number, place, message);
                } else {
                    let message = format!("没有找到“{name}”的标题");
                    self.findings.tell(NoteKind::Unsure, place, message);
                }
                self.apply(Edit::Text(field, String::new()));
            }
        }
        self.numbers(parts);
        for part in parts {
            let here = blocks.get(part.blocks.clone()).unwrap_or_default();
            // A section without a heading follows the one before it.
            let is_there = |section: &usize| parts.iter().any(|part| part.section == *section);
            let end = (part.section + 1..6).find(is_there).unwrap_or(6);
            let follows = parts.iter().all(|other| {
                other.blocks.start <= part.blocks.start || other.section > part.section
            });
            self.part(part.section, if follows { end } else { part.section + 1 }, here);
        }
    }

    /// Tells of headings whose numbers are not their sections', and of sections in another order.
    fn numbers(&mut self, parts: &[SectionPart]) {
        let name = |section: usize| u32::try_from(section + 1).map(numeral).unwrap_or_default();
        let is_other = |part: &&SectionPart| {
            numeral_of(&part.heading.text).is_some_and(|number| number.value != part.section + 1)
        };
        let other: Vec<&SectionPart> = parts.iter().filter(is_other).collect();
        if let Some(first) = other.first() {
            let each = |part: &&SectionPart| {
                format!("“{}”按第{}部分读取", part.heading.text, name(part.section))
            };
            let each: Vec<String> = other.iter().map(each).collect();
            let message =
                format!("标题的序号与规定的不同，已按标题的文字归类，请核对：{}", each.join("；"));
            let place = Place::Field(Field::Heading(number(first.section)));
            self.findings.note(NoteKind::Unsure, first.heading.number, place, message);
        }
        if !parts.is_sorted_by_key(|part| part.section) {
            let order: Vec<String> = parts.iter().map(|part| name(part.section)).collect();
            let message = format!(
                "各部分的先后与规定的不同（原文按第{}部分的次序），已放到各自的部分，请核对",
                order.join("、")
            );
            self.findings.tell(NoteKind::Unsure, Place::Report, message);
        }
    }

    /// Takes over what was read of a table.
    pub(super) fn table(&mut self, read: TableRead, blocks: &[Block]) {
        self.in_one.extend(read.in_one);
        for edit in read.edits {
            self.apply(edit);
        }
        // The bars of a drawn table leave out those between merged cells.
        let drawn = self.provenance.kind == SourceKind::Text
            && matches!(blocks.get(read.blocks.start), Some(Block::Grid(_)));
        for (id, mut reading) in read.readings {
            if let Some(spot) = reading.spot.as_mut().filter(|_| drawn) {
                spot.column = None;
            }
            self.provenance.cells.insert(id, reading);
        }
    }

    /// Text beside tables that no section is there for.
    pub(super) fn beside(&mut self, blocks: &[Block]) {
        for line in blocks.iter().flat_map(Block::lines) {
            self.findings.unplaced(line.number, line.text);
        }
    }

    pub(super) fn prose(&mut self, field: Field, blocks: &[Block]) {
        let mut lines: Vec<TextLine> = Vec::new();
        let is_table = |block: &Block| foreign_cells(block).is_some();
        for run in blocks.chunk_by(|a, b| is_table(a) == is_table(b)) {
            // A row alone may be a sentence that was set with tabs.
            let rows: usize = run.iter().filter_map(foreign_cells).sum();
            if (rows > 1 || run.iter().any(is_of_forms)) && run.iter().all(is_table) {
                self.foreign_table(run);
                continue;
            }
            for block in run {
                match block {
                    Block::Row(row) if self.is_stray(row, field) => {
                        self.findings.unplaced(row.number, row.text());
                    }
                    Block::Paragraph(line) if is_page_number(&line.text) => {
                        self.findings.unplaced(line.number, line.text.clone());
                    }
                    Block::Paragraph(line) if self.is_unit(&line.text, field) => {
                        self.findings.unplaced(line.number, line.text.clone());
                    }
                    Block::Paragraph(line) if is_within(&line.text, lines.last()) => {
                        self.findings.furniture(line.number, line.text.clone());
                    }
                    Block::Row(row) if sited(&row.text()) == Sited::Anywhere => {
                        self.findings.furniture(row.number, row.text());
                    }
                    block => lines.extend(block.lines()),
                }
            }
        }
        if let (Some(line), Field::Before(section) | Field::After(section)) = (lines.first(), field)
        {
            let name = &self.edition().sections[usize::from(section) - 1];
            let message = format!("“{name}”的文字 {} 段", lines.len());
            self.findings.note(NoteKind::Found, line.number, Place::Field(field), message);
        }
        self.text(field, &lines);
    }

    /// A table that is none of the form's: each of its rows is kept, and it is told once.
    fn foreign_table(&mut self, blocks: &[Block]) {
        let rows: Vec<(usize, String)> = blocks
            .iter()
            .flat_map(|block| match block {
                Block::Grid(tiles) => tiles.to_rows(),
                Block::Row(row) => vec![row.clone()],
                Block::Paragraph(line) => vec![CellRow::of_line(line)],
            })
            .filter(|row| !row.cells.is_empty() || row.raw.is_some())
            .map(|row| (row.number, row.text()))
            .collect();
        let Some(first) = rows.first() else { return };
        let begins: String = first.1.chars().take(BEGINS).collect();
        let message = format!(
            "从“{}……”起的 {} 行是规定的三张表以外的表格，没有放进报告",
            begins.replace('\t', " "),
            rows.len()
        );
        let (line, place, fix) = (Some(first.0), None, None);
        self.findings.notes.push(Note { kind: NoteKind::Unplaced, line, place, message, fix });
        for (number, text) in rows {
            self.findings.keep(number, text);
        }
    }

    /// A table's number, and the unit of its figures, beside the table are no prose.
    fn is_unit(&self, text: &str, field: Field) -> bool {
        let (Field::Before(section) | Field::After(section)) = field else { return false };
        (is_unit_line(text) || is_caption(text)) && self.edition().table_in(section).is_some()
    }

    /// A row of nothing but figures beside a table is no prose.
    fn is_stray(&self, row: &CellRow, field: Field) -> bool {
        let (Field::Before(section) | Field::After(section)) = field else { return false };
        let figures = row.cells.iter().all(|cell| figures::is_figure(&cell.text));
        figures && !row.cells.is_empty() && self.edition().table_in(section).is_some()
    }

    pub(super) fn finish(
        mut self,
        name: &str,
        cleaned: Vec<String>,
        joined_title: bool,
    ) -> Imported {
        let tables: Vec<TableCount> =
            (0..self.edition().tables.len()).map(|t| self.count(t)).collect();
        for (index, table) in tables.iter().enumerate() {
            let (kind, message) = match table.read {
                0 => (NoteKind::Unsure, format!("没有读到{}的数字，请填写", table.name)),
                read => {
                    let message =
                        format!("{}应有 {} 格，读到 {read} 格", table.name, table.expected);
                    (NoteKind::Found, message)
                }
            };
            self.findings.tell(kind, Place::Table(index), message);
        }
        if tables.iter().all(|table| table.read == 0) {
            let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            let message = format!(
                "没有读到任何表格，原文的表格可能是图片，图片里的数字读不出来。请对照原件填写{}",
                names.join("、")
            );
            self.findings.tell(NoteKind::Unsure, Place::Report, message);
        }
        for message in &cleaned {
            let message = format!("清除了转换残留，{message}");
            self.findings.tell(NoteKind::Cleaned, Place::Report, message);
        }
        let NoteLog { mut notes, unplaced, spots, furniture, .. } = self.findings;
        let Self { mut report, mut provenance, in_one, other_heads, .. } = self;
        provenance.unplaced = spots;
        provenance.furniture = furniture;
        for id in report.figures.cells() {
            provenance
                .cells
                .entry(id)
                .or_insert(CellReading { state: ReadState::Blank, spot: None });
        }
        let source = name.to_owned();
        let imported =
            report::ImportRecord { source, unplaced, cleaned, joined_title, other_heads };
        report.imported = Some(imported);
        notes.extend(in_one.iter().filter_map(|one| split_of_zeros(&report, one)));
        notes.push(account::of(&provenance));
        for Proposal { place, message, fix, .. } in proposals(&report) {
            let (kind, place, fix) = (NoteKind::Proposed, Some(place), Some(fix));
            notes.push(Note { kind, line: None, place, message, fix });
        }
        Imported { report, notes, tables, provenance }
    }

    fn count(&self, table: usize) -> TableCount {
        let figures = &self.report.figures;
        let is_read = |id| {
            let printed = figures.printed(id);
            let value = if figures.is_total(id) { printed } else { Some(figures.typed(id)) };
            value.is_some_and(|value| *value != report::Value::Blank)
        };
        let form = &self.edition().tables[table];
        TableCount {
            name: form.name.clone(),
            expected: form.cells.len(),
            read: figures.cells().filter(|id| id.table == table && is_read(*id)).count(),
        }
    }
}

/// The only way to split a row of several where its figures are 0: each of them is 0.
fn split_of_zeros(report: &Report, one: &InOneRow) -> Option<Note> {
    let table = &report.edition().tables[one.table];
    let mut edits = Vec::new();
    for row in one.rows.clone() {
        for (cell, figure) in table.rows[row].cells.clone().zip(&one.figures) {
            let id = CellId { table: one.table, index: cell };
            if *figure == Value::Count(0) && !report.figures.is_total(id) {
                edits.push(Edit::Value(id, Value::Count(0)));
            }
        }
    }
    let columns = one.figures.iter().filter(|figure| **figure == Value::Count(0)).count();
    let (name, rows) = (&one.name, one.rows.len());
    let message =
        format!("“{name}”有 {columns} 列为 0，这些列的 {rows} 个小项只能都是 0。请核对后采用。");
    let fix = Fix { label: format!("{rows} 个小项填 0"), edits };
    let place = Some(Place::Row(one.table, one.rows.start));
    let kind = NoteKind::Proposed;
    (!fix.edits.is_empty()).then_some(Note { kind, line: None, place, message, fix: Some(fix) })
}

/// Whether a line within a section is a site's. An address behind a colon belongs to it.
fn is_within(text: &str, before: Option<&TextLine>) -> bool {
    let is_open = before.is_some_and(|line| line.text.ends_with(['：', ':']));
    !is_open && sited(text) == Sited::Anywhere && (is_date(text) || !is_figure(text))
}

fn number(section: usize) -> u8 {
    u8::try_from(section + 1).unwrap_or(6)
}
