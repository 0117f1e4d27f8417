//! The outline: a tree of headings, in the order of the document.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::layout::page::Anchor;

use super::PAPER_HEIGHT;

/// Writes the outline and gives its root; `None` where no page has a heading.
pub(super) fn write(
    pdf: &mut Document,
    anchors: &[Anchor],
    pages: &[ObjectId],
) -> Option<ObjectId> {
    let anchors: Vec<(&Anchor, ObjectId)> =
        anchors.iter().filter_map(|anchor| Some((anchor, *pages.get(anchor.page)?))).collect();
    if anchors.is_empty() {
        return None;
    }
    let levels: Vec<u8> = anchors.iter().map(|(anchor, _)| anchor.level).collect();
    // The root's dictionary comes first, so that a heading is one further than its index.
    let mut nodes = vec![dictionary! { "Type" => "Outlines" }];
    nodes.extend(anchors.iter().map(|(anchor, page)| heading(anchor, *page)));
    let ids: Vec<ObjectId> = nodes.iter().map(|_| pdf.new_object_id()).collect();
    for node in 0..nodes.len() {
        adopt(&mut nodes, &ids, node, &children(&levels, node), descendants(&levels, node));
    }
    for (id, node) in ids.iter().zip(nodes) {
        pdf.set_object(*id, node);
    }
    ids.first().copied()
}

fn heading(anchor: &Anchor, page: ObjectId) -> Dictionary {
    let top = (PAPER_HEIGHT - anchor.y).to_pt();
    let target = vec![page.into(), "XYZ".into(), Object::Null, top.into(), Object::Null];
    dictionary! { "Title" => text_string(&anchor.title), "Dest" => target }
}

/// The node a node stands below: the last heading before it of a lower level, else the root.
fn parent(levels: &[u8], node: usize) -> usize {
    (1..node).rev().find(|before| levels[before - 1] < levels[node - 1]).unwrap_or(0)
}

fn children(levels: &[u8], node: usize) -> Vec<usize> {
    (1..=levels.len()).filter(|child| parent(levels, *child) == node).collect()
}

/// How many lines an unfolded node shows: what follows it until its own level comes again.
fn descendants(levels: &[u8], node: usize) -> usize {
    match node.checked_sub(1) {
        None => levels.len(),
        Some(index) => levels[node..].iter().take_while(|level| **level > levels[index]).count(),
    }
}

fn adopt(nodes: &mut [Dictionary], ids: &[ObjectId], node: usize, children: &[usize], open: usize) {
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return };
    nodes[node].set("First", ids[*first]);
    nodes[node].set("Last", ids[*last]);
    nodes[node].set("Count", i64::try_from(open).unwrap_or(i64::MAX));
    for child in children {
        nodes[*child].set("Parent", ids[node]);
    }
    for pair in children.windows(2) {
        nodes[pair[0]].set("Next", ids[pair[1]]);
        nodes[pair[1]].set("Prev", ids[pair[0]]);
    }
}
