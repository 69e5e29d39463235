//! Law that a scenario writes itself: it does what it says, to whom it says, and where it does nothing a run tells it.

use coercivity_market::chain::{Activity, Grade, Kind, Stuff};
use coercivity_quantity::Month;
use coercivity_simulate::{
    CentralReach, CutPlan, Draw, DrawnEconomy, Fault, Path, Question, hastens_nothing, inert_clauses,
    promised,
};
use coercivity_world::economy::Parameter;
use coercivity_world::scenario::Scenario;
use coercivity_world::{Element, Place};

use crate::{question, shipped, walked, world, written};

/// A scenario of 24 months on the shipped baseline, with tables of its own.
fn scenario(tables: &str) -> Scenario {
    let head = "format = \"coercivity.scenario/1\"\nid = \"own\"\ntitle = \"Own law\"\nextends = \"baseline\"\n\
                horizon = { from = \"2026-11\", months = 24 }\n";
    written(&format!("{head}{tables}"))
}

fn clause(id: &str, effect: &str, scope: &str) -> String {
    format!(
        "[[measure.clause]]\nid = \"{id}\"\ntext = \"t\"\ntakes_effect = 2026-11-01\nscope = {{ {scope} }}\n\
         effect = {{ {effect} }}\n"
    )
}

fn measure(clauses: &[String]) -> String {
    let head = "[[measure]]\nid = \"x\"\nstanding = \"invented\"\nannounced = 2026-10-01\n";
    format!("{head}{}", clauses.concat())
}

fn cut(more: &str) -> String {
    format!("[[cut]]\nid = \"c\"\nfrom = \"2026-12\"\nseverity = 1.0\n{more}\n")
}

const TO_US: &str = "goods = [\"magnet:NdFeB\"], from = [\"CN\"], to = [\"US\"]";

const WIDER: &str = "goods = [\"magnet:NdFeB\", \"magnet:SmCo\"], from = [\"CN\"], to = [\"US\"]";

fn inert(question: &Question<'_>) -> Vec<String> {
    inert_clauses(&CentralReach::of(question).unwrap())
}

/// Most that slips out of one good in a period, over what the supplier's lanes to one place usually carry.
fn leaked_over_usual((drawn, path): &(DrawnEconomy, Path), stuff: Stuff, to: &str) -> f64 {
    let activities = &drawn.setting.chain.activities;
    let to = Place::new(to).unwrap();
    let lane = |it: &&Activity| {
        it.kind == Kind::Lane(stuff) && it.from == drawn.setting.assumed.supplier && it.to == to
    };
    let usual: f64 = activities.iter().filter(lane).map(|it| it.base).sum();
    let leaks = activities.iter().position(|it| it.kind == Kind::Leakage(stuff)).unwrap();
    path.periods.iter().map(|it| it.cleared.rates[leaks]).fold(0.0, f64::max) / usual
}

#[test]
fn past_a_quota_and_a_cut_of_one_buyer_slips_a_part_of_what_it_holds_back_and_no_more() {
    let heavy = Stuff::Magnet(Grade::Heavy);
    let none = measure(&[clause("1", "kind = \"quota\", tonnes_per_year = 0, unit = \"t_gross\"", TO_US)]);
    // Lanes are as wide as they were in the base year, grown by two years of demand.
    let grown = 1.25;
    for (tables, share) in [
        (none, Parameter::Unlicensed),
        (cut("destinations = [\"US\"]\nstages = [\"magnet\"]"), Parameter::Leakage),
    ] {
        let walked = walked(&scenario(&tables), 24);
        let (most, leaked) = (walked.0.setting.values[share], leaked_over_usual(&walked, heavy, "USA"));
        assert!(leaked <= most * grown && leaked > 0.1 * most, "{leaked} of {most}: {share:?}");
    }
}

#[test]
fn an_exemption_frees_what_it_is_of_before_it_binds() {
    let closed = clause("1", "kind = \"deny\"", TO_US);
    let exempt = |scope: &str| measure(&[closed.clone(), clause("2", "kind = \"exempt\"", scope)]);
    let calm = shipped("baseline");
    let calm = Scenario { from: "2026-11".parse().unwrap(), months: 24, ..calm };
    let (free, bound) = (scenario(&exempt(WIDER)), scenario(&measure(std::slice::from_ref(&closed))));
    let (free, bound, calm) = (question(&free), question(&bound), question(&calm));
    assert_ne!(bound.book, calm.book);
    assert_eq!(free.book, calm.book);
    // Of one's own two clauses the first has no effect then.
    assert_eq!((inert(&free), inert(&bound)), (vec!["x:1".to_owned()], Vec::new()));
    // What is freed for a use that lanes do not know is freed of nobody with certainty, and told.
    let some = scenario(&exempt(&format!("{TO_US}, end_uses = [\"ev_motor\"]")));
    let some = question(&some);
    assert_eq!((some.book == bound.book, inert(&some)), (true, vec!["x:2".to_owned()]));
}

