//! `--inverse CLAIM`: what would have to be true of the inputs for a claim to hold.

use coercivity_quantity::quantile;
use coercivity_report::{Side, Telling, claim_gap, claim_held, columns, percent, significant};
use coercivity_simulate::{
    Apart, Drawn, EVEN, Group, INDEPENDENT, Interrupted, Inverse, MOST_ROUNDS, Nearness, Pursued, Pursuit,
    Question, Side as Of, Untold, inverse,
};
use coercivity_world::scenario::{AskedFigure, Claim};
use serde_json::{Value, json};

use super::driving::inputs_of;
use super::shown::folded;
use super::{Bars, Finished, Section, narrowing};
use crate::carry_out::refused;
use crate::failure::Failure;
use crate::scenario_read::claims_of;

/// Part of the draws that is called nearest where a claim holds in none.
const NEAREST: f64 = 0.75;
/// Rows of the table for each buyer.
const ROWS: usize = 6;

/// How the draws were set apart.
enum Told {
    /// By whether the claim holds.
    ByHolding(Inverse),
    /// It holds in none: the quarter of the draws that come nearest to it, against the rest.
    ByNearness(Inverse),
    /// It holds in all draws.
    Always,
    /// It holds in no draw, and none is nearer than another.
    Never,
    /// Some draw cannot tell: the run is too short, or the uses were not asked about.
    Open,
}

/// Turns every claim round, for every buyer. Where the draws of the run do not show how it could hold in half of them, the
/// inputs are narrowed toward it.
pub fn section(
    finished: &Finished<'_>,
    bars: &Bars<'_>,
    width: usize,
) -> Result<(Section, Interrupted), Failure> {
    let known = claims_of(finished.open);
    let (ids, values) = inputs_of(finished);
    let mut text = String::new();
    let mut documents = Vec::new();
    for id in &finished.asked.further.inverse {
        let claim = known.iter().find(|it| it.id == *id).ok_or_else(|| unknown(&known, id))?;
        for (buyer, named) in finished.question.scenario.buyers.iter().enumerate() {
            let told = told(finished, claim, buyer, &values);
            text.push_str(&words(claim, &named.label, &told, &ids, width));
            let mut document = document(claim, &named.id, &told, &ids);
            if told.leaves_open() {
                let pursued = pursued(finished, (claim, buyer, &named.label), bars)?;
                if pursued.interrupted == Interrupted::Yes {
                    return Ok((done(documents, text), Interrupted::Yes));
                }
                text.push_str(&narrowing::words(&pursued, width));
                document["narrowing"] = narrowing::document(&pursued);
            }
            documents.push(document);
        }
    }
    Ok((done(documents, text), Interrupted::No))
}

fn done(documents: Vec<Value>, text: String) -> Section {
    Section { key: "inverse", json: Value::Array(documents), text }
}

/// Narrows the inputs toward a claim.
fn pursued(
    finished: &Finished<'_>,
    (claim, buyer, label): (&Claim, usize, &str),
    bars: &Bars<'_>,
) -> Result<Pursued, Failure> {
    let Finished { question, telling, count, .. } = *finished;
    let rounds = u64::from(count + 1) * (MOST_ROUNDS as u64 + 1);
    let progress = bars(&format!("toward `{}`, {label}", claim.id), rounds);
    let pursuit = Pursuit {
        world: question.world,
        base: question.base,
        scenario: question.scenario,
        figures: &[AskedFigure::Independence, AskedFigure::Remanence],
        draws: count,
        seed: telling.seed,
        progress: &*progress,
    };
    let judged =
        |question: &Question<'_>, drawn: &Drawn| nearness((telling, question), (claim, buyer), drawn);
    pursuit.toward(&judged).map_err(refused)
}

/// How near a draw comes to a claim: at nothing where it bears it out, else as many months below as its date lies outside.
/// A date beyond the run is later than every other; which is less late, what all uses together lack a year into a cut-off
/// tells. None where the draw cannot tell.
fn nearness(
    (telling, question): (&Telling<'_>, &Question<'_>),
    (claim, buyer): (&Claim, usize),
    drawn: &Drawn,
) -> Option<Nearness> {
    let holds = claim_held(telling, claim, buyer, drawn)?;
    let gap = claim_gap(telling, claim, buyer, drawn)?;
    let meant =
        |it: &Group| it.buyer == buyer && (claim.end_uses.is_empty() || claim.end_uses.contains(&it.end_use));
    let uses = question.groups.iter().zip(&drawn.figures).filter(|it| meant(it.0));
    let lacks = uses.filter_map(|it| it.1.remanence).map(|it| (INDEPENDENT - it).max(0.0));
    Some(Nearness { holds, near: near(holds, gap, lacks.sum()) })
}

