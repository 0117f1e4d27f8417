//! Charts of the chosen figure, of what part of the requests was granted, and of what is carried over.
//! The year at hand is filled, the others pale, a year of another scope outlined in dashes; each point has
//! its figure, and behind each chart is a table.

use egui::{Align2, Color32, FontId, Id, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder};
use egui::{WidgetInfo, pos2, vec2};
use egui_plot::{
    Bar, BarChart, Line, LineStyle, Plot, PlotBounds, PlotPoint, PlotPoints, PlotTransform, PlotUi,
};

use super::{chart_table, heading, nothing, paragraph, words};
use crate::app::compare::years::YearsView;
use crate::compare::trends::{Trend, TrendPoint, TrendShape, trends};
use crate::ui::bounded;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;

/// Height of a chart with its title.
const CHART: f32 = 158.0;
/// Height of the title, of the years below the base line, and room for figures above the marks.
const TITLE: f32 = 24.0;
const YEARS: f32 = 22.0;
const ABOVE: f32 = 22.0;
/// Share of a year's room that its bar takes, and the widest bar.
const BAR: f64 = 0.62;
const BAR_MOST: f64 = 40.0;

/// The charts one below the other, as many as have room; where there is little width, the first alone.
pub(super) fn beside(ui: &mut Ui, view: &YearsView, rect: Rect, is_narrow: bool) {
    let most = if is_narrow { 1 } else { 3 };
    let mut top = rect.top();
    for (at, trend) in of_view(view).iter().take(most).enumerate() {
        if top + CHART > rect.bottom() + 8.0 {
            break;
        }
        let room = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), CHART - 8.0));
        draw(ui, view, trend, (at, room));
        top += CHART;
    }
}

/// All charts, each with its table below it.
pub(super) fn all(ui: &mut Ui, view: &YearsView) {
    if view.comparison.is_none() {
        return nothing(ui, "还没有报告。请点“添加年份”。");
    }
    let colours = theme::colours(ui.ctx());
    for (at, trend) in of_view(view).iter().enumerate() {
        let width = ui.available_width().min(720.0);
        let (rect, _) = ui.allocate_exact_size(vec2(width, CHART + 30.0), Sense::hover());
        draw(ui, view, trend, (at, rect));
        chart_table::show(ui, trend, width, colours);
        ui.add_space(16.0);
    }
    if view.comparison.as_ref().is_some_and(|comparison| comparison.years.len() == 1) {
        paragraph(ui, "添加上年报告后，可逐年对照。", size::SMALL, colours.ink2);
    }
    if view.chosen.is_none() {
        heading(ui, "在表二、表三、表四里选中一行，这里先画那一行。");
    }
}

fn of_view(view: &YearsView) -> Vec<Trend> {
    let Some(comparison) = &view.comparison else { return Vec::new() };
    let chosen = view.chosen.map(|id| (id, words::short(view, comparison, id)));
    trends(comparison, chosen.as_ref().map(|(id, label)| (*id, label.as_str())))
}

