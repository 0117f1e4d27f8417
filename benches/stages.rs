//! What each stage of the main job costs, on the five published reports of `tests/reports`.
//!
//! `cargo bench` prints, for each stage and report, the time and how many a second that makes.
//! Four are promises: `import_text` 5 ms, `text_to_findings` 400 a second, `file_to_pdf` 80 a second, and `program`,
//! which `benches/typst/compare.sh` measures beside Typst.

#[cfg(feature = "gui")]
mod window;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use divan::Bencher;
use nianbao::cli;
use nianbao::export::picture::{PageWindow, Painter, Scale};
use nianbao::export::{docx, html, pdf, text};
use nianbao::file;
use nianbao::font::Fonts;
use nianbao::import;
use nianbao::layout::{self, Options, page::LaidOut};
use nianbao::ledger::{Ledger, Request, RequestField};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use nianbao::rollup::folder::{read_register, read_submission, report_files};
use nianbao::rollup::{self, Decisions, RollUpContext, RollupSetup, Submission};
use nianbao::rules::{self, Balanced, Config};
use nianbao::storage::Disk;

const REPORTS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn main() {
    // As the program does when it starts: see `keep_memory` there.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(16 << 20)));
    divan::Divan::default()
        .items_count(1_u32)
        .max_time(Duration::from_millis(400))
        .config_with_args()
        .main();
}

/// A published report as it is on disk.
fn source(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reports/{name}.txt"));
    std::fs::read(&path).expect("the published reports come with the tests")
}

fn imported(name: &str) -> Report {
    import::read(name, &source(name)).expect("it is a report").report
}

/// The same as a report file.
fn report_file(name: &str) -> String {
    let report = imported(name);
    file::report_text(Balanced::new(&report).expect("its tables are in balance"))
}

fn laid(name: &str) -> LaidOut {
    layout::layout(&imported(name), Fonts::builtin(), Options::default()).document
}

#[divan::bench(args = REPORTS)]
fn import_text(bencher: Bencher, name: &str) {
    let source = source(name);
    bencher.bench(|| import::read(name, &source));
}

/// A folder as `nianbao import FOLDER` reads and writes it: on all cores, and in linear time.
#[divan::bench(args = [10, 100, 1000], sample_count = 3, sample_size = 1)]
fn import_folder(bencher: Bencher, files: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("folder-{files}"));
    let (from, to) = (folder.join("from"), folder.join("to"));
    std::fs::create_dir_all(&from).expect("the folder can be made");
    for index in 0..files {
        let source = source(REPORTS[index % REPORTS.len()]);
        let name = from.join(format!("{index}.txt"));
        file::write_atomic(&name, &source).expect("the folder can be written");
    }
    bencher.counter(divan::counter::ItemsCount::new(files)).bench(|| {
        // Nothing is written over: each run finds the folder empty.
        let _missing = std::fs::remove_dir_all(&to);
        let words = ["import".into(), from.clone().into(), "-o".into(), to.clone().into()];
        let cli::Next::Print(outcome) = cli::run(words.into(), 2026) else { unreachable!() };
        assert_eq!(outcome.code, 0, "{}", outcome.err);
    });
}

/// A report as a web page, a Word file and a PDF.
#[divan::bench(args = ["html", "docx", "pdf"])]
fn import_structured(bencher: Bencher, form: &str) {
    let report = imported("000");
    let source = match form {
        "html" => nianbao::export::html::html(&report).into_bytes(),
        "docx" => nianbao::export::docx::docx(&report, Options::default()),
        _ => pdf::pdf(&laid("000"), Fonts::builtin()),
    };
    bencher.bench(|| import::read(form, &source));
}

#[divan::bench(args = REPORTS)]
fn open_file(bencher: Bencher, name: &str) {
    let bytes = report_file(name).into_bytes();
    bencher.bench(|| file::parse(name, &bytes));
}

#[divan::bench(args = REPORTS)]
fn check(bencher: Bencher, name: &str) {
    let report = imported(name);
    bencher.bench(|| rules::check(&report, &Config::default()));
}

#[divan::bench(args = REPORTS)]
fn lay_out(bencher: Bencher, name: &str) {
    let report = imported(name);
    bencher.bench(|| layout::layout(&report, Fonts::builtin(), Options::default()));
}

#[divan::bench(args = REPORTS)]
fn write_pdf(bencher: Bencher, name: &str) {
    let document = laid(name);
    bencher.bench(|| pdf::pdf(&document, Fonts::builtin()));
}

#[divan::bench(args = REPORTS)]
fn write_text(bencher: Bencher, name: &str) {
    let report = imported(name);
    bencher.bench(|| text::text(&report));
}

#[divan::bench(args = REPORTS)]
fn write_web_page(bencher: Bencher, name: &str) {
    let report = imported(name);
    bencher.bench(|| html::html(&report));
}

