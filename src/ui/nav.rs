//! The parts of the report at the left, each with its state, and the days that are left.

use egui::{
    Align2, Color32, FontId, Rect, Response, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::icons::{self, Icon};
use super::listing::ListingLine;
use super::theme::{self, Colours, size};
use super::widgets;
use super::{bounded, spoken};
use crate::app::{Action, App, NavigationCommand, Part};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::CellId;
use crate::rules::checklist::missing_basics;
use crate::ui::commands::Commands;
use crate::zh::numeral;

/// Short names of the six sections.
const SECTIONS: [&str; 6] =
    ["总体情况", "主动公开", "申请办理", "复议诉讼", "问题改进", "其他事项"];

/// Where the name of a part ends in its line: number and four characters.
const NAME: f32 = 96.0;

/// How a part of the report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Nothing is wrong or missing.
    Complete,
    /// Nothing is filled in.
    Empty,
    /// How many cells are blank.
    Blank(usize),
    /// How many comments are open, where nothing has to be mended.
    Comments(usize),
    /// The worst severity and how many findings have it.
    Problems(Severity, usize),
    /// Nothing is wrong with what is there; how much of the basic information is not.
    Missing(usize),
}

impl PartState {
    fn words(self) -> String {
        match self {
            Self::Complete => "已填齐".into(),
            Self::Empty => "未填".into(),
            Self::Blank(count) => format!("空白 {count}"),
            Self::Comments(count) => format!("待处理的意见 {count}"),
            Self::Problems(severity, count) => format!("{} {count}", severity.word()),
            Self::Missing(count) => format!("缺 {count} 项"),
        }
    }
}

