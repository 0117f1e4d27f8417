//! One comment: who, when, what it says, what was answered, and, of the current one, what can be done.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Galley, Key, Modifiers, Pos2, Rect, Role, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::{CommentNotes, menu};
use crate::app::comments::figure_for;
use crate::app::date::Moment;
use crate::app::{App, CommentId, CommentsCommand, EditRequest, NavigationCommand};
use crate::report::{Comment, CommentPlace, Report, writer_words};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

/// Left of the words: the number in its ring.
const BEFORE: f32 = 28.0;
/// Padding of the card of the current one.
const PAD: f32 = 8.0;
/// Height of the line that says who and when.
const HEAD: f32 = 20.0;
/// Height of the buttons with what is above them.
const BUTTONS: f32 = 32.0;

/// The middle of the first line of a comment, below its top.
pub(super) const FIRST_LINE: f32 = PAD + HEAD / 2.0;

/// One comment, laid out.
pub(super) struct CommentNote<'a> {
    id: CommentId,
    comment: &'a Comment,
    number: usize,
    chosen: bool,
    lost: bool,
    head: String,
    spoken: String,
    lines: Vec<(Arc<Galley>, Color32)>,
    /// What it offers for the figure in its words.
    figure: Option<String>,
    /// Height of the whole.
    pub height: f32,
}

impl<'a> CommentNote<'a> {
    /// Lays a comment, by its index and its number, out in a width; where it is tied to its words these are
    /// not said again.
    pub fn new(
        ui: &Ui,
        app: &App,
        report: &'a Report,
        (at, number): (usize, usize),
        (width, chosen, tied): (f32, bool, bool),
    ) -> Option<Self> {
        let colours = theme::colours(ui.ctx());
        let comment = report.comments.get(at)?;
        let lost = comment.is_lost(report);
        let changed = comment.changed_words(report);
        let mut lines = Vec::new();
        let room = width - BEFORE - 2.0 * PAD;
        let mut put = |words: &str, points: f32, ink: Color32| {
            let mut job = egui::text::LayoutJob::simple(
                words.to_owned(),
                FontId::proportional(points),
                Color32::PLACEHOLDER,
                room,
            );
            let height = if points < size::TEXT { 20.0 } else { size::TEXT_LINE };
            job.sections[0].format.line_height = Some(height);
            lines.push((ui.painter().layout_job(job), ink));
        };
        let quiet = if comment.settled { colours.ink3 } else { colours.ink };
        if let Some(about) = about(report, comment, tied) {
            put(&about, size::SMALL, colours.ink2);
        }
        put(&comment.text, size::TEXT, quiet);
        if let Some(now) = changed {
            let words = format!("所指的文字已改为“{}”", crate::zh::shortened(now, 40));
            put(&words, size::SMALL, colours.accent);
        }
        for answer in &comment.answers {
            let by = by(&answer.who, answer.minute, app);
            put(&format!("{by} 回复：{}", answer.text), size::SMALL, colours.ink2);
        }
        let words: f32 = lines.iter().map(|(galley, _)| galley.size().y).sum();
        let figure = figure_for(report, comment).map(|(_, figure)| figure);
        let buttons = if chosen { BUTTONS } else { 0.0 };
        let head = by(&comment.who, comment.minute, app);
        let state = if comment.settled { "已处理" } else { "待处理" };
        let mut spoken = format!("第 {number} 条意见，{state}，{head}");
        for (galley, _) in &lines {
            spoken = format!("{spoken}，{}", galley.text());
        }
        let height = (2.0 * PAD + HEAD + words + buttons).ceil();
        let id = CommentId::of(report, at)?;
        Some(Self { id, comment, number, chosen, lost, head, spoken, lines, figure, height })
    }

