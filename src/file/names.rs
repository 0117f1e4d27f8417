//! Names of files: what systems refuse, and names that none does.

/// What Windows refuses in a name, and what stands for it in Chinese text.
const REFUSED: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '＂'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// A name for a file made of any words: what is refused is put in full width, line ends are
/// spaces, and it is never empty, too long, or one of the system's own.
#[must_use]
pub fn safe_name(words: &str) -> String {
    let put = |c: char| REFUSED.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    let name: String = words.chars().map(|c| if c.is_control() { ' ' } else { put(c) }).collect();
    let name: String = trimmed(&name).chars().take(60).collect();
    match trimmed(&name) {
        "" => "年度报告".into(),
        name if is_reserved(name) => format!("年度报告{name}"),
        name => name.to_owned(),
    }
}

/// The first character of a name that a system refuses.
#[must_use]
pub fn refused_character(name: &str) -> Option<char> {
    name.chars().find(|c| c.is_control() || REFUSED.iter().any(|(refused, _)| refused == c))
}

/// A name without the spaces at both ends and the points at the end that some systems lose.
#[must_use]
pub fn trimmed(name: &str) -> &str {
    name.trim().trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Whether a name is one of a device, which Windows keeps to itself, whatever follows a point.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |start: &str| {
        let number = base.strip_prefix(start).unwrap_or_default();
        number.len() == 1 && number.chars().all(|c| ('1'..='9').contains(&c))
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&base.as_str()) || numbered("COM") || numbered("LPT")
}
