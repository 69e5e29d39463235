//! The thing that moves, and the patterns by which clauses name things.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use coercivity_quantity::Verdict;

use crate::id::{Element, Good};

/// Stages at which a substance is refined: an oxide or metal named for its elements holds no others.
const REFINED: [&str; 2] = ["oxide", "metal"];

/// Materials that are one element in a form of its own: their stage, their name where the stage has others, and the
/// element. They hold no other that nobody stated.
const FORMS: [(&str, Option<&str>, &str); 3] =
    [("graphite", None, "C"), ("material", Some("graphite"), "C"), ("superhard", Some("diamond"), "C")];

/// The symbols of the elements: `REO` is a name, not three of them.
pub(super) const ELEMENTS: &str = "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As \
    Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb \
    Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu";

/// Which letters name an element: by the first, and by the second after it, none being the last place.
const SYMBOLS: [[bool; 27]; 26] = symbols_of(ELEMENTS.as_bytes());
const NO_SECOND: usize = 26;

const fn symbols_of(names: &[u8]) -> [[bool; 27]; 26] {
    let mut found = [[false; 27]; 26];
    let mut at = 0;
    while at < names.len() {
        if names[at].is_ascii_uppercase() {
            let first = (names[at] - b'A') as usize;
            let two = at + 1 < names.len() && names[at + 1].is_ascii_lowercase();
            found[first][if two { (names[at + 1] - b'a') as usize } else { NO_SECOND }] = true;
        }
        at += 1;
    }
    found
}

/// A thing, and what is known of the elements it holds.
#[derive(Clone, Debug, Default)]
pub struct Item {
    good: Option<Good>,
    stated: BTreeMap<Element, Verdict>,
    /// What the numbered patterns of a law say of it, where [`Meanings`] worked that out. What changes the thing
    /// forgets it.
    pub(super) meant: Option<Arc<[Option<Verdict>]>>,
    /// The elements of its name, where [`Meanings`] read them.
    pub(super) named: Option<Arc<[Element]>>,
}

