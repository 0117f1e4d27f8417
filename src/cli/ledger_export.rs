//! `ledger export`: a ledger → a table that one works on.

use std::path::Path;

use jiff::civil::Date;

use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::not_the_source;
use crate::export;
use crate::file::{self, FileError, write_atomic};
use crate::ledger::sheet::ExportedNames;

pub(super) static COMMAND: Spec = Spec {
    name: "ledger export",
    operands: Operands::One(("台账", "LEDGER")),
    flags: &[(&XLSX, Need::Required), (&HIDE_NAMES, Need::Optional)],
    what: (
        "把台账导出为 Excel 工作簿，附按公式计数的表三；文件名以 .csv 结尾的，导出为 csv",
        "Write a ledger as a workbook, with table three by formulas; as csv where the name ends so.",
    ),
    run,
};

static XLSX: Flag = Flag {
    long: "xlsx",
    short: None,
    takes: Takes::Path(("输出.xlsx", "OUT.xlsx")),
    what: ("输出的工作簿", "The workbook to write."),
};

static HIDE_NAMES: Flag = Flag {
    long: "hide-names",
    short: None,
    takes: Takes::Nothing,
    what: (
        "隐去申请人，连同电话、证件号码、住址、邮箱一类；申请内容和备注里的其他姓名、住址要自己看一遍",
        "Hide the applicants, with what says how they are reached; look at other names yourself.",
    ),
};

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let (source, out) = (given.operand()?, given.required_path(&XLSX)?);
    let names = if given.has(&HIDE_NAMES) { ExportedNames::Hidden } else { ExportedNames::Shown };
    let mut outcome = Outcome::default();
    let done = export(&mut outcome, source, out, names, session.today);
    Ok(Next::end(outcome, done))
}

fn export(
    outcome: &mut Outcome,
    source: &Path,
    out: &Path,
    names: ExportedNames,
    today: Date,
) -> Result<(), FileError> {
    let ledger = super::ledger::read(source)?;
    not_the_source(source, out)?;
    file::not_ours(out)?;
    let bytes = export::ledger::table(out, &ledger, names, today)?;
    write_atomic(out, &bytes)?;
    let hidden = if names == ExportedNames::Hidden {
        "，申请人和电话、证件号码、邮箱已隐去；申请内容和备注里的其他姓名、住址认不出来，公开前请看一遍"
    } else {
        "，含个人信息"
    };
    outcome.line(format!("已导出 {} 件：{}{hidden}", ledger.requests.len(), out.display()));
    Ok(())
}
