//! What several papers say of one thing: what they contradict stays unknown, what they deny is denied.

use coercivity_data::{Bill, BillLine, EvidenceRow, MovementRow, NamedTwice};
use coercivity_quantity::{Interval, Verdict};
use coercivity_screen::{Facts, Linked, NO_TECHNOLOGY, Question, Technology, facts_on, link, screen};
use coercivity_world::measures::{Assumption, LawState};
use coercivity_world::{Element, Place};

use crate::case_file::world;

/// A motor that holds a magnet, with some papers.
fn bill(papers: &[EvidenceRow]) -> Bill {
    let mut bill = Bill::default();
    for (level, item, good) in [(0, "MOTOR", None), (1, "MG", Some("magnet:NdFeB"))] {
        bill.lines.rows.push(BillLine {
            line: level as usize + 2,
            level: Some(level),
            item: item.to_owned(),
            maker: Some("P-MAG".to_owned()),
            regime_item: good.map(str::to_owned),
            made_in: Some("JP".to_owned()),
            ..BillLine::default()
        });
    }
    bill.evidence.rows = papers.to_vec();
    bill
}

fn paper(claim: &str, place: &str, share: Option<(f64, f64)>) -> EvidenceRow {
    EvidenceRow {
        line: 2,
        id: "E".to_owned(),
        subject: "MG".to_owned(),
        claim: claim.to_owned(),
        place: place.to_owned(),
        share: share.and_then(|it| Interval::between(it.0, it.1)),
        ..EvidenceRow::default()
    }
}

/// What is known of the magnet.
fn known(bill: &Bill) -> Facts {
    let linked = link(bill, world());
    assert_eq!(linked.problems, []);
    facts_on(&linked.tree, "2026-12-05".parse().unwrap()).swap_remove(linked.tree.item("MG").unwrap())
}

#[test]
fn a_share_that_two_papers_contradict_no_third_one_settles() {
    let china = Place::new("CHN").unwrap();
    let (low, high, lower) = ((0.0, 0.005), (0.2, 0.3), (0.0, 0.004));
    let of = |shares: &[(&str, (f64, f64))]| {
        let papers: Vec<_> = shares.iter().map(|it| paper("origin", it.0, Some(it.1))).collect();
        let facts = known(&bill(&papers));
        (facts.from(china), facts.conflicts.len())
    };
    assert_eq!(of(&[("CN", low), ("CN", lower)]), (Interval::between(0.0, 0.004).unwrap(), 0));
    for third in [("CN", lower), ("CN", high), ("CN", low), ("CN", (0.25, 0.28)), ("JP", (0.95, 1.0))] {
        for order in [
            [("CN", low), ("CN", high), third],
            [("CN", high), third, ("CN", low)],
            [third, ("CN", low), ("CN", high)],
        ] {
            let (share, conflicts) = of(&order);
            assert!(share.low() <= 0.0 && share.high() >= 0.3, "{order:?}: {share:?}");
            assert_eq!(conflicts, 1, "{order:?}");
        }
    }
    // The bill is one statement among the others.
    let mut stated = bill(&[paper("origin", "CN", Some(lower)), paper("origin", "CN", Some(low))]);
    stated.lines.rows[1].origin = Some("CN".to_owned());
    stated.lines.rows[1].origin_share = Interval::between(0.9, 1.0);
    assert_eq!(known(&stated).from(china), Interval::between(0.0, 1.0).unwrap());
}

/// What a clause on an element says of the magnet that leaves China.
fn verdict(bill: &Bill) -> Verdict {
    let mut question = Question::on("2026-12-05".parse().unwrap());
    question.rulebooks = Some(vec!["CN-57".to_owned()]);
    question.law = LawState::all(Assumption::Revived);
    question.use_ = Some("civil".to_owned());
    let row = MovementRow {
        from: "CN".to_owned(),
        to: "US".to_owned(),
        item: Some("MG".to_owned()),
        ..MovementRow::default()
    };
    let linked = link(bill, world());
    assert_eq!((linked.problems.as_slice(), linked.remarks.as_slice()), (&[][..], &[][..]));
    let found = screen(&linked.tree, world(), &question, &[row]).unwrap();
    let clauses = found.movements[0].rulebooks[0].clauses.iter();
    clauses
        .filter(|it| it.clause.clause.as_deref() == Some("Ho"))
        .fold(Verdict::No, |all, it| all.or(it.verdict()))
}

