//! A table of the form over the years: a line a figure under its merged labels, a column a year, then the
//! change. Head and identity stay where they are while the lines scroll.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Modifiers, Painter, Rect, Response, ScrollArea,
    Sense, Shape, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::columns::{ColumnsWish, YearColumns};
use super::labels::{LabelCell, LabelTree};
use super::words::{changes, label_path, spoken, without_note};
use super::{CompareScreen, identity, nothing, year_head};
use crate::app::CompareCommand;
use crate::app::compare::years::YearsView;
use crate::compare::{ComparedCell, Comparison};
use crate::report::place::CellId;
use crate::report::{Amount, Value};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, Colours, size};
use crate::ui::{bounded, spoken as said, widgets};

/// Height of the head, of a line, and of one in a low window.
pub(super) const HEAD: f32 = 26.0;
const ROW: f32 = 26.0;
const LOW_ROW: f32 = 24.0;

/// A table as it is drawn in one frame.
pub(super) struct YearsTable<'a> {
    pub(super) view: &'a YearsView,
    pub(super) comparison: &'a Comparison,
    /// The table, by its place in the form.
    pub(super) table: usize,
    pub(super) lines: &'a [CellId],
    pub(super) tree: LabelTree,
    pub(super) columns: YearColumns,
    pub(super) colours: &'static Colours,
    /// Left edge.
    pub(super) left: f32,
    row: f32,
}

/// Draws the table; where it ends.
pub(super) fn show(
    ui: &mut Ui,
    view: &YearsView,
    screen: &mut CompareScreen,
    out: &mut Commands,
) -> f32 {
    let Some((comparison, table)) = view.comparison.as_ref().zip(view.tab.table()) else {
        nothing(ui, "还没有报告。请点“添加年份”，或者把几个年度的报告文件拖到这里。");
        return ui.cursor().top();
    };
    let lines = view.lines(table);
    if lines.is_empty() {
        nothing(ui, "各年都是 0 或者空白。点“只看有数的行”可以看全部的行。");
        return ui.cursor().top();
    }
    screen.row.bound(lines.len());
    let room = bounded::room(ui.max_rect());
    let paths: Vec<Vec<String>> =
        lines.iter().map(|id| label_path(view, comparison, *id)).collect();
    let tree = LabelTree::new(&paths);
    let wish = ColumnsWish {
        years: comparison.years.len(),
        digits: digits(comparison, lines),
        back: screen.back,
    };
    let columns = YearColumns::new(room.width(), &tree, wish);
    screen.back = columns.back;
    let row = if room.height() < 420.0 { LOW_ROW } else { ROW };
    let (colours, left) = (theme::colours(ui.ctx()), room.left());
    let of = YearsTable { view, comparison, table, lines, tree, columns, colours, left, row };
    of.show(ui, room, screen, out)
}

/// The most characters of a figure, and of a change.
fn digits(comparison: &Comparison, lines: &[CellId]) -> (usize, usize) {
    let cells = || lines.iter().filter_map(|id| comparison.cell(*id));
    let figures = cells().flat_map(|cell| cell.values.iter().flatten());
    let figure = figures.map(|value| value.text().chars().count()).max().unwrap_or(1);
    let change = cells().map(|cell| changes(cell)[0].chars().count()).max().unwrap_or(1);
    (figure, change)
}

