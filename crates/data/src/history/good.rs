//! What a series is about: a substance, a class of users, a class of projects or a facility.

use std::collections::BTreeSet;

use super::closed_list::{closed_list, one_of};
use super::own_names::OwnNames;
use super::quantity::GoodKind;
use crate::problem::nearest;

closed_list! {
    /// A substance whose trade or price history tells; baskets are prices of several together.
    Substance {
        /// La2O3.
        LanthanumOxide = "lanthanum-oxide",
        /// CeO2.
        CeriumOxide = "cerium-oxide",
        /// Pr6O11.
        PraseodymiumOxide = "praseodymium-oxide",
        /// Nd2O3.
        NeodymiumOxide = "neodymium-oxide",
        /// Neodymium and praseodymium together.
        NdprOxide = "ndpr-oxide",
        /// Sm2O3.
        SamariumOxide = "samarium-oxide",
        /// Tb4O7.
        TerbiumOxide = "terbium-oxide",
        /// Dy2O3.
        DysprosiumOxide = "dysprosium-oxide",
        /// Y2O3.
        YttriumOxide = "yttrium-oxide",
        /// Dysprosium as metal and compounds.
        DysprosiumAll = "dysprosium-all",
        /// HS 85051110, a little SmCo included.
        NdfebMagnet = "ndfeb-magnet",
        /// The customs headline: ores, metals, compounds.
        RareEarthsAll = "rare-earths-all",
        /// HS 2846.
        RareEarthCompounds = "rare-earth-compounds",
        /// Gallium.
        GalliumMetal = "gallium-metal",
        /// Germanium.
        GermaniumMetal = "germanium-metal",
        /// HS 25041010.
        FlakeGraphite = "flake-graphite",
        /// Antimony metal.
        AntimonyMetal = "antimony-metal",
        /// Antimony in all forms.
        AntimonyAll = "antimony-all",
        /// Oxide prices weighted by that deposit's composition.
        BasketMountWeld = "basket-mount-weld",
        /// Plain mean of the relative prices of the oxides.
        BasketUnweighted = "basket-unweighted",
    }
}

closed_list! {
    /// A class of users.
    UserClass {
        /// Car makers and their suppliers.
        Cars = "cars",
        /// Makers of coatings.
        Coatings = "coatings",
        /// Every user.
        AnyUser = "any-user",
    }
}

closed_list! {
    /// A class of projects whose fates history tells.
    HistoricClass {
        /// A circuit in a running plant is changed.
        ReconfiguredCircuit = "reconfigured-circuit",
        /// A magnet plant with its money.
        FundedMagnetPlant = "funded-magnet-plant",
        /// A mine that ran before.
        BrownfieldMine = "brownfield-mine",
        /// A new plant for cracking and separation.
        GreenfieldChemistry = "greenfield-chemistry",
        /// A process that never ran at this size.
        FirstOfKind = "first-of-kind",
        /// A project without its money.
        UnfundedJunior = "unfunded-junior",
        /// Any mine.
        Mine = "mine",
        /// Equal parts of new chemistry, first of a kind, brownfield mine and brownfield separation.
        NewPlant = "new-plant",
    }
}

/// What a series is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeriesGood {
    /// A substance.
    Substance(Substance),
    /// A class of users.
    Users(UserClass),
    /// A substance that a class of users applies for.
    Licensed(Substance, UserClass),
    /// A class of projects.
    Projects(HistoricClass),
    /// A facility, by its id in the atlas.
    Facility(String),
    /// A substance or a class of users that an episode names, or `GOOD@USER-CLASS` with one of them.
    Named(String),
}

impl SeriesGood {
    /// Reads a word of the kind that the quantity asks for; else what was expected and how to mend it.
    pub(super) fn read(
        word: &str,
        kind: GoodKind,
        (facilities, named): (&BTreeSet<String>, &OwnNames),
    ) -> Result<Self, (String, String)> {
        match kind {
            GoodKind::Substance if named.goods.contains(word) && is_new(word) => {
                Ok(Self::Named(word.to_owned()))
            }
            GoodKind::Substance => {
                one_of(word, Substance::WORDS).map(Self::Substance).map_err(or_an_episodes)
            }
            GoodKind::UserClass => match one_of(word, UserClass::WORDS) {
                Err(_) if named.is_class(word) => Ok(Self::Named(word.to_owned())),
                read => read.map(Self::Users).map_err(or_an_episodes),
            },
            GoodKind::ProjectClass => one_of(word, HistoricClass::WORDS).map(Self::Projects),
            GoodKind::Licensed => {
                let Some((substance, users)) = word.split_once('@') else {
                    let expected = "GOOD@USER-CLASS such as `ndfeb-magnet@cars`";
                    return Err((expected.to_owned(), "say what is applied for, and by whom".to_owned()));
                };
                let is_known = named.goods.contains(substance) || !is_new(substance);
                let new = is_new(substance) || one_of(users, UserClass::WORDS).is_err();
                if new && is_known && named.is_class(users) {
                    return Ok(Self::Named(word.to_owned()));
                }
                let substance = one_of(substance, Substance::WORDS).map_err(or_an_episodes)?;
                let users = one_of(users, UserClass::WORDS).map_err(or_an_episodes)?;
                Ok(Self::Licensed(substance, users))
            }
            GoodKind::Facility => {
                if facilities.contains(word) {
                    return Ok(Self::Facility(word.to_owned()));
                }
                let remedy = match nearest(word, facilities.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "use an id of data/atlas/facilities.csv".to_owned(),
                };
                Err(("a facility of the atlas".to_owned(), remedy))
            }
        }
    }

    /// What was expected of a word that names nothing of any kind, and how to mend it; none where some kind knows it.
    pub(super) fn unknown(word: &str, named: (&BTreeSet<String>, &OwnNames)) -> Option<(String, String)> {
        let (mut refused, mut near) = (Vec::new(), None);
        for kind in GoodKind::ALL {
            let (expected, remedy) = Self::read(word, kind, named).err()?;
            near = near.or(remedy.starts_with("did you mean").then(|| (expected.clone(), remedy.clone())));
            refused.push((expected, remedy));
        }
        near.or(refused.into_iter().next())
    }
}

/// What was expected of a word that an episode may define as well, and how to mend it.
fn or_an_episodes((expected, remedy): (String, String)) -> (String, String) {
    let remedy = if remedy.starts_with("did you mean") {
        remedy
    } else {
        "use a word of the list, or name the folder of the episode that defines it: --episodes DIR".to_owned()
    };
    (expected, remedy)
}

/// Whether a word is none of the closed list's.
fn is_new(word: &str) -> bool {
    Substance::WORDS.iter().all(|it| it.0 != word)
}

impl std::fmt::Display for SeriesGood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Substance(it) => f.write_str(it.word()),
            Self::Users(it) => f.write_str(it.word()),
            Self::Licensed(substance, users) => write!(f, "{}@{}", substance.word(), users.word()),
            Self::Projects(it) => f.write_str(it.word()),
            Self::Facility(it) | Self::Named(it) => f.write_str(it),
        }
    }
}
