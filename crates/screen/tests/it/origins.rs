//! Papers of origin beside the customs origin: what a paper does not say changes no answer, and a share of several things
//! together bounds none of them.

use coercivity_data::{Amount, Bill, BillLine, EvidenceRow};
use coercivity_quantity::Interval;
use coercivity_screen::{Basis, Facts, Told, facts_on, link, origins};
use coercivity_world::Place;
use proptest::prelude::*;

use crate::case_file::world;

/// A magnet made in Japan with dysprosium that was made in China and, if the bill says so, comes from elsewhere.
fn magnet(origin: Option<&str>, papers: &[EvidenceRow]) -> Bill {
    let mut bill = Bill::default();
    let amount = |number: f64, unit: &str| Some(Amount { amount: number, unit: unit.to_owned() });
    let line = |level: u32, item: &str, good: &str, made: &str, value: f64| BillLine {
        line: level as usize + 2,
        level: Some(level),
        item: item.to_owned(),
        quantity: amount(1.0, "piece"),
        value: amount(value, "USD"),
        maker: Some(format!("P-{item}")),
        regime_item: Some(good.to_owned()),
        made_in: Some(made.to_owned()),
        ..BillLine::default()
    };
    bill.lines.rows = vec![
        line(0, "MG", "magnet:NdFeB+Dy", "JP", 10.0),
        BillLine { origin: origin.map(str::to_owned), ..line(1, "DY", "metal:Dy", "CN", 1.0) },
    ];
    bill.evidence.rows = papers.to_vec();
    bill
}

fn paper(subject: &str, element: &str, place: &str, share: (f64, f64)) -> EvidenceRow {
    EvidenceRow {
        line: 2,
        id: "E".to_owned(),
        subject: subject.to_owned(),
        element: element.to_owned(),
        claim: "origin".to_owned(),
        place: place.to_owned(),
        share: Interval::between(share.0, share.1),
        ..EvidenceRow::default()
    }
}

fn place(code: &str) -> Place {
    world().vocabulary.place_meant(code).unwrap().id
}

/// What is known of an item, and how much of its value comes from some places.
fn known(bill: &Bill, item: &str) -> (Facts, Vec<(f64, f64)>) {
    let linked = link(bill, world());
    assert_eq!(linked.problems, []);
    let facts = facts_on(&linked.tree, "2026-12-05".parse().unwrap());
    let at = linked.tree.item(item).unwrap();
    let of = |it: &&str| origins(&linked.tree, &facts, Basis::Value, Told::Country(place(it)))[at];
    let shares = ["CN", "AU", "JP", "MY"].iter().map(of).map(|it| (it.low(), it.high())).collect();
    (facts[at].clone(), shares)
}

fn shares(origin: Option<&str>, papers: &[(&str, (f64, f64))], item: &str) -> Vec<(f64, f64)> {
    let papers: Vec<_> = papers.iter().map(|it| paper(item, "", it.0, it.1)).collect();
    known(&magnet(origin, &papers), item).1
}

const ANY: (f64, f64) = (0.0, 1.0);
const ALL: (f64, f64) = (1.0, 1.0);
const NONE: (f64, f64) = (0.0, 0.0);

#[test]
fn a_paper_that_says_nothing_leaves_every_answer_as_it_was() {
    for item in ["MG", "DY"] {
        for origin in [None, Some("AU"), Some("CN")] {
            let without = shares(origin, &[], item);
            for said in ["CN", "AU", "JP", "MY"] {
                assert_eq!(shares(origin, &[(said, ANY)], item), without, "{item} {origin:?} {said}");
            }
        }
    }
    assert_eq!(shares(None, &[], "DY"), [ALL, NONE, NONE, NONE]);
    assert_eq!(shares(None, &[("JP", NONE), ("CN", ANY)], "DY"), [ALL, NONE, NONE, NONE]);
    assert_eq!(shares(Some("AU"), &[], "DY"), [ANY; 4]);
    assert_eq!(shares(Some("AU"), &[("JP", NONE)], "DY"), [ANY, ANY, NONE, ANY]);
    // What is said of a whole holds beside what is known of its parts and of its rest.
    assert_eq!(shares(None, &[], "MG"), [(0.1, 0.1), NONE, (0.9, 0.9), NONE]);
    assert_eq!(shares(None, &[("MY", NONE)], "MG"), [(0.1, 0.1), NONE, (0.9, 0.9), NONE]);
}

