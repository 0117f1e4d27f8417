//! Lists files that the program carries, so that a new one needs no code: `assets/editions/*.ron`
//! for `edition::all`, `assets/holidays/*.ron` for `ledger::HolidayYear::builtin`, and the manual's
//! pages for `app::manual`, with the light pictures only. With `NIANBAO_PICTURES=no` it has none: a
//! package brings them beside the program, in both themes.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let root = Path::new(&root);
    let editions = listed(root, "assets/editions", "ron")?;
    write("editions.rs", "&[(&str, &str)]", "include_str", &editions)?;
    let holidays = listed(root, "assets/holidays", "ron")?;
    write("holidays.rs", "&[(&str, &str)]", "include_str", &holidays)?;
    println!("cargo::rerun-if-env-changed=NIANBAO_PICTURES");
    let pictures = env::var("NIANBAO_PICTURES").as_deref() != Ok("no");
    let mut manual = vec![];
    for (folder, extension) in [("", "html"), ("", "txt"), ("pictures", "png")] {
        for (name, path) in listed(root, &format!("docs/manual/{folder}"), extension)? {
            if name.ends_with("-dark.png") || folder == "pictures" && !pictures {
                continue;
            }
            println!("cargo::rerun-if-changed={path}");
            let path = if extension == "html" { cut(&path, &name, pictures)? } else { path };
            let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            manual.push((name, path));
        }
    }
    write("manual.rs", "&[(&str, &[u8])]", "include_bytes", &manual)
}

/// The files of a folder with an extension, by name, with their full paths.
fn listed(root: &Path, folder: &str, extension: &str) -> io::Result<Vec<(String, String)>> {
    let folder = root.join(folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == extension))
        .collect();
    names.sort();
    Ok(names
        .into_iter()
        .map(|name| {
            let path = folder.join(&name).display().to_string();
            (name, path)
        })
        .collect())
}

/// Writes a page without the pictures that the program does not carry, and gives its full path.
fn cut(path: &str, name: &str, pictures: bool) -> io::Result<String> {
    let page = fs::read_to_string(path)?;
    let (begin, end) = if pictures { ("<source ", ">") } else { ("<figure>", "</figure>") };
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join(name);
    #[allow(clippy::disallowed_methods)] // A build product, not a report.
    fs::write(&out, without(&page, begin, end))?;
    Ok(out.display().to_string())
}

/// A page without what stands between two words, and without them.
fn without(page: &str, begin: &str, end: &str) -> String {
    let mut parts = page.split(begin);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(end).map_or(part, |(_, rest)| rest))
}

/// Writes a list of names with what the files hold.
fn write(name: &str, of: &str, include: &str, files: &[(String, String)]) -> io::Result<()> {
    let mut code = format!("static FILES: {of} = &[\n");
    for (name, path) in files {
        writeln!(code, "({name:?}, {include}!({path:?})),").expect("a string takes everything");
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    #[allow(clippy::disallowed_methods)] // A build product, not a report.
    fs::write(Path::new(&out).join(name), code)
}