/// How a part stands; `None` for all tables together, which are parts of their own.
#[must_use]
pub fn state(report: &Report, lines: &[ListingLine<'_>], part: Part) -> Option<PartState> {
    let section = match part {
        Part::Tables => return None,
        Part::Basic => None,
        Part::Section(number) => Some(number),
    };
    let empty = match part {
        Part::Section(n) if report.edition().table_in(n).is_none() => report.prose(n).is_empty(),
        Part::Basic => report.agency.is_empty(),
        _ => false,
    };
    if empty {
        return Some(PartState::Empty);
    }
    let here =
        |finding: &Finding| finding.waived.is_none() && finding.place.section(report) == section;
    let problems = lines.iter().filter(|line| line.blanks().is_none());
    let problems = problems.flat_map(|line| line.all.iter().copied().filter(|f| here(f)));
    let severities: Vec<Severity> = problems.map(|finding| finding.severity).collect();
    let worst = severities.iter().min();
    let mends = worst.is_some_and(|worst| matches!(worst, Severity::Blocks | Severity::Error));
    let about = |place: &crate::report::CommentPlace| place.place(report)?.section(report);
    let open = report.open_comments();
    let open = open.filter(|(_, comment)| about(&comment.place) == section).count();
    if open > 0 && !mends {
        return Some(PartState::Comments(open));
    }
    if let Some(worst) = worst {
        let count = severities.iter().filter(|severity| *severity == worst).count();
        return Some(PartState::Problems(*worst, count));
    }
    let missing = if part == Part::Basic { missing_basics(report).len() } else { 0 };
    if missing > 0 {
        return Some(PartState::Missing(missing));
    }
    let blank: usize =
        lines.iter().filter(|line| here(line.finding)).filter_map(ListingLine::blanks).sum();
    let cells = || report.figures.cells().filter(|id| !report.figures.is_total(*id));
    let here = |id: &CellId| Some(report.edition().tables[id.table].section) == section;
    let all = cells().filter(here).count();
    let untouched = cells().filter(here).all(|id| report.figures.typed(id).is_blank());
    Some(match blank {
        // A form in which nothing is filled in has no finding for each of its cells.
        _ if all > 0 && untouched => PartState::Empty,
        0 => PartState::Complete,
        blank if blank == all => PartState::Empty,
        blank => PartState::Blank(blank),
    })
}

/// Draws the pane; `focus` puts the keyboard on the part that is shown.
pub fn show(
    ui: &mut Ui,
    app: &App,
    lines: &[ListingLine<'_>],
    (open, focus): (bool, bool),
    out: &mut Commands,
) {
    let Some(document) = app.document() else { return };
    let report = document.report();
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let edge = (rect.right_top() - vec2(1.0, 0.0), rect.right_bottom() - vec2(1.0, 0.0));
    widgets::hairline(ui.painter(), edge.0, edge.1, colours.line);
    let low = rect.height() < LOW;
    let mut y = rect.top() + if low { 4.0 } else { 10.0 };
    if open && !low {
        y = title(ui, report, rect) + 10.0;
    }
    let builder = egui::UiBuilder::new()
        .max_rect(bounded::room(Rect::from_min_max(pos2(rect.left(), y), rect.max)))
        .accessibility_role(egui::Role::TabList)
        .accessibility_label("目录");
    let mut list = ui.new_child(builder);
    list.spacing_mut().item_spacing = Vec2::ZERO;
    // The bar lies over the margin.
    let bar = &mut list.spacing_mut().scroll;
    (bar.floating, bar.floating_allocated_width) = (true, 0.0);
    let area = ScrollArea::vertical().auto_shrink([false, true]).id_salt("parts");
    let scrolled = area.show(&mut list, |ui| {
        ui.set_width(rect.width());
        let parts = [Part::Basic].into_iter().chain((1..=6).map(Part::Section));
        for part in parts.chain([Part::Tables]) {
            let state = state(report, lines, part);
            let on = app.part() == part && app.years().is_none();
            let item = NavItem { part, state, on, open };
            row(ui, &item, (rect, low, focus), out);
        }
    });
    spoken::bars(ui.ctx(), &scrolled, "目录");
    let years = (Action::CompareYears, icons::BARS, "Ctrl＋Shift＋L");
    let here = app.years().map(|_| focus);
    let below = (rect, y + scrolled.content_size.y);
    let below = elsewhere(ui, below, (open, here, years), out);
    let ledger = (Action::ShowLedger, icons::BOOK, "Alt＋8");
    let mut below = elsewhere(ui, (rect, below), (open, None, ledger), out);
    if app.roll_up().is_some() {
        let roll_up = (Action::ShowRollUp, icons::TABLE, "Alt＋9");
        below = elsewhere(ui, (rect, below), (open, None, roll_up), out);
    }
    days(ui, app, rect, open, below);
}

/// A part's row; a line stands above the three tables.
fn row(ui: &mut Ui, item: &NavItem, (rect, low, focus): (Rect, bool, bool), out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    let mut top = whole.top();
    if item.part == Part::Tables {
        let at = top + 9.0;
        let (from, to) = (pos2(rect.left() + 8.0, at), pos2(rect.right() - 9.0, at));
        widgets::hairline(ui.painter(), from, to, colours.line);
        top += 18.0;
    }
    let inset = if item.open { 8.0 } else { 4.0 };
    let at = Rect::from_min_max(
        pos2(rect.left() + inset, top),
        pos2(rect.right() - inset - 1.0, top + if low { 34.0 } else { 38.0 }),
    );
    let response = item.show(ui, at, colours);
    if focus && item.on {
        response.request_focus();
    }
    if response.clicked() {
        response.request_focus();
        out.push(NavigationCommand::Show(item.part));
    }
    ui.advance_cursor_after_rect(Rect::from_min_max(whole.min, at.max + vec2(0.0, 2.0)));
}

/// A client lower than this has lower rows, and no name of the agency above them.
const LOW: f32 = 440.0;

/// The way to somewhere else, below the parts; where it ends. `here`: that it leads to what is shown, and
/// whether it takes the keyboard.
fn elsewhere(
    ui: &Ui,
    (rect, y): (Rect, f32),
    (open, here, (action, icon, keys)): (bool, Option<bool>, (Action, Icon, &str)),
    out: &mut Commands,
) -> f32 {
    let inset = if open { 8.0 } else { 4.0 };
    let size = vec2(rect.width() - 2.0 * inset - 1.0, 38.0);
    let at = Rect::from_min_size(pos2(rect.left() + inset, y), size);
    if at.bottom() > rect.bottom() {
        return y;
    }
    // In this narrow room the roll-up has a short name.
    let label = if action == Action::ShowRollUp { "回到汇总" } else { action.label() };
    let hint = format!("{}（{keys}）", action.tooltip());
    if here.is_some() {
        ui.painter().rect_filled(at, 4.0, theme::colours(ui.ctx()).accent_soft);
        bar(ui, at);
    }
    let response = way(ui, at, open, (Some(icon), label));
    if here == Some(true) {
        response.request_focus();
    }
    if response.on_hover_text(hint).clicked() && here.is_none() {
        out.push(action);
    }
    y + 40.0
}

/// The bar at the left of what is shown.
fn bar(ui: &Ui, rect: Rect) {
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, 22.0));
    ui.painter().rect_filled(bar, 1.5, theme::colours(ui.ctx()).accent);
}

/// A button that looks like the rows of parts: its icon below theirs, its words below theirs.
pub(crate) fn way(
    ui: &Ui,
    rect: Rect,
    open: bool,
    (icon, label): (Option<Icon>, &str),
) -> Response {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(rect, ui.scope_id().with(label), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
    }
    let (left, middle) = (rect.left() + if open { 8.0 } else { 9.0 }, rect.center().y);
    if let Some(icon) = icon {
        let at = Rect::from_center_size(pos2(left + 8.0, middle), Vec2::splat(16.0));
        icon.paint(ui.painter(), at, colours.ink2);
    }
    if open {
        let indent = if icon.is_some() { 24.0 } else { 2.0 };
        words(ui, pos2(left + indent, middle), label, size::TEXT, colours.ink);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(4), colours);
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, label));
    response
}

