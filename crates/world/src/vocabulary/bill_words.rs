//! Words by which bills of others name lists of parties and controlled things.

use coercivity_data::{Bundle, Problem, Table};

/// Path of the table of names of lists.
const LIST_NAMES: &str = "data/bill/list-names.csv";
/// Path of the table of words for controlled things.
const WORDS: &str = "data/bill/words.csv";

/// What else a list of parties is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListName {
    /// The word by which declarations know it.
    pub list: String,
    /// What it is called, in small letters.
    pub name: String,
}

/// A word that names something that measures control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingWord {
    /// How it stands in a text.
    pub kind: WordKind,
    /// The word: in small letters, a symbol as it is written.
    pub word: String,
    /// What it names; empty for what is something else.
    pub means: String,
}

/// How a word stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// By itself, one word or several.
    Word,
    /// Anywhere in a word, for languages that join them or part none.
    Part,
    /// At the end of a word.
    End,
    /// By itself, in its own capitals.
    Symbol,
    /// Among the elements of a formula, such as `Nd2Fe14B`.
    Formula,
    /// Not meant: what holds it is something else, as an electromagnet is no magnet of rare earths.
    Else,
}

impl WordKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("word", Self::Word),
        ("part", Self::Part),
        ("end", Self::End),
        ("symbol", Self::Symbol),
        ("formula", Self::Formula),
        ("else", Self::Else),
    ];
}

/// The words of one cell, parted by semicolons.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|it| !it.is_empty())
}

/// Reads the names of lists; none when the bundle has no such table.
pub(crate) fn read_list_names(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<ListName> {
    let Some(text) = bundle.text(LIST_NAMES) else { return Vec::new() };
    let table = Table::read(LIST_NAMES, text, &["list", "language", "words", "note"], problems);
    let mut found: Vec<ListName> = Vec::new();
    for row in table.rows() {
        let (list, words) = (row.required("list", problems), row.required("words", problems));
        let (Some(list), Some(words)) = (list, words) else { continue };
        for name in parted(&words).map(str::to_lowercase) {
            if found.iter().any(|it| it.name == name && it.list != list) {
                row.problem("words", "names of one list each", format!("take out `{name}`"), problems);
            }
            found.push(ListName { list: list.clone(), name });
        }
    }
    found
}

/// Reads the words for controlled things; none when the bundle has no such table.
pub(crate) fn read_thing_words(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<ThingWord> {
    let Some(text) = bundle.text(WORDS) else { return Vec::new() };
    let table = Table::read(WORDS, text, &["language", "kind", "words", "means", "note"], problems);
    let mut found = Vec::new();
    for row in table.rows() {
        let (kind, words) = (row.one_of("kind", &WordKind::WORDS, problems), row.required("words", problems));
        let (Some(kind), Some(words)) = (kind, words) else { continue };
        let means = row.text("means");
        if means.is_empty() != (kind == WordKind::Else) {
            row.problem("means", "what the words name, and nothing for `else`", "mend the row", problems);
        }
        for word in parted(&words) {
            let as_written = matches!(kind, WordKind::Symbol | WordKind::Formula);
            let word = if as_written { word.to_owned() } else { word.to_lowercase() };
            found.push(ThingWord { kind, word, means: means.clone() });
        }
    }
    found
}
