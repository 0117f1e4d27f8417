//! What changed in the words since the year before: both texts side by side, paragraph beside paragraph.

use egui::{Align, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{CompareScreen, heading, nothing, paragraph};
use crate::app::compare::years::YearsView;
use crate::app::{NavigationCommand, Part};
use crate::compare::{ComparedSection, Stretch, StretchKind, stretches};
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::difference;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};
use crate::zh;

/// More characters than this are not compared word by word in a frame.
const MOST: usize = 20_000;
/// Between the columns.
const GAP: f32 = 24.0;
/// The widest column, and the narrowest.
const WIDE: f32 = 620.0;
const NARROW: f32 = 120.0;

pub(super) fn show(ui: &mut Ui, view: &YearsView, screen: &mut CompareScreen, out: &mut Commands) {
    let Some(comparison) = view.comparison.as_ref().filter(|c| c.years.len() > 1) else {
        return nothing(ui, "添加上年报告后，可对照文字。");
    };
    let colours = theme::colours(ui.ctx());
    let [.., from, to] = comparison.years.as_slice() else { return };
    let words = format!(
        "左边是 {from} 年，右边是 {to} 年。左边有删除线的，{to} 年没有了；右边有下划线的，是新写的。"
    );
    paragraph(ui, &words, size::SMALL, colours.ink2);
    let goes_to = std::mem::replace(&mut screen.section, view.section) != view.section;
    for part in &comparison.prose {
        let at = ui.cursor().top();
        title(ui, view, part, out);
        if view.section == Some(part.section) && goes_to {
            let place = Rect::from_min_size(pos2(ui.cursor().left(), at), vec2(1.0, 1.0));
            ui.scroll_to_rect(place, Some(Align::TOP));
        }
        section(ui, part, [*from, *to], colours);
        ui.add_space(14.0);
    }
}

fn title(ui: &mut Ui, view: &YearsView, part: &ComparedSection, out: &mut Commands) {
    let numeral = zh::numeral(part.section.into());
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        heading(ui, &format!("第{numeral}部分，{}% 相同", part.same_percent));
        let name = format!("到报告的第{numeral}部分");
        let button = Button::new("到报告").small().name(&name);
        if view.has_open() && button.show(ui).on_hover_text(&name).clicked() {
            out.push(NavigationCommand::Show(Part::Section(part.section)));
        }
    });
}

fn section(ui: &mut Ui, part: &ComparedSection, years: [u16; 2], colours: &Colours) {
    if part.earlier.trim().is_empty() && part.later.trim().is_empty() {
        return paragraph(ui, "两年都没有文字。", size::TEXT, colours.ink2);
    }
    let id = Id::unique(("years difference", part.section));
    // Finding it takes longer than a frame has: it is kept as long as the words are the same.
    let key = (part.earlier.clone(), part.later.clone());
    let kept: Option<std::sync::Arc<KeptDifference>> = ui.data(|data| data.get_temp(id));
    let found = kept.filter(|kept| kept.of == key).unwrap_or_else(|| {
        let rows = rows(&part.earlier, &part.later);
        let kept = std::sync::Arc::new(KeptDifference { rows, of: key });
        ui.data_mut(|data| data.insert_temp(id, kept.clone()));
        kept
    });
    let width = bounded((ui.available_width() - GAP) / 2.0, NARROW, WIDE);
    for (n, row) in found.rows.iter().enumerate() {
        let galleys = row.each_ref().map(|stretches| {
            let mut job = difference::job(stretches, size::PROSE_LINE, colours);
            job.wrap.max_width = width;
            ui.painter().layout_job(job)
        });
        let height = galleys.iter().map(|galley| galley.size().y).fold(size::PROSE_LINE, f32::max);
        let (rect, _) = ui.allocate_exact_size(vec2(2.0 * width + GAP, height), Sense::hover());
        let lefts = [rect.left(), rect.left() + width + GAP];
        for (side, ((galley, left), stretches)) in
            galleys.into_iter().zip(lefts).zip(row).enumerate()
        {
            let place = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
            let response = ui.interact(place, id.with((n, side)), Sense::hover());
            let name = format!("{} 年：{}", years[side], difference::spoken(stretches));
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            if ui.is_rect_visible(place) {
                ui.painter().galley(place.min, galley, colours.ink);
            }
        }
        let x = rect.left() + width + GAP / 2.0;
        let (top, bottom) = (pos2(x, rect.top()), pos2(x, rect.bottom()));
        widgets::hairline(ui.painter(), top, bottom, colours.line);
    }
}

/// A paragraph of the earlier text and what stands beside it in the later one.
type DifferenceRow = [Vec<Stretch>; 2];

/// What changed between two texts.
struct KeptDifference {
    of: (String, String),
    rows: Vec<DifferenceRow>,
}

/// Both texts by paragraphs: those that end at the same place stand beside each other.
fn rows(earlier: &str, later: &str) -> Vec<DifferenceRow> {
    if earlier.len() + later.len() > MOST {
        // Too long to be held against each other word by word.
        let whole = |text: &str| vec![Stretch { kind: StretchKind::Same, text: text.to_owned() }];
        return vec![[whole(earlier), whole(later)]];
    }
    let mut rows: Vec<DifferenceRow> = vec![DifferenceRow::default()];
    for stretch in stretches(earlier, later) {
        let sides: &[usize] = match stretch.kind {
            StretchKind::Same => &[0, 1],
            StretchKind::Removed => &[0],
            StretchKind::Added => &[1],
        };
        // A paragraph's end that both have begins the next row.
        let is_same = stretch.kind == StretchKind::Same;
        let lines = if is_same { stretch.text.split('\n').collect() } else { vec![&*stretch.text] };
        for (n, line) in lines.into_iter().enumerate() {
            if n > 0 {
                rows.push(DifferenceRow::default());
            }
            let Some(row) = rows.last_mut().filter(|_| !line.is_empty()) else { continue };
            for side in sides {
                row[*side].push(Stretch { kind: stretch.kind, text: line.to_owned() });
            }
        }
    }
    rows.retain(|row| row.iter().any(|side| !side.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::{StretchKind, rows};

    #[test]
    fn paragraphs_stand_beside_each_other() {
        for (earlier, later, expected) in [
            ("甲乙丙。\n丁。", "甲乙丙。\n丁。", "甲乙丙。|甲乙丙。/丁。|丁。"),
            (
                "公开94条。\n没有变。",
                "公开120条。\n没有变。",
                "公开-94条。|公开+120条。/没有变。|没有变。",
            ),
            ("", "新写的。", "|+新写的。"),
            ("不写了。", "", "-不写了。|"),
        ] {
            let side = |stretches: &[super::Stretch]| -> String {
                let mark = |kind| match kind {
                    StretchKind::Same => "",
                    StretchKind::Removed => "-",
                    StretchKind::Added => "+",
                };
                let shown = stretches.iter().map(|s| format!("{}{}", mark(s.kind), s.text));
                shown.collect::<Vec<_>>().concat()
            };
            let shown: Vec<String> = rows(earlier, later)
                .iter()
                .map(|[a, b]| format!("{}|{}", side(a), side(b)))
                .collect();
            assert_eq!(shown.join("/"), expected);
        }
    }
}