impl Item {
    /// A thing of which only the name is known.
    pub fn of(good: Good) -> Self {
        Self { good: Some(good), ..Self::default() }
    }
    /// The same thing under another name, or under none.
    #[must_use]
    pub fn called(self, good: Option<Good>) -> Self {
        Self { good, meant: None, named: None, ..self }
    }
    /// The same thing, with one more statement about an element.
    #[must_use]
    pub fn holding(mut self, element: Element, verdict: Verdict) -> Self {
        self.stated.insert(element, verdict);
        Self { meant: None, ..self }
    }
    /// What it is, as `stage:substance`; unknown when absent.
    pub fn good(&self) -> Option<&Good> {
        self.good.as_ref()
    }
    /// Whether it holds an element, as far as anybody stated it.
    pub fn stated(&self, element: &Element) -> Option<Verdict> {
        self.stated.get(element).copied()
    }
    /// What the patterns of a law say of it, one and the same for all things of its kind; none where [`Meanings`] did
    /// not work that out.
    ///
    /// [`Meanings`]: crate::measures::Meanings
    pub fn meaning(&self) -> Option<&Arc<[Option<Verdict>]>> {
        self.meant.as_ref()
    }
    /// The elements that its name says it holds; `None` when the name is a word.
    pub fn named_elements(&self) -> Option<Vec<&str>> {
        let name = self.good.as_ref()?.as_str().split_once(':')?.1;
        symbols(name).or_else(|| symbols(self.substance()?))
    }
    /// The elements of its name: those that it is made of, as far as a name says it; none when the name is a word.
    pub fn composition(&self) -> Arc<[Element]> {
        let read =
            || self.named_elements().unwrap_or_default().into_iter().filter_map(Element::new).collect();
        self.named.clone().unwrap_or_else(read)
    }
    /// Whether it is a refined oxide or metal, which holds nothing but what its name says.
    pub fn is_refined(&self) -> bool {
        self.stage().is_some_and(|it| REFINED.contains(&it))
    }
    /// The stage of its name, such as `magnet`.
    pub fn stage(&self) -> Option<&str> {
        self.good.as_ref().map(|it| it.as_str().split_once(':').map_or(it.as_str(), |parts| parts.0))
    }
    /// Its name without what it holds besides: `production-line` may be a word, or a form of something.
    fn plain_name(&self) -> Option<&str> {
        let name = self.good.as_ref()?.as_str().split_once(':')?.1;
        name.split('+').next()
    }
    /// The substance of its name, such as `NdFeB`; none when the name leaves it open.
    pub fn substance(&self) -> Option<&str> {
        let name = self.good.as_ref()?.as_str().split_once(':')?.1;
        // A good named for any substance leaves the substance open.
        Some(name.split(['+', '-']).next().unwrap_or(name)).filter(|it| *it != "any")
    }
    /// Whether it holds an element. What its name says counts; in a refined oxide or metal, what its name leaves
    /// out is absent; in anything else it is open.
    pub fn holds(&self, element: &str) -> Verdict {
        if let Some((_, verdict)) = self.stated.iter().find(|it| it.0.as_str() == element) {
            return *verdict;
        }
        let Some(good) = &self.good else { return Verdict::Open };
        let Some((stage, name)) = good.as_str().split_once(':') else { return Verdict::Open };
        let form = FORMS.iter().find(|it| it.0 == stage && it.1.is_none_or(|own| own == name));
        if let Some((_, _, own)) = form {
            return Verdict::from(*own == element);
        }
        let whole = symbols(name);
        let plain = whole.clone().or_else(|| symbols(self.substance()?));
        if plain.is_some_and(|it| it.contains(&element)) {
            return Verdict::Yes;
        }
        if REFINED.contains(&stage) && whole.is_some() { Verdict::No } else { Verdict::Open }
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Item {}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Item {
    /// By name and what is stated alone: what was worked out of these adds nothing.
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.good, &self.stated).cmp(&(&other.good, &other.stated))
    }
}

