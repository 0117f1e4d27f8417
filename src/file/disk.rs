//! Version 1 of the file, as it stands on disk, beside the model and not the model itself.

use std::fmt;
use std::sync::Arc;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kind, problem};
use crate::edition::{self, Edition};
use crate::report::place::{CellId, Field, Place};
use crate::report::{
    Edit, Figures, Imported, LastYear, MAX_COUNT, Report, Section, Signature, Value, Waiver, YEARS,
};

const VERSION: u32 = 1;

const HEADER: &str =
    "// 年报（nianbao）的报告文件，文字格式，可以比较；请用 nianbao 打开和修改。\n";

/// What is wrong, and the line where it can be told.
pub(super) struct Fault {
    pub line: Option<usize>,
    pub problem: String,
    pub remedy: &'static str,
}

/// Enough of any version to tell which one it is.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// The whole file. Tables stand at the top level, so that each row is a line of its own.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    agency: String,
    year: Option<u16>,
    edition: String,
    title: String,
    lead_in: Paragraphs,
    section_1: SectionData,
    section_2: SectionData,
    section_3: SectionData,
    section_4: SectionData,
    section_5: SectionData,
    section_6: SectionData,
    figures: Tables,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    printed: Tables,
    signature: SignatureData,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    waivers: Vec<WaiverData>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    imported: Option<ImportedData>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<LastData>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    last_figures: Tables,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    last_sections: Vec<Paragraphs>,
}

