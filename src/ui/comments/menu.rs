//! What can be done with a comment, under the right button of the mouse.

use egui::{Popup, Response};

use crate::app::{Command, CommentId, CommentsCommand};
use crate::report::Comment;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};

/// Shows the menu of a comment while it is open.
pub(super) fn show(response: &Response, id: &CommentId, comment: &Comment, out: &mut Commands) {
    Popup::context_menu(response).gap(4.0).accessible_name("意见").show(|ui| {
        let line = |label: &str, command: CommentsCommand| {
            FindingAction::new(label, Command::Comments(command))
        };
        let settle = if comment.settled { "改为待处理" } else { "标为已处理" };
        let lines = [
            line("转到所指的文字", CommentsCommand::Goto(id.clone())),
            line(settle, CommentsCommand::Settle(id.clone(), !comment.settled)),
            line("回复", CommentsCommand::AskAnswer(id.clone())),
            line("删除意见", CommentsCommand::Delete(id.clone())),
        ];
        finding_actions::menu(ui, &lines.iter().collect::<Vec<_>>(), out);
    });
}
