//! A 更正说明 as text, and as a list to be printed.

use super::correction::{CorrectedItem, Correction};
use crate::export::lists::ListFile;
use crate::layout::{ListSheet, WriteIn};
use crate::ledger::read_day;

/// The text of a 更正说明, a line each.
#[must_use]
pub fn correction_lines(correction: &Correction) -> Vec<String> {
    let mut lines = vec![heading(correction), String::new(), opening(correction)];
    for (number, item) in (1..).zip(&correction.items) {
        lines.push(format!("{number}. {}：{}", item.words, change(item)));
        if !item.follows.is_empty() {
            lines.push(format!("   随之变化：{}", item.follows.join("；")));
        }
    }
    if !correction.identity.is_empty() {
        lines.push("勾稽关系：".to_owned());
        lines.extend(correction.identity.iter().map(|line| format!("   {line}")));
    }
    lines
}

/// A 更正说明 as a file for others.
#[must_use]
pub fn correction_list(correction: &Correction) -> ListFile {
    let sheet = correction_sheet(correction);
    let text = correction_lines(correction).join("\n");
    ListFile { sheet, text, tab: "更正说明".to_owned() }
}

/// A 更正说明 to be printed and sealed.
#[must_use]
pub fn correction_sheet(correction: &Correction) -> ListSheet {
    let head = ["序号", "位置", "原公布内容", "更正后内容", "随之变化"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (number, item) in (1..).zip(&correction.items) {
        let shown = |text: &str, none: &str| {
            if text.is_empty() { none.to_owned() } else { text.to_owned() }
        };
        rows.push(vec![
            number.to_string(),
            item.words.clone(),
            shown(&item.old, "（原无）"),
            shown(&item.new, "（删去）"),
            item.follows.join("；"),
        ]);
    }
    for line in &correction.identity {
        rows.push(vec!["—".into(), "勾稽关系".into(), String::new(), String::new(), line.clone()]);
    }
    ListSheet {
        title: heading(correction),
        author: correction.agency.clone(),
        heading: vec![correction.title.clone(), "更正说明".to_owned()],
        before: vec![opening(correction)],
        columns: vec![(7, true), (20, false), (25, false), (25, false), (23, false)],
        rows,
        fields: vec![vec![WriteIn::new("发布机关（盖章）", 1), WriteIn::new("日期", 1)]],
    }
}

fn heading(correction: &Correction) -> String {
    format!("{}更正说明", correction.title)
}

fn opening(correction: &Correction) -> String {
    let published = correction.published.as_ref().map_or_else(String::new, |out| {
        let day = read_day(&out.date).map_or_else(
            || out.date.clone(),
            |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        );
        let address = match out.address.as_str() {
            "" => String::new(),
            address => format!("，网址 {address}"),
        };
        format!("（{day}公布{address}）")
    });
    match correction.items.len() {
        0 => format!("本机关公布的上述报告{published}没有需要更正的内容。"),
        count => format!("本机关公布的上述报告{published}有 {count} 处更正："),
    }
}

fn change(item: &CorrectedItem) -> String {
    match (item.old.as_str(), item.new.as_str()) {
        ("", new) => format!("增加“{new}”"),
        (old, "") => format!("删去“{old}”"),
        (old, new) => format!("原为“{old}”，更正为“{new}”"),
    }
}
