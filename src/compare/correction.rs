//! What a report that was published says otherwise now: what a 更正说明 lists.

use super::agency;
use super::words::{StretchKind, stretches};
use crate::edition::names;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Publication, Report, Value};
use crate::rules::columns;

/// What was corrected since a report was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The agency, as the report names it now.
    pub agency: String,
    /// The report's title, as it is now.
    pub title: String,
    /// When and where it was published, where the file says so.
    pub published: Option<Publication>,
    /// Each change, in the report's order.
    pub items: Vec<CorrectedItem>,
    /// What becomes of the balance identity in each column that changed, whole sentences.
    pub identity: Vec<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedItem {
    /// Where it is in the report as it is now.
    pub place: Place,
    /// Where it is, in a clerk's words.
    pub words: String,
    /// What was published; empty where nothing was.
    pub old: String,
    /// What is right; empty where it was deleted.
    pub new: String,
    /// What follows from it: totals that changed, next year's figure.
    pub follows: Vec<String>,
}

/// Why two reports cannot be a report and its correction, in a clerk's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOneReport(pub String);

impl Correction {
    /// What a report says otherwise than another state of it. The earlier state is what `old` has
    /// published, where it has published anything.
    ///
    /// # Errors
    /// That they are reports of different agencies, years or forms.
    pub fn of(old: &Report, new: &Report) -> Result<Self, NotOneReport> {
        let published = old.published.as_deref();
        let out = published.map(|published| published.out.clone());
        let old = published.map_or(old, |published| &published.report);
        if old.year != new.year {
            let year = |year: Option<u16>| year.map_or("不详".into(), |year| year.to_string());
            let (old, new) = (year(old.year), year(new.year));
            return Err(NotOneReport(format!("不是同一份报告：年度一个是 {old}，一个是 {new}")));
        }
        if !agency::may_be_one(&old.agency, &new.agency) {
            let (old, new) = (&old.agency, &new.agency);
            return Err(NotOneReport(format!("不是同一份报告：一份是“{old}”的，一份是“{new}”的")));
        }
        if old.edition() != new.edition() {
            let (old, new) = (&old.edition().name, &new.edition().name);
            let problem = format!("表格的格式不同：一份是{old}，一份是{new}，不能逐格说明更正");
            return Err(NotOneReport(problem));
        }
        Ok(Self {
            agency: new.agency.clone(),
            title: new.title.clone(),
            published: out,
            items: items(old, new),
            identity: identity(old, new),
        })
    }
}

/// Every change, in the report's order.
fn items(old: &Report, new: &Report) -> Vec<CorrectedItem> {
    let mut items = Vec::new();
    let text = |field: Field, items: &mut Vec<CorrectedItem>| {
        for (range, was, is) in sentences(old.text(field), new.text(field), field.is_line()) {
            let place = Place::Text(field, range);
            let words =
                if field.is_line() { Place::Field(field).words(new) } else { place.words(new) };
            items.push(CorrectedItem { place, words, old: was, new: is, follows: Vec::new() });
        }
    };
    for field in [Field::Agency, Field::Title, Field::LeadIn] {
        text(field, &mut items);
    }
    for section in 1..=6 {
        text(Field::Heading(section), &mut items);
        text(Field::Before(section), &mut items);
        if let Some(table) = new.edition().table_in(section) {
            items.extend(figures(old, new, table));
        }
        text(Field::After(section), &mut items);
    }
    text(Field::SignatureName, &mut items);
    text(Field::SignatureDate, &mut items);
    items
}

/// The sentences that changed: where they are in the new text, and both wordings.
fn sentences(old: &str, new: &str, is_line: bool) -> Vec<(std::ops::Range<usize>, String, String)> {
    if old == new {
        return Vec::new();
    }
    if is_line {
        return vec![(0..new.len(), old.trim().to_owned(), new.trim().to_owned())];
    }
    let mut sentences = ChangedSentences::default();
    for stretch in stretches(old, new) {
        match stretch.kind {
            StretchKind::Removed => sentences.removed(&stretch.text),
            StretchKind::Added => sentences.added(&stretch.text),
            StretchKind::Same => {
                if sentences.is_between() {
                    sentences.end();
                }
                for piece in stretch.text.split_inclusive(ENDS) {
                    sentences.same(piece);
                }
            }
        }
    }
    sentences.end();
    sentences.found
}

