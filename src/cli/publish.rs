//! `publish`: a report with the state that went out kept whole in it.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::flags::OUT;
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::write_report;
use crate::file::{FileError, FileKind};
use crate::ledger::read_day;
use crate::open::{Opened, open};
use crate::report::Publication;

pub(super) static COMMAND: Spec = Spec {
    name: "publish",
    operands: Operands::One(("文件", "FILE")),
    flags: &[(&DATE, Need::Required), (&ADDRESS, Need::Optional), (&OUT, Need::Required)],
    what: (
        "标记为已公布：记下公布日期，把公布的内容整份留在文件里，以后的改动都同它对照",
        "Mark a report as published: keep the day and the whole of what went out in the file, so that \
         later changes are told from it.",
    ),
    run,
};

static DATE: Flag = Flag {
    long: "date",
    short: None,
    takes: Takes::Line(("日期", "D")),
    what: ("公布日期，如 2026-01-28", "The day it was published, as in 2026-01-28."),
};

static ADDRESS: Flag = Flag {
    long: "address",
    short: None,
    takes: Takes::Line(("网址", "URL")),
    what: ("公布的网址", "The address where it was published."),
};

fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let text = given.text(&DATE).unwrap_or_default();
    let day = read_day(text)
        .ok_or_else(|| Misuse::new(format!("“{text}”不是日期，请写成 2026-01-28 这样")))?;
    let address = given.text(&ADDRESS).unwrap_or_default().trim().to_owned();
    if !Publication::is_address(&address) {
        let problem = format!("“{address}”不是网址，请写成 http://www.xxx.gov.cn/… 这样");
        return Err(Misuse::new(problem));
    }
    let out = given.required_path(&OUT)?;
    let mut outcome = Outcome::default();
    let done = publish(&mut outcome, given.operand()?, day, address, out);
    Ok(Next::end(outcome, done))
}

fn publish(
    outcome: &mut Outcome,
    file: &Path,
    day: Date,
    address: String,
    out: &Path,
) -> Result<(), FileError> {
    let opened = open(file)?;
    let name = file.display();
    if matches!(opened, Opened::File(FileKind::Draft, _)) {
        outcome.fail(1, format!("“{name}”是草稿，不能标记为已公布。请改好存为报告，再来标记。"));
        return Ok(());
    }
    let mut report = opened.into_report();
    // The year it reports on has to be over.
    if report.year.is_some_and(|year| i32::from(day.year()) <= i32::from(year)) {
        let year = report.year.unwrap_or_default();
        outcome.fail(1, format!("没有写出：{day} 在 {year} 年结束之前，不会是公布日期。请核对。"));
        return Ok(());
    }
    let published = report.publish(Publication { date: day.to_string(), address });
    report.published = Some(Arc::new(published));
    write_report(outcome, &report, out, false)?;
    if outcome.code == 0 {
        outcome.line(format!("已标记为 {day} 公布，公布的内容整份留在文件里。"));
    }
    Ok(())
}
