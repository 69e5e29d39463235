//! What a word for a use, a contract or a list declares of a movement.

use std::collections::BTreeMap;

use coercivity_data::{Bundle, Problem, Row, Table};
use coercivity_quantity::Verdict;

use crate::measures::circumstance::Circumstance;

/// Path of the table of declarations.
const DECLARATIONS: &str = "data/measures/declarations.csv";

/// What one word declares. What it leaves out stays unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What the word is said of.
    pub kind: DeclarationKind,
    /// The word, as readers write it.
    pub word: String,
    /// What it means.
    pub title: String,
    /// What is then known of circumstances.
    pub circumstances: BTreeMap<Circumstance, Verdict>,
    /// What is then known of conditions, by their id.
    pub answers: BTreeMap<String, Verdict>,
    /// What a reader should know.
    pub note: String,
}

/// What a word is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclarationKind {
    /// The use.
    Use,
    /// The contract it is delivered under.
    Contract,
    /// A list that the user stands on.
    User,
    /// A list that the maker stands on.
    Maker,
    /// A list that counts for what its members own.
    Owner,
}

impl DeclarationKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("use", Self::Use),
        ("contract", Self::Contract),
        ("user", Self::User),
        ("maker", Self::Maker),
        ("owner", Self::Owner),
    ];
}

/// Reads a verdict as files write it.
fn verdict(word: &str) -> Option<Verdict> {
    [Verdict::No, Verdict::Open, Verdict::Yes].into_iter().find(|it| it.to_string() == word)
}

/// Reads `key=verdict` pairs between blanks.
fn pairs(row: &Row<'_>, column: &str, problems: &mut Vec<Problem>) -> Vec<(String, Verdict)> {
    let text = row.text(column);
    let mut found = Vec::new();
    for pair in text.split_whitespace() {
        match pair.split_once('=').and_then(|it| Some((it.0.to_owned(), verdict(it.1)?))) {
            Some(it) => found.push(it),
            None => row.problem(column, "pairs such as military_use=no", format!("mend `{pair}`"), problems),
        }
    }
    found
}

/// Reads the table of declarations; none when the bundle has no such table.
pub fn read_declarations(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Declaration> {
    let Some(text) = bundle.text(DECLARATIONS) else { return Vec::new() };
    let header = ["kind", "word", "title", "circumstances", "answers", "note"];
    let table = Table::read(DECLARATIONS, text, &header, problems);
    let mut found: Vec<Declaration> = Vec::new();
    for row in table.rows() {
        let kind = row.one_of("kind", &DeclarationKind::WORDS, problems);
        let word = row.required("word", problems);
        let mut circumstances = BTreeMap::new();
        for (name, verdict) in pairs(&row, "circumstances", problems) {
            match Circumstance::WORDS.iter().find(|it| it.0 == name) {
                Some(it) => drop(circumstances.insert(it.1, verdict)),
                None => {
                    row.problem("circumstances", "a circumstance", format!("mend `{name}`"), problems);
                }
            }
        }
        let answers = pairs(&row, "answers", problems).into_iter().collect();
        let (Some(kind), Some(word)) = (kind, word) else { continue };
        if found.iter().any(|it| it.kind == kind && it.word == word) {
            row.problem("word", "each word of a kind once", "remove one of the two rows", problems);
            continue;
        }
        let (title, note) = (row.text("title"), row.text("note"));
        found.push(Declaration { kind, word, title, circumstances, answers, note });
    }
    found
}
