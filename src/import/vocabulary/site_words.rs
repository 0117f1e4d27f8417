//! Lines of a site by what they are made of, rather than by a list of samples: buttons, links beside
//! each other, a label and who runs the site, counters, marks of copyright, words of a script.
//!
//! A report's own line is prose, or a heading: it says something of the year. What is not certain is
//! the report's.

use std::sync::LazyLock;

use super::folding::{fold, split_numeral};
use super::visitors::{has_its_value, is_page_foot, speaks_to_visitor};
use super::word_chain::WordChain;
use super::years::is_date;
use crate::zh::is_han;

/// Words of buttons and links that no heading of a report is made of.
const BUTTONS: &str = "打印 分享 分享到 收藏 关闭 窗口 返回 顶部 首页 主页 上一页 下一页 上一篇 下一篇 上一条 下一条 \
    上篇 下篇 末页 尾页 点击 展开 收起 加载 搜索 登录 登陆 注册 扫码 扫一扫 扫描 二维码 字号 字体 特大 默认 朗读 \
    播报 收听 广告 点赞 评论 转发 复制 朋友圈 好友 空间 导出 另存 纠错 找错 长按 识别 我们 本站 地图 隐私 免责 \
    设为首页 加入收藏 适老化 关怀 长者 无障碍 简体 繁体 繁體 視力 视力 保护色 护眼 夜间 大图 右键 热门 推荐 为您 猜你 \
    喜欢 机器人 请输入 关键字 验证码 浏览器 刷新 阅读全文 全文 更多 图片 回到 返回目录 加载中 回顶部 手机版 电脑版 \
    转载 放大 缩小 还原 原图 全屏播放 再看一遍 相关视频 点开 缩放 下载附件 附件下载 点击下载 轻触 单击 双击 滑动 分页 分页符 延伸 拓展 猜你喜欢 播放 暂停 赞 踩 在看 已阅 置顶 弹窗 换一换 换一批 通行证 找回 密码 忘记 \
    提交 发表 评论 写评论 写留言 我来说两句 说点什么 阅读原文 查看原文 原文链接 查看全文 此文 正文";

/// What stands beside them; alone it may be a heading of the report's.
const BESIDE: &str = "大 中 小 本页 此页 页面 网页 网站 站点 本网 本网站 站 看 微信 微博 新浪 腾讯 抖音 QQ qq 公众号 小程序 客户端 APP App \
    app 移动 手机 电脑 版 端 打开 当前页 本文 文章 原文 阅读 查看 查询 保存 为 下载 PDF pdf Word word WORD 文档 附件 链接 \
    相关 信息 新闻 稿件 文件 资讯 动态 排行 排行榜 专题 专栏 栏目 导航 服务 热线 电话 邮箱 投稿 举报 投诉 帮助 中心 个人 用户 常见 \
    问题 问答 咨询 建议 互动 交流 留言 网民 网友 政务 政策 智能 语音 声明 版权 所有 关注 联系 联络 关于 到 至 的 我 我要 在 \
    了 你 您 全部 暂无 已 是 最后 一篇 没有了 不 支持 模式 进入 切换 老年 人 政府 党政 机关 国务院 部门 各 省 市 区 \
    县 州 自治区 地方 人大 政协 中国 网 门户 主动公开 此件 公开 发布 获取 高级 检索 友情 快速 通道 入口 与 和 或 更 最新 热点 \
    点 次 度 请 用 将 给 本 页 篇 共 条 转到 跳转 列表 访谈 直播 视频 图 图解 在线 办事 指南 走进 概况 领导 之窗 阳光 要闻 公告 \
    公示 通知 数据 开放 网上 大厅 便民 民生 访问 总 今日 昨日 累计 人数 量 国家 法律 法规 媒体 融媒体 矩阵 工具 图标 标识 \
    English EN IPv IPV RSS rss OA 简 繁 体 上 下 前 后 左 右 加 减 开 关 收 起 一 键 至此 页脚 页眉 底部 图集 评价 满意 不满意 \
    有用 没用 有帮助 是否 对您 系统 管理 后台 委办局 委 办 局 乡镇 街道 部委 兄弟 县市 县区 区县 事业 单位 企业 其他 其它 常用 \
    站群 集群 集约化 平台 目录 新媒体 官方 内 此处 往期 回顾 精选 精彩 滚动 头条 快讯 失败 重试 稍后";

