//! Sections that are nearly the same in two units' reports.
//!
//! Figures, white space, marks and the unit's own names are taken out; sentences that most reports
//! have (statutory ones) are not compared, nor are sections of which too little is left. How alike
//! two texts are is the share of neighbouring pairs of characters that they have in common. Which
//! texts are worth comparing is decided by hashes of longer stretches, so that the work grows with the
//! number of texts and not with its square.

use std::collections::BTreeMap;

use crate::zh::{self, is_han};

/// Sections with fewer characters left are not compared.
const LEAST: usize = 120;

/// A sentence that this share of the reports has, in percent, is everyone's.
const EVERYONES: usize = 60;

/// With fewer reports no sentence is everyone's.
const FEWEST: usize = 5;

/// Groups up to this size are listed pair by pair, larger ones by their first.
const PAIRS: usize = 10;

/// Least values of a hash that represent a text, and how many make one band.
const BINS: usize = 128;
const BAND: usize = 4;

/// Texts of one band that no other is alike to are compared with the next ones up to this many.
const REPRESENTATIVES: usize = 8;

/// Two units' sections that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// One unit, as an index into the units.
    pub a: usize,
    /// The other one; in a group of more than ten all others are paired with its first.
    pub b: usize,
    /// The section, 1 to 6.
    pub section: u8,
    /// How much is the same, in percent.
    pub percent: u8,
}

/// A section's text as it is compared: the characters of its sentences that are no numeral, in two bytes
/// each; pairs and hashes are reckoned when they are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSketch {
    chars: Box<[u16]>,
    /// Where each sentence ends.
    ends: Box<[u32]>,
}

impl TextSketch {
    /// Sketches a text without the names of the agency that wrote it.
    #[must_use]
    pub fn of(text: &str, agency: &str) -> Self {
        let names = names(agency);
        let mut text = text.to_owned();
        for name in &names {
            text = text.replace(name.as_str(), "");
        }
        let (mut chars, mut ends) = (Vec::new(), Vec::new());
        for range in zh::sentences(&text) {
            let told = |c: &char| is_han(*c) && !zh::is_numeral(*c) && zh::multiplier(*c).is_none();
            let sentence = text.get(range).unwrap_or_default();
            let from = chars.len();
            chars.extend(sentence.chars().filter(told).map(short));
            if chars.len() < from + 2 {
                chars.truncate(from);
            } else {
                ends.push(u32::try_from(chars.len()).unwrap_or(u32::MAX));
            }
        }
        Self { chars: chars.into(), ends: ends.into() }
    }

    /// The sentences, each of two characters at least.
    fn sentences(&self) -> impl Iterator<Item = &[u16]> {
        let mut from = 0;
        self.ends.iter().filter_map(move |end| {
            let to = *end as usize;
            let sentence = self.chars.get(from..to);
            from = to;
            sentence
        })
    }
}

/// A character in two bytes; the rare ones beyond the first plane share theirs with another.
fn short(c: char) -> u16 {
    let [high, low] = [u32::from(c) >> 16, u32::from(c) & 0xFFFF];
    u16::try_from(low ^ (high << 8) & 0xFFFF).unwrap_or(0)
}

fn hash_of(sentence: &[u16]) -> u64 {
    sentence.iter().fold(0, |sum: u64, c| spread(sum ^ u64::from(*c)))
}

fn pair(a: u16, b: u16) -> u32 {
    mix(mix(0, a), b)
}

/// What an agency calls itself, the longest first: 云泽县柳塘镇人民政府, 云泽县柳塘镇, 柳塘镇, 柳塘.
fn names(agency: &str) -> Vec<String> {
    let place = ["人民政府", "办事处", "政府"].iter().find_map(|end| agency.strip_suffix(end));
    let place = place.unwrap_or(agency);
    let above = place.char_indices().rev().skip(1);
    let cut = above.filter(|(_, c)| "省市县区旗州盟".contains(*c)).map(|(at, c)| at + c.len_utf8());
    let own = cut.max().and_then(|at| place.get(at..)).unwrap_or(place);
    let bare = own.trim_end_matches(['乡', '镇']).trim_end_matches("街道");
    let mut names: Vec<String> = [agency, place, own, bare].map(str::to_owned).into();
    names.retain(|name| name.chars().count() > 1);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

fn mix(sum: u32, c: u16) -> u32 {
    (sum ^ u32::from(c)).wrapping_mul(0x9E37_79B1).rotate_left(13)
}

fn spread(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A text ready to be compared.
struct Text {
    /// The unit's index.
    unit: usize,
    /// The pairs of characters of the text, as numbers, sorted.
    pairs: Vec<u32>,
    /// Least values of the hashes of its stretches of four characters.
    least: [u32; BINS],
}

impl Text {
    /// `None` where too little is left without what everyone says.
    fn of(unit: usize, sketch: &TextSketch, everyones: &[u64]) -> Option<Self> {
        let mut pairs = Vec::new();
        let mut least = [u32::MAX; BINS];
        let own = |hash: &u64| everyones.binary_search(hash).is_err();
        for sentence in sketch.sentences().filter(|sentence| own(&hash_of(sentence))) {
            for four in sentence.windows(4) {
                let (front, back) = (pair(four[0], four[1]), pair(four[2], four[3]));
                let hash = spread((u64::from(front) << 32) | u64::from(back));
                let [a, b, c, d, bin, ..] = hash.to_le_bytes();
                let (bin, value) = (usize::from(bin) % BINS, u32::from_le_bytes([a, b, c, d]));
                least[bin] = least[bin].min(value);
            }
            pairs.extend(sentence.windows(2).map(|two| pair(two[0], two[1])));
        }
        if pairs.len() < LEAST {
            return None;
        }
        pairs.sort_unstable();
        fill_empty(&mut least);
        Some(Self { unit, pairs, least })
    }

    /// How much of two texts is the same, in percent.
    fn percent(&self, other: &Self) -> u8 {
        let (mut a, mut b) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut same = 0;
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    same += 1;
                    a.next();
                    b.next();
                }
            }
        }
        let all = self.pairs.len() + other.pairs.len();
        u8::try_from(200 * same / all.max(1)).unwrap_or(100)
    }
}

