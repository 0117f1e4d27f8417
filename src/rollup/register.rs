//! The register (名录): which units are to report.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;

use crate::workbook::{SheetRow, Workbook};

/// One unit that is to report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Unit {
    /// 单位代码: the key; names are none.
    pub code: String,
    /// The unit's name (单位名称).
    pub name: String,
    /// 单位类型: 乡镇, 街道, 县直部门, 其他.
    pub kind: String,
    /// Whether the unit is included in the sums (纳入汇总).
    pub included: bool,
    /// 已含于: code or name of the unit whose report contains this one's figures; empty where none.
    pub contained_in: String,
    /// Whom to ask (联系人).
    pub contact: String,
    /// The telephone number (电话).
    pub phone: String,
    /// A remark (备注).
    pub note: String,
}

/// The units, in order; codes are unique and not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The units.
    pub units: Vec<Unit>,
}

/// Why a register was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterError {
    /// Row of the sheet or line of the file, from 1, where the trouble has one.
    pub row: Option<u32>,
    /// What is wrong, in Chinese, without a full stop.
    pub problem: String,
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "名录第 {row} 行：{}。请改好再试。", self.problem),
            None => write!(f, "名录读不出来：{}。请改好再试。", self.problem),
        }
    }
}

impl std::error::Error for RegisterError {}

fn wrong<T>(row: Option<u32>, problem: impl Into<String>) -> Result<T, RegisterError> {
    Err(RegisterError { row, problem: problem.into() })
}

/// The columns that a register may have.
const COLUMNS: [&str; 8] =
    ["单位代码", "单位名称", "单位类型", "纳入汇总", "已含于", "联系人", "电话", "备注"];

impl Register {
    /// Reads a register from a spreadsheet: its columns are found by their heads, in any order;
    /// 单位代码 and 单位名称 have to be there.
    ///
    /// # Errors
    /// Heads or codes that are missing, codes that are doubled.
    pub fn from_workbook(workbook: &Workbook) -> Result<Self, RegisterError> {
        let sheets = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
        let head = |row: &SheetRow| {
            COLUMNS.map(|name| {
                let is_head = |text: &str| text.trim().trim_end_matches(['*', '：']) == name;
                let found = row.cells.iter().find(|cell| is_head(&cell.value.text()));
                found.map(|cell| cell.column)
            })
        };
        for sheet in sheets {
            let heads = sheet.rows.iter().enumerate().take(10);
            let found = heads.map(|(at, row)| (at, head(row)));
            let Some((at, columns)) =
                found.into_iter().find(|(_, c)| c[0].is_some() && c[1].is_some())
            else {
                continue;
            };
            let rows = sheet.rows.get(at + 1..).unwrap_or_default();
            let units = rows.iter().filter_map(|row| unit(row, &columns));
            return Self::checked(units.collect::<Result<Vec<_>, _>>()?);
        }
        wrong(None, "没有找到“单位代码”和“单位名称”两列")
    }

    /// Reads a register written as RON: `(units: [(code: "01", name: "柳塘镇", included: true)])`.
    ///
    /// # Errors
    /// The line, and what is wrong there.
    pub fn from_ron(text: &str) -> Result<Self, RegisterError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            units: Vec<Unit>,
        }
        let file: File = ron::from_str(text).map_err(|error| RegisterError {
            row: u32::try_from(error.span.start.line).ok(),
            problem: format!("写法不对（{}）", error.code),
        })?;
        Self::checked(file.units.into_iter().map(|unit| (None, unit)).collect())
    }

    /// The units, once codes are seen to be keys and 已含于 to name units.
    fn checked(units: Vec<(Option<u32>, Unit)>) -> Result<Self, RegisterError> {
        let mut codes = BTreeSet::new();
        for (row, unit) in &units {
            if unit.code.is_empty() {
                return wrong(*row, format!("“{}”没有单位代码", unit.name));
            }
            if unit.name.is_empty() {
                return wrong(*row, format!("代码 {} 没有单位名称", unit.code));
            }
            if !codes.insert(unit.code.clone()) {
                return wrong(*row, format!("代码 {} 写了两次", unit.code));
            }
        }
        if units.is_empty() {
            return wrong(None, "没有一个单位");
        }
        for (row, unit) in units.iter().filter(|(_, unit)| !unit.contained_in.is_empty()) {
            let whole = &unit.contained_in;
            if *whole == unit.code || *whole == unit.name {
                return wrong(*row, format!("“{}”已含于它自己", unit.name));
            }
            if !units.iter().any(|(_, other)| other.code == *whole || other.name == *whole) {
                return wrong(*row, format!("已含于“{whole}”，名录里没有这个单位"));
            }
        }
        Ok(Self { units: units.into_iter().map(|(_, unit)| unit).collect() })
    }
}

