//! The window itself: start, clock, drafts, title, and the guard at its close.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use eframe::{NativeOptions, Renderer};
use egui::{Context, IconData, Ui, ViewportBuilder, ViewportCommand};

use super::clipboard::{CopyTarget, SystemClipboard, TextOnly};
#[cfg(all(unix, not(target_os = "macos")))]
use super::contrast_wish;
use super::dialogs::{FocusLost, Native};
use super::ime::SteadyInput;
use super::key_order::HeldKeys;
use super::spoken::Completed;
use super::view::{View, show};
use super::{signals, style, theme};
use crate::app::crash::LastCopy;
use crate::app::date::Moment;
use crate::app::handover::{self, First, LaterStart, Start};
use crate::app::programs::System;
use crate::app::{
    Action, App, ClipboardCommand, Command, CompareCommand, Desk, DraftsCommand, Folders,
    OpeningCommand,
};
use crate::ui::commands::Commands;

/// The draft is written so long after the last change, in seconds: it is to be on the disk after
/// one.
const DRAFT_AFTER: f64 = 0.5;
/// Seconds after the first change that a draft lacks until it is written while typing goes on: it
/// is to be on the disk after five.
const DRAFT_EVERY: f64 = 3.0;

/// Changes that the draft is still to hold.
#[derive(Clone, Copy, Debug)]
struct Changed {
    /// The report and the revision that were seen last.
    of: (u64, u64),
    /// When it was first seen, in seconds.
    last: f64,
    /// When the draft was written last, or the first change after that was seen; infinite while
    /// there is none.
    first: f64,
}

/// The program with its window.
pub struct Window {
    app: App,
    view: View,
    title: String,
    held: HeldKeys,
    clipboard: Box<dyn CopyTarget>,
    /// How often something was copied, as [`App::copied`] counts.
    copied: u64,
    /// What is not in the drafts yet, in the order of [`Desk::ALL`].
    changed: [Option<Changed>; 2],
    focus_lost: FocusLost,
    focused: bool,
    /// The window has been told to close.
    closing: bool,
    /// What later starts of the program were given.
    asked: Option<(First, Receiver<LaterStart>)>,
    /// What of that waits for a question to be answered.
    waiting: VecDeque<Vec<PathBuf>>,
    /// Frames drawn so far, counted up to [`FIRST_FRAMES`].
    frames: u8,
    /// The desktop wishes for high contrast.
    contrast: Arc<AtomicBool>,
}

