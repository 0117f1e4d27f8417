//! Attacks on report files.

use super::{Make, numbered, repeated};

const REPORT_FILE: &str = include_str!("../../../assets/sample.ron");

/// A report file with a paragraph more in its first section.
fn in_file(paragraphs: &str) -> Vec<u8> {
    REPORT_FILE.replacen("before: [", &format!("before: [{paragraphs}"), 1).into_bytes()
}

/// The file with something in the place of what stands there first.
fn instead(what: &str, of: &str) -> Vec<u8> {
    assert!(REPORT_FILE.contains(what), "the sample has no {what}");
    REPORT_FILE.replacen(what, of, 1).into_bytes()
}

/// A report file with a long paragraph in its first section.
fn long(text: &str) -> Vec<u8> {
    in_file(&format!("\"{text}\","))
}

pub(super) const REPORT: &[(&str, Make)] = &[
    ("years in one sentence", |size| in_file(&format!("\"{}\",", repeated("2024年", size)))),
    ("paragraphs of one letter", |size| in_file(&repeated("\"a\",", size))),
    ("different paragraphs", |size| in_file(&numbered(size, |n| format!("\"公开{n}件。\",")))),
    ("one paragraph", |size| in_file(&format!("\"{}\",", repeated("公开", size)))),
    ("brackets that are never closed", |size| {
        in_file(&format!("\"{}\",", repeated("（《“", size)))
    }),
    ("telephone numbers", |size| in_file(&format!("\"{}\",", repeated("13800138000", size)))),
    ("escapes", |size| in_file(&format!("\"{}\",", repeated("\\\\\\u{1}", size)))),
    ("a title without end", |size| {
        let title = format!("title: \"{}", repeated("云泽县", size));
        REPORT_FILE.replacen("title: \"", &title, 1).into_bytes()
    }),
    ("a heading without end", |size| {
        let heading = format!("heading: \"{}", repeated("一、", size));
        REPORT_FILE.replacen("heading: \"", &heading, 1).into_bytes()
    }),
    ("waivers", |size| {
        let waiver = "(code: \"R01\", message: \"\", reason: \"\"),";
        let list = format!("waivers: [{}],\n  signature:", repeated(waiver, size));
        REPORT_FILE.replacen("signature:", &list, 1).into_bytes()
    }),
    ("brackets in brackets", |size| {
        format!("Report(version: 1, agency: {}", repeated("[", size)).into_bytes()
    }),
    ("comments in comments", |size| {
        format!("Report(version: 1, /*{}", repeated("/*", size)).into_bytes()
    }),
    ("a number without end", |size| {
        format!("Report(version: {}", repeated("1", size)).into_bytes()
    }),
    ("one word", |size| long(&repeated("a", size))),
    ("spaces", |size| long(&format!("公{}开", repeated(" ", size)))),
    ("items of a list", |size| long(&numbered(size, |n| format!("{n}是公开，")))),
    ("percentages", |size| long(&repeated("200件，占50%，", size))),
    ("numbers of documents", |size| long(&numbered(size, |n| format!("政发[2021]{n}号、")))),
    ("agencies", |size| long(&numbered(size, |n| format!("第{n}人民政府、市公安局、")))),
    ("sums", |size| long(&numbered(size, |n| format!("收到申请{n}件，其中网络{n}件，")))),
    ("counts", |size| long(&repeated("公开规章12件，行政许可34件，", size))),
    ("rare characters", |size| {
        long(&numbered(size, |n| {
            char::from_u32(0x2_0000 + u32::try_from(n % 40_000).unwrap_or(0))
                .map_or_else(String::new, String::from)
        }))
    }),
    ("marks upon marks", |size| long(&format!("公{}", repeated("\u{301}", size)))),
    ("marks side by side", |size| long(&repeated("，。；：", size))),
    ("headings", |size| in_file(&numbered(size, |n| format!("\"（{n}）主动公开情况\",")))),
    ("sections of a form", |size| in_file(&repeated("\"一、总体情况\",", size))),
    ("names and telephones", |size| long(&repeated("联系人张三，电话010-12345678，", size))),
    ("addresses", |size| long(&numbered(size, |n| format!("http://a{n}.cn/?b、")))),
    ("traditional characters", |size| long(&repeated("開發號碼", size))),
    ("wrong words", |size| long(&repeated("做为截止2024年底止，", size))),
    ("the same sentence", |size| long(&repeated("我局高度重视政府信息公开工作。", size))),
    ("the same paragraph", |size| {
        in_file(&repeated("\"我局高度重视政府信息公开工作，全年公开信息12条。\",", size))
    }),
    ("control characters", |size| long(&repeated("公\\u{1}\\u{202e}", size))),
    ("an agency without end", |size| {
        instead("agency: \"", &format!("agency: \"{}", repeated("云泽县", size)))
    }),
    ("a lead-in without end", |size| {
        instead("lead_in: [", &format!("lead_in: [\"{}\",", repeated("根据《条例》，", size)))
    }),
    ("a signature without end", |size| {
        instead("    name: \"", &format!("    name: \"{}", repeated("县", size)))
    }),
];