type NumberedUnit = (Option<u32>, Unit);

/// The unit of a row; `None` for a row without code and name.
fn unit(row: &SheetRow, columns: &[Option<u16>; 8]) -> Option<Result<NumberedUnit, RegisterError>> {
    let text = |index: usize| -> String {
        let value = columns[index].and_then(|column| row.at(column));
        value.map(|value| value.text().trim().to_owned()).unwrap_or_default()
    };
    let [code, name, kind, included, contained_in, contact, phone, note] =
        std::array::from_fn(text);
    if code.is_empty() && name.is_empty() {
        return None;
    }
    let included = match included.as_str() {
        "" | "是" | "TRUE" | "1" => true,
        "否" | "FALSE" | "0" => false,
        other => {
            return Some(wrong(Some(row.number), format!("纳入汇总写的是“{other}”，应为是或否")));
        }
    };
    let unit = Unit { code, name, kind, included, contained_in, contact, phone, note };
    Some(Ok((Some(row.number), unit)))
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::workbook;

    fn read(csv: &str) -> Result<Register, String> {
        let book = workbook::read(csv.as_bytes()).map_err(|error| error.to_string())?;
        Register::from_workbook(&book).map_err(|error| error.to_string())
    }

    #[test]
    fn a_sheet_is_read_by_its_heads() {
        let text = "某县名录\n单位名称,单位代码,纳入汇总,已含于\n柳塘镇,01,,\n教育局,02,否,\n\
                    招生办,03,是,02\n,,,\n";
        let units = read(text).unwrap().units;
        let shown: Vec<_> =
            units.iter().map(|u| (u.code.as_str(), u.name.as_str(), u.included)).collect();
        assert_eq!(
            shown,
            [("01", "柳塘镇", true), ("02", "教育局", false), ("03", "招生办", true)]
        );
        assert_eq!(units[2].contained_in, "02");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_row() {
        for (text, told) in [
            ("名称,代码\n甲,1\n", "没有找到“单位代码”和“单位名称”"),
            ("单位代码,单位名称\n1,甲\n1,乙\n", "第 3 行：代码 1 写了两次"),
            ("单位代码,单位名称\n,甲\n", "第 2 行：“甲”没有单位代码"),
            ("单位代码,单位名称,纳入汇总\n1,甲,大概\n", "应为是或否"),
            ("单位代码,单位名称,已含于\n1,甲,9\n", "名录里没有这个单位"),
            ("单位代码,单位名称,已含于\n1,甲,1\n", "已含于它自己"),
            ("单位代码,单位名称\n", "没有一个单位"),
        ] {
            let problem = read(text).unwrap_err();
            assert!(problem.contains(told), "{text}: {problem}");
        }
    }

    #[test]
    fn ron_is_the_same() {
        let register =
            Register::from_ron("(units: [(code: \"1\", name: \"甲\", included: true)])").unwrap();
        assert_eq!(register.units[0].name, "甲");
        let error = Register::from_ron("(units: [\n(code: 1)])").unwrap_err();
        assert_eq!(error.row, Some(2));
    }
}
