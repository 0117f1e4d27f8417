//! The tables of a Word file, before its tracked changes and with them.

use super::document::{DocumentReader, ReviewedBlock, ReviewedCell, ReviewedTable, RowRead};
use crate::import::Problem;

impl DocumentReader<'_> {
    pub(super) fn table(&mut self) -> Result<(), Problem> {
        let mut tables = [ReviewedTable::default(), ReviewedTable::default()];
        self.rows(&mut tables)?;
        let [original, revised] = tables;
        self.text.original.push(ReviewedBlock::Table(original));
        self.text.revised.push(ReviewedBlock::Table(revised));
        Ok(())
    }

    /// Rows, and whatever holds rows.
    fn rows(&mut self, tables: &mut [ReviewedTable; 2]) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tr" => self.row(tables)?,
                "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" | "Fallback" => self.xml.skip()?,
                name => {
                    self.mark(name, &tag);
                    self.rows(tables)?;
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, tables: &mut [ReviewedTable; 2]) -> Result<(), Problem> {
        self.row = RowRead::default();
        let mut number = 0;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tc" => self.tc(tables, &mut number)?,
                "trPr" => {
                    while let Some(tag) = self.xml.child()? {
                        self.row.inserted |= tag.name() == "ins";
                        self.row.deleted |= tag.name() == "del";
                        self.xml.skip()?;
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        let row = std::mem::take(&mut self.row);
        let words = row.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if row.inserted {
            self.text.beside.push(format!("表里增加了一行“{words}”：各行是规定的，没有读取"));
            return Ok(());
        }
        if row.deleted {
            self.text.beside.push(format!("表里删去了一行“{words}”：各行是规定的，没有删"));
        }
        for table in tables {
            table.rows += 1;
        }
        Ok(())
    }

    fn tc(&mut self, tables: &mut [ReviewedTable; 2], number: &mut usize) -> Result<(), Problem> {
        self.counted()?;
        let mut merged = false;
        self.cell = Some((tables[0].rows, *number));
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "tcPr" => {
                    while let Some(tag) = self.xml.child()? {
                        if tag.name() == "vMerge" {
                            merged = tag.attribute("val").as_deref() != Some("restart");
                        }
                        self.xml.skip()?;
                    }
                }
                "p" => self.paragraph()?,
                _ => self.inside(&tag, Self::blocks_inside)?,
            }
        }
        self.cell = None;
        let (original, revised) =
            (std::mem::take(&mut self.original), std::mem::take(&mut self.revised));
        // A row that cannot be deleted says what it said.
        let revised = if self.row.deleted { original.clone() } else { revised };
        let texts = [original, revised];
        self.row.words.push_str(&texts[usize::from(self.row.inserted)]);
        self.row.words.push(' ');
        for (table, text) in tables.iter_mut().zip(texts) {
            if !self.row.inserted && !merged {
                table.cells.push(ReviewedCell { row: table.rows, number: *number, text });
            }
        }
        *number += usize::from(!merged);
        Ok(())
    }
}
