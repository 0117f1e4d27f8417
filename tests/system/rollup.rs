//! A roll-up before other programs' eyes: its workbook in LibreOffice and openpyxl, its sums by Spark.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::file;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::workbook::{self, Workbook};
use serde_json::Value as Json;

const UNITS: i64 = 12;

fn report(n: i64) -> Report {
    let sample = include_bytes!("../../assets/sample.ron");
    let mut report = file::parse("sample", sample).unwrap().1;
    let agency = format!("云泽县第{n}镇人民政府");
    report.apply(Edit::Text(Field::Agency, agency.clone())).unwrap();
    report.apply(Edit::Text(Field::Title, report.edition().title(&agency, 2025))).unwrap();
    report.apply(Edit::Last(None)).unwrap();
    for index in [0, 14] {
        let id = CellId { table: 1, index };
        let value = report.figures.number(id) + n;
        report.apply(Edit::Value(id, Value::Count(value))).unwrap();
    }
    report
}

/// A folder of reports: the last one does not balance, the first was sent twice.
fn county(folder: &Path) {
    for n in 1..=UNITS {
        let mut report = report(n);
        if n == UNITS {
            let id = CellId { table: 1, index: 0 };
            report.apply(Edit::Value(id, Value::Count(999))).unwrap();
        }
        fs::write(folder.join(format!("{n:02}.nianbao")), file::draft_text(&report)).unwrap();
    }
    let mut again = report(1);
    for index in [0, 14] {
        let id = CellId { table: 1, index };
        let value = again.figures.number(id) + 500;
        again.apply(Edit::Value(id, Value::Count(value))).unwrap();
    }
    let path = folder.join("01 重报.nianbao");
    fs::write(&path, file::draft_text(&again)).unwrap();
    let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
}

fn program(words: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_nianbao")).args(words).output().unwrap();
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Runs another program; `None` where it is not there, which only CI takes for a failure.
fn other(command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(output) => {
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{command:?}: {err}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{command:?}: {error}");
            eprintln!("skipped: {command:?}: {error}");
            None
        }
    }
}

/// The workbook without the results that stand beside its formulas, so that who opens it has to
/// calculate them.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(content).unwrap();
            let mut parts = text.split("</f><v>");
            let mut out = parts.next().unwrap().to_owned();
            for part in parts {
                out += "</f>";
                out += part.split_once("</v>").unwrap().1;
            }
            content = out.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(name, options).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// The figures of the sheets with sums, by sheet, row and column.
fn figures(book: &Workbook) -> BTreeMap<(String, u32, u16), String> {
    let sheets = book.sheets.iter().filter(|sheet| sheet.name.starts_with("汇总表"));
    let cells = sheets.flat_map(|sheet| {
        sheet.rows.iter().flat_map(move |row| {
            row.cells.iter().map(move |cell| {
                ((sheet.name.clone(), row.number, cell.column), cell.value.text().into_owned())
            })
        })
    });
    cells.filter(|(_, text)| text.parse::<f64>().is_ok()).collect()
}

