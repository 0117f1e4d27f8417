//! A Word file → paragraphs and tables.
//!
//! Only the parts named here are unpacked, whatever the file's relationships point to: nothing
//! outside the file is looked for.

mod body;
mod look;
mod numbering;
mod rows;
pub(crate) mod xml;

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::Problem;
use crate::import::source::flow::{FlowItem, FlowText};
use crate::import::source::sniff;
use crate::import::vocabulary::titles;
use numbering::Numbering;

/// All that is unpacked of a file, in bytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

const DOCUMENT: &str = "word/document.xml";

/// Of headers, footers and notes no more than this are looked at.
const MAX_SIDE_PARTS: usize = 64;

/// The paragraphs and tables of a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<FlowText, Problem> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::BrokenDocx)?;
    let names = names(&archive);
    let mut package = DocxPackage { archive, names, left: MAX_UNPACKED };
    if package.find(DOCUMENT).is_none() {
        return Err(sniff::archive(package.names.iter().map(String::as_str)));
    }
    let document = package.part(DOCUMENT)?.ok_or(Problem::BrokenDocx)?;
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let numbering = package.part("word/numbering.xml")?.unwrap_or_default();
    let mut numbering = Numbering::new(&numbering, &styles)?;
    let mut words = body::read(&document, &mut numbering)?;
    title(&mut words);
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

/// Some parts of a Word file as text, in order; `None` for those that it has not.
pub(crate) fn parts(bytes: &[u8], wanted: &[&str]) -> Result<Vec<Option<String>>, Problem> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::BrokenDocx)?;
    let names = names(&archive);
    let mut package = DocxPackage { archive, names, left: MAX_UNPACKED };
    wanted.iter().map(|name| package.part(name)).collect()
}

/// A title in a box is the title where the text has none: it is put before it, with what stands
/// in the boxes before it.
fn title(words: &mut FlowText) {
    let is_title = |line: &String| titles::is_title(line.trim());
    if body::lines(&words.pieces).iter().any(is_title) {
        return;
    }
    if let Some(at) = words.beside.iter().position(is_title) {
        let boxed = words.beside.drain(..=at).map(FlowItem::Text).collect::<Vec<_>>();
        words.pieces.splice(..0, boxed);
    }
}

/// Whether a header or footer says more than the page's number.
fn is_said(line: &str) -> bool {
    let number = |c: char| !c.is_alphanumeric() || c.is_numeric() || "第页共".contains(c);
    !line.chars().all(number)
}

/// A part's name as Word writes it.
fn plain_name(name: &str) -> String {
    let name = name.replace('\\', "/");
    let numbered = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
    match numbered {
        Some(number) if number.chars().all(|c| c.is_ascii_digit()) => DOCUMENT.to_owned(),
        _ => name,
    }
}

fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
}

struct DocxPackage<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl DocxPackage<'_> {
    /// What a part is called: some programs write another bar or case, or number the document.
    fn find(&self, name: &str) -> Option<String> {
        let is_same = |other: &&String| plain_name(other).eq_ignore_ascii_case(name);
        let found = self.names.iter().find(|other| *other == name);
        found.or_else(|| self.names.iter().find(is_same)).cloned()
    }

    /// A part as text; `None` where the file has none of that name.
    fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(name) = self.find(name) else { return Ok(None) };
        let file = match self.archive.by_name(&name) {
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
        Ok(Some(crate::import::source::text::encoding::marked(&bytes)))
    }

    /// Headers, footers and notes.
    fn side_parts(&self) -> Vec<String> {
        let is_side = |name: &String| {
            let name = name.replace('\\', "/").to_ascii_lowercase();
            let part = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
            part.is_some_and(|part| {
                let kind = part.trim_end_matches(|c: char| c.is_ascii_digit());
                matches!(kind, "header" | "footer" | "footnotes" | "endnotes")
            })
        };
        let mut names: Vec<String> = self.names.iter().filter(|n| is_side(n)).cloned().collect();
        names.sort_unstable();
        names.truncate(MAX_SIDE_PARTS);
        names
    }
}
