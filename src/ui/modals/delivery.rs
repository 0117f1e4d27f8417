//! What goes into a package, and when and where the report was published.

use egui::Context;

use super::form::{beside, check, field, labelled, told};
use super::{ModalSheet, SheetAnswer, long_list, paragraph};
use crate::app::delivery::day_problem;
use crate::app::{App, Command, DeliveryCommand, DeliveryModal, PackageChoice};
use crate::report::Publication;
use crate::ui::commands::Commands;
use crate::ui::theme;

/// What is being typed and chosen.
#[derive(Debug, Default)]
pub(super) struct DeliveryForm {
    choice: PackageChoice,
    date: String,
    address: String,
}

pub(super) fn show(
    ctx: &Context,
    app: &App,
    modal: &DeliveryModal,
    (form, fresh): (&mut DeliveryForm, bool),
    out: &mut Commands,
) {
    match modal {
        DeliveryModal::Package(open) => package(ctx, app, open, (form, fresh), out),
        DeliveryModal::Published => published(ctx, app, (form, fresh), out),
    }
}

fn package(
    ctx: &Context,
    app: &App,
    open: &[String],
    (form, fresh): (&mut DeliveryForm, bool),
    out: &mut Commands,
) {
    let Some(document) = app.document() else { return };
    if fresh {
        form.choice = PackageChoice::default();
    }
    let sheet = ModalSheet {
        title: "报送",
        sign: None,
        width: 640.0,
        fresh,
        primary: Some("选择位置"),
        others: &[],
        close: "返回",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = "装成一个报送包：报告文件、PDF、Word 文档、网页、核对单、问题说明，\
                     和每个文件的 SHA-256 清单，收到的人可以核对没有被改动。";
        paragraph(ui, words, colours.ink2);
        if document.is_dirty() {
            paragraph(ui, "报告有还没有保存的改动，装进去的是现在的内容。", colours.accent);
        }
        if open.is_empty() {
            paragraph(ui, "没有待处理的事项。", colours.fine);
        } else {
            let words = format!("还没有处理完的 {} 项，可以处理后再报送：", open.len());
            paragraph(ui, &words, colours.ink);
            long_list(ui, |ui| {
                for line in open {
                    paragraph(ui, &format!("· {line}"), colours.ink);
                }
            });
        }
        if check(ui, form.choice.ofd, "加上 OFD").clicked() {
            form.choice.ofd = !form.choice.ofd;
        }
        if !document.report().log.is_empty()
            && check(ui, form.choice.with_changes, "报告文件里带上修改记录（谁、何时、改了什么）")
                .clicked()
        {
            form.choice.with_changes = !form.choice.with_changes;
        }
        None
    });
    match answer {
        SheetAnswer::Primary => out.push(DeliveryCommand::Package(form.choice)),
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

fn published(
    ctx: &Context,
    app: &App,
    (form, fresh): (&mut DeliveryForm, bool),
    out: &mut Commands,
) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    if fresh {
        let today = app.now().date;
        form.date = format!("{:04}-{:02}-{:02}", today.year, today.month, today.day);
        form.address = report.published.as_ref().map(|p| p.out.address.clone()).unwrap_or_default();
    }
    let sheet = ModalSheet {
        title: "标记为已公布",
        sign: None,
        width: 620.0,
        fresh,
        primary: Some("标记为已公布"),
        others: &[],
        close: "返回",
    };
    let problem = day_problem(report, form.date.trim()).or_else(|| {
        let is_address = Publication::is_address(form.address.trim());
        (!is_address)
            .then(|| "网址请写成 http://www.xxx.gov.cn/… 这样，不知道的可以不填。".to_owned())
    });
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = match &report.published {
            Some(published) => format!(
                "这份报告已标记为 {} 公布。更正后重新公布的，在这里写明新的日期。",
                published.out.date
            ),
            None => "记下公布的日期和网址，把公布的内容整份留在文件里：以后改了什么，都看得出来，\
                     可以作更正说明。"
                .to_owned(),
        };
        paragraph(ui, &words, colours.ink2);
        let first = labelled(ui, "公布日期", |ui| {
            field(ui, "公布日期", "如 2026-01-28", &mut form.date)
        });
        labelled(ui, "网址", |ui| field(ui, "网址", "可以不填", &mut form.address));
        beside(ui, "标记是一步修改，可以撤销；保存后写入文件。");
        told(ui, problem.as_deref());
        Some(first)
    });
    match answer {
        SheetAnswer::Primary if problem.is_none() => {
            let (date, address) = (form.date.trim().to_owned(), form.address.trim().to_owned());
            out.push(DeliveryCommand::Published(date, address));
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}
