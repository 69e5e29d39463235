//! Several lines of one item, and lines of what lies inside it: what each may add, and what they must not say differently.

use coercivity_data::{Amount, BillLine};
use coercivity_quantity::Interval;
use coercivity_screen::{Basis, Linked, Told, facts_on, link, origins};
use coercivity_world::Place;

use crate::case_file::world;
use crate::slips::{bill, line};

fn linked(rows: Vec<BillLine>) -> Linked {
    link(&bill(rows), world())
}

fn told(linked: &Linked) -> String {
    linked.problems.iter().map(|it| format!("{it}\n")).collect()
}

fn worth(amount: f64, it: BillLine) -> BillLine {
    BillLine { value: Some(Amount { amount, unit: "USD".to_owned() }), ..it }
}

fn pieces(amount: f64, unit: &str, it: BillLine) -> BillLine {
    BillLine { quantity: Some(Amount { amount, unit: unit.to_owned() }), ..it }
}

fn of(place: &str, share: Option<(f64, f64)>, it: BillLine) -> BillLine {
    let origin_share = share.and_then(|it| Interval::between(it.0, it.1));
    BillLine { origin: Some(place.to_owned()), origin_share, ..it }
}

/// What comes from China of the first item, of value.
fn of_china(linked: &Linked) -> Interval<f64> {
    let china = Told::Country(Place::new("CHN").unwrap());
    origins(&linked.tree, &facts_on(&linked.tree, "2026-12-05".parse().unwrap()), Basis::Value, china)[0]
}

#[test]
fn a_mass_share_is_of_the_holder_that_its_line_names() {
    let tungsten = |at: usize, holder: &str, share: f64| BillLine {
        element: Some("W".to_owned()),
        element_mass_share: Some(Interval::exactly(share)),
        ..line(at, "W", Some(holder))
    };
    let rows = vec![line(2, "A", None), line(3, "B", None), tungsten(4, "A", 0.3), tungsten(5, "B", 0.6)];
    let linked = linked(rows);
    assert_eq!(told(&linked), "");
    let shares = linked.tree.parts.iter().flatten().map(|it| it.mass_share.unwrap().low());
    assert_eq!(shares.collect::<Vec<_>>(), [0.3, 0.6]);
}

#[test]
fn what_further_lines_say_differently_is_told() {
    let element = |symbol: &str, it: BillLine| BillLine { element: Some(symbol.to_owned()), ..it };
    let basis = |word: &str, it: BillLine| BillLine { value_basis: word.to_owned(), ..it };
    let currency = |amount: f64, unit: &str, it: BillLine| BillLine {
        value: Some(Amount { amount, unit: unit.to_owned() }),
        ..it
    };
    let at = |place: usize| line(place, "S", Some(if place == 4 { "A" } else { "B" }));
    let cases = [
        (element("Nd", at(4)), element("Dy", at(5)), "another element of `S` than in line 4"),
        (of("CN", Some((0.0, 0.1)), at(4)), of("CN", None, at(5)), "another share from CHN of `S`"),
        (currency(0.1, "", at(4)), currency(100.0, "USD", at(5)), "another value of `S`"),
        (currency(1.0, "EUR", at(4)), currency(1.0, "USD", at(5)), "another currency of `S`"),
        (basis("invoice", at(4)), basis("replacement", at(5)), "another basis of value of `S`"),
    ];
    for (first, again, says) in cases {
        let rows = vec![line(2, "A", None), line(3, "B", None), first, again];
        let told = told(&linked(rows));
        assert!(told.contains(says) && told.starts_with("motor.csv:5"), "{says}: {told}");
    }
}

