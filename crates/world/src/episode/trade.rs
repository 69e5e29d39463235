//! Who makes, ships and uses the goods of an episode.

use coercivity_data::{Problem, Range, Section};

use super::parts::Parts;
use super::read::all;
use super::{EpisodeGood, EpisodeLane, EpisodeMaker, EpisodeUser, Way};
use crate::id::{EndUse, Good};
use crate::scenario::Ranged;

pub(super) fn good(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeGood> {
    from.only(
        &[
            "id",
            "law",
            "meets",
            "domestic_usd_per_kg",
            "border_over_domestic",
            "as_of",
            "source",
            "confidence",
            "note",
        ],
        problems,
    );
    let (id, law) = (from.required_text("id", problems), from.required_text("law", problems));
    let domestic = parts.required(from, "domestic_usd_per_kg", Range::NotNegative, problems);
    let border = parts.ranged(from, "border_over_domestic", Range::NotNegative, problems);
    let cited = parts.cited(from, problems);
    Some(EpisodeGood {
        id: id?.value,
        law: Good::new(&law?.value)?,
        meets: from.texts("meets", problems).into_iter().map(|it| it.value).collect(),
        domestic: domestic?,
        border_over_domestic: border.unwrap_or(Ranged::fixed(1.0)),
        cited: cited?,
    })
}

pub(super) fn maker(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeMaker> {
    from.only(&["id", "place", "makes", "starts", "as_of", "source", "confidence", "note"], problems);
    let (id, place) = (from.required_text("id", problems), parts.place(from, "place", problems));
    let mut makes = Vec::new();
    for it in from.sections("makes", problems) {
        it.only(&["good", "t_per_month"], problems);
        let tonnes = parts.required(it, "t_per_month", Range::NotNegative, problems);
        makes.extend(parts.good(it, "good", problems).zip(tonnes));
    }
    let starts = parts.month(from, "starts", problems);
    let cited = parts.cited(from, problems);
    Some(EpisodeMaker { id: id?.value, place: place?, makes, starts, cited: cited? })
}

pub(super) fn lane(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeLane> {
    from.only(&["good", "from", "to", "t_per_month", "as_of", "source", "confidence", "note"], problems);
    let good = parts.good(from, "good", problems);
    let (start, end) = (parts.place(from, "from", problems), parts.place(from, "to", problems));
    let tonnes = parts.required(from, "t_per_month", Range::NotNegative, problems);
    let cited = parts.cited(from, problems);
    Some(EpisodeLane { good: good?, from: start?, to: end?, tonnes: tonnes?, cited: cited? })
}

pub(super) fn user(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeUser> {
    from.only(
        &[
            "good",
            "place",
            "class",
            "share",
            "cover_weeks",
            "stop_factor",
            "ways",
            "as_of",
            "source",
            "confidence",
            "note",
        ],
        problems,
    );
    let good = parts.good(from, "good", problems);
    let (place, class) = (parts.place(from, "place", problems), from.required_text("class", problems));
    let share = parts.ranged(from, "share", Range::Share, problems).unwrap_or(Ranged::fixed(1.0));
    let cover = parts.required(from, "cover_weeks", Range::NotNegative, problems);
    let stop = parts.required(from, "stop_factor", Range::NotNegative, problems);
    let ways = all(from, "ways", problems, |it, problems| way(it, parts, problems));
    let cited = parts.cited(from, problems);
    Some(EpisodeUser {
        good: good?,
        place: place?,
        class: EndUse::new(&class?.value)?,
        share,
        cover_weeks: cover?,
        stop_factor: stop?,
        ways,
        cited: cited?,
    })
}

fn way(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Way> {
    from.only(&["label", "cost_factor", "share_able", "lag_months"], problems);
    let label = from.required_text("label", problems);
    let cost = parts.required(from, "cost_factor", Range::NotNegative, problems);
    let able = parts.required(from, "share_able", Range::Share, problems);
    let lag = parts.required(from, "lag_months", Range::NotNegative, problems);
    Some(Way { label: label?.value, cost_factor: cost?, share_able: able?, lag_months: lag? })
}
