//! The office's own faces: which of them this machine has, and which of those documents may carry.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use fontdb::{Database, FaceInfo, Language, Source, Style, Weight};

use super::{Face, Font, Fonts, Refusal};

/// The names of each role's faces, in family or PostScript form, the most usual first: Windows,
/// then Founder, then those of the domestic desktops, then what comes with office suites.
const NAMES: [(Face, &[&str]); 4] = [
    (
        Face::FangSong,
        &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "FZFSK--GBK1-0",
            "方正仿宋简体",
            "FZFangSong-Z02S",
            "FZFSJW--GB1-0",
            "方正公文仿宋",
            "CESI仿宋-GB2312",
            "CESI仿宋-GB13000",
            "CESI仿宋-GB18030",
            "华文仿宋",
            "STFangsong",
        ],
    ),
    (
        Face::KaiTi,
        &[
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "方正楷体_GBK",
            "FZKai-Z03",
            "FZKTK--GBK1-0",
            "方正楷体简体",
            "FZKai-Z03S",
            "FZKTJW--GB1-0",
            "方正公文楷体",
            "CESI楷体-GB2312",
            "CESI楷体-GB13000",
            "CESI楷体-GB18030",
            "华文楷体",
            "STKaiti",
        ],
    ),
    (
        Face::XiaoBiaoSong,
        &[
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "FZXBSJW--GB1-0",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05",
            "FZXBSK--GBK1-0",
            "方正公文小标宋",
            "CESI小标宋-GB2312",
            "CESI小标宋-GB13000",
            "CESI小标宋-GB18030",
            "汉仪小标宋简",
            "HYXiaoBiaoSongJ",
            "文星简小标宋",
        ],
    ),
    (
        Face::HeiTi,
        &[
            "黑体",
            "SimHei",
            "方正黑体_GBK",
            "FZHei-B01",
            "FZHTK--GBK1-0",
            "方正黑体简体",
            "FZHei-B01S",
            "FZHTJW--GB1-0",
            "方正公文黑体",
            "CESI黑体-GB2312",
            "CESI黑体-GB13000",
            "CESI黑体-GB18030",
            "华文黑体",
            "STHeiti",
        ],
    ),
];

/// What a role has on this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFace {
    /// The face that plays it; where there is none, the program's own does.
    pub name: Option<String>,
    /// Faces that would have come before it, and why they may not be used.
    pub refused: Vec<(String, Refusal)>,
}

/// The office's faces on this machine.
pub struct Office {
    fonts: Fonts,
    found: [FoundFace; 4],
}

static THIS_MACHINE: OnceLock<Office> = OnceLock::new();

impl Office {
    /// The faces installed on this machine. The first call reads every font file's head and four
    /// fonts: not in a frame. What is installed later is seen after the next start.
    pub fn of_this_machine() -> &'static Self {
        THIS_MACHINE.get_or_init(|| {
            let mut installed = Database::new();
            installed.load_system_fonts();
            Self::new(&installed)
        })
    }

    /// The office's faces of this machine, where they were looked for before.
    #[must_use]
    pub fn known() -> Option<&'static Self> {
        THIS_MACHINE.get()
    }

    /// The faces in some folders, and below.
    #[must_use]
    pub fn in_folders(folders: &[&Path]) -> Self {
        let mut installed = Database::new();
        for folder in folders {
            installed.load_fonts_dir(folder);
        }
        Self::new(&installed)
    }

    fn new(installed: &Database) -> Self {
        let mut office = Self { fonts: Fonts::default(), found: Default::default() };
        for (role, names) in NAMES {
            let found = &mut office.found[role as usize];
            for info in candidates(installed, names) {
                match load(info) {
                    Ok(font) => {
                        // Named and looked up as long as the program runs.
                        office.fonts.own[role as usize] = Some(Box::leak(Box::new(font)));
                        found.name = Some(name(info).to_owned());
                        break;
                    }
                    Err(refusal) => found.refused.push((name(info).to_owned(), refusal)),
                }
            }
        }
        office
    }

    /// The faces, the program's own where the office has none.
    #[must_use]
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// A line for each role, in a clerk's words: which face plays it, and which may not.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let roles = [Face::XiaoBiaoSong, Face::HeiTi, Face::KaiTi, Face::FangSong];
        roles.into_iter().map(|role| line(role, self.found(role))).collect()
    }

    /// What a role has.
    #[must_use]
    pub fn found(&self, role: Face) -> &FoundFace {
        &self.found[role.role() as usize]
    }
}

fn line(role: Face, found: &FoundFace) -> String {
    let refused = found.refused.iter().map(|(name, why)| format!("“{name}”{}；", why.words()));
    let refused: String = refused.collect();
    let used = match &found.name {
        Some(name) => format!("用本机的“{name}”"),
        None if found.refused.is_empty() => "本机没有，用随程序的字体".to_owned(),
        None => "用随程序的字体".to_owned(),
    };
    format!("{}：{refused}{used}", role.name())
}

/// Upright faces by their names, in the order of the names, each once: the one of usual weight
/// first, since a family may have bold ones too.
fn candidates<'a>(installed: &'a Database, names: &[&str]) -> Vec<&'a FaceInfo> {
    let mut seen = BTreeSet::new();
    let mut candidates = Vec::new();
    for name in names {
        let is_it = |other: &str| other.eq_ignore_ascii_case(name);
        let mut infos: Vec<&FaceInfo> = installed
            .faces()
            .filter(|info| info.style == Style::Normal)
            .filter(|info| {
                is_it(&info.post_script_name) || info.families.iter().any(|(name, _)| is_it(name))
            })
            .collect();
        infos.sort_by_key(|info| (info.weight.0.abs_diff(Weight::NORMAL.0), place(info)));
        candidates.extend(infos.into_iter().filter(|info| seen.insert(place(info))));
    }
    candidates
}

/// Where a face is: a file, and the face's index in it. Files are in no order in the database.
fn place(info: &FaceInfo) -> (Option<&Path>, u32) {
    match &info.source {
        Source::File(path) | Source::SharedFile(path, _) => (Some(path), info.index),
        Source::Binary(_) => (None, info.index),
    }
}

/// What a clerk calls the face: its Chinese name, where it has one.
fn name(info: &FaceInfo) -> &str {
    let chinese = info.families.iter().find(|(_, language)| {
        matches!(language, Language::Chinese_PeoplesRepublicOfChina | Language::Chinese_Singapore)
    });
    chinese.or(info.families.first()).map_or(&info.post_script_name, |(name, _)| name)
}

fn load(info: &FaceInfo) -> Result<Font, Refusal> {
    let (Some(path), index) = place(info) else { return Err(Refusal::Unusable) };
    let bytes = std::fs::read(path).map_err(|_| Refusal::Unusable)?;
    // Asked before it is kept, so that only what is used stays in memory.
    Font::embeddable(&bytes, index)?;
    Font::new(bytes.leak(), index).ok_or(Refusal::Unusable)
}
