//! Which paper would settle it: for each answer that is open the fewest facts that would close it if they turn out
//! harmless, and over all answers the papers that close most.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::MovementRow;
use coercivity_quantity::Verdict;
use coercivity_world::measures::Clause;

use crate::asked::{Asked, asked};
use crate::finding::{Findings, MovementFinding, RulebookFinding};
use crate::judge::{Screening, Seen};
use crate::need::{Need, Turn, needs_of, supposed};
use crate::outcome::Outcome;

/// An answer that is open, and the facts that would close it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenAnswer {
    /// The movement, by its place among the findings.
    pub movement: usize,
    /// The rulebook.
    pub rulebook: String,
    /// The facts that close it if they turn out harmless; none when no paper would.
    pub needs: Vec<Need>,
    /// The answer then.
    pub then: Option<Outcome>,
    /// Whether each of these facts alone would close it if it turned out harmful.
    pub harmful: Vec<Option<Outcome>>,
    /// Why no paper would close it: the reading of the law, or its state.
    pub nobody: Option<Nobody>,
}

/// What no paper of a supplier settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nobody {
    /// How contested words are read.
    Reading,
    /// In what state the law is.
    State,
}

/// One party and all that it could say.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingPaper {
    /// The party that would have to say it: a maker by its id, or one of the words for those who ask.
    pub from: Source,
    /// What it would have to say.
    pub needs: Vec<Need>,
    /// Answers that it closes with the papers above it, by movement and rulebook.
    pub closes: Vec<(usize, String)>,
    /// Value of the items whose answers it closes, by currency.
    pub value: BTreeMap<String, f64>,
}

/// Who could say a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The maker of an item, by its id.
    Maker(String),
    /// Whoever made an item whose maker the bill leaves out.
    Unnamed(usize),
    /// The customer: user, use, contract and route.
    Customer,
    /// The one who ships: a fact of the own file.
    Own,
}

/// Every answer that is open, and what would close it.
pub fn needed(screening: &mut Screening<'_>, findings: &Findings, rows: &[MovementRow]) -> Vec<OpenAnswer> {
    let mut open = Vec::new();
    let known: Vec<Option<Asked>> =
        rows.iter().map(|row| asked(row, screening.tree, screening.world, screening.question).ok()).collect();
    for (place, movement) in findings.movements.iter().enumerate() {
        let Some(asked) = known.get(movement.row).and_then(Option::as_ref) else { continue };
        screening.ready(asked.day);
        for found in movement.rulebooks.iter().filter(|it| it.verdict() == Verdict::Open) {
            open.push(close(screening, (place, movement), found, asked));
        }
    }
    open
}

/// Finds the fewest facts that close one answer: all that leave it open, less those that it closes without.
fn close(
    screening: &mut Screening<'_>,
    (place, movement): (usize, &MovementFinding),
    found: &RulebookFinding,
    asked: &Asked,
) -> OpenAnswer {
    let seen = screening.seen(movement.item, asked);
    let clauses: Vec<&Clause> =
        screening.clauses_of(&found.rulebook, asked).into_iter().map(|it| it.1).collect();
    let declarations = &screening.world.declarations;
    let mut needs: BTreeSet<Need> = BTreeSet::new();
    for clause in &found.clauses {
        let of = clauses.iter().find(|it| clause.clause.clause.as_deref() == Some(it.id.as_str()));
        let at = seen.iter().find(|it| it.node == clause.item);
        let bears = clause.covers.iter().any(|it| it.1 != Verdict::No);
        let binds = clause.state.binds() != Verdict::No;
        if let (Some(of), Some(at), true, true) = (of, at, bears, binds) {
            needs_of(of, (at, clause.variant), declarations, &mut needs);
        }
    }
    let suppose = |needs: &[Need], turn: Turn| -> Vec<Seen> {
        needs.iter().fold(seen.clone(), |seen, it| supposed(&seen, it, turn, &clauses, declarations))
    };
    let answer = |seen: &[Seen]| screening.answer_of(&found.rulebook, seen, asked).unwrap_or(found.outcome);
    // What is unsettled though every fact were known rests on the law.
    let settled =
        |outcome: Outcome| outcome.is_firm() || (outcome == Outcome::StatusUnknown && closes_evidence(found));
    let mut kept: Vec<Need> = needs.into_iter().collect();
    kept.sort_by_key(|it| !it.is_broad());
    let all = answer(&suppose(&kept, Turn::Harmless));
    let mut open = OpenAnswer {
        movement: place,
        rulebook: found.rulebook.clone(),
        needs: Vec::new(),
        then: None,
        harmful: Vec::new(),
        nobody: None,
    };
    if !settled(all) || kept.is_empty() {
        let unknown = found.outcome == Outcome::StatusUnknown;
        open.nobody = Some(if unknown { Nobody::State } else { Nobody::Reading });
        return open;
    }
    // A fact is dropped when the answer closes without it; those that ask for everything about an item are tried first.
    let mut place = 0;
    while place < kept.len() {
        let mut fewer = kept.clone();
        fewer.remove(place);
        if settled(answer(&suppose(&fewer, Turn::Harmless))) {
            kept = fewer;
        } else {
            place += 1;
        }
    }
    open.then = Some(answer(&suppose(&kept, Turn::Harmless)));
    open.harmful = kept
        .iter()
        .map(|it| Some(answer(&suppose(std::slice::from_ref(it), Turn::Harmful))).filter(|it| it.is_firm()))
        .collect();
    open.needs = kept;
    open
}

