//! Layers of a PDF that are switched off: what is on them is hidden, and not read.

use hayro_syntax::object::dict::keys::{
    BASE_STATE, D, OC, OCGS, OCMD, OCPROPERTIES, OFF, ON, P, TYPE,
};
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use hayro_syntax::xref::XRef;

/// The layers that are off, and whether what is being read is shown (ISO 32000-1, 8.11).
pub(super) struct Layers {
    off: Vec<ObjectIdentifier>,
    /// One for each part of the content that is open.
    shown: Vec<bool>,
}

impl Layers {
    /// The layers as a file has them when it is opened.
    pub(super) fn new(file: &XRef) -> Self {
        let catalog = file.get::<Dict<'_>>(file.root_id());
        let properties = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(OCPROPERTIES));
        let mut off = Vec::new();
        if let Some(properties) = properties
            && let Some(usual) = properties.get::<Dict<'_>>(D)
        {
            let state = usual.get::<Name<'_>>(BASE_STATE);
            if state.is_some_and(|state| state.as_ref() == OFF) {
                off.extend(named(&properties, OCGS));
            }
            let on = named(&usual, ON);
            off.retain(|layer| !on.contains(layer));
            off.extend(named(&usual, OFF));
        }
        Self { off, shown: Vec::new() }
    }

    pub(super) fn is_shown(&self) -> bool {
        self.shown.last().copied().unwrap_or(true)
    }

    /// Begins a part of the content that is on no layer of its own.
    pub(super) fn open(&mut self) {
        self.shown.push(self.is_shown());
    }

    /// Begins a part of the content that is on the layer under a key, if there is one.
    pub(super) fn open_on(&mut self, dict: &Dict<'_>, key: &[u8]) {
        let layer = dict.get_ref(key).map(Into::into);
        let is_off = dict.get::<Dict<'_>>(key).is_some_and(|dict| self.is_off(layer, &dict));
        self.shown.push(self.is_shown() && !is_off);
    }

    /// Begins a form.
    pub(super) fn open_form(&mut self, form: &Dict<'_>) {
        self.open_on(form, OC);
    }

    pub(super) fn close(&mut self) {
        self.shown.pop();
    }

    /// The number of parts that were begun and not ended.
    pub(super) fn depth(&self) -> usize {
        self.shown.len()
    }

    /// Closes what was opened beyond a depth and left open.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.shown.truncate(depth);
    }

    /// A layer, or several of which some have to be on.
    fn is_off(&self, layer: Option<ObjectIdentifier>, dict: &Dict<'_>) -> bool {
        let off = |layer: &ObjectIdentifier| self.off.contains(layer);
        if dict.get::<Name<'_>>(TYPE).as_deref() != Some(OCMD) {
            return layer.is_some_and(|layer| off(&layer));
        }
        let layers = named(dict, OCGS);
        let policy = dict.get::<Name<'_>>(P);
        !layers.is_empty()
            && match policy.as_deref() {
                Some(b"AllOn") => layers.iter().any(off),
                Some(b"AnyOff") => !layers.iter().any(off),
                Some(b"AllOff") => !layers.iter().all(off),
                _ => layers.iter().all(off),
            }
    }
}

/// The layers under a key.
fn named(dict: &Dict<'_>, key: &[u8]) -> Vec<ObjectIdentifier> {
    match dict.get::<Array<'_>>(key) {
        Some(layers) => {
            layers.raw_iter().filter_map(|it| it.as_obj_ref().map(Into::into)).collect()
        }
        None => dict.get_ref(key).map(Into::into).into_iter().collect(),
    }
}
