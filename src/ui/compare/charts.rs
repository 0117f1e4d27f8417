//! Charts of the chosen figure and of what the public asks for: the year at hand is a full bar, the others
//! are outlined, each with its figure, so that they read without colour; each is said in words as well.

use egui::{Align2, RichText, Stroke, Ui, WidgetInfo};
use egui_plot::{Bar, BarChart, Plot, PlotPoint, PlotUi, Text};

use super::{heading, nothing, paragraph, table};
use crate::app::compare::years::YearsView;
use crate::compare::picture;
use crate::layout;
use crate::report::Value;
use crate::ui::theme::{self, Colours, size};

/// Height of a chart beside a table.
const BESIDE: f32 = 150.0;
/// Height of a chart on its own.
const ALONE: f32 = 190.0;

/// The chosen figure, and the share and the rest that everybody asks for.
pub(super) fn beside(ui: &mut Ui, view: &YearsView) {
    if let Some(chart) = chosen(view) {
        draw(ui, &chart, BESIDE, false);
    }
    let Some(comparison) = &view.comparison else { return };
    for chart in picture::charts(comparison).iter().skip(1) {
        draw(ui, chart, BESIDE, false);
    }
}

/// All charts, each with its figures in words below it.
pub(super) fn all(ui: &mut Ui, view: &YearsView) {
    let Some(comparison) = &view.comparison else {
        return nothing(ui, "还没有报告。请点“添加年份”。");
    };
    for chart in chosen(view).iter().chain(&picture::charts(comparison)) {
        draw(ui, chart, ALONE, true);
        ui.add_space(8.0);
    }
}

/// The chosen figure as a chart.
fn chosen(view: &YearsView) -> Option<layout::BarChart> {
    let comparison = view.comparison.as_ref()?;
    let cell = view.chosen_cell()?;
    let last = comparison.years.last();
    let bar = |(year, value): (&u16, &Option<Value>)| layout::ChartBar {
        label: year.to_string(),
        value: value.as_ref().and_then(Value::count),
        shown: value.as_ref().map_or_else(|| "空白".to_owned(), Value::text),
        is_current: Some(year) == last,
    };
    Some(layout::BarChart {
        title: table::label(comparison, cell.id),
        unit: "选中的一行".to_owned(),
        full: 0,
        bars: comparison.years.iter().zip(&cell.values).map(bar).collect(),
    })
}

fn draw(ui: &mut Ui, chart: &layout::BarChart, height: f32, with_words: bool) {
    let colours = theme::colours(ui.ctx());
    if with_words {
        heading(ui, &chart.title);
    } else {
        paragraph(ui, &chart.title, size::TEXT, colours.ink);
    }
    paragraph(ui, &chart.unit, size::SMALL, colours.ink2);
    let words: Vec<String> =
        chart.bars.iter().map(|bar| format!("{} 年 {}", bar.label, bar.shown)).collect();
    let words = words.join("，");
    let shown = frame(ui, chart, height).show(ui, |plot| bars(plot, chart, colours));
    let name = format!("{}（{}）：{words}", chart.title, chart.unit);
    shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    if with_words {
        paragraph(ui, &words, size::SMALL, colours.ink2);
    }
}

/// The room of a chart: a base line, the years below it, nothing that moves.
fn frame<'a>(ui: &Ui, chart: &layout::BarChart, height: f32) -> Plot<'a> {
    let width = ui.available_width().min(640.0);
    let full = chart.bars.iter().filter_map(|bar| bar.value).fold(chart.full.max(1), i64::max);
    let full = number(full);
    let labels: Vec<String> = chart.bars.iter().map(|bar| bar.label.clone()).collect();
    Plot::new(("years", &chart.title))
        .width(width)
        .height(height)
        .show_axes([true, false])
        .show_grid(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .include_y(0.0)
        .include_y(full * 1.25)
        .include_x(-0.6)
        .include_x(number(i64::try_from(labels.len()).unwrap_or(0)) - 0.4)
        .set_margin_fraction(egui::Vec2::ZERO)
        .x_grid_spacer(|_| {
            let mark = |at: i32| egui_plot::GridMark { value: f64::from(at), step_size: 1.0 };
            (0..10).map(mark).collect()
        })
        .x_axis_formatter(move |mark, _| {
            let at =
                (0_i32..).zip(&labels).find(|(at, _)| (f64::from(*at) - mark.value).abs() < 0.1);
            at.map(|(_, label)| label.clone()).unwrap_or_default()
        })
}

/// The bars, each with its figure above it.
fn bars(plot: &mut PlotUi<'_>, chart: &layout::BarChart, colours: &Colours) {
    for (at, bar) in (0_i32..).zip(&chart.bars) {
        let x = f64::from(at);
        let y = number(bar.value.unwrap_or(0).max(0));
        let (fill, edge) = if bar.is_current {
            (colours.accent, colours.accent)
        } else {
            (colours.surface, colours.accent)
        };
        let drawn = Bar::new(x, y).width(0.6).fill(fill).stroke(Stroke::new(1.0, edge));
        plot.bar_chart(BarChart::new(bar.label.clone(), vec![drawn]).allow_hover(false));
        let text = RichText::new(&bar.shown).size(size::SMALL).color(colours.ink);
        let at = PlotPoint::new(x, y);
        let text = Text::new("", at, text).anchor(Align2::CENTER_BOTTOM).allow_hover(false);
        plot.text(text);
    }
}

#[allow(clippy::cast_precision_loss)] // Pixels of a chart.
fn number(value: i64) -> f64 {
    value as f64
}
