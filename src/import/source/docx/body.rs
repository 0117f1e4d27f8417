//! The text of a Word file: paragraphs, tables, and what is beside them.

use super::look::{RunLook, is_ground, is_white};
use super::numbering::{ListLevel, Numbering, is_right};
use super::rows::{CellSpan, DocxRows};
use super::xml::{XmlReader, XmlTag, XmlToken};
use crate::import::Problem;
use crate::import::blocks::AsideKind;
use crate::import::source::flow::{AT_RIGHT, FlowItem, FlowTable, FlowText, MAX_CELLS, characters};
use crate::import::source::marked;
use crate::import::vocabulary::headings::is_heading;
use crate::import::vocabulary::titles;

/// A table with more columns is none.
const MAX_COLUMNS: usize = 2000;

/// A paragraph moved in this far, in twentieths of a point, is at the right.
const FAR: usize = 2400;

/// A paragraph moved in this far, in hundredths of a character, is at the right.
const FAR_CHARACTERS: usize = 800;

/// A tab at the start of a paragraph, in spaces.
const TAB: &str = "    ";

/// Stands for a tab's element, and for nothing else: no XML may hold it.
const TAB_SIGN: char = '\u{B}';

/// Reads one part of the file.
pub(super) fn read(text: &str, numbering: &mut Numbering) -> Result<FlowText, Problem> {
    let xml = XmlReader::new(text);
    let mut body = DocxBody {
        xml,
        numbering,
        beside: Vec::new(),
        held: String::new(),
        embedded: 0,
        hidden: 0,
        ground: false,
        in_cells: 0,
        pieces: 0,
    };
    let mut words = FlowText::default();
    while body.blocks(&mut words.pieces)? {}
    body.release(&mut words.pieces);
    words.beside = body.beside;
    words.tell_hidden(body.hidden);
    if body.embedded > 0 {
        if lines(&words.pieces).iter().all(String::is_empty) {
            return Err(Problem::Embedded);
        }
        words.cleaned.push(format!("嵌入的其他文件 {} 个，没有读取", body.embedded));
    }
    Ok(words)
}

/// The words of paragraphs and tables as lines.
pub(super) fn lines(pieces: &[FlowItem]) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            FlowItem::Text(text) => lines.push(text.trim().to_owned()),
            FlowItem::Table(table) => {
                lines.extend(table.cells.iter().flat_map(|cell| self::lines(&cell.pieces)));
            }
        }
    }
    lines
}

struct DocxBody<'a> {
    xml: XmlReader<'a>,
    numbering: &'a mut Numbering,
    beside: Vec<String>,
    /// Words of paragraphs whose ends are deleted: they go on in the next one.
    held: String,
    /// Files in the file that Word takes over as text when it opens it.
    embedded: usize,
    /// Characters of hidden words.
    hidden: usize,
    /// What is around is, or may be, of another colour than white.
    ground: bool,
    /// The cells that it is in.
    in_cells: usize,
    pieces: usize,
}

/// A paragraph on its way.
#[derive(Default)]
struct DocxParagraph {
    text: String,
    style: Option<String>,
    numbered: ListLevel,
    /// Where it says so itself.
    right: Option<bool>,
    hiding: RunHiding,
    /// What its style says of its runs.
    look: RunLook,
    /// It is shaded, or may be.
    ground: bool,
    /// How the run stands beside the words.
    aside: Option<AsideKind>,
    /// Whether the paragraph's end is deleted, so that it goes on in the next one.
    goes_on: bool,
    /// Tables in boxes that hang on it.
    tables: Vec<FlowItem>,
}

/// Whether a run's words are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum RunHiding {
    #[default]
    Shown,
    /// On paper only, as the numbers of pages in a table of contents.
    OnScreen,
    Hidden,
}

