//! Lists of other pages that a site puts below a report: their headings, and their entries.

use std::sync::LazyLock;

use super::folding::{fold, plain, split_numeral};
use super::site_words::{Says, says_of_report};
use super::word_chain::WordChain;
use super::years::is_date;
use crate::zh::is_han;

/// Words of which one at least is in the heading of a list of other pages, and in no sub-heading of a
/// report's that is made of these words alone.
const SURE: &str = "相关 相关的 关联 热门 热榜 热搜 推荐 猜你喜欢 猜您喜欢 你可能感兴趣 您可能感兴趣 为您 为你 给您 延伸 拓展 \
    往期 排行 排行榜 友情 友链 滚动 大家 都在看 在看 还看了 看过 点击 本栏目 同栏目 同类 站内 上一篇 下一篇 一图读懂 \
    小编 编辑 其他人 猜你";

/// Words of which one at least is in such a heading, where it has none of the sure ones.
const LIKELY: &str = "新闻 要闻 公告 资讯 头条 列表 评论 更多 more MORE More 最新 图解 图集 快讯 速递 看点 专题专栏 热点";

/// Words that stand beside them.
const BESIDE: &str = "阅读 链接 文章 文档 稿件 文件 信息 内容 报道 动态 通知 公示 专题 专栏 栏目 视频 图片 图文 政策 解读 近期 今日 精彩 精选 \
    年报 信息公开 政务 政府 公开 时政 热点 关注 附件 下载 网站 导航 网友 网民 回顾 喜欢 以下 的 本 与 和 及 之 我 你 您 看 查看 榜 榜单 \
    部门 乡镇 县 市 省 国内 全国 国家 本地 本县 本市 国务院 中国 工作 图说 数说 文字 音频 直播 访谈 \
    周 月 日 年度 阅读量 一览 目录 集锦 汇总 中心 发布";

static ALL: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[SURE, LIKELY, BESIDE]));
static SURE_WORDS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[SURE]));
static LIKELY_WORDS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[LIKELY]));

/// How surely a line heads a list of other pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ListHead {
    /// It does not, or nobody can say.
    No,
    /// A report may have such a sub-heading, and would go on in sentences.
    Likely,
    /// No report has it.
    Surely,
}

/// How surely a line heads a list of other pages.
pub(crate) fn list_head(text: &str) -> ListHead {
    const MOST: usize = 14;
    if text.chars().nth(2 * MOST).is_some() || text.contains(['。', '，', '；', '、']) {
        return ListHead::No;
    }
    if split_numeral(&fold(text)).0.is_some() {
        return ListHead::No;
    }
    let words: String = plain(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let short = (2..=MOST).contains(&words.chars().count());
    let Some(found) = ALL.words_of(&words).filter(|_| short) else {
        return if short && is_named_news(&words) { ListHead::Likely } else { ListHead::No };
    };
    // 发布, 工作 end what an office does.
    if words.ends_with("发布") || words.ends_with("工作") {
        return ListHead::No;
    }
    if found.iter().any(|word| SURE_WORDS.has(word)) {
        ListHead::Surely
    } else if found.iter().any(|word| LIKELY_WORDS.has(word)) {
        ListHead::Likely
    } else {
        ListHead::No
    }
}

/// 时事新闻, 县内要闻: a few characters before what ends the heading of a list of news.
fn is_named_news(words: &str) -> bool {
    const MOST: usize = 6;
    let ends = ["新闻", "要闻", "资讯", "头条", "快讯"].iter().any(|end| words.ends_with(end));
    ends && words.chars().nth(MOST).is_none()
}

/// A title of another page with the day on which it was published, before it or behind it.
pub(crate) fn is_dated_title(text: &str) -> bool {
    const SHORTEST: usize = 8;
    let text = text
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c) && c != '《');
    let Some(title) = without_day(text) else { return false };
    let title = title.trim();
    let long = title.chars().filter(|c| is_han(*c)).nth(SHORTEST - 1).is_some();
    // A law has its day, too: 《…》 2023-05-01.
    long && is_title(title) && !title.starts_with('《') && !title.ends_with(['：', ':', '，', '至'])
}

/// Whether a line is a title as documents have it, and nothing else: 关于……的通知, ……公示, 《……》.
pub(crate) fn is_document_title(text: &str) -> bool {
    const SHORTEST: usize = 8;
    const ENDS: [&str; 16] = [
        "通知", "公告", "公示", "通告", "通报", "意见", "方案", "批复", "办法", "规定", "决定",
        "细则", "预案", "答复", "规划", "函",
    ];
    const ALONE: [&str; 6] = ["公示", "公告", "通告", "通报", "政策解读", "公示表"];
    let title =
        text.trim().trim_start_matches(|c: char| !c.is_alphanumeric() && c != '《' && c != '“');
    let title = title.trim_end_matches(['…', '.', ' ']);
    let long = title.chars().filter(|c| is_han(*c)).nth(SHORTEST - 1).is_some();
    let says = ["通知公告", "全年", "本年"].iter().any(|words| title.contains(words));
    if !long || says || !is_title(title) || title.contains(['，', '：', ':']) {
        return false;
    }
    let about = title.contains("关于") && ENDS.iter().any(|end| title.ends_with(end));
    let quoted = title.starts_with('《')
        && title
            .split_once('》')
            .is_some_and(|(_, rest)| matches!(rest, "" | "解读" | "政策解读" | "图解"));
    about || quoted || ALONE.iter().any(|end| title.ends_with(end))
}

