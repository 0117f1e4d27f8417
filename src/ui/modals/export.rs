//! Exporting: the choices, the question about files that are there, and what came of it.

use egui::{Context, Rect, Response, Sense, Ui, Vec2, vec2};

use super::form::{beside, check, field, field_of, labelled, one_of, told, which_copy};
use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::export::request::{ExportRequest, Subject};
use crate::app::{Command, ExportChoices, ExportCommand, Exporting, FileStep};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// What is being chosen.
#[derive(Debug, Default)]
pub(super) struct ExportForm {
    request: Option<ExportRequest>,
    /// How often the system's dialog has given a folder.
    picked: u32,
}

impl ExportForm {
    pub(super) fn new(choices: &ExportChoices) -> Self {
        let picked = choices.picked.as_ref().map_or(0, |(times, _)| *times);
        Self { request: Some(choices.request.clone()), picked }
    }
}

fn title(subject: Subject) -> &'static str {
    match subject {
        Subject::Report | Subject::ForReview => "导出报告",
        Subject::Blanks => "导出空白表",
    }
}

pub(super) fn choose(
    ctx: &Context,
    choices: &ExportChoices,
    (form, fresh): (&mut ExportForm, bool),
    out: &mut Commands,
) {
    let Some(request) = &mut form.request else { return };
    if let Some((times, folder)) = &choices.picked
        && std::mem::replace(&mut form.picked, *times) != *times
    {
        request.folder = folder.display().to_string();
    }
    let sheet = ModalSheet {
        title: title(request.subject),
        sign: None,
        width: 640.0,
        fresh,
        primary: Some("导出"),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let first = forms(ui, choices, request);
        labelled(ui, "文件名", |ui| field(ui, "文件名", "", &mut request.name));
        folder(ui, choices, request, out);
        told_names(ui, choices, request);
        told(ui, problem(choices, request).as_deref());
        first
    });
    match answer {
        SheetAnswer::Primary if request.problem().is_none() => {
            out.push(ExportCommand::Begin(Box::new(request.clone())));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// Tables and forms; gives back the first of all.
fn forms(ui: &mut Ui, choices: &ExportChoices, request: &mut ExportRequest) -> Option<Response> {
    let mut first = None;
    if request.subject != Subject::Blanks {
        let review = (request.subject == Subject::ForReview).then_some(request.copy);
        let chosen = which_copy(ui, review);
        if chosen.is_some() != review.is_some() {
            // Going there and back keeps how it is made.
            request.subject = chosen.map_or(Subject::Report, |_| Subject::ForReview);
        } else if let Some(copy) = chosen {
            request.copy = copy;
        }
    }
    if request.subject == Subject::Blanks {
        labelled(ui, "表", |ui| {
            for (table, name) in choices.tables.iter().enumerate() {
                let response = check(ui, request.tables.contains(&table), name);
                if response.clicked() {
                    toggle(&mut request.tables, table);
                }
                first.get_or_insert(response);
            }
        });
    }
    labelled(ui, "形式", |ui| {
        for format in request.subject.formats() {
            let response = check(ui, request.formats.contains(format), format.name());
            if response.clicked() {
                toggle(&mut request.formats, *format);
            }
            first.get_or_insert(response);
        }
    });
    if request.subject == Subject::Report {
        labelled(ui, "文字编码", |ui| {
            for (gb18030, label) in [(false, "UTF-8"), (true, "GB18030")] {
                if one_of(ui, request.gb18030 == gb18030, label).clicked() {
                    request.gb18030 = gb18030;
                }
            }
            beside(ui, "只用于文字；旧程序打开有乱码的，选 GB18030");
        });
    }
    first
}

fn toggle<T: Ord>(chosen: &mut Vec<T>, one: T) {
    match chosen.iter().position(|other| *other == one) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(one),
    }
    chosen.sort();
}

fn folder(ui: &mut Ui, choices: &ExportChoices, request: &mut ExportRequest, out: &mut Commands) {
    labelled(ui, "文件夹", |ui| {
        let button = Button::new("选择").icon(icons::FOLDER).enabled(!choices.no_dialog);
        let width = ui.available_width() - button.width(ui) - 8.0;
        field_of(ui, width, "文件夹", "", &mut request.folder);
        if button.show(ui).clicked() && !choices.no_dialog {
            out.push(ExportCommand::ChooseFolder);
        }
    });
    if choices.no_dialog {
        labelled(ui, "", |ui| beside(ui, "系统没有选择文件夹的对话框，请直接填写路径。"));
    }
}

/// What the files will be called, in one line.
fn told_names(ui: &mut Ui, choices: &ExportChoices, request: &ExportRequest) {
    let names: Vec<String> =
        choices.wanted(request).into_iter().map(|wanted| wanted.name).collect();
    let words = match names.as_slice() {
        [] => String::new(),
        [one] => format!("将生成：{one}"),
        [first, ..] => format!("将生成 {} 个文件：{first} 等", names.len()),
    };
    labelled(ui, "", |ui| {
        let colours = theme::colours(ui.ctx());
        ui.add(egui::Label::new(widgets::text(words, size::SMALL, colours.ink3)).truncate());
    });
}

/// What is wrong with the choices as they stand.
fn problem(choices: &ExportChoices, request: &ExportRequest) -> Option<String> {
    let of_disk = choices.problem.as_ref().filter(|(refused, _)| refused == request);
    request.problem().or_else(|| of_disk.map(|(_, problem)| problem.clone()))
}

pub(super) fn replace(ctx: &Context, names: &[String], fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "已有同名的文件",
        sign: Some(Severity::Warning),
        width: 600.0,
        fresh,
        primary: Some("替换原文件"),
        others: &[],
        close: "返回",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words =
            format!("文件夹中已有下列 {} 个文件。替换后，原来的内容不再保留。", names.len());
        paragraph(ui, &words, colours.ink2);
        long_list(ui, |ui| {
            for name in names {
                paragraph(ui, name, colours.ink);
            }
        });
        None
    });
    match answer {
        SheetAnswer::Primary => out.push(ExportCommand::Replace),
        SheetAnswer::Close => out.push(ExportCommand::Back),
        _ => {}
    }
}

