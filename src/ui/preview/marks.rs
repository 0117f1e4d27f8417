//! What is marked on the pages: where the cursor is, what is wrong, and that a report cannot be
//! saved. All of it in the light colours, since paper is light in either theme.

use egui::{
    Align2, Color32, FontId, Id, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::geometry::Geometry;
use crate::app::preview::marks::{PageMark, Shows};
use crate::app::preview::sheets::{Area, PageSheet, Sheets};
use crate::app::{App, FindingsCommand, NavigationCommand};
use crate::finding::Severity;
use crate::layout::sheet::{LEFT, TOP, WIDTH};
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::theme::{LIGHT, size};
use crate::ui::{icons, widgets};

/// Side of a sign.
const SIGN: f32 = 16.0;
/// Upper bound on the findings that are told of one sign.
const TOLD: usize = 6;

/// A page on the screen.
#[derive(Clone, Copy)]
pub struct ShownPage<'a> {
    /// The page's index, from 0.
    pub index: usize,
    /// What is on it.
    pub sheet: &'a PageSheet,
    /// Where it is.
    pub rect: Rect,
    /// Where the pages are and how large.
    pub geometry: &'a Geometry,
}

impl ShownPage<'_> {
    /// A part of the page on the screen.
    pub fn rect(&self, area: Area) -> Rect {
        self.geometry.rect(area).translate(self.rect.min.to_vec2())
    }
}

/// What lies under the ink: the cursor's place, and the grounds of findings.
pub fn under(painter: &Painter, shown: ShownPage<'_>, cursor: Option<(&Place, usize, Area)>) {
    if let Some((place, _, area)) = cursor.filter(|(_, page, _)| *page == shown.index) {
        let mut rect = shown.rect(area);
        if matches!(place, Place::Field(_) | Place::Text(..)) {
            let edges = Area { left: LEFT, right: LEFT + WIDTH, ..area };
            rect = shown.rect(edges).expand2(vec2(2.0, rect.height() * 0.2));
        }
        painter.rect_filled(rect, 0.0, LIGHT.accent_soft);
    }
    for mark in shown.sheet.marks.iter().filter(|mark| mark.shows != Shows::Near && !mark.waived) {
        for area in &mark.areas {
            let rect = shown.rect(*area);
            painter.rect_filled(
                rect.expand2(vec2(0.0, 1.0)),
                0.0,
                LIGHT.tone(mark.severity).ground,
            );
        }
    }
}

/// What lies over the ink: the caret, and lines under words that are wrong (a cell has its ground).
pub fn over(painter: &Painter, shown: ShownPage<'_>, cursor: Option<(&Place, usize, Area)>) {
    for mark in shown.sheet.marks.iter().filter(|mark| mark.shows == Shows::Words) {
        let colour = match mark.severity {
            Severity::Warning => LIGHT.warning_mark,
            severity => LIGHT.tone(severity).ink,
        };
        for area in &mark.areas {
            let rect = shown.rect(*area);
            let y = rect.bottom().round() + 1.0;
            widgets::hairline(painter, pos2(rect.left(), y), pos2(rect.right(), y), colour);
        }
    }
    match cursor.filter(|(_, page, _)| *page == shown.index) {
        Some((Place::Text(..), _, area)) => {
            let rect = shown.rect(area).expand2(vec2(0.0, 1.0));
            let (top, bottom) = (rect.left_top().round(), rect.left_bottom().round());
            widgets::hairline(painter, top, bottom, LIGHT.accent);
        }
        Some((Place::Field(_), ..)) | None => {}
        Some((.., area)) => {
            let stroke = Stroke::new(1.0, LIGHT.accent_line);
            painter.rect_stroke(shown.rect(area), 0.0, stroke, StrokeKind::Middle);
        }
    }
}

/// A thin frame around what a click would lead to.
pub fn hover(painter: &Painter, rect: Rect) {
    painter.rect_stroke(rect, 2.0, Stroke::new(1.0, LIGHT.accent_line), StrokeKind::Outside);
}

