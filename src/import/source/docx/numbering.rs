//! The numbers that Word puts before paragraphs by itself, and what its styles say of paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::look::{RunLook, is_ground};
use super::xml::{XmlReader, XmlTag, XmlToken};
use crate::import::Problem;
use crate::zh::numeral;

/// Lists have no more levels.
const LEVELS: usize = 9;

/// Styles are based on each other no more often.
const MAX_BASES: usize = 16;

/// How a level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// `%1、`: the number of level one, and a mark.
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new() }
    }
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default)]
struct List {
    /// The definition that it shares with other lists, and the counting with it.
    definition: String,
    /// Levels that start anew.
    starts: BTreeMap<usize, usize>,
}

/// A list and a level of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListLevel {
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl ListLevel {
    /// Takes up `numId` and `ilvl`.
    pub(super) fn take(&mut self, tag: &XmlTag) {
        match tag.name() {
            "numId" => self.list = tag.attribute("val"),
            "ilvl" => self.level = tag.number(),
            _ => {}
        }
    }
}

/// Whether an alignment is to the right.
pub(super) fn is_right(tag: &XmlTag) -> bool {
    matches!(tag.attribute("val").as_deref(), Some("right" | "end"))
}

#[derive(Debug, Default)]
struct NumberStyle {
    base: Option<String>,
    numbered: ListLevel,
    /// Whether its paragraphs are at the right; `None` where it does not say.
    right: Option<bool>,
    look: RunLook,
    /// Something in it, or in a part of its tables, is shaded.
    ground: bool,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, List>,
    styles: BTreeMap<String, NumberStyle>,
    counts: BTreeMap<String, Vec<Option<usize>>>,
    /// Lists that a paragraph has been met of.
    started: BTreeSet<String>,
}

impl Numbering {
    /// From the texts of `numbering.xml` and `styles.xml`; empty ones say nothing.
    pub(super) fn new(numbering: &str, styles: &str) -> Result<Self, Problem> {
        let mut lists = Self::default();
        lists.definitions(numbering)?;
        lists.styles(styles)?;
        Ok(lists)
    }

    fn definitions(&mut self, text: &str) -> Result<(), Problem> {
        let mut xml = XmlReader::new(text);
        let mut definition = String::new();
        let mut list = None;
        let mut level = 0;
        loop {
            let tag = match xml.next()? {
                XmlToken::Open(tag) => tag,
                XmlToken::End => return Ok(()),
                XmlToken::Close | XmlToken::Text(_) => continue,
            };
            let value = || tag.attribute("val").unwrap_or_default();
            match tag.name() {
                "abstractNum" => {
                    definition = tag.attribute("abstractNumId").unwrap_or_default();
                    list = None;
                }
                "num" => list = tag.attribute("numId"),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        self.lists.entry(list.clone()).or_default().definition = value();
                    }
                }
                "lvl" | "lvlOverride" => {
                    let number = tag.attribute("ilvl").and_then(|level| level.parse().ok());
                    level = number.unwrap_or(0).min(LEVELS - 1);
                }
                "startOverride" => {
                    if let (Some(list), Some(start)) = (&list, tag.number()) {
                        let list = self.lists.entry(list.clone()).or_default();
                        list.starts.insert(level, start);
                    }
                }
                "start" | "numFmt" | "lvlText" if list.is_none() => {
                    let levels = self.definitions.entry(definition.clone()).or_default();
                    levels.resize(levels.len().max(level + 1), Level::default());
                    match tag.name() {
                        "start" => levels[level].start = tag.number().unwrap_or(1),
                        "numFmt" => levels[level].format = value(),
                        _ => levels[level].text = value(),
                    }
                }
                _ => {}
            }
        }
    }

    fn styles(&mut self, text: &str) -> Result<(), Problem> {
        let mut xml = XmlReader::new(text);
        let mut name = String::new();
        loop {
            match xml.next()? {
                XmlToken::End => return Ok(()),
                XmlToken::Close | XmlToken::Text(_) => {}
                XmlToken::Open(tag) => match tag.name() {
                    "style" => {
                        name = tag.attribute("styleId").unwrap_or_default();
                        self.styles.entry(name.clone()).or_default();
                    }
                    "basedOn" => {
                        self.styles.entry(name.clone()).or_default().base = tag.attribute("val");
                    }
                    "numId" | "ilvl" => {
                        self.styles.entry(name.clone()).or_default().numbered.take(&tag);
                    }
                    "jc" => {
                        let right = Some(is_right(&tag));
                        self.styles.entry(name.clone()).or_default().right = right;
                    }
                    "strike" | "dstrike" | "vertAlign" | "vanish" | "color" | "sz" | "shd"
                    | "highlight" => {
                        let style = self.styles.entry(name.clone()).or_default();
                        style.look.take(&tag);
                        style.ground |= tag.name() == "shd" && is_ground(&tag);
                    }
                    // What it says of a table's first row is not said of runs.
                    "tblStylePr" => {
                        let ground = has_ground(&mut xml)?;
                        self.styles.entry(name.clone()).or_default().ground |= ground;
                    }
                    _ => {}
                },
            }
        }
    }

    /// Whether paragraphs of a style are at the right.
    pub(super) fn is_right(&self, style: &str) -> bool {
        let mut style = self.styles.get(style);
        for _ in 0..MAX_BASES {
            let Some(named) = style else { break };
            if let Some(right) = named.right {
                return right;
            }
            style = named.base.as_ref().and_then(|base| self.styles.get(base));
        }
        false
    }

    /// Whether something of a style is shaded, or may be.
    pub(super) fn has_ground(&self, style: &str) -> bool {
        let mut next = self.styles.get(style);
        if next.is_none() {
            return true;
        }
        for _ in 0..MAX_BASES {
            let Some(named) = next else { return false };
            if named.ground {
                return true;
            }
            next = named.base.as_ref().and_then(|base| self.styles.get(base));
        }
        true
    }

    /// How runs of a style look.
    pub(super) fn run_look(&self, style: &str) -> RunLook {
        let mut look = RunLook::default();
        let mut style = self.styles.get(style);
        for _ in 0..MAX_BASES {
            let Some(named) = style else { break };
            look = look.or(named.look);
            style = named.base.as_ref().and_then(|base| self.styles.get(base));
        }
        look
    }

    /// The number before the next paragraph of a style, with its mark; counts it.
    pub(super) fn number(&mut self, style: Option<&str>, mut numbered: ListLevel) -> String {
        let mut style = style.and_then(|style| self.styles.get(style));
        for _ in 0..MAX_BASES {
            let Some(named) = style else { break };
            numbered.list = numbered.list.or_else(|| named.numbered.list.clone());
            numbered.level = numbered.level.or(named.numbered.level);
            style = named.base.as_ref().and_then(|base| self.styles.get(base));
        }
        let level = numbered.level.unwrap_or(0).min(LEVELS - 1);
        let Some(id) = numbered.list else { return String::new() };
        let Some(list) = self.lists.get(&id) else { return String::new() };
        let Some(levels) = self.definitions.get(&list.definition) else { return String::new() };
        let counts = self.counts.entry(list.definition.clone()).or_default();
        counts.resize(LEVELS, None);
        if self.started.insert(id) {
            for level in list.starts.keys() {
                counts[*level] = None;
            }
        }
        let start = |level: usize| {
            let own = list.starts.get(&level).copied();
            own.or_else(|| levels.get(level).map(|level| level.start)).unwrap_or(1)
        };
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        counts.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let Some(format) = levels.get(level).filter(|level| level.format != "bullet") else {
            return String::new();
        };
        let mut text = format.text.clone();
        for (index, level) in levels.iter().enumerate().take(level + 1) {
            let count = counts[index].unwrap_or_else(|| start(index));
            text = text.replace(&format!("%{}", index + 1), &written(&level.format, count));
        }
        text
    }
}

