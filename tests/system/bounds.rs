//! Any input, any command: at most 512 MB and 5 s of processor time, exit 0 to 2, a message in
//! Chinese, and the former file whole. Each run is a process whose memory and time the system
//! counts, with all that it has started.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use wait4::Wait4 as _;

use crate::support::attacks::{self, Attack, Source};
use crate::support::sources;

/// What is promised, in MB.
const MAX_MEMORY: u64 = 512;

/// What is promised of the optimised program, in seconds; an unoptimised one is slower for that.
fn max_seconds() -> u32 {
    number("NIANBAO_SECONDS").and_then(|n| n.try_into().ok()).unwrap_or(60)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// What became of a run.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    /// Of the processor, in the program and in the system.
    seconds: f64,
    /// The most that it or a process of its had, in MB.
    memory: u64,
    said: String,
}

impl Run {
    /// What is wrong with it, if anything is.
    fn problem(&self) -> Option<String> {
        let is_chinese = self.said.is_empty() || self.said.chars().any(|c| c > '\u{4DFF}');
        let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let well = matches!(self.code, Some(0..=2))
            && self.seconds < f64::from(max_seconds())
            && self.memory < MAX_MEMORY
            && is_chinese
            && !self.said.contains(controls)
            && !self.said.contains(".nianbao-");
        let first = self.said.lines().next().unwrap_or_default();
        let said: String = first.chars().take(80).collect();
        (!well)
            .then(|| format!("{:?}, {:.1} s, {} MB: {said}", self.code, self.seconds, self.memory))
    }
}

/// Runs a command line after some commands of the shell, which set limits.
fn run_after(shell: &str, arguments: &[&str], variables: &[(&str, String)]) -> Run {
    // What does not end by itself ends late enough to be seen as too slow.
    let shell = format!("ulimit -t {}; {shell} exec \"$0\" \"$@\"", max_seconds() + 5);
    let mut child = Command::new("sh")
        .args(["-c", &shell, env!("CARGO_BIN_EXE_nianbao")])
        .args(arguments)
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut said).unwrap();
    let used = child.wait4().unwrap();
    Run {
        code: used.status.code(),
        seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        memory: used.rusage.maxrss / (1 << 20),
        said: String::from_utf8_lossy(&said).into_owned(),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_after("", arguments, &[])
}

/// The commands that read a file of a kind.
fn commands<'a>(source: Source, file: &'a str, out: &'a [String; 7]) -> Vec<Vec<&'a str>> {
    let [report, pdf, docx, html, text, ofd, fragment] = out;
    let mut all = vec![vec!["check", file], vec!["import", file, "-o", report]];
    if source == Source::Report {
        all.push(vec!["show", file]);
        all.push(vec!["new", "--from", file, "-o", report, "--draft"]);
        for (flag, out) in [
            ("--pdf", pdf),
            ("--docx", docx),
            ("--html", html),
            ("--text", text),
            ("--ofd", ofd),
            ("--fragment", fragment),
        ] {
            all.push(vec!["render", file, flag, out]);
        }
    }
    all
}

/// The problems of all runs that an attack of a size is tried with, and how many runs there were.
fn tried(attack: &Attack, size: usize) -> (usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let file = at("攻击");
    let bytes = attack.file(size);
    std::fs::write(&file, &bytes).unwrap();
    let out =
        ["出.nianbao", "出.pdf", "出.docx", "出.html", "出.txt", "出.ofd", "片段.html"].map(at);
    let mut problems = Vec::new();
    let commands = commands(attack.source, &file, &out);
    for arguments in &commands {
        if let Some(problem) = run(arguments).problem() {
            let what = format!("{:?}, {}, {size}", attack.source, attack.name);
            problems.push(format!("{what}: {}: {problem}", arguments[0]));
        }
    }
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "the input stays as it was");
    (commands.len(), problems)
}

/// How large the attacks are, in bytes.
fn sizes() -> Vec<usize> {
    let sizes = std::env::var("NIANBAO_ATTACK").unwrap_or_else(|_| "10000".to_owned());
    sizes.split(',').map(|size| size.trim().parse().unwrap()).collect()
}

const SOURCES: [(Source, &str); 6] = [
    (Source::Text, "text"),
    (Source::WebPage, "web page"),
    (Source::Word, "Word"),
    (Source::Pdf, "PDF"),
    (Source::Report, "report file"),
    (Source::Workbook, "workbook"),
];

/// Tries all attacks of a source in a size: how many kinds and runs, and what went wrong.
fn all_tried(source: Source, size: usize) -> (usize, usize, Vec<String>) {
    let all: Vec<Attack> = attacks::all().into_iter().filter(|a| a.source == source).collect();
    let next = Mutex::new(all.iter());
    let results = Mutex::new((0, Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let attack = next.lock().unwrap().next();
                    let Some(attack) = attack else { break };
                    let (runs, problems) = tried(attack, size);
                    let mut results = results.lock().unwrap();
                    results.0 += runs;
                    results.1.extend(problems);
                }
            });
        }
    });
    let (runs, problems) = results.into_inner().unwrap();
    (all.len(), runs, problems)
}

