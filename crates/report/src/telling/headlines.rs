//! The numbers that a run is judged by, in words.

use coercivity_simulate::Headline;

use crate::view::HeadlineOf;

use super::Telling;

/// What a headline is called, its buyer first.
pub fn headline_name(telling: &Telling<'_>, headline: Headline) -> String {
    let question = telling.question;
    let buyer = &question.scenario.buyers[headline.buyer(&question.groups)].label;
    format!("{buyer}: {}", said(telling, headline))
}

fn said(telling: &Telling<'_>, headline: Headline) -> String {
    match headline {
        Headline::Service { .. } => "service of the worst use, month 12 of the run's cut-off".to_owned(),
        Headline::RemanenceWorst { .. } => "remanence of the worst use".to_owned(),
        Headline::Remanence { group } => {
            format!("remanence, {}", telling.end_use(telling.question.groups[group].end_use.as_str()))
        }
        Headline::Leverage { .. } => "leverage, lost surplus".to_owned(),
        Headline::Independence { .. } => "months to independence".to_owned(),
    }
}

/// What a headline is of.
pub fn headline_of(telling: &Telling<'_>, headline: Headline) -> HeadlineOf {
    let question = telling.question;
    let end_use = match headline {
        Headline::Remanence { group } => Some(question.groups[group].end_use.to_string()),
        Headline::Service { .. }
        | Headline::RemanenceWorst { .. }
        | Headline::Leverage { .. }
        | Headline::Independence { .. } => None,
    };
    HeadlineOf {
        headline: headline.word().to_owned(),
        label: said(telling, headline),
        buyer: question.scenario.buyers[headline.buyer(&question.groups)].id.clone(),
        end_use,
        unit: headline.unit().to_owned(),
    }
}
