//! The board: a row a unit, in bands by kind, as it is filtered and searched.

use std::collections::BTreeMap;

use crate::edition::{Edition, Role};
use crate::report::Amount;
use crate::report::place::CellId;
use crate::rollup::{DecisionKind, RollUp, Submission, UnitResult, UnitState};

/// Which units the board shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardFilter {
    /// 全部.
    #[default]
    All,
    /// 未交.
    Missing,
    /// 不能用: cannot be read, of another year, of another form.
    Unusable,
    /// 不平衡.
    Unbalanced,
    /// 有错.
    Errors,
    /// 重复报送.
    Duplicate,
    /// 待审: sound, and nothing decided.
    Waiting,
    /// 退回.
    Returned,
    /// 已通过.
    Accepted,
    /// 不纳入, or contained in another's.
    LeftOut,
    /// 雷同.
    Alike,
}

impl BoardFilter {
    /// All, in order.
    pub const ALL: [Self; 11] = [
        Self::All,
        Self::Missing,
        Self::Waiting,
        Self::Unusable,
        Self::Unbalanced,
        Self::Errors,
        Self::Duplicate,
        Self::Returned,
        Self::Accepted,
        Self::LeftOut,
        Self::Alike,
    ];

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "全部",
            Self::Missing => "未交",
            Self::Unusable => "不能用",
            Self::Unbalanced => "不平衡",
            Self::Errors => "有错",
            Self::Duplicate => "重复报送",
            Self::Waiting => "待审",
            Self::Returned => "退回",
            Self::Accepted => "已通过",
            Self::LeftOut => "不纳入",
            Self::Alike => "雷同",
        }
    }

    fn shows(self, unit: &UnitResult, shown: &BoardUnit) -> bool {
        let decided = shown.decision(unit);
        let undecided = |state: UnitState| decided.is_none() && unit.state == state;
        match self {
            Self::All => true,
            Self::Missing => unit.counts() && undecided(UnitState::Missing),
            Self::Unusable => {
                undecided(UnitState::Unreadable)
                    || undecided(UnitState::WrongYear)
                    || undecided(UnitState::WrongEdition)
            }
            Self::Unbalanced => undecided(UnitState::Unbalanced),
            Self::Errors => decided.is_none() && unit.findings.errors > 0,
            Self::Duplicate => undecided(UnitState::Duplicate),
            Self::Waiting => undecided(UnitState::Warnings) || undecided(UnitState::Clean),
            Self::Returned => decided == Some(DecisionKind::Returned),
            Self::Accepted => decided == Some(DecisionKind::Accepted),
            Self::LeftOut => !unit.counts(),
            Self::Alike => shown.alike.is_some(),
        }
    }
}

/// A row of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardRow {
    /// A kind of unit, with how many there are and how many were accepted.
    Band {
        /// 乡镇, 街道; empty where the register says none.
        kind: String,
        /// How many units of the kind are shown.
        units: usize,
        /// How many of them were accepted.
        accepted: usize,
    },
    /// A unit, by its index.
    Unit(usize),
    /// A file that belongs to none, by its name.
    File(String),
}

impl BoardRow {
    /// Whether it can be gone to.
    #[must_use]
    pub fn is_target(&self) -> bool {
        !matches!(self, Self::Band { .. })
    }
}

/// What the board shows of a unit beside its state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardUnit {
    /// 新收, 上年结转, 办结, 结转下年度 of all applicants; `None` where nothing is written.
    pub figures: [Option<Amount>; 4],
    /// When its file came, in seconds.
    pub modified: u64,
    /// The unit whose text is most alike, by its index, and how much, in percent.
    pub alike: Option<(usize, u8)>,
    /// What the link to last year says, where it does not hold.
    pub last: Option<String>,
}

impl BoardUnit {
    /// What was decided of the unit, as far as it is about what the unit has sent now.
    #[must_use]
    pub fn decision(&self, unit: &UnitResult) -> Option<DecisionKind> {
        let decision = unit.decision.as_ref()?;
        let stands =
            decision.kind == DecisionKind::LeftOut || !decision.is_overtaken(self.modified);
        stands.then_some(decision.kind)
    }
}

/// What the board shows besides the roll-up itself.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// One for each unit.
    pub units: Vec<BoardUnit>,
    /// The sums of the four key figures.
    pub sums: [Option<Amount>; 4],
    /// How many units each filter shows.
    pub counts: Vec<(BoardFilter, usize)>,
    /// 应交, 已交, 未交, 退回.
    pub due: [usize; 4],
}

