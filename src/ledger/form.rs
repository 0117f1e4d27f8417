//! Where a request is counted: the rows and columns of tables three and four, found in an edition
//! by their roles, the form's structure and its labels.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::entry::half_width;
use super::proceedings::{ProceedingResult, ProceedingStage};
use crate::edition::{self, Edition, Role, Table};

/// Tables three and four of an edition, as a ledger counts into them.
#[derive(Debug)]
pub struct LedgerForm {
    edition: Arc<Edition>,
    /// Index of the table of requests, and its rows.
    pub(super) requests: usize,
    pub(super) received: usize,
    pub(super) carried_in: usize,
    pub(super) carried_out: usize,
    outcomes: Vec<OutcomeRow>,
    /// The columns of applicants, by their bare label.
    kinds: BTreeMap<String, usize>,
    /// Index of the table of cases, and its cells.
    pub(super) cases: usize,
    cells: BTreeMap<(ProceedingStage, ProceedingResult), usize>,
}

/// A row of 本年度办理结果 that a request can end in.
#[derive(Debug)]
struct OutcomeRow {
    row: usize,
    /// Bare labels, from the outermost to its own.
    path: Vec<String>,
    /// How it is written where one chooses it: its label, or its path where the label occurs twice.
    choice: String,
}

/// The forms of all editions, oldest first.
static FORMS: LazyLock<Vec<LedgerForm>> =
    LazyLock::new(|| edition::all().iter().filter_map(LedgerForm::new).collect());

/// What offices call an outcome, in words of its label.
fn in_the_forms_words(text: &str) -> Option<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match text.contains("逾期") {
        true if says(&["缴费", "交费", "付费", "缴纳"]) => Some("缴纳费用"),
        true if says(&["补正"]) => Some("逾期不补正"),
        _ => None,
    }
}

/// What offices call kinds of applicants, by the form's labels; only what is surely one of them.
const KINDS: [(&str, &[&str]); 6] = [
    (
        "自然人",
        &[
            "个人",
            "公民",
            "公民个人",
            "个人申请",
            "群众",
            "村民",
            "居民",
            "市民",
            "老百姓",
            "本人",
            "公众",
        ],
    ),
    (
        "商业企业",
        &[
            "企业",
            "公司",
            "有限公司",
            "有限责任公司",
            "股份有限公司",
            "商业公司",
            "企业法人",
            "企业单位",
            "民营企业",
            "私营企业",
            "国有企业",
            "工商企业",
        ],
    ),
    ("科研机构", &["科研院所", "科研单位", "研究所", "研究院", "研究机构", "科学研究机构"]),
    (
        "社会公益组织",
        &["公益组织", "社会公益", "公益机构", "慈善组织", "公益性组织", "社会公益机构"],
    ),
    ("法律服务机构", &["律师事务所", "律所", "法律服务所", "基层法律服务所", "法律服务", "律师所"]),
    ("其他", &["其它", "其他类", "其他组织", "其他申请人"]),
];

impl LedgerForm {
    /// The form of an edition; `None` where it has no such tables.
    #[must_use]
    pub fn new(edition: &Arc<Edition>) -> Option<Self> {
        let by_role = |role| edition.row(role).map(|id| id.row);
        let requests = edition.row(Role::Received)?.table;
        let table = &edition.tables[requests];
        let row_of = |cell: usize| table.cells[cell].row;
        let received = by_role(Role::Received)?;
        let (carried_in, carried_out) = (by_role(Role::CarriedIn)?, by_role(Role::CarriedOut)?);
        let total = by_role(Role::Outcomes)?;
        let summed = |row: usize| {
            let cells = table.rows[row].cells.clone();
            cells.filter_map(|cell| table.cells[cell].sum_of.as_ref())
        };
        let mut rows: Vec<usize> =
            summed(total).flatten().map(|cell| row_of(*cell)).filter(|row| *row != total).collect();
        rows.sort_unstable();
        rows.dedup();
        let columns = &table.band_of(received).columns;
        let of_applicants = table.rows[received].cells.clone();
        let kinds = of_applicants.filter(|cell| table.cells[*cell].sum_of.is_none()).map(|cell| {
            let column = table.cells[cell].column;
            (bare(own(&columns[column].path)), column)
        });
        let cases = edition.cells_of(Role::ReviewTotal).next()?.0;
        Some(Self {
            requests,
            received,
            carried_in,
            carried_out,
            outcomes: outcomes(table, &rows),
            kinds: kinds.collect(),
            cases,
            cells: case_cells(&edition.tables[cases]),
            edition: edition.clone(),
        })
    }

