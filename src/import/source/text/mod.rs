//! Plain text → blocks: decoded, residue of conversions taken out, tables found by tabs and bars.

mod apart;
pub(crate) mod ascii_table;
pub(crate) mod encoding;
pub(crate) mod line_blocks;
mod markup;
pub(crate) mod mojibake;
pub(crate) mod pipe_table;
pub(crate) mod residue;
mod run_on;
mod wrapped;

use crate::import::blocks::SourceText;
use crate::import::provenance::SourceKind;

/// The blocks of a text; `None` where there are more than a report can have.
pub(crate) fn read(text: &str) -> Option<SourceText> {
    let (mut lines, mut cleaned) = residue::lines(&apart::tabbed(text));
    cleaned.extend(wrapped::join(&mut lines));
    let blocks = line_blocks::read(&lines)?;
    let lines = lines.into_iter().map(|line| line.text).collect();
    Some(SourceText { kind: SourceKind::Text, blocks, lines, cleaned, asides: Vec::new() })
}
