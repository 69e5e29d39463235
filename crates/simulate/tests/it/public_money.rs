//! Public money: in which months it is paid, how far it reaches, to whom, and once for a kilogram.

use std::collections::BTreeSet;

use coercivity_quantity::Month;
use coercivity_simulate::{
    CentralReach, CutPlan, Draw, DrawnEconomy, Path, State, inert_clauses, overlaps, walk,
};
use coercivity_world::scenario::Scenario;

use crate::{of_clauses, question, shipped, walked};

/// A scenario with clauses of one measure: effective days, scope and effect of each.
fn scenario(clauses: &[(&str, &str, &str)]) -> Scenario {
    let clause = |(number, (days, scope, effect)): (usize, &(&str, &str, &str))| {
        format!(
            "[[measure.clause]]\nid = \"{}\"\ntext = \"t\"\n{days}\nscope = {{ {scope} }}\neffect = {{ {effect} }}\n",
            number + 1
        )
    };
    of_clauses(clauses.iter().enumerate().map(clause))
}

/// What each clause of the measure pays, period by period: first month, thousand USD.
fn paid(scenario: &Scenario, months: u32) -> Vec<Vec<(Month, f64)>> {
    let (drawn, path) = walked(scenario, months);
    let own = |it: &usize| drawn.supports[*it].instrument.as_str() == "x";
    let all: Vec<usize> = (0..drawn.supports.len()).filter(own).collect();
    let of = |it: &usize| {
        path.periods.iter().map(|recorded| (recorded.period.month, recorded.paid[*it])).collect()
    };
    all.iter().map(of).collect()
}

fn sum(paid: &[(Month, f64)]) -> f64 {
    paid.iter().map(|it| it.1).sum()
}

const MAGNETS: &str = "goods = [\"magnet:NdFeB\"], makers_in = [\"US\"]";
const GRANT: &str = "kind = \"fund\", form = \"grant\", usd = 100000000000, share_of_cost = 1.0";

#[test]
fn a_fund_pays_in_months_in_which_it_binds_and_in_no_others() {
    for (from, until) in [
        ("2027-01-01", "2027-04-30"),
        ("2027-05-02", "2027-10-01"),
        ("2027-05-01", "2027-05-01"),
        ("2027-04-25", "2027-05-05"),
        ("2027-03-10", "2027-03-11"),
    ] {
        let days = format!("takes_effect = {from}\nuntil = {until}");
        let all = paid(&scenario(&[(&days, MAGNETS, GRANT)]), 12);
        let months: BTreeSet<Month> = all[0].iter().filter(|it| it.1 > 0.0).map(|it| it.0).collect();
        let first: Month = from[..7].parse().unwrap();
        // All that it can build it builds at once.
        assert_eq!(months, [first].into(), "{from}..{until}");
    }
}

#[test]
fn permits_are_hastened_by_a_clause_of_any_days() {
    let starts = |days: &str| {
        let effect = "kind = \"hasten\", months = 24";
        let own = scenario(&[(days, "makers_in = [\"US\"]", effect)]);
        DrawnEconomy::of(&question(&own), Draw::Central).unwrap().setting.starts
    };
    let calm = DrawnEconomy::of(&question(&shipped("baseline")), Draw::Central).unwrap().setting.starts;
    let sooner = |days: &str| {
        let moved = starts(days).into_iter().zip(&calm).filter_map(|it| Some(it.1.as_ref()?.since(it.0?)));
        moved.max().unwrap()
    };
    assert_eq!(sooner("takes_effect = 2026-11-10\nuntil = 2026-11-20"), 1);
    assert_eq!(sooner("takes_effect = 2026-11-10\nuntil = 2027-01-20"), 3);
}

