//! Whom a clause that supports somebody reaches, and whom it leaves out.

use std::collections::BTreeSet;

use coercivity_market::chain::Kind;
use coercivity_simulate::{
    CentralReach, Draw, DrawnEconomy, NamedAs, StackedOn, stacked, unclear_names, undelivered,
};
use coercivity_world::scenario::Scenario;

use crate::{of_clauses, question, world};

/// A clause by its scope, its effect and the scope of what it excepts.
type Written<'a> = (&'a str, &'a str, Option<&'a str>);

/// A scenario of clauses that bind from the same day.
fn scenario(clauses: &[Written<'_>]) -> Scenario {
    let clause = |(number, (scope, effect, excepted)): (usize, &Written<'_>)| {
        let mut text = format!(
            "[[measure.clause]]\nid = \"{number}\"\ntext = \"t\"\ntakes_effect = 2027-01-01\nscope = {{ {scope} }}\n\
             effect = {{ {effect} }}\n"
        );
        if let Some(excepted) = excepted {
            text += &format!("[[measure.clause.exceptions]]\n{excepted}\n");
        }
        text
    };
    of_clauses(clauses.iter().enumerate().map(clause))
}

/// What each clause reaches: activities, and facilities of the projects among them or among its recipients.
fn reached(clauses: &[Written<'_>]) -> Vec<(BTreeSet<usize>, BTreeSet<String>)> {
    let own = scenario(clauses);
    let drawn = DrawnEconomy::of(&question(&own), Draw::Central).unwrap();
    let project = |it: &usize| match drawn.setting.chain.activities[*it].kind {
        Kind::Project(project) => Some(project),
        _ => None,
    };
    let supports = drawn.supports.iter().filter(|it| it.instrument.as_str() == "x");
    let of = |support: &coercivity_simulate::Support| {
        let made = support.outputs.iter().map(|it| it.0).chain(support.credits.iter().copied());
        let activities: BTreeSet<usize> = made.collect();
        let projects = activities.iter().filter_map(project).chain(support.recipients.iter().copied());
        let facilities = projects.map(|it| world().1.economy.projects[it].facility.clone()).collect();
        (activities, facilities)
    };
    supports.map(of).collect()
}

const FLOOR: &str = "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 130.0, \
                     basis = \"contained_oxide\", paid_by = [\"US\"]";
const OFFTAKE: &str = "kind = \"offtake\", share = 0.5, price_usd_per_kg = 100";
const CREDIT: &str = "kind = \"fund\", form = \"tax_credit\", share_of_cost = 0.3";
const GRANT: &str = "kind = \"fund\", form = \"grant\", usd = 1000000000";
const HASTEN: &str = "kind = \"hasten\", months = 6";

#[test]
fn an_excepted_maker_is_left_out_however_it_is_named() {
    let outside = "goods = [\"oxide:*\"], made_outside = [\"CN\"]";
    let two = "goods = [\"oxide:NdPr\"], makers = [\"Lynas Malaysia\", \"MP Materials\"]";
    let lynas = "goods = [\"oxide:NdPr\"], makers = [\"Lynas Malaysia\"]";
    let names = [None, Some("makers = [\"USA-ACLARA\"]"), Some("makers = [\"aclara RESOURCES\"]")];
    let effects = [FLOOR, OFFTAKE, CREDIT, GRANT, HASTEN];
    let excepted = effects.iter().flat_map(|effect| names.map(|name| (outside, *effect, name)));
    // A maker of the base year is left out like a project, whatever the scope calls it.
    let (named, id) = (Some("makers = [\"Lynas Malaysia\"]"), Some("makers = [\"MYS-LAMP\"]"));
    let makers = [(outside, FLOOR, named), (two, FLOOR, None), (two, FLOOR, id), (lynas, FLOOR, id)];
    let all = reached(&excepted.chain(makers).collect::<Vec<_>>());
    for (effect, of) in effects.iter().zip(all.chunks(3)) {
        let mut expected = of[0].1.clone();
        assert!(expected.remove("USA-ACLARA"), "{effect}: {expected:?}");
        for fewer in &of[1..] {
            assert_eq!(fewer.1, expected, "{effect}");
            assert!(fewer.0.is_subset(&of[0].0));
        }
    }
    let [whole, lamp, both, mp, nobody] = [0, 15, 16, 17, 18].map(|it| &all[it].0);
    assert!(lamp.is_subset(whole) && lamp.len() < whole.len());
    assert!(mp.is_subset(both) && mp.len() < both.len() && !mp.is_empty() && nobody.is_empty());
}

#[test]
fn a_name_in_an_exception_that_means_nobody_or_several_is_told() {
    let clause = |name| ("goods = [\"oxide:*\"], made_outside = [\"CN\"]", FLOOR, Some(name));
    let names = ["Nobody at all", "Aclara Resources", "rare"].map(|it| format!("makers = [\"{it}\"]"));
    let own = scenario(&names.each_ref().map(|it| clause(it.as_str())));
    let told = unclear_names(&world().1, &own.measures);
    let [nobody, several] = &told[..] else { panic!("{told:?}") };
    assert!(nobody.clause == "x:0" && nobody.operators.is_empty() && nobody.named == NamedAs::Excepted);
    assert!(several.clause == "x:2" && several.operators.len() > 1 && several.named == NamedAs::Excepted);
}

#[test]
fn makers_from_whom_no_lane_leads_to_a_buyer_are_told() {
    let goods = "goods = [\"oxide:*\"], made_outside = [\"CN\"]";
    let to = |places: &str| format!("{goods}, to = [{places}]");
    let (japan, both) = (to("\"JP\""), to("\"JP\", \"US\""));
    let own = scenario(&[
        (goods, OFFTAKE, None),
        (&japan, OFFTAKE, None),
        (&both, OFFTAKE, Some("to = [\"US\"]")),
        (&both, OFFTAKE, None),
    ]);
    let asked = question(&own);
    let drawn = DrawnEconomy::of(&asked, Draw::Central).unwrap();
    let supports: Vec<_> = drawn.supports.iter().filter(|it| it.instrument.as_str() == "x").collect();
    let [all, japan, without, both] = supports[..] else { panic!() };
    assert!(all.left_out.is_empty() && !japan.left_out.is_empty() && !japan.outputs.is_empty());
    assert_eq!(all.outputs.len(), japan.outputs.len() + japan.left_out.len());
    assert!(japan.left_out.iter().all(|it| !japan.outputs.contains(it)));
    // A buyer who is excepted is no buyer.
    assert_eq!((&without.outputs, &without.pledges), (&japan.outputs, &japan.pledges));
    assert!(both.outputs.len() > japan.outputs.len());
    let told = undelivered(&CentralReach::of(&asked).unwrap());
    let clauses: Vec<&str> = told.iter().map(|it| it.clause.as_str()).collect();
    assert!(clauses.contains(&"x:1") && clauses.contains(&"x:2") && !clauses.contains(&"x:0"), "{clauses:?}");
    let left = japan.left_out.iter().map(|it| drawn.setting.chain.nodes[it.1]).collect();
    assert_eq!(told[0].goods, left);
}

#[test]
fn clauses_that_pay_for_one_cost_or_along_one_chain_are_told() {
    let oxide = "goods = [\"oxide:NdPr\"], made_outside = [\"CN\"]";
    let metal = "goods = [\"metal:NdPr\"], made_outside = [\"CN\"]";
    let most = "kind = \"fund\", form = \"tax_credit\", share_of_cost = 0.9";
    let told = |clauses: &[Written<'_>]| stacked(&CentralReach::of(&question(&scenario(clauses))).unwrap());
    let all =
        told(&[(oxide, CREDIT, None), (oxide, most, None), (oxide, FLOOR, None), (metal, OFFTAKE, None)]);
    let costs: Vec<(&str, f64)> = all
        .iter()
        .filter_map(|it| match it.of {
            StackedOn::Cost(share) => Some((it.clause.as_str(), share)),
            StackedOn::Inputs => None,
        })
        .collect();
    let [("x:0", one), ("x:1", other)] = costs[..] else { panic!("{all:?}") };
    assert!((one - other).abs() < 1e-9 && one >= 1.2 - 1e-9, "{all:?}");
    let inputs: Vec<_> = all.iter().filter(|it| it.of == StackedOn::Inputs).collect();
    assert!(inputs.len() == 1 && inputs[0].clause == "x:3" && inputs[0].beside.contains("x:2"), "{all:?}");
    // A credit of less than the cost, and a price of goods of which nothing else has one, are told of nobody.
    assert_eq!(told(&[(oxide, CREDIT, None), ("goods = [\"oxide:Sm\"]", FLOOR, None)]), []);
}