/// The band over a page that cannot be saved as it is; it stays above the text.
pub fn band(ui: &Ui, shown: ShownPage<'_>, words: &str) {
    let height = 26.0_f32.min(shown.geometry.points(TOP) * 0.6);
    let rect = Rect::from_min_size(shown.rect.min, vec2(shown.rect.width(), height));
    let id = Id::unique(("preview band", shown.index));
    let response = ui.interact(rect, id, Sense::hover());
    let name = format!("第 {} 页{words}", shown.index + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, LIGHT.blocks.ground);
    let (left, right) = (rect.left_bottom() - vec2(0.0, 1.0), rect.right_bottom() - vec2(0.0, 1.0));
    widgets::hairline(painter, left, right, LIGHT.blocks.edge);
    let points = size::SMALL.min(height * 0.6);
    let font = FontId::proportional(points);
    let words = painter.layout_no_wrap(words.to_owned(), font, LIGHT.blocks.ink);
    let side = points.min(14.0);
    let left = (rect.center().x - (words.size().x + side + 6.0) / 2.0).round();
    let sign = Rect::from_center_size(pos2(left + side / 2.0, rect.center().y), Vec2::splat(side));
    icons::severity(painter, sign, Severity::Blocks, &LIGHT, false);
    let at = pos2(left + side + 6.0, (rect.center().y - words.size().y / 2.0).round());
    painter.galley(at, words, LIGHT.blocks.ink);
}

/// The signs in the margin, each beside what it is about; those that would overlap are one.
pub fn signs(ui: &mut Ui, app: &App, sheets: &Sheets, shown: ShownPage<'_>, out: &mut Commands) {
    let mut marks: Vec<(f32, &PageMark)> = shown
        .sheet
        .marks
        .iter()
        .filter(|mark| mark.first)
        .filter_map(|mark| Some((shown.rect(*mark.areas.first()?).center().y, mark)))
        .collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut left = marks.as_slice();
    while let Some((y, _)) = left.first() {
        let count = left.iter().take_while(|(other, _)| other - y < SIGN).count();
        let (group, after) = left.split_at(count);
        left = after;
        let x = shown.rect.left() + shown.geometry.points(LEFT) - 9.0 - SIGN / 2.0;
        let at = pos2(x.max(shown.rect.left() + SIGN / 2.0).round(), y.round());
        let group: Vec<&PageMark> = group.iter().map(|(_, mark)| *mark).collect();
        let rect = Rect::from_center_size(at, Vec2::splat(SIGN));
        if rect.intersects(ui.clip_rect()) {
            sign(ui, app, sheets, (shown.index, rect), &group, out);
        }
    }
}

fn sign(
    ui: &mut Ui,
    app: &App,
    sheets: &Sheets,
    (page, rect): (usize, Rect),
    group: &[&PageMark],
    out: &mut Commands,
) {
    let Some(worst) = group.iter().min_by_key(|mark| (mark.waived, mark.severity)) else { return };
    let id = Id::unique(("preview sign", page, &worst.finding));
    let response = ui.interact(rect.expand(2.0), id, Sense::CLICK);
    let more = match group.len() {
        1 => String::new(),
        count => format!("（此处共 {count} 个问题）"),
    };
    let name = format!("版面上的{}：{}{more}", worst.severity.word(), worst.message);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    icons::severity(ui.painter(), rect, worst.severity, &LIGHT, worst.waived);
    if response.clicked() {
        let id = worst.finding.clone();
        if app.is_current(sheets) {
            out.push(FindingsCommand::Goto(id));
        } else {
            out.push(NavigationCommand::Goto(id.place));
        }
    }
    if response.hovered() {
        tell(response, group);
    }
}

/// What the signs say, where the pointer is on them.
fn tell(response: Response, group: &[&PageMark]) {
    let mut lines: Vec<&str> = group.iter().map(|mark| mark.message.as_str()).collect();
    lines.dedup();
    let count = lines.len();
    lines.truncate(TOLD);
    let more = if count > TOLD { format!("\n等 {count} 个问题") } else { String::new() };
    response.on_hover_text(format!("{}{more}", lines.join("\n")));
}

/// Words in the middle of the pane, before there are pages.
pub fn waiting(painter: &Painter, rect: Rect, ink: Color32) {
    let font = FontId::proportional(size::TEXT);
    let at = pos2(rect.center().x, rect.top() + 40.0);
    painter.text(at, Align2::CENTER_CENTER, "正在排版…", font, ink);
}
