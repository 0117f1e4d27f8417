//! Lists of other pages below a report, what a site says to its visitors, feet of pages and lines of
//! who made a page are set aside and told; what a report says in like words stays.

use crate::import_reading::{has, read, told, whole, with};
use nianbao::import::{Imported, NoteKind};
use nianbao::report::place::Field;

const END: &str = "实际收取0元。";
const SIGNED: &str = "云泽县柳塘镇人民政府\n2024年1月15日";

/// What is wrong with lines that stand behind the report's last words and are no part of it, signed or
/// not; empty where nothing is.
fn wrong_below(lines: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for signed in ["", SIGNED] {
        let imported = read(&with(&[(END, &format!("{END}\n{signed}\n{lines}"))]));
        wrong.extend(wrong_aside(&imported, lines));
        let said = &imported.report.sections[5].before;
        let name = imported.report.text(Field::SignatureName);
        if !said.ends_with(END) || name != signed.lines().next().unwrap_or_default() {
            wrong.push(format!("{lines}: {said} / {name}"));
        }
    }
    wrong
}

/// Those of the lines that are not set aside, or of which nothing is told.
fn wrong_aside(imported: &Imported, lines: &str) -> Vec<String> {
    if imported.report.sections[0].before.lines().count() != 5 {
        return vec![format!("in section one: {lines}")];
    }
    whole(imported, "");
    let kept = &imported.report.imported.as_ref().unwrap().unplaced;
    let is_kept = |line: &&str| kept.iter().any(|kept| kept.contains(*line));
    let is_told = |line: &&str| has(imported, NoteKind::Unplaced, line);
    let lines = lines.lines().map(str::trim).filter(|line| !is_kept(line) || !is_told(line));
    lines.map(|line| format!("not aside: {line}")).collect()
}

/// What is wrong with lines behind the report's last words that are the report's.
fn wrong_last(lines: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for signed in ["", "\n云泽县柳塘镇人民政府\n2024年1月15日"] {
        let imported = read(&with(&[(END, &format!("{END}\n{lines}{signed}"))]));
        whole(&imported, "");
        let said = &imported.report.sections[5].before;
        if !said.ends_with(&format!("{END}\n{lines}")) {
            wrong.push(format!("{lines}: {said}"));
        }
    }
    wrong
}

