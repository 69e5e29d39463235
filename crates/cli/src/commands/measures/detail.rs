//! One instrument, or one clause of it: its words, its sources, its state.

use coercivity_world::measures::{
    ChangeKind, Clause, ClauseRef, Inclusion, Language, Measure, State, TextKind,
};

use crate::answer::Answer;
use crate::commands::measures::effect_words::{effect_words, start_words};
use crate::commands::measures::listing::{Line, document, why_unknown};
use crate::commands::measures::{Asked, folded};

/// The page of an instrument.
pub(crate) fn answer(asked: &Asked<'_>, lines: &[Line<'_>]) -> Answer {
    let states: Vec<State> = lines.iter().map(|it| asked.state(it, asked.on)).collect();
    let mut text = vec![format!("{}   state on {}", asked.heading(), asked.on)];
    let id = asked.request.id.as_deref().unwrap_or_default();
    let measure = lines.first().map(|it| it.measure).or_else(|| {
        // An instrument that only changes others has no clause to list.
        let wanted = ClauseRef::read(id)?.instrument;
        asked.regime.measures().iter().find(|it| it.id == wanted || it.id.as_str().ends_with(id))
    });
    if let Some(measure) = measure {
        text.extend(head(asked, measure));
    }
    for (line, state) in lines.iter().zip(&states) {
        text.extend(page(asked, line, state));
    }
    if let Some(measure) = measure {
        for change in &measure.changes {
            text.push(format!("{}:{}  {}", measure.id, change.id, change_words(&change.kind)));
            text.extend(folded(&change.text, 4, asked.width));
            text.push(format!("    row {}", change.row));
        }
    }
    text.extend(why_unknown(&states));
    text.push(format!("next: coercivity measures {id} --timeline"));
    Answer::new("coercivity.measures/1", text.join("\n"), document(asked, lines, &states))
}

fn head(asked: &Asked<'_>, measure: &Measure) -> Vec<String> {
    let mut text = folded(&format!("{}  {}", measure.id, measure.title), 0, asked.width);
    let checked = measure.checked.map_or(String::new(), |it| format!("   sources read to {it}"));
    text.push(format!("  {}   announced {}{checked}", measure.standing.word(), measure.announced));
    if let Some(cited) = &measure.cited {
        text.push(format!("  rests on {} ({})", cited.sources.join(", "), cited.confidence.word()));
        text.extend(folded(&cited.note, 4, asked.width));
    }
    text.extend(folded(&measure.note, 2, asked.width));
    text
}

fn page(asked: &Asked<'_>, line: &Line<'_>, state: &State) -> Vec<String> {
    let clause = line.clause;
    let article =
        if clause.article.is_empty() { String::new() } else { format!("   article {}", clause.article) };
    let until = clause.until.map_or(String::new(), |it| format!(" to {it}"));
    let mut text = vec![
        format!("{}  {}{article}", line.id(), clause.title),
        format!("    state {state}   binds from {}{until}", start_words(&clause.takes_effect)),
    ];
    text.extend(folded(&format!("effect {}", effect_words(&clause.effect)), 4, asked.width));
    for words in words_said(clause) {
        text.extend(folded(&words, 4, asked.width));
    }
    if !clause.scope.goods.is_empty() {
        let goods: Vec<&str> = clause.scope.goods.iter().map(|it| it.as_str()).collect();
        text.extend(folded(&format!("goods: {}", goods.join(", ")), 4, asked.width));
    }
    for condition in &clause.scope.conditions {
        text.extend(folded(&format!("if {}: {}", condition.id, condition.text), 4, asked.width));
    }
    text.extend(folded(&clause.note, 4, asked.width));
    text.push(format!("    row {}", clause.row));
    text
}

/// The words of a clause, each with whose they are: official words, our summary, or both.
fn words_said(clause: &Clause) -> Vec<String> {
    let mut said = vec![match (clause.text_kind, clause.text_language) {
        (TextKind::Summary, _) => format!("summary: {}", clause.text),
        (TextKind::Official, Language::English) => format!("official words: {}", clause.text),
        (TextKind::Official, language) => format!("official words ({}): {}", language.word(), clause.text),
    }];
    if !clause.summary.is_empty() {
        said.push(format!("summary: {}", clause.summary));
    }
    if let (TextKind::Official, Some(cited)) = (clause.text_kind, &clause.cited) {
        said.push(format!("words from {}, {}", cited.sources.join(", "), cited.at));
    }
    said
}

fn change_words(kind: &ChangeKind) -> String {
    let what: Vec<String> = kind.what().iter().map(ToString::to_string).collect();
    let what = what.join(", ");
    match kind {
        ChangeKind::Suspends { from, until, until_included, .. } => {
            let included = match until_included {
                Inclusion::Included => "included",
                Inclusion::Excluded => "not included",
                Inclusion::Contested => "included or not is contested",
            };
            format!("suspends {what} from {from} to {until} ({included})")
        }
        ChangeKind::Ends { last_day, .. } => format!("ends {what}, last day {last_day}"),
        ChangeKind::Replaces { by, on, .. } => format!("replaces {what} by {by} on {on}"),
    }
}
