//! Two processes work on one file at the same time: never both may write, and no save is lost.

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::{Command as Process, Stdio};

use crate::support::clerk::{Clerk, names, read, sample};
use nianbao::app::{Action, Command, Modal, OpeningModal};
use nianbao::report::place::Field;

/// Where the file is, and who is working on it; set for the processes that the test starts.
const WORKER: &str = "NIANBAO_TEST_WORKER";

fn rounds() -> usize {
    std::env::var("NIANBAO_PROCESSES").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

/// One of the two: opens, adds a line, saves, closes, again and again.
#[test]
fn worker() {
    let Ok(given) = std::env::var(WORKER) else { return };
    let (name, folder) = given.split_once(' ').unwrap();
    let folder = Path::new(folder);
    let (path, writing) = (folder.join("报告.nianbao"), folder.join("writing"));
    let mut clerk = Clerk::new(&folder.join(name));
    let mut waited = 0;
    for round in 0..rounds() {
        loop {
            clerk.open(&path);
            if !matches!(clerk.app.modal(), Some(Modal::Opening(OpeningModal::Elsewhere(_)))) {
                break;
            }
            waited += 1;
            clerk.give(Command::Dismiss);
            std::thread::yield_now();
        }
        // Nobody else may be here.
        OpenOptions::new().write(true).create_new(true).open(&writing).unwrap();
        clerk.write(&format!("{}\n{name}{round}。", clerk.text()));
        clerk.save();
        assert!(!clerk.is_dirty(), "{}", clerk.trouble());
        fs::remove_file(&writing).unwrap();
        clerk.give(Command::Do(Action::CloseReport));
    }
    fs::write(folder.join(format!("{name} waited")), waited.to_string()).unwrap();
}

#[test]
fn no_save_of_two_processes_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.nianbao");
    fs::write(&path, sample()).unwrap();
    let start = |name: &str| {
        Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "two::worker", "--nocapture"])
            .env(WORKER, format!("{name} {}", folder.path().display()))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let workers = ["甲", "乙"].map(start);
    for mut worker in workers {
        assert!(worker.wait().unwrap().success());
    }
    let report = read(&path);
    let lines: Vec<_> = report.text(Field::Before(1)).lines().collect();
    for name in ["甲", "乙"] {
        let of_one: Vec<_> = lines.iter().filter(|line| line.starts_with(name)).collect();
        let all: Vec<_> = (0..rounds()).map(|round| format!("{name}{round}。")).collect();
        assert!(of_one.iter().zip(&all).all(|(line, wanted)| **line == wanted));
        assert_eq!(of_one.len(), all.len(), "{name} lost a save");
        let waited = fs::read_to_string(folder.path().join(format!("{name} waited"))).unwrap();
        println!("{name} found the other at work {waited} times");
    }
    assert!(!names(folder.path()).iter().any(|name| name.starts_with('.')), "nothing is left");
}
