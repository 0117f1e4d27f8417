//! `ledger`: what the ledger of requests gives for a year, what is open and overdue on a day, and
//! how a report differs from it. No name and no content of a request is ever printed.

use std::path::Path;

use jiff::civil::Date;

use super::flags::{GIVEN_YEAR, OUT};
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::{not_the_source, write_report};
use super::{ledger_text, ledger_view};
use crate::file::{self, FileError};
use crate::ledger::{
    Deadline, Ledger, LedgerDifference, LedgerForm, LedgerProblem, RequestState, Standing, Tally,
    WorkCalendar, problems, read_day,
};
use crate::open::open;
use crate::report::{Report, Value};

pub(super) static COMMAND: Spec = Spec {
    name: "ledger",
    operands: Operands::One(("台账", "LEDGER")),
    flags: &[
        (&GIVEN_YEAR, Need::Required),
        (&TODAY, Need::Optional),
        (&FORMAT, Need::Optional),
        (&AGAINST, Need::Optional),
        (&FILL, Need::Optional),
        (&OUT, Need::Optional),
    ],
    what: (
        "按台账数出一年的表三、表四，列出待办、超期和有问题的申请；\
         可与报告对照，或者填入报告的表三、表四，另存",
        "Count tables three and four of a year from a ledger of requests, list what is open, \
         overdue or wrong, compare a report with it, or fill its tables and write it.",
    ),
    run,
};

static TODAY: Flag = Flag {
    long: "today",
    short: None,
    takes: Takes::Line(("日期", "DAY")),
    what: ("按哪一天看，如 2025-12-16；不写的为今天", "The day it is looked at, by default today."),
};

static FORMAT: Flag = Flag {
    long: "format",
    short: None,
    takes: Takes::Choice(&["text", "json"]),
    what: ("列出结果的格式", "How results are listed."),
};

static AGAINST: Flag = Flag {
    long: "against",
    short: None,
    takes: Takes::Path(("报告", "REPORT")),
    what: (
        "与这份报告对照，有不一致的返回 1",
        "Compare with this report; exit 1 where they differ.",
    ),
};

static FILL: Flag = Flag {
    long: "fill",
    short: None,
    takes: Takes::Path(("报告", "REPORT")),
    what: (
        "把台账的数填入这份报告的表三、表四，另存到 -o",
        "Put the ledger's figures into this report and write it to -o.",
    ),
};

/// What a ledger comes to for a year, as it is known on a day.
pub(super) struct LedgerResult {
    pub ledger: Ledger,
    pub tally: Tally,
    pub today: Date,
    /// The open requests by due date, then in the order of the ledger; those whose period is suspended
    /// last.
    pub open: Vec<OpenRequest>,
    pub problems: Vec<LedgerProblem>,
    pub differences: Vec<LedgerDifference>,
    /// What must be said beside the figures: years whose days off nobody knows, a report of last
    /// year that no longer agrees.
    pub notes: Vec<String>,
}

/// A request that waits for its reply, or counts as if it did.
pub(super) struct OpenRequest {
    /// The request's index in the ledger.
    pub request: usize,
    pub received: Date,
    /// `None` where it was replied to, and only its outcome is to be mended.
    pub deadline: Option<Deadline>,
}

impl OpenRequest {
    pub fn due(&self) -> Option<Date> {
        self.deadline.and_then(|deadline| deadline.due)
    }

    pub fn is_overdue(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline.state == RequestState::Overdue)
    }
}

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let year = given.year(&GIVEN_YEAR).ok_or_else(|| super::spec::missing(&GIVEN_YEAR))?;
    let today = match given.text(&TODAY) {
        None => session.today,
        Some(text) => read_day(text)
            .ok_or_else(|| Misuse::new(format!("“{text}”不是日期，请写成 2025-12-16 这样")))?,
    };
    if given.has(&FILL) != given.has(&OUT) {
        return Err(Misuse::new("--fill 和 -o 要一起写：填入哪份报告，另存到哪里"));
    }
    let mut outcome = Outcome::default();
    let done = command(&mut outcome, given, year, today);
    Ok(Next::end(outcome, done))
}

fn command(outcome: &mut Outcome, given: &Given, year: u16, today: Date) -> Result<(), FileError> {
    let ledger = read(given.operands.first().map_or(Path::new(""), |path| path))?;
    let compared = given.path(&AGAINST).or(given.path(&FILL));
    let report = compared.map(|path| of_year(path, year)).transpose()?;
    let counted = count(ledger, year, today, report.as_ref());
    match given.text(&FORMAT) {
        Some("json") => outcome.out.push_str(&ledger_view::json(&counted)),
        _ => ledger_text::list(outcome, &counted, report.as_ref()),
    }
    if given.has(&AGAINST) && !counted.differences.is_empty() {
        outcome.code = outcome.code.max(1);
    }
    let (Some(fill), Some(out)) = (given.path(&FILL), given.path(&OUT)) else { return Ok(()) };
    not_the_source(fill, out)?;
    // Against another report than the one that is filled, its own differences are not its.
    let mut report = of_year(fill, year)?;
    let form = form_of(&report, year);
    fill_in(&mut report, &counted.ledger.tally_in(form, signed(year)));
    let mut written = Outcome::default();
    let done = write_report(&mut written, &report, out, false);
    if given.text(&FORMAT) == Some("json") {
        // Standard output is the JSON alone.
        written.out.clear();
    }
    outcome.add(&written);
    done
}

