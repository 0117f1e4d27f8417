//! Text that was read in another encoding than it was written in, and stored so: 一 as ä¸€, or as 涓€,
//! or as Ò». Where each character leads back to the bytes that it was made of, the text is restored;
//! where some have been lost, no figure of it is to be trusted.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, WINDOWS_1252};

/// Characters of a text that are looked at to see what it is.
const SAMPLE: usize = 3000;

/// Lower bound on Chinese words of a report's by which a restored text is known.
const MIN_WORDS: usize = 3;

/// Words that reports have.
const WORDS: [&str; 10] =
    ["政府", "信息", "公开", "情况", "年度", "报告", "工作", "行政", "申请", "总体"];

/// What a text is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum StoredText {
    /// As it was written.
    Sound,
    /// Restored, and what it had been taken for, as a clerk may know it.
    Restored(String, &'static str),
    /// Some of its characters are lost.
    Broken,
}

/// What a text is, judged by its characters.
pub(crate) fn reading(text: &str) -> StoredText {
    let sample = sample_of(text);
    // What is left of GBK read as UTF-8, and stored, and read as GBK.
    let is_broken = sample.matches("锟斤拷").nth(2).is_some();
    if !is_broken && knows(&sample) {
        return StoredText::Sound;
    }
    let western = |c: char| one_byte(c).is_some();
    let others = sample.chars().filter(|c| !c.is_ascii() && !c.is_whitespace());
    let (all, latin) =
        others.fold((0, 0), |(all, latin), c| (all + 1, latin + usize::from(western(c))));
    // A few signs as ± or ° are no reason to look closer.
    if all >= 20 && latin * 10 >= all * 9 {
        return restored(
            text,
            bytes_of_western,
            &[(UTF_8, "UTF-8 的文字被当作西欧文字"), (GB18030, "GBK 的文字被当作西欧文字")],
        );
    }
    // Chinese written in GBK is hardly ever UTF-8, and never Chinese again.
    if knows(&lossy(&sample, UTF_8)) {
        return restored(text, bytes_of_gbk, &[(UTF_8, "UTF-8 的文字被当作 GBK 文字")]);
    }
    if is_broken { StoredText::Broken } else { StoredText::Sound }
}

/// The beginning of a text, lines of marks and digits left out.
fn sample_of(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_ascii());
    lines.flat_map(|line| line.chars().chain(['\n'])).take(SAMPLE).collect()
}

fn knows(text: &str) -> bool {
    WORDS.iter().filter(|word| text.contains(*word)).count() >= MIN_WORDS
}

/// A text's GBK bytes as another encoding, with marks where they are none of it.
fn lossy(text: &str, encoding: &'static Encoding) -> String {
    let (bytes, ..) = GBK.encode(text);
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// The text that some bytes are, where each character has some and they are wholly in one of the
/// encodings.
fn restored(
    text: &str,
    bytes: impl Fn(&str) -> Option<Vec<u8>>,
    encodings: &[(&'static Encoding, &'static str)],
) -> StoredText {
    let Some(bytes) = bytes(text.trim_start_matches('\u{FEFF}')) else { return StoredText::Broken };
    for (encoding, name) in encodings {
        let whole = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        if let Some(text) = whole.filter(|text| knows(text)) {
            return StoredText::Restored(text.trim_start_matches('\u{FEFF}').to_owned(), name);
        }
    }
    StoredText::Broken
}

/// The byte that a character of Latin-1 or of Windows' own Latin is.
fn one_byte(c: char) -> Option<u8> {
    /// The last character of Windows' Latin: ™.
    const LAST: char = '\u{2122}';
    u8::try_from(u32::from(c)).ok().or_else(|| {
        if c > LAST {
            return None;
        }
        let mut buffer = [0; 4];
        let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        bytes.first().copied().filter(|_| !lost && bytes.len() == 1)
    })
}

fn bytes_of_western(text: &str) -> Option<Vec<u8>> {
    text.chars().map(one_byte).collect()
}

fn bytes_of_gbk(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lost) = GBK.encode(text);
    (!lost && !text.contains('\u{FFFD}')).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{StoredText, reading};
    use encoding_rs::{GB18030, GBK, WINDOWS_1252};

    const TEXT: &str =
        "石桥乡人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年公开信息5条。\n";

    #[test]
    fn what_was_read_in_another_encoding_is_restored() {
        let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
        let gbk = GB18030.encode(TEXT).0.into_owned();
        for wrong in [latin(&gbk), latin(TEXT.as_bytes())] {
            let StoredText::Restored(text, _) = reading(&wrong) else { panic!("{wrong}") };
            assert_eq!(text, TEXT);
        }
        let windows = WINDOWS_1252.decode_without_bom_handling(&gbk).0.into_owned();
        let StoredText::Restored(text, _) = reading(&windows) else { panic!("{windows}") };
        assert_eq!(text, TEXT);
        // Each line of an even number of bytes, so that GBK takes none of the line's end.
        let even = "政府信息公开工作年度报告\n总体情况\n行政申请\n";
        let wrong = GBK.decode_without_bom_handling(even.as_bytes()).0.into_owned();
        let StoredText::Restored(text, _) = reading(&wrong) else { panic!("{wrong}") };
        assert_eq!(text, even);
    }

    #[test]
    fn what_is_lost_is_told_and_what_is_sound_is_left() {
        let wrong = GBK.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned();
        assert_eq!(reading(&wrong), StoredText::Broken);
        assert_eq!(reading(&"锟斤拷锟斤拷2023锟斤拷 ".repeat(9)), StoredText::Broken);
        for sound in [TEXT, "", "Annual report 2023", "政府信息公开±0.5°", "政府資訊公開年度報告"]
        {
            assert_eq!(reading(sound), StoredText::Sound, "{sound}");
        }
    }
}
