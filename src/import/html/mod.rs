//! A web page → paragraphs and tables.
//!
//! What the page's own scripts and styles do is not done: what is hidden by an element's own style
//! or attribute is left out, everything else is read in the order of the source.

mod tree;

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{ParseOpts, parse_document};

use super::Problem;
use super::pieces::{AT_RIGHT, MAX_CELLS, MAX_DEPTH, Piece, Table, TableCell, Words};
use tree::{Content, Looks, Node, Tree};

/// How many bytes are parsed before looking at how much came of them.
const CHUNK: usize = 4096;

/// A tag with more attributes than this is none.
const MAX_ATTRIBUTES: usize = 200;

/// How deep the parser may go before it is stopped; what is read may be less deep still.
const MAX_PARSED_DEPTH: usize = 2 * MAX_DEPTH;

/// A table with more columns is none.
const MAX_COLUMNS: usize = 2000;

/// Elements of which nothing is read.
const SKIPPED: &[&str] = &[
    "head", "script", "style", "template", "noscript", "noframes", "iframe", "object", "svg",
    "math", "select", "button", "textarea", "audio", "video", "canvas", "rp", "rt", "xml",
];

/// Elements within a line; all others start and end a paragraph.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "embed",
    "font",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "map",
    "mark",
    "nobr",
    "o:p",
    "output",
    "picture",
    "q",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "st1:chmetcnv",
    "st1:chsdate",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
];

/// The paragraphs and tables of a page.
pub(super) fn read(text: &str) -> Result<Words, Problem> {
    if has_monstrous_tag(text) {
        return Err(Problem::TooMany);
    }
    let mut parser = parse_document(Tree::new(), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = CHUNK.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (chunk, after) = rest.split_at(end);
        parser.process(StrTendril::from_slice(chunk));
        rest = after;
        let tree = &parser.tokenizer.sink.sink;
        if tree.depth() > MAX_PARSED_DEPTH {
            return Err(Problem::TooDeep);
        }
        if tree.is_full() {
            return Err(Problem::TooMany);
        }
    }
    let nodes = parser.finish();
    let mut walk = Walk { nodes: &nodes, cells: 0 };
    let mut flow = Flow::default();
    walk.children(0, &mut flow, Level::default())?;
    Ok(Words { pieces: flow.finish(), ..Words::default() })
}

/// Whether some tag has so many attributes that comparing each with each takes long.
fn has_monstrous_tag(text: &str) -> bool {
    let mut attributes = 0;
    let mut quote = None;
    let mut in_tag = false;
    let mut before = ' ';
    for c in text.chars() {
        if let Some(mark) = quote {
            quote = Some(mark).filter(|mark| *mark != c);
        } else if in_tag {
            let quoted = matches!(c, '"' | '\'');
            match c {
                '>' => in_tag = false,
                c if quoted && before == '=' => quote = Some(c),
                c if c.is_ascii_whitespace() || c == '/' || quoted => attributes += 1,
                _ => {}
            }
        } else if before == '<' && c.is_ascii_alphabetic() {
            (in_tag, attributes) = (true, 0);
        }
        if attributes > MAX_ATTRIBUTES && !before.is_ascii_whitespace() {
            return true;
        }
        if !(before == '=' && c.is_ascii_whitespace()) {
            before = c;
        }
    }
    false
}

/// Where in the page something stands.
#[derive(Clone, Copy, Default)]
struct Level {
    depth: usize,
    right: bool,
    preformatted: bool,
}

/// Paragraphs and tables as they come.
#[derive(Default)]
struct Flow {
    pieces: Vec<Piece>,
    line: String,
    /// White space is due where more of the line follows; `Some(true)` where the source's own
    /// line ends in it.
    space: Option<bool>,
}

impl Flow {
    /// Words with their white space as one space; between Chinese characters a line's end is none.
    fn words(&mut self, text: &str, level: Level) {
        for c in text.chars() {
            if level.preformatted && c == '\n' {
                self.end(level.right);
            } else if level.preformatted && matches!(c, '\t' | ' ') {
                if self.space.take().is_some() {
                    self.line.push(' ');
                }
                self.line.push(c);
            } else if c.is_ascii_whitespace() {
                let broken = c != ' ' && c != '\t';
                if !self.line.is_empty() {
                    self.space = Some(broken || self.space == Some(true));
                }
            } else {
                let wide = |c: char| !c.is_ascii() && c != '\u{A0}';
                let between = self.line.chars().next_back().is_some_and(wide) && wide(c);
                if self.space.take().is_some_and(|broken| !(broken && between)) {
                    self.line.push(' ');
                }
                self.line.push(if c == '\u{A0}' { ' ' } else { c });
            }
        }
    }

    fn end(&mut self, right: bool) {
        self.space = None;
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            let indent = if right { AT_RIGHT } else { "" };
            self.pieces.push(Piece::Text(format!("{indent}{}", line.trim_end())));
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.end(false);
        self.pieces
    }
}

