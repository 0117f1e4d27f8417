//! What the window says to those who do not see it: names and states that egui leaves out of the
//! accessibility tree, and changes that are announced.
//!
//! Views name what they draw. What can be known of a whole tree only (a sheet's text, a list's name,
//! where words begin) is completed in [`tree`] once a frame is done. AT-SPI has no counterpart of a
//! text value, of invalid and of expanded, so each is in the description as well.

mod live;
mod tree;
mod words;

use egui::accesskit::Invalid;
use egui::containers::scroll_area::ScrollAreaOutput;
use egui::{Context, Id};

pub(crate) use live::{Live, say};
pub use tree::Completed;

/// Describes a widget that is drawn already: what is heard after its name.
pub(crate) fn describe(ctx: &Context, id: Id, words: impl Into<String>) {
    let words = words.into();
    if !words.is_empty() {
        ctx.accesskit_node_builder(id, |node| node.set_description(words));
    }
}

/// Marks what stands in a widget as wrong; its description says why.
pub(crate) fn invalid(ctx: &Context, id: Id) {
    ctx.accesskit_node_builder(id, |node| node.set_invalid(Invalid::True));
}

/// Tells of a widget that opens something whether it is open.
pub(crate) fn expanded(ctx: &Context, id: Id, open: bool) {
    ctx.accesskit_node_builder(id, |node| {
        node.set_expanded(open);
        let state = if open { "已展开" } else { "已收起" };
        let words = match node.description() {
            Some(words) => format!("{words}，{state}"),
            None => state.to_owned(),
        };
        node.set_description(words);
    });
}

/// Names the bars of a list that scrolls, and tells how far it is scrolled, in percent.
#[allow(clippy::cast_possible_truncation)] // Percent.
pub(crate) fn bars<R>(ctx: &Context, output: &ScrollAreaOutput<R>, what: &str) {
    let offset = output.state.clamped_offset();
    let room = output.content_size - output.inner_rect.size();
    for axis in 0..2_usize {
        let id = output.id.with(axis);
        if !ctx.has_accesskit_node(id) {
            continue;
        }
        let far = if room[axis] > 0.0 { offset[axis] / room[axis] * 100.0 } else { 0.0 };
        ctx.accesskit_node_builder(id, |node| {
            node.set_label(format!("{what}滚动条"));
            node.set_numeric_value(f64::from(far.round()));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
    }
}
