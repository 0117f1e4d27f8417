//! `import`: a published report or a draft → a report file; a folder of them → a folder.

use std::path::Path;

use super::flags::{DRAFT, OUT};
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::write_report;
use super::{findings, folder};
use crate::file::{self, FileError};
use crate::import::{self, CancelReading, ConvertError, Imported};
use crate::open::{Opened, open};

pub(super) static COMMAND: Spec = Spec {
    name: "import",
    operands: Operands::One(("来源", "SOURCE")),
    flags: &[(&OUT, Need::Required), (&DRAFT, Need::Optional), (&CONVERT, Need::Optional)],
    what: (
        "读入已公布的报告或草稿，存为报告文件；\
         来源是文件夹的，里面的报告逐个读入另一文件夹，列出结果，不覆盖已有文件",
        "Read a published report or a draft into a report file; a folder's into another folder, \
         over no file that is there.",
    ),
    run,
};

static CONVERT: Flag = Flag {
    long: "convert",
    short: None,
    takes: Takes::Nothing,
    what: (
        "旧版 Word、WPS 文件（.doc、.wps、.rtf）先用本机的 LibreOffice 转换，再读入",
        "Take an old Word or WPS file through the LibreOffice of this machine first.",
    ),
};

/// An old Word file as it reads after LibreOffice has converted it; `None` for any other file.
fn old_word(source: &Path, convert: bool) -> Result<Option<Imported>, FileError> {
    let name = source.display().to_string();
    let Ok(bytes) = file::read(source) else { return Ok(None) };
    if !import::is_old_word(&bytes) {
        return Ok(None);
    }
    let program = match import::libreoffice() {
        Some(_) if !convert => {
            return Err(FileError::new(
                source,
                "是旧版 Word、WPS 或 RTF 文件，不能直接读取",
                "本机装有 LibreOffice，可加 --convert 先转换再读入；\
                 也可在 Word 或 WPS 中打开它，另存为 .docx 后再导入。",
            ));
        }
        Some(program) => program,
        None if convert => return Err(ConvertError::NotInstalled.of(source)),
        None => return Ok(None),
    };
    let docx = import::converted(&bytes, &program, &CancelReading::default())
        .map_err(|error| error.of(source))?;
    Ok(Some(import::read(&name, &docx)?))
}

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let (source, out) = (given.operand()?, given.required_path(&OUT)?);
    let draft = given.has(&DRAFT);
    if source.is_dir() {
        return Ok(Next::Print(folder::import(source, out, draft, session)));
    }
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        if let Some(imported) = old_word(source, given.has(&CONVERT))? {
            outcome
                .line(format!("“{}”由 LibreOffice 转换后读入，请对照原文核对。", source.display()));
            findings::imported(&mut outcome, &source.display().to_string(), &imported);
            return write_report(&mut outcome, &imported.report, out, draft);
        }
        let opened = open(source)?;
        if let Opened::Published(imported) = &opened {
            findings::imported(&mut outcome, &source.display().to_string(), imported);
        }
        write_report(&mut outcome, opened.report(), out, draft)
    })();
    Ok(Next::end(outcome, done))
}
