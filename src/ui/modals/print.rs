//! Printing: the choices, what is said on the way, and where nothing prints.

use egui::{Context, Ui};

use super::form::{beside, field_of, labelled, one_of, told, which_copy};
use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::print::pages::Pages;
use crate::app::print::system::{Order, PrintProblem, PrintState, copies};
use crate::app::{Command, PrintChoices, PrintCommand, PrintedCopy, Printing};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::theme;

/// What is being chosen.
#[derive(Debug, Default)]
pub(super) struct PrintForm {
    chosen: usize,
    copies: String,
    pages: String,
    both_sides: bool,
}

impl PrintForm {
    pub(super) fn new(choices: &PrintChoices) -> Self {
        Self {
            chosen: choices.chosen,
            copies: "1".into(),
            pages: String::new(),
            both_sides: choices.both_sides,
        }
    }

    /// What is to be printed, or what is wrong with the choices.
    fn order(&self, choices: &PrintChoices) -> Result<Order, String> {
        Ok(Order {
            queue: choices.printers.queues.get(self.chosen).cloned().unwrap_or_default(),
            copies: copies(&self.copies)?,
            pages: Pages::read(&self.pages, choices.pages)?,
            both_sides: self.both_sides,
        })
    }
}

const TITLE: &str = "打印";

const MAKING: &str = "正在排版…";

pub(super) fn looking(ctx: &Context, fresh: bool, out: &mut Commands) {
    let sheet = sheet("打印", fresh, None, &[], "取消");
    if say(ctx, &sheet, "正在排版并查找打印机…") != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

pub(super) fn choose(
    ctx: &Context,
    choices: &PrintChoices,
    (form, fresh): (&mut PrintForm, bool),
    out: &mut Commands,
) {
    let sheet = sheet(TITLE, fresh, Some("打印"), &["打开 PDF"], "取消");
    let answer = sheet.show(ctx, |ui| {
        labelled(ui, "打印机", |ui| printers(ui, choices, form));
        choose_copy(ui, choices.copy, out);
        let first = labelled(ui, "份数", |ui| {
            let field = field_of(ui, 48.0, "份数", "", &mut form.copies);
            beside(ui, "份");
            field
        });
        labelled(ui, "页码", |ui| {
            field_of(ui, 160.0, "页码", "全部", &mut form.pages);
            beside(ui, &format!("共 {} 页；只打印一部分的，如 1-3,5", choices.pages));
        });
        labelled(ui, "单双面", |ui| {
            for (both, label) in [(false, "单面"), (true, "双面")] {
                if one_of(ui, form.both_sides == both, label).clicked() {
                    form.both_sides = both;
                }
            }
        });
        if choices.copy.making {
            beside(ui, MAKING);
        } else {
            told(ui, form.order(choices).err().as_deref());
        }
        Some(first)
    });
    match (answer, form.order(choices)) {
        (SheetAnswer::Primary | SheetAnswer::Other(_), _) if choices.copy.making => {}
        (SheetAnswer::Primary, Ok(order)) => out.push(PrintCommand::Send(order)),
        (SheetAnswer::Other(_), _) => out.push(PrintCommand::OpenPages),
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

/// Which copy is printed; another one is made at once.
fn choose_copy(ui: &mut Ui, copy: PrintedCopy, out: &mut Commands) {
    let chosen = which_copy(ui, copy.review);
    if chosen != copy.review {
        out.push(PrintCommand::MakePages(chosen));
    }
}

fn printers(ui: &mut Ui, choices: &PrintChoices, form: &mut PrintForm) {
    let mut list = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, queue) in choices.printers.queues.iter().enumerate() {
            let own = choices.printers.default == Some(index);
            let label = if own { format!("{queue}（系统默认）") } else { queue.clone() };
            let response = one_of(ui, form.chosen == index, &label);
            if response.clicked() {
                form.chosen = index;
            }
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
        }
    };
    ui.vertical(|ui| {
        // Some six printers; of more the list scrolls.
        egui::ScrollArea::vertical().max_height(180.0).show(ui, |ui| list(ui));
    });
}

pub(super) fn by_shell(ctx: &Context, copy: PrintedCopy, fresh: bool, out: &mut Commands) {
    let sheet = sheet(TITLE, fresh, Some("直接打印"), &["打开 PDF"], "取消");
    let words = "直接打印：由系统打印到默认打印机，一份，全部页。\
                 要选打印机、份数、页码或者双面的，请打开 PDF，在其中打印。";
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        choose_copy(ui, copy, out);
        paragraph(ui, if copy.making { MAKING } else { words }, colours.ink2);
        None
    });
    match answer {
        SheetAnswer::Primary | SheetAnswer::Other(_) if copy.making => {}
        SheetAnswer::Primary => out.push(PrintCommand::ByShell),
        SheetAnswer::Other(_) => out.push(PrintCommand::OpenPages),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

pub(super) fn not_printed(ctx: &Context, problem: &PrintProblem, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        sign: Some(Severity::Warning),
        ..sheet("暂不能打印", fresh, Some("打开 PDF"), &["重新查找打印机"], "关闭")
    };
    let words = format!("{problem}也可以打开 PDF，在其中打印，或者另存后拿到别的电脑上打印。");
    match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => out.push(PrintCommand::OpenPages),
        SheetAnswer::Other(_) => out.push(PrintCommand::LookForPrinters),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

pub(super) fn under_way(ctx: &Context, printing: &Printing, fresh: bool, out: &mut Commands) {
    let others: &[&str] = if printing.cancelling { &[] } else { &["取消打印"] };
    let sheet = sheet("正在打印", fresh, Some("在后台继续"), others, "关闭");
    let queue = &printing.queue;
    let words = match (printing.cancelling, printing.state) {
        (true, _) => "正在取消…".to_owned(),
        (_, None) => format!("正在交给打印机“{queue}”…"),
        (_, Some(PrintState::Printing)) => format!("打印机“{queue}”正在打印。"),
        (_, Some(PrintState::Stopped)) => {
            format!("打印机“{queue}”已暂停。请查看是否缺纸、卡纸或者关机；恢复后会接着打印。")
        }
        (_, Some(_)) => format!("已交给打印机“{queue}”，正在排队。"),
    };
    match say(ctx, &sheet, &words) {
        SheetAnswer::Other(_) => out.push(PrintCommand::Cancel),
        SheetAnswer::Primary | SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

pub(super) fn printed(
    ctx: &Context,
    (title, words): (&str, &str),
    fresh: bool,
    out: &mut Commands,
) {
    if say(ctx, &sheet(title, fresh, None, &[], "关闭"), words) != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

fn sheet<'a>(
    title: &'a str,
    fresh: bool,
    primary: Option<&'a str>,
    others: &'a [&'a str],
    close: &'a str,
) -> ModalSheet<'a> {
    ModalSheet { title, sign: None, width: 600.0, fresh, primary, others, close }
}

fn say(ctx: &Context, sheet: &ModalSheet<'_>, words: &str) -> SheetAnswer {
    sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, words, colours.ink2);
        None
    })
}
