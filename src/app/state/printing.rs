//! Printing: looking for printers, giving the job away, following it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::App;
use super::saving;
use crate::app::command::Modal;
use crate::app::jobs::Answer;
use crate::app::print::{self, Job, Order, Printers, Problem, State, Way};
use crate::app::programs::Programs;
use crate::file;
use crate::font::Choice;
use crate::layout::Options;
use crate::report::Report;
use crate::rules::Balanced;

/// What the question for a printer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintChoices {
    /// The printers to choose from.
    pub printers: Printers,
    /// The one that is chosen at first.
    pub chosen: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Whether both sides are chosen at first.
    pub both_sides: bool,
}

/// A print job under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printing {
    /// Tells it from others.
    pub(super) id: u64,
    /// The printer.
    pub queue: String,
    /// How far it is; `None` before the printer has taken it.
    pub state: Option<State>,
    /// Whether it is being taken back.
    pub cancelling: bool,
}

/// Pages that are ready to be printed.
#[derive(Clone)]
pub(in crate::app) struct Prepared {
    title: String,
    pdf: Arc<Vec<u8>>,
    pages: usize,
}

/// A file that the desktop has been given to open or to print, in a folder of its own that goes
/// with the program.
pub(in crate::app) type Shown = tempfile::TempDir;

/// What the window has to remember of printing.
#[derive(Default)]
pub(super) struct PrintState {
    prepared: Option<Prepared>,
    shown: Vec<Shown>,
    jobs: u64,
    /// Takes back the job whose sheet is open.
    cancel: Arc<AtomicBool>,
}

impl App {
    /// Makes the pages and looks for printers, aside.
    pub(super) fn look_for_printers(&mut self) {
        let Some(document) = &self.document else { return };
        self.modal = Some(Modal::LookingForPrinters);
        let (report, programs) = (document.report().clone(), Arc::clone(&self.programs));
        let (faces, options) = (self.settings.faces, self.settings.layout());
        self.jobs.start(move || {
            let prepared = prepare(&report, faces, options).map(Box::new);
            Answer::PrintersFound { prepared, way: print::look(programs.as_ref()) }
        });
    }

    pub(super) fn printers_found(
        &mut self,
        prepared: Option<Box<Prepared>>,
        way: Result<Way, Problem>,
    ) {
        // The clerk may have thought better of it meanwhile.
        if !matches!(self.modal, Some(Modal::LookingForPrinters)) {
            return;
        }
        let Some(prepared) = prepared else {
            self.modal = Some(Modal::Refused);
            return;
        };
        let pages = prepared.pages;
        self.print.prepared = Some(*prepared);
        self.modal = Some(match way {
            Ok(Way::Shell) => Modal::PrintByShell,
            Ok(Way::Queues(printers)) => {
                let last = printers.queues.iter().position(|q| *q == self.settings.printer);
                let chosen = last.or(printers.default).unwrap_or(0);
                let both_sides = self.settings.print_both_sides;
                Modal::Print(PrintChoices { printers, chosen, pages, both_sides })
            }
            Err(problem) => Modal::NotPrinted(problem),
        });
    }

    /// Gives the pages to a printer and follows them, aside.
    pub(super) fn send_to_printer(&mut self, order: Order) {
        let Some(prepared) = self.print.prepared.clone() else { return };
        let (queue, both_sides) = (order.queue.clone(), order.both_sides);
        self.choose(|settings| {
            settings.printer.clone_from(&queue);
            settings.print_both_sides = both_sides;
        });
        self.print.jobs += 1;
        let id = self.print.jobs;
        self.modal = Some(Modal::Printing(Printing { id, queue, state: None, cancelling: false }));
        let cancel = Arc::new(AtomicBool::new(false));
        self.print.cancel = Arc::clone(&cancel);
        let programs = Arc::clone(&self.programs);
        self.jobs.start_telling(move |tell| {
            let sent = print::send(programs.as_ref(), &order, &prepared.title, &prepared.pdf);
            let result = sent.map(|job| {
                let tell = &mut |state| tell(Answer::PrintState { id, state });
                follow(programs.as_ref(), &job, &cancel, tell)
            });
            Answer::Printed { id, queue: order.queue, result }
        });
    }

