//! The source, line by line, with what each line became told by a colour and a word.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Pos2, Rect, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::line_menu::LineMenu;
use super::rows::{self, ScreenRow};
use crate::app::review::comparison::Review;
use crate::app::{App, Command, NavigationCommand, ReviewCommand};
use crate::import::{LineUse, Spot};
use crate::report::Report;
use crate::report::place::Field;
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};
use crate::zh::numeral;

/// Height of a row.
const ROW: f32 = 20.0;
/// Room for the number of a line.
const NUMBER: f32 = 48.0;
/// Left edge of the text.
const TEXT: f32 = 62.0;
/// Room at the right for what a line became.
const WORD: f32 = 92.0;

/// What the pane keeps between frames.
#[derive(Default)]
pub(super) struct SourceView {
    rows: Vec<ScreenRow>,
    /// The room and the scale that the rows were cut for.
    cut_for: Option<(f32, f32)>,
    /// What was marked in the last frame: a change is brought into view.
    marked: Vec<Spot>,
    /// The line that the keyboard is on.
    line: usize,
    offset: f32,
    /// Where the line that is being moved can go.
    menu: Option<LineMenu>,
}

/// Draws the pane.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    review: &Review,
    view: &mut SourceView,
    out: &mut Commands,
) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let colours = theme::colours(ui.ctx());
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, colours.surface);
    // Whole rows: none is cut at the bottom, and none at the top once the scrolling is over.
    let height = (whole.height() / ROW).floor().max(1.0) * ROW;
    let room = Rect::from_min_size(whole.min, vec2(whole.width(), height));
    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(room));
    ui.set_clip_rect(room.intersect(ui.clip_rect()));
    cut(ui, review, view);
    // Before the rows: what opens it is pressed after it was drawn.
    LineMenu::show(ui, &mut view.menu, Id::unique(LINES), out);
    let marked = review.marked(report, app.cursor());
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("source rows");
    let mut wanted = None;
    if marked != view.marked {
        wanted = marked.iter().min().map(|spot| row_of_spot(review, view, *spot));
        view.line =
            marked.iter().map(|spot| spot.line.saturating_sub(1)).min().unwrap_or(view.line);
    }
    let focused = keyboard(ui, (review, report), view, &mut wanted, out);
    if let Some(offset) = whole_rows(ui, view.offset, (wanted, room.height())) {
        area = area.vertical_scroll_offset(offset);
    }
    view.marked = marked;
    let mut menu = None;
    let shown = area.show_rows(ui, ROW, view.rows.len(), |ui, range| {
        let pen = Pen { review, report, view, colours, focused, first: range.start };
        for index in range {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
            if response.hovered() {
                ui.painter().rect_filled(rect, 0.0, colours.computed);
            }
            let galley = pen.row(ui, rect, index);
            menu = pen.asked(ui, rect, &response, index).or(menu);
            let at = response.interact_pointer_pos().filter(|_| response.clicked());
            if let Some(at) = at {
                out.extend(pen.clicked(index, &galley, at - vec2(rect.left() + TEXT, rect.top())));
            }
        }
    });
    view.offset = shown.state.clamped_offset().y;
    if let Some((line, at)) = menu {
        view.menu = Some(LineMenu::new(review, report, line, at));
    }
    if focused {
        widgets::focus_ring(ui.painter(), room.shrink(1.0), egui::CornerRadius::same(2), colours);
    }
}

/// The offset that is wanted, or at which no row is cut once the scrolling is over.
fn whole_rows(ui: &Ui, now: f32, (wanted, height): (Option<usize>, f32)) -> Option<f32> {
    let whole = |offset: f32| (offset / ROW).round() * ROW;
    if let Some(row) = wanted {
        return Some(whole(offset_for(row, now, height)));
    }
    let rests = ui.input(|input| input.smooth_scroll_delta().y == 0.0 && !input.pointer.any_down());
    (rests && (whole(now) - now).abs() > 0.5).then(|| whole(now))
}

/// The button of a row under the pointer, which opens the menu of its line; its line and where.
fn move_button(ui: &mut Ui, rect: Rect, line: usize) -> Option<(usize, Pos2)> {
    let name = format!("移动第 {} 行", line + 1);
    let at = Rect::from_min_size(pos2(rect.right() - 24.0, rect.top() - 2.0), vec2(24.0, 24.0));
    let button = Button::icon_only(icons::CHEVRON_DOWN, &name).small().show_at(ui, at);
    button.clicked().then_some((line, at.left_bottom()))
}

/// Cuts the source anew where the room has changed.
fn cut(ui: &Ui, review: &Review, view: &mut SourceView) {
    let room = ui.max_rect().width() - TEXT - WORD - 12.0;
    let key = (room, ui.ctx().pixels_per_point());
    if view.cut_for == Some(key) {
        return;
    }
    view.cut_for = Some(key);
    let font = FontId::proportional(size::SMALL);
    let (ascii, wide): (Vec<f32>, f32) = ui.fonts_mut(|fonts| {
        let ascii = (0..128_u8).map(|c| fonts.glyph_width(&font, char::from(c))).collect();
        (ascii, fonts.glyph_width(&font, '国'))
    });
    view.rows = rows::cut(&review.trace().lines, room, |character| {
        usize::try_from(u32::from(character))
            .ok()
            .and_then(|at| ascii.get(at))
            .copied()
            .unwrap_or(wide)
    });
}