/// What stands before a colon on a site.
const LABELS: &str = "功能 热词 本文 管理员 上一则 下一则 前一则 后一则 主办 承办 协办 主管 指导 运维 运行 运营 维护 管理 建设 制作 设计 开发 技术 支持 保障 版权 所有 单位 部门 机构 机关 \
    网站 本站 本网站 备案 备案号 许可证 编号 号 标识码 责任 编辑 责编 编审 作者 记者 通讯员 摄影 审核 审签 签发 校对 初审 复审 终审 一审 二审 三审 监制 供稿 撰稿 来源 信息 文章 稿源 \
    发布 发布人 发布者 日期 时间 更新 录入 上传 浏览 阅读 点击 访问 访问量 总 今日 昨日 本月 在线 人数 次数 量 数 分享 分享到 分享至 附件 相关 链接 \
    标签 上一篇 下一篇 上一条 下一条 上篇 下篇 前一篇 后一篇 关键词 关键字 主题 主题词 分类 索引 索引号 文号 名称 公开 形式 方式 类别 体裁 有效性 \
    投稿 邮箱 举报 电话 违法 和 与 及 不良 热线 服务 打印 字号 字体 网址 扫码 二维码 新闻 稿件 文档 文件 推荐 热门 专题 栏目 位置 当前 您 的 现在 所在 \
    公安 网安 联网 国际 增值 电信 业务 经营 互联网 新闻 意见 建议 反馈 纠错 监督 官方 微信 微博 公众号 您是第 目前 累计 \
    文 图 人 者 统一 由 您所在的 我 要 产品 策划 统筹";

/// Labels of somebody or something that may be reached: a report has them in its last section, too.
const CONTACTS: &str = "地址 邮编 邮政 编码 邮政编码 电话 传真 邮箱 电子 邮件 网址 联系 人 联系人 方式 办公 通讯 通信 咨询 值班 和 及 单位 监督 投诉 \
    时间 工作 座机 手机 微信 公众号 号码 受理 机构 名称 互联网";

/// Labels that a report's own line does not have in the midst of a section.
const SURE_LABELS: &str = "摄影 记者 通讯员 填报 填表 填写 责任 编辑 责编 作者 审核 校对 初审 复审 终审 一审 二审 三审 监制 供稿 撰稿 上一篇 下一篇 上一条 下一条 相关 阅读 链接 新闻 稿件 \
    文档 字号 字体 浏览 点击 访问 次数 量 数 版权 所有 技术 支持 网站 标识码 备案 号 备案号 来源 稿源 信息 文章 图片 \
    发布 日期 时间 扫码 分享 到 分享到 至 打印 统计 推荐 管理 运维 位置 当前 您 的 现在 所在";

/// Labels among those that alone may be a report's.
const PLAIN_LABELS: [&str; 11] =
    ["信息", "单位", "时间", "日期", "网站", "管理", "统计", "阅读", "链接", "文档", "新闻"];

/// Words that no report says, in small letters.
const MARKS: [&str; 13] = [
    "©",
    "copyright",
    "allrightsreserved",
    "保留所有权利",
    "保留一切权利",
    "即将离开",
    "加载失败",
    "请刷新",
    "javascript",
    "function(",
    "转载请",
    "不得转载",
    "公安机关备案",
];

/// Words that a report says in a sentence only.
const MARKS_ALONE: [&str; 17] = [
    "icp备",
    "icp证",
    "公网安备",
    "网安备",
    "公安备案",
    "网站标识码",
    "版权所有",
    "浏览器",
    "分辨率",
    "未经授权",
    "免责声明",
    "扫一扫",
    "长按识别",
    "微信扫码",
    "下载客户端",
    "关注我们",
    "您的位置",
];

/// A longer line is none of a site's but by its marks.
const MAX: usize = 40;

/// A longer line is prose, whatever it says.
const MAX_MARKED: usize = 160;

/// How a line is a site's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sited {
    /// It may be anybody's.
    Unknown,
    /// Where to reach somebody: the report's, unless a site's lines stand around it.
    Contact,
    /// At the end of a page it is the site's; within a section it may be a sub-heading.
    AtEnd,
    /// Wherever it stands.
    Anywhere,
}

