//! The real program, killed in the middle of typing and saving: the file on disk is whole, the
//! draft is no older than was promised, and nothing else is lost.
//!
//! `NIANBAO_KILLS` says how often. Several screens work side by side.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::screen::{Desk, installed, until};
use crate::support::machine;
use crate::support::random::Random;
use nianbao::app::{DraftStore, Folders, Settings};
use nianbao::file::{self, FileKind};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use nianbao::rules::Balanced;
use nianbao::storage::Disk;

/// What the promise is: steady typing is on the disk after so long.
const PROMISE: Duration = Duration::from_secs(5);
/// And where typing has stopped, after so long.
const AT_REST: Duration = Duration::from_secs(1);
/// What a busy machine may take more: the keys of all screens, and the frames that show them, wait
/// for two processors.
const BUSY: Duration = Duration::from_secs(4);
/// After so many kills a screen starts with a short text again.
const FRESH: u32 = 20;

pub fn kills() -> u32 {
    std::env::var("NIANBAO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(25)
}

/// What was found over all kills.
#[derive(Default)]
pub struct Tally {
    pub kills: AtomicU32,
    pub drafts: AtomicU32,
    pub saves: AtomicU32,
    /// The oldest typing that was lost, in milliseconds.
    oldest: AtomicU32,
    /// How often more than a second of typing was lost.
    over_a_second: AtomicU32,
    /// How often a letter was lost that was typed longer ago than the promise, the machine being
    /// busy.
    late: AtomicU32,
}

impl Tally {
    /// What of the typing is not there must be young.
    pub fn judge(&self, moments: &Moments, killed: Instant, there: usize) {
        let (all, last) = *moments.last().unwrap();
        assert!(there <= all && there >= moments[0].0, "{there} letters, {all} typed");
        // A letter is as old as the end of the run that it came in.
        let missing = moments.iter().find(|(count, at)| *count > there && *at < killed);
        let age = missing.map_or(Duration::ZERO, |(_, at)| killed - *at);
        self.oldest.fetch_max(u32::try_from(age.as_millis()).unwrap(), Ordering::Relaxed);
        self.over_a_second.fetch_add(u32::from(age > AT_REST), Ordering::Relaxed);
        let at_rest = last < killed && killed - last > AT_REST;
        let promised = if at_rest { AT_REST } else { PROMISE };
        let oldest = if at_rest { missing.map_or(Duration::ZERO, |_| killed - last) } else { age };
        self.late.fetch_add(u32::from(oldest > promised), Ordering::Relaxed);
        assert!(oldest < promised + BUSY, "{oldest:?} of typing was lost, {there} of {all}");
    }

    /// What was found, in a line for whoever reads the tests' output.
    pub fn told(&self) -> String {
        let told = |count: &AtomicU32| count.load(Ordering::Relaxed);
        format!(
            "{} kills, {} saves begun, {} drafts; oldest typing lost {} ms, over a second {}, late {}",
            told(&self.kills),
            told(&self.saves),
            told(&self.drafts),
            told(&self.oldest),
            told(&self.over_a_second),
            told(&self.late),
        )
    }
}

/// The text that is typed: the same for everybody, so that what is found tells how far it came.
pub fn typed(from: usize, many: usize) -> String {
    (from..from + many).map(letter).collect()
}

fn letter(at: usize) -> char {
    // No run of it is met twice soon: what was lost in the middle is seen.
    let at = u32::try_from(at).unwrap_or(0);
    char::from_digit(at.wrapping_mul(at.wrapping_add(7)) / 3 % 36, 36).unwrap_or('x')
}

/// How many letters of what is typed a report holds; everything in it must be that.
fn length(report: &Report) -> usize {
    let text = report.text(Field::Before(1));
    let letters = text.strip_prefix(BASE).unwrap_or_else(|| panic!("the text before: {text}"));
    let expected = typed(0, letters.chars().count());
    assert_eq!(letters, expected, "letters are missing, or out of order");
    expected.len()
}

const BASE: &str = "以下是输入的内容：";

fn base() -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports/001.txt");
    let mut report = nianbao::open::open(&path).unwrap().into_report();
    report.figures = report.figures.without_printed();
    report.apply(Edit::Text(Field::Before(1), BASE.into())).unwrap();
    report
}

