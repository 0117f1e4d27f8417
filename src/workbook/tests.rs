//! Cells in and out, and what is refused.

use std::io::{Cursor, Write as _};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::testing::cases;

fn texts(bytes: &[u8]) -> Vec<(u32, u16, String)> {
    let workbook = read(bytes).unwrap();
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    let cells = rows.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)));
    cells.map(|(row, cell)| (row, cell.column, cell.value.text().into_owned())).collect()
}

fn plain(row: u32, column: u16, content: CellContent) -> CellOut {
    CellOut { row, column, content, look: Look::Plain }
}

fn sheet(cells: Vec<CellOut>) -> SheetOut {
    SheetOut { name: "台账".into(), cells, ..SheetOut::default() }
}

/// A workbook with these parts besides those that every one has.
fn packed(sheet_data: &str, strings: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>"#),
        ),
        ("xl/sharedStrings.xml", strings.to_owned()),
    ];
    for (name, content) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const NO_STRINGS: &str = "<sst></sst>";

fn refused(bytes: &[u8], told: &str) {
    let error = read(bytes).unwrap_err().to_string();
    assert!(error.contains(told), "{error}");
}

#[test]
fn csv_of_every_encoding_gives_the_same_cells() {
    let text = "编号,申请内容\n2025-001,\"危房改造，\n补贴\"\n\n2025-002,公示\n";
    let expected = [
        (1, 0, "编号"),
        (1, 1, "申请内容"),
        (2, 0, "2025-001"),
        (2, 1, "危房改造，\n补贴"),
        (5, 0, "2025-002"),
        (5, 1, "公示"),
    ];
    let expected: Vec<_> = expected.map(|(row, column, text)| (row, column, text.into())).into();
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tabs = text.replace(',', "\t");
    let semicolons = text.replace(',', ";");
    let marked = format!("\u{feff}{text}");
    for bytes in
        [text.as_bytes(), &gb, &utf16, tabs.as_bytes(), semicolons.as_bytes(), marked.as_bytes()]
    {
        assert_eq!(texts(bytes), expected);
    }
}

#[test]
fn what_is_no_spreadsheet_is_refused() {
    refused(b"\x00\x01\x02", "这不是表格");
    refused(b"%PDF-1.7\n\x00", "这不是表格");
    refused(b"PK\x03\x04 and nothing else", "工作簿已损坏");
    refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], ".xls");
    refused(b"\xff\xfe\xff\xfe\x81", "既不是");
    refused(b"a,\x81\x20\xff\xff", "编码不是 UTF-8");
}

#[test]
fn an_unclosed_quote_does_not_swallow_the_rest_unseen() {
    let mut text = String::from("编号,内容\n1,\"没有合上\n");
    text.push_str(&"2,后面的各行都在引号里\n".repeat(4000));
    refused(text.as_bytes(), "第 2 行：一格超过 32767 个字，可能是引号没有成对");
}

#[test]
fn two_corners_cost_two_cells_and_are_refused() {
    let corner = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    refused(&packed(corner, NO_STRINGS), "第 1048576 行：表格太大：超过 100000 行");
    let wide = r#"<row r="1"><c r="IV1"><v>1</v></c><c r="IW1"><v>1</v></c></row>"#;
    refused(&packed(wide, NO_STRINGS), "超过 256 列");
    // Cells that hold nothing but a look reach to the corner in many sheets.
    let empty = r#"<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>"#;
    assert_eq!(texts(&packed(empty, NO_STRINGS)), [(1, 0, "7".into())]);
    // One cell more than 2,000,000, in a file of four million bytes.
    let mut many = String::from("编号\n");
    many.push_str(&format!("{}\n", "1,".repeat(249)).repeat(8_033));
    refused(many.as_bytes(), "第 8034 行：表格太大：超过 2000000 个单元格");
    let within = r#"<row r="100000"><c r="IV100000"><v>1.5</v></c></row>"#;
    assert_eq!(texts(&packed(within, NO_STRINGS)), [(100_000, 255, "1.5".into())]);
}

