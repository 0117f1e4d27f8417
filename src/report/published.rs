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
