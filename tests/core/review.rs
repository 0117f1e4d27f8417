//! 送审稿: every page says that it is one, in its head and behind its text, as PDF and in Word.

use std::io::{Cursor, Read as _};

use crate::support::sources::{SOURCES, read};
use nianbao::export::{ExportSetup, Format, ReviewCopy, checklist, review};
use nianbao::font::Fonts;
use nianbao::layout::page::Item;
use nianbao::layout::{self, MARK, Options, ReviewLayout};
use nianbao::rules::{self, Balanced, Config};

const COPIES: [ReviewCopy; 3] = [
    ReviewCopy { line_numbers: false, findings: false },
    ReviewCopy { line_numbers: true, findings: false },
    ReviewCopy { line_numbers: true, findings: true },
];

#[test]
fn every_page_is_marked_and_has_room() {
    for source in SOURCES {
        let report = read(source);
        for line_numbers in [false, true] {
            let fonts = Fonts::builtin();
            let how = ReviewLayout { line_numbers };
            let laid = layout::review(&report, None, how, fonts, Options::default());
            let published = layout::layout(&report, fonts, Options::default());
            assert!(laid.document.pages.len() >= published.document.pages.len());
            for page in &laid.document.pages {
                let faint = page.items.iter().filter(|item| matches!(item, Item::Faint(_)));
                assert!(faint.count() > 0);
                let head = |item: &&Item| match item {
                    Item::Text(run) => run.text == MARK && run.baseline < layout::sheet::TOP,
                    _ => false,
                };
                assert_eq!(page.items.iter().filter(head).count(), 1);
                let numbers = |item: &&Item| match item {
                    Item::Text(run) => run.x < layout::sheet::LEFT,
                    _ => false,
                };
                assert!(line_numbers || page.items.iter().filter(numbers).count() == 0);
            }
        }
    }
}

#[test]
fn it_is_given_as_pdf_and_word_marked_and_with_what_is_open() {
    let report = read(SOURCES[3]);
    let balanced = Balanced::new(&report).unwrap_or_else(|_| panic!("balanced"));
    let findings = rules::check(&report, &Config::default());
    assert!(findings.iter().any(|finding| finding.waived.is_none()));
    for copy in COPIES {
        let given = |format| review(balanced, &findings, copy, format, &ExportSetup::default());
        let pdf = given(Format::Pdf).unwrap();
        assert_eq!(pdf, given(Format::Pdf).unwrap(), "the same bytes");
        let word = given(Format::Docx).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(word.bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            roxmltree::Document::parse(&text).unwrap();
            text
        };
        for header in ["word/header1.xml", "word/header2.xml"] {
            let text = part(header);
            assert!(text.contains(&format!("string=\"{MARK}\"")) && text.matches(MARK).count() > 2);
        }
        let document = part("word/document.xml");
        assert!(document.contains("w:headerReference w:type=\"default\" r:id=\"rId6\""));
        assert!(document.contains("w:headerReference w:type=\"even\" r:id=\"rId7\""));
        assert_eq!(document.contains("lnNumType"), copy.line_numbers);
        let open = findings.iter().find(|finding| finding.waived.is_none()).unwrap();
        let listed = document.contains(&format!("{}：", open.severity.word()));
        assert_eq!(listed, copy.findings);
        assert!(part("word/_rels/document.xml.rels").contains("header2.xml"));
        assert!(part("[Content_Types].xml").contains("/word/header1.xml"));
    }
    for format in [Format::Text, Format::Html, Format::Ofd, Format::Fragment] {
        assert!(review(balanced, &findings, COPIES[0], format, &ExportSetup::default()).is_none());
    }
}

/// A table that a page held, but not under its heading, was not printed at all.
#[test]
fn a_checklist_prints_every_row_however_many_lines_there_are() {
    let report = read(SOURCES[3]);
    let findings = rules::check(&report, &Config::default());
    let items = rules::checklist::from_findings(&report, &Config::default(), &findings);
    let sheet = checklist::checklist(&report, &items, None);
    for rows in 1..40 {
        let repeated = sheet.rows.iter().cycle().take(rows + 1).cloned().collect();
        let sheet = layout::ListSheet { rows: repeated, ..sheet.clone() };
        let laid = layout::list_sheet(&sheet, Fonts::builtin());
        let items = laid.document.pages.iter().flat_map(|page| &page.items);
        let runs = items.filter_map(|item| match item {
            Item::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        let text: String = runs.collect();
        for words in sheet.rows.iter().flatten() {
            let bare = |text: &str| text.replace(' ', "");
            assert!(bare(&text).contains(&bare(words)), "{rows} rows: {words}");
        }
    }
}
