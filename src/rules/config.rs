//! What a locality may set about the rules; kept outside the report. A file of rules is a local
//! profile: its name, the notice it comes from, its dates, and what it asks beyond the form.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::config_fault::ConfigFault;
use super::{ALL, Rule};
use crate::finding::Severity;
use crate::font::Choice;
use crate::ledger::Tally;

/// Which rules are asked, and with what measures. The default is what the mandate and practice
/// ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What the profile is called: 国家格式, 武威.
    pub name: String,
    /// The notice that the profile comes from.
    pub notice: String,
    /// The days that the profile sets.
    pub dates: Dates,
    /// Codes of the rules that are switched off. What blocks saving stays on.
    pub off: BTreeSet<String>,
    /// R05: how many decimal places an amount of money may have, at most 4. More than these have to
    /// be mended; more than 4 block saving.
    pub money_decimals: u8,
    /// R14: a section with fewer characters than this is a token sentence.
    pub token_sentence: usize,
    /// R26: month and day on which the report is due; a later signature is reported.
    pub due: (u8, u8),
    /// R33: a run of this many characters that occurs twice is reported.
    pub repeated_run: usize,
    /// R39: a section that is this many percent or more like last year's is reported.
    pub similar_percent: u8,
    /// R42: a figure that was 0 last year is reported from this value on; one that changed, where the
    /// change is as much as this.
    pub jump_from: u32,
    /// R42: the factor up or down from last year's figure from which on a figure is reported.
    pub jump_times: u32,
    /// R44: whether table two counts decisions that are lawfully not published as well, so that no
    /// more can have been published than it counts.
    pub all_decisions: bool,
    /// R52: the most characters of section one; 0 where nothing is asked.
    pub section_one_most: usize,
    /// R52: figures that section one has to give.
    pub section_one_figures: Vec<RequiredFigure>,
    /// R65: the office's own list of words that are written wrong.
    pub words: Vec<Word>,
    /// R43: the faces that documents are set in; a choice of the clerk's, not of the locality's.
    #[serde(skip)]
    pub faces: Choice,
    /// R62: what the ledger of requests gives for the report's year, where one is known.
    #[serde(skip)]
    pub ledger: Option<Arc<Tally>>,
}

/// The days of a year's reports, each as month and day, where a profile sets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dates {
    /// Until when units hand in their reports.
    pub units: Option<(u8, u8)>,
    /// Until when a report is published.
    pub publication: Option<(u8, u8)>,
    /// Until when the report that sums up all units is published.
    pub rollup: Option<(u8, u8)>,
}

/// A word that is written wrong, and how it should be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Word {
    /// The word as it is written wrong.
    pub wrong: String,
    /// The word as it should be written.
    pub right: String,
    /// Why; may be empty.
    pub note: String,
}

impl Word {
    fn fault(&self) -> Option<ConfigFault> {
        let Self { wrong, right, .. } = self;
        if wrong.trim().is_empty() || right.trim().is_empty() {
            let there = if wrong.is_empty() { right } else { wrong };
            return Some(ConfigFault::HalfWord(there.clone()));
        }
        let useless = right.contains(wrong.as_str());
        useless.then(|| ConfigFault::UselessWord { wrong: wrong.clone(), right: right.clone() })
    }
}

/// A figure that section one has to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequiredFigure {
    /// 规章和行政规范性文件制发.
    Made,
    /// 规章和行政规范性文件废止.
    Repealed,
    /// 规章和行政规范性文件现行有效.
    InForce,
    /// 政府网站、政务新媒体平台.
    Platforms,
    /// 政府信息公开专区.
    Zones,
    /// 政府公报.
    Gazettes,
}

impl RequiredFigure {
    /// Every figure that can be asked for.
    pub const ALL: [Self; 6] =
        [Self::Made, Self::Repealed, Self::InForce, Self::Platforms, Self::Zones, Self::Gazettes];

