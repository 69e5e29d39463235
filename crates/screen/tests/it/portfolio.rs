//! A portfolio is judged as each of its products would be alone.

use coercivity_data::{Amount, Bill, BillLine, EvidenceRow, MovementRow, PartyRow};
use coercivity_quantity::Interval;
use coercivity_screen::{Findings, OpenAnswer, Question, Screening, link, needed};
use proptest::prelude::*;

use crate::case_file::world;

/// What is drawn of a product: the assembly that it holds, its value, and the movement it makes.
type RandomProduct = (usize, u32, (usize, usize), (usize, usize));

/// What is drawn of a magnet: what it is, where it was made, by whom, and the origin of its dysprosium.
type RandomMagnet = (usize, usize, usize, Option<u32>);

const GOODS: [&str; 5] = ["magnet:NdFeB", "magnet:NdFeB+Dy", "magnet:SmCo", "anode:graphite", "magnet:any"];
const PLACES: [&str; 5] = ["CN", "JP", "DE", "US", ""];
const USES: [&str; 4] = ["civil", "military", "medical", ""];
const DAYS: [&str; 3] = ["2026-12-05", "2027-02-01", ""];

fn said(word: &str) -> Option<String> {
    (!word.is_empty()).then(|| word.to_owned())
}

fn worth(amount: f64) -> Option<Amount> {
    Some(Amount { amount, unit: "USD".to_owned() })
}

fn held(item: &str, holder: &str) -> BillLine {
    let quantity = Some(Amount { amount: 1.0, unit: String::new() });
    BillLine { item: item.to_owned(), parent: said(holder), quantity, ..BillLine::default() }
}

fn bill(products: &[RandomProduct], magnets: &[RandomMagnet]) -> Bill {
    let mut bill = Bill::default();
    let lines = &mut bill.lines.rows;
    for (place, (assembly, value, (from, to), (day, use_))) in products.iter().enumerate() {
        let id = format!("P{place}");
        lines.push(BillLine { value: worth(1000.0 + f64::from(*value)), ..held(&id, "") });
        lines.push(held(&format!("A{}", assembly % magnets.len()), &id));
        bill.movements.rows.push(MovementRow {
            from: PLACES[from % 4].to_owned(),
            to: PLACES[to % 4].to_owned(),
            item: Some(id),
            day: DAYS[*day].parse().ok(),
            use_: said(USES[*use_]),
            user: Some(format!("K{}", value % 3)),
            ..MovementRow::default()
        });
    }
    for (place, (good, made, maker, dysprosium)) in magnets.iter().enumerate() {
        let (assembly, magnet) = (format!("A{place}"), format!("G{place}"));
        lines.push(BillLine { value: worth(300.0), ..held(&assembly, "") });
        lines.push(BillLine {
            value: worth(40.0),
            regime_item: said(GOODS[*good]),
            made_in: said(PLACES[*made]),
            maker: Some(format!("S{maker}")),
            technology: (*maker == 0).then(|| "none".to_owned()),
            ..held(&magnet, &assembly)
        });
        if let Some(percent) = dysprosium {
            lines.push(BillLine {
                value: worth(3.0),
                regime_item: said("metal:Dy"),
                element: said("Dy"),
                origin: said("CN"),
                origin_share: Interval::between(f64::from(*percent) / 100.0, 1.0),
                ..held(&format!("{magnet}.Dy"), &magnet)
            });
        }
        let (id, subject) = (format!("E{place}"), magnet);
        let (claim, place) = ("made".to_owned(), "JP".to_owned());
        let until = "2027-01-15".parse().ok();
        bill.evidence.rows.push(EvidenceRow { id, subject, claim, place, until, ..EvidenceRow::default() });
    }
    let party = |id: &str, lists: Option<&str>| PartyRow {
        id: id.to_owned(),
        name: format!("party {id}"),
        lists: lists.map(|it| vec![it.to_owned()]),
        ..PartyRow::default()
    };
    bill.parties.rows.extend([
        party("S0", Some("none")),
        party("S1", Some("uflpa")),
        party("K0", Some("watch")),
        party("K1", Some("none")),
    ]);
    bill
}

fn asked(question: &Question, bill: &Bill, rows: &[MovementRow]) -> (Findings, Vec<OpenAnswer>) {
    let linked = link(bill, world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let regime = world().regime();
    let mut screening = Screening::new(&linked.tree, world(), question, &regime);
    let findings = screening.screen(rows).expect("the words of the movements are known");
    let open = needed(&mut screening, &findings, rows);
    (findings, open)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_portfolio_is_judged_as_each_product_alone(
        products in prop::collection::vec((0usize..8, 0u32..500, (0usize..4, 0usize..4), (0usize..3, 0usize..4)), 2..12),
        magnets in prop::collection::vec((0usize..5, 0usize..5, 0usize..3, prop::option::of(0u32..=100)), 1..4),
    ) {
        let bill = bill(&products, &magnets);
        let mut question = Question::on("2026-12-05".parse().unwrap());
        question.rulebooks = Some(vec!["all".to_owned()]);
        let rows = bill.movements.rows.clone();
        let (together, open) = asked(&question, &bill, &rows);
        for (place, row) in rows.iter().enumerate() {
            let (mut alone, mut open_alone) = asked(&question, &bill, std::slice::from_ref(row));
            alone.movements[0].row = place;
            open_alone.iter_mut().for_each(|it| it.movement = place);
            prop_assert_eq!(&alone.movements[0], &together.movements[place]);
            let of_row: Vec<_> = open.iter().filter(|it| it.movement == place).cloned().collect();
            prop_assert_eq!(open_alone, of_row);
        }
    }
}
