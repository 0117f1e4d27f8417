//! What a site puts around and into a report is set aside and told, and no line of the report is.

use crate::import_reading::{has, read, told, whole, with};
use nianbao::import::{Imported, NoteKind};
use nianbao::report::place::Field;

const TITLE: &str = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";
const END: &str = "实际收取0元。";
const SIGNED: &str = "云泽县柳塘镇人民政府\n2024年1月15日";

fn unplaced(imported: &Imported) -> &[String] {
    &imported.report.imported.as_ref().unwrap().unplaced
}

/// Each of the lines is set aside and told, and nothing of them is in the report.
fn is_aside(imported: &Imported, lines: &str) {
    let prose = &imported.report.sections[0].before;
    assert_eq!(prose.lines().count(), 5, "{lines} in {prose}");
    whole(imported, "");
    let report = &imported.report;
    assert!(report.sections[5].before.ends_with(END), "{lines}: {}", report.sections[5].before);
    assert_eq!(report.sections[4].before.lines().count(), 1, "{lines}");
    for line in lines.lines() {
        let line = line.trim();
        assert!(
            unplaced(imported).iter().any(|kept| kept.contains(line)),
            "{line}\n{}",
            told(imported)
        );
        assert!(has(imported, NoteKind::Unplaced, line), "{line}\n{}", told(imported));
    }
}

/// Ends of pages, as sites have them.
const ENDS: [&str; 34] = [
    "热门推荐\n技术支持：某某科技有限公司\n联系我们\n主管单位：青禾县人民政府\n登录 | 注册",
    "上一篇：云泽县水利局2023年政府信息公开工作年度报告\n下一篇：没有了",
    "相关链接\n云泽县财政局2023年度部门决算\n云泽县召开春季防汛会议，部署全年工作",
    "网站地图 | 联系我们 | 关于我们 | 隐私声明\n主办：云泽县人民政府　承办：云泽县大数据中心\n地址：云泽县人民路18号　邮编：834000　电话：0999-7654321",
    "浙ICP备05000001号-1\n浙公网安备 33010602000001号\n网站标识码：3301000001",
    "Copyright © 2024 云泽县人民政府 All Rights Reserved",
    "©2009-2024 云泽县人民政府办公室版权所有",
    "点赞 0　收藏 0　评论 0",
    "微信 微博 QQ空间 朋友圈",
    "【我要纠错】\n【打印本页】 【关闭窗口】",
    "您是第 1234567 位访问者\n今日访问：123",
    "国务院部门网站\n省政府网站\n市政府网站",
    "中国政府网 省政府网 市政府网 县区网站",
    "适老化\n无障碍\n繁體\nEnglish",
    "阅读：132 次",
    "投稿邮箱：abc@126.com\n网站违法和不良信息举报电话：0999-1234567",
    "返回顶部",
    "延伸阅读\n云泽县柳塘镇：春茶开采忙\n省厅来我镇调研",
    "保留所有权利",
    "本文链接：http://www.example.gov.cn/a/1.html",
    "下一则：云泽县征兵宣传\n上一则：消防演练",
    "网站管理员邮箱：web@example.gov.cn",
    "您是本页第 88 位浏览者",
    "录入时间 2024-02-11 09:00:12",
    "已有 12 人阅读此文",
    "云泽县政府门户网站\n云泽发布",
    "您访问的链接即将离开本网站，是否继续？",
    "站内搜索 热门搜索：社保 公积金 医保",
    "页面功能：【收藏】【打印】【关闭】",
    "扫码关注“云泽发布”\n手机扫码阅读",
    "搜索\n请输入关键字\n高级检索",
    "智能问答\n网民留言\n政策问答",
    "建议使用1024×768以上分辨率、IE9以上浏览器浏览本站",
    "政务新媒体矩阵\n客户端下载\n运维单位：某某信息技术有限公司\n技术服务热线：400-123-4567",
];

#[test]
fn at_the_end_of_a_page() {
    for lines in ENDS {
        is_aside(&read(&with(&[(END, &format!("{END}\n{lines}"))])), lines);
        let imported = read(&with(&[(END, &format!("{END}\n{SIGNED}\n{lines}"))]));
        is_aside(&imported, lines);
        let report = &imported.report;
        assert_eq!(report.text(Field::SignatureName), "云泽县柳塘镇人民政府", "{lines}");
        assert_eq!(report.text(Field::SignatureDate), "2024年1月15日", "{lines}");
    }
}

