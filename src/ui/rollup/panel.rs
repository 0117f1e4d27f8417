//! At the right: the unit that is gone to, what is wrong with its report, and what is decided.

use egui::{
    Align2, FontId, Id, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::words::{came, state};
use crate::app::rollup::board::{BoardRow, BoardUnit};
use crate::app::rollup::messages::RollUpPage;
use crate::app::rollup::slice::OpenRollUp;
use crate::app::{App, RollUpCommand};
use crate::finding::{Finding, Severity};
use crate::rollup::{DecisionKind, UnitResult};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of what is at the foot: four rows of buttons under a line.
const FOOT: f32 = 156.0;
/// The most texts like the unit's that are listed; a copied model may be everyone's.
const ALIKE: usize = 12;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, colours.chrome);
    widgets::hairline(ui.painter(), rect.left_top(), rect.left_bottom(), colours.line);
    let inside = rect.shrink2(vec2(16.0, 12.0));
    if app.roll_up_view().page == RollUpPage::Sums {
        return super::sums::units(ui, app, inside);
    }
    if let Some((at, unit)) = app.selected_unit() {
        let foot = if inside.height() > FOOT + 120.0 { FOOT } else { 0.0 };
        let (above, foot) = inside.split_top_bottom_at_y(inside.bottom() - foot);
        body(ui, app, open, (at, unit, above), out);
        if foot.height() > 1.0 {
            let shown = open.board.units.get(at).cloned().unwrap_or_default();
            self::foot(ui, app, (&shown, unit, foot), out);
        }
    } else if let Some(BoardRow::File(file)) =
        app.roll_up_view().selected.and_then(|at| app.board_rows().get(at))
    {
        stray(ui, open, (file, inside), out);
    }
}

/// A file that belongs to no unit: why, and the way out.
fn stray(ui: &mut Ui, open: &OpenRollUp, (file, rect): (&str, Rect), out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
    inner.label(widgets::text(file, size::TEXT, colours.ink));
    inner.add_space(4.0);
    let sent = open.submissions.iter().find(|submission| submission.file == file);
    let told = sent.map(|s| s.trouble.as_str()).filter(|trouble| !trouble.is_empty());
    let agency = sent.and_then(|s| s.received.as_ref()).map(|received| received.agency.as_str());
    let words = match (told, agency) {
        (Some(told), _) => told.trim_start_matches('：').to_owned(),
        (None, Some(agency)) => {
            format!("报告写的机关是“{agency}”，名录里没有对上，或者对上了几个。")
        }
        (None, None) => "没有归到单位。".to_owned(),
    };
    inner.label(widgets::text(words, size::SMALL, colours.ink2));
    inner.add_space(8.0);
    if Button::new("指定单位").show(&mut inner).clicked() {
        out.push(RollUpCommand::AskUnit);
    }
    if agency.is_some() && Button::new("打开报告").show(&mut inner).clicked() {
        out.push(RollUpCommand::Look(None));
    }
}

