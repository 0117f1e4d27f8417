//! The unit of an amount, where words over it say another than the form's 万元.

use crate::import::blocks::Block;
use crate::import::vocabulary::folding::fold;

/// A longer text says more than a unit and its column.
const MAX_WORDS: usize = 30;

/// A unit stands right over its table.
const MAX_ABOVE: usize = 3;

/// Whether words say that what is below is in 元; `None` where they say nothing of an amount's unit.
pub(super) fn in_yuan(text: &str) -> Option<bool> {
    if text.chars().nth(MAX_WORDS).is_some() || !text.contains('元') {
        return None;
    }
    let folded = fold(text);
    let unit = folded.rsplit_once("单位").map(|(_, unit)| unit);
    let bracketed =
        || folded.rsplit_once('(').filter(|_| folded.ends_with(')')).map(|(_, unit)| unit);
    let unit = unit.or_else(bracketed)?;
    let unit = unit.trim_matches(|c: char| !c.is_alphanumeric());
    unit.contains('元').then(|| unit.starts_with('元') || unit.starts_with("人民币元"))
}

/// Whether a line right over a table says so.
pub(super) fn above(blocks: &[Block]) -> bool {
    let mut lines = blocks.iter().rev().take(MAX_ABOVE).flat_map(Block::lines);
    lines.find_map(|line| in_yuan(&line.text)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::in_yuan;

    #[test]
    fn units_over_amounts() {
        for (text, said) in [
            ("本年收费金额（单位：元）", Some(true)),
            ("本年收费金额(元)", Some(true)),
            ("单位：人民币元", Some(true)),
            ("单位:元", Some(true)),
            ("本年收费金额（单位：万元）", Some(false)),
            ("本年收费金额（单位：万元，保留4位小数）", Some(false)),
            ("采购总金额", None),
            ("单位：件", None),
            ("公元前", None),
        ] {
            assert_eq!(in_yuan(text), said, "{text}");
        }
    }
}
