//! Lengths kept within bounds that depend on the window, which may be of any size.

use egui::Rect;

/// `value`, at least `least`, but never more than `most`, even where `least` exceeds it: the room
/// there is decides. Points. `f32::clamp` panics there, so it is not used in the window.
#[must_use]
pub(crate) fn bounded(value: f32, least: f32, most: f32) -> f32 {
    value.max(least).min(most)
}

/// A room that may have been given a negative size as one of no size there: nothing can be drawn
/// in it, and nothing goes wrong in it.
#[must_use]
pub(crate) fn room(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min, rect.max.max(rect.min))
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // Nothing is computed: the numbers are taken as they are.
mod tests {
    use super::{bounded, room};
    use egui::{Rect, pos2};

    #[test]
    fn a_room_has_no_negative_size() {
        let (corner, before) = (pos2(9.0, 9.0), pos2(4.0, 20.0));
        assert_eq!(room(Rect::from_min_max(corner, before)).max, pos2(9.0, 20.0));
    }

    #[test]
    fn the_room_there_is_decides() {
        assert_eq!([10.0, 50.0, 90.0].map(|v| bounded(v, 20.0, 60.0)), [20.0, 50.0, 60.0]);
        assert_eq!(bounded(10.0, 360.0, 320.0), 320.0);
    }
}
