//! The judgement: every movement asked of the law through its one door, clause by clause, then rulebook by rulebook,
//! then together.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use coercivity_data::{MovementRow, Problem};
use coercivity_quantity::{Day, Verdict};
use coercivity_world::measures::{
    Asked as When, ClauseOnDay, LawOnDay, Movement, Regime, Rulebook, RulebookKind,
};
use coercivity_world::{Place, World};

use crate::article::{Article, article};
use crate::asked::{Asked, asked, contradicted};
use crate::combine::combine;
use crate::contested::Contested;
use crate::contradictions::{Contradictions, among, contradictions};
use crate::facts::{Facts, facts_on};
use crate::finding::{Findings, MovementFinding, RulebookFinding};
use crate::heard::{
    Heard, Hearing, Manner, any_binds, clause_findings, goes_by_kind, goes_by_test, heard, silent, weighed,
};
use crate::listing::Listings;
use crate::missing::{OpenAnswer, unsettled};
use crate::once::Once;
use crate::outcome::Outcome;
use crate::question::Question;
use crate::seen::Seen;
use crate::speaking::Speaking;
use crate::suppose::{Composed, Stakes};
use crate::tree::Tree;

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

/// Articles that are kept at most: a portfolio of any size takes no more memory.
const MOST_ARTICLES: usize = 20_000;

/// A bill, the law and a question: what judgements share. A clone shares what was worked out of whole days, and works
/// out the rest for itself.
#[derive(Clone, Debug)]
pub struct Screening<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) world: &'a World,
    pub(crate) question: &'a Question,
    pub(crate) speaking: Speaking<'a>,
    pub(crate) composed: Composed,
    regime: &'a Regime,
    days: BTreeMap<Day, Arc<OneDay<'a>>>,
    articles: BTreeMap<(Day, usize), Arc<Article>>,
    routes: BTreeMap<Route, Arc<[OneBook<'a>]>>,
    not_asked: BTreeMap<bool, Arc<[(String, String)]>>,
    answers: Once,
}

/// A day, where something leaves, and where it goes.
type Route = (Day, Option<Place>, Option<Place>);

/// What is true on one day: the law of each rulebook, in their order, with what it turns on, and what is known of each
/// item.
#[derive(Debug)]
struct OneDay<'a> {
    laws: Vec<LawOnDay<'a>>,
    stakes: Vec<Stakes<'a>>,
    listings: Listings<'a>,
    facts: Vec<Facts>,
    contradictions: Contradictions,
}

/// One rulebook as it is asked on a day of what goes along a route.
#[derive(Clone, Debug)]
pub(crate) struct OneBook<'a> {
    pub(crate) book: &'a Rulebook,
    /// The clauses that may speak of the article, and those of them that look inside it.
    law: LawOnDay<'a>,
    pub(crate) inside: LawOnDay<'a>,
    agreed: Arc<[bool]>,
    /// Whether any of its clauses may bind on the day.
    in_force: bool,
    /// The answer where no clause speaks of the route: the same for whatever goes along it.
    silent: Option<Arc<RulebookFinding>>,
}

impl<'a> Screening<'a> {
    /// Prepares to judge.
    pub fn new(tree: &'a Tree, world: &'a World, question: &'a Question, regime: &'a Regime) -> Self {
        Self {
            tree,
            world,
            question,
            speaking: Speaking::of(regime),
            composed: Composed::new(),
            regime,
            days: BTreeMap::new(),
            articles: BTreeMap::new(),
            routes: BTreeMap::new(),
            not_asked: BTreeMap::new(),
            answers: Once::default(),
        }
    }

    /// Works out the days on which movements are made, so that clones share them.
    pub fn prepare(&mut self, rows: &[MovementRow]) {
        let days: std::collections::BTreeSet<Day> =
            rows.iter().map(|it| it.day.unwrap_or(self.question.day)).collect();
        days.into_iter().for_each(|it| self.ready(it));
    }

    /// Judges every movement; see [`screen`].
    ///
    /// # Errors
    /// Every word of a movement that means nothing, with its place.
    pub fn screen(&mut self, rows: &[MovementRow]) -> Result<Findings, Vec<Problem>> {
        let (mut findings, mut moved) = (Findings::default(), HashSet::new());
        self.walk(rows, |screening, (place, item), asked| {
            moved.insert((asked.day, item));
            let seen = screening.seen(item, asked);
            findings.remarks.extend(screening.remarks((&rows[place], item), &seen, asked));
            findings.movements.push(screening.judge((place, item), &seen, asked));
        })?;
        findings.contradictions = self.contradictions(&moved);
        findings.settle();
        Ok(findings)
    }

