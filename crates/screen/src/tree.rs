//! A bill as a graph: every item once, whatever holds it.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{EvidenceRow, MovementRow};
use coercivity_quantity::Interval;
use coercivity_world::{Element, Good, Place, Stage};

/// A bill, linked: items are nodes, and an item that several others hold is one node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Path of the sheet of lines.
    pub path: String,
    /// The items, in the order of their first line.
    pub nodes: Vec<Node>,
    /// What each item is made of, by the place of the item.
    pub parts: Vec<Vec<Edge>>,
    /// The place of each item, by its id.
    pub places: BTreeMap<String, usize>,
    /// Items that no other holds: the products.
    pub products: Vec<usize>,
    /// Firms and authorities, by their id.
    pub parties: BTreeMap<String, Party>,
    /// The ids of the parties that each name or id means.
    pub called: BTreeMap<String, BTreeSet<String>>,
    /// Whether no line states what its value is, or in which currency: all are then taken to be stated alike.
    pub unstated: Unstated,
    /// What moves or is about to move.
    pub movements: Vec<MovementRow>,
    /// Path of the sheet of movements.
    pub movements_path: String,
    /// What papers say.
    pub papers: Vec<Paper>,
    /// What cells contradict of one another, whatever papers say: the items, each with what is said of it.
    pub contradicted: Vec<(usize, String)>,
}

/// What no line of a bill states of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unstated {
    /// The basis: invoice, ex works, transfer, replacement.
    pub basis: bool,
    /// The currency.
    pub currency: bool,
}

/// That one item holds another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The item held.
    pub part: usize,
    /// How many of it one holder has; unknown when absent.
    pub quantity: Option<f64>,
    /// Mass of it in one holder, kg, where its quantity is a mass.
    pub mass_kg: Option<f64>,
    /// Mass share of it in its holder, 0..=1, where the bill states that.
    pub mass_share: Option<Interval<f64>>,
}

/// One item of a bill. What is absent is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its name within the bill.
    pub id: String,
    /// Its name in words.
    pub name: String,
    /// Line of the sheet on which it first stands.
    pub line: usize,
    /// Mass of one item, kg.
    pub mass_kg: Option<f64>,
    /// Value of one item, in its currency.
    pub value: Option<f64>,
    /// Mass of all of it on the lines that state the value, kg, where it is weighed: the value may be of that.
    pub valued_kg: Option<Interval<f64>>,
    /// Currency of the value, as written.
    pub currency: String,
    /// What the value is: invoice, ex works, transfer, replacement.
    pub value_basis: String,
    /// Party that made it.
    pub maker: Option<String>,
    /// Country of its customs origin.
    pub made_in: Option<Place>,
    /// What a regime calls it.
    pub good: Option<Good>,
    /// Whether its words name something that measures name, while no regime item says what it is.
    pub unclear: bool,
    /// Whether the regime item is a word of its own, such as `component:motor`, that no measure names: what it holds
    /// then says what it is.
    pub own_word: bool,
    /// Element that the line stands for.
    pub element: Option<Element>,
    /// Whether a line says that there may be none of it in its holder.
    pub perhaps_none: bool,
    /// Where its content comes from, and the share from there, 0..=1.
    pub origin: Vec<(Place, Interval<f64>)>,
    /// Where the steps of its making were done.
    pub steps: BTreeMap<Stage, Place>,
    /// Whose technology made it.
    pub technology: Option<Technology>,
    /// Ids of papers about it.
    pub evidence: Vec<String>,
}

/// Whose technology made an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Technology {
    /// Countries whose technology was used; none when no controlled technology was.
    pub of: Vec<Place>,
    /// Countries whose equipment was used, without their technology.
    pub equipment: Vec<Place>,
}

/// A firm or authority.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// Its id within the bill.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Line of its sheet.
    pub line: usize,
    /// Where it is registered.
    pub country: Option<Place>,
    /// Owners by party id, and the share each holds, 0..=1.
    pub owners: Vec<(String, Interval<f64>)>,
    /// Lists that it stands on; none when it was checked and is clear, absent when nobody checked.
    pub lists: Option<Vec<String>>,
    /// Whether it is a military user; unknown when absent.
    pub military: Option<bool>,
}

/// What a paper says, linked.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// The row as written.
    pub row: EvidenceRow,
    /// What it speaks of.
    pub claim: Claim,
    /// The items it speaks of, where it is about the content of an element; none where its subject names them.
    pub items: Option<Vec<usize>>,
    /// Whether it speaks of others too, which are built into something else as well.
    pub shared: bool,
}

