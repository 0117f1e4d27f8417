//! Words of a page that nobody sees: of no size, transparent, off the page, or white on white. Sites put
//! such between their figures so that what is copied is wrong.

/// Smaller than this, in pixels or points, nothing can be read.
const MIN_SIZE: f64 = 2.0;

/// Further out than this, in pixels, nothing is on the page.
const OFF: f64 = -400.0;

/// What a style says of whether words are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Veil {
    /// All in it is unseen, whatever its parts say.
    gone: bool,
    /// Of no size, or of some again.
    tiny: Option<bool>,
    /// White, or of another colour again.
    white: Option<bool>,
    /// On a ground of another colour than white, or of one that nobody knows.
    ground: bool,
}

impl Veil {
    /// Nothing is said.
    pub(super) const NONE: Self = Self { gone: false, tiny: None, white: None, ground: false };

    /// Takes over what a declaration says, its name and value in small letters.
    pub(super) fn declare(&mut self, name: &str, value: &str) {
        match name {
            "font-size" => self.tiny = number(value).map(|size| size < MIN_SIZE && is_small(value)),
            "opacity" => self.gone |= number(value).is_some_and(|opacity| opacity < 0.05),
            "color" => self.colour(value),
            "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left" | "margin-top" => {
                self.gone |= number(value).is_some_and(|by| by <= OFF);
            }
            "clip" => self.gone |= value.replace(' ', "").starts_with("rect(0"),
            "background" | "background-color" | "background-image" => self.back(value),
            _ => {}
        }
    }

    /// A colour by style or attribute.
    pub(super) fn colour(&mut self, value: &str) {
        self.gone |= value == "transparent";
        self.white = Some(is_white(value));
    }

    /// A ground by style or attribute.
    pub(super) fn back(&mut self, value: &str) {
        let none = ["none", "transparent", "inherit", "initial"].contains(&value);
        self.ground |= !none && !is_white(value);
    }

    /// What is said of an element within what this is said of. White counts only within a line: a
    /// cell's own white is written for a ground.
    pub(super) fn within(self, inner: Self, inline: bool) -> Self {
        Self {
            gone: self.gone || inner.gone,
            tiny: inner.tiny.or(self.tiny),
            white: inner.white.map(|white| white && inline).or(self.white),
            ground: self.ground || inner.ground,
        }
    }

    pub(super) fn hides(self) -> bool {
        let white = self.white == Some(true) && !self.ground;
        self.gone || self.tiny == Some(true) || white
    }
}

/// The number that a value begins with.
fn number(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c)));
    value.get(..end.unwrap_or(value.len()))?.parse().ok()
}

/// Whether a size is said in what a small number of is nothing.
fn is_small(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    matches!(unit, "" | "px" | "pt") || number(value) == Some(0.0)
}

/// Whether a colour is white, or all but white.
fn is_white(value: &str) -> bool {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        let high = |pair: &[u8]| matches!(pair, [b'f', b'5'..=b'9' | b'a'..=b'f']);
        return hex == "fff" || (hex.len() == 6 && hex.as_bytes().chunks(2).all(high));
    }
    if let Some(parts) = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let parts: Vec<f64> =
            parts.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        return parts.len() == 3 && parts.iter().all(|part| *part >= 245.0);
    }
    if let Some(parts) = value.strip_prefix("rgba(").and_then(|rest| rest.strip_suffix(')')) {
        return parts.rsplit(',').next().and_then(|part| part.trim().parse().ok()) == Some(0.0);
    }
    matches!(value, "white" | "snow" | "ghostwhite" | "floralwhite")
}
