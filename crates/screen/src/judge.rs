//! The judgement: every movement asked of the law through its one door, clause by clause, then rulebook by rulebook,
//! then together.

use std::collections::BTreeMap;

use coercivity_data::{MovementRow, Problem};
use coercivity_quantity::{Day, Verdict};
use coercivity_world::World;
use coercivity_world::measures::{
    Asked as When, Bearing, Breadth, Clause, ClauseRef, Effect, LawOnDay, Measure, Movement, Reach, Regime,
    Rulebook, RulebookKind,
};

use crate::article::{Article, article};
use crate::asked::{Asked, asked, moved};
use crate::facts::{Facts, facts_on};
use crate::finding::{ClauseFinding, Findings, MovementFinding, RulebookFinding, Share};
use crate::outcome::{Combined, Outcome, Owed, rungs};
use crate::owed::owed;
use crate::question::Question;
use crate::tree::Tree;
use crate::weigh::{Answer, Weight, weigh};

/// Judges every movement.
///
/// # Errors
/// Every word of a movement that means nothing, with its place.
pub fn screen(
    tree: &Tree,
    world: &World,
    question: &Question,
    rows: &[MovementRow],
) -> Result<Findings, Vec<Problem>> {
    let regime = world.regime();
    Screening::new(tree, world, question, &regime).screen(rows)
}

/// A bill, the law and a question: what judgements share.
#[derive(Debug)]
pub struct Screening<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) world: &'a World,
    pub(crate) question: &'a Question,
    regime: &'a Regime,
    days: BTreeMap<Day, OneDay<'a>>,
    articles: BTreeMap<(Day, usize), Article>,
}

/// What is true on one day: the law of each rulebook, in their order, and what is known of each item.
#[derive(Debug)]
struct OneDay<'a> {
    laws: Vec<LawOnDay<'a>>,
    facts: Vec<Facts>,
}

/// One item of a movement as the law sees it, with the reach that clauses need to speak of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The item.
    pub node: usize,
    /// Whether it is the item that moves, or lies inside it.
    pub reach: Reach,
    /// What it is: one movement for each of its names.
    pub variants: Vec<Movement>,
    /// The item of each part of a variant.
    pub part_nodes: Vec<usize>,
}

impl<'a> Screening<'a> {
    /// Prepares to judge.
    pub fn new(tree: &'a Tree, world: &'a World, question: &'a Question, regime: &'a Regime) -> Self {
        Self { tree, world, question, regime, days: BTreeMap::new(), articles: BTreeMap::new() }
    }

