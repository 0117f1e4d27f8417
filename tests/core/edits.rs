//! Any edits, taken back one after another, leave the report as it was; an edit that is refused
//! changes nothing.

use nianbao::edition;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Figures, Report, Value, Waiver};
use proptest::prelude::*;

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Blank),
        (-99i64..=99_999_999).prop_map(Value::Count),
        "[0-9]{1,6}(\\.[0-9]{1,5})?".prop_map(Value::Written),
        prop_oneof![Just("/"), Just("无")].prop_map(|mark| Value::Mark(mark.into())),
        "\\PC{0,6}".prop_map(Value::Written),
    ]
}

fn any_cell() -> impl Strategy<Value = CellId> {
    (0usize..4, 0usize..200).prop_map(|(table, index)| CellId { table, index })
}

fn any_field() -> impl Strategy<Value = Field> {
    prop_oneof![
        Just(Field::Agency),
        Just(Field::Title),
        Just(Field::LeadIn),
        (0u8..8).prop_map(Field::Heading),
        (0u8..8).prop_map(Field::Before),
        (0u8..8).prop_map(Field::After),
        Just(Field::SignatureName),
        Just(Field::SignatureDate),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let figures = |id: &str| Figures::blank(edition::by_id(id).unwrap());
    prop_oneof![
        4 => (any_cell(), any_value()).prop_map(|(id, value)| Edit::Value(id, value)),
        2 => (any_cell(), proptest::option::of(any_value()))
            .prop_map(|(id, value)| Edit::Printed(id, value)),
        3 => (any_field(), "[\\PC\n]{0,30}").prop_map(|(field, text)| Edit::Text(field, text)),
        3 => (any_field(), 0usize..12, 0usize..6, "[\\PC\n]{0,6}")
            .prop_map(|(field, from, many, text)| Edit::Splice(field, from..from + many, text)),
        1 => proptest::option::of(2000u16..2110).prop_map(Edit::Year),
        1 => prop_oneof![Just("2019"), Just("2021")]
            .prop_map(move |id| Edit::Figures(Box::new(figures(id)))),
        1 => any::<bool>().prop_map(move |some| {
            let last = Report::blank(edition::by_id("2021").unwrap(), "", 2024).as_last_year();
            Edit::Last(some.then(|| Box::new(last)))
        }),
        1 => "[a-z]{0,3}".prop_map(|reason| {
            Edit::Waivers(vec![Waiver { code: "R06".into(), reason, ..Waiver::default() }])
        }),
    ]
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn edits_taken_back_leave_the_report_as_it_was(
        edits in proptest::collection::vec(any_edit(), 0..60)
    ) {
        let blank = Report::blank(edition::by_id("2019").unwrap(), "柳塘镇人民政府", 2020);
        let mut report = blank.clone();
        let mut back = Vec::new();
        for edit in edits {
            let before = report.clone();
            if let Ok(inverse) = report.apply(edit) {
                back.push(inverse);
            } else {
                prop_assert_eq!(&report, &before);
            }
        }
        // Rules judge any report without a panic, and totals are the sums of what is there.
        let _findings = nianbao::rules::check(&report, &nianbao::rules::Config::default());
        for id in report.figures.cells().filter(|id| report.figures.is_total(*id)) {
            let leaves = report.figures.cell(id).unwrap().sum_of.clone().unwrap();
            let sum: i64 = leaves
                .iter()
                .filter_map(|leaf| report.figures.typed(CellId { index: *leaf, ..id }).count())
                .sum();
            prop_assert_eq!(report.figures.number(id), sum);
        }
        let after = report.clone();
        let mut forth = Vec::new();
        for inverse in back.into_iter().rev() {
            forth.push(report.apply(inverse).unwrap());
        }
        prop_assert_eq!(&report, &blank);
        for edit in forth.into_iter().rev() {
            report.apply(edit).unwrap();
        }
        prop_assert_eq!(report, after);
    }
}
