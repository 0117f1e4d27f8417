//! Figures that can be added exactly.

use super::Value;

/// A count or an amount in ten-thousandths, so that sums of money are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i64);

/// Ten-thousandths in one.
const ONE: i64 = 10_000;

impl Amount {
    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self(number.saturating_mul(ONE))
    }

    /// The figure of a value; `None` for a blank, and for what is not a plain decimal of at most
    /// four places.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Count(number) => number.checked_mul(ONE).map(Self),
            Value::Written(text) => decimal(text).map(Self),
            Value::Blank | Value::Mark(_) => None,
        }
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The second less the first; saturates.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }

    /// This as tenths of a percent of another amount, rounded half away from zero; `None` where the
    /// other is 0 or less.
    #[must_use]
    pub fn permille_of(self, whole: Self) -> Option<i64> {
        let (part, whole) = (i128::from(self.0) * 1000, i128::from(whole.0));
        if whole <= 0 {
            return None;
        }
        let half = if part < 0 { -whole } else { whole };
        i64::try_from((2 * part + half) / (2 * whole)).ok()
    }

    /// The amount in ten-thousandths.
    pub(crate) fn parts(self) -> i64 {
        self.0
    }

    /// An amount given in ten-thousandths.
    pub(crate) fn of_parts(parts: i64) -> Self {
        Self(parts)
    }

    /// The sum of two amounts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The number, where it is a whole one.
    #[must_use]
    pub fn count(self) -> Option<i64> {
        (self.0 % ONE == 0).then_some(self.0 / ONE)
    }

    /// The amount as a form shows it: 12, 3.25.
    #[must_use]
    pub fn text(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}.{}", format!("{rest:04}").trim_end_matches('0'))
    }

    /// For spreadsheets, whose numbers are these.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // Sums of forms stay far below 2^53.
    pub fn number(self) -> f64 {
        self.0 as f64 / 10_000.0
    }
}

/// A plain decimal in ten-thousandths.
fn decimal(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || places.len() > 4 || !plain(whole) || !plain(places) {
        return None;
    }
    let places: i64 = format!("{places:0<4}").parse().ok()?;
    let amount = whole.parse::<i64>().ok()?.checked_mul(ONE)?.checked_add(places)?;
    Some(if negative { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use super::Value;

    #[test]
    fn figures_are_read_exactly() {
        for (text, shown) in [
            ("3.20", Some("3.2")),
            ("0.0001", Some("0.0001")),
            ("-1.5", Some("-1.5")),
            ("12", Some("12")),
            ("12.", Some("12")),
            ("1.00001", None),
            ("251000元", None),
            (".5", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            let amount = Amount::of(&Value::Written(text.into()));
            assert_eq!(amount.map(Amount::text).as_deref(), shown, "{text}");
        }
        assert_eq!(Amount::of(&Value::Count(-3)).and_then(Amount::count), Some(-3));
        assert_eq!(Amount::of(&Value::Mark("/".into())), None);
    }
}
