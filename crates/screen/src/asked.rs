//! A movement as asked: its route, its user, its use and its contract, read from words.

use coercivity_data::{MovementRow, Problem, nearest};
use coercivity_quantity::{Day, Interval, Verdict};
use coercivity_world::measures::{
    Breadth, Circumstance, Condition, Declaration, DeclarationKind, Effect, Movement,
};
use coercivity_world::{Place, World};

use crate::article::listed;
use crate::names;
use crate::owed::{BENCHMARK_USD_PER_KG, VALUE_USD_PER_KG};
use crate::owners::{holdings, listed_owner};
use crate::question::Question;
use crate::tree::{Party, Tree};

/// A movement as asked, without the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The day.
    pub day: Day,
    /// The items that move: one, or every product.
    pub items: Vec<usize>,
    /// The contract named.
    pub contract: Option<String>,
    /// Whether a licence is held: `no` says that it moved without one.
    pub licensed: Verdict,
    /// Route, user, use and answers, with no article yet.
    pub route: Movement,
    /// Answers that the rest of the bill contradicts: neither is believed more.
    pub remarks: Vec<Problem>,
}

/// Reads the words of a movement.
pub fn asked(
    row: &MovementRow,
    tree: &Tree,
    world: &World,
    question: &Question,
) -> Result<Asked, Vec<Problem>> {
    let readings = &question.readings;
    let mut reader = Reader { row, tree, world, readings, problems: Vec::new(), remarks: Vec::new() };
    let (from, to) = (reader.place("from", &row.from), reader.place("to", &row.to));
    let items = reader.items();
    let mut route = Movement { from, to, ..Movement::default() };
    let use_ = row.use_.as_ref().or(question.use_.as_ref());
    reader.declare(DeclarationKind::Use, use_, &mut route);
    let contract = row.contract.as_ref().or(question.contract.as_ref());
    reader.declare(DeclarationKind::Contract, contract, &mut route);
    if let Some(user) = row.user.as_ref().or(question.user.as_ref()) {
        reader.user(user, &mut route);
    }
    let mut licensed = Verdict::Open;
    // Answers that hold for all movements are looked at where they are given.
    row.answers.iter().for_each(|it| reader.expect_asked(&it.0));
    let declared = route.clone();
    for (id, answer) in question.answers.iter().chain(&row.answers) {
        if id == LICENSED {
            match verdict(answer) {
                Some(held) => licensed = held,
                None => reader.odd(id, answer, "yes, no or open"),
            }
        } else {
            reader.answer(id, answer, &declared, &mut route);
        }
    }
    let contract = contract.cloned();
    let day = row.day.unwrap_or(question.day);
    if reader.problems.is_empty() {
        return Ok(Asked { day, items, contract, licensed, route, remarks: reader.remarks });
    }
    Err(reader.problems)
}

/// What is wrong with the words of a bill's own movements, and what is odd about their answers, before anything is asked
/// of them. A bill without items has been told.
pub fn movement_words(tree: &Tree, world: &World) -> (Vec<Problem>, Vec<Problem>) {
    let question = Question::on(world.known_on);
    let (mut problems, mut remarks) = (Vec::new(), Vec::new());
    for row in tree.movements.iter().filter(|_| !tree.nodes.is_empty()) {
        match asked(row, tree, world, &question) {
            Ok(asked) => remarks.extend(asked.remarks),
            Err(wrong) => problems.extend(wrong),
        }
    }
    (problems, remarks)
}

/// The id of a licence that is held: an answer about the movement, which no clause asks.
const LICENSED: &str = "licensed";

/// Everything that may be answered, by its id: the conditions of clauses and the papers they ask for, circumstances,
/// and figures of duties.
pub fn asked_ids(world: &World) -> impl Iterator<Item = &str> {
    let circumstances = Circumstance::WORDS.into_iter().map(|it| it.0);
    let further = circumstances.chain([LICENSED, VALUE_USD_PER_KG, BENCHMARK_USD_PER_KG]);
    world.conditions().map(|it| it.id.as_str()).chain(further)
}

/// By what a condition is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AskedBy {
    /// Yes or no.
    Word,
    /// A number: clauses test it.
    Number,
    /// Either, by clauses of both kinds, or by nothing.
    Either,
}

/// Whether a condition is an ordinary duty that others include: there is none, or it has so many percent.
fn is_ordinary_duty(world: &World, id: &str) -> bool {
    let effects = world.measures.iter().flat_map(|it| &it.clauses).map(|it| &it.effect);
    let duties = effects.filter(|it| matches!(it, Effect::Duty { .. }));
    duties.filter_map(Effect::condition).any(|it| it.id == id)
}

fn verdict(word: &str) -> Option<Verdict> {
    [Verdict::No, Verdict::Open, Verdict::Yes].into_iter().find(|it| it.to_string() == word)
}

