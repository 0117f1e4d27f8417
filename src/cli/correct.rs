//! `correct`: the 更正说明 of what a published report says otherwise now.

use std::path::Path;

use super::findings::text_of;
use super::outcome::{Next, Outcome, Session};
use super::outputs::{DOCX, PDF};
use super::spec::{Given, Misuse, Need, Operands, Spec};
use super::write::not_the_source;
use crate::compare::{Correction, correction_lines, correction_sheet};
use crate::export::{docx, pdf};
use crate::file::{self, FileError, FileKind, write_atomic};
use crate::font::Fonts;
use crate::layout;
use crate::open::{Opened, open};
use crate::rules::Balanced;

pub(super) static COMMAND: Spec = Spec {
    name: "correct",
    operands: Operands::Two(("原报告 新报告", "OLD NEW")),
    flags: &[(&DOCX, Need::Optional), (&PDF, Need::Optional)],
    what: (
        "更正说明：新报告与已公布的原报告相比，每处改动的原文原数和更正后的文字、数字，\
         以及随之变化的总计和勾稽；原报告标记过已公布的，同公布的内容比",
        "The correction of a published report: each change with old and new figures, and the totals and \
         the identity that change with it; an old report that was marked as published is taken as it \
         was published.",
    ),
    run,
};

fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let [old, new] = given.operands.as_slice() else {
        return Err(Misuse::new("请写出原报告和更正后的报告，共两份"));
    };
    if given.path(&DOCX).is_some() && given.path(&DOCX) == given.path(&PDF) {
        return Err(Misuse::new("--docx 和 --pdf 不能是同一个文件"));
    }
    let mut outcome = Outcome::default();
    let done = correct(&mut outcome, given, old, new);
    Ok(Next::end(outcome, done))
}

fn correct(outcome: &mut Outcome, given: &Given, old: &Path, new: &Path) -> Result<(), FileError> {
    let (before, after) = (open(old)?, open(new)?);
    for (name, opened, remedy) in [
        (old, &before, "原报告要是公布了的那一份。请写出公布的报告文件"),
        (new, &after, "不能作更正。请改好存为报告，再来更正"),
    ] {
        if matches!(opened, Opened::File(FileKind::Draft, _)) {
            outcome.fail(1, format!("“{}”是草稿，{remedy}。", name.display()));
            return Ok(());
        }
    }
    let (before, after) = (before.into_report(), after.into_report());
    if let Err(findings) = Balanced::new(&after) {
        outcome.fail(1, "没有作更正说明，更正后的报告先要改正：");
        for finding in &findings {
            outcome.fail(1, text_of(&after, finding));
        }
        return Ok(());
    }
    let correction = match Correction::of(&before, &after) {
        Ok(correction) => correction,
        Err(error) => {
            outcome.fail(1, format!("{}。请核对是不是选错了文件。", error.0));
            return Ok(());
        }
    };
    for line in correction_lines(&correction) {
        outcome.line(line);
    }
    let sheet = correction_sheet(&correction);
    for (flag, name) in [(&DOCX, "Word 文档"), (&PDF, "PDF")] {
        let Some(out) = given.path(flag) else { continue };
        if correction.items.is_empty() {
            outcome.fail(1, format!("没有需要更正的内容，没有生成“{}”。", out.display()));
            continue;
        }
        for source in [old, new] {
            not_the_source(source, out)?;
        }
        file::not_ours(out)?;
        let bytes = if *flag == DOCX {
            docx::list(&sheet)
        } else {
            let fonts = Fonts::builtin();
            pdf::pdf(&layout::list_sheet(&sheet, fonts).document, fonts)
        };
        write_atomic(out, &bytes)?;
        outcome.line(format!("已生成 {name}：{}", out.display()));
    }
    Ok(())
}