/// What ends a sentence.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];

/// Sentences on their way, of both texts at once.
#[derive(Default)]
struct ChangedSentences {
    old: String,
    new: String,
    /// Where the sentence begins and where the reading is, in the new text.
    start: usize,
    at: usize,
    changed: bool,
    found: Vec<(std::ops::Range<usize>, String, String)>,
}

impl ChangedSentences {
    fn removed(&mut self, text: &str) {
        self.old.push_str(text);
        self.changed = true;
    }

    fn added(&mut self, text: &str) {
        self.new.push_str(text);
        self.at += text.len();
        self.changed = true;
    }

    /// A piece that is in both, up to the end of its sentence if that is in it.
    fn same(&mut self, piece: &str) {
        self.old.push_str(piece);
        self.new.push_str(piece);
        self.at += piece.len();
        if piece.ends_with(ENDS) {
            self.end();
        }
    }

    /// Whether whole sentences were changed and the next one begins in both texts.
    fn is_between(&self) -> bool {
        let ended = |text: &String| text.is_empty() || text.ends_with(ENDS);
        self.changed && ended(&self.old) && ended(&self.new)
    }

    fn end(&mut self) {
        let (old, new) = (std::mem::take(&mut self.old), std::mem::take(&mut self.new));
        if std::mem::take(&mut self.changed) {
            // A break of paragraphs is a change as well, though no word of it is.
            let shown = |text: &str| text.trim_matches(['\n', ' ', '\u{3000}']).replace('\n', "¶");
            let (was, is) = (shown(&old), shown(&new));
            let (was, is) = if was == is {
                (old.replace('\n', "¶"), new.replace('\n', "¶"))
            } else {
                (was, is)
            };
            self.found.push((self.start..self.at, was, is));
        }
        self.start = self.at;
    }
}

/// The figures of a table that changed, each with the totals that changed with it.
fn figures(old: &Report, new: &Report, table: usize) -> Vec<CorrectedItem> {
    let form = &new.edition().tables[table];
    let ids = || (0..form.cells.len()).map(|index| CellId { table, index });
    let typed = |id: &CellId| !new.figures.is_total(*id);
    let changed = |id: &CellId| old.figures.typed(*id) != new.figures.typed(*id);
    let totals: Vec<CellId> = ids()
        .filter(|id| new.figures.is_total(*id))
        .filter(|id| old.figures.number(*id) != new.figures.number(*id))
        .collect();
    let item = |id: CellId| {
        let holds = |total: &&CellId| {
            let sum = form.cells[total.index].sum_of.as_ref();
            sum.is_some_and(|sum| sum.contains(&id.index))
        };
        let mut follows: Vec<String> = totals
            .iter()
            .filter(holds)
            .map(|total| {
                let (was, is) = (old.figures.number(*total), new.figures.number(*total));
                format!("“{}”{was} → {is}", names::brief(form, total.index))
            })
            .collect();
        let carried = form.carries.iter().filter(|carry| {
            carry.from == id.index && carry.plus.is_empty() && carry.minus.is_empty()
        });
        for carry in carried {
            let value = figure(new.figures.typed(id));
            let to = names::brief(form, carry.to);
            follows.push(format!("下一年度报告“{to}”应为 {value}"));
        }
        CorrectedItem {
            place: Place::Cell(id),
            words: format!("{}“{}”", form.name, names::brief(form, id.index)),
            old: figure(old.figures.typed(id)),
            new: figure(new.figures.typed(id)),
            follows,
        }
    };
    ids().filter(typed).filter(changed).map(item).collect()
}

fn figure(value: &Value) -> String {
    let text = value.text();
    if text.is_empty() { "空白".into() } else { text }
}

