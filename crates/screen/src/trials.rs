//! The answers of one rulebook under one supposition after the other.

use std::sync::Arc;

use coercivity_world::measures::{Declaration, Item, Movement};

use crate::contested::Contested;
use crate::heard::Heard;
use crate::judge::AnswersOf;
use crate::need::Need;
use crate::outcome::Outcome;
use crate::seen::Seen;
use crate::speaking::Speaking;
use crate::suppose::{Composed, Nodes, Turn, compose, made_by, suppose};

/// The answers of one rulebook about what is seen, under one supposition after the other. What only some of the facts
/// speak of is heard again only when one of these changes.
pub(crate) struct Trials<'t, 'a> {
    pub answers: &'t AnswersOf<'a>,
    pub seen: &'t [Seen],
    /// The facts that may be supposed.
    pub needs: &'t [Need],
    pub declarations: &'t [Declaration],
    pub speaking: &'t mut Speaking<'a>,
    pub composed: &'t mut Composed,
    /// Whether what statements contradict stays as it is.
    pub contested: bool,
    /// What was heard of each thing seen.
    pub heard: Vec<Vec<Tried<'t, 'a>>>,
}

/// What was heard of a thing under the facts that speak of it.
pub(crate) struct Tried<'t, 'a> {
    supposed: (Vec<usize>, Turn),
    heard: Vec<Heard<'t, 'a>>,
    /// What moves under its first name, where it is supposed to be otherwise than it was seen.
    first: Option<Box<Movement>>,
}

impl<'t, 'a> Trials<'t, 'a> {
    /// The answer if some of the facts, by their places, turned out one way.
    pub(crate) fn outcome(&mut self, needs: &[usize], turn: Turn) -> Outcome {
        self.heard.resize_with(self.seen.len(), Vec::new);
        let places: Vec<usize> = (0..self.seen.len()).map(|it| self.tried(it, needs, turn)).collect();
        let tried = || places.iter().enumerate().map(|it| &self.heard[it.0][*it.1]);
        let first = tried().next().and_then(|it| it.first.as_deref());
        self.answers.outcome(tried().flat_map(|it| &it.heard), first.unwrap_or(&self.seen[0].variants[0]))
    }

    /// Hears a thing as supposed, and gives the place among what was heard of it.
    fn tried(&mut self, place: usize, needs: &[usize], turn: Turn) -> usize {
        let seen = self.seen;
        let one = &seen[place];
        let speak: Vec<usize> = needs.iter().copied().filter(|&it| self.needs[it].speaks_of(one)).collect();
        // Where no fact speaks of it, it is as it is.
        let turn = if speak.is_empty() { Turn::Harmless } else { turn };
        let supposed = (speak, turn);
        if let Some(known) = self.heard[place].iter().position(|it| it.supposed == supposed) {
            return known;
        }
        let needs: Vec<&Need> = supposed.0.iter().map(|&it| &self.needs[it]).collect();
        let (heard, first) = if needs.is_empty() {
            (self.answers.hear(one), None)
        } else if needs.iter().all(|it| it.only_settles()) {
            let before = self.tried(place, &[], Turn::Harmless);
            // Who does not move, and of whom nothing is open, stays as it is.
            if place > 0 && !self.heard[place][before].heard.iter().any(Heard::is_open) {
                return before;
            }
            self.settled(place, before, &needs, turn)
        } else {
            let one = self.supposed(one, &needs, turn);
            let heard = self.answers.hear(&one);
            (heard, one.variants.into_iter().next().filter(|_| place == 0).map(Box::new))
        };
        self.heard[place].push(Tried { supposed, heard, first });
        self.heard[place].len() - 1
    }

