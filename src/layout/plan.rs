//! Which page everything is on: of all ways to break a flow into pages, the best.
//!
//! What belongs together is on one page; tables may be set in several heights, and some may
//! break. A way costs what it leaves blank, how far it is from the best height of rows, and a page
//! each; the cheapest is found by going through the flow once, with the cheapest way to every line
//! of a page on which something may end.

use std::collections::BTreeMap;

use super::flow::FlowBlock;
use super::sheet::LineGrid;
use super::table_block::TablePlan;

/// A page more.
const PAGE: i64 = 1_000;
/// A page that is emptier than two fifths, for each line of it beyond them.
const EMPTY: i64 = 1_000_000;
/// A page that ends between lines of prose although it has room for the next.
const EARLY: i64 = 500;
/// A last page of three lines or fewer.
const SHORT_END: i64 = 100_000;
/// The least lines of a last page.
const LEAST_END: usize = 4;

/// What is decided about a flow.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The blocks before which a page begins, in order.
    pub turns: Vec<usize>,
    /// How each table is set, in order.
    pub tables: Vec<TablePlan>,
}

/// A part of a flow that is kept on one page, or may break anywhere.
#[derive(Debug)]
enum PlanStep {
    /// A number of lines between which any page may end.
    Free(usize),
    /// Blocks from one to another that are kept together, apart from tables that may break.
    Together(usize, usize),
}

/// The cheapest way to a line of a page.
#[derive(Clone, Debug, Default)]
struct PlanWay {
    /// Lines of the page that are taken.
    line: usize,
    cost: i64,
    /// The way before the last step; its index in all ways.
    before: usize,
    /// The block before which the last step began a page.
    turn: Option<usize>,
    tables: Vec<TablePlan>,
}

/// Finds the best way to break a flow into pages.
pub(super) fn plan(blocks: &[FlowBlock], grid: LineGrid) -> Plan {
    let steps = steps(blocks, grid);
    let tail = blocks.len().saturating_sub(grid.lines + LEAST_END);
    let mut ways = vec![PlanWay::default()];
    let mut last = 0..1;
    for step in &steps {
        let mut best = BTreeMap::<usize, PlanWay>::new();
        for before in last {
            let way = &ways[before];
            let mut add = |found: PlanWay| add(&mut best, PlanWay { before, ..found });
            match *step {
                PlanStep::Free(count) => add(free(way, count, grid)),
                PlanStep::Together(from, to) => {
                    let group = &blocks[from..to];
                    let is_free = |block: &FlowBlock| matches!(block, FlowBlock::Line(_));
                    let stays = together(group, way.line, way.cost, grid);
                    let is_prose = group.iter().all(is_free);
                    let turns = stays.is_empty() || from >= tail || !is_prose;
                    let early = if is_prose && !stays.is_empty() { EARLY } else { 0 };
                    stays.into_iter().for_each(&mut add);
                    if turns && way.line > 0 {
                        let cost = way.cost + turn_cost(way.line, grid) + early;
                        for found in together(group, 0, cost, grid) {
                            add(PlanWay { turn: Some(from), ..found });
                        }
                    }
                }
            }
        }
        last = ways.len()..ways.len() + best.len();
        ways.extend(best.into_values());
    }
    let short = |way: &PlanWay| {
        let short = way.line < LEAST_END && way.cost >= PAGE;
        way.cost + if short { SHORT_END } else { 0 }
    };
    let end = last.min_by_key(|index| short(&ways[*index])).unwrap_or(0);
    trace(ways, end)
}

/// The decisions on the way to an end.
fn trace(mut ways: Vec<PlanWay>, end: usize) -> Plan {
    let mut plan = Plan::default();
    let mut at = end;
    while at > 0 {
        let way = std::mem::take(&mut ways[at]);
        plan.turns.extend(way.turn);
        plan.tables.extend(way.tables.into_iter().rev());
        at = way.before;
    }
    plan.turns.reverse();
    plan.tables.reverse();
    plan
}

fn add(best: &mut BTreeMap<usize, PlanWay>, way: PlanWay) {
    match best.get(&way.line) {
        Some(found) if found.cost <= way.cost => {}
        _ => {
            best.insert(way.line, way);
        }
    }
}

/// The cost of ending a page after a number of lines.
pub(super) fn turn_cost(line: usize, grid: LineGrid) -> i64 {
    let blank = grid.lines.saturating_sub(line);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / EMPTY);
    // In lines of a full page of 22.
    let scaled = number(blank * super::sheet::LINES / grid.lines.max(1));
    let beyond = blank.saturating_sub(grid.lines * 2 / 5);
    PAGE + scaled * scaled * 10 + number(beyond) * EMPTY
}

