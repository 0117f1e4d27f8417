//! A report as pages that can be looked through both ways: what is at a point, and where a place
//! of the report is.

use std::ops::Range;

use super::marks::{PageMark, marks};
use crate::finding::{Finding, Severity};
use crate::font::{Choice, Fonts};
use crate::layout::page::{CellArea, Item, Page, Run};
use crate::layout::{self, Options};
use crate::report::Report;
use crate::report::place::{CellId, Field, Place};
use crate::units::Length;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Its edges, from the paper's top left corner.
pub struct Area {
    pub left: Length,
    pub top: Length,
    pub right: Length,
    pub bottom: Length,
}

impl Area {
    fn holds(self, x: Length, y: Length) -> bool {
        self.left <= x && x < self.right && self.top <= y && y < self.bottom
    }

    /// How far a point is from it, above all up or down.
    fn distance(self, x: Length, y: Length) -> (Length, Length) {
        let beyond = |at: Length, low: Length, high: Length| (low - at).max(at - high);
        let beside = beyond(x, self.left, self.right).max(Length::ZERO);
        (beyond(y, self.top, self.bottom).max(Length::ZERO), beside)
    }
}

/// The em boxes of a run.
fn area_of(run: &Run) -> Area {
    // As Chinese faces have it.
    let top = run.baseline - run.size.scale(88, 100);
    Area { left: run.x, top, right: run.x + run.width, bottom: top + run.size }
}

fn area_of_cell(cell: &CellArea) -> Area {
    Area { left: cell.left, top: cell.top, right: cell.right, bottom: cell.bottom }
}

/// What is laid out: one state of one report.
#[derive(Clone, Debug)]
pub struct PreviewInput {
    /// Which report, as [`crate::app::App::generation`] counts.
    pub generation: u64,
    /// Which state of it, as [`crate::app::work::Working::revision`] counts.
    pub revision: u64,
    /// How it is laid out.
    pub options: Options,
    /// The faces that the pages are set in.
    pub faces: Choice,
    /// The report that is laid out.
    pub report: Report,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// One page of the preview with its marks.
#[derive(Clone, Debug)]
pub struct PageSheet {
    /// What is drawn.
    pub page: Page,
    /// Stays while the page looks the same.
    pub look: u64,
    /// The findings that show on it.
    pub marks: Vec<PageMark>,
}

/// A report as pages.
#[derive(Clone, Debug)]
pub struct Sheets {
    /// What was laid out.
    pub input: PreviewInput,
    /// The pages, in order.
    pub sheets: Vec<PageSheet>,
    /// The last of the looks given so far.
    pub(super) looks: u64,
}

/// The rule of the identity.
const BALANCE: &str = "R03";
/// A click so far from a line is still meant for it.
const NEAR: Length = Length::pt(8);

impl Sheets {
    /// Lays a report out. A page that looks as the `former` one at its place keeps its look; new
    /// looks count on from `looks`.
    #[must_use]
    pub fn new(input: PreviewInput, fonts: &Fonts, former: Option<&Self>, mut looks: u64) -> Self {
        let laid = layout::layout(&input.report, fonts, input.options);
        let former = former.filter(|former| former.input.faces == input.faces);
        let sheet = |(index, page): (usize, Page)| {
            let same = former
                .and_then(|former| former.sheets.get(index))
                .filter(|sheet| look_alike(&sheet.page, &page));
            let look = same.map_or_else(
                || {
                    looks += 1;
                    looks
                },
                |sheet| sheet.look,
            );
            PageSheet { page, look, marks: Vec::new() }
        };
        let sheets = laid.document.pages.into_iter().enumerate().map(sheet).collect();
        let mut sheets = Self { input, sheets, looks };
        for (page, mark) in marks(&sheets, fonts) {
            sheets.sheets[page].marks.push(mark);
        }
        sheets
    }

    /// Why the report cannot be saved, where it cannot.
    #[must_use]
    pub fn blocked(&self) -> Option<&'static str> {
        let mut blocking =
            self.input.findings.iter().filter(|finding| finding.severity == Severity::Blocks);
        let first = blocking.next()?;
        let unbalanced = first.code == BALANCE || blocking.any(|other| other.code == BALANCE);
        Some(if unbalanced { "未平衡，不能保存" } else { "填写有误，不能保存" })
    }

