//! `compare` from the command line: years side by side.

use std::fs;

use nianbao::cli::{Next, Outcome, run};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};

use crate::support::clerk::sample;

fn compare(arguments: &[&str]) -> Outcome {
    let words = ["compare"].iter().chain(arguments).map(Into::into).collect();
    match run(words, 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// The sample as the report of a year of an agency, as its official text.
    fn report(&self, year: u16, agency: &str) -> String {
        let mut report: Report =
            nianbao::open::read("sample.ron", &sample()).unwrap().into_report();
        report.apply(Edit::Text(Field::Agency, agency.into())).unwrap();
        report.apply(Edit::Text(Field::Title, report.edition().title(agency, year))).unwrap();
        report.apply(Edit::Text(Field::SignatureName, agency.into())).unwrap();
        report.apply(Edit::Year(Some(year))).unwrap();
        let path = self.path(&format!("{agency}{year}.nianbao"));
        fs::write(&path, nianbao::file::draft_text(&report)).unwrap();
        path
    }
}

#[test]
fn years_stand_side_by_side_whatever_their_order() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let town = "云泽县柳塘镇人民政府";
    let [old, new] = [2024, 2025].map(|year| folder.report(year, town));
    let outcome = compare(&[&new, &old, "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(json["years"].to_string(), "[2024,2025]");
    assert_eq!(json["rows"].as_array().unwrap().len(), 200);
    assert_eq!(json["rows"][10]["values"].to_string(), "[23,23]");
    assert_eq!(json["prose"][0]["same_percent"], 100);
    let csv = compare(&[&new, &old, "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 201);
    assert!(csv.starts_with("section,row,column,2024,2025,change,percent\n"), "{csv}");
    assert!(csv.contains("一、本年新收政府信息公开申请数量,申请人情况 / 总计,29,29,0,0.0\n"));
    let text = compare(&[&new, &old]).out;
    assert!(text.contains("  本年新收 总计：29、29，比上年 0（0.0%）\n"), "{text}");
    // A table of one row has a line for each figure, with all that stands above it.
    let suit = "  行政诉讼 未经复议直接起诉 结果纠正：1、1，比上年 0\n";
    assert!(text.contains(suit) && text.contains("  行政复议 总计：1、1，比上年 0\n"), "{text}");
    // The sample carries three requests over in, and one out.
    assert!(text.contains("2024 年与 2025 年不相接：表三“上年结转”"), "{text}");
}

#[test]
fn the_workbook_opens_and_holds_the_figures() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let [old, new] = [2024, 2025].map(|year| folder.report(year, "云泽县柳塘镇人民政府"));
    let out = folder.path("对照.xlsx");
    assert_eq!(compare(&[&old, &new, "--xlsx", &out]).code, 0);
    let book = nianbao::workbook::read(&fs::read(&out).unwrap()).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["表二", "表三", "表四", "占比", "文字", "说明"]);
    assert_eq!(book.sheets[1].rows.len(), 176);
    let first = fs::read(&out).unwrap();
    assert_eq!(compare(&[&new, &old, "--xlsx", &out]).code, 0);
    assert_eq!(fs::read(&out).unwrap(), first);
    // A report is not written over.
    let refused = compare(&[&old, &new, "--xlsx", &old]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("没有覆盖"), "{}", refused.err);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let town = folder.report(2024, "云泽县柳塘镇人民政府");
    let other = folder.report(2025, "云泽县青溪镇人民政府");
    let missing = folder.path("没有.nianbao");
    for (files, told) in [
        (vec![&town], "2 到 10 份"),
        (vec![&town, &town], "同是 2024 年的报告"),
        (vec![&town, &other], "云泽县柳塘镇人民政府"),
        (vec![&town, &missing], "没有.nianbao"),
    ] {
        let files: Vec<&str> = files.into_iter().map(String::as_str).collect();
        let outcome = compare(&files);
        assert_eq!(outcome.code, 2, "{files:?}");
        assert!(outcome.err.contains(told), "{told} in {}", outcome.err);
        assert_eq!(outcome.out, "");
    }
}

#[test]
fn the_picture_is_written_as_its_name_says_with_its_words() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let [old, new] = [2024, 2025].map(|year| folder.report(year, "云泽县柳塘镇人民政府"));
    for (name, begins) in
        [("图.svg", &b"<svg "[..]), ("图.png", b"\x89PNG\r\n\x1a\n"), ("图.PDF", b"%PDF-1.7")]
    {
        let out = folder.path(name);
        let mut written = Vec::new();
        for more in [&[][..], &["--tall"]] {
            let outcome = compare(&[&[&*old, &new, "--picture", &out], more].concat());
            assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{name}");
            written.push(fs::read(&out).unwrap());
            assert!(written[written.len() - 1].starts_with(begins), "{name}");
        }
        assert_ne!(written[0], written[1], "{name}: another sheet");
    }
    let words = fs::read_to_string(folder.path("图.文字说明.txt")).unwrap();
    assert!(words.contains("本年新收申请：29件，与 2024 年持平\n"), "{words}");
    let svg = fs::read_to_string(folder.path("图.svg")).unwrap();
    assert!(
        svg.contains("<title id=\"title\">云泽县柳塘镇人民政府2025 年政府信息公开主要数据</title>")
    );
    assert!(svg.contains("本年新收申请：29件，与 2024 年持平\n"), "the description");
    for wrong in [&["--picture", "图.jpg"][..], &["--tall"]] {
        let outcome = compare(&[&[&*old, &new], wrong].concat());
        assert_eq!(outcome.code, 2, "{wrong:?}");
        assert!(outcome.err.contains("--picture"), "{}", outcome.err);
    }
}

#[test]
fn a_text_for_the_public_and_a_sheet_of_changes_are_written() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let [old, new] = [2024, 2025].map(|year| folder.report(year, "云泽县柳塘镇人民政府"));
    let text = folder.path("解读.txt");
    for name in ["解读.txt", "解读.docx", "核对.pdf", "核对.docx", "核对.xlsx"] {
        let flag = if name.starts_with('解') { "--reading" } else { "--changes" };
        let out = folder.path(name);
        let outcome = compare(&[&old, &new, flag, &out]);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{name}");
        let first = fs::read(&out).unwrap();
        assert_eq!(compare(&[&new, &old, flag, &out]).code, 0);
        assert!(first == fs::read(&out).unwrap(), "{name}: the same bytes");
    }
    let text = fs::read_to_string(text).unwrap();
    assert!(text.starts_with("云泽县柳塘镇人民政府2025年政府信息公开工作年度报告解读\n"), "{text}");
    assert!(
        text.contains("新收到政府信息公开申请 29 件，与 2024 年相同；上年结转 3 件。"),
        "{text}"
    );
    let book = nianbao::workbook::read(&fs::read(folder.path("核对.xlsx")).unwrap()).unwrap();
    let rows = format!("{:?}", book.sheets[0].rows);
    // The sample carries one request over, and three in.
    assert!(rows.contains("上年结转"), "{rows}");
    for wrong in [["--reading", "解读.pdf"], ["--changes", "核对"]] {
        let outcome = compare(&[&[&*old, &new], &wrong[..]].concat());
        assert_eq!(outcome.code, 2, "{wrong:?}");
        assert!(outcome.err.contains(wrong[0]), "{}", outcome.err);
    }
}
