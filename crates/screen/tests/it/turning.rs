//! The share at which a clause is told to turn is the one at which it turns when it is filled in.

use coercivity_data::{Amount, BillLine, MovementRow};
use coercivity_quantity::{Interval, Verdict};
use coercivity_screen::{Findings, OpenAnswer, Question, Screening, Tree, Turning, TurnsAt, link, turning};

use crate::case_file::world;
use crate::slips::{bill, line};

/// The clause on a share of a tenth of a percent.
const CLAUSE: &str = "cn-mofcom-2025-061:1-1";

/// A part with its value and, where it is known, its share from China.
struct Part(&'static str, &'static str, f64, Option<(f64, f64)>);

fn row() -> MovementRow {
    MovementRow {
        from: "JP".to_owned(),
        to: "DE".to_owned(),
        item: Some("A".to_owned()),
        ..MovementRow::default()
    }
}

fn valued(it: BillLine, good: &str, amount: f64, currency: &str) -> BillLine {
    let value = Some(Amount { amount, unit: currency.to_owned() });
    let value_basis = "invoice".to_owned();
    BillLine { regime_item: Some(good.to_owned()), value, value_basis, ..it }
}

/// A magnet worth 100 of Japan with parts.
fn magnet(parts: &[Part]) -> Vec<BillLine> {
    let top = BillLine {
        made_in: Some("JP".to_owned()),
        technology: Some("none".to_owned()),
        ..valued(line(2, "A", None), "magnet:NdFeB", 100.0, "USD")
    };
    let lines = (3..).zip(parts).map(|(place, Part(id, good, value, share))| BillLine {
        origin: share.map(|_| "CN".to_owned()),
        origin_share: share.and_then(|it| Interval::between(it.0, it.1)),
        ..valued(line(place, id, Some("A")), good, *value, "USD")
    });
    std::iter::once(top).chain(lines).collect()
}

fn settled(tree: &Tree) -> (Findings, Vec<OpenAnswer>, Option<Turning>) {
    let mut question = Question::on("2026-12-05".parse().unwrap());
    question.rulebooks = Some(vec!["CN-61".to_owned()]);
    let regime = world().regime();
    let mut screening = Screening::new(tree, world(), &question, &regime);
    let (findings, open) = screening.settle(&[row()]).unwrap();
    let found = tree.item("D").and_then(|it| turning(&mut screening, &[row()], (&findings, &open), it));
    (findings, open, found)
}

/// What the clause says once the share from China of `D` is known.
fn filled(mut lines: Vec<BillLine>, share: f64) -> Verdict {
    for line in lines.iter_mut().filter(|it| it.item == "D") {
        line.origin = Some("CN".to_owned());
        line.origin_share = Some(Interval::exactly(share));
    }
    let linked = link(&bill(lines), world());
    assert_eq!(linked.problems, []);
    let (findings, ..) = settled(&linked.tree);
    let clauses = findings.movements[0].rulebooks.iter().flat_map(|it| &it.clauses);
    clauses.into_iter().find(|it| it.clause.to_string() == CLAUSE).map_or(Verdict::No, |it| it.verdict())
}

/// Checks that the clause turns where it is told to, and gives the share.
fn told(lines: &[BillLine]) -> Option<TurnsAt> {
    let (.., found) = settled(&link(&bill(lines.to_vec()), world()).tree);
    let found = found?;
    assert_eq!((found.clause.to_string().as_str(), found.origin.as_str()), (CLAUSE, "CHN"));
    let said = |share: f64| filled(lines.to_vec(), share);
    let step = 1e-7;
    match found.at {
        TurnsAt::From(at) => {
            assert_eq!([at - step, at, at + step].map(said), [Verdict::No, Verdict::Yes, Verdict::Yes]);
        }
        TurnsAt::Above(at) => {
            assert_eq!([at - step, at, at + step].map(said), [Verdict::No, Verdict::No, Verdict::Yes]);
        }
        TurnsAt::Between(no, yes) => {
            assert_eq!(
                [no - step, no, yes, yes + step].map(said),
                [Verdict::No, Verdict::No, Verdict::Yes, Verdict::Yes]
            );
        }
    }
    Some(found.at)
}

#[test]
fn the_share_that_is_told_is_the_one_at_which_the_clause_turns() {
    let (dy, tb) = ("metal:Dy", "metal:Tb");
    let alone = [Part("D", dy, 5.0, None)];
    assert_eq!(told(&magnet(&alone)), Some(TurnsAt::From(0.02)));
    // What another part holds for certain leaves less.
    let beside = [Part("C", dy, 0.095, Some((1.0, 1.0))), Part("D", dy, 5.0, Some((0.0, 1.0)))];
    assert_eq!(told(&magnet(&beside)), Some(TurnsAt::From(0.001)));
    // Contested words add up two things in one reading only.
    let parted = [Part("C", tb, 0.05, Some((1.0, 1.0))), Part("D", dy, 5.0, None)];
    let Some(TurnsAt::Between(no, yes)) = told(&magnet(&parted)) else { panic!("readings part") };
    assert!((no - 0.01).abs() < 2e-6 && (yes - 0.02).abs() < 2e-6, "{no} {yes}");
    // A share that has no end is told on both sides of where it lies.
    let endless = [Part("D", dy, 7.0, None)];
    assert!(matches!(told(&magnet(&endless)), Some(TurnsAt::Between(no, yes)) if yes - no < 3e-6));
    // An alloy holds the metal, a third of it.
    let mut nested = magnet(&[Part("C", "alloy:NdFeB", 15.0, None), Part("D", dy, 5.0, None)]);
    nested[2].parent = Some("C".to_owned());
    nested[1].made_in = Some("JP".to_owned());
    assert_eq!(told(&nested), Some(TurnsAt::From(0.02)));
}

#[test]
fn no_share_is_told_where_none_settles_it() {
    let dy = "metal:Dy";
    // Another part is open as well and may be enough by itself.
    let two = [Part("C", dy, 5.0, None), Part("D", dy, 5.0, None)];
    assert_eq!(told(&magnet(&two)), None);
    let mut lines = magnet(&[Part("D", dy, 5.0, None)]);
    lines[1].value.as_mut().unwrap().unit = "JPY".to_owned();
    assert_eq!(told(&lines), None, "values in two currencies");
    let mut lines = magnet(&[Part("D", dy, 5.0, None)]);
    lines[1].value_basis = "replacement".to_owned();
    assert_eq!(told(&lines), None, "values on two bases");
    let mut lines = magnet(&[Part("D", dy, 5.0, None)]);
    lines[1].quantity = None;
    assert_eq!(told(&lines), None, "an unknown quantity");
    // It was made elsewhere: all of China would be of either.
    let mut lines = magnet(&[Part("D", dy, 5.0, Some((0.0, 1.0)))]);
    lines[1].made_in = Some("MY".to_owned());
    assert_eq!(filled(lines.clone(), 1.0), Verdict::Open);
    assert_eq!(told(&lines), None, "made elsewhere");
}