#[test]
fn a_paper_narrows_by_what_it_says_alone() {
    assert_eq!(shares(Some("AU"), &[("CN", (0.0, 0.9))], "DY"), [(0.0, 0.9), ANY, ANY, ANY]);
    assert_eq!(shares(Some("AU"), &[("AU", ALL)], "DY"), [NONE, ALL, NONE, NONE]);
    let most = shares(Some("AU"), &[("AU", (0.75, 1.0))], "DY");
    assert_eq!(most, [(0.0, 0.25), (0.75, 1.0), (0.0, 0.25), (0.0, 0.25)]);
    // What contradicts the bill stays open.
    assert_eq!(shares(Some("AU"), &[("CN", ALL)], "DY")[..2], [ANY, ANY]);
    // At most so much from a third place is more than the customs origin says, and takes its place.
    assert_eq!(shares(None, &[("MY", (0.0, 0.25))], "DY"), [ANY, ANY, ANY, (0.0, 0.25)]);
    assert_eq!(shares(None, &[("MY", (0.25, 0.25))], "DY")[0], (0.0, 0.75));
    let two = shares(None, &[("MY", ALL), ("MY", NONE)], "DY");
    assert_eq!((two[0], two[3]), (ANY, ANY));
}

/// A motor of two lots of dysprosium of one supplier, with where the bill says that they come from.
fn motor(lots: [Option<&str>; 2], papers: &[EvidenceRow]) -> Bill {
    let mut bill = Bill::default();
    let line = |level: u32, item: &str| BillLine {
        line: bill.lines.rows.len() + 2,
        level: Some(level),
        item: item.to_owned(),
        ..BillLine::default()
    };
    let lot = |item: &str, origin: Option<&str>| BillLine {
        maker: Some("P-DY".to_owned()),
        regime_item: Some("metal:Dy".to_owned()),
        element: Some("Dy".to_owned()),
        origin: origin.map(str::to_owned),
        ..line(1, item)
    };
    let rows = vec![line(0, "MOTOR"), lot("DY-1", lots[0]), lot("DY-2", lots[1])];
    bill.lines.rows = rows.into_iter().enumerate().map(|(at, it)| BillLine { line: at + 2, ..it }).collect();
    bill.evidence.rows = papers.to_vec();
    bill
}

