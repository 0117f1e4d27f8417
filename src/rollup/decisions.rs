//! What the county's office has decided: the content of `汇总.nianbao-rollup`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What was decided of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecisionKind {
    /// 退回: to be mended and sent again.
    Returned,
    /// The report was accepted (通过).
    Accepted,
    /// 不纳入: its figures are not summed.
    LeftOut,
}

impl DecisionKind {
    /// The name of the decision in JSON and files; a contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::LeftOut => "left-out",
        }
    }

    /// The decision in a clerk's words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Returned => "退回",
            Self::Accepted => "通过",
            Self::LeftOut => "不纳入",
        }
    }
}

/// One decision, with its reason and day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What was decided.
    pub kind: DecisionKind,
    /// Why; may be empty where it was accepted.
    #[serde(default)]
    pub reason: String,
    /// The day, as in 2026-01-20.
    #[serde(default)]
    pub date: String,
    /// When the file that was decided on was last changed, in seconds; 0 where that is not known.
    #[serde(default)]
    pub seen: u64,
}

impl Decision {
    /// Whether the unit has sent something else since: its file was changed at another moment than
    /// the one that was decided on.
    #[must_use]
    pub fn is_overtaken(&self, modified: u64) -> bool {
        self.seen != 0 && modified != 0 && self.seen != modified
    }
}

/// All decisions of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Decisions {
    /// The version of the file's shape: 1.
    pub version: u32,
    /// The year reported on; 0 where it was never said.
    pub year: u16,
    /// Which units the sums are about: 本级, 本行政区域.
    pub scope: String,
    /// Files bound to units by hand: file name, code.
    pub bindings: BTreeMap<String, String>,
    /// Decisions by the unit's code.
    pub units: BTreeMap<String, Decision>,
    /// Which of several files of a unit counts: the unit's code, file name.
    pub chosen: BTreeMap<String, String>,
    /// 已含于, as decided in place of the register: the unit's code, the code of the unit whose report
    /// contains its figures; empty where none does.
    pub contained: BTreeMap<String, String>,
    /// Last year's folder, as seen from this one, to be compared with; empty where none is.
    pub last: String,
    /// The register, as seen from the folder; empty where the folder's own counts.
    pub register: String,
    /// The county's own published report, as seen from the folder, to be held against the sums; empty where
    /// there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub published: String,
}

/// One change of what was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionChange {
    /// Decides about a unit, by its code, or takes the decision back.
    Decide(String, Option<Decision>),
    /// Binds a file, by its name, to a unit's code, or to none.
    Bind(String, Option<String>),
    /// Says which file of a unit counts, or that the newest does.
    Choose(String, Option<String>),
    /// Says whose report contains a unit's figures: `Some("")` is nobody's, `None` as the register
    /// has it.
    Contain(String, Option<String>),
    /// Says which units the sums are about.
    Scope(String),
    /// Says the year.
    Year(u16),
    /// Says where last year's folder is.
    Last(String),
    /// Says where the register is.
    Register(String),
    /// Says where the county's own published report is.
    Published(String),
    /// Makes several changes at once.
    Several(Vec<DecisionChange>),
}

/// The decisions cannot be read: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionsError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for DecisionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "汇总文件第 {} 行读不出来：{}。请改用备份，或者移走它重新决定。",
            self.line, self.problem
        )
    }
}

impl std::error::Error for DecisionsError {}

impl Decisions {
    /// The name of the file in a roll-up's folder.
    pub const FILE: &'static str = "汇总.nianbao-rollup";

    /// Reads the file's text.
    ///
    /// # Errors
    /// The line, and what is wrong there; a version that this program does not know.
    pub fn read(text: &str) -> Result<Self, DecisionsError> {
        let decisions: Self = ron::from_str(text).map_err(|error| DecisionsError {
            line: error.span.start.line,
            problem: format!("写法不对（{}）", error.code),
        })?;
        if decisions.version > 1 {
            return Err(DecisionsError { line: 1, problem: "它由更新的程序写出".into() });
        }
        Ok(decisions)
    }

