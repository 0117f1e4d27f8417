//! The accessibility tree of a frame, completed before it goes out.

use std::collections::BTreeMap;

use egui::accesskit::{Node, NodeId, Orientation, Role, TreeUpdate};
use egui::{Context, FullOutput};

use super::words;

/// So many characters of a sheet's text are heard when it comes up; the rest is read in it.
const TOLD: usize = 300;

/// Completes every tree that goes out.
#[derive(Debug, Default)]
pub struct Completed;

impl egui::Plugin for Completed {
    fn debug_name(&self) -> &'static str {
        "completed accessibility tree"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        if let Some(update) = &mut output.platform_output.accesskit_update {
            complete(update);
        }
    }
}

/// The nodes of one tree by their ids.
struct Nodes<'a> {
    all: &'a [(NodeId, Node)],
    at: BTreeMap<NodeId, usize>,
    parents: BTreeMap<NodeId, NodeId>,
}

impl<'a> Nodes<'a> {
    fn new(nodes: &'a [(NodeId, Node)]) -> Self {
        let at = nodes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let children =
            nodes.iter().flat_map(|(id, node)| node.children().iter().map(|c| (*c, *id)));
        Self { all: nodes, at, parents: children.collect() }
    }

    fn get(&self, id: NodeId) -> Option<&'a Node> {
        self.at.get(&id).map(|at| &self.all[*at].1)
    }

    /// What a node is called, by itself or by the words that label it.
    fn name(&self, node: &Node) -> Option<String> {
        if let Some(name) = own_name(node) {
            return Some(name.to_owned());
        }
        let words = node.labelled_by().iter().filter_map(|id| own_name(self.get(*id)?));
        Some(words.collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
    }

    /// The nearest name above a node.
    fn name_above(&self, id: NodeId) -> Option<String> {
        let mut id = id;
        while let Some(parent) = self.parents.get(&id) {
            if let Some(name) = self.get(*parent).and_then(|node| self.name(node)) {
                return Some(name);
            }
            id = *parent;
        }
        None
    }

    /// The texts inside a node, in their order.
    fn texts(&self, node: &Node, into: &mut Vec<String>) {
        for child in node.children().iter().filter_map(|id| self.get(*id)) {
            match child.role() {
                Role::Label => into.extend(child.value().map(str::to_owned)),
                Role::Heading | Role::Button => {}
                _ => self.texts(child, into),
            }
        }
    }
}

fn own_name(node: &Node) -> Option<&str> {
    let name = if node.role() == Role::Label { node.value() } else { node.label() };
    name.filter(|name| !name.is_empty())
}

/// What is set on a node once the whole tree has been looked at.
enum Addition {
    Label(String),
    Description(String),
}

fn complete(update: &mut TreeUpdate) {
    let additions = additions(&Nodes::new(&update.nodes));
    for (at, addition) in additions {
        let node = &mut update.nodes[at].1;
        match addition {
            Addition::Label(words) => node.set_label(words),
            Addition::Description(words) => node.set_description(words),
        }
    }
    for (_, node) in &mut update.nodes {
        complete_one(node);
    }
}

fn additions(nodes: &Nodes<'_>) -> Vec<(usize, Addition)> {
    let mut additions = Vec::new();
    for (at, (id, node)) in nodes.all.iter().enumerate() {
        let named = nodes.name(node).is_some();
        let texts = || {
            let mut texts = Vec::new();
            nodes.texts(node, &mut texts);
            shortened(&joined(&texts))
        };
        match node.role() {
            Role::Tooltip if !named => additions.push((at, Addition::Label(texts()))),
            Role::Menu | Role::ListBox | Role::Dialog if !named => {
                let name = nodes.name_above(*id).unwrap_or_else(|| "选项".into());
                additions.push((at, Addition::Label(name)));
            }
            Role::Dialog if node.description().is_none() => {
                additions.push((at, Addition::Description(texts())));
            }
            _ => {}
        }
    }
    additions
}

