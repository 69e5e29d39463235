//! What is wrong with a bill is told with its cell, all of it at once.

use coercivity_data::{Amount, Bill, BillColumn, BillLine, MovementRow, PartyRow, StepsWritten};
use coercivity_quantity::Interval;
use coercivity_screen::{Outcome, Question, link, screen};

use crate::case_file::world;

pub fn line(place: usize, item: &str, parent: Option<&str>) -> BillLine {
    BillLine {
        line: place,
        item: item.to_owned(),
        parent: parent.map(str::to_owned),
        quantity: Some(Amount { amount: 1.0, unit: "piece".to_owned() }),
        ..BillLine::default()
    }
}

pub fn bill(rows: Vec<BillLine>) -> Bill {
    let mut bill = Bill::default();
    bill.lines.path = "motor.csv".to_owned();
    bill.lines.columns =
        BillColumn::WORDS.iter().enumerate().map(|it| (it.1.0.to_owned(), it.0 + 1)).collect();
    bill.lines.rows = rows;
    bill
}

#[test]
fn every_slip_of_a_bill_is_told_at_once_with_its_cell() {
    let mut rows =
        vec![line(2, "A", None), line(3, "B", Some("A")), line(4, "C", Some("B")), line(5, "B", Some("C"))];
    rows.push(BillLine { mass_kg: Some(1.0), ..line(6, "D", Some("A")) });
    rows.push(BillLine { mass_kg: Some(2.0), ..line(7, "E", Some("D")) });
    rows.push(BillLine { made_in: Some("Germny".to_owned()), ..line(8, "F", Some("A")) });
    rows.push(BillLine { regime_item: Some("magnt:NdFeB".to_owned()), ..line(9, "G", Some("A")) });
    rows.push(BillLine { regime_item: Some("magnet:NdFb".to_owned()), ..line(10, "H", Some("A")) });
    rows.push(BillLine { element: Some("Dyy".to_owned()), ..line(11, "I", Some("A")) });
    rows.push(line(12, "J", Some("nowhere")));
    rows.push(BillLine {
        quantity: Some(Amount { amount: 2.0, unit: "kg".to_owned() }),
        ..line(13, "E", Some("A"))
    });
    let linked = link(&bill(rows), world());
    let told: Vec<String> = linked.problems.iter().map(ToString::to_string).collect();
    let expected = [
        ("motor.csv:4", "inside itself: B > C"),
        ("motor.csv:7:7", "2 kg of `E`"),
        ("motor.csv:8:12", "did you mean `Germany`"),
        ("motor.csv:9:15", "did you mean `magnet`"),
        ("motor.csv:10:15", "NdFb"),
        ("motor.csv:11:16", "element `Dyy`"),
        ("motor.csv:12:3", "parent `nowhere`"),
        ("motor.csv:13:6", "in kg, in line 7 in piece"),
    ];
    for (place, words) in expected {
        let found = told.iter().any(|it| it.starts_with(place) && it.contains(words));
        assert!(found, "{place} {words} is not among\n{}", told.join("\n"));
    }
    assert_eq!(told.len(), expected.len(), "{}", told.join("\n"));
}

#[test]
fn values_that_do_not_fit_are_remarked_and_widen_the_share() {
    let value = |it: BillLine, amount: f64, unit: &str| BillLine {
        value: Some(Amount { amount, unit: unit.to_owned() }),
        ..it
    };
    let rows = vec![
        value(line(2, "A", None), 10.0, "USD"),
        value(line(3, "B", Some("A")), 12.0, "USD"),
        value(line(4, "C", Some("A")), 1.0, "EUR"),
    ];
    let linked = link(&bill(rows), world());
    assert!(linked.problems.is_empty());
    let told: Vec<String> = linked.remarks.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|it| it.contains("parts worth 12")), "{told:?}");
    assert!(told.iter().any(|it| it.contains("`C` in EUR")), "{told:?}");
}

