//! `new`: a blank report, or one that starts from last year's.

use std::fmt;

use super::flags::{AGENCY, DRAFT, OUT, YEAR};
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::{not_the_source, write_report};
use crate::edition;
use crate::file::FileError;
use crate::open::{Opened, open};
use crate::report::{Report, YEARS};

pub(super) static COMMAND: Spec = Spec {
    name: "new",
    operands: Operands::None,
    flags: &[
        (&FROM, Need::Optional),
        (&AGENCY, Need::Optional),
        (&YEAR, Need::Optional),
        (&OUT, Need::Required),
        (&DRAFT, Need::Optional),
    ],
    what: (
        "新建报告；给出上年报告的，以它为底稿，年度为它的下一年",
        "Begin a report; with last year's report, from that, for the year after it.",
    ),
    run,
};

static FROM: Flag = Flag {
    long: "from",
    short: None,
    takes: Takes::Path(("上年报告", "LAST")),
    what: ("作底稿的上年报告", "Last year's report, to start from."),
};

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let out = given.required_path(&OUT)?;
    let mut outcome = Outcome::default();
    let from = given.path(&FROM);
    let last = match from.map(open).transpose() {
        Ok(last) => last.map(Opened::into_report),
        Err(error) => return Ok(Next::end(outcome, Err(error))),
    };
    let year = chosen_year(given.year(&YEAR), last.as_ref(), session.this_year);
    let report = match year.and_then(|year| report(last.as_ref(), given.text(&AGENCY), year)) {
        Ok(report) => report,
        Err(problem) => return Ok(Next::Print(Outcome::failed(2, problem.to_string()))),
    };
    let done = (|| -> Result<(), FileError> {
        if let Some(from) = from {
            not_the_source(from, out)?;
        }
        let written = write_report(&mut outcome, &report, out, given.has(&DRAFT));
        if last.as_ref().is_some_and(Report::is_corrected) {
            outcome.line("所沿用的上年报告公布后有更正，已按更正后的内容带入。");
        }
        for line in report.left_behind() {
            outcome.line(format!("没有带入：{line}"));
        }
        written
    })();
    Ok(Next::end(outcome, done))
}

/// Why there is no form for a new report, or no blank form of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoForm {
    /// Last year's report is of a year after which none can be named.
    LastYear(u16),
    /// Last year's report does not name its year.
    UnknownLastYear,
    /// No edition serves the year.
    Year(u16),
    /// The edition has no table of that name.
    Table {
        name: String,
        /// The names of those that it has, in order.
        known: String,
    },
}

impl fmt::Display for NoForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LastYear(year) => {
                write!(f, "上年报告是 {year} 年的，请用 --year 写明新报告的年度。")
            }
            Self::UnknownLastYear => {
                f.write_str("看不出上年报告是哪一年的，请用 --year 写明新报告的年度。")
            }
            Self::Year(year) => write!(f, "程序没有 {year} 年的表格，请核对 --year 写的年度。"),
            Self::Table { name, known } => {
                write!(f, "没有“{name}”这张表，--table 后面可写 {known}。")
            }
        }
    }
}

/// The year asked for, else that after last year's report, else the one just ended.
fn chosen_year(asked: Option<u16>, last: Option<&Report>, this_year: u16) -> Result<u16, NoForm> {
    match (asked, last) {
        (Some(year), _) => Ok(year),
        (None, None) => Ok(this_year.saturating_sub(1)),
        (None, Some(last)) => match last.year {
            Some(year) if YEARS.contains(&year.saturating_add(1)) => Ok(year + 1),
            Some(year) => Err(NoForm::LastYear(year)),
            None => Err(NoForm::UnknownLastYear),
        },
    }
}

/// The new report: blank, or from last year's.
fn report(last: Option<&Report>, agency: Option<&str>, year: u16) -> Result<Report, NoForm> {
    let edition = edition::for_year(year).ok_or(NoForm::Year(year))?;
    let agency = agency.or(last.map(|last| last.agency.as_str())).unwrap_or_default();
    Ok(match last {
        Some(last) => last.template(edition, agency, year),
        None => Report::blank(edition, agency, year),
    })
}
