//! What somebody could say that nobody has said: one fact each.

use std::collections::BTreeSet;

use coercivity_quantity::Verdict;
use coercivity_world::measures::{
    Breadth, Circumstance, Circumstances, Clause, Condition, ContentOf, Declaration, DeclarationKind,
    Movement, Part, Scope, Shares,
};

use crate::seen::Seen;

/// One fact that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Where the content of an item comes from.
    Origin(usize),
    /// What is inside an item.
    Inside(usize),
    /// Which elements an item holds, or which of several things it is.
    Composition(usize),
    /// Where an item was made.
    Made(usize),
    /// Whose technology made an item.
    Technology(usize),
    /// Where the steps of its making were done.
    Steps(usize),
    /// What is known of those who made it.
    Makers(usize),
    /// Who uses it, and on which lists the user and its owners stand.
    User,
    /// What it is used for.
    Use,
    /// Under which contract it is delivered.
    Contract,
    /// Where it leaves, or where it goes.
    Route,
    /// A condition of a clause, by its id.
    Condition(String),
}

impl Need {
    /// Whether it asks for everything about an item, where one fact might do: such needs are dropped first.
    pub(crate) fn is_broad(&self) -> bool {
        matches!(self, Self::Inside(_) | Self::Composition(_))
    }
    /// The item it speaks of, when it speaks of one.
    pub fn item(&self) -> Option<usize> {
        match self {
            Self::Origin(it)
            | Self::Inside(it)
            | Self::Composition(it)
            | Self::Made(it)
            | Self::Technology(it)
            | Self::Steps(it)
            | Self::Makers(it) => Some(*it),
            Self::User | Self::Use | Self::Contract | Self::Route | Self::Condition(_) => None,
        }
    }
}

/// The facts that leave a clause open for an item under one of its names; `shares` are those of this name alone.
pub(crate) fn needs_of<'a>(
    clause: &'a Clause,
    (seen, variant, shares): (&Seen, usize, &mut Shares<'a>),
    declarations: &[Declaration],
    found: &mut BTreeSet<Need>,
) {
    let movement = &seen.variants[variant];
    for scope in std::iter::once(&clause.scope).chain(&clause.exceptions) {
        for part in scope.parts_that(movement, (Breadth::Wide, Verdict::Open), shares) {
            need_of(&part, scope, (seen, movement), declarations, found);
        }
    }
    found.extend(clause.effect.ordinary_unsaid(movement).map(|it| Need::Condition(it.id.clone())));
}

fn need_of(
    part: &str,
    scope: &Scope,
    (seen, movement): (&Seen, &Movement),
    declarations: &[Declaration],
    found: &mut BTreeSet<Need>,
) {
    let node = seen.node;
    match part {
        "from" | "to" | "border" => drop(found.insert(Need::Route)),
        "destination or user" => found.extend(reached(movement)),
        "made" => drop(found.insert(Need::Made(node))),
        "goods" => {
            // An assembly is what it holds: what is asked is what the parts are that nobody named.
            let parts = movement.parts.iter().flat_map(|it| it.iter()).zip(&seen.article.part_nodes);
            let unnamed =
                parts.filter(|it| it.0.item.substance().is_none()).map(|it| Need::Composition(*it.1));
            let unnamed: Vec<Need> = unnamed.filter(|_| movement.item.substance().is_none()).collect();
            let own = Need::Composition(node);
            found.extend(if unnamed.is_empty() { vec![own] } else { unnamed });
        }
        "technology" | "provider" => drop(found.insert(Need::Technology(node))),
        "steps" => drop(found.insert(Need::Steps(node))),
        "maker" => drop(found.insert(Need::Makers(node))),
        "end use" => drop(found.insert(Need::Use)),
        "contents" => drop(found.insert(Need::Inside(node))),
        "content" => match (&movement.parts, &scope.content) {
            (Some(parts), Some(content)) => {
                for (part, &item) in parts.iter().zip(&seen.article.part_nodes) {
                    if content.counts(part) == Verdict::No {
                        continue;
                    }
                    if let Some(origin) = content.origin {
                        let from = part.from(origin);
                        if from.low() != from.high() {
                            found.insert(Need::Origin(item));
                        }
                    }
                    let unknown =
                        |it: &Circumstance| part.maker.get(*it).is_none_or(|it| it == Verdict::Open);
                    if content.makers.iter().any(unknown) {
                        found.insert(Need::Makers(item));
                    }
                }
                for (holder, _) in content.unsaid(movement) {
                    found.insert(Need::Inside(holder.map_or(node, |it| seen.article.part_nodes[it])));
                }
                // Shares of what counts that nobody declared are asked of whoever knows what is inside.
                let unknown = |it: &Part| match content.of {
                    ContentOf::Value => it.value.low() != it.value.high(),
                    ContentOf::Mass => it.mass.low() != it.mass.high(),
                };
                if parts.iter().any(|it| content.counts(it) != Verdict::No && unknown(it)) {
                    found.insert(Need::Inside(node));
                }
            }
            _ => drop(found.insert(Need::Inside(node))),
        },
        other => match other.strip_prefix("condition ") {
            Some(id) => drop(found.insert(Need::Condition(id.to_owned()))),
            None => {
                circumstances(scope, (seen, movement), declarations, found);
            }
        },
    }
}

