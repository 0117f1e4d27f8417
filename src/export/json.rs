//! What scripts read: `show` and `check --format json`. The shapes are a contract.

use std::fmt::Write as _;

use serde::Serialize;

use crate::edition::Table;
use crate::finding::Finding;
use crate::report::place::{CellId, Place};
use crate::report::{Report, Value};
use crate::zh;

#[derive(Serialize)]
struct ReportView<'a> {
    agency: &'a str,
    year: Option<u16>,
    edition: &'a str,
    title: &'a str,
    lead_in: &'a str,
    sections: Vec<SectionView<'a>>,
    tables: Vec<TableView<'a, FigureView>>,
    signature: SignatureView<'a>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    number: u8,
    title: &'a str,
    text: String,
}

/// Cells of one table of the form.
#[derive(Serialize)]
pub(crate) struct TableView<'a, T> {
    section: u8,
    cells: Vec<CellView<'a, T>>,
}

impl<'a, T> TableView<'a, T> {
    /// The cells of a table with some indices, each with what is said of it.
    pub(crate) fn new(form: &'a Table, cells: impl IntoIterator<Item = (usize, T)>) -> Self {
        let cells = cells.into_iter().map(|(index, of)| CellView::new(form, index, of));
        Self { section: form.section, cells: cells.collect() }
    }
}

/// A cell named by the label paths of its row and column, with what is said of it.
#[derive(Serialize)]
pub(crate) struct CellView<'a, T> {
    row: &'a [String],
    column: &'a [String],
    #[serde(flatten)]
    of: T,
}

impl<'a, T> CellView<'a, T> {
    /// The cell of a table with an index.
    pub(crate) fn new(form: &'a Table, index: usize, of: T) -> Self {
        Self { row: &form.row_of(index).path, column: &form.column_of(index).path, of }
    }
}

#[derive(Serialize)]
struct FigureView {
    value: ValueView,
    computed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<ValueView>,
}

#[derive(Serialize)]
struct SignatureView<'a> {
    name: &'a str,
    date: &'a str,
}

/// A count as a number, a figure as written as a string, a blank as null.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ValueView {
    Count(i64),
    Written(String),
    Blank(()),
}

impl From<&Value> for ValueView {
    fn from(value: &Value) -> Self {
        match value {
            Value::Blank | Value::Mark(_) => Self::Blank(()),
            Value::Count(number) => Self::Count(*number),
            Value::Written(text) => Self::Written(text.clone()),
        }
    }
}

/// The whole report, with its totals computed, over many lines.
#[must_use]
pub fn report(report: &Report) -> String {
    pretty(&view(report))
}

/// The whole report as JSON on one line, with the line's end.
#[must_use]
pub fn line(report: &Report) -> String {
    written(serde_json::to_string(&view(report)))
}

fn view(report: &Report) -> ReportView<'_> {
    let sections = (1..=6).map(|number| SectionView {
        number,
        title: &report.section(number).heading,
        text: report.prose(number),
    });
    let tables = report.edition().tables.iter().enumerate().map(|(table, form)| {
        let cells = 0..form.cells.len();
        TableView::new(form, cells.map(|index| (index, figure(report, CellId { table, index }))))
    });
    ReportView {
        agency: &report.agency,
        year: report.year,
        edition: &report.edition().id,
        title: &report.title,
        lead_in: &report.lead_in,
        sections: sections.collect(),
        tables: tables.collect(),
        signature: SignatureView { name: &report.signature.name, date: &report.signature.date },
    }
}

fn figure(report: &Report, id: CellId) -> FigureView {
    let figures = &report.figures;
    FigureView {
        value: ValueView::from(&figures.shown(id)),
        computed: figures.is_total(id),
        printed: figures.printed(id).map(ValueView::from),
    }
}

#[derive(Serialize)]
struct FileView<'a> {
    file: &'a str,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    code: &'a str,
    severity: &'a str,
    #[serde(flatten)]
    place: PlaceView<'a>,
    message: &'a str,
    /// Where two places contradict each other, the second of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<PlaceView<'a>>,
    fix: Option<&'a str>,
    waived: bool,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    section: Option<u8>,
    row: Option<&'a [String]>,
    column: Option<&'a [String]>,
}

impl<'a> PlaceView<'a> {
    fn new(report: &'a Report, place: &Place) -> Self {
        Self {
            section: place.section(report),
            row: place.row(report),
            column: place.column(report),
        }
    }
}

/// One file's findings: an element for [`list_item`].
#[must_use]
pub fn file(file: &str, report: &Report, findings: &[Finding]) -> String {
    let findings = findings.iter().map(|finding| finding_view(report, finding)).collect();
    pretty(&FileView { file, findings })
}

/// The text of the element of a JSON list with a number, from 0, with the separator before it.
#[must_use]
pub fn list_item(number: usize, element: &str) -> String {
    // Line breaks inside strings are escaped, so that each one here is the writer's own.
    let indented = element.trim_end().replace('\n', "\n  ");
    format!("{}  {indented}", if number == 0 { "[\n" } else { ",\n" })
}

/// What ends a JSON list of `count` elements.
#[must_use]
pub fn list_end(count: usize) -> &'static str {
    if count == 0 { "[]\n" } else { "\n]\n" }
}

fn finding_view<'a>(report: &'a Report, finding: &'a Finding) -> FindingView<'a> {
    FindingView {
        code: finding.code,
        severity: finding.severity.letter(),
        place: PlaceView::new(report, &finding.place),
        message: &finding.message,
        other: finding.other.as_ref().map(|place| PlaceView::new(report, place)),
        fix: finding.fix.as_ref().map(|fix| fix.label.as_str()),
        waived: finding.waived.is_some(),
    }
}

/// A view as readable JSON, with its line's end; nothing in it that a terminal would obey.
pub(crate) fn pretty<T: Serialize>(value: &T) -> String {
    written(serde_json::to_string_pretty(value))
}

/// The text with its line's end. What a terminal would obey is escaped, as the control characters
/// below U+0020 are already.
fn written(text: serde_json::Result<String>) -> String {
    let mut text = match text {
        Ok(text) => text,
        Err(error) => unreachable!("{error}: strings and numbers are always written"),
    };
    // Hardly ever is there one, and a county's text is of megabytes.
    if !text.contains(zh::is_unprintable) {
        text.push('\n');
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if zh::is_unprintable(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _infallible = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    safe
}
