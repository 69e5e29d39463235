//! Laws that hold of any bill.

use coercivity_data::{Amount, Bill, BillLine, MovementRow};
use coercivity_quantity::{Interval, Verdict};
use coercivity_screen::{
    Basis, Edges, Question, Range, Rung, Streamed, Told, Tree, facts_on, link, order, origins, roll_up,
    screen, shares,
};
use coercivity_world::Place;
use proptest::prelude::*;

use crate::case_file::world;

/// A random tree: for each line after the first a holder before it, a quantity, a value and an origin share.
#[derive(Clone, Debug)]
struct Random {
    lines: Vec<RandomLine>,
}

/// Holder, quantity, value, and the ends of a share of origin in percent.
type RandomLine = (usize, u32, u32, Option<(u32, u32)>);

/// Parts with their shares in sixteenths, and the ends of the node's own content in sixteenths.
type RandomNode = (Vec<(usize, i128)>, (i128, i128));

fn random(most: usize) -> impl Strategy<Value = Random> {
    let line = (0usize..1000, 1u32..4, 1u32..50, prop::option::of((0u32..=100, 0u32..=100)));
    prop::collection::vec(line, 1..most).prop_map(|lines| Random { lines })
}

impl Random {
    /// The bill: a product of large value, and lines below it.
    fn bill(&self) -> Bill {
        let mut bill = Bill::default();
        bill.lines.rows.push(line(0, None, 1.0, 1e7, None));
        for (place, (holder, quantity, value, origin)) in self.lines.iter().enumerate() {
            let parent = holder % (place + 1);
            let origin = origin.map(|(a, b)| (f64::from(a.min(b)) / 100.0, f64::from(a.max(b)) / 100.0));
            // Values fall by depth, so that what holds is worth more than what it holds.
            let depth = self.depth(place);
            let worth = f64::from(*value) * 1e7 / 1e3f64.powi(depth) / 1e3;
            bill.lines.rows.push(line(place + 1, Some(parent), f64::from(*quantity), worth, origin));
        }
        bill
    }
    fn depth(&self, place: usize) -> i32 {
        let holder = self.lines[place].0 % (place + 1);
        if holder == 0 { 0 } else { 1 + self.depth(holder - 1) }
    }
}

fn line(
    place: usize,
    parent: Option<usize>,
    quantity: f64,
    value: f64,
    origin: Option<(f64, f64)>,
) -> BillLine {
    BillLine {
        line: place + 2,
        item: format!("N{place}"),
        parent: parent.map(|it| format!("N{it}")),
        quantity: Some(Amount { amount: quantity, unit: String::new() }),
        value: Some(Amount { amount: value, unit: "USD".to_owned() }),
        regime_item: Some(if place == 0 { "target:Tb" } else { "metal:Tb" }.to_owned()),
        made_in: (place == 0).then(|| "JP".to_owned()),
        technology: Some("none".to_owned()),
        origin: origin.map(|_| "CN".to_owned()),
        origin_share: origin.and_then(|it| Interval::between(it.0, it.1)),
        ..BillLine::default()
    }
}

fn tree_of(bill: &Bill) -> Tree {
    let linked = link(bill, world());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    linked.tree
}