    pub(super) fn cancel_printing(&mut self) {
        self.print.cancel.store(true, Ordering::Relaxed);
        if let Some(Modal::Printing(printing)) = &mut self.modal {
            printing.cancelling = true;
        }
    }

    pub(super) fn print_state(&mut self, job: u64, now: State) {
        if let Some(Modal::Printing(Printing { id, state, .. })) = &mut self.modal
            && *id == job
        {
            *state = Some(now);
        }
    }

    pub(super) fn printed(&mut self, job: u64, queue: &str, result: Result<State, Problem>) {
        let watched = matches!(&self.modal, Some(Modal::Printing(now)) if now.id == job);
        match result {
            Ok(state) => {
                let (title, words) = outcome(queue, state);
                self.tell(words.clone());
                if watched {
                    self.modal = Some(Modal::Printed { title, words });
                }
            }
            Err(problem) => {
                self.tell(problem.to_string());
                if watched {
                    self.modal = Some(Modal::NotPrinted(problem));
                }
            }
        }
    }

    /// Has the desktop open the pages, or print them.
    pub(super) fn show_pages(&mut self, printing: bool) {
        let Some(prepared) = self.print.prepared.clone() else { return };
        self.modal = None;
        let name = self.proposed_name("pdf");
        let programs = Arc::clone(&self.programs);
        self.jobs.start(move || {
            let result = hand_over(programs.as_ref(), &prepared.pdf, &name, printing);
            Answer::PagesShown { printing, result }
        });
    }

    pub(super) fn pages_shown(&mut self, printing: bool, result: Result<Shown, String>) {
        match result {
            Ok(shown) => {
                self.print.shown.push(shown);
                let done = if printing {
                    "已交给系统打印"
                } else {
                    "已打开 PDF，可以在其中打印"
                };
                self.tell(done);
            }
            Err(problem) => self.modal = Some(Modal::Failed(problem)),
        }
    }
}

/// The pages of a report; `None` where something blocks it.
fn prepare(report: &Report, faces: Choice, options: Options) -> Option<Prepared> {
    let (pdf, pages) = saving::pdf(Balanced::new(report).ok()?, faces, options);
    let title = report.title.trim();
    let title = if title.is_empty() { "年度报告" } else { title };
    Some(Prepared { title: title.to_owned(), pdf: Arc::new(pdf), pages })
}

fn follow(
    programs: &dyn Programs,
    job: &Job,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(State),
) -> State {
    print::follow(programs, job, tell, &mut || {
        std::thread::sleep(programs.pause());
        cancel.load(Ordering::Relaxed)
    })
}

/// Puts the pages where only the user finds them, and has the desktop open or print them.
fn hand_over(
    programs: &dyn Programs,
    pdf: &[u8],
    name: &str,
    printing: bool,
) -> Result<Shown, String> {
    let folder = tempfile::Builder::new().prefix("nianbao-").tempdir();
    let folder = folder.map_err(|error| Problem::from(error).to_string())?;
    let path: PathBuf = folder.path().join(name);
    file::write_atomic(&path, pdf).map_err(|error| error.to_string())?;
    if printing && print::by_shell(programs, &path).is_ok() {
        return Ok(folder);
    }
    let opened = programs.open(&path);
    opened.map(|()| folder).map_err(|_| NOTHING_OPENS.to_owned())
}

const NOTHING_OPENS: &str =
    "这台电脑上没有可以打开 PDF 的程序。请先导出 PDF，再拿到能打印的电脑上打印。";

/// The title and the words that tell how a job ended.
fn outcome(queue: &str, state: State) -> (&'static str, String) {
    match state {
        State::Done => ("打印完毕", format!("打印机“{queue}”已打印完毕，请取件核对。")),
        State::Cancelled => ("已取消打印", format!("已取消打印机“{queue}”的这次打印。")),
        State::Failed => (
            "没有打印",
            format!("打印机“{queue}”没有完成这次打印。请查看是否缺纸、卡纸，然后再试。"),
        ),
        _ => (
            "已交给打印机",
            format!("文件已交给打印机“{queue}”，还没有打印完毕的消息，请到打印机处查看。"),
        ),
    }
}
