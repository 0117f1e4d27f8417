//! The record of who changed what, as a list for the file.

use super::lists::ListFile;
use crate::layout::ListSheet;
use crate::report::{NotedChange, NotedSave, Report, writer_words};
use crate::zh::dates::minute_words;

/// What a list of changes is narrowed to: words that the place, the writer or the change must have.
#[must_use]
pub fn is_sought(save: &NotedSave, change: &NotedChange, words: &str) -> bool {
    let words = words.trim();
    let texts = [&save.who, &change.place, &change.old, &change.new];
    words.is_empty() || texts.iter().any(|text| text.contains(words))
}

/// The changes of a report's saves that have some words, the last save first.
#[must_use]
pub fn change_list(report: &Report, words: &str) -> ListFile {
    let head = ["时间", "谁", "位置", "原来", "改后"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut text = format!("{}\n修改记录\n\n", report.title);
    for save in report.log.saves.iter().rev() {
        let when = minute_words(save.minute);
        let who = writer_words(&save.who);
        for change in save.changes.iter().filter(|change| is_sought(save, change, words)) {
            let NotedChange { place, old, new } = change;
            let row = [&when, &who.to_owned(), place, old, new];
            let line: Vec<&str> = row.iter().map(|cell| cell.as_str()).collect();
            text.push_str(&line.join("\t"));
            text.push('\n');
            rows.push(row.map(|cell| cell.replace('\n', "¶")).to_vec());
        }
        if save.more > 0 && words.trim().is_empty() {
            let more = format!("另有 {} 处没有逐一记下", save.more);
            rows.push(vec![when, who.to_owned(), more, String::new(), String::new()]);
        }
    }
    let mut before = vec!["每次保存时记下的改动，最近的在前。总计由各项算出，不单列。".to_owned()];
    if report.log.dropped > 0 {
        before.push(format!("更早的 {} 次保存没有保留。", report.log.dropped));
    }
    let sheet = ListSheet {
        title: format!("{}修改记录", report.title),
        author: report.agency.clone(),
        heading: vec![report.title.clone(), "修改记录".to_owned()],
        before,
        columns: vec![(14, true), (10, true), (18, false), (29, false), (29, false)],
        rows,
        fields: Vec::new(),
    };
    ListFile { sheet, text, tab: "修改记录".to_owned() }
}
