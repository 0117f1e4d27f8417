//! What is written of years side by side.

use std::path::PathBuf;

use super::messages::{CompareAnswer, YearsOutput};
use super::slice::CompareSlice;
use crate::app::core::Core;
use crate::app::jobs::Wait;
use crate::compare::change_sheet::{change_pdf, change_sheet, change_workbook};
use crate::compare::picture::{self, PictureFormat};
use crate::compare::{self, reading};
use crate::export::docx;
use crate::file::{self, FileError, write_atomic};
use crate::font::Fonts;
use crate::layout::SheetFormat;
use crate::workbook::{self, SheetOut};

/// A job that makes the content of a file; and of another beside it.
type MakeFile = Box<dyn FnOnce() -> Result<Vec<u8>, FileError> + Send>;

/// Writes it aside.
pub(super) fn write(slice: &CompareSlice, core: &mut Core, output: YearsOutput, path: PathBuf) {
    let Some(content) = content(slice, output) else { return };
    let beside = words(slice, output).map(|text| (picture::words_beside(&path), text));
    core.notify(format!("正在导出“{}”…", path.display()));
    core.jobs.start_awaited(Wait::Export, move || {
        let result = file::not_ours(&path).and_then(|()| {
            if let Some((path, text)) = beside {
                write_atomic(&path, text.as_bytes())?;
            }
            write_atomic(&path, &content()?)
        });
        CompareAnswer::Written { path, result }
    });
}

/// The words of a picture of pixels, for those who do not see it.
fn words(slice: &CompareSlice, output: YearsOutput) -> Option<String> {
    let comparison = slice.view()?.comparison.as_ref()?;
    let is_pixels = matches!(output, YearsOutput::Png | YearsOutput::TallPng);
    is_pixels.then(|| picture::content(comparison).text())
}

fn content(slice: &CompareSlice, output: YearsOutput) -> Option<MakeFile> {
    let view = slice.view()?;
    let comparison = view.comparison.clone()?;
    if output.is_of_changes() {
        let open = view.sources.iter().find(|source| source.is_open)?;
        let sheet = change_sheet(&open.report, &view.changes, view.measure);
        return Some(match output {
            YearsOutput::ChangesDocx => Box::new(move || Ok(docx::list(&sheet))),
            YearsOutput::ChangesXlsx => Box::new(move || book(&[change_workbook(&sheet)])),
            _ => Box::new(move || Ok(change_pdf(&sheet, Fonts::builtin()))),
        });
    }
    let drawn = move |comparison, sheet, format| -> MakeFile {
        Box::new(move || Ok(picture::picture(&comparison, sheet, format, Fonts::builtin())))
    };
    let text = slice.reading().text.clone().unwrap_or_default();
    Some(match output {
        YearsOutput::Png => drawn(comparison, SheetFormat::A4, PictureFormat::Png),
        YearsOutput::Svg => drawn(comparison, SheetFormat::A4, PictureFormat::Svg),
        YearsOutput::Pdf => drawn(comparison, SheetFormat::A4, PictureFormat::Pdf),
        YearsOutput::TallPng => drawn(comparison, SheetFormat::Tall, PictureFormat::Png),
        YearsOutput::TallSvg => drawn(comparison, SheetFormat::Tall, PictureFormat::Svg),
        YearsOutput::ReadingText => {
            let title = reading::title(&comparison);
            Box::new(move || Ok(format!("{title}\n\n{text}").into_bytes()))
        }
        YearsOutput::ReadingDocx => {
            let title = reading::title(&comparison);
            Box::new(move || Ok(docx::prose(&title, &comparison.agency, &text)))
        }
        _ => Box::new(move || book(&compare::workbook(&comparison))),
    })
}

fn book(sheets: &[SheetOut]) -> Result<Vec<u8>, FileError> {
    workbook::xlsx(sheets)
        .map_err(|error| FileError::new(&PathBuf::new(), error.problem.clone(), error.remedy))
}
