//! From the files of `data/measures` to instruments: names become things, and every problem is told.

use coercivity_data::{Bundle, Problem, Section, SourceRecords};

use crate::measures::conflict::conflicts;
use crate::measures::meanings::number_patterns;
use crate::measures::measure::Measure;
use crate::measures::read::read_measure;
use crate::measures::words::Words;
use crate::source::Sources;

/// Folder of the instruments, one file each.
const FOLDER: &str = "data/measures/";

/// Reads every instrument of a bundle. What cannot be read is told and left out; contradictions between
/// instruments are told as well.
pub fn load_measures(bundle: &Bundle, words: &Words, problems: &mut Vec<Problem>) -> Vec<Measure> {
    // What is wrong with the tables of sources is told by their own reader.
    let sources = Sources::link(&SourceRecords::read(bundle, &mut Vec::new()));
    let mut measures = Vec::new();
    for (path, text) in bundle.under(FOLDER).filter(|it| it.0.ends_with(".toml")) {
        let section = Section::read(path, text, problems);
        if let Some(measure) = read_measure(&section, words, problems) {
            tell_place(path, &measure, problems);
            let cited = measure.cited.iter().chain(measure.clauses.iter().filter_map(|it| it.cited.as_ref()));
            for citation in cited {
                sources.check(citation, problems);
            }
            measures.push(measure);
        }
    }
    problems.extend(conflicts(&measures));
    number_patterns(&mut measures);
    measures
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

/// The line of a place written as `file:line`; 0 when there is none.
pub(crate) fn line_of(row: &str) -> usize {
    row.rsplit_once(':').and_then(|it| it.1.parse().ok()).unwrap_or(0)
}
