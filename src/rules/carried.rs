//! R07, R08, R09: what this year's figures owe to last year's.
//!
//! What follows from what is the form's to say (its carry-forward rules). A figure that is blank
//! on either side is not judged.

use super::balance;
use super::context::{Context, known};
use super::{Found, Point, Rule};
use crate::edition::{Carry, Table};
use crate::finding::{Fix, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, LastYear, Value};

/// R07: 上年结转 is what last year's report carried over to this year.
pub static CARRIED_IN: Rule = Rule {
    code: "R07",
    severity: Severity::Warning,
    title: "上年结转等于上年报告的结转下年度继续办理，每一列",
    basis: "表三的两行说的是同一批申请；不一致的应当写明原因",
    point: Point::LastYear,
    safe: false,
    check: carried_in,
};

/// R08: what is in force is what was in force last year, more what was made and less what was
/// repealed.
pub static IN_FORCE: Rule = Rule {
    code: "R08",
    severity: Severity::Warning,
    title: "现行有效＝上年现行有效＋本年制发－本年废止",
    basis: "表二三项件数的关系；不一致的应当写明原因",
    point: Point::LastYear,
    safe: false,
    check: in_force,
};

/// R09: a figure that follows from last year's is possible.
pub static POSSIBLE: Rule = Rule {
    code: "R09",
    severity: Severity::Warning,
    title: "废止不多于上年现行有效与本年制发之和，制发不多于现行有效",
    basis: "表二三项件数的关系",
    point: Point::LastYear,
    safe: false,
    check: possible,
};

/// What a carry-forward rule of the form comes to.
struct Carried<'a> {
    carry: &'a Carry,
    table: usize,
    form: &'a Table,
    /// Last year's figure, where there is one.
    last: Option<i64>,
}

fn all<'a>(context: &Context<'a>) -> Vec<Carried<'a>> {
    let last = context.last();
    let tables = context.report.edition().tables.iter().enumerate();
    let carried = tables.flat_map(|(table, form)| {
        form.carries.iter().filter(|carry| form.cells[carry.to].sum_of.is_none()).map(
            move |carry| {
                let from = CellId { table, index: carry.from };
                let last = last.and_then(|last| of_last_year(context, last, from));
                Carried { carry, table, form, last }
            },
        )
    });
    carried.collect()
}

/// Last year's figure in this year's cell, whichever edition last year's report used.
pub(super) fn of_last_year(context: &Context<'_>, last: &LastYear, id: CellId) -> Option<i64> {
    let edition = last.figures.edition();
    let here = &context.report.figures;
    // A total has no counterpart of its own: it is what its cells come to.
    let leaves = here.cell(id)?.sum_of.clone().unwrap_or_else(|| vec![id.index]);
    let of_leaf = |index: usize| {
        let there = here.counterpart(CellId { table: id.table, index }, edition)?;
        known(&last.figures, there)
    };
    leaves.into_iter().map(of_leaf).sum()
}

fn carried_in(context: &Context<'_>, found: &mut Found) {
    for Carried { carry, table, form, last } in all(context) {
        let to = CellId { table, index: carry.to };
        let (Some(last), Some(now)) = (last, known(&context.report.figures, to)) else { continue };
        if !carry.plus.is_empty() || !carry.minus.is_empty() || last == now {
            continue;
        }
        let from = form.row_of(carry.from).path.last().map_or("", String::as_str);
        let message = format!(
            "这里填的是 {now}，上年报告“{from}”同一列是 {last}，应当相同。请核对；确有原因的，写明原因。"
        );
        // Where the column would not balance with it, another figure is wrong as well.
        let offset = carry.to - form.row_of(carry.to).cells.start;
        let column = balance::columns(context.report)
            .into_iter()
            .find(|c| c.cell.table == table && c.cell.index == form.rows[0].cells.start + offset);
        let balanced = column.is_some_and(|column| column.difference() + last - now == 0);
        let fix = balanced.then(|| Fix {
            label: format!("改为 {last}"),
            edits: vec![Edit::Value(to, Value::Count(last))],
        });
        found.add(Place::Cell(to), message, fix);
    }
}

