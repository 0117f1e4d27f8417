//! How Word's runs look, as far as that says whether their words are the text's.

use super::xml::XmlTag;
use crate::import::blocks::AsideKind;

/// Smaller than this, in half points, nothing can be read.
const MIN_SIZE: usize = 4;

/// What a run, or a style, says of how its words are shown; `None` where nothing says so.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunLook {
    struck: Option<bool>,
    raised: Option<bool>,
    white: Option<bool>,
    tiny: Option<bool>,
    hidden: Option<bool>,
    /// Its own ground is of another colour than white.
    ground: bool,
}

impl RunLook {
    /// Takes a property over that says it.
    pub(super) fn take(&mut self, tag: &XmlTag) {
        match tag.name() {
            // A run may say of both kinds of line that it has none.
            "strike" | "dstrike" => {
                self.struck = Some(tag.is_on() || self.struck == Some(true));
            }
            "vertAlign" => {
                let value = tag.attribute("val");
                self.raised = Some(matches!(value.as_deref(), Some("superscript" | "subscript")));
            }
            "vanish" => self.hidden = Some(tag.is_on()),
            "color" => self.white = Some(tag.attribute("val").is_some_and(|c| is_white(&c))),
            "sz" => self.tiny = tag.number().map(|size| size < MIN_SIZE),
            "shd" => self.ground |= is_ground(tag),
            "highlight" => {
                let colour = tag.attribute("val");
                self.ground |= !matches!(colour.as_deref(), None | Some("none" | "white"));
            }
            _ => {}
        }
    }

    /// With what another says where it says nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            raised: self.raised.or(other.raised),
            white: self.white.or(other.white),
            tiny: self.tiny.or(other.tiny),
            hidden: self.hidden.or(other.hidden),
            ground: self.ground || other.ground,
        }
    }

    /// How its words stand beside the text's; `ground`: what they are on is, or may be, of another
    /// colour than white.
    pub(super) fn aside(self, ground: bool) -> Option<AsideKind> {
        let is_white = self.white == Some(true) && !self.ground && !ground;
        if is_white || self.tiny == Some(true) {
            return Some(AsideKind::Unseen);
        }
        if self.struck == Some(true) {
            return Some(AsideKind::Struck);
        }
        self.raised.filter(|raised| *raised).map(|_| AsideKind::Raised)
    }

    /// Whether its words are hidden on paper, too.
    pub(super) fn is_hidden(self) -> bool {
        self.hidden == Some(true)
    }
}

/// Whether a shading is, or may be, of another colour than white.
pub(super) fn is_ground(tag: &XmlTag) -> bool {
    let says = |name: &str, plain: &[&str]| {
        tag.attribute(name).is_none_or(|value| plain.contains(&value.as_str()) || is_white(&value))
    };
    let clear = says("val", &["clear", "nil"]) && says("fill", &["auto"]);
    !clear || tag.attribute("themeFill").is_some()
}

/// Whether a colour is white, or all but white.
pub(super) fn is_white(colour: &str) -> bool {
    let high = |pair: &[u8]| matches!(pair, [b'f' | b'F', b'5'..=b'9' | b'a'..=b'f' | b'A'..=b'F']);
    colour.len() == 6 && colour.as_bytes().chunks(2).all(high)
}