/// How a line is a site's, by what it is made of.
pub(crate) fn sited(text: &str) -> Sited {
    let text = text.trim();
    let folded = fold(text);
    let length = folded.chars().take(MAX_MARKED + 1).count();
    // 暂无 alone is all that a section says.
    if length > MAX_MARKED || folded.is_empty() || folded == "暂无" {
        return Sited::Unknown;
    }
    let lower = folded.to_lowercase();
    let has = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    if has(&MARKS) || (has(&MARKS_ALONE) && !is_report_sentence(text)) {
        return Sited::Anywhere;
    }
    if speaks_to_visitor(&folded) || is_page_foot(text, &folded) {
        return Sited::Anywhere;
    }
    if folded.contains('。') || folded.ends_with(['；', ';', '！', '!']) {
        return Sited::Unknown;
    }
    // 3.咨询电话： is the report's own list.
    if split_numeral(&folded).0.is_some_and(|numeral| numeral.value < 20) {
        return Sited::Unknown;
    }
    if !folded.chars().any(is_han) {
        return without_words(text, &folded);
    }
    if is_counter(&folded) || is_caption(&folded) {
        return Sited::Anywhere;
    }
    let labelled = labelled(text);
    if labelled > Sited::Unknown {
        return labelled;
    }
    if length > MAX {
        return Sited::Unknown;
    }
    if is_stamped(text) || is_site_name(&folded) {
        return Sited::AtEnd;
    }
    match buttons(&folded) {
        Some(true) => Sited::Anywhere,
        Some(false) => Sited::AtEnd,
        None if is_list(text) => Sited::AtEnd,
        None => Sited::Unknown,
    }
}

/// A sentence that speaks of a website as reports do, and not as the site does of itself.
fn is_report_sentence(text: &str) -> bool {
    let told = text.contains(['。', '，']) || text.contains("版权所有权");
    told && !["转载", "最佳", "建议使用", "以上浏览", "备案号"]
        .iter()
        .any(|words| text.contains(words))
}

/// A line without a Chinese word: a date, a script's word, an address, a figure.
fn without_words(text: &str, folded: &str) -> Sited {
    let is_address = folded.contains("://") || folded.contains('@') || folded.starts_with("www.");
    let letters = folded.chars().any(|c| c.is_ascii_alphabetic());
    match (is_address, letters) {
        (true, _) => Sited::Contact,
        (false, true) => Sited::Anywhere,
        (false, false) if is_date(text) || is_moment(folded) => Sited::Anywhere,
        (false, false) => Sited::Unknown,
    }
}

/// 2024-01-1610:31: a day with a time.
fn is_moment(folded: &str) -> bool {
    let marks = folded.matches(':').count();
    let day = folded.get(..10).is_some_and(is_date);
    day && (1..=2).contains(&marks)
        && folded.chars().all(|c| c.is_ascii_digit() || "-/.:".contains(c))
}

/// 阅读：132 次, 您是第 5 位访问者, 点赞 0.
fn is_counter(folded: &str) -> bool {
    const COUNTED: [&str; 10] =
        ["阅读", "浏览", "访问", "点击", "播放", "点赞", "评论", "收藏", "转发", "访客"];
    const MOST: usize = 24;
    // 网站访问量 is the report's, 今日访问 a page's.
    let of_page = |before: &str| before.is_empty() || BEFORE_COUNTED.makes(before);
    let counted = COUNTED.iter().any(|word| {
        folded.find(word).and_then(|at| folded.get(..at)).is_some_and(|before| {
            let before: String = before.chars().filter(|c| is_han(*c)).collect();
            of_page(&before)
        })
    });
    let digits = folded.chars().any(|c| c.is_ascii_digit());
    let units = ["次", "人次", "位", "人", "数", "量", "万", "w", "+", "者"];
    let is_count = || {
        let end = folded.trim_end_matches([')', ']']);
        let words = end.trim_start_matches(['(', '[']);
        let marked = words.contains([':', '(']) || words.ends_with(|c: char| c.is_ascii_digit());
        marked
            || units.iter().any(|unit| words.ends_with(unit))
            || ["您是", "已有", "共有", "累计"].iter().any(|begin| words.starts_with(begin))
    };
    // 浏览次数较上年增长20% is the report's.
    let plain = !["增", "较", "同比", "全年", "平均", "年", "信息", "发布"]
        .iter()
        .any(|word| folded.contains(word));
    counted && digits && plain && folded.chars().nth(MOST).is_none() && is_count()
}

/// The words under a picture.
fn is_caption(folded: &str) -> bool {
    const BEGIN: [&str; 8] = ["图为", "图:", "图/", "文/", "照片", "资料图", "供图", "图片来源"];
    let words = folded.trim_start_matches(['(', '▲', '△', '▼']);
    let numbered = words.strip_prefix('图').and_then(|rest| {
        rest.strip_prefix(|c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c))
    });
    let short = folded.chars().nth(MAX).is_none();
    short && (numbered.is_some() || BEGIN.iter().any(|begin| words.starts_with(begin)))
}

