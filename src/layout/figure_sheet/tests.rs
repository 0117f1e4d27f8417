use super::{BarChart, ChartBar, FigureSheet, KeyFigure, SheetFormat, figure_sheet};
use crate::font::Fonts;
use crate::layout::page::{Item, LaidOut};
use crate::units::Length;

/// Left, top, right, bottom.
type Bounds = [Length; 4];

fn texts(laid: &LaidOut) -> Vec<(String, Bounds)> {
    let of = |item: &Item| match item {
        Item::Text(run) => {
            let top = run.baseline - run.size.scale(88, 100);
            Some((run.text.clone(), [run.x, top, run.x + run.width, top + run.size]))
        }
        _ => None,
    };
    laid.pages[0].items.iter().filter_map(of).collect()
}

fn rules(laid: &LaidOut) -> Vec<Bounds> {
    let of = |item: &Item| match item {
        Item::Rule(rule) => {
            let half = rule.width / 2;
            let (x, y) =
                if rule.x0 == rule.x1 { (half, Length::ZERO) } else { (Length::ZERO, half) };
            Some([rule.x0 - x, rule.y0 - y, rule.x1 + x, rule.y1 + y])
        }
        _ => None,
    };
    laid.pages[0].items.iter().filter_map(of).collect()
}

fn overlap(a: &Bounds, b: &Bounds) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Nothing is outside the paper's margin, no text is over another or on a line.
fn holds(sheet: &FigureSheet, format: SheetFormat) {
    let laid = figure_sheet(sheet, format, Fonts::builtin());
    let texts = texts(&laid);
    let edge = Length::pt(10);
    for (text, bounds) in &texts {
        let [left, top, right, bottom] = bounds;
        let inside = *left >= edge
            && *top >= edge
            && *right <= laid.paper.width - edge
            && *bottom <= laid.paper.height - edge;
        assert!(inside, "{text} {bounds:?} of {:?}", laid.paper);
    }
    for (index, (text, bounds)) in texts.iter().enumerate() {
        for (other, its) in &texts[index + 1..] {
            assert!(!overlap(bounds, its), "{text} {bounds:?} over {other} {its:?}");
        }
        for rule in rules(&laid) {
            assert!(!overlap(bounds, &rule), "{text} {bounds:?} on a line {rule:?}");
        }
    }
    // Nothing is cut: all words of the sheet are there.
    let whole: String = texts.iter().map(|(text, _)| text.as_str()).collect();
    for bar in sheet.charts.iter().flat_map(|chart| &chart.bars) {
        assert!(whole.contains(&bar.shown) && whole.contains(&bar.label), "{bar:?} in {whole}");
    }
}

fn sheet(values: &[Option<i64>], notes: usize, name: &str) -> FigureSheet {
    let bar = |(index, value): (usize, &Option<i64>)| ChartBar {
        label: (2016 + index).to_string(),
        value: *value,
        shown: value.map_or("缺".into(), |value| value.to_string()),
        is_current: index + 1 == values.len(),
    };
    let bars: Vec<ChartBar> = values.iter().enumerate().map(bar).collect();
    let chart = |title: &str| BarChart {
        title: title.into(),
        unit: "件，2023 年的统计范围与其他年度不同".into(),
        full: 0,
        bars: bars.clone(),
    };
    let figure = |label: &str| KeyFigure {
        label: label.into(),
        figure: values.iter().flatten().max().map_or("未填".into(), ToString::to_string),
        unit: "件".into(),
        change: "比上年 ＋12345（＋1234.5%）".into(),
    };
    FigureSheet {
        title: "图".into(),
        author: name.into(),
        heading: vec![name.into(), "2025 年政府信息公开主要数据".into()],
        figures: ["本年新收申请", "办结", "予以公开", "结转", "行政复议", "行政诉讼"]
            .map(figure)
            .into(),
        charts: ["本年新收申请", "予以公开占办理结果总计", "结转下年度继续办理"].map(chart).into(),
        notes: vec![
            "2023 年的报告写明：含当年并入的两个事业单位，与前后年度不能直接比较。"
                .repeat(2);
            notes
        ],
    }
}

#[test]
fn no_label_is_over_another_and_nothing_is_cut() {
    let huge = [Some(3), Some(2), Some(1), Some(99_999)];
    let ten = [Some(12_345); 10];
    for values in [
        &[Some(0), Some(0)][..],
        &[None, None],
        &[Some(1), None, Some(2)],
        &huge,
        &ten,
        &[Some(999_999_999_999); 10],
        &[Some(29)],
    ] {
        for format in [SheetFormat::A4, SheetFormat::Tall] {
            for (notes, name) in
                [(0, "柳塘镇"), (12, "云泽县柳塘镇人民政府"), (1, &"云泽".repeat(80))]
            {
                holds(&sheet(values, notes, name), format);
            }
        }
    }
}

#[test]
fn bars_stand_for_their_figures() {
    let laid =
        figure_sheet(&sheet(&[Some(50), Some(100)], 0, "甲"), SheetFormat::A4, Fonts::builtin());
    // The current year's bars are full: the only thick lines.
    let thick: Vec<Length> = laid.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) if rule.width > Length::pt(10) => Some(rule.y1 - rule.y0),
            _ => None,
        })
        .collect();
    assert_eq!(thick, [Length::pt(88); 3]);
    let tall = rules(&laid).into_iter().filter(|rule| rule[3] - rule[1] == Length::pt(44)).count();
    assert_eq!(tall, 6, "two sides of each hatched bar, half as high");
}

#[test]
fn the_words_say_it_all() {
    let text = sheet(&[Some(50), None], 1, "甲").text();
    assert!(
        text.contains(
            "本年新收申请（件，2023 年的统计范围与其他年度不同）：2016 年 50，2017 年 缺\n"
        ),
        "{text}"
    );
    assert!(
        text.starts_with("甲\n2025 年政府信息公开主要数据\n本年新收申请：50件，比上年"),
        "{text}"
    );
}
