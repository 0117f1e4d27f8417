//! Last year's report as this year's template.

use super::place::CellId;
use super::{Edit, Figures, LastYear, Report, Signature, Value};
use crate::edition::{Edition, Table};
use std::sync::Arc;

impl Report {
    /// What next year's checks need of this report.
    #[must_use]
    pub fn as_last_year(&self) -> LastYear {
        LastYear {
            year: self.year,
            figures: self.figures.without_printed(),
            sections: std::array::from_fn(|i| self.prose(u8::try_from(i + 1).unwrap_or(6))),
        }
    }

    /// The edit that has this report checked against last year's, given by hand; `None` where that
    /// is another year's.
    #[must_use]
    pub fn follow(&self, last: &LastYear) -> Option<Edit> {
        last.precedes(self.year).then(|| Edit::Last(Some(Box::new(last.clone()))))
    }

    /// The report for `year` that starts from this one: agency and prose kept, the mandated title
    /// and headings of the edition for that year, no figures but those that follow from this
    /// report's alone (上年结转; only where this report is of the year before), and this report
    /// remembered for the checks. [`Report::left_behind`] lists what was not carried over.
    #[must_use]
    pub fn template(&self, edition: Arc<Edition>, agency: &str, year: u16) -> Self {
        let mut next = Self::blank(edition, agency, year);
        next.lead_in.clone_from(&self.lead_in);
        for (section, last) in next.sections.iter_mut().zip(&self.sections) {
            section.before.clone_from(&last.before);
            section.after.clone_from(&last.after);
        }
        let name = if self.signature.name == self.agency { agency } else { &self.signature.name };
        next.signature = Signature { name: name.to_owned(), date: String::new() };
        let last = self.as_last_year();
        let carried = carried_over(&last, next.edition());
        for (to, from) in carried.into_iter().filter(|_| follows(&last, year)) {
            let value = last.figures.typed(from).clone();
            if let Err(error) = next.apply(Edit::Value(to, value)) {
                debug_assert!(false, "{error}: carried cells are typed cells");
            }
        }
        next.last = Some(last);
        next.mark_carried();
        next
    }

    /// How many cells of 上年结转 follow from last year's report; 0 where it is not of the year before.
    #[must_use]
    pub fn carried_in_cells(&self) -> usize {
        let Some((last, year)) = self.last.as_ref().zip(self.year) else { return 0 };
        let pairs = carried_over(last, self.edition()).into_iter();
        let filled = pairs.filter(|(_, from)| !last.figures.typed(*from).is_blank()).count();
        if follows(last, year) { filled } else { 0 }
    }

    /// What of last year's report has no counterpart in this one, and why, in a clerk's words.
    /// Empty where everything has one, or there is no report of last year.
    #[must_use]
    pub fn left_behind(&self) -> Vec<String> {
        let Some(last) = &self.last else { return Vec::new() };
        let carried = self.year.and_then(|year| not_carried(last, self.edition(), year));
        carried.into_iter().chain(without_counterpart(last, self.edition())).collect()
    }
}

/// Why 上年结转 was not carried over, or not in every cell.
fn not_carried(last: &LastYear, edition: &Edition, year: u16) -> Option<String> {
    if !follows(last, year) {
        let before = year - 1;
        let which = match last.year {
            Some(other) => format!("所沿用的是 {other} 年的报告，不是 {before} 年的"),
            None => "看不出所沿用的是哪一年的报告".to_owned(),
        };
        return Some(format!(
            "{which}，“上年结转”没有带入。请按 {before} 年报告的“结转下年度继续办理”填写。"
        ));
    }
    let pairs = carried_over(last, edition);
    let blank = pairs.iter().filter(|(_, from)| last.figures.typed(*from).is_blank()).count();
    (blank > 0).then(|| {
        format!(
            "上年报告“结转下年度继续办理”有 {blank} 格没有数字，“上年结转”对应的格也没有。请核对后填写。"
        )
    })
}