#[test]
fn a_credit_stops_where_its_money_ends() {
    let oxide = "goods = [\"oxide:NdPr\"], makers_in = [\"US\"]";
    let credit = |usd: &str| {
        let effect = format!("kind = \"fund\", form = \"tax_credit\", share_of_cost = 0.5{usd}");
        paid(&scenario(&[("takes_effect = 2026-12-01", oxide, &effect)]), 24).remove(0)
    };
    let free = credit("");
    let all = sum(&free);
    assert!(all > 2000.0, "{all} thousand USD");
    let half = 0.5 * all;
    let limited = credit(&format!(", usd = {}", 1e3 * half));
    assert!((sum(&limited) - half).abs() < 1e-6, "{} {half}", sum(&limited));
    let months: Vec<f64> = limited.iter().map(|it| it.1).filter(|it| *it > 0.0).collect();
    let whole: Vec<f64> = free.iter().map(|it| it.1).filter(|it| *it > 0.0).collect();
    let last = months.len() - 1;
    assert!(last > 1 && months[last] < 0.99 * whole[last], "the last month is paid in part: {months:?}");
    assert!((months[last - 1] / whole[last - 1] - 1.0).abs() < 1e-3, "{months:?} {whole:?}");
    assert!((sum(&credit(&format!(", usd = {}", 1e4 * all))) / all - 1.0).abs() < 1e-9);
}

#[test]
fn a_kilogram_is_topped_up_to_a_price_once() {
    let floor = |price: &str| {
        format!(
            "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = {price}, basis = \"contained_oxide\", \
             paid_by = [\"US\"]"
        )
    };
    let oxide = "goods = [\"oxide:NdPr\"], makers_in = [\"MY\"]";
    let [early, late] = ["takes_effect = 2027-01-01", "takes_effect = 2027-02-01"];
    let one = paid(&scenario(&[(early, oxide, &floor("110"))]), 8);
    let both = scenario(&[(early, oxide, &floor("110")), (early, oxide, &floor("110"))]);
    let two = paid(&both, 8);
    assert!((sum(&two[0]) / sum(&one[0]) - 1.0).abs() < 1e-3 && sum(&two[1]).abs() < 1e-6, "{two:?}");
    let told = overlaps(&CentralReach::of(&question(&both)).unwrap());
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].clause.as_str(), told[0].share), ("x:2", None));
    assert!(told[0].after.contains("x:1"));
    // Whichever takes effect first pays first, however the clauses are numbered.
    let turned = paid(&scenario(&[(late, oxide, &floor("110")), (early, oxide, &floor("110"))]), 8);
    assert!(sum(&turned[0]).abs() < 1e-6, "{turned:?}");
    assert!((sum(&turned[1]) / sum(&one[0]) - 1.0).abs() < 1e-3, "{turned:?}");
}

#[test]
fn offtakes_take_no_more_than_a_maker_makes() {
    let sale = "kind = \"offtake\", share = 0.7, price_usd_per_kg = 110";
    let oxide = "goods = [\"oxide:NdPr\"], makers_in = [\"MY\"]";
    let from = "takes_effect = 2027-01-01";
    let twice = scenario(&[(from, oxide, sale), (from, oxide, sale)]);
    let all = paid(&twice, 6);
    assert!((sum(&all[1]) / sum(&all[0]) - 3.0 / 7.0).abs() < 1e-6, "{all:?}");
    let told = overlaps(&CentralReach::of(&question(&twice)).unwrap());
    assert_eq!(told.len(), 1);
    let (stated, left) = told[0].share.unwrap();
    assert!(told[0].clause == "x:2" && stated == 0.7 && (left - 0.3).abs() < 1e-9, "{told:?}");
    // Shares of one output that are promised to two buyers are no contradiction: the second gets what is left.
    let to = |place: &str| format!("goods = [\"magnet:NdFeB\"], makers_in = [\"JP\"], to = [\"{place}\"]");
    let promised = scenario(&[
        (from, &to("US"), "kind = \"offtake\", share = 0.7"),
        (from, &to("DE"), "kind = \"offtake\", share = 0.7"),
    ]);
    assert!(walked(&promised, 4).1.periods.len() >= 4);
}

#[test]
fn who_takes_what_a_plant_makes_shares_what_it_costs_to_run_it() {
    let magnets = "goods = [\"magnet:NdFeB\"], makers_in = [\"JP\"]";
    let from = "takes_effect = 2027-01-01";
    let share = |share: f64| format!("kind = \"offtake\", share = {share}");
    let whole = paid(&scenario(&[(from, magnets, &share(1.0))]), 6);
    let halves = paid(&scenario(&[(from, magnets, &share(0.4)), (from, magnets, &share(0.6))]), 6);
    let all = sum(&halves[0]) + sum(&halves[1]);
    assert!(sum(&whole[0]) > 1.0 && (all / sum(&whole[0]) - 1.0).abs() < 1e-3, "{whole:?} {halves:?}");
    assert!((sum(&halves[0]) / all - 0.4).abs() < 1e-3, "{halves:?}");
}

