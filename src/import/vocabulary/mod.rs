//! What words mean, wherever they are: the form's labels, the sections' headings, titles, years,
//! figures, and what a site writes around a report. Every stage asks here; nothing here knows of a
//! stage.

pub(crate) mod figures;
pub(crate) mod folding;
pub(crate) mod furniture;
pub(crate) mod headings;
pub(crate) mod labels;
pub(crate) mod page_lists;
pub(crate) mod site_words;
pub(crate) mod titles;
pub(crate) mod topics;
pub(crate) mod visitors;
mod word_chain;
pub(crate) mod years;