impl Board {
    /// What the board shows of a roll-up.
    #[must_use]
    pub fn of(result: &RollUp, submissions: &[Submission]) -> Self {
        let key = key_cells(&result.edition);
        let of = |unit: &UnitResult| {
            let mut shown = BoardUnit::default();
            for received in unit.received(submissions) {
                for (cell, figure) in key.iter().zip(&mut shown.figures) {
                    *figure = cell.and_then(|cell| received.figures.get(cell)).or(*figure);
                }
            }
            let sent = submissions.iter().find(|s| Some(&s.file) == unit.file.as_ref());
            shown.modified = sent.map_or(0, |submission| submission.modified);
            shown
        };
        let by_file: BTreeMap<&str, u64> =
            submissions.iter().map(|s| (s.file.as_str(), s.modified)).collect();
        let mut units: Vec<BoardUnit> = result
            .units
            .iter()
            .map(|unit| match (&unit.file, unit.parts.is_empty()) {
                (Some(file), true) => {
                    let modified = by_file.get(file.as_str()).copied().unwrap_or_default();
                    BoardUnit { modified, ..BoardUnit::default() }
                }
                (None, true) => BoardUnit::default(),
                _ => of(unit),
            })
            .collect();
        for pair in &result.alike {
            for (unit, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let Some(shown) = units.get_mut(unit) else { continue };
                if shown.alike.is_none_or(|(_, percent)| percent < pair.percent) {
                    shown.alike = Some((other, pair.percent));
                }
            }
        }
        let codes: BTreeMap<&str, usize> = result
            .units
            .iter()
            .enumerate()
            .map(|(index, unit)| (unit.unit.code.as_str(), index))
            .collect();
        for problem in result.problems.iter().filter(|problem| problem.code == "R07") {
            let unit = codes.get(problem.unit.as_str()).and_then(|index| units.get_mut(*index));
            if let Some(shown) = unit {
                shown.last = Some(problem.message.clone());
            }
        }
        let sums = key.map(|cell| {
            let sum = result.sums.iter().find(|sum| Some(sum.cell) == cell);
            sum.and_then(|sum| sum.total)
        });
        let shows = |filter: BoardFilter| {
            let all = result.units.iter().zip(&units);
            all.filter(|(unit, shown)| filter.shows(unit, shown)).count()
        };
        let counts = BoardFilter::ALL.map(|filter| (filter, shows(filter))).to_vec();
        Self { sums, counts, due: due(result, &units), units }
    }

    /// The rows, filtered and searched; files that belong to no unit stand last.
    #[must_use]
    pub fn rows(&self, result: &RollUp, filter: BoardFilter, words: &str) -> Vec<BoardRow> {
        let words = words.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&words);
        let found = |unit: &UnitResult| {
            words.is_empty()
                || has(&unit.unit.name)
                || has(&unit.unit.code)
                || unit.file.as_deref().is_some_and(has)
        };
        let mut kinds: Vec<(&str, Vec<usize>)> = Vec::new();
        for (index, (unit, shown)) in result.units.iter().zip(&self.units).enumerate() {
            if !filter.shows(unit, shown) || !found(unit) {
                continue;
            }
            let kind = unit.unit.kind.as_str();
            match kinds.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, units)) => units.push(index),
                None => kinds.push((kind, vec![index])),
            }
        }
        let mut rows = Vec::new();
        for (kind, units) in kinds {
            let is_accepted = |index: &&usize| {
                let decision = self.units[**index].decision(&result.units[**index]);
                decision == Some(DecisionKind::Accepted)
            };
            let accepted = units.iter().filter(is_accepted).count();
            rows.push(BoardRow::Band { kind: kind.to_owned(), units: units.len(), accepted });
            rows.extend(units.into_iter().map(BoardRow::Unit));
        }
        let of_units: std::collections::BTreeSet<&String> =
            result.units.iter().filter_map(|unit| unit.file.as_ref()).collect();
        let strays = result.unmatched.iter().filter(|file| !of_units.contains(file));
        if matches!(filter, BoardFilter::All | BoardFilter::Unusable) {
            rows.extend(strays.filter(|file| has(file)).cloned().map(BoardRow::File));
        }
        rows
    }

    /// How many units a filter shows.
    #[must_use]
    pub fn count(&self, filter: BoardFilter) -> usize {
        self.counts.iter().find(|(of, _)| *of == filter).map_or(0, |(_, count)| *count)
    }
}

/// 新收, 上年结转, 办结, 结转下年度 of all applicants.
fn key_cells(edition: &Edition) -> [Option<CellId>; 4] {
    [Role::Received, Role::CarriedIn, Role::Outcomes, Role::CarriedOut].map(|role| {
        let at = edition.row(role)?;
        let index = edition.tables.get(at.table)?.row_total(at.row)?;
        Some(CellId { table: at.table, index })
    })
}

/// 应交, 已交, 未交 and 退回 of the units that count: the first is the sum of the others.
fn due(result: &RollUp, shown: &[BoardUnit]) -> [usize; 4] {
    let mut due = [0; 4];
    let all = result.units.iter().zip(shown);
    for (unit, shown) in all.filter(|(unit, _)| unit.counts()) {
        let at = match unit.state {
            _ if shown.decision(unit) == Some(DecisionKind::Returned) => 3,
            UnitState::Missing => 2,
            _ => 1,
        };
        due[0] += 1;
        due[at] += 1;
    }
    due
}

/// Whether a unit waits for a decision.
#[must_use]
pub fn is_open(unit: &UnitResult, shown: &BoardUnit) -> bool {
    unit.counts() && shown.decision(unit).is_none() && unit.state != UnitState::Missing
}
