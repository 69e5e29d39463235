//! A portfolio judged on all threads: the answer does not depend on how many.

use coercivity_data::{MovementRow, Problem};
use coercivity_report::Spare;
use coercivity_screen::{Findings, MissingPaper, OpenAnswer, Screening, Tree, cover, one_item_each};
use rayon::prelude::*;

use crate::args::Globals;
use crate::progress::bar;

/// Movements that one thread takes at a time, at most.
const CHUNK: usize = 1000;

/// What was found, and what would settle it.
pub struct Judged {
    /// What was found.
    pub findings: Findings,
    /// What is open.
    pub open: Vec<OpenAnswer>,
    /// The movements, each of one item.
    pub rows: Vec<MovementRow>,
    /// Papers in the order in which they close most.
    pub papers: Vec<MissingPaper>,
}

/// What a chunk of movements gives.
type Part = (Findings, Vec<OpenAnswer>);

/// Judges every movement of every item; what is worked out of whole days stays with the screening.
pub fn judged(
    screening: &mut Screening<'_>,
    tree: &Tree,
    rows: &[MovementRow],
    globals: &Globals,
) -> Result<Judged, Vec<Problem>> {
    let rows = one_item_each(tree, rows);
    let bar = bar(globals, "screening", rows.len() as u64, "movements");
    screening.prepare(&rows);
    let whole = &*screening;
    let chunk = rows.len().div_ceil(4 * rayon::current_num_threads()).clamp(1, CHUNK);
    // As many as there are threads: what one has learned serves all that comes after.
    let spare = Spare::default();
    let parts: Vec<Result<Part, Vec<Problem>>> = rows
        .par_chunks(chunk)
        .map(|rows| {
            let found = spare.with(|| whole.clone(), |it| it.settle(rows))?;
            bar.inc(rows.len() as u64);
            Ok(found)
        })
        .collect();
    let (mut findings, mut open, mut problems) = (Findings::default(), Vec::new(), Vec::new());
    findings.movements.reserve_exact(rows.len());
    for (place, part) in parts.into_iter().enumerate() {
        match part {
            Ok((more, answers)) => {
                let before = findings.movements.len();
                findings.remarks.extend(more.remarks);
                findings.contradictions.extend(more.contradictions);
                open.extend(
                    answers.into_iter().map(|it| OpenAnswer { movement: it.movement + before, ..it }),
                );
                findings.movements.extend(more.movements.into_iter().map(|mut it| {
                    it.row += place * chunk;
                    it
                }));
            }
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    findings.settle();
    let papers = cover(whole, &findings, &open);
    Ok(Judged { findings, open, rows, papers })
}
