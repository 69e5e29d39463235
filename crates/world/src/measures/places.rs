//! Sets of places, and the question whether a place lies in one.

use std::collections::BTreeSet;

use coercivity_quantity::Verdict;

use crate::id::Place;

/// Places that a clause names. An area is in the set when it is named; it is *partly* in when only some of its
/// countries are, and then the question stays open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceSet {
    wholly: BTreeSet<Place>,
    partly: BTreeSet<Place>,
}

impl PlaceSet {
    /// A set of the places named, and of the areas that hold some of them.
    pub fn new(wholly: impl IntoIterator<Item = Place>, partly: impl IntoIterator<Item = Place>) -> Self {
        let wholly: BTreeSet<Place> = wholly.into_iter().collect();
        let partly = partly.into_iter().filter(|it| !wholly.contains(it)).collect();
        Self { wholly, partly }
    }
    /// Whether a place lies in the set; a place that nobody stated leaves it open.
    pub fn holds(&self, place: Option<Place>) -> Verdict {
        match place {
            None => Verdict::Open,
            Some(place) if self.wholly.contains(&place) => Verdict::Yes,
            Some(place) if self.partly.contains(&place) => Verdict::Open,
            Some(_) => Verdict::No,
        }
    }
    /// Whether what was done among some places, and nowhere else, was done in the set: what all of them answer alike.
    /// Nothing stated leaves it open.
    pub fn holds_among(&self, places: &[Place]) -> Verdict {
        let mut answers = places.iter().map(|it| self.holds(Some(*it)));
        let first = answers.next().unwrap_or(Verdict::Open);
        if answers.all(|it| it == first) { first } else { Verdict::Open }
    }
    /// The places that are named.
    pub fn named(&self) -> impl Iterator<Item = Place> {
        self.wholly.iter().copied()
    }
}

/// Where something must lie, and where it must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// It lies in one of these; anywhere when absent.
    pub within: Option<PlaceSet>,
    /// It lies in none of these.
    pub outside: Option<PlaceSet>,
}

impl Whereabouts {
    /// Whether a place fits.
    pub fn fits(&self, place: Option<Place>) -> Verdict {
        let within = self.within.as_ref().map_or(Verdict::Yes, |it| it.holds(place));
        let outside = self.outside.as_ref().map_or(Verdict::Yes, |it| !it.holds(place));
        within.and(outside)
    }
    /// Whether nothing is asked.
    pub fn is_anywhere(&self) -> bool {
        self.within.is_none() && self.outside.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_that_holds_a_named_country_is_open() {
        let place = |text: &str| Place::new(text).unwrap();
        let set = PlaceSet::new([place("DEU")], [place("EUR")]);
        assert_eq!(set.holds(Some(place("DEU"))), Verdict::Yes);
        assert_eq!(set.holds(Some(place("EUR"))), Verdict::Open);
        assert_eq!(set.holds(Some(place("JPN"))), Verdict::No);
        assert_eq!(set.holds(None), Verdict::Open);
        let among = |ids: &[&str]| set.holds_among(&ids.iter().map(|it| place(it)).collect::<Vec<Place>>());
        assert_eq!(among(&["DEU"]), Verdict::Yes);
        assert_eq!(among(&["JPN", "KOR"]), Verdict::No);
        assert_eq!(among(&["JPN", "DEU"]), Verdict::Open);
        assert_eq!(among(&["JPN", "EUR"]), Verdict::Open);
        assert_eq!(among(&[]), Verdict::Open);
    }
}
