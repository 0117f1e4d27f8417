//! What has to be said of a paste.

use super::placing::PlacedFigures;

/// Upper bound on texts that are named; the rest is counted.
const NAMED: usize = 3;
/// Upper bound on the characters of a text that are shown.
const SHOWN: usize = 12;

impl PlacedFigures {
    /// What was made of texts, what was left out, and why, in sentences without their full stop;
    /// empty where all went as it lay.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(first) = self.refused.first() {
            let more = match self.refused.len() {
                1 => String::new(),
                count => format!("等 {count} 处"),
            };
            told.push(format!("“{}”{more}不是数，没有粘贴，原来的数没有改", short(&first.text)));
        }
        if !self.made.is_empty() {
            let named = |(text, figure): &(String, String)| format!("“{}”按 {figure}", short(text));
            let named: Vec<String> = self.made.iter().take(NAMED).map(named).collect();
            let more = match self.made.len() {
                count if count > NAMED => format!("等 {count} 处"),
                _ => String::new(),
            };
            told.push(format!("{} {more}填入", named.join("、")));
        }
        if !self.unknown.is_empty() {
            let named: Vec<String> = self
                .unknown
                .iter()
                .take(NAMED)
                .map(|label| format!("“{}”", short(label)))
                .collect();
            let more = if self.unknown.len() > NAMED {
                format!("等 {} 个", self.unknown.len())
            } else {
                String::new()
            };
            let what = format!("{}{more}不是本表的项目", named.join("、"));
            told.push(if self.by_labels {
                format!("{what}，那一行没有粘贴")
            } else {
                format!("{what}，标签没有粘贴，数按位置填入")
            });
        } else if self.by_labels {
            let turned = if self.turned { "行列互换，" } else { "" };
            told.push(format!("{turned}已按标签填入对应的行"));
        }
        if self.lost > 0 && self.unknown.is_empty() {
            told.push(format!("有 {} 个数超出表格，没有粘贴", self.lost));
        }
        told
    }
}

/// A text as far as it is shown.
#[must_use]
pub fn short(text: &str) -> String {
    let more = if text.chars().nth(SHOWN).is_some() { "…" } else { "" };
    let shown: String =
        text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{shown}{more}")
}