    /// The place at a point of a page: where a click on it leads, and what of the page shows it.
    #[must_use]
    pub fn at(&self, page: usize, x: Length, y: Length, fonts: &Fonts) -> Option<(Place, Area)> {
        let sheet = self.sheets.get(page)?;
        if let Some(cell) = sheet.page.cells.iter().find(|cell| area_of_cell(cell).holds(x, y)) {
            return Some((cell.place.clone(), area_of_cell(cell)));
        }
        let runs = sheet.page.items.iter().filter_map(placed);
        let (run, place) = runs.min_by_key(|(run, _)| area_of(run).distance(x, y))?;
        let area = area_of(run);
        if area.distance(x, y).0 > NEAR {
            return None;
        }
        let Place::Text(field, range) = place else { return Some((place.clone(), area)) };
        let byte = self.byte_at(run, *field, range, x, fonts);
        Some((Place::Text(*field, byte..byte), area))
    }

    /// Where a place is, page by page; nowhere, where it leaves no trace.
    #[must_use]
    pub fn areas(&self, place: &Place, fonts: &Fonts) -> Vec<(usize, Area)> {
        let pages = self.sheets.iter().enumerate();
        match place {
            Place::Field(_) | Place::Text(..) => pages
                .flat_map(|(index, sheet)| {
                    let runs = sheet.page.items.iter().filter_map(placed);
                    let areas = runs.filter_map(|run| self.part_of(run, place, fonts));
                    areas.map(move |area| (index, area)).collect::<Vec<_>>()
                })
                .collect(),
            Place::Report | Place::Year => Vec::new(),
            _ => pages
                .flat_map(|(index, sheet)| {
                    let cells = sheet.page.cells.iter().filter(|cell| self.shows(cell, place));
                    cells.map(move |cell| (index, area_of_cell(cell)))
                })
                .collect(),
        }
    }

    /// Where a place is, or where it would be: a blank field after what stands before it.
    #[must_use]
    pub fn near(&self, place: &Place, fonts: &Fonts) -> Option<(usize, Area)> {
        let first = |place: &Place| self.areas(place, fonts).first().copied();
        let fields = Report::printed_fields();
        let field = match place {
            Place::Field(field) | Place::Text(field, _) => *field,
            _ => place.section(&self.input.report).map_or(Field::Title, Field::Heading),
        };
        let before = fields.iter().position(|other| *other == field).unwrap_or(0);
        first(place).or_else(|| {
            fields[..=before].iter().rev().find_map(|field| match field {
                // A table stands between what is said before it and after it.
                Field::After(n) => first(&Place::Field(*field)).or_else(|| {
                    let table = self.input.report.edition().table_in(*n)?;
                    self.areas(&Place::Table(table), fonts).last().copied()
                }),
                _ => first(&Place::Field(*field)),
            })
        })
    }

    /// What of a run shows a place.
    fn part_of(&self, (run, shown): (&Run, &Place), wanted: &Place, fonts: &Fonts) -> Option<Area> {
        let area = area_of(run);
        match (shown, wanted) {
            (Place::Field(field) | Place::Text(field, _), Place::Field(wanted)) => {
                (field == wanted).then_some(area)
            }
            (Place::Text(field, range), Place::Text(same, wanted)) if field == same => {
                let inside = if wanted.is_empty() {
                    range.contains(&wanted.start) || range.end == wanted.start
                } else {
                    range.start < wanted.end && wanted.start < range.end
                };
                inside.then(|| {
                    let x = |byte| self.x_of(run, *field, range, byte, fonts);
                    Area { left: x(wanted.start), right: x(wanted.end), ..area }
                })
            }
            _ => None,
        }
    }

