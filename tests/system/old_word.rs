//! Old Word files through LibreOffice: only where the clerk asks for it, and told as such.

use std::path::Path;
use std::process::Command;

use nianbao::open::{Opened, open};

fn nianbao(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nianbao")).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.code(), said.into_owned())
}

#[test]
fn an_old_word_file_is_converted_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/00.txt");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let made = Command::new("soffice")
        .args(["--headless", &profile, "--infilter=Text (encoded):UTF8", "--convert-to", "doc"])
        .arg("--outdir")
        .arg(folder.path())
        .arg(text)
        .status();
    assert!(made.unwrap().success());
    let source = folder.path().join("00.doc").display().to_string();
    let out = folder.path().join("00.nianbao").display().to_string();
    let (code, said) = nianbao(&["import", &source, "-o", &out]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("--convert"), "{said}");
    let (code, said) = nianbao(&["import", &source, "-o", &out, "--convert"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("由 LibreOffice 转换"), "{said}");
    for words in ["应有 10 格，读到 10 格", "应有 175 格，读到 175 格", "应有 15 格，读到 15 格"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(matches!(open(Path::new(&out)).unwrap(), Opened::File(..)));
}
