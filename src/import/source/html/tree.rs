//! The tree that the parser builds, in one list, with limits on how much and how deep.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};

use super::veil::Veil;

/// More pieces than this no page of a report has.
const MAX_NODES: usize = 1_000_000;

/// Classes whose names say that they are at the right, our own page's among them.
const RIGHT: [&str; 4] = ["signature", "right", "text-right", "ql-align-right"];

/// What our own page calls tabs and runs of spaces that are to stay.
const KEPT: &str = "kept";

/// A larger span is this one.
const MAX_SPAN: usize = 1000;

/// What of an element's attributes is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ElementStyle {
    pub hidden: bool,
    /// Not shown, though its place stays empty: a cell is there all the same.
    pub unseen: bool,
    /// Set at the right, or moved far in, as signatures are.
    pub right: bool,
    /// Whether its white space stays as it is, or is one space again; where the element says so.
    pub preformatted: Option<bool>,
    /// How it stands to its line, where the element says so.
    pub line: Option<LineStand>,
    /// Whether its words are seen.
    pub veil: Veil,
    pub columns: usize,
    pub rows: usize,
}

impl ElementStyle {
    const PLAIN: Self = Self {
        hidden: false,
        unseen: false,
        right: false,
        preformatted: None,
        line: None,
        veil: Veil::NONE,
        columns: 1,
        rows: 1,
    };

    /// What declarations say.
    pub(super) fn declared(declarations: &str) -> Self {
        let mut looks = Self::PLAIN;
        looks.style(declarations);
        looks
    }

    fn of(attributes: &[Attribute]) -> Self {
        let mut looks = Self::PLAIN;
        for attribute in attributes {
            let value = attribute.value.trim();
            match &*attribute.name.local {
                "hidden" => looks.hidden = true,
                "align" => looks.right |= value.eq_ignore_ascii_case("right"),
                "colspan" => looks.columns = span(value),
                "rowspan" => looks.rows = span(value),
                "style" => looks.style(value),
                "color" => looks.veil.colour(&value.to_ascii_lowercase()),
                "bgcolor" | "background" => looks.veil.back(&value.to_ascii_lowercase()),
                "class" => {
                    looks.right |= value.split_whitespace().any(|c| RIGHT.contains(&c));
                    if value == KEPT {
                        looks.preformatted = Some(true);
                    }
                }
                _ => {}
            }
        }
        looks
    }

    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim_end();
            let name = name.trim().to_ascii_lowercase();
            self.veil.declare(&name, value);
            match (name.as_str(), value) {
                ("display", "none") | ("visibility", "collapse") | ("mso-hide", "all") => {
                    self.hidden = true;
                }
                ("visibility", "hidden") => self.unseen = true,
                ("text-align", "right" | "end") => self.right = true,
                ("white-space", "pre" | "pre-wrap" | "break-spaces") => {
                    self.preformatted = Some(true);
                }
                ("white-space", "normal" | "nowrap") => self.preformatted = Some(false),
                ("text-decoration" | "text-decoration-line", value)
                    if value.contains("line-through") =>
                {
                    self.line = Some(LineStand::Through);
                }
                ("vertical-align", value) if self.line != Some(LineStand::Through) => {
                    self.line = line_stand(value);
                }
                _ => {}
            }
        }
    }
}

/// What of words and the line they are in a style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineStand {
    /// A line is drawn through them.
    Through,
    /// They are higher or lower.
    Off,
    On,
}

/// How an alignment sets words to their line; `None` where it only places a cell.
fn line_stand(value: &str) -> Option<LineStand> {
    match value {
        "super" | "sub" => Some(LineStand::Off),
        "baseline" => Some(LineStand::On),
        value if value.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
            let is_off = value.chars().any(|c| matches!(c, '1'..='9'));
            Some(if is_off { LineStand::Off } else { LineStand::On })
        }
        _ => None,
    }
}

/// Kinds of input that show no words of their own.
const WORDLESS: [&str; 7] = ["hidden", "checkbox", "radio", "password", "file", "color", "range"];

/// What an input says: its value or label, else its placeholder.
fn said(attributes: &[Attribute]) -> Option<StrTendril> {
    let value = |name: &str| {
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &attribute.value).filter(|value| !value.trim().is_empty())
    };
    let kind = value("type").map(|kind| kind.trim().to_ascii_lowercase());
    if kind.is_some_and(|kind| WORDLESS.contains(&kind.as_str())) {
        return None;
    }
    ["value", "placeholder", "alt"].into_iter().find_map(value).cloned()
}

