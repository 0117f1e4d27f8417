//! Saving was refused: which columns fail, with both sides, and which cells are wrong.

use egui::{
    Align2, Color32, Context, FontId, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::document::identity::ColumnState;
use crate::app::{App, Command, FindingsCommand};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::Place;
use crate::rules::Column;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::spoken;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;

/// Height of a row of the list of columns.
const ROW: f32 = 36.0;
/// Upper bound on wrong cells that are named; of more the number is told.
const NAMED: usize = 4;

pub(super) fn show(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let report = document.report();
    let fails = |state| state == ColumnState::Fails;
    let columns = document.identity().columns().filter(|(_, state)| fails(*state));
    let failing: Vec<Column> = columns.map(|(column, _)| column.clone()).collect();
    let findings = document.findings().iter();
    let blocking: Vec<&Finding> = findings.filter(|f| f.severity == Severity::Blocks).collect();
    let wrong: Vec<&Finding> = blocking
        .iter()
        .copied()
        .filter(|finding| !matches!(finding.place, Place::Column(_)))
        .collect();
    let title = if failing.is_empty() {
        "填写有误，暂不能保存"
    } else {
        "勾稽关系不平，暂不能保存"
    };
    let first = blocking.first().copied();
    let go = first.map(|finding| go_label(finding, report));
    let sheet = ModalSheet {
        title,
        sign: Some(Severity::Blocks),
        width: 639.0,
        fresh,
        primary: go.as_deref(),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        if !failing.is_empty() {
            show_columns(ui, report, &failing);
        }
        show_wrong(ui, report, &wrong);
        show_kept(ui, app);
        None
    });
    if fresh {
        // Why, after the title, which is announced with the sheet.
        spoken::say(ctx, reason(&failing, &wrong));
    }
    if answer != SheetAnswer::Open {
        // Both ways lead to the first failing cell: closing leaves the keyboard there too.
        out.push(match first {
            Some(finding) => FindingsCommand::Goto(finding.id()).into(),
            None => Command::Dismiss,
        });
    }
}

/// The first thing that is wrong, in a sentence.
fn reason(failing: &[Column], wrong: &[&Finding]) -> String {
    match (failing.iter().find(|column| !column.total).or(failing.first()), wrong.first()) {
        (Some(column), _) => {
            format!("{}列 {}，{}", column.name, column.sides(), apart(column))
        }
        (None, Some(finding)) => finding.message.clone(),
        (None, None) => String::new(),
    }
}

/// Which side is more: 后者多 1.
fn apart(column: &Column) -> String {
    let which = if column.difference() > 0 { "前者" } else { "后者" };
    format!("{which}多 {}", column.difference().abs())
}

fn go_label(finding: &Finding, report: &Report) -> String {
    match finding.place {
        Place::Column(_) => {
            let name = finding.place.column(report).and_then(|path| path.last().cloned());
            format!("转到{}列", name.unwrap_or_default())
        }
        _ => "转到有误的格".into(),
    }
}

fn show_columns(ui: &mut Ui, report: &Report, failing: &[Column]) {
    let colours = theme::colours(ui.ctx());
    let table = &report.edition().tables[failing[0].cell.table].name;
    let words = format!(
        "{table}各列应当满足：本年新收＋上年结转＝办理结果总计＋结转下年度继续办理。\
         下列 {} 列不符合，请核对后再保存。",
        failing.iter().filter(|column| !column.total || failing.len() == 1).count()
    );
    paragraph(ui, &words, colours.ink2);
    ui.add_space(4.0);
    let height = 30.0 + ROW * failing.iter().map(|_| 1.0).sum::<f32>();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let edge = Stroke::new(1.0, colours.line2);
    ui.painter().rect(rect, 3.0, colours.surface, edge, StrokeKind::Inside);
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), 30.0));
    ui.painter().rect_filled(head.shrink(1.0), 2.0, colours.head);
    let titles = ["申请人", "新收＋结转", "总计＋结转下年度", "相差"];
    cells(ui, head, titles.map(str::to_owned), size::SMALL, colours.ink2);
    let mut top = head.bottom();
    let own = |column: &Column| !column.total || failing.len() == 1;
    for column in failing {
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW));
        show_column(ui, row, column, own(column), colours);
        top += ROW;
    }
    let names: Vec<&str> = failing.iter().filter(|c| own(c)).map(|c| c.name.as_str()).collect();
    if let Some(total) = failing.iter().find(|column| !own(column)) {
        let words =
            format!("{}列由各列相加得出，{}列改平后随之相平。", total.name, names.join("、"));
        ui.add(egui::Label::new(widgets::text(words, size::SMALL, colours.ink3)).wrap());
    }
}

