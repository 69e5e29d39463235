//! A supplier's template beside a bill: what it says of an element in what it delivers changes the answer, as far as
//! its scope and its coverage go.

use coercivity_data::{
    Bill, BillLine, Claims, EvidenceRow, HeaderWords, Issuers, MovementRow, PartyRow, Sheet, StepsWritten,
    embedded, read_evidence,
};
use coercivity_quantity::{Interval, Why};
use coercivity_screen::{Linked, Outcome, Question, Screening, facts_on, link};
use coercivity_world::Stage;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::case_file::world;

/// A magnet of samarium and cobalt of which all is known but where the cobalt was separated.
fn magnet() -> Bill {
    let mut bill = Bill::default();
    bill.lines.path = "drive.csv".to_owned();
    let steps = |place: &str, separated: Option<&str>| StepsWritten {
        mined: Some("AU".to_owned()),
        separated: separated.map(str::to_owned),
        metal: Some(place.to_owned()),
        ..StepsWritten::default()
    };
    let line = |level: u32, item: &str, maker: &str, good: &str| BillLine {
        line: level as usize + 2,
        level: Some(level),
        item: item.to_owned(),
        maker: Some(maker.to_owned()).filter(|it| !it.is_empty()),
        regime_item: Some(good.to_owned()),
        made_in: Some("JP".to_owned()),
        ..BillLine::default()
    };
    let (alloy, mag) = (Some("JP".to_owned()), Some("JP".to_owned()));
    bill.lines.rows = vec![
        line(0, "DRIVE", "P-OURS", "device:drive"),
        BillLine {
            steps: StepsWritten { alloy, magnet: mag, ..StepsWritten::default() },
            ..line(1, "SC-1", "P-MAG", "magnet:SmCo")
        },
        BillLine { steps: steps("JP", Some("MY")), ..line(2, "SC-1.Sm", "", "metal:Sm") },
        BillLine { steps: steps("JP", None), ..line(2, "SC-1.Co", "", "metal:Co") },
    ];
    for (id, name) in [("P-OURS", "Our Company"), ("P-MAG", "Magnet Co., Ltd.")] {
        bill.parties.rows.push(PartyRow { id: id.to_owned(), name: name.to_owned(), ..PartyRow::default() });
    }
    bill
}

/// What a template says.
#[derive(Clone, Copy)]
struct Said<'a> {
    company: &'a str,
    scope: &'a str,
    added: &'a str,
    heard: &'a str,
    smelters: &'a [&'a str],
    products: &'a [&'a str],
}

const SAID: Said<'static> = Said {
    company: "Magnet Co Ltd",
    scope: "A. Company",
    added: "Yes",
    heard: "100%",
    smelters: &["FINLAND", "JAPAN"],
    products: &[],
};

fn template(said: Said<'_>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let mut sheet = |name: &str, rows: &[Vec<&str>]| {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells).filter(|it| !it.1.is_empty()) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    };
    let asked = |question, answer| [vec!["", question, "", "Answer"], vec!["", "Cobalt (*)", "", answer]];
    let mut declaration = vec![
        vec!["", "Extended Minerals Reporting Template (EMRT)"],
        vec!["", "Company Name (*):", "", said.company],
        vec!["", "Declaration Scope or Class (*):", "", said.scope],
    ];
    declaration.extend(asked("1) Is any of it intentionally added?", said.added));
    declaration
        .extend(asked("5) What percentage of relevant suppliers have provided a response?", said.heard));
    declaration.extend(asked("6) Have you identified all of the smelters or processors?", "Yes"));
    declaration.extend(asked("7) Has all applicable smelter or processor information been reported?", "Yes"));
    sheet("Declaration", &declaration);
    let mut smelters = vec![vec!["Metal (*)", "Smelter Name (*)", "Smelter Country (*)"]];
    smelters.extend(said.smelters.iter().map(|it| vec!["Cobalt", "Works", *it]));
    sheet("Smelter List", &smelters);
    let mut products = vec![vec!["", "Responder Product Number (*)", "Requester Product Number"]];
    products.extend(said.products.iter().map(|it| std::iter::once("").chain(it.split(" = ")).collect()));
    sheet("Product List", &products);
    workbook.save_to_buffer().unwrap()
}

