//! Where a draft comes from, and how its last steps are taken back, as written in its file.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::carried::CarriedData;
use super::comments::{CommentData, CommentPlaceData, PublishedData};
use super::tables::{FigureData, Tables, cell, fill, printed, typed};
use super::{ImportedData, Paragraphs, WaiverData};
use crate::edition::{self, Edition};
use crate::file::contents::{Origin, Trail};
use crate::report::place::{CellId, Field};
use crate::report::{CarriedFigure, Edit, Figures, LastYear, Report, Step, TextMarks, Value};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::file) struct OriginData {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The state of the report file, as sixteen hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    minute: u64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    parted: bool,
}

impl OriginData {
    pub(in crate::file) fn of(origin: &Origin) -> Self {
        // A name that is no Unicode cannot be written down: the draft is then one without a file.
        let file = origin.file.as_ref().and_then(|path| path.to_str()).map(ToOwned::to_owned);
        let state = origin.state.map(|state| format!("{state:016x}"));
        Self { file, state, minute: origin.minute, parted: origin.parted }
    }

    pub(in crate::file) fn origin(self) -> Origin {
        Origin {
            file: self.file.map(PathBuf::from),
            state: self.state.and_then(|state| u64::from_str_radix(&state, 16).ok()),
            minute: self.minute,
            parted: self.parted,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepData<'t> {
    label: String,
    minute: u64,
    #[serde(borrow)]
    back: Vec<EditData<'t>>,
}

/// An edit. Cells are named by table, row and column, fields as [`name`] does.
#[derive(Serialize, Deserialize)]
enum EditData<'t> {
    Text(String, String),
    Splice(String, usize, usize, String),
    Year(Option<u16>),
    Value(String, String, String, FigureData),
    Printed(String, String, String, Option<FigureData>),
    Figures {
        edition: String,
        #[serde(borrow)]
        typed: Tables<'t>,
        #[serde(borrow)]
        printed: Tables<'t>,
    },
    #[serde(borrow)]
    Last(Option<LastEditData<'t>>),
    Waivers(Vec<WaiverData>),
    Imported(Option<ImportedData>),
    Carried(Vec<CarriedData>),
    Marked(#[serde(borrow)] Box<EditData<'t>>, Vec<CarriedData>),
    Comments(Vec<CommentData>),
    Published(#[serde(borrow)] Option<PublishedData<'t>>),
    /// As [`Self::Marked`], with what each comment is about.
    Placed(#[serde(borrow)] Box<EditData<'t>>, Vec<CarriedData>, Vec<CommentPlaceData>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LastEditData<'t> {
    year: Option<u16>,
    edition: String,
    #[serde(borrow)]
    figures: Tables<'t>,
    sections: Vec<Paragraphs>,
}

/// What a field is called in a file.
pub(super) fn name(field: Field) -> String {
    match field {
        Field::Agency => "agency".into(),
        Field::Title => "title".into(),
        Field::LeadIn => "lead_in".into(),
        Field::Heading(n) => format!("heading_{n}"),
        Field::Before(n) => format!("before_{n}"),
        Field::After(n) => format!("after_{n}"),
        Field::SignatureName => "signature_name".into(),
        Field::SignatureDate => "signature_date".into(),
    }
}

/// The field that is called so in a file.
pub(super) fn field(named: &str) -> Option<Field> {
    let fields = std::iter::once(Field::Agency).chain(Report::printed_fields());
    fields.into_iter().find(|field| name(*field) == named)
}

impl<'t> StepData<'t> {
    /// A step of a report, the later ones of which have been taken back: `edition` is the form that
    /// it is about, and becomes that of the step before it.
    pub(super) fn of(step: &'t Step, edition: &mut Arc<Edition>) -> Self {
        let back = step.back.iter().map(|edit| EditData::of(edit, edition)).collect();
        Self { label: step.label.clone(), minute: step.minute, back }
    }

    fn step(self, edition: &mut Arc<Edition>) -> Option<Step> {
        let back = self.back.into_iter().map(|edit| edit.edit(edition));
        Some(Step { label: self.label, minute: self.minute, back: back.collect::<Option<_>>()? })
    }
}

impl<'t> EditData<'t> {
    fn of(edit: &'t Edit, edition: &mut Arc<Edition>) -> Self {
        let names = |id: &CellId, edition: &Edition| {
            let form = &edition.tables[id.table];
            let row = form.row_of(id.index).id.clone();
            (form.id.clone(), row, form.column_of(id.index).id.clone())
        };
        match edit {
            Edit::Text(field, text) => Self::Text(name(*field), text.clone()),
            Edit::Splice(field, range, text) => {
                Self::Splice(name(*field), range.start, range.end, text.clone())
            }
            Edit::Year(year) => Self::Year(*year),
            Edit::Value(id, value) => {
                let (table, row, column) = names(id, edition);
                Self::Value(table, row, column, FigureData::of(value))
            }
            Edit::Printed(id, value) => {
                let (table, row, column) = names(id, edition);
                Self::Printed(table, row, column, value.as_ref().map(FigureData::of))
            }
            Edit::Figures(figures) => {
                edition.clone_from(figures.edition());
                Self::Figures {
                    edition: figures.edition().id.clone(),
                    typed: typed(figures),
                    printed: printed(figures),
                }
            }
            Edit::Last(last) => Self::Last(last.as_ref().map(|last| LastEditData {
                year: last.year,
                edition: last.figures.edition().id.clone(),
                figures: typed(&last.figures),
                sections: last.sections.iter().map(|text| Paragraphs::of(text)).collect(),
            })),
            Edit::Waivers(waivers) => Self::Waivers(waivers.iter().map(WaiverData::of).collect()),
            Edit::Imported(imported) => Self::Imported(imported.as_deref().map(ImportedData::of)),
            Edit::Carried(marks) => Self::Carried(marks.iter().map(CarriedData::of).collect()),
            Edit::Comments(comments) => {
                Self::Comments(comments.iter().map(CommentData::of).collect())
            }
            Edit::Published(published) => {
                Self::Published(published.as_deref().map(PublishedData::of))
            }
            Edit::Marked(edit, marks) => {
                let carried = marks.carried.iter().map(CarriedData::of).collect();
                let edit = Box::new(Self::of(edit, edition));
                if marks.places.is_empty() {
                    Self::Marked(edit, carried)
                } else {
                    let places = marks.places.iter().map(CommentPlaceData::of).collect();
                    Self::Placed(edit, carried, places)
                }
            }
        }
    }

    fn edit(self, edition: &mut Arc<Edition>) -> Option<Edit> {
        Some(match self {
            Self::Text(named, text) => Edit::Text(field(&named)?, text),
            Self::Splice(named, start, end, text) => Edit::Splice(field(&named)?, start..end, text),
            Self::Year(year) => Edit::Year(year),
            Self::Value(table, row, column, figure) => {
                let id = cell(edition, &table, &row, &column)?;
                Edit::Value(id, value(edition, id, &figure)?)
            }
            Self::Printed(table, row, column, figure) => {
                let id = cell(edition, &table, &row, &column)?;
                let value = match figure {
                    Some(figure) => Some(value(edition, id, &figure)?),
                    None => None,
                };
                Edit::Printed(id, value)
            }
            Self::Figures { edition: id, typed, printed } => {
                *edition = edition::by_id(&id)?;
                Edit::Figures(Box::new(figures(edition, &typed, &printed)?))
            }
            Self::Last(None) => Edit::Last(None),
            Self::Last(Some(last)) => {
                let form = edition::by_id(&last.edition)?;
                let sections: Vec<_> = last.sections.iter().map(Paragraphs::text).collect();
                Edit::Last(Some(Box::new(LastYear {
                    year: last.year,
                    figures: figures(&form, &last.figures, &Tables::default())?,
                    sections: sections.try_into().ok()?,
                })))
            }
            Self::Waivers(waivers) => {
                Edit::Waivers(waivers.into_iter().map(WaiverData::waiver).collect())
            }
            Self::Imported(imported) => {
                Edit::Imported(imported.map(|imported| Box::new(imported.imported())))
            }
            Self::Carried(marks) => Edit::Carried(all(marks)?),
            Self::Marked(edit, marks) => {
                let marks = TextMarks { carried: all(marks)?, places: Vec::new() };
                Edit::Marked(Box::new(edit.edit(edition)?), Box::new(marks))
            }
            Self::Placed(edit, carried, places) => {
                let places = places.into_iter().map(CommentPlaceData::place);
                let places = places.collect::<Option<_>>()?;
                let marks = TextMarks { carried: all(carried)?, places };
                Edit::Marked(Box::new(edit.edit(edition)?), Box::new(marks))
            }
            Self::Comments(comments) => {
                let comments = comments.into_iter().map(CommentData::comment);
                Edit::Comments(comments.collect::<Option<_>>()?)
            }
            Self::Published(published) => {
                let published = published.map(|published| published.published("")).transpose();
                Edit::Published(published.ok()?)
            }
        })
    }
}

fn all(marks: Vec<CarriedData>) -> Option<Vec<CarriedFigure>> {
    marks.into_iter().map(CarriedData::mark).collect()
}

fn value(edition: &Edition, id: CellId, figure: &FigureData) -> Option<Value> {
    figure.value(edition.tables[id.table].cells[id.index].kind).ok()
}

fn figures(edition: &Arc<Edition>, typed: &Tables<'_>, printed: &Tables<'_>) -> Option<Figures> {
    let mut report = Report::blank(Arc::clone(edition), "", 0);
    fill("", "", typed, &mut report, Edit::Value).ok()?;
    fill("", "", printed, &mut report, |id, value| Edit::Printed(id, Some(value))).ok()?;
    Some(report.figures)
}

/// The trail of a draft that holds `report`. A step that cannot be made any more ends it: of the
/// history only what leads back without a gap is of use.
pub(super) fn trail(
    origin: Option<OriginData>,
    steps: Vec<StepData<'_>>,
    report: &Report,
) -> Trail {
    let mut edition = Arc::clone(report.edition());
    let mut back = report.clone();
    let mut last: Vec<Arc<Step>> = Vec::new();
    for step in steps.into_iter().rev() {
        let Some(step) = step.step(&mut edition) else { break };
        if step.back.iter().any(|edit| back.apply(edit.clone()).is_err()) {
            break;
        }
        last.push(Arc::new(step));
    }
    last.reverse();
    Trail { origin: origin.map(OriginData::origin).unwrap_or_default(), steps: last }
}

/// The steps as they are written, the oldest first.
pub(super) fn steps<'t>(steps: &'t [Arc<Step>], report: &Report) -> Vec<StepData<'t>> {
    let mut edition = Arc::clone(report.edition());
    let mut data: Vec<_> = steps.iter().rev().map(|s| StepData::of(s, &mut edition)).collect();
    data.reverse();
    data
}
