//! What a page's own style sheets say of classes: which of them strike words out or raise them.

use std::collections::BTreeMap;

use super::tree::{ElementStyle, HtmlNode, LineStand, NodeContent};
use super::veil::Veil;

/// Of longer sheets, and of more rules, no more is looked at.
const MAX_SHEET: usize = 400_000;
const MAX_RULES: usize = 2000;

/// The classes that a page's sheets set to their line in some way.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    classes: BTreeMap<String, LineStand>,
    /// The classes that say whether words are seen.
    veils: BTreeMap<String, Veil>,
}

impl StyleSheet {
    /// The rules of all sheets in a page.
    pub(super) fn of(nodes: &[HtmlNode]) -> Self {
        let mut sheet = Self::default();
        let mut left = MAX_SHEET;
        for node in nodes {
            let NodeContent::Element(name, _) = &node.content else { continue };
            if &*name.local != "style" {
                continue;
            }
            for child in node.children.iter().filter_map(|child| nodes.get(*child)) {
                if let NodeContent::Text(text) = &child.content
                    && text.len() <= left
                {
                    left -= text.len();
                    sheet.read(text);
                }
            }
        }
        sheet
    }

    fn read(&mut self, text: &str) {
        for rule in text.split('}').take(MAX_RULES) {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let ElementStyle { line, veil, .. } = ElementStyle::declared(declarations);
            if line.is_none() && veil == Veil::NONE {
                continue;
            }
            for selector in selectors.split(',') {
                // The element that is meant is the last: td .old, span.old.
                let last = selector.split_whitespace().last().unwrap_or_default();
                if let Some((_, class)) = last.rsplit_once('.') {
                    self.classes.extend(line.map(|stand| (class.to_owned(), stand)));
                    if veil != Veil::NONE {
                        let known = self.veils.get(class).copied().unwrap_or(Veil::NONE);
                        self.veils.insert(class.to_owned(), known.within(veil, true));
                    }
                }
            }
        }
    }

    /// What sheets say of whether the words of some classes are seen.
    pub(super) fn veil(&self, classes: &str) -> Veil {
        if self.veils.is_empty() {
            return Veil::NONE;
        }
        let each = classes.split_whitespace().filter_map(|class| self.veils.get(class));
        each.fold(Veil::NONE, |all, veil| all.within(*veil, true))
    }

    /// How an element of some classes stands to its line, where a sheet says so.
    pub(super) fn stand(&self, classes: &str) -> Option<LineStand> {
        if self.classes.is_empty() {
            return None;
        }
        classes.split_whitespace().find_map(|class| self.classes.get(class).copied())
    }
}