#[test]
fn the_workbook_is_recalculated_to_the_same_sums() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    county(&reports);
    let xlsx = folder.path().join("汇总.xlsx");
    let (from, to) = (reports.display().to_string(), xlsx.display().to_string());
    program(&["rollup", &from, "--year", "2025", "--xlsx", &to]);
    let bytes = fs::read(&xlsx).unwrap();
    let ours = figures(&workbook::read(&bytes).unwrap());
    assert!(ours.len() > 190, "{}", ours.len());
    // Without the results nothing is read of a formula: what LibreOffice shows it has calculated.
    let bare = folder.path().join("bare.xlsx");
    fs::write(&bare, without_results(&bytes)).unwrap();
    assert!(figures(&workbook::read(&fs::read(&bare).unwrap()).unwrap()).is_empty());
    let out = folder.path().join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("lo").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]);
    if other(office.arg("--outdir").arg(&out).arg(&bare)).is_some() {
        let calculated = fs::read(out.join("bare.xlsx")).expect("LibreOffice has Calc");
        assert_eq!(figures(&workbook::read(&calculated).unwrap()), ours);
    }
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        cells = [c for s in book if s.title.startswith('汇总表') for r in s.iter_rows() for c in r]\n\
        print(sum(1 for c in cells if c.data_type == 'f' and '明细' in str(c.value)))";
    let python = super::readers::built("pip/bin/python3");
    if !python.exists() {
        assert!(std::env::var_os("CI").is_none(), "{}", python.display());
        return eprintln!("skipped: {}", python.display());
    }
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output().unwrap();
    if !has.status.success() {
        assert!(std::env::var_os("CI").is_none(), "openpyxl");
        return eprintln!("skipped: openpyxl is not installed");
    }
    let found = other(Command::new(python).args(["-c", script]).arg(&xlsx)).unwrap();
    assert_eq!(found.trim(), ours.len().to_string(), "each sum is a formula");
}

/// The folder that figures of speed are measured with: every report counts, and what was copied is found.
#[test]
fn made_reports_are_a_county_with_copies() {
    let folder = tempfile::tempdir().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/many_reports.py");
    let made = other(Command::new("python3").arg(script).arg(folder.path()).args(["24", "2"]));
    if made.is_none() {
        return;
    }
    let path = folder.path().display().to_string();
    let view = program(&["rollup", &path, "--year", "2025", "--format", "json"]);
    let view: Json = serde_json::from_slice(&view).unwrap();
    let units = view["units"].as_array().unwrap();
    assert!(units.len() == 24 && units.iter().all(|unit| unit["file"] != Json::Null));
    let bad = ["missing", "unreadable", "wrong-year", "wrong-edition", "unbalanced"];
    assert!(units.iter().all(|unit| !bad.contains(&unit["state"].as_str().unwrap())));
    let alike = view["alike"].as_array().unwrap();
    let pairs: Vec<_> = alike.iter().map(|pair| (&pair["a"], &pair["b"])).collect();
    let expected = |pair: (&Json, &Json)| {
        pair == (&"000010".into(), &"000011".into()) || pair == (&"000022".into(), &"000023".into())
    };
    assert!(pairs.len() == 12 && pairs.into_iter().all(expected), "{alike:?}");
}

/// For the long run: `NIANBAO_SPARK` is a Python that has pyspark.
#[test]
fn spark_gives_the_same_sums() {
    let Some(python) = std::env::var_os("NIANBAO_SPARK").map(PathBuf::from) else { return };
    let folder = tempfile::tempdir().unwrap();
    county(folder.path());
    let path = folder.path().display().to_string();
    let ours = program(&["rollup", &path, "--year", "2025", "--format", "json"]);
    let ours: Json = serde_json::from_slice(&ours).unwrap();
    let mut expected = Vec::new();
    for table in ours["sums"].as_array().unwrap() {
        for cell in table["cells"].as_array().unwrap() {
            let words = |path: &Json| {
                let path: Vec<String> = serde_json::from_value(path.clone()).unwrap();
                path.join(" / ")
            };
            let value = match &cell["value"] {
                Json::String(text) => text.clone(),
                value => value.to_string(),
            };
            let units = cell["units"].as_array().unwrap().len().to_string();
            let section = table["section"].to_string();
            expected.push([section, words(&cell["row"]), words(&cell["column"]), value, units]);
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/rollup_pyspark.py");
    let mut spark = Command::new(&python);
    spark.arg(script).arg(&path).args(["2025", env!("CARGO_BIN_EXE_nianbao")]);
    spark.env("PYSPARK_PYTHON", &python).env("SPARK_LOCAL_IP", "127.0.0.1");
    let out = other(&mut spark).unwrap();
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let mut found: Vec<[String; 5]> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            std::array::from_fn(|at| record.get(at).unwrap().to_owned())
        })
        .collect();
    expected.retain(|cell| cell[3] != "null");
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}
