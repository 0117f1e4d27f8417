//! What of a workbook's look the reader of its cells does not say: hidden rows and columns, and which
//! characters of a text are raised or struck out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::docx::parts;
use super::docx::xml::{XmlReader, XmlTag, XmlToken};
use super::marked;
use crate::import::Problem;
use crate::import::blocks::AsideKind;

const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";

/// Of more sheets nothing is looked for.
const MAX_SHEETS: usize = 64;

/// What a workbook shows otherwise than its cells say.
#[derive(Debug, Default)]
pub(super) struct SheetParts {
    /// For each sheet, by its name.
    hidden: BTreeMap<String, HiddenLines>,
    /// Texts some of whose characters are raised or struck out, and how they are shown.
    rich: BTreeMap<String, String>,
}

/// What of a sheet is hidden.
#[derive(Debug, Default)]
pub(super) struct HiddenLines {
    /// Rows, from 1.
    pub rows: BTreeSet<u32>,
    /// Columns, from 0.
    pub columns: Vec<RangeInclusive<u16>>,
}

impl SheetParts {
    /// Looks at the parts of a workbook; what cannot be read says nothing.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self::try_read(bytes).unwrap_or_default()
    }

    fn try_read(bytes: &[u8]) -> Result<Self, Problem> {
        let found = parts(bytes, &[BOOK, RELATIONS, STRINGS])?;
        let [book, relations, strings] = found.as_slice() else { return Ok(Self::default()) };
        let mut targets = BTreeMap::new();
        each(relations.as_deref(), |tag| {
            if let ("Relationship", Some(id)) = (tag.name(), tag.attribute("Id")) {
                let target = tag.attribute("Target").unwrap_or_default();
                let whole = target.strip_prefix('/').map(str::to_owned);
                targets.insert(id, whole.unwrap_or_else(|| format!("xl/{target}")));
            }
        })?;
        let mut sheets: Vec<(String, String)> = Vec::new();
        each(book.as_deref(), |tag| {
            let target = tag.attribute("id").and_then(|id| targets.get(&id).cloned());
            if let ("sheet", Some(name), Some(target)) = (tag.name(), tag.attribute("name"), target)
            {
                sheets.push((name, target));
            }
        })?;
        sheets.truncate(MAX_SHEETS);
        let names: Vec<&str> = sheets.iter().map(|(_, target)| target.as_str()).collect();
        let texts = parts(bytes, &names)?;
        let mut read = Self { hidden: BTreeMap::new(), rich: rich(strings.as_deref())? };
        for ((name, _), text) in sheets.iter().zip(texts) {
            read.hidden.insert(name.clone(), hidden(text.as_deref())?);
        }
        Ok(read)
    }

    pub(super) fn hidden(&self, sheet: &str) -> Option<&HiddenLines> {
        self.hidden.get(sheet)
    }

    /// A text as it is shown, with signs before what is raised or struck out.
    pub(super) fn shown(&self, text: String) -> String {
        self.rich.get(&text).cloned().unwrap_or(text)
    }
}

/// Calls with every element of a part.
fn each(text: Option<&str>, mut read: impl FnMut(&XmlTag)) -> Result<(), Problem> {
    let mut xml = XmlReader::new(text.unwrap_or_default());
    loop {
        match xml.next()? {
            XmlToken::Open(tag) => read(&tag),
            XmlToken::Close | XmlToken::Text(_) => {}
            XmlToken::End => return Ok(()),
        }
    }
}

fn hidden(text: Option<&str>) -> Result<HiddenLines, Problem> {
    let mut lines = HiddenLines::default();
    each(text, |tag| {
        let is_hidden = || matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
        let number = |name: &str| tag.attribute(name).and_then(|n| n.parse::<u32>().ok());
        match tag.name() {
            "row" if is_hidden() => lines.rows.extend(number("r")),
            "col" if is_hidden() => {
                let place = |name: &str| u16::try_from(number(name)?.checked_sub(1)?).ok();
                lines.columns.extend(place("min").zip(place("max")).map(|(a, b)| a..=b));
            }
            _ => {}
        }
    })?;
    Ok(lines)
}

/// The texts with characters that are raised or struck out.
fn rich(text: Option<&str>) -> Result<BTreeMap<String, String>, Problem> {
    let mut rich = BTreeMap::new();
    let mut xml = XmlReader::new(text.unwrap_or_default());
    let (mut plain, mut shown) = (String::new(), String::new());
    let (mut aside, mut in_text) = (None, false);
    let mut keep = |plain: &mut String, shown: &mut String| {
        let (plain, shown) = (std::mem::take(plain), std::mem::take(shown));
        if plain != shown {
            rich.insert(plain, shown);
        }
    };
    loop {
        match xml.next()? {
            XmlToken::Open(tag) => {
                in_text = tag.name() == "t";
                let is_raised = || {
                    let value = tag.attribute("val");
                    matches!(value.as_deref(), Some("superscript" | "subscript"))
                };
                match tag.name() {
                    "si" => {
                        keep(&mut plain, &mut shown);
                        aside = None;
                    }
                    "r" => aside = None,
                    "strike" if tag.is_on() => aside = Some(AsideKind::Struck),
                    "vertAlign" if aside.is_none() && is_raised() => {
                        aside = Some(AsideKind::Raised);
                    }
                    // How the word is spoken is no part of it.
                    "rPh" => xml.skip()?,
                    _ => {}
                }
            }
            XmlToken::Text(text) if in_text => {
                plain.push_str(&text);
                shown.push_str(&marked::marked(&text, aside));
            }
            XmlToken::Text(_) => {}
            XmlToken::Close => in_text = false,
            XmlToken::End => {
                keep(&mut plain, &mut shown);
                return Ok(rich);
            }
        }
    }
}
