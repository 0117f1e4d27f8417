//! What helps with writing a part: what is asked, an outline, phrases.

use egui::{Context, Key, Modifiers, Response, Ui};

use super::form::field as text_field;
use super::{ModalSheet, SheetAnswer, line, paragraph, row_list, row_menu};
use crate::app::guidance::{filled, guidance, phrases, section_of};
use crate::app::{App, Command, GuidanceCommand};
use crate::report::Report;
use crate::report::place::Field;
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::prose;
use crate::ui::theme;
use crate::ui::widgets::Button;
use crate::zh::numeral;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    field: Field,
    (row, text, fresh): (&mut CurrentRow, &mut String, bool),
    out: &mut Commands,
) {
    let (Some(document), Some(section)) = (app.document(), section_of(field)) else {
        return out.push(Command::Dismiss);
    };
    let report = document.report();
    let listed = phrases(app.settings(), section);
    row.bound(listed.len());
    let title = match section {
        0 => "引言怎样写".to_owned(),
        section => format!("第{}部分怎样写", numeral(section.into())),
    };
    let sheet = ModalSheet {
        title: &title,
        sign: None,
        width: 760.0,
        fresh,
        primary: (!listed.is_empty()).then_some("填入这一句"),
        others: &[],
        close: "关闭",
    };
    let answer = sheet.show(ctx, |ui| {
        advice(ui, section);
        ui.add_space(4.0);
        let insert = |phrase: &str| {
            let (at, phrase) = (prose::caret(ctx, field, report.text(field)), phrase.to_owned());
            GuidanceCommand::Insert { field, at, phrase }
        };
        let home = row_list(ui, |ui| rows(ui, (row, &listed), (report, section), insert, out));
        ui.horizontal(|ui| {
            if Button::new("存为常用语").small().show(ui).clicked() {
                let text = std::mem::take(text);
                out.push(GuidanceCommand::Keep { section, text });
            }
            let hint =
                "本单位的常用语，可以写〔年〕〔机关〕〔表三 本年新收 总计〕；Delete 删去选中的一句";
            text_field(ui, "新的常用语", hint, text);
        });
        home
    });
    match answer {
        SheetAnswer::Primary => {
            if let Some(phrase) = listed.get(row.index()) {
                let at = prose::caret(ctx, field, report.text(field));
                let phrase = (*phrase).to_owned();
                out.push(GuidanceCommand::Insert { field, at, phrase });
            }
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        SheetAnswer::Open | SheetAnswer::Other(_) => {}
    }
}

/// What the Regulation and the notice ask of a part, and an outline of it.
fn advice(ui: &mut Ui, section: u8) {
    let colours = theme::colours(ui.ctx());
    let Some(guidance) = guidance(section) else { return };
    for words in &guidance.asks {
        paragraph(ui, words, colours.ink2);
    }
    for words in &guidance.outline {
        paragraph(ui, &format!("· {words}"), colours.ink);
    }
}

/// The office's own phrases, filled in; Delete takes the one with the keyboard away. Gives back the
/// current row.
fn rows(
    ui: &mut Ui,
    (row, listed): (&mut CurrentRow, &[&str]),
    (report, section): (&Report, u8),
    insert: impl Fn(&str) -> GuidanceCommand,
    out: &mut Commands,
) -> Option<Response> {
    let mut home = None;
    for (index, phrase) in listed.iter().enumerate() {
        let response = line(ui, row, (index, listed.len()), &filled(phrase, report));
        let delete = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
        let forget = || GuidanceCommand::Forget { section, text: (*phrase).to_owned() };
        if response.has_focus() && delete() {
            out.push(forget());
        }
        let lines =
            || vec![("填入这一句", insert(phrase).into()), ("从常用语删去", forget().into())];
        row_menu(ui, &response, lines, out);
        if row.index() == index {
            home = Some(response);
        }
    }
    home
}
