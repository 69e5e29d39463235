//! Papers of a bill, linked: what each claims, and of what.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Bill, EvidenceRow, NamedTwice, Problem, Sheet, nearest};
use coercivity_world::{Place, Stage};

use crate::link::Linked;
use crate::link_content::Contents;
use crate::names::Names;
use crate::tree::{Claim, Paper, STEPS, Tree};
use crate::unjoined::Unjoined;

/// Links the papers. A paper that speaks of nothing in the bill is told.
pub(crate) fn link_papers(bill: &Bill, names: &Names<'_>, linked: &mut Linked) {
    let tree = &linked.tree;
    let makers: BTreeSet<&str> = tree.nodes.iter().filter_map(|it| it.maker.as_deref()).collect();
    let mut linker = Linker { tree, names, makers, contents: None, papers: Vec::new() };
    let (mut problems, mut remarks) = (Vec::new(), Vec::new());
    for sheet in std::iter::once(&bill.evidence).chain(&bill.papers) {
        linker.sheet(sheet, &mut problems, &mut remarks);
    }
    let papers = linker.papers;
    linked.tree.papers = papers;
    linked.problems.extend(problems);
    linked.remarks.extend(remarks);
}

struct Linker<'a> {
    tree: &'a Tree,
    names: &'a Names<'a>,
    makers: BTreeSet<&'a str>,
    /// What stands for elements inside what: looked at when the first claim asks.
    contents: Option<Contents<'a>>,
    papers: Vec<Paper>,
}

impl<'a> Linker<'a> {
    fn sheet(&mut self, sheet: &Sheet<EvidenceRow>, problems: &mut Vec<Problem>, remarks: &mut Vec<Problem>) {
        let mut unjoined = Reasons::new();
        // A product has two numbers: where the bill has that of whoever asked, that of the supplier is of nothing here.
        let known = |it: &&EvidenceRow| it.unless.is_empty() || !self.tree.places.contains_key(&it.unless);
        let rows: Vec<&EvidenceRow> = sheet.rows.iter().filter(known).collect();
        for row in rows {
            let twice = self.named_twice(sheet, row, remarks);
            if !twice.is_empty() {
                let further = twice.into_iter().filter(|it| !problems.contains(it));
                problems.extend(further.collect::<Vec<_>>());
                continue;
            }
            let claim = match claim(row, self.names) {
                Ok(claim) => claim,
                Err(slip) => {
                    let problem = Problem::in_file(&sheet.path, slip.found, slip.expected, slip.remedy);
                    problems.push(problem.at(row.line, sheet.column(slip.column)));
                    continue;
                }
            };
            if !row.element.is_empty() {
                self.content(row, claim, &mut unjoined);
                continue;
            }
            let known = row.subject.is_empty()
                || self.tree.places.contains_key(&row.subject)
                || self.tree.parties.contains_key(&row.subject)
                || self.makers.contains(row.subject.as_str());
            if !known {
                let found = format!("a paper about `{}`, which stands nowhere in the bill", row.subject);
                let problem = Problem::in_file(&sheet.path, found, "an item or a party", "it is left out");
                remarks.push(problem.at(row.line, sheet.column("subject")));
            }
            self.papers.push(Paper { row: row.clone(), claim, items: None, shared: false });
        }
        for (why, (line, elements, subjects)) in summed(unjoined) {
            remarks.push(why.told(sheet, line, &elements, &subjects));
        }
    }

    /// What a paper names in two ways that do not mean the same countries: such a claim says nothing. A way that nobody
    /// knows is remarked on.
    fn named_twice(
        &self,
        sheet: &Sheet<EvidenceRow>,
        row: &EvidenceRow,
        remarks: &mut Vec<Problem>,
    ) -> Vec<Problem> {
        let meant = |words: &[String]| words.iter().map(|it| self.names.place(it)).collect();
        let mut found = Vec::new();
        for NamedTwice { keys: [one, other], countries: [these, those] } in &row.named_twice {
            let known: Result<BTreeSet<Place>, String> = meant(these);
            let also: Result<BTreeSet<Place>, String> = meant(those);
            let (these, those) = (these.join(", "), those.join(", "));
            let told = |found: String, expected: &str, remedy: &str| {
                Problem::in_file(&sheet.path, found, expected, remedy).at(row.line, sheet.column("place"))
            };
            let said = format!("`{one}` {these} and `{other}` {those} of one claim");
            match (known, also) {
                (Ok(known), Ok(also)) if known != also => {
                    let remedy = "ask which is meant, or leave the paper out";
                    found.push(told(said, "two ways of naming the same country", remedy));
                }
                (Ok(_), Err(_)) => {
                    let remedy = format!("it counts for {these}: look whether that is meant");
                    remarks.push(told(said, "a name of that country that is known here", &remedy));
                }
                (Ok(_), Ok(_)) | (Err(_), _) => {}
            }
        }
        found
    }

    /// Joins a claim about an element to the items that stand for it, and keeps why it speaks of no more.
    fn content<'r>(&mut self, row: &'r EvidenceRow, claim: Claim, unjoined: &mut Reasons<'r>) {
        let (tree, names) = (self.tree, self.names);
        let (items, left_out) = self.contents.get_or_insert_with(|| Contents::of(tree, names)).join(row);
        // What is said to be absent is rightly stood for by no line: the subject then holds none of it.
        if claim == Claim::Absent && matches!(left_out.as_slice(), [Unjoined::Absent(_)]) {
            let elements = names.minerals(&row.element).unwrap_or_default();
            let within = self.contents.as_ref().map_or(Vec::new(), |it| it.whole(row).to_vec());
            let claim = Claim::Without(elements);
            self.papers.push(Paper { row: row.clone(), claim, items: Some(within), shared: false });
            return;
        }
        let shared = left_out.iter().any(|it| matches!(it, Unjoined::Shared(..)));
        for why in left_out {
            let told = unjoined.entry(why).or_insert_with(|| (row.line, BTreeSet::new(), BTreeSet::new()));
            told.1.insert(&row.element);
            told.2.insert(&row.subject);
        }
        if !items.is_empty() {
            self.papers.push(Paper { row: row.clone(), claim, items: Some(items), shared });
        }
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
    let technology =
        |remedy| Slip { expected: "`none`, or the country whose technology it is", ..country(remedy) };
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
        ("technology", _) => names.technology(&row.place).map(Claim::Technology).map_err(technology),
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
            let expected =
                "origin, technology, made, mined, separated, metal, alloy, powder, magnet or absent";
            Err(Slip { column: "claim", found: format!("claim `{other}`"), expected, remedy })
        }
    }
}