/// What leaves open whom a movement reaches.
fn reached(movement: &Movement) -> impl Iterator<Item = Need> {
    let unsaid = [(movement.to, Need::Route), (movement.user_in, Need::User)];
    unsaid.into_iter().filter(|it| it.0.is_none()).map(|it| it.1)
}

/// Who could say whether a condition beside the circumstances holds, where it is open.
fn asked_beside(condition: &Condition, movement: &Movement, declarations: &[Declaration]) -> Option<Need> {
    let of_use = declarations.iter().filter(|it| it.kind == DeclarationKind::Use);
    let declared = of_use.flat_map(|it| it.answers.keys()).any(|it| *it == condition.id);
    let open = condition.answer(movement) == Verdict::Open;
    open.then(|| if declared { Need::Use } else { Need::Condition(condition.id.clone()) })
}

/// Who could say whether one of the circumstances of a scope holds.
fn circumstances(
    scope: &Scope,
    (seen, movement): (&Seen, &Movement),
    declarations: &[Declaration],
    found: &mut BTreeSet<Need>,
) {
    for circumstance in &scope.circumstances {
        match asked_of(*circumstance, seen.node, declarations) {
            Need::Makers(_) => found.extend(makers(*circumstance, seen, movement)),
            need => drop(found.insert(need)),
        }
    }
    found.extend(scope.any_of.iter().filter_map(|it| asked_beside(it, movement, declarations)));
}

/// The makers of whom nobody said whether a circumstance holds: of a thing, and of each part inside it.
fn makers<'a>(
    circumstance: Circumstance,
    seen: &'a Seen,
    movement: &'a Movement,
) -> impl Iterator<Item = Need> + 'a {
    let unknown = move |it: &Circumstances| it.get(circumstance).is_none_or(|it| it == Verdict::Open);
    let own = unknown(&seen.article.maker).then_some(Need::Makers(seen.node));
    let parts = || movement.parts.iter().flat_map(|it| it.iter()).zip(&seen.article.part_nodes);
    let makers = parts().filter(move |it| unknown(&it.0.maker)).map(|it| Need::Makers(*it.1));
    // Whoever made what no line lists is known when it is listed.
    let top = movement.unlisted.as_ref().map(|_| Need::Inside(seen.node));
    let inside = parts().filter(|it| it.0.unlisted.is_some()).map(|it| Need::Inside(*it.1));
    own.into_iter().chain(makers).chain(top).chain(inside)
}

/// Who could say whether a circumstance holds: by the kind of word that declares it.
fn asked_of(circumstance: Circumstance, node: usize, declarations: &[Declaration]) -> Need {
    if circumstance == Circumstance::MilitaryUser {
        return Need::User;
    }
    let declares = |it: &&Declaration| it.circumstances.contains_key(&circumstance);
    match declarations.iter().find(declares).map(|it| it.kind) {
        Some(DeclarationKind::User | DeclarationKind::Owner) => Need::User,
        Some(DeclarationKind::Use) => Need::Use,
        Some(DeclarationKind::Contract) => Need::Contract,
        Some(DeclarationKind::Maker) => Need::Makers(node),
        None => Need::Condition(circumstance.word().to_owned()),
    }
}
