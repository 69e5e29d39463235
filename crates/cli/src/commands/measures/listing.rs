//! Which clauses are meant, and the table of their states on a day.

use coercivity_data::Problem;
use coercivity_world::measures::{
    ChangeKind, Clause, ClauseRef, Effect, Inclusion, Measure, Start, State, conflicts as contradictions,
};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::commands::measures::about::About;
use crate::commands::measures::effect_words::{effect_words, short_effect, start_words};
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
    let read = |it: &String| About::read(it, &asked.open.world, asked.regime);
    let about: Vec<About> = request.about.iter().map(read).collect::<Result<_, _>>()?;
    let mut lines = Vec::new();
    for measure in asked.regime.measures() {
        for clause in &measure.clauses {
            let line = Line { measure, clause };
            let named = wanted.as_ref().is_none_or(|it| it.means(measure.id, &clause.id));
            let issued = request.issuer.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(&measure.issuer));
            let about = about.is_empty() || about.iter().any(|it| it.meant_by(clause));
            if named && issued && about {
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

/// Whether a clause can hold a movement back, now or later: what has ended, was only proposed or is not modelled
/// is counted, and listed when an issuer is asked for.
fn can_bind(line: &Line<'_>, state: &State) -> bool {
    let modelled = !matches!(line.clause.effect, Effect::Unmodelled { .. });
    modelled && !matches!(state, State::Ended { .. } | State::Proposed)
}

/// The table of states on a day.
pub(crate) fn answer(asked: &Asked<'_>, lines: &[Line<'_>]) -> Answer {
    let states: Vec<State> = lines.iter().map(|it| asked.state(it, asked.on)).collect();
    let all: Vec<(&Line<'_>, &State)> = lines.iter().zip(&states).collect();
    let whole = asked.request.issuer.is_some();
    let (shown, hidden): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| whole || can_bind(it.0, it.1));
    let about = !asked.request.about.is_empty();
    let (general, naming): (Vec<_>, Vec<_>) =
        shown.into_iter().partition(|it| about && it.0.clause.scope.is_general());
    let mut text = vec![format!("{}   state on {}", asked.heading(), asked.on), counts(&states)];
    let layout = Layout::of(lines, asked.width);
    text.push(layout.row(["id", "what", "announced", "binds from", "state", "effect"]));
    for (line, state) in &naming {
        text.extend(layout.lines(asked, line, state));
    }
    text.extend(suspensions(asked, (lines, &states), &layout));
    if !general.is_empty() {
        text.push("naming no substance, so they may bear as well:".to_owned());
        for (line, state) in &general {
            text.extend(layout.lines(asked, line, state));
        }
    }
    if !hidden.is_empty() {
        text.push(format!(
            "not listed: {} that have ended, were only proposed, or hold no movement back (--issuer CC lists them)",
            hidden.len()
        ));
    }
    text.extend(why_unknown(&states));
    text.push(next(&naming));
    let header = ["id", "what", "announced", "binds_from", "state", "readings", "effect", "source", "row"];
    Answer::new("coercivity.measures/1", text.join("\n"), document(asked, lines, &states))
        .with_rows(&header, &csv_rows(lines, &states))
}

fn counts(states: &[State]) -> String {
    let count = |word: &str| states.iter().filter(|it| it.word() == word).count();
    let words = ["in force", "suspended", "unknown", "not yet", "ended", "proposed"];
    let counted: Vec<String> = words.iter().map(|it| format!("{} {it}", count(it))).collect();
    format!("{} clauses: {}", states.len(), counted.join(", "))
}

/// Widths of the table's columns.
struct Layout {
    widths: [usize; 6],
    width: usize,
}

impl Layout {
    fn of(lines: &[Line<'_>], width: usize) -> Self {
        let longest = lines.iter().map(|it| it.id().chars().count()).max().unwrap_or(2);
        let id = longest.clamp(2, 36.min(width / 3));
        let (day, state, effect) = (10, 20, 15);
        let what = width.saturating_sub(id + 2 * day + state + effect + 5).max(12);
        Self { widths: [id, what, day, day, state, effect], width }
    }
    fn row(&self, cells: [&str; 6]) -> String {
        let cells: Vec<String> = cells.iter().zip(self.widths).map(|it| cell(it.0, it.1)).collect();
        cells.join(" ").trim_end().to_owned()
    }
    fn lines(&self, asked: &Asked<'_>, line: &Line<'_>, state: &State) -> Vec<String> {
        let (announced, start) = (line.measure.announced.to_string(), start_words(&line.clause.takes_effect));
        let (name, short) = (line.id(), short_state(state));
        let effect = short_effect(&line.clause.effect);
        let mut text = vec![self.row([&name, &line.clause.title, &announced, &start, &short, &effect])];
        if asked.request.text {
            text.extend(folded(line.clause.in_english(), 4, self.width));
        }
        text
    }
}

/// The suspensions that touch a listed clause, as rows of their own.
fn suspensions(asked: &Asked<'_>, (lines, states): (&[Line<'_>], &[State]), layout: &Layout) -> Vec<String> {
    let mut rows = Vec::new();
    for measure in asked.regime.measures() {
        for change in &measure.changes {
            let ChangeKind::Suspends { what, from, until, .. } = &change.kind else { continue };
            let touched = |it: &&(&Line<'_>, &State)| {
                what.iter().any(|what| what.means(it.0.measure.id, &it.0.clause.id))
            };
            let touched: Vec<&State> =
                lines.iter().zip(states).filter(|it| touched(&it)).map(|it| it.1).collect();
            if touched.is_empty() {
                continue;
            }
            let any = |is: fn(&State) -> bool| touched.iter().any(|it| is(it));
            let state = match asked.on {
                on if on < *from => "not yet".to_owned(),
                // Whether the last day is included, and whether it was renewed, its clauses' state says.
                on if on >= *until && any(|it| matches!(it, State::Unknown { .. })) => {
                    format!("UNKNOWN ({until}?)")
                }
                on if on > *until && any(|it| matches!(it, State::Suspended { .. })) => "renewed".to_owned(),
                on if on > *until => format!("lapsed {until}"),
                _ => format!("runs to {until}"),
            };
            let names: Vec<String> = what.iter().map(ToString::to_string).collect();
            let title = format!("suspends {}", names.join(", "));
            let (id, announced) = (format!("{}:{}", measure.id, change.id), measure.announced.to_string());
            rows.push(layout.row([&id, &title, &announced, &from.to_string(), &state, "suspends"]));
        }
    }
    rows
}

fn next(shown: &[(&Line<'_>, &State)]) -> String {
    // What nobody knows is what a reader asks about first.
    let unknown = shown.iter().find(|it| matches!(it.1, State::Unknown { .. }));
    let example = unknown.or(shown.first()).map_or("ID".to_owned(), |it| it.0.measure.id.to_string());
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
                "text_kind": line.clause.text_kind.word(),
                "text_language": line.clause.text_language.word(),
                "summary": line.clause.summary,
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
            json!({"state": word, "why": &**why, "readings": readings})
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
