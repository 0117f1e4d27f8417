//! The words of a comment or of an answer, and, once, the name of who writes.

use egui::{Context, Response, Ui};

use super::form::{beside, field, labelled, told};
use super::{ModalSheet, SheetAnswer, paragraph};
use crate::app::{App, Command, CommentsCommand, CommentsModal, Settings, SettingsCommand};
use crate::report::{CommentPlace, Report, writer_words};
use crate::ui::commands::Commands;
use crate::ui::theme;
use crate::zh::shortened;

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct CommentForm {
    text: String,
    name: String,
}

pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: &CommentsModal,
    (form, fresh): (&mut CommentForm, bool),
    out: &mut Commands,
) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    if fresh {
        *form = CommentForm { text: String::new(), name: app.settings().name.clone() };
    }
    let (title, about) = match modal {
        CommentsModal::New(place) => ("添加意见", about(report, place)),
        CommentsModal::Answer(id) => {
            let Some(at) = id.find(report) else { return out.push(Command::Dismiss) };
            ("回复意见", report.comments[at].text.clone())
        }
    };
    let asks_name = app.settings().name.is_empty();
    let sheet = ModalSheet {
        title,
        sign: None,
        width: 600.0,
        fresh,
        primary: Some("写入报告文件"),
        others: &[],
        close: "返回",
    };
    let answer = sheet.show(ctx, |ui| Some(fields(ui, app, &about, form)));
    match answer {
        SheetAnswer::Primary if !form.text.trim().is_empty() => {
            let name = form.name.trim();
            if asks_name && !name.is_empty() {
                let settings = Settings { name: name.to_owned(), ..app.settings().clone() };
                out.push(SettingsCommand::Set(Box::new(settings)));
            }
            let text = form.text.trim().to_owned();
            out.push(match modal {
                CommentsModal::New(place) => CommentsCommand::Add(place.clone(), text),
                CommentsModal::Answer(id) => CommentsCommand::Answer(id.clone(), text),
            });
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// What it is about, and the fields; gives back the first of them.
fn fields(ui: &mut Ui, app: &App, about: &str, form: &mut CommentForm) -> Response {
    let colours = theme::colours(ui.ctx());
    paragraph(ui, about, colours.ink2);
    ui.add_space(4.0);
    let words = labelled(ui, "意见", |ui| {
        field(ui, "意见", "如：与政务新媒体月报不一致，请核对", &mut form.text)
    });
    if app.settings().name.is_empty() {
        labelled(ui, "您的姓名", |ui| {
            let user = app.settings().writer();
            field(
                ui,
                "您的姓名",
                &format!("只问一次；不填则写作“{}”", writer_words(&user)),
                &mut form.name,
            )
        });
    }
    beside(ui, "意见随报告文件保存，不印在报告上；以后在“审阅”中回复、标为已处理。");
    told(ui, None);
    words
}

/// What a comment will be about.
fn about(report: &Report, place: &CommentPlace) -> String {
    let at = place.place(report).map(|place| place.words(report)).unwrap_or_default();
    match place {
        CommentPlace::Text(anchor) => {
            let words = anchor.words(report).unwrap_or_default();
            format!("对{at}的文字：“{}”", shortened(words, 120))
        }
        CommentPlace::Report => "对报告全文".to_owned(),
        _ => format!("对{at}"),
    }
}
