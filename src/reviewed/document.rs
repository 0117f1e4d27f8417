//! A Word file as it was before its tracked changes and as it is with them, with its comments.

use std::collections::BTreeMap;

use super::notes::{self, NoteMark};
use crate::export::docx::{IMPRINT, Imprint};
use crate::import::{Problem, XmlReader, XmlTag, XmlToken, docx_parts};
use crate::zh::dates::civil_minute;

/// Upper bound on paragraphs, cells and comments.
const MOST: usize = 100_000;

/// A reviewed file.
#[derive(Clone, Debug, Default)]
pub(super) struct ReviewedText {
    /// With what was deleted, without what was inserted.
    pub original: Vec<ReviewedBlock>,
    /// With what was inserted, without what was deleted.
    pub revised: Vec<ReviewedBlock>,
    /// Each tracked stretch.
    pub tracked: Vec<Tracked>,
    /// Where comments are, by their number in the file.
    pub spots: BTreeMap<String, CommentSpot>,
    /// The part that holds the words of comments.
    pub comments: Option<String>,
    /// The part that says which comments are answers, and which are settled.
    pub extended: Option<String>,
    /// What is in boxes, in notes and in rows that a table may not have, a line each.
    pub beside: Vec<String>,
    /// The marks of the text that it was exported with.
    pub imprint: Option<Imprint>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReviewedBlock {
    Line(String),
    Table(ReviewedTable),
}

/// The cells of a table; those that are merged from above are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ReviewedTable {
    pub rows: usize,
    pub cells: Vec<ReviewedCell>,
}

/// A cell by its row and its number in it, from 0, those that are merged from above not counted:
/// programs cut the columns of a grid as they like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReviewedCell {
    pub row: usize,
    pub number: usize,
    pub text: String,
}

/// A stretch that was inserted or deleted under somebody's name; a paragraph's end is a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracked {
    pub inserted: bool,
    pub text: String,
    pub who: String,
    pub minute: Option<u64>,
}

/// Where a comment is in the original text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CommentSpot {
    pub start: Option<WordSpot>,
    pub end: Option<WordSpot>,
    /// The words it is about as the file has them now.
    pub words: String,
    open: bool,
}

/// A place in the original text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordSpot {
    /// Index of the paragraph or table.
    pub block: usize,
    /// Row and number of the cell in it, in a table.
    pub cell: Option<(usize, usize)>,
    /// Byte in the paragraph.
    pub at: usize,
}

