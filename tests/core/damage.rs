//! Truncated, bit-flipped, enormous, empty and binary files, given to every command: a message and
//! exit code 2 where nothing can be read, never a panic.

use crate::support::random::Random;
use nianbao::cli::{Next, Outcome, run};

fn nianbao(arguments: &[&str]) -> Outcome {
    match run(arguments.iter().map(Into::into).collect(), 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

/// Gives a file to every command; the exit codes, each with a message where it is not 0.
fn every_command(folder: &std::path::Path, bytes: &[u8]) -> [u8; 5] {
    let path = |name: &str| folder.join(name).display().to_string();
    let [input, out, pdf, text] = ["input", "out.ron", "out.pdf", "out.txt"].map(path);
    std::fs::write(&input, bytes).unwrap();
    [
        vec!["check", &input, "--format", "json"],
        vec!["show", &input],
        vec!["import", &input, "-o", &out],
        vec!["new", "--from", &input, "-o", &out, "--draft"],
        vec!["render", &input, "--pdf", &pdf, "--text", &text],
    ]
    .map(|arguments| {
        let outcome = nianbao(&arguments);
        assert!(outcome.code <= 2, "{arguments:?}");
        let silent = outcome.code > 0 && outcome.err.is_empty() && arguments[0] != "check";
        assert!(!silent, "{arguments:?} ends with {} and says nothing", outcome.code);
        outcome.code
    })
}

fn damage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match random.below(4) {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            for _ in 0..=random.below(20) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
        2 => {
            let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
            let piece = bytes[from.min(to)..from.max(to)].to_vec();
            let at = random.below(bytes.len());
            bytes.splice(at..at, piece);
        }
        _ => {
            let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
            bytes.drain(from.min(to)..from.max(to));
        }
    }
    bytes
}

#[test]
fn damaged_files_never_cost_more_than_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let read =
        |name: &str| std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let sources = [
        read("assets/sample.ron"),
        read("tests/reports/000.txt"),
        read("tests/reports/001.txt"),
        read("tests/reports/003.txt"),
        read("tests/reports/004.txt"),
    ];
    let times = std::env::var("NIANBAO_DAMAGE").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let mut random = Random(20_261_120);
    let mut unreadable = 0;
    for time in 0..times {
        let bytes = damage(&sources[time % sources.len()], &mut random);
        unreadable += usize::from(every_command(folder.path(), &bytes)[0] == 2);
    }
    assert!(unreadable > times / 20, "the damage does no harm: {unreadable} of {times}");
}

#[test]
fn what_is_no_report_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(7);
    let noise: Vec<u8> = (0..40_000).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
    let word = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &noise[..]].concat();
    let cases: [(&str, Vec<u8>); 8] = [
        ("empty", Vec::new()),
        ("spaces", b" \n\t \n".to_vec()),
        ("noise", noise),
        ("zeros", vec![0; 100_000]),
        ("old Word", word),
        ("prose", "今天天气很好。\n".repeat(50).into_bytes()),
        ("a report file cut short", b"Report(\n  version: 1,\n".to_vec()),
        ("too large", vec![b' '; 16 * 1024 * 1024 + 1]),
    ];
    for (name, bytes) in cases {
        assert_eq!(every_command(folder.path(), &bytes), [2; 5], "{name}");
    }
    let folder = folder.path().display().to_string();
    // To `check` and `import` a folder is the reports in it.
    for arguments in [vec!["show", &folder], vec!["render", &folder, "--pdf", "x"]] {
        let outcome = nianbao(&arguments);
        assert_eq!((outcome.code, outcome.err.contains("文件夹")), (2, true), "{}", outcome.err);
    }
}

#[test]
fn the_program_itself_ends_with_the_same_codes() {
    let program = env!("CARGO_BIN_EXE_nianbao");
    let code = |arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output().unwrap();
        (output.status.code(), output.stdout.is_empty(), output.stderr.is_empty())
    };
    let report = format!("{}/tests/reports/000.txt", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(code(&["check", &report]), (Some(0), false, true));
    assert_eq!(code(&["show", "/dev/null"]), (Some(2), true, false));
    assert_eq!(code(&["--nonsense"]), (Some(2), true, false));
}
