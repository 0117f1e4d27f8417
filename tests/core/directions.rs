//! The house has one direction: a module names only those above it in this list.

use std::fs;
use std::path::Path;

const ORDER: [&str; 19] = [
    "units",
    "zh",
    "edition",
    "grid",
    "report",
    "font",
    "finding",
    "imputation",
    "rules",
    "layout",
    "storage",
    "file",
    "import",
    "export",
    "open",
    "cli",
    "app",
    "ui",
    "testing",
];

/// The modules that a module's files name.
fn named(folder: &Path, module: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let mut files = vec![folder.join(format!("{module}.rs")), folder.join(module)];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() && path.extension().is_some_and(|e| e == "rs") {
            let code = fs::read_to_string(&path).unwrap();
            for (at, _) in code.match_indices("crate::") {
                let name: String = code
                    .get(at + 7..)
                    .unwrap_or_default()
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                named.push((path.display().to_string(), name));
            }
        }
    }
    named
}

#[test]
fn nobody_below_knows_of_anyone_above() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed = fs::read_to_string(folder.join("lib.rs")).unwrap();
    for line in listed.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")) {
        let module = line.trim_end_matches(';');
        assert!(ORDER.contains(&module), "{module} has no place in the order");
    }
    for (place, module) in ORDER.iter().enumerate() {
        for (file, name) in named(&folder, module) {
            let Some(other) = ORDER.iter().position(|m| *m == name) else { continue };
            assert!(other <= place || name == "testing", "{file} names crate::{name}");
        }
    }
}

#[test]
fn the_core_knows_no_window() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![folder.clone()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            if path != folder.join("ui") {
                files.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
            continue;
        }
        let code = fs::read_to_string(&path).unwrap();
        for word in ["egui::", "rfd::", "HashMap", "HashSet"] {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}
