//! The ledger from the command line: in, out, counted, compared, filled in.

use std::fs;
use std::path::Path;

use nianbao::cli::{Next, Outcome, run};
use serde_json::{Value, json};

use crate::support::clerk::sample;

fn nianbao(arguments: &[&str]) -> Outcome {
    let words = arguments.iter().map(Into::into).collect();
    match run(words, 2026) {
        Next::Print(outcome) | Next::Window(outcome, _) => outcome,
    }
}

fn done(arguments: &[&str]) -> String {
    let outcome = nianbao(arguments);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{arguments:?}");
    outcome.out
}

fn fails(arguments: &[&str], code: u8, told: &str) {
    let outcome = nianbao(arguments);
    assert_eq!(outcome.code, code, "{arguments:?}: {} {}", outcome.out, outcome.err);
    assert!(outcome.err.contains(told), "{told} in {}", outcome.err);
}

struct Office(tempfile::TempDir);

impl Office {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// A ledger with these rows of 编号, 收到日期, 申请人, 申请人类别, 申请内容, 处理结果, 答复日期.
    fn ledger(&self, rows: &str) -> String {
        let (table, ledger) = (self.path("表.csv"), self.path("台账.taizhang"));
        let text = format!("编号,收到日期,申请人,申请人类别,申请内容,处理结果,答复日期\n{rows}");
        fs::write(&table, text).unwrap();
        done(&["ledger", "import", &table, "-o", &ledger]);
        ledger
    }
}

const ROWS: &str = "\
2024-009,2024-12-30,钱多多,法律服务机构,仓库租约,,
2025-001,2025-03-07,赵铁柱,自然人,危房名单,予以公开,2025-03-20
2025-002,2025-11-10,孙大圣,商业企业,招标文件,,
2025-003,2025-12-01,李小明,自然人,补贴标准,,
";

fn counted(arguments: &[&str]) -> Value {
    let outcome = nianbao(arguments);
    for secret in ["赵铁柱", "钱多多", "孙大圣", "李小明", "危房名单", "仓库租约", "补贴标准"]
    {
        assert!(!outcome.out.contains(secret) && !outcome.err.contains(secret), "{secret}");
    }
    serde_json::from_str(&outcome.out).unwrap()
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let office = Office::new();
    let ledger = office.ledger(ROWS);
    let day = ["--year", "2025", "--today", "2025-12-16", "--format", "json"];
    let view = counted(&[&["ledger", &ledger][..], &day[..]].concat());
    let keys: Vec<&String> = view.as_object().unwrap().keys().collect();
    let expected = ["differences", "open", "overdue", "problems", "received", "tables", "year"];
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    assert_eq!((&view["year"], &view["received"]), (&json!(2025), &json!(3)));
    assert_eq!(view["tables"][0]["section"], 3);
    assert_eq!(view["tables"][0]["cells"].as_array().unwrap().len(), 175);
    assert_eq!(view["tables"][1]["section"], 4);
    assert_eq!(view["tables"][1]["cells"].as_array().unwrap().len(), 15);
    let figure = |row: &str, column: &str| {
        let cells = view["tables"][0]["cells"].as_array().unwrap();
        let found = cells.iter().find(|cell| {
            let last = |key: &str| cell[key].as_array().unwrap().last().unwrap().clone();
            last("row").as_str().unwrap().contains(row) && last("column") == column
        });
        found.unwrap()["value"].as_i64().unwrap()
    };
    for (row, total) in
        [("本年新收", 3), ("上年结转", 1), ("予以公开", 1), ("（七）总计", 1), ("结转下年度", 3)]
    {
        assert_eq!(figure(row, "总计"), total, "{row}");
    }
    assert_eq!(figure("本年新收", "自然人"), 2);
    let open = view["open"].as_array().unwrap();
    let states: Vec<_> = open.iter().map(|o| (o["number"].clone(), o["state"].clone())).collect();
    assert_eq!(
        states,
        [
            (json!("2024-009"), json!("overdue")),
            (json!("2025-002"), json!("overdue")),
            (json!("2025-003"), json!("running")),
        ]
    );
    assert_eq!(
        open[1],
        json!({
            "number": "2025-002", "received": "2025-11-10", "due": "2025-12-08",
            "days_left": -6, "state": "overdue",
        })
    );
    assert_eq!(view["overdue"].as_array().unwrap().len(), 2);
    let problems = view["problems"].as_array().unwrap();
    assert!(problems.iter().all(|p| p["message"].as_str().unwrap().contains("超期")));
    assert_eq!(view["differences"], json!([]));
}

