//! What in a request says who somebody is or how they are reached, beside the applicant's name.

use super::entry::half_width;
use super::request::{Request, RequestField};

/// What is written in the place of what is hidden.
pub const HIDDEN: &str = "已隐去";

/// Words of headings under which offices keep such data.
const HEADINGS: [&str; 34] = [
    "电话",
    "手机",
    "联系方式",
    "联系人",
    "身份证",
    "证件",
    "证号",
    "证照号",
    "护照",
    "信用代码",
    "机构代码",
    "执照",
    "住址",
    "地址",
    "住所",
    "户籍",
    "籍贯",
    "邮箱",
    "邮编",
    "邮政编码",
    "邮件",
    "email",
    "e-mail",
    "微信",
    "qq",
    "传真",
    "姓名",
    "性别",
    "年龄",
    "出生",
    "民族",
    "代表人",
    "代理人",
    "工作单位",
];

/// Words of headings for the applicant's accounts.
const ACCOUNTS: [&str; 5] = ["账号", "帐号", "账户", "银行卡", "开户"];

/// Whether a column under such a heading holds personal data: 联系电话, 身份证号, 通讯地址, 微信.
#[must_use]
pub fn is_personal_heading(heading: &str) -> bool {
    let heading: String = heading.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let heading = heading.to_lowercase();
    HEADINGS.iter().chain(&ACCOUNTS).any(|word| heading.contains(word))
}

/// A field as it is written where applicants are hidden: the applicant is 已隐去, and so is in
/// every other text but 编号 the applicant's name, what stands behind a personal heading, and what
/// is a telephone or identity number or an e-mail address.
#[must_use]
pub fn words_without_names(request: &Request, field: RequestField) -> String {
    let words = request.words(field);
    match field {
        RequestField::Applicant if words.trim().is_empty() => words,
        RequestField::Applicant => HIDDEN.to_owned(),
        RequestField::Number => words,
        _ if request.day(field).is_some_and(|day| !day.is_unread()) => words,
        _ if request.amount(field).is_some_and(|amount| !amount.is_unread()) => words,
        RequestField::Proceedings if !request.is_unread(field) => words,
        RequestField::Kind | RequestField::Channel | RequestField::Outcome => {
            without_numbers(&words)
        }
        _ => without_numbers(&without_headed(&without_name(&words, &request.applicant))),
    }
}

/// A text without the applicant's names, of two characters or more each.
fn without_name(text: &str, applicant: &str) -> String {
    let own = applicant.split(['（', '(']).next().unwrap_or_default();
    let mut text = text.to_owned();
    for name in own.split(['、', '，', ',', '；', ';', '/', '\n', ' ']).map(str::trim) {
        if name.chars().count() >= 2 && name != HIDDEN {
            text = text.replace(name, HIDDEN);
        }
    }
    text
}

/// A text whose parts behind a personal heading are hidden: 联系电话：已隐去.
fn without_headed(text: &str) -> String {
    let mut made = String::new();
    for part in text.split_inclusive(['；', ';', '\n']) {
        let body = part.trim_end_matches(['；', ';', '\n']);
        match body.split_once(['：', ':']) {
            Some((heading, value)) if is_personal_heading(heading) && !value.trim().is_empty() => {
                let mark = body.get(heading.len()..body.len() - value.len()).unwrap_or_default();
                let end = part.get(body.len()..).unwrap_or_default();
                made.extend([heading, mark, HIDDEN, end]);
            }
            _ => made += part,
        }
    }
    made
}

/// A text whose telephone and identity numbers and e-mail addresses are hidden.
fn without_numbers(text: &str) -> String {
    let is_part = |c: char| {
        let c = half_width(c);
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '@' | '+' | ' ' | '(' | ')')
    };
    let mut made = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = is_part(first);
        let end = rest.find(|c| is_part(c) != inside).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        made += &if inside { hidden_in_run(run) } else { run.to_owned() };
        rest = behind;
    }
    made
}

