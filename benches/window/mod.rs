//! Frames of the window: by the clock, as divan has it, and in processor time of the program's own thread,
//! which is what a promise can be held to on a busy machine; it is printed below each bench.

use std::cell::Cell;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use egui::epaint::Primitive;
use egui::{ClippedPrimitive, Event, Key, Modifiers};
use egui_kittest::Harness;
use nianbao::app::date::{Date, Moment};
use nianbao::app::programs::{Output, Programs};
use nianbao::app::rollup::messages::RollUpPage;
use nianbao::app::{
    App, Command, CompareCommand, Dialogs, FileQuestion, Folders, OpeningCommand, Picked,
    RollUpCommand, Settings,
};
use nianbao::file;
use nianbao::report::Edit;
use nianbao::ui::Window;

use super::{COUNTIES, LEDGERS, county, imported, ledger_file};

const NOW: Moment = Moment { date: Date { year: 2026, month: 1, day: 12 }, minute: 643 };

/// A frame that scrolls a ledger by a row: must cost the same whatever the number of rows.
#[divan::bench(args = LEDGERS)]
fn ledger_scrolled(bencher: Bencher, requests: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("台账.taizhang");
    file::write_atomic(&path, ledger_file(requests).as_bytes()).expect("it is written");
    let walked = Walked::on(folder.path(), OpeningCommand::File(path).into(), 1_000);
    walked.measure(bencher);
}

/// A frame that walks down a table of ten years, with its charts beside it.
#[divan::bench]
fn ten_years_walked(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    ten_years(folder.path()).measure(bencher);
}

/// A frame that does so for the first time after another table was shown.
#[divan::bench]
fn ten_years_changed(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut walked = ten_years(folder.path());
    walked.keys = vec![(Modifiers::COMMAND, Key::PageDown), (Modifiers::COMMAND, Key::PageUp)];
    walked.measure(bencher);
}

/// A frame that walks down the board of a county, with the unit's panel beside it.
#[divan::bench(args = COUNTIES)]
fn board_walked(bencher: Bencher, units: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let walked = Walked::on(folder.path(), OpeningCommand::File(county(units)).into(), units);
    assert!(walked.window.state().app().roll_up_in_front());
    walked.measure(bencher);
}

/// A frame that walks over the sums of a county, with the units that the chosen one comes from beside it.
#[divan::bench(args = COUNTIES)]
fn sums_walked(bencher: Bencher, units: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut walked = Walked::on(folder.path(), OpeningCommand::File(county(units)).into(), 20);
    walked.window.state_mut().handle(RollUpCommand::Show(RollUpPage::Sums));
    walked.window.state_mut().handle(RollUpCommand::SumTable(1));
    walked.window.run();
    walked.measure(bencher);
}

/// Ten years side by side, every line of table three shown.
fn ten_years(folder: &Path) -> Walked {
    let file = |year: u16| {
        let mut report = imported("001");
        report.apply(Edit::Year(Some(year))).expect("a year");
        let path = folder.join(format!("{year}.nianbao"));
        file::write_atomic(&path, file::draft_text(&report).as_bytes()).expect("it is written");
        path
    };
    let files: Vec<PathBuf> = (2016..=2025).map(file).collect();
    let mut walked = Walked::on(folder, CompareCommand::AddFiles(files).into(), 20);
    walked.window.state_mut().handle(CompareCommand::OnlyFilled(false));
    let years = walked.window.state().app().years().and_then(|years| years.comparison.as_ref());
    assert_eq!(years.map(|comparison| comparison.years.len()), Some(10));
    walked.window.run();
    walked
}

/// A system without dialogs and other programs.
struct Bare;

impl Dialogs for Bare {
    fn folder(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn open(&self, _: &FileQuestion) -> Picked {
        Picked::Unavailable
    }

    fn save(&self, _: &FileQuestion, _: &str, _: &str) -> Picked {
        Picked::Unavailable
    }
}

impl Programs for Bare {
    fn run(&self, _: &str, _: &[OsString]) -> io::Result<Output> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A window in which a key is pressed in each frame, one after the other.
struct Walked {
    window: Harness<'static, Window>,
    keys: Vec<(Modifiers, Key)>,
}

impl Walked {
    /// A window after a command, in which so many rows are walked down, then as many up.
    fn on(folder: &Path, command: Command, rows: usize) -> Self {
        let folders = Folders { config: folder.join("config"), data: folder.join("data") };
        let settings = Settings { agency: "柳塘镇".into(), ..Settings::default() };
        settings.save(&folders).expect("they are written");
        let bare = Arc::new(Bare);
        let app = App::new(folders, bare.clone(), bare, NOW, Arc::new(|| {}));
        let mut window = Window::new(app);
        window.handle(command);
        window.settle();
        let mut harness = Harness::builder()
            .with_size([1366.0, 738.0])
            .with_context_setup(Window::install)
            .build_ui_state(
                |ui, window: &mut Window| {
                    window.before(ui.ctx(), NOW);
                    window.draw(ui);
                },
                window,
            );
        harness.state_mut().settle();
        harness.run();
        let key = |key| vec![(Modifiers::NONE, key); rows];
        Self { window: harness, keys: [key(Key::ArrowDown), key(Key::ArrowUp)].concat() }
    }

    fn measure(mut self, bencher: Bencher) {
        let (frames, drawn) = (Cell::new(0_usize), Cell::new((0, 0)));
        let begun = thread_time();
        bencher.bench_local(|| {
            let (modifiers, key) = self.keys[frames.get() % self.keys.len()];
            frames.set(frames.get() + 1);
            let (physical_key, pressed, repeat) = (None, true, true);
            let press = Event::Key { key, physical_key, pressed, repeat, modifiers };
            self.window.input_mut().events.push(press);
            self.window.step();
            // What is handed to the graphics card is put together on the same thread.
            let (shapes, points) = (self.window.output().shapes.clone(), 1.0);
            let meshes = self.window.ctx.tessellate(shapes, points);
            let corners = |mesh: &ClippedPrimitive| match &mesh.primitive {
                Primitive::Mesh(mesh) => mesh.vertices.len(),
                Primitive::Callback(_) => 0,
            };
            drawn.set((meshes.len(), meshes.iter().map(corners).sum::<usize>()));
        });
        if let Some((begun, ended)) = begun.zip(thread_time()) {
            #[allow(clippy::cast_precision_loss)] // A few seconds, some hundred frames.
            let each = (ended - begun) as f64 / 1e6 / frames.get() as f64;
            let (meshes, corners) = drawn.get();
            let what =
                format!("{} frames, the last of {meshes} meshes, {corners} corners", frames.get());
            eprintln!("  thread time: {each:.2} ms a frame; {what}");
        }
    }
}

/// Processor time of this thread, in nanoseconds; `None` where the system does not tell.
fn thread_time() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}