/// The figures of a rule with 制发 and 废止: what is now, made, repealed.
fn stock(context: &Context<'_>, carried: &Carried<'_>) -> Option<(i64, i64, i64)> {
    let Carried { carry, table, .. } = *carried;
    let number = |index: usize| known(&context.report.figures, CellId { table, index });
    let sum = |cells: &[usize]| cells.iter().map(|index| number(*index)).sum::<Option<i64>>();
    if carry.plus.is_empty() || carry.minus.is_empty() {
        return None;
    }
    Some((number(carry.to)?, sum(&carry.plus)?, sum(&carry.minus)?))
}

fn in_force(context: &Context<'_>, found: &mut Found) {
    for carried in all(context) {
        let (Some(last), Some((now, made, repealed))) = (carried.last, stock(context, &carried))
        else {
            continue;
        };
        let due = last + made - repealed;
        if due != now {
            let message = format!(
                "上年现行有效 {last}＋本年制发 {made}－本年废止 {repealed}＝{due}，这里填的是 {now}。请核对；确有原因的，写明原因。"
            );
            let place = Place::Cell(CellId { table: carried.table, index: carried.carry.to });
            found.add(place, message, None);
        }
    }
}

fn possible(context: &Context<'_>, found: &mut Found) {
    for carried in all(context) {
        let Some((now, made, repealed)) = stock(context, &carried) else { continue };
        let cell = |index: usize| Place::Cell(CellId { table: carried.table, index });
        if made > now {
            let message = format!(
                "本年制发 {made} 件，多于现行有效 {now} 件。当年制发又废止的才会这样，请核对这一行。"
            );
            found.add(cell(carried.carry.plus[0]), message, None);
        }
        if let Some(last) = carried.last.filter(|last| repealed > last + made) {
            let message = format!(
                "本年废止 {repealed} 件，多于上年现行有效 {last}＋本年制发 {made}＝{}。请核对。",
                last + made
            );
            found.add(cell(carried.carry.minus[0]), message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{figures, found, put, report};

    /// Last year's figures and this year's in, findings out.
    fn rule(code: &str, last: &str, now: &str, expected: &[&str]) {
        let mut before = report("2021");
        put(&mut before, last);
        let mut report = report("2021");
        put(&mut report, now);
        let mut last = before.as_last_year();
        last.year = Some(2020);
        report.last = Some(last);
        let found = found(&report, code);
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found} lacks {expected}");
        }
        report.last.as_mut().unwrap().year = Some(2019);
        assert!(super::super::tests::found(&report, code).len() <= usize::from(code == "R09"));
    }

    #[test]
    fn carried_in() {
        let rule = |last: &str, now: &str, expected: &[&str]| rule("R07", last, now, expected);
        let two = "applications.carried_out.natural=2 applications.carried_out.other=1";
        rule(two, "applications.carried_in.natural=2 applications.carried_in.other=1", &[]);
        rule(
            two,
            "applications.carried_in.natural=1",
            &[
                "表三“二、上年结转政府信息公开申请数量”自然人：这里填的是 1，上年报告“四、结转下年度继续办理”同一列是 2",
                "其他：这里填的是 0",
            ],
        );
        rule(two, "applications.carried_in.natural= applications.carried_in.other=1", &[]);
        rule("applications.carried_out.natural=/", "applications.carried_in.natural=1", &[]);
    }

    #[test]
    fn in_force() {
        let rule = |last: &str, now: &str, expected: &[&str]| rule("R08", last, now, expected);
        let five = "disclosure.normative_documents.in_force=5";
        rule(
            five,
            "disclosure.normative_documents.made=3 disclosure.normative_documents.repealed=1 disclosure.normative_documents.in_force=8",
            &["上年现行有效 5＋本年制发 3－本年废止 1＝7，这里填的是 8"],
        );
        rule(five, five, &[]);
        rule(five, "disclosure.normative_documents.in_force=", &[]);
    }

    #[test]
    fn possible() {
        let made = "disclosure.normative_documents.made=3";
        figures("2021", "R09", made, &["本年制发件数：本年制发 3 件，多于现行有效 0 件"]);
        figures(
            "2021",
            "R09",
            "disclosure.normative_documents.made=3 disclosure.normative_documents.in_force=",
            &[],
        );
        rule(
            "R09",
            "disclosure.normative_documents.in_force=2",
            "disclosure.normative_documents.repealed=3",
            &["本年废止 3 件，多于上年现行有效 2＋本年制发 0＝2"],
        );
    }
}
