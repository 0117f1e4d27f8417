//! What clerks write, read.

use jiff::civil::date;

use crate::ledger::{
    Channel, Entry, EntryValue as _, LedgerForm, Proceeding, ProceedingResult, ProceedingStage,
    Yuan, read_day, read_day_of,
};

#[test]
fn days() {
    let day = Some(date(2025, 3, 7));
    for text in [
        "2025-3-7",
        "2025-03-07",
        "2025/3/7",
        "2025.3.7",
        "2025年3月7日",
        "20250307",
        "２０２５－３－７",
        " 2025-3-7 ",
        "2025 年 3 月 7 日",
        "2025年3月7号",
        "2025年3月7",
        "2025-03-07 14:30",
        "2025-03-07T09:05:00",
        "2025/3/7 0:00:00",
        "2025—3—7",
    ] {
        assert_eq!(read_day(text), day, "{text}");
    }
    for text in [
        "",
        "3月7日",
        "2025-3",
        "2025-13-1",
        "2025-2-29",
        "1925-3-7",
        "2125-3-7",
        "25-3-7",
        "2025-3-7张三",
        "2025/3-7",
        "202503071",
        "近日",
        "2025-3-7 上午",
        "45723",
        "2025.3.7.1",
    ] {
        assert_eq!(read_day(text), None, "{text}");
    }
    for text in ["3.7", "3-7", "3/7", "3月7日", "03-07", "３．７", "20250307", "2025-3-7"] {
        assert_eq!(read_day_of(2025, text), day, "{text}");
    }
    for text in ["7", "3.", "13.1", "2.30", "3.7.1", "37"] {
        assert_eq!(read_day_of(2025, text), None, "{text}");
    }
}

#[test]
fn amounts() {
    for (text, fen, words) in [
        ("100", 10_000, "100"),
        ("100.5", 10_050, "100.5"),
        ("1,200.50", 120_050, "1200.5"),
        ("￥30元", 3_000, "30"),
        ("０.０５", 5, "0.05"),
        ("0", 0, "0"),
    ] {
        let amount = Yuan::read(text);
        assert_eq!(amount, Some(Yuan { fen }), "{text}");
        assert_eq!(amount.unwrap().words(), words);
        assert_eq!(Yuan::read(words), amount);
    }
    for text in ["-1", "1.234", "一百", "1.2万元", "", ".", "99999999999999999999", "免收"] {
        assert_eq!(Yuan::read(text), None, "{text}");
    }
}

#[test]
fn channels() {
    for (text, channel) in [
        ("网上", Some(Channel::Web)),
        ("网上申请", Some(Channel::Web)),
        ("电子邮件", Some(Channel::Web)),
        ("信函申请", Some(Channel::Post)),
        (" 当面 ", Some(Channel::InPerson)),
        ("当面提交", Some(Channel::InPerson)),
        ("传真", Some(Channel::Fax)),
        ("托梦", None),
    ] {
        assert_eq!(Channel::read(text), channel, "{text}");
    }
    assert!(Channel::ALL.iter().all(|channel| Channel::read(channel.word()) == Some(*channel)));
}

