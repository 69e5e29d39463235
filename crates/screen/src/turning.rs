//! The share of origin of one part at which a clause turns: found by asking the clause itself, so that what other parts
//! hold, what is unknown of them, and readings that part are in it.

use std::sync::Arc;

use coercivity_data::MovementRow;
use coercivity_quantity::{Interval, ValueShare, Verdict};
use coercivity_world::Place;
use coercivity_world::measures::{Breadth, ClauseOnDay, ClauseRef, Known, Movement};

use crate::asked::asked;
use crate::finding::{ClauseFinding, Findings};
use crate::judge::Screening;
use crate::missing::OpenAnswer;
use crate::need::Need;
use crate::seen::Seen;
use crate::suppose::parts_of;

/// At which share of origin of a part a clause turns, whatever else is unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    /// The clause.
    pub clause: Arc<ClauseRef>,
    /// The item that it is asked of.
    pub of: usize,
    /// The origin that it asks for.
    pub origin: Place,
    /// The shares at which it turns.
    pub at: TurnsAt,
}

/// The shares at which a clause turns, 0..=1, in steps of [`STEP`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TurnsAt {
    /// No below this share, yes from it on.
    From(f64),
    /// No up to this share, yes above it.
    Above(f64),
    /// No up to the first and yes from the second on; between them it is open, or too near to be told.
    Between(f64, f64),
}

/// The step in which shares are told: a ten-thousandth of a percent.
const STEP: f64 = 1e-6;
/// Halvings of a range: more than a share has digits.
const HALVINGS: usize = 60;
/// Answers that are looked at for one part: what is not told of these is left out.
const MOST: usize = 20;

/// The first clause of the open answers that ask for the origin of an item which turns from no to yes by its share alone;
/// none where no share of it settles both.
pub fn turning<'o>(
    screening: &mut Screening<'_>,
    rows: &[MovementRow],
    (findings, open): (&Findings, impl IntoIterator<Item = &'o OpenAnswer>),
    item: usize,
) -> Option<Turning> {
    let asks = open.into_iter().filter(|it| it.needs.contains(&Need::Origin(item)));
    asks.take(MOST).find_map(|answer| {
        let movement = &findings.movements[answer.movement];
        let row = rows.get(movement.row)?;
        let asked = asked(row, screening.tree, screening.world, screening.question).ok()?;
        let seen = screening.seen(movement.item, &asked);
        let answers = screening.answers_of(&answer.rulebook, &asked)?;
        let found = movement.rulebooks.iter().find(|it| it.rulebook == answer.rulebook)?;
        let open = found.clauses.iter().filter(|it| it.verdict() == Verdict::Open);
        let made = screening.known(asked.day).get(item)?.made_in;
        open.filter_map(|finding| {
            let on = answers.clauses().find(|it| *it.reference == *finding.clause)?;
            let seen = Seen::of(&seen, finding.inside)?;
            of_clause(on, (seen, finding), &screening.question.readings, item)
        })
        // All of what was made elsewhere would be of either place.
        .find(|it| made.is_none_or(|made| made == it.origin))
    })
}

/// Where one clause turns; none where the lowest share that is possible is no certain no, or the highest no certain yes.
fn of_clause(
    on: &ClauseOnDay<'_>,
    (seen, finding): (&Seen, &ClauseFinding),
    readings: &[Breadth],
    item: usize,
) -> Option<Turning> {
    let origin = on.clause.scope.content.as_ref()?.origin?;
    let mut movement = seen.variants.get(finding.variant)?.clone();
    let nodes = &seen.article.part_nodes;
    let from = parts_of(&mut movement, nodes, item).next()?.from(origin);
    let (low, high) = (from.low().ratio(), from.high().ratio());
    let mut verdict = |share: f64| {
        let exact = Interval::exactly(ValueShare::of_ratio(share).unwrap_or(ValueShare::NONE));
        parts_of(&mut movement, nodes, item).for_each(|it| it.origin = vec![(origin, exact)]);
        said(on, &movement, readings)
    };
    if verdict(low) != Verdict::No || verdict(high) != Verdict::Yes {
        return None;
    }
    let no = halved((low, high), |share| verdict(share) == Verdict::No).0;
    let yes = halved((low, high), |share| verdict(share) != Verdict::Yes).1;
    let (no_near, yes_near) = (near(no), near(yes));
    let at = match (no_near, yes_near) {
        (Some(one), Some(other)) if one == other => match verdict(one) {
            Verdict::Yes => TurnsAt::From(one),
            Verdict::No => TurnsAt::Above(one),
            Verdict::Open => return None,
        },
        _ => {
            let no_to = no_near.filter(|it| verdict(*it) == Verdict::No);
            let yes_from = yes_near.filter(|it| verdict(*it) == Verdict::Yes);
            TurnsAt::Between(
                no_to.unwrap_or((no / STEP).floor() * STEP),
                yes_from.unwrap_or((yes / STEP).ceil() * STEP),
            )
        }
    };
    Some(Turning { clause: Arc::clone(&finding.clause), of: seen.node, origin, at })
}

/// The share in steps that is as good as one.
fn near(share: f64) -> Option<f64> {
    let near = (share / STEP).round() * STEP;
    Some(near).filter(|it| (it - share).abs() < STEP / 1e3)
}

/// What a clause says in all readings; open where they part.
fn said(on: &ClauseOnDay<'_>, movement: &Movement, readings: &[Breadth]) -> Verdict {
    let mut each = readings.iter().map(|it| on.covers(movement, *it, &mut Known::default()));
    let first = each.next().unwrap_or(Verdict::Open);
    if each.all(|it| it == first) { first } else { Verdict::Open }
}

/// The last share that is below a turn and the first that is not: `below` holds at the low end and not at the high one.
fn halved((mut low, mut high): (f64, f64), mut below: impl FnMut(f64) -> bool) -> (f64, f64) {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low, high)
}
