//! A folder becomes a bundle, and a bundle a folder.

use std::path::Path;

use coercivity_data::{Bundle, Problem, embedded};

use crate::failure::Failure;

/// Folders nested deeper than this are a loop of links.
const DEEPEST: usize = 16;

/// Reads a folder with the layout of `data/`, or one that holds `data/` and `scenarios/` as `world export` writes
/// them. A folder without scenarios keeps those that are built in.
pub fn bundle_of_folder(folder: &Path, problems: &mut Vec<Problem>) -> Result<Bundle, Failure> {
    if !folder.is_dir() {
        return Err(Failure::usage(
            format!("--data names `{}`, which is not a folder", folder.display()),
            "`coercivity world export DIR` writes one to start from",
        ));
    }
    let mut files = Vec::new();
    let data = folder.join("data");
    let scenarios = folder.join("scenarios");
    let whole = data.is_dir();
    collect(if whole { &data } else { folder }, "data", DEEPEST, &mut files, problems);
    if whole && scenarios.is_dir() {
        collect(&scenarios, "scenarios", DEEPEST, &mut files, problems);
    } else {
        let built_in = embedded();
        files.extend(built_in.under("scenarios/").map(|it| (it.0.to_owned(), it.1.to_owned())));
    }
    Ok(Bundle::new(files))
}

/// Collects every table and TOML file below a folder under its path in the bundle.
fn collect(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<(String, String)>,
    problems: &mut Vec<Problem>,
) {
    let unreadable = |error: std::io::Error| {
        Problem::in_file(
            prefix,
            format!("a folder that cannot be read ({error})"),
            "a readable folder",
            "check its permissions",
        )
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(_) if depth == 0 => {
            problems.push(Problem::in_file(
                prefix,
                "folders without end",
                "a folder of tables",
                "remove the looping link",
            ));
            return;
        }
        Ok(entries) => entries,
        Err(error) => {
            problems.push(unreadable(error));
            return;
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(unreadable(error));
                continue;
            }
        };
        let path = entry.path();
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, depth - 1, files, problems);
        } else if path.extension().is_some_and(|it| it == "csv" || it == "toml") {
            match read_text(&path, &name) {
                Ok(text) => files.push((name, text)),
                Err(problem) => problems.push(problem),
            }
        }
    }
}

/// Reads a text file; what is not UTF-8 is a problem with its line.
pub fn read_text(path: &Path, name: &str) -> Result<String, Problem> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(name, &error))?;
    String::from_utf8(bytes).map_err(|error| not_utf8(name, &error, 1))
}

/// What a text file means to `read`; one that cannot be read is a problem, and nothing is meant by it.
pub fn read_text_as<T>(
    path: &Path,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&str, &str, &mut Vec<Problem>) -> T,
) -> Option<T> {
    let name = path.display().to_string();
    match read_text(path, &name) {
        Ok(text) => Some(read(&name, &text, problems)),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// A file that cannot be read.
pub fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    Problem::in_file(
        name,
        format!("a file that cannot be read ({error})"),
        "a readable text file",
        "check its name and permissions",
    )
}

/// Bytes that are no text, at their place; the bytes begin in a line of the file.
pub fn not_utf8(name: &str, error: &std::string::FromUtf8Error, line: usize) -> Problem {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let lines = before.iter().filter(|it| **it == b'\n').count();
    let start = before.iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    Problem::in_file(name, "bytes that are not UTF-8", "UTF-8 text", "save the file as UTF-8")
        .at(line + lines, column)
}

/// Writes a bundle into a folder that is new or empty, whole or not at all.
pub fn export(bundle: &Bundle, folder: &Path) -> Result<usize, Failure> {
    let refused = |error: std::io::Error| {
        Failure::run(
            format!("`{}` cannot be written: {error}", folder.display()),
            "name a new folder where you may write",
        )
    };
    if folder.exists() {
        let empty = std::fs::read_dir(folder).map_err(refused)?.next().is_none();
        if !empty {
            return Err(Failure::usage(
                format!("`{}` is not empty", folder.display()),
                "name a new or an empty folder: nothing is overwritten",
            ));
        }
    }
    let beside = crate::write_atomic::beside(folder);
    let mut count = 0;
    let written = bundle.files().try_for_each(|(path, text)| {
        let file = beside.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        count += 1;
        std::fs::write(file, text)
    });
    let moved = written.and_then(|()| std::fs::rename(&beside, folder));
    moved.map_err(|error| {
        let _ = std::fs::remove_dir_all(&beside);
        refused(error)
    })?;
    Ok(count)
}
