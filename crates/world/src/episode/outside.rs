//! What comes from outside an episode's chain: how an authority grants, and shocks.

use coercivity_data::{Problem, Range, Section};

use super::parts::Parts;
use super::{Moved, Shock};
use crate::id::Good;
use crate::measures::ClauseRef;
use crate::measures::read::clause_refs;
use crate::scenario::Practice;

pub(super) fn practice(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Practice> {
    from.only(
        &[
            "id",
            "clauses",
            "destinations",
            "goods",
            "users",
            "except_users",
            "from",
            "until",
            "granted_share",
            "hazard_per_month",
            "wait_months",
            "valid_months",
            "source",
            "confidence",
            "note",
        ],
        problems,
    );
    let id = from.required_text("id", problems);
    let clauses: Vec<ClauseRef> = clause_refs(from, "clauses", problems);
    let destinations = parts.places(from, "destinations", problems);
    // A law's name that cannot be read is told where its good stands.
    let law = |it: usize| parts.laws.get(it).and_then(|it| Good::new(it));
    let goods = parts.goods(from, problems).into_iter().filter_map(law).collect();
    let uses = parts.user_classes(from, "users", problems);
    let except_uses = parts.user_classes(from, "except_users", problems);
    if !from.has("from") {
        from.missing("from", problems);
    }
    let (first, last) = (from.day("from", problems), from.day("until", problems));
    if let (Some(first), Some(last)) = (&first, &last)
        && first.value > last.value
    {
        let found = format!("from {} until {}", first.value, last.value);
        from.wrong(last, found, "a last day that is not before the first", "put them in order", problems);
    }
    let granted = parts.required(from, "granted_share", Range::Share, problems);
    let hazard_per_month = parts.ranged(from, "hazard_per_month", Range::Share, problems);
    let wait_months = parts.ranged(from, "wait_months", Range::NotNegative, problems);
    let valid_months = parts.ranged(from, "valid_months", Range::Positive, problems);
    let cited = parts.cited(from, problems);
    Some(Practice {
        id: id?.value,
        clauses,
        destinations,
        goods,
        uses,
        except_uses,
        from: first?.value,
        until: last.map(|it| it.value),
        granted_share: granted?,
        hazard_per_month,
        wait_months,
        valid_months,
        cited: cited?,
    })
}

pub(super) fn shock(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Shock> {
    from.only(
        &["id", "moves", "goods", "place", "share", "from", "to", "source", "confidence", "note"],
        problems,
    );
    let id = from.required_text("id", problems);
    let kinds = [
        ("supply", Moved::Supply),
        ("unlicensed", Moved::Unlicensed),
        ("demand", Moved::Demand),
        ("stocks", Moved::Stocks),
    ];
    if !from.has("moves") {
        from.missing("moves", problems);
    }
    let moves = from.one_of("moves", &kinds, problems);
    let goods = parts.goods(from, problems);
    let place = parts.place(from, "place", problems);
    let range = match moves {
        // Nobody can lose more than all of it.
        Some(Moved::Supply | Moved::Unlicensed) => Range::Share,
        Some(Moved::Demand | Moved::Stocks) | None => Range::NotNegative,
    };
    let share = parts.required(from, "share", range, problems);
    for key in ["from", "to"].iter().filter(|it| !from.has(it)) {
        from.missing(key, problems);
    }
    let (first, last) = (from.day("from", problems), from.day("to", problems));
    if let (Some(first), Some(last)) = (&first, &last)
        && first.value > last.value
    {
        let found = format!("{} to {}", first.value, last.value);
        from.wrong(last, found, "a last day that is not before the first", "put them in order", problems);
    }
    let cited = parts.cited(from, problems);
    Some(Shock {
        id: id?.value,
        moves: moves?,
        goods,
        place,
        share: share?,
        from: first?.value,
        to: last?.value,
        cited: cited?,
    })
}
