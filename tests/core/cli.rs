//! What a script sees: the commands, run as the program runs them.

use std::path::{Path, PathBuf};

use nianbao::cli::{Next, Outcome, run};
use serde_json::Value;

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn source(name: &str) -> String {
    format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command line in the year 2026.
fn nianbao(arguments: &[&str]) -> Outcome {
    let words = arguments.iter().map(Into::into).collect();
    match run(words, 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

/// Runs a command line that has to end with 0.
fn done(arguments: &[&str]) -> String {
    let outcome = nianbao(arguments);
    assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.err);
    assert_eq!(outcome.err, "", "{arguments:?}");
    outcome.out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// A copy of a published report with one replacement.
    fn changed(&self, report: &str, from: &str, to: &str) -> String {
        let text = std::fs::read_to_string(source(report)).unwrap();
        assert!(text.contains(from), "{from}");
        let path = self.path("changed.txt");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        path
    }
}

/// The codes that `check` finds, with their severities.
fn codes(file: &str) -> (u8, Vec<String>) {
    let outcome = nianbao(&["check", file, "--format", "json"]);
    let findings = json(&outcome.out)[0]["findings"].as_array().unwrap().clone();
    let code =
        |f: &Value| format!("{}{}", f["code"].as_str().unwrap(), f["severity"].as_str().unwrap());
    (outcome.code, findings.iter().map(code).collect())
}

#[test]
fn every_report_is_imported_checked_rendered_and_shown() {
    for name in REPORTS {
        let folder = Folder::new();
        let [report, pdf, text] = ["a.ron", "a.pdf", "a.txt"].map(|file| folder.path(file));
        done(&["import", &source(name), "-o", &report]);
        done(&["render", &report, "--pdf", &pdf, "--text", &text]);
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
        // The published text, the report file and the rendered text hold the same report; only
        // how a printed total is known differs.
        let figures = |file: &str| {
            let mut view = json(&done(&["show", file, "--format", "json"]));
            for table in view["tables"].as_array_mut().unwrap() {
                for cell in table["cells"].as_array_mut().unwrap() {
                    cell.as_object_mut().unwrap().remove("printed");
                }
            }
            view
        };
        assert_eq!(figures(&source(name)), figures(&report), "{name}");
        assert_eq!(figures(&report), figures(&text), "{name}");
        let cells = |n: usize| figures(&report)["tables"][n]["cells"].as_array().unwrap().len();
        let expected = if name == "002" { [22, 161, 15] } else { [10, 175, 15] };
        assert_eq!([cells(0), cells(1), cells(2)], expected, "{name}");
    }
}

/// What the rules say of them is tested elsewhere; none of it has to be mended.
#[test]
fn the_five_reports_are_checked_without_an_error() {
    for name in REPORTS {
        let (code, found) = codes(&source(name));
        assert_eq!(code, 0, "{name}: {found:?}");
        assert!(found.iter().all(|code| code.ends_with(['W', 'I'])), "{name}: {found:?}");
    }
}

#[test]
fn an_unbalanced_report_is_neither_saved_nor_rendered() {
    // Report 004 is all zeros: one more received in each of its seven columns in turn.
    let names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let row = "一、本年新收政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0\t";
    for (column, name) in names.iter().enumerate() {
        let folder = Folder::new();
        let mut figures = ["0"; 7];
        figures[column] = "3";
        let to = format!("一、本年新收政府信息公开申请数量\t\t{}\t", figures.join("\t"));
        let changed = folder.changed("004", row, &to);
        let out = folder.path("a.ron");
        let outcome = nianbao(&["import", &changed, "-o", &out]);
        assert_eq!(outcome.code, 1, "{name}");
        assert!(!Path::new(&out).exists(), "{name}");
        assert!(
            outcome.err.contains(&format!("{name} 3＋0＝3，0＋0＝0，前者多 3")),
            "{}",
            outcome.err
        );

        done(&["import", &changed, "-o", &out, "--draft"]);
        assert!(std::fs::read_to_string(&out).unwrap().contains("Draft("));
        let pdf = folder.path("a.pdf");
        let refused = nianbao(&["render", &out, "--pdf", &pdf]);
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains("草稿") && refused.err.contains(name), "{}", refused.err);
        let refused =
            nianbao(&["render", &changed, "--pdf", &pdf, "--text", &folder.path("a.txt")]);
        assert_eq!((refused.code, Path::new(&pdf).exists()), (1, false));
        assert_eq!(codes(&out).0, 1);
    }
}

#[test]
fn a_balanced_draft_becomes_a_report() {
    let folder = Folder::new();
    let [draft, report] = ["draft.ron", "report.ron"].map(|name| folder.path(name));
    done(&["import", &source("000"), "-o", &draft, "--draft"]);
    let refused = nianbao(&["render", &draft, "--pdf", &folder.path("a.pdf")]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("nianbao import"), "{}", refused.err);
    done(&["import", &draft, "-o", &report]);
    done(&["render", &report, "--pdf", &folder.path("a.pdf")]);
    done(&["import", &source("000"), "-o", &draft]);
    assert_eq!(std::fs::read(&draft).unwrap(), std::fs::read(&report).unwrap());
}

#[test]
fn new_reports_are_blank_or_start_from_last_years() {
    let folder = Folder::new();
    let out = folder.path("new.ron");
    done(&["new", "--agency", "柳塘镇人民政府", "-o", &out]);
    let view = json(&done(&["show", &out]));
    assert_eq!(view["year"], 2025);
    assert_eq!(view["title"], "柳塘镇人民政府2025年政府信息公开工作年度报告");
    assert_eq!(view["tables"][1]["cells"][0]["value"], Value::Null);

    let told = done(&["new", "--from", &source("002"), "-o", &out]);
    assert!(told.contains("没有带入：上年报告是2019年版，表二与2021年版的格式不同"), "{told}");
    let view = json(&done(&["show", &out]));
    assert_eq!((&view["year"], &view["edition"]), (&Value::from(2021), &Value::from("2021")));
    assert_eq!(view["agency"], "九间楼乡");
    let last = json(&done(&["show", &source("002")]));
    assert_eq!(view["sections"][4]["text"], last["sections"][4]["text"]);
    assert_eq!(view["tables"][1]["cells"][0]["value"], Value::Null);
    assert_eq!(view["tables"][1]["cells"][7]["value"], 0, "carried over");
    assert!(std::fs::read_to_string(&out).unwrap().contains("last: (\n    year: 2020"));

    // What is carried over makes the identity fail until the year's own figures are there.
    let sample = folder.path("demo");
    done(&["demo", &sample]);
    let sample = std::fs::read_dir(&sample)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == "nianbao"));
    let sample = sample.unwrap().display().to_string();
    let refused = nianbao(&["new", "--from", &sample, "-o", &folder.path("x.ron")]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("商业企业 0＋1＝1，0＋0＝0") && refused.err.contains("--draft"));
    let told = done(&["new", "--from", &sample, "-o", &out, "--draft", "--year", "2027"]);
    assert!(told.contains("没有带入：所沿用的是 2025 年的报告，不是 2026 年的"), "{told}");
    let view = json(&done(&["show", &out]));
    assert_eq!(view["year"], 2027);
    assert_eq!(view["tables"][1]["cells"][7]["value"], Value::Null, "not carried over");

    for kind in ["docx", "html", "pdf", "text"] {
        let published = folder.path(&format!("published.{kind}"));
        done(&["render", &sample, &format!("--{kind}"), &published]);
        done(&["new", "--from", &published, "-o", &out, "--draft"]);
        let view = json(&done(&["show", &out]));
        assert_eq!(
            (&view["year"], &view["agency"]),
            (&2026.into(), &"云泽县柳塘镇人民政府".into())
        );
        assert_eq!(view["tables"][1]["cells"][8]["value"], 1, "{kind}: carried over");
    }

    let none = nianbao(&["new", "--year", "2015", "-o", &folder.path("x.ron")]);
    assert_eq!((none.code, none.err.contains("没有 2015 年的表格")), (2, true));
}