/// A label and what is behind it.
fn labelled(text: &str) -> Sited {
    let inner = text.trim_matches(['[', ']', '【', '】', '(', ')', '（', '）', ' ', '\u{3000}']);
    let Some((label, value)) = inner.split_once(['：', ':', '丨', '｜']) else {
        return Sited::Unknown;
    };
    let label = fold(label);
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    if label.is_empty() || label.chars().nth(14).is_some() {
        return Sited::Unknown;
    }
    let file = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".zip", ".rar", ".ofd"];
    if (label.starts_with("附件") || label == "附")
        && file.iter().any(|end| value.to_lowercase().contains(end))
    {
        return Sited::Anywhere;
    }
    let address = value.contains("://") || value.contains("www.");
    if CONTACT_LABELS.makes(label) || (address && label.starts_with("网站")) {
        return Sited::Contact;
    }
    if !ALL_LABELS.makes(label) && !SURELY_LABELS.makes(label) {
        return Sited::Unknown;
    }
    if !has_its_value(label, value) {
        return Sited::Unknown;
    }
    let sure =
        SURELY_LABELS.makes(label) && !PLAIN_LABELS.contains(&label) && !counts_of_site(label);
    if sure { Sited::Anywhere } else { Sited::AtEnd }
}

/// 网站访问量: a report counts it, too.
fn counts_of_site(label: &str) -> bool {
    label.starts_with("网站") && label.contains(['量', '数'])
}

/// 录入时间 2024-02-11 09:00: a label, and when.
fn is_stamped(text: &str) -> bool {
    let Some((label, when)) = text.split_once(char::is_whitespace) else { return false };
    ALL_LABELS.makes(&fold(label)) && (is_date(when) || is_moment(&fold(when)))
}

/// The name of a site or of an account: 枫桥市门户网站, 枫桥发布.
fn is_site_name(folded: &str) -> bool {
    const MOST: usize = 6;
    const ENDS: [&str; 5] = ["门户网站", "网站集群", "网站群", "官方网站", "政务网"];
    let account = folded.ends_with("发布") && folded.chars().nth(MOST).is_none();
    account || ENDS.iter().any(|end| folded.ends_with(end))
}

/// Whether a line is made of the words of buttons and links, and whether one of them is a button's.
fn buttons(folded: &str) -> Option<bool> {
    // What is quoted is a name: 关注“柳塘发布”.
    let quoted = folded.split_once(['“', '"', '「']).zip(folded.rsplit_once(['”', '"', '」']));
    let bare = quoted.map(|((before, _), (_, behind))| format!("{before}{behind}"));
    let words = bare.as_deref().unwrap_or(folded).chars();
    let words: String = words.filter(|c| is_han(*c) || c.is_ascii_alphabetic()).collect();
    let marks = folded.chars().filter(|c| "，、；？".contains(*c)).count();
    if words.is_empty() || marks > 0 {
        return None;
    }
    let is_button = |word: &&str| BUTTON_WORDS.has(word);
    let found = LINK_WORDS.words_of(&words)?;
    // 打印服务 may be what an office offers.
    let offered = ["服务", "平台", "渠道", "栏目", "专栏", "指南", "中心", "功能"];
    if offered.iter().any(|end| words.ends_with(end)) {
        return Some(false);
    }
    Some(found.iter().any(is_button) || is_sizes(&words) || words == "目录")
}

/// 大 中 小: the sizes of letters.
fn is_sizes(words: &str) -> bool {
    let sizes = words.trim_start_matches("字体").trim_start_matches("字号");
    let only = sizes.chars().all(|c| "大中小特超默认标准".contains(c));
    let several = sizes.chars().filter(|c| "大中小".contains(*c)).nth(1).is_some();
    words.contains("大中小") || words.contains("小中大") || (only && several)
}

/// Links beside each other: short words between bars, dots or spaces, and no figure or name.
fn is_list(text: &str) -> bool {
    const MOST: usize = 10;
    let pieces: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "|｜│·•".contains(c))
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_link = |piece: &&str| {
        piece.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
            && (2..=MOST).contains(&piece.chars().count())
            && piece.chars().any(|c| !c.is_ascii_digit())
    };
    let made = |piece: &&str| ALL_LABELS.makes(piece);
    pieces.len() > 1
        && pieces.iter().all(is_link)
        && (pieces.len() > 2 || pieces.iter().any(made) || text.contains(['|', '｜', '│']))
}

