//! The real program on a screen of its own, worked with keyboard and mouse as a clerk does.
//!
//! Nothing here waits for a time: it waits until something is so. The program paints only when it
//! has something to paint, so that one that rests has done all that it was given.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nianbao::app::{Folders, Settings};
use nianbao::file;
use nianbao::open::open;
use nianbao::report::Report;

/// What a slow machine may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// Commands and the Debian packages they come from.
const TOOLS: [(&str, &str); 5] = [
    ("Xvfb", "xvfb"),
    ("openbox", "openbox"),
    ("xdotool", "xdotool"),
    ("xwd", "x11-apps"),
    ("convert", "imagemagick"),
];

/// What Chinese input needs besides.
const INPUT_TOOLS: [(&str, &str); 3] =
    [("dbus-daemon", "dbus-daemon"), ("fcitx5", "fcitx5"), ("fcitx5-remote", "fcitx5")];

/// Whether the tools are installed. In continuous integration they have to be.
pub fn installed(with_input: bool) -> bool {
    let input = INPUT_TOOLS.iter().take(if with_input { usize::MAX } else { 0 });
    all_installed(TOOLS.iter().chain(input))
}

/// Whether commands, each given with the Debian package it comes from, are installed.
pub fn all_installed<'a>(tools: impl Iterator<Item = &'a (&'static str, &'static str)>) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = |tool: &str| std::env::split_paths(&path).any(|folder| folder.join(tool).exists());
    let missing: Vec<_> = tools.filter(|(tool, _)| !there(tool)).collect();
    assert!(missing.is_empty() || std::env::var_os("CI").is_none(), "not installed: {missing:?}");
    if !missing.is_empty() {
        eprintln!("skipped: not installed: {missing:?}");
    }
    missing.is_empty()
}

/// Waits until something is so.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended by itself is as good.
        let _ended = self.0.kill();
        let _ended = self.0.wait();
    }
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }

    /// The same, with the first line that it prints.
    fn start_and_read(command: &mut Command) -> (Self, String) {
        let mut running = Self::start(command.stdout(Stdio::piped()));
        let mut line = String::new();
        let out = running.0.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        (running, line.trim().to_owned())
    }
}

