//! What `lp` and `lpstat` say, as CUPS 2.4 says it, and what is made of it.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use super::pages::Pages;
use super::system::{
    Job, Order, PrintProblem as Problem, PrintState as State, PrintWay, Printers, copies, follow,
    look, send,
};
use crate::app::programs::{Output, Programs};

/// Programs that give one answer after the other, and note what they were told.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<io::Result<Output>>>,
    told: Mutex<Vec<String>>,
    shell: bool,
    endless: bool,
}

impl Script {
    fn new<const N: usize>(answers: [&str; N]) -> Self {
        let good = |out: &str| Ok(Output { success: true, out: out.into(), error: String::new() });
        Self { answers: Mutex::new(answers.map(good).into()), ..Self::default() }
    }

    /// The same answers again and again.
    fn endless<const N: usize>(answers: [&str; N]) -> Self {
        Self { endless: true, ..Self::new(answers) }
    }

    fn refusing(error: &str) -> Self {
        let refusal = Output { success: false, out: String::new(), error: error.into() };
        Self { answers: Mutex::new([Ok(refusal)].into()), ..Self::default() }
    }

    fn failing(kind: io::ErrorKind) -> Self {
        Self { answers: Mutex::new([Err(kind.into())].into()), ..Self::default() }
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}

impl Programs for Script {
    fn run(&self, program: &str, arguments: &[OsString]) -> io::Result<Output> {
        let mut line = program.to_owned();
        for argument in arguments {
            line.push(' ');
            line.push_str(&argument.to_string_lossy());
        }
        self.told.lock().unwrap().push(line);
        let mut answers = self.answers.lock().unwrap();
        let answer = answers.pop_front().expect("one more answer");
        if let (true, Ok(answer)) = (self.endless, &answer) {
            answers.push_back(Ok(answer.clone()));
        }
        answer
    }

