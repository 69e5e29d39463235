//! Net import reliance of a buyer as published, and what each edition says in sum.

use coercivity_data::{Entry, Fact};
use coercivity_quantity::Citation;

use super::linker::Linker;
use super::stated::Stated;
use crate::id::Place;

/// What a published figure says besides its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// The digits as they stand.
    Exact,
    /// More than the digits.
    MoreThan,
    /// Less than the digits: never counts as reaching them.
    LessThan,
    /// The buyer exports more than it imports.
    NetExporter,
    /// The source says it has no figure.
    NotAvailable,
    /// Less than half the unit.
    Small,
    /// Kept back to protect a company.
    Withheld,
    /// Does not apply.
    NotApplicable,
    /// In words such as `large`.
    InWords,
}

impl Qualifier {
    /// The words of the files; blank is exact.
    pub const WORDS: [(&str, Self); 9] = [
        ("", Self::Exact),
        ("more_than", Self::MoreThan),
        ("less_than", Self::LessThan),
        ("net_exporter", Self::NetExporter),
        ("not_available", Self::NotAvailable),
        ("small", Self::Small),
        ("withheld", Self::Withheld),
        ("not_applicable", Self::NotApplicable),
        ("in_words", Self::InWords),
    ];
}

/// Where the publication prints the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReliancePlace {
    /// The figure that lists every commodity above a fifth: the one that counts are made from.
    Figure2,
    /// The commodity's chapter, five years of it.
    Chapter,
}

/// What a reliance figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelianceSubject {
    /// The buyer.
    pub buyer: Place,
    /// The commodity in the publication's words.
    pub commodity: String,
    /// Which series of the chapter.
    pub detail: String,
    /// Where it is printed.
    pub printed_in: ReliancePlace,
    /// The edition.
    pub edition: String,
    /// What the digits mean.
    pub qualifier: Qualifier,
    /// Whether it is on the critical list of 2025; `None` when not told.
    pub critical: Option<bool>,
    /// Main import sources, in the publication's words.
    pub import_sources: String,
}

/// Which words mean yes, no and not told.
pub(super) const CRITICAL: [(&str, Option<bool>); 3] = [("yes", Some(true)), ("no", Some(false)), ("", None)];

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<RelianceSubject>> {
    let printed = [("figure 2", ReliancePlace::Figure2), ("chapter", ReliancePlace::Chapter)];
    linker.facts(entries, |linker, entry| {
        let buyer = linker.place(entry, "buyer");
        let printed_in = linker.word(entry, "table", &printed);
        let qualifier = linker.word(entry, "qualifier", &Qualifier::WORDS);
        let critical = linker.word(entry, "critical_list_2025", &CRITICAL);
        let text = |column| entry.text(column).to_owned();
        Some(RelianceSubject {
            buyer: buyer?,
            commodity: text("commodity"),
            detail: text("detail"),
            printed_in: printed_in?,
            edition: text("edition"),
            qualifier: qualifier?,
            critical: critical?,
            import_sources: text("import_sources"),
        })
    })
}

/// What an edition counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionStatistic {
    /// Commodities at 100 %.
    AtHundred,
    /// Commodities above half, those at 100 % among them.
    AboveHalf,
    /// Commodities above half besides those at 100 %.
    AboveHalfBesides,
}

impl EditionStatistic {
    /// The words of the files.
    pub const WORDS: [(&str, Self); 3] = [
        ("at_100", Self::AtHundred),
        ("above_half", Self::AboveHalf),
        ("above_half_besides", Self::AboveHalfBesides),
    ];
    /// The statistic in words for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::AtHundred => "at 100 %",
            Self::AboveHalf => "above half, those at 100 % included",
            Self::AboveHalfBesides => "above half besides those at 100 %",
        }
    }
}

/// What a count of an edition is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionSubject {
    /// The buyer.
    pub buyer: Place,
    /// The edition.
    pub edition: String,
    /// What is counted.
    pub statistic: EditionStatistic,
    /// Among which commodities.
    pub scope: String,
}

pub(super) fn link_editions(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<EditionSubject>> {
    linker.facts(entries, |linker, entry| {
        let buyer = linker.place(entry, "buyer");
        let statistic = linker.word(entry, "statistic", &EditionStatistic::WORDS);
        Some(EditionSubject {
            buyer: buyer?,
            edition: entry.text("edition").to_owned(),
            statistic: statistic?,
            scope: entry.text("scope").to_owned(),
        })
    })
}

/// A commodity whose figure misleads when it stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// The commodity that is asked for.
    pub commodity: String,
    /// The commodity that must stand beside it.
    pub beside: String,
    /// Why, in its note.
    pub cited: Citation,
}

pub(super) fn link_companions(entries: &[Entry<Citation>], linker: &mut Linker<'_>) -> Vec<Companion> {
    let mut companions = Vec::new();
    for entry in entries {
        linker.cited(&entry.holds);
        companions.push(Companion {
            commodity: entry.text("commodity").to_owned(),
            beside: entry.text("beside").to_owned(),
            cited: entry.holds.clone(),
        });
    }
    companions
}