/// How near a draw comes that lies outside by so many months, infinitely many beyond the run, where its uses lack so much.
fn near(holds: bool, gap: f64, lacks: f64) -> f64 {
    if holds {
        0.0
    } else if gap.is_finite() {
        -gap
    } else {
        -BEYOND - lacks
    }
}

/// More months than any run has.
const BEYOND: f64 = 1e6;

impl Told {
    /// Whether the draws of the run do not tell what it takes for the claim to hold in half of them.
    fn leaves_open(&self) -> bool {
        match self {
            Self::ByHolding(it) => it.share < EVEN && it.conditions.last().is_none_or(|it| it.share < EVEN),
            Self::ByNearness(_) | Self::Never => true,
            Self::Always | Self::Open => false,
        }
    }
}

/// Refuses claims that nobody knows, and a run that does not ask when independence comes.
pub fn check(known: &[Claim], asked: &[String], wants_independence: bool) -> Result<(), Failure> {
    if let Some(id) = asked.iter().find(|id| known.iter().all(|it| it.id != **id)) {
        return Err(unknown(known, id));
    }
    if !asked.is_empty() && !wants_independence {
        let word = AskedFigure::WORDS.iter().find(|it| it.1 == AskedFigure::Independence);
        let word = word.map_or("", |it| it.0);
        return Err(Failure::usage(
            format!(
                "claims are about independence, which the scenario does not ask for (`ask.figures` has no `{word}`)"
            ),
            "add it to ask.figures, or to --set ask.figures=[..]",
        ));
    }
    Ok(())
}

fn unknown(known: &[Claim], id: &str) -> Failure {
    Failure::unknown("claim", id, known.iter().map(|it| it.id.as_str()))
}

fn told(finished: &Finished<'_>, claim: &Claim, buyer: usize, values: &[Vec<f64>]) -> Told {
    let draws = &finished.outcome.draws;
    let held: Option<Vec<bool>> =
        draws.iter().map(|it| claim_held(finished.telling, claim, buyer, it)).collect();
    let Some(held) = held.filter(|it| !it.is_empty()) else { return Told::Open };
    match inverse(values, &held) {
        Ok(inverse) => return Told::ByHolding(inverse),
        Err(Untold::FewDraws) => return Told::Open,
        Err(Untold::DoesNotVary) if held[0] => return Told::Always,
        Err(Untold::DoesNotVary) => {}
    }
    let near = |it: &Drawn| {
        let found = nearness((finished.telling, finished.question), (claim, buyer), it);
        found.map_or(f64::NEG_INFINITY, |it| it.near)
    };
    let near: Vec<f64> = draws.iter().map(near).collect();
    let mark = quantile(&near, NEAREST).unwrap_or(f64::NAN);
    let nearest: Vec<bool> = near.iter().map(|it| *it > mark).collect();
    inverse(values, &nearest).map_or(Told::Never, Told::ByNearness)
}

fn document(claim: &Claim, buyer: &str, told: &Told, ids: &[String]) -> Value {
    let (state, inverse) = match told {
        Told::ByHolding(it) => ("in some draws", Some(it)),
        Told::ByNearness(it) => ("in no draw", Some(it)),
        Told::Always => ("in every draw", None),
        Told::Never => ("in no draw", None),
        Told::Open => ("cannot be told", None),
    };
    let share = match told {
        Told::ByHolding(it) => Some(it.share),
        Told::Always => Some(1.0),
        Told::Never | Told::ByNearness(_) => Some(0.0),
        Told::Open => None,
    };
    let apart = |it: &Apart| {
        json!({
            "input": ids[it.input],
            "median_held": it.held,
            "median_other": it.other,
            "correlation": it.correlation,
        })
    };
    let condition = |it: &coercivity_simulate::Condition| {
        let side = match it.side {
            Of::Above => "at_least",
            Of::Below => "at_most",
        };
        json!({ "input": ids[it.input], side: it.median, "draws": it.draws, "share": it.share })
    };
    let conditions = match told {
        Told::ByHolding(it) => it.conditions.iter().map(condition).collect(),
        Told::ByNearness(_) | Told::Always | Told::Never | Told::Open => Vec::new(),
    };
    json!({
        "claim": claim.id,
        "buyer": buyer,
        "holds": state,
        "share": share,
        "set_apart_by": match told {
            Told::ByHolding(_) => Some("whether it holds"),
            Told::ByNearness(_) => Some("the quarter of the draws that come nearest"),
            Told::Always | Told::Never | Told::Open => None,
        },
        "correlation_by_chance": inverse.map(|it| it.chance),
        "inputs": inverse.map_or(Vec::new(), |it| it.apart.iter().map(apart).collect()),
        "conditions": conditions,
    })
}

