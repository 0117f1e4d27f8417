//! The source, line by line, with what each line became told by a colour and a word.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Pos2, Rect, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::rows::{self, ScreenRow};
use crate::app::review::comparison::{Review, SourceLineUse};
use crate::app::{App, Command, NavigationCommand, ReviewCommand};
use crate::import::Spot;
use crate::report::Report;
use crate::report::place::Field;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;
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
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, colours.surface);
    cut(ui, review, view);
    let marked = review.marked(report, app.cursor());
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("source rows");
    let mut wanted = None;
    if marked != view.marked {
        wanted = marked.iter().min().map(|spot| row_of_spot(review, view, *spot));
        view.line =
            marked.iter().map(|spot| spot.line.saturating_sub(1)).min().unwrap_or(view.line);
    }
    let focused = keyboard(ui, (review, report), view, &mut wanted, out);
    if let Some(row) = wanted {
        area = area.vertical_scroll_offset(offset_for(row, view.offset, room.height()));
    }
    view.marked = marked;
    let shown = area.show_rows(ui, ROW, view.rows.len(), |ui, range| {
        let pen = Pen { review, report, view, colours, focused, first: range.start };
        for index in range {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
            if response.hovered() {
                ui.painter().rect_filled(rect, 0.0, colours.computed);
            }
            let galley = pen.row(ui, rect, index);
            let at = response.interact_pointer_pos().filter(|_| response.clicked());
            if let Some(at) = at {
                out.extend(pen.clicked(index, &galley, at - vec2(rect.left() + TEXT, rect.top())));
            }
        }
    });
    view.offset = shown.state.clamped_offset().y;
    if focused {
        widgets::focus_ring(ui.painter(), room.shrink(1.0), egui::CornerRadius::same(2), colours);
    }
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

/// The arrow and page keys walk the lines, Enter goes to what a line became. Whether the keyboard
/// is here.
fn keyboard(
    ui: &Ui,
    (review, report): (&Review, &Report),
    view: &mut SourceView,
    wanted: &mut Option<usize>,
    out: &mut Commands,
) -> bool {
    let id = Id::unique("import source lines");
    let response = ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
    let lines = &review.trace().lines;
    let line = lines.get(view.line).map_or("", String::as_str);
    let words = format!("原文，第 {} 行：{line}", view.line + 1);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::List, true, &words));
    if !response.has_focus() {
        return false;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let none = egui::Modifiers::NONE;
    let last = lines.len().saturating_sub(1);
    let (step, enter) = ui.input_mut(|input| {
        let keys =
            [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 15), (Key::PageUp, -15)];
        let pressed = keys.into_iter().filter(|(key, _)| input.consume_key(none, *key));
        (pressed.map(|(_, by)| by).sum::<isize>(), input.consume_key(none, Key::Enter))
    });
    if step != 0 {
        view.line = view.line.saturating_add_signed(step).min(last);
        *wanted = Some(rows::row_of(&view.rows, view.line, 0));
    }
    if enter {
        out.extend(command((review, report), view.line, 0));
    }
    true
}

/// What goes to what stands at a byte of a line.
fn command((review, report): (&Review, &Report), line: usize, byte: usize) -> Option<Command> {
    let note = || review.note_of_line(line + 1).map(|note| ReviewCommand::Goto(note).into());
    if review.uses().get(line) == Some(&SourceLineUse::Unplaced)
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
        let first = row.bytes.start == 0;
        let to = self.use_of(row.line);
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
                first && (row.line == 0 || self.use_of(row.line - 1) != to) || index == self.first;
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

    fn use_of(&self, line: usize) -> SourceLineUse {
        self.review.uses().get(line).copied().unwrap_or(SourceLineUse::Nothing)
    }

    /// The text of a row, what is marked in it with a ground and a line under it.
    fn job(&self, row: &ScreenRow, to: SourceLineUse) -> LayoutJob {
        let colours = self.colours;
        let text = self.review.trace().lines.get(row.line).map_or("", String::as_str);
        let pale = matches!(to, SourceLineUse::Words(_) | SourceLineUse::Nothing);
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

/// What a line became, in a word, and its colour.
fn word(to: SourceLineUse, report: &Report, colours: &Colours) -> (String, Option<Color32>) {
    let table = |table: usize| {
        report.edition().tables.get(table).map_or("", |table| table.name.as_str()).to_owned()
    };
    match to {
        SourceLineUse::Field(field) => {
            let words = match field {
                Field::Agency => "机关".to_owned(),
                Field::Title => "标题".to_owned(),
                Field::LeadIn => "说明".to_owned(),
                Field::Heading(n) => format!("第{}部分标题", numeral(n.into())),
                Field::Before(n) | Field::After(n) => format!("第{}部分", numeral(n.into())),
                Field::SignatureName => "署名".to_owned(),
                Field::SignatureDate => "成文日期".to_owned(),
            };
            let heading = matches!(field, Field::Title | Field::Heading(_));
            (words, Some(if heading { colours.accent } else { colours.info.ink }))
        }
        SourceLineUse::Figures(at) => (format!("{} 数字", table(at)), Some(colours.fine)),
        SourceLineUse::Words(at) => (format!("{} 表头", table(at)), Some(colours.ink3)),
        SourceLineUse::Unplaced => ("未放置".to_owned(), Some(colours.error.ink)),
        SourceLineUse::Nothing => (String::new(), None),
    }
}
