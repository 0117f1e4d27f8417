//! The house has one direction, read from the syntax of the sources: a module names only those above
//! it in a list, and no files of different folders name each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// The modules of the library in reading order; each names only those before it.
const ORDER: [&str; 27] = [
    "units",
    "zh",
    "workbook",
    "edition",
    "grid",
    "report",
    "ledger",
    "font",
    "finding",
    "imputation",
    "rules",
    "layout",
    "storage",
    "file",
    "import",
    "export",
    "open",
    "batch",
    "compare",
    "rollup",
    "package",
    "reviewed",
    "cli",
    "app",
    "ui",
    "testing",
    "main",
];

/// A module's path: `["import", "docx"]`; of the crate itself none.
type Module = Vec<String>;

/// One name for another: `pub use` in a module.
type Renamed = BTreeMap<(Module, String), Module>;

/// Every module with what its code names, tests aside.
struct House {
    named: BTreeMap<Module, BTreeSet<Module>>,
    renamed: Renamed,
}

impl House {
    fn read() -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files: BTreeMap<Module, PathBuf> = sources(&source)
            .into_iter()
            .filter_map(|path| Some((module(path.strip_prefix(&source).ok()?), path)))
            .collect();
        let modules: BTreeSet<Module> = files.keys().cloned().collect();
        let (mut named, mut renamed) = (BTreeMap::new(), Renamed::new());
        let mut tests: Vec<Module> = Vec::new();
        for (at, path) in &files {
            let code = syn::parse_file(&fs::read_to_string(path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut reader = Reader {
                modules: &modules,
                at: at.clone(),
                named: BTreeSet::new(),
                local: BTreeMap::new(),
                renamed: Vec::new(),
                tests: Vec::new(),
            };
            reader.visit_file(&code);
            tests.extend(reader.tests);
            for (name, path) in reader.renamed {
                renamed.insert((at.clone(), name), path);
            }
            named.insert(at.clone(), reader.named);
        }
        named.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
        Self { named, renamed }
    }

    /// The module whose item a path names, `pub use` followed.
    fn module_of(&self, path: &[String], steps: usize) -> Module {
        let mut at = Module::new();
        for (index, name) in path.iter().enumerate() {
            let mut next = at.clone();
            next.push(name.clone());
            if self.named.contains_key(&next) {
                at = next;
                continue;
            }
            return match self.renamed.get(&(at.clone(), name.clone())) {
                Some(other) if steps > 0 => {
                    let rest = path.get(index + 1..).unwrap_or_default();
                    self.module_of(&[other.as_slice(), rest].concat(), steps - 1)
                }
                _ => at,
            };
        }
        at
    }

    /// From each module the modules whose items it names.
    fn edges(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let targets = |(from, named): (_, &BTreeSet<Module>)| {
            let targets = named.iter().map(|path| self.module_of(path, 8));
            (from, targets.filter(|to| to != from && !to.is_empty()).collect())
        };
        self.named.iter().map(targets).collect()
    }

    /// The folder that a module's file is in; a module with others in it is in its own.
    fn folder(&self, module: &Module) -> Module {
        let has_own = self.named.keys().any(|m| m.len() > module.len() && m.starts_with(module));
        let parent = module.len().saturating_sub(1);
        if has_own { module.clone() } else { module.get(..parent).unwrap_or_default().to_vec() }
    }
}

/// The Rust files of a folder, at any depth.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found
}

fn module(file: &Path) -> Module {
    let path = file.with_extension("");
    let mut module: Module = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|name| name == "mod" || name == "lib") {
        module.pop();
    }
    module
}

/// Reads what one file names.
struct Reader<'a> {
    modules: &'a BTreeSet<Module>,
    at: Module,
    named: BTreeSet<Module>,
    /// Names that a `use` has given to paths of the crate.
    local: BTreeMap<String, Module>,
    renamed: Vec<(String, Module)>,
    /// Modules in files of their own that only tests have.
    tests: Vec<Module>,
}