/// Bins without a hash take the next one's value, so that texts of few words have as many.
fn fill_empty(least: &mut [u32; BINS]) {
    let met = *least;
    for (at, value) in least.iter_mut().enumerate().filter(|(_, value)| **value == u32::MAX) {
        let next = (1..BINS).map(|step| met[(at + step) % BINS]);
        *value = next.into_iter().find(|next| *next != u32::MAX).unwrap_or(u32::MAX);
    }
}

/// The sections that are alike to `threshold` percent or more, among units and their six sketches.
pub(super) fn alike(units: &[(usize, &[TextSketch])], threshold: u8) -> Vec<Alike> {
    let of_section = |section: usize| -> Vec<Alike> {
        let sketches: Vec<(usize, &TextSketch)> =
            units.iter().filter_map(|(unit, texts)| Some((*unit, texts.get(section)?))).collect();
        in_section(section, &sketches, threshold)
    };
    let sections: Vec<usize> = (0..6).collect();
    let mut found = Vec::new();
    crate::batch::in_order(
        sections,
        &crate::batch::Cancel::default(),
        |section| of_section(*section),
        |_, alike| {
            found.extend(alike.unwrap_or_default());
            std::ops::ControlFlow::Continue(())
        },
    );
    found
}

fn in_section(section: usize, sketches: &[(usize, &TextSketch)], threshold: u8) -> Vec<Alike> {
    let everyones = everyones(sketches);
    let texts: Vec<Text> =
        sketches.iter().filter_map(|(unit, sketch)| Text::of(*unit, sketch, &everyones)).collect();
    let mut groups = Groups::new(texts.len());
    for band in 0..BINS / BAND {
        let key = |text: &Text| {
            text.least
                .iter()
                .skip(band * BAND)
                .take(BAND)
                .fold(0, |sum, value| spread(sum ^ u64::from(*value)))
        };
        let mut keyed: Vec<(u64, usize)> =
            texts.iter().enumerate().map(|(at, text)| (key(text), at)).collect();
        keyed.sort_unstable();
        for same in keyed.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            join(same, &texts, &mut groups, threshold);
        }
    }
    let number = u8::try_from(section + 1).unwrap_or(6);
    let pair = |a: usize, b: usize| {
        let percent = texts[a].percent(&texts[b]);
        Alike { a: texts[a].unit, b: texts[b].unit, section: number, percent }
    };
    let mut found = Vec::new();
    for members in groups.all() {
        let first = members[0];
        if members.len() > PAIRS {
            found.extend(members.iter().skip(1).map(|other| pair(first, *other)));
            continue;
        }
        for (at, a) in members.iter().enumerate() {
            let pairs = members.iter().skip(at + 1).map(|b| pair(*a, *b));
            found.extend(pairs.filter(|pair| pair.percent >= threshold));
        }
    }
    found
}

/// Joins the texts of one bucket that are alike.
fn join(same: &[(u64, usize)], texts: &[Text], groups: &mut Groups, threshold: u8) {
    let mut representatives: Vec<usize> = Vec::new();
    'texts: for (_, text) in same {
        for other in &representatives {
            if groups.root(*text) == groups.root(*other) {
                continue 'texts;
            }
            if texts[*text].percent(&texts[*other]) >= threshold {
                groups.join(*text, *other);
                continue 'texts;
            }
        }
        if representatives.len() < REPRESENTATIVES {
            representatives.push(*text);
        }
    }
}

/// The hashes of the sentences that most reports have, sorted.
fn everyones(sketches: &[(usize, &TextSketch)]) -> Vec<u64> {
    if sketches.len() < FEWEST {
        return Vec::new();
    }
    let mut all: Vec<u64> = Vec::new();
    for (_, sketch) in sketches {
        let mut hashes: Vec<u64> = sketch.sentences().map(hash_of).collect();
        hashes.sort_unstable();
        hashes.dedup();
        all.extend(hashes);
    }
    all.sort_unstable();
    let is_everyones = |same: &&[u64]| same.len() * 100 >= sketches.len() * EVERYONES;
    all.chunk_by(|a, b| a == b).filter(is_everyones).map(|same| same[0]).collect()
}

/// Which texts belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The groups of more than one, by their first.
    fn all(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            groups.entry(self.root(at)).or_default().push(at);
        }
        groups.into_values().filter(|members| members.len() > 1).collect()
    }
}
