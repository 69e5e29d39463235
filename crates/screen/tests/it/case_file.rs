//! Reads a case: a bill, a movement, an assumption about law, and what must be found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use coercivity_data::{
    Amount, Bill, BillLine, EvidenceRow, MovementRow, Node, PartyRow, Section, StepsWritten, embedded,
};
use coercivity_quantity::{Day, Interval};
use coercivity_screen::Question;
use coercivity_world::measures::{Assumption, Breadth, LawState};
use coercivity_world::{InstrumentId, World};

/// The shipped world.
pub fn world() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(|| {
        World::open(&embedded(), None).unwrap_or_else(|problems| {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", told.join("\n"))
        })
    });
    &WORLD
}

/// One case.
pub struct Case {
    pub id: String,
    pub place: String,
    pub certainty: String,
    pub bill: Bill,
    pub question: Question,
    pub expect: BTreeMap<String, String>,
}

/// Every case of a file of `cases/screen`.
pub fn cases(file: &str) -> Vec<Case> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/screen").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut problems = Vec::new();
    let section = Section::read(file, &text, &mut problems);
    section.only(&["about", "case"], &mut problems);
    let found = section.sections("case", &mut problems).into_iter().map(case).collect();
    assert!(problems.is_empty(), "{problems:?}");
    found
}

/// A cell as text; numbers as they are written.
fn cells(section: &Section) -> BTreeMap<String, String> {
    let text = |node: &Node| match node {
        Node::Text(it) => it.clone(),
        Node::Number(it) => it.to_string(),
        Node::Truth(it) => it.to_string(),
        Node::Day(it) => it.to_string(),
        other => panic!("{}: {other:?} in a cell", section.place()),
    };
    section.entries().map(|it| (it.0.value.clone(), text(&it.1.value))).collect()
}

fn number(cells: &BTreeMap<String, String>, key: &str) -> Option<f64> {
    cells.get(key).map(|it| it.parse().unwrap_or_else(|_| panic!("{key}: {it}")))
}

fn range(text: &str) -> Interval<f64> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    Interval::between(low.trim().parse().unwrap(), high.trim().parse().unwrap()).unwrap()
}

fn words(text: Option<&String>) -> Vec<String> {
    text.map(|it| it.split_whitespace().map(str::to_owned).collect()).unwrap_or_default()
}

fn line(cells: &BTreeMap<String, String>, line: usize) -> BillLine {
    const KNOWN: [&str; 24] = [
        "level",
        "item",
        "parent",
        "quantity",
        "unit",
        "mass_kg",
        "value",
        "currency",
        "basis",
        "maker",
        "made_in",
        "regime_item",
        "element",
        "share",
        "origin",
        "origin_share",
        "mined",
        "separated",
        "metal",
        "alloy",
        "powder",
        "magnet",
        "technology",
        "evidence",
    ];
    for key in cells.keys() {
        assert!(KNOWN.contains(&key.as_str()), "unknown key `{key}` of a line");
    }
    let text = |key: &str| cells.get(key).cloned();
    BillLine {
        line,
        level: number(cells, "level").map(|it| it as u32),
        item: text("item").unwrap(),
        parent: text("parent"),
        quantity: Some(Amount {
            amount: number(cells, "quantity").unwrap_or(1.0),
            unit: text("unit").unwrap_or_default(),
        }),
        mass_kg: number(cells, "mass_kg"),
        value: number(cells, "value")
            .map(|amount| Amount { amount, unit: text("currency").unwrap_or("USD".to_owned()) }),
        value_basis: text("basis").unwrap_or_default(),
        maker: text("maker"),
        made_in: text("made_in"),
        regime_item: text("regime_item"),
        element: text("element"),
        element_mass_share: text("share").map(|it| range(&it)),
        origin: text("origin"),
        origin_share: text("origin_share").map(|it| range(&it)),
        steps: StepsWritten {
            mined: text("mined"),
            separated: text("separated"),
            metal: text("metal"),
            alloy: text("alloy"),
            powder: text("powder"),
            magnet: text("magnet"),
        },
        technology: text("technology"),
        evidence: words(cells.get("evidence")),
        ..BillLine::default()
    }
}

