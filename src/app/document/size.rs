//! What the window edits is bounded: a text of many megabytes would stop it at every key.

use crate::layout;
use crate::report::Report;
use crate::report::place::Field;

/// Upper bound on a text of several paragraphs, in characters: some forty times as much as a whole
/// report has.
pub const MAX_PROSE: usize = 100_000;

/// Upper bound on a text of one line, in characters.
pub const MAX_LINE: usize = 2_000;

/// Upper bound on lines that an import left without a place, on waivers, and on marks.
const MAX_ITEMS: usize = 10_000;

/// How many characters a field's text may have in the window.
#[must_use]
pub fn most(field: Field) -> usize {
    if field.is_line() { MAX_LINE } else { MAX_PROSE }
}

/// Why a report cannot be opened in the window, as a sentence with what to do: something in it is
/// too long.
#[must_use]
pub fn too_long(report: &Report) -> Option<String> {
    let of_field = |field: Field| {
        // Bytes are counted first: they are known, and hardly any text has so many.
        let (text, most) = (report.text(field), most(field));
        let count = if text.len() > most { text.chars().count() } else { 0 };
        (count > most).then(|| format!("{}有 {count} 字，超过 {most} 字", name(field)))
    };
    let imported = report.imported.as_ref();
    let of_items = [
        ("导入时没有位置的文字", imported.map_or(0, |imported| imported.unplaced.len())),
        ("导入时清理的文字", imported.map_or(0, |imported| imported.cleaned.len())),
        ("写明的原因", report.waivers.len()),
        ("沿用的上年数", report.carried.len()),
    ];
    let of_item = |(name, count): (&str, usize)| {
        (count > MAX_ITEMS).then(|| format!("{name}有 {count} 处，超过 {MAX_ITEMS} 处"))
    };
    let mut fields = std::iter::once(Field::Agency).chain(Report::printed_fields());
    let last = report.last.as_ref().map_or(0, |last| last.sections.iter().map(String::len).sum());
    let lines = layout::lines_of(report);
    let what = fields
        .find_map(of_field)
        .or_else(|| {
            let most = layout::MAX_LINES;
            (lines > most).then(|| format!("文字约有 {lines} 行，超过 {most} 行"))
        })
        .or_else(|| of_items.into_iter().find_map(of_item))
        .or_else(|| (last > 6 * 3 * MAX_PROSE).then(|| "带入的上年文字太长".to_owned()))?;
    Some(format!(
        "{what}，窗口里打不开，文件没有改动。请核对是不是选错了文件；\
         没有选错的，请在来源文件里删减后重新导入，或者用 nianbao 的命令处理。"
    ))
}

fn name(field: Field) -> String {
    let part = |n: u8| format!("第{}部分", crate::zh::numeral(n.into()));
    match field {
        Field::Agency => "机关全称".into(),
        Field::Title => "标题".into(),
        Field::LeadIn => "标题下的说明".into(),
        Field::Heading(n) => part(n) + "的标题",
        Field::Before(n) | Field::After(n) => part(n) + "的文字",
        Field::SignatureName => "署名".into(),
        Field::SignatureDate => "成文日期".into(),
    }
}

/// What is said where a paste is not taken, since a text would get so many characters.
#[must_use]
pub fn paste_refused(characters: usize, most: usize) -> String {
    format!(
        "粘贴以后会有 {characters} 字，最多 {most} 字，没有粘贴，原来的文字没有改动。\
         请核对复制的是不是要用的一段；整份报告请存成文件，再用“导入”读入。"
    )
}