struct Walk<'a> {
    nodes: &'a [Node],
    cells: usize,
}

impl Walk<'_> {
    fn children(&mut self, node: usize, flow: &mut Flow, level: Level) -> Result<(), Problem> {
        if level.depth > MAX_DEPTH {
            return Err(Problem::TooDeep);
        }
        let nodes = self.nodes;
        for child in nodes.get(node).into_iter().flat_map(|node| &node.children) {
            match &nodes[*child].content {
                Content::Text(text) => flow.words(text, level),
                Content::Element(name, looks) if !looks.hidden => {
                    self.element(*child, &name.local, *looks, flow, level)?;
                }
                Content::Element(..) | Content::Other => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        node: usize,
        name: &str,
        looks: Looks,
        flow: &mut Flow,
        level: Level,
    ) -> Result<(), Problem> {
        let inner = Level {
            depth: level.depth + 1,
            right: level.right || looks.right,
            preformatted: looks.preformatted.unwrap_or(level.preformatted || name == "pre"),
        };
        match name {
            name if SKIPPED.contains(&name) => {}
            "br" => flow.end(level.right),
            "table" => {
                flow.end(level.right);
                let table = self.table(node, flow, inner)?;
                flow.pieces.push(Piece::Table(table));
            }
            name if INLINE.contains(&name) => self.children(node, flow, inner)?,
            _ => {
                flow.end(level.right);
                self.children(node, flow, inner)?;
                flow.end(inner.right);
            }
        }
        Ok(())
    }

    /// A table; what stands in it but in no row (its caption) goes before it.
    fn table(&mut self, node: usize, flow: &mut Flow, level: Level) -> Result<Table, Problem> {
        let mut rows = Rows::default();
        let nodes = self.nodes;
        let level = Level { depth: level.depth + 2, right: false, ..level };
        for part in &nodes[node].children {
            let Content::Element(name, looks) = &nodes[*part].content else { continue };
            match &*name.local {
                _ if looks.hidden => {}
                "thead" | "tbody" | "tfoot" => {
                    for row in &nodes[*part].children {
                        self.row(*row, &mut rows, level)?;
                    }
                    rows.end_part();
                }
                "tr" => self.row(*part, &mut rows, level)?,
                "colgroup" | "col" => {}
                _ => {
                    self.children(*part, flow, level)?;
                    flow.end(false);
                }
            }
        }
        rows.end_part();
        Ok(Table { cells: rows.cells })
    }

    fn row(&mut self, node: usize, rows: &mut Rows, level: Level) -> Result<(), Problem> {
        let nodes = self.nodes;
        match &nodes[node].content {
            Content::Element(name, looks) if &*name.local == "tr" && !looks.hidden => {}
            _ => return Ok(()),
        }
        rows.start();
        for cell in &nodes[node].children {
            let Content::Element(name, looks) = &nodes[*cell].content else { continue };
            if !matches!(&*name.local, "td" | "th") || looks.hidden {
                continue;
            }
            let mut flow = Flow::default();
            self.children(*cell, &mut flow, level)?;
            rows.add(*looks, flow.finish())?;
            self.cells += 1;
            if self.cells > MAX_CELLS {
                return Err(Problem::TooMany);
            }
        }
        Ok(())
    }
}

/// Cells on their way to their places, as the standard has it: each in the first column that no
/// cell from above reaches into.
#[derive(Default)]
struct Rows {
    cells: Vec<TableCell>,
    /// Of the next row.
    row: usize,
    /// The row before which each column is taken.
    taken: Vec<usize>,
    /// Where the part (head, body, foot) starts among the cells.
    part: usize,
    column: usize,
}

impl Rows {
    fn start(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    fn add(&mut self, looks: Looks, pieces: Vec<Piece>) -> Result<(), Problem> {
        let row = self.row - 1;
        let is_free =
            |taken: &Vec<usize>, column: usize| taken.get(column).is_none_or(|t| *t <= row);
        while !is_free(&self.taken, self.column) {
            self.column += 1;
        }
        // Spans that overlap are cut short.
        let mut columns = 1;
        while columns < looks.columns && is_free(&self.taken, self.column + columns) {
            columns += 1;
        }
        let end = self.column + columns;
        if end > MAX_COLUMNS {
            return Err(Problem::TooMany);
        }
        self.taken.resize(self.taken.len().max(end), 0);
        self.taken[self.column..end].fill(row + looks.rows);
        let (column, rows) = (self.column, looks.rows);
        self.cells.push(TableCell { row, column, rows, columns, pieces });
        self.column = end;
        Ok(())
    }

    /// No cell reaches out of its part of the table.
    fn end_part(&mut self) {
        let end = self.row;
        for cell in self.cells.iter_mut().skip(self.part) {
            cell.rows = cell.rows.min(end - cell.row);
        }
        self.part = self.cells.len();
        self.taken.clear();
    }
}