    /// The form of a built-in edition; `None` where it has no such tables.
    #[must_use]
    pub fn of(edition: &Edition) -> Option<&'static Self> {
        FORMS.iter().find(|form| *form.edition == *edition)
    }

    /// The form that serves a year, or the nearest one before or after.
    ///
    /// # Panics
    /// Where no edition has tables of requests: a test reads every built-in one.
    #[must_use]
    pub fn for_year(year: i16) -> &'static Self {
        let year = u16::try_from(year).unwrap_or_default();
        let serving = FORMS.iter().find(|form| form.edition.serves(year));
        let earlier = || FORMS.iter().rev().find(|form| form.edition.first_year <= year);
        serving.or_else(earlier).or(FORMS.first()).unwrap_or_else(|| unreachable!("an edition"))
    }

    /// The edition.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// The kinds of applicants, as the form labels them, in its order.
    #[must_use]
    pub fn kinds(&self) -> Vec<&str> {
        let columns = &self.table().band_of(self.received).columns;
        let mut indices: Vec<usize> = self.kinds.values().copied().collect();
        indices.sort_unstable();
        indices.into_iter().map(|column| own(&columns[column].path)).collect()
    }

    /// The outcomes, in the order of the form, as they are written where one chooses one.
    #[must_use]
    pub fn outcomes(&self) -> Vec<&str> {
        self.outcomes.iter().map(|outcome| outcome.choice.as_str()).collect()
    }

    /// The column of a kind of applicant as it was written: by its label, with or without the
    /// group that it is in, or by what offices surely mean by it (公民, 公司).
    #[must_use]
    pub fn kind(&self, text: &str) -> Option<usize> {
        let own = self.kind_by_label(text);
        own.or_else(|| self.kind_by_label(self.called(text)?.1))
    }

    fn kind_by_label(&self, text: &str) -> Option<usize> {
        let exact = self.kinds.get(&bare(text));
        let last = || self.kinds.get(&bare(segments(text).last()?));
        exact.or_else(last).copied()
    }

    /// Where a kind of applicant is not written as the form has it but surely is one of its kinds:
    /// what it is called, and the form's label. 公民 → 自然人.
    #[must_use]
    pub fn called(&self, text: &str) -> Option<(&'static str, &'static str)> {
        if self.kind_by_label(text).is_some() {
            return None;
        }
        let written = bare(text);
        KINDS.iter().find_map(|(label, words)| {
            let word = words.iter().find(|word| **word == written)?;
            Some((*word, *label))
        })
    }

    /// The row of an outcome as it was written: by its label with or without number, brackets and
    /// what stands in them, by its path, or by a part of four characters or more that stands in one
    /// label only. `None` where it is none of them, or could be several.
    #[must_use]
    pub fn outcome(&self, text: &str) -> Option<usize> {
        // Most are as they were chosen, and a ledger has many.
        if let Some(chosen) = self.outcomes.iter().find(|outcome| outcome.choice == text) {
            return Some(chosen.row);
        }
        let own = |text: &str| self.own_outcome(text).or_else(|| self.outcome_of_others(text));
        own(text).or_else(|| own(in_the_forms_words(text)?))
    }

    fn own_outcome(&self, text: &str) -> Option<usize> {
        let whole = bare(text);
        if whole.is_empty() {
            return None;
        }
        let one = |matches: &dyn Fn(&OutcomeRow) -> bool| {
            let mut found = self.outcomes.iter().filter(|outcome| matches(outcome));
            match (found.next(), found.next()) {
                (Some(outcome), None) => Some(outcome.row),
                _ => None,
            }
        };
        let label = |outcome: &OutcomeRow| own(&outcome.path) == whole;
        let path: Vec<String> = segments(text).map(bare).filter(|part| !part.is_empty()).collect();
        let by_path = |outcome: &OutcomeRow| path.len() > 1 && outcome.path.ends_with(&path);
        let part = path.last().map_or("", String::as_str);
        let groups = path.split_last().map_or(&[][..], |(_, groups)| groups);
        let by_part = |outcome: &OutcomeRow| {
            part.chars().count() >= 4
                && own(&outcome.path).contains(part)
                && groups.iter().all(|group| outcome.path.contains(group))
        };
        one(&label).or_else(|| one(&by_path)).or_else(|| one(&by_part))
    }

    /// An outcome that only another edition has: counted in the row of the same id, or where its
    /// group is one row here.
    fn outcome_of_others(&self, text: &str) -> Option<usize> {
        FORMS.iter().filter(|form| form.edition != self.edition).find_map(|other| {
            let row = other.own_outcome(text)?;
            let there = other.outcomes.iter().find(|outcome| outcome.row == row)?;
            self.outcomes.iter().find_map(|outcome| {
                let group = there.path.len() > 1 && there.path.contains(outcome.path.last()?);
                group.then_some(outcome.row)
            })
        })
    }

    /// Whether an outcome is that the applicant did not correct the request in time.
    #[must_use]
    pub(super) fn is_not_corrected(&self, row: usize) -> bool {
        own(&self.table().rows[row].path).contains("逾期不补正")
    }

    /// Whether an outcome is that the applicant did not pay in time.
    #[must_use]
    pub(super) fn is_unpaid(&self, row: usize) -> bool {
        own(&self.table().rows[row].path).contains("缴纳费用")
    }

    /// The cell of a case in table four.
    #[must_use]
    pub(super) fn case_cell(
        &self,
        stage: ProceedingStage,
        result: ProceedingResult,
    ) -> Option<usize> {
        self.cells.get(&(stage, result)).copied()
    }

    /// A row's label, as the form has it.
    #[must_use]
    pub fn row_label(&self, row: usize) -> &str {
        own(&self.table().rows[row].path)
    }

    /// How the outcome of a row is written where one chooses it.
    #[must_use]
    pub fn choice(&self, row: usize) -> &str {
        let found = self.outcomes.iter().find(|outcome| outcome.row == row);
        found.map_or("", |outcome| outcome.choice.as_str())
    }

    fn table(&self) -> &Table {
        &self.edition.tables[self.requests]
    }
}

