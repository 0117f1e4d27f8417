//! Versions 1 to 3 of the file, as they are on disk, beside the model and not the model itself. The
//! second has marks of what is carried over from last year's prose, the third comments, what was
//! published and who changed what.

mod carried;
mod comments;
mod history;
mod log;
mod tables;

use std::sync::Arc;

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::contents::{FileKind, Trail};
use super::problem;
use super::ron_file::{self, ParseFault, first_word, impossible, line_of, options};
use crate::edition::{self, Edition};
use crate::report::place::{Field, Place};
use crate::report::{Edit, ImportRecord, LastYear, Report, Section, Signature, Waiver, YEARS};
use carried::CarriedData;
use comments::{CommentData, PublishedData};
pub(super) use history::OriginData;
use history::StepData;
use log::SaveLogData;
use tables::{Map, Tables, fill, printed, typed};

/// The newest version that this program knows. A file is written in the lowest that holds what it
/// has.
const VERSION: u32 = 3;

/// The version of a file with marks of what is carried over, and without comments.
const WITH_MARKS: u32 = 2;

/// The version of a file without marks of what is carried over.
const WITHOUT_MARKS: u32 = 1;

const HEADER: &str =
    "// 年报（nianbao）的报告文件，文字格式，可以比较；请用 nianbao 打开和修改。\n";

/// The whole file. Tables are at the top level, so that each row is a line of its own.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportData<'t> {
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
    #[serde(borrow)]
    figures: Tables<'t>,
    #[serde(default, skip_serializing_if = "Map::is_empty", borrow)]
    printed: Tables<'t>,
    signature: SignatureData,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    waivers: Vec<WaiverData>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    imported: Option<ImportedData>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    carried: Vec<CarriedData>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    comments: Vec<CommentData>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<LastData>,
    #[serde(default, skip_serializing_if = "Map::is_empty", borrow)]
    last_figures: Tables<'t>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    last_sections: Vec<Paragraphs>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    published: Option<PublishedData<'t>>,
    /// Who changed what, save by save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log: Option<SaveLogData>,
    /// Of a draft: where it comes from, and how its last steps are taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<OriginData>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    steps: Vec<StepData<'t>>,
}

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
    #[serde(default, skip_serializing_if = "String::is_empty")]
    other_heads: String,
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

/// What the text says it is, by its first word.
pub(super) fn kind(text: &str) -> Option<FileKind> {
    first_word(text, &WORDS).map(|(word, _)| of_word(word))
}

const WORDS: [&str; 2] = ["Report", "Draft"];

fn of_word(word: &str) -> FileKind {
    if word == FileKind::Draft.word() { FileKind::Draft } else { FileKind::Report }
}

pub(super) fn write(kind: FileKind, report: &Report, trail: Option<&Trail>) -> String {
    // A row of a table and a paragraph are the innermost things that take a line of their own.
    let pretty = PrettyConfig::new().depth_limit(3).new_line("\n").indentor("  ");
    let mut file = ReportData::of(report);
    if let Some(trail) = trail {
        file.origin = Some(OriginData::of(&trail.origin));
        file.steps = history::steps(&trail.steps, report);
        let versions = trail.steps.iter().flat_map(|step| &step.back).map(version_of);
        file.version = versions.chain([file.version]).max().unwrap_or(VERSION);
    }
    match options().to_string_pretty(&file, pretty) {
        Ok(body) => format!("{HEADER}{}{body}\n", kind.word()),
        Err(error) => unreachable!("{error}: strings, numbers and lists are always written"),
    }
}