/// The bill with the template beside it, linked.
fn with(mut bill: Bill, said: Said<'_>, claims: &str) -> Linked {
    let mut problems = Vec::new();
    let words = HeaderWords::read(&embedded(), &mut problems);
    let claims = Claims::read("emrt.xlsx.claims.toml", claims, &mut problems);
    let (document, told) =
        read_evidence("emrt.xlsx", &template(said), &words, Some(&claims), &Issuers::default());
    assert_eq!((problems, told), (vec![], vec![]));
    bill.papers.push(Sheet { path: document.path, columns: Vec::new(), rows: document.rows });
    let linked = link(&bill, world());
    assert_eq!(linked.problems, []);
    linked
}

/// What the defence clause of 2027 says of the drive, with all the reasons of its clauses.
fn judged(linked: &Linked) -> (Outcome, String) {
    let mut question = Question::on("2027-02-01".parse().unwrap());
    question.rulebooks = Some(vec!["US-DFARS".to_owned()]);
    let no = [
        "cots",
        "no-mill-product",
        "electronic-device",
        "recycled-in-us",
        "nonavailability",
        "funded-source",
    ];
    let row = MovementRow {
        from: "JP".to_owned(),
        to: "US".to_owned(),
        item: Some("DRIVE".to_owned()),
        contract: Some("dow".to_owned()),
        answers: no.map(|it| (it.to_owned(), "no".to_owned())).to_vec(),
        ..MovementRow::default()
    };
    let regime = world().regime();
    let mut screening = Screening::new(&linked.tree, world(), &question, &regime);
    let rows = [row];
    let found = screening.screen(&rows).unwrap();
    let movement = &found.movements[0];
    let book = &movement.rulebooks[0];
    let clauses = book.clauses.iter();
    let whys: Vec<String> =
        clauses.map(|it| words(&coercivity_screen::why(&mut screening, movement, &rows[0], it))).collect();
    (book.outcome, whys.join("\n"))
}

fn words(why: &Why) -> String {
    let below: Vec<String> = why.from.iter().map(words).collect();
    format!("{}\n{}", why.says, below.join("\n"))
}

#[test]
fn a_template_of_a_whole_chain_settles_where_a_step_was_done() {
    let bare = link(&magnet(), world());
    assert_eq!(bare.problems, []);
    assert_eq!(judged(&bare).0, Outcome::Undetermined);
    // All of the cobalt was refined in Finland or Japan: the magnet is as required.
    let clear = with(magnet(), SAID, "");
    assert_eq!(clear.remarks, bare.remarks);
    let (outcome, why) = judged(&clear);
    assert_eq!(outcome, Outcome::Compliant, "{why}");
    let named =
        "SC-1.Co: emrt.xlsx#1 (Magnet Co Ltd, stated) Cobalt of Magnet Co Ltd: separated FINLAND; JAPAN";
    assert!(why.contains(named), "{why}");
    // One refiner of the list may not have been behind this magnet; where there is no other, it was.
    let china = |smelters| judged(&with(magnet(), Said { smelters, ..SAID }, "")).0;
    assert_eq!(china(&["FINLAND", "CHINA"]), Outcome::Undetermined);
    assert_eq!(china(&["CHINA"]), Outcome::NonCompliant);
}

#[test]
fn a_template_of_a_part_of_the_chain_settles_nothing_and_says_so() {
    for heard in ["Greater than 90%", "1%", "None", "Unknown", ""] {
        for smelters in [&["FINLAND"][..], &["CHINA"]] {
            let (outcome, why) = judged(&with(magnet(), Said { heard, smelters, ..SAID }, ""));
            assert_eq!(outcome, Outcome::Undetermined, "{heard}: {why}");
            assert!(why.contains("for 0..100 % of it: this settles nothing"), "{why}");
        }
    }
}

#[test]
fn what_a_template_and_the_bill_contradict_is_unknown_and_shown() {
    let mut bill = magnet();
    bill.lines.rows[3].steps.separated = Some("MY".to_owned());
    assert_eq!(judged(&link(&bill, world())).0, Outcome::Compliant);
    let (outcome, why) = judged(&with(bill, SAID, ""));
    assert_eq!(outcome, Outcome::Undetermined);
    assert!(why.contains("SC-1.Co: contradiction: emrt.xlsx#1"), "{why}");
    // A supplier who says that there is no cobalt contradicts a bill that has it; one that has no line for it agrees.
    let none = Said { smelters: &[], added: "No", ..SAID };
    let (_, why) = judged(&with(magnet(), none, ""));
    let told = "SC-1.Co: contradiction: emrt.xlsx#1 (Magnet Co Ltd, stated) Cobalt of Magnet Co Ltd: absent";
    assert!(why.contains(told), "{why}");
    let mut bill = magnet();
    bill.lines.rows.truncate(3);
    let linked = with(bill, none, "");
    assert!(!linked.remarks.iter().any(|it| it.file.contains("emrt")), "{:?}", linked.remarks);
}