    /// Judges every movement, and says what would close what is open: the same as [`screen`] and then [`needed`], each
    /// product looked at once.
    ///
    /// # Errors
    /// Every word of a movement that means nothing, with its place.
    ///
    /// [`needed`]: crate::needed
    pub fn settle(&mut self, rows: &[MovementRow]) -> Result<(Findings, Vec<OpenAnswer>), Vec<Problem>> {
        let (mut findings, mut open, mut moved) = (Findings::default(), Vec::new(), HashSet::new());
        findings.movements.reserve(rows.len());
        self.walk(rows, |screening, (place, item), asked| {
            moved.insert((asked.day, item));
            let seen = screening.seen(item, asked);
            let found = screening.judge((place, item), &seen, asked);
            findings.remarks.extend(screening.remarks((&rows[place], item), &seen, asked));
            open.extend(unsettled(screening, (findings.movements.len(), &found), &seen, asked));
            findings.movements.push(found);
        })?;
        findings.contradictions = self.contradictions(&moved);
        findings.settle();
        Ok((findings, open))
    }

    /// What the answers of a movement contradict.
    fn remarks(&self, (row, item): (&MovementRow, usize), seen: &[Seen], asked: &Asked) -> Vec<Problem> {
        let made = seen[0].article.movements.first();
        let mut found = asked.remarks.clone();
        found.extend(made.into_iter().flat_map(|it| contradicted((it, item), asked, (row, self.tree))));
        found
    }

    /// What papers contradict of what moved, on the days on which it did.
    fn contradictions(&self, moved: &HashSet<(Day, usize)>) -> Vec<Problem> {
        let told = |day: Day| self.days.get(&day).map_or(&[][..], |it| &it.contradictions);
        among(self.tree, told, moved)
    }

    fn walk(
        &mut self,
        rows: &[MovementRow],
        mut look: impl FnMut(&mut Self, (usize, usize), &Asked),
    ) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            match asked(row, self.tree, self.world, self.question) {
                Ok(asked) => asked.items.iter().for_each(|&item| look(self, (place, item), &asked)),
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    pub(crate) fn ready(&mut self, day: Day) {
        if self.days.contains_key(&day) {
            return;
        }
        let laws = self.world.rulebooks.iter().map(|book| {
            self.regime.on(day, &self.question.law, &|measure, clause| book.holds(measure, &clause.id))
        });
        let laws: Vec<LawOnDay<'_>> = laws.collect();
        let clauses = |it: &LawOnDay<'a>| it.clauses().map(|it| it.clause).collect::<Vec<_>>();
        let stakes = laws.iter().map(|it| Stakes::of(&clauses(it))).collect();
        let facts = facts_on(self.tree, day);
        let contradictions = contradictions(self.tree, &facts);
        let listings = Listings::on(self.world, self.regime, (day, &self.question.law));
        self.days.insert(day, Arc::new(OneDay { stakes, laws, listings, facts, contradictions }));
    }

    pub(crate) fn article(&mut self, day: Day, node: usize) -> Arc<Article> {
        self.ready(day);
        let facts = &self.days[&day].facts;
        let (tree, world, meanings) = (self.tree, self.world, &mut self.speaking.meanings);
        if let Some(made) = self.articles.get(&(day, node)) {
            return Arc::clone(made);
        }
        let made = Arc::new(article(tree, facts, world, meanings, node));
        // What is inside one article may be inside others; what stands at the top is looked at once.
        if tree.products.binary_search(&node).is_err() {
            if self.articles.len() >= MOST_ARTICLES {
                self.articles.clear();
            }
            self.articles.insert((day, node), Arc::clone(&made));
        }
        made
    }

    /// What is known of every item on a day.
    pub fn facts(&mut self, day: Day) -> &[Facts] {
        self.ready(day);
        &self.days[&day].facts
    }

    /// What is known of every item on a day that was looked at before.
    pub(crate) fn known(&self, day: Day) -> &[Facts] {
        self.days.get(&day).map_or(&[], |it| &it.facts)
    }

    /// What stands on lists on a day that was looked at before.
    pub(crate) fn listings(&self, day: Day) -> &Listings<'a> {
        &self.days[&day].listings
    }

    pub(crate) fn asks(&self, book: &Rulebook, asked: &Asked) -> bool {
        self.question.asks(book, asked.contract.as_deref())
    }

    /// Every rulebook, in their order, each with its law of the day for the route.
    pub(crate) fn books(&mut self, asked: &Asked) -> Arc<[OneBook<'a>]> {
        self.ready(asked.day);
        let (from, to) = (asked.route.from, asked.route.to);
        let (laws, world, question) = (&self.days[&asked.day].laws, self.world, self.question);
        let agreed = &self.speaking.agreed;
        let books = self.routes.entry((asked.day, from, to)).or_insert_with(|| {
            let one = |(book, law): (&'a Rulebook, &LawOnDay<'a>)| {
                let in_force = any_binds(book, law);
                let law = law.on_route(from, to);
                let silent = law.is_empty().then(|| Arc::new(silent(book, question)));
                let (inside, agreed) = (law.looking_inside(), Arc::clone(agreed));
                OneBook { book, inside, law, agreed, in_force, silent }
            };
            world.rulebooks.iter().zip(laws).map(one).collect()
        });
        Arc::clone(books)
    }

