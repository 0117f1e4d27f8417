//! Every rule is tried with data, here or in its own file: a report's figures or words in,
//! findings out.

use super::{ALL, Balanced, Config, by_code};
use crate::edition;
use crate::finding::{Finding, Severity};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value, Waiver};

fn check(report: &Report) -> Vec<Finding> {
    super::check(report, &Config::default())
}

/// A filled form without prose: every figure 0.
pub(super) fn report(edition: &str) -> Report {
    let edition = edition::by_id(edition).unwrap();
    let year = edition.first_year;
    let mut report = Report::blank(edition, "柳塘镇人民政府", year);
    for id in report.figures.cells().collect::<Vec<_>>() {
        let kind = report.figures.cell(id).unwrap().kind;
        if report.figures.is_total(id) {
            report.apply(Edit::Printed(id, Some(Value::Count(0)))).unwrap();
        } else {
            report.apply(Edit::Value(id, Value::read(kind, "0"))).unwrap();
        }
    }
    report
}

/// A cell by the names of its table, row and column.
fn cell(report: &Report, name: &str) -> CellId {
    let [table, row, column] = name.split('.').collect::<Vec<_>>()[..] else { panic!("{name}") };
    let tables = &report.edition().tables;
    let table = tables.iter().position(|t| t.id == table).unwrap();
    let form = &tables[table];
    let row = form.row(row).unwrap();
    let column = form.band_of(row).columns.iter().position(|c| c.id == column).unwrap();
    CellId { table, index: form.cell_at(row, column).unwrap() }
}

/// Puts figures in: `table.row.column=text`, a total with `:=` as printed.
pub(super) fn put(report: &mut Report, figures: &str) {
    for figure in figures.split_whitespace() {
        let (name, text) = figure.split_once('=').unwrap();
        let id = cell(report, name.trim_end_matches(':'));
        let value = Value::read(report.figures.cell(id).unwrap().kind, text);
        let edit = if name.ends_with(':') {
            Edit::Printed(id, Some(value))
        } else {
            Edit::Value(id, value)
        };
        report.apply(edit).unwrap();
    }
}

/// Puts words into a field.
pub(super) fn write(report: &mut Report, field: Field, text: &str) {
    report.apply(Edit::Text(field, text.into())).unwrap();
}

/// Words of section one in, findings of a rule out: each of `expected` in its finding's place or
/// message, in order. The report is 柳塘镇's of 2021 with every figure 0.
pub(super) fn prose(code: &str, text: &str, expected: &[&str]) {
    against(code, "", text, expected);
}

/// Checks a text beside figures against what a rule is to say.
pub(super) fn against(code: &str, figures: &str, text: &str, expected: &[&str]) {
    let mut report = typed(figures);
    write(&mut report, Field::Before(1), text);
    let found = found(&report, code);
    assert_eq!(found.len(), expected.len(), "{text}: {found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{text}: {found} lacks {expected}");
    }
}

/// A report of 2021 whose figures were typed: 0 but for some, and no total printed.
fn typed(figures: &str) -> Report {
    let mut report = report("2021");
    put(&mut report, figures);
    let typed = report.figures.without_printed();
    report.apply(Edit::Figures(Box::new(typed))).unwrap();
    report
}

/// Words of section one in, the same out after every fix of a rule.
pub(super) fn mended(code: &str, figures: &str, text: &str, after: &str) {
    let mut report = typed(figures);
    write(&mut report, Field::Before(1), text);
    while let Some(fix) = check(&report).into_iter().filter(|f| f.code == code).find_map(|f| f.fix)
    {
        let before = report.clone();
        fix.edits.into_iter().for_each(|edit| drop(report.apply(edit).unwrap()));
        assert_ne!(report, before, "a fix of {code} changes nothing");
    }
    assert_eq!(report.text(Field::Before(1)), after);
}

/// What the findings of a rule say, and that mending by their fixes silences them.
pub(super) fn found(report: &Report, code: &str) -> Vec<String> {
    let findings: Vec<_> = check(report).into_iter().filter(|f| f.code == code).collect();
    let mut mended = report.clone();
    // From the last to the first, so that each stretch of text is still where it was.
    for fix in findings.iter().rev().filter_map(|f| f.fix.clone()) {
        for edit in fix.edits {
            mended.apply(edit).unwrap();
        }
    }
    if !findings.is_empty() && findings.iter().all(|f| f.fix.is_some()) {
        assert!(check(&mended).iter().all(|f| f.code != code), "a fix of {code} does not mend");
    }
    findings.iter().map(|f| format!("{}：{}", f.place.words(report), f.message)).collect()
}

/// Figures in, findings out.
pub(super) fn figures(edition: &str, code: &str, figures: &str, expected: &[&str]) {
    let mut report = report(edition);
    put(&mut report, figures);
    let found = found(&report, code);
    assert_eq!(found.len(), expected.len(), "{figures}: {found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{figures}: {found} lacks {expected}");
    }
}

