//! What cells may hold: words for lists, names of parties, plain words, numbers and masses.

use coercivity_data::{Amount, BillLine, MovementRow, PartyRow};
use coercivity_screen::{Question, link, screen};

use crate::case_file::world;
use crate::slips::{bill, line, told_of_answer};

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
        assert_eq!(told_of_answer(id, answer).len(), wrong, "{id}={answer}");
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
