//! What of a movement the law looks at: the article that moves and, where a rulebook looks there, all that lies inside it.

use std::sync::Arc;

use coercivity_world::Good;
use coercivity_world::measures::{Item, Movement, Reach};

use crate::article::{Article, unlisted};
use crate::asked::{Asked, moved};
use crate::heard::goes_by_kind;
use crate::judge::Screening;
use crate::speaking::Spoken;

/// One item of a movement as the law sees it, with the reach that clauses need to speak of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The item.
    pub node: usize,
    /// Whether it is the item that moves, or lies inside it.
    pub reach: Reach,
    /// What it is: one movement for each of its names.
    pub variants: Vec<Movement>,
    /// The last of these, where it is the same thing under no name: of what kind of product it is nobody said, and
    /// rulebooks that go by the kind hear of it so.
    pub unnamed: Option<usize>,
    /// The clauses that speak of each of these.
    pub spoken: Vec<Spoken>,
    /// The article it was seen as.
    pub article: Arc<Article>,
}

impl Seen {
    /// What a finding speaks of, among what is seen: the article, or an item inside it.
    pub(crate) fn of(seen: &[Self], inside: Option<usize>) -> Option<&Self> {
        match inside {
            None => seen.first(),
            Some(node) => seen.iter().find(|it| it.node == node && it.reach == Reach::Inside),
        }
    }
}

impl Screening<'_> {
    /// The movement of an item, and of what lies inside it where a rulebook that is asked looks there.
    pub(crate) fn seen(&mut self, item: usize, asked: &Asked) -> Vec<Seen> {
        let mut found = vec![self.see(item, Reach::Article, asked)];
        if self.books(asked).iter().any(|it| self.asks(it.book, asked) && !it.inside.is_empty()) {
            found.extend(self.hidden(item, asked));
            for node in self.tree.below(item) {
                if self.tree.nodes[node].good.is_some() || self.tree.nodes[node].unclear {
                    found.push(self.see(node, Reach::Inside, asked));
                }
            }
        }
        found
    }

    fn see(&mut self, node: usize, reach: Reach, asked: &Asked) -> Seen {
        let article = self.article(asked.day, node);
        let mut variants: Vec<Movement> =
            article.movements.iter().map(|it| moved(it, &asked.route)).collect();
        let hidden = unlisted(self.tree, node, false).filter(|_| reach == Reach::Inside);
        variants.extend(hidden.and_then(|it| self.unlisted(&article, it, asked)));
        let unnamed = self.unnamed(node, asked, &variants);
        let place = unnamed.as_ref().map(|_| variants.len());
        variants.extend(unnamed);
        let spoken: Vec<Spoken> = variants.iter().map(|it| self.speaking.about(it)).collect();
        let listings = self.listings(asked.day);
        variants.iter_mut().zip(&spoken).for_each(|it| listings.settle(it.0, it.1));
        Seen { node, reach, variants, unnamed: place, spoken, article }
    }

    /// What lies by its name in what moves, while no line lists it.
    fn hidden(&mut self, node: usize, asked: &Asked) -> Option<Seen> {
        let good = unlisted(self.tree, node, true)?;
        let article = self.article(asked.day, node);
        let mut movement = self.unlisted(&article, good, asked)?;
        let spoken = vec![self.speaking.about(&movement)];
        self.listings(asked.day).settle(&mut movement, &spoken[0]);
        let variants = vec![movement];
        Some(Seen { node, reach: Reach::Inside, variants, unnamed: None, spoken, article })
    }

    /// A thing that lies in an article, made where and how the article was.
    fn unlisted(&mut self, article: &Article, good: Good, asked: &Asked) -> Option<Movement> {
        let item = self.speaking.meanings.settled(Item::of(good));
        let first = article.movements.first()?;
        Some(moved(&Movement { item, ..first.clone() }, &asked.route))
    }

    /// What nobody called anything is worked out to be an assembly of what it holds. Which kind of product it is stays
    /// unknown all the same, where a rulebook is asked that goes by it.
    fn unnamed(&mut self, node: usize, asked: &Asked, variants: &[Movement]) -> Option<Movement> {
        let own = &self.tree.nodes[node];
        let first = variants.first().filter(|_| own.good.is_none() && own.element.is_none())?;
        let books = self.books(asked);
        if !books.iter().any(|it| goes_by_kind(it.book.kind) && self.asks(it.book, asked)) {
            return None;
        }
        let item = self.speaking.meanings.settled(first.item.clone().called(None));
        Some(Movement { item, ..first.clone() })
    }
}
