//! Printing: the pages are made and printers looked for, the job is given away and followed.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::core::Core;
use super::super::jobs::Wait;
use super::super::modal::Modal;
use super::super::programs::Programs;
use super::super::save::messages::SaveCommand;
use super::choices::{HandedFolder, Prepared, PrintChoices, PrintedAs, PrintedCopy, Printing};
use super::messages::{Handing, PrintAnswer, PrintCommand, PrintModal};
use super::system::{self, Job, Order, PrintProblem, PrintState, PrintWay};
use crate::export::{ExportSetup, Format, ReviewCopy, export, review as review_copy};
use crate::file;
use crate::finding::Finding;
use crate::font::Choice;
use crate::layout::{MARK, Options};
use crate::report::Report;
use crate::rules::Balanced;

/// Printing: the pages that are ready, what the desktop was given, the job that is shown.
#[derive(Default)]
pub(crate) struct PrintSlice {
    prepared: Option<Prepared>,
    /// How the 送审稿 is made, where that is printed.
    review: Option<ReviewCopy>,
    /// How it was made last.
    last: ReviewCopy,
    /// Files that the desktop has been given; they go with the program.
    shown: Vec<HandedFolder>,
    /// Counts the jobs.
    jobs: u64,
    /// Takes back the job whose sheet is open.
    cancel: Arc<AtomicBool>,
}

impl PrintSlice {
    /// Does what is asked about printing.
    pub(crate) fn handle(&mut self, core: &mut Core, command: PrintCommand) {
        match command {
            PrintCommand::Begin(as_what) => {
                self.review = (as_what == PrintedAs::ForReview).then_some(self.last);
                look_for_printers(core, self.review);
            }
            PrintCommand::LookForPrinters => look_for_printers(core, self.review),
            PrintCommand::MakePages(review) => self.make_pages(core, review),
            PrintCommand::Send(order) => self.send(core, order),
            PrintCommand::Cancel => {
                self.cancel.store(true, Ordering::Relaxed);
                if let Some(Modal::Print(PrintModal::UnderWay(printing))) = &mut core.modal {
                    printing.cancelling = true;
                }
            }
            PrintCommand::ByShell => self.hand_over(core, Handing::Print),
            PrintCommand::OpenPages => self.hand_over(core, Handing::Open),
        }
    }

