//! A web page → paragraphs and tables.
//!
//! What the page's own scripts and styles do is not done: what is hidden by an element's own style
//! or attribute is left out, everything else is read in the order of the source.

mod attributes;
mod paragraphs;
mod sheet;
mod tree;
mod veil;

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{ParseOpts, parse_document};

use crate::import::Problem;
use crate::import::blocks::AsideKind;
use crate::import::source::flow::{
    FlowCell, FlowItem, FlowTable, FlowText, MAX_CELLS, MAX_DEPTH, characters,
};
use crate::import::vocabulary::figures::is_figure;
use paragraphs::{FlowLevel, ParagraphFlow};
use sheet::StyleSheet;
use tree::{ElementStyle, HtmlNode, HtmlTree, LineStand, NodeContent};
use veil::Veil;

/// Bytes that are parsed before it is checked how much came of them.
const CHUNK: usize = 4096;

/// How deep the parser may go before it is stopped; what is read may be less deep still.
const MAX_PARSED_DEPTH: usize = 2 * MAX_DEPTH;

/// A table with more columns is none.
const MAX_COLUMNS: usize = 2000;

/// Elements of which nothing is read.
const SKIPPED: &[&str] = &[
    "head", "script", "style", "template", "noscript", "noframes", "iframe", "object", "audio",
    "video", "canvas", "rp", "xml", "datalist",
];

/// Elements whose words are no part of the text; notes report them.
const ASIDE: &[&str] = &["button", "input", "select", "textarea", "svg", "math", "rt"];

/// Elements within a line; all others start and end a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "basefont", "bdi", "bdo", "big", "cite", "code", "data", "del",
    "dfn", "em", "embed", "font", "i", "img", "ins", "kbd", "label", "map", "mark", "nobr", "o:p",
    "output", "picture", "q", "rb", "rtc", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The paragraphs and tables of a page.
pub(crate) fn read(text: &str) -> Result<FlowText, Problem> {
    if attributes::are_too_many(text) {
        return Err(Problem::TooMany);
    }
    let mut parser = parse_document(HtmlTree::new(), ParseOpts::default());
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
    let sheet = StyleSheet::of(&nodes);
    let mut walk = HtmlWalk { nodes: &nodes, sheet, cells: 0, aside: Vec::new(), hidden: 0 };
    let mut flow = ParagraphFlow::default();
    walk.children(0, &mut flow, FlowLevel::default())?;
    let cleaned = told(&walk.aside).into_iter().collect();
    let mut text = FlowText { pieces: flow.finish(), cleaned, ..FlowText::default() };
    text.tell_hidden(walk.hidden);
    Ok(text)
}

/// What a page's buttons and fields say, as a note reports it.
fn told(aside: &[String]) -> Option<String> {
    let words = aside.join("”“");
    let told = || format!("网页的按钮、输入框等 {} 处：“{words}”", aside.len());
    (!aside.is_empty()).then(told)
}

/// Whether an element is within a line. Word marks the names of places, people and dates.
fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || name.starts_with("st1:")
}

/// How words within an element stand beside those around it.
fn aside(name: &str, line: Option<LineStand>, around: Option<AsideKind>) -> Option<AsideKind> {
    let struck = line == Some(LineStand::Through) || matches!(name, "del" | "s" | "strike");
    if struck || around == Some(AsideKind::Struck) {
        return Some(AsideKind::Struck);
    }
    match line.filter(|_| is_inline(name)) {
        Some(LineStand::Off) => Some(AsideKind::Raised),
        Some(_) => None,
        None if matches!(name, "sup" | "sub") => Some(AsideKind::Raised),
        None => around,
    }
}

struct HtmlWalk<'a> {
    nodes: &'a [HtmlNode],
    sheet: StyleSheet,
    cells: usize,
    /// What buttons and fields say.
    aside: Vec<String>,
    /// Characters in elements that are not shown.
    hidden: usize,
}