#[test]
fn pieces_of_several_origins_are_neither_lost_nor_counted_twice() {
    let rows = |first: f64, second: f64| {
        let some = Some((0.0, 1.0));
        vec![
            worth(1000.0, line(2, "A", None)),
            of("JP", some, worth(0.6, pieces(first, "pc", line(3, "S", Some("A"))))),
            of("CN", some, worth(0.6, pieces(second, "pc", line(4, "S", Some("A"))))),
        ]
    };
    let apart = told(&linked(rows(1.0, 3.0)));
    assert!(apart.contains("with another quantity for each origin"), "{apart}");
    let alike = linked(rows(4.0, 4.0));
    assert_eq!(told(&alike), "");
    assert_eq!(alike.tree.parts[0][0].quantity, Some(4.0));
    // Two places of the same part, each told by two lines.
    let mut twice = rows(1.0, 1.0);
    let again: Vec<BillLine> =
        twice[1..].iter().map(|it| BillLine { line: it.line + 2, ..it.clone() }).collect();
    twice.extend(again);
    assert_eq!(linked(twice).tree.parts[0][0].quantity, Some(2.0));
    // One country by several names is one origin: further pieces.
    let mut named = rows(1.0, 1.0);
    named[1].origin = Some("China".to_owned());
    assert_eq!(linked(named).tree.parts[0][0].quantity, Some(2.0));
    // Beside a blank of the same origin nobody knows how many there are.
    let mut blank = rows(2.0, 1.0);
    blank.push(BillLine { line: 5, quantity: None, ..blank[1].clone() });
    assert!(told(&linked(blank.clone())).contains("with another quantity for each origin"));
    blank[2] = BillLine { line: 4, ..rows(2.0, 2.0)[2].clone() };
    assert_eq!(linked(blank).tree.parts[0][0].quantity, None);
    let mut unclear = rows(1.0, 1.0);
    unclear[1].origin = None;
    assert!(told(&linked(unclear)).contains("with an origin, and one without"));
}

fn below_each_at(rows: &[BillLine], at: usize) -> BillLine {
    rows.iter().find(|it| it.line == at).unwrap().clone()
}

#[test]
fn a_sub_assembly_written_out_below_each_of_its_lines_is_one_with_or_without_levels() {
    let part = |at: usize| pieces(3.0, "pc", line(at, "W", Some("SUB")));
    let below_each = vec![
        line(2, "A", None),
        line(3, "SUB", Some("A")),
        part(4),
        line(5, "B", None),
        line(6, "SUB", Some("B")),
        part(7),
    ];
    let linked_once = linked(below_each.clone());
    assert_eq!(told(&linked_once), "");
    let of_sub = linked_once.tree.item("SUB").unwrap();
    assert_eq!(linked_once.tree.parts[of_sub][0].quantity, Some(3.0));
    let mut otherwise = below_each.clone();
    otherwise[5] = pieces(4.0, "pc", otherwise[5].clone());
    assert!(told(&linked(otherwise)).contains("other parts of `SUB` than above"));
    // Where the lines are sorted by their holder nobody knows whether the part is there twice.
    let mut sorted = below_each;
    sorted.sort_by_key(|it| (it.parent.as_deref() == Some("SUB"), it.line));
    let told_of = told(&linked(sorted.clone()));
    assert!(told_of.contains("each part of `SUB` 2 times"), "{told_of}");
    // The same where some stand above it, as in a table that is sorted by something else.
    let at = |line: usize| below_each_at(&sorted, line);
    let scattered = vec![at(2), at(5), at(4), at(3), at(6), at(7)];
    assert!(told(&linked(scattered)).contains("each part of `SUB` 2 times"));
    // The order of parts is nothing, and levels or another cell tell places from copies.
    let reordered =
        vec![at(2), at(3), at(4), line(8, "X", Some("SUB")), at(5), at(6), line(9, "X", Some("SUB")), at(7)];
    assert_eq!(told(&linked(reordered)), "");
    let position =
        |it: BillLine, word: &str| BillLine { other: vec![("position".to_owned(), word.to_owned())], ..it };
    let mut told_apart = sorted.clone();
    let last = told_apart.len() - 1;
    told_apart[last] = position(told_apart[last].clone(), "20");
    assert_eq!(told(&linked(told_apart)), "");
    // Places of one part are as many as there are lines.
    sorted.retain(|it| it.line != 6);
    let places = linked(sorted);
    assert_eq!(told(&places), "");
    assert_eq!(places.tree.parts[of_sub][0].quantity, Some(6.0));
    assert!(places.remarks.iter().any(|it| it.to_string().contains("once more, just as in line 4")));
}

