//! How a unit stands, in a sign and words.

use egui::{Color32, Painter, Rect, Stroke};

use crate::app::date::Moment;
use crate::app::rollup::board::BoardUnit;
use crate::finding::Severity;
use crate::rollup::{DecisionKind, UnitResult, UnitState};
use crate::ui::icons;
use crate::ui::theme::Colours;

/// A sign beside a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateSign {
    /// Nothing is there.
    Dash,
    /// It waits for the office.
    Clock,
    /// It went back.
    Back,
    /// It is accepted.
    Tick,
    /// There are several.
    Copies,
    /// Something is wrong.
    Wrong(Severity),
}

/// The sign and the words of a unit's state: what was decided stands before what was found.
pub(super) fn state(unit: &UnitResult, shown: &BoardUnit, copies: usize) -> (StateSign, String) {
    let found = unit.findings;
    match shown.decision(unit) {
        Some(DecisionKind::Returned) => return (StateSign::Back, "退回".to_owned()),
        Some(DecisionKind::LeftOut) => return (StateSign::Dash, "不纳入".to_owned()),
        Some(DecisionKind::Accepted) if unit.state.has_figures() => {
            return (StateSign::Tick, "已通过".to_owned());
        }
        _ => {}
    }
    let word = unit.state.word().to_owned();
    match unit.state {
        UnitState::Missing => (StateSign::Dash, word),
        UnitState::Unreadable | UnitState::WrongYear | UnitState::WrongEdition => {
            (StateSign::Wrong(Severity::Error), word)
        }
        UnitState::Unbalanced => (StateSign::Wrong(Severity::Blocks), word),
        UnitState::Duplicate => (StateSign::Copies, format!("{word} {copies} 份")),
        UnitState::Errors => {
            (StateSign::Wrong(Severity::Error), format!("有错 {}", found.blocks + found.errors))
        }
        UnitState::Warnings | UnitState::Clean if unit.decision.is_some() => {
            (StateSign::Clock, "重报待审".to_owned())
        }
        UnitState::Warnings => (StateSign::Clock, format!("待审，提醒 {}", found.warnings)),
        UnitState::Clean => (StateSign::Clock, "待审".to_owned()),
    }
}

impl StateSign {
    /// The colour of the words beside it.
    pub(super) fn ink(self, colours: &Colours) -> Color32 {
        match self {
            Self::Dash => colours.ink3,
            Self::Clock => colours.ink2,
            Self::Back | Self::Copies => colours.warning.ink,
            Self::Tick => colours.fine,
            Self::Wrong(severity) => colours.tone(severity).ink,
        }
    }

    /// Draws it in a box of 14.
    pub(super) fn paint(self, painter: &Painter, rect: Rect, colours: &Colours) {
        let ink = self.ink(colours);
        match self {
            Self::Dash => {
                let line = [rect.left_center(), rect.right_center()];
                painter.line_segment(line, Stroke::new(1.4, ink));
            }
            Self::Clock => icons::CLOCK.paint(painter, rect, ink),
            Self::Back => icons::UNDO.paint(painter, rect, ink),
            Self::Tick => icons::TICK.paint(painter, rect, ink),
            Self::Copies => icons::COPY.paint(painter, rect, ink),
            Self::Wrong(severity) => icons::severity(painter, rect, severity, colours, false),
        }
    }
}

/// What kind of file it is, in a word.
pub(super) fn file_kind(name: &str) -> String {
    let end = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match end.as_str() {
        "docx" | "doc" | "wps" => "Word".to_owned(),
        "html" | "htm" | "mht" => "网页".to_owned(),
        "pdf" => "PDF".to_owned(),
        "xlsx" | "csv" => "表格".to_owned(),
        "txt" | "md" => "文本".to_owned(),
        "zip" => "报送包".to_owned(),
        "nianbao" | "ron" => "nianbao".to_owned(),
        _ => "文件".to_owned(),
    }
}

/// When a file came: 01-16 15:20.
pub(super) fn came(seconds: u64) -> String {
    if seconds == 0 {
        return String::new();
    }
    let moment = Moment::in_china(seconds);
    format!("{:02}-{:02} {}", moment.date.month, moment.date.day, moment.clock())
}