/// One screen, its program, and what must be there.
struct Bench<'a> {
    desk: Desk,
    folders: Folders,
    path: PathBuf,
    /// A file and a draft that nobody touches.
    others: [(PathBuf, Vec<u8>); 2],
    /// The least that the file holds: what it was seen to hold before.
    saved: usize,
    random: Random,
    tally: &'a Tally,
}

/// When so many letters had been typed.
pub type Moments = Vec<(usize, Instant)>;

impl<'a> Bench<'a> {
    fn new(seed: u64, tally: &'a Tally) -> Self {
        let desk = Desk::new();
        let data = desk.path("data").join("nianbao");
        let folders = Folders { config: desk.path("config").join("nianbao"), data };
        let path = desk.path("报告.nianbao");
        let text = file::report_text(Balanced::new(&base()).unwrap()).into_bytes();
        let others = [desk.path("别的.nianbao"), folders.data.join("drafts/bin/2999-01-01-1.ron")];
        fs::create_dir_all(others[1].parent().unwrap()).unwrap();
        let others = others.map(|path| (path, text.clone()));
        for (path, text) in others.iter().chain([&(path.clone(), text.clone())]) {
            file::write_atomic(path, text).unwrap();
        }
        let random = Random::new(seed);
        Self { desk, folders, path, others, saved: 0, random, tally }
    }

    /// Starts with what there is: a draft is gone on with, else the file is opened.
    fn start(&mut self, draft: bool) {
        if draft {
            self.desk.launch(&[]);
            // One press at a time: a second one would go into the text, where one goes on.
            let mut pressed: Option<Instant> = None;
            until("the draft to be gone on with", || {
                if pressed.is_none_or(|at| at.elapsed() > Duration::from_secs(3)) {
                    self.desk.send(&["key", "Return"]);
                    pressed = Some(Instant::now());
                }
                self.desk.title().contains("报告").then_some(())
            });
        } else {
            self.desk.launch(&[&self.path]);
            until("the file", || self.desk.title().contains("报告").then_some(()));
        }
        // What is typed before the text has the keyboard goes nowhere, on a slow machine.
        self.desk.go_to(1);
        self.desk.keys(["ctrl+End"]);
    }

    /// Types, rests and saves until the program is gone.
    fn work(&mut self, from: usize, end: Instant) -> Moments {
        let mut moments = vec![(from, Instant::now())];
        let mut at = from;
        let steady = self.random.below(2) == 0;
        while Instant::now() < end {
            match self.random.below(if steady { 6 } else { 10 }) {
                0 if at > from => {
                    self.desk.send(&["key", "ctrl+s"]);
                    self.tally.saves.fetch_add(1, Ordering::Relaxed);
                }
                1..6 => {
                    let many = 1 + usize::try_from(self.random.below(12)).unwrap();
                    let text = typed(at, many);
                    self.desk.send(&["type", "--delay", "12", &text]);
                    at += many;
                    moments.push((at, Instant::now()));
                }
                _ => std::thread::sleep(Duration::from_millis(self.random.below(700))),
            }
        }
        moments
    }

    /// One life of the program, and what it leaves.
    fn round(&mut self, from: usize, draft: bool) -> (usize, bool) {
        self.start(draft);
        let life = Duration::from_millis(200 + self.random.below(5000));
        let end = Instant::now() + life;
        let reaper = killed_at(self.desk.id(), end);
        let moments = self.work(from, end);
        let killed = reaper.join().unwrap();
        self.desk.kill();
        self.tally.kills.fetch_add(1, Ordering::Relaxed);
        self.look(&moments, killed)
    }

