//! What is to be written in which form, and the line that says that it was.

use std::path::{Path, PathBuf};

use super::outcome::Outcome;
use super::spec::{Flag, Given, Misuse, Takes};
use crate::export::{Exported, Format};
use crate::file::{FileError, write_atomic};

/// Words for an option that takes the file to be written.
const fn output(long: &'static str, behind: Takes, what: super::spec::Words) -> Flag {
    Flag { long, short: None, takes: behind, what }
}

pub(super) static PDF: Flag =
    output("pdf", Takes::Path(("输出.pdf", "OUT.pdf")), ("生成 PDF", "Write the pages as PDF."));

pub(super) static TEXT: Flag =
    output("text", Takes::Path(("输出.txt", "OUT.txt")), ("生成文字", "Write plain text."));

pub(super) static HTML: Flag =
    output("html", Takes::Path(("输出.html", "OUT.html")), ("生成网页", "Write a web page."));

pub(super) static DOCX: Flag = output(
    "docx",
    Takes::Path(("输出.docx", "OUT.docx")),
    ("生成 Word 文档", "Write a Word document."),
);

pub(super) static XLSX: Flag = output(
    "xlsx",
    Takes::Path(("输出.xlsx", "OUT.xlsx")),
    ("生成 Excel 表格", "Write an Excel workbook."),
);

pub(super) static OFD: Flag =
    output("ofd", Takes::Path(("输出.ofd", "OUT.ofd")), ("生成 OFD", "Write the pages as OFD."));

pub(super) static FRAGMENT: Flag = output(
    "fragment",
    Takes::Path(("片段.html", "FRAGMENT.html")),
    ("生成供粘贴到网站编辑器里的网页片段", "Write a piece of HTML to paste into a site's editor."),
);

/// The option that asks for a form.
fn flag(format: Format) -> &'static Flag {
    match format {
        Format::Pdf => &PDF,
        Format::Text => &TEXT,
        Format::Html => &HTML,
        Format::Docx => &DOCX,
        Format::Ofd => &OFD,
        Format::Fragment => &FRAGMENT,
    }
}

/// Whether some of the forms is asked for.
pub(super) fn is_any(given: &Given, formats: &[Format]) -> bool {
    formats.iter().any(|format| given.path(flag(*format)).is_some())
}

/// What is to be written in which form: at least one, and no file twice.
///
/// # Errors
/// That nothing is to be written, or two forms in one file.
pub(super) fn asked_for(
    given: &Given,
    formats: &[Format],
) -> Result<Vec<(Format, PathBuf)>, Misuse> {
    let mut outputs: Vec<(Format, PathBuf)> = Vec::new();
    for format in formats {
        let Some(path) = given.path(flag(*format)) else { continue };
        if let Some((other, _)) = outputs.iter().find(|(_, file)| file == path) {
            let (one, two) = (flag(*other).written(), flag(*format).written());
            return Err(Misuse::new(format!("{one} 和 {two} 不能是同一个文件")));
        }
        outputs.push((*format, path.to_owned()));
    }
    if outputs.is_empty() {
        let options: Vec<String> = formats.iter().map(|format| flag(*format).written()).collect();
        return Err(Misuse::new(format!("请用 {} 说明要生成什么", options.join("、"))));
    }
    Ok(outputs)
}

/// Writes a document and adds to the outcome where it is and what the clerk should know of it.
///
/// # Errors
/// The file and why it cannot be written.
pub(super) fn write(
    outcome: &mut Outcome,
    format: Format,
    path: &Path,
    exported: &Exported,
) -> Result<(), FileError> {
    for note in &exported.notes {
        outcome.line(note);
    }
    write_atomic(path, &exported.bytes)?;
    let pages = exported.pages.map(|pages| format!("（{pages} 页）")).unwrap_or_default();
    let name = format.name();
    let space = if name.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
    outcome.line(format!("已生成{space}{name}：{}{pages}", path.display()));
    Ok(())
}
