use super::{LIST, PackageFault, list_of, pack, unpack, zipped};
use crate::export::ExportSetup;
use crate::rules::Balanced;

fn files(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

/// What opening a package of some files says, with their own list or another one.
fn opened(content: &[(&str, &str)], list: Option<&str>) -> Result<usize, PackageFault> {
    let mut content = files(content);
    let own = list_of(&content);
    content.push((LIST.into(), list.map_or(own, ToOwned::to_owned).into_bytes()));
    unpack(&zipped(&content)).map(|unpacked| unpacked.files.len())
}

#[test]
fn a_package_opens_with_what_was_put_into_it() {
    let sample = include_bytes!("../../assets/sample.ron");
    let (_, report) = crate::file::parse("sample", sample).unwrap();
    let packed = pack(Balanced::new(&report).unwrap(), false, &ExportSetup::default());
    assert_eq!(packed.names.len(), 7, "{:?}", packed.names);
    let unpacked = unpack(&packed.bytes).unwrap();
    let names: Vec<&String> = unpacked.files.iter().map(|(name, _)| name).collect();
    assert_eq!(names, packed.names.iter().take(6).collect::<Vec<_>>());
    let (_, back) = crate::file::parse("report", &unpacked.files[0].1).unwrap();
    assert_eq!(back, report);
    let again = pack(Balanced::new(&report).unwrap(), false, &ExportSetup::default());
    assert_eq!(again, packed, "same report, same bytes");
}

#[test]
fn names_that_lead_out_or_that_systems_refuse_are_refused() {
    let long = "长".repeat(100);
    for name in [
        "../报告.txt",
        "/etc/passwd",
        "a/b.txt",
        "a\\b.txt",
        "C:报告.txt",
        "..",
        ".",
        "",
        "con.txt",
        "报告.txt ",
        "报告.txt.",
        "报\u{7}告",
        "*",
        &long,
        "文件夹/",
        "..\\..\\报告.txt",
        ".bashrc",
    ] {
        let said = opened(&[(name, "甲")], None);
        assert!(matches!(said, Err(PackageFault::BadName(_))), "{name}: {said:?}");
    }
    assert!(matches!(opened(&[("A.txt", ""), ("a.txt", "")], None), Err(PackageFault::Twice(_))));
    assert_eq!(opened(&[("报告（二）.txt", "甲")], None), Ok(1));
}

#[test]
fn every_file_is_proved_against_the_list() {
    let content = [("甲.txt", "甲"), ("乙.txt", "乙")];
    let list = list_of(&files(&content));
    let changed = [("甲.txt", "甲"), ("乙.txt", "丙")];
    let less = [("甲.txt", "甲")];
    let more = [("甲.txt", "甲"), ("乙.txt", "乙"), ("丙.exe", "丙")];
    let name = |name: &str| name.to_owned();
    assert_eq!(opened(&content, Some(&list)), Ok(2));
    assert_eq!(opened(&changed, Some(&list)), Err(PackageFault::Changed(name("乙.txt"))));
    assert_eq!(opened(&less, Some(&list)), Err(PackageFault::Missing(name("乙.txt"))));
    assert_eq!(opened(&more, Some(&list)), Err(PackageFault::Unlisted(name("丙.exe"))));
    assert_eq!(opened(&content, Some("随便")), Err(PackageFault::BadList(1)));
    assert_eq!(opened(&content, Some(&list.repeat(2))), Err(PackageFault::BadList(3)));
    assert_eq!(unpack(b"PK"), Err(PackageFault::NotAZip));
    assert_eq!(unpack(&zipped(&files(&content))), Err(PackageFault::NoList));
}

#[test]
fn what_is_too_much_is_not_unpacked() {
    let many: Vec<(String, Vec<u8>)> = (0..65).map(|n| (format!("{n}"), Vec::new())).collect();
    assert_eq!(unpack(&zipped(&many)), Err(PackageFault::TooMany));
    let large = vec![(LIST.to_owned(), Vec::new()), ("零".to_owned(), vec![0; 129 << 20])];
    let bomb = zipped(&large);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(unpack(&bomb), Err(PackageFault::TooLarge));
    // A Word file is a zip as well, and no package at all.
    let word = vec![("word/document.xml".to_owned(), Vec::new())];
    assert_eq!(unpack(&zipped(&word)), Err(PackageFault::NoList));
}
