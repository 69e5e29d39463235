//! Circumstances: what a clause may ask about user, use, contract and maker.

use coercivity_quantity::Verdict;

/// What a clause may ask about user, use and contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Circumstance {
    /// The user is military.
    MilitaryUser,
    /// The use is, or may be, military, for mass destruction or terrorism, or raises military potential.
    MilitaryUse,
    /// Importer or end user is on a control list.
    ControlListed,
    /// Importer or end user is on a watch list.
    WatchListed,
    /// Importer or end user is owned by half or more by a listed party.
    ListedOwner,
    /// Importer or end user stands itself on a list whose members' holdings count.
    EntityListed,
    /// The use is advanced logic, memory, or artificial intelligence with military potential.
    AdvancedChips,
    /// The sole use is emergency medicine, a public health emergency or disaster relief.
    EmergencyRelief,
    /// It is delivered under a defence contract above the acquisition threshold.
    DefenceContract,
    /// The provider knows that it helps rare earth production abroad.
    KnownToAid,
    /// Any of it was made by a firm that is listed for forced labour.
    ForcedLabour,
    /// A prohibited foreign entity made it, in whole or in part.
    ProhibitedEntity,
    /// It is a consignment under a general licence or an agreement that the clause names.
    NamedParty,
}

impl Circumstance {
    /// Every circumstance with its word in files.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("military_user", Self::MilitaryUser),
        ("military_use", Self::MilitaryUse),
        ("control_listed", Self::ControlListed),
        ("watch_listed", Self::WatchListed),
        ("listed_owner", Self::ListedOwner),
        ("entity_listed", Self::EntityListed),
        ("advanced_chips", Self::AdvancedChips),
        ("emergency_relief", Self::EmergencyRelief),
        ("defence_contract", Self::DefenceContract),
        ("known_to_aid", Self::KnownToAid),
        ("forced_labour", Self::ForcedLabour),
        ("prohibited_entity", Self::ProhibitedEntity),
        ("named_party", Self::NamedParty),
    ];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every circumstance has a word").0
    }
}

/// What is known of some circumstances; of those that nobody stated, nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances([Option<Verdict>; Circumstance::WORDS.len()]);

impl Circumstances {
    /// What is known of one; none where nobody stated it.
    pub fn get(&self, circumstance: Circumstance) -> Option<Verdict> {
        self.0[circumstance as usize]
    }
    /// States one.
    pub fn insert(&mut self, circumstance: Circumstance, verdict: Verdict) {
        self.0[circumstance as usize] = Some(verdict);
    }
    /// Those of which something is known.
    pub fn iter(&self) -> impl Iterator<Item = (Circumstance, Verdict)> {
        Circumstance::WORDS.into_iter().filter_map(|it| Some((it.1, self.get(it.1)?)))
    }
}

impl Extend<(Circumstance, Verdict)> for Circumstances {
    fn extend<I: IntoIterator<Item = (Circumstance, Verdict)>>(&mut self, stated: I) {
        stated.into_iter().for_each(|it| self.insert(it.0, it.1));
    }
}

impl FromIterator<(Circumstance, Verdict)> for Circumstances {
    fn from_iter<I: IntoIterator<Item = (Circumstance, Verdict)>>(stated: I) -> Self {
        let mut found = Self::default();
        found.extend(stated);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_of_one_circumstance_is_known_of_it_alone() {
        for (_, circumstance) in Circumstance::WORDS {
            let stated = Circumstances::from_iter([(circumstance, Verdict::Yes)]);
            assert_eq!(stated.iter().collect::<Vec<_>>(), [(circumstance, Verdict::Yes)]);
        }
    }
}
