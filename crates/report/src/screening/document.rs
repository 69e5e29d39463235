//! A screening as one JSON document.

use coercivity_quantity::Why;
use coercivity_screen::{
    ClauseFinding, Flip, MovementFinding, Nobody, OpenAnswer, Outcome, RulebookFinding, Screening, why,
};
use serde_json::{Map, Value, json};

use super::coming::{flip_document, owed_document, range_document, reading_document};
use super::shown::Shown;
use super::since::since_document;
use super::words::need;

/// More movements than this are told without the reasons of each clause.
const MANY: usize = 200;

/// The whole screening as a document.
pub fn document(shown: &Shown<'_>, screening: &mut Screening<'_>) -> Value {
    let reasons = shown.findings.movements.len() <= MANY;
    let told = shown.told_in_full();
    let movements: Vec<Value> = told
        .iter()
        .map(|&it| movement(shown, screening, (it, &shown.findings.movements[it]), reasons))
        .collect();
    // Of a portfolio the papers that close most are told with what closes the movements that are told; all stand in
    // tables.
    let most = if shown.is_portfolio() { MANY } else { usize::MAX };
    let is_told = |it: usize| told.binary_search(&it).is_ok();
    let of_told = |it: &&Flip| is_told(it.movement);
    let coming = shown.watched.map_or(&[][..], |it| &it.flips);
    json!({
        "told": json!({
            "movements": shown.findings.movements.len(),
            "in_full": told.len(),
            "by_rulebook": shown.counts(),
        }),
        "bill": {
            "path": shown.tree().path,
            "items": shown.tree().nodes.len(),
            "products": shown.tree().products.iter().take(most).map(|it| shown.item(*it)).collect::<Vec<_>>(),
        },
        "question": {
            "day": shown.question.day.to_string(),
            "law": shown.question.law.assumption.word(),
            "enacted": shown.question.law.enacted.iter()
                .map(|it| json!({ "instrument": it.0.to_string(), "on": it.1.to_string() })).collect::<Vec<_>>(),
            "readings": shown.question.readings.iter().map(|it| it.word()).collect::<Vec<_>>(),
            "known_on": shown.world.known_on.to_string(),
        },
        "movements": movements,
        "open": shown.open.iter().filter(|it| is_told(it.movement)).map(|it| open(shown, it)).collect::<Vec<_>>(),
        "papers": shown.papers.iter().take(most).map(|it| json!({
            "from": shown.source(&it.from),
            "needs": it.needs.iter().take(most).map(|it| need(shown, it)).collect::<Vec<_>>(),
            "settles": it.needs.iter().take(most)
                .filter_map(|it| shown.settling.line(shown, it)).collect::<Vec<_>>(),
            "closes": it.closes.iter().take(most)
                .map(|it| json!({ "movement": it.0 + 1, "rulebook": it.1 })).collect::<Vec<_>>(),
            "closes_in_all": it.closes.len(),
            "value": it.value,
        })).collect::<Vec<_>>(),
        "flips_with_law": shown.law_flips.iter().filter(of_told).map(|it| flip_document(shown, it)).collect::<Vec<_>>(),
        "watched": shown.watched.map(|it| json!({ "after": it.after.to_string(), "days": it.days })),
        "flips_coming": coming.iter().filter(of_told).map(|it| flip_document(shown, it)).collect::<Vec<_>>(),
        "since": shown.since.map(since_document),
        "contradictions": {
            "in_all": shown.findings.contradictions.len(),
            "told": shown.findings.contradictions.iter().take(most).map(ToString::to_string).collect::<Vec<_>>(),
        },
        "remarks": shown.remarks().take(most).map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn open(shown: &Shown<'_>, answer: &OpenAnswer) -> Value {
    json!({
        "movement": answer.movement + 1,
        "rulebook": answer.rulebook,
        "needs": answer.needs.iter().map(|it| need(shown, it)).collect::<Vec<_>>(),
        "then": answer.then.map(|it| it.word()),
        "if_harmful": answer.harmful.iter().map(|it| it.map(|it| it.word())).collect::<Vec<_>>(),
        "nobody": answer.nobody.map(|it| match it {
            Nobody::Reading => "reading",
            Nobody::State => "state of the law",
            Nobody::Statements => "statements that contradict",
        }),
    })
}

fn movement(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    (place, movement): (usize, &MovementFinding),
    reasons: bool,
) -> Value {
    let combined = &movement.combined;
    let rulebooks: Vec<Value> =
        movement.rulebooks.iter().map(|it| rulebook(shown, screening, movement, it, reasons)).collect();
    json!({
        "movement": place + 1,
        "item": shown.item(movement.item),
        "name": shown.tree().nodes[movement.item].name,
        "row": shown.tree().place(movement.item),
        "from": movement.from.map(|it| it.to_string()),
        "to": movement.to.map(|it| it.to_string()),
        "day": movement.day.to_string(),
        "combined": {
            "controls_asked": combined.asked,
            "outcome": combined.headline().map(|it| it.word()),
            "verdict": combined.verdict().map(|it| it.to_string()),
            "certain": combined.firm.filter(|_| combined.asked).map(|it| it.word()),
            "at_most": combined.asked.then(|| combined.at_most.word()),
            "beside": answers(&combined.beside),
            "apart": answers(&combined.apart),
        },
        "rulebooks": rulebooks,
        "not_asked": movement.not_asked.iter()
            .map(|it| json!({ "rulebook": it.0, "how": it.1 })).collect::<Vec<_>>(),
    })
}

/// Answers by rulebook.
fn answers(of: &[(String, Outcome)]) -> Vec<Value> {
    of.iter().map(|it| json!({ "rulebook": it.0, "outcome": it.1.word() })).collect()
}

fn rulebook(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    movement: &MovementFinding,
    found: &RulebookFinding,
    reasons: bool,
) -> Value {
    let book = shown.world.rulebooks.iter().find(|it| it.id == found.rulebook);
    let clauses: Vec<Value> =
        found.clauses.iter().map(|it| clause(shown, screening, movement, it, reasons)).collect();
    json!({
        "id": found.rulebook,
        "title": book.map(|it| it.title.as_str()),
        "kind": book.map(|it| it.kind.word()),
        "note": book.map(|it| it.note.as_str()).filter(|it| !it.is_empty()),
        "outcome": found.outcome.word(),
        "verdict": found.verdict().to_string(),
        "beside": found.beside.iter().map(|it| it.word()).collect::<Vec<_>>(),
        "readings": found.readings.iter().map(reading_document).collect::<Vec<_>>(),
        "owed": found.owed.as_ref().map(owed_document),
        "clauses": clauses,
    })
}

fn clause(
    shown: &Shown<'_>,
    screening: &mut Screening<'_>,
    movement: &MovementFinding,
    finding: &ClauseFinding,
    reasons: bool,
) -> Value {
    let words = shown.clause(&finding.clause);
    let covers: Map<String, Value> =
        finding.covers.iter().map(|it| (it.0.word().to_owned(), it.1.to_string().into())).collect();
    let share = finding.share.as_ref().map(|it| {
        let ranges: Map<String, Value> =
            it.ranges.iter().map(|it| (it.0.word().to_owned(), range_document(it.1))).collect();
        json!({
            "of": match it.of {
                coercivity_world::measures::ContentOf::Value => "value",
                coercivity_world::measures::ContentOf::Mass => "mass",
            },
            "denominator": shown.item(finding.item(movement)),
            "ranges": ranges,
            "bound": format!("{} {}", it.bound.sign(), it.bound.at()),
        })
    });
    let why = reasons.then(|| tree(&why(screening, movement, &shown.rows[movement.row], finding)));
    json!({
        "clause": finding.clause.to_string(),
        "title": &*finding.title,
        "article": words.map(|it| it.1.article.as_str()),
        "text": words.map(|it| it.1.text.as_str()),
        "summary": words.map(|it| it.1.summary.as_str()).filter(|it| !it.is_empty()),
        "note": words.map(|it| it.1.note.as_str()).filter(|it| !it.is_empty()),
        "item": shown.item(finding.item(movement)),
        "verdict": finding.verdict().to_string(),
        "covers": covers,
        "state": finding.state.to_string(),
        "layer": finding.layer.word(),
        "share": share,
        "open": finding.open,
        "unfit": finding.unfit,
        "why": why,
    })
}

fn tree(why: &Why) -> Value {
    json!({
        "says": why.says,
        "cites": why.cites.iter().map(|it| json!({
            "sources": it.sources,
            "at": it.at,
            "row": it.row,
            "confidence": it.confidence.word(),
        })).collect::<Vec<_>>(),
        "from": why.from.iter().map(tree).collect::<Vec<_>>(),
    })
}
