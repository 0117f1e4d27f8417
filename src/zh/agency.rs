//! What kind of agency a name names.

/// Kinds of agencies, as far as the checks tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 乡, with 民族乡 and 苏木.
    Township,
    /// 镇.
    Town,
    /// 街道.
    Subdistrict,
    /// A department of a county, a district or a banner.
    CountyDepartment,
    /// Whatever else: a county's own government, a city's bureau, a school.
    Other,
}

/// What follows an agency's own place: 上官乡|人民政府.
const OFFICES: [&str; 3] = ["人民政府", "办事处", "政府"];

/// The kind of the agency with this name.
#[must_use]
pub fn kind(name: &str) -> Kind {
    let name = name.trim();
    let place = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
    if place.ends_with(['乡']) || place.ends_with("苏木") {
        Kind::Township
    } else if place.ends_with('镇') {
        Kind::Town
    } else if place.ends_with("街道") {
        Kind::Subdistrict
    } else if place == name && name.contains(['县', '区', '旗']) && is_department(name) {
        Kind::CountyDepartment
    } else {
        Kind::Other
    }
}

impl Kind {
    /// Whether it is the lowest level of government, or its agency: 乡, 镇, 街道.
    #[must_use]
    pub fn is_township_level(self) -> bool {
        matches!(self, Self::Township | Self::Town | Self::Subdistrict)
    }
}

fn is_department(name: &str) -> bool {
    ["局", "委员会", "办公室", "中心", "大队", "委", "办"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn kinds() {
        for (name, expected) in [
            ("富阳区上官乡", Kind::Township),
            ("九间楼乡人民政府", Kind::Township),
            ("大岚镇人民政府", Kind::Town),
            ("云泽县柳塘镇", Kind::Town),
            ("城关街道办事处", Kind::Subdistrict),
            ("殷都区人民政府办公室", Kind::CountyDepartment),
            ("云泽县教育局", Kind::CountyDepartment),
            ("云泽县人民政府", Kind::Other),
            ("景德镇市人民政府", Kind::Other),
            ("杭州市生态环境局", Kind::Other),
            ("", Kind::Other),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
