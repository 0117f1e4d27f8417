//! `package`, `publish` and `correct` from the command line: what is handed in, what went out, what was
//! corrected afterwards.

use std::fs;
use std::io::Read as _;

use nianbao::cli::{Next, Outcome, run};
use nianbao::file;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::rules::Balanced;

use crate::support::clerk::sample;

fn nianbao(arguments: &[&str]) -> Outcome {
    match run(arguments.iter().map(Into::into).collect(), 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

/// Runs a command that has to end with a code; what it says.
fn ends(code: u8, arguments: &[&str]) -> String {
    let outcome = nianbao(arguments);
    assert_eq!(outcome.code, code, "{arguments:?}: {}{}", outcome.out, outcome.err);
    if code == 0 { outcome.out } else { outcome.err }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// The sample after some edits, as a report file or, where it is out of balance, a draft.
    fn report(&self, name: &str, edits: Vec<Edit>) -> String {
        let mut report = nianbao::open::read("sample", &sample()).unwrap().into_report();
        for edit in edits {
            report.apply(edit).unwrap();
        }
        let text = match Balanced::new(&report) {
            Ok(balanced) => file::report_text(balanced),
            Err(_) => file::draft_text(&report).replacen("Draft(", "Report(", 1),
        };
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }
}

fn cell(index: usize, count: i64) -> Edit {
    Edit::Value(CellId { table: 1, index }, Value::Count(count))
}

fn read(path: &str) -> Report {
    file::parse(path, &fs::read(path).unwrap()).unwrap().1
}

#[test]
fn a_package_is_made_opened_and_proved() {
    let folder = Folder::new();
    let report = folder.report("a.nianbao", vec![]);
    let [zip, again, out] = ["a.zip", "b.zip", "out"].map(|name| folder.path(name));
    let said = ends(0, &["package", &report, "-o", &zip, "--ofd"]);
    assert!(said.contains("（8 个文件）"), "{said}");
    ends(0, &["package", &report, "-o", &again, "--ofd"]);
    assert_eq!(fs::read(&zip).unwrap(), fs::read(&again).unwrap(), "same report, same bytes");
    let said = ends(0, &["package", "--open", &zip, "-o", &out]);
    assert!(said.contains("都与清单相符"), "{said}");
    let mut names: Vec<String> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 8);
    for end in [".nianbao", ".pdf", ".ofd", ".docx", ".html", "（核对单）.pdf", "（问题说明）.txt"]
    {
        assert_eq!(
            names.iter().filter(|name| name.ends_with(end)).count(),
            if end == ".pdf" { 2 } else { 1 }
        );
    }
    let own = names.iter().find(|name| name.ends_with(".nianbao")).unwrap();
    assert_eq!(read(&format!("{out}/{own}")), read(&report));
    let list = fs::read_to_string(format!("{out}/清单.txt")).unwrap();
    assert_eq!(list.lines().count(), 7);
    // A second one into the same folder would lose the first.
    assert!(ends(2, &["package", "--open", &zip, "-o", &out]).contains("没有覆盖"));
}

#[test]
fn a_package_that_was_changed_or_is_none_is_not_opened() {
    let folder = Folder::new();
    let report = folder.report("a.nianbao", vec![]);
    let [zip, out] = ["a.zip", "out"].map(|name| folder.path(name));
    ends(0, &["package", &report, "-o", &zip]);
    let mut bytes = fs::read(&zip).unwrap();
    // Whatever byte is flipped: nothing is written that was not packed.
    let length = bytes.len();
    for at in (0..length).step_by(length / 97 + 1) {
        bytes[at] ^= 0x55;
        fs::write(&zip, &bytes).unwrap();
        let outcome = nianbao(&["package", "--open", &zip, "-o", &out]);
        match outcome.code {
            0 => fs::remove_dir_all(&out).unwrap(),
            code => {
                assert!(code <= 2, "{at}");
                assert!(!std::path::Path::new(&out).exists(), "{at}: {}", outcome.err);
            }
        }
        bytes[at] ^= 0x55;
    }
    fs::write(&zip, "不是压缩包").unwrap();
    assert!(ends(2, &["package", "--open", &zip, "-o", &out]).contains("不是报送包"));
    assert!(
        ends(2, &["package", "--open", &folder.path("没有.zip"), "-o", &out])
            .contains("没有这个文件")
    );
}

#[test]
fn what_is_blocked_a_draft_and_misuse_are_refused() {
    let folder = Folder::new();
    let zip = folder.path("a.zip");
    let wrong = folder.report("wrong.nianbao", vec![cell(0, 99)]);
    assert!(ends(1, &["package", &wrong, "-o", &zip]).contains("先要改正"));
    let report = folder.report("a.nianbao", vec![]);
    let draft = folder.path("draft.nianbao");
    fs::write(&draft, file::draft_text(&read(&report))).unwrap();
    assert!(ends(1, &["package", &draft, "-o", &zip]).contains("草稿"));
    for arguments in [
        ["publish", &draft, "--date", "2026-01-28", "-o", &zip].as_slice(),
        &["publish", &wrong, "--date", "2026-01-28", "-o", &zip],
        &["publish", &report, "--date", "2025-06-01", "-o", &zip],
        &["correct", &report, &draft],
        &["correct", &report, &wrong],
    ] {
        ends(1, arguments);
    }
    assert!(!std::path::Path::new(&zip).exists());
    for arguments in [
        ["package", "-o", &zip].as_slice(),
        &["package", &report, "--open", &zip, "-o", &zip],
        &["package", &report],
        &["package", &folder.path("没有"), "-o", &zip],
        &["publish", &report, "--date", "元月", "-o", &zip],
        &["publish", &report, "-o", &zip],
        &["correct", &report],
        &["correct", &report, &report, &report],
        &["package", &report, "-o", &report],
    ] {
        ends(2, arguments);
    }
    assert_eq!(read(&report), read(&draft), "neither was written over");
}

#[test]
fn what_was_published_is_kept_and_a_correction_names_each_change() {
    let folder = Folder::new();
    let report = folder.report("a.nianbao", vec![]);
    let out = folder.path("published.nianbao");
    let address = "https://www.example.gov.cn/2025.html";
    ends(0, &["publish", &report, "--date", "2026年1月28日", "--address", address, "-o", &out]);
    let published = read(&out);
    let state = published.published.clone().unwrap();
    assert_eq!((state.out.date.as_str(), state.out.address.as_str()), ("2026-01-28", address));
    assert!(state.report.prints_like(&read(&report)) && !published.is_corrected());
    // Two figures, a sentence; the waivers are nobody's business.
    let mut now = published.clone();
    let count = now.figures.number(CellId { table: 1, index: 14 });
    let first = now.text(Field::Before(5)).to_owned();
    for edit in [
        cell(0, 24),
        cell(14, count + 1),
        Edit::Text(Field::Before(5), format!("新添的一句。{first}")),
        Edit::Waivers(vec![]),
    ] {
        now.apply(edit).unwrap();
    }
    assert!(now.is_corrected());
    let corrected = folder.path("corrected.nianbao");
    fs::write(&corrected, file::report_text(Balanced::new(&now).unwrap())).unwrap();
    let [docx, pdf] = ["c.docx", "c.pdf"].map(|name| folder.path(name));
    let said = ends(0, &["correct", &out, &corrected, "--docx", &docx, "--pdf", &pdf]);
    for words in [
        "更正说明",
        "2026年1月28日公布，网址 https://www.example.gov.cn/2025.html",
        "有 3 处更正",
        "表三“本年新收—自然人”：原为“23”，更正为“24”",
        "“本年新收—总计”29 → 30",
        "增加“新添的一句。”",
        "两边相等",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
    let mut word = zip::ZipArchive::new(fs::File::open(&docx).unwrap()).unwrap();
    let mut document = String::new();
    word.by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
    for words in ["更正说明", "新添的一句。", "“本年新收—总计”29 → 30", "发布机关（盖章）"]
    {
        assert!(document.contains(words), "{words}");
    }
    // Against itself: what is in the file now, and what it published.
    assert!(ends(0, &["correct", &corrected, &corrected]).contains("有 3 处更正"));
    assert!(ends(0, &["correct", &report, &out]).contains("没有需要更正的内容"));
    assert!(ends(1, &["correct", &report, &out, "--pdf", &pdf]).contains("没有生成"));
    // Next year's starts from the corrected one and says so.
    let next = folder.path("next.nianbao");
    let said = ends(0, &["new", "--from", &corrected, "-o", &next, "--draft"]);
    assert!(said.contains("公布后有更正"), "{said}");
    assert!(!ends(0, &["new", "--from", &out, "-o", &next, "--draft"]).contains("公布后有更正"));
}

#[test]
fn another_report_is_no_correction() {
    let folder = Folder::new();
    let report = folder.report("a.nianbao", vec![]);
    let other = folder.report("b.nianbao", vec![Edit::Text(Field::Agency, "别处县民政局".into())]);
    assert!(ends(1, &["correct", &report, &other]).contains("不是同一份报告"));
}
