//! Turns words of rows into ids; whatever cannot be turned is a problem with its nearest known word.

use coercivity_data::{Entry, Fact, Problem};
use coercivity_quantity::Citation;

use super::stated::Stated;
use crate::id::{Element, EndUse, Good, Place, Stage};
use crate::source::Sources;
use crate::vocabulary::Vocabulary;

/// The lists that words are looked up in, and the problems found on the way.
pub(super) struct Linker<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) sources: &'a Sources,
    pub(super) problems: &'a mut Vec<Problem>,
}

macro_rules! lookup {
    ($($(#[$doc:meta])* $name:ident -> $id:ident in $list:literal, $things:ident;)+) => {$(
        $(#[$doc])*
        pub(super) fn $name<Held>(&mut self, entry: &Entry<Held>, column: &str) -> Option<$id> {
            let found = self.vocabulary.$name(entry.text(column)).map(|it| it.id);
            if found.is_none() {
                let known = self.vocabulary.$things();
                self.problems.push(entry.unknown(column, $list, known.iter().map(|it| it.id.as_str())));
            }
            found
        }
    )+};
}

impl Linker<'_> {
    lookup! {
        /// A place.
        place -> Place in "data/vocabulary/countries.csv", listed_places;
        /// A stage.
        stage -> Stage in "data/vocabulary/stages.csv", stages;
        /// A good.
        good -> Good in "data/vocabulary/goods.csv", listed_goods;
        /// An element.
        element -> Element in "data/vocabulary/elements.csv", listed_elements;
        /// An end use.
        end_use -> EndUse in "data/vocabulary/end_uses.csv", listed_end_uses;
    }
    /// A word of a closed list.
    pub(super) fn word<Held, T: Copy>(
        &mut self,
        entry: &Entry<Held>,
        column: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let found = words.iter().find(|it| it.0 == entry.text(column)).map(|it| it.1);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|it| it.0).collect();
            let known = format!("the list {}", list.join(", "));
            self.problems.push(entry.unknown(column, &known, list.iter().copied()));
        }
        found
    }
    /// Links one table of facts, a row at a time, and checks what the rows rest on.
    pub(super) fn facts<Subject>(
        &mut self,
        entries: &[Entry<Fact>],
        mut read: impl FnMut(&mut Self, &Entry<Fact>) -> Option<Subject>,
    ) -> Vec<Stated<Subject>> {
        let mut linked = Vec::with_capacity(entries.len());
        for entry in entries {
            self.cited(&entry.holds.cited);
            let Some(subject) = read(self, entry) else { continue };
            let published = self.sources.published(&entry.holds.cited);
            linked.push(Stated { subject, fact: entry.holds.clone(), published });
        }
        linked
    }
    /// Checks the keys of a citation.
    pub(super) fn cited(&mut self, cited: &Citation) {
        self.sources.check(cited, self.problems);
    }
}

/// Nothing for a blank cell, else what the lookup gives; `None` outside when the lookup failed.
pub(super) fn unless_blank<Held, T>(
    entry: &Entry<Held>,
    column: &str,
    look_up: impl FnOnce() -> Option<T>,
) -> Option<Option<T>> {
    if entry.text(column).is_empty() { Some(None) } else { look_up().map(Some) }
}