#[test]
fn a_paper_that_denies_an_element_answers_what_no_line_does() {
    let absent = |subject: &str, element: &str| EvidenceRow {
        subject: subject.to_owned(),
        element: element.to_owned(),
        ..paper("absent", "", None)
    };
    assert_eq!(verdict(&bill(&[])), Verdict::Open);
    // Of the magnet, of what it lies in, and of all that its maker delivers; all rare earths are holmium too.
    for (subject, element) in
        [("MG", "Ho"), ("MOTOR", "holmium"), ("P-MAG", "Ho"), ("MG", "Rare Earth Elements")]
    {
        assert_eq!(verdict(&bill(&[absent(subject, element)])), Verdict::No, "{subject} {element}");
    }
    // Of another element, on another day, or for a part of the goods it answers nothing.
    let late = EvidenceRow { from: "2027-01-01".parse().ok(), ..absent("MG", "Ho") };
    let some = EvidenceRow { share: Interval::between(0.0, 1.0), ..absent("MG", "Ho") };
    for paper in [absent("MG", "Tb"), late, some] {
        assert_eq!(verdict(&bill(std::slice::from_ref(&paper))), Verdict::Open, "{paper:?}");
    }
    // What the name says the magnet holds a paper contradicts, and does not take away.
    let mut named = bill(&[absent("MG", "Ho")]);
    named.lines.rows[1].regime_item = Some("magnet:NdFeB+Ho".to_owned());
    let facts = known(&named);
    assert_eq!((facts.without.len(), facts.conflicts.len()), (0, 1), "{facts:?}");
    assert_ne!(verdict(&named), Verdict::No);
    assert!(known(&bill(&[absent("MG", "Ho")])).without.contains(&Element::new("Ho").unwrap()));
}

#[test]
fn none_is_said_in_the_language_of_the_letter() {
    for word in NO_TECHNOLOGY.into_iter().chain(["None", "„keine“", "「なし」"]) {
        let facts = known(&bill(&[paper("technology", word, None)]));
        assert_eq!(facts.technology, Some(Technology::default()), "{word}");
    }
    assert_eq!(link(&bill(&[paper("technology", "nichts", None)]), world()).problems.len(), 1);
}

#[test]
fn a_technology_that_nobody_names_is_not_none() {
    for word in ["", " ", ";", " , + ", "„“", "equipment:"] {
        let problems = link(&bill(&[paper("technology", word, None)]), world()).problems;
        assert_eq!(problems.len(), 1, "{word}");
        assert_eq!(problems[0].expected, "`none`, or the country whose technology it is");
        // A blank cell of the bill is unknown; one with marks alone says something that nobody can read.
        let mut stated = bill(&[]);
        stated.lines.rows[1].technology = Some(word.to_owned());
        let linked = link(&stated, world());
        assert_eq!(linked.problems.len(), usize::from(!word.trim().is_empty()), "{word}");
        assert_eq!(linked.tree.nodes[1].technology, None);
    }
}

#[test]
fn what_papers_contradict_is_told_of_what_moves_without_being_asked() {
    let told = |bill: &Bill, item: &str, day: &str| -> Vec<String> {
        let linked = link(bill, world());
        assert_eq!(linked.problems, []);
        let question = Question::on(day.parse().unwrap());
        let row = MovementRow {
            from: "JP".into(),
            to: "US".into(),
            item: Some(item.into()),
            ..MovementRow::default()
        };
        let findings = screen(&linked.tree, world(), &question, &[row.clone(), row]).unwrap();
        findings.contradictions.iter().map(|it| format!("{} {}", it.line, it.found)).collect()
    };
    let until = EvidenceRow { until: "2027-01-01".parse().ok(), ..paper("made", "CN", None) };
    let two = bill(&[until, paper("technology", "CN", None)]);
    // Of the whole and of the part, while both papers hold.
    for item in ["MOTOR", "MG"] {
        let found = told(&two, item, "2026-12-05");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("3 MG: E (, ) MG: made CN, against what the bill"), "{found:?}");
        assert_eq!(told(&two, item, "2027-01-02"), [""; 0]);
    }
    // Of nothing else, and nothing that the bill alone contradicts, which is remarked on where it is linked.
    let mut other = two.clone();
    other.lines.rows.push(BillLine {
        line: 4,
        level: Some(0),
        item: "PUMP".to_owned(),
        ..BillLine::default()
    });
    assert_eq!(told(&other, "PUMP", "2026-12-05"), [""; 0]);
    let mut cells = bill(&[paper("technology", "JP", None)]);
    cells.lines.rows[1].steps.magnet = Some("CN".to_owned());
    assert_eq!(known(&cells).conflicts.len(), 1);
    assert_eq!(told(&cells, "MG", "2026-12-05"), [""; 0]);
}

