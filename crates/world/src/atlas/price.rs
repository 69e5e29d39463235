//! Prices: of which good, on what terms, averaged over what.

use coercivity_data::{Entry, Fact};
use coercivity_quantity::{Estimate, Interval, Price, Unit};

use super::linker::Linker;
use super::stated::{Choice, Stated, choose_by};
use crate::id::{Good, Place};
use crate::vocabulary::Vocabulary;

/// The terms a price is quoted on. Prices on different terms never stand in for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceBasis {
    /// Inside the producing country, value added tax included.
    Domestic,
    /// Free on board of the producing country.
    Fob,
    /// At the plant's gate.
    ExWorks,
    /// Delivered to a European port.
    CifEurope,
    /// As a public table prints it, terms not stated.
    AsPublished,
    /// A benchmark that a contract names.
    Benchmark,
    /// Value divided by mass of apparent consumption.
    UnitValue,
}

impl PriceBasis {
    /// The words of the files.
    pub const WORDS: [(&str, Self); 7] = [
        ("domestic", Self::Domestic),
        ("fob", Self::Fob),
        ("ex_works", Self::ExWorks),
        ("cif_europe", Self::CifEurope),
        ("as_published", Self::AsPublished),
        ("benchmark", Self::Benchmark),
        ("unit_value", Self::UnitValue),
    ];
    /// The word of the files.
    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|it| it.1 == self).map_or("", |it| it.0)
    }
}

/// What a price is averaged over; the order is the order of preference for a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Averaging {
    /// One day's quotation.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What a price is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceSubject {
    /// The good; the price is per mass of the good as traded, an oxide as oxide.
    pub good: Good,
    /// On what terms.
    pub basis: PriceBasis,
    /// Where.
    pub place: Place,
    /// Averaged over what.
    pub averaging: Averaging,
    /// Purity, where the source gives it.
    pub grade: String,
    /// Edition of a publication that revises itself.
    pub edition: String,
}

/// Every price of the atlas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// All rows, in the order of the file.
    pub rows: Vec<Stated<PriceSubject>>,
}

impl Prices {
    pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Self {
        let averaging = [("day", Averaging::Day), ("month", Averaging::Month), ("year", Averaging::Year)];
        let rows = linker.facts(entries, |linker, entry| {
            let (good, place) = (linker.good(entry, "good"), linker.place(entry, "place"));
            let basis = linker.word(entry, "basis", &PriceBasis::WORDS);
            let averaging = linker.word(entry, "averaging", &averaging);
            Some(PriceSubject {
                good: good?,
                basis: basis?,
                place: place?,
                averaging: averaging?,
                grade: entry.text("grade").to_owned(),
                edition: entry.text("edition").to_owned(),
            })
        });
        Self { rows }
    }
    /// The price of a good on some terms in a year. A yearly average stands before a monthly one and that before
    /// a day; of days the latest; then the common rule.
    pub fn of(&self, good: Good, basis: PriceBasis, year: i32) -> Choice<'_, PriceSubject> {
        let asked = |it: &&Stated<PriceSubject>| {
            it.subject.good == good && it.subject.basis == basis && it.fact.as_of.year() == year
        };
        choose_by(self.rows.iter().filter(asked), |it| (it.subject.averaging, it.fact.as_of))
    }
}

/// A dollar price of an oxide or a metal as the price of the element it holds: the one place where oxide prices are
/// converted. `None` for other goods, other currencies, unknown prices and groups without a factor.
pub fn element_price(row: &Stated<PriceSubject>, vocabulary: &Vocabulary) -> Option<Estimate<Price>> {
    let good = row.subject.good.as_str();
    let mut cited = row.fact.cited.clone();
    let (least, usual, most) = if good.starts_with("metal:") {
        (1.0, Some(1.0), 1.0)
    } else if good.starts_with("oxide:") {
        let element = vocabulary.good(good)?.element?;
        let factor = &vocabulary.element(element.as_str())?.element_per_oxide;
        cited.sources.extend(factor.cited.sources.iter().cloned());
        (factor.low()?, factor.best, factor.high()?)
    } else {
        return None;
    };
    if row.fact.unit != Unit::UsdPerKg || least <= 0.0 {
        return None;
    }
    // A lower share of element in the oxide makes the element dearer.
    let (low, high) = (row.fact.low()? / most, row.fact.high()? / least);
    Some(Estimate {
        range: Interval::between(Price::usd_per_kg(low), Price::usd_per_kg(high))?,
        best: row.fact.best.zip(usual).map(|it| Price::usd_per_kg(it.0 / it.1)),
        cited,
    })
}
