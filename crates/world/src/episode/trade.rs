//! Who makes, ships and uses the goods of an episode.

use coercivity_data::{Node, Problem, ProjectClass, Range, Section, UserClass};

use super::counts::counts;
use super::parts::Parts;
use super::read::all;
use super::{EpisodeGood, EpisodeLane, EpisodeMaker, EpisodeUser, Made, Traded, Way};
use crate::id::{Deposit, EndUse, Good};
use crate::scenario::Ranged;

pub(super) fn good(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeGood> {
    from.only(
        &[
            "id",
            "law",
            "meets",
            "per_tonne",
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
    let named = law.as_ref().and_then(|it| Good::new(&it.value).filter(|_| it.value.contains(':')));
    if let (Some(law), None) = (&law, named) {
        let found = format!("`{}`", law.value);
        from.wrong(law, found, "stage:substance", "write it as clauses do, such as \"metal:Ga\"", problems);
    }
    let domestic = parts.required(from, "domestic_usd_per_kg", Range::Positive, problems);
    let border = parts.ranged(from, "border_over_domestic", Range::Positive, problems);
    let counts = counts(from, parts, problems);
    let meets = from.texts("meets", problems).into_iter().map(|it| it.value).collect();
    let cited = parts.cited(from, problems);
    Some(EpisodeGood {
        id: id?.value,
        law: named?,
        meets,
        counts,
        domestic: domestic?,
        border_over_domestic: border.unwrap_or(Ranged::fixed(1.0)),
        cited: cited?,
    })
}

pub(super) fn maker(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeMaker> {
    let keys = [
        "makes",
        "basket",
        "t_per_month",
        "starts",
        "class",
        "unlicensed",
        "as_of",
        "source",
        "confidence",
        "note",
    ];
    from.only(&[&["id", "place"][..], &keys[..]].concat(), problems);
    let id = from.required_text("id", problems);
    if let Some(id) = id.as_ref().filter(|it| Deposit::new(&it.value).is_none()) {
        let found = format!("id `{}`", id.value);
        from.wrong(id, found, "1 to 47 characters without blanks", "correct the id", problems);
    }
    let place = parts.required_place(from, "place", problems);
    let makes = made(from, parts, problems);
    let starts = parts.month(from, "starts", problems);
    let class = from.one_of("class", &ProjectClass::WORDS, problems);
    let unlicensed = parts.ranged(from, "unlicensed", Range::Share, problems).unwrap_or(Ranged::fixed(0.0));
    let cited = parts.cited(from, problems);
    Some(EpisodeMaker {
        id: id?.value,
        place: place?,
        makes: makes?,
        starts,
        unlicensed,
        class,
        cited: cited?,
    })
}

/// `makes = [{ good, t_per_month }]`, or `basket = { good = weight }` with one `t_per_month`.
fn made(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Made> {
    if let Some(said) = from.node("basket") {
        if from.has("makes") {
            let remedy = "keep the basket where the proportion is known, the list where the tonnes are";
            from.wrong(said, "`basket` beside `makes`", "one of them", remedy, problems);
        }
        let tonnes = parts.required(from, "t_per_month", Range::NotNegative, problems);
        let mut weights = Vec::new();
        for (key, node) in from.section("basket", problems).into_iter().flat_map(Section::entries) {
            match (parts.goods.iter().position(|it| *it == key.value), &node.value) {
                (Some(good), Node::Number(weight)) if *weight > 0.0 => weights.push((good, *weight)),
                _ => {
                    let found = format!("`{}`", key.value);
                    from.wrong(key, found, "good = weight above 0", "use ids of [[good]]", problems);
                }
            }
        }
        return Some(Made::Basket(tonnes?, weights));
    }
    if !from.has("makes") {
        from.missing("makes", problems);
    }
    let mut makes = Vec::new();
    for it in from.sections("makes", problems) {
        it.only(&["good", "t_per_month"], problems);
        let tonnes = parts.required(it, "t_per_month", Range::NotNegative, problems);
        makes.extend(parts.good(it, "good", problems).zip(tonnes));
    }
    Some(Made::Each(makes))
}

pub(super) fn lane(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeLane> {
    from.only(&["good", "from", "to", "t_per_month", "as_of", "source", "confidence", "note"], problems);
    let good = traded(from, parts, problems);
    let start = parts.required_place(from, "from", problems);
    let end = parts.required_place(from, "to", problems);
    if let (Some(end), true) = (from.text("to", &mut Vec::new()), start.is_some() && start == end) {
        let found = format!("a lane from `{}` to itself", end.value);
        from.wrong(&end, found, "a lane that ends elsewhere", "correct one of the two places", problems);
    }
    let tonnes = parts.required(from, "t_per_month", Range::NotNegative, problems);
    let cited = parts.cited(from, problems);
    Some(EpisodeLane { good: good?, from: start?, to: end?, tonnes: tonnes?, cited: cited? })
}

/// A good, or an aggregate that says the shares of its members.
fn traded(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Traded> {
    let said = from.text("good", &mut Vec::new());
    let together = said.and_then(|said| parts.shared.iter().position(|it| it.as_ref() == Some(&said.value)));
    match together {
        Some(it) => Some(Traded::Together(it)),
        None => parts.good(from, "good", problems).map(Traded::Good),
    }
}

pub(super) fn user(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<EpisodeUser> {
    let keys = ["share", "cover_weeks", "stop_factor", "ways", "as_of", "source", "confidence", "note"];
    from.only(&[&["goods", "places", "class"][..], &keys[..]].concat(), problems);
    for key in ["goods", "places"].iter().filter(|it| !from.has(it)) {
        from.missing(key, problems);
    }
    let (goods, places) = (parts.goods(from, problems), parts.places(from, "places", problems));
    let class = class(from, problems);
    let share = parts.ranged(from, "share", Range::Share, problems).unwrap_or(Ranged::fixed(1.0));
    let cover_weeks = parts.ranged(from, "cover_weeks", Range::NotNegative, problems);
    let stop_factor = parts.ranged(from, "stop_factor", Range::Positive, problems);
    let ways = all(from, "ways", problems, |it, problems| way(it, parts, problems));
    let cited = parts.cited(from, problems);
    Some(EpisodeUser { goods, places, class: class?, share, cover_weeks, stop_factor, ways, cited: cited? })
}

/// A class of users: one of those that the shipped facts know, or any other name.
fn class(from: &Section, problems: &mut Vec<Problem>) -> Option<EndUse> {
    let said = from.required_text("class", problems)?;
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it);
    let class = EndUse::new(&said.value).filter(|_| said.value.chars().all(plain));
    if class.is_none() {
        let known: Vec<&str> = UserClass::WORDS.iter().map(|it| it.0).collect();
        let expected = format!("{}, or another name in small letters, digits, - and _", known.join(", "));
        from.wrong(&said, format!("class `{}`", said.value), expected, "write it so", problems);
    }
    class
}

fn way(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Way> {
    from.only(&["label", "cost_factor", "share_able", "lag_months"], problems);
    let label = from.required_text("label", problems);
    let cost = parts.required(from, "cost_factor", Range::NotNegative, problems);
    let able = parts.required(from, "share_able", Range::Share, problems);
    let lag = parts.required(from, "lag_months", Range::NotNegative, problems);
    Some(Way { label: label?.value, cost_factor: cost?, share_able: able?, lag_months: lag? })
}
