//! Questions and answers in one paragraph.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::text::{CCursor, CCursorRange};
use egui::{Context, Id, TextEdit};

use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::{
    Action, App, CarriedCommand, Command, OldWordFile, OpeningCommand, PathCommand, Publish,
    PublishCommand, PublishModal, Purpose, SaveChoice,
};
use crate::finding::Severity;
use crate::rules::Balanced;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// What the button does with the path.
fn verb(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Open | Purpose::LedgerOpen | Purpose::RollUpFolder => "打开",
        Purpose::Import | Purpose::LedgerImport => "导入",
        Purpose::Template => "沿用",
        Purpose::CompareAdd | Purpose::Side(_) => "加入",
        Purpose::Returned => "读入",
        Purpose::Package(_) => "装包",
        Purpose::LastYear | Purpose::LedgerCompare => "选择",
        Purpose::Save | Purpose::LedgerSave => "保存",
        Purpose::Checklist
        | Purpose::LedgerExport
        | Purpose::RollUp(_)
        | Purpose::List(..)
        | Purpose::Years(_) => "导出",
    }
}

pub(super) fn path(
    ctx: &Context,
    purpose: Purpose,
    (text, fresh): (&mut String, bool),
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: purpose.title(),
        sign: None,
        width: 640.0,
        fresh,
        primary: Some(verb(purpose)),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, "系统没有文件对话框，请在这里写文件的路径。", colours.ink2);
        if purpose.takes_several() {
            let words = "选几个的，路径之间写“；”；同一文件夹里的，后面的只写文件名。";
            paragraph(ui, words, colours.ink2);
        }
        let edit = TextEdit::singleline(text).desired_width(f32::INFINITY).return_key(None);
        let mut output = edit.show(ui);
        if fresh {
            // The name is what is changed most often: select it, without folder and extension.
            let range = name_range(text);
            let range = CCursorRange::two(CCursor::new(range.start), CCursor::new(range.end));
            output.state.cursor.set_char_range(Some(range));
            output.state.store(ui.ctx(), output.response.response.id);
        }
        Some(output.response.response.accessible_name("文件路径"))
    });
    match answer {
        SheetAnswer::Primary if !text.trim().is_empty() => {
            let mut paths = if purpose.takes_several() { several(text) } else { Vec::new() };
            out.push(match paths.len() {
                0 => PathCommand::Given(purpose, PathBuf::from(text.trim())),
                1 => PathCommand::Given(purpose, paths.remove(0)),
                _ => PathCommand::GivenSeveral(paths),
            });
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// The paths that ； parts; a name alone is of the folder of the first.
fn several(text: &str) -> Vec<PathBuf> {
    let mut paths = text.split('；').map(str::trim).filter(|path| !path.is_empty());
    let first = paths.next().map(PathBuf::from);
    let folder = first.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    first.into_iter().chain(paths.map(|path| folder.join(path))).collect()
}

/// The name in a path, in characters, without its extension.
fn name_range(path: &str) -> std::ops::Range<usize> {
    let characters: Vec<char> = path.chars().collect();
    let start = characters.iter().rposition(|c| "/\\".contains(*c)).map_or(0, |at| at + 1);
    let dot = characters.iter().rposition(|c| *c == '.').filter(|dot| *dot > start);
    start..dot.unwrap_or(characters.len())
}

pub(super) fn overwrite(
    ctx: &Context,
    (purpose, path): (Purpose, &Path),
    fresh: bool,
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: "已有同名的文件",
        sign: Some(Severity::Warning),
        width: 560.0,
        fresh,
        primary: Some("替换原文件"),
        others: &[],
        close: "返回",
    };
    let words = format!("“{}”已经存在。替换后，原来的内容不再保留。", path.display());
    match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => out.push(PathCommand::Overwrite(purpose, path.to_owned())),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

pub(super) fn old_word(ctx: &Context, file: &OldWordFile, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "旧版 Word、WPS 文件",
        sign: None,
        width: 560.0,
        fresh,
        primary: Some("转换后读入"),
        others: &[],
        close: "取消",
    };
    let words = format!(
        "“{}”是旧版 Word、WPS 或 RTF 文件，不能直接读取。可以用本机的 LibreOffice 转换后读入，\
         原文件不会改动，转换要几秒到一分钟。读入后请对照原文核对。",
        file.path.display()
    );
    match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => out.push(OpeningCommand::Convert),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

pub(super) fn close(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let balanced = app.document().is_some_and(|d| Balanced::new(d.report()).is_ok());
    let sheet = ModalSheet {
        title: "报告尚未保存",
        sign: Some(Severity::Warning),
        width: 560.0,
        fresh,
        primary: Some(if balanced { "保存" } else { "保留为草稿" }),
        others: if balanced { &["放弃修改", "保留为草稿"] } else { &["放弃修改"] },
        close: "返回",
    };
    let words = if balanced {
        "关闭前请选择：保存，保留为草稿，或者放弃修改。"
    } else {
        "勾稽不平或填写有误，只能保留为草稿，下次可以继续填写。"
    };
    let choice = match say(ctx, &sheet, words) {
        SheetAnswer::Primary if balanced => SaveChoice::Save,
        SheetAnswer::Primary | SheetAnswer::Other(1) => SaveChoice::KeepDraft,
        SheetAnswer::Other(_) => SaveChoice::Discard,
        SheetAnswer::Close => return out.push(Command::Dismiss),
        SheetAnswer::Open => return,
    };
    out.push(OpeningCommand::Close(choice));
}

/// The report is being closed, or the program ended: what that waits for.
pub(super) fn closing(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "正在关闭",
        sign: None,
        width: 560.0,
        fresh,
        primary: None,
        others: &["不再等待，直接退出"],
        close: "返回",
    };
    let awaited: Vec<&str> = app.awaited().into_iter().map(crate::app::Wait::words).collect();
    let words = match awaited.as_slice() {
        [] => "马上就好。".to_owned(),
        _ => format!("{}，完成后就关闭。", awaited.join("，")),
    };
    match say(ctx, &sheet, &words) {
        SheetAnswer::Other(_) => out.push(OpeningCommand::QuitNow),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Primary | SheetAnswer::Open => {}
    }
}

/// For so long a reading says nothing: most are done by then, and a sheet would only flicker.
const UNTOLD: Duration = Duration::from_millis(250);

/// Something is being read, which can be cancelled: what is said of it, and the command that cancels.
pub(super) fn reading(
    ctx: &Context,
    (words, cancel): (&str, Command),
    fresh: bool,
    out: &mut Commands,
) {
    let now = ctx.input(|input| input.time);
    let id = Id::unique("reading");
    let since = ctx.data_mut(|data| {
        let since = data.get_temp_mut_or(id, now);
        if fresh {
            *since = now;
        }
        *since
    });
    let left = UNTOLD.as_secs_f64() - (now - since);
    if left > 0.0 {
        return ctx.request_repaint_after(Duration::from_secs_f64(left));
    }
    let sheet = ModalSheet {
        title: "正在读取",
        sign: None,
        width: 560.0,
        fresh: false,
        primary: None,
        others: &[],
        close: "取消读取",
    };
    if say(ctx, &sheet, words) != SheetAnswer::Open {
        out.push(cancel);
    }
}

pub(super) fn publish(
    ctx: &Context,
    app: &App,
    PublishModal { publish, errors, carried }: PublishModal,
    fresh: bool,
    out: &mut Commands,
) {
    let verb = match publish {
        Publish::Print => "打印",
        Publish::Export => "导出",
        Publish::Copy(_) => "复制",
    };
    let for_review = format!("{verb}送审稿");
    let anyway = format!("仍要{verb}");
    let both = [for_review.as_str(), anyway.as_str()];
    // What is copied bears no mark on every page.
    let others = if matches!(publish, Publish::Copy(_)) { &both[1..] } else { &both };
    let sheet = ModalSheet {
        title: verb,
        sign: Some(Severity::Error),
        width: 560.0,
        fresh,
        primary: Some("查看问题"),
        others,
        close: "取消",
    };
    let mut what = Vec::new();
    if errors > 0 {
        what.push(format!("{errors} 处须改正的问题，公布前应当改好"));
    }
    if carried > 0 {
        what.push(format!("{carried} 处上年的数没有核对"));
    }
    let words = format!("尚有 {}。是否{anyway}？", what.join("；还有 "));
    let words = match publish {
        Publish::Copy(_) => words,
        _ => format!("{words}给领导审阅的，请{for_review}。"),
    };
    match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => {
            out.push(Command::Dismiss);
            if errors == 0 {
                return out.push(CarriedCommand::Next);
            }
            if !app.settings().problems_open {
                out.push(Command::Do(Action::ToggleProblems));
            }
            out.push(Command::Do(Action::NextProblem));
        }
        SheetAnswer::Other(at) if at + 1 < others.len() => {
            out.push(PublishCommand::ForReview(publish));
        }
        SheetAnswer::Other(_) => out.push(PublishCommand::Anyway(publish)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

/// What came from last year's report, what did not, and why.
pub(super) fn from_last(ctx: &Context, app: &App, fresh: bool, out: &mut Commands) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let Some(last) = &report.last else { return };
    let sheet = ModalSheet {
        title: "沿用上年的情况",
        sign: None,
        width: 720.0,
        fresh,
        primary: Some("开始填写"),
        others: &[],
        close: "关闭",
    };
    let left = report.left_behind();
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let of = last.year.map_or_else(|| "上年".to_owned(), |year| format!("{year} 年"));
        let now = report.year.map_or_else(String::new, |year| format!("{year} 年度，"));
        let edition = &report.edition().name;
        let words = format!(
            "本报告：{now}{edition}格式。年度可以在基本信息中更改，格式随年度而定。"
        );
        paragraph(ui, &words, colours.ink);
        let words = format!(
            "由{of}报告带入：机关名称和署名；各部分的文字，其中 {} 处上年的年份和数字作了标记，要逐处核对；\
             “上年结转”{} 格，取自上年的“结转下年度继续办理”；各格旁边的上年数（灰色，只供对照）。\
             其余各格留空，由您填写。",
            report.undecided().count(),
            report.carried_in_cells(),
        );
        paragraph(ui, &words, colours.ink2);
        ui.add_space(4.0);
        if left.is_empty() {
            paragraph(ui, "该带入的都已带入。", colours.ink2);
        } else {
            paragraph(ui, &format!("没有带入的 {} 项：", left.len()), colours.ink);
        }
        long_list(ui, |ui| {
            for line in &left {
                paragraph(ui, line, colours.ink);
            }
        });
        None
    });
    if answer != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

pub(super) fn failed(ctx: &Context, text: &str, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "请注意",
        sign: Some(Severity::Error),
        width: 560.0,
        fresh,
        primary: None,
        others: &[],
        close: "关闭",
    };
    if say(ctx, &sheet, text) != SheetAnswer::Open {
        out.push(Command::Dismiss);
    }
}