impl Window {
    /// A window on a program.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            app,
            view: View::default(),
            title: String::new(),
            held: HeldKeys::default(),
            clipboard: Box::new(TextOnly),
            copied: 0,
            changed: [None, None],
            focus_lost: FocusLost::default(),
            focused: true,
            closing: false,
            asked: None,
            waiting: VecDeque::new(),
            frames: 0,
            contrast: Arc::default(),
        }
    }

    /// Sets up what the context needs once: faces, themes, the mend for Chinese input.
    pub fn install(ctx: &Context) {
        style::install(ctx);
        ctx.add_plugin(SteadyInput::default());
        ctx.add_plugin(Completed);
    }

    /// The program behind it.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Gives the program a command, as views do.
    pub fn handle(&mut self, command: impl Into<Command>) {
        self.app.handle(command);
    }

    /// Waits until nothing runs aside; for tests.
    pub fn settle(&mut self) {
        self.app.settle(Duration::from_secs(10));
    }

    /// What happens before drawing: answers, clock, draft, closing.
    pub fn before(&mut self, ctx: &Context, now: Moment) {
        self.app.handle(Command::Tick(now));
        if self.app.wants_frame() {
            ctx.request_repaint();
        }
        self.open_asked(ctx);
        self.keep_drafts(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && !self.app.wants_to_quit() {
            self.app.handle(Command::Do(Action::Quit));
            if !self.app.wants_to_quit() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        } else if self.app.wants_to_quit() && !std::mem::replace(&mut self.closing, true) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let focused = ctx.input(|input| input.focused);
        if self.focused && !focused {
            self.focus_lost.note();
        }
        self.focused = focused;
        let contrast = self.contrast.load(Relaxed);
        style::follow(ctx, self.app.settings().theme, self.app.settings().zoom, contrast);
    }

    /// Opens what a later start of the program was given, and comes to the front for it.
    fn open_asked(&mut self, ctx: &Context) {
        let asked: Vec<LaterStart> =
            self.asked.iter().flat_map(|(_, asked)| asked.try_iter()).collect();
        if !asked.is_empty() {
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
        self.waiting.extend(asked.into_iter().filter(|files| !files.is_empty()));
        // A question that is open is answered first.
        if self.app.modal().is_none()
            && let Some(files) = self.waiting.pop_front()
        {
            let command = opening(files, OpeningCommand::HandedOver);
            self.app.handle(command);
            ctx.request_repaint();
        }
    }

    /// Draws one frame, and does what was asked in it.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut commands = Commands::default();
        show(ui, &self.app, &mut self.view, &mut commands);
        if commands.iter().any(Command::shows) {
            // What changes is shown in this same frame, by a second pass that nobody has seen the
            // first of; where there has been one already, in the next.
            ui.ctx().request_discard("commands");
            if !ui.ctx().will_discard() {
                ui.ctx().request_repaint();
            }
        }
        for command in commands {
            self.app.handle(command);
        }
        self.put_copied(ui.ctx());
        let title = title(&self.app);
        let frame = egui::accesskit_root_id();
        ui.ctx().accesskit_node_builder(frame, |node| node.set_label(title.as_str()));
        if title != self.title {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The window with another clipboard.
    #[must_use]
    pub fn with_clipboard(self, clipboard: Box<dyn CopyTarget>) -> Self {
        Self { clipboard, ..self }
    }

    /// Puts on the clipboard what was copied since the last time.
    fn put_copied(&mut self, ctx: &Context) {
        let (count, copied) = self.app.copied();
        if std::mem::replace(&mut self.copied, count) != count {
            let with_tables = self.clipboard.put(ctx, copied);
            self.app.handle(ClipboardCommand::Taken { with_tables });
        }
    }

    /// Keeps the drafts when typing has stopped for a while, or has gone on for some seconds, and
    /// asks to be called then.
    fn keep_drafts(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        for (desk, changed) in Desk::ALL.into_iter().zip(&mut self.changed) {
            let Some(of) = self.app.unsaved(desk) else {
                *changed = None;
                // What was taken back to what is saved needs no draft.
                self.app.handle(DraftsCommand::KeepOf(desk));
                continue;
            };
            let nothing = |revision| Changed {
                of: (of.0, revision),
                last: f64::INFINITY,
                first: f64::INFINITY,
            };
            // An untouched report is no draft yet.
            let mut now_changed = changed.filter(|c| c.of.0 == of.0).unwrap_or(nothing(0));
            if now_changed.of.1 != of.1 {
                let first = now_changed.first.min(now);
                now_changed = Changed { last: now, first, ..nothing(of.1) };
            }
            *changed = Some(now_changed);
            let wait = (now_changed.last + DRAFT_AFTER).min(now_changed.first + DRAFT_EVERY) - now;
            if wait <= 0.0 {
                *changed = Some(nothing(of.1));
                self.app.handle(DraftsCommand::KeepOf(desk));
            } else if wait.is_finite() {
                ctx.request_repaint_after(Duration::from_secs_f64(wait));
            }
        }
    }
}

/// What opens the files that a start was given: one as it is, several as years of one agency.
fn opening(mut files: Vec<PathBuf>, one: fn(PathBuf) -> OpeningCommand) -> Command {
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => one(file).into(),
        (last, _) => {
            files.extend(last);
            CompareCommand::AddFiles(files).into()
        }
    }
}

/// ● 柳塘镇2025年政府信息公开工作年度报告（未保存）－ 年报.
fn title(app: &App) -> String {
    if let Some(view) = app.years().filter(|view| !view.has_open()) {
        let agency = view.comparison.as_ref().map(|c| c.agency.trim()).unwrap_or_default();
        return format!("{agency}历年对照 － 年报");
    }
    if let Some(open) = app.roll_up().filter(|_| app.roll_up_in_front()) {
        let name = open.folder.file_name().unwrap_or(open.folder.as_os_str());
        return format!("{}（{} 年度汇总） － 年报", name.to_string_lossy(), open.result.year);
    }
    if let Some(ledger) = app.ledger().filter(|_| app.front() == Desk::Ledger) {
        let stem = ledger.path.as_ref().and_then(|path| path.file_stem());
        let name = stem.map_or("申请公开台账".into(), |stem| stem.to_string_lossy());
        return match app.ledger_read_only() {
            Some(_) => format!("{name}（只读）－ 年报"),
            None => format!("{name} － 年报"),
        };
    }
    match app.document() {
        None => "年报".into(),
        Some(_) if app.review().is_some() => {
            format!("核对导入 {} － 年报", app.review().map_or("", |review| &review.name))
        }
        Some(document) => {
            let name = document.report().title.trim();
            let name = if name.is_empty() { "年度报告" } else { name };
            let name = match app.read_only() {
                Some(_) => format!("{name}（只读）"),
                None => name.to_owned(),
            };
            if document.is_dirty() {
                format!("● {name}（未保存）－ 年报")
            } else {
                format!("{name} － 年报")
            }
        }
    }
}

impl eframe::App for Window {
    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut egui::RawInput) {
        if self.held.order(&mut raw_input.events) {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.before(ctx, now());
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
        if self.frames == FIRST_FRAMES && is_over_the_screen(ui.ctx()) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Maximized(true));
        }
        self.frames = self.frames.saturating_add(1);
        STARTED.store(self.frames > FIRST_FRAMES, Relaxed);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Whether the window with its frame has no room on the screen: its lower buttons would be cut off.
fn is_over_the_screen(ctx: &Context) -> bool {
    ctx.input(|input| {
        let viewport = input.viewport();
        let window = viewport.outer_rect.or(viewport.inner_rect);
        window.zip(viewport.monitor_size).is_some_and(|(window, screen)| {
            window.width() > screen.x + 1.0 || window.height() > screen.y + 1.0
        })
    })
}

fn now() -> Moment {
    #[allow(clippy::disallowed_methods)] // The window is where the date comes from.
    let now = std::time::SystemTime::now();
    Moment::in_china(now.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs()))
}

