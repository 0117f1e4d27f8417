//! Words → a command.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::check::{Listing, Task};
use crate::export::Format;
use crate::report::YEARS;

/// One command with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The help text says what each field is.
pub enum Command {
    Help,
    Version,
    Window(Option<PathBuf>),
    Check(Task),
    Show {
        file: PathBuf,
    },
    Import {
        source: PathBuf,
        out: PathBuf,
        draft: bool,
    },
    New {
        from: Option<PathBuf>,
        agency: Option<String>,
        year: Option<u16>,
        out: PathBuf,
        draft: bool,
    },
    Render {
        file: PathBuf,
        outputs: Vec<(Format, PathBuf)>,
        gb18030: bool,
        latin_gap: bool,
        office_faces: bool,
    },
    Form {
        table: String,
        year: Option<u16>,
        agency: Option<String>,
        outputs: Vec<(Format, PathBuf)>,
    },
    Demo(PathBuf),
}

/// The usage, as `--help` prints it.
pub(super) const HELP: &str = "\
年报 nianbao：政府信息公开工作年度报告的填写、核对与制版

用法：
  nianbao [文件]                              打开窗口
  nianbao check 文件或文件夹… [--format text|json|csv] [--last 上年报告] [--rules 规则设置.ron]
                [--checklist 核对单.pdf]      核对报告，逐条列出问题；多份报告另按规则汇总；
                                              --checklist 生成一份报告的发布前核对单，供审核签字
  nianbao show 文件 --format json             以 JSON 显示报告全文和全部数字
  nianbao import 来源 -o 输出.ron [--draft]   读入已公布的报告或草稿，存为报告文件
  nianbao import 文件夹 -o 另一文件夹 [--draft]
                                              文件夹里的报告逐个读入，列出结果；不覆盖已有文件
  nianbao new [--from 上年报告] [--agency 机关全称] [--year 年度] -o 输出.ron [--draft]
                                              新建报告；给出上年报告的，以它为底稿
  nianbao render 文件 [--pdf 输出.pdf] [--text 输出.txt] [--html 输出.html] [--docx 输出.docx]
                 [--gb18030] [--latin-gap] [--office-faces]
                                              生成正式文本、网页、Word 文档；
                                              --gb18030 指定文字的编码；
                                              --latin-gap 使中文与数字、英文之间留四分之一字空；
                                              --office-faces 用本机公文字体（方正小标宋、仿宋等）
  nianbao form --table 三 [--year 年度] [--agency 机关全称] [--pdf 输出.pdf] [--docx 输出.docx]
                                              表二、表三、表四的空白表，供有关科室填报数字
  nianbao demo [文件夹]                       用样例走一遍：报告文件、文字、PDF
  nianbao --help | --version

文件按内容识别，不看扩展名。勾稽关系不平或填写有误的报告不写出，
加 --draft 可以存为草稿；草稿不能制版，改好后用 import 转为报告。

返回码：0 完成；1 没有通过（check：有不能保存或须改正的问题）；2 读不出来或用法不对。
";

fn misuse(problem: &str) -> String {
    format!("{problem}。用法请看 nianbao --help。")
}