#[test]
fn cells_that_contradict_one_another_are_both_told() {
    let value = |it: BillLine, amount: f64, basis: &str| BillLine {
        value: Some(Amount { amount, unit: "USD".to_owned() }),
        value_basis: basis.to_owned(),
        ..it
    };
    let magnet = BillLine {
        regime_item: Some("magnet:NdFeB+Dy".to_owned()),
        made_in: Some("JP".to_owned()),
        steps: StepsWritten { magnet: Some("CN".to_owned()), ..StepsWritten::default() },
        ..value(line(2, "M", None), 10.0, "invoice")
    };
    // A step before the last says nothing of where a thing was made.
    let fine = BillLine {
        regime_item: Some("magnet:SmCo".to_owned()),
        made_in: Some("JP".to_owned()),
        steps: StepsWritten { metal: Some("CN".to_owned()), ..StepsWritten::default() },
        ..line(3, "N", Some("M"))
    };
    let dear = value(line(4, "D", Some("M")), 1.0, "replacement");
    let blank = BillLine { quantity: None, ..value(line(5, "E", Some("M")), 1.0, "Invoice") };
    let linked = link(&bill(vec![magnet, fine, dear, blank]), world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let told: Vec<String> = linked.remarks.iter().map(ToString::to_string).collect();
    let expected = [
        ("motor.csv:2", "`M`: made in JPN, while its step magnet was done in CHN: both stay open"),
        ("motor.csv:4", "`D` at replacement inside `M` at invoice"),
        ("motor.csv:5", "no quantity of `E` in `M`"),
    ];
    for (place, words) in expected {
        assert!(told.iter().any(|it| it.starts_with(place) && it.contains(words)), "{words}: {told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn a_list_in_which_nothing_is_part_of_anything_is_remarked_once() {
    let told = |rows: Vec<BillLine>| {
        let linked = link(&bill(rows), world());
        assert!(linked.problems.is_empty(), "{:?}", linked.problems);
        linked.remarks.iter().filter(|it| it.found.contains("part of")).count()
    };
    assert_eq!(told(vec![line(2, "A", None), line(3, "B", None)]), 1);
    assert_eq!(told(vec![line(2, "A", None)]), 0);
    assert_eq!(told(vec![line(2, "A", None), line(3, "B", Some("A"))]), 0);
}

#[test]
fn owners_of_more_than_all_are_told_with_their_cell() {
    let owners = |shares: &[(&str, f64)]| {
        let mut bill = bill(vec![line(2, "A", None)]);
        let owners = shares.iter().map(|it| (it.0.to_owned(), Interval::exactly(it.1))).collect();
        bill.parties.path = "parties.csv".to_owned();
        bill.parties.rows.push(PartyRow { line: 7, id: "U".to_owned(), owners, ..PartyRow::default() });
        let linked = link(&bill, world());
        let undescribed = linked.remarks.iter().filter(|it| it.found.contains("no row describes"));
        assert_eq!(undescribed.count(), shares.len(), "{:?}", linked.remarks);
        linked.problems
    };
    assert_eq!(owners(&[("P", 0.6), ("Q", 0.4)]), []);
    let told = owners(&[("P", 0.6), ("Q", 0.5)]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].to_string().starts_with("parties.csv:7") && told[0].found.contains("110.00 %"));
}

/// What is wrong with an answer to a question of a movement of one nameless thing.
pub fn told_of_answer(id: &str, answer: &str) -> Vec<String> {
    let tree = link(&bill(vec![line(2, "A", None)]), world()).tree;
    let question = Question::on("2026-12-05".parse().unwrap());
    let row = MovementRow {
        from: "DE".to_owned(),
        to: "US".to_owned(),
        answers: vec![(id.to_owned(), answer.to_owned())],
        ..MovementRow::default()
    };
    let told = screen(&tree, world(), &question, &[row]).err().unwrap_or_default();
    told.iter().map(ToString::to_string).collect()
}

#[test]
fn an_answer_that_nothing_asks_is_refused_with_what_is_near() {
    for (id, answer) in
        [("logic_nm", "7"), ("memory_layers", "200..300"), ("military_use", "no"), ("licensed", "no")]
    {
        assert_eq!(told_of_answer(id, answer), Vec::<String>::new());
    }
    for (id, answer, words) in [
        ("logic_mm", "7", "did you mean `logic_nm`"),
        ("bogus", "yes", "a condition that some clause asks"),
        ("licensed", "maybe", "yes, no or open"),
    ] {
        let told = told_of_answer(id, answer);
        assert!(told.len() == 1 && told[0].contains(words), "{told:?}");
    }
}

#[test]
fn a_sub_assembly_written_out_twice_is_one_item() {
    let level =
        |place: usize, level: u32, item: &str| BillLine { level: Some(level), ..line(place, item, None) };
    let rows = vec![
        level(2, 0, "P"),
        level(3, 1, "S"),
        level(4, 2, "M"),
        level(5, 1, "T"),
        level(6, 2, "S"),
        level(7, 3, "M"),
    ];
    let linked = link(&bill(rows.clone()), world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    assert_eq!(linked.tree.nodes.len(), 4);
    let shared = linked.tree.item("S").unwrap();
    assert_eq!(linked.tree.parts[shared].len(), 1);
    let mut other = rows;
    other[5].item = "X".to_owned();
    let linked = link(&bill(other), world());
    assert!(
        linked.problems.iter().any(|it| it.found.contains("other parts of `S`")),
        "{:?}",
        linked.problems
    );
}

#[test]
fn bills_of_any_depth_and_of_any_number_of_ways_are_judged() {
    let day = "2026-12-05".parse().unwrap();
    let mut question = Question::on(day);
    question.rulebooks = Some(vec!["CN-61".to_owned()]);
    let moved = MovementRow {
        from: "DE".to_owned(),
        to: "US".to_owned(),
        item: Some("N0".to_owned()),
        ..MovementRow::default()
    };
    let name = |it: usize| format!("N{it}");
    // A chain of eight hundred holders, and fifty holders each of which holds the next twice over two others.
    let chain = (0..800).map(|it| line(it + 2, &name(it), (it > 0).then(|| name(it - 1)).as_deref()));
    let mut diamonds = vec![line(2, "N0", None)];
    for it in 0..50 {
        for side in ["L", "R"] {
            diamonds.push(line(0, &format!("{side}{it}"), Some(&name(it))));
        }
        for side in ["L", "R"] {
            diamonds.push(line(0, &name(it + 1), Some(&format!("{side}{it}"))));
        }
    }
    for mut rows in [chain.collect::<Vec<_>>(), diamonds] {
        rows[0].regime_item = Some("component:NdFeB+Dy".to_owned());
        let linked = link(&bill(rows), world());
        assert!(linked.problems.is_empty(), "{:?}", linked.problems);
        let found = screen(&linked.tree, world(), &question, std::slice::from_ref(&moved)).unwrap();
        // Nobody said whose technology, so it is open whatever is inside.
        assert_eq!(found.movements[0].rulebooks[0].outcome, Outcome::StatusUnknown);
    }
}

#[test]
fn nought_of_a_regime_item_is_unknown_and_told() {
    let value =
        |it: BillLine, amount: f64| BillLine { value: Some(Amount { amount, unit: "USD".to_owned() }), ..it };
    let none = Some(Amount { amount: 0.0, unit: "piece".to_owned() });
    let thing = |it: BillLine, good: &str| BillLine { regime_item: Some(good.to_owned()), ..it };
    let rows = vec![
        value(line(2, "A", None), 10.0),
        thing(value(line(3, "B", Some("A")), 0.0), "oxide:Dy"),
        BillLine { quantity: none.clone(), ..thing(value(line(4, "C", Some("A")), 1.0), "metal:Tb") },
        BillLine { quantity: none, ..value(line(5, "D", Some("A")), 1.0) },
    ];
    let linked = link(&bill(rows), world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let told: Vec<String> = linked.remarks.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|it| it.contains("0 in `value_amount` of `B`")), "{told:?}");
    assert!(told.iter().any(|it| it.contains("0 in `quantity` of `C`")), "{told:?}");
    assert_eq!(linked.tree.nodes[1].value, None);
    let amounts: Vec<Option<f64>> = linked.tree.parts[0].iter().map(|it| it.quantity).collect();
    assert_eq!(amounts, [Some(1.0), None, Some(0.0)]);
}