#[test]
fn a_share_of_several_things_together_bounds_none_of_them() {
    let china = place("CN");
    for (subject, element) in [("MOTOR", "Dy"), ("P-DY", "Dy"), ("P-DY", "")] {
        let of = |lots, share: (f64, f64)| {
            let bill = motor(lots, &[paper(subject, element, "CN", share)]);
            ["DY-1", "DY-2"].map(|it| {
                let (facts, _) = known(&bill, it);
                let share = facts.from(china);
                ((share.low(), share.high()), facts.conflicts.len())
            })
        };
        assert_eq!(of([None; 2], (0.05, 0.05)), [(ANY, 0); 2], "{subject} {element}");
        assert_eq!(of([None; 2], (0.0, 0.05)), [(ANY, 0); 2]);
        let told = &known(&motor([None; 2], &[paper(subject, element, "CN", (0.05, 0.05))]), "DY-1").0.papers;
        assert!(told[0].ends_with("a part of several items together: this bounds none of them"), "{told:?}");
        // Of none and of all it speaks of each.
        assert_eq!(of([None; 2], NONE), [(NONE, 0); 2]);
        assert_eq!(of([None; 2], ALL), [(ALL, 0); 2]);
        // It may be of the other one; where it can be of neither, both stay open.
        assert_eq!(of([Some("AU"), None], (0.05, 0.05)), [(NONE, 0), (ANY, 0)]);
        assert_eq!(of([Some("AU"); 2], (0.05, 0.05)), [((0.0, 0.05), 1); 2]);
        assert_eq!(of([Some("CN"); 2], (0.05, 0.05)), [((0.05, 1.0), 1); 2]);
    }
    // Of one thing alone it is exact.
    let mut alone = motor([None; 2], &[paper("MOTOR", "Dy", "CN", (0.05, 0.05))]);
    alone.lines.rows.pop();
    assert_eq!(known(&alone, "DY-1").0.from(china), Interval::exactly(0.05));
    // What is made elsewhere by its customs origin may be the part that comes from there.
    let mut made = motor([None; 2], &[paper("P-DY", "Dy", "CN", (0.05, 0.05))]);
    made.lines.rows[1].made_in = Some("JP".to_owned());
    assert_eq!(known(&made, "DY-1").0.from(china), Interval::between(0.0, 1.0).unwrap());
}

#[test]
fn a_paper_that_allows_for_what_the_bill_says_twice_opens_nothing() {
    for (from, share) in [("CN", (0.0005, 1.0)), ("AU", (0.0, 0.5)), ("MY", (0.0, 0.05))] {
        let (facts, found) = known(&magnet(Some("CN"), &[paper("DY", "", from, share)]), "DY");
        assert_eq!((found[0], facts.conflicts.len()), (ALL, 0), "{from}");
        let told = &facts.papers[0];
        assert!(told.ends_with("% of it") && told.contains(&format!("origin {from}, ")), "{told}");
    }
}

proptest! {
    /// A paper of a bound that is wider never gives a narrower answer than one of a narrower bound, as long as that
    /// contradicts nothing and the wider one says anything at all.
    #[test]
    fn a_wider_paper_never_gives_a_narrower_answer(
        origin in prop::option::of(prop::sample::select(vec!["AU", "CN"])),
        said in prop::sample::select(vec!["CN", "AU", "MY"]),
        ends in prop::array::uniform4(0..=20_u32),
    ) {
        let mut ends = ends.map(|it| f64::from(it) / 20.0);
        ends.sort_by(f64::total_cmp);
        let [widest, low, high, most] = ends;
        let find = |share| {
            let bill = magnet(origin, &[paper("DY", "", said, share)]);
            let (facts, shares) = known(&bill, "DY");
            (facts.conflicts.iter().filter(|it| !it.ends_with("it may be of either")).count(), shares)
        };
        let ((clashes, narrow), (_, wide)) = (find((low, high)), find((widest, most)));
        let says_all = |share: (f64, f64)| share == ANY || share == NONE && said != "CN";
        prop_assume!(clashes == 0 && !says_all((widest, most)));
        for (narrow, wide) in narrow.iter().zip(&wide) {
            prop_assert!(wide.0 <= narrow.0 + 1e-9 && narrow.1 <= wide.1 + 1e-9, "{narrow:?} {wide:?}");
        }
    }
}

