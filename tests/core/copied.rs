//! What is put on the clipboard: text that a spreadsheet takes, and a piece of a web page that is
//! the same report again where it is read in.

use crate::support::published::differences;
use crate::support::sources::{SOURCES, read};
use nianbao::export::{Copied, html};
use nianbao::grid::Grid;
use nianbao::import;
use nianbao::report::Filled;
use nianbao::rules::Balanced;

const ENCODING: &str = "<meta charset=\"utf-8\">";

#[test]
fn a_table_is_a_table_for_spreadsheets_and_for_word_processors() {
    for source in SOURCES {
        let report = read(source);
        let Ok(balanced) = Balanced::new(&report) else { continue };
        for index in 0..report.edition().tables.len() {
            let copied = Copied::table(balanced, index);
            let filled = Filled::new(&report.figures, index);
            let grid = Grid::new(filled.form());
            let rows: Vec<Vec<&str>> =
                copied.text.split('\n').map(|row| row.split('\t').collect()).collect();
            assert_eq!(rows.len(), grid.rows);
            assert!(rows.iter().all(|row| row.len() == grid.columns));
            for cell in &grid.cells {
                assert_eq!(rows[cell.row][cell.column], filled.words(&cell.content));
            }
            let piece = copied.html.strip_prefix(ENCODING).unwrap();
            assert_eq!(piece, html::table_fragment(&report, index));
            let spans = |name: &str| piece.matches(&format!("{name}=\"")).count();
            assert_eq!(spans("rowspan"), grid.cells.iter().filter(|cell| cell.rows > 1).count());
            assert_eq!(spans("colspan"), grid.cells.iter().filter(|cell| cell.columns > 1).count());
        }
        assert_eq!(Copied::table(balanced, 99), Copied::default());
    }
}

#[test]
fn a_copied_report_is_the_same_report_where_it_is_read_in() {
    let mut seen = 0;
    for source in SOURCES {
        let mut report = read(source);
        // A title's spaces are not printed, and so do not come back.
        report.title = report.title.replace(' ', "");
        let Ok(balanced) = Balanced::new(&report) else { continue };
        let copied = Copied::report(balanced);
        let back = import::read("粘贴", copied.html.as_bytes()).unwrap();
        assert_eq!(differences(&report, &back), Vec::<String>::new(), "{source}");
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn figures_are_cells_and_nothing_in_them_is_markup() {
    let copied = Copied::figures("1\t<b>\n\t3".to_owned());
    assert_eq!(copied.text, "1\t<b>\n\t3");
    assert!(copied.html.starts_with(ENCODING) && !copied.html.contains("<b>"));
    assert_eq!(copied.html.matches("<tr>").count(), 2);
    assert_eq!(copied.html.matches("<td ").count(), 4);
    assert!(copied.html.contains(">1</td>") && copied.html.contains(">&lt;b&gt;</td>"));
}
