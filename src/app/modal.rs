//! What stands in front of everything else until it is answered: one sheet at a time, of whichever
//! feature.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::mem::{Discriminant, discriminant};

use super::by_feature::by_feature;
use crate::report::place::Field;

by_feature! {
    /// The sheet that is open.
    #[derive(Clone, Debug)]
    #[allow(missing_docs)] // These variants hold the sheets of the feature of that name.
    pub enum Modal {
        of features {
            Comments(super::comments::messages::CommentsModal),
            Delivery(super::delivery::messages::DeliveryModal),
            Compare(super::compare::messages::CompareModal),
            Drafts(super::drafts::messages::DraftsModal),
            Export(super::export::messages::ExportModal),
            Findings(super::findings::messages::FindingsModal),
            Ledger(super::ledger::messages::LedgerModal),
            Lists(super::lists::messages::ListsModal),
            Opening(super::opening::messages::OpeningModal),
            Path(super::path::messages::PathModal),
            Print(super::print::messages::PrintModal),
            Publish(super::publish::messages::PublishModal),
            RollUp(super::rollup::messages::RollUpModal),
            Save(super::save::messages::SaveModal),
            Sides(super::sides::messages::SidesModal),
            Settings(super::settings::messages::SettingsModal),
        }
        besides {
            /// The figures of last year's prose that nobody has decided on.
            Carried,
            /// What is to be gone through before publishing.
            Checklist,
            /// Something failed: a sentence with what to do.
            Failed(String),
            /// What helps with writing a field.
            Guidance(Field),
            /// Help for where the cursor is.
            Help,
            /// Version and licences.
            About,
        }
    }
}

/// Which sheet a modal is, whatever it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModalKind {
    feature: Discriminant<Modal>,
    sheet: u64,
}

impl Modal {
    /// Which sheet it is: views begin anew where another one is shown.
    #[must_use]
    pub fn kind(&self) -> ModalKind {
        let sheet = match self {
            Self::Comments(modal) => number(modal),
            Self::Delivery(modal) => number(modal),
            Self::Compare(modal) => number(modal),
            Self::Drafts(modal) => number(modal),
            Self::Export(modal) => number(modal),
            Self::Findings(modal) => number(modal),
            Self::Ledger(modal) => number(modal),
            Self::Lists(modal) => number(modal),
            Self::Opening(modal) => number(modal),
            Self::Path(modal) => number(modal),
            Self::Print(modal) => number(modal),
            Self::RollUp(modal) => number(modal),
            Self::Save(modal) => number(modal),
            Self::Sides(modal) => number(modal),
            Self::Settings(modal) => number(modal),
            Self::Publish(_)
            | Self::Carried
            | Self::Checklist
            | Self::Failed(_)
            | Self::Guidance(_)
            | Self::Help
            | Self::About => 0,
        };
        ModalKind { feature: discriminant(self), sheet }
    }
}

/// A number for the variant of a value, the same for all of that variant.
fn number<T>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    discriminant(value).hash(&mut hasher);
    hasher.finish()
}
