//! Which rules are asked, and with what measures: a page of the settings.

use std::collections::BTreeSet;

use egui::{Response, ScrollArea, Ui};

use super::form::{beside, check, field_of};
use crate::finding::Severity;
use crate::rules::{ALL, Config};
use crate::ui::bounded::bounded;
use crate::ui::widgets::Button;

/// A measure that a locality may set, in words around its number.
struct LocalMeasure {
    code: &'static str,
    before: &'static str,
    after: &'static str,
    least: u32,
    most: u32,
    get: fn(&Config) -> u32,
    set: fn(&mut Config, u32),
}

/// Numbers of the size of a screenful of text.
fn size(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A number that was read within its bounds.
fn small(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

static MEASURES: [LocalMeasure; 7] = [
    LocalMeasure {
        code: "R05",
        before: "金额的小数最多",
        after: "位",
        least: 0,
        most: 4,
        get: |config| config.money_decimals.into(),
        set: |config, value| config.money_decimals = small(value),
    },
    LocalMeasure {
        code: "R14",
        before: "不满",
        after: "字的算过于简单",
        least: 0,
        most: 500,
        get: |config| size(config.token_sentence),
        set: |config, value| config.token_sentence = value as usize,
    },
    LocalMeasure {
        code: "R33",
        before: "连续",
        after: "字相同算重复",
        least: 6,
        most: 200,
        get: |config| size(config.repeated_run),
        set: |config, value| config.repeated_run = value as usize,
    },
    LocalMeasure {
        code: "R39",
        before: "相同达到",
        after: "%",
        least: 50,
        most: 100,
        get: |config| config.similar_percent.into(),
        set: |config, value| config.similar_percent = small(value),
    },
    LocalMeasure {
        code: "R42",
        before: "相差达到",
        after: "件，且",
        least: 1,
        most: 100_000,
        get: |config| config.jump_from,
        set: |config, value| config.jump_from = value,
    },
    LocalMeasure {
        code: "R42",
        before: "达到上年的",
        after: "倍或者几分之一",
        least: 2,
        most: 1000,
        get: |config| config.jump_times,
        set: |config, value| config.jump_times = value,
    },
    LocalMeasure {
        code: "R52",
        before: "第一部分最多",
        after: "字，0 为不限",
        least: 0,
        most: 100_000,
        get: |config| size(config.section_one_most),
        set: |config, value| config.section_one_most = value as usize,
    },
];

/// The rules as they are being set.
#[derive(Debug, Default)]
pub(super) struct RulesForm {
    /// The local profile that is chosen, with all that it asks.
    profile: Config,
    off: BTreeSet<String>,
    values: Vec<String>,
}

impl RulesForm {
    pub(super) fn new(config: &Config) -> Self {
        let values = MEASURES.iter().map(|measure| (measure.get)(config).to_string()).collect();
        Self { profile: config.clone(), off: config.off.clone(), values }
    }

    /// What is meant, or what is wrong with it.
    pub(super) fn read(&self, former: &Config) -> Result<Config, String> {
        let mut config = Config {
            off: self.off.clone(),
            faces: former.faces,
            due: former.due,
            ..self.profile.clone()
        };
        // A profile that has no words of its own leaves the office's list alone.
        if config.words.is_empty() {
            config.words.clone_from(&former.words);
        }
        for (measure, text) in MEASURES.iter().zip(&self.values) {
            let LocalMeasure { code, before, after, least, most, .. } = measure;
            let value = text.trim().parse().ok().filter(|value| (*least..=*most).contains(value));
            let Some(value) = value else {
                let after = after.trim_end_matches("，且");
                return Err(format!("{code}“{before}…{after}”请填 {least} 至 {most} 的整数。"));
            };
            (measure.set)(&mut config, value);
        }
        config.fault().map_or(Ok(config), |fault| Err(fault.to_string()))
    }
}

/// Draws the page; gives back the first rule, which has the keyboard at first.
pub(super) fn show(ui: &mut Ui, form: &mut RulesForm) -> Option<Response> {
    ui.horizontal(|ui| {
        beside(ui, "不勾选的规则不再提示；不能保存的问题不能停用。");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Button::new("恢复默认").small().show(ui).clicked() {
                *form = RulesForm::new(&Config::default());
            }
        });
    });
    profiles(ui, form);
    let height = bounded(ui.ctx().content_rect().height() - 370.0, 120.0, 420.0);
    // The sheet has its height at once.
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let mut first = None;
    area.auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for rule in ALL {
            let label = format!("{} {}", rule.code, rule.title);
            let on = !form.off.contains(rule.code);
            let fixed = rule.severity == Severity::Blocks;
            let response = ui.add_enabled_ui(!fixed, |ui| check(ui, on || fixed, &label)).inner;
            into_view(&response);
            first.get_or_insert(response.clone());
            if response.clicked() && !fixed {
                if on {
                    form.off.insert(rule.code.to_owned());
                } else {
                    form.off.remove(rule.code);
                }
            }
            measures(ui, rule.code, form);
        }
    });
    first
}

/// The local profiles that come with the program; one is chosen.
fn profiles(ui: &mut Ui, form: &mut RulesForm) {
    ui.horizontal(|ui| {
        beside(ui, "本地规则");
        let chosen = form.profile.name.clone();
        for (index, profile) in Config::shipped().iter().enumerate() {
            // Settings of before there were profiles are those of the mandate.
            let on = profile.name == chosen || (chosen.is_empty() && index == 0);
            let response = check(ui, on, &profile.name).on_hover_text(&profile.notice);
            if response.clicked() && !on {
                *form = RulesForm::new(profile);
            }
        }
    });
}

/// The measures of a rule, in one line below it.
fn measures(ui: &mut Ui, code: &str, form: &mut RulesForm) {
    let of_rule = || MEASURES.iter().enumerate().filter(|(_, measure)| measure.code == code);
    if of_rule().next().is_none() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        for (index, measure) in of_rule() {
            beside(ui, measure.before);
            let name = format!("{code}，{}", measure.before);
            if let Some(text) = form.values.get_mut(index) {
                into_view(&field_of(ui, 44.0, &name, "", text));
            }
            beside(ui, measure.after);
        }
    });
}

/// What the keyboard comes to is scrolled into view.
fn into_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}
