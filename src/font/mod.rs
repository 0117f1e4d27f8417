//! The faces, what they cover, and how wide their characters are.
//!
//! Four faces come with the program, and a fifth for characters that few
//! reports have. The office's own may take their place (`office`). A
//! character that its face lacks falls back, one by one, to the next face that has it; what
//! none of them has, [`Fonts::resolve`] reports without drawing anything.

mod office;
mod program;
mod substitutes;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use office::{FoundFace, Office};
pub use program::{Font, Refusal};
pub use substitutes::Substitute;

use crate::units::Length;

/// A face role of GB/T 9704-2012, or the program's own face beside an office's in that role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 仿宋: body text.
    FangSong,
    /// 楷体: second-level headings.
    KaiTi,
    /// 小标宋: the title.
    XiaoBiaoSong,
    /// 黑体: first-level headings, table headers.
    HeiTi,
    /// The program's 仿宋, for what the office's lacks.
    SpareFangSong,
    /// The program's 楷体, for what the office's lacks.
    SpareKaiTi,
    /// The program's 小标宋, for what the office's lacks.
    SpareXiaoBiaoSong,
    /// The program's 黑体, for what the office's lacks.
    SpareHeiTi,
    /// 宋体: page numbers, and nothing else. It has digits, a space and a dash.
    SongTi,
    /// Another 楷体 of the program's, which has every character of the 通用规范汉字表: it shows what 仿宋
    /// and 楷体 lack.
    WenKai,
}

impl Face {
    /// All roles of text, in the order in which a missing character is looked for. Text is asked for in
    /// one of these.
    pub const ALL: [Self; 4] = [Self::FangSong, Self::KaiTi, Self::XiaoBiaoSong, Self::HeiTi];
    const SPARE: [Self; 4] =
        [Self::SpareFangSong, Self::SpareKaiTi, Self::SpareXiaoBiaoSong, Self::SpareHeiTi];

    /// The role that it is used for.
    #[must_use]
    pub fn role(self) -> Self {
        match self {
            Self::SongTi | Self::WenKai => self,
            _ => Self::ALL[self as usize % Self::ALL.len()],
        }
    }

    /// What a clerk calls the role.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.role() {
            Self::KaiTi | Self::WenKai => "楷体",
            Self::XiaoBiaoSong => "小标宋",
            Self::HeiTi => "黑体",
            Self::SongTi => "宋体",
            _ => "仿宋",
        }
    }
}

/// Which faces documents are set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// The faces that come with the program: the same on every machine.
    #[default]
    Builtin,
    /// The office's own, as far as this machine has them.
    Office,
}

impl Choice {
    /// The faces. The office's are looked for at the first call: not in a frame.
    #[must_use]
    pub fn fonts(self) -> &'static Fonts {
        match self {
            Self::Builtin => Fonts::builtin(),
            Self::Office => Office::of_this_machine().fonts(),
        }
    }

    /// The faces, at once: those of the program as long as the office's were not looked for.
    #[must_use]
    pub fn known(self) -> &'static Fonts {
        let office = if self == Self::Office { Office::known() } else { None };
        office.map_or_else(Fonts::builtin, Office::fonts)
    }
}

static SONG_TI: LazyLock<Font> = LazyLock::new(|| load(include_bytes!("../../fonts/SongTi.otf")));

static WEN_KAI: LazyLock<Font> = LazyLock::new(|| load(include_bytes!("../../fonts/WenKai.ttf")));

fn load(bytes: &'static [u8]) -> Font {
    Font::new(bytes, 0).expect("the built-in faces are fonts: a test holds it")
}

/// A full set of faces.
#[derive(Default)]
pub struct Fonts {
    /// By role; where there is none, the program's own plays it.
    own: [Option<&'static Font>; 4],
}

static BUILTIN: LazyLock<[Font; 4]> = LazyLock::new(|| {
    [
        load(include_bytes!("../../fonts/FangSong.otf")),
        load(include_bytes!("../../fonts/KaiTi.otf")),
        load(include_bytes!("../../fonts/XiaoBiaoSong.otf")),
        load(include_bytes!("../../fonts/HeiTi.otf")),
    ]
});

impl Fonts {
    /// The faces that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static FONTS: Fonts = Fonts { own: [None; 4] };
        &FONTS
    }

    /// The font of a face.
    #[must_use]
    pub fn font(&self, face: Face) -> &Font {
        let role = face.role();
        match role {
            Face::SongTi => return &SONG_TI,
            Face::WenKai => return &WEN_KAI,
            _ => {}
        }
        let own = if face == role { self.own[role as usize] } else { None };
        own.unwrap_or(&BUILTIN[role as usize])
    }

    /// The program's own face in a role.
    fn spare(&self, role: Face) -> Face {
        let own = self.own.get(role as usize).is_some_and(Option::is_some);
        if own { Face::SPARE[role as usize] } else { role }
    }

    /// Whether a role is played by a face of the office's.
    #[must_use]
    pub fn is_own(&self, role: Face) -> bool {
        self.spare(role) != role
    }

    /// The face that shows a character where the role `wanted` is asked for: the one that plays
    /// it, or the program's own in that role, or the first of the others, by [`Face::ALL`]; before the
    /// heavy ones, [`Face::WenKai`].
    #[must_use]
    pub fn resolve(&self, wanted: Face, c: char) -> Option<Face> {
        let [fang_song, kai_ti, heavy @ ..] = Face::ALL.map(|role| self.spare(role));
        let spares = [fang_song, kai_ti, Face::WenKai].into_iter().chain(heavy);
        std::iter::once(wanted)
            .chain(std::iter::once(self.spare(wanted)))
            .chain(spares)
            .chain(Face::ALL)
            .find(|face| self.font(*face).has(c))
    }

    /// A character's advance at a size; zero where the face lacks it.
    #[must_use]
    pub fn advance(&self, face: Face, c: char, size: Length) -> Length {
        let font = self.font(face);
        font.glyph(c).map_or(Length::ZERO, |glyph| {
            size.scale(i32::from(font.advance(glyph)), i32::from(font.units_per_em()))
        })
    }
}
