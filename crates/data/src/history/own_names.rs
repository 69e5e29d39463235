//! Words of series that are on no closed list: what episodes, facts and series name beside them.

use std::collections::BTreeSet;

use super::good::UserClass;
use crate::bundle::Bundle;
use crate::section::Section;

/// Folder of the shipped episodes.
const EPISODES: &str = "data/history/episodes/";

/// Goods and classes of users beside those of the closed lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNames {
    /// Goods, aggregates among them.
    pub goods: BTreeSet<String>,
    /// Classes of users.
    pub classes: BTreeSet<String>,
}

impl OwnNames {
    /// What the shipped episodes of a bundle name.
    pub fn shipped(bundle: &Bundle) -> Self {
        Self::of_episodes(bundle.under(EPISODES).filter(|it| it.0.ends_with(".toml")))
    }
    /// What episode files name, given as paths and texts.
    pub fn of_episodes<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut named = Self::default();
        for (path, text) in files {
            // What is wrong with an episode is its own reader's to tell.
            let unheard = &mut Vec::new();
            let file = Section::read(path, text, unheard);
            for table in [file.sections("good", unheard), file.sections("aggregate", unheard)].concat() {
                named.goods.extend(table.text("id", unheard).map(|it| it.value));
            }
            for table in file.sections("user", unheard) {
                named.classes.extend(table.text("class", unheard).map(|it| it.value));
            }
        }
        named
    }
    /// Adds what the `good` of a row says: a good, a class of users, or `GOOD@USER-CLASS`.
    pub(super) fn add(&mut self, word: &str) {
        let (good, class) = match word.split_once('@') {
            Some((good, class)) => (good, class),
            // Which of the two it is, the quantity says.
            None => (word, word),
        };
        let said = |it: &&str| !it.is_empty() && *it != "*" && *it != "-";
        self.goods.extend(Some(good).filter(said).map(str::to_owned));
        self.classes.extend(Some(class).filter(said).map(str::to_owned));
    }
    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.goods.extend(other.goods);
        self.classes.extend(other.classes);
        self
    }
    /// Whether a word is a class of users, of the closed list or beside it.
    pub(super) fn is_class(&self, word: &str) -> bool {
        UserClass::WORDS.iter().any(|it| it.0 == word) || self.classes.contains(word)
    }
}
