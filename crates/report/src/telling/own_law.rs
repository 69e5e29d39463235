//! What a scenario's own law does not do as it is written: clauses of nothing, unclear names, and kilograms that others
//! support first.

use coercivity_simulate::{Overlap, inert_clauses, overlaps, unclear_names};

use crate::number::percent;

use super::Telling;

/// Warnings of a scenario's own measures.
pub(super) fn warnings(telling: &Telling<'_>) -> Vec<String> {
    let names = unclear_names(telling.question.world, &telling.question.scenario.measures);
    let unclear = names.into_iter().map(|it| {
        let (clause, name) = (it.clause, it.name);
        if it.operators.is_empty() {
            return format!(
                "Clause `{clause}` names `{name}`, and nobody of this model is called so: write whole words of a facility's \
                 name or of its operator's, or its id, as `coercivity atlas facilities` lists them."
            );
        }
        let operators: Vec<String> = it.operators.into_iter().collect();
        format!(
            "Clause `{clause}` names `{name}`, which may mean facilities of several: {}. It reaches all of them that its \
             scope covers; a longer name, or an id, would mean one.",
            operators.join("; ")
        )
    });
    let short = overlapping(telling).into_iter().filter_map(|it| {
        let (stated, left) = it.share?;
        let before = it.after.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
        Some(format!(
            "Clause `{}` takes {} of an output of which {before} leave {}: that is what it takes there.",
            it.clause,
            percent(stated),
            percent(left)
        ))
    });
    // What contradicts itself at its best guesses was no question.
    let clauses = inert_clauses(telling.question).unwrap_or_default();
    let inert = clauses.into_iter().map(|clause| {
        format!(
            "Clause `{clause}` changes nothing in this run: it reaches no lane, maker, project or stock of this model with \
             certainty, or states too little."
        )
    });
    unclear.chain(short).chain(inert).collect()
}

/// Own floors on kilograms that others support first, in a sentence.
pub(super) fn shared_kilograms(telling: &Telling<'_>) -> Option<String> {
    let floors = overlapping(telling).into_iter().filter(|it| it.share.is_none());
    let told: Vec<String> = floors
        .map(|it| {
            let before = it.after.into_iter().collect::<Vec<_>>().join(", ");
            format!("{} on kilograms of {before}", it.clause)
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "A kilogram is topped up to a price once: {} pays what is left below its own.",
            told.join("; ")
        )
    })
}

fn overlapping(telling: &Telling<'_>) -> Vec<Overlap> {
    overlaps(telling.question).unwrap_or_default()
}
