//! Progress on stderr, only where a person sees it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::args::Globals;

/// A bar over so many draws, cleared when it is dropped. It is hidden with `-q`, and where stderr is no terminal.
pub fn draws_bar(globals: &Globals, title: &str, draws: u64) -> ProgressBar {
    bar(globals, title, draws, "draws")
}

/// The same over so many of anything.
pub fn bar(globals: &Globals, title: &str, count: u64, of: &str) -> ProgressBar {
    let target = if globals.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(count), target);
    let template = format!("{{msg}}  {{wide_bar}} {{pos}}/{{len}} {of}  {{elapsed}} of about {{duration}}");
    let style = ProgressStyle::with_template(&template);
    let bar = bar.with_finish(ProgressFinish::AndClear);
    bar.set_style(style.expect("the template is fixed and valid"));
    bar.set_message(title.to_owned());
    bar
}