    /// Judges every movement; see [`screen`].
    ///
    /// # Errors
    /// Every word of a movement that means nothing, with its place.
    pub fn screen(&mut self, rows: &[MovementRow]) -> Result<Findings, Vec<Problem>> {
        let mut findings = Findings::default();
        let mut problems = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            match asked(row, self.tree, self.world, self.question) {
                Ok(asked) => {
                    for &item in &asked.items {
                        findings.movements.push(self.judge(place, item, &asked));
                    }
                }
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() { Ok(findings) } else { Err(problems) }
    }

    pub(crate) fn ready(&mut self, day: Day) {
        if self.days.contains_key(&day) {
            return;
        }
        let laws = self.world.rulebooks.iter().map(|book| {
            self.regime.on(day, &self.question.law, &|measure, clause| book.holds(measure, &clause.id))
        });
        self.days.insert(day, OneDay { laws: laws.collect(), facts: facts_on(self.tree, day) });
    }

    fn article(&mut self, day: Day, node: usize) -> &Article {
        self.ready(day);
        let facts = &self.days[&day].facts;
        let (tree, world) = (self.tree, self.world);
        self.articles.entry((day, node)).or_insert_with(|| article(tree, facts, world, node))
    }

    /// What is known of every item on a day.
    pub fn facts(&mut self, day: Day) -> &[Facts] {
        self.ready(day);
        &self.days[&day].facts
    }

    /// The movement of an item, and of what lies inside it where a rulebook that is asked looks there.
    pub(crate) fn seen(&mut self, item: usize, asked: &Asked) -> Vec<Seen> {
        let see = |article: &Article, node: usize, reach: Reach| Seen {
            node,
            reach,
            variants: article.movements.iter().map(|it| moved(it, &asked.route)).collect(),
            part_nodes: article.part_nodes.clone(),
        };
        let mut found = vec![see(self.article(asked.day, item), item, Reach::Article)];
        if self.looks_inside(asked) {
            for node in self.tree.below(item) {
                if self.tree.nodes[node].good.is_some() || self.tree.nodes[node].unclear {
                    found.push(see(self.article(asked.day, node), node, Reach::Inside));
                }
            }
        }
        found
    }

    fn looks_inside(&self, asked: &Asked) -> bool {
        self.books(asked).any(|(_, law)| law.clauses().iter().any(|it| it.1.scope.reach == Reach::Inside))
    }

    /// The rulebooks that are asked of a movement, each with its law of the day.
    fn books(&self, asked: &Asked) -> impl Iterator<Item = (&'a Rulebook, &LawOnDay<'a>)> {
        let contract = asked.contract.clone();
        let laws = &self.days[&asked.day].laws;
        let books = self.world.rulebooks.iter().zip(laws);
        books.filter(move |it| self.question.asks(it.0, contract.as_deref()))
    }

    /// Judges one movement of one item.
    pub(crate) fn judge(&mut self, row: usize, item: usize, asked: &Asked) -> MovementFinding {
        self.ready(asked.day);
        let seen = self.seen(item, asked);
        let contract = asked.contract.as_deref();
        let rulebooks: Vec<RulebookFinding> =
            self.books(asked).map(|it| self.rulebook(it.0, it.1, &seen, asked)).collect();
        let not_asked =
            self.world.rulebooks.iter().filter(|it| !self.question.asks(it, contract)).map(|it| {
                let how = match it.asked {
                    When::OnContract => "no contract given: --contract",
                    When::Always | When::OnRequest => "--regime LIST",
                };
                (it.id.clone(), how.to_owned())
            });
        MovementFinding {
            row,
            item,
            from: asked.route.from,
            to: asked.route.to,
            day: asked.day,
            combined: combine(&rulebooks, self.world),
            not_asked: not_asked.collect(),
            rulebooks,
        }
    }

    /// What one rulebook answers of what was seen, by its id; none when it is not asked.
    pub(crate) fn answer_of(&self, rulebook: &str, seen: &[Seen], asked: &Asked) -> Option<Outcome> {
        let (book, law) = self.books(asked).find(|it| it.0.id == rulebook)?;
        let heard = self.heard(law, seen);
        Some(self.weighed(book, &heard, asked).0.outcome)
    }

    /// The clauses of a rulebook that a movement is asked of.
    pub(crate) fn clauses_of(&self, rulebook: &str, asked: &Asked) -> Vec<(&'a Measure, &'a Clause)> {
        let found = self.books(asked).find(|it| it.0.id == rulebook);
        found.map_or_else(Vec::new, |it| it.1.clauses().iter().map(|it| (it.0, it.1)).collect())
    }

    fn heard<'s>(&self, law: &LawOnDay<'s>, seen: &'s [Seen]) -> Vec<Heard<'s>> {
        let mut heard: Vec<Heard<'_>> = Vec::new();
        for one in seen {
            for (variant, movement) in one.variants.iter().enumerate() {
                let readings = self.question.readings.iter();
                let by_reading = readings.map(|it| (*it, law.bearing_on(movement, *it))).collect();
                heard.push(Heard { seen: one, variant, by_reading });
            }
        }
        heard
    }

    fn rulebook(&self, book: &Rulebook, law: &LawOnDay<'_>, seen: &[Seen], asked: &Asked) -> RulebookFinding {
        let heard = self.heard(law, seen);
        let (answer, owed) = self.weighed(book, &heard, asked);
        RulebookFinding {
            rulebook: book.id.clone(),
            outcome: answer.outcome,
            beside: answer.beside,
            readings: answer.readings,
            owed,
            clauses: self.clauses(book, &heard, law),
        }
    }

    /// Weighs the clauses of a rulebook.
    fn weighed(&self, book: &Rulebook, heard: &[Heard<'_>], asked: &Asked) -> (Answer, Option<Owed>) {
        let mut readings: Vec<(Breadth, Vec<Weight<'_>>)> = Vec::new();
        for &breadth in &self.question.readings {
            let mut weights: Vec<Weight<'_>> = Vec::new();
            for one in heard {
                for bearing in one.of(breadth) {
                    if one.hears(bearing.clause) {
                        weights.push(Weight {
                            measure: bearing.measure,
                            clause: bearing.clause,
                            state: &bearing.state,
                            covers: bearing.verdict,
                        });
                    }
                }
            }
            readings.push((breadth, weights));
        }
        let (answer, owed) = match book.kind {
            RulebookKind::Duty | RulebookKind::Support => {
                let movement = &heard[0].seen.variants[heard[0].variant];
                let (answer, owed) = owed(&readings, movement, book.kind);
                (answer, Some(owed))
            }
            RulebookKind::Control
            | RulebookKind::Procurement
            | RulebookKind::Credit
            | RulebookKind::Presumption
            | RulebookKind::Indicator => (weigh(&readings, book.kind), None),
        };
        (moved_without(answer, asked.licensed), owed)
    }

    /// What each clause of a rulebook says, where at least one of them may speak of the movement.
    fn clauses(&self, book: &Rulebook, heard: &[Heard<'_>], law: &LawOnDay<'_>) -> Vec<ClauseFinding> {
        let mut found = Vec::new();
        for one in heard {
            for (measure, clause, state) in law.clauses() {
                if !one.hears(clause) {
                    continue;
                }
                let covers: Vec<(Breadth, Verdict)> = one
                    .by_reading
                    .iter()
                    .map(|(breadth, bearings)| {
                        let same =
                            |it: &&Bearing<'_>| it.measure.id == measure.id && it.clause.id == clause.id;
                        (*breadth, bearings.iter().find(same).map_or(Verdict::No, |it| it.verdict))
                    })
                    .collect();
                let movement = &one.seen.variants[one.variant];
                let bears = covers.iter().any(|it| it.1 != Verdict::No);
                if !bears && !near_miss(clause, movement) {
                    continue;
                }
                let rung = rungs(&clause.effect, book.kind).map(|it| it.1);
                let breadth =
                    covers.iter().rev().find(|it| it.1 != Verdict::No).map_or(Breadth::Wide, |it| it.0);
                let content = clause.scope.content.as_ref();
                found.push(ClauseFinding {
                    clause: ClauseRef { instrument: measure.id, clause: Some(clause.id.clone()) },
                    title: clause.title.clone(),
                    item: one.seen.node,
                    variant: one.variant,
                    layer: clause.layer,
                    state: state.clone(),
                    rung,
                    share: content.map(|content| Share {
                        of: content.of,
                        ranges: covers.iter().map(|it| (it.0, content.share(movement, it.0))).collect(),
                        bound: content.bound,
                    }),
                    open: if bears { clause.open_parts(movement, breadth) } else { Vec::new() },
                    unfit: (!bears).then(|| unfit(clause, movement)).flatten(),
                    covers,
                });
            }
        }
        found
    }
}

/// What the law answered about one variant of one item.
struct Heard<'s> {
    seen: &'s Seen,
    variant: usize,
    by_reading: Vec<(Breadth, Vec<Bearing<'s>>)>,
}

impl<'s> Heard<'s> {
    /// Whether a clause may speak of the item: of one inside another only those that look there.
    fn hears(&self, clause: &Clause) -> bool {
        self.seen.reach == Reach::Article || clause.scope.reach == Reach::Inside
    }
    fn of(&self, breadth: Breadth) -> &[Bearing<'s>] {
        self.by_reading.iter().find(|it| it.0 == breadth).map_or(&[], |it| &it.1)
    }
}

/// A movement that was made without the licence it needed broke the rule.
fn moved_without(answer: Answer, licensed: Verdict) -> Answer {
    let needed = matches!(
        answer.outcome,
        Outcome::LicenceRequired | Outcome::CaseByCase | Outcome::DeniedInPrinciple | Outcome::Banned
    );
    match licensed {
        Verdict::No if needed => Answer { outcome: Outcome::NonCompliant, ..answer },
        Verdict::No | Verdict::Open | Verdict::Yes => answer,
    }
}

/// Whether a clause that does not cover a movement is worth telling: it speaks of the goods and the route.
fn near_miss(clause: &Clause, movement: &Movement) -> bool {
    if matches!(clause.effect, Effect::Unmodelled { .. } | Effect::Exempt(_)) || clause.scope.goods.is_empty()
    {
        return false;
    }
    let goods = clause.scope.goods.iter().chain(&clause.scope.goods_wide);
    let meant = goods.map(|it| it.covers(&movement.item)).fold(Verdict::No, Verdict::or) == Verdict::Yes;
    let routes = [(&clause.scope.from, movement.from), (&clause.scope.to, movement.to)];
    meant && routes.iter().all(|(asked, found)| asked.fits(*found) != Verdict::No)
}

/// The first part of a scope that does not fit.
fn unfit(clause: &Clause, movement: &Movement) -> Option<String> {
    let parts = clause.scope.parts(movement, Breadth::Wide);
    parts.into_iter().find(|it| it.1 == Verdict::No).map(|it| it.0)
}

/// The controls together: the strongest of what is certain, and beside it all that is not.
fn combine(rulebooks: &[RulebookFinding], world: &World) -> Combined {
    let control = |it: &&RulebookFinding| {
        world.rulebooks.iter().any(|book| book.id == it.rulebook && book.kind == RulebookKind::Control)
    };
    let asleep = |it: Outcome| matches!(it, Outcome::Suspended | Outcome::NotInForce);
    let plain = |it: Outcome| if asleep(it) { Outcome::NotCaptured } else { it };
    let mut firm = Outcome::NotCaptured;
    let mut at_most = Outcome::NotCaptured;
    let mut beside = Vec::new();
    for found in rulebooks.iter().filter(control) {
        let (least, most) = found.bounds();
        if found.outcome.is_firm() {
            firm = firm.max(plain(found.outcome));
            at_most = at_most.max(plain(found.outcome));
        } else {
            firm = firm.max(least.unwrap_or(Outcome::NotCaptured));
            at_most = at_most.max(most.unwrap_or(Outcome::NotCaptured));
            beside.push((found.rulebook.clone(), found.outcome));
            beside.extend(found.beside.iter().map(|it| (found.rulebook.clone(), *it)));
        }
    }
    let clear = firm == Outcome::NotCaptured || firm == Outcome::ExemptReport;
    let firm = (!clear || beside.is_empty()).then_some(firm);
    Combined { firm, at_most: at_most.max(firm.unwrap_or(at_most)), beside }
}
