//! The manual is made from its text, the rules and the list of actions, so that it cannot drift.
//!
//! `NIANBAO_MANUAL=write cargo test --test core manual::` makes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::app::{Action, FORM_KEYS, Group};
use nianbao::file::write_atomic;
use nianbao::rules::{ALL, Point};
use pulldown_cmark::{Options, Parser, html};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

#[test]
fn the_manual_is_up_to_date() {
    let made = page(&read("manual.md"), &read("mend.txt"));
    let path = folder().join("index.html");
    if std::env::var_os("NIANBAO_MANUAL").is_some_and(|wanted| wanted == "write") {
        write_atomic(&path, made.as_bytes()).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let first = there.lines().zip(made.lines()).find(|(there, made)| there != made);
    assert!(
        there == made,
        "run NIANBAO_MANUAL=write cargo test --test core manual::; first difference: {first:?}"
    );
}

#[test]
fn every_picture_is_there_in_both_themes_and_used() {
    let html = read("index.html");
    let mut pictures: Vec<String> = fs::read_dir(folder().join("pictures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    pictures.sort();
    for picture in &pictures {
        let name = picture.replace("-light.png", "").replace("-dark.png", "");
        for theme in ["light", "dark"] {
            assert!(pictures.contains(&format!("{name}-{theme}.png")), "{name} lacks {theme}");
        }
    }
    let named = html.split("pictures/").skip(1).map(|rest| rest.split('"').next().unwrap());
    for name in named {
        assert!(pictures.iter().any(|picture| picture == name), "there is no {name}");
    }
}

#[test]
fn links_within_the_page_lead_somewhere() {
    let html = read("index.html");
    for link in html.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(html.contains(&format!("id=\"{id}\"")), "nothing is called {id}");
    }
}

/// The whole page.
fn page(text: &str, mend: &str) -> String {
    let text = text
        .replace("<!-- contents -->", &contents(text))
        .replace("<!-- checks -->", &checks(mend))
        .replace("<!-- form-keys -->", &table(FORM_KEYS.map(|(k, w)| (k.to_owned(), w, "")).into()))
        .replace("<!-- keys -->", &keys());
    let text: Vec<String> = text.lines().map(picture).collect();
    let text = text.join("\n");
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(&text, options));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>年报使用手册</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        read("manual.css")
    )
}

/// Links to the chapters.
fn contents(text: &str) -> String {
    let mut list = String::new();
    for heading in text.lines().filter_map(|line| line.strip_prefix("## ")) {
        let (title, id) = heading.split_once(" {#").expect("a chapter has an id");
        writeln!(list, "- [{title}](#{})", id.trim_end_matches('}')).unwrap();
    }
    list
}

/// A picture on a line of its own, in the theme that the reader has.
fn picture(line: &str) -> String {
    let Some((alt, name)) = line.strip_prefix("![").and_then(|line| line.split_once("](")) else {
        return line.to_owned();
    };
    let name = name.trim_end_matches(')');
    format!(
        "<figure><picture><source srcset=\"pictures/{name}-dark.png\" \
         media=\"(prefers-color-scheme: dark)\"><img src=\"pictures/{name}-light.png\" \
         alt=\"{alt}\" width=\"1366\" height=\"768\"></picture><figcaption>{alt}</figcaption></figure>"
    )
}

/// Every rule as it says itself what it asks for, and how a clerk mends it.
fn checks(mend: &str) -> String {
    let mut advice: Vec<(&str, &str)> =
        mend.lines().map(|line| line.split_once(' ').expect("code, blank, advice")).collect();
    let mut text = String::new();
    for point in Point::ALL {
        writeln!(text, "### {}\n", point.title()).unwrap();
        for rule in ALL.iter().filter(|rule| rule.point == point) {
            let at = advice.iter().position(|(code, _)| *code == rule.code);
            let at = at.unwrap_or_else(|| panic!("{} has no advice in mend.txt", rule.code));
            let (_, advice) = advice.remove(at);
            let (code, severity) = (rule.code, rule.severity.word());
            writeln!(text, "**{code}　{}**　（{severity}）\n", rule.title).unwrap();
            writeln!(text, "依据：{}。  \n怎样改：{advice}\n", rule.basis).unwrap();
        }
    }
    assert!(advice.is_empty(), "no rule is called {advice:?}");
    text
}

/// Every action with a key, by menu.
fn keys() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let rows = Action::all().filter(|action| action.group() == group).filter_map(|action| {
            Some((action.shortcut()?.text(), action.label(), action.tooltip()))
        });
        write!(text, "**{}**\n\n{}\n", group.label(), table(rows.collect())).unwrap();
    }
    text
}

fn table(rows: Vec<(String, &str, &str)>) -> String {
    let mut text = "| 按键 | 作用 |\n|---|---|\n".to_owned();
    for (keys, what, more) in rows {
        let more = if more.is_empty() { String::new() } else { format!("：{more}") };
        writeln!(text, "| {keys} | {what}{more} |").unwrap();
    }
    text
}