/// The paragraphs of one of the two texts.
pub(super) fn lines(blocks: &[ReviewedBlock]) -> Vec<&String> {
    let lines = blocks.iter().filter_map(|block| match block {
        ReviewedBlock::Line(line) => Some(line),
        ReviewedBlock::Table(_) => None,
    });
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// Minutes since 1970 of a date in a Word file, which is the writer's own time: 2026-01-21T15:32:00Z.
pub(super) fn minute(date: &str) -> Option<u64> {
    let civil: jiff::civil::DateTime = date.trim_end_matches('Z').parse().ok()?;
    let since = |part: i8| u64::try_from(part).unwrap_or(0);
    let minutes = since(civil.hour()) * 60 + since(civil.minute());
    (civil.year() >= 1970).then(|| civil_minute(civil.date()) + minutes)
}

/// Whether an element holds what was inserted, or what was deleted; `None` where it tracks nothing.
fn is_inserted(name: &str) -> Option<bool> {
    match name {
        "ins" | "moveTo" => Some(true),
        "del" | "moveFrom" => Some(false),
        _ => None,
    }
}

/// Who made a tracked change, and when.
fn by_whom(tag: &XmlTag<'_>) -> (String, Option<u64>) {
    let when = tag.attribute("date").and_then(|date| minute(&date));
    (tag.attribute("author").unwrap_or_default(), when)
}

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<ReviewedText, Problem> {
    let names = ["word/document.xml", "word/comments.xml", "word/commentsExtended.xml"];
    let mut parts = docx_parts(bytes, &names)?.into_iter();
    let document = parts.next().flatten().ok_or(Problem::BrokenDocx)?;
    let mut reader = DocumentReader {
        xml: XmlReader::new(&document),
        text: ReviewedText::default(),
        original: String::new(),
        revised: String::new(),
        cell: None,
        change: Vec::new(),
        row: RowRead::default(),
        notes: Vec::new(),
        count: 0,
    };
    while reader.blocks()? {}
    reader.end_line(true, true);
    let (mut text, marks) = (reader.text, reader.notes);
    text.beside.extend(notes::told(bytes, &marks));
    text.beside.extend(notes::in_margins(bytes));
    text.comments = parts.next().flatten();
    text.extended = parts.next().flatten();
    text.imprint = imprint(bytes);
    Ok(text)
}

/// The marks that a file carries of the text that it was exported with; programs number the part anew.
fn imprint(bytes: &[u8]) -> Option<Imprint> {
    let names: Vec<String> = (1..=9).map(|n| format!("customXml/item{n}.xml")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let parts = docx_parts(bytes, &names).ok()?;
    parts.iter().flatten().filter(|part| part.contains(IMPRINT)).find_map(|part| {
        let mut xml = XmlReader::new(part);
        let mut words = String::new();
        loop {
            match xml.next().ok()? {
                XmlToken::Text(text) => words.push_str(&text),
                XmlToken::End => return Imprint::read(&words),
                XmlToken::Open(_) | XmlToken::Close => {}
            }
        }
    })
}

pub(super) struct DocumentReader<'a> {
    pub xml: XmlReader<'a>,
    pub text: ReviewedText,
    /// The paragraph that is read, in both texts.
    pub original: String,
    pub revised: String,
    /// Row and number of the cell that is read.
    pub cell: Option<(usize, usize)>,
    /// The tracked changes that the reading is in: whether inserted, who, when.
    change: Vec<(bool, String, Option<u64>)>,
    /// The row of a table that is read.
    pub row: RowRead,
    notes: Vec<NoteMark>,
    count: usize,
}

/// A row of a table while it is read.
#[derive(Default)]
pub(super) struct RowRead {
    /// Whether the row as a whole was inserted, or deleted, which a table of a report cannot be.
    pub inserted: bool,
    pub deleted: bool,
    pub words: String,
}

impl DocumentReader<'_> {
    pub(super) fn counted(&mut self) -> Result<(), Problem> {
        self.count += 1;
        if self.count > MOST { Err(Problem::TooMany) } else { Ok(()) }
    }

    /// Reads the content of an element up to its end; whether it ended before the part did.
    fn blocks(&mut self) -> Result<bool, Problem> {
        loop {
            let tag = match self.xml.next()? {
                XmlToken::Open(tag) => tag,
                XmlToken::Text(_) => continue,
                XmlToken::Close => return Ok(true),
                XmlToken::End => return Ok(false),
            };
            match tag.name() {
                "p" => self.paragraph()?,
                "tbl" if self.cell.is_none() => self.table()?,
                "sectPr" | "sdtPr" | "sdtEndPr" | "Fallback" | "tcPr" | "tblPr" => {
                    self.xml.skip()?;
                }
                _ => self.inside(&tag, Self::blocks_inside)?,
            }
        }
    }

    pub(super) fn blocks_inside(&mut self) -> Result<(), Problem> {
        self.blocks().map(|_| ())
    }

    /// Reads an element that may be a tracked change, or the mark of a comment.
    pub(super) fn inside(
        &mut self,
        tag: &XmlTag<'_>,
        read: fn(&mut Self) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let inserted = is_inserted(tag.name());
        if let Some(inserted) = inserted {
            let (who, when) = by_whom(tag);
            self.change.push((inserted, who, when));
        } else {
            self.mark(tag.name(), tag);
        }
        read(self)?;
        if inserted.is_some() {
            self.change.pop();
        }
        Ok(())
    }

    /// Notes where a comment begins, ends or is referred to.
    pub(super) fn mark(&mut self, name: &str, tag: &XmlTag<'_>) {
        if !matches!(name, "commentRangeStart" | "commentRangeEnd" | "commentReference") {
            return;
        }
        let Some(id) = tag.attribute("id") else { return };
        if self.text.spots.len() > MOST {
            return;
        }
        let spot =
            WordSpot { block: self.text.original.len(), cell: self.cell, at: self.original.len() };
        let entry = self.text.spots.entry(id).or_default();
        match name {
            "commentRangeStart" => {
                entry.start = Some(spot);
                entry.open = true;
            }
            "commentRangeEnd" => {
                entry.end = Some(spot);
                entry.open = false;
            }
            _ => {
                entry.start.get_or_insert(spot);
                entry.end.get_or_insert(spot);
                entry.open = false;
            }
        }
    }

    pub(super) fn paragraph(&mut self) -> Result<(), Problem> {
        self.counted()?;
        let mut ends: Vec<Tracked> = Vec::new();
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "pPr" => ends = self.paragraph_mark()?,
                _ => self.run_content(&tag)?,
            }
        }
        let has = |inserted: bool| ends.iter().any(|end| end.inserted == inserted);
        let (added, removed) = (has(true), has(false));
        if self.text.tracked.len() < MOST {
            self.text.tracked.extend(ends);
        }
        self.end_line(!added, !removed);
        Ok(())
    }

    /// The tracked changes of a paragraph's end: that it was inserted, or deleted.
    fn paragraph_mark(&mut self) -> Result<Vec<Tracked>, Problem> {
        let mut ends = Vec::new();
        while let Some(tag) = self.xml.child()? {
            if tag.name() != "rPr" {
                self.xml.skip()?;
                continue;
            }
            while let Some(tag) = self.xml.child()? {
                if let Some(inserted) = is_inserted(tag.name()) {
                    let (who, minute) = by_whom(&tag);
                    ends.push(Tracked { inserted, text: "\n".to_owned(), who, minute });
                }
                self.xml.skip()?;
            }
        }
        Ok(ends)
    }

    /// Ends the paragraph in the texts in which it ends.
    fn end_line(&mut self, original: bool, revised: bool) {
        if self.cell.is_some() {
            self.original.push('\n');
            self.revised.push('\n');
            return;
        }
        if original {
            self.text.original.push(ReviewedBlock::Line(std::mem::take(&mut self.original)));
        }
        if revised {
            self.text.revised.push(ReviewedBlock::Line(std::mem::take(&mut self.revised)));
        }
    }

    fn run_content(&mut self, tag: &XmlTag<'_>) -> Result<(), Problem> {
        match tag.name() {
            "t" | "delText" => self.words()?,
            "tab" => self.sign("\t")?,
            "br" if !matches!(tag.attribute("type").as_deref(), Some("page" | "column")) => {
                self.sign("\n")?;
            }
            "cr" => self.sign("\n")?,
            "noBreakHyphen" => self.sign("-")?,
            "footnoteReference" | "endnoteReference" => {
                let at_end = tag.name() == "endnoteReference";
                let id = tag.attribute("id").unwrap_or_default();
                self.notes.push(NoteMark { at_end, id, before: self.revised.clone() });
                self.counted()?;
                self.xml.skip()?;
            }
            "txbxContent" => {
                let words = self.boxed()?;
                self.text.beside.extend(words);
            }
            "rPr" | "sdtPr" | "Fallback" | "instrText" | "delInstrText" | "rt" => {
                self.xml.skip()?;
            }
            _ => self.inside(tag, Self::inline)?,
        }
        Ok(())
    }

    fn inline(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            self.run_content(&tag)?;
        }
        Ok(())
    }

    fn sign(&mut self, sign: &str) -> Result<(), Problem> {
        self.push(sign);
        self.xml.skip()
    }

    fn words(&mut self) -> Result<(), Problem> {
        loop {
            match self.xml.next()? {
                XmlToken::Text(text) => self.push(&text.replace(['\n', '\r'], " ")),
                XmlToken::Open(_) => self.xml.skip()?,
                XmlToken::Close => return Ok(()),
                XmlToken::End => return Err(Problem::BrokenDocx),
            }
        }
    }

    /// Adds words to the texts that have them.
    fn push(&mut self, words: &str) {
        let inserted = self.change.iter().any(|(inserted, ..)| *inserted);
        let deleted = self.change.iter().any(|(inserted, ..)| !*inserted);
        if !inserted {
            self.original.push_str(words);
        }
        if !deleted {
            self.revised.push_str(words);
        }
        for spot in self.text.spots.values_mut().filter(|spot| spot.open) {
            spot.words.push_str(words);
        }
        if let Some((inserted, who, minute)) = self.change.last()
            && self.text.tracked.len() < MOST
        {
            let (inserted, minute) = (*inserted, *minute);
            let who = who.clone();
            self.text.tracked.push(Tracked { inserted, text: words.to_owned(), who, minute });
        }
    }

    /// What a box says, which is no part of the text.
    fn boxed(&mut self) -> Result<Option<String>, Problem> {
        let mut words = String::new();
        let mut open = 1_usize;
        while open > 0 {
            match self.xml.next()? {
                XmlToken::Open(_) => open += 1,
                XmlToken::Close => open -= 1,
                XmlToken::Text(text) => words.push_str(&text),
                XmlToken::End => return Err(Problem::BrokenDocx),
            }
        }
        let words = words.trim();
        Ok((!words.is_empty()).then(|| format!("文本框里的“{words}”不在报告里")))
    }
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn the_time_in_a_word_file_is_the_writers_own() {
        assert_eq!(minute("1970-01-02T01:01:00Z"), Some(1501));
        assert_eq!(minute("2026-01-21T15:32:00Z"), Some(20_474 * 1440 + 932));
        assert_eq!(minute("2026-01-21T15:32:09.5"), Some(20_474 * 1440 + 932));
        for wrong in ["", "昨天", "1960-01-01T00:00:00Z", "2026-13-01T00:00:00Z"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
    }
}