/// Facilities that a clause with a fund reaches.
fn recipients(scope: &str, recipient: &str) -> BTreeSet<String> {
    let effect = format!("{GRANT}, recipient = \"{recipient}\"");
    let own = scenario(&[("takes_effect = 2027-01-01", scope, &effect)]);
    let asked = question(&own);
    let drawn = DrawnEconomy::of(&asked, Draw::Central).unwrap();
    let support = drawn.supports.iter().find(|it| it.instrument.as_str() == "x").unwrap();
    let reached: BTreeSet<String> =
        support.recipients.iter().map(|it| asked.world.economy.projects[*it].facility.clone()).collect();
    assert_eq!(inert_clauses(&CentralReach::of(&asked).unwrap()).is_empty(), !reached.is_empty());
    reached
}

#[test]
fn a_named_recipient_makes_what_the_clause_is_about_where_it_says() {
    let names = |them: &[&str]| them.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    let oxide = "goods = [\"oxide:REE\"]";
    assert_eq!(recipients(MAGNETS, "Ionic"), names(&[]));
    assert_eq!(recipients(oxide, "a"), names(&[]));
    assert_eq!(recipients(oxide, "aclara RESOURCES"), names(&["USA-ACLARA"]));
    assert_eq!(recipients(MAGNETS, "Lynas"), names(&[]), "it makes no magnets in the United States");
    assert_eq!(recipients("goods = [\"magnet:NdFeB\"]", "vulcan elements"), names(&["USA-VULCAN"]));
    assert_eq!(
        recipients("goods = [\"magnet:NdFeB\"], makers = [\"Vulcan\"]", "usa-vulcan"),
        names(&["USA-VULCAN"])
    );
    assert_eq!(
        recipients("goods = [\"magnet:NdFeB\"], makers = [\"USA-10X\"]", "Vulcan Elements"),
        names(&[])
    );
    assert_eq!(recipients("goods = [\"magnet:NdFeB\"]", "Vulcan E"), names(&[]));
}

