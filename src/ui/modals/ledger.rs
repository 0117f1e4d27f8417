//! Sheets about the ledger of requests.

use egui::{Context, Ui, vec2};

use super::ask::say;
use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::drafts::messages::Parting;
use crate::app::ledger::comparison::{DifferingCell, LedgerComparison};
use crate::app::ledger::document::LedgerDocument;
use crate::app::ledger::messages::{ImportedLedger, LedgerElsewhere};
use crate::app::{App, Command, How, LedgerCommand, LedgerModal};
use crate::finding::Severity;
use crate::ledger::sheet::ExportedNames;
use crate::ledger::{HolidayYear, PendingCases, read_day};
use crate::report::place::CellId;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// What a clerk is choosing in a sheet about the ledger.
#[derive(Debug, Default)]
pub(super) struct LedgerSheetForm {
    /// The cells that are not to be put in.
    left_out: Vec<CellId>,
    hide_names: bool,
    agency: String,
    every_year: bool,
    /// A line a year: 2027 休 2027-01-01 2027-01-02 班 2027-01-03.
    holidays: String,
    problem: Option<String>,
}

pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: &LedgerModal,
    (form, fresh): (&mut LedgerSheetForm, bool),
    out: &mut Commands,
) {
    if fresh {
        *form = LedgerSheetForm::new(app);
    }
    match modal {
        LedgerModal::Imported(imported) => self::imported(ctx, imported, fresh, out),
        LedgerModal::Elsewhere(elsewhere) => self::elsewhere(ctx, elsewhere, fresh, out),
        LedgerModal::AskClose => ask_close(ctx, fresh, out),
        LedgerModal::NotSaved { path, trouble } => {
            super::saving::ledger_not_saved(ctx, (path, trouble), fresh, out);
        }
        // The list of versions has a view of its own.
        LedgerModal::Versions(_) => {}
        LedgerModal::Export => export(ctx, (form, fresh), out),
        LedgerModal::Properties => properties(ctx, (form, fresh), out),
        LedgerModal::Compare => match app.ledger_comparison() {
            Some(comparison) => compare(ctx, &comparison, (form, fresh), out),
            None => out.push(Command::Dismiss),
        },
    }
}

impl LedgerSheetForm {
    fn new(app: &App) -> Self {
        let Some(ledger) = app.ledger().map(LedgerDocument::ledger) else {
            return Self::default();
        };
        Self {
            hide_names: app.ledger_view().hide_names,
            agency: ledger.agency.clone(),
            every_year: ledger.pending == PendingCases::EveryYear,
            holidays: ledger.holidays.iter().map(line).collect::<Vec<_>>().join("\n"),
            ..Self::default()
        }
    }
}

fn imported(ctx: &Context, imported: &ImportedLedger, fresh: bool, out: &mut Commands) {
    let count = imported.ledger.requests.len();
    let title = format!("读入 {count} 件申请");
    let sheet = ModalSheet {
        title: &title,
        sign: (!imported.rows.is_empty()).then_some(Severity::Warning),
        width: 720.0,
        fresh,
        primary: Some("保存为台账"),
        others: &[],
        close: "先看看",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, &format!("来自“{}”，原来的文件没有改动。", imported.name), colours.ink2);
        for note in &imported.notes {
            paragraph(ui, note, colours.ink2);
        }
        if imported.rows.is_empty() {
            paragraph(ui, "每一行都看懂了。", colours.ink);
            return None;
        }
        let words = format!("{} 行要核对，都已读入，可以在台账里改：", imported.rows.len());
        paragraph(ui, &words, colours.ink);
        long_list(ui, |ui| {
            for row in &imported.rows {
                let sheet = if row.sheet.is_empty() {
                    String::new()
                } else {
                    format!("“{}”", row.sheet)
                };
                let number = if row.number.is_empty() {
                    String::new()
                } else {
                    format!("（{}）", row.number)
                };
                let words =
                    format!("{sheet}第 {} 行{number}：{}", row.line, row.reasons.join("；"));
                paragraph(ui, &words, colours.ink);
            }
        });
        None
    });
    match answer {
        SheetAnswer::Primary => out.extend([Command::Dismiss, LedgerCommand::SaveAs.into()]),
        SheetAnswer::Open => {}
        _ => out.push(Command::Dismiss),
    }
}

