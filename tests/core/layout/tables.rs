//! Where tables are, and what each of their parts repeats.

use std::collections::BTreeSet;

use nianbao::grid::{Content, Grid};
use nianbao::layout::Laid;
use nianbao::layout::page::{CellArea, Page, Run};
use nianbao::report::Report;
use nianbao::report::place::Place;

use super::pages::runs;

/// The pages on which a table is.
pub fn table_pages(laid: &Laid, table: usize) -> BTreeSet<usize> {
    let in_table = |place: &Place| match place {
        Place::Table(found) | Place::Row(found, _) => *found == table,
        Place::Cell(id) | Place::Column(id) => id.table == table,
        _ => false,
    };
    let on_page = |page: &Page| runs(page).any(|run| run.place.as_ref().is_some_and(in_table));
    let pages = laid.document.pages.iter().enumerate();
    pages.filter(|(_, page)| on_page(page)).map(|(index, _)| index).collect()
}

/// Words of the form that are in cells of a page, without the figures.
fn labels(page: &Page) -> BTreeSet<String> {
    let label = |cell: &&CellArea| !matches!(cell.place, Place::Cell(_));
    page.cells.iter().filter(label).map(|cell| text_in(page, cell)).collect()
}

/// What is written in a cell.
fn text_in(page: &Page, cell: &CellArea) -> String {
    let inside = |run: &&Run| {
        let across = cell.left <= run.x && run.x + run.width <= cell.right;
        let down = cell.top <= run.baseline && run.baseline <= cell.bottom;
        run.place.as_ref() == Some(&cell.place) && across && down
    };
    runs(page).filter(inside).map(|run| run.text.as_str()).collect()
}

/// Where a table is on a page, the words of its rows and columns are there too; no word of
/// a form is missing.
pub fn check_parts(report: &Report, laid: &Laid) {
    for page in &laid.document.pages {
        let labels = labels(page);
        for cell in &page.cells {
            let Place::Cell(id) = cell.place else { continue };
            let table = &report.edition().tables[id.table];
            let here = &table.cells[id.index];
            // A form of several bands has no head that could be repeated.
            if table.bands.len() == 1 {
                let column = &table.bands[0].columns[here.column];
                let words = table.rows[here.row].path.iter().chain(&column.path);
                for word in words.filter(|word| !word.is_empty()) {
                    assert!(labels.contains(word), "{word} is not beside its figures");
                }
            }
        }
    }
    let all: BTreeSet<String> = laid.document.pages.iter().flat_map(labels).collect();
    for table in &report.edition().tables {
        let grid = Grid::new(table);
        for cell in grid.cells {
            use Content::{Caption, Figure, Header, Label};
            if let Caption(word) | Header(word) | Label(word, _) = &cell.content {
                assert!(all.contains(word), "{word} is lost");
            } else {
                assert!(matches!(cell.content, Figure(_)));
            }
        }
    }
}
