//! The law and the choices that act on what a number is about, over the days that it covers.

use std::collections::BTreeSet;

use coercivity_market::chain::Stuff;
use coercivity_quantity::{Day, Month, Why};
use coercivity_simulate::{Acting, Days, Group, acting, goods_behind, goods_bought};
use coercivity_world::Place;
use coercivity_world::measures::ClauseRef;
use coercivity_world::scenario::{Cut, Practice};

use crate::number::{counted, percent};
use crate::view::Whys;

use super::{Telling, reasons};

/// Most goods, places or uses that a reason names one by one.
const NAMED: usize = 5;

/// What a number is about: law that acts on this stands before other law.
pub(super) struct About {
    /// What is bought; empty for a number of the whole run.
    pub bought: BTreeSet<Stuff>,
    /// Where; anywhere when empty.
    pub regions: BTreeSet<Place>,
    /// The last month that the number covers.
    pub until: Month,
}

impl About {
    /// The whole run.
    pub(super) fn the_run(telling: &Telling<'_>) -> Self {
        let until = telling.question.scenario.last_month();
        Self { bought: BTreeSet::new(), regions: BTreeSet::new(), until }
    }
    /// What some groups of users buy.
    pub(super) fn groups<'a>(
        telling: &Telling<'_>,
        groups: impl Iterator<Item = &'a Group>,
        until: Month,
    ) -> Self {
        let chain = &telling.outcome.detail.setting.chain;
        let users: Vec<usize> = groups.flat_map(|it| it.users.iter().copied()).collect();
        let regions = users.iter().map(|it| chain.users[*it].region).collect();
        Self { bought: goods_bought(chain, &users), regions, until }
    }
}

/// Every clause that acts in the run, with its explanation.
pub(super) struct ActingLaw(Vec<(Acting, String)>);

impl ActingLaw {
    /// Keeps the explanation of each clause.
    pub(super) fn of(telling: &Telling<'_>, whys: &mut Whys) -> Self {
        let all = acting(telling.question, &telling.outcome.detail.setting.chain);
        Self(all.into_iter().map(|it| (told(telling, &it, whys), it)).map(|it| (it.1, it.0)).collect())
    }

    /// Handles of the scenario's own practices and cuts, and of the law, that act on what a number is about.
    pub(super) fn on(&self, telling: &Telling<'_>, whys: &mut Whys, about: &About) -> Vec<String> {
        let scenario = telling.question.scenario;
        let last = about.until.min(scenario.last_month());
        let Some(end) = last.plus(1).first_day().map(|it| it.plus_days(-1)) else { return Vec::new() };
        let behind = goods_behind(&telling.outcome.detail.setting.chain, about.bought.clone());
        let mut bearing: Vec<(u8, bool, &(Acting, String))> = Vec::new();
        let mut other: Vec<&str> = Vec::new();
        for it in self.0.iter().filter(|it| it.0.by(end)) {
            match nearness(&it.0, about, &behind) {
                Some(near) => bearing.push((near, !is_own(telling, &it.0.clause), it)),
                None => other.push(&it.0.clause),
            }
        }
        bearing.sort_by(|a, b| (a.0, a.1, &a.2.0.clause).cmp(&(b.0, b.1, &b.2.0.clause)));
        let asks = |it: &&Practice| {
            it.from <= end
                && bearing.iter().any(|(_, _, (acting, _))| it.clauses.iter().any(|one| means(one, acting)))
        };
        // Of practices that apply, the last one counts: it stands first.
        let practices = scenario.practices.iter().rev().filter(asks).map(|it| practice(telling, it));
        let cuts = scenario.cuts.iter().filter(|it| it.from <= last).map(|it| cut(telling, it));
        let mut handles: Vec<String> = practices.chain(cuts).map(|it| whys.keep(&it)).collect();
        let mut from: Vec<String> = bearing.iter().map(|it| it.2.1.clone()).collect();
        if !other.is_empty() {
            let said = format!("on other goods act {}: {}", counted(other.len(), "clause"), other.join(", "));
            from.push(whys.keep(&Why::says(said)));
        }
        let what =
            if about.bought.is_empty() { "goods of this model" } else { "this good or what is behind it" };
        let said = format!(
            "law as known on {}, over {} to {last}: {} on {what}; what bound by the middle of the base year is in its flows",
            scenario.known_on,
            scenario.from,
            match bearing.len() {
                1 => "1 clause acts".to_owned(),
                many => format!("{many} clauses act"),
            },
        );
        handles.push(whys.conclude(&said, &[], from));
        handles
    }
}

