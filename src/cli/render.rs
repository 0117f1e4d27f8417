//! `render`: the official document, in the forms asked for.

use std::path::{Path, PathBuf};

use super::findings::{left_out, text_of};
use super::outcome::{Next, Outcome, Session};
use super::outputs::{self, DOCX, FRAGMENT, HTML, OFD, PDF, TEXT};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::not_the_source;
use crate::export::{ExportSetup, Format, export};
use crate::file::{self, FileError, FileKind};
use crate::finding::Severity;
use crate::font::{Choice, Office};
use crate::layout;
use crate::layout::Options;
use crate::open::{Opened, open};
use crate::rules::{self, Balanced, Config};

pub(super) static COMMAND: Spec = Spec {
    name: "render",
    operands: Operands::One(("文件", "FILE")),
    flags: &[
        (&PDF, Need::Optional),
        (&OFD, Need::Optional),
        (&TEXT, Need::Optional),
        (&HTML, Need::Optional),
        (&FRAGMENT, Need::Optional),
        (&DOCX, Need::Optional),
        (&GB18030, Need::Optional),
        (&LATIN_GAP, Need::Optional),
        (&OFFICE_FACES, Need::Optional),
    ],
    what: (
        "生成正式文本、网页、Word 文档；不平的报告和草稿不能制版",
        "Write the official document; what is out of balance and drafts are refused.",
    ),
    run,
};

static GB18030: Flag = Flag {
    long: "gb18030",
    short: None,
    takes: Takes::Nothing,
    what: ("文字用 GB 18030 编码", "Encode plain text in GB 18030."),
};

static LATIN_GAP: Flag = Flag {
    long: "latin-gap",
    short: None,
    takes: Takes::Nothing,
    what: (
        "使中文与数字、英文之间留四分之一字空",
        "Set a quarter of a character between Chinese and figures or Latin words.",
    ),
};

static OFFICE_FACES: Flag = Flag {
    long: "office-faces",
    short: None,
    takes: Takes::Nothing,
    what: (
        "用本机公文字体（方正小标宋、仿宋等）",
        "Use the office's own faces, where this machine has them.",
    ),
};

fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let outputs = outputs::asked_for(given, &Format::ALL)?;
    let mut outcome = Outcome::default();
    let layout = Options { latin_gap: given.has(&LATIN_GAP), ..Options::default() };
    let faces = if given.has(&OFFICE_FACES) { Choice::Office } else { Choice::Builtin };
    let setup = ExportSetup { fonts: faces.fonts(), layout, gb18030: given.has(&GB18030) };
    let pages = outputs.iter().any(|(format, _)| matches!(format, Format::Pdf | Format::Ofd));
    if given.has(&OFFICE_FACES) && pages {
        for line in Office::of_this_machine().lines() {
            outcome.line(format!("字体：{line}"));
        }
    }
    let done = report(&mut outcome, given.operand()?, &outputs, &setup);
    Ok(Next::end(outcome, done))
}

/// Writes a report in the forms asked for; a draft, and what is blocked, in none.
pub(super) fn report(
    outcome: &mut Outcome,
    file: &Path,
    outputs: &[(Format, PathBuf)],
    setup: &ExportSetup<'_>,
) -> Result<(), FileError> {
    let opened = open(file)?;
    if matches!(opened, Opened::File(FileKind::Draft, _)) {
        let name = file.display();
        outcome.fail(
            1,
            format!("“{name}”是草稿，不能制版。请改好后用 nianbao import 转为报告，再制版。"),
        );
    }
    let report = opened.report();
    if let Some(line) = left_out(&opened) {
        outcome.line(line);
    }
    match Balanced::new(report) {
        Ok(balanced) if outcome.code == 0 => {
            balanced_report(outcome, balanced, file, outputs, setup)
        }
        Ok(_) => Ok(()),
        Err(findings) => {
            outcome.fail(1, "没有制版，先要改正：");
            for finding in &findings {
                outcome.fail(1, text_of(report, finding));
            }
            Ok(())
        }
    }
}

fn balanced_report(
    outcome: &mut Outcome,
    balanced: Balanced<'_>,
    source: &Path,
    outputs: &[(Format, PathBuf)],
    setup: &ExportSetup<'_>,
) -> Result<(), FileError> {
    let report = balanced.report();
    let lines = layout::lines_of(report);
    if lines > layout::MAX_LINES {
        outcome.fail(
            1,
            format!(
                "没有制版：文字约有 {lines} 行，最多 {} 行，不像一份年度报告。请删减误粘贴的大段文字。",
                layout::MAX_LINES
            ),
        );
        return Ok(());
    }
    for (_, out) in outputs {
        not_the_source(source, out)?;
        file::not_ours(out)?;
    }
    let errors = rules::check(report, &Config::default())
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    if errors > 0 {
        outcome.line(format!(
            "还有 {errors} 处须改正的问题，公布前应当改好，可用 nianbao check 查看。"
        ));
    }
    for (format, path) in outputs {
        outputs::write(outcome, *format, path, &export(balanced, *format, setup))?;
    }
    Ok(())
}
