//! The end of a report: who signs it and when, and what a site puts below that.

use super::outline::{SectionPart, only_line};
use crate::import::blocks::{Block, TextLine};
use crate::import::vocabulary::folding::{bag, likeness, plain};
use crate::import::vocabulary::furniture::is_furniture;
use crate::import::vocabulary::years::is_date;

/// The lines that say who signs, and when.
pub(super) type SignatureLines = (Option<TextLine>, Option<TextLine>);

/// A heading moved in this far is at the right, as signatures are.
const AT_RIGHT: usize = 8;

/// A longer line is no agency's name.
const MAX_NAME: usize = 40;

/// What names of agencies end with.
const AGENCY_ENDS: &[&str] =
    &["政府", "办事处", "办公室", "局", "委员会", "委", "厅", "部", "中心", "院", "所", "署"];

/// Lines after the signature that are looked at.
const MAX_TAIL: usize = 20;

/// Takes what a site puts under the report off the end of the last part.
pub(crate) fn tail(parts: &mut [SectionPart], blocks: &[Block]) -> Vec<TextLine> {
    let Some(part) = parts.last_mut() else { return Vec::new() };
    let end = part.blocks.end;
    let here = || blocks.get(part.blocks.clone()).unwrap_or_default().iter().rev().take(MAX_TAIL);
    let all = |block: &Block, is: &dyn Fn(&TextLine) -> bool| {
        !matches!(block, Block::Grid(_)) && block.lines().iter().all(is)
    };
    let furniture = |block: &&Block| all(block, &|line| is_furniture(&line.text));
    let mut tail = here().take_while(furniture).count();
    // Where the report is dated, what follows in short lines is a site's as well.
    let is_short =
        |line: &TextLine| !line.text.contains('。') && line.text.chars().count() <= MAX_NAME;
    let is_dated = |block: &&Block| all(block, &|line| is_date(&line.text));
    // The day of the page below that of the report is not the report's.
    let rows: Vec<&Block> = here().collect();
    let dated =
        (0..rows.len()).find(|at| is_dated(&rows[*at]) && !rows.get(at + 1).is_some_and(is_dated));
    if let Some(date) = dated
        && here().take(date).all(|block| all(block, &is_short) || furniture(&block))
    {
        tail = tail.max(date);
    }
    part.blocks.end -= tail;
    blocks.get(end - tail..end).unwrap_or_default().iter().flat_map(Block::lines).collect()
}

/// The short lines at the report's end without their spaces: one of them is who signs.
pub(crate) fn last_words(blocks: &[Block]) -> Vec<String> {
    let last = blocks.iter().rev().filter(|block| !matches!(block, Block::Grid(_)));
    let lines = last.take(2 * MAX_TAIL).flat_map(Block::lines);
    let short = lines.filter(|line| line.text.chars().nth(MAX_NAME).is_none());
    short.map(|line| line.text.split_whitespace().collect()).collect()
}

/// Takes the signature, name and date, off the end of the last part.
pub(crate) fn sign(
    parts: &mut [SectionPart],
    blocks: &[Block],
    agency: &str,
) -> (Option<TextLine>, Option<TextLine>) {
    let Some(part) = parts.last_mut() else { return (None, None) };
    let mut take = |fits: &dyn Fn(&TextLine) -> bool| {
        let line = only_line(blocks.get(part.blocks.clone())?.last()?).filter(|line| fits(line))?;
        part.blocks.end -= 1;
        Some(line)
    };
    let date = take(&|line| is_date(&line.text));
    let name = take(&|line| is_name(line, agency));
    (name, date)
}

fn is_name(line: &TextLine, agency: &str) -> bool {
    let text: String = line.text.split_whitespace().collect();
    let short = text.chars().count() <= MAX_NAME;
    let sentence = text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '、']);
    let alike = likeness(&bag(&plain(&text)), &bag(&plain(agency))) >= 800;
    let named = alike || AGENCY_ENDS.iter().any(|end| text.ends_with(end));
    // A lone 无 set in by spaces is what a section says, not who signs.
    let several = text.chars().nth(1).is_some();
    short && !sentence && (named || (several && line.indent >= AT_RIGHT))
}

#[cfg(test)]
mod tests {
    use super::super::outline::parts;
    use super::{TextLine, is_date, sign};
    use crate::import::source::text::line_blocks::read;
    use crate::import::source::text::residue::lines;

    #[test]
    fn signatures() {
        let check = |source: &str, name: Option<&str>, date: Option<&str>, left: usize| {
            let source = format!("五、存在的主要问题及改进情况\n{source}");
            let blocks = read(&lines(&source).0).unwrap();
            let mut parts = parts(&blocks);
            let (n, d) = sign(&mut parts, &blocks, "大岚镇人民政府");
            let text = |line: &Option<TextLine>| line.as_ref().map(|line| line.text.clone());
            assert_eq!((text(&n).as_deref(), text(&d).as_deref()), (name, date), "{source}");
            assert_eq!(parts[0].blocks.len(), left);
        };
        let date = Some("2021年12月29日");
        check("无。\n 大岚镇镇人民政府\n2021年12月29日", Some("大岚镇镇人民政府"), date, 1);
        check("无\n2021年12月29日", None, date, 1);
        check("无\n        某某站\n2022-1-5", Some("某某站"), Some("2022-1-5"), 1);
        check("无", None, None, 1);
        check("", None, None, 0);
        assert!(is_date("二〇二二年 一月十五日"));
        assert!(!is_date("2021年") && !is_date("2021年1月至2月日") && !is_date("1-2-3"));
    }
}
