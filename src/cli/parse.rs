//! Words → a command with what was given of its operands and options.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser};

use super::outcome::CommandLine;
use super::spec::{Behind, Flag, Given, Misuse, Need, Operands, Spec, Takes, missing, told};
use crate::report::YEARS;

/// What a command line asks for.
#[derive(Debug)]
pub(super) enum ParsedLine {
    /// The help, of one command or of all.
    Help(Option<&'static Spec>),
    Version,
    /// The window, with the files that are named: several are years of one agency.
    Window(Vec<PathBuf>),
    Command(&'static Spec, Given),
}

/// An option as it was met: its spelling and its argument.
type Met = (String, Option<OsString>);

/// Reads the words of a command line, without the program's name.
///
/// # Errors
/// What is wrong with them, in Chinese.
pub(super) fn parse(
    words: CommandLine,
    table: &'static [&'static Spec],
) -> Result<ParsedLine, Misuse> {
    let (mut values, met) = split(words, table)?;
    let said = |names: [&str; 2]| met.iter().any(|(name, _)| names.contains(&name.as_str()));
    let spec = named(&values, table);
    if said(["-h", "--help"]) {
        return Ok(ParsedLine::Help(spec));
    }
    if let Some(spec) = spec {
        values.drain(..spec.name.split(' ').count());
        return given(spec, values, met).map(|given| ParsedLine::Command(spec, given));
    }
    match values.as_slice() {
        [] if said(["-V", "--version"]) => Ok(ParsedLine::Version),
        [] => no_flags(&met).map(|()| ParsedLine::Window(Vec::new())),
        [word, ..] if word == "help" => Ok(ParsedLine::Help(named(&values[1..], table))),
        [file, others @ ..] if Path::new(file).exists() => {
            if let Some(none) = others.iter().find(|file| !Path::new(file).exists()) {
                return Err(Misuse::new(format!("没有“{}”这个文件", told(none))));
            }
            no_flags(&met).map(|()| ParsedLine::Window(values.iter().map(Into::into).collect()))
        }
        [word, ..] => Err(Misuse::new(format!("没有“{}”这个命令，也没有这个文件", told(word)))),
    }
}

/// The command that words begin with: the one of two words before that of one.
fn named(values: &[OsString], table: &'static [&'static Spec]) -> Option<&'static Spec> {
    let begins = |spec: &&&Spec| {
        let mut words = values.iter();
        spec.name.split(' ').all(|name| words.next().is_some_and(|word| word == name))
    };
    let mut specs: Vec<&'static Spec> = table.iter().filter(begins).copied().collect();
    specs.sort_by_key(|spec| spec.name.split(' ').count());
    specs.pop()
}

/// Words → operands and options. Whether an option takes an argument is the same in every
/// command that takes it, but for `--ofd`: what the command named before it takes is looked at first.
fn split(
    words: CommandLine,
    table: &'static [&'static Spec],
) -> Result<(Vec<OsString>, Vec<Met>), Misuse> {
    let mut parser = Parser::from_args(words);
    let (mut values, mut met) = (Vec::new(), Vec::new());
    while let Some(arg) = parser.next().map_err(|_| Misuse::new("选项写法不对"))? {
        let name = match arg {
            Arg::Value(word) => {
                values.push(word);
                continue;
            }
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(name) => format!("-{name}"),
        };
        if ["-h", "--help", "-V", "--version"].contains(&name.as_str()) {
            met.push((name, None));
            continue;
        }
        let own = named(&values, table);
        let specs = own.iter().chain(table);
        let mut flags = specs.flat_map(|spec| spec.flags).map(|(flag, _)| *flag);
        let Some(flag) = flags.find(|flag| is_written(flag, &name)) else {
            return Err(Misuse::new(format!("没有 {name} 这个选项")));
        };
        let behind = match flag.takes {
            Takes::Nothing => None,
            _ => Some(parser.value().map_err(|_| nothing(&name))?),
        };
        met.push((name, behind));
    }
    Ok((values, met))
}

fn is_written(flag: &Flag, name: &str) -> bool {
    let short = || {
        flag.short
            .is_some_and(|short| name.strip_prefix('-') == Some(short.encode_utf8(&mut [0; 4])))
    };
    name.strip_prefix("--") == Some(flag.long) || short()
}

