//! `show`: whole reports for other programs: one as JSON, or any number of them, one a line or one
//! cell a line, streamed.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::outcome::{Next, Outcome, Session, panicked, unwritten};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use crate::batch::{Cancel, in_order};
use crate::export::{cells, json};
use crate::open::open;

pub(super) static COMMAND: Spec = Spec {
    name: "show",
    operands: Operands::Many(("文件", "FILE")),
    flags: &[(&FORMAT, Need::Optional)],
    what: (
        "显示报告全文和全部数字：json 一份报告；jsonl 一行一份，csv 一行一格，多少份都可以；\
         文件写作 - 的，从标准输入逐行读取文件名",
        "Print whole reports: json one of them; jsonl one a line and csv one cell a line, of any \
         number. With - as FILE, paths are read from standard input, one a line.",
    ),
    run,
};

static FORMAT: Flag = Flag {
    long: "format",
    short: None,
    takes: Takes::Choice(&["json", "jsonl", "csv"]),
    what: ("显示的格式", "How reports are printed."),
};

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let format = given.text(&FORMAT).unwrap_or("json");
    let listed = given.operands.iter().any(|path| path == Path::new("-"));
    if format == "json" {
        let [file] = given.operands.as_slice() else {
            return Err(Misuse::new("多份报告请用 --format jsonl 或 csv"));
        };
        if listed {
            return Err(Misuse::new("文件名从标准输入读取的，请用 --format jsonl 或 csv"));
        }
        let mut outcome = Outcome::default();
        let done = open(file).map(|opened| outcome.out = json::report(opened.report()));
        return Ok(Next::end(outcome, done));
    }
    let view = if format == "csv" { cells::rows } else { |_: &str, report: &_| json::line(report) };
    let one = |path: &PathBuf| {
        let name = path.display().to_string();
        match open(path) {
            Ok(opened) => Outcome { out: view(&name, opened.report()), ..Outcome::default() },
            Err(error) => Outcome::failed(2, error.to_string()),
        }
    };
    let mut all = Outcome::default();
    if format == "csv" {
        cells::HEADER.clone_into(&mut all.out);
        if let Err(error) = session.print(&mut all) {
            return Ok(Next::Print(unwritten(&error)));
        }
    }
    let mut stopped = None;
    let input = session.input.take();
    in_order(paths(&given.operands, input), &Cancel::default(), one, |path, part| {
        let mut part = part.unwrap_or_else(|_| panicked(&path));
        all.code = all.code.max(part.code);
        match session.print(&mut part) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                stopped = Some(unwritten(&error));
                ControlFlow::Break(())
            }
        }
    });
    if let Some(stopped) = stopped {
        all.add(&stopped);
    }
    Ok(Next::Print(all))
}

/// The files named, `-` standing for those of standard input, one a line; blank lines are passed
/// over.
fn paths<'a, 'b: 'a>(
    operands: &'a [PathBuf],
    mut input: Option<&'a mut (dyn BufRead + 'b)>,
) -> impl Iterator<Item = PathBuf> + 'a {
    operands.iter().flat_map(move |path| -> Box<dyn Iterator<Item = PathBuf> + 'a> {
        if path != Path::new("-") {
            return Box::new(std::iter::once(path.clone()));
        }
        match input.take() {
            Some(input) => Box::new(std::iter::from_fn(|| next_path(input))),
            None => Box::new(std::iter::empty()),
        }
    })
}

/// The next path of a list: bytes as the system has them, without the line's end. What is longer
/// than any path is cut, and then is no file.
fn next_path(input: &mut dyn BufRead) -> Option<PathBuf> {
    const LONGEST: usize = 65_536;
    let mut line = Vec::new();
    loop {
        let buffer = input.fill_buf().ok()?;
        if buffer.is_empty() && line.is_empty() {
            return None;
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        let room = LONGEST.saturating_sub(line.len()).min(part.len());
        line.extend_from_slice(part.get(..room).unwrap_or_default());
        let (read, over) =
            (end.map_or(part.len(), |end| end + 1), end.is_some() || buffer.is_empty());
        input.consume(read);
        if !over {
            continue;
        }
        if line.ends_with(b"\r") {
            line.pop();
        }
        if !line.is_empty() {
            return Some(as_path(line));
        }
    }
}

#[cfg(unix)]
fn as_path(line: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(line).into()
}

#[cfg(not(unix))]
fn as_path(line: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&line).into_owned().into()
}