/// What becomes of the identity in each column whose figures changed.
fn identity(old: &Report, new: &Report) -> Vec<String> {
    let former = columns(old);
    let mut lines = Vec::new();
    for (was, is) in former.iter().zip(columns(new)) {
        if was.sides() == is.sides() {
            continue;
        }
        let table = &new.edition().tables[is.cell.table].name;
        let holds = if is.difference() == 0 { "两边相等" } else { "两边不等" };
        lines.push(format!(
            "{table}“{}”一列的勾稽：原 {}；更正后 {}，{holds}。",
            is.name,
            was.sides(),
            is.sides()
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Correction, sentences};
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Report, Value};
    use proptest::prelude::*;

    fn sample() -> Report {
        crate::file::parse("sample", include_bytes!("../../assets/sample.ron")).unwrap().1
    }

    #[test]
    fn sentences_that_changed_are_named_whole_and_no_others() {
        for (old, new, expected) in [
            ("甲一。乙二。丙三。", "甲一。乙四。丙三。", vec![("乙二。", "乙四。")]),
            ("甲一。\n乙二。\n丙三。", "甲一。\n丙三。", vec![("乙二。", "")]),
            ("甲一。\n丙三。", "甲一。\n乙二。\n丙三。", vec![("", "乙二。")]),
            (
                "公开94条。培训2次。",
                "公开120条。培训3次。",
                vec![("公开94条。", "公开120条。"), ("培训2次。", "培训3次。")],
            ),
            ("甲一。", "甲一。乙二。", vec![("", "乙二。")]),
            ("甲一。乙二。", "甲一。\n乙二。", vec![("", "¶")]),
            ("", "甲", vec![("", "甲")]),
            ("没有句号", "没有问号", vec![("没有句号", "没有问号")]),
        ] {
            let found = sentences(old, new, false);
            let said: Vec<_> = found.iter().map(|(_, a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(said, expected, "{old} {new}");
        }
    }

    #[test]
    fn a_figure_brings_its_totals_and_the_identity() {
        let old = sample();
        let mut new = old.clone();
        // Natural persons: one request more, answered with full disclosure.
        let answered = CellId { table: 1, index: 2 * 7 };
        for id in [CellId { table: 1, index: 0 }, answered] {
            let count = new.figures.number(id) + 1;
            new.apply(Edit::Value(id, Value::Count(count))).unwrap();
        }
        let correction = Correction::of(&old, &new).unwrap();
        let said: Vec<_> = correction.items.iter().map(|item| item.words.as_str()).collect();
        assert_eq!(said, ["表三“本年新收—自然人”", "表三“（一）予以公开—自然人”"]);
        assert_eq!(
            (correction.items[0].old.as_str(), correction.items[0].new.as_str()),
            ("23", "24")
        );
        assert_eq!(correction.items[0].follows, ["“本年新收—总计”29 → 30"]);
        assert_eq!(correction.items[1].follows.len(), 3, "{:?}", correction.items[1].follows);
        assert_eq!(correction.identity.len(), 2, "{:?}", correction.identity);
        assert!(
            correction.identity[0].contains("自然人")
                && correction.identity[0].contains("两边相等")
        );
    }

    #[test]
    fn another_year_agency_or_nothing_at_all() {
        let old = sample();
        assert!(Correction::of(&old, &old).unwrap().items.is_empty());
        let mut other = old.clone();
        other.apply(Edit::Year(Some(2024))).unwrap();
        assert!(Correction::of(&old, &other).unwrap_err().0.contains("2024"));
        let mut other = old.clone();
        other.apply(Edit::Text(Field::Agency, "别处县民政局".into())).unwrap();
        assert!(Correction::of(&old, &other).unwrap_err().0.contains("别处县民政局"));
    }

    proptest! {
        #![proptest_config(crate::testing::cases())]

        #[test]
        fn whatever_changed_is_named(old in "[甲乙0-9。\n]{0,16}", new in "[甲乙0-9。\n]{0,16}") {
            let found = sentences(&old, &new, false);
            prop_assert_eq!(found.is_empty(), old == new);
            let mut last = 0;
            for (range, was, is) in found {
                prop_assert!(range.start >= last && new.get(range.clone()).is_some());
                prop_assert!(was != is, "{} {}", old, new);
                last = range.end;
            }
        }
    }
}
