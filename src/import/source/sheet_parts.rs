//! What of a workbook's look the reader of its cells does not say: hidden rows and columns, which
//! cells or characters are raised, struck out or not seen, and what their formats show.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::docx::parts;
use super::docx::xml::{XmlReader, XmlTag, XmlToken};
use super::marked;
use super::sheet_formats::SeenValue;
use super::sheet_looks::{CellLooks, unescaped};
use crate::import::Problem;
use crate::import::blocks::AsideKind;
use crate::workbook::CellValue;

const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// Of more sheets nothing is looked for.
const MAX_SHEETS: usize = 64;

/// What a workbook shows otherwise than its cells say: for each sheet, by its name.
#[derive(Debug, Default)]
pub(super) struct SheetParts {
    sheets: BTreeMap<String, SheetLook>,
    pub looks: CellLooks,
}

/// What of a sheet is shown otherwise than its cells say. Rows are counted from 1, columns from 0.
#[derive(Debug, Default)]
pub(super) struct SheetLook {
    /// Hidden rows.
    pub rows: BTreeSet<u32>,
    /// Hidden columns.
    pub columns: Vec<RangeInclusive<u16>>,
    cells: BTreeMap<(u32, u16), SheetCellLook>,
    /// Its cells may have a ground that they do not name.
    has_grounds: bool,
}

/// How a cell is shown.
#[derive(Debug, Default)]
struct SheetCellLook {
    /// The number of its look.
    look: Option<usize>,
    /// Its text, with signs before what is raised or struck out.
    marked: Option<String>,
}

impl SheetLook {
    /// A cell's words as they are shown, with signs; `None` where nothing is special about them.
    pub(super) fn shown(
        &self,
        looks: &CellLooks,
        (row, column): (u32, u16),
        value: &CellValue,
        words: &str,
    ) -> Option<String> {
        let cell = self.cells.get(&(row, column))?;
        let look = cell.look.and_then(|look| looks.get(look));
        let format = look.and_then(|look| look.format.as_ref());
        let seen = format.map_or(SeenValue::Same, |format| format.seen(value, words));
        if seen == SeenValue::Nothing {
            return Some(marked::marked(words, Some(AsideKind::Unseen)));
        }
        let aside = look.and_then(|look| look.aside);
        if let Some(aside) = aside.filter(|aside| *aside != AsideKind::Unseen || !self.has_grounds)
        {
            return Some(marked::revealed(marked::marked(words, Some(aside))));
        }
        match (&cell.marked, seen) {
            (None, SeenValue::Other(seen)) => Some(seen),
            (text, _) => text.clone(),
        }
    }
}

impl SheetParts {
    /// Looks at the parts of a workbook; what cannot be read says nothing.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self::try_read(bytes).unwrap_or_default()
    }

    fn try_read(bytes: &[u8]) -> Result<Self, Problem> {
        let found = parts(bytes, &[BOOK, RELATIONS, STRINGS, STYLES])?;
        let [book, relations, strings, styles] = found.as_slice() else {
            return Ok(Self::default());
        };
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
                sheets.push((unescaped(&name), target));
            }
        })?;
        sheets.truncate(MAX_SHEETS);
        let names: Vec<&str> = sheets.iter().map(|(_, target)| target.as_str()).collect();
        let texts = parts(bytes, &names)?;
        let strings = rich(strings.as_deref())?;
        let looks = CellLooks::read(styles.as_deref())?;
        let mut read = Self { looks, ..Self::default() };
        for ((name, _), text) in sheets.iter().zip(texts) {
            let look = SheetReader::new(&strings, &read.looks).read(text.as_deref())?;
            read.sheets.insert(name.clone(), look);
        }
        Ok(read)
    }

    pub(super) fn look(&self, sheet: &str) -> Option<&SheetLook> {
        self.sheets.get(sheet)
    }
}

/// Calls with every element of a part.
pub(super) fn each(text: Option<&str>, mut read: impl FnMut(&XmlTag)) -> Result<(), Problem> {
    let mut xml = XmlReader::new(text.unwrap_or_default());
    loop {
        match xml.next()? {
            XmlToken::Open(tag) => read(&tag),
            XmlToken::Close | XmlToken::Text(_) => {}
            XmlToken::End => return Ok(()),
        }
    }
}

/// A text of runs on its way.
#[derive(Default)]
struct RichText {
    plain: String,
    shown: String,
    aside: Option<AsideKind>,
    in_text: bool,
}

impl RichText {
    /// Takes an element in a text up; what it says of how words are spoken is passed over.
    fn open(&mut self, tag: &XmlTag, xml: &mut XmlReader) -> Result<(), Problem> {
        self.in_text = tag.name() == "t";
        match tag.name() {
            "r" => self.aside = None,
            "strike" if tag.is_on() => self.aside = Some(AsideKind::Struck),
            "vertAlign" if self.aside.is_none() => {
                let value = tag.attribute("val");
                let is_raised = matches!(value.as_deref(), Some("superscript" | "subscript"));
                self.aside = is_raised.then_some(AsideKind::Raised);
            }
            "rPh" => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.plain.push_str(text);
            self.shown.push_str(&marked::marked(text, self.aside));
        }
    }