/// What stands before 阅读 or 访问 in a page's counter.
static BEFORE_COUNTED: LazyLock<WordChain> = LazyLock::new(|| {
    WordChain::new(&[
        "您是 您 是 第 本 页 本页 页面 文 本文 文章 全文 今日 昨日 本月 累计 总 已有 共有 共 已 被 人 次 位 的 站 本站 点赞 评论 收藏 转发 阅读 浏览 分享 在看 赞",
    ])
});
static CONTACT_LABELS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[CONTACTS]));
static SURELY_LABELS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[SURE_LABELS]));
static ALL_LABELS: LazyLock<WordChain> =
    LazyLock::new(|| WordChain::new(&[LABELS, BESIDE, BUTTONS]));
static BUTTON_WORDS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[BUTTONS]));
static LINK_WORDS: LazyLock<WordChain> = LazyLock::new(|| WordChain::new(&[BUTTONS, BESIDE]));

/// What a report's own line begins with, or has in it, where it is short and no sentence.
const SAID: [&str; 16] = [
    "本年",
    "全年",
    "本机关",
    "本单位",
    "特此",
    "以上",
    "此外",
    "截至",
    "截止",
    "需要报告",
    "需要说明",
    "信息处理费",
    "事项",
    "均未",
    "收取",
    "未发生",
];

/// How surely a line says something of the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Says {
    /// Nothing that only a report says.
    Nothing,
    /// Words that a report has, and the title of another page may have.
    Words,
    /// A sentence, or that there is nothing to say.
    Surely,
}

/// How surely a line says something of the report's.
pub(crate) fn says_of_report(text: &str) -> Says {
    let text = text.trim();
    let folded = fold(text);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    let nothing =
        folded == "暂无" || begins(&["无", "没有", "未", "暂无其他", "特此", "本年度", "本机关"]);
    let of_site = begins(&["无障碍", "没有了", "未读", "没有更多"]);
    let sentence = folded.contains('。') || folded.ends_with([';', '；', '!', '！']);
    let numeral = super::folding::split_numeral(&folded).0.is_some_and(|number| number.bracketed);
    let said = SAID.iter().any(|word| folded.contains(word)) && !folded.contains("网站");
    match () {
        () if sentence || numeral || (nothing && !of_site) => Says::Surely,
        () if said => Says::Words,
        () => Says::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Says, Sited, says_of_report, sited};

    #[test]
    fn what_lines_are_made_of() {
        for text in [
            "点赞 0　收藏 0　评论 0",
            "加载更多",
            "Copyright © 2024 青禾县人民政府 All Rights Reserved",
            "undefined",
            "责任编辑：王小明",
            "【打印本页】【关闭窗口】",
            "上一页 1 2 3 下一页",
            "扫码关注“石桥发布”公众号",
            "（图为培训现场）",
            "您是第 1234567 位访问者",
            "附件：柳塘镇年报.pdf",
            "2024-01-16 10:31",
            "本网站版权所有，未经授权不得转载。",
        ] {
            assert_eq!(sited(text), Sited::Anywhere, "{text}");
        }
        for text in [
            "智能问答 政务微博 政务微信 移动客户端",
            "中国政府网 自治区政府网 州政府网",
            "主动公开",
            "国务院部门网站",
            "本网站支持IPv6",
            "投稿邮箱：abc@126.com",
            "网站管理单位 运维电话",
        ] {
            assert_eq!(sited(text), Sited::AtEnd, "{text}");
        }
        for text in ["联系电话：0999-7654321", "地址：柳塘镇长街1号", "http://www.example.gov.cn"]
        {
            assert_eq!(sited(text), Sited::Contact, "{text}");
        }
        for text in [
            "关闭政务新媒体1个",
            "分享会2场",
            "首页更新45次",
            "附件管理规范。",
            "打印、复印设备2台，供群众使用。",
            "浏览次数较上年增长20%",
            "来源：群众来信12件。",
            "平台建设情况",
            "云泽县柳塘镇人民政府",
            "无",
            "政务新媒体更新情况",
        ] {
            assert_eq!(sited(text), Sited::Unknown, "{text}");
        }
    }

    #[test]
    fn what_reports_say_at_their_end() {
        for text in [
            "无",
            "没有其他需要报告的事项",
            "特此报告",
            "本年度未收取费用",
            "（二）其他",
            "请联系办公室。",
        ] {
            assert_eq!(says_of_report(text), Says::Surely, "{text}");
        }
        assert_eq!((sited("暂无"), says_of_report("暂无")), (Sited::Unknown, Says::Surely));
        for text in ["无障碍浏览", "没有了", "联系我们", "云泽县柳塘镇人民政府"]
        {
            assert_eq!(says_of_report(text), Says::Nothing, "{text}");
        }
    }
}
