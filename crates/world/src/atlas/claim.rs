//! Claims of others that the atlas can test.

use coercivity_data::{Entry, Fact};

use super::linker::Linker;
use super::stated::Stated;
use crate::id::{Good, Place};

/// How a claim is tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimTest {
    /// The place's share of the world's output of a good.
    StageShare(Good),
    /// How many critical commodities the buyer imports wholly.
    CountAtHundred,
    /// How many more it imports by more than half.
    CountAboveHalfBesides,
    /// The place's share of a buyer's imports of a commodity; the file writes `BUYER:COMMODITY`.
    ImportShare {
        /// Who buys.
        buyer: Place,
        /// What.
        commodity: String,
    },
    /// The area's share of the world's reserves of a commodity.
    ReserveShare(String),
}

/// What a claim is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSubject {
    /// Its id.
    pub id: String,
    /// The claim in words.
    pub text: String,
    /// The place it speaks of.
    pub place: Place,
    /// How it is tested.
    pub test: ClaimTest,
}

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<ClaimSubject>> {
    let words = [
        ("stage_share", 0),
        ("count_at_100", 1),
        ("count_above_half_besides", 2),
        ("import_share", 3),
        ("reserve_share", 4),
    ];
    linker.facts(entries, |linker, entry| {
        let place = linker.place(entry, "place");
        let subject = entry.text("subject").to_owned();
        let test = match linker.word(entry, "test", &words)? {
            0 => ClaimTest::StageShare(linker.good(entry, "subject")?),
            1 => ClaimTest::CountAtHundred,
            2 => ClaimTest::CountAboveHalfBesides,
            3 => import_share(linker, entry)?,
            _ => ClaimTest::ReserveShare(subject),
        };
        let (id, text) = (entry.text("id").to_owned(), entry.text("text").to_owned());
        Some(ClaimSubject { id, text, place: place?, test })
    })
}

fn import_share(linker: &mut Linker<'_>, entry: &Entry<Fact>) -> Option<ClaimTest> {
    let subject = entry.text("subject").split_once(':');
    let buyer = subject.and_then(|it| linker.vocabulary.place(it.0));
    if let (Some((_, commodity)), Some(buyer)) = (subject, buyer) {
        return Some(ClaimTest::ImportShare { buyer: buyer.id, commodity: commodity.to_owned() });
    }
    let remedy = "write for example `USA:RARE EARTHS`";
    linker.problems.push(entry.problem("subject", "a buyer's id, a colon and a commodity", remedy));
    None
}
