//! What is wrong with a bill is told with its cell, all of it at once.

use coercivity_data::{Amount, Bill, BillColumn, BillLine, MovementRow, PartyRow, StepsWritten};
use coercivity_quantity::Interval;
use coercivity_screen::{Outcome, Question, link, screen};

use crate::case_file::world;

fn line(place: usize, item: &str, parent: Option<&str>) -> BillLine {
    BillLine {
        line: place,
        item: item.to_owned(),
        parent: parent.map(str::to_owned),
        quantity: Some(Amount { amount: 1.0, unit: "piece".to_owned() }),
        ..BillLine::default()
    }
}

fn bill(rows: Vec<BillLine>) -> Bill {
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
        ("motor.csv:2", "`M` with `made_in` JPN and `magnet_in` CHN"),
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

#[test]
fn an_answer_that_nothing_asks_is_refused_with_what_is_near() {
    let tree = link(&bill(vec![line(2, "A", None)]), world()).tree;
    let question = Question::on("2026-12-05".parse().unwrap());
    let asked = |id: &str, answer: &str| {
        let row = MovementRow {
            from: "DE".to_owned(),
            to: "US".to_owned(),
            answers: vec![(id.to_owned(), answer.to_owned())],
            ..MovementRow::default()
        };
        let told = screen(&tree, world(), &question, &[row]).err().unwrap_or_default();
        told.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for (id, answer) in
        [("logic_nm", "7"), ("memory_layers", "200..300"), ("military_use", "no"), ("licensed", "no")]
    {
        assert_eq!(asked(id, answer), Vec::<String>::new());
    }
    for (id, answer, words) in [
        ("logic_mm", "7", "did you mean `logic_nm`"),
        ("bogus", "yes", "a condition that some clause asks"),
        ("licensed", "maybe", "yes, no or open"),
    ] {
        let told = asked(id, answer);
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

/// What is wrong with the cell of a party's lists, and the lists that are read.
fn listed(word: &str) -> (Vec<String>, Option<Vec<String>>) {
    let mut bill = bill(vec![line(2, "A", None)]);
    bill.parties.path = "parties.csv".to_owned();
    let lists = Some(word.split(';').map(|it| it.trim().to_owned()).collect());
    bill.parties.rows.push(PartyRow { line: 7, id: "U".to_owned(), lists, ..PartyRow::default() });
    let linked = link(&bill, world());
    (linked.problems.iter().map(ToString::to_string).collect(), linked.tree.parties["U"].lists.clone())
}

#[test]
fn a_word_that_no_list_is_called_is_told_and_says_nothing() {
    for (word, list) in [
        ("control", vec!["control"]),
        ("Entity List", vec!["entity"]),
        ("UFLPA Entity List; PFE list", vec!["uflpa", "pfe"]),
        ("管控名单", vec!["control"]),
        ("None", vec![]),
        ("keine", vec![]),
    ] {
        let (told, lists) = listed(word);
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(lists.unwrap(), list, "{word}");
    }
    for word in ["pending", "n/a", "unknown", "?", "-", "yes", "OFAC", "FEOC", "contrl", "none; control"] {
        let (told, lists) = listed(word);
        assert!(told.len() == 1 && told[0].starts_with("parties.csv:7"), "{word}: {told:?}");
        assert_eq!(lists, None, "{word}");
    }
    assert!(listed("contrl").0[0].contains("did you mean `control`"));
}

#[test]
fn a_name_that_several_parties_share_means_none_of_them() {
    let party =
        |id: &str, name: &str| PartyRow { id: id.to_owned(), name: name.to_owned(), ..PartyRow::default() };
    let asked = |user: &str| {
        let mut bill = bill(vec![line(2, "A", None)]);
        bill.parties.rows =
            vec![party("U1", "ACME"), party("U2", "ACME"), party("U3", "U1"), party("U4", "Four")];
        let tree = link(&bill, world()).tree;
        let row = MovementRow {
            from: "DE".to_owned(),
            to: "US".to_owned(),
            user: Some(user.to_owned()),
            ..MovementRow::default()
        };
        let question = Question::on("2026-12-05".parse().unwrap());
        screen(&tree, world(), &question, &[row]).err().unwrap_or_default()
    };
    for name in ["U2", "Four", "nobody"] {
        assert_eq!(asked(name), []);
    }
    for name in ["ACME", "U1"] {
        let told = asked(name);
        assert!(told.len() == 1 && told[0].remedy.contains("U1 or U"), "{told:?}");
    }
}

#[test]
fn plain_words_that_may_name_something_controlled_leave_a_part_unclear() {
    let unclear = |name: &str, material: &str| {
        let part = BillLine {
            name: name.to_owned(),
            material: Some(material.to_owned()),
            ..line(3, "B", Some("A"))
        };
        let linked = link(&bill(vec![line(2, "A", None), part]), world());
        assert!(linked.problems.is_empty(), "{:?}", linked.problems);
        let told = linked.remarks.iter().any(|it| it.found.contains("whose words name"));
        assert_eq!(told, linked.tree.nodes[1].unclear);
        told
    };
    for name in [
        "Neodymium magnet 48SH",
        "rotor NdFeB 48SH",
        "Rare earth magnet",
        "Tungsten heavy alloy ballast",
        "Terbium sputter target",
        "Dysprosium oxide",
        "Nd2Fe14B powder",
        "sintered Dy2O3",
        "Dy flakes",
        "Capacitor, Ta2O5",
        "Neodym-Magnet",
        "Wolframschwermetall",
        "Dauermagnete",
        "aimant permanent",
        "钕铁硼磁体",
        "氧化镝",
        "ネオジム磁石",
        "タングステン",
    ] {
        assert!(unclear(name, ""), "{name}");
        assert!(unclear("part", name), "{name}");
    }
    for name in [
        "housing",
        "Aluminium alloy plate",
        "powder coated bracket",
        "magnetic encoder",
        "Elektromagnet 24 V",
        "ferrite magnet",
        "电磁铁",
        "PCB assembly",
        "steel 42CrMo4",
        "CuZn39Pb3 fitting",
        "In-line connector",
        "La vis",
        "Magnesium AZ91",
    ] {
        assert!(!unclear(name, ""), "{name}");
    }
}

#[test]
fn a_number_answers_what_is_tested_by_numbers_and_nothing_else() {
    let tree = link(&bill(vec![line(2, "A", None)]), world()).tree;
    let question = Question::on("2026-12-05".parse().unwrap());
    let asked = |id: &str, answer: &str| {
        let row = MovementRow {
            from: "DE".to_owned(),
            to: "US".to_owned(),
            answers: vec![(id.to_owned(), answer.to_owned())],
            ..MovementRow::default()
        };
        screen(&tree, world(), &question, &[row]).err().map_or(0, |it| it.len())
    };
    for (id, answer, wrong) in [
        ("construction_year", "no", 1),
        ("sale_year", "yes", 1),
        ("construction_year", "2027", 0),
        ("construction_year", "2026..2028", 0),
        ("construction_year", "open", 0),
        ("military_use", "7", 1),
        ("cots", "350", 1),
        ("cots", "no", 0),
        ("licensed", "no", 0),
    ] {
        assert_eq!(asked(id, answer), wrong, "{id}={answer}");
    }
}

#[test]
fn a_quantity_that_is_a_mass_is_the_mass_of_the_part() {
    let motor = BillLine { mass_kg: Some(3.0), ..line(2, "A", None) };
    let wire = |amount: f64, unit: &str, mass_kg: Option<f64>| BillLine {
        quantity: Some(Amount { amount, unit: unit.to_owned() }),
        mass_kg,
        ..line(3, "W", Some("A"))
    };
    let told = |part: BillLine| link(&bill(vec![motor.clone(), part]), world()).problems.len();
    assert_eq!(told(wire(5000.0, "kg", None)), 1);
    assert_eq!(told(wire(2.0, "kg", None)), 0);
    assert_eq!(told(wire(5000.0, "g", None)), 1);
    assert_eq!(told(wire(5.0, "g", None)), 0);
    // The mass of one unit, or that of the line, says the same; another contradicts.
    assert_eq!(told(wire(2.0, "kg", Some(1.0))), 0);
    assert_eq!(told(wire(2.0, "kg", Some(2.0))), 0);
    assert_eq!(told(wire(2.0, "kg", Some(0.5))), 1);
    assert_eq!(told(wire(2.0, "piece", Some(0.5))), 0);
}

#[test]
fn what_nobody_states_of_values_is_said_once() {
    let value = |it: BillLine, unit: &str, basis: &str| BillLine {
        value: Some(Amount { amount: 1.0, unit: unit.to_owned() }),
        value_basis: basis.to_owned(),
        ..it
    };
    let told = |unit: &str, basis: &str| {
        let rows = ["B", "C"].map(|it| value(line(3, it, Some("A")), unit, basis));
        let top = value(line(2, "A", None), unit, basis);
        let linked = link(&bill([vec![top], rows.to_vec()].concat()), world());
        linked.remarks.iter().filter(|it| it.found.contains("no line states")).count()
    };
    assert_eq!(told("USD", "invoice"), 0);
    assert_eq!(told("USD", ""), 1);
    assert_eq!(told("", ""), 2);
}
