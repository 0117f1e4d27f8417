//! What went out (已公布): the report as it was published, kept whole in the report that is worked on.

use std::sync::Arc;

use super::{Report, SaveLog};

/// The published state of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day it was published and where.
    pub out: Publication,
    /// The report that was published: its words and figures, and nothing that is not printed.
    pub report: Arc<Report>,
    /// What was published before and has been replaced by it, the oldest first.
    pub earlier: Vec<Publication>,
}

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The day, as in 2026-01-28.
    pub date: String,
    /// The address on the web; empty where it is not known.
    pub address: String,
}

impl Publication {
    /// Whether a text can be the address of a web page, with or without http:// or https://, or is empty,
    /// as where none is known.
    #[must_use]
    pub fn is_address(text: &str) -> bool {
        let rest = ["http://", "https://"].iter().find_map(|begin| text.strip_prefix(begin));
        let rest = rest.unwrap_or(text);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        let is_name = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
        let of_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
        let is_port = port.chars().all(|c| c.is_ascii_digit());
        let is_line = !rest.contains(|c: char| c.is_whitespace() || c.is_control());
        text.is_empty() || (is_name && of_name && is_port && is_line)
    }
}

impl Report {
    /// What of this report is printed: without comments, reasons, marks and last year's report.
    #[must_use]
    pub fn as_published(&self) -> Self {
        Self {
            last: None,
            waivers: Vec::new(),
            imported: None,
            carried: Vec::new(),
            comments: Vec::new(),
            published: None,
            log: SaveLog::default(),
            ..self.clone()
        }
    }

    /// Whether what is printed differs from another report's.
    #[must_use]
    pub fn prints_like(&self, other: &Self) -> bool {
        let same_text = |field| self.text(field) == other.text(field);
        self.year == other.year
            && self.agency == other.agency
            && Self::printed_fields().into_iter().all(same_text)
            && self.figures.without_printed() == other.figures.without_printed()
    }

    /// The state that this report is in once it is published.
    #[must_use]
    pub fn publish(&self, out: Publication) -> Published {
        let former = self.published.as_deref();
        let mut earlier = former.map(|former| former.earlier.clone()).unwrap_or_default();
        earlier.extend(former.map(|former| former.out.clone()));
        Published { out, report: Arc::new(self.as_published()), earlier }
    }

    /// Whether it corrects what was published: the published state was replaced, or differs from
    /// what the report says now.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.published.as_deref().is_some_and(|published| {
            !published.earlier.is_empty() || !self.prints_like(&published.report)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Publication;

    #[test]
    fn an_address_is_one_of_the_web() {
        for (text, expected) in [
            ("", true),
            ("http://www.liutang.gov.cn/zwgk/nb/2025.html", true),
            ("https://www.liutang.gov.cn:8443/a?b=1#c", true),
            ("www.liutang.gov.cn/zwgk", true),
            ("柳塘.政务/年报", true),
            ("javascript:alert(1)", false),
            ("javascript:a.b", false),
            ("file:///etc/passwd", false),
            ("http://", false),
            ("政府网站", false),
            ("http://www.liutang.gov.cn /a", false),
            ("ftp://www.liutang.gov.cn", false),
        ] {
            assert_eq!(Publication::is_address(text), expected, "{text}");
        }
    }
}
