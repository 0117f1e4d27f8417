//! Tables without rules: the cells of a line are the form's words and the figures. A word that is
//! broken over lines, beside others that are, is put together and put in the line of its row's
//! figures; a blank is recognised by the columns that the figures of the other lines are in.

use std::collections::BTreeSet;

use super::page::PdfGlyph;
use super::prose::{PdfLine, WORD_GAP};
use super::words;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels::{begins_plain_word, is_plain_word};

/// Cells are this far apart or further, in sizes of their characters; those of one are not.
const CELL_GAP: f64 = 0.12;

/// Figures that are further apart are two; nearer ones only where no figure in another line
/// is in the gap, as it is where digits are spaced.
const SURE_GAP: f64 = 0.3;

/// From one line of a cell to the next it is no more than this, in sizes.
const PITCH: f64 = 4.0;

/// Figures are beside a line of words where they are no higher or lower than this, in sizes.
const BESIDE: f64 = 0.8;

/// A line with this many characters, most of them with a gap, is prose spread to the right edge.
const MIN_SPREAD: usize = 20;

/// A row with fewer figures may be a date.
const MIN_FIGURES: usize = 3;

/// More pieces no page has.
const MAX_ATOMS: usize = 5000;

/// Characters between gaps.
struct Atom {
    x0: f64,
    x1: f64,
    glyphs: Vec<PdfGlyph>,
    plain: String,
    is_figure: bool,
    /// The word of the form of which it is a part.
    word: Option<usize>,
}

/// Atoms that follow each other in a line, the last not included.
#[derive(Clone, Copy)]
struct AtomRun {
    line: usize,
    from: usize,
    to: usize,
}

/// A word of the form's, and the line that it is to be in.
struct FoundWord {
    x: f64,
    text: String,
    home: usize,
    is_broken: bool,
}

/// What is to be in a line, from left to right.
struct LineCell {
    x0: f64,
    x1: f64,
    text: String,
    is_figure: bool,
}

/// The lines of a page, those of tables as cells.
pub(super) fn cells(lines: Vec<PdfLine>) -> Vec<PdfLine> {
    let spacing = spacing(&lines);
    let atoms: Vec<Vec<Atom>> = lines.iter().map(|line| atoms(line, spacing)).collect();
    if atoms.iter().map(Vec::len).sum::<usize>() > MAX_ATOMS {
        return lines;
    }
    let mut sheet = UnruledPage { lines, spacing, atoms, words: Vec::new() };
    sheet.find();
    let is_table: Vec<bool> = (0..sheet.lines.len()).map(|line| sheet.is_table(line)).collect();
    let mut rows: Vec<Vec<LineCell>> = (0..sheet.lines.len())
        .map(|line| if is_table[line] { sheet.row(line, &is_table) } else { Vec::new() })
        .collect();
    for tables in rows.chunk_by_mut(|a, b| a.is_empty() == b.is_empty()) {
        fill_blanks(tables);
    }
    let UnruledPage { lines, .. } = sheet;
    let made = lines.into_iter().zip(rows).zip(is_table).filter_map(|((line, row), is_table)| {
        let cells: Vec<String> = row.into_iter().map(|cell| cell.text).collect();
        // All of it is in other lines.
        let gone = is_table && cells.is_empty();
        (!gone).then_some(PdfLine { cells, ..line })
    });
    made.collect()
}

/// How far characters are set apart on a page, as a rule not at all: there are fewer gaps between
/// cells than others.
fn spacing(lines: &[PdfLine]) -> f64 {
    let mut gaps: Vec<f64> = Vec::new();
    for line in lines {
        let spoken = spoken(line);
        gaps.extend(spoken.windows(2).map(|pair| gap(&pair[0], &pair[1])));
    }
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).map_or(0.0, |gap| gap.clamp(0.0, CELL_GAP * 2.0))
}

fn spoken(line: &PdfLine) -> Vec<PdfGlyph> {
    line.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).cloned().collect()
}

/// The gap between two characters of a line, in multiples of their size.
fn gap(a: &PdfGlyph, b: &PdfGlyph) -> f64 {
    (b.x - (a.x + a.width)) / a.size.max(b.size)
}

