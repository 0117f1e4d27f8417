//! The hits of the find bar, and whether the keyboard is in it: what the bar and the fields of prose
//! both ask.

use egui::{Context, Id};

use crate::app::{App, Hit, Search};
use crate::report::place::Place;

/// The field with the words that are looked for.
pub(super) fn words_id() -> Id {
    Id::unique("find words")
}

/// The field with the words that are put in their place.
pub(super) fn with_id() -> Id {
    Id::unique("find with")
}

/// Whether what is gone to is the hit that is shown, while the clerk goes on in the find bar: it
/// comes into view, and the keyboard stays.
pub(super) fn keeps_keyboard(ctx: &Context, app: &App) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let in_bar = focused == Some(words_id()) || focused == Some(with_id());
    in_bar && current(app).is_some_and(|hit| app.target() == Some(&place(hit)))
}

/// Where a hit is in the report.
pub(super) fn place(hit: Hit) -> Place {
    Place::Text(hit.field, hit.range)
}

/// Every hit of the words that are looked for, in reading order; none while the bar is closed.
pub(super) fn hits(app: &App) -> Vec<Hit> {
    let hits = |search: &Search| app.document().map(|document| search.hits(document.report()));
    app.search().and_then(hits).unwrap_or_default()
}

/// The hit that is shown; `None` where there is none.
pub(super) fn current(app: &App) -> Option<Hit> {
    let hits = hits(app);
    let at = app.search()?.current.min(hits.len().checked_sub(1)?);
    hits.get(at).cloned()
}