#[test]
fn all_from_several_places_elsewhere_is_of_them_or_of_where_it_was_made() {
    let of = |origins: &[(&str, f64, f64)]| {
        let mut bill = magnet(Some(origins[0].0), &[]);
        let first = bill.lines.rows.remove(1);
        for (at, (place, low, high)) in origins.iter().enumerate() {
            let share = Interval::between(*low, *high);
            let origin = Some((*place).to_owned());
            bill.lines.rows.push(BillLine { line: 3 + at, origin, origin_share: share, ..first.clone() });
        }
        known(&bill, "DY")
    };
    let doubted: [&[(&str, f64, f64)]; 4] = [
        &[("AU", 1.0, 1.0)],
        &[("AU", 0.6, 0.6), ("VN", 0.4, 0.4)],
        &[("AU", 0.9995, 1.0)],
        &[("CN", 0.0, 0.0)],
    ];
    for origins in doubted {
        let (facts, shares) = of(origins);
        assert_eq!(shares[0], ANY, "{origins:?}");
        assert!(facts.conflicts.iter().any(|it| it.contains("it may be of either")), "{:?}", facts.conflicts);
    }
    // So is a part from elsewhere, and less than all from where it was made; what nobody says stays as it was.
    let part = of(&[("AU", 0.3, 0.3)]);
    assert_eq!(part.1, [ANY, (0.0, 0.3), ANY, ANY]);
    assert!(
        part.0.conflicts[0].starts_with("its origin is 30 % from AUS, while it was made in CHN"),
        "{part:?}"
    );
    let part = of(&[("CN", 0.6, 0.8)]);
    assert_eq!(part.1[..2], [(0.6, 1.0), (0.0, 0.4)]);
    assert!(part.0.conflicts[0].starts_with("its origin is 60 .. 80 % from CHN, while"), "{part:?}");
    // What allows for all from there contradicts nothing, whatever papers say.
    let bill = |papers: &[EvidenceRow]| {
        let mut bill = magnet(Some("CN"), papers);
        bill.lines.rows[1].origin_share = Interval::between(0.5, 1.0);
        known(&bill, "DY").0.conflicts
    };
    assert_eq!(bill(&[paper("DY", "", "CN", (0.4, 0.9))]), [""; 0]);
    for origins in [[("CN", 0.5, 1.0)], [("AU", 0.0, 1.0)]] {
        assert_eq!(of(&origins).0.conflicts, [""; 0], "{origins:?}");
    }
}

/// A magnet made in Japan of a metal made in China: how much of the metal's value comes from there, and what is told of it.
fn metal(
    good: Option<&str>,
    element: bool,
    origin: &str,
    ore: Option<(Option<f64>, &str)>,
) -> ((f64, f64), usize) {
    let mut bill = magnet(Some(origin), &[]);
    let line = &mut bill.lines.rows[1];
    (line.regime_item, line.element) = (good.map(str::to_owned), element.then(|| "Dy".to_owned()));
    line.name = if element { String::new() } else { "dysprosium metal".to_owned() };
    if let Some((value, from)) = ore {
        let amount = |number: f64| Some(Amount { amount: number, unit: "USD".to_owned() });
        bill.lines.rows.push(BillLine {
            line: 4,
            level: Some(2),
            item: "ORE".to_owned(),
            element: Some("Dy".to_owned()),
            made_in: Some(from.to_owned()),
            value: value.and_then(amount),
            regime_item: None,
            maker: None,
            origin: None,
            ..bill.lines.rows[1].clone()
        });
    }
    let (facts, shares) = known(&bill, "DY");
    (shares[0], facts.conflicts.len())
}

#[test]
fn the_doubt_depends_neither_on_the_regime_item_nor_on_what_lies_below() {
    for (good, element) in [(Some("metal:Dy"), true), (Some("metal:Dy"), false), (None, true), (None, false)]
    {
        assert_eq!(metal(good, element, "AU", None), (ANY, 1), "{good:?} {element}");
        // Of ore that is most of its value only the rest may be of either; of an unknown part of it, anything.
        let ore = |value, from| metal(good, element, "AU", Some((value, from)));
        let ((low, high), told) = ore(Some(0.8), "AU");
        assert!(
            low <= 0.0 && (high - 0.2).abs() < 1e-9 && told == 1,
            "{good:?} {element}: {low} {high} {told}"
        );
        assert_eq!(ore(None, "AU"), (ANY, 1), "{good:?} {element}");
        assert_eq!(metal(good, element, "CN", Some((Some(0.8), "CN"))), (ALL, 0), "{good:?} {element}");
    }
}