    /// What is heard of a thing where facts only settle what is open: what was not, before them, stays as it was. Beside it
    /// its first name, where that is what moves.
    fn settled(
        &self,
        place: usize,
        before: usize,
        needs: &[&Need],
        turn: Turn,
    ) -> (Vec<Heard<'t, 'a>>, Option<Box<Movement>>) {
        let seen = self.seen;
        let one = &seen[place];
        let (manner, before) = (self.answers.manner(), &self.heard[place][before].heard);
        let mut supposed: Vec<Option<Movement>> = vec![None; one.variants.len()];
        let heard = before.iter().map(|it| {
            if !it.is_open() {
                return *it;
            }
            let made = || self.turned(one, it.variant, needs, turn);
            manner.ask_again(it, supposed[it.variant].get_or_insert_with(made))
        });
        let heard = heard.collect();
        let first = || supposed.swap_remove(0).unwrap_or_else(|| self.turned(one, 0, needs, turn));
        (heard, (place == 0).then(first).map(Box::new))
    }

    /// A thing as it would be.
    fn supposed(&mut self, one: &Seen, needs: &[&Need], turn: Turn) -> Seen {
        let composed = needs.iter().any(|it| **it == Need::Composition(one.node));
        let (mut variants, mut spoken) = (Vec::with_capacity(one.variants.len()), one.spoken.clone());
        for (place, before) in one.variants.iter().enumerate() {
            let mut movement = self.turned(one, place, needs, turn);
            if composed {
                movement.item = self.composed_of(std::mem::take(&mut movement.item), turn);
            }
            let made = |it: &Movement| (it.made_in, it.provider_in);
            if composed || made(before) != made(&movement) {
                spoken[place] = self.speaking.about(&movement);
            }
            variants.push(movement);
        }
        let article = Arc::clone(&one.article);
        Seen { node: one.node, reach: one.reach, variants, unnamed: one.unnamed, spoken, article }
    }

    /// What moves under one name as it would be, whatever it is made of.
    fn turned(&self, one: &Seen, variant: usize, needs: &[&Need], turn: Turn) -> Movement {
        let mut movement = one.variants[variant].clone();
        let nodes = Nodes { node: one.node, part_nodes: &one.article.part_nodes };
        let none = Contested::default();
        for need in needs {
            let of = need.item().filter(|_| self.contested);
            let contested = of.map_or(&none, |it| self.answers.contested(it));
            if !contested.has(need) {
                let stakes = self.answers.stakes();
                suppose(&mut movement, (nodes, contested), need, turn, stakes, self.declarations);
            }
        }
        let own = needs.iter().any(|it| **it == Need::Makers(one.node));
        if needs.iter().any(|it| matches!(it, Need::Makers(_) | Need::Inside(_))) {
            made_by(&mut movement, one.article.maker, own.then_some(turn), self.declarations);
        }
        movement
    }

    fn composed_of(&mut self, item: Item, turn: Turn) -> Item {
        let key = (self.answers.number, turn, item);
        if let Some(known) = self.composed.get(&key) {
            return known.clone();
        }
        let made = compose(key.2.clone(), turn, self.answers.stakes());
        let made = self.speaking.meanings.settled(made);
        self.composed.insert(key, made.clone());
        made
    }
}

impl Need {
    /// Whether a supposition about it says what nobody said and changes nothing that anybody did: whatever is certain
    /// before it is certain after it.
    fn only_settles(&self) -> bool {
        match self {
            Self::Steps(_) | Self::Use | Self::Contract | Self::Route | Self::Condition(_) => true,
            Self::Origin(_)
            | Self::Inside(_)
            | Self::Composition(_)
            | Self::Made(_)
            | Self::Technology(_)
            | Self::Makers(_)
            | Self::User => false,
        }
    }
    /// Whether it says anything of a thing that is seen.
    fn speaks_of(&self, seen: &Seen) -> bool {
        match self {
            Self::Origin(item) => seen.article.part_nodes.contains(item),
            Self::Makers(item) | Self::Inside(item) => {
                *item == seen.node || seen.article.part_nodes.contains(item)
            }
            Self::Composition(item) | Self::Made(item) | Self::Technology(item) | Self::Steps(item) => {
                *item == seen.node
            }
            Self::User | Self::Use | Self::Contract | Self::Route | Self::Condition(_) => true,
        }
    }
}