    /// Whether a cell of the page shows a place of a table.
    fn shows(&self, cell: &CellArea, wanted: &Place) -> bool {
        let place = &cell.place;
        let cell =
            |id: &CellId| self.input.report.edition().tables.get(id.table)?.cells.get(id.index);
        match (wanted, place) {
            (Place::Table(table), Place::Cell(id) | Place::Column(id)) => id.table == *table,
            (Place::Table(table), Place::Table(other) | Place::Row(other, _)) => table == other,
            (Place::Row(table, row), Place::Cell(id)) => {
                id.table == *table && cell(id).is_some_and(|cell| cell.row == *row)
            }
            (Place::Column(column), Place::Cell(id)) if column.table == id.table => {
                let band = |row: usize| self.input.report.edition().tables[id.table].rows[row].band;
                cell(column).zip(cell(id)).is_some_and(|(column, cell)| {
                    column.column == cell.column && band(column.row) == band(cell.row)
                })
            }
            // A header may stand over other columns as well.
            (Place::Column(_), _) => false,
            _ => place == wanted,
        }
    }

    /// Where each character of a run begins: in the field, and on the page; and where the last
    /// ends. A run has a character for each of its field's.
    fn steps(
        &self,
        run: &Run,
        field: Field,
        range: &Range<usize>,
        fonts: &Fonts,
    ) -> Vec<(usize, Length)> {
        let text = self.input.report.text(field).get(range.clone()).unwrap_or_default();
        let mut x = run.x;
        let mut steps = Vec::new();
        for ((at, _), c) in text.char_indices().zip(run.text.chars()) {
            steps.push((range.start + at, x));
            x += fonts.advance(run.face, c, run.size) + run.spacing;
        }
        steps.push((range.end, run.x + run.width));
        steps
    }

    /// The border between characters that is nearest to a point.
    fn byte_at(
        &self,
        run: &Run,
        field: Field,
        range: &Range<usize>,
        x: Length,
        fonts: &Fonts,
    ) -> usize {
        let steps = self.steps(run, field, range, fonts);
        let away = |(_, at): &(usize, Length)| (*at - x).max(x - *at);
        steps.into_iter().min_by_key(away).map_or(range.start, |(byte, _)| byte)
    }

    fn x_of(
        &self,
        run: &Run,
        field: Field,
        range: &Range<usize>,
        byte: usize,
        fonts: &Fonts,
    ) -> Length {
        let steps = self.steps(run, field, range, fonts);
        let at = steps.iter().find(|(start, _)| *start >= byte);
        at.map_or(run.x + run.width, |(_, x)| *x)
    }
}

/// A run and what it shows.
fn placed(item: &Item) -> Option<(&Run, &Place)> {
    match item {
        Item::Text(run) => Some((run, run.place.as_ref()?)),
        Item::Rule(_) | Item::Faint(_) => None,
    }
}

/// Whether two pages look the same: what they show may have moved in the report.
fn look_alike(a: &Page, b: &Page) -> bool {
    let alike = |pair: (&Item, &Item)| match pair {
        (Item::Text(a), Item::Text(b)) => {
            (a.x, a.baseline, a.size, a.face, a.spacing)
                == (b.x, b.baseline, b.size, b.face, b.spacing)
                && a.text == b.text
        }
        (a, b) => a == b,
    };
    a.items.len() == b.items.len() && a.items.iter().zip(&b.items).all(alike)
}

#[cfg(test)]
mod tests {
    use super::{Area, PreviewInput, Sheets};
    use crate::edition;
    use crate::font::{Choice, Fonts};
    use crate::layout::Options;
    use crate::report::place::{CellId, Field, Place};
    use crate::report::{Edit, Report};
    use crate::rules;

    fn state(report: &Report, revision: u64) -> PreviewInput {
        let (options, findings) =
            (Options::default(), rules::check(report, &rules::Config::default()));
        let (faces, report) = (Choice::Builtin, report.clone());
        PreviewInput { generation: 1, revision, options, faces, report, findings }
    }

    fn report() -> Report {
        let edition = edition::for_year(2025).unwrap();
        let mut report = Report::blank(edition, "云岭县云溪镇人民政府", 2025);
        let text = format!("全镇{}\n第二段说到1234条，完。", "公开政府信息".repeat(150));
        report.apply(Edit::Text(Field::Before(1), text)).unwrap();
        report
    }