impl Reader<'_> {
    /// A path of the crate from its root; `None` for one of another crate or of a local name.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let first = path.first()?;
        let rest = || path.get(1..).unwrap_or_default();
        match first.as_str() {
            "crate" => Some(rest().to_vec()),
            "nianbao" if self.at == ["main"] => Some(rest().to_vec()),
            "self" => Some([self.at.as_slice(), rest()].concat()),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                let base = self.at.get(..self.at.len().checked_sub(ups)?)?;
                Some([base, path.get(ups..)?].concat())
            }
            name if self.local.contains_key(name) => {
                Some([self.local.get(name)?.as_slice(), rest()].concat())
            }
            _ => {
                let child = [self.at.as_slice(), std::slice::from_ref(first)].concat();
                self.modules.contains(&child).then(|| [self.at.as_slice(), path].concat())
            }
        }
    }

    fn name(&mut self, path: &[String]) {
        self.named.extend(self.absolute(path));
    }

    /// Each path of a tree of `use`, with the name that it is known by.
    fn flatten(tree: &UseTree, above: &[String], paths: &mut Vec<(String, Module)>) {
        let with = |name: String| [above, &[name]].concat();
        match tree {
            UseTree::Path(path) => Self::flatten(&path.tree, &with(path.ident.to_string()), paths),
            UseTree::Name(name) if name.ident == "self" => {
                paths.push((above.last().cloned().unwrap_or_default(), above.to_vec()));
            }
            UseTree::Name(name) => {
                paths.push((name.ident.to_string(), with(name.ident.to_string())));
            }
            UseTree::Rename(name) => {
                paths.push((name.rename.to_string(), with(name.ident.to_string())));
            }
            UseTree::Glob(_) => paths.push(("*".into(), above.to_vec())),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| Self::flatten(tree, above, paths));
            }
        }
    }

    /// Paths in the words of a macro, which have no syntax of their own.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                // A visibility: `pub(super)`.
                TokenTree::Group(_) if path == ["pub"] => path.clear(),
                TokenTree::Ident(ident) if path.is_empty() || colons == 2 => {
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                }
                other => {
                    self.name(&std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Ident(ident) => path.push(ident.to_string()),
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.name(&path);
    }
}

/// Whether something is there for tests only.
fn is_test(attributes: &[Attribute]) -> bool {
    let words = |attribute: &Attribute| match &attribute.meta {
        syn::Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    };
    attributes.iter().any(|a| a.path().is_ident("cfg") && words(a) == "test")
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Const(item) => &item.attrs,
            Item::Static(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        match item {
            _ if !is_test(attributes) => visit::visit_item(self, item),
            Item::Mod(item) => {
                self.tests.push([self.at.as_slice(), &[item.ident.to_string()]].concat());
            }
            _ => {}
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut paths = Vec::new();
        Self::flatten(&item.tree, &[], &mut paths);
        for (name, path) in paths {
            let Some(path) = self.absolute(&path) else { continue };
            self.local.insert(name.clone(), path.clone());
            // A module that shows what is in it depends on nothing by that.
            if !matches!(item.vis, Visibility::Inherited) {
                let inside = path.len() > self.at.len() && path.starts_with(&self.at);
                self.renamed.push((name, path.clone()));
                if inside {
                    continue;
                }
            }
            self.named.insert(path);
        }
    }

    /// `pub(super)` depends on nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.name(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        self.tokens(found.tokens.clone());
        visit::visit_macro(self, found);
    }
}

#[test]
fn nobody_below_knows_of_anyone_above() {
    let house = House::read();
    let place = |module: &Module| {
        let name = module.first().map_or("", String::as_str);
        let place = ORDER.iter().position(|other| *other == name);
        place.unwrap_or_else(|| panic!("{name} has no place in the order"))
    };
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (from, targets) in house.edges().into_iter().filter(|(from, _)| !from.is_empty()) {
        seen += targets.len();
        for to in targets.iter().filter(|to| place(to) > place(from)) {
            wrong.push(format!("{} names {}", from.join("::"), to.join("::")));
        }
    }
    assert!(seen > 500, "only {seen} names were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_of_different_folders_make_no_circle() {
    let house = House::read();
    let edges = house.edges();
    let mut reached: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for from in edges.keys() {
        let (mut seen, mut next) = (BTreeSet::new(), vec![*from]);
        while let Some(at) = next.pop() {
            next.extend(edges.get(at).into_iter().flatten().filter(|to| seen.insert(*to)));
        }
        reached.insert(from, seen);
    }
    let mut circles = BTreeSet::new();
    for (from, targets) in &edges {
        for to in targets {
            let (one, two) = (house.folder(from), house.folder(to));
            let back = reached.get(to).is_some_and(|seen| seen.contains(*from));
            if back && one != two {
                circles.insert(format!("{} ⇄ {}", from.join("/"), to.join("/")));
            }
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

/// What the test itself would miss: grouped, renamed and inline paths, and those in macros; a
/// visibility names nothing.
#[test]
fn every_way_of_naming_is_seen() {
    let modules = ["a", "b", "c", "d"].map(|name| vec![name.to_owned()]).into();
    let mut reader = Reader {
        modules: &modules,
        at: vec!["a".into()],
        named: BTreeSet::new(),
        local: BTreeMap::new(),
        renamed: vec![],
        tests: vec![],
    };
    let code = "use crate::{b::{self, X}, c as other}; \
        fn f() { println!(\"{}\", crate::d::g(super::e())); other::h(); } \
        a! { pub(in crate::x) struct T; } \
        pub(in crate::y) struct S; \
        #[cfg(test)] mod tests { use crate::z; }";
    reader.visit_file(&syn::parse_file(code).unwrap());
    let named: Vec<String> = reader.named.iter().map(|path| path.join("::")).collect();
    assert_eq!(named, ["b", "b::X", "c", "c::h", "d::g", "e"]);
}

#[test]
fn the_core_knows_no_window() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&folder).iter().filter(|path| !path.starts_with(folder.join("ui"))) {
        let code = fs::read_to_string(path).unwrap();
        for word in ["egui::", "rfd::", "HashMap", "HashSet"] {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}