#[test]
fn what_a_paper_contradicts_of_a_thing_is_open_of_its_last_step_too() {
    let magnet_step = Stage::new("magnet").unwrap();
    let known = |claim: &str, place: &str| {
        let mut bill = magnet();
        bill.evidence.rows.push(EvidenceRow {
            id: "E".to_owned(),
            subject: "SC-1".to_owned(),
            claim: claim.to_owned(),
            place: place.to_owned(),
            ..EvidenceRow::default()
        });
        let tree = link(&bill, world()).tree;
        let facts = facts_on(&tree, "2026-12-05".parse().unwrap()).swap_remove(tree.item("SC-1").unwrap());
        (facts.made_in.is_some(), facts.steps.contains_key(&magnet_step), facts.conflicts.len())
    };
    for claim in ["made", "magnet"] {
        assert_eq!(known(claim, "JP"), (true, true, 0), "{claim}");
        assert_eq!(known(claim, "CN"), (false, false, 1), "{claim}");
    }
    // An earlier step says nothing of where a thing was made.
    assert_eq!(known("alloy", "CN"), (true, true, 1));
}

#[test]
fn a_template_speaks_of_what_its_company_delivers_and_of_nothing_else() {
    let remark = |linked: &Linked| -> String {
        linked.remarks.iter().map(ToString::to_string).filter(|it| it.contains("emrt")).collect()
    };
    let open = |bill: Bill, said: Said<'_>, expected: &[&str]| {
        let linked = with(bill, said, "");
        assert_eq!(judged(&linked).0, Outcome::Undetermined);
        let told = remark(&linked);
        for words in expected.iter().chain(&["claims on Cobalt", "they are left out"]) {
            assert!(told.contains(words), "{words} is not in {told}");
        }
    };
    let magnet_with = |change: &dyn Fn(&mut Bill)| {
        let mut bill = magnet();
        change(&mut bill);
        bill
    };
    // Nobody of that name; two of one name; one that made nothing.
    open(
        magnet(),
        Said { company: "Other Co", ..SAID },
        &["`Other Co`, which is no item and no party", "[about]"],
    );
    let twice = |bill: &mut Bill| bill.parties.rows[0].name = "MAGNET CO LTD".to_owned();
    open(magnet_with(&twice), SAID, &["may be P-MAG or P-OURS"]);
    let unmade = |bill: &mut Bill| bill.lines.rows[1].maker = None;
    open(magnet_with(&unmade), SAID, &["maker of nothing", "as maker_id"]);
    // No line for the element; a line that is built into something else too.
    let gone = |bill: &mut Bill| bill.lines.rows[3].regime_item = Some("metal:Fe".to_owned());
    open(magnet_with(&gone), SAID, &["within which no line stands for it", "add a line for the element"]);
    let shared = |bill: &mut Bill| {
        let again = BillLine { level: Some(1), ..bill.lines.rows[3].clone() };
        bill.lines.rows.push(again);
    };
    open(magnet_with(&shared), SAID, &["`SC-1.Co` inside it is built into something else as well"]);
    // Its products, by their number: of another maker's item of that number it says nothing.
    let scope = "B. Product (or List of Products)";
    let listed = |products| Said { scope, products, ..SAID };
    assert_eq!(judged(&with(magnet(), listed(&["SC-1"]), "")).0, Outcome::Compliant);
    // Where the bill has the number of whoever asked, that item alone is meant; where it has not, the supplier's own.
    assert_eq!(judged(&with(magnet(), listed(&["M-2 = SC-1"]), "")).0, Outcome::Compliant);
    assert_eq!(judged(&with(magnet(), listed(&["SC-1 = Q-1"]), "")).0, Outcome::Compliant);
    assert_eq!(judged(&with(magnet(), listed(&["SC-1 = SC-1.Sm"]), "")).0, Outcome::Undetermined);
    open(magnet(), listed(&["SC-9", "SC-8"]), &["2 products of `Magnet Co Ltd`", "`SC-8`, `SC-9`"]);
    open(magnet(), listed(&["DRIVE"]), &["`DRIVE` of `P-MAG`, while the bill says that `P-OURS` made it"]);
    open(magnet(), Said { scope: "", ..SAID }, &["do not say of what they speak"]);
    let described = Said { scope: "C. User defined", ..SAID };
    open(magnet(), described, &["a product of `Magnet Co Ltd`"]);
    // Somebody says which party or item is meant.
    let other = Said { company: "Other Co", ..listed(&["SC-1"]) };
    open(magnet(), other, &["`Other Co`, which is no item and no party"]);
    assert_eq!(
        judged(&with(magnet(), other, "typed_by = \"A\"\n[about]\n\"Other Co\" = \"P-MAG\"\n")).0,
        Outcome::Compliant
    );
    let about = "typed_by = \"A\"\n[about]\n\"C. User defined\" = \"SC-1\"\n";
    assert_eq!(judged(&with(magnet(), described, about)).0, Outcome::Compliant);
}