fn outcomes(table: &Table, rows: &[usize]) -> Vec<OutcomeRow> {
    let paths: Vec<Vec<String>> = rows
        .iter()
        .map(|row| table.rows[*row].path.iter().map(|part| bare(part)).collect())
        .collect();
    let made = rows.iter().zip(&paths).map(|(row, path)| {
        let label = own(path);
        let twice = paths.iter().filter(|other| own(other) == label).count() > 1;
        let full = &table.rows[*row].path;
        // A label of one or two characters says nothing without its group.
        let choice = match full.as_slice() {
            [.., group, own] if twice || label.chars().count() <= 2 => format!("{group}/{own}"),
            full => own(full).to_owned(),
        };
        OutcomeRow { row: *row, path: path.clone(), choice }
    });
    made.collect()
}

fn case_cells(table: &Table) -> BTreeMap<(ProceedingStage, ProceedingResult), usize> {
    let mut cells = BTreeMap::new();
    for index in 0..table.cells.len() {
        let path = &table.column_of(index).path;
        let stage = ProceedingStage::ALL
            .into_iter()
            .find(|stage| path.iter().any(|label| label == stage.word()));
        let result = ProceedingResult::ALL.into_iter().find(|result| own(path) == result.word());
        if let (Some(stage), Some(result)) = (stage, result) {
            cells.insert((stage, result), index);
        }
    }
    cells
}

fn own(path: &[String]) -> &str {
    path.last().map_or("", String::as_str)
}

/// The parts of a path: （六）其他处理/3.其他.
fn segments(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(['/', '／', '›', '>', '＞', '—', '－', '-', '：', ':', '\\'])
}

/// A label without its number, what is in brackets behind it, quotes and white space.
fn bare(label: &str) -> String {
    let text: String = label
        .chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '‘' | '’'))
        .collect();
    let numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let mut rest = text.as_str();
    if let Some((number, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && number.chars().all(numeral)
    {
        rest = behind;
    } else if let Some((number, behind)) = rest.split_once(['.', '、', ','])
        && !number.is_empty()
        && number.chars().all(numeral)
    {
        rest = behind;
    }
    match rest.split_once('(') {
        Some((before, _)) if !before.is_empty() => before.to_owned(),
        _ => rest.to_owned(),
    }
}
