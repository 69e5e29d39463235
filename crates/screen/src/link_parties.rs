//! Parties of a bill, linked.

use coercivity_data::{Bill, Problem, nearest};

use crate::link::Linked;
use crate::names::{CLEAR, Names};
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
        let lists = row.lists.as_ref().and_then(|words| {
            let read = lists(&row.id, words, names);
            read.map_err(|(found, expected, remedy)| {
                let problem = Problem::in_file(&sheet.path, found, expected, remedy);
                linked.problems.push(problem.at(row.line, sheet.column("lists")));
            })
            .ok()
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
        for name in [&row.name, &row.id] {
            linked.tree.called.entry(name.clone()).or_default().insert(row.id.clone());
        }
        if linked.tree.parties.insert(row.id.clone(), party).is_some() {
            let found = format!("party `{}` again", row.id);
            let problem = Problem::in_file(&sheet.path, found, "each party once", "remove one of the rows");
            linked.problems.push(problem.at(row.line, sheet.column("id")));
        }
    }
    undescribed(bill, linked);
}

/// The lists that words name, none of them when the party is clear; else what was found, expected, and how to mend it. A word
/// that no list is called is no answer: it says neither that the party is listed nor that it is clear.
fn lists(id: &str, words: &[String], names: &Names<'_>) -> Result<Vec<String>, (String, String, String)> {
    let mut found = Vec::new();
    for word in words {
        found.push(names.list(word).ok_or_else(|| {
            let known = names.lists();
            let near = nearest(word, known.iter().copied()).map(|it| format!("did you mean `{it}`?"));
            let blank = "leave the cell blank when nobody looked, or when no list of these is meant";
            let remedy = near.map_or(blank.to_owned(), |it| format!("{it} Else {blank}"));
            (format!("list `{word}` of `{id}`"), format!("one of {}", known.join(", ")), remedy)
        })?);
    }
    let clear = found.iter().any(|it| it == CLEAR);
    if clear && found.iter().any(|it| it != CLEAR) {
        let found = format!("`{}` of `{id}`", words.join("; "));
        let remedy = format!("write `{CLEAR}` alone, or the lists alone");
        return Err((found, "lists, or that it stands on none".to_owned(), remedy));
    }
    found.retain(|it| it != CLEAR);
    Ok(found)
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