    /// The figure's name in a clerk's words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Made => "规章、行政规范性文件制发件数",
            Self::Repealed => "规章、行政规范性文件废止件数",
            Self::InForce => "规章、行政规范性文件现行有效件数",
            Self::Platforms => "公开平台",
            Self::Zones => "公开专区",
            Self::Gazettes => "政府公报",
        }
    }

    /// One word of each of these groups is in a sentence that gives it.
    pub(super) fn words(self) -> &'static [&'static [&'static str]] {
        const DOCUMENTS: &[&str] = &["规范性文件", "规章"];
        match self {
            Self::Made => &[DOCUMENTS, &["制发", "制定", "出台", "印发"]],
            Self::Repealed => &[DOCUMENTS, &["废止", "失效"]],
            Self::InForce => &[DOCUMENTS, &["现行有效", "继续有效"]],
            Self::Platforms => &[&["平台", "网站", "新媒体"]],
            Self::Zones => &[&["专区", "查阅点", "公开区"]],
            Self::Gazettes => &[&["公报"]],
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            notice: String::new(),
            dates: Dates::default(),
            off: BTreeSet::new(),
            money_decimals: 4,
            token_sentence: 30,
            due: (1, 31),
            repeated_run: 18,
            similar_percent: 90,
            jump_from: 10,
            jump_times: 5,
            all_decisions: false,
            section_one_most: 0,
            section_one_figures: Vec::new(),
            words: Vec::new(),
            faces: Choice::Builtin,
            ledger: None,
        }
    }
}

impl Config {
    /// Reads a file of rules (RON): any of the fields, the others as by default.
    ///
    /// # Errors
    /// Where it is no RON of that shape, with the line, or asks for what cannot be set.
    pub fn read(text: &str) -> Result<Self, ConfigFault> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let mut config: Self = options.from_str(text).map_err(|error| ConfigFault::Unreadable {
            line: error.span.start.line,
            reason: error.code.to_string(),
        })?;
        if let Some(publication) = config.dates.publication {
            config.due = publication;
        }
        config.fault().map_or(Ok(config), Err)
    }

    /// The first setting that no rule can be asked with; `None` where all can.
    #[must_use]
    pub fn fault(&self) -> Option<ConfigFault> {
        for code in &self.off {
            match ALL.iter().find(|rule| rule.code == code) {
                None => return Some(ConfigFault::UnknownRule(code.clone())),
                Some(rule) if rule.severity == Severity::Blocks => {
                    return Some(ConfigFault::StaysOn(rule.code));
                }
                Some(_) => {}
            }
        }
        let Dates { units, publication, rollup } = self.dates;
        let is_day = |(month, day)| (1..=12).contains(&month) && (1..=31).contains(&day);
        let mut days = [Some(self.due), units, publication, rollup].into_iter().flatten();
        self.words.iter().find_map(Word::fault).or_else(|| {
            if self.money_decimals > 4 {
                Some(ConfigFault::MoneyDecimals)
            } else if let Some((month, day)) = days.find(|day| !is_day(*day)) {
                Some(ConfigFault::NoSuchDay { month, day })
            } else if !(50..=100).contains(&self.similar_percent) {
                Some(ConfigFault::SimilarPercent)
            } else {
                (self.jump_times < 2 || self.repeated_run < 6).then_some(ConfigFault::TooSmall)
            }
        })
    }

    /// Whether a rule is asked.
    #[must_use]
    pub fn asks(&self, rule: &Rule) -> bool {
        rule.severity == Severity::Blocks || !self.off.contains(rule.code)
    }
}

/// The profiles that come with the program.
static SHIPPED: LazyLock<Vec<Config>> = LazyLock::new(|| {
    [include_str!("../../assets/rules/national.ron"), include_str!("../../assets/rules/wuwei.ron")]
        .into_iter()
        .filter_map(|text| Config::read(text).ok())
        .collect()
});

impl Config {
    /// The profiles that come with the program: 国家格式 first.
    #[must_use]
    pub fn shipped() -> &'static [Self] {
        &SHIPPED
    }

    /// The shipped profile of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SHIPPED.iter().find(|profile| profile.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, RequiredFigure};

    #[test]
    fn shipped_profiles() {
        let names: Vec<&str> = Config::shipped().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["国家格式", "武威"]);
        let national = Config::named("国家格式").unwrap();
        let plain = Config { name: String::new(), notice: String::new(), ..national.clone() };
        assert_eq!(plain, Config::default());
        let local = Config::named("武威").unwrap();
        assert_eq!(local.notice, "武政办发〔2025〕54号");
        assert_eq!((local.section_one_most, local.all_decisions), (1000, true));
        assert_eq!(
            local.section_one_figures,
            [RequiredFigure::Made, RequiredFigure::Repealed, RequiredFigure::InForce]
        );
        assert!(Config::named("别处").is_none());
    }

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
            ("(dates: (units: (2, 40)))", "没有 2 月 40 日"),
            ("(words: [(wrong: \"数管局\")])", "“数管局”只写了一半"),
            ("(words: [(wrong: \"公开\", right: \"信息公开\")])", "改了还是错的"),
            ("(section_one_figures: [Nothing])", "第 1 行"),
        ] {
            let fault = Config::read(text).unwrap_err().to_string();
            assert!(fault.contains(told), "{text}: {fault}");
        }
    }
}
