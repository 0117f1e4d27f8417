//! Sheets about the roll-up: why something is decided, which unit is meant, year and scope, what is
//! exported, two texts side by side.

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, FontId, Stroke, Ui, vec2};

use super::form::{beside, field, labelled, one_of, told};
use super::{ModalSheet, SheetAnswer, long_list, paragraph, which_output};
use crate::app::rollup::board::BoardFilter;
use crate::app::rollup::detail::BesideTexts;
use crate::app::{App, Command, Purpose, RollUpCommand, RollUpExport, RollUpModal};
use crate::rollup::{DecisionChange, DecisionKind};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;
use crate::zh;

/// The most units that a sheet lists at a time.
const LISTED: usize = 60;

/// What a clerk is choosing in a sheet about the roll-up.
#[derive(Debug, Default)]
pub(super) struct RollUpSheetForm {
    text: String,
    year: String,
    scope: String,
    last: String,
    register: String,
    published: String,
    /// The unit that is chosen, by its code.
    code: Option<String>,
    export: usize,
    problem: Option<String>,
}

pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: &RollUpModal,
    (form, fresh): (&mut RollUpSheetForm, bool),
    out: &mut Commands,
) {
    if fresh {
        *form = RollUpSheetForm::new(app);
    }
    match modal {
        RollUpModal::Reading => reading(ctx, app, fresh, out),
        RollUpModal::Reason(kind) => reason(ctx, app, (*kind, form, fresh), out),
        RollUpModal::Contained => contained(ctx, app, (form, fresh), out),
        RollUpModal::Bind(file) => bind(ctx, app, (file, form, fresh), out),
        RollUpModal::Properties => properties(ctx, app, (form, fresh), out),
        RollUpModal::Export => export(ctx, (form, fresh), out),
        RollUpModal::Incomplete(lacking) => incomplete(ctx, (lacking, fresh), out),
        RollUpModal::Beside(texts) => self::texts(ctx, (texts, fresh), out),
    }
}

impl RollUpSheetForm {
    fn new(app: &App) -> Self {
        let Some(open) = app.roll_up() else { return Self::default() };
        Self {
            year: open.result.year.to_string(),
            scope: open.decisions.scope.clone(),
            last: open.decisions.last.clone(),
            register: open.decisions.register.clone(),
            published: open.decisions.published.clone(),
            ..Self::default()
        }
    }
}

/// How far the reading of a folder is.
fn reading(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let Some(reading) = app.reading_folder() else { return out.push(Command::Dismiss) };
    let folder = reading.folder.display();
    let words = match reading.of {
        0 => format!("正在看“{folder}”里有哪些文件，请稍候。"),
        of => format!("正在读取“{folder}”：{of} 个文件，已读 {} 个。", reading.done),
    };
    super::ask::reading(ctx, (&words, RollUpCommand::CancelReading.into()), fresh, out);
}