/// Reads the words of a command line, without the program's name.
///
/// # Errors
/// What is wrong with them, in Chinese, with where to find the usage.
pub fn parse(words: Vec<OsString>) -> Result<Command, String> {
    let mut words = Words::read(words)?;
    let Some(first) = words.values.first().cloned() else {
        return match (words.help, words.version) {
            (true, _) => Ok(Command::Help),
            (_, true) => Ok(Command::Version),
            _ => words.done(Command::Window(None)),
        };
    };
    if words.help {
        return Ok(Command::Help);
    }
    let name = first.to_str().unwrap_or_default();
    if !["check", "show", "import", "new", "render", "form", "demo", "help"].contains(&name) {
        return match words.values.as_slice() {
            [file] if PathBuf::from(file).exists() => {
                let file = PathBuf::from(file);
                words.done(Command::Window(Some(file)))
            }
            _ => Err(misuse(&format!("没有“{}”这个命令，也没有这个文件", first.display()))),
        };
    }
    words.values.remove(0);
    match name {
        "check" => {
            let listing = words.listing()?.unwrap_or_default();
            let (last, rules) = (words.last.take(), words.rules.take());
            let checklist = words.checklist.take();
            let files = words.all("要核对的文件")?;
            words.done(Command::Check(Task { files, listing, last, rules, checklist }))
        }
        "show" => {
            if words.listing()?.is_some_and(|listing| listing != Listing::Json) {
                return Err(misuse("show 只有 --format json 一种格式"));
            }
            let file = words.one("要显示的文件")?;
            words.done(Command::Show { file })
        }
        "import" => {
            let (out, draft) = (words.out()?, std::mem::take(&mut words.draft));
            let source = words.one("要读入的来源")?;
            words.done(Command::Import { source, out, draft })
        }
        "new" => {
            let (out, draft) = (words.out()?, std::mem::take(&mut words.draft));
            let (from, agency, year) = (words.from.take(), words.agency.take(), words.year.take());
            words.done(Command::New { from, agency, year, out, draft })
        }
        "render" => {
            let outputs = words.outputs(&Format::ALL)?;
            let gb18030 = std::mem::take(&mut words.gb18030);
            let latin_gap = std::mem::take(&mut words.latin_gap);
            let office_faces = std::mem::take(&mut words.office_faces);
            let file = words.one("要制版的文件")?;
            words.done(Command::Render { file, outputs, gb18030, latin_gap, office_faces })
        }
        "form" => {
            let outputs = words.outputs(&Format::BLANK)?;
            let Some(table) = words.table.take() else {
                return Err(misuse("请用 --table 写明要哪一张表，如 --table 三"));
            };
            let (agency, year) = (words.agency.take(), words.year.take());
            words.done(Command::Form { table, year, agency, outputs })
        }
        "demo" => {
            let folder = words.values.pop().unwrap_or_else(|| "nianbao-demo".into());
            words.done(Command::Demo(folder.into()))
        }
        _ => Ok(Command::Help),
    }
}

/// The option that asks for a form.
fn option(format: Format) -> &'static str {
    match format {
        Format::Pdf => "--pdf",
        Format::Text => "--text",
        Format::Html => "--html",
        Format::Docx => "--docx",
    }
}

/// Every option of every command; which belong to which is checked by what is left over.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // Flags of a command line are just that.
struct Words {
    values: Vec<OsString>,
    help: bool,
    version: bool,
    draft: bool,
    gb18030: bool,
    latin_gap: bool,
    office_faces: bool,
    format: Option<String>,
    out: Option<PathBuf>,
    from: Option<PathBuf>,
    agency: Option<String>,
    year: Option<u16>,
    table: Option<String>,
    last: Option<PathBuf>,
    rules: Option<PathBuf>,
    checklist: Option<PathBuf>,
    outputs: Vec<(Format, PathBuf)>,
}

impl Words {
    fn read(words: Vec<OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_args(words);
        let mut read = Self::default();
        while let Some(arg) = parser.next().map_err(|_| misuse("选项写法不对"))? {
            let name = match arg {
                Arg::Value(word) => {
                    read.values.push(word);
                    continue;
                }
                Arg::Long(name) => format!("--{name}"),
                Arg::Short(name) => format!("-{name}"),
            };
            let mut value = || parser.value().map_err(|_| nothing(&name));
            match name.as_str() {
                "-h" | "--help" => read.help = true,
                "-V" | "--version" => read.version = true,
                "-o" | "--output" => once(&name, &mut read.out, path(&name, value()?)?)?,
                "--draft" => read.draft = true,
                "--gb18030" => read.gb18030 = true,
                "--latin-gap" => read.latin_gap = true,
                "--office-faces" => read.office_faces = true,
                "--format" => once(&name, &mut read.format, utf8(&name, value()?)?)?,
                "--from" => once(&name, &mut read.from, path(&name, value()?)?)?,
                "--last" => once(&name, &mut read.last, path(&name, value()?)?)?,
                "--rules" => once(&name, &mut read.rules, path(&name, value()?)?)?,
                "--checklist" => once(&name, &mut read.checklist, path(&name, value()?)?)?,
                "--agency" => {
                    let agency = one_line(&name, utf8(&name, value()?)?)?;
                    once(&name, &mut read.agency, agency)?;
                }
                "--table" => once(&name, &mut read.table, utf8(&name, value()?)?)?,
                "--year" => once(&name, &mut read.year, year(&utf8(&name, value()?)?)?)?,
                _ => match Format::ALL.into_iter().find(|format| option(*format) == name) {
                    Some(format) => read.outputs.push((format, path(&name, value()?)?)),
                    None => return Err(misuse(&format!("没有 {name} 这个选项"))),
                },
            }
        }
        Ok(read)
    }

