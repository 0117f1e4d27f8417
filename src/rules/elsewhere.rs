//! A county or a city of elsewhere left in the text: R28's part about places.
//!
//! A higher place that the agency's name does not say (the city of a county's town) may be meant
//! where instructions, websites or documents come from; so a place is reported only where the agency
//! itself would be: 宜宾市政府信息公开工作, 宜宾市各部门, 全宜宾市.

use super::Found;
use super::context::{Context, Paragraph};
use super::nearby;
use crate::zh::WordList;
use crate::zh::is_han;

/// What ends the name of a county or a city.
const ENDS: [char; 4] = ['市', '县', '区', '旗'];

/// What follows the name where the place itself is the subject.
static SUBJECT: WordList = WordList::new(&[
    "政府信息公开工作",
    "政务公开工作",
    "各部门",
    "各单位",
    "各级各部门",
    "上下",
    "政府高度重视",
    "人民政府高度重视",
]);

/// What the government of a place does itself.
static DOES: WordList =
    WordList::new(&["认真", "严格", "坚持", "始终", "切实", "主动公开", "高度", "共公开"]);

/// In the sentence: a partner or a firm.
static PARTNERS: WordList = WordList::new(&[
    "对口",
    "学习考察",
    "考察",
    "交流",
    "借鉴",
    "帮扶",
    "协作",
    "支援",
    "联合",
    "公司",
    "集团",
    "银行",
    "大学",
    "医院",
    "原籍",
    "迁",
]);

/// What a clause may begin with before the name of the place that it is about.
const LEADS: [&str; 16] = [
    "做好",
    "推进",
    "推动",
    "加强",
    "深化",
    "提升",
    "促进",
    "规范",
    "开展",
    "完善",
    "强化",
    "优化",
    "抓好",
    "围绕",
    "全面推进",
    "现将",
];

/// Words of two characters that are no name before 市, 县, 区: verbs, and what names one of several.
const WORDS: &str = "调整通过按照根据落实加强做好推进推动完善组织开展接受配合协助参加积极严格认真提升规范优化强化\
    健全深化扩大依托结合围绕聚焦立足对照关注转发贯彻学习参与支持服务涉及包括负责牵头指导督促部分全国本级上级下级\
    及时定期每月同时其中另外此外目前今年由于针对关于有关相关所有报送报请提请经过邀请联合会同印发制定建立利用借助\
    充分持续进一步现将抓好促进遵照依据依照参照响应执行承接对接面向结对各级全面纳入列入成立充实发挥明确召开城乡";

/// Words that end like the name of a place.
const GENERIC: [&str; 34] = [
    "城市",
    "县市",
    "市县",
    "辖区",
    "社区",
    "园区",
    "景区",
    "地区",
    "城区",
    "新区",
    "片区",
    "专区",
    "开发区",
    "小区",
    "市区",
    "县区",
    "山区",
    "校区",
    "库区",
    "街区",
    "灾区",
    "特区",
    "功能区",
    "示范区",
    "保护区",
    "自治区",
    "牧区",
    "矿区",
    "高新区",
    "经开区",
    "度假区",
    "管理区",
    "红旗",
    "锦旗",
];

/// What no name of a place has.
const NO_NAME: &str =
    "各本我该全和与等由在对向的级及、，。；：（“个两每新老小某为将按经是省乡镇村年月日";