fn party(cells: &BTreeMap<String, String>, line: usize) -> PartyRow {
    let owners = words(cells.get("owners")).into_iter().map(|it| {
        let (owner, share) = it.split_once('=').unwrap();
        (owner.to_owned(), range(share))
    });
    PartyRow {
        line,
        id: cells["id"].clone(),
        name: cells.get("name").unwrap_or(&cells["id"]).clone(),
        country: cells.get("country").cloned(),
        owners: owners.collect(),
        lists: cells.get("lists").map(|it| words(Some(it))),
        military: cells.get("military").map(|it| it == "true"),
        ..PartyRow::default()
    }
}

fn evidence(cells: &BTreeMap<String, String>, line: usize) -> EvidenceRow {
    let text = |key: &str| cells.get(key).cloned().unwrap_or_default();
    EvidenceRow {
        line,
        id: text("id"),
        subject: text("subject"),
        claim: text("claim"),
        place: text("place"),
        share: cells.get("share").map(|it| range(it)),
        from: cells.get("from").map(|it| it.parse().unwrap()),
        until: cells.get("until").map(|it| it.parse().unwrap()),
        strength: "stated".to_owned(),
        ..EvidenceRow::default()
    }
}

fn movement(section: &Section) -> MovementRow {
    let mut problems = Vec::new();
    section.only(&["from", "to", "item", "user", "use", "contract", "answers"], &mut problems);
    let text = |key: &str| section.text(key, &mut Vec::new()).map(|it| it.value);
    let answers = section.section("answers", &mut problems).map(cells).unwrap_or_default();
    assert!(problems.is_empty(), "{problems:?}");
    MovementRow {
        line: 1,
        from: text("from").unwrap_or_default(),
        to: text("to").unwrap_or_default(),
        item: text("item"),
        user: text("user"),
        use_: text("use"),
        contract: text("contract"),
        answers: answers.into_iter().collect(),
        ..MovementRow::default()
    }
}

fn case(section: &Section) -> Case {
    let mut problems = Vec::new();
    let known = [
        "id",
        "title",
        "on",
        "law",
        "reading",
        "enacted",
        "certainty",
        "lines",
        "parties",
        "papers",
        "move",
        "regimes",
        "expect",
        "note",
    ];
    section.only(&known, &mut problems);
    let rows = |key: &str, problems: &mut Vec<_>| -> Vec<BTreeMap<String, String>> {
        section.sections(key, problems).into_iter().map(cells).collect()
    };
    let mut bill = Bill::default();
    bill.lines.path = section.place();
    bill.lines.rows =
        rows("lines", &mut problems).iter().enumerate().map(|it| line(it.1, it.0 + 2)).collect();
    bill.parties.rows =
        rows("parties", &mut problems).iter().enumerate().map(|it| party(it.1, it.0 + 2)).collect();
    bill.evidence.rows =
        rows("papers", &mut problems).iter().enumerate().map(|it| evidence(it.1, it.0 + 2)).collect();
    bill.movements.rows = section.sections("move", &mut problems).into_iter().map(movement).collect();
    let text = |key: &str| section.text(key, &mut Vec::new()).map(|it| it.value);
    let day: Day = section.day("on", &mut problems).unwrap().value;
    let law = text("law").unwrap_or("actual".to_owned());
    let assumption = Assumption::WORDS.iter().find(|it| it.0 == law).unwrap().1;
    let mut question = Question::on(day);
    question.law = LawState::all(assumption);
    for (proposal, on) in section.section("enacted", &mut problems).map(cells).unwrap_or_default() {
        question.law.enacted.push((InstrumentId::new(&proposal).unwrap(), on.parse().unwrap()));
    }
    if let Some(reading) = text("reading").filter(|it| it != "both") {
        question.readings = vec![Breadth::WORDS.iter().find(|it| it.0 == reading).unwrap().1];
    }
    let expect = section.section("expect", &mut problems).map(cells).unwrap();
    let named: Vec<String> = expect.keys().filter(|it| *it != "combined").cloned().collect();
    question.rulebooks = match expect.contains_key("combined") {
        true => Some(vec!["all".to_owned()]),
        false => Some(named),
    };
    assert!(problems.is_empty(), "{problems:?}");
    Case {
        id: text("id").unwrap_or_default(),
        place: section.place(),
        certainty: text("certainty").unwrap_or("settled".to_owned()),
        bill,
        question,
        expect,
    }
}
