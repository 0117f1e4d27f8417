//! What is asked for, what stands against it, and what is written.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::request::{ExportRequest, Looked, Source, Subject, Wanted, look, write};
use crate::edition;
use crate::export::{ExportSetup, Format, ReviewCopy};
use crate::file::safe_name as safe;
use crate::report::Report;

fn request() -> ExportRequest {
    ExportRequest {
        subject: Subject::Report,
        tables: vec![],
        formats: vec![Format::Text, Format::Pdf],
        copy: ReviewCopy::default(),
        gb18030: false,
        folder: std::env::temp_dir().display().to_string(),
        name: "报告".into(),
    }
}

fn names(request: &ExportRequest) -> Vec<String> {
    let edition = edition::for_year(2025).unwrap();
    request.wanted(&edition).into_iter().map(|wanted| wanted.name).collect()
}

#[test]
fn any_words_make_a_name() {
    for (words, name) in [
        ("云泽县柳塘镇 2025年报告", "云泽县柳塘镇 2025年报告"),
        ("甲/乙:丙?*\"<>|\\", "甲／乙：丙？＊＂＜＞｜＼"),
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("  甲.. ", "甲"),
        ("", "年度报告"),
        ("...", "年度报告"),
        ("con", "年度报告con"),
        ("LPT1.2025", "年度报告LPT1.2025"),
        ("COM0", "COM0"),
        ("CONTENT", "CONTENT"),
    ] {
        assert_eq!(safe(words), name, "{words}");
        assert_eq!(super::names::problem(&safe(words)), None, "{words}");
    }
    assert_eq!(safe(&"长".repeat(300)).chars().count(), 60);
}

#[test]
fn wrong_choices_are_told() {
    let told = |change: fn(&mut ExportRequest)| {
        let mut request = request();
        change(&mut request);
        request.problem().unwrap_or_default()
    };
    assert_eq!(told(|_| ()), "");
    assert_eq!(told(|r| r.formats.clear()), "请至少选择一种形式。");
    assert_eq!(told(|r| r.subject = Subject::Blanks), "请至少选择一张表。");
    assert_eq!(told(|r| r.folder = "  ".into()), "请填写文件夹。");
    assert_eq!(told(|r| r.folder = "报告".into()), "请填写文件夹的完整路径。");
    for name in ["", "  ", "...", ".pdf "] {
        let mut request = request();
        request.name = name.into();
        // Only a name of nothing but an extension stays one.
        assert_eq!(request.problem().is_none(), name == ".pdf ", "{name}");
    }
    assert_eq!(told(|r| r.name = "甲:乙".into()), "文件名中不能有“:”，请改一下。");
    assert_eq!(told(|r| r.name = "a/b".into()), "文件名中不能有“/”，请改一下。");
    assert_eq!(told(|r| r.name = "nul".into()), "“nul”是系统保留的名称，请换一个文件名。");
    assert_eq!(told(|r| r.name = "Com1.pdf".into()), "“Com1”是系统保留的名称，请换一个文件名。");
    assert_eq!(told(|r| r.name = "长".repeat(90)), "文件名有 90 个字，太长了，请缩短。");
}

#[test]
fn files_are_named_by_form_and_table() {
    assert_eq!(names(&request()), ["报告.pdf", "报告.txt"]);
    for name in ["报告.pdf", "报告.PDF", " 报告.txt "] {
        let request = ExportRequest { name: name.into(), ..request() };
        assert_eq!(names(&request), ["报告.pdf", "报告.txt"], "{name}");
    }
    let blanks = ExportRequest {
        subject: Subject::Blanks,
        tables: vec![0, 2],
        formats: Format::ALL.into(),
        name: "空白".into(),
        ..request()
    };
    let expected = ["空白表二.pdf", "空白表二.docx", "空白表四.pdf", "空白表四.docx"];
    assert_eq!(names(&blanks), expected);
}

#[test]
fn a_copied_path_is_understood() {
    let folder = |text: &str| ExportRequest { folder: text.into(), ..request() }.folder();
    assert_eq!(folder(" \"/甲/乙\" "), Path::new("/甲/乙"));
    if let Some(home) = std::env::home_dir() {
        assert_eq!(folder("~/乙"), home.join("乙"));
        assert_eq!(folder("~乙"), Path::new("~乙"));
    }
}

fn wanted(name: &str) -> Vec<Wanted> {
    vec![Wanted { format: Format::Pdf, table: None, name: name.into() }]
}

#[test]
fn the_folder_is_looked_at_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let told = |path: &Path| match look(path, &wanted("甲.pdf")) {
        Looked::Problem(told) => told,
        Looked::Existing(names) => names.concat(),
    };
    assert_eq!(told(path), "");
    assert!(told(&path.join("没有")).contains("这个文件夹，请核对"));
    crate::file::write_atomic(&path.join("甲.pdf"), b"%PDF").unwrap();
    assert_eq!(told(path), "甲.pdf");
    assert!(told(&path.join("甲.pdf")).contains("是一个文件，请填写文件夹"));
    assert_eq!(fs::read_dir(path).unwrap().count(), 1, "looking leaves nothing");

    // A report file is not replaced, whatever it is called.
    let sample = include_bytes!("../../../assets/sample.ron");
    crate::file::write_atomic(&path.join("甲.pdf"), sample).unwrap();
    assert!(told(path).contains("是一个报告文件"));
    // Where even a superuser cannot write.
    #[cfg(target_os = "linux")]
    assert!(
        told(Path::new("/proc")).starts_with("不能写入“/proc”："),
        "{}",
        told(Path::new("/proc"))
    );
}

#[test]
fn blank_forms_and_reports_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let edition = edition::for_year(2025).unwrap();
    let source = Source::Blanks(Arc::clone(&edition), "柳塘镇".into(), 2025);
    let blanks = ExportRequest {
        subject: Subject::Blanks,
        tables: vec![1],
        formats: vec![Format::Pdf, Format::Docx],
        ..request()
    };
    for wanted in blanks.wanted(&edition) {
        write(&source, &wanted, folder.path(), &ExportSetup::default()).unwrap();
        assert!(folder.path().join(&wanted.name).is_file(), "{wanted:?}");
    }
    // One file that cannot be written is told, and stops no other.
    let sample = include_bytes!("../../../assets/sample.ron");
    let (_, report) = crate::file::parse("sample", sample).unwrap();
    let source = Source::Report(Box::new(report));
    fs::create_dir(folder.path().join("报告.pdf")).unwrap();
    let results: Vec<bool> = request()
        .wanted(&edition)
        .iter()
        .map(|wanted| write(&source, wanted, folder.path(), &ExportSetup::default()).is_ok())
        .collect();
    assert_eq!(results, [false, true]);
}

#[test]
fn an_unbalanced_report_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let edition = edition::for_year(2025).unwrap();
    let mut report = Report::blank(Arc::clone(&edition), "甲", 2025);
    let cell = crate::rules::columns(&report)[0].cell;
    report.apply(crate::report::Edit::Value(cell, crate::report::Value::Count(1))).unwrap();
    let source = Source::Report(Box::new(report));
    let result = write(&source, &wanted("甲.pdf")[0], folder.path(), &ExportSetup::default());
    assert!(result.unwrap_err().contains("勾稽关系不平"));
    assert!(!folder.path().join("甲.pdf").exists());
}
