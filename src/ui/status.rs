//! The line at the bottom: identity, wrong figures, what was done, draft, edition, zoom.

use egui::{
    Align2, Color32, Context, FontId, Id, Rect, Response, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::theme::{self, size};
use super::widgets::{self, Button};
use super::{bounded, icons};
use crate::app::{
    Action, App, CarriedCommand, Command, CommentsCommand, Document, NavigationCommand, Part,
    SidesCommand,
};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::Place;
use crate::ui::commands::Commands;

/// Draws the line. What has no room is left out: the edition first, then the zoom, then the draft; the
/// identity and what was done stay.
pub fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let Some(document) = app.document() else { return };
    let mut x = rect.left() + 12.0;
    x = identity(ui, document, x, out);
    if let Some(text) = wrong_figures(document.report(), document.findings()) {
        x = separator(ui, x);
        x = signed(ui, x, &text);
    }
    x = comments(ui, app, document.report(), x, out);
    x = published(ui, document.report(), x, out);
    x = undecided(ui, app, x, out);
    if let Some((holds, words)) =
        app.years().and_then(|view| view.comparison.as_ref()?.continuity())
    {
        x = separator(ui, x);
        let severity = (!holds).then_some(Severity::Warning);
        x = sign_button(ui, Id::unique("years continuity"), (x, &words), severity).rect.right();
    }
    let checking = document.is_being_checked().then(|| "正在检查…".to_owned());
    let pointed: Option<String> = ui.data_mut(|data| data.remove_temp(said()));
    let pointed = pointed.map(|help| format!("说明：{help}"));
    let notice = app.notice().map(ToOwned::to_owned);
    let help = || row_help(app).map(|help| format!("说明：{help}"));
    let notice = checking.or(pointed).or(notice).or_else(help);
    let least = x + if notice.is_some() { NOTICE } else { 12.0 };
    let right = right_side(ui, app, least, out);
    if let Some(notice) = notice {
        x = separator(ui, x);
        let clip = Rect::from_min_max(pos2(x, rect.top()), pos2(right - 12.0, rect.bottom()));
        let mut line = ui.new_child(egui::UiBuilder::new().max_rect(bounded::room(clip)));
        line.set_clip_rect(clip);
        let words = widgets::text(notice, size::SMALL, colours.ink2);
        line.centered_and_justified(|ui| {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(words).truncate());
            });
        });
    }
}

/// 7 处上年的数没有核对: a click goes through them.
fn undecided(ui: &Ui, app: &App, x: f32, out: &mut Commands) -> f32 {
    let left = app.undecided().len();
    if left == 0 || app.review().is_some() {
        return x;
    }
    let x = separator(ui, x);
    let words = format!("{left} 处上年的数没有核对");
    let id = Id::unique("last year's figures");
    let response = sign_button(ui, id, (x, &words), Some(Severity::Warning));
    let end = response.rect.right();
    if response.on_hover_text("逐处核对").clicked() {
        out.push(CarriedCommand::Check(true));
    }
    end
}

/// Room that is kept for what was done last.
const NOTICE: f32 = 160.0;

/// Has something said in the line for this frame: what the pointer is on.
pub fn say(ctx: &Context, words: &str) {
    ctx.data_mut(|data| data.insert_temp(said(), words.to_owned()));
}

fn said() -> Id {
    Id::unique("said in the status line")
}

/// The help of the row that the cursor is in.
fn row_help(app: &App) -> Option<&str> {
    let Some(Place::Cell(id)) = app.cursor() else { return None };
    let form = app.document()?.report().edition().tables.get(id.table)?;
    form.row_of(id.index).help.as_deref()
}

