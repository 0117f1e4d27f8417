//! Printing by the system's own programs: `lp` and `lpstat` of CUPS, or the desktop's print verb.
//!
//! What they are told and what they say is worked out here; [`Programs`] runs them. All of it is
//! called from threads.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::pages::{self, Pages};

use super::super::programs::{Output, Programs};
use crate::file::problem;

/// Upper bound on copies: more is a slip of the finger.
pub const MAX_COPIES: u16 = 999;
/// A job is looked at so often; after that it is left to itself.
const LOOKS: usize = 240;

/// The printers that can be had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printers {
    /// The names of the queues, as the system lists them; at least one.
    pub queues: Vec<String>,
    /// The system's own choice.
    pub default: Option<usize>,
}

/// How things can be printed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintWay {
    /// By `lp`, to one of these.
    Queues(Printers),
    /// By the desktop, which knows the printer.
    Shell,
}

/// What is to be printed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The name of the printer's queue.
    pub queue: String,
    /// 1 to [`MAX_COPIES`].
    pub copies: u16,
    /// The pages that are printed.
    pub pages: Pages,
    /// On both sides, turned over the long edge.
    pub both_sides: bool,
}

/// A job that a printer has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The printer.
    pub queue: String,
    /// The number of the job, unique among all queues of the system.
    pub number: u32,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintState {
    /// The job waits for its turn.
    Waiting,
    /// The job is being printed.
    Printing,
    /// The printer has been stopped.
    Stopped,
    /// The printer is done with it.
    Done,
    /// The clerk took the job back.
    Cancelled,
    /// The system gave it up.
    Failed,
    /// The job has not ended after two minutes, or the system no longer lists it; it is not watched
    /// further.
    LeftAlone,
}

impl PrintState {
    /// Whether nothing more comes.
    #[must_use]
    pub fn is_last(self) -> bool {
        !matches!(self, Self::Waiting | Self::Printing | Self::Stopped)
    }
}

/// Why nothing could be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintProblem {
    /// The system has no `lp`.
    NoPrograms,
    /// There are no printers, or the service that knows them does not run.
    NoPrinters,
    /// The printer named is gone.
    Gone(String),
    /// The service does not answer.
    NoAnswer,
    /// What the system said.
    Other(String),
}

impl fmt::Display for PrintProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPrograms => f.write_str("这台电脑没有安装打印程序（CUPS 的 lp 命令）。"),
            Self::NoPrinters => f.write_str("这台电脑上没有找到可用的打印机。"),
            Self::Gone(queue) => {
                write!(f, "打印机“{queue}”已经不在。请核对打印机是否接好，或者换一台打印。")
            }
            Self::NoAnswer => {
                f.write_str("打印服务没有回答，没有打印。请稍后再试，或者重启打印机。")
            }
            Self::Other(said) => write!(f, "没有打印。系统报告的原因是：{said}"),
        }
    }
}

impl From<io::Error> for PrintProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NoPrograms,
            ErrorKind::TimedOut => Self::NoAnswer,
            _ => Self::Other(problem::io(&error).0),
        }
    }
}

/// Reads how many copies a clerk wants; full-width digits are as good as others.
///
/// # Errors
/// What to write.
pub fn copies(text: &str) -> Result<u16, String> {
    let copies = pages::digits(text).and_then(|digits| digits.parse().ok());
    copies
        .filter(|copies| (1..=MAX_COPIES).contains(copies))
        .ok_or_else(|| format!("份数请填 1 到 {MAX_COPIES} 的整数。"))
}

/// Looks for printers.
///
/// # Errors
/// Where there are none to be had.
pub fn look(programs: &dyn Programs) -> Result<PrintWay, PrintProblem> {
    if programs.prints_by_shell() {
        return Ok(PrintWay::Shell);
    }
    let listed = programs.run("lpstat", &words(["-e"]))?;
    let queues: Vec<String> = lines(&listed.out).map(str::to_owned).collect();
    if queues.is_empty() {
        return Err(PrintProblem::NoPrinters);
    }
    let default = programs.run("lpstat", &words(["-d"]))?;
    let default = default.out.lines().find_map(|line| line.split_once("destination: "));
    let default = default.and_then(|(_, name)| queues.iter().position(|q| q == name.trim()));
    Ok(PrintWay::Queues(Printers { queues, default }))
}

/// Gives a document to a printer. Its file is the user's own, and gone when the job is taken.
///
/// # Errors
/// Where the printer does not take it.
pub fn send(
    programs: &dyn Programs,
    order: &Order,
    title: &str,
    pdf: &[u8],
) -> Result<Job, PrintProblem> {
    let mut file = tempfile::Builder::new().prefix("nianbao-").suffix(".pdf").tempfile()?;
    file.write_all(pdf)?;
    file.flush()?;
    let output = programs.run("lp", &arguments(order, title, file.path()))?;
    taken(order, &output)
}

/// What `lp` is told.
#[must_use]
pub fn arguments(order: &Order, title: &str, file: &Path) -> Vec<OsString> {
    let (copies, pages) = (order.copies.to_string(), order.pages.to_string());
    let sides = if order.both_sides { "sides=two-sided-long-edge" } else { "sides=one-sided" };
    let mut arguments = words(["-d", &order.queue, "-n", &copies, "-o", "media=A4", "-o", sides]);
    if !order.pages.is_all() {
        arguments.extend(words(["-P", &pages]));
    }
    arguments.extend(words(["-t", title, "--"]));
    arguments.push(file.into());
    arguments
}