struct Reader<'a> {
    row: &'a MovementRow,
    tree: &'a Tree,
    world: &'a World,
    readings: &'a [Breadth],
    problems: Vec<Problem>,
    remarks: Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, found: String, expected: &str, remedy: String) {
        self.problems.push(at_movement(self.row, self.tree, found, expected, remedy));
    }

    fn place(&mut self, what: &str, word: &str) -> Option<Place> {
        if word.trim().is_empty() {
            return None;
        }
        match names::place(self.world, word) {
            Ok(place) => Some(place),
            Err(remedy) => {
                self.wrong(format!("`{word}` for `{what}`"), "a country code such as DE", remedy);
                None
            }
        }
    }

    fn items(&mut self) -> Vec<usize> {
        let Some(item) = self.row.item.as_ref().filter(|it| !it.is_empty()) else {
            return self.tree.products.clone();
        };
        if let Some(found) = self.tree.item(item) {
            return vec![found];
        }
        let known = self.tree.nodes.iter().map(|it| it.id.as_str());
        let remedy = nearest(item, known)
            .map_or("name an item of the bill".to_owned(), |near| format!("did you mean `{near}`?"));
        self.wrong(format!("item `{item}`"), "an item of the bill", remedy);
        Vec::new()
    }

    /// Takes over what a word declares.
    fn declare(&mut self, kind: DeclarationKind, word: Option<&String>, route: &mut Movement) {
        let Some(word) = word.map(|it| it.trim()).filter(|it| !it.is_empty()) else { return };
        let of_kind = || self.world.declarations.iter().filter(move |it| it.kind == kind);
        let found: Option<&Declaration> = of_kind().find(|it| it.word.eq_ignore_ascii_case(word));
        let Some(declaration) = found else {
            let known: Vec<&str> = of_kind().map(|it| it.word.as_str()).collect();
            let remedy = nearest(word, known.iter().copied())
                .map_or("leave it out when it is unknown".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                });
            let named = DeclarationKind::WORDS.iter().find(|it| it.1 == kind).map_or("word", |it| it.0);
            let expected = format!("one of {}", known.join(", "));
            self.wrong(format!("{named} `{word}`"), &expected, remedy);
            return;
        };
        route.circumstances.extend(declaration.circumstances.iter().map(|it| (*it.0, *it.1)));
        route.answers.extend(declaration.answers.iter().map(|it| (it.0.clone(), *it.1)));
    }

    /// What is known of the user: military or not, the lists, and who owns it.
    fn user(&mut self, name: &str, route: &mut Movement) {
        let called: Vec<&Party> = self.tree.called(name).collect();
        let [party] = called[..] else {
            if !called.is_empty() {
                let ids: Vec<&str> = called.iter().map(|it| it.id.as_str()).collect();
                let found = format!("user `{name}`, as {} parties are called", called.len());
                self.wrong(found, "one party", format!("name it by its id: {}", ids.join(" or ")));
            }
            return;
        };
        if let Some(military) = party.military {
            route.circumstances.insert(Circumstance::MilitaryUser, Verdict::from(military));
        }
        let stated =
            party.lists.as_ref().map(|it| listed(&self.world.declarations, DeclarationKind::User, it));
        route.user_in = party.country;
        route.holdings = holdings(self.tree, self.world, self.readings, party);
        // Owners that are named say more of themselves than a word about their user.
        let said =
            |it: &(Circumstance, Verdict)| it.0 != Circumstance::ListedOwner || route.holdings.is_none();
        let stated: Vec<_> = stated.unwrap_or_default().iter().filter(said).collect();
        // A military use stays one whoever the user is.
        route.circumstances.extend(stated);
    }

    /// Tells of an answer to nothing that a clause asks: it is never swallowed.
    fn expect_asked(&mut self, id: &str) {
        if asked_ids(self.world).any(|it| it == id) {
            return;
        }
        let remedy = nearest(id, asked_ids(self.world))
            .map_or("take it out".to_owned(), |near| format!("did you mean `{near}`?"));
        self.wrong(format!("an answer to `{id}`"), "a condition that some clause asks", remedy);
    }

    /// An answer to a condition: yes, no or open, a number, or a range of numbers.
    fn answer(&mut self, id: &str, answer: &str, declared: &Movement, route: &mut Movement) {
        if let Some(verdict) = verdict(answer) {
            // What a number decides no word does: of which of several bounds would it be said?
            if verdict != Verdict::Open && self.asked_by(id) == AskedBy::Number {
                self.odd(id, answer, "a number, low..high, or open");
                return;
            }
            let circumstance = Circumstance::WORDS.iter().find(|it| it.0 == id).map(|it| it.1);
            let before = match (circumstance, &declared.holdings) {
                (Some(Circumstance::ListedOwner), Some(owners)) => {
                    Some(listed_owner(self.world, self.readings, owners))
                }
                (Some(circumstance), _) => declared.circumstances.get(circumstance),
                (None, _) => declared.answers.get(id).copied(),
            };
            let both = before.map_or(verdict, |it| it.answered(verdict));
            if both != verdict && verdict != Verdict::Open {
                let said = format!("`{id}={answer}`, while user, owners, use or contract say {}", !verdict);
                let remark = against(self.row, self.tree, said);
                self.remarks.push(remark);
            }
            match circumstance {
                Some(circumstance) => route.circumstances.insert(circumstance, both),
                None => drop(route.answers.insert(id.to_owned(), both)),
            }
            return;
        }
        let (low, high) = answer.split_once("..").unwrap_or((answer, answer));
        let number = |it: &str| it.trim().parse::<f64>().ok().filter(|it| it.is_finite());
        match number(low).zip(number(high)).and_then(|it| Interval::between(it.0, it.1)) {
            Some(_) if self.asked_by(id) == AskedBy::Word => self.odd(id, answer, "yes, no or open"),
            Some(range) => self.figure((id, answer), range, declared, route),
            None => self.odd(id, answer, "yes, no, open, a number, or low..high"),
        }
    }

    /// A number as an answer; what use or contract say otherwise leaves the condition open.
    fn figure(
        &mut self,
        (id, answer): (&str, &str),
        range: Interval<f64>,
        declared: &Movement,
        route: &mut Movement,
    ) {
        let bounds = || self.world.conditions().filter(|it| it.id == id).filter_map(|it| it.bound);
        let met = bounds().map(|it| it.met(range)).fold(Verdict::No, Verdict::or);
        let before = declared.answers.get(id).copied().unwrap_or(Verdict::Open);
        if before == Verdict::Open || met == Verdict::Open || bounds().next().is_none() || met == before {
            route.figures.insert(id.to_owned(), range);
            return;
        }
        let remark =
            against(self.row, self.tree, format!("`{id}={answer}`, while use or contract say {before}"));
        self.remarks.push(remark);
        route.answers.insert(id.to_owned(), Verdict::Open);
    }

    /// By what a condition is answered.
    fn asked_by(&self, id: &str) -> AskedBy {
        if [VALUE_USD_PER_KG, BENCHMARK_USD_PER_KG].contains(&id) {
            return AskedBy::Number;
        }
        if is_ordinary_duty(self.world, id) {
            return AskedBy::Either;
        }
        let of = self.world.conditions().filter(|it| it.id == id);
        let (numbers, words): (Vec<&Condition>, Vec<&Condition>) = of.partition(|it| it.bound.is_some());
        let circumstance = Circumstance::WORDS.iter().any(|it| it.0 == id);
        match (numbers.is_empty(), words.is_empty() && !circumstance) {
            (false, true) => AskedBy::Number,
            (true, false) => AskedBy::Word,
            (false, false) | (true, true) => AskedBy::Either,
        }
    }

    fn odd(&mut self, id: &str, answer: &str, expected: &str) {
        self.wrong(format!("`{answer}` for `{id}`"), expected, "correct the answer".to_owned());
    }
}