fn identity(ui: &mut Ui, document: &Document, x: f32, out: &mut Commands) -> f32 {
    let (report, identity) = (document.report(), document.identity());
    let failing = identity.failing();
    let any = identity.columns().map(|(column, _)| column).next();
    let Some(first) = failing.first().copied().or(any) else { return x };
    let (balanced, text) = (failing.is_empty(), identity.words());
    let right = match (balanced, identity.unfilled()) {
        (false, _) => signed(ui, x, &text),
        (true, 0) => fine(ui, x, &text),
        // Nothing is wrong, and nothing is done.
        (true, _) => words(ui, x, &text, theme::colours(ui.ctx()).ink2),
    };
    let rect =
        Rect::from_min_max(pos2(x, ui.max_rect().top()), pos2(right, ui.max_rect().bottom()));
    let response = ui.allocate_rect(rect, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
    if response.has_focus() {
        let colours = theme::colours(ui.ctx());
        widgets::focus_ring(ui.painter(), rect.expand(2.0), egui::CornerRadius::same(2), colours);
    }
    if response.on_hover_text("转到这张表").clicked() {
        if balanced {
            out.push(NavigationCommand::Show(Part::Section(
                report.edition().tables[first.cell.table].section,
            )));
        } else {
            out.push(NavigationCommand::Goto(crate::report::place::Place::Column(first.cell)));
        }
    }
    right
}

/// 已于 2026-01-28 公布, or that it says something else now.
fn published(ui: &Ui, report: &Report, x: f32, out: &mut Commands) -> f32 {
    let Some(published) = report.published.as_deref() else { return x };
    let differs = !report.prints_like(&published.report);
    let date = &published.out.date;
    let text = if differs {
        format!("与 {date} 公布的不同")
    } else {
        format!("已于 {date} 公布")
    };
    let colours = theme::colours(ui.ctx());
    let ink = if differs { colours.accent } else { colours.ink2 };
    let x = separator(ui, x);
    let rect = ui.max_rect();
    let end = words(ui, x, &text, ink);
    let place = Rect::from_min_max(pos2(x, rect.top()), pos2(end, rect.bottom()));
    let response = ui.interact(place, Id::unique("published"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), place.expand(2.0), 2.into(), colours);
    }
    if response.on_hover_text("同公布的内容逐处对照").clicked() {
        out.push(SidesCommand::Open);
    }
    end
}

/// 意见：2 条待处理.
fn comments(ui: &Ui, app: &App, report: &Report, x: f32, out: &mut Commands) -> f32 {
    let open = report.open_comments().count();
    if open == 0 {
        return x;
    }
    let colours = theme::colours(ui.ctx());
    let x = separator(ui, x);
    let rect = ui.max_rect();
    let sign = Rect::from_center_size(pos2(x + 7.0, rect.center().y), Vec2::splat(14.0));
    icons::COMMENT.paint(ui.painter(), sign, colours.accent);
    let text = format!("意见：{open} 条待处理");
    let end = words(ui, x + 20.0, &text, colours.accent);
    let place = Rect::from_min_max(pos2(x, rect.top()), pos2(end, rect.bottom()));
    let response = ui.interact(place, Id::unique("open comments"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), place.expand(2.0), 2.into(), colours);
    }
    let hint = if app.comments().open { "下一条待处理的意见" } else { "打开审阅" };
    if response.on_hover_text(hint).clicked() {
        out.push(CommentsCommand::Next);
    }
    end
}

/// 表二 1 格填写有误，改正后可保存.
fn wrong_figures(report: &Report, findings: &[Finding]) -> Option<String> {
    let wrong: Vec<&Finding> = findings.iter().filter(|f| f.code == "R05").collect();
    let first = wrong.first()?;
    let section = first.place.section(report)?;
    let table = report.edition().table_in(section)?;
    let name = &report.edition().tables[table].name;
    Some(format!("{name} {} 格填写有误，改正后可保存", wrong.len()))
}

fn fine(ui: &Ui, x: f32, text: &str) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = ui.max_rect().center().y;
    let at = Rect::from_center_size(pos2(x + 7.0, middle), Vec2::splat(14.0));
    icons::TICK.paint(ui.painter(), at, colours.fine);
    words(ui, x + 20.0, text, colours.fine)
}

fn signed(ui: &Ui, x: f32, text: &str) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = ui.max_rect().center().y;
    let at = Rect::from_center_size(pos2(x + 7.0, middle), Vec2::splat(14.0));
    icons::severity(ui.painter(), at, Severity::Blocks, colours, false);
    words(ui, x + 20.0, text, colours.blocks.ink)
}