/// The tables of last year's form with cells that the new one has not.
fn without_counterpart(last: &LastYear, edition: &Edition) -> Vec<String> {
    let (figures, old) = (&last.figures, last.figures.edition());
    let mut told = Vec::new();
    for (table, form) in old.tables.iter().enumerate() {
        let alone = |id: &CellId| {
            let typed = id.table == table && !figures.is_total(*id);
            typed && figures.counterpart(*id, edition).is_none()
        };
        let alone = figures.cells().filter(alone).count();
        if alone > 0 {
            told.push(format!(
                "上年报告是{}，{}与{}的格式不同，有 {alone} 格不能换算；旁边不显示上年的数，请对照上年报告原文填写。",
                old.name, form.name, edition.name
            ));
        }
    }
    told
}

impl Figures {
    /// These figures in another edition's form, where it has their table, row, column and
    /// kind; and how many it has no place for. Totals that an import saw printed are left behind.
    #[must_use]
    pub fn in_edition(&self, edition: &Arc<Edition>) -> (Self, usize) {
        let mut moved = Self::blank(Arc::clone(edition));
        let mut lost = 0;
        for id in self.cells().filter(|id| *self.typed(*id) != Value::Blank) {
            match self.counterpart(id, edition) {
                Some(to) => drop(moved.set_typed(to, self.typed(id).clone())),
                None => lost += 1,
            }
        }
        (moved, lost)
    }

    /// The cell of another edition's form that holds the same: same table, row, column and kind.
    /// A total has none.
    #[must_use]
    pub fn counterpart(&self, id: CellId, edition: &Edition) -> Option<CellId> {
        let there = self.same_place(id, edition)?;
        edition.tables[there.table].cells[there.index].sum_of.is_none().then_some(there)
    }

    /// The cell of another edition, a total or not, whose table, row and column are those of a cell
    /// here and that holds the same kind of figure; `None` where that form has none.
    #[must_use]
    pub fn same_place(&self, id: CellId, edition: &Edition) -> Option<CellId> {
        let form = &self.edition().tables[id.table];
        let table = edition.tables.iter().position(|other| other.id == form.id)?;
        let other = &edition.tables[table];
        let index = same_cell(form, id.index, other)?;
        (other.cells[index].kind == form.cells[id.index].kind).then_some(CellId { table, index })
    }
}

/// The pairs of cells (this year's, last year's) where this year's figure is last year's and
/// nothing else: 上年结转 from 结转下年度继续办理.
///
/// What follows from this year's figures as well (现行有效) is left for the clerk to fill in and
/// for the check to compare. Tables are matched by their ids, rows and columns likewise, so that
/// a new edition with the same table carries over.
fn carried_over(last: &LastYear, edition: &Edition) -> Vec<(CellId, CellId)> {
    let mut pairs = Vec::new();
    for (table, form) in edition.tables.iter().enumerate() {
        let old = &last.figures.edition().tables;
        let Some(old_table) = old.iter().position(|old| old.id == form.id) else { continue };
        for carry in form.carries.iter().filter(|c| c.plus.is_empty() && c.minus.is_empty()) {
            let there = same_cell(form, carry.from, &old[old_table]);
            let typed = |cell: &usize| old[old_table].cells[*cell].sum_of.is_none();
            let Some(from) = there.filter(typed) else { continue };
            if form.cells[carry.to].sum_of.is_none() {
                let to = CellId { table, index: carry.to };
                pairs.push((to, CellId { table: old_table, index: from }));
            }
        }
    }
    pairs
}

/// Whether a report is of the year before.
fn follows(last: &LastYear, year: u16) -> bool {
    last.year.is_some_and(|last| last + 1 == year)
}

/// The cell of another edition's table with the same row and column ids.
fn same_cell(form: &Table, cell: usize, other: &Table) -> Option<usize> {
    let row = other.row(&form.row_of(cell).id)?;
    let id = &form.column_of(cell).id;
    let column = other.band_of(row).columns.iter().position(|column| column.id == *id)?;
    other.cell_at(row, column)
}
