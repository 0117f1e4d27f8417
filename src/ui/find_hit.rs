//! The hits of the find bar, and whether the keyboard stays where it is when one is gone to: in the bar,
//! or in the panel of last year's figures. What these and the fields of prose both ask.

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

fn panel_id() -> Id {
    Id::unique("keyboard in the panel")
}

/// Notes whether the keyboard is in the panel of last year's figures.
pub(super) fn note_panel(ctx: &Context, has: bool) {
    ctx.data_mut(|data| data.insert_temp(panel_id(), has));
}

/// Whether the keyboard was in the panel of last year's figures when it was last drawn.
pub(super) fn panel_has_keyboard(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(panel_id())).unwrap_or(false)
}

/// Whether what is gone to is last year's figure or the hit that is shown, while the clerk goes on in
/// the panel or in the find bar: it comes into view, and the keyboard stays.
pub(super) fn keeps_keyboard(ctx: &Context, app: &App) -> bool {
    if app.checks_last() && panel_has_keyboard(ctx) {
        return true;
    }
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
