//! What is wrong with a file of rules.

use std::fmt;

/// Why a file of rules cannot be used; shown as a clause without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFault {
    /// The file is no RON of the shape of a [`Config`](super::Config).
    Unreadable {
        /// The line of the trouble, from 1.
        line: usize,
        /// What the reader says, in its own words.
        reason: String,
    },
    /// The file switches off a rule that does not exist; its code.
    UnknownRule(String),
    /// The file switches off a rule that blocks saving; its code.
    StaysOn(&'static str),
    /// One half of a pair of words is blank; this is the other.
    HalfWord(String),
    /// Putting the right word in the place of the wrong one leaves the wrong one there.
    UselessWord {
        /// The word as it is written wrong.
        wrong: String,
        /// The word as it should be written.
        right: String,
    },
    /// `money_decimals` is above 4.
    MoneyDecimals,
    /// A month and a day that no year has.
    NoSuchDay {
        /// The month, from 1.
        month: u8,
        /// The day, from 1.
        day: u8,
    },
    /// `similar_percent` is not between 50 and 100.
    SimilarPercent,
    /// `jump_times` is below 2, or `repeated_run` below 6.
    TooSmall,
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, reason } => write!(f, "第 {line} 行读不懂：{reason}"),
            Self::UnknownRule(code) => write!(f, "没有编号为“{code}”的规则"),
            Self::StaysOn(code) => write!(f, "{code} 是不能保存的问题，不能停用"),
            Self::HalfWord(there) => {
                write!(f, "words 里的“{there}”只写了一半：wrong 和 right 都要写")
            }
            Self::UselessWord { wrong, right } => {
                write!(f, "words 里的“{right}”含有“{wrong}”，改了还是错的")
            }
            Self::MoneyDecimals => f.write_str("money_decimals 最多是 4"),
            Self::NoSuchDay { month, day } => {
                write!(f, "日期是月和日，没有 {month} 月 {day} 日")
            }
            Self::SimilarPercent => f.write_str("similar_percent 应在 50 至 100 之间"),
            Self::TooSmall => f.write_str("jump_times 至少是 2，repeated_run 至少是 6"),
        }
    }
}

impl std::error::Error for ConfigFault {}
