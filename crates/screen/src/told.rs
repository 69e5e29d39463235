//! What the words of a line may name that is controlled: a bill's names and materials are written for people, in any
//! language. A word found decides nothing but that nobody knows what the thing is until its owner says so.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use coercivity_world::measures::Item;
use coercivity_world::{Good, ThingWord, WordKind};

/// Words that are kept at most: numbers of parts are words, too, and each stands once.
const MOST_KNOWN: usize = 50_000;

/// Words that name controlled things, by how they stand in a text.
pub(crate) struct ToldWords {
    /// Single words, symbols and phrases, each with what it names.
    words: HashMap<String, String>,
    symbols: HashMap<String, String>,
    /// Elements that a formula names.
    elements: BTreeSet<String>,
    phrases: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    ends: Vec<(String, String)>,
    others: Vec<String>,
    /// What single words were found to name: bills say few of them, and each often.
    known: RefCell<HashMap<String, Option<String>>>,
}

/// A text in small letters, its words between single blanks, one before the first and one after the last.
fn plain(text: &str) -> String {
    let mut found = String::with_capacity(text.len() + 2);
    found.push(' ');
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            found.push(letter);
        } else if !found.ends_with(' ') {
            found.push(' ');
        }
    }
    if !found.ends_with(' ') {
        found.push(' ');
    }
    found
}

impl ToldWords {
    /// Of the table.
    pub(crate) fn of(table: &[ThingWord]) -> Self {
        let mut told = Self {
            words: HashMap::new(),
            symbols: HashMap::new(),
            elements: BTreeSet::new(),
            phrases: Vec::new(),
            parts: Vec::new(),
            ends: Vec::new(),
            others: Vec::new(),
            known: RefCell::default(),
        };
        for row in table {
            let (word, means) = (plain(&row.word), row.means.clone());
            let bare = word.trim().to_owned();
            match row.kind {
                WordKind::Word if bare.contains(' ') => told.phrases.push((word, means)),
                WordKind::Word => drop(told.words.insert(bare, means)),
                WordKind::Part if bare.contains(' ') => {
                    told.phrases.push((word.trim_end().to_owned(), means));
                }
                WordKind::Part => told.parts.push((bare, means)),
                WordKind::End => told.ends.push((bare, means)),
                WordKind::Symbol => drop(told.symbols.insert(row.word.clone(), means)),
                WordKind::Formula => drop(told.elements.insert(row.word.clone())),
                // What stands between blanks is a word of its own; scripts without blanks join it to others.
                WordKind::Else if bare.is_ascii() => told.others.push(word),
                WordKind::Else => told.others.push(bare),
            }
        }
        told
    }

    /// What a text names: the compositions that measures name and formulas of elements that they do first, then words.
    pub(crate) fn find(&self, text: &str, substance: &dyn Fn(&str) -> bool) -> Option<String> {
        let mut written = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
        let formula = written.find(|it| {
            let capital = it.len() > 2 && it.starts_with(|it: char| it.is_ascii_uppercase());
            capital && (substance(it) || self.is_formula(it))
        });
        if let Some(formula) = formula {
            return Some(formula.to_owned());
        }
        let mut written = text.split(|it: char| !it.is_alphanumeric());
        if let Some(symbol) = written.find_map(|it| self.symbols.get(it)) {
            return Some(symbol.clone());
        }
        let text = plain(text);
        let found = self.within(&text)?;
        // What is something else is looked for only where a word was found.
        let others = || self.others.iter().filter(|it| text.contains(it.as_str()));
        if others().next().is_none() {
            return Some(found);
        }
        let rest = others().fold(text.clone(), |text, it| text.replace(it.as_str(), " "));
        self.within(&rest)
    }

    /// What a text in small letters names.
    fn within(&self, text: &str) -> Option<String> {
        let phrase = self.phrases.iter().find(|it| text.contains(it.0.as_str())).map(|it| it.1.clone());
        phrase.or_else(|| text.split(' ').filter(|it| !it.is_empty()).find_map(|it| self.one(it)))
    }

    /// What a single word names.
    fn one(&self, word: &str) -> Option<String> {
        if let Some(known) = self.known.borrow().get(word) {
            return known.clone();
        }
        let whole = self.words.get(word);
        let part = || self.parts.iter().find(|it| word.contains(it.0.as_str())).map(|it| &it.1);
        let end = || self.ends.iter().find(|it| word.ends_with(it.0.as_str())).map(|it| &it.1);
        let found = whole.or_else(part).or_else(end).cloned();
        let mut known = self.known.borrow_mut();
        if known.len() < MOST_KNOWN {
            known.insert(word.to_owned(), found.clone());
        }
        found
    }

    /// Whether a word is a formula such as `Nd2Fe14B` or `Dy2O3` of which some element counts. Words of capitals alone, such
    /// as `PCB`, are abbreviations.
    fn is_formula(&self, word: &str) -> bool {
        let marked = word.bytes().any(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        let item = Good::new(&format!("material:{word}")).filter(|_| marked && word.is_ascii()).map(Item::of);
        let elements = item.as_ref().and_then(Item::named_elements).unwrap_or_default();
        let several = elements.iter().any(|it| Some(it) != elements.first());
        several && elements.iter().any(|it| self.elements.contains(*it))
    }
}
