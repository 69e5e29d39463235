//! What calibration made of the parameters' ranges, as `coercivity calibrate` writes it.

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::section::Section;
use crate::table::Range;

/// Path of the file; a world without it uses its prior ranges.
pub const POSTERIOR_PATH: &str = "data/market/posterior.toml";
/// What its first line says.
pub const POSTERIOR_FORMAT: &str = "coercivity.posterior/1";

/// A range as written: lowest, best, highest.
pub type WrittenRange = (f64, f64, f64);

/// What calibration says of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct PosteriorRow {
    /// Its id.
    pub id: String,
    /// The range that it was calibrated from.
    pub prior: WrittenRange,
    /// The range that the facts leave.
    pub posterior: WrittenRange,
    /// Whether the facts narrow it enough to be used.
    pub identified: bool,
    /// Facts that informed it.
    pub facts: Vec<String>,
    /// Line in the file.
    pub line: usize,
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PosteriorRecords {
    /// Whether runs draw from what the facts leave: only where that held on episodes it had not seen. Else the file is a
    /// record, and runs keep the prior ranges.
    pub in_use: bool,
    /// Parameters, in the order of the file.
    pub rows: Vec<PosteriorRow>,
}

impl PosteriorRecords {
    /// Reads the file; none when the bundle has none.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Option<Self> {
        let text = bundle.text(POSTERIOR_PATH)?;
        let from = Section::read(POSTERIOR_PATH, text, problems);
        from.only(&["format", "draws", "seed", "kept", "in_use", "score", "parameter"], problems);
        if let Some(format) = from.required_text("format", problems)
            && format.value != POSTERIOR_FORMAT
        {
            let found = format!("format `{}`", format.value);
            let expected = format!("`{POSTERIOR_FORMAT}`");
            from.wrong(&format, found, expected, "write the format this program reads", problems);
        }
        if !from.has("in_use") {
            from.missing("in_use", problems);
        }
        let in_use = from.truth("in_use", problems).unwrap_or_default();
        let mut rows: Vec<PosteriorRow> = Vec::new();
        for table in from.sections("parameter", problems) {
            let Some(row) = row(table, problems) else { continue };
            if rows.iter().any(|it| it.id == row.id) {
                let found = format!("`{}`, which stands above", row.id);
                if let Some(said) = table.node("id") {
                    table.wrong(said, found, "each parameter once", "remove one of them", problems);
                }
                continue;
            }
            rows.push(row);
        }
        Some(Self { in_use, rows })
    }
}

fn row(from: &Section, problems: &mut Vec<Problem>) -> Option<PosteriorRow> {
    from.only(
        &["id", "prior", "posterior", "width_over_prior", "effective_draws", "identified", "facts"],
        problems,
    );
    let id = from.required_text("id", problems);
    let (prior, posterior) = (range(from, "prior", problems), range(from, "posterior", problems));
    if !from.has("identified") {
        from.missing("identified", problems);
    }
    let identified = from.truth("identified", problems);
    let facts = from.texts("facts", problems).into_iter().map(|it| it.value).collect();
    Some(PosteriorRow {
        id: id?.value,
        prior: prior?,
        posterior: posterior?,
        identified: identified?,
        facts,
        line: from.line,
    })
}

/// `{ low, best, high }`, in order.
fn range(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<WrittenRange> {
    let Some(section) = from.section(key, problems) else {
        from.missing(key, problems);
        return None;
    };
    section.only(&["low", "best", "high"], problems);
    let mut number = |name: &str| section.required_number(name, Range::Any, problems);
    let (low, best, high) = (number("low"), number("best"), number("high"));
    let (low, best, high) = (low?, best?, high?);
    if let (false, Some(said)) = (low <= best && best <= high, from.node(key)) {
        let found = format!("{low}, {best}, {high}");
        from.wrong(said, found, "low <= best <= high", "write the file again with `calibrate`", problems);
        return None;
    }
    Some((low, best, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<PosteriorRecords>, Vec<String>) {
        let bundle = Bundle::new([(POSTERIOR_PATH.to_owned(), text.to_owned())]);
        let mut problems = Vec::new();
        let found = PosteriorRecords::read(&bundle, &mut problems);
        (found, problems.iter().map(ToString::to_string).collect())
    }

    const ROW: &str = "[[parameter]]\nid = \"a\"\nprior = { low = 0, best = 1, high = 2 }\n\
        posterior = { low = 0.5, best = 1, high = 1.5 }\nidentified = true\nfacts = [\"E1.01\"]\n";

    #[test]
    fn a_written_posterior_is_read_with_its_prior() {
        let (found, problems) = read(&format!("format = \"{POSTERIOR_FORMAT}\"\nin_use = true\n{ROW}"));
        assert_eq!(problems, Vec::<String>::new());
        let found = found.unwrap();
        assert!(found.in_use);
        let row = &found.rows[0];
        assert_eq!((row.prior, row.posterior), ((0.0, 1.0, 2.0), (0.5, 1.0, 1.5)));
        assert!(row.identified && row.facts == ["E1.01"]);
        assert_eq!(PosteriorRecords::read(&Bundle::default(), &mut Vec::new()), None);
    }

    #[test]
    fn every_fault_of_a_posterior_is_told_with_its_line() {
        let disordered = ROW.replace("low = 0.5", "low = 1.2").replace("identified = true\n", "");
        let (_, problems) = read(&format!("format = \"other\"\n{ROW}{disordered}"));
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(problems.iter().any(|it| it.contains("in_use")), "{problems:?}");
        for problem in &problems {
            assert!([":1:", ":8:", ":11:"].iter().any(|it| problem.contains(it)), "{problem}");
        }
    }
}