impl YearsTable<'_> {
    fn show(&self, ui: &mut Ui, room: Rect, screen: &mut CompareScreen, out: &mut Commands) -> f32 {
        let sides = identity::sides(self);
        let foot = if sides.is_some() && room.height() > 190.0 { identity::HEIGHT } else { 0.0 };
        let rows = (room.height() - HEAD - foot).max(self.row);
        #[allow(clippy::cast_precision_loss)] // Some thirty lines.
        let all = self.lines.len() as f32 * self.row;
        // What does not fit scrolls by whole lines.
        let rows = if all > rows { (rows / self.row).floor() * self.row } else { all };
        let frame = Rect::from_min_size(room.min, vec2(self.columns.width(), HEAD + rows + foot));
        ui.painter().rect_filled(frame, 3.0, self.colours.surface);
        let head = Rect::from_min_size(frame.min, vec2(frame.width(), HEAD));
        year_head::show(ui, self, head, screen, out);
        let body = Rect::from_min_size(head.left_bottom(), vec2(frame.width(), rows));
        self.body(ui, body, screen, out);
        if let Some(sides) = sides.filter(|_| foot > 0.0) {
            let at = Rect::from_min_max(body.left_bottom(), frame.max);
            identity::show(ui, self, &sides, at);
        }
        let line = egui::Stroke::new(1.0, self.colours.line2);
        ui.painter().rect_stroke(frame, 3.0, line, egui::StrokeKind::Inside);
        frame.bottom()
    }

    fn body(&self, ui: &mut Ui, rect: Rect, screen: &mut CompareScreen, out: &mut Commands) {
        let before = screen.row.index();
        let builder = UiBuilder::new().id_salt("years lines").max_rect(bounded::room(rect));
        let mut inner = ui.new_child(builder);
        inner.set_clip_rect(rect.intersect(ui.clip_rect()));
        let bar = &mut inner.spacing_mut().scroll;
        (bar.floating, bar.floating_allocated_width) = (true, 0.0);
        let area = ScrollArea::vertical().id_salt(("years", self.table)).auto_shrink(false);
        let scrolled = area.show(&mut inner, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            #[allow(clippy::cast_precision_loss)] // Some thirty lines.
            let height = self.lines.len() as f32 * self.row;
            let (all, _) = ui.allocate_exact_size(vec2(rect.width(), height), Sense::hover());
            self.content(ui, all, screen, out);
        });
        said::bars(ui.ctx(), &scrolled, self.view.tab.label());
        if let Some(line) = self.lines.get(screen.row.index())
            && (before != screen.row.index() || self.view.chosen != Some(*line))
        {
            out.push(CompareCommand::Choose(*line));
        }
    }

    /// Where a line stands below the top of all lines.
    fn line_at(&self, all: Rect, line: usize, lines: usize) -> (f32, f32) {
        #[allow(clippy::cast_precision_loss)] // Some thirty lines.
        let (line, lines) = (line as f32, lines as f32);
        let top = all.top() + line * self.row;
        (top, top + lines * self.row)
    }

    fn content(&self, ui: &mut Ui, all: Rect, screen: &mut CompareScreen, out: &mut Commands) {
        let current = screen.row.index();
        for cell in &self.tree.cells {
            let (top, bottom) = self.line_at(all, cell.line, cell.lines);
            let at = |column: usize| self.columns.labels.get(column).copied().unwrap_or(0.0);
            let (from, to) = (at(cell.column), at(cell.column + cell.columns));
            let rect =
                Rect::from_min_max(pos2(self.left + from, top), pos2(self.left + to, bottom));
            if ui.is_rect_visible(rect) {
                self.label(ui.painter(), rect, cell, cell.is_own && cell.line == current);
            }
        }
        let count = self.lines.len();
        for (index, id) in self.lines.iter().enumerate() {
            let Some(cell) = self.comparison.cell(*id) else { continue };
            let (top, bottom) = self.line_at(all, index, 1);
            let own = self.tree.own(index).map_or(0, |own| own.column);
            let from = self.left + self.columns.labels.get(own).copied().unwrap_or(0.0);
            let right = self.left + self.columns.width();
            let rect = Rect::from_min_max(pos2(from, top), pos2(right, bottom));
            let response = ui.interact(rect, Id::unique(("years line", *id)), Sense::click());
            let name = spoken(self.view, self.comparison, cell);
            screen.row.row(ui, &response, (index, count), &name);
            if ui.is_rect_visible(rect) {
                self.figures(ui.painter(), (top, bottom), cell);
                if response.has_focus() {
                    let ring = rect.shrink(1.0);
                    widgets::focus_ring(ui.painter(), ring, 2.0.into(), self.colours);
                }
            }
            if response.has_focus() {
                self.sideways(ui, &response, screen);
            }
            let entered = response.double_clicked()
                || response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if entered {
                out.push(CompareCommand::Goto(*id));
            }
            if response.hovered() && self.is_cut(ui.painter(), index) {
                response.on_hover_text(name);
            }
        }
    }

    /// The arrow keys to the sides show earlier and later years, where they have no room.
    fn sideways(&self, ui: &Ui, response: &Response, screen: &mut CompareScreen) {
        let hidden = self.comparison.years.len() - self.columns.years.len();
        if hidden == 0 {
            return;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        widgets::keep_keys(ui, response.id, filter);
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowLeft) {
            screen.back = (screen.back + 1).min(hidden);
        }
        if pressed(Key::ArrowRight) {
            screen.back = screen.back.saturating_sub(1);
        }
    }

    fn label(&self, painter: &Painter, rect: Rect, cell: &LabelCell, is_chosen: bool) {
        let colours = self.colours;
        let ground = if is_chosen { colours.accent_soft } else { colours.head };
        painter.rect_filled(rect, 0.0, ground);
        let ink = if is_chosen { colours.accent } else { colours.ink };
        let narrow = rect.width() < 60.0;
        let pad = match cell.is_own {
            _ if narrow => 4.0,
            true => 8.0,
            false => 5.0,
        };
        let room = (rect.width() - 2.0 * pad).max(8.0);
        let galley = if cell.lines > 1 {
            let font = FontId::proportional(if narrow { size::SMALL } else { size::TEXT });
            let mut job = LayoutJob::simple(cell.words.clone(), font, ink, room);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Not negative.
            let most = ((rect.height() - 4.0) / size::SMALL_LINE).floor().max(1.0) as usize;
            let wrap = TextWrapping { max_width: room, max_rows: most, ..TextWrapping::default() };
            job.wrap = TextWrapping { break_anywhere: true, ..wrap };
            painter.layout_job(job)
        } else {
            let font = FontId::proportional(size::TEXT);
            let whole = painter.layout_no_wrap(cell.words.clone(), font.clone(), ink);
            if whole.size().x <= room {
                whole
            } else {
                // What stands in brackets behind a label is left out before the label is cut.
                let words = without_note(&cell.words).to_owned();
                let mut job = LayoutJob::simple_singleline(words, font, ink);
                job.wrap = TextWrapping::truncate_at_width(room);
                painter.layout_job(job)
            }
        };
        let top = rect.center().y - galley.size().y / 2.0;
        let at = pos2(rect.left() + pad, top.round());
        widgets::galley_within(painter, rect, (at, galley), ink);
        self.edges(painter, rect, self.colours.line);
    }

    /// The lines right of and below a cell.
    pub(super) fn edges(&self, painter: &Painter, rect: Rect, right: Color32) {
        let (x, y) = (rect.right() - 1.0, rect.bottom() - 1.0);
        let line = self.colours.line;
        widgets::hairline(painter, pos2(rect.left(), y), pos2(rect.right(), y), line);
        widgets::hairline(painter, pos2(x, rect.top()), pos2(x, rect.bottom()), right);
    }

    fn is_cut(&self, painter: &Painter, line: usize) -> bool {
        let Some(own) = self.tree.own(line) else { return false };
        let at = |column: usize| self.columns.labels.get(column).copied().unwrap_or(0.0);
        let room = at(own.column + own.columns) - at(own.column) - 16.0;
        let font = FontId::proportional(size::TEXT);
        let galley = painter.layout_no_wrap(own.words.clone(), font, Color32::PLACEHOLDER);
        galley.size().x > room
    }

    fn figures(&self, painter: &Painter, (top, bottom): (f32, f32), cell: &ComparedCell) {
        let colours = self.colours;
        let x = |from: f32| self.left + from;
        let form = &self.comparison.edition.tables[cell.id.table];
        let is_total = form.cells[cell.id.index].sum_of.is_some();
        let last = self.columns.years.end;
        for year in self.columns.years.clone() {
            let from = x(self.columns.of_year(year));
            let rect = Rect::from_min_max(pos2(from, top), pos2(from + self.columns.year, bottom));
            let of = self.comparison.years.get(year).copied().unwrap_or_default();
            let ground = match self.comparison.other_scope(of) {
                Some(_) => colours.warning.ground,
                None if is_total && form.rows.len() > 1 => colours.computed,
                None => colours.surface,
            };
            painter.rect_filled(rect, 0.0, ground);
            let value = cell.values.get(year).and_then(Option::as_ref);
            figure(painter, rect, value, colours);
            if self.is_broken(cell.id, of) {
                corner(painter, rect, colours);
            }
            let is_edge = year + 1 == last;
            self.edges(painter, rect, if is_edge { colours.line2 } else { colours.line });
        }
        let at = x(self.columns.of_change());
        let [change, percent] = changes(cell);
        let middle = at + self.columns.change;
        let cells = [
            (Rect::from_min_max(pos2(at, top), pos2(middle, bottom)), change, size::TEXT),
            (
                Rect::from_min_max(pos2(middle, top), pos2(middle + self.columns.percent, bottom)),
                percent,
                size::SMALL,
            ),
        ];
        for (rect, words, points) in cells {
            painter.rect_filled(rect, 0.0, colours.computed);
            let quiet = matches!(words.as_str(), "–" | "0");
            let ink = if quiet { colours.ink3 } else { colours.ink };
            let font = FontId::proportional(points);
            let end = pos2(rect.right() - 10.0, rect.center().y);
            painter.text(end, Align2::RIGHT_CENTER, words, font, ink);
            self.edges(painter, rect, colours.line);
        }
        let first = x(self.columns.figures()) - 1.0;
        widgets::hairline(painter, pos2(first, top), pos2(first, bottom), colours.line2);
    }

    /// Whether a figure of a year does not follow from the year before, or the next one not from it.
    fn is_broken(&self, id: CellId, year: u16) -> bool {
        let form = &self.comparison.edition.tables[id.table];
        let is_it = |cell: &Option<CellId>| {
            cell.is_some_and(|cell| {
                // A total is of its row.
                let total = form.cells.get(cell.index).and_then(|c| form.row_total(c.row));
                cell == id || cell.table == id.table && total == Some(id.index)
            })
        };
        let breaks = self.comparison.breaks.iter();
        let mut both = breaks.flat_map(|b| b.years.iter().zip(&b.cells));
        both.any(|(of, cell)| *of == year && is_it(cell))
    }
}

