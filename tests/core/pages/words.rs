//! Words that pages are made of.

use crate::support::corpus::form::Random;

/// One of several, by the seed.
pub fn pick<T: Copy>(all: &[T], random: &mut Random) -> T {
    all[random.below(all.len())]
}

/// Names that are over section one instead of the mandated one.
pub const FIRST: [&str; 10] = [
    "一、政府信息公开工作的基本情况",
    "一、工作概述",
    "一、概述",
    "一、工作开展情况",
    "一、基本概况",
    "一、全年工作回顾",
    "1、工作概况",
    "概述",
    "工作概述",
    "基本情况",
];

/// Names that are over section five instead of the mandated one.
pub const FIFTH: [&str; 10] = [
    "存在问题和下步打算",
    "存在的困难与不足及下一步工作计划",
    "主要问题和改进措施",
    "存在的薄弱环节及努力方向",
    "工作中存在的不足与今后打算",
    "问题、不足及整改措施",
    "当前的短板与提升举措",
    "存在的主要问题及下一年度工作思路",
    "政府信息公开工作存在的问题及解决办法",
    "不足和改进",
];

/// Names that are over section six.
pub const SIXTH: [&str; 7] = [
    "其它事项",
    "其他事项",
    "其他",
    "需要说明的其他事项",
    "其他需要说明的情况",
    "其它需报告的事项",
    "其他有关事项",
];

/// Notes of a template behind a heading.
pub const NOTES: [&str; 8] = [
    "（宋体加粗小四号字）",
    "（800字以内）",
    "(不少于500字)",
    "（黑体三号）",
    "（请按附件格式填写）",
    "（必填）",
    "（字数：300—800）",
    "（由办公室填写）",
];

/// Notes behind a row's label.
pub const LABEL_NOTES: [&str; 6] = [
    "（部门不填）",
    "（含所属单位）",
    "（县级以上填写）",
    "【本级】",
    "(设区的市填写)",
    "（以印发为准）",
];

/// Paragraphs of section one.
pub const SECTION_ONE: [&str; 10] = [
    "（一）主动公开。全年通过门户网站公开信息{n}条，其中政策文件{m}件。",
    "（二）依申请公开。全年办理申请{m}件，按期答复，没有被纠正。",
    "（三）政府信息管理。落实先审后发，动态调整公开目录{m}次。",
    "（四）平台建设。政务新媒体发布信息{n}条，网站专栏更新及时。",
    "（五）监督保障。组织培训{m}次，考核结果为良好。",
    "一是健全机制，明确专人负责；二是加强审核，做到应公开尽公开。",
    "本年度深入贯彻条例，围绕群众关切推进各领域信息公开。",
    "全年公开重点领域信息{n}条，回应群众留言{m}条。",
    "认真做好解读回应，发布解读材料{m}篇。",
    "公开场所设在便民服务中心，全年接待查阅{m}人次。",
];

/// Paragraphs of section five.
pub const SECTION_FIVE: [&str; 5] = [
    "存在更新不够及时的问题。下一步将加强培训，按时更新。",
    "存在解读形式单一的问题，将增加图解和视频。",
    "公开内容不够全面。今后将对照目录逐项落实。",
    "（一）存在的问题。专职人员少，业务不熟。",
    "（二）改进情况。上年提出的培训问题，已办班{m}期。",
];

/// Paragraphs of section six.
pub const SECTION_SIX: [&str; 4] = [
    "没有其他需要报告的事项。",
    "无其他需要报告的事项。",
    "本年度没有收取信息处理费，发出收费通知0件。",
    "本年度承办建议提案{m}件，办复率为百分之百。",
];

/// Paragraphs of a lead-in.
pub const LEAD_IN: [&str; 4] = [
    "根据《中华人民共和国政府信息公开条例》规定编制本报告。",
    "按照有关要求，现公布{y}年度政府信息公开工作年度报告，数据统计期限为{y}年1月1日至12月31日。",
    "本报告由总体情况、主动公开政府信息情况等六部分组成，统计期限为{y}年1月1日至12月31日。",
    "依据条例第五十条，结合实际编制，如有疑问，请与办公室联系（电话：0000-1234567）。",
];

/// A sentence with numbers in it.
pub fn sentence(pattern: &str, year: u16, random: &mut Random) -> String {
    pattern
        .replace("{n}", &(random.below(900) + 10).to_string())
        .replace("{m}", &(random.below(30) + 1).to_string())
        .replace("{y}", &year.to_string())
}

