//! What the sums are held against: the county's own published report, and the scope of the year before.

use super::{ReceivedFigures, RollUp, RollUpProblem, Submission, UnitResult};
use crate::report::place::CellId;
use crate::report::{Amount, Report};

/// Cells that differ are named one by one up to so many.
const NAMED: usize = 20;
/// Units that may be missing are named up to so many.
const UNITS: usize = 6;

/// What a roll-up is held against, where it is known.
#[derive(Clone, Debug, Default)]
pub struct RollUpContext {
    /// Which units last year's sums were about; empty where nobody said.
    pub last_scope: String,
    /// The county's own published report.
    pub published: Option<PublishedFigures>,
}

/// The figures of the county's own published report.
#[derive(Clone, Debug)]
pub struct PublishedFigures {
    /// The file, as it is called.
    pub file: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The id of its edition.
    pub edition: String,
    /// Its figures, totals computed.
    pub figures: ReceivedFigures,
}

impl PublishedFigures {
    /// What of a report the sums are held against.
    #[must_use]
    pub fn of(file: &str, report: &Report) -> Self {
        let figure = |id| Some((id, Amount::of(&report.figures.shown(id))?));
        Self {
            file: file.to_owned(),
            year: report.year,
            edition: report.edition().id.clone(),
            figures: report.figures.cells().filter_map(figure).collect(),
        }
    }
}

/// A figure of the published report that is not the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedDifference {
    /// Where it stands, in the edition of the roll-up.
    pub cell: CellId,
    /// What was published; blank is 0.
    pub published: Amount,
    /// What the units' figures add up to; blank is 0.
    pub sum: Amount,
}

impl PublishedDifference {
    /// The published figure less the sum.
    fn over(&self) -> Amount {
        self.published.since(self.sum)
    }
}

/// That the scope is not last year's, where both are known.
pub(super) fn scope_problem(context: &RollUpContext, scope: &str) -> Option<RollUpProblem> {
    let (last, now) = (context.last_scope.trim(), scope.trim());
    (!last.is_empty() && !now.is_empty() && last != now).then(|| {
        problem("scope", format!("汇总范围今年是“{now}”，上年是“{last}”，合计与上年不能直接比较。"))
    })
}

fn problem(code: &str, message: String) -> RollUpProblem {
    RollUpProblem { unit: String::new(), code: code.to_owned(), message }
}

/// Where the county's own published report differs from the sums, and what is to be said of it: which
/// figures, and which units may be the reason.
pub(super) fn published(
    context: &RollUpContext,
    result: &RollUp,
    submissions: &[Submission],
) -> (Vec<PublishedDifference>, Vec<RollUpProblem>) {
    let Some(own) = &context.published else { return Default::default() };
    let file = &own.file;
    if own.year != Some(result.year) {
        let year = own.year.map_or_else(|| "没有写年度".into(), |year| format!("是 {year} 年的"));
        let told = format!("已公布的报告“{file}”{year}，没有和汇总对照。请另选。");
        return (Vec::new(), vec![problem("published", told)]);
    }
    if own.edition != result.edition.id {
        let told = format!("已公布的报告“{file}”用的不是这一年的表格，没有和汇总对照。");
        return (Vec::new(), vec![problem("published", told)]);
    }
    let difference = |sum: &super::SumCell| {
        let published = own.figures.get(sum.cell).unwrap_or_default();
        let sum_of = sum.total.unwrap_or_default();
        let cell = sum.cell;
        (published != sum_of).then_some(PublishedDifference { cell, published, sum: sum_of })
    };
    let all: Vec<PublishedDifference> = result.sums.iter().filter_map(difference).collect();
    let is_typed = |d: &&PublishedDifference| {
        result.edition.tables[d.cell.table].cells[d.cell.index].sum_of.is_none()
    };
    let typed: Vec<&PublishedDifference> = all.iter().filter(is_typed).collect();
    let mut told: Vec<RollUpProblem> = typed
        .iter()
        .take(NAMED)
        .map(|difference| problem("published", words(result, difference)))
        .collect();
    if typed.len() > NAMED {
        let more = typed.len() - NAMED;
        told.push(problem("published", format!("已公布的报告与汇总另有 {more} 格不同。")));
    }
    told.extend(reason(result, submissions, &typed).map(|told| problem("published", told)));
    (all, told)
}

fn words(result: &RollUp, difference: &PublishedDifference) -> String {
    let form = &result.edition.tables[difference.cell.table];
    let row = form.row_of(difference.cell.index);
    let row = row.short.as_deref().or(row.path.last().map(String::as_str)).unwrap_or_default();
    let column = form.column_words(difference.cell.index);
    let (published, sum) = (difference.published.text(), difference.sum.text());
    let (over, under) = (difference.over(), difference.sum.since(difference.published));
    let by =
        if over > under { format!("多 {}", over.text()) } else { format!("少 {}", under.text()) };
    format!("{}“{row}”{}：已公布的报告是 {published}，汇总是 {sum}，{by}。", form.name, column)
}

