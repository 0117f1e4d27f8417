//! A roll-up for scripts and for people.

use serde::Serialize;

use super::{Duplicate, FindingCounts, RollUp, RollUpProblem, SumCell, UnitResult, UnitState};
use crate::edition::Kind;
use crate::export::json::{TableView, ValueView, pretty};
use crate::report::Amount;
use crate::zh;

/// The most units of a sum that are listed with it; of more only their number is given.
const UNITS: usize = 200;

#[derive(Serialize)]
struct RollUpView<'a> {
    year: u16,
    units: Vec<UnitView<'a>>,
    missing: Vec<&'a str>,
    unmatched: &'a [String],
    duplicates: &'a [Duplicate],
    alike: Vec<AlikeView<'a>>,
    sums: Vec<TableView<'a, SumView<'a>>>,
    problems: &'a [RollUpProblem],
}

#[derive(Serialize)]
struct UnitView<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'a str,
    state: &'a str,
    file: Option<&'a str>,
    included: bool,
    findings: FindingCounts,
    decision: Option<&'a str>,
}

#[derive(Serialize)]
struct AlikeView<'a> {
    a: &'a str,
    b: &'a str,
    section: u8,
    percent: u8,
}

#[derive(Serialize)]
struct SumView<'a> {
    value: ValueView,
    units: Units<'a>,
}

/// The units of a sum with their figures, or how many there are.
#[derive(Serialize)]
#[serde(untagged)]
enum Units<'a> {
    Each(Vec<(&'a str, ValueView)>),
    Number(usize),
}

/// The roll-up as JSON; the shape is a contract.
#[must_use]
pub fn json(result: &RollUp) -> String {
    let code = |index: usize| result.units.get(index).map_or("", |unit| unit.unit.code.as_str());
    let units = |sum: &SumCell| {
        if sum.of.len() > UNITS {
            return Units::Number(sum.of.len());
        }
        let each = sum.of.iter();
        let each = each.map(|(unit, amount)| (code(unit), figure(result, sum, Some(amount))));
        Units::Each(each.collect())
    };
    let tables = result.edition.tables.iter().enumerate().map(|(table, form)| {
        let sums = result.sums.iter().filter(|sum| sum.cell.table == table);
        let view = |sum| SumView { value: figure(result, sum, sum.total), units: units(sum) };
        TableView::new(form, sums.map(|sum| (sum.cell.index, view(sum))))
    });
    pretty(&RollUpView {
        year: result.year,
        units: result.units.iter().map(unit).collect(),
        missing: missing(result),
        unmatched: &result.unmatched,
        duplicates: &result.duplicates,
        alike: result
            .alike
            .iter()
            .map(|pair| AlikeView {
                a: code(pair.a),
                b: code(pair.b),
                section: pair.section,
                percent: pair.percent,
            })
            .collect(),
        sums: tables.collect(),
        problems: &result.problems,
    })
}

fn figure(result: &RollUp, sum: &SumCell, amount: Option<Amount>) -> ValueView {
    let kind = result.edition.tables[sum.cell.table].cells[sum.cell.index].kind;
    match amount {
        None => ValueView::Blank(()),
        Some(amount) => match (kind, amount.count()) {
            (Kind::Count | Kind::SignedCount, Some(count)) => ValueView::Count(count),
            _ => ValueView::Written(amount.text()),
        },
    }
}

fn unit(result: &UnitResult) -> UnitView<'_> {
    UnitView {
        code: &result.unit.code,
        name: &result.unit.name,
        kind: &result.unit.kind,
        state: result.state.code(),
        file: result.file.as_deref(),
        included: result.counts(),
        findings: result.findings,
        decision: result.decision.as_ref().map(|decision| decision.kind.code()),
    }
}

fn missing(result: &RollUp) -> Vec<&str> {
    let is_missing = |unit: &&UnitResult| unit.state == UnitState::Missing;
    result.units.iter().filter(is_missing).map(|unit| unit.unit.name.as_str()).collect()
}

/// The roll-up in lines of text, one after the other: of 100,000 units they are not kept.
pub fn lines(result: &RollUp) -> impl Iterator<Item = String> + '_ {
    let name = |index: usize| result.units.get(index).map_or("", |unit| unit.unit.name.as_str());
    let of_unit = |unit: &UnitResult| {
        let decision = unit.decision.as_ref().map(|d| format!("，{}", d.kind.word()));
        let file = unit.file.as_ref().map(|file| format!("：{file}"));
        format!(
            "{} {} {}{}{}",
            unit.unit.code,
            unit.unit.name,
            unit.state.word(),
            decision.unwrap_or_default(),
            file.unwrap_or_default()
        )
    };
    let of_duplicate = |duplicate: &Duplicate| {
        format!("{}重复报送：{}。", duplicate.name, duplicate.files.join("、"))
    };
    let unmatched = (!result.unmatched.is_empty())
        .then(|| format!("没有归到单位的文件：{}。", result.unmatched.join("、")));
    let alike = result.alike.iter().map(move |pair| {
        let (a, b) = (name(pair.a), name(pair.b));
        let section = zh::numeral(pair.section.into());
        format!("{a}和{b}的第{section}部分有 {}% 相同。", pair.percent)
    });
    let of_problem =
        |problem: &RollUpProblem| format!("{} {}：{}", problem.unit, problem.code, problem.message);
    let summed = result.units.iter().filter(|unit| unit.is_summed()).count();
    let last = format!("{} 年，{}，已汇总 {summed} 个单位。", result.year, result.edition.name);
    let units = result.units.iter().map(of_unit);
    units
        .chain(result.duplicates.iter().map(of_duplicate))
        .chain(unmatched)
        .chain(alike)
        .chain(result.problems.iter().map(of_problem))
        .chain([last])
        .chain(result.lacking())
}
