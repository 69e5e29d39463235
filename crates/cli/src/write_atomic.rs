//! Files appear whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes a file beside its final place and renames it, so that a reader never sees half of it. Behind a link it is the
/// file the link leads to; what is no file (a device, a pipe) is written into and never replaced.
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
    let place = place(path).map_err(|error| unwritten(path, &error))?;
    let Place::File(file) = place else {
        let into = std::fs::OpenOptions::new().write(true).open(path);
        return into.and_then(|mut it| it.write_all(bytes)).map_err(|error| unwritten(path, &error));
    };
    let beside = beside(&file);
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        finish(&file)
    });
    written.and_then(|()| std::fs::rename(&beside, &file)).map_err(|error| {
        // The half-written file is ours alone; when it cannot be removed there is nothing more to do.
        let _ = std::fs::remove_file(&beside);
        unwritten(path, &error)
    })
}

/// What a path names.
enum Place {
    /// A file, there or yet to be made, by its own path.
    File(PathBuf),
    /// A device, a pipe or another thing that is not ours to replace.
    Stream,
}

fn place(path: &Path) -> std::io::Result<Place> {
    match std::fs::metadata(path) {
        Ok(there) if there.is_file() => std::fs::canonicalize(path).map(Place::File),
        Ok(there) if there.is_dir() => Err(std::io::Error::from(std::io::ErrorKind::IsADirectory)),
        Ok(_) => Ok(Place::Stream),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Place::File(path.to_owned())),
        Err(error) => Err(error),
    }
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

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_what_is_no_file_is_not_replaced() {
        use std::os::unix::fs::FileTypeExt as _;
        let folder = std::env::temp_dir().join(format!("coercivity-places-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (file, link, socket) = (folder.join("a.txt"), folder.join("link"), folder.join("s"));
        write_atomic(&file, b"one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_atomic(&link, b"two").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(write_atomic(&socket, b"x").is_err());
        assert!(socket.symlink_metadata().unwrap().file_type().is_socket());
        assert!(write_atomic(&folder, b"x").is_err());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