#[test]
fn shipped_clauses_with_names_reach_whom_they_name() {
    let scenario = shipped("baseline");
    let asked = question(&scenario);
    let drawn = DrawnEconomy::of(&asked, Draw::Central).unwrap();
    let projects = &asked.world.economy.projects;
    let reached = |instrument: &str, clause: &str| {
        let own =
            |it: &&coercivity_simulate::Support| it.instrument.as_str() == instrument && it.clause == clause;
        let support = drawn.supports.iter().find(own).unwrap();
        support.recipients.iter().map(|it| projects[*it].facility.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(reached("us-doc-2026-usa-rare-earth", "1"), ["USA-STILLWATER"]);
    assert_eq!(reached("us-dow-2025-vulcan", "1"), ["USA-VULCAN"]);
    assert_eq!(reached("jp-jogmec-2010-lynas", "1"), ["MYS-LAMP", "MYS-LAMP-HRE1"]);
    assert_eq!(
        reached("us-dow-2025-mp", "equity"),
        ["USA-MTPASS-SEP", "USA-MTPASS-HRE", "USA-INDEP", "USA-10X"]
    );
}

#[test]
fn who_decides_counts_on_a_credit_no_further_than_its_money_reaches() {
    let built = |usd: &str| {
        let oxide = "goods = [\"oxide:NdPr\"], made_outside = [\"CN\"]";
        let effect = format!("kind = \"fund\", form = \"tax_credit\", share_of_cost = 1.0{usd}");
        let own = scenario(&[("takes_effect = 2026-12-01", oxide, &effect)]);
        let asked = question(&own);
        let drawn = DrawnEconomy::of(&asked, Draw::Random { seed: 1, number: 2 }).unwrap();
        let mut state = State::calm(&drawn.setting, own.from);
        let span = (own.from, 6, None);
        let path: Path = walk(&drawn.context(&asked), &CutPlan::None, &mut state, span).unwrap();
        path.periods.iter().map(|it| it.decisions.len()).sum::<usize>()
    };
    assert!(built("") > built(", usd = 1000"), "{} {}", built(""), built(", usd = 1000"));
}

#[test]
fn an_offtake_takes_nothing_from_where_no_lane_leads_to_its_buyer() {
    let days = "takes_effect = 2027-01-01";
    let take = "kind = \"offtake\", share = 0.5, price_usd_per_kg = 100";
    let of = |to: &str| {
        let own = scenario(&[(days, &format!("{MAGNETS}{to}"), take)]);
        let drawn = DrawnEconomy::of(&question(&own), Draw::Central).unwrap();
        let support = drawn.supports.into_iter().find(|it| it.instrument.as_str() == "x").unwrap();
        (support.outputs, support.pledges)
    };
    let (anywhere, none) = of("");
    assert!(anywhere.len() > 1 && none.is_empty());
    // What is made where its buyer is needs no lane.
    assert_eq!(of(", to = [\"US\"]"), (anywhere.clone(), vec![]));
    // What others make goes to its buyer by lanes; who has none sells as before.
    let (abroad, pledged) = of(", to = [\"JP\"]");
    assert!(abroad.len() < anywhere.len());
    assert!(pledged.iter().all(|it| !it.sources.is_empty()));
    assert!(abroad.iter().all(|it| pledged.iter().any(|to| to.node == it.1)));
}

#[test]
fn tonnes_are_those_for_which_money_is_spent() {
    let oxide = "goods = [\"oxide:NdPr\"], makers_in = [\"MY\"]";
    let magnets = "goods = [\"magnet:NdFeB\"], makers_in = [\"JP\"]";
    let from = "takes_effect = 2026-11-01";
    let floor = "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 110, basis = \"contained_oxide\", \
                 paid_by = [\"US\"]";
    let own = scenario(&[
        (from, oxide, "kind = \"offtake\", share = 0.7, price_usd_per_kg = 300"),
        (from, oxide, "kind = \"offtake\", share = 0.2, price_usd_per_kg = 300"),
        (from, oxide, floor),
        (
            from,
            "goods = [\"oxide:NdPr\"], makers_in = [\"US\"]",
            "kind = \"fund\", form = \"tax_credit\", share_of_cost = 0.5, usd = 1000000",
        ),
        (from, magnets, "kind = \"offtake\", share = 0.4"),
        (from, magnets, "kind = \"offtake\", share = 0.6"),
    ]);
    let (drawn, path) = walked(&own, 6);
    let own = |it: &usize| drawn.supports[*it].instrument.as_str() == "x";
    let all: Vec<usize> = (0..drawn.supports.len()).filter(own).collect();
    let mut credited = Vec::new();
    for recorded in &path.periods {
        let tonnes = |it: usize| {
            let own = recorded.spent.iter().filter(|spent| spent.support == all[it]);
            own.map(|spent| spent.tonnes).sum::<f64>()
        };
        let made = |it: usize| {
            let outputs = drawn.supports[all[it]].outputs.iter();
            outputs.map(|it| recorded.cleared.rates[it.0] * it.2).sum::<f64>()
        };
        let [first, second, floored] = [0, 1, 2].map(tonnes);
        assert!(made(0) > 1.0 && (first / made(0) - 0.7).abs() < 1e-9, "{first} of {}", made(0));
        assert!((second / made(0) - 0.2).abs() < 1e-9, "{second} of {}", made(0));
        assert!((floored / made(0) - 0.1).abs() < 1e-9, "{floored} of {}", made(0));
        assert!((tonnes(4) / 0.4 - tonnes(5) / 0.6).abs() < 1e-9 && tonnes(4) / 0.4 <= made(4) + 1e-9);
        let credit = recorded.spent.iter().filter(|it| it.support == all[3]);
        credited.push(credit.fold((0.0, 0.0), |sum, it| (sum.0 + it.tonnes, sum.1 + it.amount)));
    }
    assert!(path.periods.iter().flat_map(|it| &it.spent).any(|it| it.support == all[4] && it.tonnes > 0.0));
    // Where the money is spent nothing is credited any more, and a kilogram's credit is the same in all months.
    let (last, paid) = (credited[credited.len() - 1], credited[0]);
    assert!(paid.0 > 0.0 && paid.1 > 0.0 && last == (0.0, 0.0), "{credited:?}");
    for it in credited.iter().filter(|it| it.1 > 0.0) {
        assert!((it.1 / it.0 / (paid.1 / paid.0) - 1.0).abs() < 0.05, "{credited:?}");
    }
}
