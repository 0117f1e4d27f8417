//! Where a line may break (禁则), and which marks have room to give.

/// Marks that may not begin a line.
pub(super) fn no_start(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〕'
            | '】'
            | '〉'
            | '」'
            | '』'
            | '〗'
            | '］'
            | '｝'
            | '”'
            | '’'
            | '…'
            | '·'
            | '～'
            | '–'
            | '％'
            | '‰'
            | '℃'
            | '㎡'
            | '．'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Marks that may not end a line.
pub(super) fn no_end(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〔'
            | '【'
            | '〈'
            | '「'
            | '『'
            | '〖'
            | '［'
            | '｛'
            | '“'
            | '‘'
            | '￥'
            | '¥'
            | '('
            | '['
            | '{'
    )
}

/// What is drawn over or joined to the character before it.
fn is_joined(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200D | 0x20D0..=0x20FF
        | 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1_F3FB..=0x1_F3FF
        | 0xE_0100..=0xE_01EF)
}

fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0x2_0000..)
}

/// Part of a number or of a word in Latin, Greek or Cyrillic letters, with the signs in it
/// (3.5%, 12345-67890, `a_b@c.cn`). Numbers in circles and brackets (①, ⑴) begin something new.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic() && !matches!(c, '(' | ')' | '[' | ']' | '{' | '}');
    }
    let enclosed = matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}');
    c.is_alphanumeric() && !is_ideographic(c) && !enclosed
}

/// Whether a line may end after `a` where `b` follows.
pub(super) fn may_break(a: char, b: char) -> bool {
    if no_start(b) || no_end(a) || is_joined(b) || a == '\u{200D}' {
        return false;
    }
    match (a, b) {
        ('—', '—') => false,
        // A number goes with its unit, its document's year or 第, a day with its month.
        (a, b) if a.is_ascii_digit() && is_ideographic(b) => false,
        ('第' | '〕' | '月', b) if b.is_ascii_digit() => false,
        // A dash between numbers or words is a joint; one between sentences may begin a line.
        (_, '—') => !is_word(a),
        // An address on the net is no word: it may go on after a slash.
        ('/', _) => !is_word(b) || b.is_ascii_alphabetic(),
        _ => !(is_word(a) && is_word(b)),
    }
}

/// A mark whose full-width box is empty in its right half.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '）'
            | '》'
            | '〕'
            | '】'
            | '〉'
            | '」'
            | '』'
            | '〗'
            | '］'
            | '｝'
            | '”'
            | '’'
    )
}

/// A mark whose full-width box is empty in its left half.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '〔' | '【' | '〈' | '「' | '『' | '〖' | '［' | '｛' | '“' | '‘')
}

/// Whether a full-width mark leaves half of its box empty between `a` and `b`.
pub(super) fn has_room(a: char, b: char) -> bool {
    closes(a) || opens(b)
}

/// Whether two full-width marks side by side share an empty half: one of them gives it up.
pub(super) fn gives_half(a: char, b: char) -> bool {
    (closes(a) && (closes(b) || opens(b) || b == '？')) || (opens(a) && opens(b))
}

/// Whether `a` and `b` are Chinese and a letter or digit of another script, in either order.
pub(super) fn takes_gap(a: char, b: char) -> bool {
    let chinese = |c: char| is_ideographic(c) && c.is_alphanumeric();
    let western = |c: char| {
        let full_width = matches!(u32::from(c), 0x2460..=0x24FF | 0xFF00..=0xFFEF);
        c == '%' || (c.is_alphanumeric() && !is_ideographic(c) && !full_width)
    };
    (chinese(a) && western(b)) || (western(a) && chinese(b))
}

#[cfg(test)]
mod tests {
    use super::{closes, gives_half, has_room, may_break, opens, takes_gap};
    use crate::font::{Face, Fonts};

    /// Marks the places where a line may break.
    fn check(text: &str, expected: &str) {
        let chars: Vec<char> = text.chars().collect();
        let mut found = String::new();
        for pair in chars.windows(2) {
            found.push(pair[0]);
            if may_break(pair[0], pair[1]) {
                found.push('|');
            }
        }
        found.extend(chars.last());
        assert_eq!(found, expected);
    }

    #[test]
    fn breaks() {
        check("公开，（一）“是”。", "公|开，|（一）|“是”。");
        check("共3.5%，在2021年", "共|3.5%，|在|2021年");
        check("发〔2021〕30号第7条1月1日", "发|〔2021〕30号|第7条|1月1日");
        check("见《条例》……——等", "见|《条|例》……|——|等");
        check("2020—2021 no-one", "2020—|2021| |no-one");
        check("http://a.gov.cn/col/1/x.html", "http://|a.gov.cn/|col/1/|x.html");
        check("a\u{301}e\u{301}", "a\u{301}|e\u{301}");
        check("共12.①3，5m²", "共|12.|①|3，|5m²");
    }

    #[test]
    fn room() {
        assert!(has_room('，', '的') && has_room('的', '（') && has_room('。', '”'));
        assert!(!has_room('的', '，') && !has_room('（', '的') && !has_room('…', '的'));
    }

    #[test]
    fn marks_side_by_side_share_their_blank_halves() {
        for pair in ["”。", "）、", "。”", "，“", "》（", "（《", "“‘", "！）", "”？"]
        {
            let chars: Vec<char> = pair.chars().collect();
            assert!(gives_half(chars[0], chars[1]), "{pair}");
        }
        for pair in ["（）", "，的", "的（", "……", "——", "？”", "。…", "“—"]
        {
            let chars: Vec<char> = pair.chars().collect();
            assert!(!gives_half(chars[0], chars[1]), "{pair}");
        }
    }

    #[test]
    fn a_gap_stands_between_scripts() {
        for (a, b) in [('共', '3'), ('5', '条'), ('%', '的'), ('在', 'P'), ('я', '年')] {
            assert!(takes_gap(a, b), "{a}{b}");
        }
        for (a, b) in
            [('，', '3'), ('3', '。'), ('①', '条'), ('３', '条'), ('年', '度'), ('3', 'a')]
        {
            assert!(!takes_gap(a, b), "{a}{b}");
        }
    }

    /// The built-in faces draw marks as the functions above say, or make them narrow.
    #[test]
    fn marks_leave_half_of_their_box_empty() {
        for face in Face::ALL {
            let font = Fonts::builtin().font(face);
            let em = i32::from(font.units_per_em());
            for c in ('\u{2010}'..='\u{303F}').chain('\u{FF00}'..='\u{FF5F}') {
                let Some(glyph) = font.glyph(c).filter(|_| closes(c) || opens(c)) else { continue };
                if i32::from(font.advance(glyph)) < em {
                    continue;
                }
                let drawn = font.tables().glyph_bounding_box(ttf_parser::GlyphId(glyph)).unwrap();
                let (left, right) = (i32::from(drawn.x_min) * 2, i32::from(drawn.x_max) * 2);
                assert!(if closes(c) { right <= em } else { left >= em }, "{face:?} {c}");
            }
        }
    }
}
