//! The size of files and functions, and names of types that are each there once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::visit::Visit;
use syn::{ItemEnum, ItemStruct, ItemTrait, ItemType};

use crate::directions::sources;

/// Lines that half of the files have at most, and lines that each file has at most.
const LINES: (usize, usize) = (160, 500);
/// Lines that a function has at most, where it is more than one flat `match`.
const FUNCTION: usize = 60;

/// Every file of the sources with its text, by its path below `src`.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&folder).unwrap().display().to_string();
    let read = |path: &Path| (name(path), fs::read_to_string(path).unwrap());
    sources(&folder).iter().map(|path| read(path)).collect()
}

#[test]
fn files_are_small() {
    let files = files();
    let mut sizes: Vec<(usize, &str)> =
        files.iter().map(|(name, text)| (text.lines().count(), name.as_str())).collect();
    sizes.sort_unstable();
    let (median, most) = LINES;
    assert!(sizes.len() > 300, "only {} files were read", sizes.len());
    assert!(sizes[sizes.len() / 2].0 <= median, "{:?}", sizes[sizes.len() / 2]);
    let large: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > most).collect();
    assert!(large.is_empty(), "{large:?}");
}

/// The files with what is not for tests: up to their modules of tests, which are the last in a file.
fn code() -> impl Iterator<Item = (String, String)> {
    let is_test = |name: &str| name.ends_with("tests.rs") || name.contains("/tests/");
    files().into_iter().filter(move |(name, _)| !is_test(name)).map(|(name, text)| {
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
        (name, code)
    })
}

/// How far a line is indented.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The functions of a text with their lines, as rustfmt lays them out: a function ends with the
/// first `}` that is indented as it is.
fn functions(text: &str) -> Vec<(String, Vec<&str>)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some(at) = words.iter().position(|word| *word == "fn") else { continue };
        let before = |word: &&str| {
            word.starts_with("pub")
                || ["const", "async", "in"].contains(word)
                || word.ends_with(')')
        };
        if !words[..at].iter().all(before) || line.ends_with(';') || line.ends_with('}') {
            continue;
        }
        let name = words[at + 1].split(['(', '<']).next().unwrap_or_default();
        let ends = |line: &&str| {
            indent(line) == indent(lines[start]) && (line.trim() == "}" || line.ends_with(';'))
        };
        let length = lines[start..].iter().position(ends).unwrap();
        found.push((name.to_owned(), lines[start..=start + length].to_vec()));
    }
    found
}

/// Whether a function is one `match` that decides nothing further, after names for what it uses.
fn is_flat_match(function: &[&str]) -> bool {
    let inner = indent(function[0]) + 4;
    let body: Vec<&str> =
        function.iter().filter(|line| indent(line) == inner).map(|line| line.trim()).collect();
    let [before @ .., first, last] = body.as_slice() else { return false };
    let names =
        |line: &&str| line.ends_with(';') && ["let ", "use "].iter().any(|w| line.starts_with(w));
    let decides = |line: &&str| {
        let word = |word: &&str| line.trim().starts_with(word);
        indent(line) > inner && ["if ", "for ", "while ", "loop ", "let "].iter().any(word)
    };
    first.starts_with("match ")
        && *last == "}"
        && before.iter().all(names)
        && !function.iter().any(decides)
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    let mut count = 0;
    for (file, text) in code() {
        for (name, lines) in functions(&text) {
            count += 1;
            if lines.len() > FUNCTION && !is_flat_match(&lines) {
                long.push(format!("{file}: {name} has {} lines", lines.len()));
            }
        }
    }
    assert!(count > 2500, "only {count} functions were read");
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Words in backticks that look like paths of the repository.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
        plain
            && word.split_once('/').is_some_and(|(first, _)| {
                ["src", "tests", "assets", "docs", "packaging", "fonts", "benches"].contains(&first)
            })
    };
    text.split('`').skip(1).step_by(2).filter(path)
}

#[test]
fn documents_name_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "docs/checks.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        // NAME and YEAR are for who reads to fill in.
        let named = paths(&text).filter(|path| !path.contains("NAME") && !path.contains("YEAR"));
        missing.extend(
            named
                .filter(|path| !root.join(path).exists())
                .map(|path| format!("{document}: {path}")),
        );
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// What the test itself would miss.
#[test]
fn lengths_are_counted() {
    let code = "impl A {\n    pub(super) fn a(\n        b: u8,\n    ) -> u8 {\n        match b {\n            \
        0 => 1,\n        }\n    }\n\n    fn c() {}\n    fn d(&self);\n}\n";
    let found = functions(code);
    let seen: Vec<(&str, usize)> =
        found.iter().map(|(name, lines)| (name.as_str(), lines.len())).collect();
    assert_eq!(seen, [("a", 7)]);
    assert!(!is_flat_match(&found[0].1), "its parameters stand on lines of their own");
    let flat =
        ["fn a(b: u8) -> u8 {", "    let c = 1;", "    match b {", "        0 => c,", "    }", "}"];
    assert!(is_flat_match(&flat));
    let nested = ["fn a(b: u8) {", "    match b {", "        if b {", "    }", "}"];
    assert!(!is_flat_match(&nested));
}

/// The names of types in a file, tests aside.
#[derive(Default)]
struct Types(Vec<String>);

impl<'ast> Visit<'ast> for Types {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.0.push(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.0.push(item.ident.to_string());
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.0.push(item.ident.to_string());
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        self.0.push(item.ident.to_string());
    }
}

#[test]
fn every_type_has_a_name_of_its_own() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in code() {
        let mut types = Types::default();
        types.visit_file(&syn::parse_file(&text).unwrap());
        for name in types.0 {
            places.entry(name).or_default().push(file.clone());
        }
    }
    assert!(places.len() > 600, "only {} types were read", places.len());
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "{places:#?}");
}
