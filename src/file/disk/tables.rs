//! Cells and their tables as written in a file: by the form's ids, in its order.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::problem;
use crate::edition::{Edition, Kind};
use crate::file::ron_file::{ParseFault, impossible};
use crate::report::place::CellId;
use crate::report::{Edit, Figures, MAX_COUNT, Report, Value};

/// Table id → row id → column id → value.
pub(super) type Tables<'t> = Map<'t, Map<'t, Map<'t, FigureData>>>;

/// One cell: a number, or text that [`Value::read`] takes; a blank is "".
pub(super) enum FigureData {
    Count(i64),
    Text(String),
}

impl FigureData {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Count(number) => Self::Count(*number),
            other => Self::Text(other.text()),
        }
    }

    /// The value in a cell of a kind; what reads as something else would change behind the clerk's
    /// back, and is given back instead.
    pub(super) fn value(&self, kind: Kind) -> Result<Value, String> {
        let written = match self {
            Self::Count(number) if kind.counts() => return Ok(Value::Count(*number)),
            Self::Count(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        };
        let value = Value::read(kind, &written);
        if value.text() == written { Ok(value) } else { Err(written) }
    }
}

impl Serialize for FigureData {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(number) => to.serialize_i64(*number),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for FigureData {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct FigureVisitor;
        impl Visitor<'_> for FigureVisitor {
            type Value = FigureData;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a string")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<FigureData, E> {
                let possible = -MAX_COUNT..=MAX_COUNT;
                if possible.contains(&number) {
                    Ok(FigureData::Count(number))
                } else {
                    Err(own("数字超出范围"))
                }
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<FigureData, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }
            fn visit_i128<E: de::Error>(self, _: i128) -> Result<FigureData, E> {
                Err(own("数字超出范围"))
            }
            fn visit_u128<E: de::Error>(self, _: u128) -> Result<FigureData, E> {
                Err(own("数字超出范围"))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<FigureData, E> {
                Ok(FigureData::Text(text.to_owned()))
            }
        }
        from.deserialize_any(FigureVisitor)
    }
}

fn own<E: de::Error>(message: impl fmt::Display) -> E {
    E::custom(format!("{}{message}", problem::OWN))
}

/// How many keys of a map are compared one by one.
const FEW: usize = 32;

/// A map in the order of the file, in which no key occurs twice. A file has some six hundred, and
/// none is copied.
pub(super) struct Map<'t, V>(Vec<(KeyData<'t>, V)>);

/// A key as it stands in a file or in the form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
struct KeyData<'t>(#[serde(borrow)] Cow<'t, str>);

impl<V> Default for Map<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Map<'_, V> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V: Serialize> Serialize for Map<'_, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de: 't, 't, V: Deserialize<'de>> Deserialize<'de> for Map<'t, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct MapVisitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for MapVisitor<V> {
            type Value = Map<'de, V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Map<'de, V>, A::Error> {
                let mut keys = std::collections::BTreeSet::new();
                let mut map: Vec<(KeyData<'de>, V)> = Vec::new();
                while let Some(key) = from.next_key::<KeyData<'de>>()? {
                    // A row's few are looked through; whoever writes thousands is not waited for.
                    let twice = match map.len() {
                        ..FEW => map.iter().any(|(other, _)| *other == key),
                        FEW => {
                            keys.extend(map.iter().map(|(other, _)| other.clone()));
                            !keys.insert(key.clone())
                        }
                        _ => !keys.insert(key.clone()),
                    };
                    if twice {
                        return Err(own(format_args!("“{}”写了两次", key.0)));
                    }
                    map.push((key, from.next_value()?));
                }
                Ok(Map(map))
            }
        }
        from.deserialize_map(MapVisitor(std::marker::PhantomData))
    }
}

/// Every cell that is not a total, blanks included, so that no row is left out of a comparison.
pub(super) fn typed(figures: &Figures) -> Tables<'_> {
    tables(figures, |id| (!figures.is_total(id)).then(|| figures.typed(id)))
}

/// The totals that an imported report printed.
pub(super) fn printed(figures: &Figures) -> Tables<'_> {
    tables(figures, |id| figures.printed(id))
}

fn tables<'a>(figures: &'a Figures, value: impl Fn(CellId) -> Option<&'a Value>) -> Tables<'a> {
    let key = |id: &'a String| KeyData(Cow::Borrowed(id));
    let mut tables = Map::default();
    for (table, form) in figures.edition().tables.iter().enumerate() {
        let mut rows = Map::default();
        for row in &form.rows {
            let mut cells = Map::default();
            for index in row.cells.clone() {
                if let Some(value) = value(CellId { table, index }) {
                    cells.0.push((key(&form.column_of(index).id), FigureData::of(value)));
                }
            }
            if !cells.is_empty() {
                rows.0.push((key(&row.id), cells));
            }
        }
        if !rows.is_empty() {
            tables.0.push((key(&form.id), rows));
        }
    }
    tables
}

/// Puts the values of a file into a report; an unknown table, row or column is a fault.
pub(super) fn fill(
    text: &str,
    field: &str,
    tables: &Tables<'_>,
    report: &mut Report,
    edit: impl Fn(CellId, Value) -> Edit,
) -> Result<(), ParseFault> {
    let edition = report.edition().clone();
    for (KeyData(table_id), rows) in &tables.0 {
        let table = edition.tables.iter().position(|form| form.id == *table_id);
        for (KeyData(row_id), cells) in &rows.0 {
            let row = table.and_then(|table| Some((table, edition.tables[table].row(row_id)?)));
            for (KeyData(column_id), figure) in &cells.0 {
                let fault = |problem: String| {
                    let quoted = [table_id, row_id, column_id].map(|id| format!("\"{id}\""));
                    let [table, row, column] = &quoted;
                    impossible(text, &[&format!("{field}:"), table, row, column], problem)
                };
                let name = || format!("{table_id}.{row_id}.{column_id}");
                let id = row.and_then(|row| in_row(&edition, row, column_id));
                let Some(id) = id else {
                    return Err(fault(format!("{}的表格里没有“{}”这一格", edition.name, name())));
                };
                let value = match figure.value(edition.tables[id.table].cells[id.index].kind) {
                    Ok(value) => value,
                    Err(written) => {
                        return Err(fault(format!("“{}”的值“{written}”不规范", name())));
                    }
                };
                if let Err(error) = report.apply(edit(id, value)) {
                    return Err(fault(format!("“{}”：{error}", name())));
                }
            }
        }
    }
    Ok(())
}

pub(super) fn cell(edition: &Edition, table: &str, row: &str, column: &str) -> Option<CellId> {
    let table = edition.tables.iter().position(|form| form.id == table)?;
    in_row(edition, (table, edition.tables[table].row(row)?), column)
}

/// The cell of a column in a row, both by what they are in the edition.
fn in_row(edition: &Edition, (table, row): (usize, usize), column: &str) -> Option<CellId> {
    let form = &edition.tables[table];
    let column = form.band_of(row).columns.iter().position(|label| label.id == column)?;
    Some(CellId { table, index: form.cell_at(row, column)? })
}
