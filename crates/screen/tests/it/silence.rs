//! Silence is wider than any statement: a cell that is left blank, or lines that are left out, never narrow an answer.

use coercivity_data::{Amount, Bill, BillLine, MovementRow, PartyRow};
use coercivity_screen::{Outcome, Question, link, screen};
use coercivity_world::measures::{Assumption, LawState};
use proptest::prelude::*;

use crate::case_file::world;

/// Where each step was done of each of two elements; alloy, powder and magnet; and whether the magnet's maker and the user
/// stand on lists.
type Truth = ([[bool; 3]; 2], [bool; 3], (bool, bool));

fn place(china: bool) -> Option<String> {
    Some(if china { "CN" } else { "JP" }.to_owned())
}

fn line(item: &str, parent: &str, good: &str, value: f64) -> BillLine {
    BillLine {
        item: item.to_owned(),
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        quantity: Some(Amount { amount: 1.0, unit: "piece".to_owned() }),
        value: Some(Amount { amount: value, unit: "USD".to_owned() }),
        value_basis: "invoice".to_owned(),
        regime_item: Some(good.to_owned()),
        made_in: Some("JP".to_owned()),
        technology: Some("none".to_owned()),
        maker: Some(format!("P-{item}")),
        ..BillLine::default()
    }
}

/// A motor that holds a component of magnets, of which all is stated, once or twice over and without a contradiction.
fn stated((elements, whole, (listed, military)): Truth) -> Bill {
    let mut bill = Bill::default();
    let mut magnet = line("MAG", "ROT", "magnet:SmCo", 20.0);
    magnet.made_in = place(whole[2]);
    (magnet.steps.powder, magnet.steps.magnet) = (place(whole[1]), place(whole[2]));
    let same = |step: usize| (elements[0][step] == elements[1][step]).then_some(elements[0][step]);
    magnet.steps.mined = same(0).and_then(place);
    magnet.steps.separated = same(1).and_then(place);
    let mut alloy = line("AL", "MAG", "alloy:SmCo", 10.0);
    (alloy.made_in, alloy.steps.alloy) = (place(whole[0]), place(whole[0]));
    alloy.steps.metal = same(2).and_then(place);
    let lines = &mut bill.lines.rows;
    lines.push(line("TOP", "", "device:motor", 100.0));
    lines.push(line("ROT", "TOP", "component:SmCo", 50.0));
    lines.extend([magnet, alloy]);
    for (element, [mined, separated, metal]) in ["Sm", "Co"].iter().zip(elements) {
        let mut metal_line = line(element, "AL", &format!("metal:{element}"), 4.0);
        (metal_line.made_in, metal_line.steps.metal) = (place(metal), place(metal));
        (metal_line.steps.mined, metal_line.steps.separated) = (place(mined), place(separated));
        metal_line.origin = place(metal);
        lines.push(metal_line);
    }
    let lists = |listed: bool, word: &str| Some(vec![if listed { word } else { "none" }.to_owned()]);
    let mut parties: Vec<PartyRow> = bill
        .lines
        .rows
        .iter()
        .filter_map(|it| it.maker.clone())
        .map(|id| PartyRow {
            lists: lists(listed && id == "P-MAG", "uflpa"),
            name: id.clone(),
            id,
            ..PartyRow::default()
        })
        .collect();
    parties.push(PartyRow {
        id: "U".to_owned(),
        name: "U".to_owned(),
        lists: lists(listed, "control"),
        military: Some(military),
        ..PartyRow::default()
    });
    bill.parties.rows = parties;
    bill
}

/// Leaves one cell blank.
fn blank(bill: &mut Bill, row: usize, cell: usize) {
    let rows = bill.lines.rows.len();
    if row >= rows {
        let parties = bill.parties.rows.len();
        let party = &mut bill.parties.rows[row % parties];
        if cell.is_multiple_of(2) {
            party.lists = None;
        } else {
            party.military = None;
        }
        return;
    }
    let line = &mut bill.lines.rows[row];
    match cell {
        0 => line.made_in = None,
        1 => line.steps.mined = None,
        2 => line.steps.separated = None,
        3 => line.steps.metal = None,
        4 => line.steps.alloy = None,
        5 => line.steps.powder = None,
        6 => line.steps.magnet = None,
        7 => line.technology = None,
        8 => line.maker = None,
        9 => line.value = None,
        10 => line.value_basis = String::new(),
        11 => line.quantity = None,
        12 => line.value.iter_mut().for_each(|it| it.unit = String::new()),
        _ => (line.origin, line.origin_share) = (None, None),
    }
}

/// The least and the most that each reading of each rulebook says.
fn answers(bill: &Bill) -> Vec<(Outcome, Outcome)> {
    let linked = link(bill, world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let mut question = Question::on("2027-02-01".parse().unwrap());
    question.law = LawState::all(Assumption::WORDS.iter().find(|it| it.0 == "revived").unwrap().1);
    question.rulebooks = Some(["US-DFARS", "CN-61", "US-UFLPA"].map(str::to_owned).to_vec());
    let no = |id: &str| (id.to_owned(), "no".to_owned());
    let row = |item: &str| MovementRow {
        from: "JP".to_owned(),
        to: "US".to_owned(),
        item: Some(item.to_owned()),
        user: Some("U".to_owned()),
        use_: Some("civil".to_owned()),
        contract: Some("dow".to_owned()),
        answers: ["cots", "electronic-device", "nonavailability"].map(no).to_vec(),
        ..MovementRow::default()
    };
    let found = screen(&linked.tree, world(), &question, &[row("TOP"), row("ROT")]).unwrap();
    let books = found.movements.iter().flat_map(|it| &it.rulebooks);
    books.flat_map(|it| &it.readings).map(|it| (it.at_least, it.at_most)).collect()
}

fn is_inside(narrow: &Bill, wide: &Bill) {
    for (place, (one, other)) in answers(narrow).iter().zip(&answers(wide)).enumerate() {
        assert!(other.0 <= one.0 && one.1 <= other.1, "{place}: {one:?} is not inside {other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// A cell after the other is left blank; then the lines of what a component holds are left out.
    #[test]
    fn silence_never_narrows_an_answer(
        truth in any::<Truth>(),
        blanks in prop::collection::vec((0usize..9, 0usize..14), 1..6),
    ) {
        let mut bill = stated(truth);
        for (row, cell) in blanks {
            let before = bill.clone();
            blank(&mut bill, row, cell);
            is_inside(&before, &bill);
        }
    }

    /// A component that lists nothing is no cleaner than one that lists its magnet.
    #[test]
    fn lines_left_out_of_a_component_never_clear_it(truth in any::<Truth>()) {
        let bill = stated(truth);
        let mut fewer = bill.clone();
        fewer.lines.rows.truncate(2);
        is_inside(&bill, &fewer);
    }
}
