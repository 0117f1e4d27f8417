//! Table three as the ledger gives it: how requests came into the year and how they left it, column
//! by column, and whether both sides are the same.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::{Action, App, LedgerCommand};
use crate::edition::Role;
use crate::ledger::{LedgerForm, Tally};
use crate::report::place::CellId;
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

const LABEL: f32 = 128.0;
const FIGURE: f32 = 60.0;
const HEAD: f32 = 36.0;
const ROW: f32 = 24.0;

/// The four rows with their short labels.
const ROWS: [(Role, &str); 4] = [
    (Role::Received, "一、本年新收"),
    (Role::CarriedIn, "二、上年结转"),
    (Role::Outcomes, "三、（七）总计"),
    (Role::CarriedOut, "四、结转下年度"),
];

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect().shrink2(vec2(16.0, 10.0));
    let Some(overview) = app.ledger_overview() else { return };
    let tally = &overview.tally;
    title(ui, app, (rect, tally), out);
    let table = Rect::from_min_size(pos2(rect.left(), rect.top() + 32.0), vec2(rect.width(), HEAD));
    let bottom = self::table(ui, tally, table, colours);
    let mut y = bottom + 8.0;
    for (fine, words) in notes(app, tally) {
        if y + 18.0 > ui.max_rect().bottom() {
            break;
        }
        let sign = Rect::from_min_size(pos2(rect.left(), y + 2.0), vec2(14.0, 14.0));
        let ink = if fine { colours.ink2 } else { colours.warning.ink };
        if fine {
            icons::TICK.paint(ui.painter(), sign, colours.fine);
        } else {
            icons::severity(ui.painter(), sign, crate::finding::Severity::Warning, colours, false);
        }
        let galley = widgets::elided(ui.painter(), &words, size::SMALL, ink, rect.width() - 22.0);
        ui.painter().galley(pos2(rect.left() + 20.0, y), galley, ink);
        y += 20.0;
    }
}

fn title(ui: &mut Ui, app: &App, (rect, tally): (Rect, &Tally), out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let middle = rect.top() + 13.0;
    let font = FontId::proportional(size::TEXT);
    let words = format!("{} 年表三将得到", tally.year);
    let left = pos2(rect.left(), middle);
    let end = ui.painter().text(left, Align2::LEFT_CENTER, words, font, colours.ink).right();
    let report = app.document().map(crate::app::Document::report);
    let linked = app.ledger_tally().filter(|linked| linked.year == tally.year);
    let changes = report.zip(linked).map(|(report, tally)| tally.edits(&report.figures).len());
    let uncounted = tally.uncounted.len();
    let fill =
        Button::new("填入表三").small().enabled(changes.is_some_and(|n| n > 0) && uncounted == 0);
    let width = fill.width(ui);
    let at = Rect::from_min_size(pos2(rect.right() - width, middle - 12.0), vec2(width, 24.0));
    let hint = match (changes, uncounted) {
        (_, 1..) => "有申请没有计入，改正后可以填入",
        (None, _) => "打开同一机关、同一年度的报告后可以填入",
        (Some(0), _) => "报告的表三、表四与台账一致",
        _ => "一步填入，可以撤销",
    };
    if fill.show_at(ui, at).on_hover_text(hint).clicked() {
        out.push(LedgerCommand::FillAll);
    }
    let mut right = at.left() - 8.0;
    if changes.is_some() {
        let compare = Button::new("对照").small();
        let width = compare.width(ui);
        let at = Rect::from_min_size(pos2(right - width, middle - 12.0), vec2(width, 24.0));
        if compare.show_at(ui, at).on_hover_text("逐格列出与报告的不同").clicked() {
            out.push(Action::CompareLedger);
        }
        right = at.left() - 8.0;
    }
    let words = match changes {
        Some(0) => "与报告一致".to_owned(),
        Some(changes) => format!("将改 {changes} 格"),
        None => "没有打开这一年的报告".to_owned(),
    };
    let galley =
        widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, right - end - 16.0);
    let at = pos2(right - galley.size().x, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colours.ink2);
}

fn figures(tally: &Tally, role: Role) -> Vec<i64> {
    let edition = tally.figures.edition();
    let Some(row) = edition.row(role) else { return Vec::new() };
    let cells = edition.tables[row.table].rows[row.row].cells.clone();
    cells.map(|index| tally.figures.number(CellId { table: row.table, index })).collect()
}

fn table(ui: &Ui, tally: &Tally, head: Rect, colours: &Colours) -> f32 {
    let painter = ui.painter();
    let width = bounded((head.width() - LABEL) / 7.0, 40.0, FIGURE + 4.0).floor();
    let form = LedgerForm::for_year(tally.year);
    let mut labels: Vec<&str> = form.kinds();
    labels.push("总计");
    let sides: Vec<Vec<i64>> = ROWS.iter().map(|(role, _)| figures(tally, *role)).collect();
    #[allow(clippy::cast_precision_loss)] // Seven columns.
    let full = LABEL + width * labels.len() as f32;
    let frame = Rect::from_min_size(head.min, vec2(full, HEAD + ROW * 5.0 + 4.0));
    painter.rect_filled(frame, 3.0, colours.surface);
    let ground = Rect::from_min_size(head.min, vec2(full, HEAD));
    painter.rect_filled(ground, egui::CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, colours.head);
    for (at, label) in labels.iter().enumerate() {
        let cell =
            Rect::from_min_size(pos2(column(head, at, width), head.top()), vec2(width, HEAD));
        let galley = wrapped(ui, label, width - 8.0, colours.ink2);
        let at = cell.center() - galley.size() / 2.0;
        painter.galley(at, galley, colours.ink2);
        widgets::hairline(
            painter,
            cell.left_top(),
            pos2(cell.left(), frame.bottom()),
            colours.line,
        );
    }
    let mut y = head.top() + HEAD;
    let right = head.left() + full;
    for ((_, label), figures) in ROWS.iter().zip(&sides) {
        widgets::hairline(painter, pos2(head.left(), y), pos2(right, y), colours.line);
        let font = FontId::proportional(size::SMALL);
        let at = pos2(head.left() + 8.0, y + ROW / 2.0);
        painter.text(at, Align2::LEFT_CENTER, label, font, colours.ink);
        for (at, figure) in figures.iter().enumerate() {
            let right = column(head, at, width) + width - 10.0;
            let ink = if *figure == 0 { colours.ink3 } else { colours.ink };
            number(ui, pos2(right, y + ROW / 2.0), &figure.to_string(), ink);
        }
        y += ROW;
    }
    identity(ui, &sides, (head, y, width), colours);
    let edge = Stroke::new(1.0, colours.line2);
    painter.rect_stroke(frame, 3.0, edge, StrokeKind::Inside);
    frame.bottom()
}