/// Lines that fill page after page.
fn free(way: &PlanWay, count: usize, grid: LineGrid) -> PlanWay {
    let end = way.line + count;
    let turns = end.saturating_sub(1) / grid.lines;
    let cost = way.cost + PAGE * i64::try_from(turns).unwrap_or(i64::MAX / PAGE);
    PlanWay { line: end - turns * grid.lines, cost, ..PlanWay::default() }
}

/// The ways in which blocks can be put on a page from a line on, the cheapest to each end.
fn together(blocks: &[FlowBlock], line: usize, cost: i64, grid: LineGrid) -> Vec<PlanWay> {
    let mut ways = BTreeMap::from([(line, PlanWay { line, cost, ..PlanWay::default() })]);
    for block in blocks {
        let mut next = BTreeMap::new();
        for way in ways.into_values() {
            match block {
                FlowBlock::Line(_) if way.line < grid.lines => {
                    add(&mut next, PlanWay { line: way.line + 1, ..way });
                }
                FlowBlock::Line(_) => {}
                FlowBlock::Turn => add(&mut next, PlanWay { line: grid.lines, ..way }),
                FlowBlock::Table(table) => {
                    for placed in table.placements(way.line, grid) {
                        let mut tables = way.tables.clone();
                        tables.push(placed.plan);
                        let cost = way.cost + placed.cost;
                        add(
                            &mut next,
                            PlanWay { line: placed.line, cost, tables, ..PlanWay::default() },
                        );
                    }
                }
            }
        }
        ways = next;
        if ways.is_empty() {
            break;
        }
    }
    ways.into_values().collect()
}

/// The steps of a flow. What no page can hold together parts, if possible between paragraphs: a
/// table's own heading is nearer to it than the one before.
fn steps(blocks: &[FlowBlock], grid: LineGrid) -> Vec<PlanStep> {
    // Towards the end every line may be worth beginning a page with.
    let tail = blocks.len().saturating_sub(grid.lines + LEAST_END);
    let mut steps = Vec::new();
    let mut start = 0;
    for (index, block) in blocks.iter().enumerate() {
        let end = index + 1;
        if block.keeps() && blocks.get(end).is_some_and(|next| !matches!(next, FlowBlock::Turn)) {
            continue;
        }
        if end - start == 1 && start < tail && matches!(block, FlowBlock::Line(_)) {
            match steps.last_mut() {
                Some(PlanStep::Free(count)) => *count += 1,
                _ => steps.push(PlanStep::Free(1)),
            }
        } else {
            add_together(&mut steps, blocks, start, end, grid);
        }
        start = end;
    }
    steps
}

fn add_together(
    steps: &mut Vec<PlanStep>,
    blocks: &[FlowBlock],
    start: usize,
    end: usize,
    grid: LineGrid,
) {
    // From the end: what is nearest to what follows stays with it.
    let mut parts = Vec::new();
    let mut end = end;
    while start < end {
        let fits = |from: usize| !together(&blocks[from..end], 0, 0, grid).is_empty();
        let too_long = end - start > grid.lines || !fits(start);
        let part = if too_long { part_before(&blocks[start..end], grid) } else { Some(0) };
        let mut from = start + part.unwrap_or(0);
        let has_table = |from: usize| !blocks[from..end].iter().all(FlowBlock::is_line);
        if has_table(from) && !fits(from) {
            // What follows a table that fills its pages begins the next one.
            let fitting = || (from + 1..end).filter(|at| fits(*at));
            let after_table = fitting().find(|at| !blocks[*at - 1].is_line());
            from = after_table.or_else(|| fitting().next()).unwrap_or(end - 1);
        }
        parts.push(if fits(from) {
            PlanStep::Together(from, end)
        } else {
            // One paragraph that is longer than a page.
            PlanStep::Free(end - from)
        });
        end = from;
    }
    steps.extend(parts.into_iter().rev());
}

/// Before which of the blocks to begin a page that holds the others, if possible not within a
/// paragraph.
fn part_before(blocks: &[FlowBlock], grid: LineGrid) -> Option<usize> {
    let mut lines = 0;
    let mut found = None;
    for (index, block) in blocks.iter().enumerate().skip(1).rev() {
        lines += block.lines(grid);
        if lines > grid.lines && found.is_some() {
            break;
        }
        if matches!(block, FlowBlock::Table(_))
            || matches!(block, FlowBlock::Line(line) if line.begins)
        {
            found = Some(index);
        }
    }
    found
}
