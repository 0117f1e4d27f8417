//! What is no yearly report of an agency's is refused with words on what it seems to be; what is one is
//! read, whatever its title or its agency is called.

use crate::import_reading::{counts, read, with};
use nianbao::import;

const TITLE: &str = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";

/// The title and five sections as other documents on open information have them.
fn other(title: &str) -> String {
    format!(
        "{title}\n一、总体情况\n全年公开信息326条。\n二、主动公开政府信息情况\n公开规范性文件3件。\n\
         三、依申请公开情况\n受理12件。\n四、评议情况\n好。\n五、存在的主要问题及改进情况\n不足。\n"
    )
}

/// All six sections in the mandated words, their tables pictures.
fn six(title: &str) -> String {
    format!(
        "{title}\n一、总体情况\n全年公开信息326条。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
         四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n不足。\n六、其他需要报告的事项\n无。\n"
    )
}

/// Each of the documents is refused in these words.
fn refused<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>, text: fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (title, words) in documents {
        match import::read("报告", text(title).as_bytes()) {
            Ok(_) => wrong.push(format!("read: {title}")),
            Err(error) if error.to_string().contains(words) => {}
            Err(error) => wrong.push(format!("{title}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn guides_summaries_and_plans() {
    let guide = "通知、方案、指南";
    let documents = [
        ("云泽县柳塘镇政府信息公开指南", guide),
        ("云泽县水利局政府信息公开指南（2023年版）", guide),
        ("云泽县2024年政务公开工作要点", guide),
        ("云泽县政府信息公开工作制度", guide),
        ("云泽县政府信息公开实施办法", guide),
        ("云泽县政府信息主动公开基本目录", guide),
        ("云泽县2024年政务公开工作方案", guide),
        ("云泽县依申请公开工作规程", guide),
        ("关于加强政府信息公开工作的意见", guide),
        ("云泽县2023年政务公开工作考核细则", guide),
        ("云泽县政府信息公开工作年度报告编制指南", guide),
        ("云泽县政府信息公开申请办理答复规范", guide),
        ("云泽县2023年政务公开工作总结", "工作总结"),
        ("云泽县水利局2023年政府信息公开工作总结", "工作总结"),
        ("柳塘镇2023年政务公开工作汇报", "工作总结"),
        ("柳塘镇政府信息公开自查报告", "工作总结"),
        ("云泽县政务公开工作简报", "工作总结"),
    ];
    refused(documents, other);
}

#[test]
fn schools_hospitals_and_companies() {
    let documents = [
        "云泽县人民医院2023年信息公开年度报告",
        "云泽县实验小学2023年信息公开工作报告",
        "某某大学2023—2024学年信息公开工作年度报告",
        "云泽县第一中学2023年度信息公开工作年度报告",
        "云泽职业技术学院2022-2023学年信息公开年度报告",
        "云泽县中心幼儿园2023年信息公开工作年度报告",
        "云泽县自来水有限公司2023年信息公开工作年度报告",
        "国网云泽县供电公司2023年信息公开年度报告",
        "云泽县柳塘镇中心卫生院2023年信息公开工作年度报告",
        "云泽县妇幼保健院2023年政府信息公开工作年度报告",
        "云泽公共交通集团2023年信息公开年度报告",
        "云泽县特殊教育学校2023年度学校信息公开工作报告",
        "云泽农村商业银行2023年信息公开年度报告",
    ];
    refused(documents.map(|title| (title, "学校、医院、企业")), other);
}

#[test]
fn parts_of_a_year() {
    let documents = [
        "云泽县柳塘镇2024年上半年政府信息公开工作情况报告",
        "云泽县2023年第三季度政府信息公开工作情况报告",
        "云泽县2023年四季度政务公开工作情况报告",
        "云泽县水利局2024年1—6月政府信息公开工作情况报告",
        "云泽县水利局2024年度半年政府信息公开工作报告",
        "云泽县2024年一至九月政府信息公开工作情况的报告",
        "云泽县2024年3月份政府信息公开工作情况报告",
        "2024年下半年云泽县政府信息公开工作情况报告",
        "云泽县水利局2024年前三季度政府信息公开情况报告",
        "云泽县2024年第1季度政府信息公开情况报告",
    ];
    refused(documents.map(|title| (title, "季度、半年")), other);
    // The same of a form's table alone.
    let base = with(&[]);
    let (_, rest) = base.split_once("三、收到和处理政府信息公开申请情况\n").unwrap();
    let (table, _) = rest.split_once("\n四、政府信息公开行政复议").unwrap();
    let form = |title: &str| {
        let error = import::read("报告", format!("{title}\n{table}\n").as_bytes());
        error.err().map(|error| error.to_string())
    };
    for title in ["云泽县2023年四季度依申请公开统计表", "云泽县2023年上半年依申请公开情况统计表"]
    {
        assert!(form(title).is_some_and(|told| told.contains("季度、半年")), "{title}");
    }
    assert_eq!(form("云泽县2023年依申请公开统计表"), None);
}

#[test]
fn reports_of_agencies_are_read() {
    for title in [
        TITLE,
        "云泽县医疗保障局2023年政府信息公开工作年度报告",
        "云泽县教育局2023年政府信息公开工作年度报告",
        "中国人民银行云泽县支行2023年政府信息公开工作年度报告",
        "云泽县学院路街道办事处2023年政府信息公开工作年度报告",
        "云泽县卫生健康局2023年政府信息公开工作年度报告",
        "云泽县住房公积金管理中心2023年政府信息公开工作年度报告",
        "云泽县水利局2023年1月—12月政府信息公开工作年度报告",
        "云泽县国有企业监督管理委员会2023年政府信息公开工作年度报告",
        "云泽县2023年度政府信息公开工作情况报告",
        // All of the form's sections in its own words, the tables pictures.
        "云泽县人民医院2023年政府信息公开工作年度报告",
        "云泽县水利局2023年政府信息公开工作总结",
        "2023年政府信息公开工作年度报告",
    ] {
        let imported = import::read("报告", six(title).as_bytes());
        assert!(imported.is_ok(), "{title}: {:?}", imported.err().map(|error| error.to_string()));
    }
    // With its tables a report is one, whatever is over it.
    for title in ["云泽县人民医院2023年信息公开年度报告", "柳塘镇政府信息公开指南"]
    {
        assert_eq!(counts(&read(&with(&[(TITLE, title)]))), [10, 175, 15], "{title}");
    }
}
