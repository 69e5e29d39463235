//! Whom a clause means by a name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use coercivity_world::World;
use coercivity_world::measures::{Clause, Effect, Measure, Scope};

use crate::effect::acts;

/// Whether a name means a facility: its id, or whole words of its name or of who runs it, whatever their case.
pub(crate) fn names(world: &World, facility: &str, name: &str) -> bool {
    let asked = words(name);
    let has = |text: &String| {
        let words = words(text);
        !asked.is_empty() && words.windows(asked.len()).any(|it| it == asked)
    };
    facility.eq_ignore_ascii_case(name) || called(world, facility).any(has)
}

/// What a facility is called, and who runs it.
fn called<'a>(world: &'a World, facility: &'a str) -> impl Iterator<Item = &'a String> {
    let projects = world.economy.projects.iter().filter(move |it| it.facility == facility);
    let known = world.atlas.facilities.iter().filter(move |it| it.id == facility);
    projects.map(|it| &it.name).chain(known.flat_map(|it| [&it.operator, &it.name]))
}

/// A text's words, their letters small: what stands between them does not count.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// A clause as a facility meets it: each name of a maker that means the facility, in its scope and in its exceptions, is
/// the facility's own id.
pub(crate) fn met_by<'a>(world: &World, clause: &'a Clause, facility: &str) -> Cow<'a, Clause> {
    if scopes(clause).all(|it| it.1.makers.is_empty()) {
        return Cow::Borrowed(clause);
    }
    let mut met = clause.clone();
    for scope in [&mut met.scope].into_iter().chain(&mut met.exceptions) {
        for name in scope.makers.iter_mut().filter(|it| names(world, facility, it)) {
            facility.clone_into(name);
        }
    }
    Cow::Owned(met)
}

/// What a clause is about, and what it leaves out.
fn scopes(clause: &Clause) -> impl Iterator<Item = (NamedAs, &Scope)> {
    let excepted = clause.exceptions.iter().map(|it| (NamedAs::Excepted, it));
    [(NamedAs::Meant, &clause.scope)].into_iter().chain(excepted)
}

/// Why a clause names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedAs {
    /// It is about that one.
    Meant,
    /// It leaves that one out.
    Excepted,
}

/// A name in a scenario's own clause that means nobody of the model, or facilities of several operators.
#[derive(Clone, Debug, PartialEq)]
pub struct UnclearName {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// The name.
    pub name: String,
    /// Why the clause names it.
    pub named: NamedAs,
    /// Who runs the facilities that it means; nobody where it means none.
    pub operators: BTreeSet<String>,
}

/// Names of recipients, makers and makers left out in a scenario's own measures that are unclear.
pub fn unclear_names(world: &World, measures: &[Measure]) -> Vec<UnclearName> {
    let mut found = Vec::new();
    for (measure, clause) in measures.iter().flat_map(|it| it.clauses.iter().map(move |own| (it, own))) {
        let recipient = if let Effect::Fund(fund) = &clause.effect { fund.recipient.as_ref() } else { None };
        let makers = scopes(clause).flat_map(|(named, scope)| scope.makers.iter().map(move |it| (named, it)));
        let makers = makers.filter(|_| !acts(&clause.effect).is_empty());
        let recipient = recipient.map(|it| (NamedAs::Meant, it));
        let asked: BTreeSet<(NamedAs, &String)> = recipient.into_iter().chain(makers).collect();
        for (named, name) in asked {
            let (facilities, operators) = meant(world, name);
            if facilities == 0 || operators.len() > 1 {
                let clause = format!("{}:{}", measure.id, clause.id);
                found.push(UnclearName { clause, name: name.clone(), named, operators });
            }
        }
    }
    found
}

/// How many facilities of the model a name means, and who runs them.
fn meant(world: &World, name: &str) -> (usize, BTreeSet<String>) {
    let projects = world.economy.projects.iter().map(|it| it.facility.as_str());
    let separators = world.economy.separators.values().map(String::as_str);
    let all: BTreeSet<&str> = projects.chain(separators).filter(|it| names(world, it, name)).collect();
    let runs = |it: &&str| world.atlas.facilities.iter().find(|known| known.id == **it);
    let operators = all.iter().filter_map(runs).map(|it| it.operator.clone()).collect();
    (all.len(), operators)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_name_is_its_words_whatever_stands_between_them() {
        assert_eq!(words("JS Link / Lynas"), ["js", "link", "lynas"]);
        assert_eq!(words("Mt Weld + Kalgoorlie"), ["mt", "weld", "kalgoorlie"]);
        assert!(words(" - ").is_empty());
    }
}
