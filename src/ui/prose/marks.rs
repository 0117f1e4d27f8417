//! What is marked in a text: words that were found, stretches with a finding, and the findings'
//! signs in the margin.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Color32, Rect, Sense, Shape, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::sheet::ProseSheet;
use crate::app::{App, CommentId, CommentsCommand, FindingsCommand};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;
use crate::ui::comments;
use crate::ui::theme::{self, Colours};
use crate::ui::{icons, widgets};

/// A stretch of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldSpot {
    /// Bytes of the text that is shown.
    pub range: Range<usize>,
    /// Whether the field as a whole is meant, not these bytes.
    pub whole: bool,
}

struct TextMark<'a> {
    finding: &'a Finding,
    spot: FieldSpot,
}

/// The rule that tells of last year's figures.
const CARRIED: &str = "R63";

/// How one of last year's figures is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CarriedLook {
    /// Nobody has decided on it.
    Undecided,
    /// It is another number now.
    Changed,
    /// It was confirmed as it stands.
    StillRight,
}

impl CarriedLook {
    fn of(report: &Report, index: usize) -> Self {
        let mark = &report.carried[index];
        match mark.decision {
            None => Self::Undecided,
            Some(_) if report.number_at(mark) == mark.was => Self::StillRight,
            Some(_) => Self::Changed,
        }
    }
}

/// Everything marked in one field.
pub(crate) struct FieldMarks<'a> {
    hits: Vec<Range<usize>>,
    /// What others have said of some words: index, bytes, settled, current.
    comments: Vec<(usize, Range<usize>, bool, bool)>,
    /// Last year's years and figures, with their units, and what was decided on them.
    carried: Vec<(CarriedLook, Range<usize>)>,
    /// The one of them that the clerk is at.
    at_figure: Option<Range<usize>>,
    /// The hit that is shown.
    ringed: Option<Range<usize>>,
    findings: Vec<TextMark<'a>>,
    /// Whether the numbers of comments stand in the margin.
    numbers_shown: bool,
    /// The finding that was gone to.
    pub current: Option<(&'a Finding, FieldSpot)>,
}

impl<'a> FieldMarks<'a> {
    /// Collects them; `shown` moves a range of the report's text to where it stands on the screen.
    pub fn new(app: &'a App, field: Field, shown: impl Fn(&Range<usize>) -> Range<usize>) -> Self {
        let mut marks = Self {
            hits: Vec::new(),
            comments: Vec::new(),
            carried: Vec::new(),
            at_figure: None,
            ringed: None,
            findings: Vec::new(),
            numbers_shown: app.comments().open,
            current: None,
        };
        let commented = comments::marks(app, field).into_iter();
        marks.comments =
            commented.map(|(at, range, done, on)| (at, shown(&range), done, on)).collect();
        let Some(document) = app.document() else { return marks };
        for (index, range) in document.report().carried_in(field) {
            let look = CarriedLook::of(document.report(), index);
            if look == CarriedLook::Undecided || app.checks_last() {
                marks.carried.push((look, shown(&range)));
            }
            if app.checks_last() && app.chosen_figure() == Some(index) {
                marks.at_figure = Some(shown(&range));
            }
        }
        if let Some(search) = app.search() {
            let hits = search.hits(document.report());
            let at = search.current.min(hits.len().saturating_sub(1));
            for (index, hit) in hits.iter().enumerate().filter(|(_, hit)| hit.field == field) {
                marks.hits.push(shown(&hit.range));
                if index == at {
                    marks.ringed = Some(shown(&hit.range));
                }
            }
        }
        for finding in document.findings() {
            let Some(mut spot) = spot(finding, field) else { continue };
            spot.range = shown(&spot.range);
            if app.finding().is_some_and(|id| finding.is(id)) {
                marks.current = Some((finding, spot.clone()));
            }
            // Last year's figures have their own look.
            if finding.code != CARRIED {
                marks.findings.push(TextMark { finding, spot });
            }
        }
        marks
    }

