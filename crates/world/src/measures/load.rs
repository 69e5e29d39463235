//! From the files of `data/measures` to instruments: names become things, and every problem is told.

use std::collections::BTreeSet;

use coercivity_data::{Bundle, Problem, Section, Table, nearest};

use crate::measures::conflict::conflicts;
use crate::measures::measure::Measure;
use crate::measures::read::read_measure;
use crate::measures::words::Words;

/// Folder of the instruments, one file each.
const FOLDER: &str = "data/measures/";

/// Reads every instrument of a bundle. What cannot be read is told and left out; contradictions between
/// instruments are told as well.
pub fn load_measures(bundle: &Bundle, words: &Words, problems: &mut Vec<Problem>) -> Vec<Measure> {
    let sources = source_keys(bundle);
    let mut measures = Vec::new();
    for (path, text) in bundle.under(FOLDER).filter(|it| it.0.ends_with(".toml")) {
        let section = Section::read(path, text, problems);
        if let Some(measure) = read_measure(&section, words, problems) {
            tell_place(path, &measure, problems);
            tell_sources(path, &measure, &sources, problems);
            measures.push(measure);
        }
    }
    problems.extend(conflicts(&measures));
    measures
}

/// The keys of every source; what is wrong with those tables is told by their own reader.
fn source_keys(bundle: &Bundle) -> BTreeSet<String> {
    let columns = ["key", "publisher", "title", "year", "address", "licence"];
    let mut keys = BTreeSet::new();
    for (path, text) in bundle.under("data/sources/").filter(|it| it.0.ends_with(".csv")) {
        let table = Table::read(path, text, &columns, &mut Vec::new());
        keys.extend(table.rows().map(|it| it.text("key")));
    }
    keys
}

fn tell_place(path: &str, measure: &Measure, problems: &mut Vec<Problem>) {
    let expected = format!("{FOLDER}{}/{}.toml", measure.issuer.to_lowercase(), measure.id);
    if path != expected {
        let found = format!("instrument `{}` of `{}`", measure.id, measure.issuer);
        problems.push(Problem::in_file(
            path,
            found,
            format!("it in {expected}"),
            "move the file, or correct its id or issuer",
        ));
    }
}

fn tell_sources(path: &str, measure: &Measure, known: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    let cited = measure.cited.iter().chain(measure.clauses.iter().filter_map(|it| it.cited.as_ref()));
    for citation in cited {
        for key in citation.sources.iter().filter(|it| !known.contains(*it)) {
            let remedy = nearest(key, known.iter().map(String::as_str))
                .map_or("add it to data/sources/law.csv".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                });
            let line = line_of(&citation.row);
            problems.push(
                Problem::in_file(path, format!("source `{key}`"), "a key of data/sources", remedy)
                    .at(line, 0),
            );
        }
    }
}

/// The line of a place written as `file:line`; 0 when there is none.
pub(crate) fn line_of(row: &str) -> usize {
    row.rsplit_once(':').and_then(|it| it.1.parse().ok()).unwrap_or(0)
}