/// Whether a line is a title as news have it, and nothing else: 某镇召开……会议.
pub(crate) fn is_news_title(text: &str) -> bool {
    const SHORTEST: usize = 8;
    const NAME: usize = 8;
    const DONE: [&str; 12] = [
        "召开", "开展", "举办", "组织", "举行", "调研", "检查", "走访", "慰问", "启动", "赴",
        "观摩",
    ];
    const OWN: [&str; 6] = ["我", "本", "全年", "信息公开", "政务公开", "年度报告"];
    let title = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    let long = title.chars().filter(|c| is_han(*c)).nth(SHORTEST - 1).is_some();
    let named = title.chars().take(NAME).any(|c| "县镇乡市区局街办委村".contains(c));
    let marks = title.contains(['。', '；', '，', '、', '：', ':']);
    let own = OWN.iter().any(|words| title.contains(words));
    long && named
        && !marks
        && !own
        && is_title(title)
        && DONE.iter().any(|done| title.contains(done))
}

/// Whether a line may be the title of another page: short, one sentence at most, without a number.
pub(crate) fn is_title(text: &str) -> bool {
    const LONGEST: usize = 60;
    let body = text.trim_end_matches(['。', '！', '…']);
    text.chars().nth(LONGEST).is_none()
        && !body.contains(['。', '；', '\t'])
        && split_numeral(&fold(text)).0.is_none()
}

/// A line's words without the day that it begins or ends with.
fn without_day(text: &str) -> Option<&str> {
    let edge =
        |c: char| c.is_whitespace() || is_opening(c) || matches!(c, ']' | '】' | ')' | '）' | '］');
    let behind = text.trim_start_matches(edge);
    let of_day = |c: char| c.is_ascii_digit() || "-/.:年月日".contains(c);
    let begins = behind.trim_start_matches(of_day);
    if behind
        .strip_suffix(begins)
        .is_some_and(|day| is_day(day) && ends_day(day, begins.starts_with(edge)))
    {
        return Some(begins.trim_start_matches(edge));
    }
    let mut rest = text.trim_end_matches(edge);
    for _ in 0..2 {
        let title = rest.trim_end_matches(of_day);
        let last = rest.strip_prefix(title)?;
        if is_day(last) {
            // 印发于2024-01-10 goes on in the day; a title ends before it.
            return ends_day(last, title.ends_with(edge)).then(|| title.trim_end_matches(edge));
        }
        // 10:22 behind the day.
        if !last.contains(':') {
            return None;
        }
        rest = title.trim_end_matches(edge);
    }
    None
}

/// Whether a day stands apart from the words beside it: 2024-01-18 does also without a space.
fn ends_day(day: &str, spaced: bool) -> bool {
    spaced || (day.len() >= 8 && !day.contains('年'))
}

/// 2024-01-18, 2024年1月18日, 01-18.
fn is_day(text: &str) -> bool {
    let short = || {
        let mut parts = text.split(['-', '/']);
        let part = |text: Option<&str>, most: u8| {
            text.filter(|text| text.len() == 2)
                .and_then(|text| text.parse().ok())
                .is_some_and(|n: u8| (1..=most).contains(&n))
        };
        part(parts.next(), 12) && part(parts.next(), 31) && parts.next().is_none()
    };
    is_date(text) || short()
}

fn is_opening(c: char) -> bool {
    matches!(c, '[' | '【' | '(' | '（' | '［')
}

/// Whether a line is surely the report's, even below a list's heading: that there is nothing to say,
/// a numbered sub-heading, a sentence on the year, two sentences or more.
pub(crate) fn is_own(text: &str) -> bool {
    const LONG: usize = 60;
    const OWN: [&str; 22] = [
        "本年",
        "本机关",
        "本单位",
        "本报告",
        "本年报",
        "我局",
        "我办",
        "我委",
        "我镇",
        "我乡",
        "我街道",
        "本镇",
        "本乡",
        "本局",
        "特此",
        "以上",
        "信息处理费",
        "政府信息公开申请",
        "依申请公开",
        "联系",
        "如有疑问",
        "需要报告",
    ];
    let folded = fold(text);
    let sentence = folded.contains('。') || folded.ends_with([';', '；']);
    if says_of_report(text) == Says::Surely && !sentence {
        return true;
    }
    let nothing = ["无", "没有", "未收", "未发生", "暂无其他"];
    let nothing = nothing.iter().any(|words| folded.starts_with(words));
    let own = OWN.iter().any(|words| folded.contains(words));
    let body = folded.trim_end_matches(['。', '；', ';']);
    let several = body.contains(['。', '；', ';']) && folded.chars().nth(LONG).is_some();
    sentence && (own || nothing || several || split_numeral(&folded).0.is_some())
}