/// A screen with a window manager, folders for the program, and the program when it is started.
/// What is declared first ends first.
pub struct Desk {
    program: Option<Running>,
    input: Vec<Running>,
    _manager: Running,
    _screen: Running,
    window: String,
    environment: Vec<(&'static str, String)>,
    folder: tempfile::TempDir,
}

impl Desk {
    /// A screen, and the settings of a clerk who has used the program before.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let part = |name: &str| folder.path().join(name).display().to_string();
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]);
        // A key that a busy machine lets go late must not repeat; and a first caller that goes before
        // the window manager has come must not have the screen begin anew without it.
        screen.args(["-r", "-noreset"]);
        let (screen, number) = Running::start_and_read(&mut screen);
        let environment = vec![
            ("DISPLAY", format!(":{number}")),
            ("XDG_CONFIG_HOME", part("config")),
            ("XDG_DATA_HOME", part("data")),
            ("XDG_RUNTIME_DIR", part("runtime")),
            ("HOME", part("home")),
            ("NIANBAO_DIALOG", "path".to_owned()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        ];
        for (name, value) in &environment {
            if name.starts_with("XDG") || *name == "HOME" {
                fs::create_dir_all(value).unwrap();
            }
        }
        let mut manager = Command::new("openbox");
        let manager = Running::start(manager.envs(environment.clone()).stdout(Stdio::null()));
        let desk = Self {
            program: None,
            input: Vec::new(),
            _manager: manager,
            _screen: screen,
            window: String::new(),
            environment,
            folder,
        };
        let config = desk.path("config").join("nianbao");
        let folders = Folders { config, data: desk.path("data").join("nianbao") };
        let agency = "云泽县柳塘镇人民政府".to_owned();
        Settings { agency, ..Settings::default() }.save(&folders).unwrap();
        desk
    }

    /// A file or folder in the clerk's own folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts an input method that gives Chinese for pinyin, as yet switched to English.
    pub fn start_input_method(&mut self) {
        let profile = self.path("config").join("fcitx5/profile");
        fs::create_dir_all(profile.parent().unwrap()).unwrap();
        file::write_atomic(&profile, PROFILE.as_bytes()).unwrap();
        self.start_bus();
        self.environment
            .extend([("LC_ALL", "C.UTF-8".to_owned()), ("XMODIFIERS", "@im=fcitx".to_owned())]);
        self.input.push(Running::start(self.command("fcitx5").stdout(Stdio::null())));
        until("the input method", || self.asked_input_method());
        rest(self.input[1].0.id());
    }

    /// Starts a session bus, on which programs are asked and tell what they show.
    pub fn start_bus(&mut self) {
        let (bus, address) = Running::start_and_read(self.command("dbus-daemon").args([
            "--session",
            "--nofork",
            "--print-address=1",
        ]));
        self.input.push(bus);
        self.environment.push(("DBUS_SESSION_BUS_ADDRESS", address));
    }

    fn asked_input_method(&self) -> Option<u8> {
        self.command("fcitx5-remote").output().ok()?.stdout.first().copied()
    }

    /// Whether the input method writes Chinese now.
    pub fn is_chinese(&self) -> bool {
        self.asked_input_method() == Some(b'2')
    }

    /// A program as the clerk would start it on this screen.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment.clone());
        command
    }

    /// Starts the program with a file and waits for its window.
    pub fn start(&mut self, file: &Path) {
        self.launch(&[file]);
        until("the file in the window", || self.title().contains("报告").then_some(()));
        self.rest();
    }

    /// Starts the program and waits until its window has the keyboard.
    pub fn launch(&mut self, files: &[&Path]) {
        // That of a program that was killed stands until the screen has heard of it.
        until("the former window to go", || self.windows().is_none().then_some(()));
        let mut program = self.command(env!("CARGO_BIN_EXE_nianbao"));
        self.program = Some(Running::start(program.args(files).stdout(Stdio::null())));
        self.window = until("the window with the keyboard", || {
            let ended = self.program.as_mut().unwrap().0.try_wait().unwrap();
            assert!(ended.is_none(), "the program ended by itself: {ended:?}");
            // The window that is there first need not be the one that stays.
            let windows = self.windows()?;
            let window = windows.lines().next()?;
            self.try_tool(&["windowactivate", window]);
            let focus = self.try_tool(&["getwindowfocus"])?;
            (focus.trim() == window).then(|| window.to_owned())
        });
    }

    /// The program's windows, where it has any.
    fn windows(&self) -> Option<String> {
        self.try_tool(&["search", "--onlyvisible", "--class", "nianbao"])
    }

    /// The program's process.
    pub fn id(&self) -> u32 {
        self.program.as_ref().unwrap().0.id()
    }

    /// Ends the program at once, wherever it is.
    pub fn kill(&mut self) {
        self.program = None;
    }

    /// Waits until the program has ended by itself: its exit code, where no signal ended it.
    pub fn ended(&mut self) -> Option<i32> {
        let mut program = self.program.take().unwrap();
        until("the program to end", || program.0.try_wait().unwrap()).code()
    }

    /// Has programs that are started from now on see more variables.
    pub fn environment(&mut self, variables: impl IntoIterator<Item = (&'static str, String)>) {
        self.environment.extend(variables);
    }

    /// Has xdotool do something, and does not wait for what comes of it.
    pub fn send(&self, arguments: &[&str]) {
        // The window may be gone.
        let _gone = self.try_tool(arguments);
    }

    /// Starts the program once more, with another file, and waits until that start has ended.
    pub fn start_again(&self, file: &Path) {
        let ended = self.command(env!("CARGO_BIN_EXE_nianbao")).arg(file).status().unwrap();
        assert!(ended.success());
    }

    /// Starts the program as an icon does, where `zenity` writes down what it is to say, and waits
    /// until it has ended: its exit code, and what was said.
    pub fn start_by_icon(&self, environment: &[(&str, &str)]) -> (Option<i32>, String) {
        let (bin, said) = (self.path("bin"), self.path("said"));
        fs::create_dir_all(&bin).unwrap();
        let zenity = bin.join("zenity");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{}'\n", said.display());
        file::write_atomic(&zenity, script.as_bytes()).unwrap();
        fs::set_permissions(&zenity, fs::Permissions::from_mode(0o755)).unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut program = self.command(env!("CARGO_BIN_EXE_nianbao"));
        program.env("PATH", format!("{}:{path}", bin.display())).envs(environment.iter().copied());
        let ended = program.stdin(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        (ended.code(), fs::read_to_string(said).unwrap_or_default())
    }

    fn try_tool(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command("xdotool").args(arguments).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn tool(&self, arguments: &[&str]) {
        assert!(self.try_tool(arguments).is_some(), "xdotool {arguments:?}");
    }

    /// Presses keys one after the other, then waits.
    pub fn keys<'a>(&self, keys: impl IntoIterator<Item = &'a str>) {
        let keys: Vec<&str> = keys.into_iter().collect();
        // Not more at a time than fits into the program's queue.
        for some in keys.chunks(100) {
            self.tool(&[&["key", "--delay", "5"], some].concat());
            self.rest();
        }
    }

    /// Goes to a section by its number, which gives its editor the keyboard.
    pub fn go_to(&self, section: u8) {
        self.keys([format!("alt+{section}").as_str()]);
    }

    /// Clicks at a point of the window, then waits.
    pub fn click(&self, x: u32, y: u32) {
        let (x, y) = (x.to_string(), y.to_string());
        self.tool(&["mousemove", "--window", &self.window, &x, &y, "click", "1"]);
        self.rest();
    }

    /// The window's title.
    pub fn title(&self) -> String {
        self.try_tool(&["getwindowname", &self.window]).unwrap_or_default().trim().to_owned()
    }

    /// Waits until the program sleeps and has not worked for a while. What it gave to the input method
    /// comes back to it.
    pub fn rest(&self) {
        rest(self.id());
        for input in &self.input {
            rest(input.0.id());
            rest(self.id());
        }
    }

    /// Ctrl+S, where the report has no file yet: the name is typed into the window's own field.
    pub fn save_as(&self, path: &Path) {
        self.keys(["ctrl+s"]);
        self.keys(["ctrl+a"]);
        self.tool(&["type", "--delay", "5", path.to_str().unwrap()]);
        self.rest();
        self.keys(["Return"]);
    }

    /// The report in a file, as soon as it is there and as it should be.
    pub fn report(&self, path: &Path, right: impl Fn(&Report) -> bool) -> Report {
        let mut seen = None;
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            until("the report in its file", || {
                let report = open(path).ok()?.into_report();
                seen = Some(report.clone());
                right(&report).then_some(report)
            })
        }));
        found.unwrap_or_else(|_| {
            let shot = self.screenshot("last");
            panic!("{}: {seen:#?}\nthe screen: {}", path.display(), shot.display())
        })
    }

    /// The draft that the program keeps of the only report that it has open.
    pub fn draft(&self) -> PathBuf {
        self.path("data").join("nianbao/drafts/1.ron")
    }

    /// The report files in the clerk's own folder.
    pub fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_file()).collect()
    }

    /// A picture of the whole screen, kept in the target folder.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        let raw = self.path("screen.xwd");
        let xwd = self.command("xwd").args(["-root", "-silent", "-out"]).arg(&raw).status();
        assert!(xwd.unwrap().success(), "xwd");
        let xwd = format!("xwd:{}", raw.display());
        let converted = Command::new("convert").arg(xwd).arg(&path).status();
        assert!(converted.unwrap().success(), "convert");
        fs::remove_file(raw).unwrap();
        path
    }
}

/// Writes a report as a draft: opened, it has no file of its own yet.
pub fn write_draft(report: &Report, path: &Path) {
    file::write_atomic(path, file::draft_text(report).as_bytes()).unwrap();
}

/// Waits until a process has hardly worked, nor waited for a processor, for a while.
fn rest(id: u32) {
    const WHILE: Duration = Duration::from_millis(300);
    let mut last: Option<(Instant, u64)> = None;
    until("a process to rest", || {
        let now = busy(id)?;
        let (since, then) = *last.get_or_insert((Instant::now(), now));
        if since.elapsed() < WHILE {
            return None;
        }
        last = None;
        (Duration::from_nanos(now.saturating_sub(then)) < WHILE / 10).then_some(())
    });
}

/// How long the threads of a process have worked or waited for a processor, in nanoseconds.
fn busy(id: u32) -> Option<u64> {
    let mut all = 0;
    for thread in fs::read_dir(format!("/proc/{id}/task")).ok()? {
        let stat = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        all += stat.split(' ').take(2).filter_map(|n| n.parse::<u64>().ok()).sum::<u64>();
    }
    Some(all)
}

/// One group with an English keyboard and pinyin.
const PROFILE: &str = "\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
";
