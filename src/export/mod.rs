//! Files from pages. What a page says goes out as it stands: nothing here breaks a line.
pub mod pdf;