    /// What is painted behind the text, as far as it can be seen.
    pub fn grounds(
        &self,
        sheet: &ProseSheet,
        move_by: Vec2,
        clip: Rect,
        colours: &Colours,
    ) -> Vec<Shape> {
        let seen = sheet.between(clip.top() - move_by.y, clip.bottom() - move_by.y);
        let in_sight = |range: &Range<usize>| range.start <= seen.end && seen.start <= range.end;
        let mut shapes = Vec::new();
        let mut fill =
            |rect: Rect, colour: Color32| shapes.push(Shape::rect_filled(rect, 0.0, colour));
        self.fill_findings(&in_sight, (sheet, move_by, colours), &mut fill);
        for (look, range) in self.carried.iter().filter(|(_, range)| in_sight(range)) {
            for (_, rect) in sheet.rects(range) {
                let rect = rect.translate(move_by).shrink2(vec2(0.0, 2.0));
                let line = |height: f32| pos2(rect.left(), rect.bottom() - height);
                match look {
                    // What is worse at the same words shows.
                    CarriedLook::Undecided if self.is_worse_at(range) => {}
                    CarriedLook::Undecided => {
                        fill(rect, colours.warning.ground);
                        fill(Rect::from_min_max(line(2.0), rect.max), colours.warning_mark);
                    }
                    CarriedLook::Changed => {
                        fill(Rect::from_min_max(line(2.0), rect.max), colours.fine);
                    }
                    CarriedLook::StillRight => dotted(&mut fill, rect, colours.fine),
                }
            }
        }
        for (_, range, settled, _) in self.comments.iter().filter(|(_, range, ..)| in_sight(range))
        {
            for (_, rect) in sheet.rects(range) {
                let rect = rect.translate(move_by).shrink2(vec2(0.0, 2.0));
                if *settled {
                    dotted(&mut fill, rect, colours.edge);
                } else {
                    fill(rect, colours.accent_soft);
                    let line = pos2(rect.left(), rect.bottom() - 2.0);
                    fill(Rect::from_min_max(line, rect.max), colours.accent);
                }
            }
        }
        for range in self.hits.iter().filter(|range| in_sight(range)) {
            for (_, rect) in sheet.rects(range) {
                fill(rect.translate(move_by).shrink2(vec2(0.0, 2.0)), colours.find);
            }
        }
        shapes
    }

    /// Whether a stretch has a finding that is worse than a warning.
    fn is_worse_at(&self, range: &Range<usize>) -> bool {
        self.findings.iter().any(|mark| {
            let (spot, finding) = (&mark.spot, mark.finding);
            finding.waived.is_none()
                && finding.severity < Severity::Warning
                && !spot.whole
                && spot.range.start < range.end
                && range.start < spot.range.end
        })
    }

    /// The grounds and underlines of findings.
    fn fill_findings(
        &self,
        in_sight: &impl Fn(&Range<usize>) -> bool,
        (sheet, move_by, colours): (&ProseSheet, Vec2, &Colours),
        fill: &mut impl FnMut(Rect, Color32),
    ) {
        for mark in self.findings.iter().filter(|m| !m.spot.whole && in_sight(&m.spot.range)) {
            let tone = colours.tone(mark.finding.severity);
            for (_, rect) in sheet.rects(&mark.spot.range) {
                let rect = rect.translate(move_by);
                let line = rect.bottom() - 3.0;
                if mark.finding.waived.is_none() {
                    let top = pos2(rect.left(), rect.top() + 1.0);
                    fill(Rect::from_min_max(top, pos2(rect.right(), line)), tone.ground);
                }
                let edge = match mark.finding.severity {
                    Severity::Warning => colours.warning_mark,
                    _ => tone.ink,
                };
                fill(
                    Rect::from_min_max(pos2(rect.left(), line), pos2(rect.right(), line + 2.0)),
                    edge,
                );
            }
        }
    }

    /// The ring around the hit that is shown, around the words of the current comment, and around last
    /// year's figure that the clerk is at.
    pub fn ring(&self, ui: &Ui, sheet: &ProseSheet, move_by: Vec2) {
        let colours = theme::colours(ui.ctx());
        let current = self.comments.iter().filter(|(_, range, _, on)| *on && !range.is_empty());
        let ringed = self.ringed.iter().chain(&self.at_figure);
        let ringed = ringed.chain(current.map(|(_, range, ..)| range));
        for (_, rect) in ringed.flat_map(|range| sheet.rects(range)) {
            let rect = rect.translate(move_by).expand2(vec2(1.0, -1.0));
            let stroke = egui::Stroke::new(2.0, colours.accent);
            ui.painter().rect_stroke(rect, 2.0, stroke, StrokeKind::Middle);
        }
    }

    /// The first comment that begins in each row.
    fn comment_rows(&self, sheet: &ProseSheet) -> BTreeMap<usize, (usize, Rect, bool, bool)> {
        let mut rows = BTreeMap::new();
        for (at, range, settled, on) in &self.comments {
            if let Some((row, rect)) = sheet.rects(range).into_iter().next() {
                let held = rows.entry(row).or_insert((*at, rect, *settled, *on));
                // The current one is seen, else an open one.
                if *on || (!held.3 && held.2 && !settled) {
                    *held = (*at, rect, *settled, *on);
                }
            }
        }
        rows
    }

