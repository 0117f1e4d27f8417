//! Addresses in the lead-in can be followed.

use lopdf::{Dictionary, Document};
use nianbao::edition;
use nianbao::font::Fonts;
use nianbao::layout::page::{Item, Run};
use nianbao::layout::{Options, layout};
use nianbao::report::Report;

use super::reading::{get, numbers, page, sub};

const LEAD_IN: &str = "如对本报告有疑问，请与某某县某某镇党政综合办公室联系（地址：某某县某某镇政府路1号，\
    电话：0571-00000000，电子邮箱：zwgk@example.gov.cn，网址：http://www.example.gov.cn/col/col1/index.html）。";

/// The file of a report with a lead-in, and the runs of its first page.
fn written(lead_in: &str) -> (Document, Vec<Run>) {
    let mut report =
        Report::blank(edition::for_year(2025).expect("an edition"), "某某县某某镇人民政府", 2025);
    lead_in.clone_into(&mut report.lead_in);
    "网址：http://www.example.com/".clone_into(&mut report.sections[0].before);
    let document = layout(&report, Fonts::builtin(), Options::default()).document;
    let file = Document::load_mem(&super::write(&document)).expect("a file");
    let runs = document.pages[0].items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run.clone()),
        Item::Rule(_) | Item::Faint(_) => None,
    });
    (file, runs.collect())
}

/// The links of the first page: rectangle and address.
fn links(file: &Document) -> Vec<(Vec<f32>, String)> {
    let Ok(links) = page(file, 0).get(b"Annots") else { return Vec::new() };
    let links = links.as_array().expect("an array").iter();
    let link = |link: &Dictionary| {
        let action = sub(file, link, "A");
        let address = get(file, action, "URI").as_str().expect("a string").to_vec();
        let corners = numbers(get(file, link, "Rect").as_array().expect("corners"));
        (corners, String::from_utf8(address).expect("ASCII"))
    };
    links
        .map(|object| link(file.dereference(object).expect("a link").1.as_dict().expect("a link")))
        .collect()
}

#[test]
fn an_address_on_two_lines_is_two_stretches_of_them() {
    let (file, runs) = written(LEAD_IN);
    let links = links(&file);
    let addresses: Vec<_> = links.iter().map(|(_, address)| address.as_str()).collect();
    let web = "http://www.example.gov.cn/col/col1/index.html";
    assert_eq!(addresses, ["mailto:zwgk@example.gov.cn", web, web]);
    let ends = [("zwgk@", "gov.cn"), ("http", "")];
    for ((corners, _), (first, last)) in links.iter().zip(ends) {
        let run = runs.iter().find(|run| run.text.contains(first)).expect("its line");
        let left = edge(run, run.text.find(first).expect("its beginning"));
        let end = run.text.rfind(last).expect("its end") + last.len();
        let right = edge(run, end) - if end == run.text.len() { 0.0 } else { run.spacing.to_pt() };
        let baseline = 841.890 - run.baseline.to_pt();
        let size = run.size.to_pt();
        let expected = [left, baseline - size * 0.12, right, baseline + size * 0.88];
        for (corner, expected) in corners.iter().zip(expected) {
            assert!((corner - expected).abs() < 0.02, "{corners:?}, not {expected:?}");
        }
    }
    let (above, below) = (&links[1].0, &links[2].0);
    assert!((above[1] - below[1] - 28.99).abs() < 0.02, "on the next line: {below:?}");
    assert!((below[0] - 79.37).abs() < 0.02, "from its beginning: {below:?}");
}

/// Where a byte of a run is on the page.
fn edge(run: &Run, byte: usize) -> f32 {
    let before = run.text.get(..byte).expect("a character").chars();
    let advance = |c| (Fonts::builtin().advance(run.face, c, run.size) + run.spacing).to_pt();
    run.x.to_pt() + before.map(advance).sum::<f32>()
}

#[test]
fn nothing_else_is_a_link() {
    let (file, _) = written("本报告由某某县某某镇人民政府编制，电话0571-00000000，占98.5%。");
    assert_eq!(links(&file), []);
}