/// A run of letters, digits and their marks: words parted by spaces, or one number with spaces in it.
fn hidden_in_run(run: &str) -> String {
    if is_number(run) {
        return HIDDEN.to_owned();
    }
    let words = run.split(' ').map(|word| {
        let is_address = half(word).split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        });
        if is_address || is_number(word) { HIDDEN } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn half(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Whether a text is a telephone number (mobile, or of a line with its area) or an identity number.
fn is_number(text: &str) -> bool {
    let text = half(text);
    let text = text.trim().trim_matches(['.', '-', '_']);
    let parted = text.contains(['-', ' ']);
    let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ' | '+' | '(' | ')')).collect();
    let Some(digits) = bare.strip_suffix(['x', 'X']).or(Some(bare.as_str())) else { return false };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let length = bare.len();
    let mobile = |number: &str| {
        number.len() == 11
            && number.starts_with('1')
            && !number.starts_with("10")
            && !number.starts_with("11")
            && !number.starts_with("12")
    };
    let identity = length == 18 || (length == 15 && digits.len() == 15);
    let line = digits.starts_with('0') && (10..=12).contains(&length) && digits.len() == length;
    let service =
        parted && (digits.starts_with("400") || digits.starts_with("800")) && length == 10;
    let abroad = digits.strip_prefix("86").is_some_and(mobile);
    digits.len() == length && mobile(digits) || identity || line || service || abroad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_personal_data_are_known() {
        for heading in [
            "联系电话",
            "手机号",
            "联系方式",
            "身份证号",
            "证件号码",
            "住址",
            "通讯地址",
            "邮箱",
            "微信",
            "E-Mail",
            "ＱＱ号",
            "邮 编",
            "传真号码",
            "法定代表人",
            "统一社会信用代码",
            "银行账号",
            "性别",
            "联系人",
            "出生年月",
            "工作单位",
            "委托代理人",
        ] {
            assert!(is_personal_heading(heading), "{heading}");
        }
        for heading in
            ["序号", "承办科室", "承办人", "办理时限", "文号", "是否公开", "公开形式", "领导批示"]
        {
            assert!(!is_personal_heading(heading), "{heading}");
        }
    }

    #[test]
    fn numbers_and_addresses_are_hidden_in_free_text() {
        for (text, expected) in [
            ("请打13812345678联系", "请打已隐去联系"),
            ("138-1234-5678，或138 1234 5678", "已隐去，或已隐去"),
            ("+86 13812345678", "已隐去"),
            ("电话０５７１－８７６５４３２１。", "电话已隐去。"),
            ("（0571）87654321", "已隐去"),
            ("身份证33010219800101123X", "身份证已隐去"),
            ("330102198001011234", "已隐去"),
            ("330102800101123", "已隐去"),
            ("发到 zhang.san@example.com 即可", "发到 已隐去 即可"),
            (
                "联系电话：8765432；住址：柳塘村3组；承办科室：村建办",
                "联系电话：已隐去；住址：已隐去；承办科室：村建办",
            ),
            ("赵铁柱要求补发", "已隐去要求补发"),
        ] {
            let mut request = Request::default();
            request.set(RequestField::Applicant, "赵铁柱（手机号：1）");
            request.set(RequestField::Remark, text);
            assert_eq!(words_without_names(&request, RequestField::Remark), expected, "{text}");
            request.set(RequestField::Content, text);
            assert_eq!(words_without_names(&request, RequestField::Content), expected, "{text}");
        }
        for text in [
            "2025-03-07",
            "20250307",
            "国办函〔2020〕109号",
            "2025-001",
            "1200.50元",
            "12345",
            "G60-2.5",
        ] {
            assert_eq!(without_numbers(text), text);
        }
    }

    #[test]
    fn what_is_counted_stays() {
        let mut request = Request::default();
        for (field, words) in [
            (RequestField::Number, "13812345678"),
            (RequestField::Applicant, "其他"),
            (RequestField::Kind, "其他"),
            (RequestField::Received, "2025-03-07"),
            (RequestField::Proceedings, "行政复议，2025-03-01提出，2025-05-10结果维持"),
        ] {
            request.set(field, words);
            let expected = if field == RequestField::Applicant { HIDDEN } else { words };
            assert_eq!(words_without_names(&request, field), expected, "{words}");
        }
    }
}
