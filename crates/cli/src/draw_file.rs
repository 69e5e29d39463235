//! The series of finished draws in a file: a run holds none of them, however many draws it makes.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use coercivity_simulate::{GoOn, Shelf};

use crate::failure::Failure;
use crate::write_atomic::beside;

/// Bytes of a number.
const NUMBER: usize = size_of::<f64>();

/// A file of rows of numbers, made with the first row and removed when it is dropped.
#[derive(Debug)]
pub struct DrawFile {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    file: Option<std::fs::File>,
    rows: usize,
    width: usize,
    fault: Option<std::io::Error>,
}

impl DrawFile {
    /// One in a folder, which is made where it is missing.
    pub fn new(folder: &Path) -> Self {
        Self { path: beside(&folder.join("draws")), state: Mutex::default() }
    }

    /// Whether all was written and read; to be asked before anything that rests on the draws is shown.
    pub fn sound(&self) -> Result<(), Failure> {
        self.state().fault.take().map_or(Ok(()), |error| {
            Err(Failure::run(
                format!("`{}` cannot be written or read: {error}", self.path.display()),
                "name a folder on a disk with room with --out DIR, or ask for fewer --draws",
            ))
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, path: &Path, numbers: &[f64]) -> std::io::Result<()> {
        if self.file.is_none() {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            let mut options = std::fs::OpenOptions::new();
            self.file = Some(options.read(true).write(true).create(true).truncate(true).open(path)?);
        }
        let file = self.file.as_mut().expect("it was opened above");
        assert!(self.rows == 0 || self.width == numbers.len(), "draws of one run have series alike");
        let bytes: Vec<u8> = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
        file.seek(SeekFrom::Start((self.rows * numbers.len() * NUMBER) as u64))?;
        file.write_all(&bytes)?;
        (self.rows, self.width) = (self.rows + 1, numbers.len());
        Ok(())
    }

    /// Some columns of some rows; what cannot be read is not a number.
    fn read(&mut self, rows: Range<usize>, columns: Range<usize>) -> Vec<f64> {
        let mut numbers = Vec::with_capacity(rows.len() * columns.len());
        let mut bytes = vec![0; columns.len() * NUMBER];
        for row in rows {
            let at = (row * self.width + columns.start) * NUMBER;
            let read = self.file.as_mut().map_or(Ok(()), |file| {
                file.seek(SeekFrom::Start(at as u64)).and_then(|_| file.read_exact(&mut bytes))
            });
            if let Err(error) = read {
                self.fault.get_or_insert(error);
                numbers.extend(columns.clone().map(|_| f64::NAN));
                continue;
            }
            let number = |it: &[u8]| it.try_into().map_or(f64::NAN, f64::from_le_bytes);
            numbers.extend(bytes.chunks_exact(NUMBER).map(number));
        }
        numbers
    }
}

impl Shelf for DrawFile {
    fn put(&self, numbers: &[f64]) -> GoOn {
        let mut state = self.state();
        if state.fault.is_none() {
            state.fault = state.put(&self.path, numbers).err();
        }
        if state.fault.is_some() { GoOn::Stop } else { GoOn::Yes }
    }
    fn column(&self, columns: Range<usize>) -> Vec<f64> {
        let mut state = self.state();
        let rows = 0..state.rows;
        state.read(rows, columns)
    }
    fn draw(&self, number: usize) -> Vec<f64> {
        let mut state = self.state();
        let columns = 0..state.width;
        state.read(number..number + 1, columns)
    }
}

impl Drop for DrawFile {
    fn drop(&mut self) {
        if self.state().file.take().is_some() {
            // Ours alone; when it cannot be removed there is nothing more to do.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_back_by_column_and_leave_nothing() {
        let folder = std::env::temp_dir().join(format!("coercivity-draws-{}", std::process::id()));
        let draws = DrawFile::new(&folder);
        assert!(!folder.exists());
        draws.put(&[1.0, f64::NAN, 0.1 + 0.2]);
        draws.put(&[4.0, f64::INFINITY, 6.0]);
        assert_eq!(draws.column(2..3), [0.1 + 0.2, 6.0]);
        assert_eq!(draws.draw(1), [4.0, f64::INFINITY, 6.0]);
        assert!(draws.column(1..2)[0].is_nan());
        draws.sound().unwrap();
        drop(draws);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_made_is_told() {
        let file = std::env::temp_dir().join(format!("coercivity-no-folder-{}", std::process::id()));
        std::fs::write(&file, "a file, and no folder").unwrap();
        let draws = DrawFile::new(&file.join("below"));
        assert_eq!(draws.put(&[1.0]), GoOn::Stop);
        assert_eq!(draws.sound().unwrap_err().exit_code(), 1);
        std::fs::remove_file(&file).unwrap();
    }
}
