//! The help in Chinese, from the table of commands.

use std::fmt::Write as _;

use super::spec::{Flag, Need, Operands, Spec, Takes, Words};
use crate::zh;

/// Columns of a terminal.
const WIDE: usize = 80;

const HEAD: &str = "\
年报 nianbao：政府信息公开工作年度报告的填写、核对与制版

用法：
  nianbao [文件…]
      打开窗口；同一机关几个年度的报告，并排对照
";

const END: &str = "
文件按内容识别，不看扩展名。勾稽关系不平或填写有误的报告不写出，
加 --draft 可以存为草稿；草稿不能制版，改好后用 import 转为报告。

返回码：0 完成；1 没有通过（check：有不能保存或须改正的问题）；
        2 读不出来或用法不对。
";

/// The help of all commands.
pub(super) fn all(table: &[&Spec]) -> String {
    let mut text = HEAD.to_owned();
    for spec in table {
        text.push_str(&usage(spec));
        text.push_str(&wrapped(spec.what.0, 6));
    }
    text.push_str(
        "  nianbao --help | --version\n  nianbao 命令 --help\n      说明一个命令的各个选项\n",
    );
    text + END
}

/// The help of one command.
pub(super) fn one(spec: &Spec) -> String {
    let mut text = format!("{}{}\n", usage(spec), wrapped(spec.what.0, 6));
    for (flag, _) in spec.flags {
        let _infallible = writeln!(text, "  {}", option(flag, |words| words.0));
        text.push_str(&wrapped(flag.what.0, 6));
    }
    text + END
}

/// How a command is written, over as many lines as it takes.
fn usage(spec: &Spec) -> String {
    let words = pieces(spec, |words| words.0);
    let mut lines = vec![format!("  nianbao {}", spec.name)];
    let indent = " ".repeat(lines[0].len());
    for word in words {
        let last = lines.last_mut().filter(|line| wide(line) + 1 + wide(&word) <= WIDE);
        match last {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(format!("{indent} {word}")),
        }
    }
    lines.join("\n") + "\n"
}

/// The operands and options of a command as a usage line names them, in one of two languages.
pub(super) fn pieces(spec: &Spec, language: fn(&Words) -> &'static str) -> Vec<String> {
    let operand = match &spec.operands {
        Operands::None => None,
        Operands::Optional(what) => Some(format!("[{}]", language(what))),
        Operands::One(what) | Operands::Two(what) => Some(language(what).to_owned()),
        Operands::Many(what) => Some(format!("{}…", language(what))),
    };
    let flags = spec.flags.iter().map(|(flag, need)| match need {
        Need::Required => option(flag, language),
        Need::Optional => format!("[{}]", option(flag, language)),
    });
    operand.into_iter().chain(flags).collect()
}

/// An option with its argument: `--format text|json|csv`.
pub(super) fn option(flag: &Flag, language: fn(&Words) -> &'static str) -> String {
    let behind = match &flag.takes {
        Takes::Nothing => return flag.written(),
        Takes::Path(what) | Takes::Line(what) => language(what).to_owned(),
        Takes::Year => language(&("年度", "YEAR")).to_owned(),
        Takes::Choice(words) => words.join("|"),
    };
    format!("{} {behind}", flag.written())
}

/// Chinese text in lines, each indented by a number of spaces.
fn wrapped(text: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for piece in pieces_of(text) {
        // No mark begins a line, and no space.
        let over = wide(&line) + wide(piece) > WIDE - indent && !line.is_empty();
        if piece == "\n" || (over && !piece.starts_with(zh::is_full_width_mark)) {
            let _infallible = writeln!(out, "{}{}", " ".repeat(indent), line.trim_end());
            line.clear();
        }
        if piece != "\n" && !(line.is_empty() && piece == " ") {
            line.push_str(piece);
        }
    }
    out + &format!("{}{line}\n", " ".repeat(indent))
}

/// The characters of a text, those of a Latin word, a number or an option together: --take, SHA-256.
fn pieces_of(text: &str) -> impl Iterator<Item = &str> {
    let is_latin = |c: char| c.is_ascii_graphic();
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if is_latin(first) {
            rest.find(|c| !is_latin(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

fn wide(text: &str) -> usize {
    text.chars().map(zh::width).sum()
}