    /// Judges one movement of one item.
    fn judge(&mut self, (row, item): (usize, usize), seen: &[Seen], asked: &Asked) -> MovementFinding {
        let books = self.books(asked);
        let mut rulebooks: Vec<(RulebookKind, Arc<RulebookFinding>)> = Vec::with_capacity(books.len());
        for one in books.iter() {
            if self.asks(one.book, asked) {
                rulebooks.push((one.book.kind, self.rulebook(one, seen, asked)));
            }
        }
        MovementFinding {
            row,
            item,
            from: asked.route.from,
            to: asked.route.to,
            day: asked.day,
            combined: combine(&rulebooks),
            not_asked: self.not_asked(asked.contract.as_deref()),
            rulebooks: rulebooks.into_iter().map(|it| it.1).collect(),
        }
    }

    /// The rulebooks that are not asked, with or without a contract, and how to ask them.
    fn not_asked(&mut self, contract: Option<&str>) -> Arc<[(String, String)]> {
        let (books, question) = (&self.world.rulebooks, self.question);
        let found = self.not_asked.entry(contract.is_some()).or_insert_with(|| {
            let left = books.iter().filter(|it| !question.asks(it, contract));
            left.map(|it| {
                let how = match it.asked {
                    When::OnContract => "no contract given: --contract",
                    When::Always | When::OnRequest => "--regime LIST",
                };
                (it.id.clone(), how.to_owned())
            })
            .collect()
        });
        Arc::clone(found)
    }

    /// Answers what was seen by one rulebook, by its id; none when it is not asked.
    pub(crate) fn answers_of(&mut self, rulebook: &str, asked: &Asked) -> Option<AnswersOf<'a>> {
        let books = self.books(asked);
        let number = books.iter().position(|it| it.book.id == rulebook && self.asks(it.book, asked))?;
        let day = Arc::clone(&self.days[&asked.day]);
        Some(AnswersOf { number, books, day, question: self.question, licensed: asked.licensed })
    }

    fn rulebook(&mut self, one: &OneBook<'_>, seen: &[Seen], asked: &Asked) -> Arc<RulebookFinding> {
        if let Some(silent) = &one.silent {
            return Arc::clone(silent);
        }
        let said: Vec<Hearing<'_, '_>> = seen.iter().map(|it| one.hear(it, self.question)).collect();
        let all = said.iter().flat_map(|it| &it.heard);
        let (answer, owed) =
            weighed(one.book, all, &seen[0].variants[0], (self.question, asked.licensed, one.in_force));
        let readings = &self.question.readings;
        let mut clauses = Vec::with_capacity(said.iter().map(|it| it.heard.len()).sum());
        for (seen, said) in seen.iter().zip(said) {
            clauses.extend(clause_findings(one.book, seen, said, readings));
        }
        self.answers.shared(RulebookFinding {
            rulebook: one.book.id.clone(),
            outcome: answer.outcome,
            beside: answer.beside,
            readings: answer.readings,
            owed,
            clauses,
        })
    }
}

impl<'a> OneBook<'a> {
    fn hear(&self, one: &Seen, question: &Question) -> Hearing<'_, 'a> {
        let by_kind = goes_by_kind(self.book.kind);
        let named = move |it: usize| one.unnamed.is_none_or(|unnamed| (it == unnamed) == by_kind);
        heard((&self.law, &self.inside), (one, &named), self.manner(question))
    }
    fn manner<'m>(&'m self, question: &'m Question) -> Manner<'m> {
        let by_test = goes_by_test(self.book.kind);
        Manner { readings: &question.readings, agreed: &self.agreed, by_test }
    }
}

/// One rulebook, to be asked again of what is supposed.
pub(crate) struct AnswersOf<'a> {
    /// Its place among the rulebooks.
    pub number: usize,
    books: Arc<[OneBook<'a>]>,
    day: Arc<OneDay<'a>>,
    question: &'a Question,
    licensed: Verdict,
}

impl<'a> AnswersOf<'a> {
    /// The clauses of the rulebook, whatever route they speak of.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = &ClauseOnDay<'a>> {
        self.day.laws[self.number].clauses()
    }
    /// Whether any clause looks inside the article.
    pub(crate) fn looks_inside(&self) -> bool {
        !self.one().inside.is_empty()
    }
    /// What a supposition about it turns on.
    pub(crate) fn stakes(&self) -> &Stakes<'a> {
        &self.day.stakes[self.number]
    }
    /// What it says of one thing that is seen.
    pub(crate) fn hear(&self, one: &Seen) -> Vec<Heard<'_, 'a>> {
        self.one().hear(one, self.question).heard
    }
    /// What statements contradict of an item on the day.
    pub(crate) fn contested(&self, item: usize) -> &Contested {
        &self.day.facts[item].contested
    }
    /// How its clauses are asked.
    pub(crate) fn manner(&self) -> Manner<'_> {
        self.one().manner(self.question)
    }
    /// The answer of what was heard; `article` is what moves.
    pub(crate) fn outcome<'h, 'l: 'h>(
        &self,
        heard: impl Iterator<Item = &'h Heard<'l, 'a>> + Clone,
        article: &Movement,
    ) -> Outcome
    where
        'a: 'l,
    {
        weighed(self.one().book, heard, article, (self.question, self.licensed, self.one().in_force))
            .0
            .outcome
    }
    fn one(&self) -> &OneBook<'a> {
        &self.books[self.number]
    }
}
