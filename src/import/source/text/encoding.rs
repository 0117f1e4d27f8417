//! Bytes → text, whatever the encoding.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Characters of a text that are looked at to see whether it was decoded rightly.
const SAMPLE: usize = 4000;

/// Lower bound on words by which an encoding is known.
const MIN_WORDS: usize = 6;

/// A page says its encoding within this many bytes.
const MAX_HEAD: usize = 2048;

/// By byte order mark, else UTF-16 where that gives Chinese text, else UTF-8 where it is that but
/// for a few broken bytes, else what a page says of itself, else GB18030.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some(text) = utf_32(bytes) {
        return text;
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        debug_assert!([UTF_8, UTF_16LE, UTF_16BE].contains(&encoding));
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    // The line ends and digits of UTF-16 have a NUL each; other text has none.
    if bytes.contains(&0) {
        for encoding in [UTF_16LE, UTF_16BE] {
            let text = encoding.decode_without_bom_handling(bytes).0;
            if is_chinese_text(&text) {
                return text.into_owned();
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let sound = text.chars().filter(|c| !c.is_ascii()).count() - broken;
    if broken * 10 < sound {
        return text.into_owned();
    }
    let usual = if is_like_big5(bytes) { BIG5 } else { GB18030 };
    let encoding = said(bytes).unwrap_or(usual);
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned()
}

/// Whether bytes that say nothing of their encoding are read as Big5.
pub(crate) fn is_big5(bytes: &[u8]) -> bool {
    let is_marked = Encoding::for_bom(bytes).is_some() || bytes.contains(&0);
    !is_marked
        && std::str::from_utf8(bytes).is_err()
        && said(bytes).is_none()
        && is_like_big5(bytes)
}

/// Whether bytes have more of the words that reports have when they are read as Big5 than as GB18030:
/// both have a character for nearly all pairs of bytes.
fn is_like_big5(bytes: &[u8]) -> bool {
    const WORDS: [&str; 10] =
        ["政府", "年度", "行政", "工作", "公", "一、", "二、", "三、", "的", "主"];
    let sample = bytes.get(..bytes.len().min(4 * SAMPLE)).unwrap_or_default();
    let words = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        WORDS.iter().map(|word| text.matches(word).count()).sum::<usize>()
    };
    let big5 = words(BIG5);
    big5 >= MIN_WORDS && big5 > 3 * words(GB18030)
}

/// The text of bytes that say by a mark that they are UTF-32.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let (order, rest): (fn([u8; 4]) -> u32, _) =
        if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE\0\0") {
            (u32::from_le_bytes, rest)
        } else {
            (u32::from_be_bytes, bytes.strip_prefix(b"\0\0\xFE\xFF")?)
        };
    let units = rest.chunks_exact(4).filter_map(|unit| <[u8; 4]>::try_from(unit).ok());
    let known = |unit| char::from_u32(order(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some(units.map(known).collect())
}

/// The encoding that a page names in its head, if it is another than the bytes refute.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(MAX_HEAD)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, label) = head.split_once("charset")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    let encoding = Encoding::for_label(label.split_at(end).0.as_bytes())?;
    (![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)).then_some(encoding)
}

/// The text of bytes that are UTF-8, or say by a mark that they are UTF-16.
pub(crate) fn marked(bytes: &[u8]) -> String {
    let (encoding, length) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let rest = bytes.get(length..).unwrap_or_default();
    encoding.decode_without_bom_handling(rest).0.into_owned()
}

/// Whether nearly all of a text is what Chinese reports are written in. The wrong byte order turns
/// a line end and every digit into something else.
fn is_chinese_text(text: &str) -> bool {
    let common = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}' | '\u{2010}'..='\u{203B}')
            || matches!(c, '\u{2460}'..='\u{2473}' | '\u{3000}'..='\u{3029}')
            || matches!(c, '\u{4E00}'..='\u{9FA5}' | '\u{FF01}'..='\u{FF5E}')
    };
    let sample = || text.chars().take(SAMPLE);
    let all = sample().count();
    sample().filter(|c| common(*c)).count() * 20 >= all * 19
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let source = "上官乡2021年\n政府信息公开工作年度报告";
        let gb = encoding_rs::GB18030.encode(source).0.into_owned();
        let le: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = source.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf_32 = |order: fn(u32) -> [u8; 4]| -> Vec<u8> {
            source.chars().flat_map(|c| order(u32::from(c))).collect()
        };
        let with = |bom: &[u8], rest: &[u8]| [bom, rest].concat();
        for bytes in [
            source.as_bytes().to_vec(),
            with(b"\xEF\xBB\xBF", source.as_bytes()),
            with(b"\xFF\xFE", &le),
            with(b"\xFE\xFF", &be),
            with(b"\x84\x31\x95\x33", &gb),
            with(b"\xFF\xFE\0\0", &utf_32(u32::to_le_bytes)),
            with(b"\0\0\xFE\xFF", &utf_32(u32::to_be_bytes)),
            le,
            be,
            gb,
        ] {
            assert_eq!(decode(&bytes), source);
        }
    }

    #[test]
    fn big5_is_known_by_its_words() {
        let source = "雲澤縣柳塘鎮人民政府2023年政府信息公開工作年度報告\n一、總體情況\n\
            本年度，主動公開政府信息的工作。\n二、主動公開政府信息情況\n三、收到和處理政府信息公開申請情況";
        let bytes = encoding_rs::BIG5.encode(source).0.into_owned();
        assert_eq!(decode(&bytes), source);
        assert!(super::is_big5(&bytes));
        let source = "云泽县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开的政府信息情况";
        for bytes in [encoding_rs::GBK.encode(source).0.into_owned(), source.as_bytes().to_vec()] {
            assert_eq!(decode(&bytes), source);
            assert!(!super::is_big5(&bytes));
        }
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = |charset: &str, bytes: &[u8]| {
            let head =
                format!("<meta http-equiv=Content-Type content=\"text/html; charset={charset}\">");
            let text = decode(&[head.as_bytes(), bytes].concat());
            text.rsplit('>').next().unwrap().to_owned()
        };
        let big5 = encoding_rs::BIG5.encode("政府資訊公開").0.into_owned();
        let gb = encoding_rs::GBK.encode("政府信息公开").0.into_owned();
        assert_eq!(page("big5", &big5), "政府資訊公開");
        assert_eq!(page("gb2312", &gb), "政府信息公开");
        assert_eq!(page("utf-8", &gb), "政府信息公开");
        assert_eq!(page("gb2312", "政府信息公开".as_bytes()), "政府信息公开");
    }

    #[test]
    fn a_cut_or_flipped_byte_does_not_change_the_encoding() {
        let source = "富阳区上官乡政府信息公开工作年度报告，一、总体情况";
        let cut = source.as_bytes().split_last().unwrap().1;
        let read = decode(cut);
        assert!(read.starts_with("富阳区上官乡政府"), "{read}");
        assert!(read.ends_with('\u{FFFD}'));
    }

    #[test]
    fn a_stray_nul_is_no_other_encoding() {
        let source = "上官乡2021年\u{0}政府信息公开工作年度报告";
        assert_eq!(decode(source.as_bytes()), source);
        assert_eq!(decode(b"a\0b"), "a\0b");
    }
}