/// What was given of a command's operands and options.
fn given(spec: &'static Spec, values: Vec<OsString>, met: Vec<Met>) -> Result<Given, Misuse> {
    let mut given = Given::default();
    for (name, behind) in met {
        let Some((flag, _)) = spec.flags.iter().find(|(flag, _)| is_written(flag, &name)) else {
            return Err(Misuse::new(format!("这个命令不用 {name}")));
        };
        if given.has(flag) {
            return Err(Misuse::new(format!("{name} 只能写一次")));
        }
        given.flags.push((flag.long, read(flag, &name, behind)?));
    }
    given.operands = values.into_iter().map(PathBuf::from).collect();
    let too_many = |word: &PathBuf| Err(Misuse::new(format!("多了“{}”", word.display())));
    match (spec.operands, given.operands.as_slice()) {
        (Operands::None, [word, ..])
        | (Operands::Optional(_), [_, word, ..])
        | (Operands::Two(_), [_, _, word, ..]) => {
            return too_many(word);
        }
        (Operands::One((what, _)) | Operands::Many((what, _)), []) => {
            return Err(Misuse::new(format!("请写明{what}")));
        }
        (Operands::One((what, _)), [_, _, ..]) => {
            return Err(Misuse::new(format!("{what}只能是一个")));
        }
        _ => {}
    }
    for (flag, need) in spec.flags {
        if *need == Need::Required && !given.has(flag) {
            return Err(missing(flag));
        }
    }
    Ok(given)
}

/// Reads the argument of an option.
fn read(flag: &Flag, name: &str, behind: Option<OsString>) -> Result<Behind, Misuse> {
    let Some(word) = behind else { return Ok(Behind::Nothing) };
    if word.is_empty() {
        return Err(nothing(name));
    }
    if let Takes::Path(_) = flag.takes {
        if flag.long == "output" && word == OsStr::new("-") {
            return Err(Misuse::new(format!("{name} 后面要写文件名，不能输出到屏幕")));
        }
        return Ok(Behind::Path(word.into()));
    }
    let not_utf8 = |_| Misuse::new(format!("{name} 后面的文字不是 UTF-8"));
    let text = word.into_string().map_err(not_utf8)?;
    match flag.takes {
        Takes::Line(_) if text.contains(char::is_control) => {
            Err(Misuse::new(format!("{name} 后面只能是一行文字")))
        }
        Takes::Line(_) if text.trim().is_empty() => Err(nothing(name)),
        Takes::Choice(words) if !words.contains(&text.as_str()) => {
            let words = words.join("、");
            Err(Misuse::new(format!("没有“{text}”这种写法，{name} 后面可写 {words}")))
        }
        Takes::Year => {
            let year = text.parse().ok().filter(|year| YEARS.contains(year));
            let problem =
                || format!("“{text}”不是年度，应在 {} 至 {} 之间", YEARS.start(), YEARS.end());
            year.map(Behind::Year).ok_or_else(|| Misuse::new(problem()))
        }
        _ => Ok(Behind::Text(text)),
    }
}

fn no_flags(met: &[Met]) -> Result<(), Misuse> {
    match met.first() {
        Some((name, _)) => Err(Misuse::new(format!("这个命令不用 {name}"))),
        None => Ok(()),
    }
}

fn nothing(name: &str) -> Misuse {
    Misuse::new(format!("{name} 后面要写上内容"))
}

#[cfg(test)]
mod tests {
    use super::super::table::COMMANDS;
    use super::super::{flags, spec::Takes};
    use super::{ParsedLine, parse};

    fn words(line: &str) -> Result<ParsedLine, String> {
        let words = line.split(' ').filter(|word| !word.is_empty()).map(Into::into).collect();
        parse(words, COMMANDS).map_err(|misuse| misuse.to_string())
    }