/// A row of a list at the left: its words, how many of it there are, and how bad that is.
pub(crate) struct CountedRow<'a> {
    /// What the row says.
    pub label: &'a str,
    /// What is heard of it.
    pub spoken: &'a str,
    /// Whether it is the one that is shown.
    pub on: bool,
    /// How many; nothing stands there where it is `None`.
    pub count: Option<usize>,
    /// How bad it is that there are any.
    pub severity: Option<Severity>,
}

/// Draws a row of a list at the left; whether it was clicked.
pub(crate) fn counted(ui: &Ui, id: egui::Id, rect: Rect, row: &CountedRow<'_>) -> bool {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, row.on, row.spoken));
    if row.on || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
    }
    if row.on {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(3.0, rect.height() - 12.0));
        ui.painter().rect_filled(bar, 1.5, colours.accent);
    }
    let ink = if row.on { colours.accent } else { colours.ink };
    let middle = rect.center().y;
    words(ui, pos2(rect.left() + 10.0, middle), row.label, size::TEXT, ink);
    if let Some(count) = row.count {
        let ink = row.severity.map_or(colours.ink2, |severity| colours.tone(severity).ink);
        let right = pos2(rect.right() - 8.0, middle);
        let font = FontId::proportional(size::SMALL);
        let words = ui.painter().text(right, Align2::RIGHT_CENTER, count.to_string(), font, ink);
        if let Some(severity) = row.severity {
            let at = Rect::from_center_size(pos2(words.left() - 11.0, middle), Vec2::splat(14.0));
            icons::severity(ui.painter(), at, severity, colours, false);
        }
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(4), colours);
    }
    response.clicked()
}

fn title(ui: &Ui, report: &Report, rect: Rect) -> f32 {
    let colours = theme::colours(ui.ctx());
    let agency = if report.agency.is_empty() { "（未填机关名称）" } else { &report.agency };
    let mut job = egui::text::LayoutJob::default();
    let format = egui::TextFormat {
        font_id: FontId::proportional(size::SMALL),
        color: colours.ink2,
        line_height: Some(size::SMALL_LINE),
        ..Default::default()
    };
    let year = report.year.map_or_else(|| "年度未填".into(), |year| format!("{year} 年度报告"));
    job.append(&format!("{agency}\n{year}"), 0.0, format);
    job.wrap.max_width = rect.width() - 24.0;
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 16.0, rect.top() + 14.0);
    let bottom = at.y + galley.size().y;
    ui.painter().galley(at, galley, colours.ink2);
    bottom
}

struct NavItem {
    part: Part,
    state: Option<PartState>,
    on: bool,
    open: bool,
}

