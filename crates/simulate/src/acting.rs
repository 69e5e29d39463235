//! Which clauses of the law act in a run: on what, and on which of its days.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Chain, Kind, Node, Stuff};
use coercivity_quantity::Day;

use crate::binding::Binding;
use crate::inert::reaches;
use crate::question::Question;
use crate::reach::supports;
use crate::support::Support;

/// A stretch of days: the first, none where it began before the run, and the last, none where it lasts to the run's end.
pub type Days = (Option<Day>, Option<Day>);

/// A clause that acts on lanes, makers, projects, stocks or members of a run's chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Acting {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// The goods on which it acts, each where it is made, held or sent to.
    pub on: BTreeSet<Node>,
    /// The days of the run on which it acts, in their order.
    pub days: Vec<Days>,
}

impl Acting {
    /// Whether it acts on any day up to this one.
    pub fn by(&self, last: Day) -> bool {
        self.days.iter().any(|it| it.0.is_none_or(|first| first <= last))
    }
}

/// Every clause that acts in a run, in the order of names. Law of before the middle of the base year is in its flows and costs,
/// and is none of them.
pub fn acting(question: &Question<'_>, chain: &Chain) -> Vec<Acting> {
    let mut found: BTreeMap<String, Acting> = BTreeMap::new();
    let mut add = |clause: &str, on: BTreeSet<Node>, days: Vec<Days>| {
        let new = || Acting { clause: clause.to_owned(), on: BTreeSet::new(), days: Vec::new() };
        let acting = found.entry(clause.to_owned()).or_insert_with(new);
        acting.on.extend(on);
        acting.days.extend(days);
        acting.days.sort_unstable();
        acting.days.dedup();
    };
    for (clause, on) in on_lanes(question) {
        let binds = question.book.pages().map(|(day, page)| {
            (*day, page.lanes().any(|it| it.1.because().any(|because| because == clause)))
        });
        add(clause, on, stretches(binds));
    }
    let scenario = question.scenario;
    let end = scenario.last_month().plus(1).first_day();
    let all = supports(chain, question.world, &question.regime);
    let binding = Binding::of(&all, &question.regime, scenario.from, &scenario.law);
    for (number, support) in all.iter().enumerate().filter(|it| reaches(it.1)) {
        let within = |it: &(Day, bool)| end.is_none_or(|end| it.0 < end);
        let days = stretches(binding.states(number).filter(within));
        if !days.is_empty() {
            add(&support.named(), supported(chain, support), days);
        }
    }
    found.into_values().collect()
}

/// What these users buy.
pub fn goods_bought(chain: &Chain, users: &[usize]) -> BTreeSet<Stuff> {
    let bought = users.iter().flat_map(|it| [Some(chain.users[*it].pool), chain.users[*it].light_pool]);
    bought.flatten().map(|it| chain.nodes[it].stuff).collect()
}

/// Goods, and all of which any of them is made, whatever the number of steps.
pub fn goods_behind(chain: &Chain, mut behind: BTreeSet<Stuff>) -> BTreeSet<Stuff> {
    loop {
        let before = behind.len();
        for activity in &chain.activities {
            let makes = |it: &&(usize, f64)| it.1 > 0.0 && behind.contains(&chain.nodes[it.0].stuff);
            if activity.entries.iter().any(|it| makes(&it)) {
                let inputs = activity.entries.iter().filter(|it| it.1 < 0.0);
                behind.extend(inputs.map(|it| chain.nodes[it.0].stuff).collect::<Vec<_>>());
            }
        }
        if behind.len() == before {
            return behind;
        }
    }
}

/// The clauses that bind on any lane on any day, with the goods and where they go.
fn on_lanes<'a>(question: &'a Question<'_>) -> BTreeMap<&'a str, BTreeSet<Node>> {
    let mut found: BTreeMap<&str, BTreeSet<Node>> = BTreeMap::new();
    for (key, lane) in question.book.pages().flat_map(|it| it.1.lanes()) {
        for clause in lane.because() {
            found.entry(clause).or_default().insert(Node { stuff: key.stuff, place: key.to });
        }
    }
    found
}

/// The goods that a support is about, where they are made, held or bought.
fn supported(chain: &Chain, support: &Support) -> BTreeSet<Node> {
    let outputs = support.outputs.iter().map(|it| it.1);
    let pledged = support.pledges.iter().map(|it| it.node);
    let built = chain.activities.iter().enumerate().filter(|(index, it)| {
        let project = matches!(it.kind, Kind::Project(project) if support.recipients.contains(&project));
        project || support.credits.contains(index)
    });
    let made = built.flat_map(|it| it.1.entries.iter().filter(|it| it.1 > 0.0).map(|it| it.0));
    let nodes = outputs.chain(pledged).chain(made).chain(support.nodes.iter().copied());
    nodes.map(|it| chain.nodes[it]).collect()
}

/// Stretches of days on which something holds, from the days on which that is asked; the first of them is the run's.
fn stretches(states: impl Iterator<Item = (Day, bool)>) -> Vec<Days> {
    let mut found: Vec<Days> = Vec::new();
    let mut open = false;
    for (number, (day, holds)) in states.enumerate() {
        match (open, holds) {
            (false, true) => found.push((Some(day).filter(|_| number > 0), None)),
            (true, false) => {
                if let Some(last) = found.last_mut() {
                    last.1 = Some(day.plus_days(-1));
                }
            }
            (true, true) | (false, false) => {}
        }
        open = holds;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_clause_part_where_it_ceases() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (a, b, c, d) = (day("2026-10-01"), day("2026-11-11"), day("2027-01-01"), day("2027-03-01"));
        assert_eq!(stretches([(a, true), (b, true)].into_iter()), [(None, None)]);
        let parted = stretches([(a, false), (b, true), (c, false), (d, true)].into_iter());
        assert_eq!(parted, [(Some(b), Some(day("2026-12-31"))), (Some(d), None)]);
    }
}
