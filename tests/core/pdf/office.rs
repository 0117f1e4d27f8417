//! Documents in faces of the office's own.

use std::path::Path;

use lopdf::Document;
use nianbao::font::{Face, Fonts, Office, Refusal};
use nianbao::layout::{Options, layout};
use nianbao::open::open;

use super::archive::check_faces;
use super::reading::{fonts, shown};

fn office() -> Office {
    Office::in_folders(&[&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts")])
}

#[test]
fn faces_are_found_by_name_and_refused_with_a_reason() {
    let office = office();
    for (role, name) in [
        (Face::FangSong, "仿宋_GB2312"),
        (Face::HeiTi, "黑体"),
        (Face::XiaoBiaoSong, "方正小标宋简体"),
    ] {
        let found = office.found(role);
        assert_eq!(found.name.as_deref(), Some(name));
        assert_eq!(found.refused, []);
        assert!(office.fonts().is_own(role));
    }
    let kai = office.found(Face::KaiTi);
    assert_eq!(kai.name, None);
    assert_eq!(kai.refused, [("楷体_GB2312".to_owned(), Refusal::Restricted)]);
    assert!(!office.fonts().is_own(Face::KaiTi));
    let none = Office::in_folders(&[]);
    assert!(Face::ALL.iter().all(|role| none.found(*role) == &nianbao::font::FoundFace::default()));
}

#[test]
fn what_the_office_lacks_comes_from_the_program() {
    let office = office();
    let fonts = office.fonts();
    let (own, spare) = (fonts.font(Face::FangSong), fonts.font(Face::SpareFangSong));
    assert_eq!((own.units_per_em(), own.index), (256, 1), "the second face of the collection");
    assert_eq!(spare.bytes, Fonts::builtin().font(Face::FangSong).bytes);
    assert_eq!(fonts.resolve(Face::FangSong, '年'), Some(Face::FangSong));
    assert_eq!(fonts.resolve(Face::FangSong, '门'), Some(Face::SpareFangSong));
    // The program's 仿宋 and 楷体 lack it too.
    assert_eq!(fonts.resolve(Face::FangSong, '垟'), Some(Face::WenKai));
    assert_eq!(fonts.resolve(Face::HeiTi, '垟'), Some(Face::SpareHeiTi));
    assert_eq!(fonts.resolve(Face::KaiTi, '年'), Some(Face::KaiTi));
    assert!(fonts.resolve(Face::FangSong, '\u{10ffff}').is_none());
    let builtin = Fonts::builtin();
    assert_eq!(builtin.resolve(Face::FangSong, '门'), Some(Face::FangSong));
    assert_eq!(builtin.resolve(Face::FangSong, '垟'), Some(Face::WenKai));
    assert_eq!(builtin.resolve(Face::KaiTi, '垟'), Some(Face::WenKai));
}

#[test]
fn a_document_carries_them_and_its_text() {
    let office = office();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.ron");
    let report = open(&path).expect("the sample").into_report();
    let laid = layout(&report, office.fonts(), Options::default());
    assert_eq!(laid.problems, []);
    let bytes = nianbao::export::pdf::pdf(&laid.document, office.fonts());
    let file = Document::load_mem(&bytes).expect("a file");
    let names: Vec<_> = fonts(&file, 0)
        .into_values()
        .map(|face| face.name.split_once('+').expect("a tag").1.to_owned())
        .collect();
    for name in [
        "FangSong_GB2312",
        "SimHei",
        "FZXBSJW--GB1-0",
        "FandolKai-Regular",
        "FandolFang-Regular",
        "NotoSansCJKsc-Regular",
    ] {
        assert!(names.iter().any(|other| other == name), "{name} in {names:?}");
    }
    check_faces(&file);
    let mut text = String::new();
    for page in 0..file.get_pages().len() {
        text.extend(shown(&file, page).into_iter().map(|shown| shown.text));
        text = text.replace(&format!("— {} —", page + 1), "");
    }
    assert!(text.contains(&report.title) && text.contains("云泽县柳塘镇人民政府"));
    for section in &report.sections {
        for paragraph in section.before.split('\n') {
            assert!(text.contains(paragraph.trim()), "{paragraph}");
        }
    }
}
