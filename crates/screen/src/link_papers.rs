//! Papers of a bill, linked: what each claims, and of what.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Bill, EvidenceRow, Problem, Sheet, nearest};
use coercivity_world::{Place, Stage};

use crate::link::Linked;
use crate::link_content::Contents;
use crate::names::Names;
use crate::tree::{Claim, Paper, STEPS};
use crate::unjoined::Unjoined;

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
    let mut papers = Vec::new();
    let mut unjoined = Reasons::new();
    let mut contents = None;
    for row in &sheet.rows {
        let claim = match claim(row, names) {
            Ok(claim) => claim,
            Err(slip) => {
                let problem = Problem::in_file(&sheet.path, slip.found, slip.expected, slip.remedy);
                linked.problems.push(problem.at(row.line, sheet.column(slip.column)));
                continue;
            }
        };
        if !row.element.is_empty() {
            let contents = contents.get_or_insert_with(|| Contents::of(&linked.tree, names));
            let (items, left_out) = contents.join(row);
            // What is said to be absent is rightly stood for by no line.
            let agrees = |it: &Unjoined| claim == Claim::Absent && matches!(it, Unjoined::Absent(_));
            for why in left_out.into_iter().filter(|it| !agrees(it)) {
                let told =
                    unjoined.entry(why).or_insert_with(|| (row.line, BTreeSet::new(), BTreeSet::new()));
                told.1.insert(&row.element);
                told.2.insert(&row.subject);
            }
            if !items.is_empty() {
                papers.push(Paper { row: row.clone(), claim, items: Some(items) });
            }
            continue;
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
        papers.push(Paper { row: row.clone(), claim, items: None });
    }
    drop(contents);
    linked.tree.papers.extend(papers);
    for (why, (line, elements, subjects)) in summed(unjoined) {
        linked.remarks.push(why.told(sheet, line, &elements, &subjects));
    }
}

/// Why claims about an element speak of nothing in the bill: the first row, and the elements and subjects they are about.
type Reasons<'a> = BTreeMap<Unjoined, (usize, BTreeSet<&'a str>, BTreeSet<&'a str>)>;

/// The same, those together of whose subjects no line stands for the same elements.
fn summed(reasons: Reasons<'_>) -> Reasons<'_> {
    let mut absent: BTreeMap<BTreeSet<&str>, (usize, Vec<String>)> = BTreeMap::new();
    let mut found = Reasons::new();
    for (why, (line, elements, subjects)) in reasons {
        if let Unjoined::Absent(within) = why {
            absent.entry(elements).or_insert((line, Vec::new())).1.extend(within);
        } else {
            found.insert(why, (line, elements, subjects));
        }
    }
    let absent = absent
        .into_iter()
        .map(|(elements, (line, within))| (Unjoined::Absent(within), (line, elements, BTreeSet::new())));
    found.extend(absent);
    found
}

/// What is wrong with a claim.
struct Slip {
    column: &'static str,
    found: String,
    expected: &'static str,
    remedy: String,
}

/// What a row claims.
fn claim(row: &EvidenceRow, names: &Names<'_>) -> Result<Claim, Slip> {
    let country = |remedy: String| Slip {
        column: "place",
        found: format!("place `{}`", row.place),
        expected: "a country code such as DE",
        remedy,
    };
    let place = || names.place(&row.place).map_err(country);
    let step = STEPS.iter().find(|it| it.0 == row.claim || it.1 == row.claim);
    match (row.claim.as_str(), step.and_then(|it| Stage::new(it.1))) {
        ("origin", _) => place().map(Claim::Origin),
        ("made", _) => place().map(Claim::Made),
        ("absent", _) if row.element.is_empty() => Err(Slip {
            column: "element",
            found: "`absent` of no element".to_owned(),
            expected: "the element that is absent",
            remedy: "name it".to_owned(),
        }),
        ("absent", _) => Ok(Claim::Absent),
        ("technology", _) => names.technology(&row.place).map(Claim::Technology).map_err(country),
        (_, Some(stage)) => {
            let words = row.place.split(';').map(str::trim).filter(|it| !it.is_empty());
            let found: Result<BTreeSet<Place>, String> = words.map(|it| names.place(it)).collect();
            let found = found.map_err(country)?;
            // A step of which no place is named is no claim.
            if found.is_empty() {
                place().map(|it| Claim::Step(stage, vec![it]))
            } else {
                Ok(Claim::Step(stage, found.into_iter().collect()))
            }
        }
        (other, None) => {
            let known =
                ["origin", "technology", "made", "absent"].into_iter().chain(STEPS.iter().map(|it| it.0));
            let remedy = nearest(other, known)
                .map_or("use a word of the list".to_owned(), |near| format!("did you mean `{near}`?"));
            let expected = "origin, technology, made, mined, separated, metal, alloy, magnet or absent";
            Err(Slip { column: "claim", found: format!("claim `{other}`"), expected, remedy })
        }
    }
}
