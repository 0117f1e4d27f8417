//! The text that a unit is sent: a reminder where nothing came, what is to be mended where something
//! did.

use super::{DecisionKind, RollUp, UnitResult, UnitState};
use crate::finding::{Finding, Severity};
use crate::zh;

/// The most findings that a text lists one by one.
const LISTED: usize = 30;

/// The text for a unit. `findings` are those of its report; `sender` and `day` sign it, either may
/// be empty.
#[must_use]
pub fn letter(
    roll_up: &RollUp,
    unit: &UnitResult,
    findings: &[Finding],
    (sender, day): (&str, &str),
) -> String {
    let name = &unit.unit.name;
    let year = roll_up.year;
    let report = format!("{year}年政府信息公开工作年度报告");
    let returned =
        unit.decision.as_ref().filter(|decision| decision.kind == DecisionKind::Returned);
    let file = unit.file.as_deref().unwrap_or_default();
    let sent = format!("　　你单位报送的{report}（“{file}”）");
    let first = match unit.state {
        UnitState::Missing => format!("　　你单位的{report}至今没有收到，请尽快报送。"),
        UnitState::Unreadable => format!("{sent}打不开，请核对文件后重新报送。"),
        UnitState::WrongYear => {
            format!("{sent}写的不是 {year} 年，或者没有写明年度，请核对后重新报送。")
        }
        UnitState::WrongEdition => {
            let form = &roll_up.edition.name;
            format!("{sent}用的不是{form}的格式，请改用这个格式重新报送。")
        }
        _ if returned.is_some() => format!("{sent}现予退回，请改好后重新报送。"),
        _ if unit.findings.blocks + unit.findings.errors > 0 => {
            format!("{sent}有需要改正的地方，请改好后重新报送。")
        }
        UnitState::Duplicate => format!("　　你单位报送了不止一份{report}，请告知以哪一份为准。"),
        _ if unit.findings.warnings > 0 => format!("{sent}有几处请核对，情况属实的请说明原因。"),
        _ => format!("{sent}已收到，没有发现问题。"),
    };
    let mut lines = vec![format!("{name}："), first];
    if let Some(decision) = returned.filter(|decision| !decision.reason.trim().is_empty()) {
        lines.push(format!("　　退回原因：{}", ended(decision.reason.trim())));
    }
    lines.extend(listed(findings));
    lines.push(String::new());
    let signed = [sender, day].into_iter().filter(|line| !line.is_empty());
    lines.extend(signed.map(|line| format!("　　　　{line}")));
    zh::shown(&lines.join("\n")).into_owned()
}

/// The findings that are to be answered, the worst first, numbered.
fn listed(findings: &[Finding]) -> Vec<String> {
    let mut open: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.waived.is_none() && finding.severity != Severity::Info)
        .collect();
    open.sort_by_key(|finding| finding.severity);
    let line = |(at, finding): (usize, &&Finding)| {
        let word = match finding.severity {
            Severity::Warning => "请核对",
            _ => "须改正",
        };
        format!("　　{}．（{word}）{}", at + 1, ended(&finding.message))
    };
    let mut lines: Vec<String> = open.iter().take(LISTED).enumerate().map(line).collect();
    if open.len() > LISTED {
        lines.push(format!("　　另有 {} 处，打开报告可以看到。", open.len() - LISTED));
    }
    lines
}

/// A sentence with its full stop.
fn ended(sentence: &str) -> String {
    let is_ended = sentence.ends_with(['。', '！', '？', '〕', '）']);
    if is_ended { sentence.to_owned() } else { format!("{sentence}。") }
}
