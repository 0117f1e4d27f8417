//! In which order a source has the columns of a form, by the words of its head. A row's figures are
//! those of the columns as the source has them, not as the form does.

use std::collections::BTreeSet;

use crate::edition::{Band, Header};
use crate::import::vocabulary::folding::plain;

/// A piece of a head's word that is shorter says nothing.
const MIN_PIECE: usize = 2;

/// The order of a band's columns in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadOrder {
    /// The form's, as far as the head says.
    AsForm,
    /// For each of the source's columns, from left to right, which of the form's it is.
    Other(Vec<usize>),
    /// Another than the form's, but not which.
    Unknown,
}

/// A cell of the head.
#[derive(Debug, Clone)]
pub(super) struct HeadWord {
    plain: String,
    line: usize,
}

impl HeadWord {
    pub(super) fn new(text: &str, line: usize) -> Self {
        Self { plain: plain(text), line }
    }
}

/// The order of the columns of a band whose head, in the source's order, has these words.
pub(super) fn of(band: &Band, words: &[HeadWord]) -> HeadOrder {
    if band.columns.len() < 2 {
        return HeadOrder::AsForm;
    }
    let mut head = BandHead::new(band, words);
    let mut parents: Vec<Option<usize>> = vec![None];
    let mut orders: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    // Row by row of the head, the groups in each from left to right as the source has them.
    while !parents.is_empty() {
        let mut next = Vec::new();
        for parent in parents {
            let Some(order) = head.order(parent) else { return HeadOrder::Unknown };
            next.extend(order.iter().map(|child| Some(*child)));
            orders.push((parent, order));
        }
        parents = next;
    }
    let mut columns = Vec::new();
    head.leaves(None, &orders, &mut columns);
    if columns.iter().copied().eq(0..band.columns.len()) {
        HeadOrder::AsForm
    } else if columns.len() == band.columns.len() {
        HeadOrder::Other(columns)
    } else {
        HeadOrder::Unknown
    }
}

/// A band's head, and which of its words the source has where.
struct BandHead<'a> {
    band: &'a Band,
    /// For each of the source's words the label that it is.
    words: Vec<(Option<String>, usize)>,
    /// The labels of groups that others are like and that were looked at.
    read: Vec<Vec<String>>,
    /// Each word has a line of its own.
    a_word_a_line: bool,
}

impl<'a> BandHead<'a> {
    fn new(band: &'a Band, words: &[HeadWord]) -> Self {
        let labels: BTreeSet<String> =
            band.headers.iter().map(|header| plain(&header.label)).collect();
        let label = |word: &HeadWord| {
            let said = if word.plain == "合计" { "总计" } else { &word.plain };
            if labels.contains(said) {
                return Some(said.to_owned());
            }
            let long = word.plain.chars().nth(MIN_PIECE - 1).is_some();
            let mut like = labels.iter().filter(|label| {
                long && (label.contains(&word.plain) || word.plain.contains(*label))
            });
            like.next().filter(|_| like.next().is_none()).cloned()
        };
        let words: Vec<_> = words.iter().map(|word| (label(word), word.line)).collect();
        let known: Vec<usize> =
            words.iter().filter(|(label, _)| label.is_some()).map(|(_, line)| *line).collect();
        let lines: BTreeSet<usize> = known.iter().copied().collect();
        Self { band, words, read: Vec::new(), a_word_a_line: lines.len() == known.len() }
    }

