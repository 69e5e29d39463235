//! Which answers flip on which coming day: the same as asking every day and comparing each with the one before.

use coercivity_data::{Amount, Bill, BillLine, EvidenceRow, MovementRow, StepsWritten};
use coercivity_quantity::{Day, Interval};
use coercivity_screen::{Flip, MovementFinding, Outcome, Question, Tree, link, screen, watch};
use coercivity_world::InstrumentId;
use coercivity_world::measures::{Assumption, Choice, LawState};

use crate::case_file::world;
use crate::slips::{bill, line};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn valued(it: BillLine, good: &str, amount: f64) -> BillLine {
    let value = Some(Amount { amount, unit: "USD".to_owned() });
    BillLine { regime_item: Some(good.to_owned()), value, value_basis: "invoice".to_owned(), ..it }
}

/// A target and a magnet whose parts nobody states, gallium of China, and one terbium part in two products.
fn products() -> Bill {
    let japan =
        |it: BillLine| BillLine { made_in: Some("JP".to_owned()), technology: Some("none".to_owned()), ..it };
    let steps = StepsWritten {
        alloy: Some("JP".to_owned()),
        powder: Some("JP".to_owned()),
        magnet: Some("JP".to_owned()),
        ..StepsWritten::default()
    };
    bill(vec![
        japan(valued(line(2, "A", None), "target:Tb", 1000.0)),
        valued(line(3, "S", Some("A")), "metal:Tb", 5.0),
        BillLine { steps, ..japan(valued(line(4, "M", None), "magnet:NdFeB", 60.0)) },
        BillLine { maker: Some("P-ND".to_owned()), ..valued(line(5, "N", Some("M")), "metal:Nd", 5.0) },
        BillLine { made_in: Some("CN".to_owned()), ..valued(line(6, "G", None), "metal:Ga", 500.0) },
        japan(valued(line(7, "B", None), "target:Tb", 100.0)),
        valued(line(8, "S", Some("B")), "metal:Tb", 5.0),
    ])
}

fn paper(id: &str, subject: &str, (claim, place): (&str, &str), from: &str, until: &str) -> EvidenceRow {
    let word = str::to_owned;
    EvidenceRow {
        id: word(id),
        subject: word(subject),
        claim: word(claim),
        place: word(place),
        share: Some(Interval::exactly(1.0)),
        from: from.parse().ok(),
        until: until.parse().ok(),
        ..EvidenceRow::default()
    }
}

fn moved(route: &str, item: Option<&str>, own: Option<&str>) -> MovementRow {
    let (from, to) = route.split_once(':').unwrap();
    MovementRow {
        from: from.to_owned(),
        to: to.to_owned(),
        item: item.map(str::to_owned),
        day: own.map(day),
        ..MovementRow::default()
    }
}

/// A question about all rulebooks under a contract of defence.
fn question(on: &str, law: LawState) -> Question {
    let known = ["cots", "electronic-device", "recycled-in-us", "nonavailability", "funded-source"];
    let answers = known.iter().map(|it| ((*it).to_owned(), "no".to_owned())).collect();
    let rulebooks = Some(vec!["all".to_owned()]);
    Question { law, answers, rulebooks, contract: Some("dow".to_owned()), ..Question::on(day(on)) }
}

/// The movements as they are answered on a day.
fn answered(tree: &Tree, question: &Question, rows: &[MovementRow], on: Day) -> Vec<MovementFinding> {
    let question = Question { day: on, ..question.clone() };
    let later = |it: &MovementRow| MovementRow { day: it.day.map(|own| own.max(on)), ..it.clone() };
    let rows: Vec<MovementRow> = rows.iter().map(later).collect();
    screen(tree, world(), &question, &rows).unwrap().movements
}

/// Asks every day, and compares each with the one before.
fn day_by_day(tree: &Tree, question: &Question, rows: &[MovementRow], days: u32) -> Vec<Flip> {
    let mut found = Vec::new();
    let mut last = answered(tree, question, rows, question.day);
    for after in 1..=i64::from(days) {
        let on = question.day.plus_days(after);
        let next = answered(tree, question, rows, on);
        for (movement, (one, other)) in last.iter().zip(&next).enumerate() {
            let mut flip = |rulebook: Option<&String>, before, after| {
                if before != after {
                    let (on, rulebook) = (Some(on), rulebook.cloned());
                    found.push(Flip { on, movement, item: other.item, rulebook, before, after });
                }
            };
            let together = one.combined.answered().zip(other.combined.answered());
            together.into_iter().for_each(|it| flip(None, it.0, it.1));
            for (one, other) in one.rulebooks.iter().zip(&other.rulebooks) {
                flip(Some(&one.rulebook), one.answered(), other.answered());
            }
        }
        last = next;
    }
    found
}