/// An exact fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fraction {
    over: i128,
    under: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Fraction {
    fn new(over: i128, under: i128) -> Self {
        let by = gcd(over, under).max(1);
        Self { over: over / by, under: under / by }
    }
    fn plus(self, other: Self) -> Self {
        Self::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }
    fn times(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under)
    }
    fn float(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

/// Small graphs with shares in sixteenths: exact in binary and in fractions.
fn graphs() -> impl Strategy<Value = Vec<RandomNode>> {
    let node = (prop::collection::vec((0usize..1000, 0i128..=4), 0..4), (0i128..=16, 0i128..=16));
    prop::collection::vec(node, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The roll-up over plain numbers is what exact fractions say, in one piece and in blocks.
    #[test]
    fn the_roll_up_agrees_with_exact_fractions(graph in graphs()) {
        let mut edges = Edges { first: vec![0], ..Edges::default() };
        let mut own = Vec::new();
        let mut exact: Vec<(Fraction, Fraction)> = Vec::new();
        let mut counts = Vec::new();
        for (node, (parts, (a, b))) in graph.iter().enumerate() {
            let (low, high) = (Fraction::new(*a.min(b), 16), Fraction::new(*a.max(b), 16));
            own.push(Range { low: low.float(), high: high.float() });
            let mut sum = (Fraction::new(0, 1), Fraction::new(0, 1));
            let mut left = Fraction::new(1, 1);
            let mut count = 0;
            for (part, share) in parts.iter().filter(|_| node > 0) {
                let part = part % node;
                let share = Fraction::new(*share, 16);
                edges.part.push(part as u32);
                edges.share.push(share.float());
                sum = (sum.0.plus(share.times(exact[part].0)), sum.1.plus(share.times(exact[part].1)));
                left = left.plus(Fraction::new(-share.over, share.under));
                count += 1;
            }
            counts.push(count);
            edges.first.push(edges.part.len() as u64);
            exact.push((sum.0.plus(left.times(low)), sum.1.plus(left.times(high))));
        }
        let mut ranges = own.clone();
        roll_up(&edges, &mut ranges);
        let mut streamed = Streamed::new(own);
        let cut = counts.len() / 2;
        let at: usize = counts[..cut].iter().sum::<u32>() as usize;
        streamed.take(&counts[..cut], &edges.part[..at], &edges.share[..at]);
        streamed.take(&counts[cut..], &edges.part[at..], &edges.share[at..]);
        let streamed = streamed.done();
        for ((range, exact), again) in ranges.iter().zip(&exact).zip(&streamed) {
            prop_assert!((range.low - exact.0.float()).abs() < 1e-12 && (range.high - exact.1.float()).abs() < 1e-12);
            prop_assert_eq!(range, again);
        }
    }

    /// What comes from a country in a whole bill is what exact fractions of its lines say.
    #[test]
    fn origins_of_a_tree_agree_with_a_plain_sum(random in random(12)) {
        let tree = tree_of(&random.bill());
        let facts = facts_on(&tree, "2026-12-05".parse().unwrap());
        let china = Place::new("CHN").unwrap();
        let found = origins(&tree, &facts, Basis::Value, Told::Country(china));
        // Every leaf's range, times its share of the product, and what each holder adds by itself.
        fn sum(tree: &Tree, node: usize, high: bool, facts: &[coercivity_screen::Facts]) -> f64 {
            let pick = |it: Interval<f64>| if high { it.high() } else { it.low() };
            let china = Place::new("CHN").unwrap();
            if tree.parts[node].is_empty() {
                return pick(facts[node].from(china));
            }
            let shares = shares(tree, node, Basis::Value);
            let parts = tree.parts[node].iter().zip(&shares);
            let held: f64 = parts.map(|it| it.1.low() * sum(tree, it.0.part, high, facts)).sum();
            let rest = shares.last().unwrap().low();
            let own = facts[node].made_in.map_or(if high { 1.0 } else { 0.0 }, |it| f64::from(it == china));
            let total = held + rest * own;
            // What is said of the whole narrows what the parts add up to.
            if facts[node].origin.is_empty() { return total; }
            let stated = facts[node].from(china);
            if high { total.min(stated.high()) } else { total.max(stated.low()) }
        }
        for node in order(&tree).into_iter().filter(|&it| tree.parts[it].iter().all(|it| tree.parts[it.part].is_empty())) {
            let (low, high) = (sum(&tree, node, false, &facts), sum(&tree, node, true, &facts));
            if low <= high {
                prop_assert!((found[node].low() - low).abs() < 1e-9, "{} {low}", found[node].low());
                prop_assert!((found[node].high() - high).abs() < 1e-9, "{} {high}", found[node].high());
            }
        }
    }

    /// A wider input never gives a narrower answer.
    #[test]
    fn a_wider_input_never_gives_a_narrower_answer(random in random(6), widened in 0usize..6, by in 0u32..=100) {
        let bill = random.bill();
        let mut wider = bill.clone();
        let place = 1 + widened % random.lines.len();
        let line = &mut wider.lines.rows[place];
        line.origin_share = line.origin_share.and_then(|it| {
            let by = f64::from(by) / 100.0;
            Interval::between((it.low() - by).max(0.0), (it.high() + by).min(1.0))
        });
        let narrow = answer(&bill);
        let wide = answer(&wider);
        for (narrow, wide) in narrow.iter().zip(&wide) {
            prop_assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1, "{narrow:?} is not inside {wide:?}");
        }
        // Silence is wider than any declaration.
        line_silenced(&mut wider, place);
        for (narrow, wide) in narrow.iter().zip(&answer(&wider)) {
            prop_assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1, "{narrow:?} is not inside {wide:?}");
        }
    }

    /// The sharp bounds of parts that make one are those of a linear program.
    #[test]
    fn sharp_bounds_agree_with_a_linear_program(
        parts in prop::collection::vec(((0u32..=50, 0u32..=50), (0u32..=100, 0u32..=100)), 2..6)
    ) {
        let ordered = |it: (u32, u32)| (f64::from(it.0.min(it.1)) / 100.0, f64::from(it.0.max(it.1)) / 100.0);
        let shares: Vec<(f64, f64)> = parts.iter().map(|it| ordered(it.0)).collect();
        let contents: Vec<(f64, f64)> = parts.iter().map(|it| ordered(it.1)).collect();
        let least: f64 = shares.iter().map(|it| it.0).sum();
        let most: f64 = shares.iter().map(|it| it.1).sum();
        prop_assume!(least <= 0.99 && most >= 1.01);
        let span = |it: &(f64, f64)| Interval::between(it.0, it.1).unwrap();
        let mix = coercivity_quantity::Mix::new(shares.iter().map(span).collect()).unwrap();
        let bounds = mix.bounds(&contents.iter().map(span).collect::<Vec<_>>()).unwrap();
        let low = crate::program::least(&shares, &contents.iter().map(|it| it.0).collect::<Vec<_>>());
        let high = -crate::program::least(&shares, &contents.iter().map(|it| -it.1).collect::<Vec<_>>());
        prop_assert!((bounds.low() - low).abs() < 1e-6 && (bounds.high() - high).abs() < 1e-6);
    }
}

fn line_silenced(bill: &mut Bill, place: usize) {
    let line = &mut bill.lines.rows[place];
    (line.origin, line.origin_share) = (None, None);
}

/// What each reading of the first rulebook that names values says: the least and the most, and each clause's verdict.
fn answer(bill: &Bill) -> Vec<(coercivity_screen::Outcome, coercivity_screen::Outcome)> {
    let tree = tree_of(bill);
    let mut question = Question::on("2026-12-05".parse().unwrap());
    question.rulebooks = Some(vec!["CN-61".to_owned()]);
    let row = MovementRow {
        from: "JP".to_owned(),
        to: "KR".to_owned(),
        item: Some("N0".to_owned()),
        use_: Some("civil".to_owned()),
        ..MovementRow::default()
    };
    let found = screen(&tree, world(), &question, &[row]).unwrap();
    found.movements[0].rulebooks[0].readings.iter().map(|it| (it.at_least, it.at_most)).collect()
}

#[test]
fn rungs_and_verdicts_keep_their_order() {
    assert!(Rung::None < Rung::Exempt && Rung::Denied < Rung::Banned);
    assert!(Verdict::No < Verdict::Open && Verdict::Open < Verdict::Yes);
}
