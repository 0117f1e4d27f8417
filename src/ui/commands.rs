//! What views ask for, gathered while a frame is drawn.

use crate::app::Command;

/// Commands in the order in which they were asked for; each feature's are taken as they are.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for one more.
    pub fn push(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Asks for more.
    pub fn extend<C: Into<Command>>(&mut self, commands: impl IntoIterator<Item = C>) {
        self.0.extend(commands.into_iter().map(Into::into));
    }

    /// Asks for all that others have gathered.
    pub fn append(&mut self, others: &mut Self) {
        self.0.append(&mut others.0);
    }

    /// Keeps those of which `wanted` is true.
    pub fn retain(&mut self, wanted: impl FnMut(&Command) -> bool) {
        self.0.retain(wanted);
    }

    /// The commands, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Command> {
        self.0.iter()
    }
}

impl IntoIterator for Commands {
    type Item = Command;
    type IntoIter = std::vec::IntoIter<Command>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
