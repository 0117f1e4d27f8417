//! What the mandate says.
