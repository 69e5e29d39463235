//! What is asked closes what is open, and each thing is told once.

use coercivity_data::{BillLine, EvidenceRow, MovementRow, PartyRow, StepsWritten};
use coercivity_screen::{Findings, Need, Nobody, OpenAnswer, Outcome, Question, Screening, Tree, link};

use crate::case_file::world;
use crate::slips::{bill, line};

fn settled(tree: &Tree, rulebook: &str, contract: Option<&str>) -> (Findings, Vec<OpenAnswer>) {
    let mut question = Question::on("2027-02-01".parse().unwrap());
    question.rulebooks = Some(vec![rulebook.to_owned()]);
    let row = MovementRow {
        from: "JP".to_owned(),
        to: "US".to_owned(),
        item: Some("A".to_owned()),
        use_: Some("civil".to_owned()),
        contract: contract.map(str::to_owned),
        ..MovementRow::default()
    };
    let regime = world().regime();
    Screening::new(tree, world(), &question, &regime).settle(&[row]).unwrap()
}

#[test]
fn the_makers_of_all_parts_are_asked_for_where_one_of_them_would_bar() {
    let clear = |id: &str| PartyRow {
        id: id.to_owned(),
        name: id.to_owned(),
        lists: Some(vec!["none".to_owned()]),
        ..PartyRow::default()
    };
    let made = |it: BillLine, maker: &str| BillLine {
        maker: Some(maker.to_owned()),
        made_in: Some("JP".to_owned()),
        ..it
    };
    let wanted = |makers: [Option<&str>; 3]| {
        let lines = [line(2, "A", None), line(3, "B", Some("A")), line(4, "C", Some("B"))];
        let lines = lines.into_iter().zip(makers).map(|(it, maker)| match maker {
            Some(maker) => made(it, maker),
            None => it,
        });
        let mut bill = bill(lines.collect());
        bill.parties.rows = vec![clear("P")];
        let tree = link(&bill, world()).tree;
        let (_, open) = settled(&tree, "US-UFLPA", None);
        let needs = open.into_iter().flat_map(|it| it.needs).filter(|it| matches!(it, Need::Makers(_)));
        needs.collect::<Vec<Need>>()
    };
    assert_eq!(wanted([Some("P"), None, Some("P")]), [Need::Makers(1)]);
    assert_eq!(wanted([None, Some("P"), None]), [Need::Makers(0), Need::Makers(2)]);
}

#[test]
fn what_a_clause_says_of_a_thing_under_several_names_is_told_once() {
    let device = BillLine { regime_item: Some("device:car".to_owned()), ..line(2, "A", None) };
    let tree = link(&bill(vec![device, line(3, "B", Some("A"))]), world()).tree;
    let (findings, _) = settled(&tree, "US-DFARS", Some("dow"));
    let found = &findings.movements[0].rulebooks[0];
    let told: Vec<String> =
        found.told().map(|it| format!("{} {:?} {:?}", it.clause, it.inside, it.open)).collect();
    let mut once = told.clone();
    once.dedup();
    assert!(!told.is_empty());
    assert_eq!(told, once);
}

/// A magnet whose made and whose magnet step were told of different places, all other steps outside of the states that the
/// clause names.
fn contradicted() -> BillLine {
    let at = |place: &str| Some(place.to_owned());
    let steps = StepsWritten {
        mined: at("AU"),
        separated: at("MY"),
        metal: at("JP"),
        alloy: at("JP"),
        powder: at("JP"),
        magnet: at("CN"),
    };
    BillLine {
        regime_item: Some("magnet:NdFeB".to_owned()),
        made_in: Some("JP".to_owned()),
        steps,
        maker: Some("P".to_owned()),
        ..line(2, "A", None)
    }
}

#[test]
fn what_statements_contradict_is_asked_of_nobody_and_no_paper_settles_it() {
    let open = |papers: &[(&str, &str)]| {
        let mut bill = bill(vec![contradicted()]);
        let paper = |(at, it): (usize, &(&str, &str))| EvidenceRow {
            line: at + 2,
            id: format!("E{at}"),
            subject: "A".to_owned(),
            claim: it.0.to_owned(),
            place: it.1.to_owned(),
            ..EvidenceRow::default()
        };
        bill.evidence.rows = papers.iter().enumerate().map(paper).collect();
        let linked = link(&bill, world());
        assert_eq!(linked.problems, []);
        settled(&linked.tree, "US-DFARS", Some("dow")).1
    };
    let tried: [&[(&str, &str)]; 5] = [
        &[],
        &[("magnet", "CN")],
        &[("magnet", "JP")],
        &[("made", "JP")],
        &[("magnet", "JP"), ("made", "JP")],
    ];
    for papers in tried {
        let open = open(papers);
        assert!(!open.is_empty(), "{papers:?}");
        for it in open {
            assert_eq!((it.needs, it.nobody), (vec![], Some(Nobody::Statements)), "{papers:?}");
        }
    }
    // Where nothing contradicts, what is not known is asked for.
    let mut fine = contradicted();
    fine.steps.magnet = None;
    fine.made_in = None;
    let tree = link(&bill(vec![fine]), world()).tree;
    let (_, open) = settled(&tree, "US-DFARS", Some("dow"));
    assert_eq!((&open[0].needs[..], open[0].nobody), (&[Need::Made(0), Need::Steps(0)][..], None));
}

#[test]
fn what_is_supposed_agrees_with_what_the_bill_says() {
    // What was made in a state that the clause names had its last step there: no paper on its steps clears it.
    let made = |place: &str| {
        let line =
            BillLine { made_in: Some(place.to_owned()), steps: StepsWritten::default(), ..contradicted() };
        let tree = link(&bill(vec![line]), world()).tree;
        settled(&tree, "US-DFARS", Some("dow")).1
    };
    let promised = |open: &[OpenAnswer]| open.iter().any(|it| it.then == Some(Outcome::Compliant));
    assert!(promised(&made("JP")) && !promised(&made("CN")), "{:?}", made("CN"));
    // And what had its last step there was made there.
    let step = |place: &str| {
        let mut line = BillLine { made_in: None, ..contradicted() };
        line.steps.magnet = Some(place.to_owned());
        let tree = link(&bill(vec![line]), world()).tree;
        settled(&tree, "CN-61", None).1
    };
    for open in step("CN") {
        assert!(!open.needs.contains(&Need::Made(0)), "{open:?}");
    }
}
