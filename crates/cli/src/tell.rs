//! Lines for stderr: what is not the answer.

use std::io::Write as _;

use console::{Style, colors_enabled_stderr};

/// Prints a line on stderr, its first word coloured where the reader sees colours.
pub fn tell(line: &str) {
    let coloured = match line.split_once(' ') {
        Some((word, rest)) if colors_enabled_stderr() => match style_of(word) {
            Some(style) => format!("{} {rest}", style.force_styling(true).apply_to(word)),
            None => line.to_owned(),
        },
        _ => line.to_owned(),
    };
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{coloured}");
}

fn style_of(word: &str) -> Option<Style> {
    match word {
        "error" | "bug" => Some(Style::new().red().bold()),
        "warn" | "interrupted;" => Some(Style::new().yellow().bold()),
        "hint" | "note" => Some(Style::new().cyan()),
        _ => None,
    }
}
