//! Ctrl-C during a run: the draws that are done are kept.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// Set once by the signal; looked at between draws.
static ASKED: AtomicBool = AtomicBool::new(false);
static INSTALLED: OnceLock<()> = OnceLock::new();

/// From here on the first Ctrl-C asks the run to stop; a second one stops the process at once. Gives the flag that
/// a run looks at between draws.
pub fn watch() -> Result<&'static AtomicBool, Failure> {
    if INSTALLED.set(()).is_ok() {
        ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::SeqCst) {
                stop_at_once();
            }
        })
        .map_err(|error| Failure::run(format!("Ctrl-C cannot be watched: {error}"), "report this"))?;
    }
    Ok(&ASKED)
}

/// Nothing is half written by stopping here: files are renamed into place when whole.
#[allow(clippy::exit)] // A second Ctrl-C means now, whatever the threads do.
fn stop_at_once() {
    std::process::exit(130);
}
