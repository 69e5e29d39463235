//! Where imports come from and where exports go, as published.

use coercivity_data::{Entry, Fact};

use super::linker::Linker;
use super::reliance::{CRITICAL, Qualifier};
use super::stated::Stated;
use crate::id::{Good, Place};

/// A share of a buyer's imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSubject {
    /// The buyer.
    pub buyer: Place,
    /// The commodity in the publication's words.
    pub commodity: String,
    /// Which product of it.
    pub product: String,
    /// Where it comes from.
    pub place: Place,
    /// The edition.
    pub edition: String,
    /// What the digits mean.
    pub qualifier: Qualifier,
    /// Whether it is on the critical list of 2025; `None` when not told.
    pub critical: Option<bool>,
}

pub(super) fn link_imports(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<ImportSubject>> {
    linker.facts(entries, |linker, entry| {
        let (buyer, place) = (linker.place(entry, "buyer"), linker.place(entry, "place"));
        let qualifier = linker.word(entry, "qualifier", &Qualifier::WORDS);
        let critical = linker.word(entry, "critical_list_2025", &CRITICAL);
        Some(ImportSubject {
            buyer: buyer?,
            commodity: entry.text("commodity").to_owned(),
            product: entry.text("product").to_owned(),
            place: place?,
            edition: entry.text("edition").to_owned(),
            qualifier: qualifier?,
            critical: critical?,
        })
    })
}

/// An export flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportSubject {
    /// Who sends.
    pub exporter: Place,
    /// Who receives; the world for a total.
    pub importer: Place,
    /// The good.
    pub good: Good,
    /// The product in the source's words.
    pub product: String,
}

pub(super) fn link_exports(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<ExportSubject>> {
    linker.facts(entries, |linker, entry| {
        let (exporter, importer) = (linker.place(entry, "exporter"), linker.place(entry, "importer"));
        let good = linker.good(entry, "good");
        let product = entry.text("product").to_owned();
        Some(ExportSubject { exporter: exporter?, importer: importer?, good: good?, product })
    })
}

/// An import by tariff heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingSubject {
    /// The buyer.
    pub buyer: Place,
    /// Who sends; the world for a total.
    pub partner: Place,
    /// The heading.
    pub code: String,
    /// What it holds.
    pub category: String,
}

pub(super) fn link_headings(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<HeadingSubject>> {
    linker.facts(entries, |linker, entry| {
        let (buyer, partner) = (linker.place(entry, "buyer"), linker.place(entry, "partner"));
        let (code, category) = (entry.text("code").to_owned(), entry.text("category").to_owned());
        Some(HeadingSubject { buyer: buyer?, partner: partner?, code, category })
    })
}