    #[test]
    fn commands() {
        let Ok(ParsedLine::Command(spec, given)) =
            words("new --year=2025 --agency 甲 -o x --draft")
        else {
            panic!("not understood")
        };
        assert_eq!(spec.name, "new");
        assert_eq!(given.year(&flags::YEAR), Some(2025));
        assert_eq!(given.text(&flags::AGENCY), Some("甲"));
        assert!(given.has(&flags::DRAFT) && given.operands.is_empty());
        for line in ["check a b", "--format json check a b", "check -- a b"] {
            let Ok(ParsedLine::Command(spec, given)) = words(line) else { panic!("{line}") };
            assert_eq!((spec.name, given.operands), ("check", vec!["a".into(), "b".into()]));
        }
        assert!(matches!(words(""), Ok(ParsedLine::Window(files)) if files.is_empty()));
        for (line, count) in [("Cargo.toml", 1), ("Cargo.toml Cargo.lock", 2)] {
            assert!(matches!(words(line), Ok(ParsedLine::Window(files)) if files.len() == count));
        }
        assert!(words("Cargo.toml none.nianbao").is_err());
        assert!(matches!(words("--version"), Ok(ParsedLine::Version)));
        for line in ["render --help", "help render"] {
            assert!(
                matches!(words(line), Ok(ParsedLine::Help(Some(spec))) if spec.name == "render")
            );
        }
        assert!(matches!(words("--help"), Ok(ParsedLine::Help(None))));
    }

    #[test]
    fn an_option_of_one_name_takes_the_same_everywhere() {
        let flags = || COMMANDS.iter().flat_map(|spec| spec.flags).map(|(flag, _)| *flag);
        for flag in flags() {
            for other in flags().filter(|other| other.long == flag.long) {
                let alike =
                    std::mem::discriminant(&flag.takes) == std::mem::discriminant(&other.takes);
                // A package has its pages as OFD or not; elsewhere they get a file of their own.
                let alike = alike || flag.long == "ofd";
                assert!(alike && flag.short == other.short, "--{}", flag.long);
            }
            assert!(!flag.what.0.is_empty() && !flag.what.1.is_empty(), "--{}", flag.long);
            assert!(flag.takes != Takes::Choice(&[]));
        }
    }

    #[test]
    fn misuse_is_told_in_chinese() {
        for (line, told) in [
            ("chekc a", "没有“chekc”这个命令"),
            ("check", "请写明文件或文件夹"),
            ("check a --format xml", "没有“xml”这种写法，--format 后面可写 text、json、csv"),
            ("check a --draft", "这个命令不用 --draft"),
            ("check a --nonsense", "没有 --nonsense"),
            ("show", "请写明文件"),
            ("show a --format text", "可写 json、jsonl、csv"),
            ("import a", "请用 -o 写明输出"),
            ("import -o", "-o 后面要写上内容"),
            ("import a b -o x", "来源只能是一个"),
            ("import a -o -", "不能输出到屏幕"),
            ("check a --latin-gap", "这个命令不用 --latin-gap"),
            ("new --year 25 -o x", "“25”不是年度"),
            ("new --year x -o x", "“x”不是年度"),
            ("new --agency= -o x", "--agency 后面要写上内容"),
            ("new --agency=\u{3000} -o x", "--agency 后面"),
            ("new --agency=a\u{7} -o x", "--agency 后面只能是一行文字"),
            ("new --from= -o x", "--from 后面要写上内容"),
            ("new --year 2024 --year 2025 -o x", "--year 只能写一次"),
            ("new --agency 甲 --agency 乙 -o x", "--agency 只能写一次"),
            ("import a -o x --output y", "--output 只能写一次"),
            ("check a --last x --last x", "--last 只能写一次"),
            ("check a --format text --format json", "--format 只能写一次"),
            ("render a --pdf=", "--pdf 后面要写上内容"),
            ("render a --pdf x --pdf y", "--pdf 只能写一次"),
            ("render a --pdf x --table 三", "这个命令不用 --table"),
            ("new a -o x", "多了“a”"),
            ("form --pdf x", "请用 --table 写明"),
            ("form --table 三 --html x", "这个命令不用 --html"),
            ("check a --docx x", "这个命令不用 --docx"),
            ("demo a b", "多了“b”"),
            ("--draft", "这个命令不用 --draft"),
            ("-z", "没有 -z"),
        ] {
            let problem = words(line).unwrap_err();
            assert!(problem.contains(told), "{line}: {problem}");
            assert!(problem.ends_with("用法请看 nianbao --help。"), "{problem}");
        }
    }
}