/// A figure, or its fill-in line where it is blank; 0 is quiet.
fn figure(painter: &Painter, rect: Rect, value: Option<&Value>, colours: &Colours) {
    let Some(value) = value else {
        let (x, y) = (rect.right() - 14.0, rect.bottom() - 7.0);
        return widgets::hairline(painter, pos2(x - 26.0, y), pos2(x, y), colours.ink3);
    };
    let is_zero = Amount::of(value).is_some_and(Amount::is_zero);
    let ink = if is_zero { colours.ink3 } else { colours.ink };
    let words = value.text();
    let room = rect.width() - 20.0;
    let font = |points| FontId::proportional(points);
    let mut galley = painter.layout_no_wrap(words.clone(), font(size::TEXT), ink);
    if galley.size().x > room + 8.0 {
        let mut job = LayoutJob::simple_singleline(words, font(size::SMALL), ink);
        job.wrap = TextWrapping::truncate_at_width(rect.width() - 8.0);
        galley = painter.layout_job(job);
    }
    let x = (rect.right() - 14.0).min(rect.left() + rect.width() - 4.0) - galley.size().x;
    let at = pos2(x.max(rect.left() + 3.0), rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, ink);
}

/// The corner of a figure that does not follow from another year.
fn corner(painter: &Painter, rect: Rect, colours: &Colours) {
    let at = rect.right_top() - vec2(1.0, 0.0);
    let points = vec![at, at - vec2(9.0, 0.0), at + vec2(0.0, 9.0)];
    painter.add(Shape::convex_polygon(points, colours.warning_mark, egui::Stroke::NONE));
}
