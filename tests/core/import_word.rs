//! Reading Word files that were made by other hands: changes that are tracked, boxes, signs, names
//! of parts.

use crate::support::sources;
use std::io::{Cursor, Write as _};

use crate::support::published::html::escaped;
use crate::support::published::{Cell, Part, differences, parts};
use nianbao::import::{self, Imported, Problem};
use nianbao::report::Report;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The sample, and what its file is made of.
fn sample() -> (Report, Vec<Part>) {
    let report = sources::read("assets/sample.ron");
    let parts = parts(&report);
    (report, parts)
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{}</w:t></w:r>", escaped(text))
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// How a cell is written.
type CellWriter = fn(&Cell) -> String;

/// How parts are written.
struct Hand {
    title: fn(&str) -> String,
    heading: fn(&str) -> String,
    paragraph: fn(&str) -> String,
    /// What is in a cell.
    cell: CellWriter,
    table: fn(String) -> String,
}

const PLAIN: Hand = Hand {
    title: paragraph,
    heading: paragraph,
    paragraph,
    cell: |cell| paragraph(&cell.text),
    table: |table| table,
};

impl Hand {
    /// The parts as the text of a Word file.
    fn write(&self, parts: &[Part]) -> String {
        let part = |part: &Part| match part {
            Part::Title(text) => (self.title)(text),
            Part::Heading(text) => (self.heading)(text),
            Part::Paragraph(text) => (self.paragraph)(text),
            Part::Signature(text) => {
                format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{}</w:p>", run(text))
            }
            Part::Table(rows) => (self.table)(self.rows(rows)) + "<w:p/>",
        };
        let body: String = parts.iter().map(part).collect();
        format!("<w:document xmlns:w=\"w\"><w:body>{body}<w:sectPr/></w:body></w:document>")
    }

    fn rows(&self, rows: &[Vec<Cell>]) -> String {
        let mut table = String::from("<w:tbl><w:tblPr/>");
        // For each column the cell that reaches down into the row, and how far.
        let mut above: Vec<Option<(usize, usize)>> = Vec::new();
        for row in rows {
            table += "<w:tr>";
            let mut cells = row.iter().peekable();
            let mut column = 0;
            loop {
                let down = above.get(column).copied().flatten().filter(|(left, _)| *left > 0);
                if let Some((left, columns)) = down {
                    let span = format!("<w:gridSpan w:val=\"{columns}\"/><w:vMerge/>");
                    table.extend(["<w:tc><w:tcPr>", &span, "</w:tcPr><w:p/></w:tc>"]);
                    above[column] = Some((left - 1, columns));
                    column += columns;
                } else if let Some(cell) = cells.next_if(|cell| cell.column == column) {
                    let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    let (span, words) = (cell.columns, (self.cell)(cell));
                    let span = format!("<w:gridSpan w:val=\"{span}\"/>{merge}");
                    table.extend(["<w:tc><w:tcPr>", &span, "</w:tcPr>", &words, "</w:tc>"]);
                    above.resize(above.len().max(column + cell.columns), None);
                    above[column] = Some((cell.rows - 1, cell.columns));
                    column += cell.columns;
                } else {
                    break;
                }
            }
            table += "</w:tr>";
        }
        table + "</w:tbl>"
    }
}

fn packed(name: &str, document: &str) -> Vec<u8> {
    packed_parts(&[(name, document)])
}

fn packed_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(document: &str) -> Imported {
    import::read("年报.docx", &packed("word/document.xml", document)).unwrap()
}

fn unplaced(read: &Imported) -> &[String] {
    &read.report.imported.as_ref().unwrap().unplaced
}

/// The sample, written by some hand, comes back whole.
fn check(what: &str, hand: &Hand) {
    let (report, parts) = sample();
    let read = read(&hand.write(&parts));
    assert_eq!(differences(&report, &read), [] as [&str; 0], "{what}");
    assert_eq!(unplaced(&read), [] as [&str; 0], "{what}");
}

#[test]
fn plain_paragraphs_and_tables() {
    check("plain", &PLAIN);
}

#[test]
fn headings_with_a_line_break() {
    let heading = |text: &str| {
        let (a, b) = text.split_at(text.char_indices().nth(4).unwrap().0);
        format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", run(a), run(b))
    };
    check("heading", &Hand { heading, ..PLAIN });
}

#[test]
fn what_was_before_a_tracked_change_is_not_read() {
    let changed = |text: &str| {
        format!(
            "<w:p><w:pPr><w:pPrChange><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:pPrChange></w:pPr>\
             <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>{}</w:t></w:r></w:p>",
            escaped(text)
        )
    };
    check("properties", &Hand { paragraph: changed, title: changed, heading: changed, ..PLAIN });
    // The end of the first half was deleted: both are one paragraph now.
    let joined = |text: &str| {
        let (a, b) = text.split_at(text.char_indices().nth(3).unwrap().0);
        let mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
        format!("<w:p>{mark}{}</w:p><w:p>{}</w:p>", run(a), run(b))
    };
    check("ends", &Hand { paragraph: joined, heading: joined, ..PLAIN });
    // Nothing follows in the cell that its last words could go on in.
    let cell = |cell: &Cell| {
        format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", run(&cell.text))
    };
    check("cells", &Hand { cell, ..PLAIN });
}

#[test]
fn a_title_in_a_box_and_tables_in_boxes_are_the_texts() {
    fn boxed(words: &str) -> String {
        format!("<w:p><w:r><w:pict><w:txbxContent>{words}</w:txbxContent></w:pict></w:r></w:p>")
    }
    check("title", &Hand { title: |text| boxed(&paragraph(text)), ..PLAIN });
    check("tables", &Hand { table: |table| boxed(&table), ..PLAIN });
    // Beside a title in the text a box says something else.
    let (report, mut parts) = sample();
    parts.insert(1, Part::Paragraph(String::new()));
    let hand = Hand {
        paragraph: |text| {
            if text.is_empty() {
                boxed(&paragraph("政府信息公开年报"))
            } else {
                paragraph(text)
            }
        },
        ..PLAIN
    };
    let read = read(&hand.write(&parts));
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    assert_eq!(unplaced(&read), ["政府信息公开年报"]);
}

#[test]
fn signs_are_read_by_their_numbers_or_told() {
    let cell = |cell: &Cell| {
        let sign = |c: char| match c {
            '0' => "<w:r><w:sym w:font=\"Symbol\" w:char=\"F030\"/></w:r>".to_owned(),
            c => format!("<w:r><w:sym w:font=\"宋体\" w:char=\"{:04X}\"/></w:r>", u32::from(c)),
        };
        format!("<w:p>{}</w:p>", cell.text.chars().map(sign).collect::<String>())
    };
    check("signs", &Hand { cell, ..PLAIN });
    let (report, parts) = sample();
    let hand = Hand {
        heading: |text| {
            let sign = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>";
            format!("<w:p>{sign}{}</w:p>", run(text))
        },
        ..PLAIN
    };
    let read = read(&hand.write(&parts));
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    let cleaned = &read.report.imported.as_ref().unwrap().cleaned;
    assert!(cleaned.iter().all(|told| told.contains("无法辨认的字符 1 个")), "{cleaned:?}");
    assert_eq!(cleaned.len(), 6);
}

#[test]
fn how_a_word_is_spoken_stands_beside_the_text() {
    let (report, mut parts) = sample();
    parts.retain(|part| !matches!(part, Part::Table(_)));
    let document = PLAIN.write(&parts).replacen(
        "云泽县",
        "</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t>\
         </w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>泽县",
        1,
    );
    let read = read(&document);
    assert_eq!(read.report.title, report.title);
    assert_eq!(unplaced(&read), ["yún"]);
}

#[test]
fn parts_under_other_names() {
    let (report, parts) = sample();
    let document = PLAIN.write(&parts);
    for name in ["word/document2.xml", "word\\document.xml", "Word/Document.xml"] {
        let read = import::read("年报.docx", &packed(name, &document)).unwrap();
        assert_eq!(differences(&report, &read), [] as [&str; 0], "{name}");
    }
}

#[test]
fn a_text_that_is_another_file_is_told() {
    let document =
        "<w:document xmlns:w=\"w\"><w:body><w:altChunk r:id=\"a\"/></w:body></w:document>";
    let error = import::read("年报.docx", &packed("word/document.xml", document)).unwrap_err();
    assert_eq!(error.problem, Problem::Embedded);
    let (report, parts) = sample();
    let document = PLAIN.write(&parts).replacen("<w:body>", "<w:body><w:altChunk r:id=\"a\"/>", 1);
    let read = read(&document);
    assert_eq!(differences(&report, &read), [] as [&str; 0]);
    assert_eq!(read.report.imported.unwrap().cleaned, ["嵌入的其他文件 1 个，没有读取"]);
}

/// A cell with more in it that is no part of its figure; words of labels stay as they are.
fn beside(cell: &Cell, before: &str, behind: &str) -> String {
    let is_figure = cell.text.chars().any(|c| c.is_ascii_digit()) && cell.text.chars().count() < 9;
    if !is_figure {
        return paragraph(&cell.text);
    }
    format!("<w:p>{before}{}{behind}</w:p>", run(&cell.text))
}

#[test]
fn what_is_raised_or_struck_out_is_no_part_of_a_figure() {
    let (report, parts) = sample();
    let hands: [(&str, CellWriter); 9] = [
        ("superscript", |cell| {
            beside(
                cell,
                "",
                "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>",
            )
        }),
        ("subscript", |cell| {
            beside(
                cell,
                "<w:r><w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr><w:t>2</w:t></w:r>",
                "",
            )
        }),
        ("strike", |cell| {
            beside(cell, "<w:r><w:rPr><w:b/><w:strike/></w:rPr><w:t>98</w:t></w:r>", "")
        }),
        ("dstrike", |cell| {
            beside(cell, "", "<w:r><w:rPr><w:dstrike w:val=\"1\"/></w:rPr><w:t>7</w:t></w:r>")
        }),
        ("a style", |cell| {
            beside(cell, "", "<w:r><w:rPr><w:rStyle w:val=\"n\"/></w:rPr><w:t>3</w:t></w:r>")
        }),
        ("a style of a style", |cell| {
            beside(cell, "<w:r><w:rPr><w:rStyle w:val=\"d2\"/></w:rPr><w:t>6</w:t></w:r>", "")
        }),
        ("a symbol", |cell| {
            beside(
                cell,
                "",
                "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:sym w:font=\"Symbol\" w:char=\"0031\"/></w:r>",
            )
        }),
        ("paragraphs", |cell| {
            beside(cell, "<w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r></w:p><w:p>", "")
        }),
        ("in a link", |cell| {
            beside(
                cell,
                "",
                "<w:hyperlink><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>[4]</w:t></w:r></w:hyperlink>",
            )
        }),
    ];
    let styles = "<w:styles><w:style w:styleId=\"n\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
        <w:style w:styleId=\"d\"><w:rPr><w:strike/></w:rPr></w:style>\
        <w:style w:styleId=\"d2\"><w:basedOn w:val=\"d\"/></w:style></w:styles>";
    let with_styles = |document: &str| {
        let parts = [("word/document.xml", document), ("word/styles.xml", styles)];
        import::read("年报.docx", &packed_parts(&parts)).unwrap()
    };
    for (name, cell) in hands {
        let document = Hand { cell, ..PLAIN }.write(&parts);
        let imported = with_styles(&document);
        assert_eq!(differences(&report, &imported), [] as [&str; 0], "{name}");
        let told = imported.notes.iter().filter(|note| note.message.contains("请核对")).count();
        assert!(told > 100, "{name}: {told}");
    }
    // What says that it is neither is a part of the figure.
    let plain = Hand {
        cell: |cell| {
            let run = format!(
                "<w:r><w:rPr><w:rStyle w:val=\"d\"/><w:strike w:val=\"0\"/><w:vertAlign w:val=\"baseline\"/></w:rPr>\
                 <w:t>{}</w:t></w:r>",
                escaped(&cell.text)
            );
            format!("<w:p>{run}</w:p>")
        },
        ..PLAIN
    };
    assert_eq!(differences(&report, &with_styles(&plain.write(&parts))), [] as [&str; 0]);
}

/// A white run.
fn white(text: &str) -> String {
    format!("<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>{}</w:t></w:r>", escaped(text))
}

const LOOKS: &str = "<w:styles><w:style w:type=\"character\" w:styleId=\"white\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"gone\"><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"pale\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"paler\"><w:basedOn w:val=\"pale\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"lost\"><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"grid\"><w:tblPr/></w:style>\
    <w:style w:type=\"table\" w:styleId=\"head\"><w:tblStylePr w:type=\"firstRow\"><w:tcPr>\
    <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"4472C4\"/></w:tcPr></w:tblStylePr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"mine\"><w:basedOn w:val=\"head\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"dark\"><w:pPr><w:shd w:val=\"clear\" w:fill=\"000000\"/></w:pPr></w:style></w:styles>";

/// A document with styles of the looks above.
fn read_with_looks(document: &str) -> Imported {
    let parts = [("word/document.xml", document), ("word/styles.xml", LOOKS)];
    import::read("年报.docx", &packed_parts(&parts)).unwrap()
}

#[test]
fn what_nobody_sees_is_no_part_of_a_figure() {
    let (report, parts) = sample();
    for (look, is_hidden) in [
        ("<w:color w:val=\"FFFFFF\"/>", false),
        ("<w:b/><w:color w:val=\"fefefe\" w:themeColor=\"background1\"/>", false),
        (
            "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFFFFF\"/>",
            false,
        ),
        (
            "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"auto\"/>",
            false,
        ),
        ("<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"none\"/>", false),
        ("<w:rStyle w:val=\"white\"/>", false),
        ("<w:sz w:val=\"2\"/>", false),
        ("<w:vanish/>", true),
        ("<w:vanish w:val=\"1\"/><w:color w:val=\"FF0000\"/>", true),
        ("<w:rStyle w:val=\"gone\"/>", true),
    ] {
        for style in ["", "<w:tblStyle w:val=\"grid\"/>"] {
            let unseen = format!("<w:r><w:rPr>{look}</w:rPr><w:t>97</w:t></w:r>");
            let document = PLAIN.write(&parts);
            let (mut made, mut count) = (String::new(), 0);
            for (at, piece) in document.split("<w:p><w:r><w:t>").enumerate() {
                let figure = piece.split_once("</w:t></w:r></w:p></w:tc>");
                let figure = figure.filter(|(text, _)| text.parse::<u64>().is_ok());
                match (at, figure) {
                    (0, _) => made += piece,
                    (_, Some((figure, rest))) => {
                        count += 1;
                        let both = if count % 2 == 0 {
                            format!("{unseen}{}", run(figure))
                        } else {
                            format!("{}{unseen}", run(figure))
                        };
                        made.extend(["<w:p>", &both, "</w:p></w:tc>", rest]);
                    }
                    (_, None) => made.extend(["<w:p><w:r><w:t>", piece]),
                }
            }
            let made = made.replace("<w:tblPr/>", &format!("<w:tblPr>{style}</w:tblPr>"));
            assert!(count > 100);
            let imported = read_with_looks(&made);
            assert_eq!(differences(&report, &imported), [] as [&str; 0], "{look}");
            if is_hidden {
                let told = format!("原文中隐藏的文字 {} 个字符，没有读取", 2 * count);
                assert!(imported.report.imported.unwrap().cleaned.contains(&told), "{look}");
            } else {
                let told = |note: &&nianbao::import::Note| note.message.contains("看不见的“97”");
                assert_eq!(imported.notes.iter().filter(told).count(), count, "{look}");
            }
        }
    }
    // Hidden lines are not read, and are told; page numbers of a table of contents are not.
    for (line, told) in [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部 使用</w:t></w:r>", 4),
        ("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>12</w:t></w:r>", 0),
    ] {
        let made = PLAIN.write(&parts).replacen("<w:tbl>", &format!("<w:p>{line}</w:p><w:tbl>"), 1);
        let imported = read_with_looks(&made);
        assert_eq!(differences(&report, &imported), [] as [&str; 0], "{line}");
        let cleaned = imported.report.imported.unwrap_or_default().cleaned;
        assert_eq!(
            cleaned.iter().any(|line| line.contains("隐藏的文字 4 个")),
            told > 0,
            "{cleaned:?}"
        );
    }
}

#[test]
fn white_words_on_a_ground_are_read() {
    let (report, parts) = sample();
    let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F3864\"/>";
    let hand = Hand { cell: |cell| format!("<w:p>{}</w:p>", white(&cell.text)), ..PLAIN };
    let document = hand.write(&parts);
    for (place, there) in [
        ("<w:tcPr>", format!("<w:tcPr>{shade}")),
        ("<w:tcPr>", "<w:tcPr><w:shd w:val=\"pct50\" w:fill=\"auto\"/>".to_owned()),
        (
            "<w:tcPr>",
            "<w:tcPr><w:shd w:val=\"clear\" w:fill=\"FFFFFF\" w:themeFill=\"text1\"/>".to_owned(),
        ),
        ("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val=\"head\"/></w:tblPr>".to_owned()),
        ("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val=\"mine\"/></w:tblPr>".to_owned()),
        ("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val=\"nowhere\"/></w:tblPr>".to_owned()),
        ("<w:tblPr/>", format!("<w:tblPr>{shade}</w:tblPr>")),
        ("<w:tr>", format!("<w:tr><w:tblPrEx>{shade}</w:tblPrEx>")),
        ("<w:p><w:r><w:rPr>", format!("<w:p><w:pPr>{shade}</w:pPr><w:r><w:rPr>")),
        (
            "<w:p><w:r><w:rPr>",
            "<w:p><w:pPr><w:pStyle w:val=\"dark\"/></w:pPr><w:r><w:rPr>".to_owned(),
        ),
        ("<w:p><w:r><w:rPr>", format!("<w:p><w:r><w:rPr>{shade}")),
        ("<w:p><w:r><w:rPr>", "<w:p><w:r><w:rPr><w:highlight w:val=\"blue\"/>".to_owned()),
        ("<w:body>", "<w:background w:color=\"002060\"/><w:body>".to_owned()),
        (
            "<w:body>",
            "<w:body><w:p><w:r><w:pict><v:rect fillcolor=\"red\"/></w:pict></w:r></w:p>".to_owned(),
        ),
        (
            "<w:body>",
            "<w:body><w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r></w:p>"
                .to_owned(),
        ),
    ] {
        let made = document.replace(place, &there);
        assert_ne!(made, document, "{place}");
        let imported = read_with_looks(&made);
        assert_eq!(differences(&report, &imported), [] as [&str; 0], "{there}");
        assert!(!imported.notes.iter().any(|note| note.message.contains("看不见")), "{there}");
    }
    // White figures on nothing stay open, and are told.
    for shade in ["", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"auto\"/>"] {
        let made = document.replace("<w:tcPr>", &format!("<w:tcPr>{shade}"));
        let imported = read_with_looks(&made);
        let figures = &imported.report.figures;
        assert!(
            figures
                .cells()
                .all(|id| crate::support::corpus::read_of(&imported.report, id).is_empty())
        );
        assert!(imported.notes.iter().filter(|note| note.message.contains("看不见")).count() > 100);
    }
}

#[test]
fn paragraphs_that_their_style_hides_are_told() {
    let (report, parts) = sample();
    let document = PLAIN.write(&parts);
    for (style, run, told) in [
        ("pale", "<w:r>", "“内部资料请勿外传共12份。”在原文中看不见"),
        ("paler", "<w:r>", "“内部资料请勿外传共12份。”在原文中看不见"),
        ("paler", "<w:r><w:rPr><w:b/></w:rPr>", "“内部资料请勿外传共12份。”在原文中看不见"),
        ("lost", "<w:r>", "原文中隐藏的文字 13 个字符，没有读取"),
        ("lost", "<w:r><w:rPr><w:b/></w:rPr>", "原文中隐藏的文字 13 个字符，没有读取"),
        // A run of its own look in none.
        (
            "",
            "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr>",
            "“内部资料请勿外传共12份。”在原文中看不见",
        ),
    ] {
        let style = match style {
            "" => String::new(),
            style => format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
        };
        let hidden = format!("<w:p>{style}{run}<w:t>内部资料请勿外传共12份。</w:t></w:r></w:p>");
        // Before each paragraph and table.
        let mut pieces = document.split("<w:tbl>");
        let first = pieces.next().unwrap().to_owned();
        let made = pieces.fold(first, |made, piece| format!("{made}{hidden}<w:tbl>{piece}"));
        let imported = read_with_looks(&made);
        assert_eq!(differences(&report, &imported), [] as [&str; 0], "{style}{run}");
        let all = crate::support::corpus::told(&imported);
        let count = 13 * made.matches(&hidden).count();
        assert!(all.contains(&told.replace("13", &count.to_string())), "{style}{run}\n{all}");
    }
    // What a run says itself goes before, and a heading in white is a heading.
    let shown = "<w:p><w:pPr><w:pStyle w:val=\"pale\"/></w:pPr><w:r><w:rPr><w:color w:val=\"auto\"/></w:rPr>";
    let imported = read_with_looks(&document.replace("<w:p><w:r>", shown));
    assert_eq!(differences(&report, &imported), [] as [&str; 0]);
}