#[test]
fn a_part_of_which_nobody_says_anything_settles_no_doubt() {
    let mut bill = magnet(Some("AU"), &[]);
    let ore = BillLine {
        line: 4,
        level: Some(2),
        item: "ORE".to_owned(),
        regime_item: Some("ore:Dy".to_owned()),
        value: None,
        ..BillLine::default()
    };
    let [without, with] = [None, Some(ore)].map(|ore| {
        bill.lines.rows.extend(ore);
        known(&bill, "DY")
    });
    assert_eq!((without.0.conflicts.len(), &without.1[..2]), (1, &[ANY, ANY][..]));
    assert_eq!((with.0.conflicts.len(), &with.1[..2]), (1, &[ANY, ANY][..]));
}

proptest! {
    /// Of two statements of the bill beside where a thing was made the wider one never gives the narrower share.
    #[test]
    fn a_wider_statement_beside_the_customs_origin_never_gives_a_narrower_share(
        made in prop::sample::select(vec!["AU", "CN", "JP"]),
        said in prop::sample::select(vec!["CN", "AU", "MY"]),
        ends in prop::array::uniform4(0..=20_u32),
        ore in prop::option::of((prop::option::of(1..=10_u32), prop::sample::select(vec!["AU", "CN"]))),
        paper_of in prop::option::of((prop::sample::select(vec!["CN", "AU"]), 0..=20_u32)),
    ) {
        let mut ends = ends.map(|it| f64::from(it) / 20.0);
        ends.sort_by(f64::total_cmp);
        let [widest, low, high, most] = ends;
        let find = |share: (f64, f64)| {
            let papers = paper_of.map(|it| paper("DY", "", it.0, (0.0, f64::from(it.1) / 20.0)));
            let mut bill = magnet(Some(said), papers.as_slice());
            let line = &mut bill.lines.rows[1];
            (line.made_in, line.origin_share) = (Some(made.to_owned()), Interval::between(share.0, share.1));
            if let Some((value, from)) = ore {
                let amount = |it| Amount { amount: f64::from(it) / 10.0, unit: "USD".to_owned() };
                bill.lines.rows.push(BillLine {
                    line: 4,
                    level: Some(2),
                    item: "ORE".to_owned(),
                    made_in: Some(from.to_owned()),
                    value: value.map(amount),
                    maker: None,
                    origin: None,
                    origin_share: None,
                    ..bill.lines.rows[1].clone()
                });
            }
            let (facts, shares) = known(&bill, "DY");
            (facts.contested.origin, shares)
        };
        let ((contested, narrow), (_, wide)) = (find((low, high)), find((widest, most)));
        // What excludes what other statements say of the same, apart from the customs origin, opens more than a wider one.
        prop_assume!(!contested);
        for (narrow, wide) in narrow.iter().zip(&wide) {
            prop_assert!(wide.0 <= narrow.0 + 1e-9 && narrow.1 <= wide.1 + 1e-9, "{narrow:?} {wide:?}");
        }
    }
}

#[test]
fn several_lines_of_one_item_that_point_to_one_paper_are_one_thing() {
    let mut bill = motor([None; 2], &[paper("", "", "CN", (0.05, 0.05))]);
    let mut again = bill.lines.rows[1].clone();
    again.line = 4;
    bill.lines.rows[2] = again;
    bill.lines.rows.iter_mut().skip(1).for_each(|it| {
        it.evidence = vec!["E".to_owned()];
        it.quantity = Some(Amount { amount: it.line as f64, unit: "piece".to_owned() });
    });
    let of = |bill: &Bill| known(bill, "DY-1").0.from(place("CN"));
    assert_eq!(of(&bill), Interval::exactly(0.05));
    bill.lines.rows[2].item = "DY-2".to_owned();
    assert_eq!(of(&bill), Interval::between(0.0, 1.0).unwrap());
}