/// Nothing is wrong with any of the cases.
fn all_right<'a>(cases: impl IntoIterator<Item = &'a str>, wrong: impl Fn(&str) -> Vec<String>) {
    let wrong: Vec<String> = cases.into_iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_of_other_pages_under_a_heading() {
    let news = "云泽县召开2024年全县经济工作会议\n我县开展春季植树活动，全县干部群众踊跃参加。";
    let heads = [
        "相关新闻",
        "相关阅读",
        "相关推荐",
        "推荐阅读",
        "猜你喜欢",
        "最新信息",
        "本栏目热点",
        "延伸阅读",
        "更多>>",
        "信息公开年报列表",
        "网友评论",
        "点击排行",
        "图片新闻",
        "通知公告",
        "相关链接：",
        "热点新闻 更多>>",
        "【往期回顾】",
        "为您推荐以下内容：",
        "大家都在看",
        "今日要闻",
        "滚动新闻 MORE+",
        "热门文章排行榜",
        "政务要闻",
        "一图读懂",
        "图解政策",
        "同类信息",
        "本栏目最新文章",
        "时政头条",
        "※ 相关资讯",
        "相关文章推荐",
        "时事新闻",
        "县内要闻",
        "政策图解",
    ];
    all_right(heads, |head| wrong_below(&format!("{head}\n{news}")));
    let lists = [
        "友情链接\n中国政府网\n湖北省人民政府\n荆州市人民政府",
        "相关文档\n云泽县水利局2023年政府信息公开工作年度报告 2024-01-18\n云泽县教育局2023年政府信息公开工作年度报告 2024-01-17",
        "热门推荐\n全县防汛抗旱工作会议召开\n县领导调研乡村振兴工作。",
        "为您推荐以下内容：\n• 柳塘镇开展消防演练，提升群众安全意识。\n• 柳塘镇召开党委（扩大）会议，传达学习上级精神。",
        "云泽县召开2024年经济工作会议 2024-02-01\n我县开展春季植树活动，全县干部群众踊跃参加。 2024-03-12",
        "[2024-02-01] 全县教育工作会议在县城召开\n[2024-02-03] 柳塘镇举办春节联欢晚会",
        "02-01 全县教育工作会议在县城召开\n02-03 柳塘镇举办春节联欢晚会",
        "全县教育工作会议在县城召开（2024-02-01）\n柳塘镇举办春节联欢晚会（2024-02-03）",
        "热点推荐\n• 云泽县新增就业5000人，完成目标任务。\n• 云泽县全年新建公路120公里",
        "评论（0）\n请您文明上网，理性发言。\n提交评论",
        "关于印发《云泽县防汛预案》的通知\n云泽县人民政府办公室关于做好春耕生产工作的意见\n2024年第一季度城乡低保对象公示",
        "《云泽县养老服务规划》政策解读\n云泽县水利局关于河道采砂的公告\n云泽县召开经济工作会议\n关于2024年中小学招生的通知",
        "石桥镇开展人居环境整治\n石桥镇召开党委扩大会议\n云泽县水利局组织观看警示教育片\n石桥镇举办趣味运动会",
        "相关链接\n云泽县2023年度行政执法情况统计\n关于印发《云泽县防汛预案》的通知\n责任编辑：李四",
    ];
    all_right(lists, wrong_below);
    // Each day in a line of its own is nobody's signature.
    for list in [
        "2024-02-01\n云泽县召开三级干部会议\n2024-02-03\n云泽县开展节前慰问活动",
        "云泽县召开三级干部会议\n2024-02-01\n云泽县开展节前慰问活动\n2024-02-03",
    ] {
        all_right([list], wrong_below);
        let imported = read(&with(&[(END, &format!("{END}\n{list}"))]));
        assert_eq!(imported.report.text(Field::SignatureDate), "", "{list}");
    }
}

#[test]
fn lists_of_links_in_a_page() {
    let report = with(&[]);
    let mut page = String::new();
    for line in report.lines() {
        page.push_str("<p>");
        page.push_str(&line.replace('\t', "\u{2003}"));
        page.push_str("</p>\n");
    }
    let plain = read(&report).report.sections[5].before.clone();
    for list in [
        "<h3>相关新闻</h3><ul><li><a href='/a'>云泽县召开2024年全县经济工作会议</a></li><li><a href='/b'>我县开展春季植树活动。</a></li></ul>",
        "<div class=hot><span>热点排行</span><table><tr><td><a href='/a'>云泽县召开2024年全县经济工作会议</a></td><td>2024-02-01</td></tr><tr><td><a href='/b'>我县开展春季植树活动</a></td><td>2024-02-03</td></tr></table></div>",
        "<ul><li><span>2024-02-01</span><a href='/a'>云泽县召开2024年全县经济工作会议</a></li><li><span>2024-02-03</span><a href='/b'>我县开展春季植树活动，干部群众参加</a></li></ul>",
    ] {
        let imported = nianbao::import::read(
            "年报.html",
            format!("<html><body>{page}{list}</body></html>").as_bytes(),
        );
        let imported = imported.unwrap();
        assert_eq!(imported.report.sections[5].before, plain, "{}", told(&imported));
        assert!(has(&imported, NoteKind::Unplaced, "经济工作会议"), "{}", told(&imported));
    }
}

#[test]
fn what_a_report_says_last_is_no_list() {
    let said = [
        "通知公告\n全年发布通知公告120条。",
        "政策解读\n发布解读12篇。",
        "相关工作\n配合做好其他工作。",
        "建议提案办理\n承办建议3件，均已办结。",
        "重点领域信息公开\n公开财政信息12条。",
        "（一）相关链接\n本年度更新链接3个。",
        "最新动态发布\n及时发布。",
        "信息处理费\n无。",
        "热点回应\n回应群众关切12次。",
        "推荐评先情况\n无。",
        "新闻发布\n召开新闻发布会3场。",
        "《云泽县柳塘镇防汛应急预案》 2023-05-01",
        "政策图解\n制作图解12个",
        "图解新闻\n编发图解32篇",
        "热点新闻\n编发新闻稿件32篇\n回应关切5次",
        "公开动态\n及时更新。",
        "重点工作\n推动公开平台整合",
        "典型案例\n柳塘镇“板凳会”公开模式",
        "网站链接：http://www.yunze.gov.cn",
        "友好往来\n无其他需要报告的事项。",
        "相关情况说明\n我镇没有收费。",
        "本报告电子版可在县政府网站下载。",
        "网站 http://www.yunze.gov.cn",
        "1.建议提案办理：3件\n2.网站地址：http://www.yunze.gov.cn\n3.咨询电话：0716-1234567",
        "全年印发下列文件：\n关于印发《云泽县防汛预案》的通知\n关于做好春耕生产工作的意见\n2024年第一季度城乡低保对象公示",
        "（二）规范性文件\n关于印发《云泽县防汛预案》的通知\n关于做好春耕生产工作的意见\n2024年第一季度城乡低保对象公示",
        "关于印发《云泽县防汛预案》的通知\n关于做好春耕生产工作的意见",
        "柳塘镇开展政务公开培训\n柳塘镇组织信息公开自查\n柳塘镇召开政务公开会议\n柳塘镇举办政务公开日",
        // A list that the report goes on behind is no end.
        "热门栏目情况\n本年度没有收取信息处理费。",
    ];
    all_right(said, wrong_last);
}

/// What sites say to visitors, wherever it stands.
const TO_VISITORS: [&str; 39] = [
    "您的浏览器不支持 audio 标签。",
    "您的浏览器不支持video播放",
    "当前浏览器不支持音频播放，请升级。",
    "该视频暂不支持在此设备播放",
    "你的浏览器版本过低，请升级浏览器。",
    "请您文明上网，理性发言。",
    "请文明发言，遵守评论规则！",
    "请先登录后发表评论",
    "登录后才能发表评论。",
    "提交评论",
    "发表评论",
    "我来说两句",
    "写评论",
    "文明上网理性发言，请遵守新闻评论服务协议",
    "阅读原文",
    "查看原文",
    "点击阅读原文",
    "点击下方“阅读原文”查看",
    "扫一扫在手机打开当前页",
    "用微信扫描二维码分享至好友和朋友圈",
    "扫描下方二维码关注",
    "长按识别二维码",
    "微信扫一扫，分享到朋友圈",
    "请使用微信扫码阅读",
    "觉得不错，请点赞",
    "喜欢就点个在看吧",
    "点赞 在看 分享",
    "点个在看你最好看",
    "分享到：微信 微博 QQ",
    "A+ A-",
    "字体：小 大",
    "字号：超大 大 标准 小",
    "打印此文",
    "预览时标签不可点",
    "轻点两下取消在看",
    "继续滑动看下一个",
    "欢迎关注柳塘发布",
    "你觉得这篇文章有用吗？",
    "【打印正文】【关闭页面】",
];

/// Feet of pages.
const FEET: [&str; 10] = [
    "第2页/共3页",
    "共3页 第2页",
    "云泽县柳塘镇2023年年报 第2页",
    "第 2 页（共 3 页）",
    "政府信息公开工作年度报告 第2页 共3页",
    "第2页 云泽县柳塘镇人民政府",
    "页码：2/3",
    "Page 2 of 3",
    "第 2 页，共 3 页",
    "—第2页—",
];

/// Who made a page, and where it is from.
const MADE_BY: [&str; 16] = [
    "责任编辑：王小明",
    "责任编辑：王某 审核：李某",
    "编辑：李四 审核：王五 终审：赵六",
    "责编丨王某",
    "审核｜李某某",
    "一审：王某 二审：李某 三审：赵某",
    "（责任编辑：王某）",
    "来源：云泽县融媒体中心",
    "信息来源：柳塘镇党政办",
    "稿源：云泽发布",
    "文章来源：本站原创",
    "作者：王某",
    "发布日期：2024-01-10",
    "发布时间：2024-01-10 10:22:31",
    "当前位置：首页 > 政务公开 > 年报",
    "图片来源：县融媒体中心",
];

#[test]
fn what_a_site_says_within_and_below() {
    let all = || TO_VISITORS.iter().chain(&FEET).chain(&MADE_BY).copied();
    all_right(all(), |line| {
        wrong_aside(&read(&with(&[("（三）", &format!("{line}\n（三）"))])), line)
    });
    all_right(all(), wrong_below);
}

#[test]
fn what_reports_say_in_like_words() {
    let lines = [
        "网站访问量：12345次",
        "微信公众号：阅读量3.2万",
        "发布日期：每月5日",
        "责任编辑：实行责任编辑制",
        "信息来源：各站所报送",
        "主办单位：柳塘镇党政办",
        "当前位置：全县第3名",
        "版权：完成软件正版化",
        "纠错：受理网民纠错5条",
        "政务微博：发布120条",
        "扫描二维码查看解读12期",
        "打印、下载功能正常",
        "登录、注册功能优化",
        "请登录县政府网站查询。",
        "欢迎公众监督政府信息公开工作。",
        "请公众对政府信息公开工作提出意见",
        "点击量较高的是惠农栏目",
        "审核：落实三审三校制度",
        "来源：依申请公开渠道",
        "编辑：专人负责",
        "公众可点击“政府信息公开”栏目查阅",
        "网站评论功能已经关闭",
        "详见附件第2页",
        "年报共3页",
        "关注民生热点，开展评论引导",
        "扫码阅读功能上线",
    ];
    all_right(lines, |line| {
        let imported = read(&with(&[("（三）", &format!("{line}\n（三）"))]));
        let said = imported.report.sections[0].before.lines().any(|said| said == line);
        if said { Vec::new() } else { vec![line.to_owned()] }
    });
}

#[test]
fn who_signs_and_when_in_any_order() {
    for (lines, name, date) in [
        ("2024年1月15日\n云泽县柳塘镇人民政府", "云泽县柳塘镇人民政府", "2024年1月15日"),
        ("2024-01-15\n柳塘镇人民政府\n返回顶部", "柳塘镇人民政府", "2024-01-15"),
        ("二〇二四年一月十五日\n        云泽县柳塘镇", "云泽县柳塘镇", "二〇二四年一月十五日"),
        ("柳塘镇\n2024-01-10", "柳塘镇", "2024-01-10"),
        ("云泽县柳塘镇人民政府\n2024年1月", "云泽县柳塘镇人民政府", "2024年1月"),
        ("云泽县柳塘镇人民政府\n二〇二四年一月", "云泽县柳塘镇人民政府", "二〇二四年一月"),
        ("云泽县柳塘镇\n2024.1.10", "云泽县柳塘镇", "2024.1.10"),
        ("云泽县柳塘镇人民政府\n二○二四年元月十日", "云泽县柳塘镇人民政府", "二○二四年元月十日"),
        (
            "云泽县柳塘镇人民政府\n2024年元月10日\n（联系人：王五，电话：0716-1234567）",
            "云泽县柳塘镇人民政府",
            "2024年元月10日",
        ),
    ] {
        let imported = read(&with(&[(END, &format!("{END}\n{lines}"))]));
        let report = &imported.report;
        assert_eq!(report.text(Field::SignatureName), name, "{}", told(&imported));
        assert_eq!(report.text(Field::SignatureDate), date, "{}", told(&imported));
        assert!(report.sections[5].before.ends_with(END), "{}", told(&imported));
    }
    all_right(["云泽县柳塘镇人民政府办公室2024年1月10日印发"], wrong_below);
}

#[test]
fn numbered_headings_before_and_in_section_one() {
    let lines = "一、概述\n柳塘镇位于云泽县东部。\n二、总体情况";
    let imported = read(&with(&[("一、总体情况", lines)]));
    let report = &imported.report;
    assert_eq!(report.lead_in, "一、概述\n柳塘镇位于云泽县东部。", "{}", told(&imported));
    assert_eq!(report.sections[0].heading, "二、总体情况");
    assert!(has(&imported, NoteKind::Unsure, "“一、概述”"), "{}", told(&imported));

    let parts = "一、主动公开\n公开326条。\n二、依申请公开\n受理12件。\n三、政府信息管理\n规范。\n四、平台建设\n网站。\n五、监督保障\n培训。";
    let text = with(&[]);
    let (front, rest) = text.split_once("一、总体情况").unwrap();
    let (_, rest) = rest.split_once("\n二、").unwrap();
    let imported = read(&format!("{front}{parts}\n六、{rest}"));
    assert_eq!(imported.report.sections[0].before, parts, "{}", told(&imported));
    assert_eq!(imported.report.lead_in, "", "{}", told(&imported));
}
