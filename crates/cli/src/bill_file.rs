//! Bills and their evidence from files and folders.

use std::path::{Path, PathBuf};

use coercivity_data::{Bill, Bundle, HeaderWords, Limits, Mapping, Problem, WrittenSheet, read_written_bill};

use crate::bundle_folder::unreadable;
use crate::input_file::InputFile;

/// How bills are read: the words of headers, and a mapping when one was given.
#[derive(Clone, Debug, Default)]
pub struct BillReader {
    /// What headers mean.
    pub words: HeaderWords,
    /// A reviewed mapping, and its file.
    pub mapping: Option<(Mapping, InputFile)>,
}

/// A bill as its file has it.
#[derive(Debug, Default)]
pub struct BillFile {
    /// What it says.
    pub bill: Bill,
    /// The sheet with its lines as it was written.
    pub written: Option<WrittenSheet>,
    /// The file; none that cannot be read.
    pub input: Option<InputFile>,
    /// Every problem in it.
    pub problems: Vec<Problem>,
}

impl BillReader {
    /// The reader of a world's bundle, with the mapping at a path.
    pub fn open(bundle: &Bundle, mapping: Option<&Path>, problems: &mut Vec<Problem>) -> Self {
        let words = HeaderWords::read(bundle, problems);
        let mapping = mapping.and_then(|it| InputFile::read_as(("mapping", it), problems, Mapping::read));
        Self { words, mapping }
    }
    /// The bill in a file.
    pub fn read(&self, path: &Path) -> BillFile {
        let name = path.display().to_string();
        let bytes = match read_bytes(path) {
            Ok(bytes) => bytes,
            Err(problem) => return BillFile { problems: vec![problem], ..BillFile::default() },
        };
        let mapping = self.mapping.as_ref().map(|it| &it.0);
        let (input, (bill, written, problems)) = rayon::join(
            || InputFile::of("bill", &name, &bytes),
            || read_written_bill(&name, &bytes, &self.words, mapping),
        );
        BillFile { bill, written, input: Some(input), problems }
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