impl HtmlWalk<'_> {
    /// How words within an element stand beside those around it.
    fn stands(
        &self,
        node: usize,
        name: &str,
        looks: ElementStyle,
        level: FlowLevel,
    ) -> Option<AsideKind> {
        let classes = self.nodes.get(node).map_or("", |node| &node.classes);
        let line = looks.line.or_else(|| self.sheet.stand(classes));
        aside(name, line, level.aside)
    }

    /// Whether words within an element are seen.
    fn veil(&self, node: usize, looks: ElementStyle, level: FlowLevel, inline: bool) -> Veil {
        let classes = self.nodes.get(node).map_or("", |node| &node.classes);
        let said = self.sheet.veil(classes).within(looks.veil, true);
        level.veil.within(said, inline)
    }

    fn children(
        &mut self,
        node: usize,
        flow: &mut ParagraphFlow,
        level: FlowLevel,
    ) -> Result<(), Problem> {
        if level.depth > MAX_DEPTH {
            return Err(Problem::TooDeep);
        }
        let nodes = self.nodes;
        for child in nodes.get(node).into_iter().flat_map(|node| &node.children) {
            match &nodes[*child].content {
                NodeContent::Text(text) => flow.words(text, level),
                NodeContent::Element(name, looks) if !looks.hidden && !looks.unseen => {
                    self.element(*child, &name.local, *looks, flow, level)?;
                }
                NodeContent::Element(..) => self.hide(*child),
                NodeContent::Other => {}
            }
        }
        Ok(())
    }

    /// Counts what is in an element that is not shown.
    fn hide(&mut self, node: usize) {
        let mut open = vec![node];
        while let Some(node) = open.pop().and_then(|index| self.nodes.get(index)) {
            match &node.content {
                NodeContent::Text(text) => self.hidden += characters(text),
                NodeContent::Element(name, _) if SKIPPED.contains(&&*name.local) => {}
                NodeContent::Element(..) | NodeContent::Other => open.extend(&node.children),
            }
        }
    }

    fn element(
        &mut self,
        node: usize,
        name: &str,
        looks: ElementStyle,
        flow: &mut ParagraphFlow,
        level: FlowLevel,
    ) -> Result<(), Problem> {
        let inner = FlowLevel {
            depth: level.depth + 1,
            right: level.right || looks.right,
            preformatted: looks.preformatted.unwrap_or(level.preformatted || name == "pre"),
            aside: self.stands(node, name, looks, level),
            veil: self.veil(node, looks, level, is_inline(name)),
            ..level
        };
        match name {
            name if SKIPPED.contains(&name) => {}
            name if ASIDE.contains(&name) => self.aside(node, name, flow, level)?,
            "br" => flow.end(level.right),
            "table" => {
                flow.end(level.right);
                let table = self.table(node, flow, inner)?;
                flow.pieces.push(FlowItem::Table(table));
            }
            name if is_inline(name) => self.children(node, flow, inner)?,
            _ => {
                flow.end(level.right);
                self.children(node, flow, inner)?;
                flow.end(inner.right);
            }
        }
        Ok(())
    }

    /// What a button or a field says. A figure that is typed into a table's cell is the cell's.
    fn aside(
        &mut self,
        node: usize,
        name: &str,
        flow: &mut ParagraphFlow,
        level: FlowLevel,
    ) -> Result<(), Problem> {
        let words = self.words(node);
        if words.is_empty() {
            return Ok(());
        }
        let is_typed = matches!(name, "input" | "textarea");
        if level.in_cell && is_typed && flow.is_empty() && is_figure(&words) {
            flow.words(&words, level);
            return Ok(());
        }
        self.aside.push(words);
        self.count()
    }

    /// The words in an element, with a space between those of its parts.
    fn words(&self, node: usize) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop().and_then(|index| self.nodes.get(index)) {
            match &node.content {
                NodeContent::Text(text) => words.extend(text.split_whitespace()),
                NodeContent::Element(name, looks)
                    if looks.hidden || looks.unseen || SKIPPED.contains(&&*name.local) => {}
                NodeContent::Element(..) | NodeContent::Other => {
                    open.extend(node.children.iter().rev());
                }
            }
        }
        words.join(" ")
    }

    fn count(&mut self) -> Result<(), Problem> {
        self.cells += 1;
        if self.cells > MAX_CELLS { Err(Problem::TooMany) } else { Ok(()) }
    }

    /// A table; what is in it but in no row (its caption) goes before it.
    fn table(
        &mut self,
        node: usize,
        flow: &mut ParagraphFlow,
        level: FlowLevel,
    ) -> Result<FlowTable, Problem> {
        let mut rows = HtmlRows::default();
        let nodes = self.nodes;
        let level = FlowLevel { depth: level.depth + 2, right: false, in_cell: true, ..level };
        for part in &nodes[node].children {
            let NodeContent::Element(name, looks) = &nodes[*part].content else { continue };
            match &*name.local {
                _ if looks.hidden || looks.unseen => self.hide(*part),
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
        Ok(FlowTable { cells: rows.cells })
    }

    fn row(&mut self, node: usize, rows: &mut HtmlRows, level: FlowLevel) -> Result<(), Problem> {
        let nodes = self.nodes;
        let row_looks = match &nodes[node].content {
            NodeContent::Element(name, looks) if &*name.local == "tr" && !looks.hidden => looks,
            NodeContent::Element(_, looks) if looks.hidden => {
                self.hide(node);
                return Ok(());
            }
            _ => return Ok(()),
        };
        rows.start();
        let level = FlowLevel {
            aside: self.stands(node, "tr", *row_looks, level),
            veil: self.veil(node, *row_looks, level, false),
            ..level
        };
        for cell in &nodes[node].children {
            let NodeContent::Element(name, looks) = &nodes[*cell].content else { continue };
            if looks.hidden {
                self.hide(*cell);
            }
            if !matches!(&*name.local, "td" | "th") || looks.hidden {
                continue;
            }
            let mut flow = ParagraphFlow::default();
            let level = FlowLevel {
                aside: self.stands(*cell, "td", *looks, level),
                veil: self.veil(*cell, *looks, level, false),
                ..level
            };
            if looks.unseen || row_looks.unseen {
                self.hide(*cell);
            } else {
                self.children(*cell, &mut flow, level)?;
            }
            rows.add(*looks, flow.finish())?;
            self.count()?;
        }
        Ok(())
    }
}

/// Cells on their way to their places, as the standard has it: each in the first column that no
/// cell from above reaches into.
#[derive(Default)]
struct HtmlRows {
    cells: Vec<FlowCell>,
    /// The number of the next row, from 0.
    row: usize,
    /// The row before which each column is taken.
    taken: Vec<usize>,
    /// Where the part (head, body, foot) starts among the cells.
    part: usize,
    column: usize,
}

impl HtmlRows {
    fn start(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    fn add(&mut self, looks: ElementStyle, pieces: Vec<FlowItem>) -> Result<(), Problem> {
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
        self.cells.push(FlowCell { row, column, rows, columns, pieces });
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