#[divan::bench(args = REPORTS)]
fn write_word(bencher: Bencher, name: &str) {
    let report = imported(name);
    bencher.bench(|| docx::docx(&report, Options::default()));
}

/// A report whose first section is so long that it has forty pages.
fn forty_pages() -> Report {
    let mut report = imported("000");
    let prose = report.text(Field::Before(1)).to_owned();
    let pages = |report: &Report| {
        layout::layout(report, Fonts::builtin(), Options::default()).document.pages.len()
    };
    while pages(&report) < 40 {
        let longer = format!("{}\n{prose}", report.text(Field::Before(1)));
        report.apply(Edit::Text(Field::Before(1), longer)).expect("a field of text");
    }
    report
}

/// What the preview waits for when typing pauses, drawing aside.
#[divan::bench]
fn lay_out_forty_pages(bencher: Bencher) {
    let report = forty_pages();
    bencher.bench(|| layout::layout(&report, Fonts::builtin(), Options::default()));
}

/// A page as the preview shows it at its usual width: the first one, and when its characters have
/// been drawn before.
#[divan::bench(args = [false, true])]
fn draw_page(bencher: Bencher, drawn_before: bool) {
    let document = laid("000");
    let scale = Scale::paper_width(470);
    let (width, height) = scale.paper();
    let window = PageWindow { left: 0, top: 0, width, height };
    let draw =
        |painter: &mut Painter| painter.draw(&document.pages[1], Fonts::builtin(), scale, window);
    let mut painter = Painter::default();
    draw(&mut painter);
    bencher.bench_local(|| {
        if drawn_before { draw(&mut painter) } else { draw(&mut Painter::default()) }
    });
}

/// A report with an hour's work behind it: a cell or a few words every three seconds.
fn worked_on(long: bool) -> nianbao::app::Document {
    let report = if long { forty_pages() } else { imported("000") };
    let cells: Vec<_> = report.figures.cells().filter(|id| !report.figures.is_total(*id)).collect();
    let mut document = nianbao::app::Document::new(report, None, true);
    for step in 0..1200_usize {
        let edit = if step % 2 == 0 {
            let cell = cells[step % 100];
            let kind = document.report().figures.cell(cell).expect("a cell of the form").kind;
            Edit::Value(cell, nianbao::report::Value::read(kind, &step.to_string()))
        } else {
            let words = format!("{}第{step}次。", document.report().text(Field::Before(1)));
            Edit::Text(Field::Before(1), words)
        };
        let minute = u64::try_from(step / 20).expect("a small number");
        document.edit("填写", vec![edit], None, minute).expect("the report takes it");
    }
    document
}

/// What a draft costs the thread that writes it, before the disk: under 5 ms, with an hour's steps.
#[divan::bench(args = [false, true])]
fn write_draft(bencher: Bencher, long: bool) {
    let document = worked_on(long);
    bencher.bench(|| document.content(60).text());
}

/// What it costs the frame that begins it, and every frame with a change.
#[divan::bench(args = [false, true])]
fn take_draft(bencher: Bencher, long: bool) {
    let document = worked_on(long);
    bencher.bench(|| document.content(60));
}

/// A letter typed into a long text: edit, step of the history, check.
#[divan::bench(args = [false, true])]
fn type_letter(bencher: Bencher, long: bool) {
    let mut document = worked_on(long);
    let field = Field::Before(1);
    let merge = Some(nianbao::app::Merge::Field(field));
    bencher.bench_local(move || {
        let end = document.report().text(field).len();
        let letter = Edit::Splice(field, end..end, "字".into());
        document.edit("输入", vec![letter], merge, 60).expect("the report takes it");
    });
}

/// All of `check` but its words: at least 400 a second.
#[divan::bench(args = REPORTS)]
fn text_to_findings(bencher: Bencher, name: &str) {
    let source = source(name);
    bencher.bench(|| {
        let report = import::read(name, &source).expect("it is a report").report;
        rules::check(&report, &Config::default())
    });
}

/// `nianbao check` as a program on a folder of report files: at least 2,000 a second on two cores,
/// however many they are.
#[divan::bench(args = [1_000, 10_000], sample_count = 3)]
fn check_folder(bencher: Bencher, files: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{files}"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let texts = REPORTS.map(report_file);
    for at in 0..files {
        let text = &texts[at % texts.len()];
        let path = folder.join(format!("{at:05}.nianbao"));
        if !path.exists() {
            file::write_atomic(&path, text.as_bytes()).expect("the folder can be written");
        }
    }
    bencher.counter(divan::counter::ItemsCount::new(files)).bench(|| {
        let mut check = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        check.arg("check").arg(&folder).args(["--format", "json"]).stdout(Stdio::null());
        assert!(check.status().expect("the program starts").success());
    });
}

