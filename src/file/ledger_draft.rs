//! A ledger that is not in its file yet: the ledger, where it comes from, and how its last steps are
//! taken back.

use std::sync::Arc;

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::disk::OriginData;
use super::ledger::{
    HEADER, HolidayData, LedgerFile, MAX_LEDGER_BYTES, PendingData, RequestData, VERSION, data,
};
use super::ron_file::{self, ParseFault};
use super::{FileError, Trail, as_many_steps_as_fit, problem, text_of};
use crate::ledger::{Ledger, LedgerEdit};
use crate::report::Step;

const WORD: &str = "LedgerDraft";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LedgerDraftFile {
    version: u32,
    origin: OriginData,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    steps: Vec<LedgerStepData>,
    ledger: LedgerFile,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LedgerStepData {
    label: String,
    minute: u64,
    back: Vec<LedgerEditData>,
}

#[derive(Serialize, Deserialize)]
enum LedgerEditData {
    Rows(usize, usize, Vec<RequestData>),
    Agency(String),
    Pending(PendingData),
    Holidays(Vec<HolidayData>),
}

impl LedgerEditData {
    fn of(edit: &LedgerEdit) -> Self {
        match edit {
            LedgerEdit::Rows { at, gone, rows } => {
                Self::Rows(*at, *gone, rows.iter().map(|row| RequestData::of(row)).collect())
            }
            LedgerEdit::Agency(text) => Self::Agency(text.clone()),
            LedgerEdit::Pending(choice) => Self::Pending(PendingData::of(*choice)),
            LedgerEdit::Holidays(years) => {
                Self::Holidays(years.iter().map(HolidayData::of).collect())
            }
        }
    }

    fn edit(self, text: &str) -> Result<LedgerEdit, ParseFault> {
        Ok(match self {
            Self::Rows(at, gone, rows) => {
                let rows = rows.into_iter().map(|data| Arc::new(data.request())).collect();
                LedgerEdit::Rows { at, gone, rows }
            }
            Self::Agency(text) => LedgerEdit::Agency(text),
            Self::Pending(choice) => LedgerEdit::Pending(choice.choice()),
            Self::Holidays(years) => {
                let years = years.into_iter().map(|year| year.year(text));
                LedgerEdit::Holidays(years.collect::<Result<_, _>>()?)
            }
        })
    }
}

/// The text of a ledger's draft, with as many of its steps as a file may be large.
#[must_use]
pub fn ledger_draft_text(ledger: &Ledger, trail: &Trail<LedgerEdit>) -> String {
    as_many_steps_as_fit(trail.clone(), MAX_LEDGER_BYTES, |trail| write(ledger, trail))
}

fn write(ledger: &Ledger, trail: &Trail<LedgerEdit>) -> String {
    let steps = trail.steps.iter().map(|step| LedgerStepData {
        label: step.label.clone(),
        minute: step.minute,
        back: step.back.iter().map(LedgerEditData::of).collect(),
    });
    let file = LedgerDraftFile {
        version: VERSION,
        origin: OriginData::of(&trail.origin),
        steps: steps.collect(),
        ledger: data(ledger),
    };
    let pretty = PrettyConfig::new().depth_limit(3).new_line("\n").indentor("  ");
    match ron_file::options().to_string_pretty(&file, pretty) {
        Ok(body) => format!("{HEADER}{WORD}{body}\n"),
        Err(error) => unreachable!("{error}: strings, numbers and lists are always written"),
    }
}

/// Reads a ledger's draft. A step that cannot be made any more ends its history: only what leads
/// back without a gap is of use.
///
/// # Errors
/// As [`super::parse_ledger`]; `None` where the bytes do not say that they are one.
#[must_use]
pub fn parse_ledger_draft(
    name: &str,
    bytes: &[u8],
) -> Option<Result<(Ledger, Trail<LedgerEdit>), FileError>> {
    let text = match text_of(name, bytes, "台账草稿已损坏，有不是 UTF-8 的字节") {
        Ok(text) => text,
        Err(error) => return Some(Err(error)),
    };
    let word = ron_file::first_word(text, &[WORD])?;
    let version = |file: &LedgerDraftFile| file.version;
    let read = ron_file::read(text, &ron_file::body(text, word), &(VERSION..=VERSION), version)
        .map_err(|fault| ParseFault { problem: problem::without_quotes(fault.problem), ..fault })
        .and_then(|file| ledger_and_trail(file, text));
    Some(read.map_err(|fault| FileError {
        file: name.into(),
        line: fault.line,
        problem: fault.problem,
        remedy: fault.remedy.into(),
    }))
}

fn ledger_and_trail(
    file: LedgerDraftFile,
    text: &str,
) -> Result<(Ledger, Trail<LedgerEdit>), ParseFault> {
    let ledger = file.ledger.ledger(text)?;
    let mut back = ledger.clone();
    let mut steps = Vec::new();
    'steps: for step in file.steps.into_iter().rev() {
        let edits = step.back.into_iter().map(|edit| edit.edit(text));
        let edits = edits.collect::<Result<Vec<_>, _>>()?;
        for edit in &edits {
            if back.apply(edit.clone()).is_none() {
                break 'steps;
            }
        }
        steps.push(Arc::new(Step { label: step.label, minute: step.minute, back: edits }));
    }
    steps.reverse();
    Ok((ledger, Trail { origin: file.origin.origin(), steps }))
}