pub(super) fn read(text: &str) -> Result<(FileKind, Report, Trail), ParseFault> {
    let Some((word, at)) = first_word(text, &WORDS) else {
        return Err(ParseFault {
            line: Some(1),
            problem: "报告文件的开头不对，应当是 Report( 或 Draft(，编码是 UTF-8".into(),
            remedy: problem::DAMAGED,
        });
    };
    let known = WITHOUT_MARKS..=VERSION;
    let body = ron_file::body(text, (word, at));
    let mut file = ron_file::read(text, &body, &known, |file: &ReportData<'_>| file.version)?;
    let (origin, steps) = (file.origin.take(), std::mem::take(&mut file.steps));
    let report = file.report(text)?;
    let trail = history::trail(origin, steps, &report);
    Ok((of_word(word), report, trail))
}

impl<'t> ReportData<'t> {
    fn of(report: &'t Report) -> Self {
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
            version: lowest_version(report),
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
            carried: report.carried.iter().map(CarriedData::of).collect(),
            comments: report.comments.iter().map(CommentData::of).collect(),
            last: last.map(|last| LastData {
                year: last.year,
                edition: last.figures.edition().id.clone(),
            }),
            last_figures: last.map(|last| typed(&last.figures)).unwrap_or_default(),
            last_sections: last
                .map(|last| last.sections.iter().map(|text| Paragraphs::of(text)).collect())
                .unwrap_or_default(),
            published: report.published.as_deref().map(PublishedData::of),
            log: SaveLogData::of(&report.log),
            origin: None,
            steps: Vec::new(),
        }
    }

    /// The report, or what cannot be and its line in `text`.
    fn report(self, text: &str) -> Result<Report, ParseFault> {
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
        let carried = self.carried.into_iter().map(CarriedData::mark).collect::<Option<Vec<_>>>();
        report.carried = carried.filter(|marks| report.carried_fit(marks)).ok_or_else(|| {
            let problem = "carried 所标的地方在文字里没有".to_owned();
            impossible(text, &["\n  carried:", "carried"], problem)
        })?;
        report.comments = comments::comments(text, self.comments, &report)?;
        let published = self.published.map(|published| published.published(text));
        report.published = published.transpose()?;
        report.log = self.log.map(SaveLogData::log).unwrap_or_default();
        Ok(report)
    }
}

/// The lowest version that holds a report.
fn lowest_version(report: &Report) -> u32 {
    if !report.comments.is_empty() || report.published.is_some() || !report.log.is_empty() {
        VERSION
    } else if report.carried.is_empty() {
        WITHOUT_MARKS
    } else {
        WITH_MARKS
    }
}

/// The lowest version that knows an edit.
fn version_of(edit: &Edit) -> u32 {
    match edit {
        Edit::Comments(_) | Edit::Published(_) => VERSION,
        Edit::Marked(_, marks) if !marks.places.is_empty() => VERSION,
        Edit::Carried(_) | Edit::Marked(..) => WITH_MARKS,
        _ => WITHOUT_MARKS,
    }
}

/// Fields of one line hold one.
fn one_line(text: &str, report: &Report) -> Result<(), ParseFault> {
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

fn year(text: &str, key: &str, year: Option<u16>) -> Result<(), ParseFault> {
    match year {
        Some(year) if !YEARS.contains(&year) => {
            let key = format!("{key}: {year}");
            Err(impossible(text, &[&key], format!("年度不会是 {year}")))
        }
        _ => Ok(()),
    }
}

fn edition(text: &str, key: &str, id: &str) -> Result<Arc<Edition>, ParseFault> {
    edition::by_id(id).ok_or_else(|| ParseFault {
        line: line_of(text, &[&format!("{key}: \"")]),
        problem: format!("程序没有“{id}”这一版的表格"),
        remedy: "请用新版的 nianbao 打开；文件没有改动。",
    })
}

fn last_year(
    text: &str,
    last: &LastData,
    figures: &Tables<'_>,
    sections: &[Paragraphs],
) -> Result<LastYear, ParseFault> {
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
    fn of(imported: &ImportRecord) -> Self {
        let ImportRecord { source, unplaced, cleaned, joined_title, other_heads } =
            imported.clone();
        Self { source, unplaced, cleaned, joined_title, other_heads }
    }

    fn imported(self) -> ImportRecord {
        let Self { source, unplaced, cleaned, joined_title, other_heads } = self;
        ImportRecord { source, unplaced, cleaned, joined_title, other_heads }
    }
}