#[test]
fn minerals_are_the_elements_that_templates_mean() {
    let of = |element: &str, place: &str| {
        let mut bill = magnet();
        bill.lines.rows[2].steps.separated = None;
        bill.evidence.rows.push(EvidenceRow {
            line: 2,
            subject: "SC-1".to_owned(),
            element: element.to_owned(),
            claim: "separated".to_owned(),
            place: place.to_owned(),
            ..EvidenceRow::default()
        });
        let linked = link(&bill, world());
        assert_eq!(linked.problems, []);
        let facts = facts_on(&linked.tree, "2027-02-01".parse().unwrap());
        let known = facts[2].steps.get(&Stage::new("separation").unwrap()).map_or(0, Vec::len);
        (known, linked.remarks.iter().map(ToString::to_string).collect::<String>())
    };
    // What is said of all rare earths is said of samarium.
    for element in ["Sm", "samarium", "Samarium (Sm)", "Rare Earth Elements", "Rare Earth Element (REE)"] {
        assert_eq!(of(element, "MY; JP"), (2, String::new()), "{element}");
    }
    let (known, told) = of("Mica", "IN");
    assert!(known == 0 && told.contains("no line of a bill stands for it"), "{told}");
    let (known, told) = of("Samarum", "IN");
    assert!(known == 0 && told.contains("did you mean `samarium`"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A claim on an element that names more places, holds for less or speaks of less, never settles more.
    #[test]
    fn a_wider_claim_on_an_element_never_gives_a_narrower_answer(
        places in prop::collection::vec(0usize..5, 1..4), more in prop::collection::vec(0usize..5, 0..3), low in 0u32..=4
    ) {
        let countries = ["CN", "JP", "FI", "RU", "AU"];
        let named = |places: &[usize]| places.iter().map(|it| countries[*it]).collect::<Vec<_>>().join("; ");
        let of = |place: String, low: f64| {
            let mut bill = magnet();
            bill.evidence.rows.push(EvidenceRow {
                line: 2,
                id: "E-1".to_owned(),
                subject: "P-MAG".to_owned(),
                element: "cobalt".to_owned(),
                claim: "separated".to_owned(),
                place,
                share: Interval::between(low, 1.0),
                ..EvidenceRow::default()
            });
            let linked = link(&bill, world());
            assert_eq!(linked.problems, []);
            let facts = facts_on(&linked.tree, "2027-02-01".parse().unwrap());
            let known = facts[3].steps.get(&Stage::new("separation").unwrap()).cloned();
            (judged(&linked).0, known)
        };
        let narrow = of(named(&places), 1.0);
        let both: Vec<usize> = places.iter().chain(&more).copied().collect();
        let low = f64::from(low) / 4.0;
        let wide = of(named(&both), low);
        prop_assert!(wide.0 == narrow.0 || wide.0 == Outcome::Undetermined, "{narrow:?} {wide:?}");
        // What is known of the place holds all that the narrower claim left.
        let held = narrow.1.unwrap();
        prop_assert!(wide.1.is_none_or(|it| held.iter().all(|place| it.contains(place))));
    }
}