/// All of `render --pdf` but the disk: at least 80 a second.
#[divan::bench(args = REPORTS)]
fn file_to_pdf(bencher: Bencher, name: &str) {
    let bytes = report_file(name).into_bytes();
    bencher.bench(|| {
        let (_, report) = file::parse(name, &bytes).expect("it is a report file");
        let balanced = Balanced::new(&report).expect("its tables are in balance");
        let laid = layout::layout(balanced.report(), Fonts::builtin(), Options::default());
        pdf::pdf(&laid.document, Fonts::builtin())
    });
}

/// `nianbao render` as a program, from start to end.
#[divan::bench(args = REPORTS)]
fn program(bencher: Bencher, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (file, out) = (folder.join(format!("{name}.nianbao")), folder.join(format!("{name}.pdf")));
    file::write_atomic(&file, report_file(name).as_bytes()).expect("the folder can be written");
    bencher.bench(|| {
        let mut render = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        render.arg("render").arg(&file).arg("--pdf").arg(&out).stdout(Stdio::null());
        assert!(render.status().expect("the program starts").success());
    });
}

/// A ledger of so many requests, most of them answered, and the text of its file.
fn ledger_file(requests: usize) -> String {
    let row = |n: usize| {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let answered = if n.is_multiple_of(9) { "" } else { "2025-12-31" };
        let mut request = Request::default();
        for (field, text) in [
            (RequestField::Number, format!("2025-{n:05}")),
            (RequestField::Received, format!("2025-{month:02}-{day:02}")),
            (RequestField::Channel, "网络".to_owned()),
            (RequestField::Applicant, format!("申请人{n}")),
            (RequestField::Kind, "自然人".to_owned()),
            (RequestField::Content, format!("第 {n} 号地块的征收补偿安置方案和批准文件")),
            (RequestField::Outcome, "（一）予以公开".to_owned()),
            (RequestField::Replied, answered.to_owned()),
        ] {
            request.set(field, &text);
        }
        Arc::new(request)
    };
    let requests = (0..requests).map(row).collect();
    file::ledger_text(&Ledger { requests, ..Ledger::default() })
}

/// What must not grow faster than the ledger: 20,000 rows against 2,000.
const LEDGERS: [usize; 2] = [2_000, 20_000];

#[divan::bench(args = LEDGERS)]
fn ledger_opened(bencher: Bencher, requests: usize) {
    let text = ledger_file(requests);
    bencher.bench(|| file::parse_ledger("台账", text.as_bytes()));
}

#[divan::bench(args = LEDGERS)]
fn ledger_counted(bencher: Bencher, requests: usize) {
    let ledger = file::parse_ledger("台账", ledger_file(requests).as_bytes()).expect("a ledger");
    bencher.bench(|| ledger.tally(2025));
}

/// A folder of so many made reports with their register, by `examples/many_reports.py`.
fn county(units: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("county-{units}"));
    if !folder.exists() {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/many_reports.py");
        let made = Command::new("python3")
            .arg(script)
            .args([
                folder.as_os_str(),
                units.to_string().as_ref(),
                (units / 30).to_string().as_ref(),
            ])
            .status();
        assert!(made.is_ok_and(|status| status.success()), "the folder is made");
    }
    folder
}

/// What was read of such a folder, with what it is rolled up with.
fn submissions(units: usize) -> (RollupSetup, Vec<Submission>) {
    let folder = county(units);
    let register = read_register(&folder, None).expect("the register is read");
    let files = report_files(&folder).expect("the folder is listed");
    let read = |file| read_submission(&Disk, file, |_| None, true);
    let (year, edition) = (2025, nianbao::edition::for_year(2025).expect("an edition"));
    let (decisions, context) = (Decisions::default(), RollUpContext::default());
    let setup = RollupSetup { year, edition, register, decisions, threshold: 90, context };
    (setup, files.iter().map(read).collect())
}

/// Sixty units, and more than any county has.
const COUNTIES: [usize; 2] = [60, 3_000];

/// States and sums of what was read, texts aside.
#[divan::bench(args = COUNTIES)]
fn rolled_up(bencher: Bencher, units: usize) {
    let (setup, submissions) = submissions(units);
    let former = rollup::roll_up(setup.clone(), &submissions);
    bencher.bench(|| {
        rollup::roll_up_again(setup.clone(), &submissions, Some((&former, &submissions)))
    });
}

/// States and sums of what was read, and the six sections of each report compared with all others: under
/// five seconds for 3,000 on two cores.
#[divan::bench(args = COUNTIES)]
fn rolled_up_with_texts(bencher: Bencher, units: usize) {
    let (setup, submissions) = submissions(units);
    bencher.bench(|| rollup::roll_up(setup.clone(), &submissions));
}