/// A sign with words that can be clicked: how bad it is, or that all is well.
pub(crate) fn sign_button(
    ui: &Ui,
    id: Id,
    (x, text): (f32, &str),
    severity: Option<Severity>,
) -> Response {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let sign = Rect::from_center_size(pos2(x + 7.0, rect.center().y), Vec2::splat(14.0));
    let ink = severity.map_or(colours.fine, |severity| colours.tone(severity).ink);
    match severity {
        Some(severity) => icons::severity(ui.painter(), sign, severity, colours, false),
        None => icons::TICK.paint(ui.painter(), sign, ink),
    }
    let end = words(ui, x + 20.0, text, ink);
    let place = Rect::from_min_max(pos2(x, rect.top()), pos2(end, rect.bottom()));
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, text));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), place, egui::CornerRadius::same(2), colours);
    }
    response
}

fn words(ui: &Ui, x: f32, text: &str, ink: Color32) -> f32 {
    let rect = ui.max_rect();
    let words = widgets::elided(ui.painter(), text, size::SMALL, ink, rect.right() - x - 8.0);
    let right = x + words.size().x;
    let at = pos2(x, (rect.center().y - words.size().y / 2.0).round());
    ui.painter().galley(at, words, ink);
    right
}

fn separator(ui: &Ui, x: f32) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = ui.max_rect().center().y;
    let (from, to) = (pos2(x + 12.0, middle - 6.0), pos2(x + 12.0, middle + 6.0));
    widgets::hairline(ui.painter(), from, to, colours.line2);
    x + 25.0
}

/// Draft, edition and zoom, from the right, as far as there is room right of `least`; gives back where
/// they begin.
fn right_side(ui: &mut Ui, app: &App, least: f32, out: &mut Commands) -> f32 {
    let colours = theme::colours(ui.ctx());
    let mut x = ui.max_rect().right() - 8.0;
    let Some(document) = app.document() else { return x };
    let edition = document.report().edition().name.replace("年版", " 年格式");
    let draft = match (document.is_dirty(), app.draft_kept()) {
        (false, _) => "已保存".to_owned(),
        (true, Some(at)) => format!("草稿已于 {} 自动保留", at.clock()),
        (true, None) if document.revision() == 0 => "尚未保存".to_owned(),
        (true, None) => "正在保留草稿".to_owned(),
    };
    let painter = ui.painter().clone();
    let width = |text: &str| {
        let font = FontId::proportional(size::SMALL);
        painter.layout_no_wrap(text.to_owned(), font, colours.ink2).size().x + 24.0
    };
    let zooms = width(&zoom_words(app)) + 60.0;
    let (edition_wide, draft_wide) = (width(&edition), width(&draft));
    let room = x - least;
    if zooms + draft_wide <= room || draft_wide > room && zooms <= room {
        x = zoom(ui, app, x, out);
        x = left_separator(ui, x);
    }
    if zooms + draft_wide + edition_wide <= room {
        x = right_words(ui, x, &edition, colours.ink2);
        x = left_separator(ui, x);
    }
    if draft_wide <= x - least + 24.0 {
        return right_words(ui, x, &draft, colours.ink2);
    }
    x
}

fn zoom_words(app: &App) -> String {
    format!("缩放 {}%", app.settings().zoom)
}

fn zoom(ui: &mut Ui, app: &App, right: f32, out: &mut Commands) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = ui.max_rect().center().y;
    let square = |x: f32| Rect::from_min_size(pos2(x, middle - 12.0), vec2(24.0, 24.0));
    let mut x = right - 24.0;
    let plus = Button::icon_only(icons::PLUS, Action::ZoomIn.label()).small();
    if plus.show_at(ui, square(x)).on_hover_text("放大界面（Ctrl＋＋）").clicked() {
        out.push(Command::Do(Action::ZoomIn));
    }
    x = right_words(ui, x - 4.0, &zoom_words(app), colours.ink2);
    let minus = Button::icon_only(icons::MINUS, Action::ZoomOut.label()).small();
    x -= 28.0;
    if minus.show_at(ui, square(x)).on_hover_text("缩小界面（Ctrl＋−）").clicked() {
        out.push(Command::Do(Action::ZoomOut));
    }
    x
}

fn right_words(ui: &mut Ui, right: f32, text: &str, ink: Color32) -> f32 {
    let font = FontId::proportional(size::SMALL);
    let at = pos2(right, ui.max_rect().center().y);
    let rect = ui.painter().text(at, Align2::RIGHT_CENTER, text, font, ink);
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    rect.left()
}

fn left_separator(ui: &Ui, x: f32) -> f32 {
    separator(ui, x - 24.0);
    x - 24.0
}
