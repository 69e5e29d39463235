//! From the file of claims to claims.

use coercivity_data::{Bundle, ClaimRow, Placed, Problem, read_claim_rows};

use crate::scenario::Scenario;
use crate::scenario::claim::{Claim, ClaimWindow};
use crate::scenario::context::{ScenarioContext, end_uses_of, tell_sources};
use crate::source::Sources;
use crate::vocabulary::Vocabulary;
use crate::world::World;

/// Reads the claims of a bundle; what cannot be read is told and left out.
pub fn load_claims(
    bundle: &Bundle,
    vocabulary: &Vocabulary,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for row in read_claim_rows(bundle, problems) {
        if claims.iter().any(|it| it.id == row.id.value) {
            let found = format!("claim `{}` again", row.id.value);
            problems.push(row.id.problem(found, "every claim once", "remove one of the two"));
        }
        claims.extend(linked(row, vocabulary, sources, problems));
    }
    claims
}

/// Every problem of the claims and scenarios that a bundle brings, beside those of its world.
pub fn shipped_problems(bundle: &Bundle, world: &World) -> Vec<Problem> {
    let mut problems = Vec::new();
    let claims = load_claims(bundle, &world.vocabulary, &world.sources, &mut problems);
    let context = ScenarioContext::of(world, &claims);
    for (path, text) in bundle.under("scenarios/").filter(|it| it.0.ends_with(".toml")) {
        Scenario::read(bundle, path, text, &context, &mut problems);
    }
    problems.sort();
    problems.dedup();
    problems
}

fn linked(
    row: ClaimRow,
    vocabulary: &Vocabulary,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> Option<Claim> {
    let window = match (row.from_months, row.to_month.as_ref().map(|it| it.value)) {
        (Some(from_months), None) => ClaimWindow::After { from_months, to_months: row.to_months },
        (None, Some(to)) => ClaimWindow::Between { from: row.from_month, to },
        // Both or neither: told by the reader.
        _ => return None,
    };
    let end_uses = end_uses_of(vocabulary, &row.end_uses, problems);
    let cited: Placed<_> = row.id.holding(row.cited);
    tell_sources(&cited, sources, problems);
    Some(Claim {
        id: row.id.value,
        who: row.who,
        label: row.label,
        source_label: row.source_label,
        said_on: row.said_on,
        window,
        end_uses,
        cited: cited.value,
    })
}
