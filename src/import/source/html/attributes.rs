//! How many attributes a page's tags have, counted as the parser does: it compares each with each.
//! Signs within scripts, styles and comments are no tags, and blanks are no attributes.

/// A tag with more attributes than this is none.
const MAX: usize = 2000;

/// Elements whose text has no tags in it.
const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Whether some tag has more attributes than are worth comparing.
pub(super) fn are_too_many(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").map_or("", |(_, rest)| rest)
        } else if after.starts_with(['!', '?']) {
            after.split_once('>').map_or("", |(_, rest)| rest)
        } else {
            let inner = after.strip_prefix('/').unwrap_or(after);
            if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                rest = after;
                continue;
            }
            let (name, attributes, behind) = tag(inner);
            if attributes > MAX {
                return true;
            }
            let opens = inner.len() == after.len();
            if opens && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                raw_end(behind, name)
            } else {
                behind
            }
        };
    }
    false
}

/// A tag's name, how many attributes it has, and the text after it.
fn tag(inner: &str) -> (&str, usize, &str) {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let name_end = inner.find(|c| is_space(c) || c == '>').unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(name_end);
    let mut attributes = 0;
    loop {
        rest = rest.trim_start_matches(is_space);
        if let Some(behind) = rest.strip_prefix('>') {
            return (name, attributes, behind);
        }
        if rest.is_empty() || attributes > MAX {
            return (name, attributes, "");
        }
        attributes += 1;
        // An attribute's name may begin with the sign of a value.
        let begins = rest.strip_prefix('=').unwrap_or(rest);
        let end = begins.find(|c| is_space(c) || c == '>' || c == '=').unwrap_or(begins.len());
        rest = begins.split_at(end).1;
        let value = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if let Some(value) = value.strip_prefix('=') {
            rest = behind_value(value.trim_start_matches(|c: char| c.is_ascii_whitespace()));
        }
    }
}

/// The text after an attribute's value.
fn behind_value(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).map_or("", |(_, rest)| rest);
        }
    }
    let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
    value.split_at(end).1
}

/// The text from the end tag of an element on whose content has no tags.
fn raw_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        let is_its = after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        if is_its {
            return after;
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::{MAX, are_too_many};

    #[test]
    fn only_what_the_parser_makes_counts() {
        let many = |count: usize| "a ".repeat(count);
        for (page, too_many) in [
            (format!("<p {}>", many(MAX)), false),
            (format!("<p {}>", many(MAX + 1)), true),
            (format!("<p {}", many(MAX + 1)), true),
            (format!("<p\n{}>", " ".repeat(9 * MAX)), false),
            (format!("<p title=\"{}\">", many(MAX + 1)), false),
            (format!("<p title='<b {}'>", many(MAX + 1)), false),
            (format!("<!-- <b {} -->", many(MAX + 1)), false),
            (format!("<script>if (a<b {}) </script>", many(MAX + 1)), false),
            (format!("<STYLE> <b {} </style><p>", many(MAX + 1)), false),
            (format!("<script></script><p {}>", many(MAX + 1)), true),
            (format!("1 < 2 {}", many(MAX + 1)), false),
            (format!("</p {}>", many(MAX + 1)), true),
            (format!("<p {}>", "a=b/".repeat(MAX + 1)), false),
        ] {
            assert_eq!(are_too_many(&page), too_many, "{}", page.get(..40).unwrap_or(&page));
        }
    }
}
