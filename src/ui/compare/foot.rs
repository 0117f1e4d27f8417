//! Below the tables: what is to be known of them, and how much of the words is the same as last year.

use egui::{Align2, FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::CompareCommand;
use crate::app::compare::messages::YearsTab;
use crate::app::compare::years::YearsView;
use crate::compare::{ComparedSection, Comparison};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::zh;

/// Heights of the line of hints and of that of the words.
pub(super) const HINT: f32 = 30.0;
pub(super) const PROSE: f32 = 34.0;
/// From so many percent on the words are nearly last year's.
const NEARLY: usize = 85;
/// Sections in which last year's words are expected: the mandated sentences of others are the same.
const OWN_WORDS: [u8; 2] = [1, 5];

/// What is to be known of the table, and how to go about in it; `drawn`: whether charts stand beside it.
pub(super) fn hint(ui: &Ui, view: &YearsView, rect: Rect, drawn: bool) {
    let colours = theme::colours(ui.ctx());
    let goes = if view.has_open() || view.of_unit.is_some() {
        "；回车到报告的这一格"
    } else {
        ""
    };
    let chart = if drawn { "选中一行，右上图即画这一行；" } else { "" };
    let words = format!("上年不到 10 件的不算增减率。{chart}Ctrl＋C 连表头复制{goes}。");
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, rect.width());
    ui.painter().galley(pos2(rect.left(), rect.top() + 8.0), galley, colours.ink2);
}

pub(super) fn prose(ui: &mut Ui, view: &YearsView, rect: Rect, out: &mut Commands) {
    let Some(comparison) = &view.comparison else { return };
    let [.., before, _] = comparison.years.as_slice() else { return };
    let colours = theme::colours(ui.ctx());
    let edge = egui::Stroke::new(1.0, colours.line);
    ui.painter().rect(rect, 3.0, colours.head, edge, egui::StrokeKind::Inside);
    let middle = rect.center().y;
    let beside = Button::new("并排看").small();
    let width = beside.width(ui);
    let at =
        Rect::from_min_size(pos2(rect.right() - width - 8.0, middle - 12.0), vec2(width, 24.0));
    let clicked = beside.show_at(ui, at).on_hover_text("两年的文字并排，不同的地方标出").clicked();
    let mut right = at.left() - 12.0;
    let nearly = nearly(comparison);
    if let Some(words) = &nearly {
        let galley = widgets::elided(ui.painter(), words, size::SMALL, colours.warning.ink, 260.0);
        let left = right - galley.size().x;
        if left > rect.left() + 200.0 {
            let top = middle - galley.size().y / 2.0;
            ui.painter().galley(pos2(left, top), galley, colours.warning.ink);
            let sign = Rect::from_center_size(pos2(left - 12.0, middle), vec2(14.0, 14.0));
            icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
            right = left - 28.0;
        }
    }
    let sign = Rect::from_center_size(pos2(rect.left() + 20.0, middle), vec2(12.0, 12.0));
    icons::CHEVRON_RIGHT.paint(ui.painter(), sign, colours.ink2);
    let at = pos2(rect.left() + 36.0, middle);
    let font = FontId::proportional(size::TEXT);
    let end = ui.painter().text(at, Align2::LEFT_CENTER, "文字", font, colours.ink).right();
    let shares: Vec<String> = comparison
        .prose
        .iter()
        .filter(|part| !part.later.trim().is_empty())
        .map(|part| format!("第{}部分 {}%", zh::numeral(part.section.into()), part.same_percent))
        .collect();
    let words = format!("与 {before} 年相同：{}", shares.join("，"));
    let left = end + 12.0;
    if right - left > 60.0 {
        let ink = colours.ink2;
        let galley = widgets::elided(ui.painter(), &words, size::SMALL, ink, right - left);
        ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, ink);
    }
    let place = Rect::from_min_max(rect.min, pos2(right.max(rect.left()), rect.bottom()));
    let response = ui.interact(place, Id::unique("years prose"), Sense::click());
    let name = format!("文字，{words}。{}", nearly.unwrap_or_default());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), place.shrink(1.0), 2.0.into(), colours);
    }
    if clicked || response.clicked() {
        out.push(CompareCommand::Tab(YearsTab::Prose));
    }
}

/// The sections whose words are nearly last year's.
fn nearly(comparison: &Comparison) -> Option<String> {
    let is_nearly = |part: &&ComparedSection| {
        OWN_WORDS.contains(&part.section)
            && part.same_percent >= NEARLY
            && !part.later.trim().is_empty()
    };
    let parts: Vec<String> = comparison
        .prose
        .iter()
        .filter(is_nearly)
        .map(|part| format!("第{}部分", zh::numeral(part.section.into())))
        .collect();
    (!parts.is_empty()).then(|| format!("{}与上年几乎相同", parts.join("、")))
}
