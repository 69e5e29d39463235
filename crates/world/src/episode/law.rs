//! The law of an episode: what its goods, practices and own instruments name must exist, and must be able to act.

use coercivity_data::{Problem, Said, Section, nearest};

use super::counts::counts;
use super::parts::Parts;
use crate::id::{Good, InstrumentId};
use crate::measures::substance::{misnamed, unheld};
use crate::measures::{Clause, ClauseRef, Effect, GoodPattern, Item, Measure, conflicts};
use crate::source::problem_at;
use coercivity_quantity::{Unit, Verdict};

/// Instruments of the world; an episode may use those announced within its run.
pub(super) fn law(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Vec<InstrumentId> {
    let (mut found, mut acts) = (Vec::new(), false);
    for said in from.texts("law", problems) {
        let id = InstrumentId::new(&said.value);
        match id.and_then(|id| parts.world.measures.iter().find(|it| it.id == id)) {
            Some(measure) => {
                acts |= !measure.changes.is_empty()
                    || measure.clauses.iter().any(|it| !speaks_of(it, parts).is_empty());
                found.push(measure.id);
            }
            None => {
                let near = nearest(&said.value, parts.world.measures.iter().map(|it| it.id.as_str()));
                let remedy = near.map_or("`coercivity measures` lists them all".to_owned(), |it| {
                    format!("did you mean `{it}`?")
                });
                let found = format!("instrument `{}`", said.value);
                from.wrong(&said, found, "an id of data/measures", remedy, problems);
            }
        }
    }
    if let (Some(said), false, true, false) =
        (from.node("law"), acts, !found.is_empty(), parts.goods.is_empty())
    {
        let found = "instruments whose clauses speak of no good of this file";
        let remedy = "leave them out, or correct the `law` of the goods";
        from.wrong(said, found, "law that bears on a [[good]]", remedy, problems);
    }
    found
}

/// Tells what the tables of an episode name of the law and the law does not know.
pub(super) fn tell_unknown_law(
    from: &Section,
    (law, own): (&[InstrumentId], &[Measure]),
    parts: &Parts<'_>,
    problems: &mut Vec<Problem>,
) {
    let chosen = parts.world.measures.iter().filter(|it| law.contains(&it.id));
    let known: Vec<&Measure> = chosen.chain(own).collect();
    for table in from.sections("practice", &mut Vec::new()) {
        for said in table.texts("clauses", &mut Vec::new()) {
            clause_known(table, &said, &known, problems);
        }
    }
    for table in from.sections("good", &mut Vec::new()) {
        for said in table.texts("meets", &mut Vec::new()) {
            condition_known(table, &said, &known, problems);
        }
        substance_known(table, parts, &known, problems);
        counted_known(table, parts, &known, problems);
    }
    if !own.is_empty() {
        let all: Vec<Measure> = parts.world.measures.iter().chain(own).cloned().collect();
        problems.extend(conflicts(&all).into_iter().filter(|it| it.file == from.path));
    }
    for clause in own.iter().flat_map(|it| &it.clauses) {
        clause_acts(clause, parts, problems);
    }
}

/// Tells a practice's clause that no instrument of the episode has.
fn clause_known(from: &Section, said: &Said<String>, known: &[&Measure], problems: &mut Vec<Problem>) {
    // What is no reference at all is told where it is read.
    let Some(reference) = ClauseRef::read(&said.value) else { return };
    let Some(measure) = known.iter().find(|it| it.id == reference.instrument) else {
        let near = nearest(reference.instrument.as_str(), known.iter().map(|it| it.id.as_str()));
        let remedy = near.map_or("name it in `law`, or write its [[measure]]".to_owned(), |it| {
            format!("did you mean `{it}`?")
        });
        let found = format!("instrument `{}`", reference.instrument);
        from.wrong(
            said,
            found,
            "an instrument of the episode's `law` or a [[measure]] of its own",
            remedy,
            problems,
        );
        return;
    };
    let Some(part) = &reference.clause else { return };
    if measure.clause(part).is_none() {
        let ids: Vec<&str> = measure.clauses.iter().map(|it| it.id.as_str()).collect();
        let remedy = nearest(part, ids.iter().copied())
            .map_or(format!("`{}:*` means all of them", measure.id), |it| format!("did you mean `{it}`?"));
        let expected = format!("one of {} of `{}`", ids.join(", "), measure.id);
        from.wrong(said, format!("clause `{part}`"), expected, remedy, problems);
    }
}

/// Tells a condition that no clause of the episode's law states, or states of other goods only.
fn condition_known(from: &Section, said: &Said<String>, known: &[&Measure], problems: &mut Vec<Problem>) {
    let clauses = || known.iter().flat_map(|it| &it.clauses);
    let asks = |it: &&Clause| it.conditions().any(|it| it.id == said.value);
    if !clauses().any(|it| asks(&it)) {
        let ids: Vec<&str> = clauses().flat_map(Clause::conditions).map(|it| it.id.as_str()).collect();
        let remedy = nearest(&said.value, ids.iter().copied())
            .map_or("leave it out, or name its instrument in `law`".to_owned(), |it| {
                format!("did you mean `{it}`?")
            });
        let found = format!("condition `{}`", said.value);
        from.wrong(said, found, "a condition that a clause of the episode's law states", remedy, problems);
        return;
    }
    let Some(good) = from.text("law", &mut Vec::new()) else { return };
    if !clauses().filter(asks).any(|it| may_mean(it, &good.value)) {
        let found = format!("condition `{}`, which no clause asks of `{}`", said.value, good.value);
        let remedy = "correct the good's `law`, or leave the condition out";
        from.wrong(said, found, "a condition of a clause that speaks of the good", remedy, problems);
    }
}

/// Tells a good whose name in the law names no substance: a slip would leave it without any law.
fn substance_known(from: &Section, parts: &Parts<'_>, known: &[&Measure], problems: &mut Vec<Problem>) {
    let Some(said) = from.text("law", &mut Vec::new()) else { return };
    let Some((stage, name)) = said.value.split_once(':') else { return };
    let vocabulary = &parts.world.vocabulary;
    let groups = vocabulary.elements().map(|it| it.id.to_string());
    let materials =
        vocabulary.goods().filter_map(|it| it.id.as_str().split_once(':').map(|it| it.1.to_owned()));
    // What a clause of the episode's law names is a substance, whoever has it.
    let named = known.iter().flat_map(|it| &it.clauses).flat_map(patterns).filter_map(GoodPattern::named);
    let words: Vec<String> = groups.chain(materials).chain(named.map(str::to_owned)).collect();
    let words = || words.iter().map(String::as_str);
    let mut parts = name.split('+');
    let substance = parts.next().and_then(|it| misnamed((stage, it), words()));
    if let Some(remedy) = substance.or_else(|| parts.find_map(|it| unheld(it, words()))) {
        let found = format!("good `{}`", said.value);
        from.wrong(
            &said,
            found,
            "a substance of elements, of data/vocabulary or of the law",
            remedy,
            problems,
        );
    }
}

/// Tells a good of which nobody can say how many tonnes of the unit of a quota or a floor are in one of its own.
fn counted_known(from: &Section, parts: &Parts<'_>, known: &[&Measure], problems: &mut Vec<Problem>) {
    let Some(said) = from.text("law", &mut Vec::new()) else { return };
    let counts = counts(from, parts, &mut Vec::new());
    for clause in known.iter().flat_map(|it| &it.clauses) {
        let Some(unit) = weighed_in(&clause.effect) else { continue };
        if counts.contains_key(&unit) || !may_mean(clause, &said.value) {
            continue;
        }
        let found = format!(
            "`{}`, which clause `{}` ({}) counts in {}",
            said.value,
            clause.id,
            clause.row,
            unit.ending()
        );
        let expected = format!("a good of which it is known how many {} are in a tonne", unit.ending());
        let remedy = format!(
            "write `per_tonne = {{ {} = 0.3 }}`, as much as there is, into this [[good]]",
            unit.ending()
        );
        from.wrong(&said, found, expected, remedy, problems);
    }
}

/// What an effect counts or prices tonnes of.
fn weighed_in(effect: &Effect) -> Option<Unit> {
    match effect {
        Effect::Quota { unit, .. } => Some(*unit),
        Effect::PriceFloor(floor) => Some(floor.basis.unit()),
        Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Stockpile(_)
        | Effect::Fund(_)
        | Effect::Hasten { .. }
        | Effect::Offtake { .. }
        | Effect::Admit(_)
        | Effect::Unmodelled { .. } => None,
    }
}

/// Tells a clause of the episode's own that cannot act in a replay: it speaks of no good of the file, names things that
/// do not exist, or does what only the whole chain has an answer to.
fn clause_acts(clause: &Clause, parts: &Parts<'_>, problems: &mut Vec<Problem>) {
    for pattern in patterns(clause).filter(|it| !exists(it, parts)) {
        let near = nearest(pattern.as_str(), parts.laws.iter().map(String::as_str));
        let remedy =
            near.map_or("name goods as [[good]] does".to_owned(), |it| format!("did you mean `{it}`?"));
        let found = format!("good `{}` in clause `{}`", pattern.as_str(), clause.id);
        let expected = "a good of this file or of data/vocabulary, or an element";
        problems.push(problem_at(&clause.row, found, expected, remedy));
    }
    if speaks_of(clause, parts).is_empty() && patterns(clause).all(|it| exists(it, parts)) {
        let found = format!("clause `{}`, which speaks of no good of this file", clause.id);
        let remedy = "correct its scope, or leave it out: it would change nothing";
        problems.push(problem_at(&clause.row, found, "a clause that bears on a [[good]]", remedy));
    }
    if let Some(why) = idle(&clause.effect) {
        let found = format!("clause `{}`: {why}", clause.id);
        let remedy = "leave it out: it would change nothing";
        problems.push(problem_at(&clause.row, found, "an effect that a small chain can act on", remedy));
    }
}

/// Why an effect does nothing in a small chain; none where it acts.
fn idle(effect: &Effect) -> Option<&'static str> {
    match effect {
        Effect::Fund(_) => Some("money builds projects, of which an episode has none"),
        Effect::Hasten { .. } => Some("permits hasten projects, of which an episode has none"),
        Effect::Unmodelled { .. } => Some("what no kind of effect can say"),
        Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::PriceFloor(_)
        | Effect::Stockpile(_)
        | Effect::Offtake { .. }
        | Effect::Admit(_) => None,
    }
}

