//! Enums with a variant for each feature.

/// An enum whose first variants each hold what a feature of `app` calls its own, with a `From` for
/// each of these, and whose further variants belong to no feature.
macro_rules! by_feature {
    (
        $(#[$attribute:meta])*
        $visible:vis enum $name:ident {
            of features { $($feature:ident($of:ty),)* }
            besides { $($others:tt)* }
        }
    ) => {
        $(#[$attribute])*
        $visible enum $name {
            $($feature($of),)*
            $($others)*
        }

        $(impl From<$of> for $name {
            fn from(of: $of) -> Self {
                Self::$feature(of)
            }
        })*
    };
}

pub(super) use by_feature;
