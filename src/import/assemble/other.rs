//! What a document seems to be that is no report of this kind.

use crate::import::blocks::Block;
use crate::import::error::Problem;
use crate::import::provenance::SourceKind;

/// Upper bound on the lines of a document that are looked at.
const MAX_LINES: usize = 5000;

/// Words of a company's annual report, each of which counts once.
const COMPANY: [&str; 10] = [
    "股东",
    "董事会",
    "营业收入",
    "净利润",
    "每股收益",
    "上市公司",
    "证券",
    "有限公司",
    "审计报告",
    "资产负债",
];

/// Lower bound on different words of a company's report that make it one.
const MIN_COMPANY: usize = 3;

/// Why a document is no report of this kind.
pub(super) fn problem(kind: SourceKind, blocks: &[Block]) -> Problem {
    let mut met = [false; COMPANY.len()];
    let (mut yearly, mut public) = (false, false);
    for line in blocks.iter().flat_map(Block::lines).take(MAX_LINES) {
        for (met, words) in met.iter_mut().zip(COMPANY) {
            *met |= line.text.contains(words);
        }
        yearly |= line.text.contains("年度报告") || line.text.contains("年报");
        public |= line.text.contains("信息公开") || line.text.contains("政务公开");
    }
    match kind {
        _ if met.iter().filter(|met| **met).count() >= MIN_COMPANY => Problem::CompanyReport,
        _ if yearly && !public => Problem::OtherReport,
        SourceKind::WebPage => Problem::NoReportInPage,
        _ => Problem::NoReport,
    }
}