    /// What is on the disk: how many letters, and whether a draft has them.
    fn look(&mut self, moments: &Moments, killed: Instant) -> (usize, bool) {
        for (path, text) in &self.others {
            assert_eq!(&fs::read(path).unwrap(), text, "{} is another's", path.display());
        }
        let (settings, told) = Settings::load(&self.folders);
        assert!(told.is_none() && !settings.agency.is_empty(), "{told:?}");

        let (kind, report) = file::parse("", &fs::read(&self.path).unwrap()).unwrap();
        assert_eq!(kind, FileKind::Report);
        let in_file = length(&report);
        assert!(in_file >= self.saved, "a save was lost");
        self.saved = in_file;

        let found = DraftStore::new(Arc::new(Disk), &self.folders).left_behind();
        assert!(found.damaged.is_empty(), "{:?}", found.damaged);
        assert!(found.drafts.len() <= 1, "one report, one draft");
        let mut there = in_file;
        for draft in &found.drafts {
            assert_eq!(draft.origin.file.as_ref(), Some(&self.path));
            // A draft that the file has overtaken is as old as the file is new.
            there = there.max(length(draft.report().unwrap()));
            self.tally.drafts.fetch_add(1, Ordering::Relaxed);
        }
        self.tally.judge(moments, killed, there);
        let is_draft = found.drafts.first().is_some_and(|d| length(d.report().unwrap()) == there);
        if !is_draft {
            for draft in &found.drafts {
                fs::remove_file(&draft.path).unwrap();
            }
        }
        (there, is_draft && there > in_file)
    }

    fn rounds(&mut self, many: u32) {
        let (mut from, mut draft) = (0, false);
        for _ in 0..many {
            (from, draft) = self.round(from, draft);
        }
    }
}

#[test]
fn a_program_that_is_killed_loses_no_more_than_was_promised() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let (all, tally) = (kills(), Tally::default());
    let left = AtomicU32::new(all);
    let screens = u64::from(all.div_ceil(FRESH).clamp(1, 3));
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|n| n.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| u64::from(std::process::id()));
    let ended: Vec<_> = std::thread::scope(|scope| {
        let begin = |screen: u64| {
            let (left, tally) = (&left, &tally);
            scope.spawn(move || {
                let mut seed = seed * 1000 + screen;
                loop {
                    let take = |n: u32| n.checked_sub(n.min(FRESH)).filter(|_| n > 0);
                    let order = Ordering::SeqCst;
                    let Ok(before) = left.fetch_update(order, order, take) else { return };
                    Bench::new(seed, tally).rounds(before.min(FRESH));
                    seed += screens;
                }
            })
        };
        let threads: Vec<_> = (0..screens).map(begin).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let told = |count: &AtomicU32| count.load(Ordering::Relaxed);
    println!("{}", tally.told());
    assert!(ended.iter().all(Result::is_ok), "a screen ended in the middle, as told above");
    assert_eq!(told(&tally.kills), all);
    assert!(all < 10 || told(&tally.drafts) > 0, "some of them left a draft");
}

/// Kills a process at a moment: when that was.
pub fn killed_at(id: u32, end: Instant) -> std::thread::JoinHandle<Instant> {
    std::thread::spawn(move || {
        std::thread::sleep(end.saturating_duration_since(Instant::now()));
        let now = Instant::now();
        signal(id, "-KILL");
        now
    })
}

pub fn signal(id: u32, name: &str) {
    let sent = std::process::Command::new("kill").args([name, &id.to_string()]).status();
    assert!(sent.unwrap().success());
}

/// The system asks the program to end while something is typed that is in no draft yet.
#[test]
fn a_program_that_is_asked_to_end_keeps_the_last_words() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    for name in ["-TERM", "-HUP", "-INT"] {
        let tally = Tally::default();
        let mut bench = Bench::new(1, &tally);
        bench.start(false);
        until("a letter in the window", || {
            bench.desk.send(&["type", "a"]);
            bench.desk.title().starts_with('●').then_some(())
        });
        signal(bench.desk.id(), name);
        bench.desk.ended();
        let found = DraftStore::new(Arc::new(Disk), &bench.folders).left_behind();
        let text = found.drafts[0].report().unwrap().text(Field::Before(1)).to_owned();
        assert!(text.strip_prefix(BASE).is_some_and(|typed| typed.starts_with('a')), "{text}");
    }
}
