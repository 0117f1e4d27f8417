//! What the looks of a workbook's cells say of whether their words are seen, and how.

use std::collections::{BTreeMap, BTreeSet};

use super::docx::xml::XmlTag;
use super::sheet_formats::{NumberFormat, known};
use super::sheet_parts::each;
use crate::import::Problem;
use crate::import::blocks::AsideKind;

/// Colours by their numbers of which is white.
const WHITES: [&str; 2] = ["1", "9"];

/// The looks of a workbook's cells that say something, by their numbers.
#[derive(Debug, Default)]
pub(super) struct CellLooks(BTreeMap<usize, CellLook>);

/// What a look says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CellLook {
    /// Its font has a line through it, or is white on white.
    pub aside: Option<AsideKind>,
    /// Its numbers are shown otherwise than they are.
    pub format: Option<NumberFormat>,
}

/// The parts of a workbook's styles that looks are put together from.
#[derive(Default)]
struct StyleParts {
    /// The part that is being read.
    part: String,
    formats: BTreeMap<usize, String>,
    fonts: usize,
    struck: BTreeSet<usize>,
    white: BTreeSet<usize>,
    fills: usize,
    /// Fills that are, or may be, of another colour than white.
    grounds: BTreeSet<usize>,
    next: usize,
    looks: CellLooks,
}

impl CellLooks {
    /// From the text of a workbook's styles.
    pub(super) fn read(text: Option<&str>) -> Result<Self, Problem> {
        let mut parts = StyleParts::default();
        each(text, |tag| parts.take(tag))?;
        Ok(parts.looks)
    }

    /// The look of a number, where it says something.
    pub(super) fn get(&self, number: usize) -> Option<&CellLook> {
        self.0.get(&number)
    }
}

impl StyleParts {
    fn take(&mut self, tag: &XmlTag) {
        let number = |name: &str| tag.attribute(name).and_then(|n| n.parse::<usize>().ok());
        match (tag.name(), self.part.as_str()) {
            (
                name @ ("numFmts" | "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs"
                | "cellStyles" | "dxfs"),
                _,
            ) => name.clone_into(&mut self.part),
            ("numFmt", "numFmts") => {
                let code = tag.attribute("formatCode").map(|code| unescaped(&code));
                self.formats.extend(number("numFmtId").zip(code));
            }
            ("font", "fonts") => self.fonts += 1,
            ("strike", "fonts") if tag.is_on() => {
                self.struck.insert(self.fonts.saturating_sub(1));
            }
            ("color", "fonts") if is_white(tag) => {
                self.white.insert(self.fonts.saturating_sub(1));
            }
            ("fill", "fills") => self.fills += 1,
            ("patternFill", "fills") => {
                let pattern = tag.attribute("patternType");
                if !matches!(pattern.as_deref(), None | Some("none" | "solid")) {
                    self.grounds.insert(self.fills.saturating_sub(1));
                }
            }
            ("gradientFill", "fills") => {
                self.grounds.insert(self.fills.saturating_sub(1));
            }
            ("fgColor", "fills") if !is_white(tag) => {
                self.grounds.insert(self.fills.saturating_sub(1));
            }
            ("xf", "cellXfs") => {
                let look = self.look(
                    number("fontId").unwrap_or(0),
                    number("fillId").unwrap_or(0),
                    number("numFmtId").unwrap_or(0),
                );
                if look != CellLook::default() {
                    self.looks.0.insert(self.next, look);
                }
                self.next += 1;
            }
            _ => {}
        }
    }

    fn look(&self, font: usize, fill: usize, format: usize) -> CellLook {
        let aside = if self.struck.contains(&font) {
            Some(AsideKind::Struck)
        } else {
            let is_unseen = self.white.contains(&font) && !self.grounds.contains(&fill);
            is_unseen.then_some(AsideKind::Unseen)
        };
        let code = self.formats.get(&format).map(String::as_str).or_else(|| known(format));
        CellLook { aside, format: code.and_then(NumberFormat::new) }
    }
}

/// Whether a colour is white, as far as it says so.
fn is_white(tag: &XmlTag) -> bool {
    let rgb = tag.attribute("rgb").is_some_and(|rgb| rgb.to_ascii_uppercase().ends_with("FFFFFF"));
    let theme = tag.attribute("theme").as_deref() == Some("0") && tag.attribute("tint").is_none();
    rgb || theme || tag.attribute("indexed").is_some_and(|n| WHITES.contains(&n.as_str()))
}

/// An attribute's text with the characters that its signs stand for.
pub(super) fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