    /// Takes what a job about printing sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: PrintAnswer) {
        match answer {
            PrintAnswer::Found { prepared, way } => self.found(core, prepared, way),
            PrintAnswer::Made { review, prepared } => self.made(core, review, prepared),
            PrintAnswer::Sent { id, queue, result: Ok(job) } => self.follow(core, id, queue, job),
            PrintAnswer::Sent { id, result: Err(problem), .. } => {
                core.notify(problem.to_string());
                if is_shown(core, id) {
                    core.modal = Some(PrintModal::NotPrinted(problem).into());
                }
            }
            PrintAnswer::State { id, state: now } => {
                if let Some(Modal::Print(PrintModal::UnderWay(printing))) = &mut core.modal
                    && printing.id == id
                {
                    printing.state = Some(now);
                }
            }
            PrintAnswer::Ended { id, queue, state } => {
                let (title, words) = outcome(&queue, state);
                core.notify(words.clone());
                if is_shown(core, id) {
                    core.modal = Some(PrintModal::Ended { title, words }.into());
                }
            }
            PrintAnswer::HandedOver { handing, result: Ok(shown) } => {
                self.shown.push(shown);
                core.notify(match handing {
                    Handing::Print => "已交给系统打印",
                    Handing::Open => "已打开 PDF，可以在其中打印",
                });
            }
            PrintAnswer::HandedOver { result: Err(problem), .. } => core.fail(problem),
        }
    }

    fn found(
        &mut self,
        core: &mut Core,
        prepared: Option<Box<Prepared>>,
        way: Result<PrintWay, PrintProblem>,
    ) {
        // The clerk may have thought better of it meanwhile.
        if !matches!(core.modal, Some(Modal::Print(PrintModal::Looking))) {
            return;
        }
        let Some(prepared) = prepared else { return core.send(SaveCommand::Refuse) };
        let pages = prepared.pages;
        self.prepared = Some(*prepared);
        let settings = core.settings.get();
        let copy = PrintedCopy { review: self.review, making: false };
        let modal = match way {
            Ok(PrintWay::Shell) => PrintModal::ByShell(copy),
            Ok(PrintWay::Queues(printers)) => {
                let last = printers.queues.iter().position(|q| *q == settings.printer);
                let chosen = last.or(printers.default).unwrap_or(0);
                let both_sides = settings.print_both_sides;
                PrintModal::Choose(PrintChoices { printers, chosen, copy, pages, both_sides })
            }
            Err(problem) => PrintModal::NotPrinted(problem),
        };
        core.modal = Some(modal.into());
    }

    /// Makes the pages of another copy, aside.
    fn make_pages(&mut self, core: &mut Core, review: Option<ReviewCopy>) {
        let Some(shown) = shown_copy(core) else { return };
        *shown = PrintedCopy { review, making: true };
        self.review = review;
        self.last = review.unwrap_or(self.last);
        let Some(make) = Make::of(core, review) else { return };
        core.jobs.start(move || PrintAnswer::Made { review, prepared: make.pages().map(Box::new) });
    }

    fn made(
        &mut self,
        core: &mut Core,
        review: Option<ReviewCopy>,
        prepared: Option<Box<Prepared>>,
    ) {
        // Another copy may have been asked for meanwhile, or none any more.
        let Some(shown) = shown_copy(core).filter(|shown| shown.review == review) else { return };
        shown.making = false;
        let Some(prepared) = prepared else { return core.send(SaveCommand::Refuse) };
        if let Some(Modal::Print(PrintModal::Choose(choices))) = &mut core.modal {
            choices.pages = prepared.pages;
        }
        self.prepared = Some(*prepared);
    }

    /// Gives the pages to a printer, aside.
    fn send(&mut self, core: &mut Core, order: Order) {
        let Some(prepared) = self.prepared.clone() else { return };
        let (queue, both_sides) = (order.queue.clone(), order.both_sides);
        core.settings.change(|settings| {
            settings.printer.clone_from(&queue);
            settings.print_both_sides = both_sides;
        });
        self.jobs += 1;
        let id = self.jobs;
        self.cancel = Arc::default();
        let printing = Printing { id, queue, state: None, cancelling: false };
        core.modal = Some(PrintModal::UnderWay(printing).into());
        let programs = Arc::clone(&core.environment.programs);
        core.jobs.start_awaited(Wait::Print, move || {
            let result = system::send(programs.as_ref(), &order, &prepared.title, &prepared.pdf);
            PrintAnswer::Sent { id, queue: order.queue, result }
        });
    }

    /// Follows a job that a printer has taken, aside; the program's end does not wait for it.
    fn follow(&self, core: &mut Core, id: u64, queue: String, job: Job) {
        let (programs, cancel) = (Arc::clone(&core.environment.programs), Arc::clone(&self.cancel));
        core.jobs.start_telling(None, move |tell| {
            let tell = &mut |state| tell(PrintAnswer::State { id, state });
            let state = system::follow(programs.as_ref(), &job, tell, &mut || {
                std::thread::sleep(programs.pause());
                cancel.load(Ordering::Relaxed)
            });
            PrintAnswer::Ended { id, queue, state }
        });
    }

    /// Has the desktop open the pages, or print them.
    fn hand_over(&self, core: &mut Core, handing: Handing) {
        let Some(prepared) = self.prepared.clone() else { return };
        core.modal = None;
        let mark = if self.review.is_some() { format!("（{MARK}）") } else { String::new() };
        let name = format!("{}{mark}.pdf", core.proposed_stem());
        let programs = Arc::clone(&core.environment.programs);
        core.jobs.start_awaited(Wait::Print, move || {
            let result = hand_over(programs.as_ref(), &prepared.pdf, &name, handing);
            PrintAnswer::HandedOver { handing, result }
        });
    }
}