fn folders() -> Folders {
    let dirs = directories::ProjectDirs::from("", "", "nianbao");
    dirs.map_or_else(
        || {
            let folder = std::env::temp_dir().join("nianbao");
            Folders { config: folder.clone(), data: folder }
        },
        |dirs| Folders { config: dirs.config_dir().to_owned(), data: dirs.data_dir().to_owned() },
    )
}

/// Whether there is a screen to open a window on.
#[must_use]
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(set)
}

/// Opens the window, on the files that are named, and comes back when it is closed.
///
/// # Errors
/// A sentence for the clerk, where no window can be had.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    if !has_display() {
        return Err(format!("{NO_SCREEN}{COMMANDS}"));
    }
    let folders = folders();
    let first = match handover::start(&folders.data, &files) {
        Start::HandedOver => return Ok(()),
        Start::First(first) => first,
    };
    #[cfg(all(unix, not(target_os = "macos")))]
    forgive_x_errors();
    let last = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&last);
    let opened = eframe::run_native(
        "nianbao",
        options(),
        Box::new(move |creation| {
            let ctx = &creation.egui_ctx;
            Window::install(ctx);
            let repaint = ctx.clone();
            let wake = Arc::new(move || repaint.request_repaint());
            let dialogs = Native::default();
            let focus_lost = dialogs.focus_lost.clone();
            let programs = Arc::new(System::default());
            let mut app =
                App::new(folders.clone(), Arc::new(dialogs), programs, now(), wake.clone());
            app.crash_log().install();
            signals::listen(app.last_copy());
            if let Ok(mut last) = kept.lock() {
                *last = Some(app.last_copy());
            }
            if !files.is_empty() {
                app.handle(opening(files, OpeningCommand::File));
            }
            let window = Window::new(app);
            #[cfg(all(unix, not(target_os = "macos")))]
            contrast_wish::ask(Arc::clone(&window.contrast), wake.clone());
            let asked = first.listen(wake);
            let window = Window { focus_lost, asked, ..window };
            Ok(Box::new(window.with_clipboard(Box::new(SystemClipboard::default()))))
        }),
    );
    // A window that was taken away, with its screen, leaves a draft as well.
    let last: Option<Arc<LastCopy>> = last.lock().ok().and_then(|mut last| last.take());
    if let Some(last) = &last {
        last.write();
    }
    // What the desktop says about it is English, and of no use to a clerk.
    opened.map_err(|error| {
        let what = match error {
            _ if last.is_some() => return CLOSED.into(),
            eframe::Error::Glutin(_)
            | eframe::Error::NoGlutinConfigs(..)
            | eframe::Error::OpenGL(_) => NO_OPENGL,
            _ => NO_SCREEN,
        };
        format!("{what}{COMMANDS}")
    })
}