    fn listing(&mut self) -> Result<Option<Listing>, String> {
        match self.format.take().as_deref() {
            None => Ok(None),
            Some("text") => Ok(Some(Listing::Text)),
            Some("json") => Ok(Some(Listing::Json)),
            Some("csv") => Ok(Some(Listing::Csv)),
            Some(other) => Err(misuse(&format!("没有“{other}”这种格式"))),
        }
    }

    /// What is to be written in which form: something, no form twice, and no file twice.
    fn outputs(&mut self, formats: &[Format]) -> Result<Vec<(Format, PathBuf)>, String> {
        let mut outputs = std::mem::take(&mut self.outputs);
        outputs.sort();
        if let Some((format, _)) = outputs.iter().find(|(format, _)| !formats.contains(format)) {
            return Err(misuse(&format!("这个命令不用 {}", option(*format))));
        }
        for (index, (format, path)) in outputs.iter().enumerate() {
            match outputs[..index].iter().find(|(other, file)| other == format || file == path) {
                Some((other, _)) if other == format => {
                    return Err(misuse(&format!("{} 只能写一次", option(*format))));
                }
                Some((other, _)) => {
                    let (one, two) = (option(*other), option(*format));
                    return Err(misuse(&format!("{one} 和 {two} 不能是同一个文件")));
                }
                None => {}
            }
        }
        if outputs.is_empty() {
            let options: Vec<&str> = formats.iter().map(|format| option(*format)).collect();
            return Err(misuse(&format!("请用 {} 说明要生成什么", options.join("、"))));
        }
        Ok(outputs)
    }

    fn out(&mut self) -> Result<PathBuf, String> {
        if self.out.as_deref() == Some(std::path::Path::new("-")) {
            return Err(misuse("-o 后面要写文件名，不能输出到屏幕"));
        }
        self.out.take().ok_or_else(|| misuse("请用 -o 写明输出的文件"))
    }

    fn all(&mut self, what: &str) -> Result<Vec<PathBuf>, String> {
        let files: Vec<PathBuf> = self.values.drain(..).map(PathBuf::from).collect();
        if files.is_empty() { Err(misuse(&format!("请写明{what}"))) } else { Ok(files) }
    }

    fn one(&mut self, what: &str) -> Result<PathBuf, String> {
        match <[PathBuf; 1]>::try_from(self.all(what)?) {
            Ok([file]) => Ok(file),
            Err(_) => Err(misuse(&format!("{what}只能是一个"))),
        }
    }

    /// The command, unless something was said that it does not take.
    fn done(self, command: Command) -> Result<Command, String> {
        let left = [
            (self.draft, "--draft"),
            (self.gb18030, "--gb18030"),
            (self.latin_gap, "--latin-gap"),
            (self.office_faces, "--office-faces"),
            (self.format.is_some(), "--format"),
            (self.out.is_some(), "-o"),
            (self.from.is_some(), "--from"),
            (self.agency.is_some(), "--agency"),
            (self.year.is_some(), "--year"),
            (self.table.is_some(), "--table"),
            (self.last.is_some(), "--last"),
            (self.rules.is_some(), "--rules"),
            (self.checklist.is_some(), "--checklist"),
        ];
        let left = left.iter().find(|(given, _)| *given).map(|(_, name)| *name);
        if let Some(name) = left.or(self.outputs.first().map(|(format, _)| option(*format))) {
            return Err(misuse(&format!("这个命令不用 {name}")));
        }
        let window = matches!(command, Command::Window(_));
        match self.values.first() {
            Some(word) if !window => Err(misuse(&format!("多了“{}”", word.display()))),
            _ => Ok(command),
        }
    }
}

/// Takes what stands behind an option that may be given once.
fn once<T>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), String> {
    match slot.replace(value) {
        Some(_) => Err(misuse(&format!("{name} 只能写一次"))),
        None => Ok(()),
    }
}

fn path(name: &str, value: OsString) -> Result<PathBuf, String> {
    if value.is_empty() { Err(nothing(name)) } else { Ok(value.into()) }
}

fn one_line(name: &str, text: String) -> Result<String, String> {
    if text.contains(char::is_control) {
        return Err(misuse(&format!("{name} 后面只能是一行文字")));
    }
    if text.trim().is_empty() { Err(nothing(name)) } else { Ok(text) }
}

fn nothing(name: &str) -> String {
    misuse(&format!("{name} 后面要写上内容"))
}

fn utf8(name: &str, value: OsString) -> Result<String, String> {
    value.into_string().map_err(|_| misuse(&format!("{name} 后面的文字不是 UTF-8")))
}

