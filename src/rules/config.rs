//! What a locality may set about the rules; kept outside the report.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ALL, Rule};
use crate::finding::Severity;
use crate::font::Choice;

/// Which rules are asked, and with what measures. The default is what the mandate and practice
/// ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Codes of the rules that are switched off. What blocks saving stays on.
    pub off: BTreeSet<String>,
    /// R05: so many decimal places an amount of money may have, at most 4. More than these have to
    /// be mended; more than 4 block saving.
    pub money_decimals: u8,
    /// R14: a section with fewer characters than this is a token sentence.
    pub token_sentence: usize,
    /// R26: month and day on which the report is due; a later signature is told.
    pub due: (u8, u8),
    /// R33: a run of so many characters that is said twice is told.
    pub repeated_run: usize,
    /// R39: from so many percent alike a section is told to be last year's.
    pub similar_percent: u8,
    /// R42: a figure that comes from 0 is told from this value on; one that changed, where the
    /// change is as much as this.
    pub jump_from: u32,
    /// R42: and is so many times, or one so manieth, of last year's.
    pub jump_times: u32,
    /// R43: the faces that documents are set in; a choice of the clerk's, not of the locality's.
    #[serde(skip)]
    pub faces: Choice,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            off: BTreeSet::new(),
            money_decimals: 4,
            token_sentence: 30,
            due: (1, 31),
            repeated_run: 18,
            similar_percent: 90,
            jump_from: 10,
            jump_times: 5,
            faces: Choice::Builtin,
        }
    }
}

impl Config {
    /// Reads a file of rules (RON): any of the fields, the others as by default.
    ///
    /// # Errors
    /// What is wrong with it and in which line, for a clerk.
    pub fn read(text: &str) -> Result<Self, String> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let config: Self = options
            .from_str(text)
            .map_err(|error| format!("第 {} 行读不懂：{}", error.span.start.line, error.code))?;
        config.fault().map_or(Ok(config), Err)
    }

    /// What cannot be set so, in a clerk's words.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let rule = |code: &String| ALL.iter().find(|rule| rule.code == code);
        for code in &self.off {
            match rule(code) {
                None => return Some(format!("没有编号为“{code}”的规则")),
                Some(rule) if rule.severity == Severity::Blocks => {
                    return Some(format!("{code} 是不能保存的问题，不能停用"));
                }
                Some(_) => {}
            }
        }
        let (month, day) = self.due;
        if self.money_decimals > 4 {
            Some("money_decimals 最多是 4".into())
        } else if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            Some(format!("due 是月和日，没有 {month} 月 {day} 日"))
        } else if !(50..=100).contains(&self.similar_percent) {
            Some("similar_percent 应在 50 至 100 之间".into())
        } else if self.jump_times < 2 || self.repeated_run < 6 {
            Some("jump_times 至少是 2，repeated_run 至少是 6".into())
        } else {
            None
        }
    }

    /// Whether a rule is asked.
    #[must_use]
    pub fn asks(&self, rule: &Rule) -> bool {
        rule.severity == Severity::Blocks || !self.off.contains(rule.code)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn files_of_rules() {
        assert_eq!(Config::read("()"), Ok(Config::default()));
        let read = Config::read("(off: [\"R43\"], similar_percent: 95)").unwrap();
        assert!(read.off.contains("R43") && read.similar_percent == 95 && read.repeated_run == 18);
        for (text, told) in [
            ("(of: [])", "第 1 行"),
            ("(off: [\"R99\"])", "没有编号为“R99”的规则"),
            ("(off: [\"R03\"])", "R03 是不能保存的问题"),
            ("(money_decimals: 5)", "最多是 4"),
            ("(due: (13, 1))", "没有 13 月 1 日"),
            ("(jump_times: 1)", "至少是 2"),
            ("(similar_percent: 0)", "50 至 100"),
        ] {
            let fault = Config::read(text).unwrap_err();
            assert!(fault.contains(told), "{text}: {fault}");
        }
    }
}
