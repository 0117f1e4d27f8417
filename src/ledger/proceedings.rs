//! Reviews and lawsuits over a request: table four.

use jiff::civil::Date;

use super::day::leading_day;
use super::entry::EntryValue;

/// A review or a lawsuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proceeding {
    /// Which of the three.
    pub stage: ProceedingStage,
    /// When it was brought.
    pub brought: Option<Date>,
    /// When it was decided.
    pub decided: Option<Date>,
    /// How the case ended.
    pub result: ProceedingResult,
}

/// What kind of case; the groups of table four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProceedingStage {
    /// Administrative reconsideration (行政复议).
    Review,
    /// Administrative litigation without reconsideration (行政诉讼，未经复议直接起诉).
    DirectLawsuit,
    /// Administrative litigation after reconsideration (行政诉讼，复议后起诉).
    LawsuitAfterReview,
}

/// How a case ended; the columns of each group of table four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProceedingResult {
    /// The decision was upheld (结果维持).
    Upheld,
    /// The decision was corrected (结果纠正).
    Corrected,
    /// Another result (其他结果).
    Other,
    /// The case is not decided yet (尚未审结).
    Pending,
}

impl ProceedingStage {
    /// All, in the order of the table.
    pub const ALL: [Self; 3] = [Self::Review, Self::DirectLawsuit, Self::LawsuitAfterReview];

    /// As it is written: the label of its group.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Review => "行政复议",
            Self::DirectLawsuit => "未经复议直接起诉",
            Self::LawsuitAfterReview => "复议后起诉",
        }
    }

    fn read(text: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["直接起诉", "未经复议", "直接诉讼"]) {
            Some(Self::DirectLawsuit)
        } else if has(&["复议后", "经复议"]) {
            Some(Self::LawsuitAfterReview)
        } else if has(&["复议"]) && !has(&["诉"]) {
            Some(Self::Review)
        } else {
            None
        }
    }
}

impl ProceedingResult {
    /// All, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Upheld, Self::Corrected, Self::Other, Self::Pending];

    /// As it is written: the label of its column.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Upheld => "结果维持",
            Self::Corrected => "结果纠正",
            Self::Other => "其他结果",
            Self::Pending => "尚未审结",
        }
    }

    /// Every result that a text could mean.
    fn all_in(text: &str) -> Vec<Self> {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let found = [
            (Self::Pending, has(&["尚未审结", "未审结", "未结", "审理中", "未裁决"])),
            (Self::Upheld, has(&["维持"])),
            (Self::Corrected, has(&["纠正"])),
            (Self::Other, has(&["其他", "其它"])),
        ];
        found.into_iter().filter(|(_, is)| *is).map(|(result, _)| result).collect()
    }
}

impl EntryValue for Vec<Proceeding> {
    /// Reads cases parted by ； or line ends, each a stage, its days and its result: 行政复议，
    /// 2025-03-01提出，2025-05-10结果维持. Without a result a case is 尚未审结; of one day alone a
    /// result says that it is the day of the decision, unless 提出 follows it.
    fn read(text: &str) -> Option<Self> {
        let parts = text.split(['；', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(read_case).collect()
    }

    fn words(&self) -> String {
        let words: Vec<String> = self.iter().map(Proceeding::words).collect();
        words.join("；")
    }
}

impl Proceeding {
    /// As it is written: 行政复议，2025-03-01提出，2025-05-10结果维持.
    #[must_use]
    pub fn words(&self) -> String {
        let brought = self.brought.map(|day| format!("，{day}提出")).unwrap_or_default();
        let decided = self.decided.map(|day| day.to_string()).unwrap_or_default();
        format!("{}{brought}，{decided}{}", self.stage.word(), self.result.word())
    }
}

fn read_case(text: &str) -> Option<Proceeding> {
    let stage = ProceedingStage::read(text)?;
    let days = days(text);
    // A case without its day belongs to no year.
    let result = match ProceedingResult::all_in(text).as_slice() {
        [result] => *result,
        [] if days.len() == 1 => ProceedingResult::Pending,
        _ => return None,
    };
    let (brought, decided) = match days.as_slice() {
        [(day, true)] => (Some(*day), None),
        [(day, false)] if result == ProceedingResult::Pending => (Some(*day), None),
        [(day, false)] => (None, Some(*day)),
        [(brought, _), (decided, _)] => (Some(*brought), Some(*decided)),
        _ => return None,
    };
    let sound = result != ProceedingResult::Pending || decided.is_none();
    let ordered = decided.is_none() || brought <= decided;
    (sound && ordered).then_some(Proceeding { stage, brought, decided, result })
}

/// The days in a text, each with whether it is said to be that of bringing the case.
fn days(text: &str) -> Vec<(Date, bool)> {
    let mut found = Vec::new();
    let mut rest = text.to_owned();
    while let Some(at) = rest.find(|c: char| c.is_numeric()) {
        let behind = rest.get(at..).unwrap_or_default();
        if let Some((day, after)) = leading_day(behind) {
            let words = after.trim_start();
            let brought = ["提出", "提起", "起诉", "受理", "申请"];
            found.push((day, brought.iter().any(|word| words.starts_with(word))));
            rest = after;
        } else {
            let number = behind.find(|c: char| !c.is_numeric()).unwrap_or(behind.len());
            rest = behind.get(number..).unwrap_or_default().to_owned();
        }
    }
    found
}