    fn sheets(report: &Report) -> Sheets {
        Sheets::new(state(report, 0), Fonts::builtin(), None, 0)
    }

    fn middle((page, area): (usize, Area)) -> (usize, super::Length, super::Length) {
        (page, (area.left + area.right) / 2, (area.top + area.bottom) / 2)
    }

    #[test]
    fn a_point_in_a_text_leads_to_its_character_and_back() {
        let (report, fonts) = (report(), Fonts::builtin());
        let sheets = sheets(&report);
        let field = Field::Before(1);
        let text = report.text(field);
        for words in ["1234", "第二段", "完"] {
            let start = text.find(words).unwrap();
            let range = start..start + words.len();
            let areas = sheets.areas(&Place::Text(field, range.clone()), fonts);
            assert!(!areas.is_empty() && areas[0].0 == 1, "{words} {areas:?}");
            let (page, area) = areas[0];
            let (_, _, y) = middle((page, area));
            let (place, _) = sheets.at(page, area.left, y, fonts).unwrap();
            assert_eq!(place, Place::Text(field, start..start), "{words}");
            let caret = sheets.areas(&place, fonts);
            assert!(caret.iter().any(|(at, caret)| *at == page && caret.left == area.left));
        }
        // At the right of a line and under the text the nearest character counts.
        let last = *sheets.areas(&Place::Field(field), fonts).last().unwrap();
        let (page, _, y) = middle(last);
        let (place, _) = sheets.at(page, super::Length::mm(180), y, fonts).unwrap();
        assert_eq!(place, Place::Text(field, text.len()..text.len()));
        assert_eq!(sheets.at(0, super::Length::mm(100), super::Length::mm(5), fonts), None);
    }

    #[test]
    fn a_point_in_a_table_leads_to_its_cell_though_it_is_blank() {
        let (report, fonts) = (report(), Fonts::builtin());
        let sheets = sheets(&report);
        for id in report.figures.cells() {
            let place = Place::Cell(id);
            let areas = sheets.areas(&place, fonts);
            assert_eq!(areas.len(), 1, "{id:?}");
            let (page, x, y) = middle(areas[0]);
            assert_eq!(sheets.at(page, x, y, fonts), Some((place, areas[0].1)));
        }
        let column = sheets.areas(&Place::Column(CellId { table: 1, index: 0 }), fonts);
        assert_eq!(column.len(), report.edition().tables[1].rows.len());
    }

    #[test]
    fn a_blank_field_is_near_what_stands_before_it() {
        let (report, fonts) = (report(), Fonts::builtin());
        let sheets = sheets(&report);
        let heading = |n| sheets.areas(&Place::Field(Field::Heading(n)), fonts)[0];
        assert_eq!(sheets.near(&Place::Field(Field::Before(5)), fonts), Some(heading(5)));
        assert_eq!(sheets.near(&Place::Field(Field::SignatureDate), fonts), Some(heading(6)));
        let title = sheets.areas(&Place::Field(Field::Title), fonts)[0];
        for place in [Place::Field(Field::LeadIn), Place::Year, Place::Report] {
            assert_eq!(sheets.near(&place, fonts), Some(title), "{place:?}");
        }
    }

    #[test]
    fn only_pages_that_look_different_get_a_new_look() {
        let mut report = report();
        let fonts = Fonts::builtin();
        let before = sheets(&report);
        let text = report.text(Field::Before(1)).replace("完", "毕");
        report.apply(Edit::Text(Field::Before(1), text)).unwrap();
        let after = Sheets::new(state(&report, 1), fonts, Some(&before), before.looks);
        let looks = |sheets: &Sheets| sheets.sheets.iter().map(|s| s.look).collect::<Vec<_>>();
        let (before, after) = (looks(&before), looks(&after));
        assert_eq!(before.len(), after.len());
        let new: Vec<_> = (0..before.len()).filter(|at| before[*at] != after[*at]).collect();
        assert_eq!(new, [1]);
        assert!(after[1] > *before.iter().max().unwrap());
    }
}
