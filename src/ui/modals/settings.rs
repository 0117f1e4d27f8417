//! A clerk's choices, and the one question of the first start.

use egui::{Context, Response, Sense, TextEdit, Ui, vec2};

use super::form::{check, field, labelled, told};
use super::{ModalSheet, SheetAnswer, paragraph, rules};
use crate::app::date::Date;
use crate::app::{App, Command, Settings, SettingsCommand, Theme, ZOOMS};
use crate::font::{Choice, Office};
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::ui::{icons, spoken};

/// A page of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum SettingsPage {
    #[default]
    Agency,
    Look,
    Rules,
}

/// The settings as they are being typed.
#[derive(Debug, Default)]
pub(super) struct SettingsForm {
    page: SettingsPage,
    agency: String,
    address: String,
    telephone: String,
    name: String,
    notes_changes: bool,
    month: String,
    day: String,
    theme: Theme,
    zoom: u16,
    latin_gap: bool,
    faces: Choice,
    rules: rules::RulesForm,
    /// Whether the office's faces have been looked for since this was opened.
    asked: bool,
}

impl SettingsForm {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            page: SettingsPage::default(),
            agency: settings.agency.clone(),
            address: settings.address.clone(),
            telephone: settings.telephone.clone(),
            name: settings.name.clone(),
            notes_changes: settings.notes_changes,
            month: settings.due_month.to_string(),
            day: settings.due_day.to_string(),
            theme: settings.theme,
            zoom: settings.zoom,
            latin_gap: settings.latin_gap,
            faces: settings.faces,
            rules: rules::RulesForm::new(&settings.rules),
            asked: false,
        }
    }

    /// Month and day, where every year has such a day.
    fn due(&self) -> Option<(u8, u8)> {
        let (month, day) = (self.month.trim().parse().ok()?, self.day.trim().parse().ok()?);
        Date { year: 2025, month, day }.is_valid().then_some((month, day))
    }

    /// The settings that are meant, or what is wrong with them.
    fn read(&self, former: &Settings) -> Result<Settings, String> {
        let told = "报送截止：请填每年都有的日期，如 1 月 31 日。";
        let (due_month, due_day) = self.due().ok_or(told)?;
        Ok(Settings {
            agency: self.agency.trim().to_owned(),
            address: self.address.trim().to_owned(),
            telephone: self.telephone.trim().to_owned(),
            name: self.name.trim().to_owned(),
            notes_changes: self.notes_changes,
            due_month,
            due_day,
            theme: self.theme,
            zoom: self.zoom,
            latin_gap: self.latin_gap,
            faces: self.faces,
            rules: self.rules.read(&former.rules)?,
            ..former.clone()
        })
    }
}

pub(super) fn welcome(
    ctx: &Context,
    app: &App,
    (text, fresh): (&mut String, bool),
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: "请填写机关全称",
        sign: None,
        width: 560.0,
        fresh,
        primary: Some("开始使用"),
        others: &[],
        close: "以后再填",
    };
    let answer = sheet.show(ctx, |ui| {
        let colours = theme::colours(ui.ctx());
        let words = "新建的报告会用它写标题、引言和署名。以后可以在设置中改。";
        paragraph(ui, words, colours.ink2);
        Some(field(ui, "机关全称", "如：云泽县柳塘镇人民政府", text))
    });
    match answer {
        SheetAnswer::Primary if !text.trim().is_empty() => {
            let settings = Settings { agency: text.trim().to_owned(), ..app.settings().clone() };
            out.push(SettingsCommand::Set(Box::new(settings)));
            out.push(Command::Dismiss);
        }
        SheetAnswer::Close => out.push(Command::Dismiss),
        _ => {}
    }
}

/// Height of a page of the settings, in points.
const PAGE: f32 = 460.0;

pub(super) fn show(
    ctx: &Context,
    app: &App,
    (form, fresh): (&mut SettingsForm, bool),
    out: &mut Commands,
) {
    let sheet = ModalSheet {
        title: "设置",
        sign: None,
        width: 640.0,
        fresh,
        primary: Some("保存设置"),
        others: &[],
        close: "取消",
    };
    let read = form.read(app.settings());
    let answer = sheet.show(ctx, |ui| {
        pages(ui, form);
        // Every page has the same height: the names of the pages stay where they are.
        let height = bounded(ui.ctx().content_rect().height() - 260.0, 120.0, PAGE);
        let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        let scrolled = area.auto_shrink(false).id_salt(form.page).show(ui, |ui| match form.page {
            SettingsPage::Agency => Some(agency(ui, form)),
            SettingsPage::Look => Some(look(ui, form, out)),
            SettingsPage::Rules => rules::show(ui, &mut form.rules),
        });
        spoken::bars(ui.ctx(), &scrolled, "设置");
        let first = scrolled.inner;
        told(ui, read.as_ref().err().map(String::as_str));
        first
    });
    match (answer, read) {
        (SheetAnswer::Primary, Ok(settings)) => {
            out.push(SettingsCommand::Set(Box::new(settings)));
            out.push(Command::Dismiss);
        }
        (SheetAnswer::Close, _) => out.push(Command::Dismiss),
        _ => {}
    }
}

