//! The filled fields of a form: they are drawn on a page by its annotations, not by its content.

use hayro_font::kurbo::{Affine, Rect};
use hayro_syntax::object::dict::keys::{ANNOTS, AP, AS, BBOX, F, MATRIX, N, RECT, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::Resources;

use super::content::{ContentReader, PdfDocument};
use super::page::PdfPage;
use crate::import::Problem;

/// More fields than this no page has.
const MAX_FIELDS: usize = 5000;

/// The bits of a field that is not shown: hidden, and not to be viewed (ISO 32000-1, 12.5.3).
const HIDDEN: i32 = 1 << 1 | 1 << 5;

/// Draws what the fields of a page show.
///
/// # Errors
/// As for [`ContentReader::read`].
pub(super) fn draw<'a>(
    page: &Dict<'a>,
    upright: Affine,
    document: &mut PdfDocument<'a>,
    onto: &mut PdfPage,
    resources: &Resources<'a>,
) -> Result<(), Problem> {
    let Some(fields) = page.get::<Array<'_>>(ANNOTS) else { return Ok(()) };
    for field in fields.iter::<Dict<'_>>().take(MAX_FIELDS) {
        let is_field = field.get::<Name<'_>>(SUBTYPE).is_some_and(|kind| *kind == *b"Widget");
        if !is_field || field.get::<i32>(F).unwrap_or(0) & HIDDEN != 0 {
            continue;
        }
        let Some((shown, place)) = appearance(&field) else { continue };
        ContentReader::new(upright * place, document, onto).form(&shown, resources)?;
    }
    Ok(())
}

/// What a field shows, and how that is put into its place (ISO 32000-1, 12.5.5).
fn appearance<'a>(field: &Dict<'a>) -> Option<(Stream<'a>, Affine)> {
    let shown = field.get::<Dict<'_>>(AP)?;
    let shown = match shown.get::<Stream<'_>>(N) {
        Some(shown) => shown,
        // A box that is ticked or not has one for each state.
        None => shown.get::<Dict<'_>>(N)?.get::<Stream<'_>>(field.get::<Name<'_>>(AS)?)?,
    };
    let rect = |[x0, y0, x1, y1]: [f64; 4]| Rect::new(x0, y0, x1, y1).abs();
    let to = rect(field.get::<[f64; 4]>(RECT)?);
    let matrix = shown.dict().get::<[f64; 6]>(MATRIX).map_or(Affine::IDENTITY, Affine::new);
    let from = matrix.transform_rect_bbox(rect(shown.dict().get::<[f64; 4]>(BBOX)?));
    let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
    let (x, y) = (scale(to.width(), from.width()), scale(to.height(), from.height()));
    let place = Affine::translate((to.x0, to.y0))
        * Affine::scale_non_uniform(x, y)
        * Affine::translate((-from.x0, -from.y0));
    Some((shown, place))
}