fn elsewhere(ctx: &Context, elsewhere: &LedgerElsewhere, fresh: bool, out: &mut Commands) {
    let far = elsewhere.owner.is_far();
    let sheet = ModalSheet {
        title: "这份台账正由别人编辑",
        sign: Some(Severity::Warning),
        width: 600.0,
        fresh,
        primary: Some("只读打开"),
        others: if far { &["仍要编辑", "打开副本"] } else { &["打开副本"] },
        close: "取消",
    };
    let mut words = format!("“{}”正由{}编辑。", elsewhere.path.display(), elsewhere.owner);
    words += "只读打开：可以查看、对照和导出。打开副本：另成一份，保存时取别的名称。";
    if far {
        words += "确知那台电脑已经关闭了台账的，可以选仍要编辑。";
    }
    let how = match say(ctx, &sheet, &words) {
        SheetAnswer::Primary => How::ReadOnly,
        SheetAnswer::Other(0) if far => How::Anyway,
        SheetAnswer::Other(_) => How::Copy,
        SheetAnswer::Close => return out.push(Command::Dismiss),
        SheetAnswer::Open => return,
    };
    out.push(LedgerCommand::Elsewhere(how));
}

fn ask_close(ctx: &Context, fresh: bool, out: &mut Commands) {
    let sheet = ModalSheet {
        title: "台账还没有存到文件",
        sign: Some(Severity::Warning),
        width: 560.0,
        fresh,
        primary: Some("保存"),
        others: &["放弃修改", "保留为草稿"],
        close: "返回",
    };
    let words = "关闭前请选择。保留为草稿的，下次打开程序时可以恢复；\
                 放弃的修改在“回收的草稿”中保留 30 天。";
    match say(ctx, &sheet, words) {
        SheetAnswer::Primary => out.extend([Command::Dismiss, LedgerCommand::SaveAs.into()]),
        SheetAnswer::Other(0) => out.push(LedgerCommand::CloseWithout(Parting::GiveUp)),
        SheetAnswer::Other(_) => out.push(LedgerCommand::CloseWithout(Parting::Keep)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open => {}
    }
}

fn export(ctx: &Context, (form, fresh): (&mut LedgerSheetForm, bool), out: &mut Commands) {
    let sheet = ModalSheet {
        title: "导出台账",
        sign: None,
        width: 560.0,
        fresh,
        primary: Some("选择位置"),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = "导出为 Excel 工作簿：第一张表是台账，第二张表按公式数出表三。\
                     文件名以 .csv 结尾的，导出为 csv。";
        paragraph(ui, words, colours.ink2);
        ui.checkbox(&mut form.hide_names, "隐去申请人姓名");
        if form.hide_names {
            paragraph(
                ui,
                "电话、证件号码、住址、邮箱一类一并隐去；申请内容和备注里的其他姓名、住址认不出来，公开前请看一遍。",
                colours.ink2,
            );
        } else {
            paragraph(
                ui,
                "文件里有个人信息，请不要公开，也不要放在公用的文件夹里。",
                colours.warning.ink,
            );
        }
        None
    });
    let names = if form.hide_names { ExportedNames::Hidden } else { ExportedNames::Shown };
    match answer {
        SheetAnswer::Primary => out.push(LedgerCommand::Export(names)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

fn properties(ctx: &Context, (form, fresh): (&mut LedgerSheetForm, bool), out: &mut Commands) {
    let sheet = ModalSheet {
        title: "台账信息",
        sign: None,
        width: 640.0,
        fresh,
        primary: Some("写入台账"),
        others: &[],
        close: "取消",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        paragraph(ui, "机关全称（与报告一致的，才能对照）", colours.ink2);
        let width = ui.available_width();
        let first = ui.add(egui::TextEdit::singleline(&mut form.agency).desired_width(width));
        ui.add_space(4.0);
        let words = "表四“尚未审结”：没有结果的复议、诉讼，只计入提出的那一年；也可以在每年年底仍没有结果时都计入。";
        paragraph(ui, words, colours.ink2);
        ui.checkbox(&mut form.every_year, "每年年底没有结果的都计入");
        ui.add_space(4.0);
        let words = "自行登记的节假日，一行一年：先写“休”和放假的日子，再写“班”和调休上班的日子。\
                     程序没有的年份，只按周末计算，请在国务院办公厅通知公布后登记。";
        paragraph(ui, words, colours.ink2);
        let hint = "休 2027-01-01 2027-02-05 班 2027-02-14";
        let field = egui::TextEdit::multiline(&mut form.holidays).desired_width(width);
        ui.add(field.desired_rows(3).hint_text(hint));
        if let Some(problem) = &form.problem {
            paragraph(ui, problem, colours.blocks.ink);
        }
        Some(first)
    });
    match answer {
        SheetAnswer::Primary => match read_holidays(&form.holidays) {
            Ok(years) => {
                let pending = if form.every_year {
                    PendingCases::EveryYear
                } else {
                    PendingCases::YearBrought
                };
                out.extend([
                    LedgerCommand::Agency(form.agency.trim().to_owned()).into(),
                    LedgerCommand::Pending(pending).into(),
                    LedgerCommand::Holidays(years).into(),
                    Command::Dismiss,
                ]);
            }
            Err(problem) => form.problem = Some(problem),
        },
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// A year of the office's own, as it is written in the sheet.
fn line(year: &HolidayYear) -> String {
    let days = |days: &[jiff::civil::Date]| {
        days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    format!("休 {} 班 {}", days(&year.off), days(&year.make_up))
}

fn read_holidays(text: &str) -> Result<Vec<HolidayYear>, String> {
    let mut years: Vec<HolidayYear> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (mut off, mut make_up, mut worked) = (Vec::new(), Vec::new(), false);
        let spaced = line.replace(['，', '、', ',', '：', ':'], " ");
        for word in spaced.replace('休', " 休 ").replace('班', " 班 ").split_whitespace() {
            match (word, read_day(word)) {
                ("休", _) => worked = false,
                ("班", _) => worked = true,
                (_, Some(day)) if worked => make_up.push(day),
                (_, Some(day)) => off.push(day),
                (_, None) => {
                    return Err(format!(
                        "第 {number} 行的“{word}”不是日期，请写成 2027-01-01 这样"
                    ));
                }
            }
        }
        let Some(year) = off.iter().chain(&make_up).map(|day| day.year()).max() else { continue };
        if years.iter().any(|known| known.year == year) {
            return Err(format!("第 {number} 行又是 {year} 年，一年请写在一行里"));
        }
        years.push(HolidayYear { year, notice: "自行登记".into(), off, make_up });
    }
    Ok(years)
}

fn compare(
    ctx: &Context,
    found: &LedgerComparison,
    (form, fresh): (&mut LedgerSheetForm, bool),
    out: &mut Commands,
) {
    let year = found.year;
    let title = format!("{year} 年度报告与台账");
    let chosen: Vec<CellId> = found
        .cells
        .iter()
        .map(|cell| cell.cell)
        .filter(|cell| !form.left_out.contains(cell))
        .collect();
    let fill = format!("填入 {} 格", chosen.len());
    let sheet = ModalSheet {
        title: &title,
        sign: (!found.cells.is_empty()).then_some(Severity::Warning),
        width: 720.0,
        fresh,
        primary: (!chosen.is_empty()).then_some(fill.as_str()),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        if found.cells.is_empty() {
            paragraph(ui, "表三、表四的每一格都与台账一致。", colours.fine);
        } else {
            let words = format!(
                "{} 格与台账不一致。请核对，是报告填错了，还是台账漏登、错登；不填入的请去掉勾选。",
                found.cells.len()
            );
            paragraph(ui, &words, colours.ink2);
        }
        if found.uncounted > 0 {
            let words = format!("台账有 {} 件没有计入，改正后再填入。", found.uncounted);
            paragraph(ui, &words, colours.blocks.ink);
        }
        long_list(ui, |ui| {
            for cell in &found.cells {
                choice(ui, cell, &mut form.left_out);
            }
            sentences(ui, found, out);
            last_year(ui, found);
        });
        None
    });
    match answer {
        SheetAnswer::Primary => out.extend([LedgerCommand::Fill(chosen).into(), Command::Dismiss]),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

fn words(cell: &DifferingCell) -> String {
    let table = if cell.section == 3 { "表三" } else { "表四" };
    let DifferingCell { row, column, report, ledger, .. } = cell;
    let row = if cell.section == 3 { format!("“{row}”") } else { String::new() };
    format!("{table}{row}{column}：报告 {report}，台账 {ledger}")
}

fn choice(ui: &mut Ui, cell: &DifferingCell, left_out: &mut Vec<CellId>) {
    let mut on = !left_out.contains(&cell.cell);
    if ui.checkbox(&mut on, words(cell)).changed() {
        left_out.retain(|other| *other != cell.cell);
        if !on {
            left_out.push(cell.cell);
        }
    }
}

/// The sentences that sections six and one would have.
fn sentences(ui: &mut Ui, found: &LedgerComparison, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let offers = [
        (&found.fees, "第六部分可以写：", "填入第六部分", LedgerCommand::WriteFees),
        (&found.counts, "第一部分可以写：", "填入第一部分", LedgerCommand::WriteCounts),
    ];
    for (sentence, head, button, command) in offers {
        let Some(sentence) = sentence else { continue };
        ui.add_space(6.0);
        paragraph(ui, &format!("{head}{sentence}"), colours.ink);
        if Button::new(button).small().show(ui).clicked() {
            out.push(command);
        }
    }
}

fn last_year(ui: &mut Ui, found: &LedgerComparison) {
    let colours = theme::colours(ui.ctx());
    let Some(year) = found.last else { return };
    ui.add_space(6.0);
    let words = if found.last_year.is_empty() {
        format!("{year} 年度报告公布的数与台账一致。")
    } else {
        format!("{year} 年度报告公布以后，台账有改动，{} 格不再一致：", found.last_year.len())
    };
    let ink = if found.last_year.is_empty() { colours.fine } else { colours.warning.ink };
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    ui.add(egui::Label::new(widgets::text(words, size::TEXT, ink)).wrap());
    for cell in &found.last_year {
        paragraph(ui, &format!("· {}", self::words(cell)), colours.ink2);
    }
}

#[cfg(test)]
mod tests {
    use super::{line, read_holidays};

    #[test]
    fn own_days_off_are_read_as_they_are_written() {
        let years = read_holidays("休 2027-01-01，2027.2.5 班 2027-02-14\n\n休2028-01-01").unwrap();
        assert_eq!(years.len(), 2);
        assert_eq!((years[0].year, years[0].off.len(), years[0].make_up.len()), (2027, 2, 1));
        let text = years.iter().map(line).collect::<Vec<_>>().join("\n");
        assert_eq!(read_holidays(&text), Ok(years));
        assert!(read_holidays("休 元旦").unwrap_err().contains("第 1 行的“元旦”"));
        assert!(
            read_holidays("休 2027-01-01\n休 2027-02-01").unwrap_err().contains("又是 2027 年")
        );
    }
}
