//! Links between documents lead somewhere.

use std::path::Path;

/// Follows every relative link of every Markdown file.
pub fn check(root: &Path, paths: &[String], faults: &mut Vec<String>) {
    for path in paths.iter().filter(|it| it.ends_with(".md")) {
        let Ok(text) = std::fs::read_to_string(root.join(path)) else { continue };
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        for (line, target) in targets(&text) {
            let target = target.split('#').next().unwrap_or_default();
            if !target.is_empty() && !root.join(folder).join(target).exists() {
                faults.push(format!("{path}:{line}: the link to `{target}` leads nowhere"));
            }
        }
    }
}

/// Targets of `[text](target)` outside blocks of code, as (line, target), without addresses on the web.
fn targets(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let target = line[at + 2..].split([')', ' ']).next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push((number + 1, target));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn only_links_inside_the_project_are_followed() {
        let text = "[a](docs/a.md) and [b](https://x.y) \n```\n[c](no.md)\n```\n[d](e.md#part)\n";
        assert_eq!(targets(text), [(1, "docs/a.md"), (5, "e.md#part")]);
    }
}
