//! Files stop at 400 lines and functions at 70: what is longer holds two things.

use std::path::Path;

use super::source::Source;

const FILE_LONGEST: usize = 400;
const FILE_NOTED: usize = 250;
const FUNCTION_LONGEST: usize = 70;
/// Hand-written sources beside Rust.
const ALSO: [&str; 3] = [".ts", ".svelte", ".css"];

/// Counts lines of files and functions.
pub fn check(
    root: &Path,
    paths: &[String],
    rust: &[Source],
    faults: &mut Vec<String>,
    notes: &mut Vec<String>,
) {
    let others = paths.iter().filter(|it| !it.contains("/dist/") && ALSO.iter().any(|end| it.ends_with(end)));
    let counted = others.map(|it| {
        let text = std::fs::read_to_string(root.join(it)).unwrap_or_default();
        (it.as_str(), text.lines().count())
    });
    for (path, lines) in rust.iter().map(|it| (it.path.as_str(), it.lines)).chain(counted) {
        if lines > FILE_LONGEST {
            faults.push(format!(
                "{path}: {lines} lines; a file has at most {FILE_LONGEST}: split it by concept"
            ));
        } else if lines > FILE_NOTED {
            notes.push(format!("note  {path}: {lines} lines"));
        }
    }
    for source in rust {
        for (line, name, lines) in functions(&source.code) {
            if lines > FUNCTION_LONGEST {
                let path = &source.path;
                faults.push(format!("{path}:{line}: `{name}` has {lines} lines; a function has at most 70"));
            }
        }
    }
}

/// Every function with a body, as (line, name, lines).
fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|it| it.is_alphanumeric() || it == '_') {
            continue;
        }
        let rest = &code[at + 3..];
        let name: String = rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        if name.is_empty() {
            continue;
        }
        if let Some(end) = body_end(rest) {
            let line = code[..at].matches('\n').count() + 1;
            found.push((line, name, rest[..end].matches('\n').count() + 1));
        }
    }
    found
}

/// Where the body that follows a signature ends; `None` for a signature alone.
fn body_end(rest: &str) -> Option<usize> {
    let (mut round, mut depth) = (0_i32, 0_i32);
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            ';' if round == 0 && depth == 0 => return None,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
                if depth < 0 {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn bodies_are_counted_and_signatures_are_not() {
        let code = "trait A { fn a(&self); }\nfn b(x: [u8; 2]) {\n  if x { }\n}\nlet f: fn(u8) = g;\n";
        assert_eq!(functions(code), [(2, "b".to_owned(), 3)]);
    }
}
