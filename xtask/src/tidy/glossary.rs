//! Every word of the glossary names something that exists in the code.

use std::collections::BTreeSet;
use std::path::Path;

use super::source::Source;

const GLOSSARY: &str = "docs/GLOSSARY.md";

/// Reads the second column of the glossary's tables: the identifiers in it, in back quotes, must be defined.
pub fn check(root: &Path, rust: &[Source], faults: &mut Vec<String>) {
    let Ok(text) = std::fs::read_to_string(root.join(GLOSSARY)) else {
        faults.push(format!("{GLOSSARY}: no such file; the field's words belong there"));
        return;
    };
    let defined: BTreeSet<String> = rust.iter().flat_map(|it| definitions(&it.code)).collect();
    let mut seen = 0;
    for (number, line) in text.lines().enumerate() {
        for name in named(line) {
            seen += 1;
            if !defined.contains(name.rsplit("::").next().unwrap_or(name)) {
                faults.push(format!("{GLOSSARY}:{}: nothing in the code is called `{name}`", number + 1));
            }
        }
    }
    if seen == 0 {
        faults.push(format!("{GLOSSARY}: names no identifier; its second column should"));
    }
}

/// Identifiers in back quotes in the second cell of a table's row.
fn named(line: &str) -> Vec<&str> {
    let cell = line.strip_prefix('|').and_then(|it| it.split('|').nth(1)).unwrap_or_default();
    cell.split('`').skip(1).step_by(2).collect()
}

/// Names of the types, functions, constants, variants and fields that the code defines.
fn definitions(code: &str) -> Vec<String> {
    let words: Vec<&str> =
        code.split(|it: char| !(it.is_alphanumeric() || it == '_')).filter(|it| !it.is_empty()).collect();
    let keyword = |it: &str| matches!(it, "struct" | "enum" | "trait" | "type" | "fn" | "const" | "mod");
    let mut found: Vec<String> =
        words.windows(2).filter(|it| keyword(it[0])).map(|it| it[1].to_owned()).collect();
    // Variants, fields, and the types that a macro makes begin a line, with what they hold behind.
    for line in code.lines().map(str::trim_start) {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let name: String = line.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        let rest = line[name.len()..].trim_start();
        if !name.is_empty()
            && (rest.is_empty() || rest.starts_with([',', '(', '{', ':']) && !rest.starts_with("::"))
        {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_from_the_second_column() {
        assert_eq!(
            named("| service | `Service`, `world::Lane` | what is `used` |"),
            ["Service", "world::Lane"]
        );
        assert!(named("plain `text`").is_empty());
    }

    #[test]
    fn definitions_are_found() {
        let found = definitions("pub enum Tier {\n    Domestic,\n}\nfn clear() {}\nid!(\n    Place\n);\n");
        for name in ["Tier", "Domestic", "clear", "Place"] {
            assert!(found.iter().any(|it| it == name), "{name}");
        }
    }
}