/// The codes of what is found, each once.
fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<&str> = check(report).iter().map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_form_of_zeros_lacks_only_words() {
    assert_eq!(codes(&report("2019")), ["R14"]);
    assert_eq!(codes(&report("2021")), ["R14", "R17"]);
    for id in ["2019", "2021"] {
        assert!(Balanced::new(&report(id)).is_ok());
    }
}

#[test]
fn r01_printed_row_totals() {
    let rule = |f: &str, expected: &[&str]| figures("2021", "R01", f, expected);
    rule(
        "applications.granted.total:=1",
        &["表三“（一）予以公开”总计：本行各项之和 0，原报告印的总计是 1"],
    );
    rule(
        "applications.granted.natural=2 applications.granted.other=3 applications.granted.total:=5 applications.outcome_total.total:=5",
        &[],
    );
    rule(
        "applications.granted.natural=2 applications.granted.other=3 applications.granted.total:=6 applications.outcome_total.total:=5",
        &["2＋3＝5，原报告印的总计是 6"],
    );
    rule("applications.granted.natural= applications.granted.total:=3", &[]);
    rule(
        "applications.granted.natural= applications.granted.other=4 applications.granted.total:=3 applications.outcome_total.total:=",
        &["总计是 3"],
    );
    rule("applications.granted.total:=", &[]);
    rule("applications.granted.total:=1O", &["总计是 1O"]);
    rule("applications.outcome_total.total:=7", &["（七）总计"]);
}

#[test]
fn r02_printed_column_totals() {
    let rule = |f: &str, expected: &[&str]| figures("2019", "R02", f, expected);
    rule("applications.outcome_total.natural:=1", &["“（七）总计”自然人：本列各项之和 0，"]);
    rule(
        "applications.granted.natural=3 applications.partial.natural=5 applications.outcome_total.natural:=8",
        &["总计：本列"],
    );
    rule("applications.outcome_total.natural:=/", &[]);
}

#[test]
fn r03_balance() {
    let rule = |f: &str, expected: &[&str]| figures("2021", "R03", f, expected);
    let natural = "applications.received.natural=23 applications.carried_in.natural=2 applications.granted.natural=26";
    rule(
        natural,
        &["自然人 23＋2＝25，26＋0＝26，后者多 1。总计列连带不平：23＋2＝25，26＋0＝26。"],
    );
    rule(
        "applications.received.natural=1 applications.carried_out.other=1",
        &["自然人 1＋0＝1，0＋0＝0，前者多 1", "其他 0＋0＝0，0＋1＝1"],
    );
    rule("applications.received.natural=1 applications.carried_out.natural=1", &[]);
    rule(
        "applications.received.total:=1",
        &[
            "按原报告所印，总计 1＋0＝1，0＋0＝0，前者多 1。各列本身都平，是印的总计不等于各项之和引起的",
        ],
    );
    rule("applications.received.total:=", &[]);
    let mut unbalanced = report("2021");
    put(&mut unbalanced, natural);
    assert_eq!(Balanced::new(&unbalanced).unwrap_err().len(), 1);
}

#[test]
fn r04_printed_group_totals() {
    let rule = |f: &str, expected: &[&str]| figures("2021", "R04", f, expected);
    rule(
        "proceedings.cases.direct_corrected=1 proceedings.cases.direct_pending=1 proceedings.cases.direct_total:=2",
        &[],
    );
    rule(
        "proceedings.cases.direct_corrected=1 proceedings.cases.direct_pending=1 proceedings.cases.direct_total:=3",
        &["1＋1＝2，原报告印的总计是 3"],
    );
}

#[test]
fn r05_figures() {
    figures("2021", "R05", "disclosure.rules.made=-1", &["“-1”，件数不能小于 0"]);
    figures("2021", "R05", "disclosure.rules.made=3.5", &["件数请填整数"]);
    figures("2021", "R05", "disclosure.fees.amount=0.12345", &["最多 4 位"]);
    figures("2021", "R05", "disclosure.fees.amount=0.1234", &[]);
    figures(
        "2019",
        "R05",
        "disclosure.licences.change=-4 disclosure.procurement.amount=251000元",
        &[],
    );
    figures("2019", "R05", "disclosure.licences.decisions=-4", &["“行政许可”处理决定数量"]);
}

#[test]
fn r06_blanks() {
    figures("2021", "R06", "disclosure.rules.in_force=", &["表二“规章”现行有效件数：这一格空白"]);
    figures(
        "2021",
        "R06",
        "disclosure.fees.amount=/ applications.carried_out.natural=无",
        &["写的是“/”", "写的是“无”"],
    );
    figures("2021", "R06", "applications.carried_out.total:=", &["各项之和是 0"]);
    figures(
        "2021",
        "R06",
        "disclosure.rules.made=3 disclosure.rules.in_force=",
        &["本年制发 3 件，这一格不会是 0，请填写"],
    );
}

