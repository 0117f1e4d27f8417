//! Pages that were judged by hand: names are invented, words rewritten from published ones. What each
//! rule must and must not report of them.

use nianbao::finding::{Finding, Severity};
use nianbao::import;
use nianbao::report::Report;
use nianbao::report::place::{Field, Place};
use nianbao::rules::{Config, check};

/// Every page, by its name.
pub fn cases() -> Vec<(String, Report)> {
    let names = ["14", "15", "16", "17", "19", "20", "25", "27", "28"];
    names.iter().map(|name| ((*name).to_owned(), case(name))).collect()
}

fn case(name: &str) -> Report {
    let path = format!("{}/tests/judged/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    import::read(name, &std::fs::read(path).unwrap()).unwrap().report
}

fn of(report: &Report, code: &str) -> Vec<Finding> {
    check(report, &Config::default()).into_iter().filter(|f| f.code == code).collect()
}

fn none(name: &str, code: &str) {
    let found = of(&case(name), code);
    assert!(found.is_empty(), "{name}: {found:#?}");
}

#[test]
fn a_year_before_the_agency_leaves_the_agency_in_the_title() {
    let report = case("14");
    let right = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";
    let [finding] = &of(&report, "R30")[..] else { panic!("{:#?}", of(&report, "R30")) };
    assert!(finding.message.contains(right), "{}", finding.message);
    let mut mended = report.clone();
    for edit in finding.fix.clone().unwrap().edits {
        mended.apply(edit).unwrap();
    }
    assert_eq!(mended.title, right);
}

#[test]
fn what_was_told_and_is_right() {
    none("15", "R25");
    none("16", "R13");
    none("17", "R21");
    none("19", "R23");
    none("20", "R33");
}

#[test]
fn a_report_of_nobody() {
    let report = case("25");
    let [empty] = &of(&report, "R58")[..] else { panic!("R58") };
    assert_eq!(empty.severity, Severity::Error);
    assert!(of(&report, "R30").iter().all(|finding| finding.fix.is_none()));
    assert_eq!(of(&report, "R10").len(), 1, "规章 6 in a town");
}

#[test]
fn twelve_faults_in_one_page() {
    let report = case("27");
    let text = |finding: &Finding| match &finding.place {
        Place::Text(field, range) => report.text(*field).get(range.clone()).unwrap().to_owned(),
        _ => String::new(),
    };
    for (code, said) in [
        ("R41", "《关于政府信息公开工作年度报告有关事项的通知》"),
        ("R47", "六部分"),
        ("R24", "2022年"),
        ("R54", "（一）、"),
        ("R56", "截止"),
        ("R54", "，。"),
        ("R53", "三）"),
        ("R53", "“"),
        ("R23", "1条"),
        ("R55", "[2021]30号"),
        ("R57", "2023"),
    ] {
        let found = of(&report, code);
        assert!(found.iter().any(|f| text(f) == said), "{code} {said}: {found:#?}");
    }
    assert_eq!(of(&report, "R29").len(), 1);
    assert!(of(&report, "R13").is_empty(), "the numbers that are right stay");
    // Nothing but these.
    let codes: Vec<&str> = check(&report, &Config::default()).iter().map(|f| f.code).collect();
    let allowed = ["R23", "R24", "R29", "R41", "R47", "R53", "R54", "R55", "R56", "R57"];
    assert!(codes.iter().all(|code| allowed.contains(code)), "{codes:?}");
}

#[test]
fn brackets_of_a_number_are_mended_and_told_once() {
    let report = case("28");
    none("28", "R43");
    let [finding] = &of(&report, "R55")[..] else { panic!("R55") };
    let mut mended = report.clone();
    for edit in finding.fix.clone().unwrap().edits {
        mended.apply(edit).unwrap();
    }
    assert!(mended.text(Field::LeadIn).contains("国办公开办函〔2021〕30号"));
}

/// Figures of a small report with some table heads.
fn page(heads: [&str; 3], row: &str, year: u16) -> String {
    let [a, b, c] = heads;
    format!(
        "云泽县柳塘镇人民政府{year}年政府信息公开工作年度报告\n一、总体情况\n全年公开信息。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\t{a}\t{b}\t{c}\n规章\t0\t0\t0\n{row}\t2\t1\t9\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t3\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"
    )
}

fn told(heads: [&str; 3], row: &str, year: u16) -> Vec<Finding> {
    let read = import::read("报告.txt", page(heads, row, year).as_bytes()).unwrap();
    of(&read.report, "R61")
}

const OLD: [&str; 3] = ["本年新制作数量", "本年新公开数量", "对外公开总数量"];
const NEW: [&str; 3] = ["本年制发件数", "本年废止件数", "现行有效件数"];

#[test]
fn heads_of_another_edition() {
    for (heads, row, year) in [
        (OLD, "行政规范性文件", 2021),
        (OLD, "行政规范性文件", 2022),
        (OLD, "行政规范性文件", 2023),
        ([OLD[0], OLD[1], NEW[2]], "行政规范性文件", 2024),
        ([OLD[0], NEW[1], OLD[2]], "行政规范性文件", 2025),
        ([NEW[0], OLD[1], OLD[2]], "行政规范性文件", 2022),
    ] {
        let told = told(heads, row, year);
        assert_eq!(told.len(), 1, "{heads:?} {year}: {told:?}");
    }
    for (heads, row, year) in [
        (NEW, "行政规范性文件", 2021),
        (NEW, "行政规范性文件", 2023),
        (NEW, "行政规范性文件", 2025),
        ([NEW[0], NEW[1], "现行有效"], "行政规范性文件", 2022),
        (["制发", "废止", "现行有效件数"], "行政规范性文件", 2022),
        ([NEW[0], "件数", "数量"], "行政规范性文件", 2024),
    ] {
        let told = told(heads, row, year);
        assert!(told.is_empty(), "{heads:?} {year}: {told:?}");
    }
}
