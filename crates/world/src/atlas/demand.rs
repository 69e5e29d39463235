//! Published demand, and the material in a unit of each end use.

use coercivity_data::{Entry, Fact};

use super::linker::{Linker, unless_blank};
use super::stated::Stated;
use crate::id::{Element, EndUse, Good, Place};

/// What a demand figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandSubject {
    /// Where.
    pub place: Place,
    /// The use in the source's words.
    pub application: String,
    /// Our end use, where the words mean exactly one.
    pub end_use: Option<EndUse>,
    /// Of which element.
    pub element: Option<Element>,
    /// Of which good, where no element is told apart.
    pub good: Option<Good>,
    /// `actual`, or the scenario of the projection.
    pub scenario: String,
}

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<DemandSubject>> {
    linker.facts(entries, |linker, entry| {
        let place = linker.place(entry, "place");
        let end_use = unless_blank(entry, "end_use", || linker.end_use(entry, "end_use"));
        let element = unless_blank(entry, "element", || linker.element(entry, "element"));
        let good = unless_blank(entry, "good", || linker.good(entry, "good"));
        Some(DemandSubject {
            place: place?,
            application: entry.text("application").to_owned(),
            end_use: end_use?,
            element: element?,
            good: good?,
            scenario: entry.text("scenario").to_owned(),
        })
    })
}

/// What an intensity is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntensitySubject {
    /// The device in the source's words.
    pub application: String,
    /// The end use it belongs to.
    pub end_use: EndUse,
    /// A unit of what.
    pub per: String,
    /// Which material, in the source's words.
    pub material: String,
}

pub(super) fn link_intensities(
    entries: &[Entry<Fact>],
    linker: &mut Linker<'_>,
) -> Vec<Stated<IntensitySubject>> {
    linker.facts(entries, |linker, entry| {
        Some(IntensitySubject {
            application: entry.text("application").to_owned(),
            end_use: linker.end_use(entry, "end_use")?,
            per: entry.text("per").to_owned(),
            material: entry.text("material").to_owned(),
        })
    })
}
