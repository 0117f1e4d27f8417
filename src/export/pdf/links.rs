//! Addresses in the lead-in → links. Only there does the mandated text say where to write to.

use std::collections::BTreeMap;
use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use crate::font::Fonts;
use crate::layout::page::{Item, LaidOut, Paper, Run};
use crate::report::place::{Field, Place};
use crate::units::Length;

/// A stretch of a line that leads somewhere; an address on two lines is two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    page: usize,
    left: Length,
    right: Length,
    baseline: Length,
    size: Length,
    address: String,
    /// The words of the link: indices of the page's items and bytes in each.
    words: Vec<(usize, Range<usize>)>,
}

/// The parts of a page's items that lead somewhere: by item, bytes of its text and the link.
pub(super) type Stretches = BTreeMap<usize, Vec<(Range<usize>, usize)>>;

/// The links of a page among all, which are in reading order.
fn range_on(links: &[Link], page: usize) -> Range<usize> {
    let before = |page: usize| links.partition_point(|link| link.page < page);
    before(page)..before(page + 1)
}

/// The words of the links of a page.
pub(super) fn stretches(links: &[Link], page: usize) -> Stretches {
    let mut stretches = Stretches::new();
    let range = range_on(links, page);
    for (index, link) in (range.start..).zip(&links[range]) {
        for (item, range) in &link.words {
            stretches.entry(*item).or_default().push((range.clone(), index));
        }
    }
    stretches
}

/// A run of the lead-in, and where it starts in the text of them all.
struct Piece<'a> {
    page: usize,
    /// The index of the item on the page.
    item: usize,
    run: &'a Run,
    start: usize,
}

/// The links of a document, in reading order.
pub(super) fn links(document: &LaidOut, fonts: &Fonts) -> Vec<Link> {
    let (text, pieces) = lead_in(document);
    let mut links = Vec::<Link>::new();
    for (address, range) in addresses(&text) {
        // Pieces follow one another: those before and after the address are not looked at.
        let first =
            pieces.partition_point(|piece| piece.start + piece.run.text.len() <= range.start);
        for piece in pieces[first..].iter().take_while(|piece| piece.start < range.end) {
            let Some(link) = stretch(piece, &address, &range, fonts) else {
                continue;
            };
            match links.last_mut() {
                Some(last) if last.goes_on_in(&link) => {
                    last.right = link.right;
                    last.words.extend(link.words);
                }
                _ => links.push(link),
            }
        }
    }
    links
}

/// The lead-in as it was before it was broken into lines and faces, paragraphs apart.
fn lead_in(document: &LaidOut) -> (String, Vec<Piece<'_>>) {
    let (mut text, mut pieces, mut end) = (String::new(), Vec::new(), 0);
    for (page, items) in document.pages.iter().map(|page| &page.items).enumerate() {
        for (index, item) in items.iter().enumerate() {
            if let Item::Text(run) = item
                && let Some(Place::Text(Field::LeadIn, range)) = &run.place
            {
                if range.start != end {
                    text.push('\n');
                }
                end = range.end;
                pieces.push(Piece { page, item: index, run, start: text.len() });
                text.push_str(&run.text);
            }
        }
    }
    (text, pieces)
}

/// Where the text leads, and the words that say so.
fn addresses(text: &str) -> Vec<(String, Range<usize>)> {
    // Chinese follows an address without a space, and is never a part of it.
    let blank = |c: char| if c.is_ascii() { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let text: String = text.chars().map(blank).collect();
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder
        .links(&text)
        .filter_map(|link| Some((address(link.kind(), link.as_str())?, link.start()..link.end())));
    found.collect()
}

/// Where a link leads; `None` where words with a point in them are no address after all.
fn address(kind: &LinkKind, text: &str) -> Option<String> {
    /// What a bare name has to end in: 3.5, 1.docx are none.
    const ENDINGS: [&str; 4] = ["cn", "com", "net", "org"];
    if *kind == LinkKind::Email {
        return Some(format!("mailto:{text}"));
    }
    if let Some((scheme, _)) = text.split_once("://") {
        let web = ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
        return web.then(|| text.to_owned());
    }
    let host = text.split(['/', '?', '#', ':']).next()?;
    let ending = host.rsplit('.').next()?.to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str()).then(|| format!("http://{text}"))
}