/// Table id → row id → column id → value.
type Tables = Map<Map<Map<Figure>>>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionData {
    heading: String,
    before: Paragraphs,
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    after: Paragraphs,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureData {
    name: String,
    date: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiverData {
    code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    place: String,
    message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImportedData {
    source: String,
    unplaced: Vec<String>,
    cleaned: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    joined_title: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LastData {
    year: Option<u16>,
    edition: String,
}

/// Text as a list of paragraphs, so that two versions compare paragraph by paragraph.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
struct Paragraphs(Vec<String>);

impl Paragraphs {
    fn of(text: &str) -> Self {
        if text.is_empty() {
            Self::default()
        } else {
            Self(text.split('\n').map(Into::into).collect())
        }
    }

    fn text(&self) -> String {
        self.0.join("\n")
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One cell: a number, or text that [`Value::read`] takes; a blank is "".
enum Figure {
    Count(i64),
    Text(String),
}

impl Figure {
    fn of(value: &Value) -> Self {
        match value {
            Value::Count(number) => Self::Count(*number),
            other => Self::Text(other.text()),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(number) => to.serialize_i64(*number),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a string")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Figure, E> {
                let possible = -MAX_COUNT..=MAX_COUNT;
                if possible.contains(&number) {
                    Ok(Figure::Count(number))
                } else {
                    Err(own("数字超出范围"))
                }
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Figure, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }
            fn visit_i128<E: de::Error>(self, _: i128) -> Result<Figure, E> {
                Err(own("数字超出范围"))
            }
            fn visit_u128<E: de::Error>(self, _: u128) -> Result<Figure, E> {
                Err(own("数字超出范围"))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
                Ok(Figure::Text(text.to_owned()))
            }
        }
        from.deserialize_any(Read)
    }
}

fn own<E: de::Error>(message: impl fmt::Display) -> E {
    E::custom(format!("{}{message}", problem::OWN))
}

/// A map in the order of the file, in which no key stands twice.
struct Map<V>(Vec<(String, V)>);

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Map<V> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Read<V> {
            type Value = Map<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Map<V>, A::Error> {
                let mut keys = std::collections::BTreeSet::new();
                let mut map = Vec::new();
                while let Some(key) = from.next_key::<String>()? {
                    if !keys.insert(key.clone()) {
                        return Err(own(format_args!("“{key}”写了两次")));
                    }
                    map.push((key, from.next_value()?));
                }
                Ok(Map(map))
            }
        }
        from.deserialize_map(Read(std::marker::PhantomData))
    }
}

/// The first word of a file, after comments and white space, where it is one of ours: its kind
/// and where it stands.
fn first_word(text: &str) -> Option<(Kind, usize)> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with("//") {
            let is = |kind: Kind| {
                let after = trimmed.strip_prefix(kind.word())?;
                after.trim_start().starts_with('(').then_some((kind, at))
            };
            return is(Kind::Report).or_else(|| is(Kind::Draft));
        }
        at += trimmed.find('\n')?;
    }
}

/// What the text says it is, by its first word.
pub(super) fn kind(text: &str) -> Option<Kind> {
    first_word(text).map(|(kind, _)| kind)
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

pub(super) fn write(kind: Kind, report: &Report) -> String {
    // A row of a table and a paragraph are the innermost things that take a line of their own.
    let pretty = PrettyConfig::new().depth_limit(3).new_line("\n").indentor("  ");
    match options().to_string_pretty(&File::of(report), pretty) {
        Ok(body) => format!("{HEADER}{}{body}\n", kind.word()),
        Err(error) => unreachable!("{error}: strings, numbers and lists are always written"),
    }
}

pub(super) fn read(text: &str) -> Result<(Kind, Report), Fault> {
    let Some((kind, at)) = first_word(text) else {
        return Err(Fault {
            line: Some(1),
            problem: "报告文件的开头不对，应当是 Report( 或 Draft(，编码是 UTF-8".into(),
            remedy: problem::DAMAGED,
        });
    };
    // The word is blanked out, not cut off, so that lines and columns stay right.
    let word = kind.word();
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + word.len()..).unwrap_or_default();
    let body = format!("{before}{}{after}", " ".repeat(word.len()));
    let spanned = |error: ron::error::SpannedError| Fault {
        line: Some(error.span.start.line),
        problem: problem::ron(&error.code),
        remedy: problem::DAMAGED,
    };
    let head: Head = options().from_str(&body).map_err(spanned)?;
    if head.version != VERSION {
        return Err(Fault {
            line: line_of(text, &["version"]),
            problem: format!("文件是第 {} 版格式，本程序只认识第 {VERSION} 版", head.version),
            remedy: "请用新版的 nianbao 打开；文件没有改动。",
        });
    }
    let file: File = options().from_str(&body).map_err(spanned)?;
    Ok((kind, file.report(text)?))
}

/// The line where the last of some keys stands, looked for one after another.
fn line_of(text: &str, keys: &[&str]) -> Option<usize> {
    let mut at = 0;
    for key in keys {
        at += text.get(at..)?.find(key)?;
    }
    Some(text.get(..at)?.matches('\n').count() + 1)
}

fn impossible(text: &str, keys: &[&str], problem: String) -> Fault {
    Fault { line: line_of(text, keys), problem, remedy: problem::DAMAGED }
}

impl File {
    fn of(report: &Report) -> Self {
        let section = |n: u8| {
            let Section { heading, before, after } = report.section(n);
            SectionData {
                heading: heading.clone(),
                before: Paragraphs::of(before),
                after: Paragraphs::of(after),
            }
        };
        let Signature { name, date } = report.signature.clone();
        let last = report.last.as_ref();
        Self {
            version: VERSION,
            agency: report.agency.clone(),
            year: report.year,
            edition: report.edition().id.clone(),
            title: report.title.clone(),
            lead_in: Paragraphs::of(&report.lead_in),
            section_1: section(1),
            section_2: section(2),
            section_3: section(3),
            section_4: section(4),
            section_5: section(5),
            section_6: section(6),
            figures: typed(&report.figures),
            printed: printed(&report.figures),
            signature: SignatureData { name, date },
            waivers: report.waivers.iter().map(WaiverData::of).collect(),
            imported: report.imported.as_ref().map(ImportedData::of),
            last: last.map(|last| LastData {
                year: last.year,
                edition: last.figures.edition().id.clone(),
            }),
            last_figures: last.map(|last| typed(&last.figures)).unwrap_or_default(),
            last_sections: last
                .map(|last| last.sections.iter().map(|text| Paragraphs::of(text)).collect())
                .unwrap_or_default(),
        }
    }

    /// The report, or what cannot be and its line in `text`.
    fn report(self, text: &str) -> Result<Report, Fault> {
        year(text, "year", self.year)?;
        let edition = edition(text, "edition", &self.edition)?;
        let mut report = Report::blank(edition, &self.agency, 0);
        report.year = self.year;
        report.title = self.title;
        report.lead_in = self.lead_in.text();
        let sections = [
            self.section_1,
            self.section_2,
            self.section_3,
            self.section_4,
            self.section_5,
            self.section_6,
        ];
        report.sections = sections.map(|section| Section {
            heading: section.heading,
            before: section.before.text(),
            after: section.after.text(),
        });
        fill(text, "figures", &self.figures, &mut report, Edit::Value)?;
        fill(text, "printed", &self.printed, &mut report, |id, value| {
            Edit::Printed(id, Some(value))
        })?;
        report.signature = Signature { name: self.signature.name, date: self.signature.date };
        report.waivers = self.waivers.into_iter().map(WaiverData::waiver).collect();
        report.imported = self.imported.map(ImportedData::imported);
        report.last = match self.last {
            Some(last) => Some(last_year(text, &last, &self.last_figures, &self.last_sections)?),
            None if self.last_figures.is_empty() && self.last_sections.is_empty() => None,
            None => {
                let problem = "有上年的内容，却没有 last".to_owned();
                return Err(impossible(text, &["last_"], problem));
            }
        };
        one_line(text, &report)?;
        Ok(report)
    }
}

/// Fields of one line hold one.
fn one_line(text: &str, report: &Report) -> Result<(), Fault> {
    let mut fields = vec![Field::Agency];
    fields.extend(Report::printed_fields().into_iter().filter(|field| field.is_line()));
    for field in fields {
        if report.text(field).contains(['\n', '\r']) {
            let problem = format!("{}只能是一行", Place::Field(field).words(report));
            return Err(match field {
                Field::Heading(n) => {
                    impossible(text, &[&format!("section_{n}:"), "heading:"], problem)
                }
                Field::SignatureName => impossible(text, &["signature:", "name:"], problem),
                Field::SignatureDate => impossible(text, &["signature:", "date:"], problem),
                Field::Title => impossible(text, &["\n  title:", "title:"], problem),
                _ => impossible(text, &["agency:"], problem),
            });
        }
    }
    Ok(())
}

fn year(text: &str, key: &str, year: Option<u16>) -> Result<(), Fault> {
    match year {
        Some(year) if !YEARS.contains(&year) => {
            let key = format!("{key}: {year}");
            Err(impossible(text, &[&key], format!("年度不会是 {year}")))
        }
        _ => Ok(()),
    }
}

fn edition(text: &str, key: &str, id: &str) -> Result<Arc<Edition>, Fault> {
    edition::by_id(id).ok_or_else(|| Fault {
        line: line_of(text, &[&format!("{key}: \"")]),
        problem: format!("程序没有“{id}”这一版的表格"),
        remedy: "请用新版的 nianbao 打开；文件没有改动。",
    })
}

fn last_year(
    text: &str,
    last: &LastData,
    figures: &Tables,
    sections: &[Paragraphs],
) -> Result<LastYear, Fault> {
    year(text, "year", last.year)?;
    let edition = edition(text, "edition", &last.edition)?;
    let mut filled = Report::blank(edition, "", 0);
    fill(text, "last_figures", figures, &mut filled, Edit::Value)?;
    let sections: Vec<String> = sections.iter().map(Paragraphs::text).collect();
    let Ok(sections) = <[String; 6]>::try_from(sections) else {
        let problem = "last_sections 应有六个部分".to_owned();
        return Err(impossible(text, &["last_sections"], problem));
    };
    Ok(LastYear { year: last.year, figures: filled.figures, sections })
}

/// Every cell that is not a total, blanks included, so that no row is left out of a comparison.
fn typed(figures: &Figures) -> Tables {
    tables(figures, |id| (!figures.is_total(id)).then(|| figures.typed(id)))
}

/// The totals that an imported report printed.
fn printed(figures: &Figures) -> Tables {
    tables(figures, |id| figures.printed(id))
}

fn tables<'a>(figures: &'a Figures, value: impl Fn(CellId) -> Option<&'a Value>) -> Tables {
    let mut tables = Map::default();
    for (table, form) in figures.edition().tables.iter().enumerate() {
        let mut rows = Map::default();
        for row in &form.rows {
            let mut cells = Map::default();
            for index in row.cells.clone() {
                if let Some(value) = value(CellId { table, index }) {
                    cells.0.push((form.column_of(index).id.clone(), Figure::of(value)));
                }
            }
            if !cells.is_empty() {
                rows.0.push((row.id.clone(), cells));
            }
        }
        if !rows.is_empty() {
            tables.0.push((form.id.clone(), rows));
        }
    }
    tables
}