/// How the window is made.
fn options() -> NativeOptions {
    NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("nianbao")
            .with_title("年报")
            .with_icon(icon())
            .with_inner_size([1366.0, 738.0])
            .with_min_inner_size([240.0, 180.0]),
        renderer: Renderer::Glow,
        persist_window: false,
        // Noise against banding costs a third of a frame where a processor paints it.
        dithering: false,
        ..NativeOptions::default()
    }
}

/// What is said where the window was taken away.
const CLOSED: &str = "窗口意外关闭。没有保存的内容已作为草稿保留，下次打开程序时可以恢复。";

/// The window has come up.
static STARTED: AtomicBool = AtomicBool::new(false);
/// What was asked of the X server while the window was made has been answered after so many frames.
const FIRST_FRAMES: u8 = 3;

/// winit ends the program when the X server reports an error late, whoever caused it. Mesa before
/// version 21 causes one without harm, when the pace of drawing is set where a processor paints.
///
/// Which error it is stands behind a raw pointer, which this crate does not follow. So it is known
/// by its time: while the window comes up all are forgiven (one that matters leaves no window), and
/// later ones are winit's.
#[cfg(all(unix, not(target_os = "macos")))]
fn forgive_x_errors() {
    winit::platform::x11::register_xlib_error_hook(Box::new(|_, _| !STARTED.load(Relaxed)));
}

/// What is said where there is no screen.
const NO_SCREEN: &str = "打不开窗口，这里没有可用的图形界面。";

/// What is said where there is one, and nothing that draws on it.
const NO_OPENGL: &str = "打不开窗口，这台电脑的图形系统没有可用的 OpenGL（要求 2.1 以上）。\
    请安装显卡驱动；没有合适的驱动时，请安装用处理器画图的 libgl1-mesa-dri。";

/// What can be done without a window.
const COMMANDS: &str = "不用窗口也可以用命令：\
    nianbao check 检查，nianbao show 查看，nianbao import 导入，nianbao new 新建，nianbao render 制版。";

/// The program's mark as the desktop shows it: a form on the accent colour.
fn icon() -> IconData {
    const SIDE: usize = 64;
    let [r, g, b, _] = theme::LIGHT.accent.to_array();
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let inside = (14..50).contains(&x);
            let across =
                inside && [17, 27, 37, 47].iter().any(|line| (*line..line + 3).contains(&y));
            let down =
                (27..50).contains(&y) && [25, 37].iter().any(|line| (*line..line + 3).contains(&x));
            let pixel = if across || down { [255, 255, 255, 255] } else { [r, g, b, 255] };
            rgba.extend(pixel);
        }
    }
    IconData { rgba, width: 64, height: 64 }
}