#[test]
fn a_value_beside_a_weight_is_of_the_mass_that_is_told() {
    let rows = |quantity: f64, unit: &str, mass_kg: Option<f64>| {
        vec![
            worth(1000.0, line(2, "A", None)),
            of(
                "CN",
                None,
                worth(5.0, pieces(quantity, unit, BillLine { mass_kg, ..line(3, "S", Some("A")) })),
            ),
            of("JP", None, worth(900.0, line(4, "REST", Some("A")))),
        ]
    };
    let share = |quantity: f64, unit: &str, mass_kg: Option<f64>| {
        let linked = linked(rows(quantity, unit, mass_kg));
        assert_eq!(told(&linked), "");
        (linked.tree.value_of(&linked.tree.parts[0][0]).unwrap(), linked)
    };
    // Five grams for 5 USD, whatever they are counted in.
    for (quantity, unit) in [(0.005, "kg"), (5.0, "g")] {
        assert_eq!(share(quantity, unit, Some(0.005)).0, Interval::exactly(5.0), "{unit}");
    }
    // A gram for 5 USD.
    assert_eq!(share(5.0, "g", Some(0.001)).0, Interval::exactly(25.0));
    // Two lines of ten grams: each may be worth that, or a kilogram of them.
    let two = |mass_kg: Option<f64>| {
        let one =
            |at: usize| worth(0.6, pieces(0.01, "kg", BillLine { mass_kg, ..line(at, "S", Some("A")) }));
        let linked = linked(vec![worth(1000.0, line(2, "A", None)), one(3), one(4)]);
        assert_eq!(told(&linked), "");
        linked.tree.value_of(&linked.tree.parts[0][0]).unwrap()
    };
    assert!((two(Some(0.01)).low() - 1.2).abs() < 1e-12);
    assert!((two(None).high() - 1.2).abs() < 1e-12 && two(None).low() <= 0.012);
    let (either, linked) = share(5.0, "g", None);
    assert_eq!((either.low(), either.high()), (5.0, 25.0));
    assert!(of_china(&linked).low() <= 0.005 && of_china(&linked).high() >= 0.025);
    assert!(linked.remarks.iter().any(|it| it.to_string().contains("of one unit, or of all 0.005 kg")));
}

#[test]
fn a_whole_and_its_parts_that_contradict_one_another_leave_both_open() {
    // Half of its value is told by its part; of the rest nobody says anything.
    let rows = |whole: (f64, f64), part: &str, made_in: Option<&str>| {
        let top = BillLine { made_in: made_in.map(str::to_owned), ..worth(10.0, line(2, "A", None)) };
        vec![of("CN", Some(whole), top), of(part, None, worth(5.0, line(3, "S", Some("A"))))]
    };
    let part = |linked: &Linked| {
        let china = Place::new("CHN").unwrap();
        facts_on(&linked.tree, "2026-12-05".parse().unwrap())[1].from(china)
    };
    for (whole, of_part, apart) in [
        ((0.0, 0.0), "CN", true),
        ((0.0, 0.4), "CN", true),
        ((0.5, 1.0), "CN", false),
        ((1.0, 1.0), "JP", true),
        ((0.0, 0.5), "JP", false),
    ] {
        let linked = linked(rows(whole, of_part, None));
        let alone = f64::from(of_part == "CN");
        let (low, high) = if apart { (whole.0.min(alone), whole.1.max(alone)) } else { (alone, alone) };
        assert_eq!((part(&linked).low(), part(&linked).high()), (low, high), "{whole:?} {of_part}");
        let told =
            linked.remarks.iter().filter(|it| it.found.contains("by its parts: both stay open")).count();
        assert_eq!(told, usize::from(apart), "{whole:?} {of_part}: {:?}", linked.remarks);
    }
    // Its customs origin is no statement of where its value comes from beside one that is.
    assert!(
        linked(rows((0.5, 0.5), "JP", Some("JP")))
            .remarks
            .iter()
            .all(|it| !it.found.contains("by its parts"))
    );
}

#[test]
fn a_whole_that_its_parts_contradict_is_open_itself() {
    let china = Place::new("CHN").unwrap();
    for each in [50.0, 60.0] {
        let part = |at: usize, id: &str| of("CN", None, worth(each, line(at, id, Some("A"))));
        let whole = of("JP", None, worth(100.0, line(3, "A", Some("H"))));
        let rows = vec![worth(1000.0, line(2, "H", None)), whole, part(4, "X"), part(5, "Y")];
        let linked = linked(rows);
        let facts = facts_on(&linked.tree, "2026-12-05".parse().unwrap());
        assert_eq!((facts[1].from(china).low(), facts[1].from(china).high()), (0.0, 1.0), "{each}");
        assert!(of_china(&linked).high() >= 0.1, "{each}: {:?}", of_china(&linked));
    }
    // What was rounded when it was written contradicts nothing.
    let third = |at: usize, id: &str, from: &str| of(from, None, worth(1.0, line(at, id, Some("A"))));
    let whole = of("CN", Some((0.3333, 0.3333)), worth(3.0, line(2, "A", None)));
    let rounded = linked(vec![whole, third(3, "X", "CN"), third(4, "Y", "JP"), third(5, "Z", "JP")]);
    assert!(rounded.remarks.iter().all(|it| !it.found.contains("both stay open")), "{:?}", rounded.remarks);
}
