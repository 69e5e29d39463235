//! The rooms that compute know no country, no instrument and no year: what is so today belongs in a file.

use std::collections::BTreeSet;
use std::path::Path;

use super::source::Source;

/// Rooms that must stay neutral.
const ROOMS: [&str; 4] =
    ["crates/market/src/", "crates/score/src/", "crates/screen/src/", "crates/simulate/src/"];
const COUNTRIES: &str = "data/vocabulary/countries.csv";

/// Looks for country codes, instrument ids and years in the code of the neutral rooms; tests may name them.
pub fn check(root: &Path, paths: &[String], rust: &[Source], faults: &mut Vec<String>) {
    let codes = country_codes(root);
    if paths.iter().any(|it| it == COUNTRIES) && codes.len() < 20 {
        faults.push(format!("{COUNTRIES}: {} country codes read; the check would see nothing", codes.len()));
    }
    let instruments: BTreeSet<&str> = paths
        .iter()
        .filter_map(|it| it.strip_prefix("data/measures/")?.strip_suffix(".toml")?.rsplit('/').next())
        .collect();
    for source in rust.iter().filter(|it| ROOMS.iter().any(|room| it.path.starts_with(room)) && !it.is_test())
    {
        let tests = source.tests_from();
        for (line, literal) in source.literals.iter().filter(|it| it.0 < tests) {
            let place = format!("{}:{line}", source.path);
            if codes.contains(literal) {
                faults.push(format!("{place}: names the place `{literal}`; take it from the world"));
            }
            if let Some(id) = instruments.iter().find(|it| literal.contains(**it)) {
                faults.push(format!("{place}: names the instrument `{id}`; take it from the regime"));
            }
        }
        for (number, line) in source.code.lines().enumerate().take_while(|it| it.0 + 1 < tests) {
            for year in years(line) {
                let place = format!("{}:{}", source.path, number + 1);
                faults.push(format!("{place}: names the year {year}; take it from the scenario"));
            }
        }
    }
}

/// Codes in the first two columns of the table of countries: two or three capitals.
fn country_codes(root: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root.join(COUNTRIES)).unwrap_or_default();
    let cells = text.lines().skip(1).flat_map(|it| it.split(',').take(2));
    let code = |it: &&str| matches!(it.len(), 2 | 3) && it.chars().all(|it| it.is_ascii_uppercase());
    cells.filter(code).map(str::to_owned).collect()
}

/// Whole numbers 2000 to 2099 that stand alone in a line of code.
fn years(line: &str) -> Vec<&str> {
    let part = |it: char| !(it.is_ascii_alphanumeric() || it == '_' || it == '.');
    line.split(part)
        .filter(|it| it.len() == 4 && it.starts_with("20") && it.bytes().all(|it| it.is_ascii_digit()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn a_year_is_four_digits_alone() {
        assert_eq!(years("let a = 2025; b(2_025, 2050.5, x2025, 20250)"), ["2025"]);
    }
}
