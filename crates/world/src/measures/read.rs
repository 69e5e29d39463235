//! Reads one instrument, with its clauses and changes, from its table.

use coercivity_data::{Problem, Said, Section};
use coercivity_quantity::{Citation, Confidence};

use crate::id::InstrumentId;
use crate::measures::change::{Change, ChangeKind, ClauseRef, Inclusion};
use crate::measures::measure::{Clause, Language, Layer, Measure, Standing, Start, TextKind};
use crate::measures::read_effect::read_effect;
use crate::measures::read_scope::{asks_something, read_scope};
use crate::measures::words::Words;

const MEASURE_KEYS: [&str; 15] = [
    "id",
    "issuer",
    "title",
    "standing",
    "announced",
    "checked",
    "source",
    "at",
    "confidence",
    "note",
    "list",
    "clause",
    "change",
    "announced_note",
    "cited_note",
];
const CLAUSE_KEYS: [&str; 21] = [
    "id",
    "title",
    "article",
    "text",
    "text_kind",
    "text_language",
    "summary",
    "takes_effect",
    "takes_effect_unknown",
    "until",
    "scope",
    "exceptions",
    "layer",
    "under",
    "effect",
    "note",
    "source",
    "at",
    "confidence",
    "cited_note",
    "parameters",
];