/// Tells names of counties and cities that the agency's own name does not have, where only the
/// agency itself could be meant.
pub(super) fn places(context: &Context<'_>, agency: &str, found: &mut Found) {
    if agency.is_empty() {
        return;
    }
    for paragraph in context.paragraphs() {
        for (at, end) in paragraph.text.match_indices(ENDS) {
            let Some((name, whole)) = name_before(paragraph.text, at) else { continue };
            let behind = nearby::after(paragraph.text, at + end.len(), 12);
            let office = ["人民政府", "政府"].iter().find_map(|office| behind.strip_prefix(office));
            let acts = office.is_some_and(|rest| DOES.begin(rest).is_some());
            let subject = SUBJECT.begin(behind).is_some();
            let start = at - name.len();
            let place = paragraph.text.get(start..at + end.len()).unwrap_or_default();
            let own = agency.contains(place) || agency.contains(name);
            if own || is_generic(place) || !(whole || acts || subject) || partner(paragraph, start)
            {
                continue;
            }
            let message =
                format!("这里写的是“{place}”，本机关是“{agency}”，请核对是不是其他地方的名称。");
            found.add(paragraph.place(start..at + end.len()), message, None);
        }
    }
}

/// The name at the beginning of a clause that its 市, 县, 区 follows, past a year and a word
/// that leads it; and whether the whole place is meant (全宜宾市).
fn name_before(text: &str, at: usize) -> Option<(&str, bool)> {
    let near = nearby::before(text, at, 14);
    let from = near.rfind(['。', '；', '，', '：', '）']).map_or(0, |mark| {
        mark + near.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    if from == 0 && near.len() < at {
        // The clause begins further back than a name may be.
        let all = near.rsplit_once('全').map(|(_, name)| name);
        return all.filter(|name| is_name(name)).map(|name| (name, true));
    }
    let clause = near.get(from..)?;
    let clause = clause.rsplit_once('年').map_or(clause, |(_, rest)| rest.trim_start_matches('度'));
    if let Some((_, name)) = clause.rsplit_once('全') {
        return is_name(name).then_some((name, true));
    }
    let lead = LEADS.iter().find_map(|lead| clause.strip_prefix(lead));
    let name = lead.unwrap_or(clause);
    is_name(name).then_some((name, false))
}

/// Whether words of two or three characters may be the name of a place.
fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=3).contains(&length)
        && name.chars().all(|c| is_han(c) && !NO_NAME.contains(c))
        && !WORDS.contains(name)
        && !WORDS.contains(nearby::after(name, 0, 2))
}

fn is_generic(place: &str) -> bool {
    GENERIC.iter().any(|word| place.ends_with(word))
}

/// Whether the sentence is about a partner or a firm.
fn partner(paragraph: &Paragraph<'_>, start: usize) -> bool {
    let before = nearby::before(paragraph.text, start, 40);
    let before = before.rsplit(['。', '；']).next().unwrap_or_default();
    let behind = nearby::after(paragraph.text, start, 24);
    let behind = behind.split(['。', '；']).next().unwrap_or_default();
    PARTNERS.are_in(before) || PARTNERS.are_in(behind)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::prose;

    // The tests' agency is 柳塘镇人民政府.

    #[test]
    fn places_of_elsewhere() {
        for (text, told) in [
            ("宜宾市政府信息公开工作取得新成效。", "写的是“宜宾市”"),
            ("全宜宾市公开工作平稳推进。", "“宜宾市”"),
            ("2021年，青河县各部门认真落实条例。", "“青河县”"),
            ("青河县人民政府高度重视政务公开工作。", "“青河县”"),
            ("2021年河阳市政府认真贯彻条例。", "“河阳市”"),
            ("全东陵区上下形成合力。", "“东陵区”"),
        ] {
            prose("R28", text, &[told]);
        }
        for text in [
            "按照云州市政府信息公开工作要求，规范办理。",
            "通过云泽县政府信息公开网发布。",
            "落实省、云州市政府信息公开工作部署。",
            "赴宜宾市政府学习考察，宜宾市各部门介绍经验。",
            "对口帮扶的青河县各部门来访。",
            "宜宾市政务公开科技公司提供技术支持。",
            "开发区政府信息公开专区各部门栏目。",
            "全市政府信息公开培训，我县各部门参加。",
            "设立政务公开专区各单位查询点。",
            "在城市社区各单位张贴。",
        ] {
            prose("R28", text, &[]);
        }
    }
}
