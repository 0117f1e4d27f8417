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
}

/// All decisions of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Decisions {
    /// The version of the file's shape: 1.
    pub version: u32,
    /// Which units the sums are about: 本级, 本行政区域.
    pub scope: String,
    /// Files bound to units by hand: file name, code.
    pub bindings: BTreeMap<String, String>,
    /// Decisions by the unit's code.
    pub units: BTreeMap<String, Decision>,
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
