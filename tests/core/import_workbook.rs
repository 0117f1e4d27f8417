//! Workbooks and forms that were filled in: every figure in its cell, nothing else taken for one.

use crate::support::corpus;
use crate::support::corpus::form::{Document, Form};
use nianbao::edition;
use nianbao::export::{self, ExportSetup, Format};
use nianbao::import::{self, NoteKind, SourceKind};
use nianbao::report::place::{CellId, Field};
use nianbao::workbook::{self, CellContent, CellOut, Look, MergedCells, SheetOut};

/// A table as a sheet, some rows down, below a title; figures as numbers or as text.
fn sheet(name: &str, form: &Form, title: &str, down: usize, numbers: bool) -> SheetOut {
    let mut sheet = SheetOut { name: name.to_owned(), ..SheetOut::default() };
    let place = |at: usize| u32::try_from(at).unwrap();
    let side = |at: usize| u16::try_from(at).unwrap();
    if !title.is_empty() {
        let content = CellContent::Text(title.to_owned());
        sheet.cells.push(CellOut { row: 0, column: 0, content, look: Look::Plain });
    }
    for tile in &form.tiles {
        let (row, column) = (place(tile.row + down), side(tile.column));
        let number = tile.figure.and_then(|_| tile.text.parse::<f64>().ok());
        let content = match number.filter(|_| numbers) {
            Some(number) => CellContent::Number(number),
            None => CellContent::Text(tile.text.clone()),
        };
        sheet.cells.push(CellOut { row, column, content, look: Look::Plain });
        if tile.rows * tile.columns > 1 {
            sheet.merged.push(MergedCells {
                first_row: row,
                first_column: column,
                last_row: row + place(tile.rows) - 1,
                last_column: column + side(tile.columns) - 1,
            });
        }
    }
    sheet
}

#[test]
fn a_workbook_with_all_the_tables() {
    for edition in edition::all() {
        for (seed, numbers, down) in [(1, true, 2), (2, false, 3), (3, true, 9)] {
            let document = Document::new(edition, seed);
            let title = &document.title;
            let sheets: Vec<SheetOut> = document
                .forms
                .iter()
                .map(|form| sheet(&edition.tables[form.table].name, form, title, down, numbers))
                .collect();
            let bytes = workbook::xlsx(&sheets).unwrap();
            let imported = import::read("表.xlsx", &bytes).unwrap();
            let name = format!("{} {seed}", edition.id);
            assert_eq!(imported.provenance.kind, SourceKind::Workbook);
            assert_eq!(imported.report.edition().id, edition.id, "{name}");
            corpus::compare(&name, &imported, &document.expected, &document.truth);
            assert_eq!(imported.report.year, Some(document.year), "{name}");
            assert_eq!(imported.report.agency, "上官乡人民政府", "{name}");
            // No section is there, and none is made up; the title line is noted.
            assert_eq!(imported.report.text(Field::Before(1)), "", "{name}");
            let told = |words: &str| {
                imported
                    .notes
                    .iter()
                    .any(|note| note.kind == NoteKind::Unsure && note.message.contains(words))
            };
            assert!(told("原文只有表格"), "{name}\n{}", corpus::told(&imported));
            // The same tables on one sheet, one under the other.
            let mut one = sheet("全部", &document.forms[0], title, 1, numbers);
            let mut next = document.forms[0].rows + 3;
            for form in &document.forms[1..] {
                let below = sheet("", form, "", next, numbers);
                one.cells.push(CellOut {
                    row: u32::try_from(next - 1).unwrap(),
                    column: 0,
                    content: CellContent::Text("单位：件".to_owned()),
                    look: Look::Plain,
                });
                one.cells.extend(below.cells);
                one.merged.extend(below.merged);
                next += form.rows + 3;
            }
            let imported = import::read("表.xlsx", &workbook::xlsx(&[one]).unwrap()).unwrap();
            corpus::compare(&name, &imported, &document.expected, &document.truth);
        }
    }
}

