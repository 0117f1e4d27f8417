//! Text from Word, WPS and web pages, cleaned before it gets into a field.

/// What ends a paragraph or a line in one program or another.
const ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Paragraphs without indents, tabs, trailing spaces and empty lines; no newline at the end.
#[must_use]
pub fn clean_paste(text: &str) -> String {
    let paragraphs: Vec<String> = text.split(ENDS).map(clean).filter(|p| !p.is_empty()).collect();
    paragraphs.join("\n")
}

/// Pasted text as a field of one line takes it: cleaned, its paragraphs put behind each other.
#[must_use]
pub fn clean_line(text: &str) -> String {
    clean_paste(text).replace('\n', "")
}

/// One paragraph: spaces of any kind taken off its ends, tabs in it made a space, what cannot be
/// seen taken out.
fn clean(paragraph: &str) -> String {
    let unseen =
        |c: char| matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}');
    let mut cleaned = String::with_capacity(paragraph.len());
    for c in paragraph.chars().filter(|c| !unseen(*c)) {
        match c {
            '\t' if cleaned.ends_with([' ', '\u{3000}']) => {}
            '\t' | '\u{a0}' => cleaned.push(' '),
            c if c.is_control() => {}
            c => cleaned.push(c),
        }
    }
    cleaned.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{clean_line, clean_paste};

    #[test]
    fn paragraphs_stay_and_their_dress_goes() {
        for (pasted, expected) in [
            ("", ""),
            ("一段", "一段"),
            ("　　一段。\r\n　　二段。\r\n", "一段。\n二段。"),
            ("\t一段。  \n\n\n \u{3000}\n二段。\t", "一段。\n二段。"),
            ("一段。\u{b}二段。\r三段。\u{2029}四段。", "一段。\n二段。\n三段。\n四段。"),
            ("\u{feff}\u{a0}\u{a0}一\u{200b}段", "一段"),
            ("表二\t\t12\u{a0}件", "表二 12 件"),
            ("中间 有 空格　也留", "中间 有 空格　也留"),
            ("  \r\n\t\r\n", ""),
        ] {
            assert_eq!(clean_paste(pasted), expected, "{pasted:?}");
        }
    }

    #[test]
    fn one_line() {
        assert_eq!(clean_line("　柳塘镇\r\n人民政府\r\n"), "柳塘镇人民政府");
    }
}
