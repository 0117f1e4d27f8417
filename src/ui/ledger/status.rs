//! The line at the bottom: what is overdue, the identity, what was done, and whether all is saved.

use egui::{Align2, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::ledger::filter::LedgerFilter;
use crate::app::{Action, App, LedgerCommand};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::status;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let right = right_side(ui, app, out);
    let mut x = rect.left() + 12.0;
    if let Some(words) = overdue(app) {
        x = signed(ui, (x, &words), Some(Severity::Blocks), out);
        x = separator(ui, x);
    }
    let Some(overview) = app.ledger_overview() else { return };
    let uncounted = overview.tally.uncounted.len();
    if uncounted > 0 {
        let words = format!("{uncounted} 件没有计入表三");
        x = signed(ui, (x, &words), Some(Severity::Error), out);
    } else {
        let columns = crate::ledger::LedgerForm::for_year(overview.tally.year).kinds().len() + 1;
        x = signed(ui, (x, &format!("勾稽：{columns} 列平衡")), None, out);
    }
    let hint = "方向键选择，回车打开，Ctrl＋N 登记";
    let words = app.notice().unwrap_or(hint);
    x = separator(ui, x);
    let galley = widgets::elided(ui.painter(), words, size::SMALL, colours.ink2, right - 12.0 - x);
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colours.ink2);
    let response = ui.interact(place, egui::Id::unique("ledger notice"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

/// 超期 1 件：2025-024，超期 2 天.
fn overdue(app: &App) -> Option<String> {
    let overview = app.ledger_overview()?;
    let late = || overview.standings.iter().enumerate().filter(|(_, s)| s.is_overdue());
    let (row, standing) = late().min_by_key(|(row, standing)| (standing.urgency(), *row))?;
    let number = overview.ledger.requests.get(row)?.name();
    Some(format!("超期 {} 件：{number}，{}", late().count(), standing.words()))
}

fn signed(ui: &Ui, words: (f32, &str), severity: Option<Severity>, out: &mut Commands) -> f32 {
    let filter = match severity {
        Some(Severity::Blocks) => LedgerFilter::Overdue,
        Some(_) => LedgerFilter::Problems,
        None => LedgerFilter::All,
    };
    let id = egui::Id::unique(("ledger sign", filter.word()));
    let response = status::sign_button(ui, id, words, severity);
    if response.clicked() {
        out.push(LedgerCommand::Filter(filter));
    }
    response.rect.right()
}

fn separator(ui: &Ui, x: f32) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = ui.max_rect().center().y;
    let (from, to) = (pos2(x + 12.0, middle - 6.0), pos2(x + 12.0, middle + 6.0));
    widgets::hairline(ui.painter(), from, to, colours.line2);
    x + 25.0
}

/// Whether all is saved, the day and the zoom, from the right; where they begin.
fn right_side(ui: &mut Ui, app: &App, out: &mut Commands) -> f32 {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let middle = rect.center().y;
    let square = |x: f32| Rect::from_min_size(pos2(x, middle - 12.0), vec2(24.0, 24.0));
    let mut x = rect.right() - 32.0;
    let plus = Button::icon_only(icons::PLUS, Action::ZoomIn.label()).small();
    if plus.show_at(ui, square(x)).on_hover_text("放大界面（Ctrl＋＋）").clicked() {
        out.push(Action::ZoomIn);
    }
    let text = |ui: &Ui, right: f32, words: &str, ink| {
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, ink).left()
    };
    x = text(ui, x - 4.0, &format!("缩放 {}%", app.settings().zoom), colours.ink2) - 28.0;
    let minus = Button::icon_only(icons::MINUS, Action::ZoomOut.label()).small();
    if minus.show_at(ui, square(x)).on_hover_text("缩小界面（Ctrl＋−）").clicked() {
        out.push(Action::ZoomOut);
    }
    let today = app.now().date;
    let words = format!("今天 {} 月 {} 日", today.month, today.day);
    x = text(ui, separator(ui, x - 25.0) - 25.0, &words, colours.ink2);
    x = separator(ui, x - 25.0) - 25.0;
    let (words, wrong) = saved(app);
    if wrong {
        let button = Button::new(&words).small().sign(Some(Severity::Blocks));
        let width = button.width(ui);
        let at = Rect::from_min_size(pos2(x - width, middle - 12.0), vec2(width, 24.0));
        if button.show_at(ui, at).on_hover_text("再保存一次，或者另存到别处").clicked()
        {
            out.push(Action::Save);
        }
        return at.left();
    }
    let left = text(ui, x, &words, colours.ink2);
    let place = Rect::from_min_max(pos2(left, rect.top()), pos2(x, rect.bottom()));
    let response = ui.interact(place, egui::Id::unique("ledger saved"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    left
}

/// Whether all is in the file, in words; and whether the clerk must do something.
fn saved(app: &App) -> (String, bool) {
    let Some(document) = app.ledger() else { return (String::new(), false) };
    if app.ledger_read_only().is_some() {
        return ("只读".to_owned(), document.is_dirty());
    }
    match (document.is_dirty(), document.path.is_some()) {
        (_, true) if app.ledger_save_failed() => ("没有存上，再存一次".to_owned(), true),
        (false, true) => ("已保存，每一件离开时自动保存".to_owned(), false),
        (true, true) => ("离开这一件时保存".to_owned(), false),
        (_, false) => ("还没有存到文件".to_owned(), true),
    }
}