/// The job in `request id is PDF-12 (1 file(s))`.
fn taken(order: &Order, output: &Output) -> Result<Job, PrintProblem> {
    let request = output.out.split_once("request id is ").map_or("", |(_, rest)| rest);
    let number = request.split_whitespace().next().and_then(number_of);
    match number.filter(|_| output.success) {
        Some(number) => Ok(Job { queue: order.queue.clone(), number }),
        None => Err(refusal(&order.queue, &output.error)),
    }
}

/// The number at the end of a job's name; the printer's own name may have dashes too.
fn number_of(name: &str) -> Option<u32> {
    name.rsplit_once('-')?.1.parse().ok()
}

fn refusal(queue: &str, said: &str) -> PrintProblem {
    let has = |part: &str| said.contains(part);
    if has("does not exist") || has("No default destination") {
        PrintProblem::Gone(queue.to_owned())
    } else if has("Unable to connect") || has("not running") || has("Bad file descriptor") {
        PrintProblem::NoAnswer
    } else {
        let said = lines(said).next().unwrap_or("lp 没有说明").to_owned();
        PrintProblem::Other(said)
    }
}

/// Follows a job to its end, telling every change. `wait` passes the time between two looks, and
/// says whether the clerk wants the job back.
pub fn follow(
    programs: &dyn Programs,
    job: &Job,
    tell: &mut dyn FnMut(PrintState),
    wait: &mut dyn FnMut() -> bool,
) -> PrintState {
    let mut told = None;
    for _ in 0..LOOKS {
        let state = state(programs, job).unwrap_or(PrintState::LeftAlone);
        if state.is_last() {
            return state;
        }
        if told.replace(state) != Some(state) {
            tell(state);
        }
        if wait() && cancel(programs, job) {
            return PrintState::Cancelled;
        }
    }
    PrintState::LeftAlone
}

fn cancel(programs: &dyn Programs, job: &Job) -> bool {
    let name = format!("{}-{}", job.queue, job.number);
    programs.run("cancel", &words([name.as_str()])).is_ok_and(|output| output.success)
}

/// How far a job is now.
fn state(programs: &dyn Programs, job: &Job) -> io::Result<PrintState> {
    let waiting = programs.run("lpstat", &words(["-W", "not-completed", "-o"]))?;
    if !waiting.success {
        return Ok(PrintState::LeftAlone);
    }
    if !waiting.out.lines().any(|line| is_of(line, job)) {
        let ended = programs.run("lpstat", &words(["-l", "-W", "completed", "-o"]))?;
        return Ok(end(&ended.out, job));
    }
    let printer = programs.run("lpstat", &words(["-p", &job.queue]))?.out;
    let first = printer.lines().next().unwrap_or_default();
    Ok(if first.contains(" disabled since") {
        PrintState::Stopped
    } else if first.contains(" now printing ") {
        PrintState::Printing
    } else {
        PrintState::Waiting
    })
}

/// Whether a line of `lpstat -o` begins with a job. Only the number tells: a Chinese name of a
/// printer is written in another way there.
fn is_of(line: &str, job: &Job) -> bool {
    let name = line.split_whitespace().next().filter(|_| !line.starts_with(char::is_whitespace));
    name.and_then(number_of) == Some(job.number)
}

/// How a job ended, by the lines under it in `lpstat -l`: one that is no longer listed was printed.
fn end(listed: &str, job: &Job) -> PrintState {
    let mut lines = listed.lines().skip_while(|line| !is_of(line, job)).skip(1);
    let own = lines.by_ref().take_while(|line| line.starts_with(char::is_whitespace));
    let alerts = own.filter(|line| line.trim_start().starts_with("Alerts:")).collect::<String>();
    if alerts.contains("cancel") {
        PrintState::Cancelled
    } else if alerts.contains("abort") {
        PrintState::Failed
    } else {
        PrintState::Done
    }
}

/// Has a file printed by the desktop, which asks nothing.
///
/// # Errors
/// Where no program of the desktop prints such files.
pub fn by_shell(programs: &dyn Programs, file: &Path) -> Result<(), PrintProblem> {
    // PowerShell takes curly quotes for straight ones, and two of any for one.
    let mut quoted = String::new();
    for c in file.display().to_string().chars() {
        let is_quote = matches!(c, '\'' | '‘' | '’' | '‚' | '‛');
        quoted.extend(std::iter::repeat_n(c, if is_quote { 2 } else { 1 }));
    }
    let verb = format!("Start-Process -Verb Print -ErrorAction Stop -FilePath '{quoted}'");
    let arguments = words(["-NoProfile", "-NonInteractive", "-Command", &verb]);
    let output = programs.run("powershell", &arguments)?;
    if output.success {
        return Ok(());
    }
    Err(PrintProblem::Other("没有程序可以直接打印 PDF".into()))
}

fn words<const N: usize>(words: [&str; N]) -> Vec<OsString> {
    words.map(OsString::from).into()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
