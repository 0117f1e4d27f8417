//! A real print queue: a CUPS of the test's own, in a folder of its own, whose printer writes what
//! it prints into a PDF. Where CUPS is not installed the tests say so and pass, but not in
//! continuous integration.
#![cfg(target_os = "linux")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::machine;
use nianbao::app::print::pages::Pages;
use nianbao::app::print::system::{self, Job, Order, PrintState, PrintWay, Printers};
use nianbao::app::programs::{Programs, System};
use nianbao::export::{ExportSetup, Format, export};
use nianbao::file;
use nianbao::rules::Balanced;

/// What a slow machine may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Commands, most of them a superuser's, and the Debian packages they come from.
const TOOLS: [(&str, &str); 5] = [
    ("cupsd", "cups-daemon"),
    ("lpadmin", "cups-client"),
    ("lp", "cups-client"),
    ("pdfinfo", "poppler-utils"),
    ("pdftotext", "poppler-utils"),
];

/// The PPD of a printer that takes PDF as it is.
const PDF_PRINTER: &str = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd";

/// Where a command is: cupsd and lpadmin are not on everybody's path.
fn tool(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    folders.map(|folder| folder.join(name)).find(|path| path.exists())
}

fn installed() -> bool {
    let mut missing: Vec<&str> = TOOLS
        .iter()
        .filter(|(name, _)| tool(name).is_none())
        .map(|(_, package)| *package)
        .collect();
    if !Path::new(PDF_PRINTER).exists() {
        missing.push("cups-filters");
    }
    assert!(missing.is_empty() || std::env::var_os("CI").is_none(), "not installed: {missing:?}");
    if !missing.is_empty() {
        eprintln!("skipped: not installed: {missing:?}");
    }
    missing.is_empty()
}

/// Waits until something is so.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A print service with one printer of a Chinese name.
struct Office {
    service: Child,
    system: System,
    folder: tempfile::TempDir,
}

const QUEUE: &str = "二楼";

impl Office {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("cups-").tempdir_in("/tmp").unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        for name in ["root", "cache", "state", "spool", "tmp"] {
            fs::create_dir(at(name)).unwrap();
        }
        let write = |name: &str, text: String| {
            let path = PathBuf::from(at(name));
            file::write_atomic(&path, text.as_bytes()).unwrap();
            path
        };
        // No port and nobody else's folder: a service that runs beside is not disturbed.
        let service = write(
            "cupsd.conf",
            format!(
                "Listen {}\nBrowsing No\nWebInterface No\nDefaultShared No\nPreserveJobHistory Yes\n\
                 <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
                 <Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n",
                at("socket")
            ),
        );
        let files = write(
            "cups-files.conf",
            format!(
                "ServerRoot {}\nCacheDir {}\nStateDir {}\nRequestRoot {}\nTempDir {}\n\
                 ErrorLog {}\nAccessLog {}\nPageLog {}\nFileDevice Yes\nSandboxing relaxed\n",
                at("root"),
                at("cache"),
                at("state"),
                at("spool"),
                at("tmp"),
                at("error.log"),
                at("access.log"),
                at("page.log")
            ),
        );
        let mut command = Command::new(tool("cupsd").unwrap());
        command.arg("-f").arg("-c").arg(&service).arg("-s").arg(&files);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let environment = vec![("CUPS_SERVER".to_owned(), at("socket"))];
        let service = command.spawn().unwrap();
        let office = Self { service, system: System { environment }, folder };
        until("the print service", || {
            office.run("lpstat", &["-r"]).contains("is running").then_some(())
        });
        let device = format!("file:{}", office.printed().display());
        office.run("lpadmin", &["-p", QUEUE, "-E", "-v", &device, "-P", PDF_PRINTER]);
        office.run("lpadmin", &["-d", QUEUE]);
        office
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let program = tool(program).unwrap();
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        self.system.run(program.to_str().unwrap(), &arguments).unwrap().out
    }

    /// What the printer has printed last.
    fn printed(&self) -> PathBuf {
        self.folder.path().join("printed.pdf")
    }

    fn order(&self, copies: u16, pages: &str) -> Order {
        let way = system::look(&self.system).unwrap();
        let printers = Printers { queues: vec![QUEUE.to_owned()], default: Some(0) };
        assert_eq!(way, PrintWay::Queues(printers));
        let pages = Pages::read(pages, 99).unwrap();
        Order { queue: QUEUE.into(), copies, pages, both_sides: true }
    }

    fn follow(&self, job: &Job, cancel: bool) -> (Vec<PrintState>, PrintState) {
        let mut told = Vec::new();
        let end = system::follow(&self.system, job, &mut |state| told.push(state), &mut || {
            std::thread::sleep(Duration::from_millis(50));
            cancel
        });
        (told, end)
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // One that has ended by itself is as good.
        let _ended = self.service.kill();
        let _ended = self.service.wait();
    }
}

