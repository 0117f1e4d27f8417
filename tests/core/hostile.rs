//! Files made to do harm: opening them ends soon, with a message, and touches nothing else.

use std::fs;
use std::path::Path;

use crate::support::clerk::{Clerk, names, sample};
use nianbao::app::Modal;
use nianbao::file::{self, FileError};

fn refused(text: &str) -> FileError {
    let error = file::parse("甲.nianbao", text.as_bytes()).unwrap_err();
    assert!(error.to_string().chars().count() < 400, "the message is short");
    error
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let depth = 1_000_000;
    for (open, inside) in [("(", "Report"), ("[", "Report(version: 1, agency: ")] {
        let error = refused(&format!("{inside}{}", open.repeat(depth)));
        assert!(error.problem.contains("格式") || error.problem.contains("太深"), "{error}");
    }
    for open in ["Some(", "{\"甲\":", "/*"] {
        refused(&format!("Report(version: 1, figures: {}", open.repeat(depth)));
    }
    // Between good fields as well: what is skipped has a depth too.
    let good = String::from_utf8(sample()).unwrap();
    let bad = good.replacen("agency:", &format!("unknown: {},\n agency:", "[".repeat(depth)), 1);
    assert!(refused(&bad).problem.contains("太深"));
}

#[test]
fn what_is_large_is_read_or_refused_in_its_size() {
    let good = String::from_utf8(sample()).unwrap();
    let long = good.replacen("before: [", &format!("before: [\"{}\",", "公".repeat(1 << 20)), 1);
    assert_eq!(file::parse("", long.as_bytes()).unwrap().0, file::FileKind::Report);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("大.nianbao");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    assert!(file::read(&path).unwrap_err().problem.contains("16 MiB"), "no disk is that fast");
    // The name of a key, quoted in the message, is not.
    let key = good.replacen("agency:", &format!("{}: 1, agency:", "k".repeat(1 << 20)), 1);
    let told = file::parse("", key.as_bytes()).unwrap_err().to_string();
    assert!(told.chars().count() < 400, "{} characters", told.chars().count());
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("管道.nianbao");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let link = folder.path().join("链接.nianbao");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    let mut clerk = Clerk::new(&folder.path().join("own"));
    for path in [&pipe, &link] {
        clerk.open(path);
        let Some(Modal::Failed(told)) = clerk.app.modal() else { panic!("{path:?}") };
        assert!(told.contains("读不出来"), "{told}");
        clerk.give(nianbao::app::Command::Dismiss);
    }
    // A folder is a roll-up: what is no file in it is no report, and is not waited for either.
    clerk.open(folder.path());
    let roll_up = clerk.app.roll_up().expect("a folder is opened as a roll-up");
    assert!(roll_up.result.units.is_empty(), "{:?}", roll_up.result.units);
}

/// The content of a folder: names, sizes and times.
fn state(folder: &Path) -> Vec<(String, u64, std::time::SystemTime)> {
    let of = |name: String| {
        let data = fs::symlink_metadata(folder.join(&name)).unwrap();
        (name, data.len(), data.modified().unwrap())
    };
    names(folder).into_iter().map(of).collect()
}

#[test]
fn opening_writes_nothing_beside() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("收到的");
    fs::create_dir(&own).unwrap();
    let page = "<html><body><img src=\"file:///etc/hostname\"><script>write()</script>\
        <link rel=stylesheet href=\"http://192.0.2.1/a.css\"><p>2025年政府信息公开工作年度报告</p>";
    for (name, bytes) in [
        ("报告.nianbao", sample()),
        ("网页.html", page.into()),
        ("文字.txt", "2025年政府信息公开工作年度报告".into()),
        ("坏.nianbao", b"Report(".to_vec()),
        ("空.nianbao", vec![]),
    ] {
        fs::write(own.join(name), bytes).unwrap();
    }
    let before = state(&own);
    for (name, ..) in &before {
        let mut clerk = Clerk::new(&folder.path().join("own"));
        clerk.open(&own.join(name));
    }
    assert_eq!(state(&own), before);
}
