//! Which clauses are meant, and the table of their states on a day.

use coercivity_data::Problem;
use coercivity_quantity::Verdict;
use coercivity_world::Good;
use coercivity_world::measures::{
    ChangeKind, Clause, ClauseRef, Effect, Inclusion, Item, Measure, Standing, Start, State, Words,
    conflicts as contradictions,
};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::commands::measures::effect_words::{effect_words, start_words};
use crate::commands::measures::{Asked, cell, folded};
use crate::failure::Failure;

/// One clause of an answer.
pub(crate) struct Line<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) clause: &'a Clause,
}

impl Line<'_> {
    /// The id by which a reader asks for it.
    pub(crate) fn id(&self) -> String {
        format!("{}:{}", self.measure.id, self.clause.id)
    }
}

/// The clauses that the request means.
pub(crate) fn select<'a>(asked: &'a Asked<'_>) -> Result<Vec<Line<'a>>, Failure> {
    let request = asked.request;
    let wanted = request.id.as_deref().map(|it| named(asked, it)).transpose()?;
    if let Some(issuer) = &request.issuer {
        let mut known: Vec<&str> = asked.regime.measures().iter().map(|it| it.issuer.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        if !known.iter().any(|it| it.eq_ignore_ascii_case(issuer)) {
            return Err(Failure::unknown("issuer", issuer, known));
        }
    }
    let words = &asked.open.world.words;
    let unnarrowed = request.id.is_none() && request.issuer.is_none() && request.about.is_empty();
    let mut lines = Vec::new();
    for measure in asked.regime.measures() {
        for clause in &measure.clauses {
            let line = Line { measure, clause };
            let named = wanted.as_ref().is_none_or(|it| it.means(measure.id, &clause.id));
            let issued = request.issuer.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(&measure.issuer));
            let about =
                request.about.is_empty() || request.about.iter().any(|it| concerns(clause, it.trim(), words));
            // Without a narrower question, only what can bind.
            let binds = !unnarrowed || can_bind(asked, &line);
            if named && issued && about && binds {
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

fn named(asked: &Asked<'_>, id: &str) -> Result<ClauseRef, Failure> {
    let measures = asked.regime.measures();
    let ids = || measures.iter().map(|it| it.id.as_str());
    let wanted = ClauseRef::read(id).ok_or_else(|| Failure::unknown("instrument", id, ids()))?;
    // The issuer's code may be left out, as in `mofcom-2025-061`.
    let same = |it: &&Measure| {
        let text = it.id.as_str();
        let short = text.split_once('-').map_or("", |parts| parts.1);
        it.id == wanted.instrument || short == wanted.instrument.as_str()
    };
    let Some(measure) = measures.iter().find(same) else {
        return Err(Failure::unknown("instrument", wanted.instrument.as_str(), ids()));
    };
    match &wanted.clause {
        Some(part) if !measure.has_part(part) => {
            let parts = measure.clauses.iter().map(|it| it.id.as_str());
            Err(Failure::unknown("clause of this instrument", part, parts))
        }
        _ => Ok(ClauseRef { instrument: measure.id, clause: wanted.clause }),
    }
}

/// Whether a clause may concern an element, a group of elements, or a good.
fn concerns(clause: &Clause, about: &str, words: &Words) -> bool {
    if about.contains(':') {
        let Some(good) = Good::new(about) else { return false };
        let item = Item::of(good);
        let goods = &clause.scope.goods;
        return goods.is_empty() || goods.iter().any(|it| it.covers(&item) != Verdict::No);
    }
    match words.elements(about) {
        Some(members) => members.iter().any(|it| clause.scope.concerns(it)),
        None => clause.scope.concerns(about),
    }
}

fn can_bind(asked: &Asked<'_>, line: &Line<'_>) -> bool {
    let modelled = !matches!(line.clause.effect, Effect::Unmodelled { .. });
    let alive = !matches!(asked.state(line, asked.on), State::Ended { .. });
    modelled && alive && line.measure.standing != Standing::Proposed
}

/// The table of states on a day.
pub(crate) fn answer(asked: &Asked<'_>, lines: &[Line<'_>]) -> Answer {
    let states: Vec<State> = lines.iter().map(|it| asked.state(it, asked.on)).collect();
    let count = |word: &str| states.iter().filter(|it| it.word() == word).count();
    let mut text = vec![
        format!("{}   state on {}", asked.heading(), asked.on),
        format!(
            "{} clauses: {} in force, {} suspended, {} unknown, {} not yet, {} ended, {} proposed",
            lines.len(),
            count("in force"),
            count("suspended"),
            count("unknown"),
            count("not yet"),
            count("ended"),
            count("proposed")
        ),
    ];
    let id = lines.iter().map(|it| it.id().chars().count()).max().unwrap_or(2).clamp(2, 44);
    let (days, state, effect) = (10, 21, 24);
    let what = asked.width.saturating_sub(id + 2 * days + state + effect + 5).max(12);
    let row = |cells: [&str; 6]| {
        let widths = [id, what, days, days, state, effect];
        let cells: Vec<String> = cells.iter().zip(widths).map(|it| cell(it.0, it.1)).collect();
        cells.join(" ").trim_end().to_owned()
    };
    text.push(row(["id", "what", "announced", "binds from", "state", "effect"]));
    for (line, state) in lines.iter().zip(&states) {
        let (announced, start) = (line.measure.announced.to_string(), start_words(&line.clause.takes_effect));
        let (name, short) = (line.id(), short_state(state));
        let effect = effect_words(&line.clause.effect);
        text.push(row([&name, &line.clause.title, &announced, &start, &short, &effect]));
        if asked.request.text {
            text.extend(folded(&line.clause.text, 4, asked.width));
        }
    }
    text.extend(why_unknown(&states));
    text.push(next(lines));
    let header = ["id", "what", "announced", "binds_from", "state", "readings", "effect", "source", "row"];
    Answer::new("coercivity.measures/1", text.join("\n"), document(asked, lines, &states))
        .with_rows(&header, &csv_rows(lines, &states))
}

fn next(lines: &[Line<'_>]) -> String {
    let example = lines.first().map_or("cn-mofcom-2025-061".to_owned(), |it| it.measure.id.to_string());
    format!("next: coercivity measures {example}   (its words, sources and state)")
}

/// A state in at most 21 characters.
pub(crate) fn short_state(state: &State) -> String {
    match state {
        State::Suspended { until: Some(until), .. } => format!("asleep to {until}"),
        State::Suspended { until: None, .. } => "asleep, renewed".to_owned(),
        State::Ended { last_day, .. } => format!("ended {last_day}"),
        State::Unknown { readings, .. } => {
            let text = readings.first().map_or("", |it| it.state.word());
            format!("UNKNOWN ({text}?)")
        }
        State::Proposed | State::NotYet { .. } | State::InForce => state.word().to_owned(),
    }
}

/// One line for each reason why a state is unknown.
pub(crate) fn why_unknown(states: &[State]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for state in states {
        if let State::Unknown { readings, why } = state {
            let readings: Vec<String> =
                readings.iter().map(|it| format!("{} = {}", it.assuming, it.state.word())).collect();
            let said = format!("UNKNOWN: {why}; {}", readings.join(", "));
            if !reasons.contains(&said) {
                reasons.push(said);
            }
        }
    }
    if !reasons.is_empty() {
        reasons.push("         choose: --law revived | extended | both (default actual)".to_owned());
    }
    reasons
}

fn csv_rows(lines: &[Line<'_>], states: &[State]) -> Vec<Vec<String>> {
    let row = |(line, state): (&Line<'_>, &State)| {
        let readings = match state {
            State::Unknown { readings, .. } => {
                let said = |it: &coercivity_world::measures::Reading| {
                    format!("{}: {}", it.assuming, it.state.word())
                };
                readings.iter().map(said).collect::<Vec<_>>().join("; ")
            }
            State::Proposed
            | State::NotYet { .. }
            | State::InForce
            | State::Suspended { .. }
            | State::Ended { .. } => String::new(),
        };
        let cited = line.clause.cited.as_ref().or(line.measure.cited.as_ref());
        vec![
            line.id(),
            line.clause.title.clone(),
            line.measure.announced.to_string(),
            start_words(&line.clause.takes_effect),
            state.word().to_owned(),
            readings,
            effect_words(&line.clause.effect),
            cited.map(|it| it.sources.join("; ")).unwrap_or_default(),
            line.clause.row.clone(),
        ]
    };
    lines.iter().zip(states).map(row).collect()
}

/// The answer for programs.
pub(crate) fn document(asked: &Asked<'_>, lines: &[Line<'_>], states: &[State]) -> Value {
    let clauses: Vec<Value> = lines
        .iter()
        .zip(states)
        .map(|(line, state)| {
            let cited = line.clause.cited.as_ref().or(line.measure.cited.as_ref());
            json!({
                "id": line.id(),
                "instrument": line.measure.id.as_str(),
                "clause": line.clause.id,
                "issuer": line.measure.issuer,
                "standing": line.measure.standing.word(),
                "title": line.clause.title,
                "article": line.clause.article,
                "text": line.clause.text,
                "announced": line.measure.announced.to_string(),
                "checked": line.measure.checked.map(|it| it.to_string()),
                "takes_effect": match &line.clause.takes_effect {
                    Start::On(day) => Value::from(day.to_string()),
                    Start::NotSet | Start::Unknown { .. } => Value::Null,
                },
                "until": line.clause.until.map(|it| it.to_string()),
                "state": state_document(state),
                "effect": { "kind": line.clause.effect.word(), "words": effect_words(&line.clause.effect) },
                "note": line.clause.note,
                "sources": cited.map(|it| it.sources.clone()).unwrap_or_default(),
                "confidence": cited.map(|it| it.confidence.word()),
                "row": line.clause.row,
            })
        })
        .collect();
    json!({
        "on": asked.on.to_string(),
        "known_on": asked.regime.day().to_string(),
        "law": asked.law.assumption.word(),
        "clauses": clauses,
    })
}

fn state_document(state: &State) -> Value {
    let word = state.word();
    match state {
        State::Suspended { by, until } => {
            json!({"state": word, "by": by.as_str(), "until": until.map(|it| it.to_string())})
        }
        State::Ended { by, last_day } => {
            json!({"state": word, "by": by.as_str(), "last_day": last_day.to_string()})
        }
        State::NotYet { from } => json!({"state": word, "from": from.map(|it| it.to_string())}),
        State::Unknown { readings, why } => {
            let readings: Vec<Value> = readings
                .iter()
                .map(|it| json!({"assuming": it.assuming, "state": state_document(&it.state)}))
                .collect();
            json!({"state": word, "why": why, "readings": readings})
        }
        State::Proposed | State::InForce => json!({"state": word}),
    }
}

/// Contradictions between instruments, and the days that their texts leave open.
pub(crate) fn conflicts(asked: &Asked<'_>) -> Answer {
    let found = contradictions(asked.regime.measures());
    let told: Vec<String> = found.iter().map(Problem::to_string).collect();
    let mut open: Vec<String> = Vec::new();
    for measure in asked.regime.measures() {
        for change in &measure.changes {
            if let ChangeKind::Suspends { until, until_included: Inclusion::Contested, .. } = &change.kind {
                open.push(format!("{}:{}  is {until} included in the suspension?", measure.id, change.id));
            }
        }
        for clause in &measure.clauses {
            if let Start::Unknown { why } = &clause.takes_effect {
                open.push(format!("{}:{}  since when? {why}", measure.id, clause.id));
            }
        }
    }
    let mut text = vec![
        asked.heading(),
        format!("{} contradictions between {} instruments", told.len(), asked.regime.measures().len()),
    ];
    text.extend(told.iter().cloned());
    text.push(format!("{} questions that the texts leave open", open.len()));
    text.extend(open.iter().cloned());
    text.push("next: coercivity measures --timeline".to_owned());
    Answer::new(
        "coercivity.measures.conflicts/1",
        text.join("\n"),
        json!({ "known_on": asked.regime.day().to_string(), "contradictions": told, "open": open }),
    )
}