fn body(
    ui: &mut Ui,
    app: &App,
    open: &OpenRollUp,
    (at, unit, rect): (usize, &UnitResult, Rect),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
    let area = ScrollArea::vertical().id_salt("roll-up unit").auto_shrink(false);
    area.show(&mut inner, |ui| {
        ui.label(widgets::text(&unit.unit.name, size::TITLE, colours.ink));
        let copies = open.result.duplicates.iter().find(|d| d.name == unit.unit.name);
        let shown = open.board.units.get(at).cloned().unwrap_or_default();
        let (sign, words) = state(unit, &shown, copies.map_or(1, |d| d.files.len()));
        ui.horizontal(|ui| {
            let (sign_at, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
            let sign_at = Rect::from_center_size(sign_at.center(), vec2(14.0, 14.0));
            sign.paint(ui.painter(), sign_at, colours);
            ui.label(widgets::text(words, size::SMALL, sign.ink(colours)));
            if shown.modified > 0 {
                let words = format!("{} 收到", came(shown.modified));
                ui.label(widgets::text(words, size::SMALL, colours.ink2));
            }
        });
        if let Some(decision) = unit.decision.as_ref().filter(|d| !d.reason.is_empty()) {
            let words = format!("{} {}：{}", decision.date, decision.kind.word(), decision.reason);
            ui.label(widgets::text(words, size::SMALL, colours.ink2));
        }
        let whole = &unit.unit.contained_in;
        if !whole.is_empty() {
            let words = format!("已含于“{whole}”，不另计入");
            ui.label(widgets::text(words, size::SMALL, colours.ink2));
        }
        files(ui, open, unit, out);
        ui.separator();
        findings(ui, app, unit, out);
        alike(ui, open, at, out);
        contact(ui, unit);
    });
}

/// The unit's files; where there are several, one can be chosen.
fn files(ui: &mut Ui, open: &OpenRollUp, unit: &UnitResult, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let several = open.result.duplicates.iter().find(|d| d.name == unit.unit.name);
    for file in several.iter().flat_map(|duplicate| &duplicate.files) {
        let counts = unit.file.as_ref() == Some(file);
        let words = if counts { format!("{file}（计入这一份）") } else { file.clone() };
        ui.label(widgets::text(words, size::SMALL, colours.ink));
        if !counts && Button::new("改用这一份").small().show(ui).clicked() {
            let (code, file) = (unit.unit.code.clone(), Some(file.clone()));
            let change = crate::rollup::DecisionChange::Choose(code, file);
            out.push(RollUpCommand::Change(change));
        }
    }
    if several.is_none() {
        for (submission, _) in unit.sent(&open.submissions) {
            ui.label(widgets::text(&submission.file, size::SMALL, colours.ink));
        }
    }
    if unit.parts.is_empty()
        && let Some(file) = &unit.file
    {
        ui.label(widgets::text(file, size::SMALL, colours.ink));
    }
}

fn findings(ui: &mut Ui, app: &App, unit: &UnitResult, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let Some(detail) = app.unit_detail() else {
        if unit.file.is_some() {
            ui.label(widgets::text("正在读…", size::SMALL, colours.ink2));
        }
        return;
    };
    if !detail.trouble.is_empty() {
        let words = detail.trouble.trim_start_matches('：');
        ui.label(widgets::text(words, size::SMALL, colours.error.ink));
    }
    if unit.parts.is_empty() {
        return;
    }
    let words = format!("读到 {}／{} 格", detail.cells.0, detail.cells.1);
    ui.label(widgets::text(words, size::SMALL, colours.ink2));
    ui.label(widgets::text(format!("问题 {}", detail.findings.len()), size::TEXT, colours.ink));
    for (at, (finding, place)) in detail.findings.iter().enumerate() {
        row(ui, (at, finding, place), out);
    }
}

/// A finding; a click opens the report at its place.
fn row(ui: &mut Ui, (at, finding, place): (usize, &Finding, &str), out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let width = ui.available_width();
    let font = FontId::proportional(size::SMALL);
    let galley =
        ui.painter().layout(finding.message.clone(), font, colours.ink, (width - 28.0).max(40.0));
    let height = galley.size().y + 26.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let response = ui.interact(rect, Id::unique(("roll-up finding", at)), Sense::click());
    let name = format!("{}，{place}：{}，打开报告查看", finding.severity.word(), finding.message);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    widgets::keep_in_view(&response);
    if !ui.is_rect_visible(rect) {
        return;
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, colours.accent_soft);
    }
    let sign = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(14.0, 14.0));
    icons::severity(ui.painter(), sign, finding.severity, colours, false);
    let words = widgets::elided(ui.painter(), place, size::SMALL, colours.ink2, width - 28.0);
    ui.painter().galley(rect.min + vec2(22.0, 1.0), words, colours.ink2);
    ui.painter().galley(rect.min + vec2(22.0, 20.0), galley, colours.ink);
    widgets::hairline(ui.painter(), rect.left_bottom(), rect.right_bottom(), colours.line);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(3), colours);
    }
    if response.clicked() {
        out.push(RollUpCommand::Look(Some(finding.place.clone())));
    }
}

