//! Editing by command: undo, fills, proposals, find and replace.

use super::{App, Part};
use crate::app::command::Command;
use crate::app::document::Document;
use crate::app::proposals;
use crate::app::search::Search;
use crate::finding::Finding;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value};

impl App {
    pub(super) fn edit(&mut self, label: &str, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.handle(Command::Edit { label: label.into(), edits, merge: None });
        }
    }

    pub(super) fn travel(&mut self, back: bool) {
        let label = self.change(|document| if back { document.undo() } else { document.redo() });
        if let Some(label) = label {
            let what = if back { "已撤销" } else { "已重做" };
            self.tell(format!("{what}：{label}"));
        }
    }

    /// Changes the document; the finding that was gone to stays the current one where it is
    /// still there.
    pub(super) fn change<T>(&mut self, how: impl FnOnce(&mut Document) -> Option<T>) -> Option<T> {
        let document = self.document.as_mut()?;
        let current = self.finding.and_then(|index| document.findings().get(index).cloned());
        let result = how(document);
        self.finding = current.and_then(|current| {
            let same = |finding: &Finding| {
                finding.code == current.code && finding.message == current.message
            };
            let findings = document.findings();
            let exactly = findings.iter().position(|f| same(f) && f.place == current.place);
            exactly.or_else(|| findings.iter().position(same))
        });
        result
    }

    /// The table the cursor is in, or the one of the section that is shown.
    pub(super) fn table_at_hand(&self) -> Option<usize> {
        let document = self.document.as_ref()?;
        match (&self.cursor, self.part) {
            (Some(Place::Cell(id)), _) => Some(id.table),
            (_, Part::Section(n)) => document.report().edition().table_in(n),
            _ => None,
        }
    }

    /// The section with a table that is shown.
    pub(super) fn section_at_hand(&self) -> Option<u8> {
        match self.part {
            Part::Section(n) => self.document.as_ref()?.report().edition().table_in(n).map(|_| n),
            _ => None,
        }
    }

    /// Goes to what stands before or after the table.
    pub(super) fn goto_text(&mut self, field: fn(u8) -> Field) {
        if let Some(section) = self.section_at_hand() {
            self.goto(Place::Field(field(section)));
        }
    }

    pub(super) fn fill(&mut self, table: Option<usize>) {
        let Some(document) = &self.document else { return };
        let edits = fill_edits(document.report(), |id| table.is_none_or(|t| id.table == t));
        let label = format!("空白 {} 格补 0", edits.len());
        self.edit(&label, edits);
    }

    pub(super) fn fill_row(&mut self) {
        let (Some(document), Some(Place::Cell(at))) = (&self.document, &self.cursor) else {
            return;
        };
        let row = |id: CellId| document.report().edition().tables[id.table].cells[id.index].row;
        let edits = fill_edits(document.report(), |id| id.table == at.table && row(id) == row(*at));
        let label = format!("本行空白 {} 格补 0", edits.len());
        self.edit(&label, edits);
    }

    pub(super) fn propose_lead_in(&mut self) {
        let Some(document) = &self.document else { return };
        let text = proposals::lead_in(document.report(), &self.settings);
        self.edit("填入引言", vec![Edit::Text(Field::LeadIn, text)]);
        self.goto(Place::Field(Field::LeadIn));
    }

    pub(super) fn insert_aspects(&mut self) {
        let Some(document) = &self.document else { return };
        let text = proposals::with_aspects(document.report());
        self.edit("补上小标题", vec![Edit::Text(Field::Before(1), text)]);
        self.goto(Place::Field(Field::Before(1)));
    }

    pub(super) fn insert_fee_sentence(&mut self) {
        let Some(document) = &self.document else { return };
        let text = proposals::with_fee_sentence(document.report());
        self.edit("填入信息处理费一句", vec![Edit::Text(Field::Before(6), text)]);
        self.goto(Place::Field(Field::Before(6)));
    }

    // Find and replace.

    /// Takes over what is sought. What is sought anew is shown from where the clerk is on.
    pub(super) fn search_for(&mut self, words: String, with: String) {
        let (Some(search), Some(document)) = (&mut self.search, &self.document) else { return };
        let anew = search.words != words;
        search.words = words;
        search.with = with;
        if !anew {
            return;
        }
        let hits = search.hits(document.report());
        let field = match self.part {
            Part::Basic | Part::Tables => Field::Title,
            Part::Section(n) => Field::Heading(n),
        };
        search.current = Search::first_from(&hits, field, 0);
        self.show_hit();
    }

    /// Goes to the hit that is shown.
    pub(super) fn show_hit(&mut self) {
        let (Some(search), Some(document)) = (&self.search, &self.document) else { return };
        if let Some(hit) = search.hits(document.report()).get(search.current).cloned() {
            self.goto(Place::Text(hit.field, hit.range));
        }
    }

    pub(super) fn step_search(&mut self, forward: bool) {
        let (Some(search), Some(document)) = (&mut self.search, &self.document) else { return };
        let count = search.hits(document.report()).len();
        if count == 0 {
            return;
        }
        // The report may have lost hits since.
        let at = search.current.min(count - 1);
        search.current = if forward { at + 1 } else { at + count - 1 } % count;
        self.show_hit();
    }

    pub(super) fn replace(&mut self, one: bool) {
        let (Some(search), Some(document)) = (&self.search, &self.document) else { return };
        let hits = search.hits(document.report());
        let at = search.current.min(hits.len().saturating_sub(1));
        let chosen = if one { hits.get(at..=at).unwrap_or_default() } else { hits.as_slice() };
        let Some(hit) = hits.get(at) else { return };
        let edits = search.replace(document.report(), chosen);
        let label = format!("替换 {} 处", chosen.len());
        // What was put in is not sought again, though the words may stand in it.
        let after = hit.range.start + search.with.len();
        let field = hit.field;
        self.edit(&label, edits);
        if one {
            self.show_hit_from(field, after);
        } else {
            self.tell(format!("已{label}"));
        }
    }

    pub(super) fn show_hit_from(&mut self, field: Field, byte: usize) {
        if let (Some(search), Some(document)) = (&mut self.search, &self.document) {
            let hits = search.hits(document.report());
            search.current = Search::first_from(&hits, field, byte);
        }
        self.show_hit();
    }
}

/// The edits that put 0 into the blank cells of which `wanted` is true.
fn fill_edits(report: &Report, wanted: impl Fn(CellId) -> bool) -> Vec<Edit> {
    let figures = &report.figures;
    let blank = |id: &CellId| !figures.is_total(*id) && *figures.typed(*id) == Value::Blank;
    figures
        .cells()
        .filter(|id| wanted(*id))
        .filter(blank)
        .filter_map(|id| Some(Edit::Value(id, Value::read(figures.cell(id)?.kind, "0"))))
        .collect()
}
