//! A Word file → paragraphs and tables.
//!
//! Only the parts named here are unpacked, whatever the file's relationships point to: nothing
//! outside the file is looked for.

mod body;
mod numbering;
mod xml;

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Problem;
use super::pieces::Words;
use super::sniff;
use numbering::Numbering;

/// All that is unpacked of a file, in bytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

const DOCUMENT: &str = "word/document.xml";

/// Of headers, footers and notes no more than this are looked at.
const MAX_SIDE_PARTS: usize = 64;

/// The paragraphs and tables of a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Words, Problem> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::BrokenDocx)?;
    if archive.index_for_name(DOCUMENT).is_none() {
        return Err(sniff::archive(names(&archive).iter().map(String::as_str)));
    }
    let mut package = Package { archive, left: MAX_UNPACKED };
    let document = package.part(DOCUMENT)?.ok_or(Problem::BrokenDocx)?;
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let numbering = package.part("word/numbering.xml")?.unwrap_or_default();
    let mut numbering = Numbering::new(&numbering, &styles)?;
    let mut words = body::read(&document, &mut numbering)?;
    let mut numbers: Vec<String> = Vec::new();
    for name in package.side_parts() {
        if let Some(part) = package.part(&name)? {
            let beside = body::read(&part, &mut Numbering::default())?;
            let (said, bare): (Vec<_>, Vec<_>) =
                body::lines(&beside.pieces).into_iter().partition(|line| is_said(line));
            words.beside.extend(said);
            numbers.extend(bare.into_iter().filter(|line| !line.trim().is_empty()));
        }
    }
    words.page_numbers(&numbers);
    Ok(words)
}

/// Whether a header or footer says more than the page's number.
fn is_said(line: &str) -> bool {
    let number = |c: char| !c.is_alphanumeric() || c.is_numeric() || "第页共".contains(c);
    !line.chars().all(number)
}

fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
}

struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Package<'_> {
    /// A part as text; `None` where the file has none of that name.
    fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Problem::Locked);
            }
            Err(_) => return Err(Problem::BrokenDocx),
        };
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Problem::TooLargeUnpacked)?;
        read.map_err(|_| Problem::BrokenDocx)?;
        Ok(Some(super::encoding::marked(&bytes)))
    }

    /// Headers, footers and notes.
    fn side_parts(&self) -> Vec<String> {
        let is_side = |name: &String| {
            let part = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
            part.is_some_and(|part| {
                let kind = part.trim_end_matches(|c: char| c.is_ascii_digit());
                matches!(kind, "header" | "footer" | "footnotes" | "endnotes")
            })
        };
        let mut names: Vec<String> = names(&self.archive).into_iter().filter(is_side).collect();
        names.sort_unstable();
        names.truncate(MAX_SIDE_PARTS);
        names
    }
}