/// A line that a site puts around a report.
pub fn furniture(random: &mut Random) -> String {
    let day = format!("2024-01-{:02}", random.below(28) + 1);
    let count = random.below(900);
    match random.below(16) {
        0 => format!("撰写时间：{day}"),
        1 => format!("时间：{day} 11:18"),
        2 => format!("发布日期：{day} 浏览次数：{count}"),
        3 => "分享：".to_owned(),
        4 => "【字体：大 中 小】".to_owned(),
        5 => format!("| 公开形式 | 责任部门 | {} |", "|".repeat(count % 40)),
        6 => format!("索引号\t00293/{count}\t主题分类\t政务公开"),
        7 => "点击收听".to_owned(),
        8 => "语音朗读 无障碍阅读".to_owned(),
        9 => "信息公开元数据".to_owned(),
        10 => format!("点击数：{count} 打印 关闭"),
        11 => format!("附件：{count}.pdf"),
        12 => "相关稿件".to_owned(),
        13 => "当前位置：首页 > 政务公开 > 年报".to_owned(),
        14 => day,
        _ => "打印本页 关闭窗口".to_owned(),
    }
}

/// Words in the traditional characters of the form.
pub fn traditional(text: &str) -> String {
    const SIMPLE: &str =
        "总体况动开处报规数请复议诉讼结维务项业关会织单许强费内现销废应发确认机构组归纠正审";
    const OLD: &str =
        "總體況動開處報規數請復議訴訟結維務項業關會織單許強費內現銷廢應發確認機構組歸糾正審";
    let old = |c: char| {
        let at = SIMPLE.chars().position(|simple| simple == c);
        at.and_then(|at| OLD.chars().nth(at)).unwrap_or(c)
    };
    text.chars().map(old).collect()
}

/// A line that a site puts below a report.
pub fn foot(random: &mut Random) -> String {
    const FOOT: [&str; 20] = [
        "返回首页 返回顶部",
        "上一篇：上官乡2021年度部门决算",
        "下一篇：暂无",
        "相关信息",
        "主办单位：某某县人民政府办公室",
        "承办：某某县大数据管理局 运维：某某科技有限公司",
        "网站标识码：3301110001",
        "某ICP备09000001号",
        "某公网安备 33011100000001号",
        "版权所有 某某县人民政府 Copyright 2024",
        "联系我们 | 网站声明 | 站点地图",
        "微信 微博 抖音 客户端",
        "手机版 电脑版 无障碍",
        "网站违法和不良信息举报电话：0000-1234567",
        "智能问答",
        "【纠错】 【打印】",
        "国务院 省政府 市政府 县市区",
        "收藏本页",
        "为您推荐",
        "您是第{n}位访客",
    ];
    pick(&FOOT, random).replace("{n}", &random.below(90_000).to_string())
}

/// A list of other pages that a site puts below a report.
pub fn list(random: &mut Random) -> Vec<String> {
    const HEADS: [&str; 12] = [
        "相关新闻",
        "推荐阅读",
        "热点排行",
        "最新信息",
        "为您推荐：",
        "往期回顾",
        "【友情链接】",
        "通知公告",
        "图片新闻 更多>>",
        "一图读懂",
        "延伸阅读",
        "本栏目热门文章",
    ];
    const TITLES: [&str; 10] = [
        "某某县召开{n}年全县经济工作会议",
        "全县开展春季植树活动，干部群众踊跃参加。",
        "上官乡举办第{n}届乡村文化旅游节",
        "关于印发《某某县防汛抗旱应急预案》的通知",
        "某某县水利局{n}年度部门决算公开说明",
        "县领导深入一线调研重点项目建设",
        "某某县人民医院专家义诊进社区",
        "省政府办公厅关于部分节假日安排的通知",
        "某某县新增城镇就业{n}人，完成全年目标",
        "我县道路交通安全形势持续平稳",
    ];
    let headed = random.below(3) > 0;
    // Without a heading only the days tell that they are a list.
    let way = if headed { random.below(4) } else { 1 + random.below(3) };
    let mut lines: Vec<String> = Vec::new();
    if headed {
        lines.push(pick(&HEADS, random).to_owned());
    }
    for _ in 0..2 + random.below(4) {
        let title = pick(&TITLES, random).replace("{n}", &(2024 + random.below(3)).to_string());
        let (month, day) = (random.below(12) + 1, random.below(28) + 1);
        lines.push(match way {
            0 => format!("• {title}"),
            1 => format!("{title} 2024-{month:02}-{day:02}"),
            2 => format!("[2024-{month:02}-{day:02}] {title}"),
            _ => format!("{month:02}-{day:02} {title}"),
        });
    }
    lines
}

/// A line that a site puts between a report's paragraphs.
pub fn within(random: &mut Random) -> String {
    const WITHIN: [&str; 12] = [
        "点击放大图片",
        "（图为现场）",
        "图{n} 分布情况",
        "展开全文",
        "扫码分享",
        "undefined",
        "回到顶部",
        "[关闭]",
        "阅读次数：{n}",
        "责任编辑：李某某",
        "2024-02-01",
        "上一页 {n} 下一页",
    ];
    pick(&WITHIN, random).replace("{n}", &(random.below(9) + 1).to_string())
}
