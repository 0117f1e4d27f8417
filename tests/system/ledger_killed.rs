//! The real program, killed while a ledger of requests is written: the file on disk is whole, no
//! request that was saved is lost, and the draft is no older than was promised.
//!
//! `NIANBAO_KILLS` says how often, by five.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::kills::{Moments, Tally, killed_at, kills, typed};
use crate::screen::{Desk, installed, until};
use crate::support::machine;
use crate::support::random::Random;
use nianbao::app::{DraftStore, DraftWork, Folders};
use nianbao::file;
use nianbao::ledger::{Ledger, Request, RequestField as Field};
use nianbao::storage::Disk;

/// Requests that nobody touches.
const OTHERS: usize = 30;

/// A ledger of requests that are open, so that they stand in the list of every year.
fn ledger() -> Ledger {
    let request = |number: usize| {
        let mut request = Request::default();
        for (field, text) in [
            (Field::Number, format!("2024-{number:03}").as_str()),
            (Field::Received, "2024-03-07"),
            (Field::Kind, "自然人"),
            (Field::Content, "征地批复"),
        ] {
            request.set(field, text);
        }
        Arc::new(request)
    };
    Ledger { requests: (1..=OTHERS).map(request).collect(), ..Ledger::default() }
}

/// How many letters of what is typed a ledger holds, request by request; everything in it must be that.
fn length(now: &Ledger) -> usize {
    let before = ledger();
    assert_eq!(now.requests[..OTHERS], before.requests, "the others are another's");
    let new = &now.requests[OTHERS..];
    let letters: String = new.iter().map(|request| request.words(Field::Content)).collect();
    assert_eq!(letters, typed(0, letters.len()), "letters are missing, or out of order");
    letters.len()
}

/// One screen, its program, and the ledger that is written.
struct Bench<'a> {
    desk: Desk,
    folders: Folders,
    path: PathBuf,
    /// The least that the file holds: what it was seen to hold before.
    saved: usize,
    random: Random,
    tally: &'a Tally,
}

impl<'a> Bench<'a> {
    fn new(seed: u64, tally: &'a Tally) -> Self {
        let desk = Desk::new();
        let config = desk.path("config").join("nianbao");
        let folders = Folders { config, data: desk.path("data").join("nianbao") };
        let path = desk.path("台账.taizhang");
        file::write_atomic(&path, file::ledger_text(&ledger()).as_bytes()).unwrap();
        Self { desk, folders, path, saved: 0, random: Random::new(seed), tally }
    }

    /// Starts with what there is: a draft is gone on with, else the file is opened.
    fn start(&mut self, draft: bool) {
        let shown = |desk: &Desk| desk.title().contains("台账").then_some(());
        if draft {
            self.desk.launch(&[]);
            let mut pressed: Option<Instant> = None;
            until("the draft to be gone on with", || {
                if pressed.is_none_or(|at| at.elapsed() > Duration::from_secs(3)) {
                    self.desk.send(&["key", "Return"]);
                    pressed = Some(Instant::now());
                }
                shown(&self.desk)
            });
        } else {
            self.desk.launch(&[&self.path]);
            until("the file", || shown(&self.desk));
        }
        self.desk.rest();
        self.register();
    }

    /// Registers a request, and goes to what is asked for.
    fn register(&self) {
        self.desk.keys(["ctrl+n"]);
        self.desk.keys(["Return"]);
        self.desk.keys(["Return"]);
    }

    /// Types, rests, leaves requests and registers others until the program is gone.
    fn work(&mut self, from: usize, end: Instant) -> Moments {
        let mut moments = vec![(from, Instant::now())];
        let mut at = from;
        while Instant::now() < end {
            match self.random.below(8) {
                // The row is left, which saves it; what is typed next is on the way in the meantime.
                0 if at > from => {
                    self.desk.send(&["key", "Escape"]);
                    self.desk.send(&["key", "Home"]);
                    self.tally.saves.fetch_add(1, Ordering::Relaxed);
                    break;
                }
                1..6 => {
                    let many = 1 + usize::try_from(self.random.below(12)).unwrap();
                    self.desk.send(&["type", "--delay", "12", &typed(at, many)]);
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
        let end = Instant::now() + Duration::from_millis(200 + self.random.below(4000));
        let reaper = killed_at(self.desk.id(), end);
        let moments = self.work(from, end);
        let killed = reaper.join().unwrap();
        self.desk.kill();
        self.tally.kills.fetch_add(1, Ordering::Relaxed);
        self.look(&moments, killed)
    }

    /// What is on the disk: how many letters, and whether a draft has them.
    fn look(&mut self, moments: &Moments, killed: Instant) -> (usize, bool) {
        let in_file = length(&file::parse_ledger("", &fs::read(&self.path).unwrap()).unwrap());
        assert!(in_file >= self.saved, "a save was lost");
        self.saved = in_file;
        let found = DraftStore::new(Arc::new(Disk), &self.folders).left_behind();
        assert!(found.damaged.is_empty(), "{:?}", found.damaged);
        assert!(found.drafts.len() <= 1, "one ledger, one draft");
        let draft = found.drafts.first();
        let in_draft = draft.map_or(0, |draft| match &draft.work {
            DraftWork::Ledger(ledger, _) => length(ledger),
            DraftWork::Report(..) => panic!("a report"),
        });
        self.tally.drafts.fetch_add(u32::from(draft.is_some()), Ordering::Relaxed);
        let there = in_file.max(in_draft);
        self.tally.judge(moments, killed, there);
        if let Some(draft) = draft.filter(|_| in_draft < there) {
            fs::remove_file(&draft.path).unwrap();
        }
        (there, draft.is_some() && in_draft == there && there > in_file)
    }
}

#[test]
fn a_program_that_is_killed_over_a_ledger_loses_no_more_than_was_promised() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let tally = Tally::default();
    let mut bench = Bench::new(u64::from(std::process::id()), &tally);
    let (mut from, mut draft) = (0, false);
    for _ in 0..kills().div_ceil(5) {
        (from, draft) = bench.round(from, draft);
    }
    println!("{}", tally.told());
    assert!(from > 0, "something was typed");
}

/// The keys come faster than frames: nothing that was typed before the key that leaves the field is lost.
#[test]
fn what_is_typed_right_before_a_field_is_left_is_kept() {
    if !installed(false) {
        return;
    }
    let _machine = machine();
    let tally = Tally::default();
    let mut bench = Bench::new(7, &tally);
    bench.start(false);
    let mut at = 0;
    for many in [9, 1, 14, 6, 11, 3] {
        let words = typed(at, many);
        bench.desk.send(&["type", "--delay", "2", &words]);
        bench.desk.send(&["key", "--delay", "2", "Escape", "Home"]);
        at += many;
        until("what was typed in the file", || {
            let bytes = fs::read(&bench.path).ok()?;
            (length(&file::parse_ledger("", &bytes).ok()?) == at).then_some(())
        });
        bench.desk.rest();
        bench.register();
    }
}