#[test]
fn one_table_alone() {
    let edition = edition::all().last().unwrap();
    let document = Document::new(edition, 4);
    for form in &document.forms {
        let bytes = workbook::xlsx(&[sheet("表", form, "", 0, true)]).unwrap();
        let imported = import::read("表.xlsx", &bytes).unwrap();
        for (table, count) in imported.tables.iter().enumerate() {
            let expected = if table == form.table { count.expected } else { 0 };
            assert_eq!(count.read, expected, "{table}\n{}", corpus::told(&imported));
        }
    }
}

#[test]
fn blank_forms_come_back() {
    for edition in edition::all() {
        for table in 0..edition.tables.len() {
            let year = edition.first_year;
            let agency = "上官乡人民政府".to_owned();
            let form = nianbao::report::Form {
                edition: std::sync::Arc::clone(edition),
                table,
                agency,
                year,
            };
            let docx = export::form(&form, Format::Docx, &ExportSetup::default()).unwrap().bytes;
            for bytes in [export::blank_workbook(&form).unwrap(), docx] {
                let imported = import::read("空白表", &bytes).unwrap();
                let report = &imported.report;
                assert_eq!(
                    (report.edition().id.as_str(), report.year),
                    (edition.id.as_str(), Some(year))
                );
                for id in report.figures.cells() {
                    assert!(report.figures.typed(id).is_blank(), "{}", corpus::name(report, id));
                    let read = imported.provenance.cells[&id].spot.is_some();
                    assert_eq!(read, id.table == table, "{}", corpus::name(report, id));
                }
            }
            assert_eq!(
                export::blank_workbook(&form).unwrap(),
                export::blank_workbook(&form).unwrap()
            );
        }
    }
}

#[test]
fn what_no_form_is_is_refused() {
    let text = |row, column, words: &str| CellOut {
        row,
        column,
        content: CellContent::Text(words.to_owned()),
        look: Look::Plain,
    };
    let list = SheetOut {
        name: "名单".into(),
        cells: vec![text(0, 0, "姓名"), text(0, 1, "电话"), text(1, 0, "张三"), text(1, 1, "1")],
        ..SheetOut::default()
    };
    let error = import::read("名单.xlsx", &workbook::xlsx(&[list]).unwrap()).unwrap_err();
    assert!(error.to_string().contains("找不到年度报告"), "{error}");
    let error = import::read("坏.xlsx", b"PK\x03\x04xl/").unwrap_err();
    assert!(error.to_string().contains("损坏"), "{error}");
}