fn atoms(line: &PdfLine, spacing: f64) -> Vec<Atom> {
    let together = |a: &PdfGlyph, b: &PdfGlyph| gap(a, b) <= spacing + CELL_GAP;
    let atoms: Vec<Atom> = spoken(line)
        .chunk_by(together)
        .map(|glyphs| {
            let text = words(glyphs);
            Atom {
                x0: glyphs.first().map_or(0.0, |glyph| glyph.x),
                x1: glyphs.last().map_or(0.0, |glyph| glyph.x + glyph.width),
                glyphs: glyphs.to_vec(),
                plain: plain(&text),
                is_figure: is_figure(&text),
                word: None,
            }
        })
        .collect();
    let said = || atoms.iter().filter(|atom| !atom.is_figure);
    let characters: usize = said().map(|atom| atom.glyphs.len()).sum();
    let spread = characters >= MIN_SPREAD && 2 * said().count() > characters;
    if spread { Vec::new() } else { atoms }
}

struct UnruledPage {
    lines: Vec<PdfLine>,
    /// Between characters, in sizes.
    spacing: f64,
    atoms: Vec<Vec<Atom>>,
    words: Vec<FoundWord>,
}

impl UnruledPage {
    /// Finds the form's words, of those that begin at one place the longest.
    fn find(&mut self) {
        for line in 0..self.atoms.len() {
            for from in 0..self.atoms[line].len() {
                let (parts, seen) = (Vec::new(), BTreeSet::new());
                let mut search = WordSearch { sheet: self, parts, best: None, seen };
                search.go_on("", line, from, None);
                if let Some((_, parts)) = search.best {
                    self.take(&parts);
                }
            }
        }
    }

    fn part(&self, part: AtomRun) -> &[Atom] {
        &self.atoms[part.line][part.from..part.to]
    }

    fn take(&mut self, parts: &[AtomRun]) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let text = parts.iter().map(|part| text(self.part(*part))).collect();
        let x = parts.iter().map(|part| self.atoms[part.line][part.from].x0);
        let x = x.min_by(f64::total_cmp).unwrap_or_default();
        let middle = f64::midpoint(self.lines[first.line].y, self.lines[last.line].y);
        let far = |line: &usize| (self.lines[*line].y - middle).abs();
        let has_figures =
            |line: &usize| self.atoms[*line].iter().any(|atom| atom.is_figure && atom.x0 > x);
        // Figures are set a little higher or lower than words of another face.
        let (top, bottom) = (&self.lines[first.line], &self.lines[last.line]);
        let (above, below) = (top.y - BESIDE * top.size, bottom.y + BESIDE * bottom.size);
        let beside = |line: &usize| (above..=below).contains(&self.lines[*line].y);
        let home = (0..self.lines.len()).filter(beside).filter(has_figures);
        let home = home.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(first.line);
        let is_broken = parts.len() > 1;
        for part in parts {
            for atom in &mut self.atoms[part.line][part.from..part.to] {
                atom.word = Some(self.words.len());
            }
        }
        self.words.push(FoundWord { x, text, home, is_broken });
    }

    /// Whether a line is a table's: a broken word has a part or stands there, there is nothing but the
    /// form's words and figures, or it has the columns of a row.
    fn is_table(&self, line: usize) -> bool {
        let atoms = &self.atoms[line];
        let word = |atom: &Atom| atom.word.map(|word| &self.words[word]);
        let broken = atoms.iter().filter_map(word).any(|word| word.is_broken)
            || self.words.iter().any(|word| word.is_broken && word.home == line);
        let known = atoms.iter().any(|atom| atom.word.is_some())
            && atoms.iter().all(|atom| atom.is_figure || atom.word.is_some());
        let figures = atoms.iter().filter(|atom| atom.is_figure).count();
        broken || known || (figures >= MIN_FIGURES && self.lines[line].text().contains('\t'))
    }

    /// The cells of a line.
    fn row(&self, line: usize, is_table: &[bool]) -> Vec<LineCell> {
        let mut cells: Vec<LineCell> = self
            .words
            .iter()
            .filter(|word| word.home == line)
            .map(|word| LineCell {
                x0: word.x,
                x1: word.x,
                text: word.text.clone(),
                is_figure: false,
            })
            .collect();
        let size = self.lines[line].size;
        let sure = (SURE_GAP + self.spacing) * size;
        let rest = self.atoms[line].iter().enumerate().filter(|(_, atom)| atom.word.is_none());
        let rest: Vec<(usize, &Atom)> = rest.collect();
        let others = || {
            let tables = self.atoms.iter().zip(is_table).enumerate();
            let tables = tables.filter(|(other, (_, table))| **table && *other != line);
            tables.flat_map(|(_, (atoms, _))| atoms).filter(|atom| atom.is_figure)
        };
        let one = |a: &(usize, &Atom), b: &(usize, &Atom)| {
            let gap = b.1.x0 - a.1.x1;
            if a.0 + 1 != b.0 {
                return false;
            }
            if a.1.is_figure && b.1.is_figure {
                let middle = f64::midpoint(a.1.x1, b.1.x0);
                let covered = || others().any(|atom| atom.x0 < middle && middle < atom.x1);
                return gap < sure && covered();
            }
            // A unit is a little apart from its figure.
            let unit = || is_figure(&(words(&a.1.glyphs) + &words(&b.1.glyphs)));
            let both = !a.1.is_figure && !b.1.is_figure && gap < WORD_GAP * size;
            both || (gap < sure && unit())
        };
        for group in rest.chunk_by(one) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let glyphs: Vec<PdfGlyph> =
                group.iter().flat_map(|(_, atom)| atom.glyphs.clone()).collect();
            let text = words(&glyphs);
            let is_figure = is_figure(&text);
            cells.push(LineCell { x0: first.1.x0, x1: last.1.x1, text, is_figure });
        }
        cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        cells
    }
}