#[test]
fn what_the_report_says_last_stays() {
    for line in [
        "特此报告",
        "无其他需要报告的事项",
        "没有",
        "无",
        "联系电话：0999-7654321",
        "联系人：张三，联系电话：0999-7654321",
        "如对本报告有疑问，请与柳塘镇党政办公室联系（电话：0999-7654321）。",
        "地址：柳塘镇长街1号，邮编：834000，电话：0999-7654321",
        "本报告电子版可在云泽县人民政府网站（http://www.yunze.gov.cn）下载。",
        "收费情况：2023年未收取信息处理费",
        "打印费、复印费均未收取",
        "关闭了2个僵尸微信公众号。",
        "上一篇报告提出的问题已经整改。",
        "微信公众号“柳塘发布”全年推送302条，浏览次数5万余次。",
        "（二）其他情况",
        "访问量较大的栏目为惠农补贴专栏",
        "镇网站年访问12万人次",
        "优化网站，浏览器兼容问题已经解决。",
        "未经授权，任何科室不得对外发布信息。",
        "责任编辑实行AB岗制度。",
    ] {
        for end in [
            "",
            "\n云泽县柳塘镇人民政府\n2024年1月15日",
            "\n云泽县柳塘镇人民政府\n2024年1月15日\n返回顶部\n浙ICP备05000001号",
        ] {
            let imported = read(&with(&[(END, &format!("{END}\n{line}{end}"))]));
            whole(&imported, "");
            let said = &imported.report.sections[5].before;
            assert!(said.ends_with(&format!("{END}\n{line}")), "{line}: {said}");
        }
    }
}

#[test]
fn within_a_section() {
    for line in [
        "点击查看大图",
        "查看原图",
        "摄影：陈某",
        "字体缩放",
        "下载附件",
        "（照片由镇宣传办提供）",
        "轻触此处关闭",
        "阅读 1.2万",
        "视频加载失败，请刷新重试",
        "（图为培训现场）",
        "图1 公开信息渠道分布",
        "【大 中 小】",
        "广告",
        "分享到微信朋友圈",
        "展开全文",
        "扫码关注“柳塘发布”",
        "2023-12-31",
        "返回目录",
        "责任编辑：王某",
        "[打印]",
        "undefined",
        "Image",
        "function(){var a=1;}",
        "上一页 下一页",
        "2024-01-16 10:31",
        "阅读量：331",
        "附件：柳塘镇2023年统计表.xlsx",
    ] {
        let imported = read(&with(&[("（三）", &format!("{line}\n（三）"))]));
        is_aside(&imported, line);
        let imported = read(&with(&[("\n三、收到", &format!("\n{line}\n三、收到"))]));
        is_aside(&imported, line);
    }
    for line in [
        "主动公开",
        "政务公开",
        "平台建设",
        "互动交流",
        "政策解读",
        "网站建设",
        "政务新媒体",
        "关闭政务新媒体1个",
        "分享会2场",
        "首页更新45次",
        "浏览次数较上年增长20%",
        "公开目录",
        "打印服务",
        "无障碍服务",
        "附件管理规范",
        "联系群众",
    ] {
        let imported = read(&with(&[("（三）", &format!("{line}\n（三）"))]));
        let said = &imported.report.sections[0].before;
        assert!(said.lines().any(|said| said == line), "{line}: {}", told(&imported));
    }
}

#[test]
fn tables_that_are_none_of_the_forms() {
    let table = "项目\t2022\t2023\n政务新媒体\t3\t4\n公开专栏\t1\t2";
    for (old, new) in [
        (END, format!("{END}\n{table}")),
        ("（三）", "渠道 | 条数\n网站 | 84\n公众号 | 33\n（三）".to_owned()),
        (END, format!("{END}\n{table}\n{SIGNED}")),
        ("（三）", format!("{table}\n（三）")),
    ] {
        let imported = read(&with(&[(old, &new)]));
        whole(&imported, "");
        assert!(
            has(&imported, NoteKind::Unplaced, "3 行是规定的三张表以外的表格"),
            "{}",
            told(&imported)
        );
        assert_eq!(unplaced(&imported).len(), 3, "{}", told(&imported));
    }
}

#[test]
fn lead_ins_that_are_no_plain_sentence() {
    for lines in [
        "各位居民：\n根据《条例》编制本报告。",
        "各位代表、同志们：",
        "柳塘镇现将2023年工作报告如下",
        "（统计期限：2023年1月1日至12月31日）",
        "现公布年度报告。全文包括：\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n如有疑问，请联系党政办。",
        "数据统计期限为2023年1月1日至12月31日",
    ] {
        whole(&read(&with(&[(TITLE, &format!("{TITLE}\n{lines}"))])), lines);
    }
}
