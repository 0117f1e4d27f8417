//! What stands on each side, and the way from change to change.

use std::fmt::Write as _;

use egui::{ComboBox, Ui};

use crate::app::sides::messages::SideOf;
use crate::app::sides::{ReturnedReview, SidesView};
use crate::app::{App, SidesCommand};
use crate::reviewed::ReviewBase;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

pub(super) fn show(ui: &mut Ui, app: &App, view: &SidesView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        let back = Button::new("返回").icon(icons::CHEVRON_LEFT);
        if back.show(ui).on_hover_text("回到报告（Esc）").clicked() {
            out.push(SidesCommand::Close);
        }
        if let Some(returned) = &view.returned {
            let kind = if returned.source.is_word() { "审阅稿" } else { "退回的报告" };
            ui.label(widgets::text(kind, size::TITLE, colours.ink));
            ui.label(widgets::text(&returned.source.name, size::TEXT, colours.ink2));
        } else {
            ui.label(widgets::text("对照", size::TITLE, colours.ink));
            side(ui, view, (SideOf::Earlier, "左边", view.earlier), out);
            side(ui, view, (SideOf::Later, "右边", view.later), out);
        }
        steps(ui, view, out);
        if let Some(returned) = &view.returned {
            let alone = view.changes() - returned.found.of_both();
            let words = format!("全部采纳 {alone} 处");
            if Button::new(&words).enabled(alone > 0).show(ui).clicked() {
                out.push(SidesCommand::TakeAll);
            }
        } else if Button::new("只看改动").on(view.only_changes).show(ui).clicked() {
            out.push(SidesCommand::OnlyChanges(!view.only_changes));
        }
    });
    let legend = match &view.returned {
        Some(returned) => legend(returned),
        None => {
            "左边有而右边没有的有删除线，右边新增的有下划线。总计由各项算出，不单列。".to_owned()
        }
    };
    ui.add(egui::Label::new(widgets::text(legend, size::SMALL, colours.ink2)).wrap());
    if let Some(notice) = app.notice() {
        ui.add(egui::Label::new(widgets::text(notice, size::SMALL, colours.accent)).wrap());
    }
}

/// What the two sides of a file that came back are, and what is not in the list.
fn legend(returned: &ReturnedReview) -> String {
    let mut words = format!(
        "左边是报告现在的内容，右边是文件里的。采纳一处改一处，可以撤销；没有采纳的不改。意见 {} 条已记入审阅栏。",
        returned.comments
    );
    let (both, kept) = (returned.found.of_both(), returned.found.kept);
    if both > 0 {
        let _ = write!(words, "两边都改过的 {both} 处，不随“全部采纳”，一处一处定。");
    }
    if kept > 0 {
        let _ = write!(words, "送出以后报告自己改过的 {kept} 处不算改动，保留现在的。");
    }
    words.push_str(match returned.source.told_by {
        ReviewBase::Earlier => "文件里没有导出时的记号，改动是和最接近它的已存版本比出来的。",
        ReviewBase::Now if returned.source.is_word() => {
            "文件里没有导出时的记号，导出以后报告自己改过的也会列出。"
        }
        ReviewBase::Exported | ReviewBase::Now => "",
    });
    words
}

/// The list of what can stand on a side.
fn side(ui: &mut Ui, view: &SidesView, (of, name, at): (SideOf, &str, usize), out: &mut Commands) {
    let called = |index: usize| view.choices.get(index).map_or("", |choice| choice.name.as_str());
    let combo = ComboBox::from_id_salt(("side", name))
        .selected_text(crate::zh::shortened(called(at), 22))
        .width(220.0)
        .height(360.0);
    let shown = combo.show_ui(ui, |ui| {
        for index in 0..view.choices.len() {
            if ui.selectable_label(index == at, called(index)).clicked() {
                out.push(SidesCommand::Pick(of, index));
            }
        }
        if ui.selectable_label(false, "选择文件…").clicked() {
            out.push(SidesCommand::AskFile(of));
        }
    });
    let held = called(at).to_owned();
    shown.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name);
        info.current_text_value = Some(held.clone());
        info
    });
}

fn steps(ui: &mut Ui, view: &SidesView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let count = view.changes();
    let words = match count {
        0 => "没有改动".to_owned(),
        _ => format!("第 {} 处，共 {count} 处", view.current.min(count - 1) + 1),
    };
    ui.label(widgets::text(words, size::SMALL, colours.ink2));
    for (icon, name, command) in [
        (icons::CHEVRON_UP, "上一处改动", SidesCommand::Previous),
        (icons::CHEVRON_DOWN, "下一处改动", SidesCommand::Next),
    ] {
        let button = Button::icon_only(icon, name).enabled(count > 0);
        if button.show(ui).on_hover_text(format!("{name}（F4，Shift＋F4）")).clicked() {
            out.push(command);
        }
    }
}
