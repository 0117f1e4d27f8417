//! What can be done with a comment, under the right button of the mouse.

use egui::{Response, Ui};

use crate::app::{Command, CommentId, CommentsCommand};
use crate::report::Comment;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};

/// Shows the menu of a comment while it is open.
pub(super) fn show(
    ui: &Ui,
    response: &Response,
    (id, comment): (&CommentId, &Comment),
    out: &mut Commands,
) {
    let lines = || {
        let line = |label: &str, command: CommentsCommand| {
            FindingAction::new(label, Command::Comments(command))
        };
        let settle = if comment.settled { "改为待处理" } else { "标为已处理" };
        vec![
            line("转到所指的文字", CommentsCommand::Goto(id.clone())),
            line(settle, CommentsCommand::Settle(id.clone(), !comment.settled)),
            line("回复", CommentsCommand::AskAnswer(id.clone())),
            line("删除意见", CommentsCommand::Delete(id.clone())),
        ]
    };
    finding_actions::context(ui, (response, response.id), "意见", lines, out);
}
