//! What all files of the program share: RON behind a first word that says what the file is, under a
//! version of its own.

use std::ops::RangeInclusive;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::problem;

/// What is wrong with a file: the line, where one is known, the problem and what to do.
pub(super) struct ParseFault {
    pub line: Option<usize>,
    pub problem: String,
    pub remedy: &'static str,
}

/// The field that every version has.
#[derive(Deserialize)]
struct VersionHead {
    version: u32,
}

/// The first word of a file, after comments and white space, where it is one of some: which of
/// them, and its byte in the text.
pub(super) fn first_word(text: &str, words: &[&'static str]) -> Option<(&'static str, usize)> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with("//") {
            let is = |word: &&&str| {
                let after = trimmed.strip_prefix(**word);
                after.is_some_and(|after| after.trim_start().starts_with('('))
            };
            return words.iter().find(is).map(|word| (*word, at));
        }
        at += trimmed.find('\n')?;
    }
}

pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The RON of a text behind its first word, which is given with its byte in the text.
pub(super) fn body(text: &str, (word, at): (&str, usize)) -> String {
    // The word is blanked out, not cut off, so that lines and columns stay right.
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + word.len()..).unwrap_or_default();
    format!("{before}{}{after}", " ".repeat(word.len()))
}

/// Reads the RON of a text, which [`body`] found.
///
/// # Errors
/// Another version, or what is wrong with the RON.
pub(super) fn read<'t, T: Deserialize<'t>>(
    text: &str,
    body: &'t str,
    known: &RangeInclusive<u32>,
    version: impl Fn(&T) -> u32,
) -> Result<T, ParseFault> {
    let spanned = |error: ron::error::SpannedError| ParseFault {
        line: Some(error.span.start.line),
        problem: problem::ron(&error.code),
        remedy: problem::DAMAGED,
    };
    // Read once where all is well; a wrong version is reported before anything else.
    let read = options().from_str::<T>(body).map_err(spanned);
    let said = match &read {
        Ok(file) => version(file),
        Err(_) => options().from_str::<VersionHead>(body).map_err(spanned)?.version,
    };
    if !known.contains(&said) {
        return Err(ParseFault {
            line: line_of(text, &["version"]),
            problem: format!("文件是第 {said} 版格式，本程序只认识到第 {} 版", known.end()),
            remedy: "请用新版的 nianbao 打开；文件没有改动。",
        });
    }
    read
}

/// The line, from 1, of the last of some keys, each looked for after the one before it.
pub(super) fn line_of(text: &str, keys: &[&str]) -> Option<usize> {
    let mut at = 0;
    for key in keys {
        at += text.get(at..)?.find(key)?;
    }
    Some(text.get(..at)?.matches('\n').count() + 1)
}

pub(super) fn impossible(text: &str, keys: &[&str], problem: String) -> ParseFault {
    ParseFault { line: line_of(text, keys), problem, remedy: problem::DAMAGED }
}
