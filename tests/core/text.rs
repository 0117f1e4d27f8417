//! The standard form as plain text gives the report back.

use nianbao::edition::{self, Edition, Kind};
use nianbao::export::docx::docx;
use nianbao::export::html::html;
use nianbao::export::text::{comes_back, gb18030, text};
use nianbao::import;
use nianbao::layout::Options;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use proptest::prelude::*;
use proptest::sample::select;

fn cases() -> u32 {
    std::env::var("NIANBAO_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

/// A paragraph that reads as nothing else: it ends with a full stop.
fn paragraph() -> impl Strategy<Value = String> {
    let words: Vec<&str> = "的 一 在 公开 政府信息 我乡 2021年 1438 条 ， 、 ； ： （一） ( ) “ ” \" ‘ 《 》 — … · % ℃ 3.14 \
        WiFi e-mail + | - -- +-+ | 0 | \u{3000} ① 总计 规章 申请 一是 － ／ 万元 ㎡ é 𠮷 年度报告 第二十条第（一）项"
        .split(' ')
        .chain([" ", "  ", "\t", " \t "])
        .collect();
    let words = proptest::collection::vec(select(words), 1..60);
    words.prop_map(|words| format!("{}。", words.concat().trim()))
}

fn paragraphs(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(paragraph(), 0..most).prop_map(|lines| lines.join("\n"))
}

fn figure(kind: Kind) -> BoxedStrategy<Value> {
    let text = match kind {
        Kind::Count => (0..100_000_000_u32).prop_map(|n| n.to_string()).boxed(),
        Kind::SignedCount => (-99_999_999..100_000_000_i32).prop_map(|n| n.to_string()).boxed(),
        Kind::Money => (0..99_999_999_u32, 0..10_000_u32, 0..5_u32)
            .prop_map(|(whole, part, places)| match places {
                0 => whole.to_string(),
                places => format!(
                    "{whole}.{:0width$}",
                    part % 10_u32.pow(places),
                    width = places as usize
                ),
            })
            .boxed(),
        Kind::AsWritten => select(vec!["0", "8040", "251000元", "3项 251000元", "约12万元"])
            .prop_map(ToOwned::to_owned)
            .boxed(),
    };
    let mark =
        select(vec!["", "0", "/", "-", "--", "—", "——", "无", "\\"]).prop_map(ToOwned::to_owned);
    prop_oneof![3 => text, 2 => mark].prop_map(move |text| Value::read(kind, &text)).boxed()
}

fn figures(edition: &Edition) -> impl Strategy<Value = Vec<(CellId, Value)>> + use<> {
    let mut all = Vec::new();
    for (table, form) in edition.tables.iter().enumerate() {
        for (index, cell) in form.cells.iter().enumerate().filter(|(_, c)| c.sum_of.is_none()) {
            all.push((Just(CellId { table, index }), figure(cell.kind)));
        }
    }
    all
}

fn report() -> impl Strategy<Value = Report> {
    let agency = select(vec![
        "上官乡人民政府",
        "某市某区政务公开办公室",
        "大岚镇人民政府",
        "兴隆街道办事处",
        "某县水利局（某县河长制办公室）",
    ]);
    let name = select(vec!["", "兴隆街道办事处", "某县水利局", "某某工作站"]);
    let date =
        select(vec!["", "2026年1月15日", "2022年12月1日", "二〇二二年一月十五日", "2026-01-15"]);
    let heads = (select(edition::all()), agency, 2019..2030_u16, name, date);
    heads.prop_flat_map(|(edition, agency, year, name, date)| {
        let blank = Report::blank(edition.clone(), agency, year);
        let texts = (paragraphs(3), proptest::collection::vec((paragraphs(4), paragraphs(3)), 6));
        (Just(blank), Just((name, date)), texts, figures(&edition)).prop_map(
            |(mut report, (name, date), (lead_in, sections), figures)| {
                let mut edits = vec![
                    Edit::Text(Field::LeadIn, lead_in),
                    Edit::Text(Field::SignatureName, name.to_owned()),
                    Edit::Text(Field::SignatureDate, date.to_owned()),
                ];
                for ((before, after), number) in sections.into_iter().zip(1..) {
                    edits.push(Edit::Text(Field::Before(number), before));
                    edits.push(Edit::Text(Field::After(number), after));
                }
                edits.extend(figures.into_iter().map(|(id, value)| Edit::Value(id, value)));
                for edit in edits {
                    report.apply(edit).unwrap();
                }
                report
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn text_gives_the_report_back(report in report()) {
        prop_assert_eq!(comes_back(&report), Ok(()));
        let source = text(&report);
        let back = import::read("a.txt", &gb18030(&source)).unwrap().report;
        prop_assert_eq!(text(&back), source);
        for id in report.figures.cells().filter(|id| report.figures.is_total(*id)) {
            prop_assert_eq!(back.figures.printed(id), Some(&report.figures.shown(id)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_web_page_gives_the_report_back(report in report()) {
        let back = import::read("a.html", html(&report).as_bytes()).unwrap().report;
        prop_assert_eq!(text(&back), text(&report));
    }

    #[test]
    fn a_word_file_gives_the_report_back(report in report()) {
        let back = import::read("a.docx", &docx(&report, Options::default())).unwrap().report;
        prop_assert_eq!(text(&back), text(&report));
    }
}

fn sample() -> Report {
    Report::blank(edition::all().last().unwrap().clone(), "上官乡人民政府", 2025)
}

#[test]
fn drawn_tables_align() {
    for edition in edition::all() {
        let mut report = Report::blank(edition.clone(), "上官乡人民政府", 2025);
        for id in report.figures.cells().collect::<Vec<_>>() {
            let _ = report.apply(Edit::Value(id, Value::Count(7)));
        }
        let text = text(&report);
        let tables: Vec<&str> = text.split("\n\n").filter(|part| part.starts_with('+')).collect();
        assert_eq!(tables.len(), 3);
        for table in tables {
            let wide = |line: &str| line.chars().map(nianbao::zh::width).sum::<usize>();
            let first = table.lines().next().map(wide).unwrap();
            assert!(first <= 120, "{first}");
            assert!(table.lines().all(|line| wide(line) == first), "{table}");
        }
    }
}

/// What would not come back is reported, with the words in question.
#[test]
fn what_would_not_come_back_is_told() {
    let check = |field: Field, words: &str, message: &str| {
        let mut report = sample();
        report.apply(Edit::Text(field, words.to_owned())).unwrap();
        let told = comes_back(&report).expect_err(words);
        assert!(told.iter().any(|told| told.contains(message)), "{told:?}");
    };
    let heading = "没有。\n六、其他需要报告的事项";
    check(Field::Before(6), heading, "“六、其他需要报告的事项”的文字读回后不同");
    check(Field::Before(1), "　缩进的一段。", "原为“　缩进的一段。”，读回为“缩进的一段。”");
    check(Field::Agency, "下官乡人民政府", "机关名称读回后不同：原为“下官乡人民政府”");
    check(Field::Title, "工作总结", "标题读回后不同：原为“工作总结”，读回为空白");
    check(Field::Heading(5), "来年愿景", "“五、存在的主要问题及改进情况”的标题");
    check(Field::Before(6), "没有其他事项。\n某某局", "署名读回后不同：原为空白，读回为“某某局”");
    check(Field::Before(5), "软\u{AD}连字符。", "“五、存在的主要问题及改进情况”的文字");
    let mut report = sample();
    let id = CellId { table: 0, index: 0 };
    report.apply(Edit::Value(id, Value::Written("1|2".to_owned()))).unwrap();
    assert_eq!(comes_back(&report), Ok(()));
    report.apply(Edit::Value(id, Value::Written("3件".to_owned()))).unwrap();
    assert_eq!(
        comes_back(&report).unwrap_err(),
        ["“规章”本年制发件数读回后不同：原为“3件”，读回为“3”"]
    );
}
