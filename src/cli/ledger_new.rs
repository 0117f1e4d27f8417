//! `ledger new`: an empty ledger.

use super::flags::OUT;
use super::outcome::{Next, Outcome, Session};
use super::spec::{Given, Misuse, Need, Operands, Spec};
use super::write::write_ledger;
use crate::ledger::Ledger;

pub(super) static COMMAND: Spec = Spec {
    name: "ledger new",
    operands: Operands::None,
    flags: &[(&OUT, Need::Required)],
    what: ("新建空的台账", "Begin an empty ledger."),
    run,
};

fn run(given: &Given, _session: &mut Session<'_>) -> Result<Next, Misuse> {
    let out = given.required_path(&OUT)?;
    let mut outcome = Outcome::default();
    if super::ledger::read(out).is_ok_and(|ledger| !ledger.requests.is_empty()) {
        let problem =
            format!("“{}”是有内容的台账，没有覆盖。请换一个输出的文件名。", out.display());
        outcome.fail(1, problem);
        return Ok(Next::Print(outcome));
    }
    let done = write_ledger(&mut outcome, &Ledger::default(), out);
    Ok(Next::end(outcome, done))
}
