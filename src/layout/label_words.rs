//! Words of the form's labels: where a label takes several lines, they end between these.

/// Longer words first where one begins with another.
const WORDS: [&str; 67] = [
    "信息公开",
    "公开数量",
    "申请数量",
    "政府信息",
    "行政复议",
    "行政诉讼",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政事业性",
    "规范性文件",
    "自然人",
    "申请人",
    "第一项",
    "第二项",
    "第三项",
    "第四项",
    "本年度",
    "年度",
    "数据",
    "勾稽",
    "关系",
    "之和",
    "等于",
    "本列",
    "商业",
    "企业",
    "科研",
    "机构",
    "社会",
    "公益",
    "组织",
    "法律",
    "服务",
    "情况",
    "法人",
    "其他",
    "总计",
    "结果",
    "维持",
    "纠正",
    "尚未",
    "审结",
    "复议",
    "直接",
    "起诉",
    "未经",
    "制发",
    "废止",
    "现行",
    "有效",
    "件数",
    "处理",
    "决定",
    "数量",
    "收费",
    "金额",
    "单位",
    "万元",
    "本年",
    "上一年",
    "项目",
    "对外",
    "公开",
    "办理",
    "内容",
    "信息",
];

/// Before which characters of a text a word ends or none goes on: `true` where a line may well end
/// before the character of that index.
pub(super) fn word_ends(text: &[char]) -> Vec<bool> {
    let mut ends = vec![true; text.len() + 1];
    let mut at = 0;
    while at < text.len() {
        let here = WORDS.iter().filter_map(|word| {
            let count = word.chars().count();
            let matches = text.get(at..at + count)?.iter().copied().eq(word.chars());
            matches.then_some(count)
        });
        let count = here.max().unwrap_or(1);
        ends[at + 1..at + count].fill(false);
        at += count;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::word_ends;

    fn check(text: &str, expected: &str) {
        let chars: Vec<char> = text.chars().collect();
        let ends = word_ends(&chars);
        let mut found = String::new();
        for (index, c) in chars.iter().enumerate() {
            if index > 0 && ends[index] {
                found.push('|');
            }
            found.push(*c);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn words_of_labels() {
        check("社会公益组织", "社会|公益|组织");
        check("未经复议直接起诉", "未经|复议|直接|起诉");
        check("第一项加第二项之和", "第一项|加|第二项|之和");
        check("甲乙", "甲|乙");
        check("", "");
    }
}
