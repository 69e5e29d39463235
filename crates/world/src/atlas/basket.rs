//! Ore baskets: which elements an ore holds. Published baskets add up to 98 to 103; they are normalised here,
//! once, and the raw rows stay.

use coercivity_data::{Entry, Fact};
use coercivity_quantity::Interval;

use super::linker::Linker;
use super::stated::Stated;
use crate::id::{Element, Place};

/// What a row of a basket is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketSubject {
    /// Id of the basket.
    pub basket: String,
    /// Kind of ore.
    pub ore: String,
    /// Where.
    pub place: Place,
    /// Which deposit.
    pub deposit: String,
    /// Which element's oxide.
    pub element: Element,
}

/// The composition of one ore, in percent of its rare earth oxides.
#[derive(Clone, Debug, PartialEq)]
pub struct Basket {
    /// Its id.
    pub id: String,
    /// Kind of ore.
    pub ore: String,
    /// Where.
    pub place: Place,
    /// Which deposit.
    pub deposit: String,
    /// The raw rows.
    pub rows: Vec<Stated<BasketSubject>>,
}

/// The share of one element's oxide in an ore after normalising; unknown stays unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct BasketShare {
    /// The element.
    pub element: Element,
    /// Range of the share, 0..=1; `None` when the source has no figure.
    pub range: Option<Interval<f64>>,
    /// Best guess; `None` when only a bound is known.
    pub best: Option<f64>,
}

impl Basket {
    /// Sum of the raw percentages (the middle of a range where there is no best guess).
    pub fn raw_sum(&self) -> f64 {
        self.rows.iter().filter_map(|it| it.fact.middle()).sum()
    }
    /// Shares that sum to one over the elements that have a figure.
    pub fn shares(&self) -> Vec<BasketShare> {
        let whole = self.raw_sum();
        let scaled = |it: f64| if whole > 0.0 { (it / whole).min(1.0) } else { 0.0 };
        let share = |it: &Stated<BasketSubject>| BasketShare {
            element: it.subject.element,
            range: it.fact.range.and_then(|it| Interval::between(scaled(it.low()), scaled(it.high()))),
            best: it.fact.best.map(scaled),
        };
        self.rows.iter().map(share).collect()
    }
}

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Basket> {
    let rows = linker.facts(entries, |linker, entry| {
        let (place, element) = (linker.place(entry, "place"), linker.element(entry, "element"));
        Some(BasketSubject {
            basket: entry.text("basket").to_owned(),
            ore: entry.text("ore").to_owned(),
            place: place?,
            deposit: entry.text("deposit").to_owned(),
            element: element?,
        })
    });
    let mut baskets: Vec<Basket> = Vec::new();
    for row in rows {
        let subject = &row.subject;
        match baskets.iter_mut().find(|it| it.id == subject.basket) {
            Some(basket) => basket.rows.push(row),
            None => baskets.push(Basket {
                id: subject.basket.clone(),
                ore: subject.ore.clone(),
                place: subject.place,
                deposit: subject.deposit.clone(),
                rows: vec![row],
            }),
        }
    }
    baskets
}
