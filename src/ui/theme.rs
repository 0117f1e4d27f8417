//! Colours, sizes and faces of the window: the one place where they stand.

use egui::{Color32, FontData, FontDefinitions, FontFamily};

use crate::finding::Severity;

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Named by what they are for.
pub struct Colours {
    pub chrome: Color32,
    pub surface: Color32,
    pub raised: Color32,
    pub head: Color32,
    pub computed: Color32,
    pub desk: Color32,
    pub paper: Color32,
    pub page_ink: Color32,
    pub line: Color32,
    pub line2: Color32,
    pub edge: Color32,
    pub ink: Color32,
    pub ink2: Color32,
    pub ink3: Color32,
    pub off: Color32,
    pub accent: Color32,
    pub accent_ink: Color32,
    pub accent_soft: Color32,
    pub accent_line: Color32,
    pub find: Color32,
    pub scrim: Color32,
    pub fine: Color32,
    pub blocks: Tone,
    pub error: Tone,
    pub warning: Tone,
    /// The corner and the underline of a warning.
    pub warning_mark: Color32,
    pub info: Tone,
}

/// The colours of one severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    /// Text and sign.
    pub ink: Color32,
    /// Ground behind them.
    pub ground: Color32,
    /// Edge of a card.
    pub edge: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const fn tone(ink: u32, ground: u32, edge: u32) -> Tone {
    Tone { ink: rgb(ink), ground: rgb(ground), edge: rgb(edge) }
}

/// Light.
pub static LIGHT: Colours = Colours {
    chrome: rgb(0xED_F0F2),
    surface: rgb(0xFF_FFFF),
    raised: rgb(0xFF_FFFF),
    head: rgb(0xF1_F4F6),
    computed: rgb(0xF5_F7F8),
    desk: rgb(0xDD_E2E6),
    paper: rgb(0xFF_FFFF),
    page_ink: rgb(0x11_1111),
    line: rgb(0xCF_D6DC),
    line2: rgb(0xA3_AEB9),
    edge: rgb(0x7F_8B97),
    ink: rgb(0x1A_242E),
    ink2: rgb(0x47_5563),
    ink3: rgb(0x5E_6B79),
    off: rgb(0xA3_ADB7),
    accent: rgb(0x17_607F),
    accent_ink: rgb(0xFF_FFFF),
    accent_soft: rgb(0xE1_EFF5),
    accent_line: rgb(0x8F_BDD0),
    find: rgb(0xFF_E58A),
    scrim: Color32::from_rgba_premultiplied(0x0A, 0x0E, 0x11, 97),
    fine: rgb(0x1F_7048),
    blocks: tone(0xB4_2318, 0xFC_EBE8, 0xE3_A79F),
    error: tone(0xB2_470C, 0xFD_F0E6, 0xE0_C0A6),
    warning: tone(0x8A_5F00, 0xFF_F6DB, 0xE0_C06A),
    warning_mark: rgb(0xA8_7000),
    info: tone(0x4A_6076, 0xEA_F0F5, 0xC0_CBD6),
};

/// Dark.
pub static DARK: Colours = Colours {
    chrome: rgb(0x16_1B20),
    surface: rgb(0x1C_2228),
    raised: rgb(0x24_2B32),
    head: rgb(0x23_2A31),
    computed: rgb(0x20_262D),
    desk: rgb(0x12_161A),
    paper: rgb(0xE9_E7E1),
    page_ink: rgb(0x11_1111),
    line: rgb(0x35_3F49),
    line2: rgb(0x55_616D),
    edge: rgb(0x76_838F),
    ink: rgb(0xE3_E8ED),
    ink2: rgb(0xB0_BAC4),
    ink3: rgb(0x98_A4B0),
    off: rgb(0x5C_6873),
    accent: rgb(0x7C_C0DB),
    accent_ink: rgb(0x0E_2630),
    accent_soft: rgb(0x1F_3B48),
    accent_line: rgb(0x3D_7188),
    find: rgb(0x6B_5A12),
    scrim: Color32::from_rgba_premultiplied(0, 0, 0, 140),
    fine: rgb(0x7C_CB9F),
    blocks: tone(0xFF_9A8D, 0x43_231F, 0x8A_4A42),
    error: tone(0xF5_A76B, 0x3D_2A1B, 0x7A_5A3E),
    warning: tone(0xEB_C25B, 0x3A_3219, 0x7A_6730),
    warning_mark: rgb(0xEB_C25B),
    info: tone(0xA9_BED2, 0x26_323D, 0x4A_5C6E),
};

/// High contrast: all text at 7 : 1 or more, every mark and edge at 3 : 1 or more.
pub static CONTRAST: Colours = Colours {
    chrome: rgb(0x00_0000),
    surface: rgb(0x00_0000),
    raised: rgb(0x00_0000),
    head: rgb(0x14_1414),
    computed: rgb(0x14_1414),
    desk: rgb(0x00_0000),
    paper: rgb(0xFF_FFFF),
    page_ink: rgb(0x00_0000),
    line: rgb(0x8A_8A8A),
    line2: rgb(0xC8_C8C8),
    edge: rgb(0xFF_FFFF),
    ink: rgb(0xFF_FFFF),
    ink2: rgb(0xFF_FFFF),
    ink3: rgb(0xD6_D6D6),
    off: rgb(0x90_9090),
    accent: rgb(0x7F_DBFF),
    accent_ink: rgb(0x00_0000),
    accent_soft: rgb(0x00_324A),
    accent_line: rgb(0x7F_DBFF),
    find: rgb(0x5A_4700),
    scrim: Color32::from_rgba_premultiplied(0, 0, 0, 190),
    fine: rgb(0x8C_E99A),
    blocks: tone(0xFF_B3AB, 0x4A_0B06, 0xFF_B3AB),
    error: tone(0xFF_B870, 0x40_2000, 0xFF_B870),
    warning: tone(0xFF_D75E, 0x3A_2C00, 0xFF_D75E),
    warning_mark: rgb(0xFF_D75E),
    info: tone(0xC5_D9EC, 0x16_242F, 0xC5_D9EC),
};