/// The characters of atoms, without what only looks like a space between them.
fn text(atoms: &[Atom]) -> String {
    atoms.iter().map(|atom| words(&atom.glyphs)).collect()
}

/// The search for the longest word that begins at one place.
struct WordSearch<'a> {
    sheet: &'a UnruledPage,
    parts: Vec<AtomRun>,
    /// With its length.
    best: Option<(usize, Vec<AtomRun>)>,
    /// What was said before which atom of which line: characters that repeat could be put together
    /// in very many ways that all say the same.
    seen: BTreeSet<(String, usize, usize)>,
}

impl WordSearch<'_> {
    /// Adds atoms of a line to what was said, and then those of the next line of the same column,
    /// as long as a word of the form begins so.
    fn go_on(&mut self, said: &str, line: usize, from: usize, column: Option<(f64, f64)>) {
        if !self.seen.insert((said.to_owned(), line, from)) {
            return;
        }
        let sheet = self.sheet;
        let atoms = &sheet.atoms[line];
        let mut said = said.to_owned();
        for (at, atom) in atoms.iter().enumerate().skip(from) {
            let far = at > from && atom.x0 - atoms[at - 1].x1 > WORD_GAP * sheet.lines[line].size;
            if far || atom.is_figure || atom.word.is_some() {
                return;
            }
            said.push_str(&atom.plain);
            if said.is_empty() || !begins_plain_word(&said) {
                return;
            }
            self.parts.push(AtomRun { line, from, to: at + 1 });
            if is_plain_word(&said) && self.best.as_ref().is_none_or(|best| best.0 < said.len()) {
                self.best = Some((said.len(), self.parts.clone()));
            }
            let (x0, x1) = (atoms[from].x0, atom.x1);
            let column = column.map_or((x0, x1), |column| (column.0.min(x0), column.1.max(x1)));
            self.below(&said, line, column);
            self.parts.pop();
        }
    }

    /// Goes on in the nearest line below that has something in the column.
    fn below(&mut self, said: &str, line: usize, column: (f64, f64)) {
        let sheet = self.sheet;
        let (y, size) = (sheet.lines[line].y, sheet.lines[line].size);
        let near = |below: &usize| sheet.lines[*below].y - y <= PITCH * size;
        for below in (line + 1..sheet.lines.len()).take_while(near) {
            let inside = |atom: &Atom| {
                atom.x0 < column.1 && column.0 < atom.x1 && !atom.is_figure && atom.word.is_none()
            };
            let atoms = sheet.atoms[below].iter().enumerate();
            let starts: Vec<usize> =
                atoms.filter(|(_, atom)| inside(atom)).map(|(at, _)| at).collect();
            for start in &starts {
                self.go_on(said, below, *start, Some(column));
            }
            if !starts.is_empty() {
                return;
            }
        }
    }
}

