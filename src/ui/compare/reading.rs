//! The text for the public: edited here, kept beside the report.

use egui::{TextEdit, Ui};

use super::{nothing, paragraph};
use crate::app::{App, CompareCommand};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let reading = app.reading_text();
    let Some(text) = &reading.text else {
        return nothing(ui, "还没有报告，写不出解读。请点“添加年份”。");
    };
    let state = match (&reading.path, reading.is_refused, reading.is_kept()) {
        (_, true, _) => {
            "报告旁的解读文件在别处改过，这里的改动没有写进去，请用“导出”另存。".to_owned()
        }
        (None, ..) => {
            "报告还没有保存为文件，解读只在窗口里；请先保存报告，或者用“导出”另存。".to_owned()
        }
        (Some(path), _, true) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            format!("随改随存，在报告旁的“{name}”里；没有改动过的初稿不存。")
        }
        (Some(_), _, false) => "正在保存…".to_owned(),
    };
    ui.horizontal_wrapped(|ui| {
        let anew = Button::new("按数字重写");
        let hint = "用今年的数字和增减重新写一遍，现有的文字不保留（可以先导出）";
        if anew.show(ui).on_hover_text(hint).clicked() {
            out.push(CompareCommand::DraftReading);
        }
        paragraph(ui, &state, size::SMALL, colours.ink2);
    });
    let mut typed = text.clone();
    let field = TextEdit::multiline(&mut typed)
        .id_salt("reading")
        .font(egui::FontId::proportional(size::TEXT))
        .desired_width(ui.available_width().min(720.0))
        .desired_rows(12);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, "解读文字");
        info.current_text_value = Some(typed.clone());
        info
    });
    if response.changed() {
        out.push(CompareCommand::Reading(typed));
    }
}
