//! R42: a figure that is far from last year's, for a second look: a digit too many or too few.

use super::carried::of_last_year;
use super::context::{Context, known};
use super::{Found, Point, Rule};
use crate::edition::Edition;
use crate::finding::Severity;
use crate::report::LastYear;
use crate::report::place::{CellId, Place};

/// R42: a figure that is far from last year's, for a second look: a digit too many or too few.
pub static RULE: Rule = Rule {
    code: "R42",
    severity: Severity::Info,
    title: "与上年相差很大的数字",
    basis: "防止多写、少写位数",
    point: Point::LastYear,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(last) = context.last() else { return };
    for id in context.report.figures.cells() {
        if context.report.figures.is_total(id) || !asks_the_same(context, last, id) {
            continue;
        }
        let figures = of_last_year(context, last, id).zip(known(&context.report.figures, id));
        let Some((was, is)) = figures else { continue };
        if let Some(jump) = jump(was, is, context) {
            let message =
                format!("上年是 {was}，本年是 {is}，{jump}。请核对是不是多写或少写了位数。");
            found.add(Place::Cell(id), message, None);
        }
    }
}

/// Whether last year's form asks for a cell's figure among the same columns: what 处理决定数量
/// was beside 本年增/减 is not counted as it is alone.
fn asks_the_same(context: &Context<'_>, last: &LastYear, id: CellId) -> bool {
    let (here, there) = (context.report.edition(), last.figures.edition());
    let columns = |edition: &Edition, id: CellId| -> Vec<String> {
        let form = &edition.tables[id.table];
        let columns = &form.band_of(form.cells[id.index].row).columns;
        columns.iter().map(|column| column.id.clone()).collect()
    };
    let other = context.report.figures.counterpart(id, there);
    here == there || other.is_some_and(|other| columns(here, id) == columns(there, other))
}

/// How far a figure is from last year's, in words, where it is far.
fn jump(was: i64, is: i64, context: &Context<'_>) -> Option<String> {
    let (from, times) = (i64::from(context.config.jump_from), i64::from(context.config.jump_times));
    if was < 0 || is < 0 || (is - was).abs() < from {
        None
    } else if was == 0 {
        Some("上年没有".to_owned())
    } else if is >= times * was {
        Some(format!("约为上年的 {} 倍", is / was))
    } else if is == 0 {
        Some("本年没有".to_owned())
    } else {
        (was >= times * is).then(|| format!("约为上年的 {} 分之一", was / is))
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{found, put, report};

    const LICENCES: &str = "disclosure.licences.decisions";

    /// What is reported of a cell, where last year's report has another figure, in an edition.
    fn told(cell: &str, (edition, last): (&str, &str), now: &str) -> Vec<String> {
        let filled = |edition: &str, figure: &str| {
            let mut report = report(edition);
            put(&mut report, &format!("{cell}={figure}"));
            report
        };
        let mut last = filled(edition, last).as_last_year();
        last.year = Some(2020);
        let mut report = filled("2021", now);
        report.last = Some(last);
        found(&report, "R42")
    }

    fn rule(last: &str, now: &str) -> Vec<String> {
        told(LICENCES, ("2021", last), now)
    }

    /// Only table three asks for the same in both editions.
    #[test]
    fn of_another_edition() {
        for (cell, many) in [(LICENCES, 0), ("applications.received.natural", 1)] {
            assert_eq!(told(cell, ("2019", "0"), "46").len(), many, "{cell}");
        }
    }

    #[test]
    fn jumps() {
        for (last, now, told) in [
            ("0", "46", "上年是 0，本年是 46，上年没有"),
            ("7", "46", "约为上年的 6 倍"),
            ("46", "7", "约为上年的 6 分之一"),
            ("46", "0", "本年没有"),
        ] {
            let found = rule(last, now);
            assert!(found.len() == 1 && found[0].contains(told), "{last} {now}: {found:?}");
        }
        for (last, now) in [("0", "9"), ("1", "9"), ("20", "60"), ("", "46"), ("46", "/")] {
            assert!(rule(last, now).is_empty(), "{last} {now}");
        }
    }
}
