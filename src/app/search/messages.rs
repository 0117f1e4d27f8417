//! What is asked about finding and replacing.

/// What views ask for about the find bar.
#[derive(Clone, Debug)]
pub enum SearchCommand {
    /// Opens the bar.
    Find,
    /// Opens the bar with what is put in the place of the words.
    Replace,
    /// What to find, and what to put in its place.
    Seek {
        /// The words sought.
        words: String,
        /// What to put in their place.
        with: String,
    },
    /// Goes to the next hit.
    Next,
    /// Goes to the hit before.
    Previous,
    /// Replaces the hit that is shown.
    ReplaceOne,
    /// Replaces all hits.
    ReplaceAll,
    /// Closes the bar.
    Close,
}
