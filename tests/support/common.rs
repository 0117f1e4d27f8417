//! A document to write, made without the layout: two pages, every face, and what is awkward.

use nianbao::font::{Face, Fonts};
use nianbao::layout::page::{Item, LaidOut, OutlineAnchor, Page, RuleLine, Run};
use nianbao::layout::tags::{ContentTag, Element};
use nianbao::units::Length;

/// Characters of one face as runs, with the missing ones in the faces that have them.
pub fn runs(x: Length, baseline: Length, face: Face, text: &str, spacing: Length) -> Vec<Item> {
    let fonts = Fonts::builtin();
    let size = Length::pt(16);
    let mut runs = Vec::<Run>::new();
    let mut at = x;
    for c in text.chars() {
        let face = fonts.resolve(face, c).expect("a character that a face has");
        if runs.last().is_none_or(|run| run.face != face) {
            runs.push(run(at, baseline, face, "", spacing));
        }
        let last = runs.last_mut().expect("just pushed");
        last.text.push(c);
        at += fonts.advance(face, c, size) + spacing;
        last.width = at - spacing - last.x;
    }
    runs.into_iter().map(Item::Text).collect()
}

/// One run, just as it is.
pub fn run(x: Length, baseline: Length, face: Face, text: &str, spacing: Length) -> Run {
    let (size, width) = (Length::pt(16), Length::ZERO);
    Run {
        x,
        baseline,
        size,
        face,
        text: text.to_owned(),
        spacing,
        width,
        place: None,
        tag: None,
        stands_for: None,
    }
}

/// What the sample's two pages say, line by line.
pub const LINES: [(Face, &str); 8] = [
    (Face::XiaoBiaoSong, "某某市人民政府2025年政府信息公开工作年度报告"),
    (Face::HeiTi, "一、总体情况"),
    (Face::KaiTi, "（一）主动公开"),
    (Face::FangSong, "甪直镇、垟头村公开信息1234条，占98.5%。"),
    (Face::FangSong, "约翰·史密斯•约翰・史密斯"),
    (Face::FangSong, "“政府信息公开条例”——《办法》（试行）；①②㎡"),
    (Face::HeiTi, "二、主动公开政府信息情况"),
    (Face::FangSong, "second page, in 仿宋"),
];

/// Six lines and a square of rules on the first page, two lines on the second.
pub fn sample() -> LaidOut {
    let mut pages = vec![Page::default(), Page::default()];
    for (index, (face, text)) in LINES.iter().enumerate() {
        let (page, line) = (index / 6, i32::try_from(index % 6).expect("few lines"));
        let baseline = Length::mm(40 + 10 * line);
        let spacing = Length::milli([0, 0, 375, -250][index % 4]);
        let mut items = runs(Length::mm(28), baseline, *face, text, spacing);
        for item in &mut items {
            if let Item::Text(run) = item {
                run.tag = Some(ContentTag { element: index, cell: 0 });
            }
        }
        pages[page].items.append(&mut items);
    }
    let (left, top, right, bottom) =
        (Length::mm(30), Length::mm(120), Length::mm(180), Length::mm(160));
    for (x0, y0, x1, y1) in [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ] {
        let width = Length::milli(if x0 == x1 { 500 } else { 1000 });
        pages[0].items.push(Item::Rule(RuleLine { x0, y0, x1, y1, width }));
    }
    LaidOut {
        title: "某某市人民政府2025年政府信息公开工作年度报告".to_owned(),
        author: "某某市人民政府".to_owned(),
        pages,
        paper: nianbao::layout::page::Paper::default(),
        elements: vec![
            Element::Heading(1),
            Element::Heading(2),
            Element::Heading(3),
            Element::Paragraph,
            Element::Paragraph,
            Element::Paragraph,
            Element::Heading(2),
            Element::Paragraph,
        ],
        outline: vec![
            anchor("一、总体情况", 0, 0, 44),
            anchor("（一）主动公开", 1, 0, 54),
            anchor("（二）依申请公开", 1, 0, 64),
            anchor("二、主动公开政府信息情况", 0, 1, 34),
        ],
    }
}

fn anchor(title: &str, level: u8, page: usize, mm: i32) -> OutlineAnchor {
    OutlineAnchor { title: title.to_owned(), level, page, y: Length::mm(mm) }
}
