//! What the property tests share.

/// How many cases a property test tries: `NIANBAO_CASES`, or 100.
pub(crate) fn cases() -> proptest::test_runner::Config {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() }
}