/// Which units may be the reason: one whose figures are just what differs, else those that are not summed.
fn reason(
    result: &RollUp,
    submissions: &[Submission],
    typed: &[&PublishedDifference],
) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let figures = |unit: &UnitResult| -> Vec<(CellId, Amount)> {
        let received = unit.received(submissions).flat_map(|received| received.figures.iter());
        let is_typed = |id: CellId| {
            let form = result.edition.tables.get(id.table);
            form.and_then(|form| form.cells.get(id.index)).is_some_and(|c| c.sum_of.is_none())
        };
        received.filter(|(id, amount)| !amount.is_zero() && is_typed(*id)).collect()
    };
    // What the report has more than the sums, or less, is exactly what one unit has.
    let is_just = |unit: &&UnitResult| {
        let of = figures(unit);
        let summed = unit.is_summed();
        let by = |d: &PublishedDifference| {
            if summed { d.sum.since(d.published) } else { d.over() }
        };
        of.len() == typed.len()
            && of.iter().all(|(id, amount)| {
                typed.iter().any(|difference| difference.cell == *id && by(difference) == *amount)
            })
    };
    if let Some(unit) = result.units.iter().find(is_just) {
        let name = &unit.unit.name;
        return Some(if unit.is_summed() {
            format!("已公布的报告比汇总少的，正好是“{name}”的数，可能没有计入它。请核对。")
        } else {
            format!("已公布的报告比汇总多的，正好是“{name}”的数，汇总没有计入它。请核对。")
        });
    }
    let lacking: Vec<&str> = result
        .units
        .iter()
        .filter(|unit| !unit.is_summed() && unit.unit.included)
        .map(|unit| unit.unit.name.as_str())
        .collect();
    let named = lacking.iter().take(UNITS).copied().collect::<Vec<_>>().join("、");
    match lacking.len() {
        0 => None,
        count if count > UNITS => {
            Some(format!("汇总没有计入{named}等 {count} 个单位，差额可能由此而来。请核对。"))
        }
        _ => Some(format!("汇总没有计入{named}，差额可能由此而来。请核对。")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Decisions, Register, RollupSetup, Unit, roll_up};
    use super::*;
    use crate::edition;
    use crate::report::{Edit, Value};

    /// A report whose first figures of table three, of natural persons, are these.
    fn report(agency: &str, figures: [i64; 3]) -> Report {
        let mut report = Report::blank(edition::by_id("2021").unwrap(), agency, 2025);
        for (row, figure) in ["received", "carried_in", "carried_out"].into_iter().zip(figures) {
            let form = &report.edition().tables[1];
            let index = form.cell_at(form.row(row).unwrap(), 0).unwrap();
            report.apply(Edit::Value(CellId { table: 1, index }, Value::Count(figure))).unwrap();
        }
        report
    }

    fn sent(file: &str, report: &Report) -> Submission {
        let received = Some(super::super::Received::of(report, &[], false));
        let (file, content) = (file.to_owned(), file.len() as u64);
        Submission { file, modified: 1, content, received, trouble: String::new() }
    }

    fn told(context: RollUpContext, scope: &str) -> Vec<String> {
        let names = ["柳塘镇", "石桥镇", "青溪镇"];
        let unit = |name: &str| Unit {
            code: name.to_owned(),
            name: name.to_owned(),
            included: true,
            ..Unit::default()
        };
        let submissions = [
            sent("a", &report("柳塘镇人民政府", [5, 1, 2])),
            sent("bb", &report("石桥镇人民政府", [3, 0, 0])),
        ];
        let decisions = Decisions { scope: scope.to_owned(), ..Decisions::default() };
        let register = Some(Register { units: names.map(unit).into() });
        let edition = edition::by_id("2021").unwrap();
        let setup =
            RollupSetup { year: 2025, edition, register, decisions, threshold: 90, context };
        let problems = roll_up(setup, &submissions).problems.into_iter();
        problems.filter(|problem| problem.unit.is_empty()).map(|problem| problem.message).collect()
    }

    fn against(report: &Report) -> RollUpContext {
        let published = Some(PublishedFigures::of("县.docx", report));
        RollUpContext { published, ..RollUpContext::default() }
    }

    #[test]
    fn the_published_report_is_held_against_the_sums() {
        let county = |figures| report("云泽县人民政府", figures);
        let row = |row: &str, words: &str| format!("表三“{row}”自然人：已公布的报告是 {words}。");
        let unknown = "汇总没有计入青溪镇，差额可能由此而来。请核对。".to_owned();
        for (figures, expected) in [
            ([8, 1, 2], vec![]),
            ([9, 1, 2], vec![row("本年新收", "9，汇总是 8，多 1"), unknown]),
            (
                [5, 1, 2],
                vec![
                    row("本年新收", "5，汇总是 8，少 3"),
                    "已公布的报告比汇总少的，正好是“石桥镇”的数，可能没有计入它。请核对。"
                        .to_owned(),
                ],
            ),
        ] {
            assert_eq!(told(against(&county(figures)), ""), expected);
        }
        let mut other = county([8, 1, 2]);
        other.apply(Edit::Year(Some(2024))).unwrap();
        let expected = "已公布的报告“县.docx”是 2024 年的，没有和汇总对照。请另选。";
        assert_eq!(told(against(&other), ""), [expected]);
    }

    #[test]
    fn another_scope_than_last_years_is_told() {
        for (last, now, expected) in [
            ("", "本级", None),
            ("本级", "", None),
            ("本级", "本级", None),
            (
                "本级",
                "本行政区域",
                Some("汇总范围今年是“本行政区域”，上年是“本级”，合计与上年不能直接比较。"),
            ),
        ] {
            let context = RollUpContext { last_scope: last.to_owned(), published: None };
            let told = told(context, now);
            assert_eq!(told.first().map(String::as_str), expected, "{last} {now}");
        }
    }
}
