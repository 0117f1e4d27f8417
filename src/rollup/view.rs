//! A roll-up for scripts and for people.

use serde::Serialize;

use super::{Amount, RollUp, SumCell, UnitResult, UnitState};
use crate::edition::Kind;
use crate::export::json::pretty;
use crate::zh;

/// A sum tells the units that it comes from up to so many of them.
const UNITS: usize = 200;

#[derive(Serialize)]
struct RollUpView<'a> {
    year: u16,
    units: Vec<UnitView<'a>>,
    missing: Vec<&'a str>,
    unmatched: &'a [String],
    duplicates: Vec<DuplicateView<'a>>,
    alike: Vec<AlikeView<'a>>,
    sums: Vec<SumTableView<'a>>,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct UnitView<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'a str,
    state: &'a str,
    file: Option<&'a str>,
    included: bool,
    findings: CountsView,
    decision: Option<&'a str>,
}

#[derive(Serialize)]
struct CountsView {
    #[serde(rename = "B")]
    blocks: usize,
    #[serde(rename = "E")]
    errors: usize,
    #[serde(rename = "W")]
    warnings: usize,
    #[serde(rename = "I")]
    infos: usize,
}

#[derive(Serialize)]
struct DuplicateView<'a> {
    name: &'a str,
    files: &'a [String],
}

#[derive(Serialize)]
struct AlikeView<'a> {
    a: &'a str,
    b: &'a str,
    section: u8,
    percent: u8,
}

#[derive(Serialize)]
struct SumTableView<'a> {
    section: u8,
    cells: Vec<SumView<'a>>,
}

#[derive(Serialize)]
struct SumView<'a> {
    row: &'a [String],
    column: &'a [String],
    value: Figure,
    units: Units<'a>,
}

/// A count as a number, money as a string, a blank as null.
#[derive(Serialize)]
#[serde(untagged)]
enum Figure {
    Count(i64),
    Written(String),
    Blank(()),
}

/// The units of a sum with their figures, or how many there are.
#[derive(Serialize)]
#[serde(untagged)]
enum Units<'a> {
    Each(Vec<(&'a str, Figure)>),
    Number(usize),
}

#[derive(Serialize)]
struct ProblemView<'a> {
    unit: &'a str,
    code: &'a str,
    message: &'a str,
}

/// The roll-up as JSON; the shape is a contract.
#[must_use]
pub fn json(result: &RollUp) -> String {
    let code = |index: usize| result.units.get(index).map_or("", |unit| unit.unit.code.as_str());
    let tables = result.edition.tables.iter().enumerate().map(|(table, form)| SumTableView {
        section: form.section,
        cells: result
            .sums
            .iter()
            .filter(|sum| sum.cell.table == table)
            .map(|sum| SumView {
                row: &form.row_of(sum.cell.index).path,
                column: &form.column_of(sum.cell.index).path,
                value: figure(result, sum, sum.total),
                units: if sum.of.len() > UNITS {
                    Units::Number(sum.of.len())
                } else {
                    let each = sum.of.iter();
                    let each = each
                        .map(|(unit, amount)| (code(*unit), figure(result, sum, Some(*amount))));
                    Units::Each(each.collect())
                },
            })
            .collect(),
    });
    pretty(&RollUpView {
        year: result.year,
        units: result.units.iter().map(unit).collect(),
        missing: missing(result),
        unmatched: &result.unmatched,
        duplicates: result
            .duplicates
            .iter()
            .map(|duplicate| DuplicateView { name: &duplicate.name, files: &duplicate.files })
            .collect(),
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
        problems: result
            .problems
            .iter()
            .map(|p| ProblemView { unit: &p.unit, code: &p.code, message: &p.message })
            .collect(),
    })
}

fn figure(result: &RollUp, sum: &SumCell, amount: Option<Amount>) -> Figure {
    let kind = result.edition.tables[sum.cell.table].cells[sum.cell.index].kind;
    match amount {
        None => Figure::Blank(()),
        Some(amount) => match (kind, amount.count()) {
            (Kind::Count | Kind::SignedCount, Some(count)) => Figure::Count(count),
            _ => Figure::Written(amount.text()),
        },
    }
}

fn unit(result: &UnitResult) -> UnitView<'_> {
    let found = result.findings;
    UnitView {
        code: &result.unit.code,
        name: &result.unit.name,
        kind: &result.unit.kind,
        state: result.state.code(),
        file: result.file.as_deref(),
        included: result.counts(),
        findings: CountsView {
            blocks: found.blocks,
            errors: found.errors,
            warnings: found.warnings,
            infos: found.infos,
        },
        decision: result.decision.as_ref().map(|decision| decision.kind.code()),
    }
}

fn missing(result: &RollUp) -> Vec<&str> {
    let is_missing = |unit: &&UnitResult| unit.state == UnitState::Missing;
    result.units.iter().filter(is_missing).map(|unit| unit.unit.name.as_str()).collect()
}

/// The roll-up in lines of text.
#[must_use]
pub fn lines(result: &RollUp) -> Vec<String> {
    let mut lines = Vec::new();
    let name = |index: usize| result.units.get(index).map_or("", |unit| unit.unit.name.as_str());
    for unit in &result.units {
        let decision = unit.decision.as_ref().map(|d| format!("，{}", d.kind.word()));
        let file = unit.file.as_ref().map(|file| format!("：{file}"));
        lines.push(format!(
            "{} {} {}{}{}",
            unit.unit.code,
            unit.unit.name,
            unit.state.word(),
            decision.unwrap_or_default(),
            file.unwrap_or_default()
        ));
    }
    for duplicate in &result.duplicates {
        lines.push(format!("{}重复报送：{}。", duplicate.name, duplicate.files.join("、")));
    }
    if !result.unmatched.is_empty() {
        lines.push(format!("没有归到单位的文件：{}。", result.unmatched.join("、")));
    }
    for pair in &result.alike {
        let (a, b) = (name(pair.a), name(pair.b));
        let section = zh::numeral(pair.section.into());
        lines.push(format!("{a}和{b}的第{section}部分有 {}% 相同。", pair.percent));
    }
    for problem in &result.problems {
        lines.push(format!("{} {}：{}", problem.unit, problem.code, problem.message));
    }
    let summed = result.units.iter().filter(|unit| unit.is_summed()).count();
    lines.push(format!("{} 年，{}，已汇总 {summed} 个单位。", result.year, result.edition.name));
    lines.extend(result.lacking());
    lines
}