/// What a paper claims.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// Where the content comes from.
    Origin(Place),
    /// Where the item was made.
    Made(Place),
    /// Where a step was done: in these places, or in some of them, and nowhere else.
    Step(Stage, Vec<Place>),
    /// Whose technology made it.
    Technology(Technology),
    /// That none of the element it speaks of was put in, or none is left, while lines of the bill stand for it.
    Absent,
    /// The same of elements for which no line stands: the items it speaks of hold none of them.
    Without(Vec<Element>),
}

impl Tree {
    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
    /// The parties that a word means, by their ids or names: what several are called means none of them more than another.
    pub fn called(&self, word: &str) -> impl Iterator<Item = &Party> {
        self.called.get(word).into_iter().flatten().filter_map(|it| self.parties.get(it))
    }
    /// Whether the values of two items are stated on one basis. What one states and the other leaves out may differ; only
    /// where no line of the bill states any are all taken to be alike.
    pub fn one_basis(&self, one: usize, other: usize) -> bool {
        let basis = |at: usize| self.nodes[at].value_basis.trim();
        alike(basis(one), basis(other), self.unstated.basis)
    }
    /// Whether the values of two items are stated in one currency, as [`Tree::one_basis`].
    pub fn one_currency(&self, one: usize, other: usize) -> bool {
        let currency = |at: usize| self.nodes[at].currency.trim();
        alike(currency(one), currency(other), self.unstated.currency)
    }
    /// The mass of a part in one holder, kg: its quantity where that is a mass, else as many times its own.
    pub fn mass_of(&self, edge: &Edge) -> Option<f64> {
        let counted = || self.nodes[edge.part].mass_kg.zip(edge.quantity).map(|it| it.0 * it.1);
        edge.mass_kg.or_else(counted)
    }
    /// The value of a part in one holder, in the part's currency: as many times its own, where it is counted. What is weighed
    /// may be valued by its unit or as a whole: by its own mass it is told which, and without one it may be either.
    pub fn value_of(&self, edge: &Edge) -> Option<Interval<f64>> {
        let part = &self.nodes[edge.part];
        let (value, quantity) = (part.value?, edge.quantity?);
        let Some(weighed) = edge.mass_kg else { return Some(Interval::exactly(value * quantity)) };
        if let Some(own) = part.mass_kg.filter(|it| *it > 0.0) {
            return Some(Interval::exactly(value * weighed / own));
        }
        let lines = part.valued_kg.unwrap_or_else(|| Interval::exactly(weighed));
        let readings = [value * quantity, value * weighed / lines.high(), value * weighed / lines.low()];
        let low = readings.into_iter().fold(f64::INFINITY, f64::min);
        Interval::between(low, readings.into_iter().fold(low, f64::max))
    }
    /// The place of an item in its sheet, as `file:line`.
    pub fn place(&self, node: usize) -> String {
        format!("{}:{}", self.path, self.nodes[node].line)
    }
    /// Items from the product down, each once, holders before what they hold.
    pub fn below(&self, top: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([top]);
        let mut left = vec![top];
        while let Some(node) = left.pop() {
            for edge in self.parts[node].iter().rev() {
                if seen.insert(edge.part) {
                    left.push(edge.part);
                }
            }
            if node != top {
                found.push(node);
            }
        }
        found
    }
}

/// Whether two words mean the same, where a blank means anything unless no line says a word.
fn alike(one: &str, other: &str, unstated: bool) -> bool {
    unstated || !one.is_empty() && one.eq_ignore_ascii_case(other)
}

impl Node {
    /// The last step of its own making: that of the stage it is at, as a magnet is made a magnet; none where no step
    /// makes such things.
    pub fn last_step(&self) -> Option<Stage> {
        let stage = match self.good {
            Some(good) => good.as_str().split_once(':')?.0.to_owned(),
            // A line that stands for an element alone is that metal.
            None => self.element.map(|_| "metal".to_owned())?,
        };
        last_step(Some(&stage))
    }
}

/// The step that makes what is at a stage; none where no step makes such things.
pub(crate) fn last_step(stage: Option<&str>) -> Option<Stage> {
    STEPS.iter().find(|it| Some(it.1) == stage).and_then(|it| Stage::new(it.1))
}

/// The step that each word for a step names.
pub const STEPS: [(&str, &str); 6] = [
    ("mined", "mine"),
    ("separated", "separation"),
    ("metal", "metal"),
    ("alloy", "alloy"),
    ("powder", "powder"),
    ("magnet", "magnet"),
];
