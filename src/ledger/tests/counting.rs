//! What a ledger counts, against another way of counting: the stock at each year's end.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::edition;
use crate::ledger::{
    Entry, Ledger, LedgerForm, PendingCases, Proceeding, ProceedingResult, ProceedingStage,
    Request, RequestField as Field, Tally, WorkCalendar, problems,
};
use crate::report::place::CellId;
use crate::report::{Edit, Report, Value};

const KINDS: [&str; 6] = ["natural", "business", "research", "welfare", "legal", "other"];
const YEARS: std::ops::RangeInclusive<i16> = 2018..=2026;

/// What is true of a request, whatever the ledger makes of it.
#[derive(Clone, Debug)]
struct Truth {
    received: Date,
    kind: usize,
    closed: Option<(Date, usize)>,
    cases: Vec<Proceeding>,
}

fn day() -> impl Strategy<Value = Date> {
    (0..365 * 7).prop_map(|days| date(2019, 1, 1).checked_add(Span::new().days(days)).unwrap())
}

fn case() -> impl Strategy<Value = Proceeding> {
    let stage = proptest::sample::select(ProceedingStage::ALL.to_vec());
    let result = proptest::sample::select(ProceedingResult::ALL.to_vec());
    (stage, day(), 0..700, result).prop_map(|(stage, brought, days, result)| {
        let decided = brought.checked_add(Span::new().days(days)).unwrap();
        let decided = (result != ProceedingResult::Pending).then_some(decided);
        Proceeding { stage, brought: Some(brought), decided, result }
    })
}

fn truth() -> impl Strategy<Value = Truth> {
    let closed = proptest::option::weighted(0.8, (0..500, 0_usize..19));
    let cases = proptest::collection::vec(case(), 0..2);
    (day(), 0_usize..6, closed, cases).prop_map(|(received, kind, closed, cases)| {
        let closed = closed.map(|(days, outcome)| {
            (received.checked_add(Span::new().days(days)).unwrap(), outcome)
        });
        Truth { received, kind, closed, cases }
    })
}

/// The outcomes that both editions have, by row id, in the words of the later one.
fn outcomes() -> Vec<(String, String)> {
    let (earlier, later) = (LedgerForm::for_year(2020), LedgerForm::for_year(2025));
    let of = |form: &LedgerForm| {
        let rows = &form.edition().tables[form.requests].rows;
        let choices = form.outcomes().into_iter().map(ToOwned::to_owned);
        let named = choices.map(|choice| (rows[form.outcome(&choice).unwrap()].id.clone(), choice));
        named.collect::<BTreeMap<_, _>>()
    };
    let earlier = of(earlier);
    of(later).into_iter().filter(|(id, _)| earlier.contains_key(id)).collect()
}

fn ledger(truths: &[Truth], outcomes: &[(String, String)]) -> Ledger {
    let requests = truths.iter().enumerate().map(|(index, truth)| {
        let mut request = Request::default();
        request.set(Field::Number, &format!("{index}"));
        request.set(Field::Received, &truth.received.to_string());
        request.set(Field::Kind, LedgerForm::for_year(2025).kinds()[truth.kind]);
        if let Some((day, outcome)) = truth.closed {
            request.set(Field::Replied, &day.to_string());
            request.set(Field::Outcome, &outcomes[outcome % outcomes.len()].1);
        }
        request.proceedings = Entry::Known(truth.cases.clone());
        request
    });
    Ledger { requests: requests.map(Arc::new).collect(), ..Ledger::default() }
}

