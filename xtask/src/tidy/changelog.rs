//! The changelog has a place for what comes next.

use std::path::Path;

const CHANGELOG: &str = "CHANGELOG.md";

/// Looks for an `Unreleased` or a version section.
pub fn check(root: &Path, faults: &mut Vec<String>) {
    match std::fs::read_to_string(root.join(CHANGELOG)) {
        Ok(text) if text.lines().any(opens_a_section) => {}
        Ok(_) => faults.push(format!("{CHANGELOG}: no `## Unreleased` and no `## 0.1.0` section")),
        Err(error) => faults.push(format!("{CHANGELOG}: {error}")),
    }
}

fn opens_a_section(line: &str) -> bool {
    let Some(title) = line.strip_prefix("## ") else { return false };
    let title = title.trim_start_matches('[');
    title.starts_with("Unreleased") || title.split('.').next().is_some_and(|it| it.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::opens_a_section;

    #[test]
    fn sections_are_recognised() {
        assert!(opens_a_section("## Unreleased") && opens_a_section("## [0.1.0] - 2026-11-22"));
        assert!(!opens_a_section("# Changelog") && !opens_a_section("## Notes"));
    }
}
