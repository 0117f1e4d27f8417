//! The start page: what to begin with at the left, days left, draft and recent files at the right.

use std::path::PathBuf;

use egui::{Align2, Color32, FontId, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::current_row::CurrentRow;
use super::icons::{self, Icon};
use super::theme::{self, Colours, size};
use super::widgets::{self, Button};
use super::{recent, spoken};
use crate::app::date::Date;
use crate::app::document::identity::Identity;
use crate::app::{
    Action, App, Command, Draft, DraftChoice, DraftWork, DraftsCommand, FoundDrafts, LedgerCommand,
    OpeningCommand,
};
use crate::ui::commands::Commands;

/// Width of the left side.
const LEFT: f32 = 476.0;
/// A window narrower than this has one column, and so has one that is too low for the left side.
const TWO_COLUMNS: f32 = 860.0;

/// Heights of the left side.
#[derive(Clone, Copy)]
struct LeftHeights {
    /// From the top to the program's sign, and to the actions.
    sign: f32,
    above: f32,
    action: f32,
    below: f32,
}

/// The usual heights, and those where room lacks.
const HEIGHTS: [LeftHeights; 2] = [
    LeftHeights { sign: 44.0, above: 140.0, action: 60.0, below: 56.0 },
    LeftHeights { sign: 16.0, above: 96.0, action: 56.0, below: 44.0 },
];

impl LeftHeights {
    fn all(self, entries: &[StartEntry]) -> f32 {
        self.above + self.action * count(entries) + self.below
    }
}

/// What the page keeps between frames.
#[derive(Debug, Default)]
pub struct StartView {
    /// The recent files that were last asked for, whether they are where they should be.
    asked: Vec<PathBuf>,
    /// The ledger of which it was last asked what is due.
    asked_due: Option<PathBuf>,
    /// The current one of the recent files.
    pub(super) row: CurrentRow,
}

impl StartView {
    /// The page is entered: the first of the recent files takes the keyboard.
    pub fn enter(&mut self) {
        *self = Self::default();
        self.row.enter();
    }

    /// Asks anew whether the recent files are where they should be, where others are listed.
    fn ask(&mut self, app: &App, out: &mut Commands) {
        let recent = &app.settings().recent;
        if !self.asked.iter().eq(recent.iter().map(|recent| &recent.path)) {
            self.asked = recent.iter().map(|recent| recent.path.clone()).collect();
            out.push(OpeningCommand::LookForRecent);
        }
        let ledger = recent.iter().find(|recent| recent.ledger).map(|recent| &recent.path);
        if let Some(path) = ledger.filter(|path| self.asked_due.as_ref() != Some(*path)) {
            self.asked_due = Some(path.clone());
            out.push(LedgerCommand::LookForDue(path.clone()));
        }
    }
}

/// Draws the page.
pub fn show(ui: &mut Ui, app: &App, view: &mut StartView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    view.ask(app, out);
    let fits = |heights: &LeftHeights| heights.all(&entries(app)) <= rect.height();
    let heights = HEIGHTS.into_iter().find(fits).filter(|_| rect.width() >= TWO_COLUMNS);
    let Some(heights) = heights else { return one_column(ui, app, view, out) };
    let narrow = LEFT.min((rect.width() * 0.42).round());
    let (left, right) = rect.split_left_right_at_x(rect.left() + narrow);
    ui.painter().rect_filled(right, 0.0, colours.surface);
    widgets::hairline(ui.painter(), right.left_top(), right.left_bottom(), colours.line);
    left_side(ui, app, left, heights, out);
    let inside = Rect::from_min_max(
        right.min + vec2(41.0, heights.sign.max(28.0)),
        right.max - vec2(if narrow < LEFT { 24.0 } else { 48.0 }, 12.0),
    );
    let mut side = ui.new_child(egui::UiBuilder::new().max_rect(inside));
    let scrolled = ScrollArea::vertical().auto_shrink(false).show(&mut side, |ui| {
        right_side(ui, app, view, out);
    });
    spoken::bars(ui.ctx(), &scrolled, "最近使用");
}

/// Both sides below each other, where the window has no room for them side by side.
fn one_column(ui: &mut Ui, app: &App, view: &mut StartView, out: &mut Commands) {
    let ground = theme::colours(ui.ctx()).surface;
    let scrolled = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let heights = HEIGHTS[0];
        let size = vec2(ui.available_width(), heights.all(&entries(app)));
        let (left, _) = ui.allocate_exact_size(size, Sense::hover());
        left_side(ui, app, left, heights, out);
        egui::Frame::new().fill(ground).inner_margin(16.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            right_side(ui, app, view, out);
        });
    });
    spoken::bars(ui.ctx(), &scrolled, "开始页");
}

