//! Start-up only: the command line, then the window.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use nianbao::app::date::Moment;
use nianbao::cli::{self, Next, Outcome};

/// What is said where the program falls: it has done nothing but a command so far.
const FALLEN: &str = "程序出错，已停止。请把上面的英文信息告诉开发者。";
/// The same where the window is open: the hook that it sets has kept a draft and written the log.
const FALLEN_WITH_WINDOW: &str =
    "程序出错，已停止。没有保存的内容已作为草稿保留，下次打开程序时可以恢复。";

/// Whether the window is open, or was.
static WINDOW: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    end_fallen();
    let arguments = std::env::args_os().skip(1).collect();
    let code = match cli::run_telling(arguments, this_year(), &mut tell_progress) {
        Next::Print(outcome) => print(&outcome),
        Next::Window(outcome, file) => match print(&outcome) {
            // What was printed is a result of its own; the window only shows it.
            0 => open_window(file, outcome.out.is_empty()),
            code => code,
        },
    };
    ExitCode::from(code)
}

/// A panic is a bug; a script still gets the promised code and a sentence it can show.
fn end_fallen() {
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        former(info);
        let code = if WINDOW.load(Ordering::Relaxed) {
            fail(FALLEN_WITH_WINDOW)
        } else {
            print(&Outcome { err: format!("{FALLEN}\n"), code: 2, ..Outcome::default() })
        };
        std::process::exit(code.into());
    }));
}

/// Says on a terminal how far a long command is, on one line that its results then replace.
fn tell_progress(done: usize, of: usize) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let text =
            if done < of { format!("\r正在读入 {done}/{of}…") } else { "\r\x1b[K".into() };
        let _untold = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}

/// Opens the window and comes back when it is closed. Where none can be had that is an error only
/// where it was all that was `wanted`.
fn open_window(file: Option<std::path::PathBuf>, wanted: bool) -> u8 {
    WINDOW.store(true, Ordering::Relaxed);
    match window(file) {
        Err(message) if wanted => fail(&message),
        _ => 0,
    }
}

/// Says why there is no window: where nobody reads a terminal, also through the desktop.
fn fail(message: &str) -> u8 {
    let code = print(&Outcome { err: format!("{message}\n"), code: 2, ..Outcome::default() });
    #[cfg(feature = "gui")]
    if !std::io::stderr().is_terminal() && nianbao::ui::has_display() {
        nianbao::ui::say(message);
    }
    code
}

#[cfg(feature = "gui")]
fn window(file: Option<std::path::PathBuf>) -> Result<(), String> {
    nianbao::ui::run(file)
}

#[cfg(not(feature = "gui"))]
fn window(_file: Option<std::path::PathBuf>) -> Result<(), String> {
    Err("这个程序编译时没有带窗口，请用命令行。用法请看 nianbao --help。".into())
}

/// Prints what a command says. A closed pipe is the reader's choice; a result that cannot be
/// written is a failure.
fn print(outcome: &Outcome) -> u8 {
    let mut out = std::io::stdout();
    let written = out.write_all(outcome.out.as_bytes()).and_then(|()| out.flush());
    // Where not even this can be told, the exit code still tells.
    let _untold = std::io::stderr().write_all(outcome.err.as_bytes());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let _untold = writeln!(std::io::stderr(), "结果没有写完，请核对输出的位置和磁盘空间。");
            2
        }
        _ => outcome.code,
    }
}

/// The calendar year now.
fn this_year() -> u16 {
    #[allow(clippy::disallowed_methods)] // The one place where the core gets its date from.
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment::in_china(since.as_secs()).date.year
}
