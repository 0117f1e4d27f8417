//! `ledger` for people.

use std::collections::BTreeSet;

use super::ledger::{LedgerResult, shown, state};
use super::outcome::Outcome;
use crate::ledger::RequestState;
use crate::report::Report;
use crate::report::place::{CellId, Place};

/// Upper bound on open requests, problems and differences that are written out, each; the rest is
/// counted.
const LISTED: usize = 200;

/// What a ledger comes to, in lines.
pub(super) fn list(outcome: &mut Outcome, counted: &LedgerResult, report: Option<&Report>) {
    let year = counted.tally.year;
    outcome.line(format!(
        "{year} 年，按 {} 的台账，共 {} 件：",
        counted.today,
        counted.ledger.requests.len()
    ));
    figures(outcome, counted);
    let uncounted = counted.tally.uncounted.len();
    if uncounted > 0 {
        outcome.line(format!("  另有 {uncounted} 件没有计入，原因见下面的问题。"));
    }
    outcome.line(format!("  第六部分可写：{}", counted.ledger.fees(year).sentence()));
    open(outcome, counted);
    problems(outcome, counted);
    if let Some(report) = report {
        differences(outcome, counted, report);
    }
    for note in &counted.notes {
        outcome.line(format!("注意：{note}"));
    }
}

/// The rows of tables three and four that have a figure, with their total first.
fn figures(outcome: &mut Outcome, counted: &LedgerResult) {
    let figures = &counted.tally.figures;
    for (table, form) in figures.edition().tables.iter().enumerate() {
        if ![3, 4].contains(&form.section) {
            continue;
        }
        outcome.line(format!("  {}：", form.name));
        for row in &form.rows {
            let parts = row.cells.clone().filter_map(|index| {
                let count = figures.number(CellId { table, index });
                let typed = form.cells[index].sum_of.is_none();
                (count != 0 && typed)
                    .then(|| format!("{} {count}", form.column_of(index).path.join("·")))
            });
            let parts: Vec<String> = parts.collect();
            let total = row.cells.clone().rev().map(|index| CellId { table, index });
            let total = total.take(1).map(|id| figures.number(id)).sum::<i64>();
            let label = row.path.last().map_or("", String::as_str);
            match (form.section, parts.is_empty()) {
                (3, false) => outcome.line(format!("    {label}：{total}（{}）", parts.join("，"))),
                (4, false) => outcome.line(format!("    {}", parts.join("，"))),
                (4, true) => outcome.line("    没有复议、诉讼"),
                _ => {}
            }
        }
    }
}

fn open(outcome: &mut Outcome, counted: &LedgerResult) {
    let overdue = counted.open.iter().filter(|open| open.is_overdue()).count();
    outcome.line(format!("  待办 {} 件，其中超期 {overdue} 件。", counted.open.len()));
    for open in counted.open.iter().take(LISTED) {
        let request = &counted.ledger.requests[open.request];
        let Some(deadline) = open.deadline else {
            outcome.line(format!(
                "    {} {} 收到，已答复，处理结果待改，改好以前按没有办结计算",
                request.name(),
                open.received
            ));
            continue;
        };
        let when = match (deadline.due, deadline.days_left) {
            (Some(due), Some(left)) if deadline.state == RequestState::Overdue => {
                format!(" {} 个工作日，应当在 {due} 以前答复", -left)
            }
            (Some(due), Some(left)) => format!("，{due} 到期，余 {left} 个工作日"),
            _ => String::new(),
        };
        let state = state(deadline.state);
        outcome.line(format!("    {} {} 收到，{state}{when}", request.name(), open.received));
    }
    more(outcome, counted.open.len());
}

fn problems(outcome: &mut Outcome, counted: &LedgerResult) {
    if counted.problems.is_empty() {
        return;
    }
    outcome.line(format!("  台账有 {} 处问题：", counted.problems.len()));
    let mut seen = BTreeSet::new();
    let numbers = counted.ledger.requests.iter().map(|request| request.number.trim());
    let twice: BTreeSet<&str> = numbers.filter(|number| !seen.insert(*number)).collect();
    for problem in counted.problems.iter().take(LISTED) {
        let request = &counted.ledger.requests[problem.request];
        let name = request.name();
        let name = if request.number.trim().is_empty() || twice.contains(request.number.trim()) {
            format!("{name} {}", counted.ledger.place(problem.request))
        } else {
            name.to_owned()
        };
        outcome.line(format!("    {name} {}：{}", problem.field.heading(), problem.message));
    }
    more(outcome, counted.problems.len());
}

fn differences(outcome: &mut Outcome, counted: &LedgerResult, report: &Report) {
    if report.edition() != counted.tally.figures.edition() {
        outcome.line("  报告的格式版本没有这样的表，没有对照。");
        return;
    }
    if counted.differences.is_empty() {
        outcome.line("  报告的表三、表四与台账一致。");
        return;
    }
    outcome.line(format!("  报告与台账有 {} 格不一致：", counted.differences.len()));
    for found in counted.differences.iter().take(LISTED) {
        let place = Place::Cell(found.cell).words(report);
        outcome.line(format!("    {place}：报告 {}，台账 {}", shown(&found.report), found.ledger));
    }
    more(outcome, counted.differences.len());
}

fn more(outcome: &mut Outcome, count: usize) {
    if count > LISTED {
        outcome.line(format!("    …… 另有 {} 处，用 --format json 可看全部。", count - LISTED));
    }
}