fn show_column(ui: &mut Ui, row: Rect, column: &Column, own: bool, colours: &Colours) {
    let (ground, ink) = if own {
        (colours.blocks.ground, colours.blocks.ink)
    } else {
        (colours.surface, colours.ink)
    };
    ui.painter().rect_filled(row.shrink(1.0), 0.0, ground);
    widgets::hairline(ui.painter(), row.left_top(), row.right_top(), colours.line);
    let side = |figures: &[i64]| {
        let added: Vec<String> = figures.iter().map(ToString::to_string).collect();
        format!("{}＝{}", added.join("＋"), figures.iter().sum::<i64>())
    };
    let words = [column.name.clone(), side(&column.left), side(&column.right), apart(column)];
    let name = format!("{}，{}，{}", column.name, column.sides(), words[3]);
    let response = ui.interact(row, ui.scope_id().with(&column.name), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    cells(ui, row, words, size::TEXT, ink);
}

/// The four cells of a line: name at the left, figures at the right of their columns.
fn cells(ui: &Ui, row: Rect, words: [String; 4], points: f32, ink: Color32) {
    let width = row.width();
    let middle = row.center().y;
    let rights = [0.0, width * 0.475, width * 0.802, width - 13.0];
    for (index, (words, right)) in words.into_iter().zip(rights).enumerate() {
        let (at, align) = match index {
            0 => (pos2(row.left() + 13.0, middle), Align2::LEFT_CENTER),
            _ => (pos2(row.left() + right, middle), Align2::RIGHT_CENTER),
        };
        ui.painter().text(at, align, words, FontId::proportional(points), ink);
    }
}

fn show_wrong(ui: &mut Ui, report: &Report, wrong: &[&Finding]) {
    let colours = theme::colours(ui.ctx());
    for finding in wrong.iter().take(NAMED) {
        let words = format!("{}：{}", finding.place.words(report), finding.message);
        ui.horizontal_top(|ui| {
            let (at, _) = ui.allocate_exact_size(vec2(16.0, 22.0), Sense::hover());
            icons::severity(ui.painter(), at, Severity::Blocks, colours, false);
            paragraph(ui, &words, colours.ink);
        });
    }
    if wrong.len() > NAMED {
        let words = format!("另有 {} 处，见问题栏。", wrong.len() - NAMED);
        ui.add(egui::Label::new(widgets::text(words, size::SMALL, colours.ink3)));
    }
}

fn show_kept(ui: &mut Ui, app: &App) {
    let colours = theme::colours(ui.ctx());
    let words = match app.draft_kept() {
        Some(at) => {
            format!("文件没有改动。已填内容已作为草稿保留在本机（{}），不会丢失。", at.clock())
        }
        None => "文件没有改动。已填内容正在作为草稿保留在本机。".into(),
    };
    ui.add_space(4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::hover());
    ui.painter().rect_filled(rect, 4.0, colours.chrome);
    let tick = Rect::from_center_size(rect.left_center() + vec2(20.0, 0.0), Vec2::splat(16.0));
    icons::TICK.paint(ui.painter(), tick, colours.fine);
    let at = rect.left_center() + vec2(37.0, 0.0);
    let font = FontId::proportional(size::TEXT);
    ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colours.ink);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
}