/// Where the attack table stands in SECURITY.md.
const TABLE: [&str; 2] = ["<!-- attacks -->\n", "<!-- end of attacks -->"];

/// Every attack on every command. `NIANBAO_ATTACK` gives other sizes, in bytes, with commas between
/// them; with `NIANBAO_BOUNDS=write` the table of SECURITY.md is written anew.
#[test]
fn attacks_cost_little() {
    let mut table =
        "| source | bytes | kinds | runs | bad |\n| --- | --- | --- | --- | --- |\n".to_owned();
    let mut wrong = Vec::new();
    for (source, name) in SOURCES {
        for size in sizes() {
            let (kinds, runs, problems) = all_tried(source, size);
            let bad = problems.len();
            writeln!(table, "| {name} | {size} | {kinds} | {runs} | {bad} |").unwrap();
            wrong.extend(problems);
        }
    }
    println!("{table}");
    if std::env::var("NIANBAO_BOUNDS").is_ok_and(|what| what == "write") {
        let path = sources::path("SECURITY.md");
        let text = std::fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once(TABLE[0]).unwrap();
        let (_, tail) = rest.split_once(TABLE[1]).unwrap();
        std::fs::write(path, [head, TABLE[0], &table, TABLE[1], tail].concat()).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A table of requests that is large, wrong or both, by what is odd about it; `None` for another word.
fn request_table(odd: &str, rows: usize) -> Option<String> {
    const HEAD: &str = "编号,收到日期,申请人,申请人类别,申请内容,处理结果,答复日期,复议诉讼\n";
    const ANSWERED: &str = "自然人,内容,予以公开,2025-04-02";
    let cases = "行政复议 2025-05-01 结果维持；复议后起诉 2025-06-01 结果维持；".repeat(20);
    let row: Box<dyn Fn(usize) -> String> = match odd {
        "many" => Box::new(|row| format!("{row},2025-03-07,某{row},{ANSWERED},\n")),
        "one number" => Box::new(|_| format!("1,2025-03-07,某,{ANSWERED},\n")),
        "no word right" => Box::new(|row| format!("{row},x,y,z,a,b,c,d\n")),
        "headings again" => Box::new(|_| HEAD.to_owned()),
        "open for ever" => Box::new(|row| format!("{row},0001-01-01,某,自然人,内容,,,\n")),
        "answered before" => {
            Box::new(|row| format!("{row},9999-12-31,某,自然人,内容,予以公开,0001-01-01,\n"))
        }
        "many cases" => Box::new(move |row| format!("{row},2025-03-07,某,{ANSWERED},{cases}\n")),
        "wide" => Box::new(|row| format!("{row},2025-03-07,某,{ANSWERED},{}\n", ",长".repeat(240))),
        "long" => {
            Box::new(|row| format!("{row},2025-03-07,某,自然人,{},,,\n", "内容".repeat(9_000)))
        }
        "marks" => Box::new(|row| format!("{row},2025-03-07,,,{},,,\n", "\\".repeat(4_000))),
        _ => return None,
    };
    // What is large by itself comes less often: 64 MB are refused as they are.
    let rows = if matches!(odd, "many cases" | "wide" | "marks") { rows / 10 } else { rows };
    let rows = if odd == "long" { rows / 100 } else { rows };
    Some(std::iter::once(HEAD.to_owned()).chain((0..rows).map(row)).collect())
}

const ODD_TABLES: [&str; 10] = [
    "many",
    "one number",
    "no word right",
    "headings again",
    "open for ever",
    "answered before",
    "many cases",
    "wide",
    "long",
    "marks",
];

/// A table of requests comes in as a ledger, which is counted and goes out, within the same bounds.
#[test]
fn tables_of_requests_cost_little() {
    let rows = if sizes().iter().any(|size| *size >= 1_000_000) { 99_000 } else { 10_000 };
    let mut wrong = Vec::new();
    for odd in ODD_TABLES {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let (source, ledger, out) = (at("表.csv"), at("台账.taizhang"), at("出.xlsx"));
        std::fs::write(&source, request_table(odd, rows).unwrap()).unwrap();
        let mut runs = vec![run(&["ledger", "import", &source, "-o", &ledger])];
        if Path::new(&ledger).exists() {
            runs.push(run(&["ledger", &ledger, "--year", "2025", "--today", "2026-01-05"]));
            runs.push(run(&["ledger", "export", &ledger, "--xlsx", &out]));
        }
        let refused = runs.iter().skip(1).filter(|run| run.code == Some(2));
        wrong.extend(refused.map(|run| format!("{odd}: does not open again: {}", run.said)));
        wrong.extend(runs.iter().filter_map(|run| Some(format!("{odd}: {}", run.problem()?))));
        for run in runs {
            println!("{odd}: {:?}, {:.1} s, {} MB", run.code, run.seconds, run.memory);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A message in Chinese and exit code 2, soon.
fn assert_refused(run: &Run, words: &str) {
    assert_eq!(run.problem(), None);
    assert!(run.code == Some(2) && run.said.contains(words), "{run:?} does not say {words}");
}

#[test]
fn inputs_that_wait_or_never_end_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let pipe = at("管道");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let [one, two] = [at("甲"), at("乙")];
    std::os::unix::fs::symlink(&one, &two).unwrap();
    std::os::unix::fs::symlink(&two, &one).unwrap();
    let out = at("出.nianbao");
    let long = at(&"长".repeat(200));
    let mut inputs = vec![
        (pipe.as_str(), "普通文件"),
        ("/dev/zero", "普通文件"),
        ("/dev/null", "普通文件"),
        (one.as_str(), "链接"),
        (long.as_str(), "太长"),
        ("/没有/没有", "没有这个文件"),
    ];
    if cfg!(target_os = "linux") {
        inputs.extend([("/proc/self/maps", "普通文件"), ("/sys/kernel/profiling", "普通文件")]);
    }
    for (input, words) in inputs {
        if input.starts_with("/sys") && !Path::new(input).exists() {
            continue;
        }
        for arguments in [
            vec!["check", input],
            vec!["show", input],
            vec!["import", input, "-o", &out],
            vec!["render", input, "--pdf", &out],
            vec!["new", "--from", input, "-o", &out],
        ] {
            assert_refused(&run(&arguments), words);
        }
    }
    assert!(!Path::new(&out).exists());
}

/// A folder with a report to import and a report file to write over.
struct Former {
    folder: tempfile::TempDir,
    source: String,
    report: String,
}

impl Former {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = sources::path("tests/reports/004.txt").display().to_string();
        let report = folder.path().join("报告.nianbao").display().to_string();
        std::fs::copy(sources::path("assets/sample.ron"), &report).unwrap();
        Self { folder, source, report }
    }

    /// The former file is whole, or the new one is, and nothing lies beside it.
    fn assert_whole(&self) {
        let bytes = std::fs::read(&self.report).unwrap();
        nianbao::file::parse("报告", &bytes).unwrap();
    }

    fn import(&self) -> [&str; 4] {
        ["import", &self.source, "-o", &self.report]
    }
}

#[test]
fn a_limit_on_the_size_of_files_is_a_full_disk() {
    let former = Former::new();
    let before = std::fs::read(&former.report).unwrap();
    // In blocks of 512 bytes: the report takes more.
    let run = run_after("ulimit -f 2;", &former.import(), &[]);
    assert_refused(&run, "磁盘已满");
    assert_eq!(std::fs::read(&former.report).unwrap(), before);
    let beside = std::fs::read_dir(former.folder.path()).unwrap().count();
    assert_eq!(beside, 1, "nothing is left");
}

#[test]
fn too_few_open_files_do_no_harm() {
    let former = Former::new();
    // The loader of programs needs four; the report is then written without its lock.
    let run = run_after("ulimit -n 4;", &former.import(), &[]);
    assert_eq!(run.problem(), None);
    former.assert_whole();
}

#[test]
fn without_memory_a_sentence_is_said() {
    let former = Former::new();
    let big = former.folder.path().join("大.txt");
    let text = std::fs::read_to_string(&former.source).unwrap();
    let text = text.replacen("一、总体情况", &format!("一、总体情况\n{}", "公".repeat(4 << 20)), 1);
    std::fs::write(&big, text).unwrap();
    let big = big.display().to_string();
    // In kilobytes, beyond what the program itself takes.
    let run = run_after("ulimit -d 12000;", &["import", &big, "-o", &former.report], &[]);
    assert_refused(&run, "内存不足");
    former.assert_whole();
}

/// The n-th allocation finds no memory, for n up to some thousands, one in so many of them, and then
/// ever fewer up to the last.
#[test]
#[cfg(debug_assertions)]
fn every_allocation_may_fail() {
    const MOST: u64 = 3_000;
    let step = number("NIANBAO_ALLOCATIONS").unwrap_or(40);
    let mut ns: Vec<u64> = (1..=MOST).step_by(usize::try_from(step).unwrap()).collect();
    let mut n = MOST;
    while n < 4_000_000 {
        n += n / 4 + 1;
        ns.push(n);
    }
    let former = Former::new();
    let out = former.folder.path().join("出.pdf").display().to_string();
    let sample = sources::path("assets/sample.ron").display().to_string();
    let commands = [
        vec!["check", former.source.as_str()],
        former.import().to_vec(),
        vec!["render", sample.as_str(), "--pdf", &out],
    ];
    let mut ended = [false; 3];
    for n in ns {
        for (arguments, ended) in commands.iter().zip(&mut ended) {
            if *ended {
                continue;
            }
            let run = run_after("", arguments, &[("NIANBAO_FAIL_ALLOCATION", n.to_string())]);
            assert_eq!(run.problem(), None, "{n} {arguments:?}");
            *ended = run.code != Some(2);
            assert!(*ended || run.said.contains("内存不足"), "{n} {arguments:?}: {run:?}");
            former.assert_whole();
        }
    }
    assert_eq!(ended, [true; 3], "there are as many allocations as that");
}