/// The element symbols of a name such as `NdFeB`, `Dy2O3` or `NdFeB+Dy`; `None` when it is a word instead.
fn symbols(name: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() || bytes[at] == b'+' {
            at += 1;
        } else if bytes[at].is_ascii_uppercase() {
            let second = bytes.get(at + 1).filter(|it| it.is_ascii_lowercase());
            let end = at + 1 + usize::from(second.is_some());
            let second = second.map_or(NO_SECOND, |it| usize::from(it - b'a'));
            if !SYMBOLS[usize::from(bytes[at] - b'A')][second] {
                return None;
            }
            found.push(&name[at..end]);
            at = end;
        } else {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Whether a name is made of symbols of elements.
pub(super) fn is_elements(name: &str) -> bool {
    symbols(name).is_some()
}

/// Whether two names are made of the same elements, in whatever order: `AlSc` is `ScAl`.
fn same_elements(one: &str, other: &str) -> bool {
    let sorted = |name| {
        let mut found = symbols(name)?;
        found.sort_unstable();
        Some(found)
    };
    sorted(one).is_some_and(|it| sorted(other) == Some(it))
}

/// What stands before elements when things that hold others besides are not meant: `target:=Sm`.
pub(super) const ALONE: char = '=';

/// A name for things, such as `oxide:Dy`, `metal|alloy:Sm`, `target:=Sm`, `magnet:NdFeB+Dy`, `magnet:*` or `*:Ga`. One
/// element means whatever holds it, but behind `=`; several mean what is named for just these.
#[derive(Clone)]
pub struct GoodPattern {
    /// Its place among the patterns of a law, each of which has one number; none where nobody numbered it.
    pub(super) number: Option<usize>,
    text: String,
    stages: Vec<String>,
    substance: Substance,
    with: Vec<String>,
}

/// A pattern's number among others is no part of what it says.
impl std::fmt::Debug for GoodPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { number: _, text, stages, substance, with } = self;
        f.debug_tuple("GoodPattern").field(text).field(stages).field(substance).field(with).finish()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Substance {
    Any,
    /// Anything that holds one of these elements.
    AnyOf(Vec<String>),
    /// The composition or material of this name.
    Named(String),
}

impl GoodPattern {
    /// Reads a pattern; `group` gives the members of a named group of elements. `None` when it has no `:` or an
    /// empty part.
    pub fn read(text: &str, group: impl Fn(&str) -> Option<Vec<String>>) -> Option<Self> {
        let (stages, rest) = text.split_once(':')?;
        let mut parts = rest.split('+');
        let name = parts.next()?;
        let with: Vec<String> = parts.map(str::to_owned).collect();
        let plain = |it: &str| !it.is_empty() && !it.contains(char::is_whitespace);
        if !plain(name) || !with.iter().all(|it| plain(it)) || !stages.split('|').all(plain) {
            return None;
        }
        let stages = match stages {
            "*" => Vec::new(),
            named => named.split('|').map(str::to_owned).collect(),
        };
        let substance = match (name, group(name), symbols(name)) {
            _ if name.starts_with(ALONE) => {
                let alone = name.strip_prefix(ALONE)?;
                Substance::Named(is_elements(alone).then(|| alone.to_owned())?)
            }
            ("*", _, _) => Substance::Any,
            (_, Some(members), _) => Substance::AnyOf(members),
            (_, None, Some(found)) if found.len() == 1 && found[0] == name => {
                Substance::AnyOf(vec![name.to_owned()])
            }
            _ => Substance::Named(name.to_owned()),
        };
        Some(Self { number: None, text: text.to_owned(), stages, substance, with })
    }
    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// Whether a thing is meant.
    pub fn covers(&self, item: &Item) -> Verdict {
        let known = item.meant.as_ref().zip(self.number).and_then(|it| *it.0.get(it.1)?);
        known.unwrap_or_else(|| self.meaning(item))
    }
    /// Works out whether a thing is meant.
    fn meaning(&self, item: &Item) -> Verdict {
        let stage = match item.stage() {
            _ if self.stages.is_empty() => Verdict::Yes,
            Some(stage) => {
                // An article may be one of several kinds, as in `component|device`: then it is open which.
                let meant = stage.split('|').filter(|it| self.stages.iter().any(|own| own == it)).count();
                match meant {
                    0 => Verdict::No,
                    some if some == stage.split('|').count() => Verdict::Yes,
                    _ => Verdict::Open,
                }
            }
            None => Verdict::Open,
        };
        if stage == Verdict::No {
            return Verdict::No;
        }
        let substance = match &self.substance {
            Substance::Any => Verdict::Yes,
            Substance::AnyOf(elements) => {
                elements.iter().map(|it| item.holds(it)).fold(Verdict::No, Verdict::or)
            }
            Substance::Named(name) => match item.substance() {
                Some(found) => Verdict::from(
                    found == name || item.plain_name() == Some(name) || same_elements(found, name),
                ),
                None => Verdict::Open,
            },
        };
        self.with.iter().map(|it| item.holds(it)).fold(stage.and(substance), Verdict::and)
    }
    /// The stages it names; any when empty.
    pub fn stages(&self) -> &[String] {
        &self.stages
    }
    /// The elements it asks for, one by one.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        let named = match &self.substance {
            Substance::AnyOf(elements) => &elements[..],
            Substance::Any | Substance::Named(_) => &[],
        };
        named.iter().chain(&self.with).map(String::as_str)
    }
    /// The composition or material it names, when it is no list of elements.
    pub fn named(&self) -> Option<&str> {
        match &self.substance {
            Substance::Named(name) => Some(name),
            Substance::Any | Substance::AnyOf(_) => None,
        }
    }
    /// Whether the pattern names no substance: it may mean anything of its stages.
    pub fn is_general(&self) -> bool {
        self.substance == Substance::Any
    }
    /// Whether the pattern speaks about an element: by its substance, or by what it must hold.
    pub fn concerns(&self, element: &str) -> bool {
        let inside = |name: &str| symbols(name).is_some_and(|it| it.contains(&element));
        let substance = match &self.substance {
            Substance::Any => true,
            Substance::AnyOf(elements) => elements.iter().any(|it| it == element),
            Substance::Named(name) => name == element || inside(name),
        };
        if self.with.is_empty() { substance } else { self.with.iter().any(|it| it == element) }
    }
}

