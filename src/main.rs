//! Start-up only: the command line, then the window.

use std::io::{self, IsTerminal as _, Write};
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Span;
use jiff::civil::{Date, date};
use nianbao::cli::{self, Next, Outcome, Session, UNWRITTEN};

/// What is said where a command panics, below what the standard library prints about it.
const PANICKED: &str = "程序出错，已停止。请把上面的英文信息告诉开发者。";
/// What is said where the window panics: a last draft is kept and the log is written by then.
const WINDOW_PANICKED: &str =
    "程序出错，已停止。没有保存的内容已作为草稿保留，下次打开程序时可以恢复。";

/// Where memory runs out, the program says so and ends with 2.
#[global_allocator]
static ALLOCATOR: nianbao_memory::Allocator = nianbao_memory::Allocator;

fn main() -> ExitCode {
    fail_as_asked();
    nianbao::storage::outlive_size_limits();
    if let Some(code) = nianbao::import::serve_pdf_reader() {
        return ExitCode::from(code);
    }
    // A panic is a bug; a script still gets the promised code and a sentence that it can show.
    let code = catch_unwind(start).unwrap_or_else(|_| {
        print(&Outcome { err: format!("{PANICKED}\n"), code: 2, ..Outcome::default() })
    });
    ExitCode::from(code)
}

/// Does what the command line asks for; the exit code.
fn start() -> u8 {
    let arguments = std::env::args_os().skip(1).collect();
    let today = today();
    let session = Session {
        this_year: today.year().unsigned_abs(),
        today,
        input: Some(&mut io::stdin().lock()),
        out: &mut Results,
        err: &mut io::stderr(),
        progress: &mut tell_progress,
    };
    match cli::run_in(arguments, session) {
        Next::Print(outcome) => print(&outcome),
        Next::Window(outcome, files) => match print(&outcome) {
            // What was printed is a result of its own; the window only shows it.
            0 => open_window(files, outcome.out.is_empty()),
            code => code,
        },
    }
}

/// Lets an allocation fail, for the tests of what happens then.
fn fail_as_asked() {
    #[cfg(debug_assertions)]
    if let Some(n) = std::env::var("NIANBAO_FAIL_ALLOCATION").ok().and_then(|n| n.parse().ok()) {
        nianbao_memory::fail_nth(n);
    }
}

/// Says on a terminal how far a long command is, on one line that its results then replace.
fn tell_progress(done: usize, of: usize) {
    if io::stderr().is_terminal() {
        clear_progress();
        if done < of {
            TELLING.store(true, Ordering::Relaxed);
            let _untold = write!(io::stderr(), "正在读入 {done}/{of}…");
        }
    }
}

/// Whether a line on standard error shows how far a command is.
static TELLING: AtomicBool = AtomicBool::new(false);

fn clear_progress() {
    if TELLING.swap(false, Ordering::Relaxed) {
        let _untold = write!(io::stderr(), "\r\x1b[K");
    }
}

/// Standard output, which takes the line of the progress away before it writes its own.
struct Results;

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        clear_progress();
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// Opens the window and comes back when it is closed. Where none can be had that is an error only
/// where it was all that was `wanted`; a panic of the window always is.
fn open_window(files: Vec<std::path::PathBuf>, wanted: bool) -> u8 {
    match catch_unwind(|| window(files)) {
        Ok(Err(message)) if wanted => fail(&message),
        Ok(_) => 0,
        Err(_) => fail(WINDOW_PANICKED),
    }
}

/// Says why there is no window: where nobody reads a terminal, also through the desktop.
fn fail(message: &str) -> u8 {
    let code = print(&Outcome { err: format!("{message}\n"), code: 2, ..Outcome::default() });
    #[cfg(feature = "gui")]
    if !io::stderr().is_terminal() && nianbao::ui::has_display() {
        nianbao::ui::say(message);
    }
    code
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::path::PathBuf>) -> Result<(), String> {
    nianbao::ui::run(files)
}

#[cfg(not(feature = "gui"))]
fn window(_files: Vec<std::path::PathBuf>) -> Result<(), String> {
    Err("这个程序编译时没有带窗口，请用命令行。用法请看 nianbao --help。".into())
}

/// Prints what a command says. A closed pipe is the reader's choice; a result that cannot be
/// written is a failure.
fn print(outcome: &Outcome) -> u8 {
    clear_progress();
    let mut out = io::stdout();
    let written = out.write_all(outcome.out.as_bytes()).and_then(|()| out.flush());
    // Where not even this can be written, the exit code still says it.
    let _untold = io::stderr().write_all(outcome.err.as_bytes());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _untold = writeln!(io::stderr(), "{UNWRITTEN}");
            2
        }
        _ => outcome.code,
    }
}

/// The calendar day now, in China.
fn today() -> Date {
    #[allow(clippy::disallowed_methods)] // The one place where the core gets its date from.
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = (since.as_secs() + 8 * 3600) / 86_400;
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    date(1970, 1, 1).checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}