#[test]
fn the_demo_writes_report_text_and_pdf() {
    let folder = Folder::new();
    let out = folder.path("out");
    done(&["demo", &out]);
    let mut kinds: Vec<PathBuf> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    kinds.sort();
    let kinds: Vec<_> =
        kinds.iter().map(|path| path.extension().unwrap().to_str().unwrap()).collect();
    assert_eq!(kinds, ["nianbao", "pdf", "txt"]);
    for entry in std::fs::read_dir(&out).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().unwrap() != "pdf" {
            assert_eq!(codes(path.to_str().unwrap()), (0, vec![]), "{}", path.display());
        }
    }
    // A second time, over its own files.
    done(&["demo", &out]);
}

#[test]
fn nothing_of_the_clerks_is_overwritten() {
    let folder = Folder::new();
    let text = folder.changed("000", "上官乡", "上官乡");
    let before = std::fs::read(&text).unwrap();
    for arguments in [
        vec!["import", &text, "-o", &text],
        vec!["import", &text, "-o", &text, "--draft"],
        vec!["new", "-o", &text],
        vec!["render", &text, "--text", &text],
        vec!["render", &text, "--pdf", &text],
    ] {
        let refused = nianbao(&arguments);
        assert_eq!(refused.code, 2, "{arguments:?}");
        assert!(refused.err.contains("没有覆盖"), "{}", refused.err);
        assert_eq!(std::fs::read(&text).unwrap(), before, "{arguments:?}");
    }
}

