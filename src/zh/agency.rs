//! What kind of agency a name names.

/// Kinds of agencies, as far as the checks distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgencyKind {
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
pub fn kind(name: &str) -> AgencyKind {
    let name = name.trim();
    let place = OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name);
    if place.ends_with(['乡']) || place.ends_with("苏木") {
        AgencyKind::Township
    } else if place.ends_with('镇') {
        AgencyKind::Town
    } else if place.ends_with("街道") {
        AgencyKind::Subdistrict
    } else if place == name && name.contains(['县', '区', '旗']) && is_department(name) {
        AgencyKind::CountyDepartment
    } else {
        AgencyKind::Other
    }
}

impl AgencyKind {
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
    use super::{AgencyKind, kind};

    #[test]
    fn kinds() {
        for (name, expected) in [
            ("富阳区上官乡", AgencyKind::Township),
            ("九间楼乡人民政府", AgencyKind::Township),
            ("大岚镇人民政府", AgencyKind::Town),
            ("云泽县柳塘镇", AgencyKind::Town),
            ("城关街道办事处", AgencyKind::Subdistrict),
            ("殷都区人民政府办公室", AgencyKind::CountyDepartment),
            ("云泽县教育局", AgencyKind::CountyDepartment),
            ("云泽县人民政府", AgencyKind::Other),
            ("景德镇市人民政府", AgencyKind::Other),
            ("杭州市生态环境局", AgencyKind::Other),
            ("", AgencyKind::Other),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
