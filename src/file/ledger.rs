//! Version 1 of the ledger's file on disk: one request a line, so that two versions
//! compare line by line.
//!
//! A ledger holds personal data; no message made here quotes anything of the file.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::ron_file::{self, ParseFault};
use super::{FileError, problem, text_of};
use crate::ledger::{HolidayYear, Ledger, PendingCases, Request, RequestField, read_day};

pub(super) const VERSION: u32 = 1;
const WORD: &str = "Ledger";

/// The largest ledger that is read: 100,000 requests of 600 bytes.
pub const MAX_LEDGER_BYTES: u64 = 64 * 1024 * 1024;

pub(super) const HEADER: &str = "// 年报（nianbao）的依申请公开台账，文字格式，含个人信息，不要公开；请用 nianbao 打开和修改。\n";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LedgerFile {
    version: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    agency: String,
    #[serde(default, skip_serializing_if = "PendingData::is_default")]
    pending: PendingData,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holidays: Vec<HolidayData>,
    requests: Vec<RequestData>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PendingData {
    #[default]
    YearBrought,
    EveryYear,
}

impl PendingData {
    pub(super) fn of(choice: PendingCases) -> Self {
        match choice {
            PendingCases::YearBrought => Self::YearBrought,
            PendingCases::EveryYear => Self::EveryYear,
        }
    }

    pub(super) fn choice(self) -> PendingCases {
        match self {
            Self::YearBrought => PendingCases::YearBrought,
            Self::EveryYear => PendingCases::EveryYear,
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidayData {
    year: i16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notice: String,
    off: Vec<String>,
    make_up: Vec<String>,
}

/// A request, every field as it is written; blank ones are left out.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RequestData {
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    received: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    channel: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    applicant: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    content: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    correction_asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    correction_answered: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    third_party_asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    third_party_answered: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    others_asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    others_answered: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    extended: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    outcome: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    replied: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    fee_billed: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    fee_amount: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    fee_paid: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    fee_received: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    proceedings: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
}

impl RequestData {
    fn field(&mut self, field: RequestField) -> &mut String {
        match field {
            RequestField::Number => &mut self.number,
            RequestField::Received => &mut self.received,
            RequestField::Channel => &mut self.channel,
            RequestField::Applicant => &mut self.applicant,
            RequestField::Kind => &mut self.kind,
            RequestField::Content => &mut self.content,
            RequestField::CorrectionAsked => &mut self.correction_asked,
            RequestField::CorrectionAnswered => &mut self.correction_answered,
            RequestField::ThirdPartyAsked => &mut self.third_party_asked,
            RequestField::ThirdPartyAnswered => &mut self.third_party_answered,
            RequestField::OthersAsked => &mut self.others_asked,
            RequestField::OthersAnswered => &mut self.others_answered,
            RequestField::Extended => &mut self.extended,
            RequestField::Outcome => &mut self.outcome,
            RequestField::Replied => &mut self.replied,
            RequestField::FeeBilled => &mut self.fee_billed,
            RequestField::FeeAmount => &mut self.fee_amount,
            RequestField::FeePaid => &mut self.fee_paid,
            RequestField::FeeReceived => &mut self.fee_received,
            RequestField::Proceedings => &mut self.proceedings,
            RequestField::Remark => &mut self.remark,
        }
    }

    pub(super) fn of(request: &Request) -> Self {
        let mut data = Self::default();
        for field in RequestField::ALL {
            *data.field(field) = request.words(field);
        }
        data
    }

    pub(super) fn request(mut self) -> Request {
        let mut request = Request::default();
        for field in RequestField::ALL {
            let text = std::mem::take(self.field(field));
            if !text.is_empty() {
                request.set(field, &text);
            }
        }
        request
    }
}

impl HolidayData {
    pub(super) fn of(year: &HolidayYear) -> Self {
        let words = |days: &[Date]| days.iter().map(ToString::to_string).collect();
        Self {
            year: year.year,
            notice: year.notice.clone(),
            off: words(&year.off),
            make_up: words(&year.make_up),
        }
    }

    pub(super) fn year(self, text: &str) -> Result<HolidayYear, ParseFault> {
        let days = |days: &[String]| -> Option<Vec<Date>> {
            days.iter().map(|day| read_day(day)).collect()
        };
        let (Some(off), Some(make_up)) = (days(&self.off), days(&self.make_up)) else {
            let problem = "节假日里有不是日期的文字".to_owned();
            return Err(ron_file::impossible(text, &["holidays"], problem));
        };
        Ok(HolidayYear { year: self.year, notice: self.notice, off, make_up })
    }
}

/// Whether bytes say that they are a ledger: known by content, not by extension.
#[must_use]
pub fn is_ledger_file(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    ron_file::first_word(&String::from_utf8_lossy(head), &[WORD]).is_some()
}

/// The text of a ledger's file.
#[must_use]
pub fn ledger_text(ledger: &Ledger) -> String {
    let pretty = PrettyConfig::new().depth_limit(2).new_line("\n").indentor("  ");
    match ron_file::options().to_string_pretty(&data(ledger), pretty) {
        Ok(body) => format!("{HEADER}{WORD}{body}\n"),
        Err(error) => unreachable!("{error}: strings, numbers and lists are always written"),
    }
}

/// The text of a ledger's file where it may be written: a file that is larger than
/// [`MAX_LEDGER_BYTES`] would not be read again.
///
/// # Errors
/// Where it is larger; nothing was written then.
pub fn checked_ledger_text(path: &Path, ledger: &Ledger) -> Result<String, FileError> {
    let text = ledger_text(ledger);
    if text.len() as u64 <= MAX_LEDGER_BYTES {
        return Ok(text);
    }
    Err(FileError {
        file: path.display().to_string(),
        line: None,
        problem: "没有写成，内容超过 64 MB，写成文件后就打不开了。原有文件没有改动".into(),
        remedy: "请删去误粘贴的大段文字，或者把往年的申请另存成一份台账。".into(),
    })
}

pub(super) fn data(ledger: &Ledger) -> LedgerFile {
    LedgerFile {
        version: VERSION,
        agency: ledger.agency.clone(),
        pending: PendingData::of(ledger.pending),
        holidays: ledger.holidays.iter().map(HolidayData::of).collect(),
        requests: ledger.requests.iter().map(|request| RequestData::of(request)).collect(),
    }
}

/// Reads a ledger's file.
///
/// # Errors
/// File, line and remedy: not UTF-8, no ledger, a newer version, unknown or doubled fields, wrong
/// types. Nothing of the file is quoted.
pub fn parse_ledger(name: &str, bytes: &[u8]) -> Result<Ledger, FileError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let problem = "是 Excel 工作簿或者压缩文件，不是台账文件";
        let remedy = "Excel 的台账请先导入（nianbao ledger import），存为台账文件再用。";
        return Err(FileError::new(Path::new(name), problem, remedy));
    }
    let text = text_of(name, bytes, "台账文件已损坏，有不是 UTF-8 的字节")?;
    read(text).map_err(|fault| {
        FileError::new(Path::new(name), fault.problem, fault.remedy).at(fault.line)
    })
}

fn read(text: &str) -> Result<Ledger, ParseFault> {
    let Some(word) = ron_file::first_word(text, &[WORD]) else {
        return Err(ParseFault {
            line: Some(1),
            problem: "这不是台账文件，开头应当是 Ledger(，编码是 UTF-8".into(),
            remedy: "请核对是不是选错了文件；Excel 或 csv 的台账请用 nianbao ledger import 导入。",
        });
    };
    let file: LedgerFile = ron_file::read(
        text,
        &ron_file::body(text, word),
        &(VERSION..=VERSION),
        |file: &LedgerFile| file.version,
    )
    .map_err(|fault| ParseFault { problem: problem::without_quotes(fault.problem), ..fault })?;
    file.ledger(text)
}

impl LedgerFile {
    pub(super) fn ledger(self, text: &str) -> Result<Ledger, ParseFault> {
        let holidays = self.holidays.into_iter().map(|year| year.year(text));
        Ok(Ledger {
            agency: self.agency,
            pending: self.pending.choice(),
            holidays: holidays.collect::<Result<_, _>>()?,
            requests: self.requests.into_iter().map(|data| Arc::new(data.request())).collect(),
        })
    }
}

#[cfg(test)]
mod tests;
