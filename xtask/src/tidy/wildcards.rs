//! Lists that are closed on purpose are matched without a wildcard.

use super::source::Source;

/// Enums whose every match names every variant, so that a new one makes the compiler ask.
const CLOSED: [&str; 5] = ["Effect::", "ChangeKind::", "Act::", "LaneAct::", "Aid::"];

/// Looks for a `_` arm beside arms of a closed list.
pub fn check(rust: &[Source], faults: &mut Vec<String>) {
    for source in rust.iter().filter(|it| !it.is_test()) {
        for (at, _) in source.code.match_indices("match ") {
            let inside_word = source.code[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_');
            let Some(arms) = arms(&source.code[at..]).filter(|_| !inside_word) else { continue };
            let named = CLOSED.iter().find(|it| has_pattern(&arms, it));
            if let Some(name) = named.filter(|_| has_wildcard(&arms)) {
                let line = source.code[..at].lines().count().max(1);
                let list = name.trim_end_matches(':');
                faults
                    .push(format!("{}:{line}: `_` in a match on `{list}`; name every variant", source.path));
            }
        }
    }
}

/// What stands directly between the braces of the match that begins here; what is nested deeper is left out.
fn arms(code: &str) -> Option<String> {
    let mut depth = 0_u32;
    let mut found = String::new();
    let mut opened = false;
    for letter in code.chars() {
        match letter {
            '{' | '(' | '[' => {
                opened |= letter == '{' && depth == 0;
                depth += 1;
            }
            '}' | ')' | ']' => depth = depth.checked_sub(1)?,
            _ if opened && depth == 1 => found.push(letter),
            _ => {}
        }
        if opened && depth == 0 {
            return Some(found);
        }
    }
    None
}

/// Whether a variant of the list stands in an arm's pattern.
fn has_pattern(arms: &str, list: &str) -> bool {
    arms.match_indices(list).any(|(at, _)| {
        let whole = !arms[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let rest = arms[at + list.len()..].trim_start_matches(|it: char| it.is_alphanumeric() || it == '_');
        let rest = rest.trim_start();
        whole && (rest.starts_with("=>") || rest.starts_with('|') || rest.starts_with("if "))
    })
}

fn has_wildcard(arms: &str) -> bool {
    arms.match_indices("=>").any(|(at, _)| {
        let before = arms[..at].trim_end();
        let pattern = before.strip_suffix('_');
        pattern.is_some_and(|it| !it.ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> usize {
        let mut faults = Vec::new();
        check(&[Source::split("crates/a/src/a.rs", text)], &mut faults);
        faults.len()
    }

    #[test]
    fn a_wildcard_beside_a_closed_list_is_seen() {
        assert_eq!(faults("fn f() { match it { Effect::Deny => 1, _ => 0 } }"), 1);
        assert_eq!(faults("fn f() { match it { Effect::Duty { .. } | Effect::Deny => { 1 } _ => 0 } }"), 1);
        assert_eq!(faults("fn f() { match it { Some(Effect::Deny) => 1, Effect::Fund(_) => 2 } }"), 0);
        assert_eq!(faults("fn f() { match word { \"deny\" => Effect::Deny, _ => Effect::Other } }"), 0);
        assert_eq!(
            faults(
                "fn f() { match it { Effect::Deny => match n { 1 => 1, _ => 0 }, Effect::Fund(_) => 0 } }"
            ),
            0
        );
    }
}