fn reason(
    ctx: &Context,
    app: &App,
    (kind, form, fresh): (DecisionKind, &mut RollUpSheetForm, bool),
    out: &mut Commands,
) {
    let Some((_, unit)) = app.selected_unit() else { return out.push(Command::Dismiss) };
    let (title, hint) = match kind {
        DecisionKind::LeftOut => ("不纳入汇总", "如：不是行政机关，单独公布"),
        _ => ("退回并写原因", "如：表三空白没有补 0，请改好再报"),
    };
    let sheet = ModalSheet {
        title,
        sign: None,
        width: 600.0,
        fresh,
        primary: Some("写入汇总文件"),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, &unit.unit.name, colours.ink);
        let field = field(ui, "原因", hint, &mut form.text);
        beside(ui, "原因写在汇总文件里，退回的文字里也有；各单位报来的文件不改动。");
        told(ui, form.problem.as_deref());
        Some(field)
    });
    match answer {
        SheetAnswer::Primary if form.text.trim().is_empty() => {
            form.problem = Some("请写明原因。".to_owned());
        }
        SheetAnswer::Primary => out.push(RollUpCommand::Decide(kind, form.text.clone())),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// A list of units of which one is chosen, found by words.
fn units(ui: &mut Ui, app: &App, form: &mut RollUpSheetForm, but: &str) -> egui::Response {
    let field = field(ui, "查找单位", "单位名称或者代码", &mut form.text);
    let Some(open) = app.roll_up() else { return field };
    let words = form.text.trim().to_lowercase();
    let units = open.result.units.iter().map(|unit| &unit.unit);
    let found = units.filter(|unit| unit.code != but).filter(|unit| {
        words.is_empty()
            || unit.name.to_lowercase().contains(&words)
            || unit.code.to_lowercase().contains(&words)
    });
    let found: Vec<_> = found.collect();
    long_list(ui, |ui| {
        for unit in found.iter().take(LISTED) {
            let on = form.code.as_ref() == Some(&unit.code);
            if one_of(ui, on, &format!("{}　{}", unit.code, unit.name)).clicked() {
                form.code = Some(unit.code.clone());
            }
        }
        if found.len() > LISTED {
            beside(ui, &format!("另有 {} 个，请写得具体一些。", found.len() - LISTED));
        }
    });
    // One that is found alone is meant.
    if let ([only], false) = (found.as_slice(), words.is_empty()) {
        form.code = Some(only.code.clone());
    }
    field
}

fn contained(
    ctx: &Context,
    app: &App,
    (form, fresh): (&mut RollUpSheetForm, bool),
    out: &mut Commands,
) {
    let Some((_, unit)) = app.selected_unit() else { return out.push(Command::Dismiss) };
    let unit = unit.unit.clone();
    let sheet = ModalSheet {
        title: "已含于哪个单位",
        sign: None,
        width: 600.0,
        fresh,
        primary: Some("写入汇总文件"),
        others: &["单独计入"],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = format!("{}的数字已经算在哪个单位的报告里？选了就不再另计。", unit.name);
        paragraph(ui, &words, colours.ink2);
        let field = units(ui, app, form, &unit.code);
        told(ui, form.problem.as_deref());
        Some(field)
    });
    match (answer, &form.code) {
        (SheetAnswer::Primary, None) => form.problem = Some("请选一个单位。".to_owned()),
        (SheetAnswer::Primary, Some(code)) => {
            let change = DecisionChange::Contain(unit.code, Some(code.clone()));
            out.push(RollUpCommand::Change(change));
        }
        (SheetAnswer::Other(_), _) => {
            let change = DecisionChange::Contain(unit.code, Some(String::new()));
            out.push(RollUpCommand::Change(change));
        }
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

fn bind(
    ctx: &Context,
    app: &App,
    (file, form, fresh): (&str, &mut RollUpSheetForm, bool),
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: "指定单位",
        sign: None,
        width: 600.0,
        fresh,
        primary: Some("写入汇总文件"),
        others: &["不指定"],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, &format!("“{file}”是哪个单位报的？指定一次就记住。"), colours.ink2);
        let field = units(ui, app, form, "");
        told(ui, form.problem.as_deref());
        Some(field)
    });
    let change = |code| RollUpCommand::Change(DecisionChange::Bind(file.to_owned(), code));
    match (answer, &form.code) {
        (SheetAnswer::Primary, None) => form.problem = Some("请选一个单位。".to_owned()),
        (SheetAnswer::Primary, Some(code)) => out.push(change(Some(code.clone()))),
        (SheetAnswer::Other(_), _) => out.push(change(None)),
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

fn properties(
    ctx: &Context,
    app: &App,
    (form, fresh): (&mut RollUpSheetForm, bool),
    out: &mut Commands,
) {
    let Some(open) = app.roll_up() else { return out.push(Command::Dismiss) };
    let others: &[&str] =
        if open.register.is_none() { &["按收到的报告生成名录"] } else { &[] };
    let sheet = ModalSheet {
        title: "汇总信息",
        sign: None,
        width: 680.0,
        fresh,
        primary: Some("写入汇总文件"),
        others,
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let first = labelled(ui, "年度", |ui| field(ui, "年度", "2025", &mut form.year));
        labelled(ui, "汇总范围", |ui| {
            for scope in ["本级", "本行政区域"] {
                if one_of(ui, form.scope == scope, scope).clicked() {
                    scope.clone_into(&mut form.scope);
                }
            }
            field(ui, "汇总范围", "如：本级各部门和乡镇", &mut form.scope);
        });
        beside(ui, "范围印在汇总表上；和上年不同的，对照时会提醒。");
        let hint = "不写的，用文件夹里的“名录”";
        labelled(ui, "名录", |ui| field(ui, "名录", hint, &mut form.register));
        let hint = "上年的文件夹，用来对照结转和数字；没有的不写";
        labelled(ui, "上年文件夹", |ui| field(ui, "上年文件夹", hint, &mut form.last));
        let hint = "本级已经公布的报告文件，逐格对照合计；没有的不写";
        labelled(ui, "已公布的报告", |ui| {
            field(ui, "已公布的报告", hint, &mut form.published)
        });
        beside(ui, "名录可以是 xlsx 或 csv，要有“单位代码”“单位名称”两列。");
        told(ui, form.problem.as_deref());
        Some(first)
    });
    match answer {
        SheetAnswer::Primary => match form.changes(app) {
            Ok(changes) if changes.is_empty() => out.push(Command::Dismiss),
            Ok(changes) => out.push(RollUpCommand::Change(DecisionChange::Several(changes))),
            Err(problem) => form.problem = Some(problem),
        },
        SheetAnswer::Other(_) => {
            out.push(RollUpCommand::MakeRegister);
            out.push(Command::Dismiss);
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

impl RollUpSheetForm {
    /// What was filled in and differs from what is decided.
    fn changes(&self, app: &App) -> Result<Vec<DecisionChange>, String> {
        let Some(open) = app.roll_up() else { return Ok(Vec::new()) };
        let year = self.year.trim().parse::<u16>().ok();
        let Some(year) = year.filter(|year| crate::edition::for_year(*year).is_some()) else {
            return Err("年度请写四位数字，程序有表格的年份才能汇总。".to_owned());
        };
        let now = &open.decisions;
        let mut changes = Vec::new();
        if year != now.year && year != open.result.year {
            changes.push(DecisionChange::Year(year));
        }
        for (text, now, change) in [
            (&self.scope, &now.scope, DecisionChange::Scope as fn(String) -> DecisionChange),
            (&self.register, &now.register, DecisionChange::Register),
            (&self.last, &now.last, DecisionChange::Last),
            (&self.published, &now.published, DecisionChange::Published),
        ] {
            if text.trim() != now {
                changes.push(change(text.trim().to_owned()));
            }
        }
        for (text, what) in [
            (&self.register, "名录"),
            (&self.last, "上年文件夹"),
            (&self.published, "已公布的报告"),
        ] {
            if !text.trim().is_empty() && !open.folder.join(text.trim()).exists() {
                return Err(format!("没有找到{what}“{}”，请核对位置。", text.trim()));
            }
        }
        Ok(changes)
    }
}

fn export(ctx: &Context, (form, fresh): (&mut RollUpSheetForm, bool), out: &mut Commands) {
    let labels: Vec<&str> = RollUpExport::ALL.into_iter().map(RollUpExport::word).collect();
    let words = ("导出汇总", "有缺报的也可以导出，表里写明缺哪些单位。");
    if let Some(at) = which_output(ctx, words, &labels, (&mut form.export, fresh), out) {
        out.push(RollUpCommand::AskPath(Purpose::RollUp(RollUpExport::ALL[at])));
    }
}

fn incomplete(ctx: &Context, (lacking, fresh): (&str, bool), out: &mut Commands) {
    let sheet = ModalSheet {
        title: "还有单位没有计入",
        sign: Some(crate::finding::Severity::Warning),
        width: 600.0,
        fresh,
        primary: Some("先看看缺哪些"),
        others: &["仍然生成"],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        long_list(ui, |ui| paragraph(ui, lacking, colours.ink2));
        paragraph(ui, "现在生成的报告，合计里没有这些单位，引言里会写明。", colours.ink2);
        None
    });
    match answer {
        SheetAnswer::Primary => {
            out.push(RollUpCommand::Filter(BoardFilter::Missing));
            out.push(Command::Dismiss);
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Other(_) => out.push(RollUpCommand::MakeReportAnyway),
        SheetAnswer::Open => {}
    }
}

/// Two texts side by side; what both have is underlined.
fn texts(ctx: &Context, (texts, fresh): (&BesideTexts, bool), out: &mut Commands) {
    let section = zh::numeral(texts.section.into());
    let title = format!("第{section}部分，{}% 相同", texts.percent);
    let sheet = ModalSheet {
        title: &title,
        sign: None,
        width: 980.0,
        fresh,
        primary: Some("看完了"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        beside(ui, "加底色和下划线的是两份都有的文字。");
        long_list(ui, |ui| {
            let half = (ui.available_width() - 24.0) / 2.0;
            ui.horizontal_top(|ui| {
                for (name, text) in texts.names.iter().zip(&texts.texts) {
                    ui.allocate_ui(vec2(half, 0.0), |ui| {
                        ui.vertical(|ui| {
                            ui.set_width(half);
                            paragraph(ui, name, colours.ink);
                            ui.add(egui::Label::new(marked(text, colours, half)).wrap());
                        });
                    });
                }
            });
        });
        None
    });
    if answer != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

fn marked(text: &[(bool, String)], colours: &theme::Colours, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (same, words) in text {
        let plain = TextFormat::simple(FontId::proportional(size::TEXT), colours.ink);
        let format = if *same {
            let underline = Stroke::new(1.0, colours.warning_mark);
            TextFormat { background: colours.warning.ground, underline, ..plain }
        } else {
            plain
        };
        job.append(words, 0.0, format);
    }
    if job.text.is_empty() {
        let words = widgets::text("（读不出文字）", size::TEXT, colours.ink2);
        job.append(words.text(), 0.0, TextFormat::default());
    }
    job
}
