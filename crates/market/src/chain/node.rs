//! Where a balance is kept: a good at a place.

use coercivity_world::{Deposit, Element, Good, Place};

/// Whether a magnet's grade bears a heavy rare earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Contains dysprosium or terbium.
    Heavy,
    /// Contains neither.
    Light,
}

impl Grade {
    /// Both grades.
    pub const BOTH: [Self; 2] = [Self::Heavy, Self::Light];
    /// Symbols of the elements of which every grade is made.
    pub const BASE: [&str; 2] = ["Nd", "Pr"];
    /// Symbols of the elements that a heavy grade bears.
    pub const BORNE: [&str; 2] = ["Dy", "Tb"];
}

/// What a node holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stuff {
    /// Concentrate of one deposit, tonnes of the elements followed.
    Concentrate(Deposit),
    /// An element as separated oxide, tonnes of element.
    Oxide(Element),
    /// An element as metal, tonnes.
    Metal(Element),
    /// Strip-cast alloy for sintering, tonnes.
    Alloy(Grade),
    /// Sintered block, tonnes.
    Blank(Grade),
    /// Finished magnets at their maker, tonnes.
    Finished(Grade),
    /// Finished magnets offered to the users of a region, tonnes.
    Magnet(Grade),
    /// Samarium-cobalt magnets at their maker, tonnes.
    SamariumMagnet,
    /// Samarium-cobalt magnets offered to the users of a region, tonnes.
    SamariumMagnetOffered,
    /// A good of a small chain, by its name in the law, tonnes.
    Commodity(Good),
}

impl Stuff {
    /// The element of which it is the refined oxide or metal; none of all that holds several or none.
    pub fn refined(self) -> Option<Element> {
        match self {
            Self::Oxide(element) | Self::Metal(element) => Some(element),
            Self::Concentrate(_)
            | Self::Alloy(_)
            | Self::Blank(_)
            | Self::Finished(_)
            | Self::Magnet(_)
            | Self::SamariumMagnet
            | Self::SamariumMagnetOffered
            | Self::Commodity(_) => None,
        }
    }
}

/// A good at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// What.
    pub stuff: Stuff,
    /// Where.
    pub place: Place,
}

/// The place where all who are outside the supplier may trade with one another.
pub fn open_market() -> Place {
    Place::new("open-market").expect("a plain word is an id")
}

impl std::fmt::Display for Stuff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let grade = |it: &Grade| match it {
            Grade::Heavy => "with Dy/Tb",
            Grade::Light => "without Dy/Tb",
        };
        match self {
            Self::Concentrate(deposit) => write!(f, "concentrate of {deposit}"),
            Self::Oxide(element) => write!(f, "{element} oxide"),
            Self::Metal(element) => write!(f, "{element} metal"),
            Self::Alloy(it) => write!(f, "NdFeB alloy {}", grade(it)),
            Self::Blank(it) => write!(f, "NdFeB blanks {}", grade(it)),
            Self::Finished(it) | Self::Magnet(it) => write!(f, "NdFeB magnets {}", grade(it)),
            Self::SamariumMagnet | Self::SamariumMagnetOffered => write!(f, "SmCo magnets"),
            Self::Commodity(good) => write!(f, "{good}"),
        }
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.stuff, self.place)
    }
}