#[test]
fn a_report_is_compared_filled_and_checked() {
    let office = Office::new();
    let ledger = office.ledger(ROWS);
    let (report, filled) = (office.path("报告.nianbao"), office.path("填好.nianbao"));
    done(&["new", "--agency", "柳塘镇人民政府", "--year", "2025", "-o", &report, "--draft"]);
    let year = ["ledger", &ledger, "--year", "2025", "--today", "2026-01-05"];
    let against = [&year[..], &["--against", &report, "--format", "json"]].concat();
    assert_eq!(nianbao(&against).code, 1);
    let view = counted(&against);
    let differing = view["differences"].as_array().unwrap();
    assert_eq!(differing.len(), 7, "{differing:?}");
    assert!(
        differing.iter().all(|d| d["report"].is_null() && d["ledger"].is_i64()),
        "{differing:?}"
    );
    done(&[&year[..], &["--fill", &report, "-o", &filled]].concat());
    done(&[&year[..], &["--against", &filled]].concat());
    let checked = |report: &str| {
        let outcome = nianbao(&["check", report, "--ledger", &ledger, "--format", "json"]);
        outcome.out.matches("\"R62\"").count()
    };
    assert_eq!((checked(&report), checked(&filled)), (4, 0));
    // A single figure that is not the ledger's.
    let text = fs::read_to_string(&filled).unwrap();
    let wrong =
        text.replacen("\"carried_in\": {\"natural\": 0", "\"carried_in\": {\"natural\": 5", 1);
    assert!(wrong == text || checked(&filled) == 0);
}

#[test]
fn an_office_table_goes_in_and_out() {
    let office = Office::new();
    let ledger = office.ledger(ROWS);
    let (book, table, again) =
        (office.path("导出.xlsx"), office.path("导出.csv"), office.path("再.taizhang"));
    for out in [&book, &table] {
        assert!(done(&["ledger", "export", &ledger, "--xlsx", out]).contains("已导出 4 件"));
        let _gone = fs::remove_file(&again);
        done(&["ledger", "import", out, "-o", &again]);
        assert_eq!(fs::read(&again).unwrap(), fs::read(&ledger).unwrap(), "{out}");
    }
    done(&["ledger", "export", &ledger, "--xlsx", &table, "--hide-names"]);
    assert!(!fs::read_to_string(&table).unwrap().contains("赵铁柱"));
    let empty = office.path("新.taizhang");
    done(&["ledger", "new", "-o", &empty]);
    assert!(done(&["ledger", &empty, "--year", "2025"]).contains("共 0 件"));
}

#[test]
fn every_row_comes_in_and_what_must_be_mended_is_listed() {
    let office = Office::new();
    let (table, ledger) = (office.path("表.csv"), office.path("台账.taizhang"));
    let text = "编号,收到日期,申请人,申请人类别,申请内容\n1,三月,赵铁柱,个体户,危房名单\n2,2025-03-07,,自然人,\n";
    fs::write(&table, encoding_rs::GB18030.encode(text).0).unwrap();
    let told = done(&["ledger", "import", &table, "-o", &ledger]);
    assert!(told.contains("2 件") && told.contains("第 2 行（1）：收到日期看不懂"), "{told}");
    assert!(!told.contains("赵铁柱") && !told.contains("危房"), "{told}");
    let text = fs::read_to_string(&ledger).unwrap();
    assert!(text.contains("三月") && text.contains("个体户"), "{text}");
    let listed = done(&["ledger", &ledger, "--year", "2025", "--today", "2025-03-10"]);
    assert!(listed.contains("另有 1 件没有计入"), "{listed}");
}

#[test]
fn nothing_that_is_there_is_lost() {
    let office = Office::new();
    let ledger = office.ledger(ROWS);
    let before = fs::read(&ledger).unwrap();
    let (table, report) = (office.path("表.csv"), office.path("报告.nianbao"));
    fs::write(&report, sample()).unwrap();
    // The same once more is no loss; a table that lacks a row is one.
    done(&["ledger", "import", &table, "-o", &ledger]);
    assert_eq!(fs::read(&ledger).unwrap(), before);
    fs::write(office.path("少.csv"), "编号,收到日期,申请内容\n1,2025-03-07,甲\n").unwrap();
    fails(&["ledger", "import", &office.path("少.csv"), "-o", &ledger], 1, "4 件是来源里没有的");
    fails(&["ledger", "new", "-o", &ledger], 1, "没有覆盖");
    fails(&["ledger", "new", "-o", &report], 2, "不是台账文件");
    fails(&["ledger", "import", &table, "-o", &report], 2, "不是台账文件");
    fails(&["ledger", "import", &table, "-o", &table], 2, "来源文件");
    fails(&["ledger", "export", &ledger, "--xlsx", &ledger], 2, "来源文件");
    fails(&["ledger", "export", &ledger, "--xlsx", &report], 2, "报告文件");
    fails(&["ledger", &ledger, "--year", "2025", "--fill", &report, "-o", &ledger], 2, "没有覆盖");
    fails(&["new", "-o", &ledger], 2, "不是报告文件");
    fails(&["render", &report, "--text", &ledger], 2, "台账文件");
    assert_eq!(fs::read(&ledger).unwrap(), before);
    assert_eq!(fs::read(&report).unwrap(), sample());
}

