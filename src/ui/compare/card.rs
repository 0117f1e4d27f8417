//! What must be known before figures are compared: one line, where there is anything.

use egui::{Id, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paragraph;
use crate::app::CompareCommand;
use crate::app::compare::years::YearsView;
use crate::compare::Comparison;
use crate::finding::Severity;
use crate::ui::bounded;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::zh;

/// Height of the card, and what is below it.
const HEIGHT: f32 = 36.0;
const BELOW: f32 = 12.0;

/// What the card says: what it is about, why, and the year whose scope can be spoken of.
struct CardWords {
    what: String,
    why: String,
    year: Option<u16>,
}

impl CardWords {
    fn of(comparison: &Comparison) -> Option<Self> {
        let scopes = &comparison.scopes;
        if let Some(first) = scopes.first() {
            let years: Vec<u16> = scopes.iter().map(|scope| scope.year).collect();
            let what = format!("{} 年统计范围与其他年度不同", zh::years(&years));
            let why = format!("{}，与其他年度不能直接比较", first.reason);
            return Some(Self { what, why, year: Some(first.year) });
        }
        if let Some(first) = comparison.breaks.first() {
            let what = format!("{} 年与 {} 年不相接", first.years[0], first.years[1]);
            let why = format!(
                "{}应为 {}，报告是 {}",
                first.label,
                first.expected.text(),
                first.found.text()
            );
            return Some(Self { what, why, year: None });
        }
        let first = comparison.notes.first()?;
        Some(Self {
            what: first.trim_end_matches('。').to_owned(), why: String::new(), year: None
        })
    }
}

pub(super) fn show(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    let Some(comparison) = &view.comparison else { return };
    let Some(words) = CardWords::of(comparison) else { return };
    let colours = theme::colours(ui.ctx());
    let room = ui.available_rect_before_wrap();
    let rect = bounded::room(Rect::from_min_size(room.min, vec2(room.width(), HEIGHT)));
    let tone = colours.warning;
    let edge = egui::Stroke::new(1.0, tone.edge);
    ui.painter().rect(rect, 6.0, tone.ground, edge, egui::StrokeKind::Inside);
    let sign = Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(16.0, 16.0));
    icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
    let right = buttons(ui, comparison, words.year, rect, out) - 8.0;
    let left = rect.left() + 38.0;
    let what = widgets::elided(ui.painter(), &words.what, size::TEXT, colours.ink, right - left);
    let middle = |height: f32| (rect.center().y - height / 2.0).round();
    let end = left + what.size().x + 12.0;
    ui.painter().galley(pos2(left, middle(what.size().y)), what, colours.ink);
    if right - end > 80.0 && !words.why.is_empty() {
        let why = widgets::elided(ui.painter(), &words.why, size::SMALL, colours.ink2, right - end);
        ui.painter().galley(pos2(end, middle(why.size().y)), why, colours.ink2);
    }
    let place = bounded::room(Rect::from_min_max(rect.min, pos2(right, rect.bottom())));
    let response = ui.interact(place, Id::unique("years card"), Sense::hover());
    let name = format!("{}。{}", words.what, words.why);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    response.on_hover_text(&name);
    ui.advance_cursor_after_rect(Rect::from_min_max(rect.min, rect.max + vec2(0.0, BELOW - 6.0)));
}

/// The buttons from the right; where they begin.
fn buttons(
    ui: &mut Ui,
    comparison: &Comparison,
    year: Option<u16>,
    rect: Rect,
    out: &mut Commands,
) -> f32 {
    let mut right = rect.right() - 6.0;
    let mut at = |width: f32| {
        let place = Rect::from_min_max(
            pos2(right - width, rect.top() + 6.0),
            pos2(right, rect.bottom() - 6.0),
        );
        right -= width + 8.0;
        place
    };
    if let Some(year) = year {
        let button = Button::new("修改说明").small();
        let response = button.show_at(ui, at(button.width(ui)));
        if response.on_hover_text(format!("{year} 年统计范围的说明")).clicked() {
            out.push(CompareCommand::AskScope(year));
        }
    }
    let notes = &comparison.notes;
    if notes.len() > 1 || year.is_none() && !notes.is_empty() {
        let words = format!("说明 {} 条", notes.len());
        let button = Button::new(&words).small().icon_after(icons::CHEVRON_DOWN);
        let response = button.show_at(ui, at(button.width(ui)));
        let menu = Popup::menu(&response).gap(4.0).accessible_name("对照说明");
        menu.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            let width = (ui.ctx().content_rect().width() - 40.0).min(560.0);
            ui.set_width(width.max(60.0));
            let height = (ui.ctx().content_rect().height() - 120.0).max(60.0);
            egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
                let ink = theme::colours(ui.ctx()).ink;
                for note in notes {
                    paragraph(ui, note, size::SMALL, ink);
                }
            });
        });
    }
    right
}