fn year(text: &str) -> Result<u16, String> {
    text.parse().ok().filter(|year| YEARS.contains(year)).ok_or_else(|| {
        misuse(&format!("“{text}”不是年度，应在 {} 至 {} 之间", YEARS.start(), YEARS.end()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Command, Listing, Task, parse};

    fn words(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(Into::into).collect())
    }

    #[test]
    fn commands() {
        let check = |files: &[&str], listing| {
            let files = files.iter().map(Into::into).collect();
            Command::Check(Task { files, listing, ..Task::default() })
        };
        assert_eq!(words("check a b"), Ok(check(&["a", "b"], Listing::Text)));
        assert_eq!(words("check a --format json"), Ok(check(&["a"], Listing::Json)));
        assert_eq!(words("check a --format csv"), Ok(check(&["a"], Listing::Csv)));
        assert_eq!(words("check -- -a"), Ok(check(&["-a"], Listing::Text)));
        assert_eq!(
            words("check a --last b --rules c --checklist d"),
            Ok(Command::Check(Task {
                files: vec!["a".into()],
                last: Some("b".into()),
                rules: Some("c".into()),
                checklist: Some("d".into()),
                ..Task::default()
            }))
        );
        assert_eq!(words(""), Ok(Command::Window(None)));
        assert_eq!(words("Cargo.toml"), Ok(Command::Window(Some("Cargo.toml".into()))));
        assert_eq!(words("demo"), Ok(Command::Demo("nianbao-demo".into())));
        assert_eq!(words("render --help"), Ok(Command::Help));
        assert_eq!(
            words("new --year=2025 --agency 甲 -o x --draft"),
            Ok(Command::New {
                from: None,
                agency: Some("甲".into()),
                year: Some(2025),
                out: "x".into(),
                draft: true
            })
        );
    }

    #[test]
    fn misuse_is_told_in_chinese() {
        for (line, told) in [
            ("chekc a", "没有“chekc”这个命令"),
            ("check", "请写明要核对的文件"),
            ("check a --format xml", "没有“xml”这种格式"),
            ("check a --draft", "这个命令不用 --draft"),
            ("check a --nonsense", "没有 --nonsense"),
            ("show", "请写明要显示的文件"),
            ("show a b", "只能是一个"),
            ("show a --format text", "只有 --format json"),
            ("import a", "请用 -o"),
            ("import -o", "-o 后面要写上内容"),
            ("import a -o -", "不能输出到屏幕"),
            ("check a --latin-gap", "这个命令不用 --latin-gap"),
            ("render a --pdf x --text x", "不能是同一个文件"),
            ("new --year 25 -o x", "“25”不是年度"),
            ("new --year x -o x", "“x”不是年度"),
            ("new --agency= -o x", "--agency 后面要写上内容"),
            ("new --agency=\u{3000} -o x", "--agency 后面"),
            ("new --from= -o x", "--from 后面要写上内容"),
            ("new --year 2024 --year 2025 -o x", "--year 只能写一次"),
            ("new --agency 甲 --agency 乙 -o x", "--agency 只能写一次"),
            ("new --from a --from b -o x", "--from 只能写一次"),
            ("import a -o x --output y", "--output 只能写一次"),
            ("check a --last x --last x", "--last 只能写一次"),
            ("check a --rules x --rules y", "--rules 只能写一次"),
            ("check a --checklist x --checklist y", "--checklist 只能写一次"),
            ("check a --format text --format json", "--format 只能写一次"),
            ("form --table 二 --table 三 --pdf x", "--table 只能写一次"),
            ("render a --pdf=", "--pdf 后面要写上内容"),
            ("new a -o x", "多了“a”"),
            ("render a", "请用 --pdf、--text、--html、--docx 说明"),
            ("render a --docx x --html x", "--html 和 --docx 不能是同一个文件"),
            ("render a --pdf x --pdf y", "--pdf 只能写一次"),
            ("render a --pdf x --table 三", "这个命令不用 --table"),
            ("form --pdf x", "请用 --table"),
            ("form --table 三", "请用 --pdf、--docx 说明"),
            ("form --table 三 --html x", "这个命令不用 --html"),
            ("check a --docx x", "这个命令不用 --docx"),
            ("demo a b", "多了“a”"),
            ("-z", "没有 -z"),
        ] {
            let problem = words(line).unwrap_err();
            assert!(problem.contains(told), "{line}: {problem}");
        }
    }
}
