//! A folder of cases that no test reads is a promise that nobody keeps.

use std::collections::BTreeSet;

use super::source::Source;

/// Every folder below `cases/` is named in some test.
pub fn check(paths: &[String], rust: &[Source], faults: &mut Vec<String>) {
    let folders: BTreeSet<&str> =
        paths.iter().filter_map(|it| it.strip_prefix("cases/")?.split_once('/')).map(|it| it.0).collect();
    let literals: Vec<&String> = rust.iter().flat_map(|it| it.literals.iter().map(|it| &it.1)).collect();
    for folder in folders {
        let named = format!("cases/{folder}");
        if !literals.iter().any(|it| it.contains(&named)) {
            faults.push(format!("{named}: no test reads this folder"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_runner_is_a_fault() {
        let paths = ["cases/atlas/a.toml".to_owned(), "cases/lost/b.toml".to_owned()];
        let rust = [Source::split("crates/world/tests/it/main.rs", "let folder = \"../../cases/atlas\";")];
        let mut faults = Vec::new();
        check(&paths, &rust, &mut faults);
        assert_eq!(faults, ["cases/lost: no test reads this folder"]);
    }
}
