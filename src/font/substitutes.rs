//! Which characters are in another face than the one that is asked for, or in none.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Face, Fonts};
use crate::report::Report;
use crate::report::place::{Field, Place};
use crate::zh::{CharSet, is_numeral};

/// A character that its face lacks, at its first place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// Where it is.
    pub place: Place,
    /// The character that is drawn from another face, or not at all.
    pub c: char,
    /// The role that was asked for.
    pub wanted: Face,
    /// What shows it; nothing where no face has it.
    pub shown: Option<Face>,
}

impl Substitute {
    /// What is said of it.
    #[must_use]
    pub fn message(&self, fonts: &Fonts) -> String {
        let Self { c, wanted, shown, .. } = self;
        let code = u32::from(*c);
        let Some(shown) = shown else {
            return format!(
                "字库里没有“{c}”（U+{code:04X}），印出来会是空框。请换用规范字，或者核对是不是乱码。"
            );
        };
        let whose = |own: bool| if own { "本机的" } else { "随程序的" };
        let wanted_own = fonts.is_own(*wanted);
        // A spare face is the program's, and so is every role that the office has no face for.
        let shown_own = *shown == shown.role() && fonts.is_own(*shown);
        format!(
            "{}{}字库里没有“{c}”（U+{code:04X}），这个字用{}{}代替，字形略有不同。",
            whose(wanted_own),
            wanted.name(),
            whose(shown_own),
            shown.name(),
        )
    }
}

impl Fonts {
    /// The characters of a report that other faces have to show, each once for a role, and those
    /// that none has, each once.
    #[must_use]
    pub fn substitutes(&self, report: &Report) -> Vec<Substitute> {
        let mut met = Face::ALL.map(|_| CharSet::default());
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        let mut look = |text: &str, role: Face, place: &dyn Fn(usize, usize) -> Place| {
            for (range, wanted) in stretches(text, role) {
                let start = range.start;
                for (at, c) in text.get(range).unwrap_or_default().char_indices() {
                    if !met[wanted as usize].insert(c) || self.font(wanted).has(c) {
                        continue;
                    }
                    let shown = self.resolve(wanted, c);
                    // Of the program's two faces in 楷体 one is as good as the other.
                    let alike = shown == Some(Face::WenKai)
                        && wanted == Face::KaiTi
                        && !self.is_own(Face::KaiTi);
                    if alike || c.is_whitespace() {
                        continue;
                    }
                    if told.insert((shown.map(|_| wanted), c)) {
                        let place = place(start + at, start + at + c.len_utf8());
                        found.push(Substitute { place, c, wanted, shown });
                    }
                }
            }
        };
        for field in Report::printed_fields() {
            let wanted = match field {
                Field::Title => Face::XiaoBiaoSong,
                Field::Heading(_) => Face::HeiTi,
                _ => Face::FangSong,
            };
            look(report.text(field), wanted, &|from, to| Place::Text(field, from..to));
        }
        for id in report.figures.cells() {
            use crate::report::Value::{Mark, Written};
            if let Mark(text) | Written(text) = report.figures.typed(id) {
                look(text, Face::FangSong, &|_, _| Place::Cell(id));
            }
        }
        found
    }
}

/// The stretches of a text, in order, each with the role it is set in: in prose a paragraph's
/// beginning from （一） to its first 。 or ： is in 楷体.
fn stretches(text: &str, role: Face) -> Vec<(Range<usize>, Face)> {
    let mut stretches = Vec::new();
    let (mut start, mut past) = (0, 0);
    for paragraph in text.split('\n').filter(|_| role == Face::FangSong) {
        let number = paragraph.trim_start().strip_prefix(['（', '(']).unwrap_or_default();
        if number.starts_with(is_numeral) {
            let end = paragraph.find(['。', '：', ':']).unwrap_or(paragraph.len());
            stretches.extend([(past..start, role), (start..start + end, Face::KaiTi)]);
            past = start + end;
        }
        start += paragraph.len() + 1;
    }
    stretches.push((past..text.len(), role));
    stretches
}
