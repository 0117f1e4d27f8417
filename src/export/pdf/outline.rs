//! The outline: a tree of headings, in the order of the document.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::archive;
use crate::layout::page::{LaidOut, OutlineAnchor};
use crate::units::Length;

/// Writes the outline and gives its root; `None` where no page has a heading.
pub(super) fn write(
    pdf: &mut Document,
    document: &LaidOut,
    pages: &[ObjectId],
) -> Option<ObjectId> {
    let anchors: Vec<(&OutlineAnchor, ObjectId)> = document
        .outline
        .iter()
        .filter_map(|anchor| Some((anchor, *pages.get(anchor.page)?)))
        .collect();
    if anchors.is_empty() {
        return None;
    }
    let levels: Vec<u8> = anchors.iter().map(|(anchor, _)| anchor.level).collect();
    // The root's dictionary comes first, so that a heading is one further than its index.
    let mut nodes = vec![dictionary! { "Type" => "Outlines" }];
    nodes
        .extend(anchors.iter().map(|(anchor, page)| heading(anchor, *page, document.paper.height)));
    let ids: Vec<ObjectId> = nodes.iter().map(|_| pdf.new_object_id()).collect();
    let mut counts = vec![0_i64; nodes.len()];
    let mut children = vec![Vec::new(); nodes.len()];
    for (node, parent) in (1..).zip(parents(&levels)) {
        children[parent].push(node);
    }
    for node in (0..nodes.len()).rev() {
        counts[node] = children[node].iter().map(|child| 1 + counts[*child]).sum();
        adopt(&mut nodes, &ids, node, &children[node], counts[node]);
    }
    for (id, node) in ids.iter().zip(nodes) {
        pdf.set_object(*id, node);
    }
    ids.first().copied()
}

fn heading(anchor: &OutlineAnchor, page: ObjectId, height: Length) -> Dictionary {
    let top = (height - anchor.y).to_pt();
    let target = vec![page.into(), "XYZ".into(), Object::Null, top.into(), Object::Null];
    dictionary! { "Title" => text_string(&archive::plain(&anchor.title)), "Dest" => target }
}

/// For each heading the node that it is below: the last heading before it of a lower level,
/// else the root.
fn parents(levels: &[u8]) -> Vec<usize> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut parents = Vec::with_capacity(levels.len());
    for (node, level) in (1..).zip(levels) {
        while open.last().is_some_and(|(last, _)| last >= level) {
            open.pop();
        }
        parents.push(open.last().map_or(0, |(_, node)| *node));
        open.push((*level, node));
    }
    parents
}

fn adopt(nodes: &mut [Dictionary], ids: &[ObjectId], node: usize, children: &[usize], open: i64) {
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return };
    nodes[node].set("First", ids[*first]);
    nodes[node].set("Last", ids[*last]);
    nodes[node].set("Count", open);
    for child in children {
        nodes[*child].set("Parent", ids[node]);
    }
    for pair in children.windows(2) {
        nodes[pair[0]].set("Next", ids[pair[1]]);
        nodes[pair[1]].set("Prev", ids[pair[0]]);
    }
}