/// Puts the values of a file into a report; an unknown table, row or column is a fault.
fn fill(
    text: &str,
    field: &str,
    tables: &Tables,
    report: &mut Report,
    edit: impl Fn(CellId, Value) -> Edit,
) -> Result<(), Fault> {
    let edition = report.edition().clone();
    for (table_id, rows) in &tables.0 {
        for (row_id, cells) in &rows.0 {
            for (column_id, figure) in &cells.0 {
                let fault = |problem: String| {
                    let quoted = [table_id, row_id, column_id].map(|id| format!("\"{id}\""));
                    let [table, row, column] = &quoted;
                    impossible(text, &[&format!("{field}:"), table, row, column], problem)
                };
                let name = format!("{table_id}.{row_id}.{column_id}");
                let Some(id) = cell(&edition, table_id, row_id, column_id) else {
                    return Err(fault(format!("{}的表格里没有“{name}”这一格", edition.name)));
                };
                let written = match figure {
                    Figure::Count(number) => number.to_string(),
                    Figure::Text(text) => text.clone(),
                };
                let value = Value::read(edition.tables[id.table].cells[id.index].kind, &written);
                // What reads as something else would change behind the clerk's back.
                if value.text() != written {
                    return Err(fault(format!("“{name}”的值“{written}”不规范")));
                }
                if let Err(error) = report.apply(edit(id, value)) {
                    return Err(fault(format!("“{name}”：{error}")));
                }
            }
        }
    }
    Ok(())
}

fn cell(edition: &Edition, table: &str, row: &str, column: &str) -> Option<CellId> {
    let table = edition.tables.iter().position(|form| form.id == table)?;
    let form = &edition.tables[table];
    let row = form.row(row)?;
    let column = form.band_of(row).columns.iter().position(|label| label.id == column)?;
    Some(CellId { table, index: form.cell_at(row, column)? })
}

impl WaiverData {
    fn of(waiver: &Waiver) -> Self {
        let Waiver { code, place, message, about, reason } = waiver.clone();
        Self { code, place, message, about, reason }
    }

    fn waiver(self) -> Waiver {
        let Self { code, place, message, about, reason } = self;
        Waiver { code, place, message, about, reason }
    }
}

impl ImportedData {
    fn of(imported: &Imported) -> Self {
        let Imported { source, unplaced, cleaned, joined_title } = imported.clone();
        Self { source, unplaced, cleaned, joined_title }
    }

    fn imported(self) -> Imported {
        let Self { source, unplaced, cleaned, joined_title } = self;
        Imported { source, unplaced, cleaned, joined_title }
    }
}
