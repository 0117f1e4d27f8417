//! What the package tells the desktop, before the desktop's own tools; that the program and its
//! description agree.
//!
//! Where a tool is not installed its test says so and passes, but not in continuous integration.
//! The package itself is built and installed by the long run of check.sh.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::file::write_atomic;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a tool prints on success; `None` where it is not installed.
fn run(command: &mut Command) -> Option<String> {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{command:?}: {error}");
            eprintln!("skipped: {command:?}: {error}");
            return None;
        }
    };
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {out}{errors}");
    Some(out)
}

#[test]
fn the_desktop_entry_is_valid() {
    let entry = root().join("packaging/linux/nianbao.desktop");
    let said = run(Command::new("desktop-file-validate").arg(entry)).unwrap_or_default();
    assert_eq!(said, "");
}

#[test]
fn the_description_for_software_centres_is_valid() {
    let name = "io.github.nianbao.nianbao.metainfo.xml";
    let text = fs::read_to_string(root().join("packaging/linux").join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let text = text.replace("@VERSION@", env!("CARGO_PKG_VERSION")).replace("@DATE@", "2026-01-01");
    write_atomic(&path, text.as_bytes()).unwrap();
    run(Command::new("appstreamcli").args(["validate", "--no-net"]).arg(path));
}

/// Makes the desktop's list of types with ours in it.
fn types(folder: &Path) -> bool {
    let mime = folder.join("mime");
    fs::create_dir_all(mime.join("packages")).unwrap();
    let ours = fs::read(root().join("packaging/linux/nianbao-mime.xml")).unwrap();
    write_atomic(&mime.join("packages/nianbao.xml"), &ours).unwrap();
    run(Command::new("update-mime-database").arg(mime)).is_some()
}

/// What the desktop takes a file for.
fn type_of(folder: &Path, name: &str, bytes: &[u8]) -> Option<String> {
    let path = folder.join(name);
    write_atomic(&path, bytes).unwrap();
    let mut gio = Command::new("gio");
    gio.args(["info", "-a", "standard::content-type"]).arg(path);
    let said = run(gio.env("XDG_DATA_HOME", folder).env("LC_ALL", "C.UTF-8"))?;
    let kind = said.lines().find_map(|line| line.split("content-type: ").nth(1));
    Some(kind.unwrap_or_else(|| panic!("{said}")).trim().to_owned())
}

#[test]
fn a_report_file_is_known_by_name_and_by_content() {
    let folder = tempfile::tempdir().unwrap();
    if !types(folder.path()) {
        return;
    }
    let sample = fs::read_to_string(root().join("assets/sample.ron")).unwrap();
    let draft = sample.replacen("Report(", "Draft(", 1);
    let (_, bare) = sample.split_once('\n').unwrap();
    for (name, text, known) in [
        ("年度报告.nianbao", "Report", true),
        ("report", sample.as_str(), true),
        ("draft", draft.as_str(), true),
        ("without-comment", bare, true),
        ("prose", "Report(s) of the agency: none.\n", false),
        ("program.rs", "fn Report() {}\n", false),
    ] {
        let Some(kind) = type_of(folder.path(), name, text.as_bytes()) else { return };
        assert_eq!(kind == "application/x-nianbao", known, "{name} is taken for {kind}");
    }
}

#[test]
fn the_entry_opens_the_type_that_is_declared() {
    let read = |name: &str| fs::read_to_string(root().join("packaging/linux").join(name)).unwrap();
    assert!(read("nianbao-mime.xml").contains("type=\"application/x-nianbao\""));
    assert!(
        read("nianbao.desktop")
            .contains("MimeType=application/x-nianbao;application/x-nianbao-ledger;")
    );
    let windows = fs::read_to_string(root().join("src/ui/window.rs")).unwrap();
    assert!(windows.contains("with_app_id(\"nianbao\")"));
    assert!(read("nianbao.desktop").contains("StartupWMClass=nianbao"));
}

#[test]
fn the_licences_are_those_of_the_crates_in_use() {
    let script: PathBuf = root().join("packaging/licences.py");
    run(Command::new("python3").arg(script).arg("--check"));
}

/// The shells that are there take what is shipped.
#[test]
fn shells_read_their_completions() {
    for (shell, name) in [("bash", "nianbao.bash"), ("zsh", "_nianbao"), ("fish", "nianbao.fish")] {
        let path = root().join("packaging/linux/completions").join(name);
        let Ok(read) = Command::new(shell).arg("-n").arg(&path).output() else {
            continue; // No such shell here.
        };
        let told = String::from_utf8_lossy(&read.stderr);
        assert!(read.status.success(), "{shell}: {told}");
    }
}