fn is_shown(core: &Core, id: u64) -> bool {
    matches!(&core.modal, Some(Modal::Print(PrintModal::UnderWay(now))) if now.id == id)
}

/// Makes the pages and looks for printers, aside.
fn look_for_printers(core: &mut Core, review: Option<ReviewCopy>) {
    let Some(make) = Make::of(core, review) else { return };
    core.modal = Some(PrintModal::Looking.into());
    let programs = Arc::clone(&core.environment.programs);
    core.jobs.start(move || {
        let prepared = make.pages().map(Box::new);
        PrintAnswer::Found { prepared, way: system::look(programs.as_ref()) }
    });
}

/// The copy that the open sheet is about.
fn shown_copy(core: &mut Core) -> Option<&mut PrintedCopy> {
    match &mut core.modal {
        Some(Modal::Print(PrintModal::Choose(choices))) => Some(&mut choices.copy),
        Some(Modal::Print(PrintModal::ByShell(copy))) => Some(copy),
        _ => None,
    }
}

/// All that pages are made of.
struct Make {
    report: Report,
    findings: Vec<Finding>,
    review: Option<ReviewCopy>,
    fonts: Choice,
    layout: Options,
}

impl Make {
    /// What the pages of the open report are made of.
    fn of(core: &Core, review: Option<ReviewCopy>) -> Option<Self> {
        let document = core.document.as_ref()?;
        let settings = core.settings.get();
        Some(Self {
            report: document.report().clone(),
            findings: document.findings().to_vec(),
            review,
            fonts: settings.faces,
            layout: settings.layout(),
        })
    }

    /// The pages; `None` where something blocks the report.
    fn pages(&self) -> Option<Prepared> {
        let Self { report, findings, review, fonts, layout } = self;
        let setup = ExportSetup { fonts: fonts.fonts(), layout: *layout, ..ExportSetup::default() };
        let balanced = Balanced::new(report).ok()?;
        let title = report.title.trim();
        let title = if title.is_empty() { "年度报告" } else { title };
        let (made, title) = match review {
            None => (export(balanced, Format::Pdf, &setup), title.to_owned()),
            Some(copy) => {
                let made = review_copy(balanced, findings, *copy, Format::Pdf, &setup)?;
                (made, format!("{title}（{MARK}）"))
            }
        };
        let (pdf, pages) = (Arc::new(made.bytes), made.pages.unwrap_or(0));
        Some(Prepared { title, pdf, pages })
    }
}

/// Puts the pages where only the user finds them, and has the desktop open or print them.
fn hand_over(
    programs: &dyn Programs,
    pdf: &[u8],
    name: &str,
    handing: Handing,
) -> Result<HandedFolder, String> {
    let folder = tempfile::Builder::new().prefix("nianbao-").tempdir();
    let folder = folder.map_err(|error| PrintProblem::from(error).to_string())?;
    let path: PathBuf = folder.path().join(name);
    file::write_atomic(&path, pdf).map_err(|error| error.to_string())?;
    if handing == Handing::Print && system::by_shell(programs, &path).is_ok() {
        return Ok(folder);
    }
    let opened = programs.open(&path);
    opened.map(|()| folder).map_err(|_| NOTHING_OPENS.to_owned())
}

const NOTHING_OPENS: &str =
    "这台电脑上没有可以打开 PDF 的程序。请先导出 PDF，再拿到能打印的电脑上打印。";

/// The title and the words that tell how a job ended.
fn outcome(queue: &str, state: PrintState) -> (&'static str, String) {
    match state {
        PrintState::Done => ("打印完毕", format!("打印机“{queue}”已打印完毕，请取件核对。")),
        PrintState::Cancelled => ("已取消打印", format!("已取消打印机“{queue}”的这次打印。")),
        PrintState::Failed => (
            "没有打印",
            format!("打印机“{queue}”没有完成这次打印。请查看是否缺纸、卡纸，然后再试。"),
        ),
        _ => (
            "已交给打印机",
            format!("文件已交给打印机“{queue}”，还没有打印完毕的消息，请到打印机处查看。"),
        ),
    }
}