/// Whether evidence is open beside a state that nobody knows.
fn closes_evidence(found: &RulebookFinding) -> bool {
    found.outcome == Outcome::StatusUnknown && found.beside.is_empty()
}

/// Papers in the order in which they close most: each closes what it completes with those above it.
pub fn cover(screening: &Screening<'_>, findings: &Findings, open: &[OpenAnswer]) -> Vec<MissingPaper> {
    let holders = Holders::of(screening);
    let required: Vec<BTreeMap<Source, BTreeSet<Need>>> = open
        .iter()
        .map(|it| {
            let mut by: BTreeMap<Source, BTreeSet<Need>> = BTreeMap::new();
            for need in &it.needs {
                by.entry(holders.source(need)).or_default().insert(need.clone());
            }
            by
        })
        .collect();
    let mut left: BTreeSet<usize> = (0..open.len()).filter(|&it| !required[it].is_empty()).collect();
    let mut taken: BTreeSet<Source> = BTreeSet::new();
    let mut papers = Vec::new();
    while !left.is_empty() {
        // What each party would complete, what that is worth, and how often it is asked at all.
        let mut gains: BTreeMap<&Source, (Vec<usize>, usize)> = BTreeMap::new();
        for &answer in &left {
            let missing: Vec<&Source> = required[answer].keys().filter(|it| !taken.contains(it)).collect();
            for source in &missing {
                let gain = gains.entry(source).or_default();
                gain.1 += 1;
                if missing.len() == 1 {
                    gain.0.push(answer);
                }
            }
        }
        let worth = |answers: &[usize]| -> f64 {
            answers
                .iter()
                .filter_map(|&it| screening.tree.nodes[findings.movements[open[it].movement].item].value)
                .sum()
        };
        let best = gains.into_iter().max_by(|one, other| {
            let of = |it: &(Vec<usize>, usize)| (it.0.len(), worth(&it.0), it.1);
            let (a, b) = (of(&one.1), of(&other.1));
            // Among equals the first in the order of names.
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)).then(other.0.cmp(one.0))
        });
        let Some((source, (closed, _))) = best else { break };
        let source = source.clone();
        let mut paper = MissingPaper {
            from: source.clone(),
            needs: Vec::new(),
            closes: Vec::new(),
            value: BTreeMap::new(),
        };
        let needs: BTreeSet<&Need> = required.iter().filter_map(|it| it.get(&source)).flatten().collect();
        paper.needs = needs.into_iter().cloned().collect();
        let mut items = BTreeSet::new();
        for answer in &closed {
            let movement = &findings.movements[open[*answer].movement];
            paper.closes.push((open[*answer].movement, open[*answer].rulebook.clone()));
            let node = &screening.tree.nodes[movement.item];
            if let Some(value) = node.value.filter(|_| items.insert(movement.item)) {
                *paper.value.entry(node.currency.clone()).or_default() += value;
            }
        }
        left.retain(|it| !closed.contains(it));
        taken.insert(source);
        papers.push(paper);
    }
    papers
}

/// For each item the nearest maker above it.
struct Holders {
    maker: Vec<Option<String>>,
}

impl Holders {
    fn of(screening: &Screening<'_>) -> Self {
        let tree = screening.tree;
        let mut maker: Vec<Option<String>> = tree.nodes.iter().map(|it| it.maker.clone()).collect();
        // What holds comes before what is held.
        for node in crate::origin::order(tree).into_iter().rev() {
            for edge in &tree.parts[node] {
                if maker[edge.part].is_none() {
                    maker[edge.part] = maker[node].clone();
                }
            }
        }
        Self { maker }
    }
    /// Who could say a fact. A line without a maker is known to the maker of what holds it.
    fn source(&self, need: &Need) -> Source {
        match need {
            Need::User | Need::Use | Need::Contract | Need::Route => Source::Customer,
            Need::Condition(_) => Source::Own,
            Need::Origin(item)
            | Need::Inside(item)
            | Need::Composition(item)
            | Need::Made(item)
            | Need::Technology(item)
            | Need::Steps(item)
            | Need::Makers(item) => self.maker[*item].clone().map_or(Source::Unnamed(*item), Source::Maker),
        }
    }
}

/// The share of Chinese or other origin below which an item's own answer closes, where the origin of one part decides:
/// the clause, and the share of the part.
pub fn break_even(
    screening: &mut Screening<'_>,
    movement: &MovementFinding,
    row: &MovementRow,
    (rulebook, part): (&str, usize),
) -> Option<(String, f64)> {
    let asked = asked(row, screening.tree, screening.world, screening.question).ok()?;
    screening.ready(asked.day);
    let seen = screening.seen(movement.item, &asked);
    let article = seen.first()?;
    let place = article.part_nodes.iter().position(|it| *it == part)?;
    let clauses = screening.clauses_of(rulebook, &asked);
    let (measure, clause) =
        clauses.into_iter().find(|it| it.1.scope.content.as_ref().is_some_and(|it| it.origin.is_some()))?;
    let content = clause.scope.content.as_ref()?;
    let parts = article.variants.first()?.parts.as_ref()?;
    if content.counts(&parts[place]) == Verdict::No {
        return None;
    }
    let worth = parts[place].value.high().ratio();
    let share = content.bound.at() / worth;
    (worth > 0.0 && share <= 1.0).then(|| (format!("{}:{}", measure.id, clause.id), share))
}