#[test]
fn numbers_that_lie_are_refused() {
    for count in ["99999999999999", "18446744073709551615", "4611686018427387904"] {
        let strings = format!(r#"<sst uniqueCount="{count}"><si><t>甲</t></si></sst>"#);
        refused(&packed("", &strings), "工作簿已损坏");
    }
    let strings = r#"<sst count="1" uniqueCount="1"><si><t>甲</t></si></sst>"#;
    let cell = r#"<row r="2"><c r="B2" t="s"><v>0</v></c></row>"#;
    assert_eq!(texts(&packed(cell, strings)), [(2, 1, "甲".into())]);
    for reference in ["AAAAAAAAAAAAAAAA1", "A99999999999999999999", "A0", "一1"] {
        let cell = format!(r#"<row r="2"><c r="{reference}"><v>1</v></c></row>"#);
        assert!(read(&packed(&cell, NO_STRINGS)).is_err(), "{reference}");
    }
    let dangling = r#"<row r="2"><c r="B2" t="s"><v>5</v></c></row>"#;
    refused(&packed(dangling, NO_STRINGS), "工作簿已损坏");
}

#[test]
fn bombs_are_refused() {
    // One long string in very many cells.
    let text = "长".repeat(30_000);
    let strings = format!(r"<sst><si><t>{text}</t></si></sst>");
    let cells: Vec<String> = (1..=3000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let cells = cells.concat();
    refused(&packed(&cells, &strings), "文字超过");
    // Parts that unpack to far more than they take: 1,000 times as much.
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["xl/a.xml", "xl/b.xml", "xl/c.xml"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 10_000);
    assert_eq!(bounds::unpacked_bytes(&bomb, 3 << 20), Ok(3 << 20));
    for at_most in [0, 1 << 20, (3 << 20) - 1] {
        let error = bounds::unpacked_bytes(&bomb, at_most).unwrap_err().to_string();
        assert!(error.contains("展开后的内容太多"), "{error}");
    }
}

#[test]
fn cells_out_of_order_are_put_in_order() {
    let data = r#"<row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row><row r="1"><c r="A1"><v>0</v></c></row><row r="3"><c r="C3"><v>4</v></c></row>"#;
    let expected = [(1, 0, "0"), (3, 0, "1"), (3, 2, "4")];
    assert_eq!(texts(&packed(data, NO_STRINGS)), expected.map(|(r, c, t)| (r, c, t.into())));
    let row = &read(&packed(data, NO_STRINGS)).unwrap().sheets[0].rows[1];
    assert_eq!(row.at(2), Some(&CellValue::Number(4.0)));
    assert_eq!(row.at(1), None);
}

#[test]
fn a_formula_without_its_result_is_known_as_one() {
    let data = r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>"#;
    let workbook = read(&packed(data, NO_STRINGS)).unwrap();
    let cells: Vec<_> = workbook.sheets[0].rows[0].cells.iter().map(|c| &c.value).collect();
    assert_eq!(cells, [&CellValue::Uncalculated, &CellValue::Number(2.0)]);
}

#[test]
fn every_kind_of_cell_comes_back() {
    let cells = vec![
        plain(0, 0, CellContent::Text("=1+1".into())),
        plain(0, 1, CellContent::Day(date(2025, 3, 7))),
        plain(0, 2, CellContent::Number(0.5)),
        plain(1, 0, CellContent::Formula("SUM(C1:C1)".into(), 0.5)),
        plain(2, 1, CellContent::Text("两行\n文字 “引号” <&> _x0041_".into())),
    ];
    let mut out = sheet(cells);
    let merged = MergedCells { first_row: 4, first_column: 0, last_row: 5, last_column: 1 };
    out.merged.push(merged);
    out.cells.push(CellOut { look: Look::Head, ..plain(4, 0, CellContent::Text("合并".into())) });
    out.widths = vec![12.0, 20.0];
    out.frozen = (1, 0);
    let hidden = SheetOut { name: "选项".into(), hidden: true, ..sheet(Vec::new()) };
    out.choices.push(Choices { column: 1, rows: (1, 9), source: "='选项'!$A$1:$A$2".into() });
    let sheets = [out, hidden];
    let bytes = xlsx(&sheets).unwrap();
    assert_eq!(bytes, xlsx(&sheets).unwrap(), "the same sheets give the same bytes");
    let expected = [
        (1, 0, "=1+1"),
        (1, 1, "2025-03-07"),
        (1, 2, "0.5"),
        (2, 0, "0.5"),
        (3, 1, "两行\n文字 “引号” <&> _x0041_"),
        (5, 0, "合并"),
    ];
    assert_eq!(texts(&bytes), expected.map(|(r, c, t)| (r, c, t.into())));
    let workbook = read(&bytes).unwrap();
    assert_eq!(workbook.sheets[0].merged, [merged]);
    assert_eq!(workbook.sheets[0].rows[0].at(1).unwrap().date(), Some(date(2025, 3, 7)));
    assert!(workbook.sheets[1].hidden && !workbook.sheets[0].hidden);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn csv_comes_back(rows in proptest::collection::vec(
        proptest::collection::vec("[a甲,;\t\"'=+@\r\n -]{0,6}", 1..5), 1..5,
    )) {
        // A first line decides what parts the fields, so that it has the commas of a heading.
        let heading = vec!["编号".to_owned(); 6];
        let rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
        let read = read(&csv(&rows)).unwrap();
        let written: Vec<Vec<(u16, String)>> = rows.iter().map(|row| {
            (0..).zip(row.clone()).filter(|(_, field)| !field.is_empty()).collect()
        }).filter(|row: &Vec<_>| !row.is_empty()).collect();
        let back: Vec<Vec<(u16, String)>> = read.sheets[0].rows.iter().map(|row| {
            row.cells.iter().map(|c| (c.column, c.value.text().into_owned())).collect()
        }).collect();
        prop_assert_eq!(back, written);
    }

    #[test]
    fn xlsx_text_comes_back(text in "[a甲<&>\"'=_x0-9\t\n ]{1,12}") {
        let bytes = xlsx(&[sheet(vec![plain(0, 0, CellContent::Text(text.clone()))])]).unwrap();
        prop_assert_eq!(texts(&bytes), [(1, 0, text)]);
    }

    #[test]
    fn damaged_workbooks_never_panic(at in 0_usize..4000, byte in any::<u8>()) {
        let mut bytes = xlsx(&[sheet(vec![plain(0, 0, CellContent::Text("甲".into()))])]).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _read_or_refused = read(&bytes);
    }
}
