//! Pieces of an episode file that occur in several of its tables.

use coercivity_data::{Problem, Range, Said, Section, nearest};
use coercivity_quantity::{Citation, Confidence, Day, Month};

use crate::id::{EndUse, Place};
use crate::scenario::Ranged;
use crate::world::World;

/// Words for confidences.
const CONFIDENCES: [(&str, Confidence); 4] = [
    ("primary", Confidence::Primary),
    ("secondary", Confidence::Secondary),
    ("estimate", Confidence::Estimate),
    ("assumed", Confidence::Assumed),
];

/// A reader of one episode file.
pub(super) struct Parts<'a> {
    pub world: &'a World,
    /// Ids of goods, in order.
    pub goods: Vec<String>,
    /// Their names in the law, where they are written.
    pub laws: Vec<String>,
    /// Classes of users that the file has.
    pub user_classes: Vec<String>,
    /// Ids of aggregates, in order; only those that say the shares of their members may be traded by name.
    pub shared: Vec<Option<String>>,
    /// Ids of all aggregates.
    pub aggregates: Vec<String>,
    /// The day of knowledge.
    pub known_on: Day,
}

impl Parts<'_> {
    /// `0.4`, or `{ low = 0.2, best = 0.4, high = 0.8 }`.
    pub fn ranged(
        &self,
        from: &Section,
        key: &str,
        range: Range,
        problems: &mut Vec<Problem>,
    ) -> Option<Ranged> {
        coercivity_data::ranged(from, key, range, problems).map(|it| Ranged::from(it.value))
    }
    /// A range that must be written.
    pub fn required(
        &self,
        from: &Section,
        key: &str,
        range: Range,
        problems: &mut Vec<Problem>,
    ) -> Option<Ranged> {
        if !from.has(key) {
            from.missing(key, problems);
        }
        self.ranged(from, key, range, problems)
    }
    /// A good of the file, by place in its list.
    pub fn good(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<usize> {
        let said = from.required_text(key, problems)?;
        place_of(from, &said, ("good", &self.goods, "write a [[good]] of that id"), problems)
    }
    /// Goods of the file; empty when not written.
    pub fn goods(&self, from: &Section, problems: &mut Vec<Problem>) -> Vec<usize> {
        let said = from.texts("goods", problems);
        said.iter()
            .filter_map(|it| {
                place_of(from, it, ("good", &self.goods, "write a [[good]] of that id"), problems)
            })
            .collect()
    }
    /// Classes of users of the file; empty when not written.
    pub fn user_classes(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Vec<EndUse> {
        let said = from.texts(key, problems);
        let class = |it| {
            place_of(from, it, ("class", &self.user_classes, "write a [[user]] of that class"), problems)
        };
        said.iter().filter_map(class).filter_map(|it| EndUse::new(&self.user_classes[it])).collect()
    }
    /// A word of a closed list that must be written.
    pub fn word(
        &self,
        from: &Section,
        key: &str,
        known: impl Iterator<Item = &'static str>,
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        let said = from.required_text(key, problems)?;
        let known: Vec<&str> = known.collect();
        if !known.contains(&said.value.as_str()) {
            let near = nearest(&said.value, known.iter().copied());
            let remedy =
                near.map_or("use a word of the list".to_owned(), |it| format!("did you mean `{it}`?"));
            let expected = format!("one of {}", known.join(", "));
            from.wrong(&said, format!("{key} `{}`", said.value), expected, remedy, problems);
            return None;
        }
        Some(said.value)
    }
    /// Places; empty when not written.
    pub fn places(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Vec<Place> {
        let said = from.texts(key, problems);
        said.iter().filter_map(|it| self.known_place(from, it, problems)).collect()
    }
    /// A place that must be written.
    pub fn required_place(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Place> {
        if !from.has(key) {
            from.missing(key, problems);
        }
        self.place(from, key, problems)
    }
    /// A place: a country by ISO 3166 alpha-3, `EUR`, or a rest such as `XCN`.
    pub fn place(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Place> {
        let said = from.text(key, problems)?;
        self.known_place(from, &said, problems)
    }
    fn known_place(&self, from: &Section, said: &Said<String>, problems: &mut Vec<Problem>) -> Option<Place> {
        let known = Place::new(&said.value)
            .filter(|it| REST.contains(&it.as_str()) || self.world.vocabulary.place(it.as_str()).is_some());
        if known.is_none() {
            let expected = "a country by its three letters, EUR, or XCN for all others";
            from.wrong(said, format!("place `{}`", said.value), expected, "see data/vocabulary", problems);
        }
        known
    }
    /// A month between quotes.
    pub fn month(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Month> {
        let said = from.text(key, problems)?;
        let month = said.value.parse().ok();
        if month.is_none() {
            let found = format!("`{}` for `{key}`", said.value);
            from.wrong(&said, found, "a month such as \"2023-07\"", "write year and month", problems);
        }
        month
    }
    /// `source`, `confidence` and `note`; a source that is not on the list is a problem.
    pub fn cited(&self, from: &Section, problems: &mut Vec<Problem>) -> Option<Citation> {
        let said = from.required_text("source", problems)?;
        let confidence = from.one_of("confidence", &CONFIDENCES, problems).unwrap_or(Confidence::Assumed);
        let note = from.text("note", problems).map_or(String::new(), |it| it.value);
        let sources = said.value.split(';').map(|it| it.trim().to_owned()).collect();
        let cited = Citation { sources, at: String::new(), confidence, note, row: from.place() };
        self.world.sources.check(&cited, problems);
        if let Some(month) = self.month(from, "as_of", problems) {
            self.not_after(from, "as_of", month, problems);
        }
        Some(cited)
    }
    /// Tells a number of a month that had not ended on the day of knowledge.
    pub fn not_after(&self, from: &Section, key: &str, month: Month, problems: &mut Vec<Problem>) {
        let ended = month.plus(1).first_day().is_some_and(|it| it <= self.known_on.plus_days(1));
        if let (false, Some(said)) = (ended, from.node(key)) {
            let found = format!("{month}, which had not ended on {}", self.known_on);
            from.wrong(
                said,
                found,
                "a month known by then",
                "leave it out: it peeks past `known_on`",
                problems,
            );
        }
    }
}

/// Places of series that are no country.
const REST: [&str; 2] = ["EUR", "XCN"];

/// The place of a name among those of the file's own tables; one that none of them has is a problem.
fn place_of(
    from: &Section,
    said: &Said<String>,
    (what, known, remedy): (&str, &[String], &str),
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let found = known.iter().position(|it| *it == said.value);
    if found.is_none() {
        let expected = format!("one of {}", known.join(", "));
        from.wrong(said, format!("{what} `{}`", said.value), expected, remedy, problems);
    }
    found
}