/// Sections that are nearly the same as another unit's.
fn alike(ui: &mut Ui, open: &OpenRollUp, at: usize, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let pairs = open.result.alike.iter().enumerate();
    let pairs = || pairs.clone().filter(|(_, pair)| pair.a == at || pair.b == at);
    for (index, pair) in pairs().take(ALIKE) {
        let other = if pair.a == at { pair.b } else { pair.a };
        let Some(other) = open.result.units.get(other) else { continue };
        let section = crate::zh::numeral(pair.section.into());
        let words = format!("第{section}部分与{} {}% 相同", other.unit.name, pair.percent);
        ui.horizontal_wrapped(|ui| {
            ui.label(widgets::text(&words, size::SMALL, colours.warning.ink));
            let name = format!("{words}，并排看");
            if Button::new("并排看").small().name(&name).show(ui).clicked() {
                out.push(RollUpCommand::Pair(index));
                out.push(RollUpCommand::Beside);
            }
        });
    }
    let more = pairs().skip(ALIKE).count();
    if more > 0 {
        let words = format!("还有 {more} 处，都在“文字雷同”里");
        ui.label(widgets::text(words, size::SMALL, colours.ink2));
    }
}

fn contact(ui: &mut Ui, unit: &UnitResult) {
    let colours = theme::colours(ui.ctx());
    let unit = &unit.unit;
    let words = [&unit.contact, &unit.phone, &unit.note];
    let words: Vec<&str> =
        words.iter().map(|word| word.as_str()).filter(|word| !word.is_empty()).collect();
    if !words.is_empty() {
        ui.add_space(4.0);
        ui.label(widgets::text(words.join("　"), size::SMALL, colours.ink2));
    }
}

/// Why it cannot be accepted, and the buttons.
fn foot(
    ui: &mut Ui,
    app: &App,
    (shown, unit, rect): (&BoardUnit, &UnitResult, Rect),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let line = (rect.left_top(), rect.right_top());
    widgets::hairline(ui.painter(), line.0, line.1, colours.line);
    let to_mend = unit.findings.blocks + unit.findings.errors;
    let may = app.may_accept();
    let words = match to_mend {
        _ if unit.unit.name.is_empty() => String::new(),
        0 if may => "没有须改正的问题".to_owned(),
        0 => format!("{}，没有能通过的报告", unit.state.word()),
        count => format!("有 {count} 处须改正，改正后才能通过"),
    };
    let ink = if to_mend > 0 { colours.tone(Severity::Error).ink } else { colours.ink2 };
    let at = pos2(rect.left(), rect.top() + 16.0);
    let font = FontId::proportional(size::SMALL);
    let place = ui.painter().text(at, Align2::LEFT_CENTER, &words, font, ink);
    let response = ui.interact(place, Id::unique("roll-up why"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let half = (rect.width() - 8.0) / 2.0;
    let cell = |n: usize| {
        #[allow(clippy::cast_precision_loss)] // Six buttons.
        let (row, column) = ((n / 2) as f32, (n % 2) as f32);
        let left = rect.left() + column * (half + 8.0);
        Rect::from_min_size(pos2(left, rect.top() + 32.0 + row * 38.0), vec2(half, 30.0))
    };
    for (n, (words, enabled, command)) in choices(app, unit, shown).into_iter().enumerate() {
        let button = Button::new(words).enabled(enabled);
        if button.show_at(ui, cell(n)).clicked() {
            out.push(command);
        }
    }
}

/// What can be done with a unit: words, whether it makes sense, command.
pub(super) fn choices(
    app: &App,
    unit: &UnitResult,
    shown: &BoardUnit,
) -> [(&'static str, bool, RollUpCommand); 6] {
    let has_report = !unit.parts.is_empty();
    let accept = if shown.decision(unit).is_some() {
        ("撤回决定", true, RollUpCommand::TakeBack)
    } else {
        ("通过", app.may_accept(), RollUpCommand::Decide(DecisionKind::Accepted, String::new()))
    };
    let copy = match unit.file {
        None => "复制催报文字",
        Some(_) => "复制退回文字",
    };
    [
        ("打开报告", has_report, RollUpCommand::Look(None)),
        (copy, true, RollUpCommand::CopyLetter),
        ("退回并写原因", unit.file.is_some(), RollUpCommand::AskReason(DecisionKind::Returned)),
        accept,
        ("不纳入…", true, RollUpCommand::AskReason(DecisionKind::LeftOut)),
        ("已含于…", true, RollUpCommand::AskContained),
    ]
}