/// Both sides as one sum, with a tick under each column where they are the same.
fn identity(ui: &Ui, sides: &[Vec<i64>], (head, y, width): (Rect, f32, f32), colours: &Colours) {
    let painter = ui.painter();
    let last = sides.first().map_or(0, Vec::len);
    #[allow(clippy::cast_precision_loss)] // Seven columns.
    let right = head.left() + LABEL + width * last as f32;
    widgets::hairline(painter, pos2(head.left(), y), pos2(right, y), colours.line2);
    let font = FontId::proportional(size::SMALL);
    let middle = y + ROW / 2.0 + 1.0;
    let at = pos2(head.left() + 8.0, middle);
    painter.text(at, Align2::LEFT_CENTER, "勾稽核对", font, colours.ink);
    let figure =
        |row: usize, at: usize| sides.get(row).and_then(|r| r.get(at)).copied().unwrap_or(0);
    for at in 0..last {
        let (entered, left) = (figure(0, at) + figure(1, at), figure(2, at) + figure(3, at));
        let x = column(head, at, width);
        let sign = Rect::from_center_size(pos2(x + 12.0, middle), vec2(13.0, 13.0));
        if entered == left {
            icons::TICK.paint(painter, sign, colours.fine);
            number(ui, pos2(x + width - 10.0, middle), &entered.to_string(), colours.ink);
        } else {
            icons::severity(painter, sign, crate::finding::Severity::Blocks, colours, false);
            let words = format!("差{}", (entered - left).abs());
            number(ui, pos2(x + width - 6.0, middle), &words, colours.blocks.ink);
        }
    }
}

fn column(head: Rect, at: usize, width: f32) -> f32 {
    #[allow(clippy::cast_precision_loss)] // Seven columns.
    let at = at as f32;
    head.left() + LABEL + width * at
}

fn number(ui: &Ui, right_middle: egui::Pos2, text: &str, ink: Color32) {
    let font = FontId::proportional(size::TEXT);
    ui.painter().text(right_middle, Align2::RIGHT_CENTER, text, font, ink);
}

fn wrapped(ui: &Ui, text: &str, width: f32, ink: Color32) -> Arc<Galley> {
    let font = FontId::proportional(size::SMALL);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, ink, width);
    job.halign = egui::Align::LEFT;
    ui.painter().layout_job(job)
}

/// What is said below the table; whether each is fine.
fn notes(app: &App, tally: &Tally) -> Vec<(bool, String)> {
    let mut notes = Vec::new();
    let overview = app.ledger_overview();
    if !tally.uncounted.is_empty() {
        let name = |row: &usize| {
            let ledger = overview.map(|overview| &overview.ledger)?;
            ledger.requests.get(*row).map(|request| request.name().to_owned())
        };
        let named: Vec<String> = tally.uncounted.iter().take(3).filter_map(name).collect();
        let more = if tally.uncounted.len() > 3 { "等" } else { "" };
        let count = tally.uncounted.len();
        notes.push((false, format!("{count} 件没有计入：{}{more}，请改正", named.join("、"))));
    }
    let last = app.document().and_then(|document| document.report().last.as_ref());
    let linked = app.ledger_tally().is_some_and(|linked| linked.year == tally.year);
    if let Some(last) = last.filter(|_| linked)
        && let Some(row) = last.figures.edition().row(Role::CarriedOut)
    {
        let table = &last.figures.edition().tables[row.table];
        let leaves = |index: &usize| table.cells[*index].sum_of.as_ref().map_or(1, Vec::len);
        let whole = table.rows[row.row].cells.clone().max_by_key(leaves);
        let theirs =
            whole.map_or(0, |index| last.figures.number(CellId { table: row.table, index }));
        let ours = tally.total(Role::CarriedIn);
        let year = last.year.map_or_else(|| "上".to_owned(), |year| format!(" {year} "));
        notes.push(if ours == theirs {
            (true, format!("上年结转 {ours}，等于{year}年度报告结转下年度 {theirs}"))
        } else {
            let off = (ours - theirs).abs();
            (false, format!("上年结转 {ours}，{year}年度报告结转下年度 {theirs}，差 {off}"))
        });
    }
    if let Some(years) = overview.map(|o| &o.unknown_years).filter(|years| !years.is_empty()) {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        let words =
            format!("{} 年的节假日还不知道，只按周末计算；可在“台账信息”中登记", years.join("、"));
        notes.push((false, words));
    }
    let done = tally.total(Role::Outcomes);
    if notes.is_empty() {
        notes.push((true, format!("{done} 件已办结的都有处理结果")));
    }
    notes
}
