//! Tables that do not stand in their sections: behind the last one, without any headings, all in one
//! sheet, with numbers before their rows, with notes behind their figures.

use crate::support::corpus;
use crate::support::corpus::form::{Document, Form};
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::import::{self, Imported};
use nianbao::workbook::{self, CellContent, CellOut, Look, SheetOut};

/// A table as lines with tabs between the cells, each merged cell in its first place.
fn tabbed(form: &Form) -> String {
    let row = |row: usize| {
        let tiles = form.tiles.iter().filter(|tile| tile.row == row);
        let texts: Vec<&str> = tiles.map(|tile| tile.text.as_str()).collect();
        texts.join("\t")
    };
    (0..form.rows).map(row).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

fn whole(what: &str, document: &Document, imported: &Imported) {
    corpus::compare(what, imported, &document.expected, &document.truth);
}

#[test]
fn tables_behind_the_last_section() {
    for edition in edition::all() {
        for (seed, caption) in (1..).zip([
            "附表1",
            "附件：",
            "附表：主动公开情况统计表",
            "附件2",
            "表一",
            "统计表",
            "",
        ]) {
            let mut document = Document::new(edition, seed);
            let tables: Vec<String> =
                document.forms.iter().map(|form| format!("{caption}\n{}", tabbed(form))).collect();
            let forms = std::mem::take(&mut document.forms);
            for form in &forms {
                let section = usize::from(edition.tables[form.table].section) - 1;
                document.prose[section] = vec!["有关数据详见附表。".to_owned()];
            }
            let signed = seed % 2 == 0;
            if !signed {
                document.signature.clear();
            }
            let source = format!("{}\n{}\n", write(&document, 'B'), tables.join("\n"));
            let imported = import::read("附表", source.as_bytes()).unwrap();
            whole(&format!("{} {caption}", edition.id), &document, &imported);
            let six = &imported.report.sections[5];
            assert!(!six.before.contains("总计") && !six.before.contains('附'), "{}", six.before);
            assert_eq!(imported.report.signature.name.is_empty(), !signed, "{caption}");
        }
    }
}

#[test]
fn tables_one_after_the_other_without_headings() {
    for edition in edition::all() {
        for (seed, order) in (1..).zip([[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]]) {
            let document = Document::new(edition, seed);
            let texts = order.map(|at| tabbed(&document.forms[at]));
            let source = texts.join("\n");
            let imported = import::read("三张表", source.as_bytes()).unwrap();
            whole(&format!("{} {order:?}", edition.id), &document, &imported);
        }
    }
}

/// All tables below each other in one sheet; before each row with figures its number, where asked.
fn sheet(document: &Document, numbered: bool) -> Vec<u8> {
    let mut sheet = SheetOut { name: "Sheet1".into(), ..SheetOut::default() };
    let mut down = 0;
    let at = |row: usize| u32::try_from(row).unwrap();
    for form in &document.forms {
        for tile in &form.tiles {
            let content = match tile.text.parse::<f64>() {
                Ok(number) if tile.figure.is_some() => CellContent::Number(number),
                _ => CellContent::Text(tile.text.clone()),
            };
            let column = u16::try_from(tile.column + usize::from(numbered)).unwrap();
            let row = at(tile.row + down);
            sheet.cells.push(CellOut { row, column, content, look: Look::Plain });
        }
        let figures =
            |row: &usize| form.tiles.iter().any(|tile| tile.row == *row && tile.figure.is_some());
        for (number, row) in (1_u32..).zip((0..form.rows).filter(figures)) {
            if numbered {
                let content = CellContent::Number(f64::from(number));
                let row = at(row + down);
                sheet.cells.push(CellOut { row, column: 0, content, look: Look::Plain });
            }
        }
        down += form.rows;
    }
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    workbook::xlsx(&[sheet]).unwrap()
}

#[test]
fn tables_in_one_sheet() {
    for edition in edition::all() {
        for (seed, numbered) in [(1, false), (2, false), (3, true), (4, true)] {
            let document = Document::new(edition, seed);
            let imported = import::read("一张表.xlsx", &sheet(&document, numbered)).unwrap();
            whole(&format!("{} {seed}", edition.id), &document, &imported);
        }
    }
}

#[test]
fn notes_behind_the_figures_of_a_row() {
    for edition in edition::all() {
        for (seed, note) in (1..).zip(["备注：含上级转办3件", "注1", "较上年增加", "详见说明", "*"])
        {
            let document = Document::new(edition, seed);
            let mut source = write(&document, 'B');
            let row =
                source.lines().find(|line| line.contains("1.属于国家秘密")).unwrap().to_owned();
            source = source.replace(&row, &format!("{}\t{note}", row.trim_end()));
            let imported = import::read("备注", source.as_bytes()).unwrap();
            whole(&format!("{} {note}", edition.id), &document, &imported);
        }
    }
}

/// A number before each row in a line of its own is behind the figures of the row above it.
#[test]
fn numbers_of_rows_in_lines_of_their_own_are_no_totals() {
    for edition in edition::all() {
        for seed in 1..6 {
            let mut document = Document::new(edition, seed);
            let mut number = 0;
            for tile in document.forms[1].tiles.iter_mut().filter(|tile| tile.label) {
                if tile.columns > 1 || tile.rows == 1 {
                    number += 1;
                    tile.text = format!("{number}\n{}", tile.text);
                }
            }
            let imported = import::read("序号", write(&document, 'C').as_bytes()).unwrap();
            for (id, value) in &document.expected {
                let read = corpus::read_of(&imported.report, *id);
                let open = read.is_empty() && corpus::is_told(&imported, *id);
                let name = corpus::name(&imported.report, *id);
                assert!(read == *value || open, "{name}: {read}\n{}", corpus::told(&imported));
            }
        }
    }
}