#[test]
fn text_goes_out_in_gb18030_and_comes_back() {
    let folder = Folder::new();
    let [utf8, gb] = ["a.txt", "b.txt"].map(|name| folder.path(name));
    done(&["render", &source("001"), "--text", &utf8]);
    done(&["render", &source("001"), "--text", &gb, "--gb18030"]);
    assert_ne!(std::fs::read(&utf8).unwrap(), std::fs::read(&gb).unwrap());
    assert_eq!(done(&["show", &utf8]), done(&["show", &gb]));
}

#[test]
fn digits_may_stand_apart_from_chinese() {
    let folder = Folder::new();
    let [plain, apart, again] = ["a.pdf", "b.pdf", "c.pdf"].map(|name| folder.path(name));
    done(&["render", &source("001"), "--pdf", &plain]);
    done(&["render", &source("001"), "--pdf", &apart, "--latin-gap"]);
    done(&["render", &source("001"), "--latin-gap", "--pdf", &again]);
    let [plain, apart, again] = [plain, apart, again].map(|path| std::fs::read(path).unwrap());
    assert!(plain != apart && apart == again);
}

#[test]
fn web_pages_and_word_documents_are_rendered_and_refused_like_pages() {
    let folder = Folder::new();
    let [draft, html, docx] = ["draft.ron", "a.html", "a.docx"].map(|name| folder.path(name));
    done(&["import", &source("000"), "-o", &draft, "--draft"]);
    let refused = nianbao(&["render", &draft, "--html", &html, "--docx", &docx]);
    assert_eq!((refused.code, Path::new(&html).exists()), (1, false));
    let told = done(&["render", &source("000"), "--html", &html, "--docx", &docx]);
    assert!(told.contains("已生成网页：") && told.contains("已生成 Word 文档："), "{told}");
    assert!(std::fs::read(&html).unwrap().starts_with(b"<!DOCTYPE html>"));
    assert!(std::fs::read(&docx).unwrap().starts_with(b"PK"));
}

#[test]
fn blank_forms_of_every_table_are_made() {
    let folder = Folder::new();
    let [pdf, docx, report] = ["a.pdf", "a.docx", "a.ron"].map(|name| folder.path(name));
    for year in ["2020", "2025"] {
        for table in ["二", "表三", "4"] {
            let form = ["form", "--table", table, "--year", year, "--agency", "柳塘镇人民政府"];
            let told = done(&[&form[..], &["--pdf", &pdf, "--docx", &docx]].concat());
            assert!(told.contains("（1 页）"), "{year} {table}: {told}");
            assert!(std::fs::read(&docx).unwrap().starts_with(b"PK"));
        }
    }
    done(&["import", &source("000"), "-o", &report]);
    for (arguments, told) in [
        (vec!["--table", "五", "--pdf", &pdf], "没有“五”这张表，--table 后面可写 表二、表三、表四"),
        (vec!["--table", "三", "--year", "2015", "--pdf", &pdf], "没有 2015 年的表格"),
        (vec!["--table", "三", "--docx", &report], "没有覆盖"),
    ] {
        let refused = nianbao(&[&["form"], &arguments[..]].concat());
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains(told), "{}", refused.err);
    }
}

