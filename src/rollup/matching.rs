//! Whose report a file is: by the agency's name, without what is before and behind it.

use std::collections::BTreeMap;

use super::Unit;

/// To which unit a name belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// To one, by its index.
    Unit(usize),
    /// To none that is known.
    Unknown,
    /// To several: the clerk binds it.
    Several,
}

/// What may follow an agency's own name.
const SUFFIXES: [&str; 3] = ["人民政府", "办事处", "政府"];

/// What a place above an agency ends with: 云泽县|柳塘镇.
const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];

/// The names of units, so that one is found among thousands without looking at each.
#[derive(Clone, Debug, Default)]
pub struct UnitNames {
    /// Units by their own name.
    own: NamedUnits,
    /// Units by their own name without what stands for the places above it, where something does: 县教育局 by
    /// 教育局.
    bare: NamedUnits,
    /// Units by each part of their own name that follows a place: 云泽县柳塘镇 by 柳塘镇.
    within: NamedUnits,
}

/// To which unit each name belongs, or that it is the name of several.
type NamedUnits = BTreeMap<Box<str>, Binding>;

/// Adds a name of a unit.
fn enter(names: &mut NamedUnits, name: &str, index: usize) {
    let unit = Binding::Unit(index);
    let known = names.entry(name.into()).or_insert(unit);
    if *known != unit {
        *known = Binding::Several;
    }
}

impl UnitNames {
    /// The names of units, which are told by their indices.
    #[must_use]
    pub fn new(units: &[Unit]) -> Self {
        let mut names = Self::default();
        for (index, unit) in units.iter().enumerate() {
            names.add(index, &unit.name);
        }
        names
    }

    /// Adds the name of a unit, which is told by its index.
    pub(super) fn add(&mut self, index: usize, name: &str) {
        let own = own_name(name);
        for part in parts_within(&own) {
            enter(&mut self.within, part, index);
        }
        if bare(&own) != own {
            enter(&mut self.bare, bare(&own), index);
        }
        enter(&mut self.own, &own, index);
    }

    /// To which of the units an agency's name belongs: the same name before one that differs only by
    /// the places above it (云泽县柳塘镇人民政府, 柳塘镇).
    #[must_use]
    pub fn bind(&self, agency: &str) -> Binding {
        let wanted = own_name(agency);
        if wanted.is_empty() {
            return Binding::Unknown;
        }
        if let Some(same) = self.own.get(wanted.as_str()) {
            return *same;
        }
        let own = |part: &str| self.own.get(part).filter(|_| bare(part) == part);
        let above = parts_within(&wanted).flat_map(|part| [own(part), self.bare.get(part)]);
        let above = above.flatten();
        let below = self.within.get(bare(&wanted)).filter(|_| is_long(bare(&wanted)));
        only(above.chain(below))
    }

    /// To which unit a file belongs by its own name: 柳塘镇年报.docx. Only where one name is in it.
    pub(super) fn bind_file(&self, file: &str) -> Binding {
        let name: String = file.chars().filter(|c| !c.is_whitespace()).collect();
        let inside = self.own.iter().filter(|(own, _)| is_long(own) && name.contains(&***own));
        only(inside.map(|(_, unit)| unit))
    }
}

/// What several names say together: the unit that all of them mean.
fn only<'a>(mut found: impl Iterator<Item = &'a Binding>) -> Binding {
    let Some(first) = found.next() else { return Binding::Unknown };
    if found.all(|other| other == first) { *first } else { Binding::Several }
}

/// To which of the units an agency's name belongs, as [`UnitNames::bind`] says it.
#[must_use]
pub fn bind(units: &[Unit], agency: &str) -> Binding {
    UnitNames::new(units).bind(agency)
}

/// A name without white space, brackets and what an office calls itself behind its place.
fn own_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')'))
        .collect();
    let short = SUFFIXES.iter().find_map(|suffix| plain.strip_suffix(suffix));
    // 云泽县人民政府 is not 云泽县's only office, but a name that is nothing else stays whole.
    short.filter(|short| !short.is_empty()).map_or(plain.clone(), ToOwned::to_owned)
}

/// A name without what stands for the places above it: 县教育局 means 云泽县教育局.
fn bare(name: &str) -> &str {
    let bare = name.trim_start_matches(PLACES);
    if is_long(bare) { bare } else { name }
}

/// The parts of a name that follow a place, where enough is left: 云泽县柳塘镇 has 柳塘镇.
fn parts_within(name: &str) -> impl Iterator<Item = &str> {
    let after = name.char_indices().filter(|(_, c)| PLACES.contains(c));
    let parts = after.filter_map(|(at, c)| name.get(at + c.len_utf8()..));
    parts.filter(|part| is_long(part))
}

fn is_long(name: &str) -> bool {
    name.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Binding, UnitNames, bind};
    use crate::rollup::Unit;

    fn units() -> Vec<Unit> {
        let names = [
            "云泽县柳塘镇",
            "石桥乡人民政府",
            "城关街道",
            "县教育局",
            "云泽县人民政府办公室",
            "东城区柳桥镇",
            "西城区柳桥镇",
        ];
        names.map(|name| Unit { name: name.into(), ..Unit::default() }).into()
    }

    #[test]
    fn names_are_bound_without_what_stands_around_them() {
        for (agency, expected) in [
            ("云泽县柳塘镇人民政府", Binding::Unit(0)),
            ("柳塘镇", Binding::Unit(0)),
            ("柳塘镇 人民政府", Binding::Unit(0)),
            ("临江省云泽县石桥乡", Binding::Unit(1)),
            ("城关街道办事处", Binding::Unit(2)),
            ("云泽县教育局", Binding::Unit(3)),
            ("教育局", Binding::Unit(3)),
            ("云泽县人民政府办公室", Binding::Unit(4)),
            ("邻水县柳塘镇人民政府", Binding::Unknown),
            ("柳桥镇", Binding::Several),
            ("东城区柳桥镇人民政府", Binding::Unit(5)),
            ("体育局", Binding::Unknown),
            ("新石桥乡", Binding::Unknown),
            ("", Binding::Unknown),
        ] {
            assert_eq!(bind(&units(), agency), expected, "{agency}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_known_by_its_name() {
        let names = UnitNames::new(&units());
        assert_eq!(names.bind_file("2025年城关街道 年报.docx"), Binding::Unit(2));
        assert_eq!(names.bind_file("城关街道、云泽县柳塘镇.docx"), Binding::Several);
        assert_eq!(names.bind_file("扫描件.pdf"), Binding::Unknown);
    }
}