fn row_of_spot(review: &Review, view: &SourceView, spot: Spot) -> usize {
    let start = review.trace().bytes(spot).map_or(0, |bytes| bytes.start);
    rows::row_of(&view.rows, spot.line.saturating_sub(1), start)
}

/// The offset at which a row is in view, with some rows around it where it was not.
fn offset_for(row: usize, now: f32, height: f32) -> f32 {
    #[allow(clippy::cast_precision_loss)] // A source has far fewer lines.
    let top = row as f32 * ROW;
    let in_view = top >= now && top + ROW <= now + height;
    if in_view { now } else { (top - height / 3.0).max(0.0) }
}

/// What the list of lines is called among the things that take the keyboard.
const LINES: &str = "import source lines";

/// The arrow and page keys walk the lines, Enter goes to what a line became, Space asks where it
/// belongs. Whether the keyboard is here.
fn keyboard(
    ui: &Ui,
    (review, report): (&Review, &Report),
    view: &mut SourceView,
    wanted: &mut Option<usize>,
    out: &mut Commands,
) -> bool {
    let id = Id::unique(LINES);
    let response = ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
    let lines = &review.trace().lines;
    let line = lines.get(view.line).map_or("", String::as_str);
    let uses = review.uses().get(view.line).map_or(&[][..], Vec::as_slice);
    let became = word(uses, report, theme::colours(ui.ctx())).0;
    let became = if became.is_empty() { became } else { format!("（{became}）") };
    let words = format!("原文，第 {} 行：{line}{became}", view.line + 1);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::List, true, &words));
    if !response.has_focus() {
        return false;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let none = egui::Modifiers::NONE;
    let last = lines.len().saturating_sub(1);
    let (step, enter, space) = ui.input_mut(|input| {
        let keys =
            [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 15), (Key::PageUp, -15)];
        let pressed = keys.into_iter().filter(|(key, _)| input.consume_key(none, *key));
        let step = pressed.map(|(_, by)| by).sum::<isize>();
        let enter = input.consume_key(none, Key::Enter);
        (step, enter, input.consume_key(none, Key::Space))
    });
    if step != 0 {
        view.line = view.line.saturating_add_signed(step).min(last);
        *wanted = Some(rows::row_of(&view.rows, view.line, 0));
    }
    if enter {
        out.extend(command((review, report), view.line, 0));
    }
    if space {
        let below = rows::row_of(&view.rows, view.line, 0) + 1;
        #[allow(clippy::cast_precision_loss)] // A source has far fewer lines.
        let y = bounded(below as f32 * ROW - view.offset, ROW, ui.max_rect().height());
        let at = ui.max_rect().left_top() + vec2(TEXT, y);
        view.menu = Some(LineMenu::new(review, report, view.line, at));
    }
    true
}

/// What goes to what stands at a byte of a line.
fn command((review, report): (&Review, &Report), line: usize, byte: usize) -> Option<Command> {
    let note = || review.note_of_line(line + 1).map(|note| ReviewCommand::Goto(note).into());
    let uses = review.uses().get(line);
    if uses.is_some_and(|uses| uses.contains(&LineUse::Unplaced))
        && let Some(command) = note()
    {
        return Some(command);
    }
    let place = review.place_at(report, line + 1, byte);
    place.map(|place| NavigationCommand::Goto(place).into()).or_else(note)
}

struct Pen<'a> {
    review: &'a Review,
    report: &'a Report,
    view: &'a SourceView,
    colours: &'a Colours,
    focused: bool,
    /// The first row in view: it tells what it became also in the middle of a part.
    first: usize,
}

