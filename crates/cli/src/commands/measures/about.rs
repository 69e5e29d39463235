//! What clauses are asked to be about: a good, an element by symbol, name or group, a stage or a material.

use std::collections::BTreeSet;

use coercivity_quantity::Verdict;
use coercivity_world::measures::{Clause, GoodPattern, Item, Regime};
use coercivity_world::{Good, World};

use crate::failure::Failure;

/// One word of `--about`, understood.
pub(crate) enum About {
    /// A good such as `oxide:Tb`.
    Good(Item),
    /// Elements, by their symbols.
    Elements(Vec<String>),
    /// A stage such as `magnet`, or a material such as `graphite` or `NdFeB`, in small letters.
    Named(String),
}

impl About {
    /// Understands a word, in any case of letters.
    ///
    /// # Errors
    /// A word that nothing has, with the nearest that something has.
    pub(crate) fn read(word: &str, world: &World, regime: &Regime) -> Result<Self, Failure> {
        let (word, known) = (word.trim(), Known::of(world, regime));
        if let Some((stages, substance)) = word.split_once(':') {
            let item = Good::new(word).map(Item::of);
            let composed = item.as_ref().is_some_and(|it| it.named_elements().is_some());
            let told = stages.split('|').all(|it| known.stages.contains(it))
                && (composed || known.substances.contains(substance));
            return match item.filter(|_| told) {
                Some(item) => Ok(Self::Good(item)),
                None => Err(Failure::unknown("good", word, known.goods.iter().map(String::as_str))),
            };
        }
        if let Some(elements) = elements(world, word) {
            return Ok(Self::Elements(elements));
        }
        let small = word.to_lowercase();
        if known.stages.iter().chain(&known.substances).any(|it| it.to_lowercase() == small) {
            return Ok(Self::Named(small));
        }
        let minerals = world.minerals.iter().map(|it| it.name.as_str());
        let listed = world.vocabulary.elements().map(|it| it.name.as_str());
        let named = known.stages.iter().chain(&known.substances).map(String::as_str);
        Err(Failure::unknown("element, group, good or material", word, named.chain(minerals).chain(listed)))
    }

    /// Whether a clause may concern it; one that names no goods may concern anything.
    pub(crate) fn meant_by(&self, clause: &Clause) -> bool {
        let scope = &clause.scope;
        match self {
            Self::Elements(members) => members.iter().any(|it| scope.concerns(it)),
            Self::Good(item) => asked_any(clause, |it| it.covers(item) != Verdict::No),
            Self::Named(word) => asked_any(clause, |it| {
                let same = |own: &str| own.to_lowercase() == *word;
                it.stages().iter().any(|own| same(own)) || it.named().is_some_and(same)
            }),
        }
    }
}

/// Whether one of the goods that a clause names is meant; of one that names none, always.
fn asked_any(clause: &Clause, meant: impl Fn(&GoodPattern) -> bool) -> bool {
    let scope = &clause.scope;
    let mut goods = scope.goods.iter().chain(&scope.goods_wide).peekable();
    goods.peek().is_none() || goods.any(meant)
}

/// The elements that a word means: a group of the law, a symbol, or a name.
fn elements(world: &World, word: &str) -> Option<Vec<String>> {
    if let Some(members) = world.words.elements(word) {
        return Some(members);
    }
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let symbol: String =
        letters.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(letters).collect();
    let symbols = [word, symbol.as_str()].into_iter().find_map(|it| world.vocabulary.symbol(it));
    let listed = || world.vocabulary.elements().find(|it| it.name.to_lowercase() == small).map(|it| it.id);
    if let Some(element) = symbols.or_else(listed) {
        let members = world.words.elements(element.as_str());
        return Some(members.unwrap_or_else(|| vec![element.as_str().to_owned()]));
    }
    let mineral = world.minerals.iter().find(|it| it.name == small && !it.elements.is_empty())?;
    Some(mineral.elements.iter().map(|it| it.as_str().to_owned()).collect())
}

/// The words that the goods of the law and of the lists have.
struct Known {
    stages: BTreeSet<String>,
    substances: BTreeSet<String>,
    goods: BTreeSet<String>,
}

impl Known {
    fn of(world: &World, regime: &Regime) -> Self {
        let (mut stages, mut substances) = (BTreeSet::new(), BTreeSet::new());
        let mut goods = BTreeSet::new();
        for scope in regime.clauses().map(|it| &it.1.scope) {
            for pattern in scope.goods.iter().chain(&scope.goods_wide).chain(&scope.contains) {
                stages.extend(pattern.stages().iter().cloned());
                substances.extend(pattern.named().map(str::to_owned));
                goods.extend(Some(pattern.as_str()).filter(|it| !it.contains(['*', '|'])).map(str::to_owned));
            }
        }
        for good in world.vocabulary.goods() {
            let parts = good.id.as_str().split_once(':');
            stages.extend(parts.map(|it| it.0.to_owned()));
            substances.extend(parts.map(|it| it.1.to_owned()));
            goods.insert(good.id.as_str().to_owned());
        }
        Self { stages, substances, goods }
    }
}
