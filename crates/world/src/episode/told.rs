//! What an episode tells together, and what history had told before it.

use coercivity_data::{
    Funding, HistoricClass, Node, Problem, Range, Section, SeriesQuantity, Tier, UserClass,
};
use coercivity_quantity::Month;

use super::parts::Parts;
use super::{Aggregate, AggregateKind, History, ProjectGroup};

pub(super) fn aggregate(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Aggregate> {
    from.only(&["id", "kind", "goods", "weights", "shares", "source", "confidence", "note"], problems);
    let id = from.required_text("id", problems);
    let kinds = [
        ("sum", AggregateKind::Sum),
        ("basket", AggregateKind::Basket),
        ("relative", AggregateKind::Relative),
    ];
    if !from.has("kind") {
        from.missing("kind", problems);
    }
    let kind = from.one_of("kind", &kinds, problems);
    let mut members: Vec<(usize, f64)> =
        parts.goods(from, problems).into_iter().map(|it| (it, 1.0)).collect();
    for (key, node) in from.section("weights", problems).into_iter().flat_map(Section::entries) {
        match (parts.goods.iter().position(|it| *it == key.value), &node.value) {
            (Some(good), Node::Number(weight)) if *weight > 0.0 => members.push((good, *weight)),
            _ => {
                let remedy = "use ids of [[good]]";
                from.wrong(key, format!("`{}`", key.value), "good = weight above 0", remedy, problems);
            }
        }
    }
    if let (Some(AggregateKind::Sum), Some(said)) = (kind, from.node("weights")) {
        let found = "weights of a sum, which adds tonne to tonne".to_owned();
        from.wrong(said, found, "`goods = [..]`", "name the goods, or make it a basket", problems);
    }
    let again =
        members.iter().enumerate().find(|(at, it)| members[..*at].iter().any(|other| other.0 == it.0));
    if let (Some((_, good)), Some(said)) = (again, from.node("goods").or_else(|| from.node("weights"))) {
        let found = format!("`{}` twice in one aggregate", parts.goods[good.0]);
        from.wrong(said, found, "each good once, in `goods` or in `weights`", "remove one", problems);
    }
    if members.is_empty() {
        from.missing(if from.has("weights") { "weights" } else { "goods" }, problems);
    }
    let shares = shares(from, parts, &members, problems);
    if from.has("shares") || from.has("source") {
        parts.cited(from, problems);
    }
    Some(Aggregate { id: id?.value, kind: kind?, members, shares })
}

/// Shares of what is traded under the sum's name; at most one member has none, and takes the rest.
fn shares(
    from: &Section,
    parts: &Parts<'_>,
    members: &[(usize, f64)],
    problems: &mut Vec<Problem>,
) -> Vec<Option<crate::scenario::Ranged>> {
    let Some(table) = from.section("shares", problems) else { return Vec::new() };
    let ids: Vec<&str> = members.iter().map(|it| parts.goods[it.0].as_str()).collect();
    table.only(&ids, problems);
    let shares: Vec<_> = ids.iter().map(|it| parts.ranged(table, it, Range::Share, problems)).collect();
    let without = ids.iter().filter(|it| !table.has(it)).count();
    if let (2.., Some(said)) = (without, from.node("shares")) {
        let found = format!("{without} members without a share");
        from.wrong(said, found, "one at most, which takes the rest", "say the others' shares", problems);
    }
    shares
}

pub(super) fn history(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<History> {
    from.only(
        &["quantity", "good", "place", "tier", "counterpart", "values", "source", "confidence", "note"],
        problems,
    );
    let quantity = parts.word(from, "quantity", SeriesQuantity::WORDS.iter().map(|it| it.0), problems);
    let good = told_good(from, parts, problems);
    let place = parts.required_place(from, "place", problems);
    let tier = match from.has("tier") {
        true => parts.word(from, "tier", Tier::WORDS.iter().map(|it| it.0), problems),
        false => Some("-".to_owned()),
    };
    let world = from.text("counterpart", problems).filter(|it| it.value == "WORLD");
    let counterpart = match (from.has("counterpart"), world) {
        (false, _) => Some("-".to_owned()),
        (true, Some(world)) => Some(world.value),
        (true, None) => parts.place(from, "counterpart", problems).map(|it| it.to_string()),
    };
    let bounds = quantity
        .as_deref()
        .and_then(|word| SeriesQuantity::WORDS.iter().find(|it| it.0 == word).map(|it| it.1.bounds()));
    let mut values = Vec::new();
    for (said, node) in from.section("values", problems).into_iter().flat_map(Section::entries) {
        let month: Option<Month> = said.value.parse().ok();
        match (month, &node.value) {
            (Some(month), Node::Number(value)) => {
                if let Some(bounds) = bounds.filter(|it| !it.hold(*value)) {
                    let found = format!("{value} in {month}");
                    from.wrong(node, found, bounds.words(), "correct the number", problems);
                }
                let ended = month.plus(1).first_day().is_some_and(|it| it <= parts.known_on.plus_days(1));
                if ended {
                    values.push((month, *value));
                } else {
                    let found = format!("{month}, which had not ended on {}", parts.known_on);
                    let remedy = "leave it out: it peeks past `known_on`";
                    from.wrong(said, found, "a month known by then", remedy, problems);
                }
            }
            _ => {
                let found = format!("`{}`", said.value);
                from.wrong(said, found, "\"2024-05\" = 4762", "write month = value", problems);
            }
        }
    }
    if !from.has("values") {
        from.missing("values", problems);
    }
    let cited = parts.cited(from, problems);
    let key = [quantity?, good?, place?.to_string(), tier?, counterpart?];
    Some(History { key, values, cited: cited? })
}

/// A good or an aggregate of the file, a class of users, or `GOOD@USER-CLASS`.
fn told_good(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let said = from.required_text("good", problems)?;
    let class =
        |word: &str| word == UserClass::AnyUser.word() || parts.user_classes.iter().any(|it| it == word);
    let ware = |word: &str| parts.goods.iter().chain(&parts.aggregates).any(|it| it == word);
    let known = match said.value.split_once('@') {
        Some((good, users)) => ware(good) && class(users),
        None => ware(&said.value) || class(&said.value),
    };
    if !known {
        let found = format!("good `{}`", said.value);
        let expected = "a [[good]] or [[aggregate]] of this file, a class of users, or GOOD@USER-CLASS";
        from.wrong(&said, found, expected, "correct the id", problems);
        return None;
    }
    Some(said.value)
}

/// The place of projects wherever they are.
const EVERYWHERE: &str = "WORLD";

pub(super) fn project_class(
    from: &Section,
    parts: &Parts<'_>,
    problems: &mut Vec<Problem>,
) -> Option<ProjectGroup> {
    from.only(&["id", "place", "count", "funded", "source", "confidence", "note"], problems);
    if !from.has("id") {
        from.missing("id", problems);
    }
    let class = from.one_of("id", HistoricClass::WORDS, problems);
    let everywhere = from.text("place", &mut Vec::new()).is_some_and(|it| it.value == EVERYWHERE);
    let place = if everywhere {
        Some(EVERYWHERE.to_owned())
    } else {
        parts.required_place(from, "place", problems).map(|it| it.to_string())
    };
    let count = from.required_number("count", Range::NotNegative, problems);
    if let (Some(said), false) = (from.node("count"), count.is_none_or(|it| (1.0..=1000.0).contains(&it))) {
        from.wrong(said, "a count outside 1 to 1000", "1 to 1000 projects", "correct the count", problems);
    }
    let funding = from.one_of("funded", &Funding::WORDS, problems);
    let cited = parts.cited(from, problems);
    Some(ProjectGroup {
        class: class?,
        place: place?,
        count: count? as u32,
        funding: funding.unwrap_or(Funding::Unclear),
        cited: cited?,
    })
}