fn words(claim: &Claim, buyer: &str, told: &Told, ids: &[String], width: usize) -> String {
    let head = format!("inverse of `{}` ({}), {buyer}: ", claim.id, claim.label);
    match told {
        Told::Always => folded(&format!("{head}it holds in every draw; nothing has to change."), width),
        Told::Open => folded(
            &format!(
                "{head}it cannot be told: the run ends too early, or does not ask about the uses that it names."
            ),
            width,
        ),
        Told::Never => folded(
            &format!(
                "{head}it holds in no draw, and no quarter of the draws comes nearer to it than others."
            ),
            width,
        ),
        Told::ByNearness(inverse) => {
            let said = format!(
                "{head}it holds in no draw: no value of the inputs in their ranges was seen to make it true. Nearest, \
                 the quarter of the draws whose date lies least far outside (of dates beyond the run: in which the uses \
                 lack least a year into a cut-off), differs from the rest in:"
            );
            folded(&said, width) + &table(inverse, ids, ["nearest quarter", "other draws"], width)
        }
        Told::ByHolding(inverse) => {
            let said = format!(
                "{head}it holds in {} of the draws; these inputs set them apart:",
                percent(inverse.share)
            );
            let mut text = folded(&said, width);
            text.push_str(&table(inverse, ids, ["where it holds", "where not"], width));
            text.push_str(&folded(&conditions(inverse, ids), width));
            text
        }
    }
}

/// Medians of the inputs that lie apart by more than chance.
fn table(inverse: &Inverse, ids: &[String], heads: [&str; 2], width: usize) -> String {
    if inverse.apart.is_empty() {
        return "  no input lies apart by more than chance\n".to_owned();
    }
    let row = |it: &Apart| {
        vec![
            format!("  {}", ids[it.input]),
            significant(it.held, 3),
            significant(it.other, 3),
            format!("{:+.2}", it.correlation),
        ]
    };
    let rows: Vec<Vec<String>> = inverse.apart.iter().take(ROWS).map(row).collect();
    let header = [
        ("  median of", Side::Left),
        (heads[0], Side::Right),
        (heads[1], Side::Right),
        ("correlation", Side::Right),
    ];
    columns(&header, &rows, width)
}

/// What it takes for the claim to hold in half of the draws.
fn conditions(inverse: &Inverse, ids: &[String]) -> String {
    if inverse.share >= EVEN {
        return "It holds in half of the draws or more as the inputs stand.".to_owned();
    }
    let Some(last) = inverse.conditions.last() else {
        return "No condition on single inputs can be told from these draws.".to_owned();
    };
    let said: Vec<String> = inverse
        .conditions
        .iter()
        .map(|it| {
            let side = match it.side {
                Of::Above => "at least",
                Of::Below => "at most",
            };
            format!("{} {side} {}", ids[it.input], significant(it.median, 3))
        })
        .collect();
    let reached = if last.share >= EVEN { "It would take" } else { "Not even half is reached with" };
    format!(
        "{reached} {}: then it holds in {} of {} draws.",
        said.join(", "),
        percent(last.share),
        last.draws
    )
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn what_bears_a_claim_out_is_nearest_whatever_its_date() {
        // "At least ten years" holds where the date lies beyond the run.
        let (holds, early, earlier) =
            (near(true, f64::INFINITY, 3.0), near(false, 6.0, 0.0), near(false, 60.0, 0.0));
        let (late, later) = (near(false, f64::INFINITY, 0.1), near(false, f64::INFINITY, 0.4));
        let order = [holds, early, earlier, late, later];
        assert!(order.is_sorted_by(|nearer, farther| nearer > farther), "{order:?}");
    }
}
