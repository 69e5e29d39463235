//! Bills and their evidence from files and folders.

use std::path::{Path, PathBuf};

use coercivity_data::{Bill, Bundle, HeaderWords, Limits, Mapping, Problem, WrittenSheet, read_written_bill};

use crate::bundle_folder::{read_text, unreadable};

/// How bills are read: the words of headers, and a mapping when one was given.
#[derive(Clone, Debug, Default)]
pub struct BillReader {
    /// What headers mean.
    pub words: HeaderWords,
    /// A reviewed mapping.
    pub mapping: Option<Mapping>,
}

impl BillReader {
    /// The reader of a world's bundle, with the mapping at a path.
    pub fn open(bundle: &Bundle, mapping: Option<&Path>, problems: &mut Vec<Problem>) -> Self {
        let words = HeaderWords::read(bundle, problems);
        let mapping = mapping.and_then(|path| {
            let name = path.display().to_string();
            match read_text(path, &name) {
                Ok(text) => Some(Mapping::read(&name, &text, problems)),
                Err(problem) => {
                    problems.push(problem);
                    None
                }
            }
        });
        Self { words, mapping }
    }
    /// The bill in a file, with every problem, and the sheet with its lines as it was written.
    pub fn read(&self, path: &Path) -> (Bill, Option<WrittenSheet>, Vec<Problem>) {
        let name = path.display().to_string();
        match read_bytes(path) {
            Ok(bytes) => read_written_bill(&name, &bytes, &self.words, self.mapping.as_ref()),
            Err(problem) => (Bill::default(), None, vec![problem]),
        }
    }
}

/// The bytes of a file that is not too large to be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let name = path.display().to_string();
    let most = Limits::default().file_bytes as u64;
    let told = |error: std::io::Error| unreadable(&name, &error);
    let size = std::fs::metadata(path).map_err(told)?.len();
    if size > most {
        let found = format!("a file of {size} bytes");
        let remedy = "split it, a file a product";
        return Err(Problem::in_file(&name, found, format!("at most {most} bytes"), remedy));
    }
    std::fs::read(path).map_err(told)
}

/// The file that a template or a mapping is written to when no flag names one: it must not be there yet.
pub fn new_file(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(name);
    (!path.exists()).then_some(path)
}