/// How near a clause acts to what a number is about: on what is bought, where it is bought; on what that is made of, there;
/// on either, elsewhere.
fn nearness(acting: &Acting, about: &About, behind: &BTreeSet<Stuff>) -> Option<u8> {
    if about.bought.is_empty() {
        return Some(0);
    }
    let here = |place: Place| about.regions.is_empty() || about.regions.contains(&place);
    let near = |stuff: Stuff, place: Place| match (about.bought.contains(&stuff), here(place)) {
        (true, true) => 0,
        (false, true) => 1,
        (_, false) => 2,
    };
    acting.on.iter().filter(|it| behind.contains(&it.stuff)).map(|it| near(it.stuff, it.place)).min()
}

fn means(one: &ClauseRef, acting: &Acting) -> bool {
    let named = acting.clause.split_once(':');
    named.is_some_and(|(instrument, clause)| {
        one.instrument.as_str() == instrument && one.clause.as_deref().is_none_or(|it| it == clause)
    })
}

/// Whether a clause is one of the scenario's own measures.
fn is_own(telling: &Telling<'_>, clause: &str) -> bool {
    let instrument = clause.split(':').next();
    telling.question.scenario.measures.iter().any(|it| Some(it.id.as_str()) == instrument)
}

/// One clause: its days, and the goods on which it acts.
fn told(telling: &Telling<'_>, acting: &Acting, whys: &mut Whys) -> String {
    let goods: BTreeSet<String> = acting.on.iter().map(|it| it.stuff.to_string()).collect();
    let days: Vec<String> = acting.days.iter().map(|it| stretch(*it)).collect();
    let own = if is_own(telling, &acting.clause) { ", a measure of this scenario," } else { "" };
    let then = format!("{own} acts {} on {}", days.join(", "), some(goods.into_iter().collect()));
    let why = reasons::clause_then(telling, &acting.clause, &then);
    whys.keep(&why.unwrap_or_else(|| Why::says(format!("{}{then}", acting.clause))))
}

fn stretch((first, last): Days) -> String {
    match (first, last) {
        (None, None) => "throughout the run".to_owned(),
        (first, last) => since(first, last),
    }
}

/// "from 2026-11-11 until 2027-11-10", as far as either is there.
fn since(first: Option<Day>, last: Option<Day>) -> String {
    let first = first.map(|it| format!("from {it}"));
    let last = last.map(|it| format!("until {it}"));
    [first, last].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The first few names, and how many more there are.
fn some(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let shown = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// A practice of the licensing authority, as the scenario has it.
fn practice(telling: &Telling<'_>, it: &Practice) -> Why {
    let clauses = some(it.clauses.iter().map(ToString::to_string).collect());
    let share = it.granted_share;
    let range = if share.is_fixed() {
        String::new()
    } else {
        format!(" ({}..{})", percent(share.low), percent(share.high))
    };
    let places = it.destinations.iter().map(|it| telling.place(*it)).collect::<Vec<_>>();
    let to = if places.is_empty() { String::new() } else { format!(", to {}", some(places)) };
    let named = |uses: &[coercivity_world::EndUse], word: &str| {
        let uses: Vec<String> = uses.iter().map(|it| telling.end_use(it.as_str())).collect();
        if uses.is_empty() { String::new() } else { format!(", {word} {}", some(uses)) }
    };
    let goods: Vec<String> = it.goods.iter().map(ToString::to_string).collect();
    let of = if goods.is_empty() { String::new() } else { format!(" for {}", some(goods)) };
    let said = format!(
        "practice {} of the scenario: under {clauses}, {}{range} of what is applied for{of} is granted in the end, {}{to}{}{}",
        it.id,
        percent(share.best),
        since(Some(it.from), it.until),
        named(&it.uses, "for"),
        named(&it.except_uses, "but not for"),
    );
    Why::says(said).citing(it.cited.clone())
}

/// A cut of the scenario.
fn cut(telling: &Telling<'_>, it: &Cut) -> Why {
    let until = it.until.map_or(String::new(), |it| format!(" until {it}"));
    let places = it.destinations.iter().map(|it| telling.place(*it)).collect::<Vec<_>>();
    let to = if places.is_empty() { String::new() } else { format!(", to {}", some(places)) };
    let stages: Vec<String> = it.stages.iter().map(ToString::to_string).collect();
    let elements: Vec<String> = it.elements.iter().map(ToString::to_string).collect();
    let of: Vec<String> = stages.into_iter().chain(elements).collect();
    let of = if of.is_empty() { String::new() } else { format!(", of {}", some(of)) };
    Why::says(format!(
        "cut {} of the scenario: {} of what {} sends is closed, from {}{until}{of}{to}",
        it.id,
        percent(it.severity),
        telling.place(telling.question.scenario.supplier),
        it.from,
    ))
}