/// A heading in, findings of R11 and R12 out.
fn heading(number: u8, text: &str, r11: usize, r12: &[&str]) {
    let mut report = report("2021");
    report.apply(Edit::Text(Field::Heading(number), text.into())).unwrap();
    assert_eq!(found(&report, "R11").len(), r11, "{text}");
    let found = found(&report, "R12");
    assert_eq!(found.len(), r12.len(), "{text}: {found:?}");
    assert!(found.iter().zip(r12).all(|(f, e)| f.contains(e)), "{found:?}");
}

#[test]
fn r11_sections_and_r12_headings() {
    heading(5, "", 1, &[]);
    heading(5, "五、存在的主要问题及改进情况", 0, &[]);
    heading(5, "5、 存在的主要问题及改进情况", 0, &[]);
    heading(5, "存在的主要问题及改进情况", 0, &["没有序号"]);
    heading(
        5,
        "5、 存在的主要问题及改进措施",
        0,
        &["与规定的“五、存在的主要问题及改进情况”不一致"],
    );
    heading(2, "二、政府信息主动公开形式及情况", 0, &["不一致"]);
}

#[test]
fn r40_edition_and_year() {
    let year = |edition: &str, year: Option<u16>| {
        let mut report = report(edition);
        report.apply(Edit::Year(year)).unwrap();
        found(&report, "R40")
    };
    assert!(year("2019", Some(2020)).is_empty() && year("2021", Some(2025)).is_empty());
    assert!(year("2019", Some(2022))[0].contains("应当使用2021年版（国办公开办函〔2021〕30号）"));
    assert!(year("2021", Some(2020))[0].contains("2019年版"));
    assert!(year("2021", Some(2012))[0].contains("没有这一年度"));
    assert!(year("2021", None)[0].contains("请填写年度"));
}

#[test]
fn r43_characters() {
    let mut report = report("2021");
    report
        .apply(Edit::Text(Field::Before(1), "甪直、垟、浉、喆\n好\u{e000}好\u{e000}".into()))
        .unwrap();
    let (findings, replaced): (Vec<_>, Vec<_>) = check(&report)
        .into_iter()
        .filter(|f| f.code == "R43")
        .partition(|f| f.severity == Severity::Warning);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    // 甪, 垟, 浉 and 喆 are in no GB2312 face; a heading's 楷体 has them.
    assert_eq!(replaced.len(), 4, "{replaced:#?}");
    assert!(replaced.iter().all(|f| f.severity == Severity::Info));
    let told = "随程序的仿宋字库里没有“甪”（U+752A），这个字用随程序的楷体代替";
    assert!(replaced[0].message.starts_with(told), "{replaced:#?}");
    let heading = "（一）甪直镇情况。好\n（1）垟头村。".to_owned();
    report.apply(Edit::Text(Field::Before(1), heading)).unwrap();
    let replaced: Vec<_> = check(&report).into_iter().filter(|f| f.code == "R43").collect();
    assert!(replaced.len() == 1 && replaced[0].message.contains('垟'), "{replaced:#?}");
    report
        .apply(Edit::Text(Field::Before(1), "甪直、垟、浉、喆\n好\u{e000}好\u{e000}".into()))
        .unwrap();
    assert!(findings[0].message.contains("U+E000"));
    let at = report.text(Field::Before(1)).find('\u{e000}').unwrap();
    assert_eq!(findings[0].place, Place::Text(Field::Before(1), at..at + 3));
}

#[test]
fn a_waiver_lasts_while_the_figures_do() {
    let mut report = report("2021");
    put(&mut report, "disclosure.rules.made=/");
    let message = check(&report)[0].message.clone();
    // As files of the first days hold it: without place and subject.
    let reason = "本级无权制定规章".into();
    let waiver = Waiver { code: "R06".into(), message, reason, ..Waiver::default() };
    report.apply(Edit::Waivers(vec![waiver])).unwrap();
    assert_eq!(check(&report)[0].waived.as_deref(), Some("本级无权制定规章"));
    put(&mut report, "disclosure.rules.made=-");
    assert_eq!(check(&report)[0].waived, None);
}

#[test]
fn every_rule_is_registered_documented_and_tested() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut tests = std::fs::read_to_string(folder.join("tests.rs")).unwrap();
    let mut registered = std::fs::read_to_string(folder.join("mod.rs")).unwrap();
    registered.retain(|c| !c.is_whitespace());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() || ["mod", "tests", "growth"].contains(&name.as_str()) {
            continue;
        }
        let code = std::fs::read_to_string(&path).unwrap();
        tests.push_str(code.split("mod tests {").nth(1).unwrap_or_default());
        for line in code.lines().filter(|line| line.contains(": Rule = Rule {")) {
            let rule = line.trim_start_matches("pub static ").split(':').next().unwrap();
            assert!(registered.contains(&format!("&{name}::{rule},")), "{name}::{rule}");
        }
    }
    let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for rule in ALL {
        assert!(tests.contains(&format!("\"{}\"", rule.code)), "{} is not tested", rule.code);
        assert!(!rule.title.is_empty() && !rule.basis.is_empty());
        assert_eq!(by_code(rule.code).map(|found| found.code), Some(rule.code));
    }
}
