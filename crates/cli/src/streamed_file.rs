//! A file that is too large to be held: it is written beside its final place as it is made, and put there at the end.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::edition_hash::hex;
use crate::failure::Failure;
use crate::write_atomic::{beside, unwritten};

/// Pieces of a file that are made at a time for each thread.
const PIECES: usize = 2;

/// A file that is written beside its final place. It is removed when nobody puts it there.
#[derive(Debug)]
pub struct StreamedFile {
    beside: PathBuf,
    sha256: String,
}

impl StreamedFile {
    /// Writes a file for a path from its first text and pieces that are made on all threads, and written in their
    /// order.
    pub fn written<P: Sync>(
        path: &Path,
        first: &str,
        pieces: &[P],
        make: impl Fn(&P, &mut String) + Sync,
    ) -> Result<Self, Failure> {
        make_folder_of(path)?;
        let mut file = Self { beside: beside(path), sha256: String::new() };
        let told = |error: std::io::Error| unwritten(path, &error);
        let mut out = BufWriter::new(File::create(&file.beside).map_err(told)?);
        let mut hash = Sha256::new();
        let mut put = |text: &str| {
            hash.update(text.as_bytes());
            out.write_all(text.as_bytes()).map_err(told)
        };
        put(first)?;
        // The same texts are filled again and again.
        let mut texts = vec![String::new(); PIECES * rayon::current_num_threads()];
        for some in pieces.chunks(texts.len()) {
            texts.par_iter_mut().zip(some).for_each(|(text, piece)| {
                text.clear();
                make(piece, text);
            });
            texts[..some.len()].iter().try_for_each(|it| put(it))?;
        }
        out.flush().map_err(told)?;
        file.sha256 = hex(&hash.finalize());
        Ok(file)
    }
    /// The SHA-256 of all that was written.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
    /// Puts the file into its final place.
    pub fn put(&self, path: &Path) -> Result<(), Failure> {
        std::fs::rename(&self.beside, path).map_err(|error| unwritten(path, &error))
    }
}

impl Drop for StreamedFile {
    fn drop(&mut self) {
        // What was put into its place is no longer here.
        let _ = std::fs::remove_file(&self.beside);
    }
}

/// Makes the folder in which a file is to stand.
pub fn make_folder_of(path: &Path) -> Result<(), Failure> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| {
        let folder = path.parent().unwrap_or(path);
        let said = format!("`{}` cannot be made: {error}", folder.display());
        Failure::run(said, "name a folder where you may write")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_in_their_order_and_what_is_not_put_is_removed() {
        let folder = std::env::temp_dir().join(format!("coercivity-streamed-{}", std::process::id()));
        let path = folder.join("deep/a.txt");
        let pieces: Vec<usize> = (0..1000).collect();
        let made = || {
            StreamedFile::written(&path, "head\n", &pieces, |it, text| *text += &format!("{it}\n")).unwrap()
        };
        drop(made());
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);
        let file = made();
        file.put(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let expected: String = pieces.iter().map(|it| format!("{it}\n")).collect();
        assert_eq!(text, format!("head\n{expected}"));
        assert_eq!(file.sha256(), hex(&Sha256::digest(text.as_bytes())));
        drop(file);
        assert!(path.exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
