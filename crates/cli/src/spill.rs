//! A file that is written part by part and stands nowhere until it is whole.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::edition_hash::hex;
use crate::failure::Failure;
use crate::write_atomic::beside;

/// A file on its way, begun with its first part; removed when it is dropped before it was moved.
#[derive(Debug)]
pub struct Spill {
    path: PathBuf,
    file: Option<BufWriter<std::fs::File>>,
    hasher: Sha256,
}

impl Spill {
    /// One that is to be written in a folder.
    pub fn new(folder: &Path, name: &str) -> Self {
        Self { path: beside(&folder.join(name)), file: None, hasher: Sha256::new() }
    }
    /// Adds a part; the first makes the folder where it is missing.
    pub fn add(&mut self, text: &str) -> Result<(), Failure> {
        self.hasher.update(text.as_bytes());
        let written = self.open().and_then(|file| file.write_all(text.as_bytes()));
        written.map_err(|error| {
            Failure::run(
                format!("`{}` cannot be written: {error}", self.path.display()),
                "name a folder where you may write with --out DIR",
            )
        })
    }
    /// SHA-256 of what was added.
    pub fn sha256(&self) -> String {
        hex(&self.hasher.clone().finalize())
    }
    /// Moves the whole file to its place.
    pub fn end(&mut self, place: &Path) -> std::io::Result<()> {
        self.open()?.flush()?;
        std::fs::rename(&self.path, place)
    }
    fn open(&mut self) -> std::io::Result<&mut BufWriter<std::fs::File>> {
        if self.file.is_none() {
            self.path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            self.file = Some(BufWriter::new(std::fs::File::create(&self.path)?));
        }
        Ok(self.file.as_mut().expect("it was opened above"))
    }
}

impl Drop for Spill {
    fn drop(&mut self) {
        if self.file.is_some() {
            // Moved already, or ours alone; when it cannot be removed there is nothing more to do.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ended_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("coercivity-spill-{}", std::process::id()));
        drop(Spill::new(&folder, "a.csv"));
        assert!(!folder.exists());
        let mut spill = Spill::new(&folder, "a.csv");
        spill.add("half").unwrap();
        drop(spill);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        let mut spill = Spill::new(&folder, "a.csv");
        spill.add("one\n").unwrap();
        spill.add("two\n").unwrap();
        spill.end(&folder.join("a.csv")).unwrap();
        drop(spill);
        assert_eq!(std::fs::read_to_string(folder.join("a.csv")).unwrap(), "one\ntwo\n");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
