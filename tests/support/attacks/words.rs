//! Attacks on text, web pages, Word files and workbooks.

use super::{Make, numbered, packed, repeated};

const REPORT_TEXT: &str = include_str!("../../reports/004.txt");

/// A published report with a piece more in its first section.
fn in_report(piece: &str) -> Vec<u8> {
    let (head, tail) = REPORT_TEXT.split_once("一、本年新收").expect("a table");
    format!("{head}{piece}\n一、本年新收{tail}").into_bytes()
}

fn page(body: &str) -> Vec<u8> {
    format!("<html><body>{body}</body></html>").into_bytes()
}

fn word(body: &str) -> Vec<u8> {
    let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    packed(&[("word/document.xml".into(), text.into_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn nested(open: &str, close: &str, size: usize) -> String {
    let depth = size / (open.len() + close.len());
    format!("{}一{}", open.repeat(depth), close.repeat(depth))
}

pub(super) const TEXT: &[(&str, Make)] = &[
    ("one sentence of years", |size| in_report(&repeated("2024年", size))),
    ("lines of one letter", |size| in_report(&repeated("a\n", size))),
    ("brackets that are never closed", |size| in_report(&repeated("（", size))),
    ("quotes that are never closed", |size| in_report(&repeated("“《", size))),
    ("digits", |size| in_report(&repeated("13800138000，", size))),
    ("one figure", |size| in_report(&format!("规章\t{}", repeated("9", size)))),
    ("a title without end", |size| {
        format!("{}年度报告\n{REPORT_TEXT}", repeated("云泽县", size)).into_bytes()
    }),
    ("headings", |size| in_report(&numbered(size, |n| format!("（{n}）主动公开\n一、总体情况\n")))),
    ("rows of bars", |size| in_report(&repeated("|1|2|3|\n", size))),
    ("drawn lines", |size| in_report(&repeated("├─┼─┤\n│1│2│\n", size))),
    ("tabs", |size| in_report(&repeated("\t1", size))),
    ("bookmarks", |size| in_report(&repeated("[bookmark:", size))),
    ("addresses", |size| in_report(&numbered(size, |n| format!("http://a{n}.cn/?b、")))),
    ("items", |size| in_report(&numbered(size, |n| format!("{n}.规章{n}件；\n")))),
    ("labels of the form", |size| in_report(&repeated("规章 行政规范性文件 ", size))),
    ("control characters", |size| in_report(&repeated("公\u{1}\u{202E}开\u{85}", size))),
    ("different short paragraphs", |size| in_report(&numbered(size, |n| format!("公开{n}件。\n")))),
    ("one word", |size| in_report(&repeated("a", size))),
    ("spaces", |size| in_report(&format!("公{}开", repeated(" 　", size)))),
    ("lines that end in nothing", |size| in_report(&repeated(" \n", size))),
    ("sections again and again", |size| {
        in_report(&repeated("二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n", size))
    }),
    ("the same tables again and again", |size| repeated(REPORT_TEXT, size).into_bytes()),
    ("rows of a form", |size| in_report(&repeated("规范性文件 1 2 3\n", size))),
    ("many figures in one line", |size| in_report(&repeated("行政许可 1 ", size))),
    ("markup", |size| in_report(&repeated("**公开** [一](http://a.cn) `二` ", size))),
    ("dates", |size| in_report(&numbered(size, |n| format!("2024年{}月{}日，", n % 12, n % 31)))),
    ("sums", |size| in_report(&numbered(size, |n| format!("收到申请{n}件，其中网络{n}件，")))),
    ("percentages", |size| in_report(&repeated("占50%，", size))),
    ("numbers in words", |size| in_report(&repeated("一万二千三百四十五件", size))),
    ("marks of a drawing", |size| in_report(&repeated("┌─┬─┐", size))),
    ("a table of one row", |size| in_report(&format!("|{}\n|---|\n", repeated("1|", size)))),
    ("two bytes a character", |size| {
        let text = String::from_utf8(in_report(&repeated("公开", size))).expect("it is text");
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }),
    ("bytes of no encoding", |size| [b"\xff\x80\x81".repeat(size / 3), in_report("")].concat()),
];

pub(super) const WEB_PAGE: &[(&str, Make)] = &[
    ("tables in tables", |size| page(&nested("<table><tr><td>", "</td></tr></table>", size))),
    ("elements in elements", |size| page(&nested("<div>", "</div>", size))),
    ("letters that are never closed", |size| page(&repeated("<i>", size))),
    ("letters that cross", |size| page(&repeated("<a><b><p></a>", size))),
    ("letters opened anew", |size| {
        let fonts = numbered(size / 100, |n| format!("<font size={n}>"));
        page(&format!("<p>{fonts}</p>{}", repeated("<p>", size)))
    }),
    ("attributes", |size| page(&format!("<p{}>", numbered(size, |n| format!(" a{n}"))))),
    ("wide cells", |size| {
        let cell = "<td colspan=1000 rowspan=65534>1</td>";
        page(&format!("<table>{}</table>", repeated(cell, size)))
    }),
    ("cells", |size| page(&format!("<table>{}</table>", repeated("<tr><td>1", size)))),
    ("one cell", |size| page(&format!("<table><tr><td>规章<td>{}</table>", repeated("9", size)))),
    ("a comment that is never closed", |size| page(&format!("<!--{}", repeated("<p>-", size)))),
    ("entities", |size| page(&repeated("&#x4e00;&amp", size))),
    ("a script", |size| page(&format!("<script>{}</script>", repeated("a<b;", size)))),
    ("selects and buttons", |size| page(&repeated("<select><button><table><option>", size))),
    ("lists in lists", |size| page(&nested("<ul><li>", "</li></ul>", size))),
    ("different paragraphs", |size| page(&numbered(size, |n| format!("<p>公开{n}件。</p>")))),
    ("rows of one table", |size| {
        page(&format!("<table>{}</table>", numbered(size, |n| format!("<tr><td>{n}<td>1</tr>"))))
    }),
    ("tables side by side", |size| page(&repeated("<table><tr><td>规章<td>1</table>", size))),
    ("a page in a page", |size| page(&repeated("<html><body><svg><title>", size))),
    ("classes", |size| page(&format!("<p class=\"{}\">1", repeated("a ", size)))),
];

pub(super) const WORD: &[(&str, Make)] = &[
    ("an archive that unpacks", |size| {
        packed(&[("word/document.xml".into(), vec![b' '; size.saturating_mul(64)])])
    }),
    ("many parts", |size| {
        let part = |n: usize| (format!("word/header{n}.xml"), b"<a/>".to_vec());
        packed(&(0..size / 100).map(part).collect::<Vec<_>>())
    }),
    ("one paragraph", |size| word(&paragraph(&repeated("9", size)))),
    ("paragraphs", |size| word(&repeated(&paragraph("1"), size))),
    ("runs", |size| word(&format!("<w:p>{}</w:p>", repeated("<w:r><w:t>1</w:t></w:r>", size)))),
    ("tables in tables", |size| {
        word(&nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", size))
    }),
    ("boxes in boxes", |size| {
        word(&nested("<w:p><w:txbxContent>", "</w:txbxContent></w:p>", size))
    }),
    ("wide cells", |size| {
        let span = "<w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr>";
        let row = format!("<w:tr><w:tc>{span}</w:tc></w:tr>");
        word(&format!("<w:tbl>{}</w:tbl>", repeated(&row, size)))
    }),
    ("rows that go on", |size| {
        let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>";
        word(&format!("<w:tbl>{}</w:tbl>", repeated(&format!("<w:tr>{cell}</w:tr>"), size)))
    }),
    ("entities of entities", |size| {
        let mut text = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">".to_owned();
        text += &numbered(size, |n| format!("<!ENTITY a{n} \"{}\">", "&a;".repeat(10)));
        let text = format!("{text}]><w:p><w:t>&a19;</w:t></w:p>");
        packed(&[("word/document.xml".into(), text.into_bytes())])
    }),
    ("lists in lists", |size| {
        let level = |n: usize| {
            format!(
                "<w:abstractNum w:abstractNumId=\"{n}\"><w:numStyleLink w:val=\"s{}\"/>\
                 </w:abstractNum><w:num w:numId=\"{n}\"><w:abstractNumId w:val=\"{n}\"/></w:num>",
                n + 1
            )
        };
        let lists = format!("<w:numbering xmlns:w=\"w\">{}</w:numbering>", numbered(size, level));
        let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
        let body = format!("<w:document xmlns:w=\"w\"><w:body>{item}</w:body></w:document>");
        packed(&[
            ("word/document.xml".into(), body.into_bytes()),
            ("word/numbering.xml".into(), lists.into_bytes()),
        ])
    }),
];

pub(super) const WORKBOOK: &[(&str, Make)] = &[
    ("two cells far apart", |_| {
        workbook(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        )
    }),
    ("rows", |size| {
        workbook(&numbered(size, |n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>")))
    }),
    ("merged cells", |size| {
        workbook(&format!(
            "</sheetData><mergeCells>{}</mergeCells><sheetData>",
            repeated("<mergeCell ref=\"A1:XFD1048576\"/>", size)
        ))
    }),
    ("an archive that unpacks", |size| workbook(&" ".repeat(size.saturating_mul(64)))),
    ("one row", |size| {
        let cell = |n: usize| format!("<c r=\"A{n}\"><v>{n}</v></c>");
        workbook(&format!("<row r=\"1\">{}</row>", numbered(size, cell)))
    }),
    ("one cell", |size| {
        let text = repeated("公开", size);
        workbook(&format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
        ))
    }),
    ("cells of text", |size| {
        workbook(&numbered(size, |n| {
            format!(
                "<row r=\"{n}\"><c r=\"A{n}\" t=\"inlineStr\"><is><t>规章{n}</t></is></c></row>"
            )
        }))
    }),
    ("cells in no order", |size| {
        workbook(&repeated("<row r=\"9\"><c r=\"C9\"><v>1</v></c><c r=\"A1\"/></row>", size))
    }),
];

/// A workbook of one sheet, as small as one can be.
pub(super) fn workbook(rows: &str) -> Vec<u8> {
    let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    packed(&[
        part(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}
