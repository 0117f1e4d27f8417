//! Which of a row's cells are the figures of which of the form's columns, as far as that is known.

use super::head_order::{self, HeadOrder};
use super::placement::{self, CellsAfterLabel, RowPlacement, TableHabit};
use super::reader::TableReader;
use super::row_matching::{CandidateRow, RowMatch};
use crate::edition::Kind;
use crate::import::blocks::{CellRow, RowCell};
use crate::import::notes::NoteKind;
use crate::import::vocabulary::figures::is_figure;
use crate::report::Value;
use crate::report::place::Place;

/// A row's figures, one for each of the band's columns.
#[derive(Default)]
pub(super) struct RowFigures<'a> {
    pub figures: Vec<Option<&'a RowCell>>,
    /// They are to be looked at: not what is next to the label, but what the head or the sums say.
    pub unsure: bool,
}

/// What is left out of a row, and the figures that remain.
type OneLess<'a> = (String, Vec<Option<&'a RowCell>>);

impl TableReader<'_> {
    /// A row's figures in the form's order, or why nobody knows which column each is in.
    pub(super) fn figures_of<'b>(
        &mut self,
        source: &CellRow,
        found: RowMatch,
        after: &CellsAfterLabel<'b>,
        habit: &TableHabit,
    ) -> Result<RowFigures<'b>, String> {
        let name = self.row_name(found.row);
        let place = Place::Row(self.index, found.row);
        let band = self.table.band_of(found.row);
        let is_label = |cell: &&&RowCell| self.words.is_row(&cell.text) && !is_figure(&cell.text);
        if let Some(label) = after.cells.iter().find(is_label) {
            return Err(format!("后面是“{}”，不是数", label.text));
        }
        let placed = placement::place(band, habit, after);
        let Some(placed) = self.in_form_order(found.row, after, placed) else {
            return Err("上面表头的次序与规定的不同，不知各数在哪一列".to_owned());
        };
        let exchanged = |(own, order): &(usize, HeadOrder)| {
            *own == self.table.rows[found.row].band && matches!(order, HeadOrder::Other(_))
        };
        let exchanged = self.order.iter().any(exchanged);
        let mut told = None;
        let read = match placed {
            RowPlacement::Figures(figures) => RowFigures { figures, unsure: exchanged },
            // The number of the next row, or another stray one, leaves no sums behind.
            RowPlacement::WithoutSubtotal(figures, subtotal)
                if self.adds_up(found.row, &figures) =>
            {
                told = Some(format!("“{name}”多一个数，“{}”是小计，没有读入", subtotal.text));
                RowFigures { figures, unsure: true }
            }
            RowPlacement::OneTooMany(cells) if self.only_one(found.row, &cells).is_some() => {
                let (out, figures) = self.only_one(found.row, &cells).unwrap_or_default();
                told = Some(format!(
                    "“{name}”多一个数，只有去掉“{out}”才与总计相符，按此读入，请核对"
                ));
                RowFigures { figures, unsure: true }
            }
            RowPlacement::WithoutSubtotal(..)
            | RowPlacement::OneTooMany(_)
            | RowPlacement::Unclear => {
                let (cells, count) = (after.cells.len(), self.table.rows[found.row].cells.len());
                return Err(format!("应有 {count} 个数，原文有 {cells} 个，不知各在哪一列"));
            }
        };
        if let Some(message) = told {
            self.findings.note(NoteKind::Unsure, source.number, place, message);
        }
        if self.doubtful.contains(&found.source) && read.figures.iter().any(Option::is_some) {
            return Err("旁边的数分不清是哪一行的".to_owned());
        }
        Ok(read)
    }

    /// Looks at the head above the first row of a band.
    pub(super) fn head_of(&mut self, found: RowMatch, source: &CandidateRow) {
        let heads = std::mem::take(&mut self.heads);
        let at = self.table.rows[found.row].band;
        if self.order.iter().any(|(band, _)| *band == at) {
            return;
        }
        let order = head_order::of(&self.table.bands[at], &heads);
        if let HeadOrder::Other(_) = order {
            let name = &self.table.name;
            let message = format!("{name}各列的次序与规定的不同，已按表头的名称读入，请核对");
            let (line, place) = (source.row.number, Place::Table(self.index));
            self.findings.note(NoteKind::Unsure, line, place, message);
        }
        self.order.push((at, order));
    }

    /// A row's figures in the form's order; `None` where nobody knows which column each is in.
    fn in_form_order<'b>(
        &self,
        row: usize,
        after: &CellsAfterLabel<'b>,
        placed: RowPlacement<'b>,
    ) -> Option<RowPlacement<'b>> {
        let band = self.table.rows[row].band;
        let order = self.order.iter().find(|(own, _)| *own == band).map(|(_, order)| order);
        let columns = match order {
            None | Some(HeadOrder::AsForm) => return Some(placed),
            Some(HeadOrder::Unknown) if after.cells.is_empty() => return Some(placed),
            Some(HeadOrder::Unknown) => return None,
            Some(HeadOrder::Other(columns)) => columns,
        };
        let RowPlacement::Figures(figures) = placed else { return Some(RowPlacement::Unclear) };
        let whole = figures.iter().all(Option::is_some) || after.cells.is_empty();
        if !whole && after.width != figures.len() {
            return Some(RowPlacement::Unclear);
        }
        let mut ordered = vec![None; figures.len()];
        for (figure, column) in figures.into_iter().zip(columns) {
            ordered[*column] = figure;
        }
        Some(RowPlacement::Figures(ordered))
    }

    /// The figures of a row without the one that is too many, and that one, where the row's totals
    /// leave no other choice: whichever else is left out, they are not the sums.
    fn only_one<'b>(&self, row: usize, cells: &[&'b RowCell]) -> Option<OneLess<'b>> {
        let texts = |figures: &[Option<&RowCell>]| -> Vec<String> {
            figures.iter().flatten().map(|cell| cell.text.clone()).collect()
        };
        let mut found: Option<OneLess<'b>> = None;
        for out in 0..cells.len() {
            let mut rest: Vec<Option<&RowCell>> = cells.iter().map(|cell| Some(*cell)).collect();
            rest.remove(out);
            if !self.adds_up(row, &rest) {
                continue;
            }
            match &found {
                Some((_, other)) if texts(other) != texts(&rest) => return None,
                Some(_) => {}
                None => found = Some((cells[out].text.clone(), rest)),
            }
        }
        found
    }

    /// Whether a row has totals, and they are the sums of its other figures.
    fn adds_up(&self, row: usize, figures: &[Option<&RowCell>]) -> bool {
        let cells = self.table.rows[row].cells.clone();
        if cells.clone().all(|cell| self.table.cells[cell].sum_of.is_none()) {
            return false;
        }
        let count = |cell: usize| {
            let found = figures.get(cell.checked_sub(cells.start)?).copied().flatten()?;
            Value::read(Kind::Count, &found.text).count()
        };
        cells.clone().all(|cell| match &self.table.cells[cell].sum_of {
            Some(parts) if parts.iter().all(|part| cells.contains(part)) => {
                let sum: Option<i64> = parts.iter().map(|part| count(*part)).sum();
                sum.is_some() && count(cell) == sum
            }
            _ => true,
        })
    }
}