fn right_side(ui: &mut Ui, app: &App, view: &mut StartView, out: &mut Commands) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    days(ui, app, out);
    super::ledger::due(ui, app, out);
    draft_line(ui, app, app.left_behind(), out);
    recent::show(ui, app, view, out);
}

fn text(ui: &Ui, at: egui::Pos2, words: &str, points: f32, ink: Color32) -> Rect {
    ui.painter().text(at, Align2::LEFT_CENTER, words, FontId::proportional(points), ink)
}

fn left_side(ui: &mut Ui, app: &App, rect: Rect, heights: LeftHeights, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let margin = if rect.width() < LEFT { 24.0 } else { 56.0 };
    let (x, right) = (rect.left() + margin, rect.right() - 40.0_f32.min(margin));
    let mark = Rect::from_min_size(pos2(x, rect.top() + heights.sign), Vec2::splat(44.0));
    icons::mark(ui.painter(), mark, colours);
    text(ui, pos2(x + 58.0, mark.center().y), "年报", size::LARGE, colours.ink);
    let subtitle = "政府信息公开工作年度报告填报";
    text(ui, pos2(x, mark.bottom() + 19.0), subtitle, size::TEXT, colours.ink2);
    let top = rect.top() + heights.above;
    let entries = entries(app);
    let card =
        Rect::from_min_max(pos2(x, top), pos2(right, top + 1.0 + heights.action * count(&entries)));
    ui.painter().rect(
        card,
        6.0,
        colours.raised,
        egui::Stroke::new(1.0, colours.line),
        egui::StrokeKind::Inside,
    );
    for (index, entry) in entries.iter().enumerate() {
        let at = Rect::from_min_size(
            pos2(
                card.left(),
                card.top() + heights.action * f32::from(u8::try_from(index).unwrap_or(0)),
            ),
            vec2(card.width(), heights.action + 1.0),
        );
        if index > 0 {
            widgets::hairline(ui.painter(), at.left_top(), at.right_top(), colours.line);
        }
        if entry.show(ui, at, index == 0) {
            out.push(Command::Do(entry.action));
        }
    }
    foot(ui, app, pos2(x, rect.bottom() - heights.below / 2.0 + 4.0), right, out);
}

#[allow(clippy::cast_precision_loss)] // Five entries.
fn count(entries: &[StartEntry]) -> f32 {
    entries.len() as f32
}

fn foot(ui: &mut Ui, app: &App, at: egui::Pos2, right: f32, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let mut x = at.x - 9.0;
    let bin = (!app.bin().drafts.is_empty()).then_some(("回收的草稿", Action::Bin));
    let always = [("设置", Action::Settings), ("使用说明 F1", Action::Help)];
    for (words, action) in always.into_iter().chain(bin) {
        let button = Button::new(words).flat().small();
        let width = button.width(ui);
        let rect = Rect::from_min_size(pos2(x, at.y - 12.0), vec2(width, 24.0));
        if button.show_at(ui, rect).clicked() {
            out.push(Command::Do(action));
        }
        x += width + 2.0;
    }
    let version = concat!("版本 ", env!("CARGO_PKG_VERSION"));
    let font = FontId::proportional(size::SMALL);
    ui.painter().text(pos2(right, at.y), Align2::RIGHT_CENTER, version, font, colours.ink2);
}

struct StartEntry {
    action: Action,
    icon: Icon,
    title: String,
    about: &'static str,
}