    /// A line from the text's margin to the comment, in one step where it stands lower.
    pub fn tie(&self, ui: &Ui, (from, rect): (Pos2, Rect)) {
        let colours = theme::colours(ui.ctx());
        let colour = if self.chosen { colours.accent } else { colours.accent_line };
        let to = pos2(rect.left() - 4.0, rect.top() + FIRST_LINE);
        let knee = to.x - 10.0;
        let stroke = Stroke::new(1.0, colour);
        let straight = (from.y - to.y).abs() < 1.5;
        let stepped = [from, pos2(knee, from.y), pos2(knee, to.y), to];
        let points = if straight { vec![from, pos2(to.x, from.y)] } else { stepped.to_vec() };
        for pair in points.windows(2) {
            ui.painter().line_segment([pair[0].round(), pair[1].round()], stroke);
        }
    }

    /// Draws it, and does what is pressed.
    pub fn show(
        &self,
        ui: &mut Ui,
        rect: Rect,
        place: (usize, usize),
        view: &mut CommentNotes,
        out: &mut Commands,
    ) {
        let colours = theme::colours(ui.ctx());
        let id = ui.scope_id().with(("comment", self.number));
        let response = ui.interact(rect, id, Sense::click());
        let current = view.row.row(ui, &response, place, &self.spoken);
        response
            .widget_info(|| WidgetInfo::selected(Role::ListItem, true, self.chosen, &self.spoken));
        self.paint(ui, rect, response.hovered(), colours);
        if self.chosen && view.shown.as_ref() != Some(&self.id) {
            ui.scroll_to_rect(rect, None);
        }
        if response.has_focus() {
            widgets::focus_ring(ui.painter(), rect, 6.into(), colours);
            self.keys(ui, out);
        }
        if !self.chosen && current && response.has_focus() {
            out.push(CommentsCommand::Choose(self.id.clone()));
        }
        if response.double_clicked() {
            out.push(CommentsCommand::Goto(self.id.clone()));
        }
        menu::show(ui, &response, (&self.id, self.comment), out);
        if self.chosen {
            self.buttons(ui, rect, out);
        }
    }

    fn keys(&self, ui: &Ui, out: &mut Commands) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Enter) {
            out.push(CommentsCommand::Goto(self.id.clone()));
        } else if pressed(Key::Delete) {
            out.push(CommentsCommand::Delete(self.id.clone()));
        } else if pressed(Key::Escape) {
            out.push(CommentsCommand::Close);
        }
    }

    fn paint(&self, ui: &Ui, rect: Rect, hovered: bool, colours: &Colours) {
        let painter = ui.painter();
        if self.chosen {
            let edge = Stroke::new(1.0, colours.accent_line);
            painter.rect(rect, 6.0, colours.surface, edge, StrokeKind::Inside);
        } else if hovered {
            painter.rect_filled(rect, 6.0, colours.accent_soft);
        }
        let middle = rect.top() + FIRST_LINE;
        let look = (self.comment.settled, self.chosen);
        ring(ui, pos2(rect.left() + PAD + 9.0, middle), self.number, look);
        let (word, ink) = if self.comment.settled {
            ("已处理", colours.fine)
        } else {
            ("待处理", colours.accent)
        };
        let font = FontId::proportional(size::SMALL);
        let right = pos2(rect.right() - PAD, middle);
        let state = painter.text(right, Align2::RIGHT_CENTER, word, font, ink);
        let sign = Rect::from_center_size(pos2(state.left() - 11.0, middle), Vec2::splat(14.0));
        let icon = if self.comment.settled { icons::TICK } else { icons::CLOCK };
        icon.paint(painter, sign, ink);
        let left = rect.left() + PAD + BEFORE;
        let room = sign.left() - 8.0 - left;
        let head = widgets::elided(painter, &self.head, size::SMALL, colours.ink2, room);
        painter.galley(pos2(left, (middle - head.size().y / 2.0).round()), head, colours.ink2);
        let mut y = rect.top() + PAD + HEAD;
        for (galley, ink) in &self.lines {
            painter.galley(pos2(left, y), Arc::clone(galley), *ink);
            y += galley.size().y;
        }
    }

    fn buttons(&self, ui: &mut Ui, rect: Rect, out: &mut Commands) {
        let id = &self.id;
        let settled = self.comment.settled;
        let row = Rect::from_min_max(
            pos2(rect.left() + PAD + BEFORE, rect.bottom() - PAD - 24.0),
            pos2(rect.right() - PAD, rect.bottom() - PAD),
        );
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut line = ui.new_child(
            UiBuilder::new().id_salt(("comment buttons", self.number)).max_rect(row).layout(layout),
        );
        line.spacing_mut().item_spacing.x = 6.0;
        let mut press = |label: &str, command: CommentsCommand| {
            let name = format!("{label}，第 {} 条意见", self.number);
            if Button::new(label).small().name(&name).show(&mut line).clicked() {
                out.push(command);
            }
        };
        let label = if settled { "改为待处理" } else { "标为已处理" };
        press(label, CommentsCommand::Settle(id.clone(), !settled));
        if let Some(figure) = &self.figure {
            press(&format!("改为 {figure}"), CommentsCommand::TakeFigure(id.clone()));
        }
        press("回复", CommentsCommand::AskAnswer(id.clone()));
        if !self.lost && self.comment.place != CommentPlace::Report {
            press("转到", CommentsCommand::Goto(id.clone()));
        }
        if self.lost {
            let button = Button::new("指定位置").small().show(&mut line);
            if button.on_hover_text("先在正文中选中这条意见所指的文字，再按这里").clicked()
            {
                out.push(NavigationCommand::Edit(EditRequest::PutComment));
            }
        }
    }
}