/// Reads a ledger.
///
/// # Errors
/// File, line and remedy, where it cannot be read or is none.
pub(super) fn read(path: &Path) -> Result<Ledger, FileError> {
    file::parse_ledger(&path.display().to_string(), &file::read_ledger(path)?)
}

/// A report that must be of the year.
fn of_year(path: &Path, year: u16) -> Result<Report, FileError> {
    let report = open(path)?.into_report();
    let problem = match report.year {
        Some(other) if other != year => format!("报告是 {other} 年的，不是 {year} 年的"),
        _ => return Ok(report),
    };
    Err(FileError::new(path, problem, "请核对 --year 写的年度，或者换一份报告。"))
}

/// The form in which a report is counted: its own edition's, where that has such tables.
fn form_of(report: &Report, year: u16) -> &'static LedgerForm {
    LedgerForm::of(report.edition()).unwrap_or_else(|| LedgerForm::for_year(signed(year)))
}

/// A year as days have it; years of the command line are far from both ends.
fn signed(year: u16) -> i16 {
    i16::try_from(year).unwrap_or(i16::MAX)
}

fn count(ledger: Ledger, year: u16, today: Date, report: Option<&Report>) -> LedgerResult {
    let calendar = ledger.calendar();
    let form =
        report.map_or_else(|| LedgerForm::for_year(signed(year)), |report| form_of(report, year));
    let tally = ledger.tally_in(form, signed(year));
    let differences = report.map(|report| tally.differences(&report.figures)).unwrap_or_default();
    let mut open: Vec<OpenRequest> = ledger
        .requests
        .iter()
        .enumerate()
        .filter_map(|(request, row)| {
            let deadline = match Standing::of(row, &calendar, today) {
                Standing::Open(deadline) => Some(deadline),
                // The reply has stopped the clock; what is not counted as closed is open.
                Standing::NoOutcome => None,
                _ => return None,
            };
            Some(OpenRequest { request, received: row.received.day()?, deadline })
        })
        .collect();
    open.sort_by_key(|open| (open.due().is_none(), open.due(), open.request));
    let problems = problems(&ledger, &calendar, today);
    let mut notes = unknown_years(&open, &calendar, today);
    notes.extend(report.and_then(|report| changed_last_year(&ledger, report)));
    LedgerResult { ledger, tally, today, open, problems, differences, notes }
}

/// A note that days off are not known for a year in which a period runs; `None` where they are.
fn unknown_years(open: &[OpenRequest], calendar: &WorkCalendar, today: Date) -> Vec<String> {
    let days = open.iter().filter_map(OpenRequest::due).filter(|due| *due >= today);
    let mut years: Vec<i16> = days.map(Date::year).filter(|year| !calendar.knows(*year)).collect();
    years.sort_unstable();
    years.dedup();
    let note = |year: &i16| {
        format!("没有 {year} 年的放假调休安排，这一年的期限只除去周末，请在通知发布后核对。")
    };
    years.iter().map(note).collect()
}

/// That the report's last year no longer agrees with the ledger: a row of that year was added or
/// changed since.
fn changed_last_year(ledger: &Ledger, report: &Report) -> Option<String> {
    let last = report.last.as_ref()?;
    let year = last.year?;
    let form = LedgerForm::of(last.figures.edition())?;
    let differing = ledger.tally_in(form, signed(year)).differences(&last.figures).len();
    (differing > 0).then(|| {
        format!(
            "{year} 年的报告与台账现在的 {year} 年数字有 {differing} 格不同：那一年的登记可能在报告公布后有补登或者改动，上年结转随之不同，请核对。"
        )
    })
}

fn fill_in(report: &mut Report, tally: &Tally) {
    for edit in tally.edits(&report.figures) {
        // Every cell is the form's own and every figure a count, so that each edit is possible.
        let _applied = report.apply(edit);
    }
}

/// How a request's state is called.
pub(super) fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Running => "办理中",
        RequestState::Extended => "已延期",
        RequestState::ThirdParty => "征求意见中（不计时）",
        RequestState::Correction => "待补正（不计时）",
        RequestState::Fee => "待缴费（不计时）",
        RequestState::Overdue => "超期",
    }
}

/// A figure of a report as it is shown beside the ledger's.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Blank => "空白".into(),
        other => other.text(),
    }
}
