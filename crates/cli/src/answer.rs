//! What a verb says, and how it reaches the reader.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use coercivity_report::csv_line;
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::args::{Format, Globals};
use crate::failure::Failure;
use crate::streamed_file::{StreamedFile, make_folder_of};
use crate::tell::tell;
use crate::write_atomic::{write_atomic, write_renamed};

/// Files by their names.
pub type NamedFiles = Vec<(String, FileBody)>;

/// What a file of a folder holds.
#[derive(Debug)]
pub enum FileBody {
    /// All of it.
    Whole(Vec<u8>),
    /// What was written beside its final place already, because it is large.
    Streamed(StreamedFile),
}

/// An answer in every form that it has.
#[derive(Debug)]
pub struct Answer {
    /// Name and version of the JSON's shape, such as `coercivity.atlas/1`.
    pub schema: &'static str,
    /// For people, with lines of at most the asked width.
    pub text: String,
    /// The same for programs: an object, to which the door adds `schema` and `world`.
    pub json: Value,
    /// The same as rows with a header, where the answer has rows.
    pub csv: Option<String>,
    /// The same as Markdown; where there is none, the text goes into a block.
    pub markdown: Option<String>,
    /// The same as an optimisation problem, where the answer is one.
    pub mps: Option<String>,
    /// Warnings and hints for stderr, one line each, never needed to understand the answer.
    pub notes: Vec<String>,
    /// Hash of the world that answered, as `2026.11/a1b2c3d4`; empty when none was opened.
    pub world: String,
    /// A file that the answer is about, written whole; the answer itself then goes to stdout.
    pub file: Option<(PathBuf, Vec<u8>)>,
    /// A folder of files that the answer is about, by their names; the answer itself then goes to stdout.
    pub folder: Option<(PathBuf, NamedFiles)>,
    /// Why the process fails although there is an answer: a gate that was asked for.
    pub refused: Option<Failure>,
}

impl Answer {
    /// An answer as text and JSON.
    pub fn new(schema: &'static str, text: impl Into<String>, json: Value) -> Self {
        Self {
            schema,
            text: text.into(),
            json,
            csv: None,
            markdown: None,
            mps: None,
            notes: Vec::new(),
            world: String::new(),
            file: None,
            folder: None,
            refused: None,
        }
    }
    /// The same answer, with rows.
    #[must_use]
    pub fn with_rows(mut self, header: &[&str], rows: &[Vec<String>]) -> Self {
        self.csv = Some(csv_text(header, rows));
        self
    }

    /// Renders the answer in one format, ending in a line break.
    pub fn rendered(&self, format: Format) -> Result<String, Failure> {
        let mut text = match format {
            Format::Text => self.text.clone(),
            Format::Json => self.document(),
            Format::Csv => self.csv.clone().ok_or_else(|| {
                Failure::usage("this answer has no rows to write as csv", "ask for --format text, json or md")
            })?,
            Format::Mps => self.mps.clone().ok_or_else(|| {
                Failure::usage("this answer is no optimisation problem", "only `market export` writes mps")
            })?,
            Format::Md => self
                .markdown
                .clone()
                .unwrap_or_else(|| format!("```text\n{}\n```", self.text.trim_end_matches('\n'))),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }

    fn document(&self) -> String {
        let mut document = Map::new();
        document.insert("schema".to_owned(), self.schema.into());
        let world = if self.world.is_empty() { Value::Null } else { self.world.clone().into() };
        document.insert("world".to_owned(), world);
        match &self.json {
            Value::Object(fields) => document.extend(fields.clone()),
            other => {
                document.insert("answer".to_owned(), other.clone());
            }
        }
        format!("{:#}", Value::Object(document))
    }

    /// Writes the answer where the reader asked for it, and the notes to stderr.
    pub fn deliver(&self, globals: &Globals) -> Result<(), Failure> {
        let text = self.rendered(globals.format)?;
        match (&self.file, &self.folder, &globals.output) {
            (Some((path, bytes)), _, _) => {
                write_atomic(path, bytes)?;
                print(&text)?;
            }
            (None, Some((folder, files)), _) => {
                write_folder(folder, files)?;
                print(&text)?;
            }
            (None, None, Some(path)) => write_atomic(path, text.as_bytes())?,
            (None, None, None) => print(&text)?,
        }
        if !globals.quiet {
            self.notes.iter().for_each(|it| tell(it));
        }
        Ok(())
    }
}

/// Writes files into a folder, which is made when it is not there. The last of them is written through to the disk: it
/// says what the others hold.
fn write_folder(folder: &Path, files: &[(String, FileBody)]) -> Result<(), Failure> {
    let write = |(name, body): &(String, FileBody), whole: fn(&Path, &[u8]) -> Result<(), Failure>| {
        let path = folder.join(name);
        make_folder_of(&path)?;
        match body {
            FileBody::Whole(bytes) => whole(&path, bytes),
            FileBody::Streamed(file) => file.put(&path),
        }
    };
    let Some((last, others)) = files.split_last() else { return Ok(()) };
    others.par_iter().try_for_each(|it| write(it, write_renamed))?;
    write(last, write_atomic)
}

/// Prints to stdout; a reader who closed the pipe has read enough.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::run(format!("stdout cannot be written: {error}"), "write to a file with -o PATH"))
        }
        _ => Ok(()),
    }
}

/// Rows as RFC 4180 text with line feeds.
pub fn csv_text(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    csv_line(header, &mut text);
    for row in rows {
        csv_line(row, &mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> Answer {
        Answer::new("coercivity.test/1", "one", serde_json::json!({"a": 1}))
    }

    #[test]
    fn json_carries_schema_and_world() {
        let text = Answer { world: "2026.11/00".into(), ..answer() }.rendered(Format::Json).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, serde_json::json!({"schema": "coercivity.test/1", "world": "2026.11/00", "a": 1}));
    }

    #[test]
    fn rows_are_quoted_only_where_needed() {
        let rows = vec![vec!["a,b".to_owned(), "say \"x\"".to_owned(), "c".to_owned()]];
        let text = answer().with_rows(&["x", "y", "z"], &rows).rendered(Format::Csv).unwrap();
        assert_eq!(text, "x,y,z\n\"a,b\",\"say \"\"x\"\"\",c\n");
        assert_eq!(answer().rendered(Format::Csv).unwrap_err().exit_code(), 2);
    }
}
