//! What a site says to its visitors, the feet of printed pages, and who made a page.

use super::folding::fold;
use super::furniture::is_page_number;
use super::years::is_date;
use crate::zh::is_han;

/// A longer line is prose.
const MAX: usize = 45;

/// What a visitor does on a page, or has it done with.
const ON_PAGE: [&str; 36] = [
    "评论",
    "发言",
    "文明上网",
    "发表",
    "留言",
    "浏览器",
    "标签",
    "播放",
    "audio",
    "video",
    "html5",
    "flash",
    "音频",
    "视频",
    "脚本",
    "插件",
    "二维码",
    "扫码",
    "扫一扫",
    "小程序",
    "朋友圈",
    "好友",
    "点赞",
    "在看",
    "星标",
    "订阅",
    "右上角",
    "原文",
    "阅读全文",
    "大图",
    "验证码",
    "刷新",
    "本页",
    "这篇文章",
    "本文",
    "满意",
];

/// What only a report says, also where it speaks to its readers.
const OF_REPORT: [&str; 22] = [
    "政府信息",
    "信息公开",
    "本报告",
    "年报",
    "我镇",
    "我乡",
    "我局",
    "我县",
    "我办",
    "全年",
    "本年",
    "条例",
    "疑问",
    "联系",
    "电话",
    "查阅",
    "查询",
    "申请",
    "办公室",
    "机关",
    "群众",
    "功能",
];

/// Whether a line speaks to a page's visitor of what to do on it.
pub(crate) fn speaks_to_visitor(folded: &str) -> bool {
    if folded.chars().nth(MAX).is_some() || OF_REPORT.iter().any(|words| folded.contains(words)) {
        return false;
    }
    let lower = folded.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|words| lower.contains(words));
    let unsupported = lower.contains("不支持")
        && has(&["audio", "video", "浏览器", "音频", "视频", "播放", "flash", "html5", "标签"]);
    // A report counts: 扫描二维码查看解读12期.
    let counts = lower.replace("html5", "").chars().any(|c| c.is_ascii_digit());
    let to_reader = lower.contains(['您', '你']) || lower.contains("请");
    let does = [
        "长按",
        "扫描",
        "扫码",
        "扫一扫",
        "微信扫",
        "用微信",
        "轻触",
        "双击",
        "识别",
        "登录后",
        "觉得",
        "喜欢就",
        "点个",
        "点击",
        "文明上网",
    ];
    let told = does.iter().any(|begin| lower.starts_with(begin))
        && !["点击量", "点击率", "点击数"].iter().any(|begin| lower.starts_with(begin))
        && !lower.ends_with("上线");
    let only_to_visitor = ["轻点", "继续滑动", "向上滑动", "预览时标签", "欢迎关注"];
    if only_to_visitor.iter().any(|begin| lower.starts_with(begin)) {
        return true;
    }
    unsupported || (!counts && (to_reader || told) && has(&ON_PAGE))
}

/// Whether a line is a printed page's foot or head: a page's number, alone or beside a name.
pub(crate) fn is_page_foot(text: &str, folded: &str) -> bool {
    const NAME: usize = 40;
    if folded.chars().nth(NAME + 12).is_some() || folded.contains(['。', '；', ';']) {
        return false;
    }
    let bare = |c: char| !c.is_alphanumeric();
    let inner = folded.trim_matches(bare);
    if is_page_number(inner) || is_page_number(text) || is_latin_page(&inner.to_lowercase()) {
        return true;
    }
    let counted = inner.strip_prefix("页码").map(|rest| rest.trim_matches(bare));
    if counted.is_some_and(|rest| rest.split('/').all(is_number)) {
        return true;
    }
    // 共3页第2页, 第2页/共3页, and the name of what is printed before or behind.
    let Some((before, rest)) = inner.split_once('第') else { return false };
    let Some((number, behind)) = rest.split_once('页') else { return false };
    let behind = behind.trim_matches(bare);
    let behind = match behind.strip_prefix('共').and_then(|of| of.split_once('页')) {
        Some((of, name)) if is_number(of) => name,
        _ => behind,
    };
    let before = before.trim_matches(bare);
    let before = match before.strip_suffix('页').and_then(|of| of.rsplit_once('共')) {
        Some((name, of)) if is_number(of) => name,
        _ => before,
    };
    let refers = ["见", "在", "至", "到", "附件", "于"].iter().any(|end| before.ends_with(end));
    let name = format!("{before}{behind}");
    let is_name =
        name.chars().all(char::is_alphanumeric) && (before.is_empty() || behind.is_empty());
    is_number(number) && !refers && is_name
}

fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// page2of3.
fn is_latin_page(lower: &str) -> bool {
    let Some(rest) = lower.strip_prefix("page").or_else(|| lower.strip_prefix("p.")) else {
        return false;
    };
    rest.split("of").all(is_number)
}

/// What is behind a label, up to the next label.
fn value_of(value: &str) -> String {
    let words = value.split_whitespace().take_while(|word| !word.contains([':', '：', '丨', '｜']));
    let marks = ['(', ')', '（', '）', '[', ']', '【', '】'];
    words.map(|word| word.trim_matches(marks)).collect::<Vec<_>>().join(" ")
}

/// Labels of people who made a page.
const MAKERS: [&str; 19] = [
    "编辑",
    "责编",
    "编审",
    "作者",
    "记者",
    "通讯员",
    "审核",
    "审签",
    "签发",
    "校对",
    "初审",
    "复审",
    "终审",
    "一审",
    "二审",
    "三审",
    "监制",
    "撰稿",
    "供稿",
];

/// Labels of where a page is from.
const SOURCES: [&str; 4] = ["来源", "稿源", "供稿", "作者"];

/// Labels of a day.
const DAYS: [&str; 2] = ["日期", "时间"];

/// Labels of who has a right.
const RIGHTS: [&str; 1] = ["版权"];

/// Labels of the place on a site.
const PLACES: [&str; 1] = ["位置"];

/// Whether what is behind a label of a site's is what such a label has: people behind 责任编辑, a day behind
/// 发布日期. Behind 责任编辑 a report has 实行责任编辑制.
pub(crate) fn has_its_value(label: &str, value: &str) -> bool {
    let value = value_of(value);
    let value = value.trim();
    let ends = |all: &[&str]| all.iter().any(|end| label.ends_with(end));
    if value.is_empty() {
        return true;
    }
    let maker = ends(&MAKERS) && is_people(value);
    let source = ends(&SOURCES) && is_source(value);
    if ends(&MAKERS) || ends(&SOURCES) {
        return maker || source;
    }
    if ends(&DAYS) {
        let day = value.split_whitespace().next().unwrap_or_default();
        return is_date(day) || is_date(value) || day.starts_with(|c: char| c.is_ascii_digit());
    }
    if ends(&PLACES) {
        return value.contains(['>', '»', '›', '＞', '/', '-']) || value.contains("首页");
    }
    !ends(&RIGHTS) || value.contains(['©']) || is_source(value) || value.contains("所有")
}

/// 王小明, 王某 李某, 欧阳小明/李四.
fn is_people(value: &str) -> bool {
    const DOUBLE: [&str; 6] = ["欧阳", "上官", "司马", "诸葛", "尉迟", "夏侯"];
    let mut names = value
        .split(|c: char| c.is_whitespace() || "/、,，;；|".contains(c))
        .filter(|name| !name.is_empty());
    names.all(|name| {
        let characters = name.chars().filter(|c| is_han(*c)).count();
        let is_name = (1..=3).contains(&characters) || name.contains('·') || name.contains('某');
        is_name || (characters == 4 && DOUBLE.iter().any(|double| name.starts_with(double)))
    })
}

/// 云泽县融媒体中心, 本站原创: what ends as the name of an agency or of a paper does.
fn is_source(value: &str) -> bool {
    const ENDS: [&str; 22] = [
        "中心",
        "网",
        "社",
        "报",
        "台",
        "发布",
        "原创",
        "公众号",
        "号",
        "站",
        "办",
        "局",
        "科",
        "室",
        "部",
        "厅",
        "委",
        "政府",
        "镇",
        "街道",
        "乡",
        "公司",
    ];
    const LONGEST: usize = 24;
    let first = value.split_whitespace().next().unwrap_or_default();
    let name = fold(first);
    let sends = name.ends_with("报送") || name.starts_with('各');
    let ends = ENDS.iter().any(|end| name.ends_with(end))
        || name.ends_with(['县', '市', '区', '省', '院', '处', '所', '队', '会']);
    name.chars().nth(LONGEST).is_none() && ends && !sends
}