    fn header(&self, at: usize) -> &'a Header {
        &self.band.headers[at]
    }

    /// The cells below one of the head, in the form's order.
    fn children(&self, parent: Option<usize>) -> Vec<usize> {
        let (row, columns) = parent.map_or((0, 0..self.band.width), |at| {
            let header = self.header(at);
            (header.row + 1, header.column..header.column + header.columns)
        });
        let is_child = |at: &usize| {
            let header = self.header(*at);
            header.row == row && columns.contains(&header.column) && Some(*at) != parent
        };
        (0..self.band.headers.len()).filter(is_child).collect()
    }

    /// Where the labels of the next group that has them are: places of the source's words, each with
    /// its label's. `None` where groups have the same labels and it cannot be known which is which.
    fn run(&mut self, labels: &[String]) -> Option<Vec<(usize, usize)>> {
        let of_group = |(at, (word, _)): (usize, &(Option<String>, usize))| {
            Some((at, labels.iter().position(|label| word.as_ref() == Some(label))?))
        };
        let said: Vec<(usize, usize)> =
            self.words.iter().enumerate().filter_map(of_group).collect();
        // A word that comes again begins another group, or is a merged cell's in another place.
        let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
        for (at, label) in said {
            let goes_on = |run: &&mut Vec<(usize, usize)>| {
                let same_line =
                    |(other, _): &(usize, usize)| self.words[*other].1 == self.words[at].1;
                run.iter().all(|(_, other)| *other != label)
                    && (self.groups_of(labels) == 1
                        || self.a_word_a_line
                        || run.iter().all(same_line))
            };
            match runs.last_mut().filter(goes_on) {
                Some(run) => run.push((at, label)),
                None => runs.push(vec![(at, label)]),
            }
        }
        let groups = self.groups_of(labels);
        if groups == 1 {
            let mut first: Vec<(usize, usize)> = Vec::new();
            for word in runs.into_iter().flatten() {
                if first.iter().all(|(_, label)| *label != word.1) {
                    first.push(word);
                }
            }
            return Some(first);
        }
        let read = self.read.iter().filter(|other| other.as_slice() == labels).count();
        self.read.push(labels.to_vec());
        let in_order = |run: &Vec<(usize, usize)>| run.iter().is_sorted_by_key(|(_, label)| *label);
        if runs.iter().all(in_order) {
            return Some(Vec::new());
        }
        let whole = runs.iter().all(|run| run.len() == labels.len());
        (whole && runs.len() == groups).then(|| runs.swap_remove(read))
    }

    /// The number of the head's groups that have just these labels.
    fn groups_of(&self, labels: &[String]) -> usize {
        let parents = (0..self.band.headers.len()).map(Some).chain([None]);
        let is_same = |parent: &Option<usize>| {
            let children = self.children(*parent);
            let own = children.iter().map(|child| plain(&self.header(*child).label));
            own.eq(labels.iter().cloned())
        };
        parents.filter(is_same).count()
    }

    /// The cells below one of the head in the source's order; `None` where that cannot be known.
    fn order(&mut self, parent: Option<usize>) -> Option<Vec<usize>> {
        let children = self.children(parent);
        if children.len() < 2 {
            return Some(children);
        }
        let labels: Vec<String> =
            children.iter().map(|child| plain(&self.header(*child).label)).collect();
        let found: Vec<(usize, usize)> =
            self.run(&labels)?.into_iter().map(|(at, label)| (at, children[label])).collect();
        let mut found = found;
        found.sort_unstable_by_key(|(_, child)| *child);
        let against = found.iter().enumerate().flat_map(|(index, (at, child))| {
            let later = found.iter().skip(index + 1).filter(move |(other, _)| other < at);
            later.map(move |(other, sibling)| ((*at, *child), (*other, *sibling)))
        });
        let line = |at: usize| self.words[at].1;
        if let Some(first) = self.before_its_group(parent, &found) {
            let others = children.iter().copied().filter(|child| *child != first);
            return Some(std::iter::once(first).chain(others).collect());
        }
        let is_group = |child: usize| !self.children(Some(child)).is_empty();
        let (mut told, mut doubtful) = (false, false);
        for ((at, child), (other, sibling)) in against {
            if line(at) == line(other) {
                told = true;
            } else if self.a_word_a_line {
                // Text out of a page has what stands higher first: a group before what is beside
                // both of its rows.
                let same = is_group(child) == is_group(sibling);
                (told, doubtful) = (told || same, doubtful || !same);
            }
        }
        if !told {
            return (!doubtful).then_some(children);
        }
        found.sort_unstable();
        (found.len() == children.len()).then(|| found.into_iter().map(|(_, child)| child).collect())
    }

    /// The one child that stands on the line of its group's own word, and before it: 总计 beside
    /// 申请人情况 is before all that is below that.
    fn before_its_group(
        &self,
        parent: Option<usize>,
        children: &[(usize, usize)],
    ) -> Option<usize> {
        let label = plain(&self.header(parent?).label);
        let own = self.words.iter().position(|(word, _)| word.as_ref() == Some(&label))?;
        let mut beside = children.iter().filter(|(at, _)| self.words[*at].1 == self.words[own].1);
        let (at, child) = beside.next().filter(|_| beside.next().is_none())?;
        (*at < own).then_some(*child)
    }

    /// The columns below a cell of the head as the source has them.
    fn leaves(
        &self,
        parent: Option<usize>,
        orders: &[(Option<usize>, Vec<usize>)],
        columns: &mut Vec<usize>,
    ) {
        let below = orders.iter().find(|(own, _)| *own == parent).map(|(_, order)| order);
        match (parent, below.filter(|order| !order.is_empty())) {
            (_, Some(order)) => {
                for child in order {
                    self.leaves(Some(*child), orders, columns);
                }
            }
            (Some(leaf), None) => {
                let place = self.header(leaf).column;
                columns.extend(self.band.columns.iter().position(|column| column.column == place));
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HeadOrder, HeadWord, of};
    use crate::edition;

    /// The order of the columns under a head, a row a line with bars between its cells.
    fn check(table: usize, head: &str, expected: &HeadOrder) {
        let edition = edition::all().last().unwrap();
        let lines = head.lines().enumerate();
        let words = lines
            .flat_map(|(line, text)| text.split('|').map(move |word| HeadWord::new(word, line)));
        let words: Vec<HeadWord> = words.collect();
        assert_eq!(of(&edition.tables[table].bands[0], &words), *expected, "{head}");
    }

    #[test]
    fn columns_as_a_head_has_them() {
        use HeadOrder::{AsForm, Other, Unknown};
        let each = "结果维持|结果纠正|其他结果|尚未审结|总计";
        let ways = "未经复议直接起诉|复议后起诉";
        check(0, "信息内容|本年制发件数|本年废止件数|现行有效件数", &AsForm);
        check(0, "信息内容|现行有效件数|本年制发件数|本年废止件数", &Other(vec![2, 0, 1]));
        check(0, "内容|现行有效|制发件数|废止件数", &Other(vec![2, 0, 1]));
        check(0, "信息内容\n本年废止件数\n本年制发件数\n现行有效件数", &Other(vec![1, 0, 2]));
        // One of the words is another: of that column nobody knows which it is.
        check(0, "信息内容|现行有效件数|本年新增|本年废止件数", &Unknown);
        check(0, "信息内容|本年制发件数|本年增|现行有效件数", &AsForm);
        check(0, "", &AsForm);
        let below = "商业企业|科研机构|社会公益组织|法律服务机构|其他";
        check(1, &format!("申请人情况\n自然人|法人或其他组织|总计\n{below}"), &AsForm);
        let first = Other(vec![6, 0, 1, 2, 3, 4, 5]);
        check(1, &format!("申请人情况\n总计|自然人|法人或其他组织\n{below}"), &first);
        let beside = "总计|申请人情况\n自然人|法人或其他组织";
        check(1, &format!("{beside}\n{below}"), &first);
        check(1, &format!("合计|申请人情况\n自然人|法人或其他组织\n{below}"), &first);
        check(1, &format!("申请人情况|总计\n自然人|法人或其他组织\n{below}"), &AsForm);
        let below_each = below.replace('|', "\n");
        check(1, &format!("总计\n自然人\n法人或其他组织\n{below_each}"), &first);
        check(
            1,
            "自然人|法人或其他组织|总计\n其他|商业企业|科研机构|社会公益组织|法律服务机构",
            &Other(vec![0, 5, 1, 2, 3, 4, 6]),
        );
        // What stands between two rows of the head is in a line of its own.
        // A word that is not known, and words in each place of merged cells, exchange nothing.
        let broken = "结果维持|结果纠正|其他结|尚未审|总计";
        check(2, &format!("行政复议|行政诉讼\n{broken}|{ways}\n{each}|{each}"), &AsForm);
        check(2, &format!("行政复议|行政诉讼\n{each}|{ways}\n{each}|{each}|{each}"), &AsForm);
        check(1, &format!("法人或其他组织\n自然人|总计\n{below}"), &AsForm);
        check(1, &format!("法人或其他组织\n自然人\n总计\n{below_each}"), &Unknown);
        check(2, &format!("行政复议|行政诉讼\n{each}|{ways}\n{each}|{each}"), &AsForm);
        let exchanged: Vec<usize> = (0..5).chain(10..15).chain(5..10).collect();
        check(
            2,
            &format!("行政复议|行政诉讼\n{each}|复议后起诉|未经复议直接起诉\n{each}|{each}"),
            &Other(exchanged),
        );
        let total = "总计|结果维持|结果纠正|其他结果|尚未审结";
        let mut second: Vec<usize> = (0..15).collect();
        second[5..10].copy_from_slice(&[9, 5, 6, 7, 8]);
        check(2, &format!("行政复议|行政诉讼\n{each}|{ways}\n{total}|{each}"), &Other(second));
    }
}
