//! Words that have no place in a source file.

use super::source::Source;

/// Marks of unfinished work, in two halves so that this file does not hold them.
const MARKS: [(&str, &str); 3] = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")];
/// Names that say nothing about the field.
const EMPTY_NAMES: [&str; 5] = ["Manager", "Helper", "Util", "Utils", "Handler"];

/// Looks for ignored tests, unfinished work, `unwrap` outside tests and names that say nothing.
pub fn check(rust: &[Source], faults: &mut Vec<String>) {
    for source in rust {
        let path = &source.path;
        for (line, comment) in &source.comments {
            for (first, second) in MARKS {
                let mark = format!("{first}{second}");
                if comment.split(|it: char| !it.is_alphanumeric()).any(|it| it == mark) {
                    faults.push(format!("{path}:{line}: `{mark}` in a comment; do it, or open an issue"));
                }
            }
        }
        let tests = if source.is_test() { 0 } else { source.tests_from() };
        let build = path.ends_with("build.rs");
        for (number, line) in source.code.lines().enumerate() {
            let place = format!("{path}:{}", number + 1);
            if line.contains("#[ignore") {
                faults.push(format!(
                    "{place}: a test that never runs; assert what it does today, or remove it"
                ));
            }
            if number + 1 < tests && !build && line.contains(".unwrap()") {
                faults.push(format!("{place}: `unwrap` outside tests; `expect` says what was believed"));
            }
            if let Some(name) = empty_name(line) {
                faults.push(format!("{place}: `{name}` says nothing about the field; use the field's word"));
            }
        }
    }
}

/// The name of a type defined in this line, when it ends in a word that says nothing.
fn empty_name(line: &str) -> Option<&str> {
    let mut words = line.split(|it: char| !(it.is_alphanumeric() || it == '_')).filter(|it| !it.is_empty());
    words.find(|it| matches!(*it, "struct" | "enum" | "trait"))?;
    let name = words.next()?;
    EMPTY_NAMES.iter().any(|it| name.ends_with(it)).then_some(name)
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
    fn each_word_is_seen_where_it_stands() {
        let mark = format!("// {}{}: later\n", "TO", "DO");
        assert_eq!(faults(&mark), 1);
        assert_eq!(faults("let a = b.unwrap();\n#[cfg(test)]\nmod tests { fn f() { a.unwrap(); } }\n"), 1);
        assert_eq!(faults("pub struct LaneManager;\nstruct Lane;\n"), 1);
        assert_eq!(faults("#[ignore]\nfn a() {}\n"), 1);
        assert_eq!(faults("let a = \".unwrap()\"; // .unwrap()\n"), 0);
    }
}