fn draw(ui: &mut Ui, view: &YearsView, trend: &Trend, (at, rect): (usize, Rect)) {
    let colours = theme::colours(ui.ctx());
    let (head, plot) = rect.split_top_bottom_at_y(rect.top() + TITLE);
    let right = pos2(head.right() - 2.0, head.center().y);
    // The title has what it needs up to half, its unit what that leaves, the title the rest.
    let half = head.width() / 2.0;
    let wished = FontId::proportional(size::TEXT);
    let wished = ui.painter().layout_no_wrap(trend.title.clone(), wished, colours.ink).size().x;
    let room = head.width() - wished.min(half) - 12.0;
    let unit = widgets::elided(ui.painter(), &trend.unit, size::SMALL, colours.ink2, room);
    let room = head.width() - unit.size().x - 12.0;
    let place = Align2::RIGHT_CENTER.anchor_size(right, unit.size());
    ui.painter().galley(place.min, unit, colours.ink2);
    let galley = widgets::elided(ui.painter(), &trend.title, size::TEXT, colours.ink, room);
    let top = head.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(head.left(), top), galley, colours.ink);
    let own = view.own_year();
    let is_current = |point: &TrendPoint| Some(point.year) == own;
    let plot = bounded::room(plot);
    let mut inner = ui.new_child(UiBuilder::new().id_salt(("years chart", at)).max_rect(plot));
    let (bounds, frame) = (bounds(trend, plot), frame(plot, at));
    #[allow(clippy::cast_precision_loss)] // Ten years or so.
    let width = BAR.min(BAR_MOST * trend.points.len() as f64 / f64::from(plot.width().max(1.0)));
    let shown = frame.show(&mut inner, |plot| {
        // Another figure has another axis, which the plot would not take by itself.
        plot.set_plot_bounds(bounds);
        match trend.shape {
            TrendShape::Bars => bars(plot, trend, width, (&is_current, colours)),
            TrendShape::Line { .. } => line(plot, trend, colours),
        }
    });
    let name = format!("{}（{}）：{}", trend.title, trend.unit, trend.words());
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    figures(ui, trend, (&shown.transform, plot), &is_current, colours);
    chart_table::behind(ui, trend, (at, rect));
}

/// What a chart's room shows: the years, and above and below its axis room for words.
fn bounds(trend: &Trend, rect: Rect) -> PlotBounds {
    let values = || trend.points.iter().filter_map(|point| point.value);
    let (from, to) = match trend.shape {
        TrendShape::Line { from, to } => (from, to),
        TrendShape::Bars => (0.0, values().fold(1.0, f64::max)),
    };
    // Room for the figures above, for the years below.
    let inner = f64::from((rect.height() - ABOVE - YEARS).max(10.0));
    let span = (to - from).max(f64::EPSILON);
    let unit = span / inner;
    #[allow(clippy::cast_precision_loss)] // Ten years or so.
    let right = trend.points.len() as f64 - 0.5;
    let (low, high) = (from - unit * f64::from(YEARS), to + unit * f64::from(ABOVE));
    PlotBounds::from_min_max([-0.5, low], [right, high])
}

/// The room of a chart: nothing in it moves, and no axis is drawn.
fn frame(rect: Rect, at: usize) -> Plot<'static> {
    let id = Id::unique(("years plot", at));
    Plot::new(id)
        .id(id)
        .width(rect.width())
        .height(rect.height())
        .show_axes([false, false])
        .show_grid(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .sense(Sense::hover())
        .set_margin_fraction(egui::Vec2::ZERO)
}

fn bars(
    plot: &mut PlotUi<'_>,
    trend: &Trend,
    width: f64,
    (is_current, colours): (&dyn Fn(&TrendPoint) -> bool, &Colours),
) {
    let (mut all, mut outlines) = (Vec::new(), Vec::new());
    for (at, point) in (0_i32..).zip(&trend.points) {
        let (x, y) = (f64::from(at), point.value.unwrap_or(0.0).max(0.0));
        let (fill, edge) = match (point.is_other_scope, is_current(point)) {
            (true, _) => (colours.warning.ground, Color32::TRANSPARENT),
            (_, true) => (colours.accent, colours.accent),
            _ => (colours.accent_line, colours.accent_line),
        };
        all.push(Bar::new(x, y).width(width).fill(fill).stroke(Stroke::new(1.0, edge)));
        if point.is_other_scope && y > 0.0 {
            let (left, right) = (x - width / 2.0, x + width / 2.0);
            let outline = vec![[left, 0.0], [left, y], [right, y], [right, 0.0]];
            let dashes = Line::new("", PlotPoints::from(outline))
                .color(colours.warning_mark)
                .width(1.4)
                .style(LineStyle::dashed_dense())
                .allow_hover(false);
            outlines.push(dashes);
        }
    }
    plot.bar_chart(BarChart::new("", all).allow_hover(false));
    // Over the bars, or half of each dash is below one.
    for outline in outlines {
        plot.line(outline);
    }
}