/// A workbook with one of its parts written anew.
fn rewritten(book: &[u8], part: &str, change: &dyn Fn(String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut file = old.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        if name == part {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut new, &bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn hidden_rows_and_columns_are_not_read() {
    for edition in edition::all() {
        let document = Document::new(edition, 7);
        let mut one = sheet("表三", &document.forms[1], &document.title, 2, true);
        let last = u32::try_from(document.forms[1].rows + 2).unwrap();
        // Below the table a row as the form has it, and right of it a column of figures.
        let label = CellContent::Text("二、上年结转政府信息公开申请数量".into());
        one.cells.push(CellOut { row: last, column: 0, content: label, look: Look::Plain });
        for row in 5..=last {
            let content = CellContent::Number(9.0);
            one.cells.push(CellOut { row, column: 10, content, look: Look::Plain });
        }
        let row = format!("<row r=\"{}\"", last + 1);
        let hide = |text: String| {
            assert!(text.contains(&row) && text.contains("<sheetData>"), "{text}");
            let columns = "<cols><col min=\"11\" max=\"12\" width=\"9\" hidden=\"1\"/></cols>";
            text.replace(&row, &format!("{row} hidden=\"1\""))
                .replace("<sheetData>", &format!("{columns}<sheetData>"))
        };
        let book = workbook::xlsx(&[one]).unwrap();
        let book = rewritten(&book, "xl/worksheets/sheet1.xml", &hide);
        let imported = import::read("表三.xlsx", &book).unwrap();
        let told = corpus::told(&imported);
        for (id, value) in document.expected.iter().filter(|(id, _)| id.table == 1) {
            assert_eq!(&corpus::read_of(&imported.report, *id), value, "{told}");
        }
        assert!(told.contains("隐藏的 1 行、1 列，没有读取"), "{told}");
    }
}

#[test]
fn marks_in_the_texts_of_a_workbook() {
    for edition in edition::all() {
        for (before, behind) in [
            ("", "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>"),
            ("", "<r><rPr><vertAlign val=\"subscript\"/><sz val=\"9\"/></rPr><t>23</t></r>"),
            ("<r><rPr><strike/></rPr><t>98</t></r>", ""),
            ("<r><rPr><b/><strike val=\"1\"/></rPr><t>4</t></r>", ""),
        ] {
            let document = Document::new(edition, 8);
            let sheets: Vec<SheetOut> = document
                .forms
                .iter()
                .map(|form| sheet(&edition.tables[form.table].name, form, "", 0, false))
                .collect();
            let mark = |text: String| {
                let mut made = String::new();
                for (at, string) in text.split("<si><t>").enumerate() {
                    let figure = string.split_once("</t></si>");
                    let figure = figure.filter(|(figure, _)| figure.parse::<u64>().is_ok());
                    made += match (at, figure) {
                        (0, _) => string.to_owned(),
                        (_, Some((figure, rest))) => {
                            format!("<si>{before}<r><t>{figure}</t></r>{behind}</si>{rest}")
                        }
                        (_, None) => format!("<si><t>{string}"),
                    }
                    .as_str();
                }
                assert_ne!(made, text);
                made
            };
            let book = workbook::xlsx(&sheets).unwrap();
            let book = rewritten(&book, "xl/sharedStrings.xml", &mark);
            let imported = import::read("表.xlsx", &book).unwrap();
            corpus::compare(before, &imported, &document.expected, &document.truth);
            assert!(corpus::told(&imported).contains("请核对"));
        }
    }
}

/// All of a document's tables, a sheet each, their figures as numbers or texts.
fn sheets(document: &Document, numbers: bool) -> Vec<SheetOut> {
    let name = |form: &Form| document.edition.tables[form.table].name.clone();
    let sheet = |form| sheet(&name(form), form, "", 0, numbers);
    document.forms.iter().map(sheet).collect()
}

/// The text between two others, the first time it is there.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap().0
}

/// A sheet with its shared texts in its cells, as some programs write them, their figures as
/// `figure` writes them.
fn inline(sheet: &str, strings: &[&str], figure: &dyn Fn(&str) -> String) -> String {
    let mut made = String::new();
    for (at, cell) in sheet.split("<c ").enumerate() {
        let shared = cell.split_once(" t=\"s\"><v>").and_then(|(place, rest)| {
            let (number, rest) = rest.split_once("</v></c>")?;
            Some((place, strings[number.parse::<usize>().unwrap()], rest))
        });
        made += if at == 0 { "" } else { "<c " };
        match shared {
            Some((place, text, rest)) => {
                let is_figure = text.parse::<u64>().is_ok();
                let text = if is_figure { figure(text) } else { format!("<t>{text}</t>") };
                made.extend([place, " t=\"inlineStr\"><is>", &text, "</is></c>", rest]);
            }
            None => made += cell,
        }
    }
    made
}

#[test]
fn texts_that_stand_in_their_cells() {
    for edition in edition::all() {
        let document = Document::new(edition, 9);
        let book = workbook::xlsx(&sheets(&document, false)).unwrap();
        let strings = std::cell::RefCell::new(String::new());
        rewritten(&book, "xl/sharedStrings.xml", &|text| {
            strings.replace(text.clone());
            text
        });
        let strings = strings.into_inner().replace("<t xml:space=\"preserve\">", "<t>");
        let strings: Vec<&str> =
            strings.split("<si>").skip(1).map(|string| between(string, "<t>", "</t>")).collect();
        for (before, behind, told) in [
            ("", "", ""),
            ("", "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>", "“1”没有算进数里"),
            ("<r><rPr><strike/></rPr><t>98</t></r>", "", "划掉的“98”"),
        ] {
            let figure = |figure: &str| format!("{before}<r><t>{figure}</t></r>{behind}");
            let mut book = book.clone();
            for at in 1..=sheets(&document, false).len() {
                let part = format!("xl/worksheets/sheet{at}.xml");
                book = rewritten(&book, &part, &|text| {
                    let made = inline(&text, &strings, &figure);
                    assert!(made.contains("inlineStr") && !made.contains("t=\"s\""));
                    made
                });
            }
            let imported = import::read("表.xlsx", &book).unwrap();
            corpus::compare(before, &imported, &document.expected, &document.truth);
            assert!(corpus::told(&imported).contains(told), "{before}{behind}");
        }
    }
}

#[test]
fn a_text_with_marks_is_not_another_one_that_reads_the_same() {
    // 98 struck out before 12 in one cell, and 9812 in another.
    let document = Document::new(edition::all().last().unwrap(), 10);
    let mut one = sheet("表三", &document.forms[1], "", 0, false);
    let mut texts: Vec<&mut CellOut> = one
        .cells
        .iter_mut()
        .filter(
            |cell| matches!(&cell.content, CellContent::Text(text) if text.parse::<u64>().is_ok()),
        )
        .collect();
    texts[0].content = CellContent::Text("甲乙".into());
    texts[1].content = CellContent::Text("9812".into());
    let book = workbook::xlsx(&[one]).unwrap();
    let rich = "<si><r><rPr><strike/></rPr><t>98</t></r><r><t>12</t></r></si>";
    let book = rewritten(&book, "xl/sharedStrings.xml", &|text| {
        assert!(text.contains("<si><t>甲乙</t></si>"));
        text.replace("<si><t>甲乙</t></si>", rich)
    });
    let imported = import::read("表三.xlsx", &book).unwrap();
    let mut ids = document.expected.keys().filter(|id| id.table == 1);
    let read = |id: Option<&CellId>| corpus::read_of(&imported.report, *id.unwrap());
    assert_eq!((read(ids.next()), read(ids.next())), ("12".into(), "9812".into()));
}

#[test]
fn cells_whose_font_is_struck_out_stay_open() {
    for edition in edition::all() {
        for numbers in [true, false] {
            let document = Document::new(edition, 11);
            let mut book = workbook::xlsx(&sheets(&document, numbers)).unwrap();
            let looks = std::cell::Cell::new(0);
            book = rewritten(&book, "xl/styles.xml", &|text| {
                let fonts = between(&text, "<fonts ", "</fonts>").matches("<font>").count();
                let all = between(&text, "<cellXfs ", "</cellXfs>");
                looks.set(all.matches("<xf ").count());
                text.replacen("</fonts>", "<font><strike/><sz val=\"11\"/></font></fonts>", 1)
                    .replacen("</cellXfs>", &format!("<xf fontId=\"{fonts}\"/></cellXfs>"), 1)
            });
            book = dressed(&book, looks.get());
            let imported = import::read("表.xlsx", &book).unwrap();
            let told = corpus::told(&imported);
            let form = &edition.tables[1];
            for (id, value) in &document.expected {
                let read = corpus::read_of(&imported.report, *id);
                if id.table == 1 && form.cells[id.index].row == 1 {
                    assert!(read.is_empty() && corpus::is_told(&imported, *id), "{read}\n{told}");
                } else {
                    assert_eq!(&read, value, "{told}");
                }
            }
            assert!(told.contains("划掉"), "{told}");
        }
    }
}

/// A workbook's tables, with the figures of table three's second row of figures in a look of their own:
/// what stands in the parts of its styles for it.
fn looked(document: &Document, numbers: bool, look: &Looked) -> Vec<u8> {
    let mut book = workbook::xlsx(&sheets(document, numbers)).unwrap();
    let looks = std::cell::Cell::new(0);
    book = rewritten(&book, "xl/styles.xml", &|text| {
        let fonts = between(&text, "<fonts ", "</fonts>").matches("<font>").count();
        let fills = between(&text, "<fills ", "</fills>").matches("<fill>").count();
        let all = between(&text, "<cellXfs ", "</cellXfs>");
        looks.set(all.matches("<xf ").count());
        let code = look.format.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
        let font = format!("<font><sz val=\"11\"/>{}</font></fonts>", look.font);
        let fill = format!("<fill>{}</fill></fills>", look.fill);
        let formats = format!(
            "<numFmts count=\"1\"><numFmt numFmtId=\"199\" formatCode=\"{code}\"/></numFmts><fonts "
        );
        let xf = format!("<xf numFmtId=\"199\" fontId=\"{fonts}\" fillId=\"{fills}\"/></cellXfs>");
        assert!(!text.contains("<numFmts"));
        text.replacen("</fonts>", &font, 1)
            .replacen("</fills>", &fill, 1)
            .replacen("<fonts ", &formats, 1)
            .replacen("</cellXfs>", &xf, 1)
    });
    dressed(&book, looks.get())
}

/// A workbook with the figures of table three's second row of figures in a look of its styles.
fn dressed(book: &[u8], look: usize) -> Vec<u8> {
    rewritten(book, "xl/worksheets/sheet2.xml", &|text| {
        let (before, rest) = text.split_once("<row r=\"5\"").unwrap();
        let (cells, after) = rest.split_once("</row>").unwrap();
        let mut made = String::new();
        for (at, cell) in cells.split("<c ").enumerate() {
            made += if at == 0 { "" } else { "<c " };
            let is_figure = at > 0 && cell.contains("<v>");
            let column = cell.strip_prefix("r=\"").and_then(|cell| cell.chars().next());
            if is_figure && column >= Some('D') {
                let (tag, rest) = cell.split_once('>').unwrap();
                let plain = tag.split(' ').filter(|word| !word.starts_with("s="));
                let plain = plain.collect::<Vec<_>>().join(" ");
                made.extend([&plain, " s=\"", &look.to_string(), "\">", rest]);
            } else {
                made += cell;
            }
        }
        format!("{before}<row r=\"5\"{made}</row>{after}")
    })
}

/// What a look of cells says.
struct Looked {
    format: &'static str,
    font: &'static str,
    fill: &'static str,
}

const NO_FILL: &str = "<patternFill patternType=\"none\"/>";

#[test]
fn what_a_workbook_shows_of_its_figures_is_read() {
    let edition = edition::all().last().unwrap();
    let form = &edition.tables[1];
    let own = |id: &CellId| id.table == 1 && form.cells[id.index].row == 1;
    let mut document = Document::new(edition, 12);
    for tile in &mut document.forms[1].tiles {
        let id = tile.figure.map(|index| CellId { table: 1, index });
        if let Some(id) = id.filter(|id| own(id) && id.index % 2 == 0) {
            tile.text = "0".to_owned();
            document.expected.insert(id, "0".to_owned());
        }
    }
    let white = "<color rgb=\"FFFFFFFF\"/>";
    let navy = "<patternFill patternType=\"solid\"><fgColor rgb=\"FF1F3864\"/></patternFill>";
    let looks = |format, font, fill| Looked { format, font, fill };
    // Whether figures are seen, and whether zeros are.
    for (look, numbers, figures, zeros) in [
        (looks(";;;", "", NO_FILL), true, false, false),
        (looks(";;;", "", NO_FILL), false, false, false),
        (looks("\"\"", "", NO_FILL), true, false, false),
        (looks("0;-0;;@", "", NO_FILL), true, true, false),
        (looks("[=0]\"-\";General", "", NO_FILL), true, true, false),
        (looks("0\"件\"", "", NO_FILL), true, true, true),
        (looks("#,##0", "", NO_FILL), true, true, true),
        (looks("[>=0]0;[<0]0", "", NO_FILL), true, true, true),
        (looks("0", white, NO_FILL), true, false, false),
        (looks("0", "<color theme=\"0\"/>", NO_FILL), false, false, false),
        (looks("0", white, navy), true, true, true),
    ] {
        let imported = import::read("表.xlsx", &looked(&document, numbers, &look)).unwrap();
        let told = corpus::told(&imported);
        for (id, value) in &document.expected {
            let read = corpus::read_of(&imported.report, *id);
            let is_seen = !own(id) || if value == "0" { zeros } else { figures };
            if is_seen {
                assert_eq!(&read, value, "{}{}\n{told}", look.format, look.font);
            } else {
                // A stroke in the place of a 0 is what is seen.
                let stroke = read == "-" && look.format.contains("\"-\"");
                assert!(read.is_empty() || stroke, "{}{}: {read}", look.format, look.font);
                assert!(value.is_empty() || stroke || corpus::is_told(&imported, *id), "{told}");
            }
        }
        // A stroke that is seen in the place of a 0 is no hidden one.
        let hides = !zeros && !look.format.contains('-') || look.format.contains(";;@");
        assert_eq!(told.contains("看不见"), hides, "{told}");
    }
}