#[test]
fn outcomes_by_label_and_path() {
    let form = LedgerForm::for_year(2025);
    let row = |id: &str| form.edition().tables[form.requests].row(id);
    for (text, id) in [
        ("（一）予以公开", "granted"),
        ("予以公开", "granted"),
        ("(一)予以公开", "granted"),
        (" 予以 公开 ", "granted"),
        ("部分公开", "partial"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partial"),
        ("部分公开(区分处理)", "partial"),
        ("3.危及\"三安全一稳定\"", "security_stability"),
        ("危及三安全一稳定", "security_stability"),
        ("1.属于国家秘密", "state_secret"),
        ("1、属于国家秘密", "state_secret"),
        ("（三）不予公开/1.属于国家秘密", "state_secret"),
        ("不予公开›属于国家秘密", "state_secret"),
        ("三、本年度办理结果/（三）不予公开/1.属于国家秘密", "state_secret"),
        ("国家秘密", "state_secret"),
        ("（六）其他处理/3.其他", "other_outcome"),
        ("其他处理—其他", "other_outcome"),
        ("其他", "other_outcome"),
        ("逾期不补正", "not_corrected"),
        ("其他处理/逾期不补正", "not_corrected"),
        ("本机关不掌握相关政府信息", "not_held"),
        ("重复申请", "repeated"),
        ("没有现成信息", "needs_creation"),
    ] {
        assert_eq!(form.outcome(text), row(id), "{text}");
        assert!(form.outcome(text).is_some(), "{text}");
    }
    for text in [
        "",
        "公开",
        "（三）不予公开",
        "其他处理",
        "（七）总计",
        "总计",
        "一、本年新收",
        "补正",
        "结转下年度继续办理",
        "不再处理其政府信息公开申请",
        "不予公开/重复申请",
        "张三要求公开",
    ] {
        assert_eq!(form.outcome(text), None, "{text}");
    }
    let choices = form.outcomes();
    assert_eq!(choices.len(), 21);
    assert!(choices.contains(&"（六）其他处理/3.其他"));
    for choice in choices {
        assert_eq!(form.outcome(choice).map(|row| form.choice(row)), Some(choice));
    }
    // The earlier form has one row for what the later one divides.
    let earlier = LedgerForm::for_year(2020);
    let other = earlier.edition().tables[earlier.requests].row("other_outcome");
    assert_eq!(earlier.outcome("（六）其他处理"), other);
    assert_eq!(earlier.outcome("逾期不补正"), other);
    assert_eq!(earlier.outcomes().len(), 19);
}

#[test]
fn kinds_by_label() {
    for year in [2019, 2025] {
        let form = LedgerForm::for_year(year);
        let kinds = form.kinds();
        let expected = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
        assert_eq!(kinds, expected);
        for (column, kind) in kinds.iter().enumerate() {
            assert_eq!(form.kind(kind), Some(column));
            assert_eq!(form.kind(&format!(" {kind} ")), Some(column));
        }
        assert_eq!(form.kind("法人或其他组织/商业企业"), Some(1));
        for text in
            ["", "个体户", "法人", "律师", "村委会", "总计", "法人或其他组织", "自然人、商业企业"]
        {
            assert_eq!(form.kind(text), None, "{text}");
        }
    }
}

#[test]
fn kinds_as_offices_call_them() {
    let form = LedgerForm::for_year(2025);
    for (words, label) in [
        ("个人 公民 群众 村民 居民 市民 公民个人", "自然人"),
        ("企业 公司 有限公司 有限责任公司 民营企业", "商业企业"),
        ("科研院所 研究所", "科研机构"),
        ("公益组织 慈善组织", "社会公益组织"),
        ("律师事务所 律所 基层法律服务所", "法律服务机构"),
        ("其它 其他组织", "其他"),
    ] {
        for word in words.split(' ') {
            assert_eq!(form.kind(word), form.kind(label), "{word}");
            assert_eq!(form.called(&format!(" {word}")), Some((word, label)));
        }
        assert!(form.kind(label).is_some() && form.called(label).is_none());
    }
    assert_eq!(form.kind("公民（村民）"), form.kind("自然人"));
    assert_eq!(form.kind("法人或其他组织/公司"), None, "only a word of its own");
}

#[test]
fn reviews_and_lawsuits() {
    use ProceedingResult::{Corrected, Pending, Upheld};
    use ProceedingStage::{DirectLawsuit, LawsuitAfterReview, Review};
    let case = |stage, brought, decided, result| Proceeding { stage, brought, decided, result };
    let (first, second) = (Some(date(2025, 3, 1)), Some(date(2025, 5, 10)));
    for (text, cases) in [
        ("行政复议，2025-03-01提出，2025-05-10结果维持", vec![case(Review, first, second, Upheld)]),
        ("行政复议 2025年3月1日 2025年5月10日 维持", vec![case(Review, first, second, Upheld)]),
        ("行政复议 2025.5.10 结果纠正", vec![case(Review, None, second, Corrected)]),
        ("未经复议直接起诉，2025-03-01，尚未审结", vec![case(DirectLawsuit, first, None, Pending)]),
        ("复议后起诉（2025-3-1提起）", vec![case(LawsuitAfterReview, first, None, Pending)]),
        ("行政复议，2025-03-01提出，结果维持", vec![case(Review, first, None, Upheld)]),
        (
            "行政复议，2025-03-01提出，2025-05-10结果维持；复议后起诉，2025-05-10提出，尚未审结",
            vec![
                case(Review, first, second, Upheld),
                case(LawsuitAfterReview, second, None, Pending),
            ],
        ),
    ] {
        let read = Entry::<Vec<Proceeding>>::read(text);
        assert_eq!(read, Entry::Known(cases), "{text}");
        assert_eq!(Entry::read(&read.words()), read, "{text}");
    }
    for text in [
        "有",
        "行政复议",
        "行政诉讼 2025-3-1 维持",
        "行政复议 2025-5-10 2025-3-1 维持",
        "行政复议 2025-3-1 维持后被纠正",
        "行政复议 2025-13-1 维持",
        "起诉 2025-3-1",
    ] {
        assert!(Entry::<Vec<Proceeding>>::read(text).is_unread(), "{text}");
    }
}