fn entries(app: &App) -> Vec<StartEntry> {
    let year = app.due_year();
    let entry = |action: Action, icon, title: String| StartEntry {
        action,
        icon,
        title,
        about: action.tooltip(),
    };
    vec![
        entry(Action::NewFromLast, icons::COPY, format!("沿用 {} 年报告新建", year - 1)),
        entry(Action::New, icons::NEW, format!("新建 {year} 年度报告")),
        entry(Action::Import, icons::IMPORT, Action::Import.label().into()),
        entry(Action::Open, icons::FOLDER, "打开报告文件".into()),
        entry(Action::ShowRollUp, icons::TABLE, Action::ShowRollUp.label().into()),
        entry(Action::Sample, icons::EYE, Action::Sample.label().into()),
    ]
}

impl StartEntry {
    fn show(&self, ui: &mut Ui, rect: Rect, primary: bool) -> bool {
        let colours = theme::colours(ui.ctx());
        let id = ui.next_auto_id();
        ui.skip_ahead_auto_ids(1);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &self.title));
        spoken::describe(ui.ctx(), id, self.about);
        widgets::keep_in_view(&response);
        self.paint(ui, rect, &response, primary, colours);
        response.clicked()
    }

    fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &egui::Response,
        primary: bool,
        colours: &Colours,
    ) {
        let inner = rect.shrink(1.0);
        if primary {
            ui.painter().rect_filled(inner, 5.0, colours.accent);
        } else if response.hovered() {
            ui.painter().rect_filled(inner, 5.0, colours.accent_soft);
        }
        let pick = |plain, filled| if primary { filled } else { plain };
        let icon =
            Rect::from_center_size(pos2(rect.left() + 27.0, rect.center().y), Vec2::splat(16.0));
        self.icon.paint(ui.painter(), icon, pick(colours.accent, colours.accent_ink));
        let at = |y: f32| pos2(rect.left() + 53.0, rect.center().y + y);
        let room = rect.width() - 61.0;
        let lines = [
            (-9.0, self.title.as_str(), size::TEXT, pick(colours.ink, colours.accent_ink)),
            (11.0, self.about, size::SMALL, pick(colours.ink3, colours.accent_ink)),
        ];
        for (y, words, points, ink) in lines {
            let galley = widgets::elided(ui.painter(), words, points, ink, room);
            let middle = vec2(0.0, galley.size().y / 2.0);
            ui.painter().galley(at(y) - middle, galley, ink);
        }
        if let Some(shortcut) = self.action.shortcut().filter(|_| rect.width() >= 340.0) {
            let at = pos2(rect.right() - 17.0, rect.center().y);
            let font = FontId::proportional(size::SMALL);
            let ink = pick(colours.ink3, colours.accent_ink);
            ui.painter().text(at, Align2::RIGHT_CENTER, shortcut.text(), font, ink);
        }
        if response.has_focus() {
            widgets::focus_ring(
                ui.painter(),
                rect.expand(2.0),
                egui::CornerRadius::same(6),
                colours,
            );
        }
    }
}