impl Colours {
    /// The colours of a severity.
    #[must_use]
    pub fn tone(&self, severity: Severity) -> Tone {
        match severity {
            Severity::Blocks => self.blocks,
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// The colours of the theme that a context shows.
#[must_use]
pub fn colours(ctx: &egui::Context) -> &'static Colours {
    // Each theme has a ground of its own, by which the style in force is known.
    let ground = ctx.global_style().visuals.panel_fill;
    [&DARK, &CONTRAST].into_iter().find(|colours| colours.chrome == ground).unwrap_or(&LIGHT)
}

/// Sizes of text in points, with the height of their lines.
pub mod size {
    /// Text, cells, buttons, labels.
    pub const TEXT: f32 = 15.0;
    /// Line of text.
    pub const TEXT_LINE: f32 = 22.0;
    /// Headers, hints, status, small buttons, last year's figures.
    pub const SMALL: f32 = 13.0;
    /// Line of small text.
    pub const SMALL_LINE: f32 = 18.0;
    /// Section titles and headings in prose.
    pub const TITLE: f32 = 18.0;
    /// Line of a title.
    pub const TITLE_LINE: f32 = 26.0;
    /// Name and days on the start page.
    pub const LARGE: f32 = 26.0;
    /// Line of large text.
    pub const LARGE_LINE: f32 = 36.0;
    /// Line of prose.
    pub const PROSE_LINE: f32 = 26.0;
}

/// The window's one face, and 仿宋, 楷体, 小标宋 under names of their own for the page preview.
#[must_use]
pub fn fonts() -> FontDefinitions {
    use crate::font::{Face, Fonts};
    let mut fonts = FontDefinitions::empty();
    let faces = Fonts::builtin();
    let bytes = faces.font(Face::HeiTi).bytes;
    fonts.font_data.insert("heiti".into(), FontData::from_static(bytes).into());
    let kai = faces.font(Face::WenKai).bytes;
    fonts.font_data.insert("kaiti".into(), FontData::from_static(kai).into());
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["heiti".into(), "kaiti".into()]);
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::{CONTRAST, Colours, DARK, LIGHT};
    use egui::Color32;

    fn luminance(colour: Color32) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const THEMES: [(&str, &Colours, f64); 3] =
        [("light", &LIGHT, 4.5), ("dark", &DARK, 4.5), ("contrast", &CONTRAST, 7.0)];

    /// Every text colour on every ground it is used on is at least 4.5 : 1, in the theme of high
    /// contrast 7 : 1 (disabled words excepted).
    #[test]
    fn text_can_be_read() {
        for (theme, c, least) in THEMES {
            let Colours { chrome, surface, raised, head, computed, accent_soft, .. } = *c;
            let grounds = [chrome, surface, raised, head, computed, accent_soft];
            let mut pairs = Vec::new();
            for ground in grounds {
                pairs.extend([(c.ink, ground), (c.ink2, ground), (c.ink3, ground)]);
                pairs.extend([(c.accent, ground), (c.fine, ground)]);
            }
            for tone in [c.blocks, c.error, c.warning, c.info] {
                let plain = [chrome, surface, raised, head, computed, tone.ground];
                pairs.extend(plain.map(|ground| (tone.ink, ground)));
                pairs.extend([(c.ink, tone.ground), (c.ink2, tone.ground)]);
            }
            pairs.extend([(c.accent_ink, c.accent), (c.ink, c.find), (c.page_ink, c.paper)]);
            for (text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= least, "{theme}: {text:?} on {ground:?} is {ratio:.2}");
            }
        }
    }

    /// What tells something without words is at least 3 : 1: the corner of a warning and the line
    /// under one, the bar and the ring of the active row, signs, the edge of a field.
    #[test]
    fn marks_can_be_seen() {
        for (theme, c, _) in THEMES {
            let cells = [c.surface, c.computed, c.accent_soft];
            let mut pairs = Vec::new();
            for ground in cells.into_iter().chain([c.warning.ground, c.blocks.ground]) {
                pairs.extend([(c.warning_mark, ground), (c.accent, ground)]);
            }
            for ground in cells {
                let signs = [c.blocks, c.error, c.warning, c.info].map(|tone| (tone.ink, ground));
                pairs.extend(signs);
                pairs.push((c.fine, ground));
            }
            pairs.extend([(c.edge, c.surface), (c.edge, c.raised)]);
            for (mark, ground) in pairs {
                let ratio = contrast(mark, ground);
                assert!(ratio >= 3.0, "{theme}: {mark:?} on {ground:?} is {ratio:.2}");
            }
        }
    }
}
