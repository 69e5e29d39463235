//! What the answers of a record rest on, read back.

use std::collections::{BTreeMap, HashMap};

use coercivity_data::{Problem, Table};
use coercivity_screen::FootingKind;

use super::Record;
use crate::screening::tables::FOOTING_HEADER;

/// What a thing says in words, and the hash of all of it.
pub(super) type Says = (String, String);

/// What the answers of a record rest on.
#[derive(Clone, Debug, Default)]
pub(super) struct Footed {
    /// Words of the question by name.
    pub question: BTreeMap<String, String>,
    /// What movements say of themselves, by number.
    pub movements: HashMap<String, String>,
    /// Hashes of items.
    pub items: HashMap<String, String>,
    /// Papers by day and item.
    pub papers: HashMap<(String, String), Says>,
    /// Hashes of parties.
    pub parties: HashMap<String, String>,
    /// Hash of what standing on a list means.
    pub lists: String,
    /// Clauses by day and rulebook.
    pub law: HashMap<(String, String), BTreeMap<String, Says>>,
}

impl Footed {
    /// Reads `footing.csv` of a record.
    pub(super) fn read(record: &Record<'_>, problems: &mut Vec<Problem>) -> Self {
        let mut found = Self::default();
        let path = format!("{}/footing.csv", record.path);
        let table = Table::read(&path, record.footing, &FOOTING_HEADER, problems);
        for row in table.rows() {
            let Some(kind) = row.one_of("kind", &FootingKind::WORDS, problems) else { continue };
            let (of, says, hash) = (row.text("of"), row.text("says"), row.text("hash"));
            match kind {
                FootingKind::Question => drop(found.question.insert(of, says)),
                FootingKind::Movement => drop(found.movements.insert(of, says)),
                FootingKind::Item => drop(found.items.insert(of, hash)),
                FootingKind::Papers => drop(found.papers.insert((row.text("day"), of), (says, hash))),
                FootingKind::Party => drop(found.parties.insert(of, hash)),
                FootingKind::Lists => found.lists = hash,
                FootingKind::Law => {
                    let (rulebook, clause) = of.split_once(' ').unwrap_or((&of, ""));
                    let clauses = found.law.entry((row.text("day"), rulebook.to_owned())).or_default();
                    clauses.insert(clause.to_owned(), (says, hash));
                }
            }
        }
        found
    }
}
