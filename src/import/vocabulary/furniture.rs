//! What a site or a printer puts around a report: breadcrumbs, tables of particulars, buttons,
//! counters, page numbers. It is no part of the report, and is listed as such.

use std::sync::LazyLock;

use super::folding::fold;

/// A longer line is prose.
const MAX_LINE: usize = 160;

/// Words that are in a site's lines and not in a report's headings.
const WORDS: &str = "当前位置 您的位置 您现在的位置 所在位置 字号 字体: (打印 打印本 分享到 点击数 点击率 \
    点击量 点击次数 浏览次数 浏览量 浏览: 阅读次数 阅读量 访问量 访问次数 索引号 信息来源 文章来源 来源: 发布时间 发布日期 \
    发布机构 发布机关 发布单位 发文机关 发文日期 生成日期 成文日期: 公开日期 公开方式 公开时限 公开范围 公开程序 主题分类 信息分类 \
    体裁分类 组配分类 关键词 主题词 有效性 生效日期 失效日期 废止日期 文号: 信息名称 上一篇 下一篇 上一条 下一条 责任编辑 作者: 编辑: \
    扫一扫 (关闭 关闭窗口 返回顶部 返回首页 网站地图 版权所有 ICP备 公网安备 主办单位 承办单位 网站标识码 设为首页 \
    加入收藏 二维码 相关链接 无障碍浏览 无障碍阅读 撰写时间 发布人 发布者 稿源 稿件来源 时间: 日期: 分享: 字体大小 \
    点击收听 语音朗读 语音播报 收听全文 信息公开元数据 元数据 浏览次 公开形式 公开类别 责任部门 责任科室 \
    发文字号 文件编号 是否有效 时效 有效期 废止时间 发布文号 名称: 标题: 附件: 附件下载 相关稿件 相关文档 相关附件 相关文件 \
    相关阅读 相关新闻 相关信息 推荐阅读 热点推荐 打印本页 打印此页 关闭本页 我要纠错 纠错 分享到微信 微信扫一扫 \
    阅读原文 审核: 校对: 初审 复审 终审 供稿 撰稿 信息员";

static MARKS: LazyLock<Vec<String>> =
    LazyLock::new(|| WORDS.split_whitespace().map(str::to_owned).collect());

/// Words of buttons, alone in a line or beside each other.
const BUTTONS: [&str; 22] = [
    "打印", "分享", "收藏", "关闭", "大", "中", "小", "返回", "首页", "下载", "A+", "A-", "默认",
    "特大", "来源", "编辑", "作者", "字号", "时间", "日期", "浏览", "正文",
];

/// Whether a line beside the report is a site's and not the report's.
pub(crate) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    let said = text.chars().filter(|c| !matches!(c, '|' | ' ' | '\u{3000}')).take(MAX_LINE + 1);
    if text.ends_with(['。', '；']) || said.count() > MAX_LINE {
        return false;
    }
    let steps = text.matches(['>', '»', '›', '＞']).count();
    if steps > 1 || text.contains('\t') || text.matches('|').nth(1).is_some() {
        return true;
    }
    let button = |word: &str| {
        let word = word.trim_matches(['[', ']', '【', '】', '(', ')', '|']);
        word.is_empty() || BUTTONS.contains(&word)
    };
    if text.split_whitespace().all(button) {
        return true;
    }
    let folded = fold(text);
    MARKS.iter().any(|mark| folded.contains(mark.as_str()))
}

/// Whether a line is of a site's particulars: a mark begins it, or one of its words, and nothing or
/// what the mark is of follows. 访问量较大的栏目 is the report's.
pub(crate) fn is_particulars(text: &str) -> bool {
    let steps = text.matches(['>', '»', '›', '＞']).count();
    let is_mark = |piece: &str| {
        let folded = fold(piece);
        let piece = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
        MARKS.iter().any(|mark| {
            let rest = piece.strip_prefix(mark.trim_start_matches('(')).map(str::to_owned);
            rest.is_some_and(|rest| {
                mark.ends_with(':')
                    || rest.is_empty()
                    || rest.starts_with(|c: char| !c.is_alphanumeric() || c.is_ascii_digit())
            })
        })
    };
    steps > 1 || (!text.contains('。') && text.split_whitespace().any(is_mark))
}