#[test]
fn a_price_is_of_the_kilogram_that_its_basis_says() {
    let agreed = |effect: &str, stuff: Stuff| {
        let scenario = scenario(&measure(&[clause(
            "1",
            effect,
            "goods = [\"oxide:Nd\", \"magnet:NdFeB\"], makers_in = [\"US\"]",
        )]));
        let drawn = DrawnEconomy::of(&question(&scenario), Draw::Central).unwrap();
        let own = drawn.supports.iter().find(|it| it.instrument.as_str() == "x").unwrap();
        own.agreed(&drawn.setting, stuff)
    };
    let floor = |basis: &str| {
        format!(
            "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 100.0, basis = \"{basis}\", paid_by = [\"US\"]"
        )
    };
    let nd = Stuff::Oxide(Element::new("Nd").unwrap());
    let magnet = Stuff::Magnet(Grade::Light);
    let offtake = "kind = \"offtake\", share = 1.0, price_usd_per_kg = 100.0";
    // A kilogram of neodymium is in 1.166 of its oxide.
    for effect in [&floor("contained_oxide"), &floor("gross"), offtake] {
        assert!((agreed(effect, nd) - 116.6).abs() < 0.1, "{effect}");
    }
    assert_eq!(agreed(&floor("contained_element"), nd), 100.0);
    let of = |basis: &str| agreed(&floor(basis), magnet);
    assert_eq!(of("gross"), 100.0);
    assert!((25.0..40.0).contains(&of("contained_element")), "{}", of("contained_element"));
    assert!(of("contained_oxide") > 1.1 * of("contained_element"));
}

#[test]
fn permits_are_hastened_for_the_goods_of_the_clause_and_not_before_it_binds() {
    let starts = |scope: &str, from: &str| {
        let effect = "kind = \"hasten\", months = 24";
        let text = measure(&[clause("1", effect, scope)]).replace("2026-11-01", from);
        let scenario = scenario(&text);
        DrawnEconomy::of(&question(&scenario), Draw::Central).unwrap().setting.starts
    };
    let calm = DrawnEconomy::of(&question(&shipped("baseline")), Draw::Central).unwrap().setting.starts;
    let magnets = starts("goods = [\"magnet:NdFeB\"], makers_in = [\"US\"]", "2027-01-01");
    let all = starts("makers_in = [\"US\"]", "2027-01-01");
    let moved = |it: &[Option<Month>]| it.iter().zip(&calm).filter(|it| it.0 != it.1).count();
    assert!(0 < moved(&magnets) && moved(&magnets) < moved(&all), "{magnets:?} {all:?}");
    let first: Month = "2027-01".parse().unwrap();
    for (now, then) in all.iter().zip(&calm).filter(|it| it.0 != it.1) {
        assert!(*now >= Some(first) && now < then, "{now:?} {then:?}");
    }
    // Who has begun by then is hastened no more.
    assert_eq!(moved(&starts("makers_in = [\"US\"]", "2060-01-01")), 0);
}

#[test]
fn a_clause_that_brings_no_start_forward_is_told() {
    let scopes = [
        "goods = [\"oxide:*\"], makers = [\"Aclara Vinton\"]",
        "goods = [\"oxide:*\"], makers = [\"White Mesa phase 2\"]",
        "goods = [\"magnet:NdFeB\"], makers_in = [\"US\"]",
    ];
    let clauses: Vec<String> =
        (1..=3).map(|it| clause(&it.to_string(), "kind = \"hasten\", months = 3", scopes[it - 1])).collect();
    let own = scenario(&measure(&clauses));
    assert_eq!(hastens_nothing(&CentralReach::of(&question(&own)).unwrap()), ["x:1", "x:2"]);
    // Without a clause that binds before a start nothing is hastened.
    let late = scenario(&measure(&clauses).replace("2026-11-01", "2060-01-01"));
    assert_eq!(hastens_nothing(&CentralReach::of(&question(&late)).unwrap()), ["x:1", "x:2", "x:3"]);
}

