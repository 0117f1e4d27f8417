//! Breaking a label into lines where a reader would: after a comma, else so that no word of two
//! characters is torn.

/// The lines of a text in a room, both measured by `width`; one line where it fits.
pub(super) fn lines(text: &str, room: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let whole = width(text);
    if whole <= room || text.chars().count() < 2 {
        return vec![text.to_owned()];
    }
    in_two(text, room, width).unwrap_or_else(|| evenly(text, whole, room, width))
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    let opens = "（《“〔(".contains(before);
    let closes = "，。、；：）》”〕？！).".contains(after);
    let inside_number = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    !(opens || closes || inside_number)
}

fn in_two(text: &str, room: f32, width: &dyn Fn(&str) -> f32) -> Option<Vec<String>> {
    let characters: Vec<char> = text.chars().collect();
    let count = characters.len();
    let fits = |at: &usize| {
        may_break(characters[at - 1], characters[*at])
            && width(&characters[..*at].iter().collect::<String>()) <= room
            && width(&characters[*at..].iter().collect::<String>()) <= room
    };
    let places: Vec<usize> = (1..count).filter(fits).collect();
    let from_middle = |at: &&usize| count.abs_diff(2 * **at);
    let after_comma = |at: &&usize| "，、；".contains(characters[**at - 1]);
    // Words are mostly of two characters, so an even rest tears none.
    let even = |at: &&usize| (count - **at).is_multiple_of(2);
    let at = places.iter().filter(after_comma).min_by_key(from_middle);
    let at = at.or_else(|| places.iter().rfind(even));
    let at = *at.or_else(|| places.last())?;
    Some(vec![characters[..at].iter().collect(), characters[at..].iter().collect()])
}

/// As few lines as the text needs, about equally long.
fn evenly(text: &str, whole: f32, room: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let one = width("国");
    let count = (whole / ((room / one).floor().max(1.0) * one)).ceil().max(1.0);
    let target = (whole / count + one / 2.0).min(room);
    let mut lines = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let line = lines.last_mut().map(|line| {
            line.push(character);
            width(line)
        });
        if let (Some(line), Some(next)) = (line, characters.peek())
            && line + one > target
            && may_break(character, *next)
        {
            lines.push(String::new());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn check(text: &str, room: u8, expected: &[&str]) {
        // A little more room changes nothing.
        check_at(text, f32::from(room), expected);
        check_at(text, f32::from(room) + 0.4, expected);
    }

    fn check_at(text: &str, room: f32, expected: &[&str]) {
        let wide = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let width = |text: &str| text.chars().map(wide).sum::<f32>();
        assert_eq!(lines(text, room, &width), expected, "{room}");
    }

    #[test]
    fn labels_break_between_words() {
        check("社会公益组织", 6, &["社会公益组织"]);
        check("社会公益组织", 5, &["社会公益", "组织"]);
        check("结果维持", 3, &["结果", "维持"]);
        check("三、本年度办理结果", 5, &["三、本年度", "办理结果"]);
        check("三、本年度办理结果", 4, &["三、本", "年度办", "理结果"]);
        check("三、本年度办理结果", 3, &["三、本", "年度办", "理结果"]);
        check(
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            27,
            &["（本列数据的勾稽关系为：第一项加第二项之和，", "等于第三项加第四项之和）"],
        );
        check(
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            20,
            &["1.申请人无正当理由逾期不补正、", "行政机关不再处理其政府信息公开申请"],
        );
    }
}
