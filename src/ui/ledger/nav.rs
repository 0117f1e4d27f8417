//! At the left: whose ledger it is, the years, what is shown of them, and the way to the report.

use egui::{Align2, FontId, Rect, Ui, pos2, vec2};

use crate::app::ledger::filter::LedgerFilter;
use crate::app::{App, Desk, LedgerCommand};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::nav::{self, CountedRow};
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// So many of the last years have buttons of their own.
const YEARS: usize = 2;
/// Below this height the rows are lower.
const LOW: f32 = 640.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let mut y = owner(ui, app, rect);
    y = years(ui, app, (rect, y + 8.0), out);
    let row = if rect.height() < LOW { 30.0 } else { 38.0 };
    for filter in LedgerFilter::ALL {
        if matches!(filter, LedgerFilter::Cases) {
            y = line(ui, rect, y);
        }
        let at = Rect::from_min_size(pos2(rect.left() + 8.0, y), vec2(rect.width() - 17.0, row));
        if item(ui, app, filter, at) {
            out.push(LedgerCommand::Filter(filter));
        }
        y += row + 2.0;
    }
    if let Some(document) = app.document() {
        y = line(ui, rect, y);
        let year =
            document.report().year.map_or_else(|| "年度".into(), |year| format!("{year} 年度"));
        let words = format!("{year}报告");
        let at = Rect::from_min_size(pos2(rect.left() + 8.0, y), vec2(rect.width() - 17.0, row));
        let button = Button::new(&words).icon(icons::PAGE).flat();
        if button.show_at(ui, at).on_hover_text("回到报告").clicked() {
            out.push(LedgerCommand::Front(Desk::Report));
        }
        y += row;
    }
    foot(ui, app, rect, y);
    let edge = rect.right() - 1.0;
    widgets::hairline(
        ui.painter(),
        pos2(edge, rect.top()),
        pos2(edge, rect.bottom()),
        colours.line,
    );
}

fn owner(ui: &Ui, app: &App, rect: Rect) -> f32 {
    let colours = theme::colours(ui.ctx());
    let agency = app.ledger().map_or("", |document| document.ledger().agency.as_str());
    let agency = if agency.is_empty() { "（未填机关名称）" } else { agency };
    let font = FontId::proportional(size::SMALL);
    let width = rect.width() - 24.0;
    let words = format!("{agency}\n申请公开台账");
    let galley = ui.painter().layout(words, font, colours.ink2, width);
    let at = pos2(rect.left() + 16.0, rect.top() + 12.0);
    let bottom = at.y + galley.size().y;
    ui.painter().galley(at, galley, colours.ink2);
    bottom
}

fn years(ui: &mut Ui, app: &App, (rect, y): (Rect, f32), out: &mut Commands) -> f32 {
    let shown = app.ledger_view().year;
    let all: Vec<i16> = app.ledger_overview().map_or_else(Vec::new, |o| o.years.clone());
    let mut x = rect.left() + 16.0;
    let mut firsts: Vec<i16> = all.iter().copied().take(YEARS).collect();
    // The year that is shown has a button, whichever it is.
    if let Some(shown) = shown.filter(|year| !firsts.contains(year)) {
        firsts.pop();
        firsts.push(shown);
    }
    let mut bottom = y;
    for year in firsts {
        let words = format!("{year} 年");
        let button = Button::new(&words).small().on(shown == Some(year));
        let width = button.width(ui);
        if x + width > rect.right() - 8.0 {
            (x, bottom) = (rect.left() + 16.0, bottom + 28.0);
        }
        let at = Rect::from_min_size(pos2(x, bottom), vec2(width, 24.0));
        if button.show_at(ui, at).clicked() {
            out.push(LedgerCommand::Year(Some(year)));
        }
        x += width + 6.0;
    }
    if all.len() > 1 {
        (x, bottom) = (rect.left() + 16.0, bottom + 28.0);
        let words = match shown {
            None => "不分年度".to_owned(),
            Some(_) => "其他年度".to_owned(),
        };
        let button =
            Button::new(&words).small().on(shown.is_none()).icon_after(icons::CHEVRON_DOWN);
        let at = Rect::from_min_size(pos2(x, bottom), vec2(button.width(ui), 24.0));
        let response = button.show_at(ui, at);
        egui::Popup::menu(&response).gap(2.0).accessible_name("年度").show(|ui| {
            egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
                let mut choices: Vec<(String, Option<i16>)> =
                    all.iter().map(|year| (format!("{year} 年"), Some(*year))).collect();
                choices.insert(0, ("不分年度".to_owned(), None));
                for (words, year) in choices {
                    if ui.selectable_label(shown == year, words).clicked() {
                        out.push(LedgerCommand::Year(year));
                        ui.close();
                    }
                }
            });
        });
    }
    bottom + 32.0
}

fn line(ui: &Ui, rect: Rect, y: f32) -> f32 {
    let colours = theme::colours(ui.ctx());
    let (a, b) = (pos2(rect.left() + 8.0, y + 5.0), pos2(rect.right() - 9.0, y + 5.0));
    widgets::hairline(ui.painter(), a, b, colours.line);
    y + 11.0
}

fn item(ui: &Ui, app: &App, filter: LedgerFilter, rect: Rect) -> bool {
    let count = app.ledger_overview().map_or(0, |overview| overview.count(filter));
    let severity = match filter {
        LedgerFilter::Overdue => Some(Severity::Blocks),
        LedgerFilter::Near => Some(Severity::Warning),
        LedgerFilter::Problems => Some(Severity::Error),
        _ => None,
    };
    let row = CountedRow {
        label: filter.word(),
        spoken: &format!("{}，{count} 件", filter.word()),
        on: app.ledger_view().filter == filter,
        count: Some(count),
        severity: severity.filter(|_| count > 0),
    };
    nav::counted(ui, egui::Id::unique(("ledger filter", filter.word())), rect, &row)
}

/// What is due next, at the foot, where there is room.
fn foot(ui: &Ui, app: &App, rect: Rect, from: f32) {
    let colours = theme::colours(ui.ctx());
    let top = rect.bottom() - 67.0;
    let Some((_, due, left)) = app.ledger_overview().and_then(|overview| overview.next) else {
        return;
    };
    if top < from {
        return;
    }
    let text = |at, align, words: &str, points, ink| {
        ui.painter().text(at, align, words, FontId::proportional(points), ink);
    };
    let (a, b) = (pos2(rect.left() + 8.0, top), pos2(rect.right() - 9.0, top));
    widgets::hairline(ui.painter(), a, b, colours.line);
    let x = rect.left() + 16.0;
    text(pos2(x, top + 20.0), Align2::LEFT_CENTER, "最近到期", size::SMALL, colours.ink2);
    let words = format!("余 {left} 日");
    text(pos2(x, top + 44.0), Align2::LEFT_CENTER, &words, size::TITLE, colours.ink);
    let date = format!("{} 月 {} 日", due.month(), due.day());
    let right = pos2(rect.right() - 17.0, top + 44.0);
    if rect.width() > 150.0 {
        text(right, Align2::RIGHT_CENTER, &date, size::SMALL, colours.ink2);
    }
}
