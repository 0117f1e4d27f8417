//! Whoever writes a roll-up's decisions is killed while writing: the file is whole, and what was said to be
//! written is in it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::random::Random;
use nianbao::file::Owner;
use nianbao::rollup::{
    Decision, DecisionChange, DecisionKind, Decisions, change_decisions, read_decisions,
};
use nianbao::storage::Disk;

const NAME: &str = "writer_killed::decisions_are_whole_however_often_their_writer_is_killed";
const FOLDER: &str = "NIANBAO_WRITES_DECISIONS_IN";

/// How often the writer is killed.
fn kills() -> u64 {
    std::env::var("NIANBAO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

/// Decides about one unit after the other until it is killed; says each time how many are written.
fn write_on(folder: &Path) -> ! {
    let mut known = read_decisions(&Disk, folder).unwrap();
    loop {
        let code = format!("{:06}", known.units.len());
        let (kind, reason) = (DecisionKind::Returned, "表三不平，请改正后再报。".repeat(200));
        let decision = Decision { kind, reason, date: "2026-01-20".into(), seen: 0 };
        let change = DecisionChange::Decide(code, Some(decision));
        known = change_decisions(&Disk, folder, &known, &change, &Owner::me("")).unwrap().decisions;
        println!("written {}", known.units.len());
    }
}

fn writer(folder: &Path) -> Child {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", NAME, "--nocapture"]).env(FOLDER, folder);
    program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn decisions_are_whole_however_often_their_writer_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        write_on(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(24);
    let mut before = 0;
    for n in 0..kills() {
        let mut child = writer(folder.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let written = |line: String| line.split("written ").nth(1)?.trim().parse::<usize>().ok();
        // It has begun to write; it is killed anywhere in what follows.
        let begun = lines.by_ref().map(Result::unwrap).find_map(written).unwrap();
        assert!(begun > before, "the writer goes on after what was there");
        std::thread::sleep(Duration::from_micros(random.below(20_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let told = lines.map_while(Result::ok).filter_map(written).last().unwrap_or(begun);
        let now: Decisions = read_decisions(&Disk, folder.path()).unwrap();
        let count = now.units.len();
        // What was said to be written is there, and at most the one that was under way besides.
        assert!(
            count == told || count == told + 1,
            "kill {n}: {told} were told, {count} are there"
        );
        assert!(now.units.values().all(|decision| decision.reason.ends_with("再报。")));
        before = count;
    }
}