#[test]
fn a_code_and_a_name_of_two_countries_are_a_problem_and_settle_nothing() {
    let linked_with = |code: &str, name: &str| {
        let countries = [vec![code.to_owned()], vec![name.to_owned()]];
        let twice = NamedTwice { keys: ["countryCode", "countryName"].map(str::to_owned), countries };
        let mut bill = bill(&[EvidenceRow { named_twice: vec![twice], ..paper("technology", code, None) }]);
        bill.evidence.path = "passport.json".to_owned();
        link(&bill, world())
    };
    let technology = |linked: &Linked| {
        let facts = facts_on(&linked.tree, "2026-12-05".parse().unwrap());
        facts[linked.tree.item("MG").unwrap()].technology.clone()
    };
    let linked = linked_with("AU", "China");
    let told: Vec<String> = linked.problems.iter().map(ToString::to_string).collect();
    let expected =
        "found `countryCode` AU and `countryName` China of one claim; expected two ways of naming the same";
    assert!(told.len() == 1 && told[0].starts_with("passport.json:2"), "{told:?}");
    assert!(told[0].contains(expected), "{told:?}");
    assert_eq!(technology(&linked), None);
    for name in ["Australia", "AUS", "au"] {
        let linked = linked_with("AU", name);
        assert!(linked.problems.is_empty() && linked.remarks.is_empty(), "{name}: {:?}", linked.problems);
        assert!(technology(&linked).is_some());
    }
    // A name that nobody knows is told, and the code counts.
    let linked = linked_with("AU", "Terra Australis");
    assert_eq!((linked.problems.len(), linked.remarks.len()), (0, 1));
    assert!(linked.remarks[0].found.contains("Terra Australis") && technology(&linked).is_some());
}

#[test]
fn no_technology_and_that_of_a_country_in_one_cell_contradict() {
    for word in ["none; CN", "CN, none", "keine + CN", "none; none; JP; CN"] {
        let problems = link(&bill(&[paper("technology", word, None)]), world()).problems;
        assert!(problems.len() == 1 && problems[0].remedy.contains("contradict"), "{word}: {problems:?}");
        let mut stated = bill(&[]);
        stated.lines.rows[1].technology = Some(word.to_owned());
        let linked = link(&stated, world());
        assert_eq!((linked.problems.len(), &linked.tree.nodes[1].technology), (1, &None), "{word}");
    }
    // Equipment is no technology.
    let facts = known(&bill(&[paper("technology", "none; equipment:CN", None)]));
    assert_eq!(facts.technology.map(|it| (it.of.len(), it.equipment.len())), Some((0, 1)));
}

#[test]
fn what_holds_for_a_part_and_contradicts_the_bill_is_told_and_leaves_it_open() {
    let of = |papers: &[EvidenceRow]| {
        let mut bill = bill(papers);
        bill.lines.rows[1].technology = Some("none".to_owned());
        let facts = known(&bill);
        (facts.made_in.is_some(), facts.technology.is_some(), facts.conflicts.len())
    };
    let said = |claim, place, low, high| paper(claim, place, Some((low, high)));
    // Made in Japan by the bill: some of it elsewhere, or less than all of it there, cannot be as well.
    assert_eq!(of(&[said("made", "CN", 0.2, 0.2)]), (false, true, 1));
    assert_eq!(of(&[said("made", "JP", 0.2, 0.9)]), (false, true, 1));
    assert_eq!(of(&[said("technology", "CN", 0.2, 1.0)]), (true, false, 1));
    // A part that may be none or all says nothing against it.
    assert_eq!(of(&[said("made", "CN", 0.0, 0.9)]), (true, true, 0));
    assert_eq!(of(&[said("made", "JP", 0.2, 1.0)]), (true, true, 0));
    // Where it was made its last step was done: what is said of a part of that is told against it alike.
    assert_eq!(of(&[said("magnet", "CN", 0.5, 1.0)]), (false, true, 1));
    assert_eq!(of(&[said("magnet", "CN", 0.0, 1.0)]), (true, true, 0));
    assert_eq!(of(&[said("magnet", "JP", 0.5, 1.0)]), (true, true, 0));
    // In whatever order they stand, and whoever says the other.
    let pair = [said("magnet", "CN", 0.5, 0.5), paper("magnet", "JP", None)];
    for papers in [pair.clone(), [pair[1].clone(), pair[0].clone()]] {
        let facts = known(&bill(&papers));
        assert_eq!((facts.steps.len(), facts.conflicts.len()), (0, 1), "{:?}", facts.conflicts);
        assert!(facts.contested.made && facts.made_in.is_none());
    }
    let told = known(&bill(&[said("made", "CN", 0.2, 0.2)]));
    assert!(told.papers[0].ends_with("for 20..20 % of it: this settles nothing"), "{:?}", told.papers);
    assert!(
        told.conflicts[0]
            .ends_with("for 20..20 % of it, against what the bill or another paper says: unknown")
    );
}
