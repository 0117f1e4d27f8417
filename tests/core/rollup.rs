//! A made county of 48 units over every readable shape and every state, rolled up by the command
//! line, with sums made independently.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use nianbao::cli::{Next, Outcome, run};
use nianbao::export::{ExportSetup, Format, export};
use nianbao::file;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::rules::Balanced;
use serde_json::Value as Json;

fn rollup(words: &[&str]) -> Outcome {
    let words = ["rollup"].iter().chain(words).map(Into::into).collect();
    match run(words, 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

/// The name of unit `n`: townships, subdistricts, departments.
fn name(n: usize) -> String {
    const OWN: [&str; 12] =
        ["柳", "石", "溪", "松", "枫", "荷", "梅", "竹", "桂", "兰", "榆", "槐"];
    let own = OWN[n % 12];
    match n / 12 {
        0 => format!("{own}塘镇"),
        1 => format!("{own}山乡"),
        2 => format!("{own}园街道"),
        _ => format!("{own}林局"),
    }
}

/// Unit n's report: balanced, with figures of its own in three tables.
fn report(n: usize, year: u16) -> Report {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.ron");
    let mut report = file::parse("sample", &fs::read(sample).unwrap()).unwrap().1;
    let office = ["人民政府", "人民政府", "办事处", ""][n / 12];
    let agency = format!("云泽县{}{office}", name(n));
    let number = i64::try_from(n).unwrap();
    report.apply(Edit::Text(Field::Title, report.edition().title(&agency, year))).unwrap();
    report.apply(Edit::Text(Field::Agency, agency.clone())).unwrap();
    report.apply(Edit::Text(Field::SignatureName, agency)).unwrap();
    report.apply(Edit::Year(Some(year))).unwrap();
    report.apply(Edit::Last(None)).unwrap();
    let ids: Vec<CellId> = report.figures.cells().collect();
    for id in ids.into_iter().filter(|id| id.table == 1) {
        let _total = report.apply(Edit::Value(id, Value::Count(0)));
    }
    // 本年新收 and 予以公开 of natural persons, 上年结转 and 结转下年度 of firms.
    for (index, value) in [(0, number), (2 * 7, number), (8, 3), (24 * 7 + 1, 3)] {
        report.apply(Edit::Value(CellId { table: 1, index }, Value::Count(value))).unwrap();
    }
    report.apply(Edit::Value(CellId { table: 2, index: 0 }, Value::Count(number % 2))).unwrap();
    report
}

struct County {
    folder: tempfile::TempDir,
}

/// The states that are not "something was found or not", by unit.
const MISSING: usize = 40;
const UNREADABLE: usize = 41;
const WRONG_YEAR: usize = 42;
const WRONG_EDITION: usize = 43;
const UNBALANCED: usize = 44;
const CONTAINED: usize = 45;
const LEFT_OUT: usize = 46;
const EXCLUDED: usize = 47;

impl County {
    fn new() -> Self {
        let county = Self { folder: tempfile::tempdir().unwrap() };
        let mut register = String::from("单位代码,单位名称,单位类型,纳入汇总,已含于,联系人\n");
        for n in 0..48 {
            let included = if n == EXCLUDED { "否" } else { "是" };
            let whole = if n == CONTAINED { "U00" } else { "" };
            writeln!(register, "U{n:02},{},其他,{included},{whole},", name(n)).unwrap();
        }
        county.put("名录.csv", register.as_bytes());
        county.put(
            "汇总.nianbao-rollup",
            format!("(version: 1, scope: \"本行政区域\", units: {{\"U{LEFT_OUT}\": (kind: LeftOut, reason: \"试点\", date: \"2026-01-20\")}})")
                .as_bytes(),
        );
        for n in 0..48 {
            let year = if n == WRONG_YEAR { 2024 } else { 2025 };
            let mut report = report(n, year);
            let file = name(n);
            match n {
                MISSING => {}
                UNREADABLE => county.put(&format!("{file}.docx"), b"PK\x03\x04 broken"),
                WRONG_EDITION => {
                    let form = nianbao::edition::by_id("2019").unwrap();
                    let (figures, _) = report.figures.in_edition(&form);
                    report.apply(Edit::Figures(Box::new(figures))).unwrap();
                    let text = file::draft_text(&report);
                    county.put(&format!("{file}.nianbao"), text.as_bytes());
                }
                UNBALANCED => {
                    let id = CellId { table: 1, index: 0 };
                    report.apply(Edit::Value(id, Value::Count(999))).unwrap();
                    let text = file::draft_text(&report);
                    county.put(&format!("{file}.nianbao"), text.as_bytes());
                }
                _ => county.send(n, &file, &report),
            }
        }
        // Sent again, newer and with another figure: this one counts.
        let mut again = report(7, 2025);
        for index in [0, 2 * 7] {
            let id = CellId { table: 1, index };
            again.apply(Edit::Value(id, Value::Count(700))).unwrap();
        }
        county
            .put("更新/新的.nianbao", file::report_text(Balanced::new(&again).unwrap()).as_bytes());
        let later =
            std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        let newest =
            fs::File::options().write(true).open(county.folder.path().join("更新/新的.nianbao"));
        newest.unwrap().set_modified(later).unwrap();
        county.put("会议通知.txt", "下周一开会，请准时参加。".as_bytes());
        county
    }

    /// As a report file, or as one of the shapes that agencies publish.
    fn send(&self, n: usize, name: &str, report: &Report) {
        let balanced = Balanced::new(report).unwrap_or_else(|found| panic!("{n}: {found:?}"));
        let (format, extension) = match n % 8 {
            1 => (Format::Text, "txt"),
            3 => (Format::Html, "html"),
            5 => (Format::Docx, "docx"),
            7 if n < 16 => (Format::Pdf, "pdf"),
            _ => {
                let text = file::report_text(balanced);
                return self.put(&format!("{name}.nianbao"), text.as_bytes());
            }
        };
        let bytes = export(balanced, format, &ExportSetup::default()).bytes;
        self.put(&format!("{name}.{extension}"), &bytes);
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    /// Every file with its bytes.
    fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        names
            .filter(|path| path.is_file())
            .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
            .collect()
    }
}

#[test]
fn a_county_of_48_units() {
    let county = County::new();
    let before = county.content();
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| out.path().join(name).display().to_string();
    let (xlsx, draft) = (path("汇总.xlsx"), path("县.nianbao"));
    let outcome = rollup(&[
        county.path(),
        "--year",
        "2025",
        "--format",
        "json",
        "--xlsx",
        &xlsx,
        "--report",
        &draft,
        "--agency",
        "云泽县人民政府",
    ]);
    assert_eq!(outcome.code, 1, "{}", outcome.err);
    let view: Json = serde_json::from_str(&outcome.out).unwrap();

    let state = |n: usize| view["units"][n]["state"].as_str().unwrap().to_owned();
    for (n, expected) in [
        (MISSING, "missing"),
        (UNREADABLE, "unreadable"),
        (WRONG_YEAR, "wrong-year"),
        (WRONG_EDITION, "wrong-edition"),
        (UNBALANCED, "unbalanced"),
        (7, "duplicate"),
    ] {
        assert_eq!(state(n), expected, "{}", name(n));
    }
    let sound = ["clean", "warnings", "errors"];
    for n in (0..40).filter(|n| *n != 7).chain([CONTAINED, LEFT_OUT, EXCLUDED]) {
        assert!(sound.contains(&state(n).as_str()), "{n} {}: {}", name(n), state(n));
    }
    assert_eq!(view["missing"], serde_json::json!([name(MISSING)]));
    let broken = format!("{}.docx", name(UNREADABLE));
    let mut unmatched = vec![broken, "会议通知.txt".to_owned()];
    unmatched.sort();
    assert_eq!(view["unmatched"], serde_json::json!(unmatched));
    assert_eq!(view["duplicates"][0]["name"], name(7));
    assert_eq!(view["units"][LEFT_OUT]["decision"], "left-out");
    assert_eq!(view["units"][7]["file"].as_str().unwrap().replace('\\', "/"), "更新/新的.nianbao");

    // The sum made another way: from the numbers that the units were made with.
    let counted = |n: &usize| *n < 40;
    let figure = |n: usize| if n == 7 { 700 } else { i64::try_from(n).unwrap() };
    let expected: i64 = (0..48).filter(counted).map(figure).sum();
    let sums = |section: u64, row: &str, column: &str| -> Json {
        let table = view["sums"].as_array().unwrap().iter().find(|t| t["section"] == section);
        let last = |path: &Json| path.as_array().unwrap().last().cloned().unwrap_or("".into());
        let cells = table.unwrap()["cells"].as_array().unwrap().iter();
        cells
            .clone()
            .find(|c| {
                last(&c["row"]).as_str().unwrap().contains(row) && last(&c["column"]) == column
            })
            .unwrap()
            .clone()
    };
    let received = sums(3, "本年新收", "自然人");
    assert_eq!(received["value"], expected);
    let of: Vec<(String, i64)> = serde_json::from_value(received["units"].clone()).unwrap();
    let units: Vec<(String, i64)> = (1..40).map(|n| (format!("U{n:02}"), figure(n))).collect();
    assert_eq!(of, units);
    assert_eq!(sums(3, "本年新收", "总计")["value"], expected);
    assert_eq!(sums(3, "结转下年度", "商业企业")["value"], 3 * 40);
    assert_eq!(sums(4, "", "结果维持")["value"], 20);
    let r03 = |p: &&Json| p["code"] == "R03" && p["unit"] == format!("U{UNBALANCED}");
    assert!(view["problems"].as_array().unwrap().iter().any(|p| r03(&p)));

    // What was written says what is missing, and the folder is as it was.
    assert_eq!(county.content(), before);
    let (kind, own) = file::parse("县", &fs::read(&draft).unwrap()).unwrap();
    assert_eq!(kind, file::FileKind::Draft);
    assert_eq!(own.figures.number(CellId { table: 1, index: 0 }), expected);
    assert!(own.lead_in.contains(&format!("{}（未交）", name(MISSING))), "{}", own.lead_in);
    let book = nianbao::workbook::read(&fs::read(&xlsx).unwrap()).unwrap();
    let overview = &book.sheets[0];
    let all: String =
        overview.rows.iter().flat_map(|row| &row.cells).map(|c| c.value.text()).collect();
    assert!(all.contains("本行政区域") && all.contains("未计入"), "{all}");
    let again = rollup(&[county.path(), "--year", "2025", "--format", "json"]);
    assert_eq!(again.out, outcome.out, "the same folder gives the same words");
    let text = rollup(&[county.path(), "--year", "2025"]);
    assert!(text.out.contains(&format!("{} 未交", name(MISSING))), "{}", text.out);
    let csv = rollup(&[county.path(), "--year", "2025", "--format", "csv"]);
    assert!(csv.out.starts_with("code,name,state,file,section,row,column,value\n"));
}

/// Blank forms go out, come back filled, and are summed: xlsx and docx, one table a file.
#[test]
fn forms_that_offices_filled_in_are_summed_with_who_gave_what() {
    use nianbao::workbook;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let form = |table: &str, agency: &str, file: &str| {
        let words =
            ["form", "--table", table, "--year", "2025", "--agency", agency, "--xlsx", file];
        let Next::Print(outcome) = run(words.iter().map(Into::into).collect(), 2026) else {
            panic!("no window is wanted");
        };
        assert_eq!(outcome.code, 0, "{}", outcome.err);
    };
    let rows = "单位代码,单位名称\nA,教育局办公室\nB,教育局招生科\nC,教育局督导室\n";
    fs::write(folder.path().join("名录.csv"), rows).unwrap();
    // What an office writes into its form: 本年新收 and 予以公开 of natural persons, or 规章.
    let fill = |file: &str, value: f64| {
        let book = workbook::read(&fs::read(file).unwrap()).unwrap();
        let mut sheet = workbook::SheetOut { name: "表".into(), ..Default::default() };
        for row in &book.sheets[0].rows {
            // Figures that the form computes are left to the spreadsheet program.
            let is_text =
                |cell: &&workbook::SheetCell| matches!(cell.value, workbook::CellValue::Text(_));
            for cell in row.cells.iter().filter(is_text) {
                let content = workbook::CellContent::Text(cell.value.text().into_owned());
                sheet.cells.push(workbook::CellOut {
                    row: row.number - 1,
                    column: cell.column,
                    content,
                    look: workbook::Look::Label,
                });
            }
            let label = row.cells.iter().map(|cell| cell.value.text()).collect::<String>();
            let is_filled =
                ["本年新收", "予以公开", "规章"].iter().any(|word| label.contains(word));
            if is_filled {
                let after = row.cells.iter().rfind(is_text).unwrap().column;
                let merged = book.sheets[0].merged.iter().find(|merged| {
                    merged.first_row < row.number
                        && merged.last_row + 1 >= row.number
                        && merged.first_column <= after
                        && merged.last_column >= after
                });
                let column = merged.map_or(after, |merged| merged.last_column) + 1;
                let content = workbook::CellContent::Number(value);
                let (row, look) = (row.number - 1, workbook::Look::Figure);
                sheet.cells.push(workbook::CellOut { row, column, content, look });
            }
        }
        sheet.merged.clone_from(&book.sheets[0].merged);
        fs::write(file, workbook::xlsx(&[sheet]).unwrap()).unwrap();
    };
    for (table, agency, file, value) in [
        ("三", "教育局办公室", "办公室表三.xlsx", 7.0),
        ("二", "教育局办公室", "办公室表二.xlsx", 2.0),
        ("三", "教育局招生科", "招生科.xlsx", 5.0),
    ] {
        form(table, agency, &path(file));
        fill(&path(file), value);
    }
    let outcome = rollup(&[folder.path().to_str().unwrap(), "--year", "2025", "--format", "json"]);
    let view: Json = serde_json::from_str(&outcome.out).unwrap();
    let states: Vec<&str> = (0..3).map(|n| view["units"][n]["state"].as_str().unwrap()).collect();
    assert_eq!(states[2], "missing", "{}", outcome.out);
    let cell = |section: u64| {
        let tables = view["sums"].as_array().unwrap();
        tables.iter().find(|table| table["section"] == section).unwrap()["cells"][0].clone()
    };
    assert_eq!(cell(3)["units"], serde_json::json!([["A", 7], ["B", 5]]), "{}", outcome.out);
    assert_eq!(cell(2)["units"], serde_json::json!([["A", 2]]));
    assert_eq!(outcome.code, 1, "one office has not answered");
}

#[test]
fn a_file_too_large_and_a_damaged_one_are_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "单位代码,单位名称\nA,柳塘镇\nB,石山乡\nC,溪园街道\n";
    fs::write(folder.path().join("名录.csv"), rows).unwrap();
    let large = vec![b'x'; 16 * 1024 * 1024 + 1];
    fs::write(folder.path().join("柳塘镇.docx"), large).unwrap();
    let text = file::report_text(Balanced::new(&report(2 + 24, 2025)).unwrap());
    let cut: String = text.chars().take(text.chars().count() / 2).collect();
    fs::write(folder.path().join("石山乡.nianbao"), cut).unwrap();
    fs::write(folder.path().join("c.nianbao"), text).unwrap();
    let words = [folder.path().to_str().unwrap(), "--year", "2025", "--format", "json"];
    let view: Json = serde_json::from_str(&rollup(&words).out).unwrap();
    let states: Vec<&str> = (0..3).map(|n| view["units"][n]["state"].as_str().unwrap()).collect();
    assert_eq!(states[..2], ["unreadable", "unreadable"]);
    assert_eq!(view["units"][2]["file"], "c.nianbao");
    let told = |unit: &str| {
        let mut problems = view["problems"].as_array().unwrap().iter();
        let is = |p: &&Json| p["unit"] == unit && p["code"] == "unreadable";
        problems.find(is).unwrap()["message"].as_str().unwrap().to_owned()
    };
    assert!(told("A").contains("超过 16 MiB"), "{}", told("A"));
    assert!(told("B").contains("石山乡.nianbao") && told("B").contains("行"), "{}", told("B"));
}

#[test]
fn last_years_folder_is_compared() {
    let (now, before) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let put = |folder: &Path, report: &Report| {
        let text = file::report_text(Balanced::new(report).unwrap());
        fs::write(folder.join("a.nianbao"), text).unwrap();
    };
    let mut last = report(3, 2024);
    for index in [24 * 7, 0] {
        last.apply(Edit::Value(CellId { table: 1, index }, Value::Count(8))).unwrap();
    }
    last.apply(Edit::Value(CellId { table: 1, index: 14 }, Value::Count(0))).unwrap();
    put(now.path(), &report(3, 2025));
    put(before.path(), &last);
    let path = |folder: &tempfile::TempDir| folder.path().display().to_string();
    let (now, before) = (path(&now), path(&before));
    let view = |words: &[&str]| -> Json {
        serde_json::from_str(
            &rollup(&[&[now.as_str(), "--year", "2025", "--format", "json"], words].concat()).out,
        )
        .unwrap()
    };
    let codes = |view: &Json| -> Vec<String> {
        let problems = view["problems"].as_array().unwrap().iter();
        problems.map(|p| p["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!codes(&view(&[])).contains(&"R07".into()));
    assert!(codes(&view(&["--last", &before])).contains(&"R07".into()));
}

#[test]
fn misuse_and_what_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    for (words, code, told) in [
        (vec![path.as_str()], 2, "请用 --year 写明年度"),
        (vec![&path, "--year", "2025", "--report", "x"], 2, "--report 和 --agency 要一起写"),
        (vec![&path, "--year", "2010"], 2, "程序没有 2010 年的表格"),
        (vec!["no such folder", "--year", "2025"], 2, "没有这个文件夹"),
        (vec![&path, "--year", "2025", "--register", "none.csv"], 2, "none.csv"),
    ] {
        let outcome = rollup(&words);
        assert_eq!(outcome.code, code, "{words:?}");
        assert!(outcome.err.contains(told), "{words:?}: {}", outcome.err);
    }
    let empty = rollup(&[&path, "--year", "2025", "--format", "json"]);
    assert_eq!(empty.code, 0, "nobody is expected where there is no register");
    fs::write(folder.path().join("名录.csv"), "单位代码,单位名称\n1,甲镇\n1,乙镇\n").unwrap();
    let wrong = rollup(&[&path, "--year", "2025"]);
    assert!(wrong.code == 2 && wrong.err.contains("代码 1 写了两次"), "{}", wrong.err);
}