impl DocxBody<'_> {
    /// Reads the content of an element up to its end; whether it ended before the part did.
    fn blocks(&mut self, pieces: &mut Vec<FlowItem>) -> Result<bool, Problem> {
        loop {
            let tag = match self.xml.next()? {
                XmlToken::Open(tag) => tag,
                XmlToken::Text(_) => continue,
                XmlToken::Close => return Ok(true),
                XmlToken::End => return Ok(false),
            };
            match tag.name() {
                "p" => self.paragraph(pieces)?,
                "tbl" => {
                    self.release(pieces);
                    pieces.push(FlowItem::Table(self.table()?));
                }
                "altChunk" => {
                    self.embedded += 1;
                    self.xml.skip()?;
                }
                "background" => {
                    self.ground |= tag.attribute("color").is_none_or(|c| !is_white(&c));
                    self.xml.skip()?;
                }
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "sdtEndPr" | "Fallback" | "tcPr" => {
                    self.xml.skip()?;
                }
                _ => {
                    self.blocks(pieces)?;
                }
            }
            self.pieces += 1;
            if self.pieces > MAX_CELLS {
                return Err(Problem::TooMany);
            }
        }
    }

    fn paragraph(&mut self, pieces: &mut Vec<FlowItem>) -> Result<(), Problem> {
        let mut paragraph = DocxParagraph::default();
        self.inline(&mut paragraph)?;
        let DocxParagraph { text, style, numbered, right, goes_on, tables, .. } = paragraph;
        let text = std::mem::take(&mut self.held) + &text;
        if goes_on && tables.is_empty() {
            self.held = text;
            return Ok(());
        }
        let has_words = !text.trim().is_empty();
        let styled = || style.as_deref().is_some_and(|style| self.numbering.is_right(style));
        let indent = if right.unwrap_or_else(styled) { AT_RIGHT } else { "" };
        let number = match style {
            _ if !has_words => String::new(),
            style => self.numbering.number(style.as_deref(), numbered),
        };
        for (index, line) in text.split('\n').enumerate() {
            let number = if index == 0 { number.as_str() } else { "" };
            let line = untabbed(line);
            let bare = marked::has_marks(&line) && !self.may_be_on_ground(&line);
            let line = if bare { line } else { marked::revealed(line) };
            pieces.push(FlowItem::Text(format!("{indent}{number}{line}")));
        }
        pieces.extend(tables);
        Ok(())
    }

    /// Whether white words may stand on a ground that nothing says the colour of: in tables, and
    /// headings. Any other words on white paper are hidden there.
    fn may_be_on_ground(&self, line: &str) -> bool {
        let shown = || marked::seen(line);
        self.in_cells > 0 || is_heading(shown().trim()) || titles::is_title(shown().trim())
    }

    /// Nothing follows that what is held could go on in.
    fn release(&mut self, pieces: &mut Vec<FlowItem>) {
        let held = std::mem::take(&mut self.held);
        pieces.extend(
            held.split('\n')
                .filter(|line| !line.trim().is_empty())
                .map(|line| FlowItem::Text(untabbed(line))),
        );
    }

    /// A box: its tables are the text's, since nobody would note a whole table beside it.
    fn boxed(&mut self, paragraph: &mut DocxParagraph) -> Result<(), Problem> {
        let outer = (std::mem::take(&mut self.held), std::mem::replace(&mut self.ground, true));
        let mut pieces = Vec::new();
        self.blocks(&mut pieces)?;
        self.release(&mut pieces);
        (self.held, self.ground) = outer;
        for piece in pieces {
            match piece {
                FlowItem::Table(_) => paragraph.tables.push(piece),
                FlowItem::Text(text) if text.trim().is_empty() => {}
                FlowItem::Text(text) => self.beside.push(text.trim().to_owned()),
            }
        }
        Ok(())
    }

    /// Runs and whatever holds runs, up to the element's end.
    fn inline(&mut self, paragraph: &mut DocxParagraph) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "t" => self.text(paragraph)?,
                "r" => {
                    let outer = (paragraph.hiding, paragraph.aside);
                    (paragraph.hiding, paragraph.aside) = self.shown(paragraph.look, paragraph);
                    self.inline(paragraph)?;
                    (paragraph.hiding, paragraph.aside) = outer;
                }
                "pPr" => self.paragraph_properties(paragraph)?,
                "rPr" => {
                    (paragraph.hiding, paragraph.aside) = self.run_properties(paragraph)?;
                }
                // A picture or a shape behind the words that follow, for all that is known.
                "anchor" | "pict" => {
                    self.ground = true;
                    self.inline(paragraph)?;
                }
                "txbxContent" => self.boxed(paragraph)?,
                // How a word above it is spoken.
                "rt" => {
                    let mut spoken = DocxParagraph::default();
                    self.inline(&mut spoken)?;
                    self.beside.extend(Some(spoken.text).filter(|text| !text.trim().is_empty()));
                }
                "sym" => {
                    if paragraph.hiding == RunHiding::Shown {
                        marked::push(&mut paragraph.text, symbol(&tag), paragraph.aside);
                    }
                    self.xml.skip()?;
                }
                "del" | "moveFrom" | "sdtPr" | "Fallback" => self.xml.skip()?,
                name => {
                    if paragraph.hiding == RunHiding::Shown {
                        paragraph.text.push_str(sign(name, &tag));
                    }
                    self.inline(paragraph)?;
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, paragraph: &mut DocxParagraph) -> Result<(), Problem> {
        loop {
            match self.xml.next()? {
                XmlToken::Text(text) if paragraph.hiding == RunHiding::Shown => {
                    // A line's end within a text is white space as any other.
                    let text = text.replace(['\n', '\r'], " ");
                    paragraph.text.push_str(&marked::marked(&text, paragraph.aside));
                }
                XmlToken::Text(text) => {
                    if paragraph.hiding == RunHiding::Hidden {
                        self.hidden += characters(&text);
                    }
                }
                XmlToken::Open(_) => self.xml.skip()?,
                XmlToken::Close => return Ok(()),
                XmlToken::End => return Err(Problem::BrokenDocx),
            }
        }
    }

    /// Calls with every element in the one that was opened last, but for those that say what it
    /// was before somebody changed it.
    fn each(&mut self, mut read: impl FnMut(&XmlTag)) -> Result<(), Problem> {
        let mut open = 1_usize;
        while open > 0 {
            match self.xml.next()? {
                XmlToken::Open(tag) if tag.name().ends_with("PrChange") => self.xml.skip()?,
                XmlToken::Open(tag) => {
                    open += 1;
                    read(&tag);
                }
                XmlToken::Close => open -= 1,
                XmlToken::Text(_) => {}
                XmlToken::End => return Err(Problem::BrokenDocx),
            }
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, paragraph: &mut DocxParagraph) -> Result<(), Problem> {
        self.each(|tag| match tag.name() {
            "pStyle" => paragraph.style = tag.attribute("val"),
            "shd" => paragraph.ground |= is_ground(tag),
            "numId" | "ilvl" => paragraph.numbered.take(tag),
            "jc" => paragraph.right = Some(is_right(tag)),
            "del" | "moveFrom" => paragraph.goes_on = true,
            "ind" => {
                let is_far = |name: &str, far: usize| {
                    let value = tag.attribute(name).and_then(|value| value.parse::<usize>().ok());
                    value.is_some_and(|value| value >= far)
                };
                let far = ["left", "start", "firstLine"].iter().any(|n| is_far(n, FAR))
                    || ["leftChars", "startChars", "firstLineChars"]
                        .iter()
                        .any(|n| is_far(n, FAR_CHARACTERS));
                if far {
                    paragraph.right = Some(true);
                }
            }
            _ => {}
        })?;
        let style = paragraph.style.as_deref();
        paragraph.ground |= style.is_some_and(|style| self.numbering.has_ground(style));
        paragraph.look = style.map(|style| self.numbering.run_look(style)).unwrap_or_default();
        Ok(())
    }

    /// Whether runs that look so are hidden, and how they stand beside the words.
    fn shown(&self, look: RunLook, paragraph: &DocxParagraph) -> (RunHiding, Option<AsideKind>) {
        let hiding = if look.is_hidden() { RunHiding::Hidden } else { RunHiding::Shown };
        (hiding, look.aside(self.ground || paragraph.ground))
    }

    /// Whether a run is hidden, and how it stands beside the words.
    fn run_properties(
        &mut self,
        paragraph: &DocxParagraph,
    ) -> Result<(RunHiding, Option<AsideKind>), Problem> {
        let mut on_screen = false;
        let mut look = RunLook::default();
        let mut style = None;
        self.each(|tag| match tag.name() {
            "specVanish" | "webHidden" => on_screen |= tag.is_on(),
            "rStyle" => style = tag.attribute("val"),
            _ => look.take(tag),
        })?;
        let style = style.map(|style| self.numbering.run_look(&style)).unwrap_or_default();
        let (hiding, aside) = self.shown(look.or(style).or(paragraph.look), paragraph);
        let on_screen = on_screen && hiding == RunHiding::Shown;
        Ok((if on_screen { RunHiding::OnScreen } else { hiding }, aside))
    }

    fn table(&mut self) -> Result<FlowTable, Problem> {
        let mut rows = DocxRows::default();
        let outer = self.ground;
        self.rows(&mut rows)?;
        self.ground = outer;
        self.beside.append(&mut rows.covered);
        self.hidden += rows.hidden;
        Ok(FlowTable { cells: rows.cells })
    }

    /// Rows and whatever holds rows.
    fn rows(&mut self, rows: &mut DocxRows) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tr" => {
                    rows.column = 0;
                    self.row(rows)?;
                    rows.row += usize::from(!std::mem::take(&mut rows.dropped));
                    rows.hides = false;
                }
                "tblPr" => {
                    let (mut style, mut ground) = (None, false);
                    self.each(|tag| match tag.name() {
                        "tblStyle" => style = tag.attribute("val"),
                        "shd" => ground |= is_ground(tag),
                        _ => {}
                    })?;
                    let styled = style.is_some_and(|style| self.numbering.has_ground(&style));
                    self.ground |= ground || styled;
                }
                "tblGrid" | "sdtPr" | "sdtEndPr" | "Fallback" => self.xml.skip()?,
                _ => self.rows(rows)?,
            }
        }
        Ok(())
    }

    /// Cells and whatever holds cells.
    fn row(&mut self, rows: &mut DocxRows) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tc" => self.cell(rows)?,
                "trPr" => self.each(|tag| match tag.name() {
                    "gridBefore" => rows.column = tag.number().unwrap_or(0).min(MAX_COLUMNS),
                    "del" => rows.dropped = true,
                    "hidden" if tag.is_on() => (rows.dropped, rows.hides) = (true, true),
                    _ => {}
                })?,
                "tblPrEx" => {
                    let mut ground = false;
                    self.each(|tag| ground |= tag.name() == "shd" && is_ground(tag))?;
                    self.ground |= ground;
                }
                "sdtPr" | "sdtEndPr" | "Fallback" => self.xml.skip()?,
                _ => self.row(rows)?,
            }
        }
        Ok(())
    }

    fn cell(&mut self, rows: &mut DocxRows) -> Result<(), Problem> {
        let mut span = CellSpan { columns: 1, continues: false };
        let mut pieces = Vec::new();
        let (outer, mut shaded) = (self.ground, false);
        self.in_cells += 1;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tcPr" => {
                    self.each(|tag| match tag.name() {
                        "shd" => shaded |= is_ground(tag),
                        "gridSpan" => {
                            span.columns = tag.number().unwrap_or(1).clamp(1, MAX_COLUMNS);
                        }
                        "vMerge" => {
                            span.continues = tag.attribute("val").as_deref() != Some("restart");
                        }
                        _ => {}
                    })?;
                    self.ground |= shaded;
                }
                "p" => self.paragraph(&mut pieces)?,
                "tbl" => {
                    self.release(&mut pieces);
                    pieces.push(FlowItem::Table(self.table()?));
                }
                "del" | "moveFrom" | "sdtPr" | "sdtEndPr" | "Fallback" => self.xml.skip()?,
                _ => {
                    self.blocks(&mut pieces)?;
                }
            }
        }
        self.release(&mut pieces);
        self.ground = outer;
        self.in_cells -= 1;
        self.pieces += 1;
        if self.pieces > MAX_CELLS || rows.column + span.columns > MAX_COLUMNS {
            return Err(Problem::TooMany);
        }
        rows.add(span, pieces);
        Ok(())
    }
}