/// Whether something in the element that was opened last is shaded.
fn has_ground(xml: &mut XmlReader) -> Result<bool, Problem> {
    let (mut open, mut found) = (1_usize, false);
    while open > 0 {
        match xml.next()? {
            XmlToken::Open(tag) => {
                open += 1;
                found |= tag.name() == "shd" && is_ground(&tag);
            }
            XmlToken::Close => open -= 1,
            XmlToken::Text(_) => {}
            XmlToken::End => return Err(Problem::BrokenDocx),
        }
    }
    Ok(found)
}

/// A number as a list writes it; in digits where the way is not known.
fn written(format: &str, number: usize) -> String {
    let letter = |first: u8| {
        let index = u8::try_from((number.max(1) - 1) % 26).unwrap_or(0);
        char::from(first + index).to_string()
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "koreanDigital2" => u32::try_from(number).map(numeral).unwrap_or_default(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            u32::try_from(number)
                .ok()
                .and_then(|n| char::from_u32(0x245F + n))
                .into_iter()
                .collect()
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
            number.to_string().chars().map(wide).collect()
        }
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

fn roman(number: usize) -> String {
    const PARTS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 399 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{ListLevel, Numbering, written};

    #[test]
    fn numbers_as_lists_write_them() {
        for (format, number, text) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 21, "二十一"),
            ("japaneseCounting", 115, "一百一十五"),
            ("chineseCounting", 101, "一百零一"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalFullWidth", 10, "１０"),
            ("lowerLetter", 2, "b"),
            ("upperRoman", 14, "XIV"),
            ("none", 3, ""),
            ("somethingNew", 3, "3"),
        ] {
            assert_eq!(written(format, number), text);
        }
    }

    #[test]
    fn lists_are_counted() {
        let numbering = r#"<w:numbering>
            <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
                <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
              <w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
              <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
                <w:lvlText w:val=""/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">
                <w:startOverride w:val="5"/></w:lvlOverride></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>"#;
        let styles = r#"<w:styles><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/>
            </w:numPr></w:pPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
        let mut lists = Numbering::new(numbering, styles).unwrap();
        let mut next = |list: &str, level| {
            lists.number(None, ListLevel { list: Some(list.to_owned()), level: Some(level) })
        };
        let texts = [next("1", 0), next("1", 1), next("1", 1), next("1", 0), next("1", 1)];
        assert_eq!(texts, ["一、", "（一）", "（二）", "二、", "（一）"]);
        assert_eq!(
            [next("1", 2), next("3", 0), next("9", 0), next("2", 0)],
            ["二.1", "", "", "五、"]
        );
        assert_eq!(lists.number(Some("b"), ListLevel::default()), "六、");
        assert_eq!(lists.number(Some("none"), ListLevel::default()), "");
    }
}