/// A span as it is written; what is none is 1. `rowspan=0` is to the end.
fn span(value: &str) -> usize {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(0) => MAX_SPAN,
        Ok(number) => MAX_SPAN.min(number),
        Err(_) => 1,
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeContent {
    Element(Rc<QualName>, ElementStyle),
    Text(String),
    /// The document, a comment, a template's contents: nothing to be read.
    Other,
}

#[derive(Debug)]
pub(super) struct HtmlNode {
    pub content: NodeContent,
    pub children: Vec<usize>,
    /// The element's classes; empty where it has none.
    pub classes: Box<str>,
    parent: Option<usize>,
    depth: usize,
}

/// The nodes; the first is the document.
#[derive(Debug)]
pub(super) struct HtmlTree {
    nodes: RefCell<Vec<HtmlNode>>,
    deepest: Cell<usize>,
}

/// A node, and its name where it is an element.
#[derive(Clone, Debug)]
pub(super) struct NodeHandle {
    index: usize,
    name: Option<Rc<QualName>>,
}

impl HtmlTree {
    pub(super) fn new() -> Self {
        let tree = Self { nodes: RefCell::new(Vec::new()), deepest: Cell::new(0) };
        tree.add(NodeContent::Other);
        tree
    }

    /// Whether there is more than is worth going on with.
    pub(super) fn is_full(&self) -> bool {
        self.nodes.borrow().len() > MAX_NODES
    }

    /// How deep nodes were put at most.
    pub(super) fn depth(&self) -> usize {
        self.deepest.get()
    }

    fn add(&self, content: NodeContent) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        let (children, classes) = (Vec::new(), Box::default());
        nodes.push(HtmlNode { content, children, classes, parent: None, depth: 0 });
        nodes.len() - 1
    }

    fn other(&self) -> NodeHandle {
        NodeHandle { index: self.add(NodeContent::Other), name: None }
    }

    fn detach(&self, child: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[child].parent.take() {
            // What is moved was mostly put there last.
            if let Some(at) = nodes[parent].children.iter().rposition(|c| *c == child) {
                nodes[parent].children.remove(at);
            }
        }
    }

    /// Puts a node or text among a parent's children, before the one at a place.
    fn insert(&self, parent: usize, at: usize, child: NodeOrText<NodeHandle>) {
        let at = at.min(self.nodes.borrow()[parent].children.len());
        let child = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.index);
                handle.index
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| nodes[parent].children.get(at));
                if let Some(before) = before.copied()
                    && let NodeContent::Text(words) = &mut nodes[before].content
                {
                    words.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(NodeContent::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, child);
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        self.deepest.set(self.deepest.get().max(depth));
    }
}

impl TreeSink for HtmlTree {
    type Handle = NodeHandle;
    type Output = Vec<HtmlNode>;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Vec<HtmlNode> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeHandle {
        NodeHandle { index: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a NodeHandle) -> &'a QualName {
        static NONE: std::sync::LazyLock<QualName> =
            std::sync::LazyLock::new(|| QualName::new(None, html5ever::ns!(), "".into()));
        target.name.as_deref().unwrap_or(&NONE)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> NodeHandle {
        let name = Rc::new(name);
        let looks = ElementStyle::of(&attributes);
        let index = self.add(NodeContent::Element(Rc::clone(&name), looks));
        let class = attributes.iter().find(|attribute| &*attribute.name.local == "class");
        if let Some(class) = class {
            self.nodes.borrow_mut()[index].classes = Box::from(&*class.value);
        }
        let handle = NodeHandle { index, name: Some(name) };
        // No input holds anything: what it says is in it as words are in a button.
        let is_input = handle.name.as_ref().is_some_and(|name| &*name.local == "input");
        if let Some(words) = said(&attributes).filter(|_| is_input) {
            self.append(&handle, NodeOrText::AppendText(words));
        }
        handle
    }

    fn create_comment(&self, _text: StrTendril) -> NodeHandle {
        self.other()
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeHandle {
        self.other()
    }

    fn append(&self, parent: &NodeHandle, child: NodeOrText<NodeHandle>) {
        self.insert(parent.index, usize::MAX, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeHandle,
        previous: &NodeHandle,
        child: NodeOrText<NodeHandle>,
    ) {
        let has_parent = self.nodes.borrow()[element.index].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _id: StrTendril) {}

    /// Nobody reads a template: its contents hang nowhere.
    fn get_template_contents(&self, _target: &NodeHandle) -> NodeHandle {
        self.other()
    }

    fn same_node(&self, a: &NodeHandle, b: &NodeHandle) -> bool {
        a.index == b.index
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeHandle, child: NodeOrText<NodeHandle>) {
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.index);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[sibling.index].parent.and_then(|parent| {
                let at = nodes[parent].children.iter().rposition(|c| *c == sibling.index)?;
                Some((parent, at))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, _target: &NodeHandle, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeHandle) {
        self.detach(target.index);
    }

    fn reparent_children(&self, node: &NodeHandle, new_parent: &NodeHandle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.index].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.index);
        }
        nodes[new_parent.index].children.extend(children);
    }
}
