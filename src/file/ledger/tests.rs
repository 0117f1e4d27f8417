//! The ledger's file.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::file::write_whole;
use crate::storage::{Failing, Memory, StepFailure, Storage as _};
use crate::testing::cases;

fn sample() -> Ledger {
    let mut request = Request::default();
    for (field, text) in [
        (RequestField::Number, "2025-001"),
        (RequestField::Received, "2025-03-07"),
        (RequestField::Channel, "网上"),
        (RequestField::Applicant, "赵铁柱"),
        (RequestField::Kind, "自然人"),
        (RequestField::Content, "危房改造\n“名单”"),
        (RequestField::FeeAmount, "30.5"),
        (RequestField::Proceedings, "行政复议，2025-05-10结果维持"),
        (RequestField::Extended, "月底"),
    ] {
        request.set(field, text);
    }
    let own = HolidayYear {
        year: 2027,
        notice: "通知".into(),
        off: vec![date(2027, 1, 1)],
        make_up: Vec::new(),
    };
    Ledger {
        agency: "柳塘镇人民政府".into(),
        pending: PendingCases::EveryYear,
        holidays: vec![own],
        requests: vec![Arc::new(request), Arc::default()],
    }
}

#[test]
fn a_ledger_says_what_it_is_and_comes_back() {
    let text = ledger_text(&sample());
    insta::assert_snapshot!(text);
    assert!(is_ledger_file(text.as_bytes()));
    assert!(!crate::file::is_report_file(text.as_bytes()));
    assert_eq!(parse_ledger("甲.taizhang", text.as_bytes()), Ok(sample()));
    let empty = ledger_text(&Ledger::default());
    assert_eq!(parse_ledger("甲.taizhang", empty.as_bytes()), Ok(Ledger::default()));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_is_written_in_a_field_comes_back(texts in proptest::collection::vec(
        "[甲a1 \"'\\\\/(){}:=@\n\t\u{1}\u{7f}\u{feff}\u{202e}-]{0,8}", 21,
    )) {
        let mut ledger = Ledger { requests: vec![Arc::default()], ..Ledger::default() };
        for (field, text) in RequestField::ALL.into_iter().zip(&texts) {
            Arc::make_mut(&mut ledger.requests[0]).set(field, text);
        }
        let text = ledger_text(&ledger);
        prop_assert_eq!(parse_ledger("", text.as_bytes()), Ok(ledger));
    }

    #[test]
    fn damaged_ledgers_cost_a_message_that_quotes_nothing(at in 0_usize..2000, byte: u8) {
        let mut bytes = ledger_text(&sample()).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Err(error) = parse_ledger("甲.taizhang", &bytes) {
            let told = error.to_string();
            prop_assert!(told.contains("甲.taizhang") && !told.contains("赵铁柱"), "{}", told);
            prop_assert!(!told.contains("危房"), "{}", told);
        }
    }

    #[test]
    fn a_ledger_cut_short_is_told(cut in 0_usize..2000) {
        let text = ledger_text(&sample());
        let cut = cut % (text.len() - 2);
        prop_assert!(parse_ledger("甲.taizhang", &text.as_bytes()[..cut]).is_err());
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, line, told) in [
        ("Report(version: 1)", Some(1), "这不是台账文件"),
        ("Ledger(version: 2, requests: [])", Some(1), "第 2 版格式"),
        ("Ledger(\n  version: 1,\n  赵铁柱: 3,\n  requests: [],\n)", Some(3), "不认识的字段"),
        ("Ledger(\n  version: 1,\n)", Some(3), "缺少字段"),
        ("Ledger(\n  version: 1,\n  requests: [(number: 7)],\n)", Some(3), "这里应当是"),
        (
            "Ledger(\n  version: 1,\n  holidays: [(year: 2027, off: [\"元旦\"], make_up: [])],\n  requests: [])",
            Some(3),
            "不是日期",
        ),
    ] {
        let error = parse_ledger("甲.taizhang", text.as_bytes()).unwrap_err();
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.problem.contains(told) && !error.problem.contains("赵铁柱"), "{error}");
    }
}

#[test]
fn whatever_step_of_writing_fails_the_old_ledger_or_the_new_one_is_there() {
    let folder = std::path::Path::new("/台账");
    let path = folder.join("2025.taizhang");
    let (old, new) = (ledger_text(&Ledger::default()), ledger_text(&sample()));
    // ENOSPC: the disk is full; and the stick that was pulled.
    for trouble in [StepFailure::Once(28), StepFailure::Gone] {
        for step in 0..12 {
            let memory = Memory::with_folders(&[folder]);
            write_whole(&memory, &path, old.as_bytes()).unwrap();
            let failing = Failing::new(Arc::new(memory.clone()), step, trouble);
            let written = write_whole(&failing, &path, new.as_bytes());
            let content = memory.read(&path, 1 << 20, crate::storage::Links::Follow).unwrap();
            let ledger = parse_ledger("", &content).unwrap();
            assert!(ledger == Ledger::default() || ledger == sample(), "{step}");
            assert!(written.is_err() || ledger == sample(), "{step}");
        }
    }
}