/// The names of the pages; the one that is shown is switched on.
fn pages(ui: &mut Ui, form: &mut SettingsForm) {
    ui.horizontal(|ui| {
        for (page, label) in [
            (SettingsPage::Agency, "机关"),
            (SettingsPage::Look, "显示和版面"),
            (SettingsPage::Rules, "检查规则"),
        ] {
            if Button::new(label).flat().tab(form.page == page).show(ui).clicked() {
                form.page = page;
            }
        }
    });
    let colours = theme::colours(ui.ctx());
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), Sense::hover());
    widgets::hairline(ui.painter(), line.left_top(), line.right_top(), colours.line);
}

fn agency(ui: &mut Ui, form: &mut SettingsForm) -> Response {
    let first = labelled(ui, "机关全称", |ui| field(ui, "机关全称", "", &mut form.agency));
    labelled(ui, "联系地址", |ui| field(ui, "联系地址", "", &mut form.address));
    labelled(ui, "联系电话", |ui| field(ui, "联系电话", "", &mut form.telephone));
    labelled(ui, "报送截止", |ui| due(ui, form));
    labelled(ui, "您的姓名", |ui| {
        field(ui, "您的姓名", "写在审阅意见和修改记录上；不填则用系统的用户名", &mut form.name)
    });
    labelled(ui, "修改记录", |ui| {
        let label = "每次保存记下谁改了什么（旧版程序打不开有记录的文件）";
        if check(ui, form.notes_changes, label).clicked() {
            form.notes_changes = !form.notes_changes;
        }
    });
    first
}

fn look(ui: &mut Ui, form: &mut SettingsForm, out: &mut Commands) -> Response {
    let first = labelled(ui, "配色", |ui| themes(ui, form));
    labelled(ui, "缩放", |ui| zoom(ui, form));
    labelled(ui, "版面", |ui| {
        let label = "中文与数字、英文之间留四分之一字空";
        if check(ui, form.latin_gap, label).clicked() {
            form.latin_gap = !form.latin_gap;
        }
    });
    labelled(ui, "公文字体", |ui| faces(ui, form));
    if form.faces == Choice::Office {
        office(ui, form, out);
    }
    first
}

fn due(ui: &mut Ui, form: &mut SettingsForm) {
    let colours = theme::colours(ui.ctx());
    let number = |ui: &mut Ui, name: &str, text: &mut String, unit: &str| {
        let edit = TextEdit::singleline(text).desired_width(40.0).return_key(None);
        ui.add(edit.margin(egui::Margin::symmetric(8, 4))).accessible_name(name);
        ui.add(egui::Label::new(widgets::text(unit, size::TEXT, colours.ink2)));
    };
    number(ui, "截止月份", &mut form.month, "月");
    number(ui, "截止日", &mut form.day, "日");
}

fn faces(ui: &mut Ui, form: &mut SettingsForm) {
    for (choice, label) in [(Choice::Builtin, "随程序的字体"), (Choice::Office, "本机公文字体")]
    {
        if Button::new(label).choice(form.faces == choice).show(ui).clicked() {
            form.faces = choice;
        }
    }
}

/// Which of the office's faces this machine has.
fn office(ui: &mut Ui, form: &mut SettingsForm, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let Some(office) = Office::known() else {
        if !std::mem::replace(&mut form.asked, true) {
            out.push(SettingsCommand::LookForFaces);
        }
        paragraph(ui, "正在查找本机的字体。", colours.ink2);
        return;
    };
    let note = "字库里没有的字用随程序的字体。新装的字体，重新打开程序后才能用。";
    // The sheet has to fit the smallest window.
    let height = bounded(ui.ctx().content_rect().height() - 440.0, 40.0, 200.0);
    egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        for line in office.lines().iter().map(String::as_str).chain([note]) {
            ui.add(egui::Label::new(widgets::text(line, size::SMALL, colours.ink2)).wrap());
        }
    });
}

/// Gives back the first of them.
fn themes(ui: &mut Ui, form: &mut SettingsForm) -> Response {
    let choices = [(Theme::Light, "浅色"), (Theme::Dark, "深色"), (Theme::Contrast, "高对比")];
    let mut show = |theme: Theme, label: &str| {
        let response = Button::new(label).choice(form.theme == theme).show(ui);
        if response.clicked() {
            form.theme = theme;
        }
        response
    };
    let first = show(Theme::System, "跟随系统");
    for (theme, label) in choices {
        show(theme, label);
    }
    first
}

fn zoom(ui: &mut Ui, form: &mut SettingsForm) {
    let colours = theme::colours(ui.ctx());
    if Button::icon_only(icons::MINUS, "缩小").show(ui).clicked() {
        form.zoom = form.zoom.saturating_sub(10).max(*ZOOMS.start());
    }
    let words = format!("{}%", form.zoom);
    ui.add(egui::Label::new(widgets::text(words, size::TEXT, colours.ink)));
    if Button::icon_only(icons::PLUS, "放大").show(ui).clicked() {
        form.zoom = (form.zoom + 10).min(*ZOOMS.end());
    }
}
