//! Comma-separated values that spreadsheets read as text and numbers, never as formulas.

use crate::zh;

/// A line of fields, with its end.
#[must_use]
pub fn record(fields: &[&str], end: &str) -> String {
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    fields.join(",") + end
}

/// A field: in quotes where it holds what would end it. What a spreadsheet would take for a formula
/// is made text; what a terminal would obey is shown as a mark.
fn quoted(field: &str) -> String {
    let field = zh::shown(field);
    let number = field.parse::<f64>().is_ok();
    let formula = field.starts_with(['=', '+', '-', '@', '\t']) && !number;
    let field = if formula { format!("'{field}") } else { field.into_owned() };
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_field_is_a_formula_or_ends_early() {
        let fields = ["a,b", "\"c\"", "d\ne", "=1", "-", "-3", "-3.5", "@f", "g\u{1b}[2J", ""];
        let expected = "\"a,b\",\"\"\"c\"\"\",\"d\ne\",'=1,'-,-3,-3.5,'@f,g\u{fffd}[2J,\r\n";
        assert_eq!(super::record(&fields, "\r\n"), expected);
    }
}
