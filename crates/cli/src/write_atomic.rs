//! Files appear whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes a file beside its final place and renames it, so that a reader never sees half of it.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_beside(path, bytes, std::fs::File::sync_all)
}

/// The same without waiting for the disk: for one of many files, which another one vouches for.
pub fn write_renamed(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_beside(path, bytes, |_| Ok(()))
}

fn write_beside(
    path: &Path,
    bytes: &[u8],
    finish: impl Fn(&std::fs::File) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let beside = beside(path);
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        finish(&file)
    });
    written.and_then(|()| std::fs::rename(&beside, path)).map_err(|error| {
        // The half-written file is ours alone; when it cannot be removed there is nothing more to do.
        let _ = std::fs::remove_file(&beside);
        unwritten(path, &error)
    })
}

/// What is told when a file cannot be written.
pub fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::run(
        format!("`{}` cannot be written: {error}", path.display()),
        "name a file in a folder that exists and that you may write to",
    )
}

/// A name in the same folder (a rename across file systems is a copy), private to this process.
pub fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("coercivity-atomic-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.txt");
        write_atomic(&file, b"one").unwrap();
        write_atomic(&file, b"two").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(write_atomic(&folder.join("no/such/b.txt"), b"x").unwrap_err().exit_code(), 1);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