#[test]
fn a_period_ends_only_where_the_market_of_a_day_asks_for_a_clause() {
    let periods = |effect: &str, scope: &str| {
        let own = scenario(&measure(&[clause("1", effect, scope)]).replace("2026-11-01", "2027-01-11"));
        walked(&own, 4).1.periods.iter().map(|it| (it.period.start, it.period.length)).collect::<Vec<_>>()
    };
    let months: Vec<(f64, f64)> = (0..4).map(|it| (f64::from(it), 1.0)).collect();
    let (oxide, nobody) =
        ("goods = [\"oxide:NdPr\"], made_in = [\"US\"]", "goods = [\"oxide:NdPr\"], made_in = [\"FR\"]");
    let floor = "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 110, basis = \"contained_oxide\", \
                 paid_by = [\"US\"]";
    assert_eq!(periods("kind = \"hasten\", months = 3", oxide), months);
    assert_eq!(periods("kind = \"fund\", form = \"grant\", usd = 1000000", oxide), months);
    assert_eq!(periods(floor, &nobody.replace("made_in", "makers = [\"Aclara Vinton\"], made_in")), months);
    assert_eq!(periods(floor, oxide).len(), 5);
}

#[test]
fn a_cut_of_an_element_reaches_the_magnets_made_of_it() {
    let closed = |elements: &str| {
        let scenario = scenario(&cut(&format!("stages = [\"magnet\"]\nelements = [{elements}]")));
        let plan = CutPlan::Written(&scenario.cuts);
        let month = "2027-01".parse().unwrap();
        let to = Place::new("USA").unwrap();
        let of = |stuff| plan.severity(month, 2.5, stuff, to);
        [Stuff::Magnet(Grade::Heavy), Stuff::Magnet(Grade::Light), Stuff::SamariumMagnetOffered].map(of)
    };
    assert_eq!(closed("\"NdPr\""), [1.0, 1.0, 0.0]);
    assert_eq!(closed("\"Dy\""), [1.0, 0.0, 0.0]);
    assert_eq!(closed("\"Sm\""), [0.0, 0.0, 1.0]);
}

#[test]
fn a_cut_of_nothing_is_refused_and_a_measure_of_nothing_is_told() {
    let (_, world, base) = world();
    for more in ["elements = [\"Gd\"]", "stages = [\"blank\"]", "destinations = [\"CN\"]"] {
        let scenario = scenario(&cut(more));
        let found = Question::new(world, base, &scenario).unwrap_err();
        assert!(matches!(&found, Fault::IdleCut { cut, .. } if cut == "c"), "{more}: {found}");
    }
    let stock = |goods: &str, cover: &str| {
        let scope = format!("goods = [\"{goods}\"], holders_in = [\"US\"]");
        let scenario = scenario(&measure(&[clause("1", &format!("kind = \"stockpile\"{cover}"), &scope)]));
        inert(&question(&scenario))
    };
    assert_eq!(stock("magnet:NdFeB", ", cover_months = 6, fill_months = 6"), Vec::<String>::new());
    assert_eq!(stock("component:motor", ", cover_months = 6, fill_months = 6"), ["x:1"]);
    assert_eq!(stock("magnet:NdFeB", ", budget_usd = 1000000"), ["x:1"]);
}

#[test]
fn a_support_pays_for_the_days_on_which_it_binds() {
    let floor = "kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 110, basis = \"contained_oxide\", \
                 upside_share = 0.0, paid_by = [\"US\"]";
    let scope = "goods = [\"oxide:NdPr\", \"metal:NdPr\"], made_outside = [\"CN\"]";
    let own = |from: &str, until: &str| {
        let clause = clause("1", floor, scope)
            .replace("takes_effect = 2026-11-01", &format!("takes_effect = {from}\nuntil = {until}"));
        scenario(&measure(&[clause]))
    };
    let paid = |from: &str, until: &str| {
        let (drawn, path) = walked(&own(from, until), 24);
        let own = drawn.supports.iter().position(|it| it.instrument.to_string() == "x").unwrap();
        path.periods.iter().map(|it| it.paid[own]).sum::<f64>()
    };
    let month = paid("2026-12-01", "2026-12-31");
    assert!(month > 0.0);
    for (from, until, days) in [
        ("2026-12-16", "2026-12-16", 1.0),
        ("2026-12-17", "2027-01-14", 29.0),
        ("2026-12-01", "2027-01-31", 62.0),
    ] {
        let share = paid(from, until) / month / (days / 31.0);
        assert!((share - 1.0).abs() < 0.1, "{from}..{until}: {share}");
    }
    // What begins after the run is no part of its sums, and is told.
    let later = own("2029-01-01", "2030-01-01");
    let told = promised(&question(&later));
    assert!(told.iter().any(|it| it.0 == "x:1" && it.1.to_string() == "2029-01-01"), "{told:?}");
    assert!(promised(&question(&own("2026-12-16", "2026-12-16"))).iter().all(|it| it.0 != "x:1"));
}