fn at_movement(row: &MovementRow, tree: &Tree, found: String, expected: &str, remedy: String) -> Problem {
    let path = &tree.movements_path;
    let path = if path.is_empty() || row.line == 0 { "--move" } else { path.as_str() };
    Problem::in_file(path, found, expected, remedy).at(row.line, 0)
}

/// An answer that something else contradicts.
fn against(row: &MovementRow, tree: &Tree, said: String) -> Problem {
    let remedy = "correct one of the two: until then it is open";
    at_movement(row, tree, format!("an answer {said}"), "answers that agree with the bill", remedy.to_owned())
}

/// The answers that what is known of those who made an article contradicts.
pub(crate) fn contradicted(
    (article, item): (&Movement, usize),
    asked: &Asked,
    (row, tree): (&MovementRow, &Tree),
) -> Vec<Problem> {
    let answered = asked.route.circumstances.iter();
    let apart = answered.filter(|(of, answer)| {
        let made = article.circumstances.get(*of).unwrap_or(Verdict::Open);
        made != Verdict::Open && *answer != Verdict::Open && made != *answer
    });
    let told = apart.map(|(of, answer)| {
        let (word, item) = (of.word(), &tree.nodes[item].id);
        against(
            row,
            tree,
            format!("`{word}={answer}`, while the lists of those who made `{item}` say {}", !answer),
        )
    });
    told.collect()
}

/// What a movement says beside the article: both together.
pub(crate) fn moved(article: &Movement, route: &Movement) -> Movement {
    let mut circumstances = article.circumstances;
    for (of, answer) in route.circumstances.iter() {
        let made = circumstances.get(of).unwrap_or(Verdict::Open);
        circumstances.insert(of, made.answered(answer));
    }
    let mut figures = article.figures.clone();
    figures.extend(route.figures.iter().map(|it| (it.0.clone(), *it.1)));
    Movement {
        from: route.from,
        to: route.to,
        user_in: route.user_in,
        circumstances,
        answers: route.answers.clone(),
        figures,
        holdings: route.holdings.clone(),
        ..article.clone()
    }
}