/// The part of a piece that lies in a range of the text.
fn stretch(piece: &Piece<'_>, address: &str, range: &Range<usize>, fonts: &Fonts) -> Option<Link> {
    let run = piece.run;
    let (mut x, mut edges) = (run.x, None::<(Length, Length)>);
    let mut words = None::<Range<usize>>;
    for (at, c) in run.text.char_indices() {
        let advance = fonts.advance(run.face, c, run.size);
        if range.contains(&(piece.start + at)) {
            edges = Some((edges.map_or(x, |(left, _)| left), x + advance));
            words = Some(words.map_or(at, |words| words.start)..at + c.len_utf8());
        }
        x += advance + run.spacing;
    }
    let (left, right) = edges?;
    let Run { baseline, size, .. } = *run;
    let (page, address) = (piece.page, address.to_owned());
    Some(Link { page, left, right, baseline, size, address, words: vec![(piece.item, words?)] })
}

impl Link {
    /// Whether another stretch follows on the same line, in another face.
    fn goes_on_in(&self, other: &Self) -> bool {
        let place = |link: &Self| (link.page, link.baseline);
        place(self) == place(other) && self.address == other.address && self.right <= other.left
    }

    /// The link's annotation; `parent` is its key in the structure's parent tree.
    fn annotation(&self, parent: usize, paper: Paper) -> Dictionary {
        // The em box, as the lines of the page have it.
        let bottom = paper.height - self.baseline - self.size.scale(12, 100);
        let corners = [self.left, bottom, self.right, bottom + self.size];
        let string = |text: &str| Object::String(text.into(), StringFormat::Literal);
        dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => corners.map(|corner| corner.to_pt().into()).to_vec(),
            // Printed, if it had anything to print: PDF/A wants no other flags.
            "F" => 4,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "Contents" => string(&self.address),
            "StructParent" => i64::try_from(parent).unwrap_or(i64::MAX),
            "A" => dictionary! { "S" => "URI", "URI" => string(&self.address) },
        }
    }
}

/// Writes the annotations of all links; their keys in the structure's parent tree follow those of
/// so many pages.
pub(super) fn annotations(
    pdf: &mut lopdf::Document,
    links: &[Link],
    pages: usize,
    paper: Paper,
) -> Vec<ObjectId> {
    let mut add =
        |(index, link): (usize, &Link)| pdf.add_object(link.annotation(pages + index, paper));
    links.iter().enumerate().map(&mut add).collect()
}

/// The annotations of a page among all.
pub(super) fn on_page(links: &[Link], annotations: &[ObjectId], page: usize) -> Vec<Object> {
    annotations[range_on(links, page)].iter().map(|id| Object::from(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = addresses(text).into_iter().map(|(address, _)| address).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_among_chinese() {
        check("门户网站（http://www.yy.gov.cn/col/）查阅", &["http://www.yy.gov.cn/col/"]);
        check("网址为www.yy.gov.cn，邮编", &["http://www.yy.gov.cn"]);
        check("网址：https://yy.gov.cn:8080/a?b=1&c#d。", &["https://yy.gov.cn:8080/a?b=1&c#d"]);
        check("请登录yy.gov.cn下载", &["http://yy.gov.cn"]);
        check(
            "电子邮箱：zwgk_1@yy.gov.cn、a@b.com）",
            &["mailto:zwgk_1@yy.gov.cn", "mailto:a@b.com"],
        );
        check("电话0571-6210.2345，占33.5%，1.主动，附件1.docx", &[]);
        check("ftp://yy.gov.cn/ javascript://yy.gov.cn/", &[]);
    }
}