    /// Where the words of each comment begin on the screen: its index, and the middle of the line.
    pub fn comment_lines(&self, sheet: &ProseSheet, move_by: Vec2) -> Vec<(usize, f32)> {
        let line = |(at, range, ..): &(usize, Range<usize>, bool, bool)| {
            let (_, rect) = sheet.rects(range).into_iter().next()?;
            Some((*at, rect.center().y + move_by.y))
        };
        self.comments.iter().filter_map(line).collect()
    }

    /// The numbers of the comments in the margin. A click makes one the current one.
    pub fn numbers(
        &self,
        ui: &mut Ui,
        app: &App,
        (sheet, move_by): (&ProseSheet, Vec2),
        left: f32,
        out: &mut Commands,
    ) {
        let Some(report) = app.document().map(crate::app::Document::report) else { return };
        if !self.numbers_shown {
            return;
        }
        let numbers = comments::numbers(report);
        for (at, rect, settled, on) in self.comment_rows(sheet).into_values() {
            let Some(id) = CommentId::of(report, at) else { continue };
            let number = numbers[at];
            let middle = pos2(left + 12.0, (rect.center().y + move_by.y).round());
            let place = Rect::from_center_size(middle, Vec2::splat(24.0));
            let of = ui.scope_id().with(("comment number", number));
            let response = ui.interact(place, of, Sense::click());
            let state = if settled { "已处理" } else { "待处理" };
            let name = format!("第 {number} 条意见，{state}");
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
            comments::ring(ui, middle, number, (settled, on));
            if response.has_focus() {
                let colours = theme::colours(ui.ctx());
                widgets::focus_ring(ui.painter(), place, 12.into(), colours);
            }
            if response.on_hover_text(&report.comments[at].text).clicked() {
                out.push(CommentsCommand::Choose(id));
            }
        }
    }

    /// The signs in the margin, one for a row: the worst of the findings that begin there. A
    /// click goes to it.
    pub fn signs(
        &self,
        ui: &mut Ui,
        sheet: &ProseSheet,
        move_by: Vec2,
        left: f32,
        out: &mut Commands,
    ) {
        let mut rows: BTreeMap<usize, (&TextMark<'_>, Rect)> = BTreeMap::new();
        for mark in &self.findings {
            let Some((row, rect)) = sheet.rects(&mark.spot.range).into_iter().next() else {
                continue;
            };
            let held = rows.entry(row).or_insert((mark, rect));
            let weight =
                |mark: &TextMark<'_>| (mark.finding.waived.is_some(), mark.finding.severity);
            if weight(mark) < weight(held.0) {
                *held = (mark, rect);
            }
        }
        // While comments are shown their numbers stand there.
        let numbered = if self.numbers_shown { self.comment_rows(sheet) } else { BTreeMap::new() };
        for (_, (mark, rect)) in rows.into_iter().filter(|(row, _)| !numbered.contains_key(row)) {
            let middle = pos2(left + 8.0, (rect.center().y + move_by.y).round());
            sign(ui, Rect::from_center_size(middle, Vec2::splat(24.0)), mark, out);
        }
    }
}

/// A dotted line below some words.
fn dotted(fill: &mut impl FnMut(Rect, Color32), rect: Rect, colour: Color32) {
    let mut x = rect.left();
    while x < rect.right() {
        fill(Rect::from_min_size(pos2(x, rect.bottom() - 1.0), vec2(1.5, 1.5)), colour);
        x += 4.0;
    }
}

fn sign(ui: &mut Ui, rect: Rect, mark: &TextMark<'_>, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let finding = mark.finding;
    let response = ui.interact(rect, ui.scope_id().with(("sign", finding.id())), Sense::click());
    let name = format!("{}：{}", finding.severity.word(), finding.message);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    let outlined = finding.waived.is_some();
    icons::severity(ui.painter(), rect.shrink(4.0), finding.severity, colours, outlined);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, 4.into(), colours);
    }
    if response.clicked() {
        out.push(FindingsCommand::Goto(finding.id()));
    }
    response.on_hover_text(&finding.message);
}

fn spot(finding: &Finding, field: Field) -> Option<FieldSpot> {
    match &finding.place {
        Place::Field(at) if *at == field => Some(FieldSpot { range: 0..0, whole: true }),
        Place::Text(at, range) if *at == field => {
            Some(FieldSpot { range: range.clone(), whole: false })
        }
        _ => None,
    }
}
