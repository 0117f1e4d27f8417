//! Help for the row that the cursor is in, the keys, and what the program is.

use egui::{Context, Ui};

use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::{Action, App, Command, FORM_KEYS};
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

pub(super) fn help(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let row = row_help(app);
    let title = row.as_ref().map_or("使用说明", |(title, _)| title.as_str());
    let sheet = ModalSheet {
        title,
        sign: None,
        width: 720.0,
        fresh,
        primary: Some("打开使用手册"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        match &row {
            Some((_, Some(help))) => paragraph(ui, help, colours.ink),
            Some((_, None)) => paragraph(ui, "这一行没有另外的说明。", colours.ink2),
            None => paragraph(
                ui,
                "三张表填完、每一列勾稽平衡后，才能保存和导出。没有的事项填 0。未保存的内容随时作为草稿保留在本机。",
                colours.ink2,
            ),
        }
        ui.add_space(4.0);
        long_list(ui, keys);
        None
    });
    match answer {
        SheetAnswer::Primary => out.push(Command::Do(Action::Manual)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open | SheetAnswer::Other(_) => {}
    }
}

/// The title and the help of the row that the cursor is in.
fn row_help(app: &App) -> Option<(String, Option<String>)> {
    let report = app.document()?.report();
    let (table, row) = match app.cursor()? {
        Place::Cell(id) => (id.table, report.edition().tables[id.table].cells[id.index].row),
        Place::Row(table, row) => (*table, *row),
        _ => return None,
    };
    let form = &report.edition().tables[table];
    let row = form.rows.get(row)?;
    let label = row.path.last().map_or("", String::as_str);
    Some((format!("{}：{label}", form.name), row.help.clone()))
}

fn keys(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let named =
        Action::all().filter_map(|action| Some((action.shortcut()?.text(), action.label())));
    let form = FORM_KEYS.iter().map(|(keys, what)| ((*keys).to_owned(), *what));
    for (keys, what) in form.chain(named) {
        let colours = theme::colours(ui.ctx());
        ui.horizontal(|ui| {
            let width = egui::vec2(260.0, size::TEXT_LINE);
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(width, layout, |ui| {
                ui.set_min_size(width);
                ui.add(egui::Label::new(widgets::text(keys, size::TEXT, colours.ink2)));
            });
            ui.add(egui::Label::new(widgets::text(what, size::TEXT, colours.ink)));
        });
    }
}

pub(super) fn about(ctx: &Context, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "关于年报",
        sign: None,
        width: 640.0,
        fresh,
        primary: None,
        others: &["许可全文"],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, &version(), colours.ink);
        let licences = "源代码按 MIT 或者 Apache-2.0 许可，由使用者选择。程序中带有 FandolFang 仿宋字体\
                        （GPL-3.0，附字体例外），因此编译好的程序整体按 GPL-3.0-or-later 许可。\
                        霞鹜文楷、Noto Sans CJK、Noto Serif CJK 按 OFL-1.1 许可。";
        paragraph(ui, licences, colours.ink2);
        paragraph(ui, "程序不联网，报告和草稿只保存在本机。", colours.ink2);
        None
    });
    match answer {
        SheetAnswer::Other(_) => out.push(Command::Do(Action::Licences)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open | SheetAnswer::Primary => {}
    }
}

/// 年报 0.1.0（编译 1a2b3c4d）; what was built by hand has no number of its own.
fn version() -> String {
    let build = option_env!("NIANBAO_BUILD").filter(|build| !build.is_empty());
    let build = build.map(|build| format!("（编译 {build}）")).unwrap_or_default();
    format!("年报 {}{build}，政府信息公开工作年度报告填报程序。", env!("CARGO_PKG_VERSION"))
}