    /// The text as it is shown, where that is another one.
    fn finish(self) -> Option<String> {
        (self.plain != self.shown).then_some(self.shown)
    }
}

/// The shared texts with characters that are raised or struck out, by their numbers.
fn rich(text: Option<&str>) -> Result<BTreeMap<usize, String>, Problem> {
    let mut rich = BTreeMap::new();
    let mut xml = XmlReader::new(text.unwrap_or_default());
    let (mut string, mut next) = (RichText::default(), 0_usize);
    loop {
        let token = xml.next()?;
        let ends = match &token {
            XmlToken::Open(tag) => tag.name() == "si",
            XmlToken::End => true,
            XmlToken::Close | XmlToken::Text(_) => false,
        };
        if ends {
            let shown = std::mem::take(&mut string).finish();
            rich.extend(shown.map(|shown| (next.saturating_sub(1), shown)));
            next += 1;
        }
        match token {
            XmlToken::Open(tag) => string.open(&tag, &mut xml)?,
            XmlToken::Text(text) => string.text(&text),
            XmlToken::Close => string.in_text = false,
            XmlToken::End => return Ok(rich),
        }
    }
}

/// A reader of a sheet for what is special about its rows, columns and cells.
struct SheetReader<'a> {
    strings: &'a BTreeMap<usize, String>,
    looks: &'a CellLooks,
    look: SheetLook,
    /// The row, from 1, and the next cell's column.
    row: u32,
    column: u16,
    cell: Option<SheetCellRead>,
}

/// A cell on its way.
struct SheetCellRead {
    column: u16,
    /// Its value is the number of a shared text.
    is_shared: bool,
    /// The number of its look, where that says something.
    look: Option<usize>,
    in_value: bool,
    value: String,
    text: RichText,
}

impl<'a> SheetReader<'a> {
    fn new(strings: &'a BTreeMap<usize, String>, looks: &'a CellLooks) -> Self {
        Self { strings, looks, look: SheetLook::default(), row: 0, column: 0, cell: None }
    }

    fn read(mut self, text: Option<&str>) -> Result<SheetLook, Problem> {
        let mut xml = XmlReader::new(text.unwrap_or_default());
        loop {
            match xml.next()? {
                XmlToken::Open(tag) => self.open(&tag, &mut xml)?,
                XmlToken::Text(text) => {
                    if let Some(cell) = &mut self.cell {
                        cell.text.text(&text);
                        if cell.in_value {
                            cell.value.push_str(&text);
                        }
                    }
                }
                XmlToken::Close => {
                    if let Some(cell) = &mut self.cell {
                        (cell.in_value, cell.text.in_text) = (false, false);
                    }
                }
                XmlToken::End => {
                    self.close();
                    return Ok(self.look);
                }
            }
        }
    }

    fn open(&mut self, tag: &XmlTag, xml: &mut XmlReader) -> Result<(), Problem> {
        let is_hidden = || matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
        let number = |name: &str| tag.attribute(name).and_then(|n| n.parse::<u32>().ok());
        match (tag.name(), &mut self.cell) {
            ("row", _) => {
                self.close();
                self.row = number("r").unwrap_or(self.row.saturating_add(1));
                self.column = 0;
                if is_hidden() {
                    self.look.rows.insert(self.row);
                }
            }
            ("col", _) if is_hidden() => {
                let place = |name: &str| u16::try_from(number(name)?.checked_sub(1)?).ok();
                self.look.columns.extend(place("min").zip(place("max")).map(|(a, b)| a..=b));
            }
            ("c", _) => {
                self.close();
                let own = tag.attribute("r").and_then(|place| column(&place));
                let column = own.unwrap_or(self.column);
                self.column = column.saturating_add(1);
                let style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
                self.cell = Some(SheetCellRead {
                    column,
                    is_shared: tag.attribute("t").as_deref() == Some("s"),
                    look: self.looks.get(style).map(|_| style),
                    in_value: false,
                    value: String::new(),
                    text: RichText::default(),
                });
            }
            ("conditionalFormatting" | "tablePart", _) => {
                self.close();
                self.look.has_grounds = true;
            }
            ("v", Some(cell)) => cell.in_value = true,
            (_, Some(cell)) => cell.text.open(tag, xml)?,
            _ => {}
        }
        Ok(())
    }

    /// The cell that was read last is whole.
    fn close(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let marked = if cell.is_shared {
            let number = cell.value.trim().parse().ok();
            number.and_then(|number: usize| self.strings.get(&number)).cloned()
        } else {
            cell.text.finish()
        };
        if cell.look.is_some() || marked.is_some() {
            let look = SheetCellLook { look: cell.look, marked };
            self.look.cells.insert((self.row, cell.column), look);
        }
    }
}

/// The column of a cell's place as a sheet writes it: B7 is in column 1.
fn column(place: &str) -> Option<u16> {
    let mut column = 0_u16;
    for letter in place.chars().take_while(char::is_ascii_alphabetic) {
        let value = u16::try_from(letter.to_digit(36)?.checked_sub(9)?).ok()?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    column.checked_sub(1)
}
