//! What is laid out: any report, and forms that no notice has.

use std::fmt::Write as _;
use std::sync::Arc;

use nianbao::edition::Edition;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use proptest::prelude::*;

pub const AGENCY: &str = "云溪县柳塘镇人民政府";

pub const COMMON: &[&str] = &[
    "政府信息公开",
    "一是",
    "。",
    "，",
    "、",
    "：",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "……",
    "——",
    "2025年",
    "98.5%",
    "12345678",
    "gov.cn",
    "https://www.example.gov.cn/col/1.html",
    " ",
    "　",
    "\n",
    "\n（一）主动公开。",
    "\n（二）依申请公开",
    "\n1.",
    "垟",
    "㎡",
    "①",
];

pub fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => proptest::sample::select(COMMON).prop_map(str::to_owned),
        4 => "[一-龥]{1,30}",
        2 => any::<char>().prop_map(String::from),
        1 => proptest::sample::select(&['\t', '\r', '\u{300}', '\u{200b}', '\u{feff}', '\u{fe0f}',
            '\u{1f600}', '\u{a0}', '\u{2028}', '\0', '\u{10ffff}'][..]).prop_map(String::from),
        1 => "[0-9a-zA-Z]{1,60}",
    ]
}

pub fn prose(fragments: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(fragment(), 0..fragments).prop_map(|parts| {
        let mut text = parts.concat();
        let end = (0..=text.len().min(8192)).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        text
    })
}

pub fn one_line(fragments: usize) -> impl Strategy<Value = String> {
    prose(fragments).prop_map(|text| text.replace(['\n', '\r'], ""))
}

pub fn figure() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Blank),
        2 => Just(Value::Count(0)),
        6 => (0..100_000_000_i64).prop_map(Value::Count),
        1 => Just(Value::Mark("/".into())),
        1 => (0..1_000_000_u32).prop_map(|amount| Value::Written(format!("{amount}元"))),
        1 => one_line(8).prop_map(Value::Written),
    ]
}

/// A built-in edition with every label a number of times as long.
pub fn with_labels(id: &str, times: usize) -> Arc<Edition> {
    let text = match id {
        "2019" => include_str!("../../../assets/editions/2019.ron"),
        _ => include_str!("../../../assets/editions/2021.ron"),
    };
    let mut long = String::new();
    for (index, part) in text.split("label: \"").enumerate() {
        let (label, rest) = if index == 0 { ("", part) } else { part.split_once('"').unwrap() };
        if index > 0 {
            write!(long, "label: \"{}\"", label.repeat(times)).unwrap();
        }
        long.push_str(rest);
    }
    Arc::new(Edition::read(id, &long).unwrap())
}

pub fn forms() -> impl Strategy<Value = Arc<Edition>> {
    (
        proptest::sample::select(&["2019", "2021"][..]),
        prop_oneof![3 => Just(1_usize), 2 => 2..=5_usize],
    )
        .prop_map(|(id, times)| with_labels(id, times))
}

/// An invented edition with one table in section three: groups of a number of rows, a number of columns
/// under two headers, and labels a number of times as long as 某类事项.
pub fn invented(groups: &[usize], columns: usize, times: usize) -> Arc<Edition> {
    let words = "某类事项".repeat(times);
    let mut rows = String::new();
    for (number, count) in groups.iter().enumerate() {
        let row = |row| format!("(id: \"r{number}_{row}\", label: \"{row}.{words}\"),");
        let children: String = (0..*count).map(row).collect();
        write!(rows, "(label: \"{number}、{words}\", children: [{children}]),").unwrap();
    }
    let column = |number| format!("(id: \"c{number}\", label: \"列{number}\"),");
    let columns: String = (0..columns).map(column).collect();
    let sections: String = ["一、", "二、", "三、", "四、", "五、", "六、"]
        .map(|number| format!("\"{number}部分\","))
        .concat();
    let text = format!(
        "(id: \"x\", name: \"试\", notice: (title: \"\", number: \"\", date: \"\"), first_year: 2025,
        title: \"{{agency}}{{year}}年政府信息公开工作年度报告\", sections: [{sections}],
        without: [Received, CarriedIn, Outcomes, CarriedOut, Regulations, NormativeDocuments,
        Licences, Penalties, Coercion, ReviewTotal, LitigationTotal],
        tables: [(id: \"t\", name: \"表\", section: 3, bands: [(corner: \"项目\", label_columns: 2,
        columns: [(label: \"各列\", children: [{columns}])], rows: [{rows}])])])"
    );
    let text = format!("#![enable(implicit_some)]\n{text}");
    Arc::new(Edition::read("x", &text).unwrap())
}

/// Names of agencies, as they are and far longer.
pub fn agencies() -> impl Strategy<Value = String> {
    const PARTS: [&[&str]; 5] = [
        &["", "", "某某省", "广西壮族自治区"],
        &["", "", "某某市", "延边朝鲜族自治州"],
        &["云溪县", "双江拉祜族佤族布朗族傣族自治县", "城市新区", "津市市"],
        &["", "柳塘镇", "沙河彝族白族乡", "城关街道"],
        &["人民政府", "人民政府办公室", "办事处", "市场监督管理局", "经济开发区管理委员会"],
    ];
    PARTS.map(proptest::sample::select).prop_map(|parts| parts.concat())
}

pub fn fill(edition: &Arc<Edition>, texts: Vec<(Field, String)>, values: &[Value]) -> Report {
    let mut report = Report::blank(edition.clone(), AGENCY, 2025);
    for (field, text) in texts {
        report.apply(Edit::Text(field, text)).unwrap();
    }
    let cells: Vec<CellId> =
        report.figures.cells().filter(|id| !report.figures.is_total(*id)).collect();
    for (id, value) in cells.into_iter().zip(values.iter().cycle()) {
        // As typed: what makes no sense for a cell of its kind is refused.
        let kind = report.figures.cell(id).unwrap().kind;
        let _ = report.apply(Edit::Value(id, Value::read(kind, &value.text())));
    }
    report
}

pub fn reports() -> impl Strategy<Value = Report> {
    let sometimes = |text: BoxedStrategy<String>| prop_oneof![Just(String::new()), text];
    let fields: Vec<_> = Report::printed_fields()
        .into_iter()
        .map(|field| match field {
            Field::Title => one_line(12).boxed(),
            Field::Heading(_) => sometimes(one_line(6).boxed()).boxed(),
            Field::SignatureName | Field::SignatureDate => sometimes(one_line(5).boxed()).boxed(),
            _ => sometimes(prose(200).boxed()).boxed(),
        })
        .collect();
    // Half of the reports keep the mandated title and headings.
    (forms(), fields, any::<bool>(), proptest::collection::vec(figure(), 1..40)).prop_map(
        |(edition, texts, own, values)| {
            let texts = Report::printed_fields().into_iter().zip(texts);
            let mandated = |field: &Field| matches!(field, Field::Title | Field::Heading(_));
            let texts = texts.filter(|(field, _)| own || !mandated(field)).collect();
            fill(&edition, texts, &values)
        },
    )
}