impl Pen<'_> {
    /// Draws one row; gives its text as it was laid out.
    fn row(&self, ui: &Ui, rect: Rect, index: usize) -> std::sync::Arc<egui::Galley> {
        let row = &self.view.rows[index];
        let painter = ui.painter();
        let first = rows::begins(row);
        let to = self.uses_of(row.line);
        let (words, colour) = word(to, self.report, self.colours);
        if self.focused && row.line == self.view.line {
            let stroke = Stroke::new(1.0, self.colours.accent);
            painter.rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside);
        }
        let middle = rect.center().y;
        if first {
            let at = pos2(rect.left() + NUMBER, middle);
            let number = (row.line + 1).to_string();
            let font = FontId::proportional(size::SMALL);
            painter.text(at, Align2::RIGHT_CENTER, number, font, self.colours.ink3);
        }
        if let Some(colour) = colour {
            let bar = pos2(rect.left() + NUMBER + 5.0, rect.top());
            painter.rect_filled(Rect::from_min_size(bar, vec2(4.0, ROW)), 0.0, colour);
            let begins =
                first && (row.line == 0 || self.uses_of(row.line - 1) != to) || index == self.first;
            if begins {
                let at = pos2(rect.right() - 8.0, middle);
                let galley = widgets::elided(painter, &words, size::SMALL, colour, WORD - 8.0);
                let corner = pos2(at.x - galley.size().x, (at.y - galley.size().y / 2.0).round());
                painter.galley(corner, galley, colour);
            }
        }
        let galley = painter.layout_job(self.job(row, to));
        let corner = pos2(rect.left() + TEXT, (middle - galley.size().y / 2.0).round());
        painter.galley(corner, galley.clone(), self.colours.ink);
        galley
    }

    /// The line whose menu is asked for at a row, and where; tells what a line of several things
    /// holds.
    fn asked(
        &self,
        ui: &mut Ui,
        rect: Rect,
        response: &egui::Response,
        index: usize,
    ) -> Option<(usize, Pos2)> {
        let row = &self.view.rows[index];
        let mut asked = None;
        if ui.rect_contains_pointer(rect) && rows::begins(row) {
            asked = move_button(ui, rect, row.line);
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) {
            asked = Some((row.line, at));
        }
        if let uses @ [_, _, ..] = self.uses_of(row.line) {
            response.clone().on_hover_text(word(uses, self.report, self.colours).0);
        }
        asked
    }

    fn uses_of(&self, line: usize) -> &[LineUse] {
        self.review.uses().get(line).map_or(&[], Vec::as_slice)
    }

    /// The text of a row, what is marked in it with a ground and a line under it.
    fn job(&self, row: &ScreenRow, to: &[LineUse]) -> LayoutJob {
        let colours = self.colours;
        let text = self.review.trace().lines.get(row.line).map_or("", String::as_str);
        let pale = matches!(to, [] | [LineUse::Words(_) | LineUse::Furniture]);
        let ink = if pale { colours.ink3 } else { colours.ink };
        let plain = TextFormat {
            font_id: FontId::proportional(size::SMALL),
            color: ink,
            ..TextFormat::default()
        };
        let marked = TextFormat {
            color: colours.ink,
            background: colours.find,
            underline: Stroke::new(2.0, colours.accent),
            ..plain.clone()
        };
        let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
        let mut put = |from: usize, to: usize, format: &TextFormat| {
            if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
                job.append(piece, 0.0, format.clone());
            }
        };
        let here = self.view.marked.iter().filter(|spot| spot.line == row.line + 1);
        let mut spots: Vec<_> = here.filter_map(|spot| self.review.trace().bytes(*spot)).collect();
        spots.sort_by_key(|bytes| bytes.start);
        let mut at = row.bytes.start;
        for bytes in spots {
            let from = bytes.start.max(at).min(row.bytes.end);
            let end = bytes.end.max(from).min(row.bytes.end);
            put(at, from, &plain);
            put(from, end, &marked);
            at = end;
        }
        put(at, row.bytes.end, &plain);
        job
    }

    /// What a click at a point of a row's text goes to.
    fn clicked(&self, index: usize, galley: &egui::Galley, at: Pos2) -> Option<Command> {
        let row = &self.view.rows[index];
        let text = self.review.trace().lines.get(row.line)?.get(row.bytes.clone())?;
        let character = galley.cursor_from_pos(at.to_vec2()).index.0;
        let byte = text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte);
        command((self.review, self.report), row.line, row.bytes.start + byte)
    }
}

/// What a line became, in a word for each thing that it holds, and the colour of the first; for a
/// line that says nothing neither.
fn word(uses: &[LineUse], report: &Report, colours: &Colours) -> (String, Option<Color32>) {
    let all: Vec<(String, Color32)> = uses.iter().map(|to| word_of(*to, report, colours)).collect();
    let words: Vec<&str> = all.iter().map(|(word, _)| word.as_str()).collect();
    (words.join("、"), all.first().map(|(_, colour)| *colour))
}

fn word_of(to: LineUse, report: &Report, colours: &Colours) -> (String, Color32) {
    let table = |table: usize| {
        report.edition().tables.get(table).map_or("", |table| table.name.as_str()).to_owned()
    };
    match to {
        LineUse::Field(field) => {
            let words = match field {
                Field::Agency => "机关".to_owned(),
                Field::Title => "标题".to_owned(),
                Field::LeadIn => "引言".to_owned(),
                Field::Heading(n) => format!("第{}部分标题", numeral(n.into())),
                Field::Before(n) | Field::After(n) => format!("第{}部分", numeral(n.into())),
                Field::SignatureName => "署名".to_owned(),
                Field::SignatureDate => "成文日期".to_owned(),
            };
            let colour = match field {
                Field::Title | Field::Heading(_) => colours.accent,
                Field::LeadIn => colours.warning.ink,
                _ => colours.info.ink,
            };
            (words, colour)
        }
        LineUse::Figures(at) => (format!("{} 数字", table(at)), colours.fine),
        LineUse::Words(at) => (format!("{} 表头", table(at)), colours.ink3),
        LineUse::Furniture => ("网页文字".to_owned(), colours.ink2),
        LineUse::Unplaced => ("未放置".to_owned(), colours.error.ink),
    }
}