/// A character by its place in a font. Fonts of signs have theirs in a range that means nothing
/// elsewhere: of them only what Symbol shares with all others is known.
fn symbol(tag: &XmlTag) -> char {
    let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let is_symbol = || tag.attribute("font").as_deref() == Some("Symbol");
    let c = code.and_then(|code| match code {
        0xF030..=0xF039 if is_symbol() => char::from_u32(code - 0xF000),
        0xE000..=0xF8FF => None,
        code => char::from_u32(code).filter(|c| !c.is_control()),
    });
    c.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What an element in a run says without words.
fn sign(name: &str, tag: &XmlTag) -> &'static str {
    match name {
        "br" if matches!(tag.attribute("type").as_deref(), None | Some("textWrapping")) => "\n",
        "cr" => "\n",
        "tab" => "\u{B}",
        "ptab" => " ",
        "noBreakHyphen" => "-",
        _ => "",
    }
}

/// A line whose tabs only set words apart has spaces instead; several in a line are a table's. A
/// tab that is written as a character, as our own files have it, is one.
fn untabbed(line: &str) -> String {
    let words = line.trim_start_matches([TAB_SIGN, '\t', ' ', '\u{3000}']);
    let start = line.strip_suffix(words).unwrap_or_default().replace([TAB_SIGN, '\t'], TAB);
    let tabs = words.trim_end().matches(TAB_SIGN).count();
    format!("{start}{}", words.replace(TAB_SIGN, if tabs > 1 { "\t" } else { " " }))
}
