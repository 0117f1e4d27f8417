//! `ledger import`: an office's own table → a ledger.

use std::collections::BTreeMap;
use std::path::Path;

use super::flags::OUT;
use super::outcome::{Next, Outcome, Session};
use super::spec::{Given, Misuse, Need, Operands, Spec};
use super::write::{not_the_source, write_ledger};
use crate::file::{self, FileError};
use crate::ledger::{Ledger, Request, RequestField};
use crate::open;

pub(super) static COMMAND: Spec = Spec {
    name: "ledger import",
    operands: Operands::One(("台账的 .xlsx 或 .csv", "TABLE")),
    flags: &[(&OUT, Need::Required)],
    what: (
        "读入 Excel 或 csv 的台账，存为台账文件；表头按名称认，每一行都读入，看不懂的逐行列出",
        "Read a table of requests (xlsx or csv) into a ledger; every row comes in, and those that \
         must be mended are listed.",
    ),
    run,
};

fn run(given: &Given, _session: &mut Session<'_>) -> Result<Next, Misuse> {
    let (source, out) = (given.operand()?, given.required_path(&OUT)?);
    let mut outcome = Outcome::default();
    let done = import(&mut outcome, source, out);
    Ok(Next::end(outcome, done))
}

fn import(outcome: &mut Outcome, source: &Path, out: &Path) -> Result<(), FileError> {
    not_the_source(source, out)?;
    let name = source.display().to_string();
    let bytes = file::read_ledger(source)?;
    let read = open::ledger_table(&name, &bytes)?;
    outcome.line(format!("读入“{name}”：{} 件。", read.ledger.requests.len()));
    for note in &read.notes {
        outcome.line(format!("  {note}"));
    }
    if !read.rows.is_empty() {
        outcome.line(format!("  {} 行要核对，都已读入：", read.rows.len()));
    }
    for row in &read.rows {
        let sheet = if row.sheet.is_empty() {
            String::new()
        } else {
            format!("工作表“{}”", row.sheet)
        };
        let number =
            if row.number.is_empty() { String::new() } else { format!("（{}）", row.number) };
        outcome.line(format!("    {sheet}第 {} 行{number}：{}", row.line, row.reasons.join("；")));
    }
    if let Some(left) = lost(out, &read.ledger) {
        outcome.fail(
            1,
            format!(
                "没有写出“{}”：那里的台账有 {left} 件是来源里没有的，覆盖会丢失。请换一个输出的文件名。",
                out.display()
            ),
        );
        return Ok(());
    }
    write_ledger(outcome, &read.ledger, out)
}

/// The number of requests of the ledger already there that the new one lacks; `None` where it lacks
/// none.
fn lost(out: &Path, new: &Ledger) -> Option<usize> {
    let there = super::ledger::read(out).ok()?;
    let key = |request: &Request| RequestField::ALL.map(|field| request.words(field));
    let mut left: BTreeMap<[String; 21], usize> = BTreeMap::new();
    for request in &new.requests {
        *left.entry(key(request)).or_default() += 1;
    }
    let gone = there.requests.iter().filter(|request| match left.get_mut(&key(request)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    Some(gone.count()).filter(|gone| *gone > 0)
}
