//! The checklist before publishing: every point with its state; one with findings leads to them.

use egui::{Align2, Context, FontId, Rect, Response, ScrollArea, Sense, Ui, Vec2, pos2, vec2};

use super::{ModalSheet, SheetAnswer, paragraph, row_ground, row_menu};
use crate::app::{App, ChecklistCommand, Command, FindingsCommand, NavigationCommand};
use crate::finding::Severity;
use crate::report::place::{Field, Place};
use crate::rules::checklist::{ChecklistItem, PointState};
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Height of a point.
const ROW: f32 = 29.0;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    items: &[ChecklistItem],
    (row, fresh): (&mut CurrentRow, bool),
    out: &mut Commands,
) {
    let open = items.iter().position(|item| item.state == PointState::Open);
    if let Some(open) = open.filter(|_| fresh) {
        row.put(open);
    }
    let current = items.get(row.index()).and_then(|item| way(app, item));
    let sheet = ModalSheet {
        title: "发布前核对单",
        sign: None,
        width: 680.0,
        fresh,
        primary: current.is_some().then_some("转到这一项"),
        others: &["导出为 PDF"],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, &summary(items), colours.ink2);
        ui.add_space(4.0);
        let room = (ui.ctx().content_rect().height() - 220.0).max(ROW * 3.0);
        let height = items.iter().map(|_| ROW).sum::<f32>().min(room);
        // The sheet has its height at once.
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        area.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            let mut home = None;
            for (index, item) in items.iter().enumerate() {
                let response = point(ui, item, row, (index, items.len()));
                if response.clicked() {
                    out.extend(way(app, item));
                }
                if !item.findings.is_empty() || !item.missing.is_empty() {
                    let lines = || way(app, item).map(|way| ("转到这一项", way));
                    row_menu(ui, &response, || lines().into_iter().collect(), out);
                }
                if row.index() == index {
                    home = Some(response);
                }
            }
            home
        })
        .inner
    });
    match answer {
        SheetAnswer::Primary => out.push(current.unwrap_or(Command::Dismiss)),
        SheetAnswer::Other(_) => out.push(ChecklistCommand::Export),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

/// 15 项中：完成 9 项，已说明 1 项，待处理 4 项，未核对 1 项。
fn summary(items: &[ChecklistItem]) -> String {
    let mut words: Vec<(&str, usize)> = Vec::new();
    for state in [PointState::Done, PointState::Waived, PointState::Open, PointState::NotJudged("")]
    {
        let count = items.iter().filter(|item| item.state.word() == state.word()).count();
        if count > 0 {
            words.push((state.word(), count));
        }
    }
    let words: Vec<String> =
        words.into_iter().map(|(word, count)| format!("{word} {count} 项")).collect();
    format!("共 {} 项：{}。", items.len(), words.join("，"))
}

/// What leads to a point: its worst finding, one that is open before one with a reason; else the
/// basic information, where something of that is missing.
fn way(app: &App, item: &ChecklistItem) -> Option<Command> {
    let findings = app.findings_by_severity();
    let first = findings.into_iter().find(|finding| item.findings.contains(finding));
    match first {
        Some(finding) => Some(FindingsCommand::Goto(finding.id()).into()),
        None => item.missing.first().map(|_| NavigationCommand::Goto(missing_place(item)).into()),
    }
}

/// Where what a point lacks is filled in.
fn missing_place(item: &ChecklistItem) -> Place {
    match item.missing.first() {
        Some(&"没有署名") => Place::Field(Field::SignatureName),
        Some(&"没有成文日期") => Place::Field(Field::SignatureDate),
        Some(&"没有机关全称") => Place::Field(Field::Agency),
        _ => Place::Field(Field::Title),
    }
}

fn point(ui: &mut Ui, item: &ChecklistItem, row: &mut CurrentRow, at: (usize, usize)) -> Response {
    let number = at.0 + 1;
    let colours = theme::colours(ui.ctx());
    let note = note(item);
    let said = if note.is_empty() { String::new() } else { format!("，{note}") };
    let name = format!("{number}，{}，{}{said}", item.point.title(), item.state.word());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let current = row.row(ui, &response, at, &name);
    row_ground(ui, rect, &response, current);
    widgets::hairline(ui.painter(), rect.left_bottom(), rect.right_bottom(), colours.line);
    let middle = rect.center().y;
    let font = FontId::proportional(size::TEXT);
    let text = |x: f32, align, words: &str, ink| {
        ui.painter().text(pos2(x, middle), align, words, font.clone(), ink)
    };
    text(rect.left() + 22.0, Align2::RIGHT_CENTER, &number.to_string(), colours.ink2);
    text(rect.left() + 34.0, Align2::LEFT_CENTER, item.point.title(), colours.ink);
    let x = rect.left() + 288.0;
    let sign = Rect::from_center_size(pos2(x, middle), Vec2::splat(16.0));
    let worst = item.findings.iter().filter(|f| f.waived.is_none()).map(|f| f.severity).min();
    match item.state {
        PointState::Done => icons::TICK.paint(ui.painter(), sign, colours.fine),
        PointState::Waived => {
            icons::severity(ui.painter(), sign, Severity::Warning, colours, true);
        }
        PointState::Open => {
            let worst = worst.unwrap_or(Severity::Warning);
            icons::severity(ui.painter(), sign, worst, colours, false);
        }
        PointState::NotJudged(_) => {}
    }
    text(x + 17.0, Align2::LEFT_CENTER, item.state.word(), colours.ink);
    let room = rect.right() - 12.0 - (x + 84.0);
    let galley = widgets::elided(ui.painter(), &note, size::SMALL, colours.ink2, room);
    let at = pos2(x + 84.0, (middle - galley.size().y / 2.0).round());
    ui.painter().galley(at, galley, colours.ink2);
    response
}

/// What there is to say beside a state; the first reason, where all was answered for.
fn note(item: &ChecklistItem) -> String {
    let mut notes = vec![item.note()];
    let reasons: Vec<&String> = item.findings.iter().filter_map(|f| f.waived.as_ref()).collect();
    match reasons.as_slice() {
        [] => {}
        [one] => notes.push(format!("1 处已说明：{one}")),
        [one, ..] => notes.push(format!("{} 处已说明：{one}等", reasons.len())),
    }
    notes.retain(|note| !note.is_empty());
    notes.join("；")
}