#[test]
fn what_is_misused_or_unreadable_is_told() {
    let office = Office::new();
    let ledger = office.ledger(ROWS);
    let report = office.path("报告.nianbao");
    done(&["new", "--agency", "柳塘镇人民政府", "--year", "2024", "-o", &report, "--draft"]);
    for (arguments, told) in [
        (vec!["ledger", &ledger], "--year"),
        (vec!["ledger", "--year", "2025"], "请写明"),
        (vec!["ledger", &ledger, "--year", "25"], "不是年度"),
        (vec!["ledger", &ledger, "--year", "2025", "--today", "昨天"], "不是日期"),
        (vec!["ledger", &ledger, "--year", "2025", "--fill", &report], "要一起写"),
        (vec!["ledger", &ledger, "--year", "2025", "-o", "a"], "要一起写"),
        (vec!["ledger", &ledger, "--year", "2025", "--against", &report], "报告是 2024 年的"),
        (vec!["ledger", "没有这个文件", "--year", "2025"], "没有这个文件"),
        (vec!["ledger", &report, "--year", "2025"], "不是台账文件"),
        (vec!["ledger", "import", &report, "-o", "a"], "本程序自己的文件"),
        (vec!["check", &ledger, "--ledger", &ledger], ""),
        (vec!["check", &report, &report, "--ledger", &ledger], "只能用于一份报告"),
    ] {
        fails(&arguments, 2, told);
    }
    let other = office.path("别的.csv");
    fs::write(&other, "姓名,年龄\n甲,3\n").unwrap();
    fails(&["ledger", "import", &other, "-o", "a"], 2, "没有找到台账的表头");
    assert!(!Path::new("a").exists());
}

#[test]
fn a_ledger_that_could_not_be_opened_again_is_not_written() {
    let office = Office::new();
    let (table, ledger) = (office.path("表.csv"), office.path("台账.taizhang"));
    // In the file each backslash is two.
    let row = format!(",2025-03-07,,自然人,{},,\n", "\\".repeat(32_000));
    let head = "编号,收到日期,申请人,申请人类别,申请内容,处理结果,答复日期\n";
    fs::write(&table, format!("{head}{}", row.repeat(1_060))).unwrap();
    fails(&["ledger", "import", &table, "-o", &ledger], 2, "超过 64 MB");
    assert!(!Path::new(&ledger).exists());
}

#[test]
fn a_report_is_not_filled_in_place() {
    let office = Office::new();
    let (ledger, report) = (office.ledger(ROWS), office.path("报告.nianbao"));
    fs::write(&report, sample()).unwrap();
    let before = fs::read(&report).unwrap();
    fails(&["ledger", &ledger, "--year", "2025", "--fill", &report, "-o", &report], 2, "来源文件");
    assert_eq!(fs::read(&report).unwrap(), before);
}

/// What is counted as carried to the next year is in the list, whatever keeps it open.
#[test]
fn what_counts_as_open_is_listed_as_open() {
    let office = Office::new();
    let ledger = office.ledger(
        "2025-001,2025-03-03,赵铁柱,自然人,危房名单,说不清,2025-03-20\n\
         2025-002,2025-03-04,孙大圣,公司,招标文件,,2025-03-21\n\
         2025-003,2025-03-05,李小明,个人,补贴标准,予以公开,\n\
         2025-004,2025-12-20,李小明,自然人,补贴标准,,\n\
         2025-004,2025-12-22,钱多多,自然人,补贴标准,,\n\
         2025-006,2025-03-05,钱多多,自然人,仓库租约,予以公开,2025-03-20\n",
    );
    let year = ["ledger", &ledger, "--year", "2025", "--today", "2025-12-31"];
    let json = counted(&[&year[..], &["--format", "json"]].concat());
    let cells = json["tables"][0]["cells"].as_array().unwrap();
    let carried: i64 = cells
        .iter()
        .filter(|cell| cell["row"][0].as_str().is_some_and(|row| row.contains("结转下年度")))
        .filter(|cell| cell["column"].as_array().unwrap().last() != Some(&json!("总计")))
        .map(|cell| cell["value"].as_i64().unwrap())
        .sum();
    let open = json["open"].as_array().unwrap();
    assert_eq!((carried, open.len()), (5, 5), "{open:?}");
    let first = open.iter().find(|open| open["number"] == "2025-001").unwrap();
    assert_eq!((&first["due"], &first["days_left"]), (&Value::Null, &Value::Null));
    let text = done(&year);
    assert!(text.contains("待办 5 件，其中超期 1 件"), "{text}");
    assert!(text.contains("2025-001 2025-03-03 收到，已答复，处理结果待改"), "{text}");
    // Two of one number are told apart.
    assert!(text.contains("2025-004 第 4 件（2025-12-20 收到） 编号：编号重复"), "{text}");
    assert!(text.contains("第 5 件（2025-12-22 收到）也是这个编号"), "{text}");
}