/// Figures by table, row id and column id.
type Counts = BTreeMap<(&'static str, String, String), i64>;

/// Table three by its stocks: what is open at a year's end is what was, and what came, without
/// what went.
fn stocks(truths: &[Truth], outcomes: &[(String, String)], year: i16) -> Counts {
    let mut counts = Counts::new();
    for (kind, id) in KINDS.iter().enumerate() {
        let mut put = |row: &str, count: i64| {
            counts.insert(("applications", row.to_owned(), (*id).to_owned()), count);
        };
        let mut open = 0;
        for now in 2018..=year {
            let mine = || truths.iter().filter(move |truth| truth.kind == kind);
            let came = mine().filter(|truth| truth.received.year() == now).count();
            let went = |wanted: Option<usize>| {
                mine()
                    .filter_map(|truth| truth.closed)
                    .filter(|(day, _)| day.year() == now)
                    .filter(|(_, outcome)| wanted.is_none_or(|row| row == outcome % outcomes.len()))
                    .count()
            };
            let next = open + i64::try_from(came).unwrap() - i64::try_from(went(None)).unwrap();
            if now == year {
                put("received", i64::try_from(came).unwrap());
                put("carried_in", open);
                put("carried_out", next);
                for (index, (row, _)) in outcomes.iter().enumerate() {
                    put(row, i64::try_from(went(Some(index))).unwrap());
                }
            }
            open = next;
        }
    }
    counts
}

/// Table four by going through the days of the year.
fn cases(truths: &[Truth], year: i16, pending: PendingCases) -> Counts {
    let mut counts = Counts::new();
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    for case in truths.iter().flat_map(|truth| &truth.cases) {
        let group = match case.stage {
            ProceedingStage::Review => "review",
            ProceedingStage::DirectLawsuit => "direct",
            ProceedingStage::LawsuitAfterReview => "after_review",
        };
        let brought = case.brought.unwrap();
        let end = match case.result {
            ProceedingResult::Upheld => "upheld",
            ProceedingResult::Corrected => "corrected",
            ProceedingResult::Other => "other",
            ProceedingResult::Pending => "pending",
        };
        let decided_now = case.decided.is_some_and(|day| first <= day && day <= last);
        let undecided = brought <= last && case.decided.is_none_or(|day| day > last);
        let told = pending == PendingCases::EveryYear || brought >= first;
        let column = if decided_now {
            end
        } else if undecided && told {
            "pending"
        } else {
            continue;
        };
        *counts.entry(("proceedings", "cases".into(), format!("{group}_{column}"))).or_default() +=
            1;
    }
    counts
}

fn check(tally: &Tally, expected: &Counts) {
    let edition = tally.figures.edition();
    for id in tally.cells() {
        let table = &edition.tables[id.table];
        let (row, column) = (table.row_of(id.index), table.column_of(id.index));
        let name: &'static str = if table.section == 3 { "applications" } else { "proceedings" };
        let key = (name, row.id.clone(), column.id.clone());
        let expected = expected.get(&key).copied().unwrap_or(0);
        assert_eq!(tally.figures.number(id), expected, "{} {key:?}", tally.year);
    }
    // The identity, in every column, totals too.
    let three = edition.table_in(3).unwrap();
    let table = &edition.tables[three];
    let (left, right) = table.balance.as_ref().unwrap();
    for column in 0..7 {
        let sum = |rows: &[usize]| -> i64 {
            let cell = |row: &usize| table.cell_at(*row, column).unwrap();
            rows.iter()
                .map(|row| tally.figures.number(CellId { table: three, index: cell(row) }))
                .sum()
        };
        assert_eq!(sum(left), sum(right), "{} column {column}", tally.year);
    }
}

#[test]
fn random_ledgers_count_as_their_stocks() {
    let ledgers = std::env::var("NIANBAO_LEDGERS").ok().and_then(|n| n.parse().ok());
    let config =
        Config { cases: ledgers.unwrap_or(2000), failure_persistence: None, ..Config::default() };
    let outcomes = outcomes();
    assert!(outcomes.len() >= 19, "{outcomes:?}");
    let truths = proptest::collection::vec(truth(), 0..40);
    let every = proptest::bool::ANY;
    let run = TestRunner::new(config).run(&(truths, every), |(truths, every)| {
        let mut ledger = ledger(&truths, &outcomes);
        ledger.pending = if every { PendingCases::EveryYear } else { PendingCases::YearBrought };
        for year in YEARS {
            let mut expected = stocks(&truths, &outcomes, year);
            expected.extend(cases(&truths, year, ledger.pending));
            check(&ledger.tally(year), &expected);
        }
        Ok(())
    });
    run.unwrap();
}

fn filled(rows: &[[&str; 5]]) -> Ledger {
    let fields = [Field::Number, Field::Received, Field::Kind, Field::Outcome, Field::Replied];
    let requests = rows.iter().map(|row| {
        let mut request = Request::default();
        for (field, text) in fields.into_iter().zip(row) {
            request.set(field, text);
        }
        request
    });
    Ledger { requests: requests.map(Arc::new).collect(), ..Ledger::default() }
}

#[test]
fn only_three_faults_leave_a_request_uncounted() {
    let ledger = filled(&[
        ["1", "2025-03-03", "自然人", "予以公开", "2025-03-20"],
        ["2", "", "自然人", "", ""],
        ["3", "三月", "自然人", "", ""],
        ["4", "2025-03-03", "自然人", "予以公开", "2025-03-02"],
        ["5", "2025-03-03", "个体户", "", ""],
        // All others are counted: no outcome, no reply, an outcome nobody knows, a doubled number.
        ["6", "2025-03-03", "自然人", "", "2025-03-20"],
        ["7", "2025-03-03", "自然人", "予以公开", ""],
        ["8", "2025-03-03", "自然人", "答复了", "2025-03-20"],
        ["1", "2025-03-03", "自然人", "逾期不补正", "2025-03-20"],
    ]);
    let tally = ledger.tally(2025);
    assert_eq!(tally.uncounted, [1, 2, 3, 4]);
    let figure = |row: &str| {
        let table = &tally.figures.edition().tables[1];
        let index = table.cell_at(table.row(row).unwrap(), 0).unwrap();
        tally.figures.number(CellId { table: 1, index })
    };
    assert_eq!(
        ["received", "carried_in", "granted", "not_corrected", "outcome_total", "carried_out"]
            .map(figure),
        [5, 0, 1, 1, 2, 3]
    );
    let told = problems(&ledger, &WorkCalendar::with(&[]), date(2025, 3, 21));
    let lines: Vec<String> = told
        .iter()
        .map(|p| format!("{} {} {} {}", p.request + 1, p.field.heading(), p.uncounted, p.message))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_is_late_is_told_with_its_days() {
    let mut ledger = filled(&[
        ["1", "2025-03-03", "自然人", "", ""],
        ["2", "2025-03-03", "自然人", "予以公开", "2025-04-03"],
        ["3", "2025-03-03", "自然人", "", ""],
    ]);
    Arc::make_mut(&mut ledger.requests[2]).extended = Entry::read("2025-04-02");
    let told = problems(&ledger, &WorkCalendar::with(&[]), date(2025, 4, 8));
    let told: Vec<_> = told.iter().map(|p| (p.request, p.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (0, "超期 5 个工作日，应当在 2025-03-31 以前答复"),
            (1, "答复晚了 3 个工作日，应当在 2025-03-31 以前答复"),
            (2, "延期时期限已满，应当在 2025-03-31 以前延期"),
        ]
    );
}

#[test]
fn messages_quote_nothing_personal() {
    let secret = "赵铁柱身份证110101199003078888";
    let mut request = Request::default();
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Number) {
        request.set(field, secret);
    }
    let ledger = Ledger { requests: vec![Arc::new(request)], ..Ledger::default() };
    let told = problems(&ledger, &WorkCalendar::with(&[]), date(2025, 4, 8));
    assert!(told.len() > 10);
    assert!(told.iter().all(|problem| !problem.message.contains("赵铁柱")), "{told:?}");
}

#[test]
fn a_report_is_compared_and_filled() {
    let ledger = filled(&[
        ["1", "2025-03-03", "自然人", "予以公开", "2025-03-20"],
        ["2", "2024-12-30", "法律服务机构", "", ""],
    ]);
    let tally = ledger.tally(2025);
    let mut report = Report::blank(edition::for_year(2025).unwrap(), "柳塘镇人民政府", 2025);
    let differing = tally.differences(&report.figures);
    // Received, granted, carried in and carried out; every blank equals 0.
    assert_eq!(differing.len(), 4);
    assert!(differing.iter().all(|found| found.ledger == 1 && found.report == Value::Blank));
    let table = &report.edition().tables[1];
    let mark = CellId { table: 1, index: table.cell_at(table.row("partial").unwrap(), 2).unwrap() };
    report.apply(Edit::Value(mark, Value::Mark("/".into()))).unwrap();
    for edit in tally.edits(&report.figures) {
        report.apply(edit).unwrap();
    }
    assert_eq!(tally.differences(&report.figures), []);
    assert_eq!(report.figures.typed(mark), &Value::Mark("/".into()));
    let blank = tally.cells().filter(|id| report.figures.typed(*id).is_blank()).count();
    assert_eq!(blank, 1);
    assert!(crate::rules::Balanced::new(&report).is_ok());
    // Another edition's form is not compared.
    let other = Report::blank(edition::for_year(2020).unwrap(), "", 2020);
    assert_eq!(tally.differences(&other.figures), []);
}

#[test]
fn fees_of_a_year_make_a_sentence() {
    let mut ledger = filled(&[["1", "2025-03-03", "自然人", "", ""]; 3]);
    for (request, [billed, amount, paid, received]) in ledger.requests.iter_mut().zip([
        ["2025-03-10", "100", "2025-03-20", "100"],
        ["2025-12-20", "30.5", "2026-01-05", "30.5"],
        ["2024-12-20", "50", "2025-01-06", "40.25"],
    ]) {
        let request = Arc::make_mut(request);
        request.set(Field::FeeBilled, billed);
        request.set(Field::FeeAmount, amount);
        request.set(Field::FeePaid, paid);
        request.set(Field::FeeReceived, received);
    }
    assert_eq!(
        ledger.fees(2025).sentence(),
        "本年度发出收费通知2件，总金额130.5元，实际收取信息处理费140.25元。"
    );
    assert_eq!(
        Ledger::default().fees(2025).sentence(),
        "本年度发出收费通知0件，总金额0元，实际收取信息处理费0元。"
    );
}
