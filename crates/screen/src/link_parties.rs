//! Parties, movements and papers of a bill, linked.

use std::collections::BTreeSet;

use coercivity_data::{Bill, EvidenceRow, Problem, Sheet, nearest};
use coercivity_world::Stage;

use crate::link::Linked;
use crate::names::Names;
use crate::tree::{Claim, Paper, Party, STEPS};

/// Links the parties.
pub(crate) fn link_parties(bill: &Bill, names: &Names<'_>, linked: &mut Linked) {
    let sheet = &bill.parties;
    for row in &sheet.rows {
        let country = row.country.as_ref().filter(|it| !it.trim().is_empty()).and_then(|word| {
            names
                .place(word)
                .map_err(|remedy| {
                    let problem = Problem::in_file(
                        &sheet.path,
                        format!("country `{word}`"),
                        "a country code such as DE",
                        remedy,
                    );
                    linked.problems.push(problem.at(row.line, sheet.column("country")));
                })
                .ok()
        });
        let lists = row.lists.as_ref().map(|lists| {
            let named = lists.iter().filter(|it| !it.eq_ignore_ascii_case("none"));
            named.map(|it| it.to_ascii_lowercase()).collect()
        });
        let party = Party {
            id: row.id.clone(),
            name: row.name.clone(),
            line: row.line,
            country,
            owners: row.owners.clone(),
            lists,
            military: row.military,
        };
        let first = linked.tree.called.entry(row.name.clone()).or_insert_with(|| row.id.clone());
        if row.id < *first {
            first.clone_from(&row.id);
        }
        if linked.tree.parties.insert(row.id.clone(), party).is_some() {
            let found = format!("party `{}` again", row.id);
            let problem = Problem::in_file(&sheet.path, found, "each party once", "remove one of the rows");
            linked.problems.push(problem.at(row.line, sheet.column("id")));
        }
    }
}

/// Links the papers. A paper that speaks of nothing in the bill is told.
pub(crate) fn link_papers(bill: &Bill, names: &Names<'_>, linked: &mut Linked) {
    let makers: BTreeSet<String> = linked.tree.nodes.iter().filter_map(|it| it.maker.clone()).collect();
    for sheet in std::iter::once(&bill.evidence).chain(&bill.papers) {
        link_sheet(sheet, (names, &makers), linked);
    }
}

fn link_sheet(
    sheet: &Sheet<EvidenceRow>,
    (names, makers): (&Names<'_>, &BTreeSet<String>),
    linked: &mut Linked,
) {
    for row in &sheet.rows {
        let mut wrong = |column: &str, found: String, expected: &str, remedy: String| {
            let problem = Problem::in_file(&sheet.path, found, expected, remedy);
            linked.problems.push(problem.at(row.line, sheet.column(column)));
        };
        let step = STEPS.iter().find(|it| it.0 == row.claim || it.1 == row.claim);
        let place =
            |remedy: &mut Option<String>| names.place(&row.place).map_err(|it| *remedy = Some(it)).ok();
        let mut remedy = None;
        let claim = match (row.claim.as_str(), step) {
            ("origin", _) => place(&mut remedy).map(Claim::Origin),
            ("made", _) => place(&mut remedy).map(Claim::Made),
            ("technology", _) => {
                names.technology(&row.place).map_err(|it| remedy = Some(it)).ok().map(Claim::Technology)
            }
            (_, Some((_, stage))) => {
                place(&mut remedy).zip(Stage::new(stage)).map(|it| Claim::Step(it.1, it.0))
            }
            (other, None) => {
                let known = ["origin", "technology", "made"].into_iter().chain(STEPS.iter().map(|it| it.0));
                let near = nearest(other, known)
                    .map_or("use a word of the list".to_owned(), |near| format!("did you mean `{near}`?"));
                let expected = "origin, technology, made, mined, separated, metal, alloy or magnet";
                wrong("claim", format!("claim `{other}`"), expected, near);
                continue;
            }
        };
        if let Some(remedy) = remedy {
            wrong("place", format!("place `{}`", row.place), "a country code such as DE", remedy);
        }
        let known = row.subject.is_empty()
            || linked.tree.places.contains_key(&row.subject)
            || linked.tree.parties.contains_key(&row.subject)
            || makers.contains(&row.subject);
        if !known {
            let found = format!("a paper about `{}`, which stands nowhere in the bill", row.subject);
            let problem = Problem::in_file(&sheet.path, found, "an item or a party", "it is left out");
            linked.remarks.push(problem.at(row.line, sheet.column("subject")));
        }
        if let Some(claim) = claim {
            linked.tree.papers.push(Paper { row: row.clone(), claim });
        }
    }
}