fn days(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    // Where there is no room beside the words, the button stands below them.
    let below = ui.available_width() < 420.0;
    let height = if below { 128.0 } else { 92.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let (due, year) = app.settings().due(app.now().date);
    let left = due.days() - app.now().date.days();
    let words = format!("距 {year} 年度报告报送截止");
    text(ui, pos2(rect.left(), rect.top() + 11.0), &words, size::TEXT, colours.ink2);
    let days = format!("{left} 天");
    let date = format!("{}，星期{}", long(due), due.weekday());
    let spoken = format!("{words}还有 {days}：{date}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let days = text(ui, pos2(rect.left(), rect.top() + 44.0), &days, size::LARGE, colours.ink);
    text(ui, pos2(days.right() + 14.0, rect.top() + 47.0), &date, size::TEXT, colours.ink2);
    let button = Button::new("更改日期").small();
    let width = button.width(ui);
    let corner = if below {
        pos2(rect.left(), rect.top() + 72.0)
    } else {
        pos2(rect.right() - width, rect.top() + 21.0)
    };
    let at = Rect::from_min_size(corner, vec2(width, 24.0));
    if button.show_at(ui, at).clicked() {
        out.push(Command::Do(Action::Settings));
    }
}

fn long(date: Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year, date.month, date.day)
}

/// The drafts that were left behind, in one quiet line with its buttons; in two where room lacks.
fn draft_line(ui: &mut Ui, app: &App, found: &FoundDrafts, out: &mut Commands) {
    let [draft, others @ ..] = found.drafts.as_slice() else { return };
    let colours = theme::colours(ui.ctx());
    let about = about_draft(app, draft);
    let words = match found.drafts.len() + found.more {
        1 => format!("有一份草稿尚未保存：{about}"),
        count => format!("有 {count} 份草稿尚未保存：{about}；另有 {} 份", count - 1),
    };
    let restore = DraftsCommand::Choose(draft.path.clone(), DraftChoice::Restore);
    let give_up = DraftsCommand::Choose(draft.path.clone(), DraftChoice::GiveUp);
    let mut buttons: Vec<(&str, Command)> = vec![("查看草稿", Action::Drafts.into())];
    if others.is_empty() {
        buttons.insert(0, ("继续填写", restore.into()));
        buttons.push(("不再保留", give_up.into()));
    }
    let button = |label| Button::new(label).flat().small();
    let widths: Vec<f32> = buttons.iter().map(|(label, _)| button(label).width(ui)).collect();
    let taken: f32 = widths.iter().sum();
    let whole = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, f32::INFINITY);
    let wide = WORDS + whole.size().x + taken + 12.0 <= ui.available_width();
    let room = vec2(ui.available_width(), if wide { LINE } else { 2.0 * LINE });
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    let middle = rect.top() + LINE / 2.0;
    let sign = Rect::from_center_size(pos2(rect.left() + 7.0, middle), Vec2::splat(14.0));
    icons::CLOCK.paint(ui.painter(), sign, colours.ink2);
    let room = rect.width() - WORDS;
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, room);
    let at = pos2(rect.left() + WORDS, (middle - galley.size().y / 2.0).round());
    ui.painter().galley(at, galley, colours.ink2);
    // Words of a flat button begin where the line's do.
    let mut x = if wide { rect.right() - taken } else { rect.left() + WORDS - 9.0 };
    let top = rect.bottom() - LINE / 2.0 - 12.0;
    for ((label, command), width) in buttons.into_iter().zip(widths) {
        let at = Rect::from_min_size(pos2(x, top), vec2(width, 24.0));
        if button(label).show_at(ui, at).clicked() {
            out.push(command);
        }
        x += width;
    }
    response.on_hover_text(words);
    ui.add_space(20.0);
}

/// Height of a line about drafts, and where its words begin.
const LINE: f32 = 28.0;
const WORDS: f32 = 20.0;

/// 云泽县柳塘镇人民政府 2025 年度，保留于今天 10:43，勾稽不平.
#[must_use]
pub fn about_draft(app: &App, draft: &Draft) -> String {
    let (agency, what, identity) = match &draft.work {
        DraftWork::Report(report, _) => {
            let year = report.year.map(|year| format!(" {year} 年度")).unwrap_or_default();
            let balanced = Identity::of(report).failing().is_empty();
            (report.agency.as_str(), year, if balanced { "" } else { "，勾稽不平" })
        }
        DraftWork::Ledger(ledger, _) => {
            let what = format!("申请台账 {} 件", ledger.requests.len());
            (ledger.agency.as_str(), what, "")
        }
    };
    let agency = if agency.is_empty() { "未填机关名称" } else { agency };
    let kept = draft.kept.map(|kept| {
        let day = day(kept.date, app.now().date);
        format!("，保留于{day} {}", kept.clock())
    });
    format!("{agency}{what}{}{identity}", kept.unwrap_or_default())
}

/// 今天, 昨天 or the date.
#[must_use]
pub fn day(date: Date, today: Date) -> String {
    match today.days() - date.days() {
        0 => "今天".into(),
        1 => "昨天".into(),
        _ => format!("{}-{:02}-{:02}", date.year, date.month, date.day),
    }
}
