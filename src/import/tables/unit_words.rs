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

/// Whether a line says nothing but the unit of a table's figures: 单位：件, （计量单位：件、万元）.
pub(crate) fn is_unit_line(text: &str) -> bool {
    const UNITS: &str = "件条次宗项个篇人万元";
    let folded = fold(text);
    let words = folded.trim_matches(['(', ')']);
    let unit = ["单位:", "计量单位:", "金额单位:", "统计单位:"]
        .iter()
        .find_map(|label| words.strip_prefix(label));
    unit.is_some_and(|unit| {
        !unit.is_empty()
            && unit.chars().nth(MAX_WORDS).is_none()
            && unit.chars().all(|c| UNITS.contains(c) || matches!(c, '、' | ',' | '/' | ';' | '和'))
    })
}

/// Whether a line is a table's number, with its name or without: 表一：……统计表, 附表1.
pub(crate) fn is_caption(text: &str) -> bool {
    let folded = fold(text);
    let words = folded.strip_prefix('附').unwrap_or(&folded);
    let Some(rest) = words.strip_prefix('表') else { return false };
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit() || crate::zh::is_numeral(c));
    let marked = name.starts_with([':', '.', '、', '-']) || text.contains([' ', '\u{3000}']);
    let is_name = name.is_empty() || (marked && name.ends_with('表'));
    name.len() < rest.len() && is_name && text.chars().nth(MAX_WORDS).is_none()
}

/// Whether a line right over a table says so.
pub(super) fn above(blocks: &[Block]) -> bool {
    let mut lines = blocks.iter().rev().take(MAX_ABOVE).flat_map(Block::lines);
    lines.find_map(|line| in_yuan(&line.text)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{in_yuan, is_caption, is_unit_line};

    #[test]
    fn captions_of_tables() {
        for text in ["表一：主动公开政府信息情况统计表", "表 2 申请情况统计表", "附表1", "表三"]
        {
            assert!(is_caption(text), "{text}");
        }
        for text in
            ["表一所列数据见附表", "表彰先进一批", "表一：共公开120条。", "三、收到和处理情况"]
        {
            assert!(!is_caption(text), "{text}");
        }
    }

    #[test]
    fn lines_of_a_unit() {
        for text in ["单位：件", "（单位：件、万元）", "计量单位：件/万元", "单 位：件"]
        {
            assert!(is_unit_line(text), "{text}");
        }
        for text in ["单位：某镇人民政府", "单位：", "本单位：件", "单位：120件"]
        {
            assert!(!is_unit_line(text), "{text}");
        }
    }

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
