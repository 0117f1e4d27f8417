//! Whether two names are of one agency.

/// What stands behind an agency's own place: 柳塘镇|人民政府.
const OFFICES: [&str; 3] = ["人民政府", "办事处", "政府"];

/// What a place is: changed where a township becomes a town, and the agency stays.
const PLACES: [&str; 6] = ["民族乡", "苏木", "街道", "乡", "镇", "社区"];

/// Whether two names may be of one agency: they are the same but for the office's word, the county
/// before them and what kind of place it is. A name that is empty may be anybody's.
pub(super) fn may_be_one(one: &str, other: &str) -> bool {
    let (one, other) = (stem(one), stem(other));
    one.ends_with(other) || other.ends_with(one)
}

/// Whether two names say the same agency in the same words, but for the office's word and the county
/// before them.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (place(one), place(other));
    one.ends_with(other) || other.ends_with(one)
}

fn place(name: &str) -> &str {
    let name = name.trim();
    OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name)
}

/// A place without its kind, where enough is left to tell it by.
fn stem(name: &str) -> &str {
    let place = place(name);
    let bare = PLACES.iter().find_map(|kind| place.strip_suffix(kind));
    bare.filter(|bare| bare.chars().count() >= 2).unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::{is_same_name, may_be_one};

    #[test]
    fn names() {
        for (one, other, may_be, same) in [
            ("柳塘镇人民政府", "云泽县柳塘镇人民政府", true, true),
            ("柳塘镇", "柳塘镇人民政府", true, true),
            ("柳塘乡人民政府", "柳塘镇人民政府", true, false),
            ("柳塘镇人民政府", "柳塘街道办事处", true, false),
            ("柳塘镇人民政府", "青溪镇人民政府", false, false),
            ("云泽县教育局", "云泽县卫生健康局", false, false),
            ("云泽县人民政府", "云泽县人民政府办公室", false, false),
            ("", "柳塘镇人民政府", true, true),
        ] {
            assert_eq!(may_be_one(one, other), may_be, "{one} {other}");
            assert_eq!(is_same_name(one, other), same, "{one} {other}");
        }
    }
}
