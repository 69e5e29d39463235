//! Who owns a user, through whoever owns the owners: an owner that listed parties own to the share that a rule asks for
//! counts as listed with its whole stake, any other stake taints nothing by itself.

use std::collections::BTreeMap;

use coercivity_quantity::{Interval, Verdict};
use coercivity_world::World;
use coercivity_world::measures::{Agreed, Breadth, Circumstance, Holding, Ownership};

use crate::tree::{Party, Tree};

/// Every test that the law makes of who owns a user, each once.
fn tests(world: &World) -> Vec<&Ownership> {
    let clauses = world.measures.iter().flat_map(|it| &it.clauses);
    let scopes = clauses.flat_map(|it| std::iter::once(&it.scope).chain(&it.exceptions));
    let mut found: Vec<&Ownership> = Vec::new();
    let of_users = scopes.filter(|it| it.circumstances.contains(&Circumstance::ListedOwner));
    for test in of_users.filter_map(|it| it.ownership.as_ref()) {
        if !found.contains(&test) {
            found.push(test);
        }
    }
    found
}

/// Who owns a party: the owners named, each as what it counts for by its own lists and by those of all who stand behind
/// it, and what they leave over in unknown hands; none where no owner is named.
pub(crate) fn holdings(
    tree: &Tree,
    world: &World,
    readings: &[Breadth],
    party: &Party,
) -> Option<Vec<Holding>> {
    if party.owners.is_empty() {
        return None;
    }
    let tests = tests(world);
    // Tests that share some of their lists and not all cannot be told apart by a list.
    let same = |one: &Ownership, other: &Ownership| one.lists == other.lists;
    let mixed = |one: &Ownership, other: &Ownership| {
        !same(one, other) && one.lists.iter().any(|it| other.lists.contains(it))
    };
    let mut found = Vec::new();
    for (place, test) in tests.iter().enumerate() {
        if tests[..place].iter().any(|it| same(it, test)) {
            continue;
        }
        let alike = tests.iter().filter(|it| same(it, test)).copied();
        let behind: Vec<BTreeMap<&str, Verdict>> =
            alike.map(|it| standing(tree, it, readings, party)).collect();
        let apart = !tests.iter().any(|it| mixed(it, test));
        for (owner, share) in &party.owners {
            let said = behind.iter().map(|it| it.get(owner.as_str()).copied().unwrap_or(Verdict::Open));
            let counts = if apart { unanimous(said) } else { Verdict::Open };
            found.extend(counted(test, counts, *share));
        }
    }
    found.extend(rest(party));
    Some(found)
}

/// Whether those who count own a party to the share of a test, in every reading.
pub(crate) fn owned_by_listed(tree: &Tree, test: &Ownership, party: &Party) -> Verdict {
    let readings = Breadth::WORDS.map(|it| it.1);
    by_owners(test, &readings, party, &standing(tree, test, &readings, party))
}

/// A stake as one that a party on the lists of a test holds: all of it, perhaps, or none.
fn counted(test: &Ownership, counts: Verdict, share: Interval<f64>) -> Option<Holding> {
    let share = match counts {
        Verdict::Yes => share,
        Verdict::Open => Interval::between(0.0, share.high())?,
        Verdict::No => return None,
    };
    Some(Holding { lists: Some(test.lists.clone()), share })
}

/// What the owners named leave over: nobody said who holds it, and no single holder can have more than all of it. Where
/// the party's own lists were stated, nobody on a list holds it.
fn rest(party: &Party) -> Option<Holding> {
    let least: f64 = party.owners.iter().map(|it| it.1.low()).sum();
    let rest = (1.0 - least).clamp(0.0, 1.0);
    let share = Interval::between(0.0, rest).filter(|it| it.high() > 1e-12)?;
    Some(Holding { lists: party.lists.as_ref().map(|_| Vec::new()), share })
}

/// Whether a party counts as listed, for each that stands behind one: by its own lists, or because those who count own
/// it to the share asked for. The least answer that agrees with itself, so that owners in a circle taint nothing alone.
fn standing<'a>(
    tree: &'a Tree,
    test: &Ownership,
    readings: &[Breadth],
    party: &'a Party,
) -> BTreeMap<&'a str, Verdict> {
    let mut found: BTreeMap<&str, Verdict> = BTreeMap::new();
    let mut left = vec![party];
    while let Some(one) = left.pop() {
        for (owner, _) in &one.owners {
            let known = tree.parties.get(owner);
            let own = known.map_or(Verdict::Open, |it| by_own_lists(test, it));
            if found.insert(owner, own).is_none() {
                left.extend(known);
            }
        }
    }
    let through = match test.chained {
        Agreed::Yes => Verdict::Yes,
        Agreed::Contested => Verdict::Open,
        Agreed::No => Verdict::No,
    };
    // Answers only rise, from no through open to yes: this ends.
    loop {
        let before = found.clone();
        for (id, counts) in &mut found {
            let owned = tree.parties.get(*id).filter(|it| !it.owners.is_empty());
            let owned = owned.map_or(Verdict::No, |it| by_owners(test, readings, it, &before));
            *counts = counts.or(owned.and(through));
        }
        if found == before {
            return found;
        }
    }
}

/// What the owners named say of whether listed ones hold a user: open where the tests of the law, or the readings, part.
pub(crate) fn listed_owner(world: &World, readings: &[Breadth], holdings: &[Holding]) -> Verdict {
    let tests = tests(world);
    unanimous(tests.iter().flat_map(|test| readings.iter().map(|it| test.held(holdings, *it))))
}

/// What all say alike; open where they part, and where nobody says anything.
fn unanimous(mut said: impl Iterator<Item = Verdict>) -> Verdict {
    let first = said.next().unwrap_or(Verdict::Open);
    if said.all(|it| it == first) { first } else { Verdict::Open }
}

/// Whether a party stands on a list of a test; open where nobody checked.
fn by_own_lists(test: &Ownership, party: &Party) -> Verdict {
    let listed = |lists: &Vec<String>| Verdict::from(lists.iter().any(|it| test.lists.contains(it)));
    party.lists.as_ref().map_or(Verdict::Open, listed)
}

/// Whether those who count own a party to the share asked for; open where the readings part.
fn by_owners(
    test: &Ownership,
    readings: &[Breadth],
    party: &Party,
    standing: &BTreeMap<&str, Verdict>,
) -> Verdict {
    let counts = |owner: &str| standing.get(owner).copied().unwrap_or(Verdict::Open);
    let named = party.owners.iter().filter_map(|(owner, share)| counted(test, counts(owner), *share));
    let holdings: Vec<Holding> = named.chain(rest(party)).collect();
    unanimous(readings.iter().map(|it| test.held(&holdings, *it)))
}
