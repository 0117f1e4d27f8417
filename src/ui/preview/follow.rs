//! The preview goes where the cursor goes, unless it is being read elsewhere.

use egui::{Context, Vec2};

use super::geometry::Geometry;
use crate::app::preview::sheets::{Area, Sheets};
use crate::app::{App, Part};
use crate::report::place::{CellId, Field, Place};
use crate::ui::prose;

/// This far from the edge of the view the cursor is in view.
const MARGIN: f32 = 24.0;

/// What is followed.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    seen: Option<Seen>,
    /// The preview was scrolled by hand since the cursor came to its field.
    by_hand: bool,
}

/// Where the cursor was found.
#[derive(Clone, Debug)]
struct Seen {
    place: Place,
    /// The look of every page together: where things stand.
    state: (u64, u64),
    spot: Option<(usize, Area)>,
}

impl Follow {
    /// Where the cursor is on the pages.
    pub fn spot(&self) -> Option<(&Place, usize, Area)> {
        let seen = self.seen.as_ref()?;
        seen.spot.map(|(page, area)| (&seen.place, page, area))
    }

    /// Looks for the cursor where it, or the pages, have changed; where to scroll to, if it went
    /// out of view.
    pub fn look(
        &mut self,
        ctx: &Context,
        app: &App,
        sheets: &Sheets,
        (geometry, offset): (&Geometry, Vec2),
    ) -> Option<Vec2> {
        let place = cursor(ctx, app)?;
        let state = (sheets.input.generation, sheets.input.revision);
        let former = self.seen.as_ref();
        if former.is_some_and(|seen| seen.place == place && seen.state == state) {
            self.by_hand &= !self.is_in_view(geometry, offset);
            return None;
        }
        if former.is_none_or(|seen| !same_field(&seen.place, &place)) {
            self.by_hand = false;
        }
        let spot = sheets.near(&place, sheets.input.faces.fonts());
        self.seen = Some(Seen { place, state, spot });
        if self.by_hand || self.is_in_view(geometry, offset) {
            return None;
        }
        let (page, area) = spot?;
        let rect = geometry.rect(area).translate(geometry.page(page).min.to_vec2());
        let mut to = offset;
        to.y = rect.center().y - geometry.room().y / 3.0;
        if rect.left() < offset.x || rect.left() > offset.x + geometry.room().x {
            to.x = rect.left() - geometry.room().x / 3.0;
        }
        Some(geometry.clamp(to))
    }

    /// The preview was scrolled by hand.
    pub fn scrolled(&mut self) {
        self.by_hand = true;
    }

    fn is_in_view(&self, geometry: &Geometry, offset: Vec2) -> bool {
        let Some((_, page, area)) = self.spot() else { return true };
        let rect = geometry.rect(area).translate(geometry.page(page).min.to_vec2() - offset);
        let margin = MARGIN.min(geometry.room().y / 4.0);
        let (top, bottom) = (rect.top().max(margin), rect.bottom().min(geometry.room().y - margin));
        // What is higher than the view is in view where any of it is.
        top < bottom && (0.0..geometry.room().x).contains(&rect.left())
    }
}

/// Where the cursor is: in a text, at its character. Where it is nowhere, the part that is shown.
fn cursor(ctx: &Context, app: &App) -> Option<Place> {
    let report = app.document()?.report();
    Some(match (app.cursor(), app.part()) {
        (Some(Place::Field(field)), _) => match prose::caret(ctx, *field, report.text(*field)) {
            Some(at) => Place::Text(*field, at..at),
            None => Place::Field(*field),
        },
        (Some(place), _) => place.clone(),
        (None, Part::Basic) => Place::Field(Field::Title),
        (None, Part::Section(number)) => Place::Field(Field::Heading(number)),
        (None, Part::Tables) => Place::Cell(CellId { table: 0, index: 0 }),
    })
}

fn same_field(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Field(a) | Place::Text(a, _), Place::Field(b) | Place::Text(b, _)) => a == b,
        (Place::Cell(a), Place::Cell(b)) => a.table == b.table,
        _ => a == b,
    }
}