fn line(plot: &mut PlotUi<'_>, trend: &Trend, colours: &Colours) {
    // A year without a value parts the line.
    let mut run: Vec<[f64; 2]> = Vec::new();
    let mut runs = Vec::new();
    for (at, point) in (0_i32..).zip(&trend.points) {
        match point.value {
            Some(value) => run.push([f64::from(at), value]),
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    runs.push(run);
    for run in runs.into_iter().filter(|run| run.len() > 1) {
        let line = Line::new("", PlotPoints::from(run)).color(colours.accent_line).width(2.0);
        plot.line(line.allow_hover(false));
    }
}

/// The base line, the years below it and the figures at the marks: none over another, this year's first.
fn figures(
    ui: &Ui,
    trend: &Trend,
    (transform, rect): (&PlotTransform, Rect),
    is_current: &dyn Fn(&TrendPoint) -> bool,
    colours: &Colours,
) {
    let painter = ui.painter().with_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    let base = (rect.bottom() - YEARS).round();
    widgets::hairline(&painter, pos2(rect.left(), base), pos2(rect.right(), base), colours.line2);
    let mut order: Vec<usize> = (0..trend.points.len()).collect();
    // This year, then from the latest back.
    order.sort_by_key(|at| (!is_current(&trend.points[*at]), usize::MAX - at));
    let mut taken: Vec<Rect> = Vec::new();
    for at in order {
        let point = &trend.points[at];
        #[allow(clippy::cast_precision_loss)] // Ten years or so.
        let place = PlotPoint::new(at as f64, point.value.unwrap_or(f64::MIN));
        let x = transform.position_from_point(&PlotPoint::new(place.x, 0.0)).x;
        let y = match point.value {
            Some(_) => transform.position_from_point(&place).y.min(base),
            None => base,
        };
        let ink = match (is_current(point), point.is_other_scope) {
            (_, true) => colours.warning.ink,
            (true, _) => colours.accent,
            _ => colours.ink2,
        };
        if let (TrendShape::Line { .. }, Some(_)) = (trend.shape, point.value) {
            dot(&painter, pos2(x, y), (is_current(point), point.is_other_scope), colours);
        }
        let lift = if matches!(trend.shape, TrendShape::Line { .. }) { 8.0 } else { 3.0 };
        let mut put = |words: &str, at: egui::Pos2, align: Align2, ink: Color32| {
            let font = FontId::proportional(size::SMALL);
            let galley = painter.layout_no_wrap(words.to_owned(), font, ink);
            let mut place = align.anchor_size(at, galley.size());
            let over =
                (place.right() - rect.right()).max(0.0) - (rect.left() - place.left()).max(0.0);
            place = place.translate(vec2(-over, 0.0));
            if taken.iter().all(|other| !other.shrink(0.5).intersects(place)) {
                taken.push(place.expand2(vec2(2.0, 0.0)));
                painter.galley(place.min, galley, ink);
            }
        };
        put(&point.year.to_string(), pos2(x, base + 3.0), Align2::CENTER_TOP, ink);
        put(&point.shown, pos2(x, y - lift), Align2::CENTER_BOTTOM, ink);
    }
}

fn dot(
    painter: &egui::Painter,
    at: egui::Pos2,
    (is_current, is_other_scope): (bool, bool),
    colours: &Colours,
) {
    if is_other_scope {
        let ring = Stroke::new(1.6, colours.warning_mark);
        painter.add(Shape::circle_filled(at, 4.0, colours.surface));
        painter.add(Shape::circle_stroke(at, 4.0, ring));
    } else {
        let fill = if is_current { colours.accent } else { colours.accent_line };
        painter.add(Shape::circle_filled(at, 4.0, fill));
    }
}
