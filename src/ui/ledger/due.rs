//! On the start page: what is due within a week in the ledger that was used last.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::ledger::messages::DueRequests;
use crate::app::{Action, App};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// So many requests are named.
const NAMED: usize = 3;

/// Draws the card, where there is anything to say.
pub(crate) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(due) = app.ledger_due() else { return };
    let colours = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 58.0), Sense::hover());
    let severity = match (due.overdue, due.requests.is_empty()) {
        (1.., _) => Some(Severity::Blocks),
        (0, false) => Some(Severity::Warning),
        (0, true) => None,
    };
    let tone = severity.map_or(colours.info, |severity| colours.tone(severity));
    let edge = egui::Stroke::new(1.0, tone.edge);
    ui.painter().rect(rect, 6.0, tone.ground, edge, egui::StrokeKind::Inside);
    let sign = Rect::from_center_size(pos2(rect.left() + 26.0, rect.center().y), vec2(18.0, 18.0));
    match severity {
        Some(severity) => icons::severity(ui.painter(), sign, severity, colours, false),
        None => icons::BOOK.paint(ui.painter(), sign, colours.ink2),
    }
    let button = Button::new("打开台账").small();
    let width = button.width(ui);
    let at = Rect::from_min_size(
        pos2(rect.right() - 14.0 - width, rect.center().y - 12.0),
        vec2(width, 24.0),
    );
    if button.show_at(ui, at).clicked() {
        out.push(Action::ShowLedger);
    }
    let (title, about) = words(&due);
    let left = rect.left() + 47.0;
    let room = at.left() - 12.0 - left;
    for (y, words, points, ink) in
        [(-9.0, &title, size::TEXT, colours.ink), (11.0, &about, size::SMALL, colours.ink2)]
    {
        let galley = widgets::elided(ui.painter(), words, points, ink, room);
        let top = rect.center().y + y - galley.size().y / 2.0;
        ui.painter().galley(pos2(left, top.round()), galley, ink);
    }
    let name = format!("申请台账：{title}，{about}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    ui.add_space(28.0);
}

/// 本周到期 2 件，超期 1 件 and which they are, by their numbers.
fn words(due: &DueRequests) -> (String, String) {
    let coming = due.requests.len() - due.overdue;
    let title = match (due.overdue, coming) {
        (0, 0) => "申请台账：七天内没有到期的".to_owned(),
        (0, coming) => format!("申请台账：七天内到期 {coming} 件"),
        (overdue, 0) => format!("申请台账：超期 {overdue} 件"),
        (overdue, coming) => format!("申请台账：超期 {overdue} 件，七天内到期 {coming} 件"),
    };
    let name = |(number, day, left): &(String, jiff::civil::Date, i64)| match left {
        ..0 => format!("{number} 超期 {} 天", -left),
        _ => format!("{number} {} 月 {} 日到期", day.month(), day.day()),
    };
    let mut named: Vec<String> = due.requests.iter().take(NAMED).map(name).collect();
    if due.requests.len() > NAMED {
        named.push(format!("另有 {} 件", due.requests.len() - NAMED));
    }
    let file = due.path.file_name().map(|name| name.to_string_lossy().into_owned());
    let about = if named.is_empty() { file.unwrap_or_default() } else { named.join("；") };
    (title, about)
}
