//! Which paper would settle it: for each answer that is open the fewest facts that would close it if they turn out
//! harmless, and over all answers the papers that close most.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::MovementRow;
use coercivity_quantity::Verdict;
use coercivity_world::measures::Shares;

use crate::asked::{Asked, asked};
use crate::finding::{Findings, MovementFinding, RulebookFinding};
use crate::judge::Screening;
use crate::need::{Need, needs_of};
use crate::outcome::Outcome;
use crate::seen::Seen;
use crate::suppose::Turn;
use crate::trials::Trials;

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
    /// Why no paper would close it: the reading of the law, its state, or statements that contradict.
    pub nobody: Option<Nobody>,
}

/// What no paper of a supplier settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nobody {
    /// How contested words are read.
    Reading,
    /// In what state the law is.
    State,
    /// What statements contradict of one another: one of them has to be left out.
    Statements,
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
        let seen = screening.seen(movement.item, asked);
        open.extend(unsettled(screening, (place, movement), &seen, asked));
    }
    open
}

/// Every answer about one movement that is open, and what would close it.
pub(crate) fn unsettled(
    screening: &mut Screening<'_>,
    (place, movement): (usize, &MovementFinding),
    seen: &[Seen],
    asked: &Asked,
) -> Vec<OpenAnswer> {
    let unsettled = movement.rulebooks.iter().filter(|it| it.verdict() == Verdict::Open);
    unsettled.map(|found| close(screening, (place, seen), found, asked)).collect()
}

/// Finds the fewest facts that close one answer: all that leave it open, less those that it closes without.
fn close(
    screening: &mut Screening<'_>,
    (place, seen): (usize, &[Seen]),
    found: &RulebookFinding,
    asked: &Asked,
) -> OpenAnswer {
    let mut open = OpenAnswer {
        movement: place,
        rulebook: found.rulebook.clone(),
        needs: Vec::new(),
        then: None,
        harmful: Vec::new(),
        nobody: None,
    };
    let Some(answers) = screening.answers_of(&found.rulebook, asked) else { return open };
    // What lies inside is asked only where a clause looks there.
    let seen = if answers.looks_inside() { seen } else { &seen[..1] };
    let declarations = &screening.world.declarations;
    let mut needs: BTreeSet<Need> = BTreeSet::new();
    let mut shares: BTreeMap<(Option<usize>, usize), Shares<'_>> = BTreeMap::new();
    for clause in &found.clauses {
        // Two instruments of a rulebook may number their clauses alike.
        let of = answers.clauses().find(|it| *it.reference == *clause.clause).map(|it| it.clause);
        let at = Seen::of(seen, clause.inside);
        let bears = clause.covers.iter().any(|it| it.1 != Verdict::No);
        let binds = clause.state.binds() != Verdict::No;
        if let (Some(of), Some(at), true, true) = (of, at, bears, binds) {
            let shares = shares.entry((clause.inside, clause.variant)).or_default();
            needs_of(of, (at, clause.variant, shares), declarations, &mut needs);
        }
    }
    let settled = |outcome: Outcome| is_settled(found, outcome);
    let mut needs: Vec<Need> = needs.into_iter().collect();
    needs.sort_by_key(|it| !it.is_broad());
    let mut trials = Trials {
        answers: &answers,
        seen,
        needs: &needs,
        declarations,
        speaking: &mut screening.speaking,
        composed: &mut screening.composed,
        contested: true,
        heard: Vec::new(),
    };
    // Where nothing is supposed the answer is what was found.
    let mut answer = |kept: &[usize], turn: Turn| match kept {
        [] => found.outcome,
        kept => trials.outcome(kept, turn),
    };
    let kept: Vec<usize> = (0..needs.len()).collect();
    let all = answer(&kept, Turn::Harmless);
    if !settled(all) || kept.is_empty() {
        open.nobody = Some(nobody(trials, &kept, found));
        return open;
    }
    let (kept, then) =
        fewest((kept, all), |fewer| Some(answer(fewer, Turn::Harmless)).filter(|it| settled(*it)));
    open.then = Some(then);
    open.harmful =
        kept.iter().map(|it| Some(answer(&[*it], Turn::Harmful)).filter(|it| it.is_firm())).collect();
    open.needs = kept.iter().map(|&it| needs[it].clone()).collect();
    open
}

/// Why no fact closes an answer: what would close it is contradicted, else the law.
fn nobody(trials: Trials<'_, '_>, needs: &[usize], found: &RulebookFinding) -> Nobody {
    let mut believed = Trials { contested: false, heard: Vec::new(), ..trials };
    if !needs.is_empty() && is_settled(found, believed.outcome(needs, Turn::Harmless)) {
        return Nobody::Statements;
    }
    if found.outcome == Outcome::StatusUnknown { Nobody::State } else { Nobody::Reading }
}

/// Whether an answer is settled by evidence: what is unsettled though every fact were known rests on the law.
fn is_settled(found: &RulebookFinding, outcome: Outcome) -> bool {
    outcome.is_firm() || (outcome == Outcome::StatusUnknown && closes_evidence(found))
}

/// Facts that close an answer, and the answer then, less those that it closes without; those that ask for everything about
/// an item stand first and are tried first.
fn fewest(
    (mut kept, mut then): (Vec<usize>, Outcome),
    mut closes: impl FnMut(&[usize]) -> Option<Outcome>,
) -> (Vec<usize>, Outcome) {
    let mut place = 0;
    while place < kept.len() {
        let mut fewer = kept.clone();
        fewer.remove(place);
        match closes(&fewer) {
            Some(without) => (kept, then) = (fewer, without),
            None => {
                // What it cannot do without may be all that it takes.
                place += 1;
                if place + 1 < kept.len()
                    && let Some(without) = closes(&kept[..place])
                {
                    kept.truncate(place);
                    then = without;
                }
            }
        }
    }
    (kept, then)
}

/// Whether evidence is open beside a state that nobody knows.
fn closes_evidence(found: &RulebookFinding) -> bool {
    found.outcome == Outcome::StatusUnknown && found.beside.is_empty()
}