pub(super) fn under_way(ctx: &Context, now: &Exporting, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "正在导出",
        sign: None,
        width: 640.0,
        fresh,
        primary: None,
        others: &[],
        close: "关闭",
    };
    if sheet.show(ctx, |ui| files(ui, now)) != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

pub(super) fn exported(ctx: &Context, done: &Exporting, fresh: bool, out: &mut Commands) {
    let (all, failed) = (done.files.len(), done.failed());
    let is_done = |(_, step): &&(String, FileStep)| matches!(step, FileStep::Done { .. });
    let first = done.files.iter().find(is_done).map(|(name, _)| name);
    let title = match failed {
        0 => format!("已导出 {all} 个文件"),
        _ => format!("{all} 个文件中，{failed} 个没有导出"),
    };
    let sheet = ModalSheet {
        title: &title,
        sign: (failed > 0).then_some(Severity::Error),
        width: 640.0,
        fresh,
        primary: (failed < all).then_some("打开文件夹"),
        others: if first.is_some() { &["打开文件"] } else { &[] },
        close: "关闭",
    };
    match sheet.show(ctx, |ui| files(ui, done)) {
        SheetAnswer::Primary => out.push(ExportCommand::Open(done.folder.clone())),
        SheetAnswer::Other(_) => {
            out.extend(first.map(|name| ExportCommand::Open(done.folder.join(name))));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

fn files(ui: &mut Ui, export: &Exporting) -> Option<Response> {
    let colours = theme::colours(ui.ctx());
    paragraph(ui, &format!("文件夹：{}", export.folder.display()), colours.ink2);
    long_list(ui, |ui| {
        for (name, step) in &export.files {
            file(ui, name, step);
        }
    });
    None
}

fn file(ui: &mut Ui, name: &str, step: &FileStep) {
    let colours = theme::colours(ui.ctx());
    ui.horizontal_top(|ui| {
        let (at, _) = ui.allocate_exact_size(vec2(16.0, size::TEXT_LINE), Sense::hover());
        let at = Rect::from_center_size(at.center(), Vec2::splat(16.0));
        match step {
            FileStep::Done { .. } => icons::TICK.paint(ui.painter(), at, colours.fine),
            FileStep::Failed(_) => {
                icons::severity(ui.painter(), at, Severity::Error, colours, false);
            }
            FileStep::Waiting | FileStep::Working => {}
        }
        ui.vertical(|ui| {
            let words = match step {
                FileStep::Waiting => format!("{name}（等待）"),
                FileStep::Working => format!("{name}（正在生成…）"),
                FileStep::Done { pages: Some(pages), .. } => format!("{name}（{pages} 页）"),
                FileStep::Done { pages: None, .. } => name.to_owned(),
                FileStep::Failed(problem) => format!("{name}：{problem}"),
            };
            paragraph(ui, &words, colours.ink);
            if let FileStep::Done { notes, .. } = step {
                for note in notes {
                    let words = widgets::text(note, size::SMALL, colours.ink2);
                    ui.add(egui::Label::new(words).wrap());
                }
            }
        });
    });
}