/// Puts a blank where a line has no figure in a column of the others.
fn fill_blanks(rows: &mut [Vec<LineCell>]) {
    let figures = |row: &Vec<LineCell>| -> Vec<(f64, f64)> {
        row.iter().filter(|cell| cell.is_figure).map(|cell| (cell.x0, cell.x1)).collect()
    };
    let mut all: Vec<(f64, f64)> = rows.iter().flat_map(figures).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (x0, x1) in all {
        match columns.last_mut() {
            Some(last) if x0 < last.1 => last.1 = last.1.max(x1),
            _ => columns.push((x0, x1)),
        }
    }
    let has = |row: &Vec<LineCell>, column: &(f64, f64)| {
        row.iter()
            .filter(|cell| cell.is_figure && cell.x0 >= column.0 && cell.x0 < column.1)
            .count()
    };
    let counts = |row: &Vec<LineCell>| -> Vec<usize> {
        columns.iter().map(|column| has(row, column)).collect()
    };
    let full = |row: &&Vec<LineCell>| counts(row).iter().all(|count| *count == 1);
    // Columns are known where some line has a figure in each.
    if columns.len() < 2 || !rows.iter().any(|row| full(&row)) {
        return;
    }
    for row in rows.iter_mut().filter(|row| !figures(row).is_empty()) {
        let counts = counts(row);
        if counts.iter().any(|count| *count > 1) {
            continue;
        }
        for ((x0, x1), _) in columns.iter().zip(counts).filter(|(_, count)| *count == 0) {
            row.push(LineCell { x0: *x0, x1: *x1, text: String::new(), is_figure: false });
        }
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::import::source::pdf::page::PdfGlyph;
    use crate::import::source::pdf::prose::lines;

    /// Characters that are ten points wide, digits half as wide, each text at its place.
    fn glyphs(texts: &[(f64, f64, &str)]) -> Vec<PdfGlyph> {
        let mut glyphs = Vec::new();
        for (x, y, text) in texts {
            let mut at = *x;
            for c in text.chars() {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                glyphs.push(PdfGlyph {
                    x: at,
                    y: *y,
                    width,
                    size: 10.0,
                    text: c.to_string(),
                    is_faint: false,
                });
                at += width;
            }
        }
        glyphs
    }

    fn read(texts: &[(f64, f64, &str)]) -> Vec<String> {
        cells(lines(glyphs(texts))).iter().map(|line| line.text().replace('\t', "|")).collect()
    }

    #[test]
    fn labels_that_are_broken_beside_each_other() {
        // In three lines beside two of another column, the figures between.
        assert_eq!(
            read(&[
                (0.0, 100.0, "（三）"),
                (33.0, 107.0, "2.其他法律行政"),
                (0.0, 114.0, "不予公"),
                (100.0, 114.0, "12"),
                (112.0, 114.0, "3"),
                (150.0, 114.0, "4"),
                (33.0, 121.0, "法规禁止公开"),
                (0.0, 128.0, "开"),
            ]),
            ["（三）不予公开|2.其他法律行政法规禁止公开|12|3|4"]
        );
    }

    #[test]
    fn heads_that_are_broken_beside_each_other() {
        let heads = [
            (0.0, 100.0, "商业"),
            (22.0, 100.0, "科研"),
            (44.0, 100.0, "其"),
            (0.0, 115.0, "企业"),
            (22.0, 115.0, "机构"),
            (44.0, 115.0, "他"),
        ];
        assert_eq!(read(&heads), ["商业企业|科研机构|其他"]);
    }

    #[test]
    fn blanks_are_told_by_the_columns_of_other_lines() {
        assert_eq!(
            read(&[
                (0.0, 100.0, "规章"),
                (50.0, 100.0, "1"),
                (80.0, 100.0, "2"),
                (110.0, 100.0, "3"),
                (0.0, 115.0, "（一）予以公开"),
                (80.0, 115.0, "5"),
                (110.0, 115.0, "6"),
                (0.0, 130.0, "行政许可"),
                (48.0, 130.0, "71"),
                (80.0, 130.0, "8"),
                (110.0, 130.0, "9"),
            ]),
            ["规章|1|2|3", "（一）予以公开||5|6", "行政许可|71|8|9"]
        );
    }

    #[test]
    fn digits_that_are_spaced_are_one_figure() {
        // The other line has a figure where the gap is.
        assert_eq!(
            read(&[
                (0.0, 100.0, "规章"),
                (46.5, 100.0, "1"),
                (53.5, 100.0, "2"),
                (80.0, 100.0, "4"),
                (0.0, 115.0, "行政许可"),
                (50.0, 115.0, "3"),
                (80.0, 115.0, "5"),
            ]),
            ["规章|12|4", "行政许可|3|5"]
        );
    }

    #[test]
    fn prose_stays_as_it_is() {
        let prose = [
            (0.0, 100.0, "全年作出"),
            (42.0, 100.0, "行政许可"),
            (84.0, 100.0, "决定12件，行政处罚3件"),
            (0.0, 115.0, "其中行政许可12件"),
        ];
        let texts = ["全年作出行政许可决定12件，行政处罚3件", "其中行政许可12件"];
        assert_eq!(read(&prose), texts);
    }
}