    fn open(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn prints_by_shell(&self) -> bool {
        self.shell
    }
}

fn found(script: &Script) -> Result<(Vec<String>, Option<usize>), Problem> {
    match look(script)? {
        PrintWay::Queues(Printers { queues, default }) => Ok((queues, default)),
        PrintWay::Shell => panic!("by shell"),
    }
}

#[test]
fn printers_are_found_with_the_systems_own() {
    let names = vec!["二楼".to_owned(), "HP-LaserJet".to_owned()];
    let listed = "二楼\nHP-LaserJet\n";
    for (default, expected) in [
        ("system default destination: HP-LaserJet\n", Some(1)),
        ("system default destination: 二楼\n", Some(0)),
        ("no system default destination\n", None),
        ("system default destination: gone\n", None),
    ] {
        let script = Script::new([listed, default]);
        assert_eq!(found(&script), Ok((names.clone(), expected)), "{default}");
    }
}

#[test]
fn where_nothing_prints_it_is_told_why() {
    assert_eq!(found(&Script::new([""])), Err(Problem::NoPrinters));
    assert_eq!(found(&Script::failing(io::ErrorKind::NotFound)), Err(Problem::NoPrograms));
    assert_eq!(found(&Script::failing(io::ErrorKind::TimedOut)), Err(Problem::NoAnswer));
    let shell = Script { shell: true, ..Script::default() };
    assert_eq!(look(&shell), Ok(PrintWay::Shell));
}

fn order(pages: &str, copies: u16, both_sides: bool) -> Order {
    let pages = Pages::read(pages, 9).unwrap();
    Order { queue: "二楼".into(), copies, pages, both_sides }
}

#[test]
fn lp_is_told_all_that_was_chosen() {
    let script = Script::new(["request id is 二-楼-12 (1 file(s))\n"]);
    let job = send(&script, &order("1-3,5", 2, true), "柳塘镇 报告", b"%PDF").unwrap();
    assert_eq!(job, Job { queue: "二楼".into(), number: 12 });
    let told = script.told();
    let (options, file) = told[0].split_once(" -- ").unwrap();
    assert_eq!(
        options,
        "lp -d 二楼 -n 2 -o media=A4 -o sides=two-sided-long-edge -P 1-3,5 -t 柳塘镇 报告"
    );
    assert!(!Path::new(file).exists(), "the file is gone when the job is taken");

    let script = Script::new(["request id is 二楼-1 (1 file(s))\n"]);
    send(&script, &order("", 1, false), "报告", b"%PDF").unwrap();
    let all = "lp -d 二楼 -n 1 -o media=A4 -o sides=one-sided -t 报告 -- ";
    assert!(script.told()[0].starts_with(all), "{:?}", script.told());
}

#[test]
fn a_refusal_is_told_in_chinese() {
    for (said, told) in [
        ("lp: Error - The printer or class does not exist.\n", "已经不在"),
        ("lp: Error - Unable to connect to server\n", "没有回答"),
        ("lp: Bad file descriptor\n", "没有回答"),
        ("lp: Bad luck.\nand more", "系统报告的原因是：lp: Bad luck."),
        ("", "lp 没有说明"),
    ] {
        let problem = send(&Script::refusing(said), &order("", 1, false), "甲", b"").unwrap_err();
        assert!(problem.to_string().contains(told), "{said}: {problem}");
    }
    let silent = Script::new(["ok\n"]);
    assert!(send(&silent, &order("", 1, false), "甲", b"").is_err());
}

const WAITING: &str = "%E4%BA%8C%E6%A5%BC-12  root  156672  Fri Nov 20 11:56:31 2026\n";
const OTHERS: &str = "%E4%BA%8C%E6%A5%BC-2  root  156672  Fri Nov 20 11:56:31 2026\n";
const IDLE: &str = "printer 二楼 is idle.  enabled since Fri Nov 20 11:56:11 2026\n";
const BUSY: &str = "printer 二楼 now printing 二楼-12.  enabled since Fri Nov 20 11:58:59 2026\n";
const STOPPED: &str = "printer 二楼 disabled since Fri Nov 20 11:58:59 2026 -\n\tPaused\n";

/// What is told on the way, and the end.
fn followed(script: &Script, mut wanted: impl FnMut() -> bool) -> (Vec<State>, State) {
    let job = Job { queue: "二楼".into(), number: 12 };
    let mut told = Vec::new();
    let end = follow(script, &job, &mut |state| told.push(state), &mut wanted);
    (told, end)
}

#[test]
fn a_job_is_followed_to_its_end() {
    let ended = |alerts: &str| {
        format!("{OTHERS}\tAlerts: job-canceled-by-user\n{WAITING}\tStatus: \n\tAlerts: {alerts}\n")
    };
    for (alerts, end) in [
        ("processing-to-stop-point", State::Done),
        ("job-completed-successfully", State::Done),
        ("job-canceled-by-user", State::Cancelled),
        ("job-aborted-by-system", State::Failed),
    ] {
        let ended = ended(alerts);
        let way = [WAITING, IDLE, WAITING, IDLE, WAITING, STOPPED, WAITING, BUSY, OTHERS, &ended];
        let told = vec![State::Waiting, State::Stopped, State::Printing];
        assert_eq!(followed(&Script::new(way), || false), (told, end), "{alerts}");
    }
    assert_eq!(followed(&Script::new(["", ""]), || false), (vec![], State::Done));
}

#[test]
fn a_job_is_taken_back_or_left_alone() {
    let script = Script::new([WAITING, BUSY, ""]);
    assert_eq!(followed(&script, || true), (vec![State::Printing], State::Cancelled));
    assert_eq!(script.told().last().unwrap(), "cancel 二楼-12");

    let endless = Script::endless([WAITING, IDLE]);
    assert_eq!(followed(&endless, || false), (vec![State::Waiting], State::LeftAlone));
    let silent = Script::failing(io::ErrorKind::TimedOut);
    assert_eq!(followed(&silent, || false), (vec![], State::LeftAlone));
    assert_eq!(followed(&Script::refusing("no"), || false), (vec![], State::LeftAlone));
}

#[test]
fn copies_are_whole_and_not_too_many() {
    for (text, expected) in [("1", Some(1)), (" ２ ", Some(2)), ("999", Some(999))] {
        assert_eq!(copies(text).ok(), expected, "{text}");
    }
    for text in ["0", "-1", "1000", "1.5", "abc", "", "一", "99999999999"] {
        assert!(copies(text).unwrap_err().contains("1 到 999"), "{text}");
    }
}

#[test]
fn the_shell_is_given_the_file_whatever_its_name() {
    let script = Script::new([""]);
    super::system::by_shell(&script, Path::new("甲 '乙’.pdf")).unwrap();
    assert!(script.told()[0].ends_with("-FilePath '甲 ''乙’’.pdf'"), "{:?}", script.told());
    assert!(super::system::by_shell(&Script::refusing("no"), Path::new("甲.pdf")).is_err());
}
