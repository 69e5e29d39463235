//! What a paper on the origin of a part would settle: the share at which a clause turns, or why no share settles it yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use coercivity_quantity::Verdict;
use coercivity_screen::{Need, OpenAnswer, Screening, Turning, TurnsAt, turning};
use coercivity_world::measures::ContentOf;

use super::shown::Shown;
use super::words::{need, percent};

/// Parts of which it is told, and of a portfolio: each takes as long as many judgements. Those that close most stand first.
const MOST: usize = 5_000;
const MOST_OF_PORTFOLIO: usize = 500;

/// What papers on the origin of parts would settle, by part.
#[derive(Clone, Debug, Default)]
pub struct Settling(HashMap<usize, String>);

impl Settling {
    /// Works it out for the parts that the missing papers ask for, in their order: for those that stand first in each
    /// paper before those that stand behind.
    pub fn of(shown: &Shown<'_>, screening: &mut Screening<'_>) -> Self {
        let mut asks: HashMap<usize, Vec<&OpenAnswer>> = HashMap::new();
        for answer in shown.open {
            for part in answer.needs.iter().filter_map(origin_of) {
                asks.entry(part).or_default().push(answer);
            }
        }
        let papers = shown.papers.iter().enumerate();
        let mut parts: Vec<(usize, usize, usize)> = papers
            .flat_map(|(rank, paper)| {
                let parts = paper.needs.iter().enumerate();
                parts.filter_map(move |(place, it)| Some((place / FIRST, rank, origin_of(it)?)))
            })
            .collect();
        parts.sort_by_key(|it| (it.0, it.1));
        let most = if shown.is_portfolio() { MOST_OF_PORTFOLIO } else { MOST };
        let (mut found, mut seen) = (HashMap::new(), BTreeSet::new());
        for part in parts.into_iter().map(|it| it.2).filter(|it| seen.insert(*it)).take(most) {
            let asks = asks.get(&part).map_or(&[][..], Vec::as_slice);
            let open = (shown.findings, asks.iter().copied());
            let said = match turning(screening, shown.rows, open, part) {
                Some(found) => format!(": {}", turns(shown, &found)),
                None => unlike(shown, asks, part),
            };
            found.insert(part, said);
        }
        Self(found)
    }
    /// What is said behind a missing fact of the share that it asks for; nothing where there is nothing sure to say.
    pub(super) fn of_need(&self, need: &Need) -> &str {
        origin_of(need).and_then(|it| self.0.get(&it)).map_or("", String::as_str)
    }
    /// The missing fact with what is said behind it; none where there is nothing to say.
    pub(super) fn line(&self, shown: &Shown<'_>, of: &Need) -> Option<String> {
        let said = self.of_need(of);
        (!said.is_empty()).then(|| format!("{}{said}", need(shown, of)))
    }
}

/// Missing facts of one paper that are looked at before those of the next.
const FIRST: usize = 12;

/// The part whose origin a fact is.
fn origin_of(need: &Need) -> Option<usize> {
    let Need::Origin(part) = need else { return None };
    Some(*part)
}

fn turns(shown: &Shown<'_>, found: &Turning) -> String {
    // Of several movements one is told, by what its clause is asked of.
    let of = match shown.findings.movements.len() {
        1 => String::new(),
        _ => format!(" of {}", shown.item(found.of)),
    };
    let (clause, origin) = (&found.clause, found.origin);
    match found.at {
        TurnsAt::From(share) => {
            format!("below {} % from {origin} {clause} says no{of}, else yes", percent(share))
        }
        TurnsAt::Above(share) => {
            format!("up to {} % from {origin} {clause} says no{of}, above it yes", percent(share))
        }
        TurnsAt::Between(no, yes) => {
            let (no, yes) = (percent(no), percent(yes));
            format!("up to {no} % from {origin} {clause} says no{of}, from {yes} % on yes")
        }
    }
}

/// That values are stated in several currencies or on several bases between a part and what moves: which share of the whole
/// the part is nobody knows then, whatever its origin.
fn unlike(shown: &Shown<'_>, asks: &[&OpenAnswer], part: usize) -> String {
    let tree = shown.tree();
    let by_value = |it: &&OpenAnswer| {
        let books = shown.findings.movements[it.movement].rulebooks.iter();
        let clauses = books.filter(|book| book.rulebook == it.rulebook).flat_map(|book| &book.clauses);
        let mut open = clauses.filter(|it| it.verdict() == Verdict::Open).filter_map(|it| it.share.as_ref());
        open.any(|it| it.of == ContentOf::Value)
    };
    let asks = asks.iter().copied().find(by_value);
    let Some(top) = asks.map(|it| shown.findings.movements[it.movement].item) else { return String::new() };
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for holder in std::iter::once(top).chain(tree.below(top)) {
        tree.parts[holder].iter().for_each(|it| holders.entry(it.part).or_default().push(holder));
    }
    let (mut items, mut seen, mut left) = (BTreeSet::new(), BTreeSet::from([part]), vec![part]);
    while let Some(held) = left.pop() {
        for &holder in holders.get(&held).into_iter().flatten() {
            let valued = [holder, held].iter().all(|it| tree.nodes[*it].value.is_some());
            if valued && !(tree.one_currency(held, holder) && tree.one_basis(held, holder)) {
                items.extend([holder, held]);
            }
            if seen.insert(holder) {
                left.push(holder);
            }
        }
    }
    if items.is_empty() {
        return String::new();
    }
    let word = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let told = items.into_iter().map(|it| {
        let node = &tree.nodes[it];
        let currency = word(node.currency.trim(), "no currency");
        format!("{} ({currency}, {})", node.id, word(node.value_basis.trim(), "no basis stated"))
    });
    let told: Vec<String> = told.collect();
    format!(
        "; by itself it may settle nothing: first value in one currency and on one basis {}",
        told.join(" and ")
    )
}
