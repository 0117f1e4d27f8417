//! `show` of many reports, and what no output carries to a terminal.

use std::path::Path;

use nianbao::cli::{Next, Outcome, Session, run_in};
use serde_json::Value;

fn source(name: &str) -> String {
    format!("{}/tests/reports/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command line with a list on standard input; what was streamed and what was handed back,
/// as a script sees it.
fn nianbao(arguments: &[&str], input: &str) -> Outcome {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let session = Session {
        this_year: 2026,
        today: jiff::civil::date(2026, 1, 15),
        input: Some(&mut input),
        out: &mut out,
        err: &mut err,
        progress: &mut |_, _| {},
    };
    let next = run_in(arguments.iter().map(Into::into).collect(), session);
    let (Next::Print(rest) | Next::Window(rest, _)) = next;
    Outcome {
        out: String::from_utf8(out).unwrap() + &rest.out,
        err: String::from_utf8(err).unwrap() + &rest.err,
        code: rest.code,
    }
}

fn show(files: &[&str], format: &str, input: &str) -> Outcome {
    nianbao(&[&["show"], files, &["--format", format]].concat(), input)
}

#[test]
fn one_report_a_line_in_the_order_given() {
    let names = ["002", "000", "004"].map(source);
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let lines = show(&files, "jsonl", "");
    assert_eq!((lines.code, lines.err.as_str()), (0, ""));
    let lines: Vec<Value> =
        lines.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (line, file) in lines.iter().zip(&files) {
        let alone: Value = serde_json::from_str(&show(&[file], "json", "").out).unwrap();
        assert_eq!(*line, alone);
    }
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_list_of_paths_is_read_where_the_dash_stands() {
    let list = format!("{}\r\n\n{}", source("001"), source("002"));
    let (before, after) = (source("000"), source("003"));
    let outcome = show(&[&before, "-", &after], "jsonl", &list);
    let years: Vec<Value> = outcome
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["agency"].clone())
        .collect();
    let expected: Vec<Value> = ["000", "001", "002", "003"]
        .iter()
        .map(|name| {
            let text = show(&[&source(name)], "json", "").out;
            serde_json::from_str::<Value>(&text).unwrap()["agency"].clone()
        })
        .collect();
    assert_eq!(years, expected);
    let none = show(&["-"], "jsonl", "");
    assert_eq!((none.code, none.out.as_str()), (0, ""));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let list = format!("no such file\n{}\n{}", source("000"), "x".repeat(100_000));
    let outcome = show(&["-"], "jsonl", &list);
    assert_eq!(outcome.code, 2);
    assert_eq!(outcome.out.lines().count(), 1);
    assert!(outcome.err.contains("“no such file”"), "{}", outcome.err);
    assert_eq!(outcome.err.lines().count(), 2);
}

#[test]
fn one_cell_a_line() {
    let (first, second) = (source("000"), source("002"));
    let outcome = show(&[&first, &second], "csv", "");
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let mut lines = outcome.out.lines();
    assert_eq!(lines.next(), Some("file,agency,year,edition,section,row,column,value"));
    let tables = |file: &str| -> usize {
        let report: Value = serde_json::from_str(&show(&[file], "json", "").out).unwrap();
        let cells = |table: &Value| table["cells"].as_array().unwrap().len();
        report["tables"].as_array().unwrap().iter().map(cells).sum()
    };
    assert_eq!(lines.clone().count(), tables(&first) + tables(&second));
    assert!(lines.all(|line| line.starts_with(&first) || line.starts_with(&second)));
}

#[test]
fn misuse_of_show() {
    let file = source("000");
    for (arguments, told) in [
        (vec!["show", &file, &file], "多份报告请用 --format jsonl 或 csv"),
        (vec!["show", "-"], "请用 --format jsonl 或 csv"),
    ] {
        let outcome = nianbao(&arguments, "");
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
}

/// Characters by which a text would act on the terminal that shows it, but tab and line ends.
fn acts(text: &str) -> Option<char> {
    text.replace("\r\n", "\n").chars().find(|c| {
        matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn no_control_character_of_the_input_reaches_an_output() {
    let folder = tempfile::tempdir().unwrap();
    let acting = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}\u{7f}\u{2066}";
    let text = std::fs::read_to_string(source("000")).unwrap();
    let text = text.replacen("信息", &format!("信{acting}息 处处处"), 3);
    let name = if cfg!(unix) { format!("a{acting}.txt") } else { "a.txt".into() };
    let file = folder.path().join(name).display().to_string();
    std::fs::write(&file, &text).unwrap();
    let ron = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.ron"));
    let ron = ron.unwrap().replacen("title: \"", &format!("title: \"{acting}"), 1);
    let report = folder.path().join("b.nianbao").display().to_string();
    std::fs::write(&report, ron).unwrap();
    let out = |name: &str| folder.path().join(name).display().to_string();
    for file in [&file, &report] {
        for arguments in [
            vec!["check", file],
            vec!["check", file, "--format", "json"],
            vec!["check", file, "--format", "csv"],
            vec!["show", file],
            vec!["show", file, "--format", "jsonl"],
            vec!["show", file, "--format", "csv"],
            vec!["import", file, "-o", &out("o.ron")],
            vec!["render", file, "--text", &out("o.txt")],
            vec!["check", &format!("{file}.none")],
            vec![&format!("{file}.none")],
        ] {
            let outcome = nianbao(&arguments, "");
            for text in [&outcome.out, &outcome.err] {
                assert_eq!(acts(text), None, "{arguments:?}: {text:?}");
            }
        }
    }
    let shown: Value = serde_json::from_str(&nianbao(&["show", &report], "").out).unwrap();
    assert!(shown["title"].as_str().unwrap().starts_with(acting), "{}", shown["title"]);
    assert!(Path::new(&report).exists());
}