#[test]
fn what_is_watched_is_what_every_day_says() {
    let mut bill = products();
    bill.evidence.rows = vec![
        paper("E1", "S", ("origin", "MY"), "2026-01-01", "2026-12-10"),
        paper("E2", "S", ("origin", "MY"), "2026-12-20", "2026-12-31"),
        paper("E3", "N", ("origin", "CN"), "2026-12-20", ""),
        paper("E4", "P-ND", ("technology", "CN"), "", "2026-11-30"),
        // Of a thing that is known already, and of days outside the window.
        paper("E5", "A", ("made", "JP"), "2026-12-03", "2026-12-04"),
        paper("E6", "N", ("made", "JP"), "2025-01-01", "2025-12-31"),
    ];
    let linked = link(&bill, world());
    assert_eq!(linked.problems, []);
    let rows = [
        moved("JP:KR", None, None),
        moved("JP:US", Some("M"), Some("2026-12-25")),
        moved("CN:US", Some("G"), Some("2026-11-20")),
    ];
    let choice = Choice {
        instrument: InstrumentId::new("cn-mofcom-2025-070").unwrap(),
        change: None,
        clauses: Vec::new(),
        assumption: Assumption::Revived,
        last_day: Some(day("2026-11-25")),
    };
    let bill = (InstrumentId::new("us-ndaa-2027-1803").unwrap(), day("2027-01-10"));
    let assumed =
        LawState { choices: vec![choice], enacted: vec![bill], ..LawState::all(Assumption::Actual) };
    for law in [LawState::all(Assumption::Actual), LawState::all(Assumption::Revived), assumed] {
        let question = question("2026-11-05", law);
        let watched = watch(&linked.tree, world(), &question, &rows, 80).unwrap();
        let expected = day_by_day(&linked.tree, &question, &rows, 80);
        assert!(expected.len() > 10, "{}", expected.len());
        assert_eq!(watched.flips, expected);
    }
}

/// The days on which a rulebook's answer of one movement flips, with what it says then.
fn flips(
    bill: &Bill,
    question: &Question,
    row: MovementRow,
    rulebook: Option<&str>,
) -> Vec<(String, Outcome)> {
    let linked = link(bill, world());
    assert_eq!(linked.problems, []);
    let watched = watch(&linked.tree, world(), question, &[row], 30).unwrap();
    let of = watched.flips.iter().filter(|it| it.rulebook.as_deref() == rulebook);
    of.map(|it| (it.on.unwrap().to_string(), it.after.outcome)).collect()
}

#[test]
fn a_paper_flips_the_answer_on_its_first_day_and_on_the_day_after_its_last() {
    let ask = Question {
        use_: Some("civil".to_owned()),
        ..question("2026-12-05", LawState::all(Assumption::Revived))
    };
    let of = |from: &str, until: &str| {
        let mut bill = products();
        bill.evidence.rows = vec![paper("E1", "S", ("origin", "MY"), from, until)];
        flips(&bill, &ask, moved("JP:KR", Some("A"), None), Some("CN-61"))
    };
    let flip = |on: &str, outcome| (on.to_owned(), outcome);
    let (open, clear) = (Outcome::Undetermined, Outcome::NotCaptured);
    assert_eq!(of("2026-01-01", "2026-12-10"), [flip("2026-12-11", open)]);
    assert_eq!(of("2026-12-10", "2026-12-12"), [flip("2026-12-10", clear), flip("2026-12-13", open)]);
    // Of the day that is asked nothing is told, nor of days after those that are watched.
    assert_eq!(of("2026-12-05", "2027-01-03"), [flip("2027-01-04", open)]);
    assert_eq!(of("2026-12-05", "2027-01-04"), []);
}

#[test]
fn an_enactment_that_is_assumed_flips_the_answer_on_its_day() {
    let of = |on: &str| {
        let enacted = vec![(InstrumentId::new("us-ndaa-2027-1803").unwrap(), day(on))];
        let ask = question("2027-01-05", LawState { enacted, ..LawState::all(Assumption::Actual) });
        let mut bill = products();
        bill.evidence.rows = vec![paper("E1", "N", ("mined", "CN"), "", "")];
        flips(&bill, &ask, moved("JP:US", Some("M"), None), Some("US-DFARS"))
    };
    assert_eq!(of("2027-01-10"), [("2027-01-10".to_owned(), Outcome::Undetermined)]);
    assert_eq!(of("2030-01-01"), []);
    assert_eq!(of("2026-12-20"), []);
}

#[test]
fn what_controls_say_together_flips_though_each_says_the_same_word() {
    let mut ask = question("2025-11-08", LawState::all(Assumption::Actual));
    ask.rulebooks = Some(vec!["CN-46".to_owned(), "CN-2023-23".to_owned()]);
    ask.answers = vec![("dual-use-listed".to_owned(), "yes".to_owned())];
    let row = || moved("CN:US", Some("G"), None);
    let together = flips(&products(), &ask, row(), None);
    assert_eq!(together[0], ("2025-11-09".to_owned(), Outcome::LicenceRequired));
    assert_eq!(flips(&products(), &ask, row(), Some("CN-2023-23")), []);
    let of_ban = flips(&products(), &ask, row(), Some("CN-46"));
    assert_eq!(of_ban[0], ("2025-11-09".to_owned(), Outcome::Undetermined));
}

#[test]
fn what_is_owed_flips() {
    let mut ask = question("2026-11-23", LawState::all(Assumption::Actual));
    ask.rulebooks = Some(vec!["US-232".to_owned()]);
    ask.answers = [("value_usd_per_kg", "15"), ("mip-document", "yes")]
        .map(|it| (it.0.to_owned(), it.1.to_owned()))
        .into();
    let made = Some("DE".to_owned());
    let silicon = bill(vec![BillLine { made_in: made, ..valued(line(2, "P", None), "material:Si", 15.0) }]);
    let linked = link(&silicon, world());
    let row = moved("DE:US", None, None);
    let watched = watch(&linked.tree, world(), &ask, &[row], 30).unwrap();
    let [flip] = &watched.flips[..] else { panic!("{:?}", watched.flips) };
    assert_eq!(
        (flip.on, flip.before.outcome, flip.after.outcome),
        (Some(day("2026-12-04")), Outcome::Owed, Outcome::Owed)
    );
    let usd = |it: &coercivity_screen::Answered| it.owed.unwrap().usd_per_kg;
    assert_eq!((usd(&flip.before).high(), usd(&flip.after).low()), (0.0, 6.0));
}