/// A sheet with one paragraph.
pub(super) fn say(ctx: &Context, sheet: &ModalSheet<'_>, words: &str) -> SheetAnswer {
    sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        ui.add(egui::Label::new(widgets::text(words, size::TEXT, colours.ink2)).wrap());
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{name_range, several};

    #[test]
    fn several_paths_are_parted() {
        for (text, paths) in [
            ("/甲/2024.nianbao", vec!["/甲/2024.nianbao"]),
            (" /甲/2024；2023 ； /乙/2022；", vec!["/甲/2024", "/甲/2023", "/乙/2022"]),
            ("2024；2023", vec!["2024", "2023"]),
            ("；", vec![]),
        ] {
            let expected: Vec<std::path::PathBuf> = paths.into_iter().map(Into::into).collect();
            assert_eq!(several(text), expected, "{text}");
        }
    }

    #[test]
    fn the_name_is_selected_without_folder_and_extension() {
        for (path, name) in [
            ("/甲/乙.nianbao", "乙"),
            ("乙", "乙"),
            ("/甲.d/乙", "乙"),
            ("D:\\甲\\.乙", ".乙"),
            ("/甲/", ""),
        ] {
            let range = name_range(path);
            let selected: String = path.chars().skip(range.start).take(range.len()).collect();
            assert_eq!(selected, name, "{path}");
        }
    }
}
