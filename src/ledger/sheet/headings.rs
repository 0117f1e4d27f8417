//! Which field a heading names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::ledger::RequestField as Field;
use crate::ledger::entry::half_width;

/// What offices write above a column, by field; 时间 and 日期 are the same, and so are 意见 and its
/// absence, brackets and what is in them.
const NAMES: [(Field, &[&str]); 21] = [
    (
        Field::Number,
        &[
            "编号",
            "登记编号",
            "登记号",
            "申请编号",
            "受理编号",
            "办件编号",
            "台账编号",
            "申请登记编号",
            "申请单编号",
            "收件编号",
            "件号",
            "文号",
            "受理号",
            "申请号",
            "序号",
        ],
    ),
    (
        Field::Received,
        &[
            "收到日期",
            "收件日期",
            "受理日期",
            "申请日期",
            "收到申请日期",
            "收文日期",
            "登记日期",
            "来件日期",
            "接收日期",
            "接件日期",
            "收到申请的日期",
            "申请收到日期",
        ],
    ),
    (
        Field::Channel,
        &[
            "收到渠道",
            "渠道",
            "申请渠道",
            "申请方式",
            "收到方式",
            "收件方式",
            "来件方式",
            "受理方式",
            "提交方式",
            "来件渠道",
            "受理渠道",
            "申请途径",
            "收件渠道",
        ],
    ),
    (
        Field::Applicant,
        &[
            "申请人",
            "申请人姓名",
            "申请人名称",
            "姓名",
            "申请人姓名或名称",
            "申请人姓名名称",
            "申请人姓名/名称",
            "申请单位",
            "申请者",
            "申请人(单位)",
            "申请人或单位",
        ],
    ),
    (
        Field::Kind,
        &[
            "申请人类别",
            "申请人性质",
            "申请人类型",
            "申请人身份",
            "申请主体",
            "申请主体类别",
            "申请人属性",
            "申请主体类型",
            "申请人情况",
            "申请人分类",
            "主体类别",
            "申请人种类",
        ],
    ),
    (
        Field::Content,
        &[
            "申请内容",
            "申请事项",
            "申请公开内容",
            "申请公开的内容",
            "申请信息内容",
            "申请信息",
            "内容",
            "申请公开的信息",
            "申请公开信息",
            "所需信息",
            "申请公开事项",
            "内容描述",
            "所需信息内容描述",
            "申请内容摘要",
            "申请公开信息内容",
            "事项",
            "申请标题",
            "信息名称",
        ],
    ),
    (
        Field::CorrectionAsked,
        &[
            "补正通知日期",
            "通知补正日期",
            "补正告知日期",
            "告知补正日期",
            "要求补正日期",
            "发出补正通知日期",
            "补正通知书日期",
            "补正发出日期",
        ],
    ),
    (
        Field::CorrectionAnswered,
        &[
            "补正收到日期",
            "收到补正日期",
            "补正日期",
            "补正完成日期",
            "补正材料收到日期",
            "申请人补正日期",
            "收到补正材料日期",
        ],
    ),
    (
        Field::ThirdPartyAsked,
        &[
            "征求第三方日期",
            "征求第三方意见日期",
            "第三方征求日期",
            "征求意见日期",
            "发函征求第三方日期",
            "征询第三方日期",
            "征求第三方意见发出日期",
        ],
    ),
    (
        Field::ThirdPartyAnswered,
        &[
            "第三方答复日期",
            "第三方回复日期",
            "第三方日期",
            "第三方反馈日期",
            "收到第三方日期",
            "第三方复函日期",
            "第三方意见收到日期",
        ],
    ),
    (
        Field::OthersAsked,
        &[
            "征求其他机关日期",
            "征求其他行政机关日期",
            "会商日期",
            "征求其他单位日期",
            "征求其他部门日期",
            "征求有关机关日期",
        ],
    ),
    (
        Field::OthersAnswered,
        &[
            "其他机关答复日期",
            "其他机关回复日期",
            "其他行政机关答复日期",
            "其他单位答复日期",
            "其他部门答复日期",
            "其他机关反馈日期",
            "有关机关答复日期",
        ],
    ),
    (
        Field::Extended,
        &[
            "延期日期",
            "延期告知日期",
            "延期通知日期",
            "告知延期日期",
            "延长答复日期",
            "延长日期",
            "延期答复告知日期",
            "延长期限告知日期",
        ],
    ),
    (
        Field::Outcome,
        &[
            "处理结果",
            "办理结果",
            "答复类型",
            "答复结果",
            "处理类型",
            "答复类别",
            "办理情况",
            "处理情况",
            "答复情况",
            "结果",
            "办理结果类型",
            "处理决定",
            "答复决定",
            "决定类型",
        ],
    ),
    (
        Field::Replied,
        &[
            "答复日期",
            "办结日期",
            "回复日期",
            "答复书日期",
            "作出答复日期",
            "答复办结日期",
            "实际答复日期",
            "处理日期",
            "办理日期",
            "送达日期",
        ],
    ),
    (Field::FeeBilled, &["收费通知日期", "收费通知书日期", "发出收费通知日期"]),
    (
        Field::FeeAmount,
        &["收费通知金额", "应收金额", "收费金额", "通知金额", "应缴金额", "应收费用"],
    ),
    (Field::FeePaid, &["缴费日期", "收费日期", "实缴日期", "缴纳日期", "实际缴费日期"]),
    (Field::FeeReceived, &["实收金额", "实际收取金额", "实缴金额", "实收费用", "已收金额"]),
    (
        Field::Proceedings,
        &[
            "复议诉讼",
            "复议诉讼情况",
            "行政复议诉讼",
            "行政复议诉讼情况",
            "复议及诉讼",
            "复议和诉讼",
            "行政复议行政诉讼",
            "复议应诉情况",
            "行政复议和诉讼情况",
        ],
    ),
    (Field::Remark, &["备注", "说明", "备考", "注", "备注说明"]),
];

/// The fields by their names, as [`plain`] makes them; of two the first has the name. A table's rows are
/// looked at too, since a page of it may begin with the headings again.
static FIELDS: LazyLock<BTreeMap<String, Field>> = LazyLock::new(|| {
    let all = NAMES.iter().rev().flat_map(|(field, names)| names.iter().map(|name| (name, *field)));
    all.map(|(name, field)| (plain(name), field)).collect()
});

/// Bytes that a heading has at most, notes in brackets included; what is longer is a request's content.
const LONGEST: usize = 600;

/// The field that a heading names.
pub(super) fn field(heading: &str) -> Option<Field> {
    if heading.len() > LONGEST {
        return None;
    }
    FIELDS.get(&plain(heading)).copied()
}

/// Which of several headings for a field goes first: its own, another name, 序号, which is more
/// often the number of the line.
pub(super) fn rank(heading: &str, field: Field) -> u8 {
    match plain(heading) {
        heading if heading == plain(field.heading()) => 0,
        heading if heading == "序号" => 2,
        _ => 1,
    }
}

/// A heading without white space, brackets, marks and the words that change nothing.
fn plain(heading: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for c in heading.chars().map(half_width) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || "*:、/,及".contains(c) => {}
            _ => text.push(c),
        }
    }
    text.replace("时间", "日期").replace("意见", "")
}
