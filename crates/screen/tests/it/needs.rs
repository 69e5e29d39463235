//! What is asked closes what is open, and each thing is told once.

use coercivity_data::{BillLine, MovementRow, PartyRow};
use coercivity_screen::{Findings, Need, OpenAnswer, Question, Screening, Tree, link};

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
