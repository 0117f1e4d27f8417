//! The standard form as plain text, and whether the import reads it back.
//!
//! Tables are drawn with `+`, `-` and `|`, which are half as wide as a Chinese character in every
//! face with fixed widths, so that they align in 记事本 as in a terminal.

mod table;

use std::borrow::Cow;

use crate::import;
use crate::report::Report;
use crate::report::place::{CellId, Field};
use crate::zh::{self, width};

/// How wide the form is where its figures allow, in columns of half a Chinese character.
const WIDTH: usize = 120;

/// Columns between the signature and the right edge.
const AFTER_SIGNATURE: usize = 4;

/// A paragraph is moved in by two Chinese characters.
const INDENT: &str = "　　";

/// More than this of a text is not repeated in a message.
const MAX_SHOWN: usize = 24;

/// The report as text.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    if !report.title.is_empty() {
        let space = WIDTH.saturating_sub(wide(&report.title)) / 2;
        line(&mut text, &" ".repeat(space), &report.title);
        blank_line(&mut text);
    }
    paragraphs(&mut text, &report.lead_in);
    for (section, number) in report.sections.iter().zip(1..) {
        blank_line(&mut text);
        paragraph(&mut text, "", &section.heading);
        paragraphs(&mut text, &section.before);
        if let Some(index) = report.edition().table_in(number) {
            let figure = |cell| report.figures.shown(CellId { table: index, index: cell }).text();
            let figure = |cell| zh::shown(&figure(cell)).into_owned();
            blank_line(&mut text);
            text.push_str(&table::draw(&report.edition().tables[index], figure));
            text.push('\n');
        }
        paragraphs(&mut text, &section.after);
    }
    blank_line(&mut text);
    for words in [&report.signature.name, &report.signature.date] {
        let space = WIDTH.saturating_sub(wide(words) + AFTER_SIGNATURE);
        paragraph(&mut text, &" ".repeat(space), words);
    }
    match zh::shown(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(marked) => marked,
    }
}

/// The text in the national encoding, which older programs expect.
#[must_use]
pub fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn wide(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn line(text: &mut String, indent: &str, words: &str) {
    text.push_str(indent);
    text.push_str(words);
    text.push('\n');
}

fn blank_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

fn paragraph(text: &mut String, indent: &str, words: &str) {
    if !words.is_empty() {
        line(text, indent, words);
    }
}

fn paragraphs(text: &mut String, words: &str) {
    words.split('\n').for_each(|words| paragraph(text, INDENT, words));
}

/// Whether the import makes the same report of the text: agency, year, edition, title, prose,
/// figures and signature. What of last year, waivers and import notes there is, no text has.
///
/// # Errors
/// What would not come back, in a clerk's words.
pub fn comes_back(report: &Report) -> Result<(), Vec<String>> {
    let back = match import::read("导出的文本", text(report).as_bytes()) {
        Ok(imported) => imported.report,
        Err(error) => return Err(vec![error.to_string()]),
    };
    let mut told = Vec::new();
    if report.edition() != back.edition() {
        told.push(format!("格式读回后是{}，不是{}", back.edition().name, report.edition().name));
        return Err(told);
    }
    if report.year != back.year {
        let year = |year: Option<u16>| year.map_or("空白".to_owned(), |year| year.to_string());
        told.push(format!("年度读回后是{}，不是{}", year(back.year), year(report.year)));
    }
    let mut fields = vec![Field::Agency];
    fields.extend(Report::printed_fields());
    for field in fields {
        let (was, is) = (prose(report, field), prose(&back, field));
        if was != is {
            told.push(difference(&field_name(report, field), &was, &is));
        }
    }
    let figures = &report.figures;
    for id in figures.cells().filter(|id| !figures.is_total(*id)) {
        let (was, is) = (figures.typed(id), back.figures.typed(id));
        if was != is {
            let table = &report.edition().tables[id.table];
            let row = figures.row(id).path.last().unwrap_or(&table.name);
            let column = table.column_of(id.index).path.join("");
            told.push(difference(&format!("“{row}”{column}"), &was.text(), &is.text()));
        }
    }
    if told.is_empty() { Ok(()) } else { Err(told) }
}

/// A field's text; in a section without a table all of its prose is before.
fn prose(report: &Report, field: Field) -> String {
    match field {
        Field::Before(n) if report.edition().table_in(n).is_none() => report.prose(n),
        Field::After(n) if report.edition().table_in(n).is_none() => String::new(),
        field => report.text(field).to_owned(),
    }
}

fn field_name(report: &Report, field: Field) -> String {
    let section = |number: u8| report.edition().sections[usize::from(number) - 1].as_str();
    match field {
        Field::Agency => "机关名称".to_owned(),
        Field::Title => "标题".to_owned(),
        Field::LeadIn => "第一部分之前的文字".to_owned(),
        Field::Heading(n) => format!("“{}”的标题", section(n)),
        Field::Before(n) => format!("“{}”的文字", section(n)),
        Field::After(n) => format!("“{}”表后的文字", section(n)),
        Field::SignatureName => "署名".to_owned(),
        Field::SignatureDate => "成文日期".to_owned(),
    }
}

/// Tells two texts apart by the first paragraph in which they differ.
fn difference(name: &str, was: &str, is: &str) -> String {
    let mut lines = was.split('\n').map(Some).chain(std::iter::repeat(None));
    let mut others = is.split('\n').map(Some).chain(std::iter::repeat(None));
    let first = lines.by_ref().zip(others.by_ref()).find(|(was, is)| was != is);
    let (was, is) = first.unwrap_or_default();
    let short = |text: Option<&str>| match text.filter(|text| !text.is_empty()) {
        None => "空白".to_owned(),
        Some(text) if text.chars().count() <= MAX_SHOWN => format!("“{text}”"),
        Some(text) => format!("“{}……”", text.chars().take(MAX_SHOWN).collect::<String>()),
    };
    format!("{name}读回后不同：原为{}，读回为{}", short(was), short(is))
}