/// Whether a line counts something as a report does: 发布通知公告120条。
pub(crate) fn counts(text: &str) -> bool {
    const UNITS: &str = "条件次篇期场个人万元项份%";
    const SHORT: usize = 10;
    let folded = fold(text);
    let said = folded.trim_end_matches(['。', '；', ';']);
    let sentence = said.len() < folded.len();
    let mut pairs = said.char_indices().zip(said.chars().skip(1));
    let is_counted = |c: char, unit: char| c.is_ascii_digit() && UNITS.contains(unit);
    let counted = pairs.any(|((_, c), unit)| is_counted(c, unit));
    let last = said.ends_with(|c| UNITS.contains(c)) && counted;
    (sentence && (counted || said.chars().nth(SHORT).is_none())) || last
}

#[cfg(test)]
mod tests {
    use super::{ListHead, is_dated_title, is_document_title, is_news_title, is_own, list_head};

    #[test]
    fn titles_of_documents() {
        for text in [
            "关于印发《云泽县防汛预案》的通知",
            "· 云泽县人民政府办公室关于做好春耕生产工作的意见",
            "2024年城乡低保对象公示",
            "《云泽县养老服务规划》政策解读",
        ] {
            assert!(is_document_title(text), "{text}");
        }
        for text in [
            "全年发布通知公告",
            "制定了关于加强信息公开的意见。全年印发3件。",
            "1.关于印发《云泽县防汛预案》的通知",
            "信息公开公示",
            "印发下列文件：关于做好春耕生产工作的意见",
        ] {
            assert!(!is_document_title(text), "{text}");
        }
        assert!(is_news_title("石桥镇召开党委扩大会议"));
        for text in ["石桥镇召开政务公开培训会", "我镇开展人居环境整治", "石桥镇开展检查，提升质量"]
        {
            assert!(!is_news_title(text), "{text}");
        }
    }

    #[test]
    fn headings_of_lists() {
        for text in
            ["相关新闻", "【往期回顾】", "为您推荐以下内容：", "一图读懂", "※ 相关资讯", "点击排行"]
        {
            assert_eq!(list_head(text), ListHead::Surely, "{text}");
        }
        for text in
            ["热点新闻 更多>>", "通知公告", "图片新闻", "信息公开年报列表", "更多>>", "今日要闻"]
        {
            assert_eq!(list_head(text), ListHead::Likely, "{text}");
        }
        for text in [
            "政策解读",
            "主动公开",
            "建议提案办理",
            "相关工作",
            "（一）相关链接",
            "新闻发布",
            "信息公开",
            "推荐评先情况",
            "相关情况说明",
            "无",
            "信息处理费",
        ] {
            assert_eq!(list_head(text), ListHead::No, "{text}");
        }
    }

    #[test]
    fn titles_with_their_days() {
        for text in [
            "云泽县召开2024年经济工作会议 2024-02-01",
            "我县开展春季植树活动，全县干部群众踊跃参加。 2024-03-12",
            "[2024-02-01] 全县教育工作会议在县城召开",
            "02-01 全县教育工作会议在县城召开",
            "全县教育工作会议在县城召开（2024-02-01）",
            "· 全县教育工作会议在县城召开 2024年2月1日",
            "全县教育工作会议在县城召开 2024-02-01 10:22",
        ] {
            assert!(is_dated_title(text), "{text}");
        }
        for text in [
            "《云泽县防汛应急预案》 2023-05-01",
            "云泽县柳塘镇人民政府办公室2024年1月10日印发",
            "2024-01-10",
            "1.云泽县防汛抗旱应急预案 2023-05-01",
            "统计期限为2023年1月1日至2023年12月31日",
            "网站开办时间 2023-05-01",
            "全年公开信息120条。",
        ] {
            assert!(!is_dated_title(text), "{text}");
        }
    }

    #[test]
    fn what_is_surely_a_reports() {
        for text in
            ["无。", "没有", "（二）其他", "本年度未收取费用。", "如有疑问，请与办公室联系。"]
        {
            assert!(is_own(text), "{text}");
        }
        for text in [
            "我县开展春季植树活动，全县干部群众踊跃参加。",
            "云泽县新增就业5000人，完成目标任务。",
            "无障碍浏览",
        ] {
            assert!(!is_own(text), "{text}");
        }
    }
}