fn patterns(clause: &Clause) -> impl Iterator<Item = &GoodPattern> {
    clause.scope.goods.iter().chain(&clause.scope.goods_wide)
}

/// Whether a pattern names something: a good of the file, one of the vocabulary, or elements that exist.
fn exists(pattern: &GoodPattern, parts: &Parts<'_>) -> bool {
    let vocabulary = &parts.world.vocabulary;
    let Some(name) = pattern.named() else {
        return pattern.elements().all(|it| vocabulary.symbol(it).is_some());
    };
    let substance = |it: &str| it.split_once(':').is_some_and(|it| it.1.split('+').next() == Some(name));
    parts.laws.iter().any(|it| substance(it))
        || vocabulary.goods().any(|it| substance(it.id.as_str()))
        || vocabulary.symbol(name).is_some()
}

/// Goods of the file, by their names in the law, that a clause may mean.
fn speaks_of<'a>(clause: &Clause, parts: &'a Parts<'_>) -> Vec<&'a str> {
    parts.laws.iter().map(String::as_str).filter(|it| may_mean(clause, it)).collect()
}

fn may_mean(clause: &Clause, good: &str) -> bool {
    let Some(item) = good.split('+').next().and_then(Good::new).map(Item::of) else { return true };
    patterns(clause).next().is_none() || patterns(clause).any(|it| it.covers(&item) != Verdict::No)
}
