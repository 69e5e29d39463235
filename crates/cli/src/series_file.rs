//! Tables of series from files, line by line: a large one never stands in memory as text.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use coercivity_data::{Problem, SeriesNames, SeriesReader, SeriesTable};

use crate::bundle_folder::{not_utf8, unreadable};

/// Reads tables of series; every problem of all of them is told.
pub fn read_series(paths: &[PathBuf], names: &SeriesNames, problems: &mut Vec<Problem>) -> SeriesTable {
    let mut reader = SeriesReader::new(names);
    for path in paths {
        let name = path.display().to_string();
        if let Err(problem) = reader.read(&name, Lines::of(path, &name)) {
            problems.push(problem);
        }
    }
    let (table, told) = reader.finish();
    problems.extend(told);
    table
}

/// Reads a table from its text.
pub fn series_of_text(
    name: &str,
    text: &str,
    names: &SeriesNames,
    problems: &mut Vec<Problem>,
) -> SeriesTable {
    let mut reader = SeriesReader::new(names);
    let whole: Result<(), std::convert::Infallible> = reader.read(name, [Ok(text)]);
    let Ok(()) = whole;
    let (table, told) = reader.finish();
    problems.extend(told);
    table
}

/// The lines of a file with their ends.
struct Lines {
    name: String,
    file: Result<BufReader<File>, Option<Problem>>,
    line: usize,
}

impl Lines {
    fn of(path: &Path, name: &str) -> Self {
        let file = File::open(path).map(BufReader::new);
        Self { name: name.to_owned(), file: file.map_err(|it| Some(unreadable(name, &it))), line: 0 }
    }
}

impl Iterator for Lines {
    type Item = Result<String, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let file = match &mut self.file {
            Ok(file) => file,
            Err(problem) => return problem.take().map(Err),
        };
        let mut bytes = Vec::new();
        self.line += 1;
        match file.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(String::from_utf8(bytes).map_err(|it| not_utf8(&self.name, &it, self.line))),
            Err(error) => Some(Err(unreadable(&self.name, &error))),
        }
    }
}