impl PartialEq for GoodPattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.substance) == (&other.text, &other.substance)
    }
}

impl Eq for GoodPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, item: &Item) -> Verdict {
        let group = |it: &str| (it == "NdPr").then(|| vec!["Nd".to_owned(), "Pr".to_owned()]);
        GoodPattern::read(pattern, group).unwrap().covers(item)
    }
    fn item(good: &str) -> Item {
        Item::of(Good::new(good).unwrap())
    }

    #[test]
    fn a_magnet_of_unknown_recipe_is_open() {
        let magnet = item("magnet:NdFeB");
        assert_eq!(covers("magnet:NdFeB", &magnet), Verdict::Yes);
        assert_eq!(covers("magnet:NdFeB+Dy", &magnet), Verdict::Open);
        assert_eq!(covers("magnet:NdFeB+Dy", &item("magnet:NdFeB+Dy")), Verdict::Yes);
        let plain = magnet.holding(Element::new("Dy").unwrap(), Verdict::No);
        assert_eq!(covers("magnet:NdFeB+Dy", &plain), Verdict::No);
        assert_eq!(covers("magnet:NdFeB+Dy", &item("magnet:SmCo")), Verdict::No);
    }

    #[test]
    fn a_refined_oxide_holds_what_its_name_says() {
        assert_eq!(covers("oxide|metal:Dy", &item("oxide:Dy")), Verdict::Yes);
        assert_eq!(covers("oxide:NdPr", &item("oxide:Nd")), Verdict::Yes);
        assert_eq!(covers("*:Dy", &item("oxide:NdPr")), Verdict::No);
        assert_eq!(covers("*:Dy", &item("concentrate:mixed")), Verdict::Open);
        assert_eq!(covers("oxide:Dy", &Item::default()), Verdict::Open);
        assert_eq!(covers("oxide:Dy", &item("oxide:REO")), Verdict::Open);
        assert_eq!(covers("magnet:SmCo", &item("magnet:any")), Verdict::Open);
        assert_eq!(covers("magnet:NdFeB", &item("magnet:NdFeB-sintered")), Verdict::Yes);
    }

    #[test]
    fn elements_name_an_alloy_in_any_order_and_a_form_of_one_element_holds_no_other() {
        assert_eq!(covers("alloy:ScAl", &item("alloy:AlSc")), Verdict::Yes);
        assert_eq!(covers("alloy:ScAl", &item("alloy:AlScMg")), Verdict::No);
        assert_eq!(covers("*:Ga", &item("graphite:natural")), Verdict::No);
        assert_eq!(covers("*:Ga", &item("material:other")), Verdict::Open);
        let doped = item("superhard:diamond").holding(Element::new("Ga").unwrap(), Verdict::Yes);
        assert_eq!(covers("*:Ga", &doped), Verdict::Yes);
    }

    #[test]
    fn a_name_for_itself_alone_is_of_elements_and_marked_once() {
        let read = |text| GoodPattern::read(text, |_| None).is_some();
        assert_eq!(
            ["target:=Sm", "target:==Sm", "target:=steel", "target:="].map(read),
            [true, false, false, false]
        );
    }
}
