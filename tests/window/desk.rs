//! A clerk at a window, with folders of their own: what the tests of the window have in common.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use nianbao::app::date::{Date, Moment};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::{App, Command, Dialogs, FileQuestion, Folders, Picked, Settings};
use nianbao::file;
use nianbao::report::Report;
use nianbao::ui::{CopyTarget, Window};

pub const NOW: Moment = Moment { date: Date { year: 2026, month: 1, day: 12 }, minute: 643 };

/// A window of 1366 × 768, less its title bar.
pub const SIZE: [f32; 2] = [1366.0, 738.0];

/// A system without file dialogs: the window asks for the path itself.
pub struct NoDialogs;

impl Dialogs for NoDialogs {
    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn open(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn save(&self, _: &FileQuestion, _name: &str, _extension: &str) -> Picked {
        Picked::Unavailable
    }
}

/// A system without any other program.
pub struct NoPrograms;

impl Programs for NoPrograms {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// The settings of a clerk who has been asked for the agency.
pub fn settings() -> Settings {
    Settings { agency: "云泽县柳塘镇人民政府".into(), ..Settings::default() }
}

/// The program's folders in one of the test's own.
pub fn folders(folder: &Path) -> Folders {
    Folders { config: folder.join("config"), data: folder.join("data") }
}

/// The program as it starts in such a folder.
pub fn start(folder: &Path, settings: &Settings) -> App {
    start_with(folder, settings, Arc::new(NoDialogs), Arc::new(NoPrograms))
}

/// The same on a system with dialogs and programs.
pub fn start_with(
    folder: &Path,
    settings: &Settings,
    dialogs: Arc<dyn Dialogs>,
    programs: Arc<dyn Programs>,
) -> App {
    let folders = folders(folder);
    settings.save(&folders).unwrap();
    App::new(folders, dialogs, programs, NOW, Arc::new(|| {}))
}

/// The report in a file.
pub fn read(path: &Path) -> Report {
    let bytes = file::read(path).unwrap();
    file::parse("报告", &bytes).unwrap().1
}

/// A key going down.
pub fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// What is drawn on the desk: the whole window, or some panes of it.
pub trait Screen {
    fn app(&self) -> &App;
    fn handle(&mut self, command: Command);

    /// Waits for what runs aside.
    fn settle(&mut self) {}
}

impl Screen for Window {
    fn app(&self) -> &App {
        self.app()
    }

    fn handle(&mut self, command: Command) {
        self.handle(command);
    }

    fn settle(&mut self) {
        self.settle();
    }
}

/// A clerk at a screen.
pub struct Desk<S: 'static = Window> {
    pub harness: Harness<'static, S>,
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(&settings())
    }

    pub fn with(settings: &Settings) -> Self {
        Self::sized(SIZE, settings)
    }

    pub fn sized(size: [f32; 2], settings: &Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = start(folder.path(), settings);
        Self::at(size, folder, app)
    }

    /// On a system with dialogs and programs.
    pub fn on(dialogs: Arc<dyn Dialogs>, programs: Arc<dyn Programs>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = start_with(folder.path(), &settings(), dialogs, programs);
        Self::at(SIZE, folder, app)
    }

    /// On a desktop with a clipboard of the test's own.
    pub fn with_clipboard(clipboard: Box<dyn CopyTarget>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let window = Window::new(start(folder.path(), &settings())).with_clipboard(clipboard);
        Self::showing(SIZE, folder, window)
    }

    pub fn at(size: [f32; 2], folder: tempfile::TempDir, app: App) -> Self {
        Self::showing(size, folder, Window::new(app))
    }

    fn showing(size: [f32; 2], folder: tempfile::TempDir, window: Window) -> Self {
        // A file that is read slowly has a sheet for some frames.
        let harness = Harness::builder()
            .with_max_steps(8)
            .with_size(size)
            .with_os(egui::os::OperatingSystem::Nix)
            .with_context_setup(Window::install)
            .build_ui_state(
                |ui, window: &mut Window| {
                    window.before(ui.ctx(), NOW);
                    window.draw(ui);
                },
                window,
            );
        Self { harness, folder }
    }
}

impl<S: Screen> Desk<S> {
    pub fn app(&self) -> &App {
        self.harness.state().app()
    }

    pub fn report(&self) -> &Report {
        self.app().document().unwrap().report()
    }

    pub fn undo_label(&self) -> Option<&str> {
        self.app().document().unwrap().undo_label()
    }

    /// Files in the clerk's own folder; the program's own are elsewhere.
    pub fn files(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        // While a report is open its lock is there too.
        let lock = |path: &Path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".~lock."))
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.is_file() && !lock(path)).collect()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    // What the clerk does.

    pub fn run(&mut self) {
        self.harness.run();
        self.harness.state_mut().settle();
        self.harness.run();
    }

    pub fn give(&mut self, command: impl Into<Command>) {
        self.harness.state_mut().handle(command.into());
        self.run();
    }

    /// Everything in one frame, in this order, and no frame more.
    pub fn frame(&mut self, events: Vec<Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
    }

    /// Everything in one frame, and what follows from it.
    pub fn at_once(&mut self, events: Vec<Event>) {
        self.frame(events);
        self.run();
    }

    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Presses or lets go of Alt alone.
    pub fn alt(&mut self, pressed: bool) {
        self.harness.event(Event::Key {
            key: Key::AltLeft,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: if pressed { Modifiers::NONE } else { Modifiers::ALT },
        });
    }

    pub fn tap_alt(&mut self) {
        for (pressed, held) in [(true, Modifiers::ALT), (false, Modifiers::NONE)] {
            self.alt(pressed);
            self.harness.event(Event::ModifiersChanged(held));
            self.harness.run();
        }
    }

    pub fn type_text(&mut self, text: &str) {
        self.at_once(text.chars().map(|c| Event::Text(c.to_string())).collect());
    }

    pub fn paste(&mut self, text: &str) {
        self.at_once(vec![Event::Paste(text.into())]);
    }

    pub fn click(&mut self, label: &str) {
        self.node(label).click();
        self.run();
    }

    // What the clerk sees.

    pub fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        self.harness.get_by_label(label)
    }

    pub fn field<'a>(&'a self, label: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label)
    }

    pub fn value(&self, label: &str) -> String {
        self.node(label).value().unwrap_or_default()
    }

    pub fn has(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }

    pub fn says(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// The whole name of the one thing whose name has this part.
    pub fn name_with(&self, part: &str) -> String {
        let node = self.harness.get_by_label_contains(part);
        node.accesskit_node().label().unwrap_or_default()
    }

    /// What the keyboard is on; empty where it is on nothing.
    pub fn focused(&self) -> String {
        #[allow(clippy::redundant_closure_for_method_calls)] // The method's lifetime does not fit.
        let focused = self.harness.root().query_by(|node| node.is_focused());
        let Some(node) = focused else { return String::new() };
        // The editor of a cell is heard without its table; the cell around it has both.
        let mut around = Some(node.accesskit_node());
        while let Some(node) = around {
            if node.role() == egui::Role::Cell {
                return node.label().unwrap_or_default();
            }
            around = node.parent();
        }
        node.accesskit_node().label().unwrap_or_default()
    }
}
