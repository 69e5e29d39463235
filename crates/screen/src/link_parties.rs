//! Parties of a bill, linked.

use coercivity_data::{Bill, Problem};

use crate::link::Linked;
use crate::names::Names;
use crate::tree::Party;

/// Slack for shares that were rounded when they were written.
const ROUNDED: f64 = 1e-6;

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
        let owned: f64 = row.owners.iter().map(|it| it.1.low()).sum();
        if owned > 1.0 + ROUNDED {
            let found = format!("owners of `{}` that hold {:.2} % together at least", row.id, owned * 100.0);
            let problem = Problem::in_file(
                &sheet.path,
                found,
                "owners that hold no more than 100 % together",
                "correct the shares; name who owns an owner in the owner's own row",
            );
            linked.problems.push(problem.at(row.line, sheet.column("owners")));
        }
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
    undescribed(bill, linked);
}

/// Owners that no row describes: nobody said on which lists they stand, and who owns them.
fn undescribed(bill: &Bill, linked: &mut Linked) {
    let sheet = &bill.parties;
    for row in &sheet.rows {
        let unknown = |it: &&(String, _)| !linked.tree.parties.contains_key(&it.0);
        for (owner, _) in row.owners.iter().filter(unknown) {
            let found = format!("owner `{owner}` of `{}`, which no row describes", row.id);
            let remedy = "add a row with its lists and its own owners: until then all of it is open";
            let problem = Problem::in_file(&sheet.path, found, "a row for each owner", remedy);
            linked.remarks.push(problem.at(row.line, sheet.column("owners")));
        }
    }
}
