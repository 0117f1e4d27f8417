//! How large a page is drawn, exactly: lengths become pixels without rounding on the way.

use crate::layout::page::Paper;
use crate::layout::sheet::PAPER_WIDTH;
use crate::units::Length;

/// Pixels to a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale {
    pixels: u32,
    to: Length,
}

impl Scale {
    /// A scale of a number of pixels to an inch.
    #[must_use]
    pub fn dpi(pixels: u32) -> Self {
        Self { pixels, to: Length::pt(72) }
    }

    /// A scale of a number of pixels to the width of the paper.
    #[must_use]
    pub fn paper_width(pixels: u32) -> Self {
        Self { pixels, to: PAPER_WIDTH }
    }

    /// Width and height of the form's paper, A4, in whole pixels.
    #[must_use]
    pub fn paper(self) -> (usize, usize) {
        self.size_of(Paper::default())
    }

    /// Width and height of a paper in whole pixels.
    #[must_use]
    pub fn size_of(self, paper: Paper) -> (usize, usize) {
        let size = |length| usize::try_from(self.round(length)).unwrap_or(0);
        (size(paper.width), size(paper.height))
    }

    /// The length at the middle of a pixel.
    #[must_use]
    pub fn length(self, pixels: i32) -> Length {
        let pixels_to = i64::from(self.pixels.max(1)) * 2;
        let length = (i64::from(pixels) * 2 + 1) * i64::from(self.to.0) / pixels_to;
        Length(i32::try_from(length).unwrap_or(i32::MAX))
    }

    /// The whole pixel that a length from the paper's edge is in.
    pub(super) fn floor(self, length: Length) -> i64 {
        self.parts(length, 1)
    }

    /// The whole pixels nearest to a length.
    pub(super) fn round(self, length: Length) -> i64 {
        (self.parts(length, 2) + 1).div_euclid(2)
    }

    /// The pixel that a length is in, and how many quarters of it come before.
    pub(super) fn quarter(self, length: Length) -> (i64, u8) {
        let quarters = self.parts(length, 4);
        (quarters.div_euclid(4), u8::try_from(quarters.rem_euclid(4)).unwrap_or(0))
    }

    /// A size in pixels.
    pub(super) fn em(self, size: Length) -> f32 {
        #[allow(clippy::cast_precision_loss)] // Exact: a page is under 2^24 pixels wide and high.
        let pixels = self.pixels as f32;
        size.to_pt() * pixels / self.to.to_pt()
    }

    /// A length in parts of a pixel, rounded down.
    fn parts(self, length: Length, parts: i64) -> i64 {
        let product = i64::from(length.0) * i64::from(self.pixels) * parts;
        product.div_euclid(i64::from(self.to.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use crate::units::Length;

    #[test]
    fn lengths_in_pixels() {
        let scale = Scale::dpi(144);
        assert_eq!(scale.floor(Length::milli(10_499)), 20);
        assert_eq!(scale.floor(Length::milli(-1)), -1);
        assert_eq!(scale.round(Length::milli(10_250)), 21);
        assert_eq!(scale.round(Length::milli(10_249)), 20);
        assert_eq!(scale.quarter(Length::milli(10_374)), (20, 2));
        assert_eq!(scale.quarter(Length::milli(-1)), (-1, 3));
        assert_eq!(scale.length(20), Length::milli(10_250));
    }

    #[test]
    fn paper_in_pixels() {
        assert_eq!(Scale::dpi(72).paper(), (595, 842));
        assert_eq!(Scale::paper_width(470).paper(), (470, 665));
        assert!((Scale::paper_width(470).em(Length::pt(16)) - 12.633).abs() < 0.001);
    }
}
