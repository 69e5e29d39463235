//! The set of texts that everything is read from: this room opens no file.

use std::collections::BTreeMap;

use crate::problem::Problem;

/// Paths and texts: the embedded set, or what a door read from a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    files: BTreeMap<String, String>,
}

impl Bundle {
    /// A bundle of these (path, text) pairs; a later text replaces an earlier one of the same path.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { files: files.into_iter().collect() }
    }
    /// The text at a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
    /// The text at a path that must be there; a problem when it is not.
    pub fn required(&self, path: &str, problems: &mut Vec<Problem>) -> Option<&str> {
        let text = self.text(path);
        if text.is_none() {
            problems.push(Problem::in_file(
                path,
                "no such file",
                "this table",
                "add the file, or start from a copy of data/",
            ));
        }
        text
    }
    /// Every (path, text) below a folder, in the order of their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter(move |it| it.0.starts_with(folder)).map(|it| (it.0.as_str(), it.1.as_str()))
    }
    /// Every (path, text), in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|it| (it.0.as_str(), it.1.as_str()))
    }
}
