//! The office's own faces on the command line: found where the system keeps fonts.

#![cfg(target_os = "linux")] // Where fonts are looked for differs elsewhere.

use std::path::Path;
use std::process::Command;

use nianbao::open::open;
use nianbao::rules;

fn source(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Renders the sample on a machine where a clerk has installed fonts; what is said, and the PDF.
fn render(home: &Path, options: &[&str]) -> (String, Vec<u8>) {
    let pdf = home.join("年报.pdf");
    let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .env("HOME", home)
        .arg("render")
        .arg(source("assets/sample.ron"))
        .arg("--pdf")
        .arg(&pdf)
        .args(options)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).unwrap(), std::fs::read(pdf).unwrap())
}

#[test]
fn they_are_used_where_asked_for_and_what_they_lack_is_told() {
    let home = tempfile::tempdir().unwrap();
    let fonts = home.path().join(".local/share/fonts");
    std::fs::create_dir_all(&fonts).unwrap();
    for name in ["FZXBSJW.otf", "simfang.ttc", "simhei.otf", "simkai.ttf"] {
        std::fs::copy(source("tests/fonts").join(name), fonts.join(name)).unwrap();
    }
    let (told, plain) = render(home.path(), &[]);
    assert!(!told.contains("字体："), "{told}");
    let (told, own) = render(home.path(), &["--office-faces"]);
    for line in [
        "字体：小标宋：用本机的“方正小标宋简体”\n",
        "字体：黑体：用本机的“黑体”\n",
        "字体：楷体：“楷体_GB2312”字库标明不许嵌入文件；用随程序的字体\n",
        "字体：仿宋：用本机的“仿宋_GB2312”\n",
        "本机的仿宋字库里没有“门”（U+95E8），这个字用随程序的仿宋代替",
        "本机的黑体字库里没有“主”（U+4E3B），这个字用随程序的黑体代替",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    assert_ne!(plain, own);
    assert_eq!(own, render(home.path(), &["--office-faces"]).1);
}

#[test]
fn the_programs_own_faces_replace_nothing_in_the_reports() {
    let reports = (0..5).map(|number| format!("tests/reports/00{number}.txt"));
    for path in reports.chain(["assets/sample.ron".to_owned()]) {
        let report = open(&source(&path)).unwrap().into_report();
        let codes: Vec<_> = rules::check(&report, &rules::Config::default())
            .into_iter()
            .filter(|f| f.code == "R43")
            .collect();
        assert!(codes.is_empty(), "{path}: {codes:#?}");
    }
}