/// How a lead-in begins.
const BEGINNINGS: [&str; 12] = [
    "根据",
    "按照",
    "依据",
    "依照",
    "遵照",
    "为",
    "现将",
    "现公布",
    "本报告",
    "特",
    "本年度报告",
    "《",
];

/// A line with more characters is a sentence whatever it ends with.
const MIN_SENTENCE: usize = 25;

/// Whether a line is prose rather than a caption, a list's entry or a part of a page.
pub(crate) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let characters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if text.contains('。') || text.ends_with(['；', '！']) {
        return true;
    }
    if opens_lead_in(text) {
        return true;
    }
    let begins = BEGINNINGS.iter().any(|words| text.starts_with(words));
    characters > MIN_SENTENCE
        || (text.contains('，') && (characters > MIN_SENTENCE / 2 || text.ends_with('：')))
        || (begins && characters > MIN_SENTENCE / 3)
}

/// Whether a line that is no whole sentence is a lead-in's all the same: it speaks to its readers,
/// says what follows, or what the figures cover.
pub(crate) fn opens_lead_in(text: &str) -> bool {
    const READERS: [&str; 10] =
        ["各位", "同志们", "居民", "市民", "村民", "朋友", "代表", "委员", "领导", "公众"];
    const SAID: [&str; 8] =
        ["现将", "统计期限", "统计时限", "数据期限", "如下", "编制说明", "数据截至", "本报告"];
    let speaks = text.ends_with(['：', ':']) && READERS.iter().any(|words| text.contains(words));
    speaks || SAID.iter().any(|words| text.contains(words))
}

/// Whether a line is a page's number: — 3 —, 第 3 页 共 8 页, 3 / 8.
pub(crate) fn is_page_number(text: &str) -> bool {
    const MOST: usize = 16;
    if text.chars().nth(MOST).is_some() {
        return false;
    }
    let text = fold(text);
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·');
    let inner = text.trim_matches(is_dash);
    let digits = |text: &str| {
        (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let dashed = text.starts_with(is_dash) && text.ends_with(is_dash) && digits(inner);
    let paged = text.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    let paged = paged.is_some_and(|(number, rest)| {
        let rest = rest.trim_start_matches([',', '/']);
        let of = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        digits(number) && (rest.is_empty() || of.is_some_and(digits))
    });
    let counted = text.split_once('/').is_some_and(|(number, of)| {
        let value = |text: &str| text.parse::<u16>().ok().filter(|_| digits(text));
        value(number).zip(value(of)).is_some_and(|(number, of)| (1..=of).contains(&number))
    });
    dashed || paged || counted
}

/// Whether a line says nothing that a table could have in a row's midst: a page's number, or
/// marks without a letter or a digit (×, …, * * *, ①).
pub(crate) fn is_aside(text: &str) -> bool {
    !says(text) || is_page_number(text)
}

/// Whether there is a word or a plain figure in a text.
pub(crate) fn says(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() || matches!(c, '0'..='9' | '０'..='９'))
}

#[cfg(test)]
mod tests {
    use super::{is_furniture, is_page_number};

    #[test]
    fn what_sites_write() {
        for text in [
            "当前位置：首页 > 政务公开 > 政府信息公开年报",
            "首页 » 公开 » 年报",
            "字号：[大 中 小] 打印 分享",
            "【打印】",
            "大 中 小",
            "索 引 号：00293\t公开方式：主动公开",
            "来源：上官乡",
            "版权所有：某某县人民政府",
            "撰写时间",
            "时间：2024-01-11 11:18",
            "来源",
            "| 公开形式 | 责任部门 | ||",
            "点击收听",
            "附件：2023年年报.pdf",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in [
            "上官乡2021年政府信息公开工作年度报告",
            "本报告的电子版可在网站下载，当前位置：首页。",
            "上官乡人民政府",
            "2022年1月15日",
            "一、总体情况",
            "根据《条例》编制本报告",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }

    #[test]
    fn page_numbers() {
        for text in ["— 3 —", "-12-", "第 3 页", "第3页 共8页", "－ 4 －", "2 / 5", "12/12"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in [
            "3",
            "-3",
            "——",
            "第3页说明",
            "2021-12-29",
            "无",
            "第（一）项",
            "-",
            "/",
            "0/5",
            "6/5",
            "2/",
        ] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