impl NavItem {
    fn name(&self) -> &'static str {
        match self.part {
            Part::Basic => "基本信息",
            Part::Section(n) => SECTIONS.get(usize::from(n).wrapping_sub(1)).unwrap_or(&""),
            Part::Tables => "三表同看",
        }
    }

    /// The icon before the name; a section has its number there.
    fn icon(&self) -> Option<Icon> {
        match self.part {
            Part::Basic => Some(icons::CARD),
            Part::Section(_) => None,
            Part::Tables => Some(icons::TABLE),
        }
    }

    fn show(&self, ui: &mut Ui, rect: Rect, colours: &Colours) -> Response {
        let response = ui.interact(rect, ui.scope_id().with(self.name()), Sense::click());
        widgets::keep_in_view(&response);
        self.paint(ui, rect, &response, colours);
        let state = self.state.map(|state| format!("，{}", state.words())).unwrap_or_default();
        let number = match self.part {
            Part::Section(n) => format!("{}、", numeral(n.into())),
            _ => String::new(),
        };
        let name = format!("{number}{}{state}", self.name());
        response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, self.on, &name));
        if self.open { response } else { response.on_hover_text(name) }
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response, colours: &Colours) {
        let painter = ui.painter();
        if self.on || response.hovered() {
            painter.rect_filled(rect, 4.0, colours.accent_soft);
        }
        if self.on {
            bar(ui, rect);
        }
        let (ink, quiet) =
            if self.on { (colours.accent, colours.accent) } else { (colours.ink, colours.ink2) };
        let middle = rect.center().y;
        let left = rect.left() + if self.open { 8.0 } else { 9.0 };
        match (self.icon(), self.part) {
            (Some(icon), _) => {
                let at = Rect::from_center_size(pos2(left + 8.0, middle), Vec2::splat(16.0));
                icon.paint(painter, at, quiet);
            }
            (None, Part::Section(n)) => {
                words(ui, pos2(left, middle), &numeral(n.into()), size::TEXT, quiet);
            }
            _ => {}
        }
        if self.open {
            words(ui, pos2(left + 24.0, middle), self.name(), size::TEXT, ink);
        }
        if let Some(state) = self.state {
            self.paint_state(ui, rect, state, colours);
        }
        if response.has_focus() {
            widgets::focus_ring(painter, rect, egui::CornerRadius::same(4), colours);
        }
    }

    fn paint_state(&self, ui: &Ui, rect: Rect, state: PartState, colours: &Colours) {
        let painter = ui.painter();
        let middle = rect.center().y;
        let right = rect.right() - if self.open { 8.0 } else { 3.0 };
        let font = FontId::proportional(size::SMALL);
        let box_at =
            |right: f32| Rect::from_center_size(pos2(right - 7.0, middle), Vec2::splat(14.0));
        match state {
            PartState::Complete => icons::TICK.paint(painter, box_at(right), colours.fine),
            PartState::Comments(count) => {
                let mut right = right;
                if self.open {
                    let at = pos2(right, middle);
                    let words = count.to_string();
                    let words = painter.text(at, Align2::RIGHT_CENTER, words, font, colours.accent);
                    right = words.left() - 4.0;
                }
                icons::COMMENT.paint(painter, box_at(right), colours.accent);
            }
            PartState::Problems(severity, count) => {
                let mut right = right;
                if self.open {
                    let text = count.to_string();
                    let at = pos2(right, middle);
                    right = painter.text(at, Align2::RIGHT_CENTER, text, font, colours.ink2).left()
                        - 4.0;
                }
                icons::severity(painter, box_at(right), severity, colours, false);
            }
            PartState::Empty | PartState::Blank(_) | PartState::Missing(_) if self.open => {
                let at = pos2(right, middle);
                let room = rect.width() - NAME - 8.0;
                let words = painter.layout_no_wrap(state.words(), font.clone(), colours.ink2);
                // Where the name needs the room, the number alone is shown: its words are spoken.
                let words = match state {
                    PartState::Blank(count) if words.size().x > room => format!("空 {count}"),
                    _ => state.words(),
                };
                painter.text(at, Align2::RIGHT_CENTER, words, font, colours.ink2);
            }
            // Folded, a line to write on stands for what is missing.
            PartState::Empty | PartState::Blank(_) | PartState::Missing(_) => {
                let at = box_at(right);
                let y = at.bottom() - 2.0;
                let line = [pos2(at.left(), y), pos2(at.right(), y)];
                painter.line_segment(line, egui::Stroke::new(2.0, colours.ink2));
            }
        }
    }
}

fn words(ui: &Ui, left_middle: egui::Pos2, text: &str, points: f32, ink: Color32) {
    let font = FontId::proportional(points);
    ui.painter().text(left_middle, Align2::LEFT_CENTER, text, font, ink);
}

/// Days left and the day the report is due, at the foot, where there is room.
pub(crate) fn days(ui: &Ui, app: &App, rect: Rect, open: bool, from: f32) {
    let colours = theme::colours(ui.ctx());
    let (due, year) = app.settings().due(app.now().date);
    // The days left are of the year that is due next: a report of another year has none.
    let of_report = app.document().and_then(|document| document.report().year);
    if of_report.is_some_and(|of_report| of_report != year) {
        return;
    }
    let left = due.days() - app.now().date.days();
    let top = rect.bottom() - 67.0;
    if top < from {
        return;
    }
    if open {
        let (a, b) = (pos2(rect.left() + 8.0, top), pos2(rect.right() - 9.0, top));
        widgets::hairline(ui.painter(), a, b, colours.line);
        words(ui, pos2(rect.left() + 16.0, top + 20.0), "距报送截止", size::SMALL, colours.ink2);
        let days = format!("{left} 天");
        words(ui, pos2(rect.left() + 16.0, top + 44.0), &days, size::TITLE, colours.ink);
        let date = format!("{} 月 {} 日", due.month, due.day);
        let at = pos2(rect.right() - 17.0, top + 44.0);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, Align2::RIGHT_CENTER, date, font, colours.ink2);
    } else {
        let font = |points| FontId::proportional(points);
        let middle = rect.center().x;
        let at = |y: f32| pos2(middle, rect.bottom() - y);
        ui.painter().text(at(44.0), Align2::CENTER_CENTER, "余", font(size::SMALL), colours.ink2);
        let days = format!("{left} 天");
        ui.painter().text(at(24.0), Align2::CENTER_CENTER, days, font(size::TEXT), colours.ink);
    }
}