/// A comment's number in a ring, filled where it is the current one.
pub(crate) fn ring(ui: &Ui, centre: Pos2, number: usize, (settled, chosen): (bool, bool)) {
    let colours = theme::colours(ui.ctx());
    let painter = ui.painter();
    let edge = if settled { colours.edge } else { colours.accent };
    let ink = if chosen {
        painter.circle_filled(centre, 9.0, colours.accent);
        colours.accent_ink
    } else {
        painter.circle(centre, 8.5, colours.surface, Stroke::new(1.0, edge));
        if settled { colours.ink2 } else { colours.accent }
    };
    let points = if number < 100 { 12.0 } else { 9.0 };
    let font = FontId::proportional(points);
    painter.text(centre + vec2(0.0, 0.5), Align2::CENTER_CENTER, number.to_string(), font, ink);
}

/// Who wrote something, and when: without the year in which it is now.
pub(super) fn by(who: &str, minute: Option<u64>, app: &App) -> String {
    let who = writer_words(who);
    let Some(minute) = minute else { return who.to_owned() };
    let moment = Moment::from_minutes(minute);
    let day = format!("{:02}-{:02} {}", moment.date.month, moment.date.day, moment.clock());
    if moment.date.year == app.now().date.year {
        format!("{who}，{day}")
    } else {
        format!("{who}，{}-{day}", moment.date.year)
    }
}

/// What a comment is about, in words; `None` where a line leads to it.
fn about(report: &Report, comment: &Comment, tied: bool) -> Option<String> {
    let quote = || format!("“{}”", crate::zh::shortened(&comment.quote, 60));
    if comment.is_lost(report) {
        return Some(format!("原文已删：{}", quote()));
    }
    let place = comment.place.place(report)?;
    let words = place.words(report);
    match &comment.place {
        CommentPlace::Text(_) if tied => None,
        CommentPlace::Text(_) if !comment.quote.is_empty() => Some(format!("{words}{}", quote())),
        CommentPlace::Cell(name) => {
            let now = name.cell(report.edition()).map(|id| report.figures.shown(id).text());
            let shown =
                |text: &str| if text.is_empty() { "空白".into() } else { text.to_owned() };
            let now = now.unwrap_or_default();
            let was =
                (now != comment.quote).then(|| format!("（写意见时 {}）", shown(&comment.quote)));
            Some(format!("{words} {}{}", shown(&now), was.unwrap_or_default()))
        }
        _ => Some(words),
    }
}
