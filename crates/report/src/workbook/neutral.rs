//! Text of others that a spreadsheet must not take for a formula.

use std::borrow::Cow;

/// The same text, with an apostrophe before it when a spreadsheet would take it for a formula or a command: when it
/// begins with `=`, `+`, `-`, `@`, a tab or a line break, or does so after blanks. A number is left as it is.
pub fn neutral(text: &str) -> Cow<'_, str> {
    let dangerous = |it: &str| it.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    if (dangerous(text) || dangerous(text.trim_start())) && !number() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::neutral;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_text() {
        for text in ["=1+1", "+49 221", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "-"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["", "MG-7", "-2.5", "+3", "1e-3", "a=b", "'quoted"] {
            assert_eq!(neutral(text), text);
        }
    }
}