#[test]
fn several_files_are_checked_and_the_worst_decides() {
    let folder = Folder::new();
    let row = "\t1.属于国家秘密\t0\t0";
    let unbalanced = folder.changed("001", row, "\t1.属于国家秘密\t1\t0");
    let outcome =
        nianbao(&["check", &source("000"), &unbalanced, &source("002"), "--format", "json"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(json(&outcome.out).as_array().unwrap().len(), 3);
    let outcome = nianbao(&["check", &source("000"), "no such file", &unbalanced]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.err.contains("“no such file”：读不出来，没有这个文件或文件夹"),
        "{}",
        outcome.err
    );
    assert!(outcome.out.contains("R03 表三 自然人"), "{}", outcome.out);
}

#[test]
fn a_year_that_the_title_lacks_is_found_elsewhere_and_told() {
    let folder = Folder::new();
    let changed = folder.changed("000", "上官乡2021年政府", "上官乡政府");
    assert_eq!(json(&done(&["show", &changed]))["year"], 2021);
    let told = done(&["import", &changed, "-o", &folder.path("a.ron")]);
    assert!(told.contains("标题没有写年度，由正文推定为 2021 年，请核对"), "{told}");
}

#[test]
fn a_damaged_report_file_is_not_taken_for_a_published_report() {
    let folder = Folder::new();
    let good = folder.path("good.ron");
    done(&["import", &source("000"), "-o", &good]);
    let text = std::fs::read_to_string(&good).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        text.replacen("Report(", "Repost(", 1).into_bytes(),
        text.replacen("Report(", "Report[", 1).into_bytes(),
        [&[0xFF, 0xFE][..], &utf16].concat(),
    ] {
        let damaged = folder.path("damaged.ron");
        std::fs::write(&damaged, bytes).unwrap();
        let refused = nianbao(&["import", &damaged, "-o", &folder.path("x.ron")]);
        assert_eq!(refused.code, 2, "{}", refused.out);
        assert!(refused.err.contains("damaged.ron"), "{}", refused.err);
    }
}

#[test]
fn neither_last_years_report_nor_another_is_written_over() {
    let folder = Folder::new();
    let [last, other] = ["last.ron", "other.ron"].map(|name| folder.path(name));
    done(&["import", &source("000"), "-o", &last]);
    done(&["import", &source("002"), "-o", &other]);
    let before = [&last, &other].map(|path| std::fs::read(path).unwrap());
    for arguments in [
        vec!["new", "--from", &last, "-o", &last, "--draft"],
        vec!["render", &last, "--text", &other],
        vec!["render", &last, "--pdf", "x", "--text", "x"],
        vec!["new", "--agency", "甲\n乙", "-o", &folder.path("x.ron")],
    ] {
        assert_eq!(nianbao(&arguments).code, 2, "{arguments:?}");
    }
    assert_eq!([&last, &other].map(|path| std::fs::read(path).unwrap()), before);
}

#[test]
#[cfg(unix)]
fn a_link_is_followed_and_a_pipe_is_left_alone() {
    let folder = Folder::new();
    let [real, link] = ["real.ron", "link.ron"].map(|name| folder.path(name));
    done(&["import", &source("002"), "-o", &real]);
    std::os::unix::fs::symlink(&real, &link).unwrap();
    done(&["import", &source("000"), "-o", &link]);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(json(&done(&["show", &real]))["agency"], "富阳区上官乡");
    let refused = nianbao(&["render", &real, "--text", "/dev/null"]);
    assert_eq!((refused.code, refused.err.contains("不是普通文件")), (2, true), "{}", refused.err);
}

#[test]
fn prose_in_the_forms_words_before_a_table_stays_prose() {
    let folder = Folder::new();
    let heading = "二、主动公开政府信息情况\n";
    let prose = "规章\n未制发。\n行政许可\n本年办理许可3件。";
    let changed = folder.changed("000", heading, &format!("{heading}{prose}\n"));
    let view = json(&done(&["show", &changed]));
    assert_eq!(view["sections"][1]["text"], prose);
    assert_eq!(view["tables"][0], json(&done(&["show", &source("000")]))["tables"][0]);
}

#[test]
fn a_tables_name_over_it_is_no_prose() {
    let folder = Folder::new();
    let heading = "二、主动公开政府信息情况\n";
    let changed = folder.changed("000", heading, &format!("{heading}表二\n"));
    assert_eq!(done(&["show", &changed]), done(&["show", &source("000")]));
}

#[test]
fn what_a_reading_left_out_is_told_wherever_it_is_used() {
    let folder = Folder::new();
    let told = "处文字没有找到位置";
    assert!(done(&["check", &source("001")]).contains(told));
    assert!(done(&["render", &source("001"), "--pdf", &folder.path("a.pdf")]).contains(told));
    assert!(!done(&["check", &source("000")]).contains(told));
}

#[test]
fn help_and_version() {
    assert!(done(&["--help"]).contains("nianbao check"));
    assert!(done(&["render", "--help"]).contains("返回码"));
    assert!(done(&["--version"]).starts_with("nianbao 0."));
    assert_eq!(nianbao(&["chekc"]).code, 2);
}
