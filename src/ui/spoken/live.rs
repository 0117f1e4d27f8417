//! Changes that are told to those who do not see them: politely, each once.
//!
//! Each announcement is a node of its own, in a live region: clients hear of it as it comes, the same
//! words twice as well. What a sheet says is heard as the sheet takes the keyboard.

use egui::accesskit::Live as Politeness;
use egui::{Context, Id, Rect, Role, Sense, Ui, WidgetInfo};

use crate::app::document::identity::Identity;
use crate::app::{App, Document};

/// Seconds that the identity has to stay as it is before it is told: a figure of several digits
/// breaks it on the way.
const SETTLED: f64 = 0.8;

fn queue() -> Id {
    Id::unique("to be announced")
}

/// Has words announced with this frame.
pub(crate) fn say(ctx: &Context, words: impl Into<String>) {
    let words = words.into();
    if !words.is_empty() {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<Vec<String>>(queue()).push(words));
    }
}

/// What was known of the report when something was last told.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    generation: u64,
    /// What fails in the identity, or `None` while nothing does.
    failing: Option<String>,
    dirty: bool,
    draft: bool,
    notice: Option<String>,
    importing: bool,
}

/// What was announced, and what will be.
#[derive(Debug, Default)]
pub(crate) struct Live {
    known: Known,
    /// How the identity does now, and since when.
    identity: Option<(Option<String>, f64)>,
    /// How many times something was announced.
    serial: u64,
    words: String,
}

impl Live {
    /// Looks at what has changed, and shows what is announced; after everything else is drawn.
    pub(crate) fn show(&mut self, ui: &Ui, app: &App) {
        let mut told = self.changes(ui.ctx(), app);
        told.extend(
            ui.data_mut(|data| {
                std::mem::take(data.get_temp_mut_or_default::<Vec<String>>(queue()))
            }),
        );
        if !told.is_empty() {
            self.serial += 1;
            self.words = told.join(" ");
        }
        if self.words.is_empty() {
            return;
        }
        let id = Id::unique(("announced", self.serial));
        let at = Rect::from_min_size(ui.max_rect().left_bottom(), egui::Vec2::ZERO);
        let response = ui.interact(at, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &self.words));
        ui.ctx().accesskit_node_builder(id, |node| node.set_live(Politeness::Polite));
    }

    #[allow(clippy::redundant_closure_for_method_calls)] // The method is not the document's own.
    fn changes(&mut self, ctx: &Context, app: &App) -> Vec<String> {
        let mut told = Vec::new();
        let document = app.document();
        let before = self.known.clone();
        let now = Known {
            generation: app.generation(),
            failing: self.settled(ctx, document),
            dirty: document.is_some_and(|document| document.is_dirty()),
            // Told once for what is not saved, however often it is written.
            draft: document.is_some_and(|document| document.is_dirty())
                && (app.draft_kept().is_some()
                    || before.draft && before.generation == app.generation()),
            notice: app.notice().map(str::to_owned),
            importing: app.review().is_some(),
        };
        let same = before.generation == now.generation && !now.importing;
        if now.importing && !before.importing {
            let name = app.review().map(|review| review.name.clone()).unwrap_or_default();
            told.push(format!("已读入 {name}，请核对后打开"));
        }
        match (&before.failing, &now.failing) {
            (None, Some(words)) if same => told.push(words.clone()),
            (Some(_), None) if same => told.push("勾稽不再有不平的列".into()),
            _ => {}
        }
        if same && now.draft && !before.draft {
            told.push("已作为草稿保留".into());
        }
        let clean = same && before.dirty && !now.dirty;
        if now.notice != before.notice || clean {
            told.extend(now.notice.clone());
        }
        self.known = now;
        told
    }

    /// What fails in the identity, as soon as it has been so for a while; until then, what was known.
    fn settled(&mut self, ctx: &Context, document: Option<&Document>) -> Option<String> {
        let now = document.and_then(|document| failing(document.identity()));
        let time = ctx.input(|input| input.time);
        let since = match &self.identity {
            Some((words, since)) if words.is_some() == now.is_some() => *since,
            _ => time,
        };
        self.identity = Some((now.clone(), since));
        if now.is_some() == self.known.failing.is_some() {
            return now;
        }
        let left = since + SETTLED - time;
        if left <= 0.0 {
            return now;
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        self.known.failing.clone()
    }
}

fn failing(identity: &Identity) -> Option<String> {
    (!identity.failing().is_empty()).then(|| identity.words())
}