/// The sample as PDF, and how many pages it has.
fn sample() -> (Vec<u8>, usize) {
    let text = fs::read("assets/sample.ron").unwrap();
    let (_, report) = file::parse("sample", &text).unwrap();
    let made = export(Balanced::new(&report).unwrap(), Format::Pdf, &ExportSetup::default());
    (made.bytes, made.pages.unwrap())
}

#[test]
fn the_sample_comes_out_of_a_real_queue() {
    if !installed() {
        return;
    }
    let _machine = machine();
    let (pdf, pages) = sample();
    let office = Office::new();
    let order = office.order(2, "1-2,4");
    let job = system::send(&office.system, &order, "云泽县柳塘镇 报告", &pdf).unwrap();
    assert_eq!(office.follow(&job, false).1, PrintState::Done);
    let printed = office.printed();
    let printed = printed.to_str().unwrap();
    let info = office.run("pdfinfo", &[printed]);
    let count = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim();
    // Two copies of three pages, each with a blank back at its end.
    assert_eq!(count, "8", "of {pages}");
    let text = office.run("pdftotext", &["-enc", "UTF-8", "-f", "1", "-l", "2", printed, "-"]);
    let text: String = text.split_whitespace().collect();
    assert!(text.contains("2025年政府信息公开工作年度报告"), "{text}");
    assert!(text.contains("一、总体情况"), "{text}");

    // All pages, once.
    let order = Order { both_sides: false, ..office.order(1, "") };
    let job = system::send(&office.system, &order, "报告", &pdf).unwrap();
    assert_eq!(office.follow(&job, false).1, PrintState::Done);
    let info = office.run("pdfinfo", &[printed]);
    assert!(info.lines().any(|line| *line == format!("Pages:           {pages}")), "{info}");
}

#[test]
fn a_job_on_a_stopped_printer_is_seen_and_taken_back() {
    if !installed() {
        return;
    }
    let _machine = machine();
    let (pdf, _) = sample();
    let office = Office::new();
    office.run("cupsdisable", &[QUEUE]);
    let job = system::send(&office.system, &office.order(1, ""), "报告", &pdf).unwrap();
    assert_eq!(office.follow(&job, true), (vec![PrintState::Stopped], PrintState::Cancelled));
    assert_eq!(office.run("lpstat", &["-o"]), "");
    assert!(!office.printed().exists());
}

#[test]
fn a_printer_that_is_gone_and_a_service_that_is_gone_are_told() {
    if !installed() {
        return;
    }
    let _machine = machine();
    let (pdf, _) = sample();
    let mut office = Office::new();
    let order = Order { queue: "三楼".into(), ..office.order(1, "") };
    let problem = system::send(&office.system, &order, "报告", &pdf).unwrap_err();
    assert_eq!(problem, system::PrintProblem::Gone("三楼".into()));
    office.service.kill().unwrap();
    office.service.wait().unwrap();
    assert_eq!(system::look(&office.system), Err(system::PrintProblem::NoPrinters));
    let order = Order { queue: QUEUE.into(), ..order };
    let problem = system::send(&office.system, &order, "报告", &pdf).unwrap_err();
    assert!(problem.to_string().contains("已经不在"), "{problem}");
}