/// Texts one after the other, each ended.
fn joined(texts: &[String]) -> String {
    let mut joined = String::new();
    for text in texts {
        let ended = joined.chars().last().is_none_or(|c| "。；：！？…".contains(c));
        joined.push_str(if ended { "" } else { "；" });
        joined.push_str(text);
    }
    joined
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn complete_one(node: &mut Node) {
    match node.role() {
        Role::TextRun => {
            let starts = words::starts(node.value().unwrap_or_default());
            node.set_word_starts(starts);
        }
        Role::ScrollBar => {
            let tall = node.bounds().is_some_and(|at| at.y1 - at.y0 > at.x1 - at.x0);
            let way = if tall { Orientation::Vertical } else { Orientation::Horizontal };
            node.set_orientation(way);
            if node.label().is_none() {
                node.set_label(if tall { "竖向滚动条" } else { "横向滚动条" });
            }
        }
        Role::Dialog => node.set_modal(),
        // What is chosen among several is selected; on and off is for what stands alone.
        Role::Tab | Role::ListBoxOption | Role::ListItem => {
            if let Some(on) = node.toggled() {
                node.clear_toggled();
                node.set_selected(on == egui::accesskit::Toggled::True);
            }
        }
        Role::RadioButton | Role::MenuItemRadio => {
            if let Some(on) = node.toggled() {
                node.set_selected(on == egui::accesskit::Toggled::True);
            }
        }
        Role::ComboBox => {
            if let (Some(value), None) = (node.value(), node.description()) {
                let value = value.to_owned();
                node.set_description(value);
            }
        }
        _ => {}
    }
    // A figure may stand in a name by chance.
    let repeats = node.description().is_some_and(|words| {
        let within =
            |name: &str| name == words || words.chars().count() > 3 && name.contains(words);
        words.is_empty() || own_name(node).is_some_and(within)
    });
    if repeats {
        node.clear_description();
    }
}

#[cfg(test)]
mod tests {
    use super::complete;
    use egui::accesskit::{Node, NodeId, Role, Toggled, TreeId, TreeUpdate};

    fn node(role: Role, label: &str, children: &[u64]) -> Node {
        let mut node = Node::new(role);
        match role {
            Role::Label => node.set_value(label),
            _ if label.is_empty() => {}
            _ => node.set_label(label),
        }
        node.set_children(children.iter().map(|id| NodeId(*id)).collect::<Vec<_>>());
        node
    }

    fn completed(nodes: Vec<Node>) -> Vec<Node> {
        let ids = (0..).map(NodeId);
        let mut update = TreeUpdate {
            nodes: ids.zip(nodes).collect(),
            tree: None,
            tree_id: TreeId::ROOT,
            focus: NodeId(0),
        };
        complete(&mut update);
        update.nodes.into_iter().map(|(_, node)| node).collect()
    }

    #[test]
    fn a_sheet_is_described_by_its_text_and_not_by_its_buttons() {
        let sheet = node(Role::Dialog, "尚未保存", &[1, 2]);
        let nodes = completed(vec![
            sheet,
            node(Role::GenericContainer, "", &[3]),
            node(Role::Button, "保存", &[]),
            node(Role::Label, "关闭前请选择。", &[]),
        ]);
        assert_eq!(nodes[0].description(), Some("关闭前请选择。"));
        assert!(nodes[0].is_modal());
    }

    #[test]
    fn a_tooltip_has_its_words_for_a_name_and_a_list_that_of_its_field() {
        let nodes = completed(vec![
            node(Role::ComboBox, "年度", &[1]),
            node(Role::ListBox, "", &[]),
            node(Role::Tooltip, "", &[3]),
            node(Role::Label, "换一个名称保存", &[]),
        ]);
        assert_eq!(nodes[1].label(), Some("年度"));
        assert_eq!(nodes[2].label(), Some("换一个名称保存"));
    }

    #[test]
    fn a_description_does_not_repeat_the_name_and_a_tab_is_selected() {
        let mut tab = node(Role::Tab, "一、总体情况，已填齐", &[]);
        tab.set_toggled(Toggled::True);
        tab.set_description("总体情况");
        let nodes = completed(vec![tab]);
        assert_eq!((nodes[0].description(), nodes[0].is_selected()), (None, Some(true)));
        assert_eq!(nodes[0].toggled(), None);
    }
}
