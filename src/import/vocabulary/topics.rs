//! What a heading is about, where its words are not the mandated ones: each section has words that
//! no other section's heading has.

use std::sync::LazyLock;

use super::word_chain::WordChain;

/// What a heading's words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Topic {
    /// Index of the section, from 0.
    pub section: usize,
    /// Whether there is nothing else in the words than what such a heading is made of.
    pub whole: bool,
}

/// Words that any section's heading may have beside its own.
const COMMON: &str = "政府信息公开 政府信息 政务公开 信息公开 政务信息 公开 信息 政府 工作 情况 的 和 与 及 \
    以及 其 本年度 本年 年度 年 全年 有关 相关 方面 中 等 因 被 提起 提出 引发 引起 产生 对 开展 推进";

/// Words that headings of each section are made of.
const OWN: [&str; 6] = [
    "总体 基本 概述 概况 综述 总的 主要 回顾 落实 进展 成效 做法 整体 简要",
    "主动 形式 内容 向社会",
    "收到 处理 申请 依申请 依 办理 受理 答复 结果 接收 处置",
    "行政 复议 诉讼 应诉 案件 申请 发生 涉及",
    "存在 主要 问题 不足 困难 改进 措施 整改 下一步 下步 打算 计划 安排 短板 薄弱 环节 努力 方向 对策 建议 思路 \
     意见 当前 今后 下一年 下年度 明年 举措 解决 办法 原因 分析 之处 差距 面临 遇到 重点 提升 目标 设想 目前 完善",
    "其他 其它 其余 需要 需 应 应当 报告 说明 事项 问题 重要 补充 特别",
];

const FAULTS: [&str; 8] = ["问题", "不足", "困难", "短板", "薄弱", "差距", "难点", "难题"];

const REMEDIES: [&str; 14] = [
    "改进",
    "整改",
    "下一步",
    "下步",
    "打算",
    "计划",
    "措施",
    "方向",
    "对策",
    "举措",
    "安排",
    "思路",
    "设想",
    "办法",
];

/// The section that a heading's words, folded and without punctuation, are about; `None` where they
/// may be about several.
pub(crate) fn of(words: &str) -> Option<Topic> {
    let has = |all: &[&str]| all.iter().any(|word| words.contains(word));
    let (faults, remedies) = (has(&FAULTS), has(&REMEDIES));
    let other_named = has(&["其他", "其它", "其余"]);
    let other = other_named
        && (words.chars().count() == 2 || has(&["事项", "需要", "情况", "问题", "报告", "说明"]))
        || (words.contains("事项") && has(&["说明", "报告", "补充"]));
    let section = if has(&["复议", "诉讼"]) {
        3
    } else if other {
        if has(&["存在", "不足", "困难", "改进", "下一步"]) {
            return None;
        }
        5
    } else if faults || remedies {
        4
    } else {
        let asked =
            words.contains("申请") && has(&["依申请", "收到", "处理", "办理", "受理", "答复"]);
        match (words.contains("主动公开") || words.contains("主动向社会公开"), asked) {
            (true, true) => return None,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 0,
        }
    };
    if section == 0 {
        let outline = has(&["概述", "概况", "综述", "情况", "回顾"]) && is_made_of(words, section);
        return outline.then_some(Topic { section, whole: true });
    }
    let enough = match section {
        4 => faults && remedies,
        5 => other_named && has(&["事项", "需要", "说明"]),
        _ => true,
    };
    Some(Topic { section, whole: enough && is_made_of(words, section) })
}

static LISTS: LazyLock<Vec<WordChain>> =
    LazyLock::new(|| OWN.iter().map(|own| WordChain::new(&[COMMON, own])).collect());

/// Whether words are made of a section's, of those of all, and of a year.
fn is_made_of(words: &str, section: usize) -> bool {
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit());
    LISTS.get(section).is_some_and(|list| list.makes(words))
}

#[cfg(test)]
mod tests {
    use super::{Topic, of};

    #[test]
    fn what_headings_are_about() {
        for (words, section) in [
            ("政府信息公开工作概述", 1),
            ("2023年工作总体情况", 1),
            ("主动公开情况", 2),
            ("政府信息主动公开的形式和内容", 2),
            ("依申请公开办理情况", 3),
            ("因政府信息公开工作被申请行政复议提起行政诉讼情况", 4),
            ("行政复议和应诉情况", 4),
            ("存在问题和下步打算", 5),
            ("存在的困难与不足及下一步工作计划", 5),
            ("工作中的短板及改进思路", 5),
            ("其它事项", 6),
            ("需要说明的其他问题", 6),
        ] {
            assert_eq!(of(words), Some(Topic { section: section - 1, whole: true }), "{words}");
        }
        for (words, section) in [("工作中遇到的难题", 5), ("存在的主要问题", 5), ("其他", 6)]
        {
            assert_eq!(of(words), Some(Topic { section: section - 1, whole: false }), "{words}");
        }
        for words in ["主动公开和依申请公开情况", "平台建设", "存在的问题及其他需要报告的事项", ""]
        {
            assert_eq!(of(words), None, "{words}");
        }
    }
}
