//! What `check` says of one report and of many.

use nianbao::cli::{Next, Outcome, run, run_telling};
use nianbao::file;
use nianbao::report::Report;
use nianbao::rules::{self, Balanced, Config};
use serde_json::Value;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn source(name: &str) -> String {
    format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

fn nianbao(arguments: &[&str]) -> Outcome {
    match run(arguments.iter().map(Into::into).collect(), 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

fn sample() -> Report {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.ron");
    file::parse("sample", &std::fs::read(path).unwrap()).unwrap().1
}

fn text(report: &Report) -> String {
    file::report_text(Balanced::new(report).unwrap())
}

fn findings(outcome: &Outcome) -> Vec<Value> {
    let files: Value = serde_json::from_str(&outcome.out).unwrap();
    files[0]["findings"].as_array().unwrap().clone()
}

#[test]
fn a_folder_stands_for_the_reports_in_it() {
    let folder = Folder::new();
    for name in ["000", "001", "002"] {
        folder.write(&format!("deep/{name}.txt"), std::fs::read(source(name)).unwrap());
    }
    folder.write("b.nianbao", text(&sample()));
    folder.write("notes.txt", "今天下雨。");
    folder.write(".hidden", "Report(");
    let outcome = nianbao(&["check", &folder.path("")]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{}", outcome.out);
    let at = |name: &str| outcome.out.find(name).unwrap_or_else(|| panic!("{name}"));
    assert!(at("b.nianbao") < at("000.txt") && at("000.txt") < at("002.txt"));
    assert!(outcome.out.contains("合计 4 份报告，另有 1 个文件不是报告。"), "{}", outcome.out);
    assert!(outcome.out.contains("R19 提醒 1 份 1 处：文字中收到申请的件数与表三一致"));

    folder.write("deep/broken.nianbao", "Report(version: 1,");
    let broken = nianbao(&["check", &folder.path("")]);
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("broken.nianbao"), "{}", broken.err);
    assert!(broken.out.contains("合计 4 份报告"));
    let none = nianbao(&["check", &folder.path(""), "--last", &source("000")]);
    assert!(none.code == 2 && none.err.contains("只能用于一份报告"));
}

#[test]
fn many_files_come_in_their_order_and_progress_is_told() {
    let folder = Folder::new();
    let content = std::fs::read(source("001")).unwrap();
    let files: Vec<String> =
        (0..40).map(|n| folder.write(&format!("{n:02}.txt"), &content)).collect();
    let mut words = vec!["check", "--format", "json"];
    words.extend(files.iter().map(String::as_str));
    let mut told = Vec::new();
    let mut progress = |done, all| told.push((done, all));
    let next = run_telling(words.into_iter().map(Into::into).collect(), 2026, &mut progress);
    let Next::Print(outcome) = next else { panic!() };
    assert_eq!(told, (1..=40).map(|done| (done, 40)).collect::<Vec<_>>());
    let listed: Value = serde_json::from_str(&outcome.out).unwrap();
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(names, files);
    // As a writer of the whole list would write it.
    assert_eq!(serde_json::to_string_pretty(&listed).unwrap().len() + 1, outcome.out.len());
}

#[test]
fn both_places_of_a_contradiction_are_listed() {
    let outcome = nianbao(&["check", &source("001"), "--format", "json"]);
    let found = findings(&outcome).into_iter().find(|f| f["code"] == "R19").unwrap();
    assert_eq!((&found["section"], &found["row"]), (&Value::from(1), &Value::Null));
    assert_eq!(found["other"]["row"][0], "一、本年新收政府信息公开申请数量");
    assert_eq!(found["other"]["column"][1], "总计");
}

#[test]
fn spreadsheets_get_rows() {
    let folder = Folder::new();
    let file = folder.write("a,\"b\".txt", std::fs::read(source("001")).unwrap());
    let outcome = nianbao(&["check", &file, "--format", "csv"]);
    let mut lines = outcome.out.split("\r\n");
    assert_eq!(lines.next(), Some("\u{feff}文件,规则,级别,位置,问题,修改,说明"));
    let first = lines.next().unwrap();
    assert!(first.contains("a,\"\"b\"\".txt\",R06,提醒,"), "{first}");
    // Three were made, so that 0 cannot be in force: reported without a fix.
    assert!(first.ends_with("请填写。,,"), "{first}");
    assert!(lines.any(|line| line.contains(",R35,提醒,") && line.ends_with(",改为全角标点,")));
}

#[test]
fn last_years_report_is_given_by_hand() {
    let folder = Folder::new();
    let now = folder.write("2025.nianbao", text(&sample()));
    let mut last = sample();
    last.year = Some(2024);
    let before = folder.write("2024.nianbao", text(&last));
    let codes = |arguments: &[&str]| -> Vec<String> {
        let found = findings(&nianbao(arguments));
        found.iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect()
    };
    let check = ["check", &now, "--format", "json"];
    let with = ["check", &now, "--format", "json", "--last", &before];
    assert!(!codes(&check).contains(&"R39".to_owned()));
    assert!(codes(&with).contains(&"R39".to_owned()));
    let wrong = nianbao(&["check", &now, "--last", &now]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("--last 给出的是 2025 年的报告，不是 2024 年的"), "{}", wrong.err);
}

#[test]
fn rules_are_set_by_a_file() {
    let folder = Folder::new();
    let off = folder.write("rules.ron", "(off: [\"R19\"])");
    let outcome = nianbao(&["check", &source("001"), "--format", "json", "--rules", &off]);
    assert!(findings(&outcome).iter().all(|f| f["code"] != "R19"));
    let list = nianbao(&["check", &source("001"), "--rules", &off]);
    assert!(
        list.out.contains("“文字中收到申请的件数与表三一致”不核对（设置中已停用）"),
        "{}",
        list.out
    );
    let wrong = folder.write("wrong.ron", "(off: [\"R03\"])");
    let refused = nianbao(&["check", &source("001"), "--rules", &wrong]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("R03 是不能保存的问题"), "{}", refused.err);
}

#[test]
fn a_checklist_is_shown_and_printed() {
    let folder = Folder::new();
    let pdf = folder.path("list.pdf");
    let outcome = nianbao(&["check", &source("001"), "--checklist", &pdf]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    for line in [
        " 6. 表格数字填写完整、合规：待处理（2 处）",
        " 8. 表三勾稽关系：未核对（数字没有填完）",
        " 9. 与上年报告衔接：未核对（没有上年报告）",
        "10. 沿用上年的年份和数字逐处核对：完成",
        "11. 文字与表格数字一致：待处理（1 处）",
    ] {
        assert!(outcome.out.contains(line), "{line}: {}", outcome.out);
    }
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
    let report = folder.write("a.nianbao", text(&sample()));
    let refused = nianbao(&["check", &source("001"), "--checklist", &report]);
    assert_eq!(refused.code, 2, "a report file is not written over");
    assert!(std::fs::read_to_string(&report).unwrap().contains("Report("));
}

#[test]
fn waivers_are_listed_until_they_lapse() {
    let folder = Folder::new();
    let mut report = sample();
    let blank = report.figures.cells().next().unwrap();
    let mark = nianbao::report::Value::Mark("/".into());
    report.apply(nianbao::report::Edit::Value(blank, mark)).unwrap();
    let found = rules::check(&report, &Config::default());
    let finding = found.iter().find(|finding| finding.code == "R06").unwrap();
    let edit = rules::waive(&report, finding, "本级无权制定规章").unwrap();
    report.apply(edit).unwrap();
    let saved = text(&report);
    let file = folder.write("a.nianbao", &saved);
    let outcome = nianbao(&["check", &file]);
    assert!(outcome.out.contains("（已说明：本级无权制定规章）"), "{}", outcome.out);
    assert!(outcome.out.contains("表格数字填写完整、合规：已说明"), "{}", outcome.out);
    let listed = findings(&nianbao(&["check", &file, "--format", "json"]));
    assert!(listed.iter().any(|f| f["code"] == "R06" && f["waived"] == true));

    let changed = folder.write("b.nianbao", saved.replacen("\"made\": \"/\"", "\"made\": 0", 1));
    let outcome = nianbao(&["check", &changed]);
    assert!(outcome.out.contains("1 条说明已失效"), "{}", outcome.out);
}

#[test]
fn shipped_profiles_are_named() {
    let folder = Folder::new();
    let local = nianbao(&["check", &source("004"), "--rules", "武威"]);
    assert!(
        local.out.contains("R52 ") && local.out.contains("现行有效件数的数字"),
        "{}",
        local.out
    );
    for rules in [&["--rules", "国家格式"][..], &[]] {
        let outcome = nianbao(&[&["check", &source("004")], rules].concat());
        assert!(!outcome.out.contains("R52 "), "{}", outcome.out);
    }
    let own = folder.write("县.ron", "(name: \"本县\", section_one_most: 100)");
    let outcome = nianbao(&["check", &source("004"), "--rules", &own]);
    assert!(outcome.out.contains("本地要求不超过 100 字"), "{}", outcome.out);
    assert_eq!(nianbao(&["check", &source("004"), "--rules", "别处"]).code, 2);
}

#[test]
fn equal_findings_fold_into_one_line_that_says_what_will_be_written() {
    let outcome = nianbao(&["check", &source("001")]);
    let lines: Vec<&str> = outcome.out.lines().collect();
    let of = |code: &str| lines.iter().filter(|line| line.contains(&format!(" {code} "))).count();
    assert_eq!(of("R35"), 1, "{}", outcome.out);
    let at = lines.iter().position(|line| line.contains(" R35 ")).unwrap();
    assert!(lines[at].contains("将写：") && lines[at].contains(" → "), "{}", lines[at]);
    assert!(lines[at + 1].contains("同类的另有") && lines[at + 1].contains("可以全部改正"));
    let place = |code: &str| lines.iter().position(|line| line.contains(&format!(" {code} ")));
    assert!(place("R19") < place("R06") && place("R06") < place("R35"), "{}", outcome.out);
}

#[test]
fn blank_tables_are_one_finding() {
    let folder = Folder::new();
    let file = folder.path("a.ron");
    let agency = "云泽县柳塘镇人民政府";
    let new = nianbao(&["new", "--agency", agency, "--year", "2025", "-o", &file, "--draft"]);
    assert_eq!(new.code, 0, "{}", new.err);
    let outcome = nianbao(&["check", &file, "--format", "csv"]);
    assert_eq!(outcome.code, 1);
    let of = |code: &str| outcome.out.matches(&format!(",{code},")).count();
    assert_eq!((of("R64"), of("R06")), (1, 0), "{}", outcome.out);
}