    /// The year reported on, or another where none was said.
    #[must_use]
    pub fn year_or(&self, other: u16) -> u16 {
        if self.year == 0 { other } else { self.year }
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let this = Self { version: 1, ..self.clone() };
        // Maps of words and numbers: there is nothing in them that RON cannot say.
        let text = ron::ser::to_string_pretty(&this, ron::ser::PrettyConfig::new());
        format!("// 年报汇总的决定，由程序改写。\n{}\n", text.unwrap_or_default())
    }

    /// Makes a change.
    pub fn apply(&mut self, change: &DecisionChange) {
        fn put<T: Clone>(map: &mut BTreeMap<String, T>, key: &str, value: Option<&T>) {
            match value {
                Some(value) => map.insert(key.to_owned(), value.clone()),
                None => map.remove(key),
            };
        }
        match change {
            DecisionChange::Decide(code, decision) => put(&mut self.units, code, decision.as_ref()),
            DecisionChange::Bind(file, code) => put(&mut self.bindings, file, code.as_ref()),
            DecisionChange::Choose(code, file) => put(&mut self.chosen, code, file.as_ref()),
            DecisionChange::Contain(code, whole) => put(&mut self.contained, code, whole.as_ref()),
            DecisionChange::Scope(scope) => self.scope.clone_from(scope),
            DecisionChange::Year(year) => self.year = *year,
            DecisionChange::Last(last) => self.last.clone_from(last),
            DecisionChange::Register(register) => self.register.clone_from(register),
            DecisionChange::Published(file) => self.published.clone_from(file),
            DecisionChange::Several(changes) => {
                for change in changes {
                    self.apply(change);
                }
            }
        }
    }

    /// Whether somebody has changed, since `known`, the very thing that a change is about.
    #[must_use]
    pub fn collides(&self, known: &Self, change: &DecisionChange) -> bool {
        let (a, b) = (self, known);
        match change {
            DecisionChange::Decide(code, _) => a.units.get(code) != b.units.get(code),
            DecisionChange::Bind(file, _) => a.bindings.get(file) != b.bindings.get(file),
            DecisionChange::Choose(code, _) => a.chosen.get(code) != b.chosen.get(code),
            DecisionChange::Contain(code, _) => a.contained.get(code) != b.contained.get(code),
            DecisionChange::Scope(_) => a.scope != b.scope,
            DecisionChange::Year(_) => a.year != b.year,
            DecisionChange::Last(_) => a.last != b.last,
            DecisionChange::Register(_) => a.register != b.register,
            DecisionChange::Published(_) => a.published != b.published,
            DecisionChange::Several(changes) => changes.iter().any(|one| a.collides(b, one)),
        }
    }

    /// The codes of the units about which somebody has decided since `known`.
    #[must_use]
    pub fn decided_since(&self, known: &Self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        let mut add = |code: &String, differs: bool| {
            if differs && !codes.contains(code) {
                codes.push(code.clone());
            }
        };
        for code in self.units.keys().chain(known.units.keys()) {
            add(code, self.units.get(code) != known.units.get(code));
        }
        for code in self.contained.keys().chain(known.contained.keys()) {
            add(code, self.contained.get(code) != known.contained.get(code));
        }
        for code in self.chosen.keys().chain(known.chosen.keys()) {
            add(code, self.chosen.get(code) != known.chosen.get(code));
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::{DecisionKind, Decisions};

    #[test]
    fn decisions_are_read_or_refused_with_their_line() {
        let text = "(version: 1, scope: \"本级\", bindings: {\"a.docx\": \"01\"},\n\
                    units: {\"02\": (kind: LeftOut, reason: \"非行政机关\", date: \"2026-01-20\")})";
        let decisions = Decisions::read(text).unwrap();
        assert_eq!(decisions.units["02"].kind, DecisionKind::LeftOut);
        assert_eq!(decisions.bindings["a.docx"], "01");
        assert_eq!(Decisions::read("(version: 1,\nno)").unwrap_err().line, 2);
        assert!(Decisions::read("(version: 2)").unwrap_err().problem.contains("更新的程序"));
    }
}
