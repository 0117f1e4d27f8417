//! A folder of reports at once.

use std::path::Path;

use nianbao::cli::{Next, Outcome, run, run_telling};

fn import(from: &Path, to: &Path, more: &[&str]) -> Outcome {
    let words = ["import", from.to_str().unwrap(), "-o", to.to_str().unwrap()];
    match run(words.iter().chain(more).map(Into::into).collect(), 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

fn report(number: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/reports/{number}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A folder with three reports, one that does not balance, two that cannot be read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("伯党乡.txt", &report("000"));
    put("九间楼乡.txt", &report("002"));
    put("九间楼乡.htm", &report("002"));
    let text = String::from_utf8(report("004")).unwrap();
    let wrong = text.replacen(
        "一、本年新收政府信息公开申请数量\t\t0",
        "一、本年新收政府信息公开申请数量\t\t8",
        1,
    );
    put("大岚镇.txt", wrong.as_bytes());
    put("旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put("空.txt", b"");
    put(".hidden", b"x");
    put("~$伯党乡.docx", b"x");
    std::fs::create_dir(folder.path().join("里面")).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_of_reports() {
    let (from, to) = (folder(), tempfile::tempdir().unwrap());
    let out = to.path().join("报告");
    let outcome = import(from.path(), &out, &[]);
    assert_eq!(outcome.code, 2);
    assert_eq!(names(&out), ["九间楼乡.htm.ron", "九间楼乡.txt.ron", "伯党乡.ron"]);
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(lines.len(), 8, "{}", outcome.out);
    let expected = "大岚镇.txt    没有通过    2022  200/200   0       0       0";
    assert_eq!(lines[4], expected, "{}", outcome.out);
    assert_eq!(lines[7], "共 6 个文件：已存为报告 3 个，没有通过 1 个，读不出来 2 个。");
    assert!(outcome.err.contains("旧.doc") && outcome.err.contains("空.txt"), "{}", outcome.err);
    assert!(outcome.err.contains("勾稽关系不平"), "{}", outcome.err);

    // Nothing is written over, and what is missing is.
    std::fs::remove_file(out.join("伯党乡.ron")).unwrap();
    std::fs::write(out.join("九间楼乡.txt.ron"), "mine").unwrap();
    let outcome = import(from.path(), &out, &["--draft"]);
    assert_eq!(outcome.code, 2);
    assert_eq!(std::fs::read(out.join("九间楼乡.txt.ron")).unwrap(), b"mine");
    let last = outcome.out.lines().last().unwrap();
    assert_eq!(last, "共 6 个文件：已存为草稿 2 个，没有覆盖 2 个，读不出来 2 个。");
}

#[test]
fn the_code_is_that_of_the_worst() {
    let (from, to) = (folder(), tempfile::tempdir().unwrap());
    for name in ["旧.doc", "空.txt"] {
        std::fs::remove_file(from.path().join(name)).unwrap();
    }
    assert_eq!(import(from.path(), to.path(), &[]).code, 1);
    std::fs::remove_file(from.path().join("大岚镇.txt")).unwrap();
    let other = tempfile::tempdir().unwrap();
    let outcome = import(from.path(), other.path(), &[]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
}

#[test]
fn folders_that_make_no_sense() {
    let (from, empty) = (folder(), tempfile::tempdir().unwrap());
    for (from, to, told) in [
        (empty.path(), from.path().join("x"), "没有文件"),
        (from.path(), from.path().to_owned(), "就是来源的文件夹"),
        (from.path(), from.path().join("空.txt"), "不是文件夹"),
    ] {
        let outcome = import(from, &to, &[]);
        assert_eq!(outcome.code, 2);
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
}

#[test]
fn progress_is_told_file_by_file() {
    let (from, to) = (folder(), tempfile::tempdir().unwrap());
    let words = ["import", from.path().to_str().unwrap(), "-o", to.path().to_str().unwrap()];
    let mut told = Vec::new();
    let words = words.iter().map(Into::into).collect();
    let _ = run_telling(words, 2026, &mut |done, of| told.push((done, of)));
    assert_eq!(told, [(1, 6), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]);
}

/// Names that a screen or a file system takes for one another, or cannot show, stay apart.
#[cfg(unix)]
#[test]
fn no_name_is_lost_in_a_folder() {
    use std::os::unix::ffi::OsStrExt as _;
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let names: [&[u8]; 9] = [
        b"\xff.txt",
        b"\xfe.txt",
        b"a\x1b.txt",
        b"a\x07.txt",
        b"b.txt",
        b"B.txt",
        "e\u{301}.txt".as_bytes(),
        "\u{e9}.txt".as_bytes(),
        "b\u{200b}.txt".as_bytes(),
    ];
    for name in names {
        std::fs::write(from.path().join(std::ffi::OsStr::from_bytes(name)), report("000")).unwrap();
    }
    let outcome = import(from.path(), to.path(), &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert!(!outcome.out.contains(['\u{1b}', '\u{7}']), "{:?}", outcome.out);
    let written = self::names(to.path());
    assert_eq!(written.len(), names.len(), "{written:?}");
    let mut folded: Vec<String> = written.iter().map(|name| name.to_lowercase()).collect();
    folded.dedup();
    assert_eq!(folded.len(), names.len(), "{written:?}");
    let again = import(from.path(), to.path(), &[]);
    assert_eq!((again.code, self::names(to.path())), (2, written));
}

/// What did not get through leaves nothing behind, and can be tried again.
#[test]
fn what_is_refused_leaves_no_empty_file() {
    let (from, to) = (folder(), tempfile::tempdir().unwrap());
    assert_eq!(import(from.path(), to.path(), &[]).code, 2);
    assert_eq!(names(to.path()).len(), 3);
    assert_eq!(import(from.path(), to.path(), &["--draft"]).code, 2);
    assert!(names(to.path()).contains(&"大岚镇.ron".to_owned()));
}
