//! The head of the problems: how many there are, which are listed, and in what order.

use egui::{Align2, FontId, Id, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::ProblemsView;
use crate::app::{Action, App, Command, FindingsCommand, Part, ProblemFilter};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::icons;
use crate::ui::listing::{self, ListingLine};
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::zh::numeral;

/// Draws the head.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    lines: &[ListingLine<'_>],
    (head, open): (Rect, bool),
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let middle = head.center().y;
    let counts = listing::counts(lines);
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let font = FontId::proportional(size::TEXT);
    let start = pos2(head.left() + 16.0, middle);
    let title = format!("问题 {total}");
    let title = ui.painter().text(start, Align2::LEFT_CENTER, title, font, colours.ink);
    let said: Vec<String> =
        counts.iter().map(|(severity, count)| format!("{} {count}", severity.word())).collect();
    let summary = ui.interact(title, Id::unique("problems"), Sense::hover());
    let said = format!("问题 {total}：{}", said.join("，"));
    summary.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &said));
    let mut right = fold(ui, (head, open), view, lines.is_empty(), out);
    if open {
        right = order_and_part(ui, app, pos2(right, middle), title.right() + 120.0, out);
    }
    let x = severities(ui, app, counts, (title.right() + 12.0, right, middle), out);
    if let Some(line) =
        lines.first().filter(|line| !open && line.finding.severity == Severity::Blocks)
    {
        let words = format!("{}：{}", line.place(), line.finding.message);
        let room = right - 12.0 - x;
        let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.blocks.ink, room);
        let at = pos2(x + 8.0, (middle - galley.size().y / 2.0).round());
        ui.painter().galley(at, galley, colours.blocks.ink);
    }
}

/// The button that folds and unfolds the list; gives back where it begins.
fn fold(
    ui: &mut Ui,
    (head, open): (Rect, bool),
    view: &mut ProblemsView,
    empty: bool,
    out: &mut Commands,
) -> f32 {
    let (words, icon) =
        if open { ("收起", icons::CHEVRON_DOWN) } else { ("展开", icons::CHEVRON_UP) };
    let name = if open { "收起问题栏" } else { "展开问题栏" };
    let button = Button::new(words).hint("F8").icon_after(icon).flat().small().name(name);
    let width = button.width(ui);
    let corner = pos2(head.right() - 8.0 - width, head.center().y - 12.0);
    let response = button.show_at(ui, Rect::from_min_size(corner, vec2(width, 24.0)));
    // Where there are no rows, the head stands for them.
    if (!open || empty) && view.row.give_way() {
        response.request_focus();
    }
    if response.clicked() {
        out.push(Command::Do(Action::ToggleProblems));
    }
    corner.x
}

/// The switch of the order and the parts to choose from, from the right, as far as there is room; gives
/// back where they begin.
fn order_and_part(
    ui: &mut Ui,
    app: &App,
    right: egui::Pos2,
    least: f32,
    out: &mut Commands,
) -> f32 {
    let mut x = right.x - 8.0;
    let mut left_of = |width: f32| {
        let at = Rect::from_min_size(pos2(x - width, right.y - 12.0), vec2(width, 24.0));
        (at.left() > least).then(|| {
            x = at.left() - 4.0;
            at
        })
    };
    let by_place = app.settings().problems_by_place;
    let words = if by_place { "按位置" } else { "由重到轻" };
    let name = format!("排列和 F4 的次序：{words}");
    let order = Button::new(words).small().flat().on(by_place).name(&name);
    if let Some(at) = left_of(order.width(ui)) {
        let hint = if by_place { "改为由重到轻" } else { "改为按位置，从头到尾" };
        if order.show_at(ui, at).on_hover_text(hint).clicked() {
            out.push(FindingsCommand::ByPlace(!by_place));
        }
    }
    let filter = app.problem_filter();
    let words = filter.part.map_or_else(|| "全部部分".to_owned(), part_words);
    let name = format!("只看一个部分的问题：{words}");
    let part = Button::new(&words).icon_after(icons::CHEVRON_DOWN).small().flat();
    let part = part.on(filter.part.is_some()).name(&name);
    if let Some(at) = left_of(part.width(ui)) {
        let button = part.show_at(ui, at);
        let parts =
            [None, Some(Part::Basic)].into_iter().chain((1..=6).map(|n| Some(Part::Section(n))));
        let actions: Vec<FindingAction> = parts
            .map(|part| FindingAction {
                label: part.map_or_else(|| "全部部分".to_owned(), part_words),
                command: FindingsCommand::Filter(ProblemFilter { part, ..filter.clone() }).into(),
            })
            .collect();
        finding_actions::menu_at(ui, &button, &actions.iter().collect::<Vec<_>>(), out);
    }
    x
}

fn part_words(part: Part) -> String {
    match part {
        Part::Section(n) => format!("第{}部分", numeral(n.into())),
        _ => "基本信息".to_owned(),
    }
}

/// Draws a sign and a number for each severity between `start` and `end`, each of which lists that
/// severity alone, and tells where they end. Where they do not all fit, those of which there is none
/// are left out.
fn severities(
    ui: &mut Ui,
    app: &App,
    counts: [(Severity, usize); 4],
    (start, end, middle): (f32, f32, f32),
    out: &mut Commands,
) -> f32 {
    let colours = theme::colours(ui.ctx());
    let filter = app.problem_filter();
    let chips = counts.map(|(severity, count)| {
        let words = format!("{} {count}", severity.word());
        let font = FontId::proportional(size::SMALL);
        (severity, count, ui.painter().layout_no_wrap(words, font, colours.ink2))
    });
    let mut x = start;
    let width: f32 = chips.iter().map(|(.., words)| 36.0 + words.size().x).sum();
    let all = x + width < end;
    for (severity, count, words) in chips {
        let on = filter.severity == Some(severity);
        let right = x + 32.0 + words.size().x;
        if !(all || count > 0 || on) {
            continue;
        }
        if right > end {
            break;
        }
        let rect = Rect::from_min_max(pos2(x, middle - 12.0), pos2(right, middle + 12.0));
        let response =
            ui.interact(rect, Id::unique(("severity", severity.letter())), Sense::click());
        let name = format!("只看{}：{count} 处", severity.word());
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on, &name));
        if on || response.hovered() {
            ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
        }
        if on {
            let edge = Stroke::new(1.0, colours.accent_line);
            ui.painter().rect_stroke(rect, 4.0, edge, StrokeKind::Inside);
        }
        let mut painter = ui.painter().clone();
        // What is not there is pale; the words stay readable.
        painter.multiply_opacity(if count == 0 { 0.5 } else { 1.0 });
        let sign = Rect::from_center_size(pos2(x + 13.0, middle), Vec2::splat(14.0));
        icons::severity(&painter, sign, severity, colours, false);
        let corner = pos2(x + 26.0, (middle - words.size().y / 2.0).round());
        ui.painter().galley(corner, words, colours.ink2);
        if response.has_focus() {
            widgets::focus_ring(ui.painter(), rect, 4.into(), colours);
        }
        if response.on_hover_text(if on { "看全部问题" } else { "只看这一类" }).clicked()
        {
            let severity = (!on).then_some(severity);
            out.push(FindingsCommand::Filter(ProblemFilter { severity, ..filter.clone() }));
        }
        x = right + 4.0;
    }
    x
}