/// Reads one instrument from its table: a whole file of `data/measures`, or one `[[measure]]` of a scenario.
/// Enacted and proposed instruments must name issuer, title, checked day and source; invented ones may not have
/// them.
pub fn read_measure(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Measure> {
    from.only(&MEASURE_KEYS, problems);
    let before = problems.len();
    if !from.has("standing") {
        from.missing("standing", problems);
    }
    let standing = from.one_of("standing", &Standing::WORDS, problems);
    let id = from.required_text("id", problems).and_then(|it| read_instrument_id(from, &it, problems));
    if !from.has("announced") {
        from.missing("announced", problems);
    }
    let announced = from.day("announced", problems);
    let published = standing.is_none_or(|it| it != Standing::Invented);
    for key in ["issuer", "title", "checked"].into_iter().filter(|it| published && !from.has(it)) {
        from.missing(key, problems);
    }
    let issuer = from.text("issuer", problems);
    let issuer_places = issuer.as_ref().and_then(|it| words.places(&it.value)).unwrap_or_default();
    let cited = if published || from.has("source") { read_citation(from, problems) } else { None };
    let words = with_lists(from, words.clone(), problems);
    let clauses: Vec<Clause> = from
        .sections("clause", problems)
        .into_iter()
        .filter_map(|it| read_clause(it, &words, problems))
        .collect();
    let changes: Vec<Change> =
        from.sections("change", problems).into_iter().filter_map(|it| read_change(it, problems)).collect();
    if clauses.is_empty() && changes.is_empty() && problems.len() == before {
        from.missing("clause", problems);
    }
    let announced_note = from.text("announced_note", problems).map(|it| it.value);
    let note = from.text("note", problems).map(|it| it.value);
    Some(Measure {
        id: id?,
        issuer: issuer.map(|it| it.value).unwrap_or_default(),
        issuer_places,
        title: from.text("title", problems).map(|it| it.value).unwrap_or_default(),
        standing: standing?,
        announced: announced?.value,
        checked: from.day("checked", problems).map(|it| it.value),
        cited,
        note: [note, announced_note].into_iter().flatten().collect::<Vec<_>>().join(" "),
        clauses,
        changes,
        row: from.place(),
    })
}

fn read_instrument_id(
    from: &Section,
    said: &Said<String>,
    problems: &mut Vec<Problem>,
) -> Option<InstrumentId> {
    let id = InstrumentId::new(&said.value).filter(|it| !it.as_str().contains(':'));
    if id.is_none() {
        let expected = "an id without blanks or colons, at most 47 bytes";
        from.wrong(said, format!("id `{}`", said.value), expected, "correct the id", problems);
    }
    id
}

fn with_lists(from: &Section, mut words: Words, problems: &mut Vec<Problem>) -> Words {
    let Some(lists) = from.section("list", problems) else { return words };
    let names: Vec<String> = lists.entries().map(|it| it.0.value.clone()).collect();
    for name in names {
        let patterns = words.goods(lists, &name, problems);
        let texts = patterns.iter().map(|it| it.as_str().to_owned()).collect();
        words = words.with_goods(&format!("list:{name}"), texts);
    }
    words
}

/// Reads `source`, `at`, `confidence` and `cited_note` of an instrument or clause.
fn read_citation(from: &Section, problems: &mut Vec<Problem>) -> Option<Citation> {
    for key in ["source", "confidence"].into_iter().filter(|it| !from.has(it)) {
        from.missing(key, problems);
    }
    let words = [Confidence::Primary, Confidence::Secondary, Confidence::Estimate, Confidence::Assumed];
    let confidence = from.one_of("confidence", &words.map(|it| (it.word(), it)), problems);
    let sources: Vec<String> = from.texts("source", problems).into_iter().map(|it| it.value).collect();
    Some(Citation {
        sources,
        at: from.text("at", problems).map(|it| it.value).unwrap_or_default(),
        confidence: confidence?,
        note: from.text("cited_note", problems).map(|it| it.value).unwrap_or_default(),
        row: from.place(),
    })
}

/// What a clause says: the words, whose they are, their language, and our summary of them.
struct WordsSaid {
    text: Option<String>,
    kind: TextKind,
    language: Language,
    summary: String,
}

/// Reads `text`, `text_kind`, `text_language` and `summary`. Official words name their own source, so that they can be
/// looked up, and in another language than English they need a summary. What is itself a summary is in English.
fn read_words_said(from: &Section, problems: &mut Vec<Problem>) -> WordsSaid {
    let text = from.required_text("text", problems).map(|it| it.value);
    let kind = from.one_of("text_kind", &TextKind::WORDS, problems).unwrap_or(TextKind::Summary);
    let language = from.one_of("text_language", &Language::WORDS, problems).unwrap_or(Language::English);
    let summary = from.text("summary", problems);
    match kind {
        TextKind::Official => {
            if !from.has("source") {
                from.missing("source", problems);
            }
            if language != Language::English && summary.is_none() {
                from.missing("summary", problems);
            }
        }
        TextKind::Summary => {
            for key in ["text_language", "summary"] {
                let Some(said) = from.text(key, problems) else { continue };
                let found = format!("`{key}` beside a text that is a summary");
                from.wrong(&said, found, "it beside official words only", "remove the key", problems);
            }
        }
    }
    WordsSaid { text, kind, language, summary: summary.map(|it| it.value).unwrap_or_default() }
}

fn read_clause(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Clause> {
    from.only(&CLAUSE_KEYS, problems);
    let id = from.required_text("id", problems);
    let words_said = read_words_said(from, problems);
    let takes_effect = match from.text("takes_effect_unknown", problems) {
        Some(why) => Start::Unknown { why: why.value },
        None => from.day("takes_effect", problems).map_or(Start::NotSet, |it| Start::On(it.value)),
    };
    let until = from.day("until", problems);
    if let (Start::On(first), Some(until)) = (&takes_effect, &until)
        && until.value < *first
    {
        let found = format!("an end on {} before the beginning on {first}", until.value);
        from.wrong(until, found, "takes_effect before until", "correct one of the days", problems);
    }
    let scope_section = from.section("scope", problems);
    if scope_section.is_none_or(|it| !asks_something(it)) {
        from.missing("scope", problems);
    }
    let scope = scope_section.map(|it| read_scope(it, words, problems)).unwrap_or_default();
    let exceptions =
        from.sections("exceptions", problems).into_iter().map(|it| read_scope(it, words, problems)).collect();
    if !from.has("effect") {
        from.missing("effect", problems);
    }
    let parties = scope.to.within.clone().unwrap_or_default();
    let effect = from.section("effect", problems).and_then(|it| read_effect(it, &parties, words, problems));
    let cited = if from.has("source") { read_citation(from, problems) } else { None };
    let mut said = |key: &str| from.text(key, problems).map(|it| it.value);
    let (title, article, note, parameters) =
        (said("title"), said("article"), said("note"), said("parameters"));
    Some(Clause {
        id: id?.value,
        title: title.unwrap_or_default(),
        article: article.unwrap_or_default(),
        text: words_said.text?,
        text_kind: words_said.kind,
        text_language: words_said.language,
        summary: words_said.summary,
        takes_effect,
        until: until.map(|it| it.value),
        scope,
        exceptions,
        under: from.texts("under", problems).into_iter().map(|it| it.value).collect(),
        effect: effect?,
        note: [parameters, note].into_iter().flatten().collect::<Vec<_>>().join(" "),
        layer: from.one_of("layer", &Layer::WORDS, problems).unwrap_or(Layer::Text),
        cited,
        row: from.place(),
    })
}

/// Reads a list of references to clauses.
pub(crate) fn clause_refs(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Vec<ClauseRef> {
    let mut found = Vec::new();
    for said in from.texts(key, problems) {
        match ClauseRef::read(&said.value) {
            Some(clause) => found.push(clause),
            None => from.wrong(
                &said,
                format!("`{}` for `{key}`", said.value),
                "an instrument's id, or instrument:clause",
                "correct the reference",
                problems,
            ),
        }
    }
    found
}

fn read_change(from: &Section, problems: &mut Vec<Problem>) -> Option<Change> {
    let common = ["id", "text", "note"];
    let id = from.required_text("id", problems);
    let text = from.required_text("text", problems);
    let verbs: Vec<&str> = ["suspends", "ends", "replaces"].into_iter().filter(|it| from.has(it)).collect();
    let [verb] = verbs[..] else {
        from.missing("suspends` or `ends` or `replaces", problems);
        return None;
    };
    let what = clause_refs(from, verb, problems);
    let mut day = |key: &str| {
        if !from.has(key) {
            from.missing(key, problems);
        }
        from.day(key, problems).map(|it| it.value)
    };
    let (kind, keys): (_, &[&str]) = match verb {
        "suspends" => {
            let (first, until) = (day("from"), day("until"));
            let until_included = read_inclusion(from, problems);
            let kind =
                ChangeKind::Suspends { what, from: first?, until: until?, until_included: until_included? };
            (kind, &["suspends", "from", "until", "until_included"])
        }
        "ends" => (ChangeKind::Ends { what, last_day: day("last_day")? }, &["ends", "last_day"]),
        _ => {
            let on = day("on");
            let by = clause_refs(from, "by", problems).into_iter().next();
            if by.is_none() {
                from.missing("by", problems);
            }
            (ChangeKind::Replaces { what, by: by?, on: on? }, &["replaces", "by", "on"])
        }
    };
    let known: Vec<&str> = common.into_iter().chain(keys.iter().copied()).collect();
    from.only(&known, problems);
    let note = from.text("note", problems).map(|it| format!(" ({})", it.value)).unwrap_or_default();
    Some(Change { id: id?.value, text: text?.value + &note, kind, row: from.place() })
}

fn read_inclusion(from: &Section, problems: &mut Vec<Problem>) -> Option<Inclusion> {
    if !from.has("until_included") {
        from.missing("until_included", problems);
        return None;
    }
    let contested = from
        .node("until_included")
        .is_some_and(|it| matches!(&it.value, coercivity_data::Node::Text(text) if text == "contested"));
    if contested {
        return Some(Inclusion::Contested);
    }
    from.truth("until_included", problems).map(|included| match included {
        true => Inclusion::Included,
        false => Inclusion::Excluded,
    })
}
